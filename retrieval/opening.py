"""Opens the retriever of a catalog from the settings: the encoders, the starter catalog at first use, the table on disk."""

from __future__ import annotations

from pathlib import Path

from core.errors import StorageError, WeightsError
from core.later import Later
from core.settings import Settings
from retrieval import efficientnet, minilm
from retrieval.catalog import list_catalogs, open_catalog
from retrieval.encoders import Encoders
from retrieval.importing import read_products
from retrieval.ingest import IngestReport, Progress, Shelf, ingest, silent
from retrieval.lazy import LazyImage, LazyText
from retrieval.meanings import read_meanings
from retrieval.pictures import DrawnPictures
from retrieval.progress import Shown
from retrieval.retriever import Retriever
from retrieval.store import open_store

STARTER = "starter"
PRODUCTS = Path(__file__).parent / "starter" / "products"


def open_retriever(settings: Settings) -> Retriever:
    """The catalog `settings.catalog`, ready to search. The starter catalog is built here at its first use, with progress on stderr.

    Raises NotFound for an unknown catalog (naming those that exist), WeightsError, StorageError.
    """
    encoders = open_encoders(settings)
    if settings.catalog == STARTER:
        refresh_starter(settings, encoders)
    return opened(settings.catalogs, settings.catalog, encoders)


def opened(catalogs: Path, name: str, encoders: Encoders) -> Retriever:
    """A catalog as it lies on disk, with these encoders. Raises NotFound, StorageError."""
    catalog = open_catalog(catalogs, name)
    return Retriever(catalog, open_store(catalog.folder / "table"), encoders, read_meanings(catalog.folder))


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
    return ingest(settings.catalogs, Shelf(STARTER, read.items, DrawnPictures(), read.rows, read.rejected), encoders, progress)


def open_encoders(settings: Settings) -> Encoders:
    """The text and the image encoder; each loads at its first use. Raises WeightsError where the weights are missing."""
    text, image = settings.models / minilm.NAME, settings.models / efficientnet.NAME
    for folder, file in ((text, "model.safetensors"), (image, "model.pth")):
        if not (folder / file).is_file():
            raise WeightsError(f"the weights {folder.name} are not in {folder.parent}: run `python launch.py models fetch`")
    return Encoders(
        LazyText(minilm.NAME, minilm.DIM, Later(lambda: minilm.load_minilm(text, device(settings)))),
        LazyImage(
            efficientnet.FEATURES, efficientnet.DIM, efficientnet.imagenet_names(), Later(lambda: efficientnet.load_efficientnet(image, device(settings)))
        ),
    )


def device(settings: Settings) -> str:
    """ "cpu" or "cuda": what the settings say, or the GPU where there is one."""
    if settings.device != "auto":
        return settings.device
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
