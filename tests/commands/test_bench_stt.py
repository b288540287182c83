"""`bench stt`: what is said to the ears, and its rows from hearings that are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commands import arguments
from commands.bench import TARGETS
from commands.measure.ears import Heard
from commands.measure.said import NOISE_DB, Said, recordings, spoken
from commands.measure.stt import STOCK, beside, errors, measure_stt, phantoms, recall, snapping_rows, times
from commands.measure.terms import Asked, Snapped, evenly, missed
from core.errors import BadInput, NotFound
from core.settings import Settings
from speech.clip import Clip
from speech.wav import write_wav
from tests.speech.sounds import silence, tone


def pair(text: str, mine: str, theirs: str, under: str = "clean", seconds: float = 3.0) -> tuple[Said, Heard, Heard]:
    return Said(text, under, silence(seconds)), Heard(mine, 0.1 * seconds), Heard(theirs, seconds)


def test_the_target_and_its_clips() -> None:
    assert "stt" in TARGETS and arguments.parse(["bench", "stt"]).clips is None
    assert arguments.parse(["bench", "stt", "--clips", "12"]).clips == 12
    assert arguments.parse(["bench", "stt", "--clips", "mine/clips"]).clips == Path("mine/clips")


def test_no_clips_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments.parse(["bench", "stt", "--clips", "0"])
    assert "above 0" in capsys.readouterr().err


def test_clips_are_drawn_from_every_voice_and_noise_the_same_every_time() -> None:
    speakers = {"low": lambda text: tone(0.5, 200.0), "high": lambda text: tone(0.5, 900.0, rate=24_000)}
    everything = spoken(["one", "two"], speakers, NOISE_DB)
    assert len(everything) == 2 * 2 * len(NOISE_DB) and {each.clip.sample_rate for each in everything} == {16_000}
    drawn, again = spoken(["one", "two"], speakers, NOISE_DB, 5), spoken(["one", "two"], speakers, NOISE_DB, 5)
    assert len(drawn) == 5 and all(np.array_equal(one.clip.samples, other.clip.samples) for one, other in zip(drawn, again, strict=True))
    noise = {each.under: float(np.std(each.clip.samples)) for each in everything if each.text == "one"}
    assert noise["clean"] < noise["20 dB"] < noise["10 dB"] < noise["5 dB"]


def test_recordings_come_with_their_words_or_a_sentence_says_what_is_missing(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(NotFound, match="there is no folder"):
        next(measure_stt(settings, tmp_path / "none"))
    with pytest.raises(BadInput, match=r"holds no \*\.wav"):
        recordings(tmp_path)
    write_wav(tone(1.0), tmp_path / "a.wav")
    with pytest.raises(NotFound, match=r"a\.txt"):
        recordings(tmp_path)
    (tmp_path / "a.txt").write_text("show me boots\n")
    (said,) = recordings(tmp_path)
    assert (said.text, said.under, said.clip.seconds) == ("show me boots", tmp_path.name, pytest.approx(1.0, abs=0.01))


def test_each_clip_goes_to_both_ears_in_turn() -> None:
    order: list[str] = []

    def ear(name: str) -> str:
        order.append(name)
        return name

    clip = silence(1.0)
    pairs = beside(lambda _: ear("a"), lambda _: ear("b"), [Said("x", "clean", clip)] * 2, "hearing")
    assert order == ["a", "b"] * 3 and [(mine.text, theirs.text) for _, mine, theirs in pairs] == [("a", "b")] * 2


def test_times_stand_beside_the_baseline_s() -> None:
    usual, mean, late = times([pair("x", "x", "x", seconds=seconds) for seconds in (3.0, 4.0, 5.0, 20.0)], STOCK)
    assert (usual.ours, usual.baseline, usual.n, usual.ratio) == (0.4, 4.0, 3, 0.1)
    assert (mean.ours, mean.baseline, mean.n) == (0.8, 8.0, 4) and late.baseline is not None and late.baseline > 15


def test_wrong_words_are_told_over_all_and_by_condition() -> None:
    pairs = [pair("show me red boots", "show me red boots", "show me boots"), pair("in black", "in block", "", "5 dB")]
    rows = {row.what: row for row in errors(pairs, STOCK)}
    assert (rows["word error rate"].ours, rows["word error rate"].baseline) == (pytest.approx(16.67), 50.0)
    assert (rows["word error rate, 5 dB"].ours, rows["word error rate, clean"].ours) == (50.0, 0.0)
    assert (recall(pairs).ours, recall(pairs).baseline) == (100.0, 50.0)


def test_every_word_in_a_clip_without_a_voice_is_a_phantom() -> None:
    def loud(clip: Clip) -> str:
        return "Thank you." if np.abs(clip.samples).max() > 0.3 else ""

    row = phantoms(lambda clip: "", loud, 160)
    assert (row.ours, row.baseline, row.n) == (0, 24, 60)
    assert phantoms(lambda clip: "", loud, 12).n == 12


def test_terms_are_missed_unless_they_are_heard_in_one_number_or_the_other() -> None:
    assert missed(Asked("Ridgeline", ""), "Tell me more about the ridge line.")
    assert not missed(Asked("Ridgeline", ""), "tell me more about the ridgeline")
    assert not missed(Asked("Hearth & Pine", ""), "by Hearth and Pine") and not missed(Asked("candle", ""), "I want candles.")
    assert missed(Asked("pan", ""), "I want pants")


def test_snapping_is_counted_for_what_it_mends_and_what_it_breaks() -> None:
    boots, brand = Asked("boot", "I want boots."), Asked("Quillo", "By Quillo.")
    rows = snapping_rows([Snapped(boots, "I want boots.", "I want Boston."), Snapped(brand, "By quello.", "By Quillo."), Snapped(brand, "By Q.", "By Q.")])
    assert (rows[0].ours, rows[0].baseline) == (pytest.approx(66.67), pytest.approx(66.67))
    assert (rows[1].ours, rows[1].baseline, rows[2].ours) == (1, 1, 1)


def test_values_are_drawn_evenly() -> None:
    assert evenly(list("abcdef"), 3) == ["a", "c", "e"] and evenly(["a"], 3) == ["a"]
