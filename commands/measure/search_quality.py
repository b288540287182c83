"""`bench search`: how good retrieval is, by judged queries of the starter shop and, with a data folder, by the real-photo shops."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

from commands.measure.row import Row
from core.progress import Progress
from core.settings import Settings
from retrieval.benchmark.fusion import BARE, FUSED, OURS
from retrieval.benchmark.run import Found, StarterFigures, measure_starter, measure_texts
from retrieval.benchmark.same_color import FILE, SameButColor, same_but_color
from retrieval.benchmark.shops import FOLDERS, open_shop
from retrieval.benchmark.texts import BY_DESCRIPTION, BY_TITLE
from retrieval.needs import open_needs
from retrieval.opening import STARTER, open_retriever


def measure_quality(settings: Settings, data: Path | None) -> Generator[Row, None, Found]:
    """The rows, each as soon as it is measured; gives what the report tells of them."""
    retriever = open_retriever(replace(settings, catalog=STARTER))
    progress = Progress("measuring judged queries")
    progress.show("test split")
    found = Found(measure_starter(retriever, open_needs(retriever.text_encoder, settings.models / "intents")))
    progress.end(f"{found.starter.queries} done")
    yield from starter_rows(found.starter)
    if data is not None:
        for name, folder in FOLDERS.items():
            shop = open_shop(settings, name, data / folder)
            for way in (BY_TITLE, BY_DESCRIPTION):
                measured = measure_texts(shop, way)
                found = replace(found, texts={**found.texts, f"{name}, by {way}": measured})
                yield Row(f"{name}: item found by its {way}, R@1", round(measured[0]["r@1"].mean, 3), "share", measured[1])
            if (data / folder / FILE).is_file():
                requests = tuple(same_but_color(shop, data / folder))
                found = replace(found, same_color=requests)
                yield from color_rows(requests)
    return found


def starter_rows(starter: StarterFigures) -> Iterator[Row]:
    """Ours beside fusion and beside the best single channel; the types of queries; the constraints."""
    ways = {each.name: each.figures["ndcg@10"].mean for each in starter.ways}
    ours, count = round(ways[OURS], 3), starter.queries
    best = next(each for each in starter.ways if each.name not in (OURS, FUSED, BARE))
    yield Row("judged queries, nDCG@10", ours, "", count, round(ways[best.name], 3), f"the best channel, {best.name}")
    yield Row("judged queries, nDCG@10", ours, "", count, round(ways[FUSED], 3), FUSED)
    yield Row("judged queries, nDCG@10", ours, "", count, round(ways[BARE], 3), BARE)
    for name, figures in starter.types.items():
        yield Row(f"judged queries of type {name}, nDCG@10", round(figures["ndcg@10"].mean, 3), "", count)
    yield Row("results that meet every hard constraint", round(starter.satisfied * 100, 2), "%", starter.results)


def color_rows(asked: tuple[SameButColor, ...]) -> Iterator[Row]:
    """A photo with "the same one in gray"."""
    count = len(asked)
    yield Row("photo and “the same one in another colour”, R@1", round(sum(each.first for each in asked) / count, 3), "share", count)
    yield Row("photo and “the same one in another colour”, R@5", round(sum(each.among_five for each in asked) / count, 3), "share", count)
    yield Row("photo and “the same one in another colour”, wrong colour first", float(sum(not each.right_color for each in asked)), "times", count)
