"""Opens the retriever of a catalog from the settings: the encoders, the starter catalog at first use, the table on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.errors import StorageError, WeightsError
from core.later import Later
from core.settings import Settings
from core.weights import locate
from retrieval import efficientnet, minilm
from retrieval.catalog import Catalog, home_of, list_catalogs, read_generation
from retrieval.documents import search_words
from retrieval.encoders import Encoders, ImageEncoder
from retrieval.generations import first_readable
from retrieval.importing import read_products
from retrieval.ingest import IngestReport, Progress, Shelf, ingest, silent
from retrieval.lazy import LazyImage, LazyText
from retrieval.meanings import Meanings, read_meanings
from retrieval.pictures import DrawnPictures
from retrieval.progress import Shown
from retrieval.ranking import ScoreTerm
from retrieval.retriever import Retriever
from retrieval.stores.local import LocalStore, open_store
from retrieval.stores.protocol import PICTURE, TEXT, Batch, Store
from retrieval.tuning.tuned import Tuned
from retrieval.tuning.tuned_file import read_tuned
from retrieval.two_tower import open_two_tower

STARTER = "starter"
SENT_AT_ONCE = 256  # items; Qdrant takes up to 32 MB in one request, and they are 3 MB
PRODUCTS = Path(__file__).parent / "starter" / "products"


def open_retriever(settings: Settings) -> Retriever:
    """The catalog `settings.catalog`, ready to search. The starter catalog is built here at its first use, with progress on stderr.

    Raises NotFound for an unknown catalog (naming those that exist), WeightsError, StorageError.
    """
    encoders = open_encoders(settings)
    if settings.catalog == STARTER:
        refresh_starter(settings, encoders)

    def read(folder: Path) -> tuple[Catalog, LocalStore, Meanings, Tuned]:
        catalog = read_generation(folder)
        return catalog, open_store(folder, catalog.facts), read_meanings(folder), read_tuned(folder)

    catalog, local, meanings, tuned = first_readable(home_of(settings.catalogs, settings.catalog), read)
    _embedded_by(encoders, catalog)
    store = _qdrant(settings, catalog, local) if settings.store == "qdrant" else local
    return Retriever(catalog, store, encoders, meanings, tuned=tuned)


def open_generation(catalog: Catalog, encoders: Encoders, terms: Sequence[ScoreTerm] = ()) -> Retriever:
    """A generation, ready to search. Raises StorageError where it is damaged or was embedded by other encoders."""
    _embedded_by(encoders, catalog)
    return Retriever(catalog, open_store(catalog.folder, catalog.facts), encoders, read_meanings(catalog.folder), terms, read_tuned(catalog.folder))


def _embedded_by(encoders: Encoders, catalog: Catalog) -> None:
    names = (encoders.text.name, encoders.image.name)
    if catalog.encoders != names:
        raise StorageError(f"the catalog {catalog.name} was embedded by {' and '.join(catalog.encoders)}, set are {' and '.join(names)}: ingest it again")


def _qdrant(settings: Settings, catalog: Catalog, local: LocalStore) -> Store:
    """The store of the generation on the server, filled from this machine's files at its first use. Raises StorageError."""
    from retrieval.stores.qdrant import QdrantStore, collection_of, connect, fill

    client = connect(settings.qdrant_url, settings.qdrant_key)
    collection = collection_of(catalog.name, catalog.folder.name, catalog.seal)
    fill(client, catalog.name, collection, catalog.facts.columns, lambda: _batches(catalog, local), len(catalog.items))
    return QdrantStore(client, collection, catalog.facts.columns)


def _batches(catalog: Catalog, local: LocalStore) -> Iterator[Batch]:
    for first in range(0, len(catalog.items), SENT_AT_ONCE):
        items = catalog.items[first : first + SENT_AT_ONCE]
        rows = range(first, first + len(items))
        yield Batch(items, [search_words(item) for item in items], local.stored(TEXT, rows), local.stored(PICTURE, rows))


def refresh_starter(settings: Settings, encoders: Encoders) -> None:
    """Builds the starter catalog where it is missing, or where the program now comes with other products or drawings.

    Raises StorageError only where there is none to fall back on: a home folder that cannot be written still serves what it holds.
    """
    missing = STARTER not in list_catalogs(settings.catalogs)
    progress = Shown("building the starter catalog")
    try:
        report = build_starter(settings, encoders, progress)
    except StorageError:
        if missing:
            raise
        return
    if report.added or report.changed or report.removed:
        progress.end(f"{report.items} products")


def build_starter(settings: Settings, encoders: Encoders, progress: Progress = silent) -> IngestReport:
    """Ingests the products and drawings that come with the program; nothing happens where they are in place already."""
    read = read_products(PRODUCTS)
    return ingest(settings.catalogs, Shelf(STARTER, read.items, DrawnPictures(), read.rows, read.rejected, drawn=True), encoders, progress)


def open_encoders(settings: Settings) -> Encoders:
    """The text and the image encoder; each loads at its first use. Raises WeightsError where the weights are missing."""
    text = settings.models / minilm.NAME
    _present(text / "model.safetensors")
    return Encoders(LazyText(minilm.NAME, minilm.DIM, Later(lambda: minilm.load_minilm(text, device(settings)))), open_image_encoder(settings))


def open_image_encoder(settings: Settings) -> ImageEncoder:
    """EfficientNet-Lite0, or the CLIP or SigLIP model that `image_model` names. Raises WeightsError where it is missing."""
    names = efficientnet.imagenet_names()
    if settings.image_model != efficientnet.NAME:
        return open_two_tower(locate(settings.image_model, settings), names, lambda: device(settings))
    folder = settings.models / efficientnet.NAME
    _present(folder / "model.pth")
    return LazyImage(efficientnet.FEATURES, efficientnet.DIM, names, Later(lambda: efficientnet.load_efficientnet(folder, device(settings))))


def _present(file: Path) -> None:
    if not file.is_file():
        raise WeightsError(f"the weights {file.parent.name} are not in {file.parent.parent}: run `python launch.py models fetch`")


def device(settings: Settings) -> str:
    """ "cpu" or "cuda": what the settings say, or the GPU where there is one."""
    if settings.device != "auto":
        return settings.device
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
