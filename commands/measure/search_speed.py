"""`bench search`, on a generated shop: ingest, size, memory, latency and recall, beside an exact scan, faiss and usearch in the same run.

Ingest and search each run in a process of their own, so that their memory is their own. The encoders are stand-ins of the real width;
what the real text encoder adds to an ingest is measured apart, on a tenth of the items.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
import psutil

from commands.measure.baselines import SCANS, Filtered
from commands.measure.row import Row, median_row
from core.settings import Settings
from retrieval.benchmark.asked import asked_of
from retrieval.benchmark.generated import GeneratedPictures, GeneratedShop
from retrieval.benchmark.stand_ins import StandInImage, stand_ins
from retrieval.catalog import open_catalog
from retrieval.documents import passage
from retrieval.encoders import Encoders
from retrieval.ingest import CHUNK, Shelf, ingest
from retrieval.opening import open_encoders, open_generation
from retrieval.pictures import NoPictures
from retrieval.query import Query
from retrieval.stores.protocol import PICTURE, TEXT

ITEMS = 100_000
QUERIES = 50
K = 10
SHOP = "generated"
WATCH_S = 0.02
Answer = TypeVar("Answer")


def measure_search_speed(settings: Settings, items: int = ITEMS) -> Iterator[Row]:
    """The rows, each as soon as it is measured."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.home, prefix="measure-") as folder:
        catalogs = Path(folder)
        seconds, peak = apart(ingested, catalogs, items)
        yield Row(f"ingest of {items:,} items without the encoders' time", round(items / seconds, 1), "items/s", 1)
        yield Row(f"most memory during that ingest, {items:,} items", round(peak / 2**30, 2), "GiB", 1)
        size = sum(each.stat().st_size for each in catalogs.rglob("*") if each.is_file() and each.parent.name != "pictures")
        raw = items * 4 * sum((stand_ins().text.dim, stand_ins().image.dim))
        yield Row(f"size on disk without pictures, {items:,} items", round(size / 2**20, 1), "MiB", 1, round(raw / 2**20, 1), "its bare vectors in float32")
        yield from apart(searched, catalogs, items)
    yield ingest_beside_encoder(settings, max(1, items // 10))


def ingested(catalogs: Path, items: int) -> tuple[float, int]:
    """Seconds and the most resident bytes of an ingest."""
    with Watched() as watched:
        began = time.perf_counter()
        ingest(catalogs, Shelf(SHOP, GeneratedShop(items), GeneratedPictures()), stand_ins())
        return time.perf_counter() - began, watched.most


def searched(catalogs: Path, items: int) -> list[Row]:
    """Rows of opening, memory, latency and recall."""
    encoders = stand_ins()
    began = time.perf_counter()
    retriever = open_generation(open_catalog(catalogs, SHOP), encoders)
    opening = time.perf_counter() - began
    asked = asked_of(GeneratedShop(items), QUERIES)
    queries = [Query(each.text, retriever.understand_photo(each.photo), (each.wish,), k=K) for each in asked]
    for query in queries[:3]:
        retriever.search(query)
    ours = [milliseconds(lambda query=query: retriever.search(query)) for query in queries]  # type: ignore[misc]
    memory = psutil.Process().memory_info().rss
    what = f"filtered text + photo search, {items:,} items"
    rows = [
        Row(f"opening of {items:,} items", round(opening, 2), "s", 1),
        Row(f"resident memory after {QUERIES} searches, {items:,} items", round(memory / 2**30, 2), "GiB", 1),
        Row(f"{what}, 95th percentile", round(float(np.percentile(ours, 95)), 2), "ms", len(ours)),
    ]
    store = retriever.store
    vectors = {column: np.concatenate([store.vectors(column, range(first, min(first + CHUNK, items))) for first in range(0, items, CHUNK)])
               for column in (TEXT, PICTURE)}  # fmt: skip
    tasks = [
        Filtered(column, vector, np.asarray(store.match((each.wish,))))
        for each, query in zip(asked, queries, strict=True)
        for column, vector in ((TEXT, encoders.text.encode([query.text])[0]), (PICTURE, features_of(query)))
    ]
    exact = [task.exact(vectors[task.column], K) for task in tasks]
    found = [list(store.by_vector(task.column, task.vector, (asked[at // 2].wish,), (), K)) for at, task in enumerate(tasks)]
    recall = recall_at(tasks, vectors, exact, found)
    for name, make in SCANS.items():
        scan = make(vectors)
        times, results = [], []
        for first in range(0, len(tasks), 2):
            took, answer = timed(lambda scan=scan, first=first: [scan(task, K) for task in tasks[first : first + 2]])  # type: ignore[misc]
            times.append(took)
            results += answer
        rows.append(median_row(what, ours, "ms", times, name))
        rows.append(Row(f"recall@{K} of both vectors, filtered, {items:,} items", recall, "", len(tasks), recall_at(tasks, vectors, exact, results), name))
    return rows


def ingest_beside_encoder(settings: Settings, items: int) -> Row:
    """Seconds of an ingest of texts by the real text encoder, beside the encoder alone on the same texts, a chunk at a time by turns."""
    encoders = open_encoders(settings)
    encoders.text.encode(["warm"])
    shop = list(GeneratedShop(items))
    bare = 0.0
    for first in range(0, items, CHUNK):
        began = time.perf_counter()
        encoders.text.encode([passage(item) for item in shop[first : first + CHUNK]])
        bare += time.perf_counter() - began
    with TemporaryDirectory(dir=settings.home, prefix="measure-") as folder:
        began = time.perf_counter()
        ingest(Path(folder), Shelf(SHOP, shop, NoPictures()), Encoders(encoders.text, StandInImage()))
        whole = time.perf_counter() - began
    return Row(f"ingest of {items:,} items with the real text encoder", round(whole, 1), "s", 1, round(bare, 1), "the bare encoder on the same texts")


def features_of(query: Query) -> np.ndarray:
    assert query.photo is not None
    return query.photo.features


def recall_at(tasks: Sequence[Filtered], vectors: dict[str, np.ndarray], exact: Sequence[Sequence[int]], found: Sequence[Sequence[int]]) -> float:
    """The share of the nearest that were found; what is as near as the last of them counts, whichever of several it is."""
    shares = []
    for task, nearest, rows in zip(tasks, exact, found, strict=True):
        if len(nearest):
            least = float(vectors[task.column][nearest[-1]] @ task.vector) - 1e-5
            near = vectors[task.column][list(rows)] @ task.vector if len(rows) else np.zeros(0)
            shares.append(min(1.0, int((near >= least).sum()) / len(nearest)))
    return round(float(np.mean(shares)), 4)


def milliseconds(work: Callable[[], object]) -> float:
    return timed(work)[0]


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Milliseconds and what came out."""
    began = time.perf_counter()
    answer = work()
    return (time.perf_counter() - began) * 1000, answer


def apart(work: Callable[[Path, int], Answer], catalogs: Path, items: int) -> Answer:
    """Runs it in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, catalogs, items).result()


class Watched:
    """The most resident memory of this process while the block runs."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        process = psutil.Process()
        while True:
            self.most = max(self.most, process.memory_info().rss)
            if self._ended.wait(WATCH_S):
                return
