"""`bench stt`: how fast and how well speech is heard, beside the two Whisper libraries on the same weights.

Every clip goes to all ears in turn (A, B, A, B, ...), so that a busy machine slows them alike.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from chat.parts import Parts, open_parts
from commands.measure.ears import OPENAI, STOCK, Ear, Heard, hear, ours, stock, stock_openai
from commands.measure.row import Row, median_row
from commands.measure.said import NOISE_DB, Said, recordings, spoken, voices
from commands.measure.terms import Snapped, asked_terms, missed
from commands.measure.turns import shown
from commands.measure.unspoken import unspoken
from core.settings import Settings
from speech.wer import REQUESTS, Speak, word_error_rate

CLIPS = 160  # spoken requests, unless another number is asked for
OPENAI_EVERY = 8  # clips: it takes several times as long as the others together
SHORT_S, LONG_S = 2.0, 5.0  # of the clips whose time is told apart
TERMS_NOISE: tuple[float | None, ...] = (None, 10.0)
Pair = tuple[Said, Heard, Heard]  # what was said, ours, the baseline's


def measure_stt(settings: Settings, clips: int | Path) -> Iterator[Row]:
    """The rows, each part as soon as it is measured. `clips` is how many requests are spoken, and terms of the catalog, or a folder of recordings."""
    recorded = recordings(clips) if isinstance(clips, Path) else []
    parts = open_parts(settings)
    parts.load(hear=True, speak=not recorded, read=False)
    ear, plain = ours(parts), stock(settings)
    speakers = {} if recorded else voices(parts.synthesizer)
    said = spoken(REQUESTS, speakers, NOISE_DB, clips) if isinstance(clips, int) else recorded
    pairs = beside(ear, plain, said, "hearing beside faster-whisper")
    yield from times(pairs, STOCK)
    yield from errors(pairs, STOCK)
    yield recall(pairs)
    yield phantoms(ear, plain, len(said))
    if isinstance(clips, int):
        yield from snapping(parts, speakers, clips)
    slow = beside(ear, stock_openai(settings), said[::OPENAI_EVERY], "hearing beside openai-whisper")
    yield from times(slow, OPENAI)
    yield errors(slow, OPENAI)[0]


def beside(ear: Ear, baseline: Ear, said: Sequence[Said], name: str) -> list[Pair]:
    """Both hear every clip, one after the other; the first clip once before that, so that nothing is loaded while the clock runs."""
    hear(ear, said[0].clip), hear(baseline, said[0].clip)
    return [(each, hear(ear, each.clip), hear(baseline, each.clip)) for each in shown(said, name)]


def by_ours(pairs: Sequence[Pair]) -> list[Heard]:
    return [pair[1] for pair in pairs]


def by_baseline(pairs: Sequence[Pair]) -> list[Heard]:
    return [pair[2] for pair in pairs]


def times(pairs: Sequence[Pair], name: str) -> list[Row]:
    """Median, mean and 95th percentile over all clips, and the median over those of 2 to 5 s."""
    usual = [pair for pair in pairs if SHORT_S <= pair[0].clip.seconds <= LONG_S] or pairs
    (mine, theirs), (mine_usual, theirs_usual) = (
        [[each.seconds for each in heard] for heard in (by_ours(those), by_baseline(those))] for those in (pairs, usual)
    )
    rows = [median_row("hearing a clip of 2 to 5 s, median", mine_usual, "s", theirs_usual, name)]
    rows.append(Row("hearing a clip, mean", round(statistics.mean(mine), 3), "s", len(pairs), round(statistics.mean(theirs), 3), name))
    late = (float(np.quantile(each, 0.95)) for each in (mine, theirs))
    return [*rows, Row("hearing a clip, p95", round(next(late), 3), "s", len(pairs), round(next(late), 3), name)]


def errors(pairs: Sequence[Pair], name: str) -> list[Row]:
    """Words heard wrong, over all clips and under each condition."""
    groups = {"": list(pairs)}
    for pair in pairs:
        groups.setdefault(f", {pair[0].under}", []).append(pair)
    return [Row(f"word error rate{under}", *rates(group), name) for under, group in groups.items()]


def rates(pairs: Sequence[Pair]) -> tuple[float, str, int, float]:
    """Ours, unit, number of clips, the baseline's."""
    said = [pair[0].text for pair in pairs]
    mine, theirs = (100 * word_error_rate(said, [each.text for each in heard]) for heard in (by_ours(pairs), by_baseline(pairs)))
    return round(mine, 2), "%", len(pairs), round(theirs, 2)


def recall(pairs: Sequence[Pair]) -> Row:
    """How many clips with a voice in them are heard at all."""
    mine, theirs = (100 * statistics.mean(bool(each.text) for each in heard) for heard in (by_ours(pairs), by_baseline(pairs)))
    return Row("clips with speech in which words are heard", round(mine, 2), "%", len(pairs), round(theirs, 2), STOCK)


def phantoms(ear: Ear, plain: Ear, count: int) -> Row:
    """Words heard where nobody speaks: in all sixty clips, or about `count` of them in a quick run."""
    clips = [clip for _, clip in unspoken()]
    clips = clips[:: max(1, len(clips) // count)]
    mine, theirs = 0, 0
    for clip in shown(clips, "listening to silence, noise and music"):
        mine, theirs = mine + words(ear(clip)), theirs + words(plain(clip))
    return Row("words heard where nobody speaks", mine, "words", len(clips), theirs, STOCK)


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def snapping(parts: Parts, speakers: Mapping[str, Speak], count: int) -> list[Row]:
    """Terms of the catalog heard as something else, and sentences that looking for them made worse. Each clip is heard in both ways, in turn."""
    asked = {each.sentence: each for each in asked_terms(parts.retriever)}
    hearings = []
    for each in shown(spoken(list(asked), speakers, TERMS_NOISE, count), "hearing words of the catalog"):
        hearings.append(Snapped(asked[each.text], parts.unsnapped(each.clip).text, parts.hear(each.clip).text, each.under))
    return snapping_rows(hearings)


def snapping_rows(hearings: Sequence[Snapped]) -> list[Row]:
    after, before = (100 * statistics.mean(missed(each.asked, getattr(each, text)) for each in hearings) for text in ("snapped", "heard"))
    worse, better, clean = (sum(getattr(each, name) for each in hearings) for name in ("worse", "better", "clean_worse"))
    return [
        Row("words of the catalog heard wrong", round(after, 2), "%", len(hearings), round(before, 2), "neither recalled nor put back"),
        Row("sentences with more words wrong for it", worse, "sentences", len(hearings), better, "sentences with fewer"),
        Row("clean ones of these", clean, "sentences", len(hearings)),
    ]
