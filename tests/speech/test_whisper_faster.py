"""The default ear: what it asks of faster-whisper, what it believes, what its loader refuses; on the real weights in the slow set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from whisper.tokenizer import get_tokenizer

from core.errors import WeightsError
from core.settings import Settings
from speech.clip import Clip
from speech.decode import read_clip
from speech.recalling import ShopTerms
from speech.resample import resample
from speech.voice_hibari import HibariVoice, load_hibari
from speech.wav import joined
from speech.wer import word_error_rate
from speech.whisper_faster import FasterWhisper, load_faster_whisper
from speech.whisper_options import BEAM
from speech.whisper_window import LEAST_S, SILENCE_S
from tests.speech.scripted_whisper import ScriptedWhisper, Segment
from tests.speech.sounds import encoded, hum, noise, silence, tone
from tests.speech.tiny_whisper import packed, random_whisper, variables_of

UNHEARD = (Segment(" boots" * 60, -0.1),) * 2  # the decoder runs away in every cut window, so that the padded run is taken


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


@pytest.fixture(scope="module")
def spoken(voice: HibariVoice) -> Clip:
    return joined(voice.stream("Show me hiking boots."))


def test_the_model_gets_16_khz_and_only_its_believable_words_come_back(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Show me boots.", -0.2), Segment(" Thank you." * 8, -0.1), glimpses=UNHEARD)
    transcript = FasterWhisper(model).transcribe(spoken)
    (samples, options) = model.asked[0]
    assert spoken.sample_rate == 24_000 and len(samples) == pytest.approx(spoken.seconds * 16_000, abs=200)
    assert transcript.text == "Show me boots." and transcript.language == "en" and transcript.seconds == spoken.seconds
    assert options["condition_on_previous_text"] is False and options["without_timestamps"] is True


def test_the_model_is_told_the_shops_words_in_whispers_own_tokens(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Show me boots.", -0.2), glimpses=UNHEARD * 2)
    FasterWhisper(model).transcribe(spoken, ("tea towels", "Brindlewick"))
    told = model.asked[0][1]["initial_prompt"]
    assert get_tokenizer(True).decode(told).startswith(" tea towels, Brindlewick. ")
    FasterWhisper(model).transcribe(spoken, ("tea towels",), "de")
    assert model.asked[1][1]["initial_prompt"] is None and model.asked[1][1]["language"] == "de"


def test_a_sure_glimpse_through_a_window_cut_to_the_clip_is_enough(spoken: Clip) -> None:
    model = ScriptedWhisper(glimpses=(Segment(" Show me hiking boots.", -0.1),))
    heard = FasterWhisper(model).transcribe(spoken, ("tea towels",))
    assert (heard.text, heard.language, heard.seconds) == ("Show me hiking boots.", "en", spoken.seconds) and not model.asked
    frames, prompt, options = model.windows[0]
    assert frames == pytest.approx(max(LEAST_S, spoken.seconds + SILENCE_S) * 100, abs=2) and options["beam_size"] == BEAM
    assert " tea towels. " in model.hf_tokenizer.decode(prompt)
    assert model.hf_tokenizer.decode_with_special(prompt).endswith("<|startoftranscript|><|en|><|transcribe|><|notimestamps|>")


RUNAWAY = [" Show me hiking boots. Show me hiking boots. Show me hiking boots.", " boots" * 60, " big" * 12]
WORDLESS = [Segment("", -0.1), Segment(" (music)", -0.1), Segment(" Thank you.", -1.2, 0.9), Segment(" Thank you.", -1.8)]


@pytest.mark.parametrize("text", RUNAWAY)
def test_a_decoder_that_ran_away_in_every_window_gives_way_to_the_padded_run(text: str, spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Show me boots.", -0.4), glimpses=(Segment(text, -0.1),) * 2)
    assert FasterWhisper(model).transcribe(spoken).text == "Show me boots." and len(model.asked) == 1 and len(model.windows) == 2


def test_a_doubtful_glimpse_is_taken_again_from_a_slower_clip_and_never_padded(spoken: Clip) -> None:
    model = ScriptedWhisper(glimpses=(Segment(" Show me hiking boats.", -0.6), Segment(" Show me hiking boots.", -0.2)))
    heard = FasterWhisper(model).transcribe(spoken)
    assert (heard.text, heard.seconds) == ("Show me hiking boots.", spoken.seconds) and len(model.windows) == 2 and not model.asked


def test_the_second_hearing_is_told_the_terms_that_sound_like_the_first(spoken: Clip) -> None:
    model = ScriptedWhisper(glimpses=(Segment(" Show me pike boots.", -0.6), Segment(" Show me hiking boots.", -0.2)), lost=" Show me hike boots.")
    asked: list[Sequence[str]] = []

    def alike(readings: Sequence[str]) -> Sequence[str]:
        asked.append(readings)
        return ("hiking boots",)

    assert FasterWhisper(model).transcribe(spoken, ShopTerms(("tea towels",), alike)).text == "Show me hiking boots."
    assert asked == [("Show me pike boots.", "Show me hike boots.")]
    first, second = (model.hf_tokenizer.decode(prompt) for _, prompt, _ in model.windows)
    assert " tea towels. " in first and " hiking boots. " in second and "tea towels" not in second


@pytest.mark.parametrize("glimpse", WORDLESS)
def test_where_every_glimpse_finds_no_words_nothing_was_said(glimpse: Segment, spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Thank you for watching.", -0.1), glimpses=(glimpse,) * 2)
    assert FasterWhisper(model).transcribe(spoken).text == "" and not model.asked


def test_the_language_of_a_glimpse_may_be_guessed_and_is_then_told_to_the_decoder(spoken: Clip) -> None:
    model = ScriptedWhisper(glimpses=(Segment(" Stiefel.", -0.1),), spoken="de")
    heard = FasterWhisper(model).transcribe(spoken, ("tea towels",), "auto")
    assert (heard.text, heard.language) == ("Stiefel.", "de")
    assert model.hf_tokenizer.decode_with_special(model.windows[0][1]) == "<|startoftranscript|><|de|><|transcribe|><|notimestamps|>"


def test_a_clip_that_fills_the_training_window_is_not_cut(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Boots.", -0.1))
    FasterWhisper(model).transcribe(Clip(np.tile(spoken.samples, 20)[: 24_000 * 29], 24_000))
    assert not model.windows and len(model.asked) == 1


def test_an_unfinished_clip_is_glanced_at_greedily_and_never_padded(spoken: Clip) -> None:
    samples = resample(spoken, 16_000).samples
    model = ScriptedWhisper(glimpses=(Segment(" Show me hiking", -0.5), Segment(" Show me. " * 9, -0.1)))
    engine = FasterWhisper(model)
    assert engine.glance(samples) == "Show me hiking" and model.windows[0][2]["beam_size"] == 1
    assert engine.glance(samples) == "" and engine.glance(silence(2.0).samples) == ""
    assert len(model.windows) == 2 and not model.asked


def test_a_clip_longer_than_the_training_window_is_heard_with_time_stamps(spoken: Clip) -> None:
    model = ScriptedWhisper()
    FasterWhisper(model).transcribe(Clip(np.tile(spoken.samples, 20)[: 24_000 * 40], 24_000))
    assert model.asked[0][1]["without_timestamps"] is False and model.asked[0][1]["initial_prompt"] is None


@pytest.mark.parametrize("clip", [silence(2.0), hum(2.0), noise(2.0, 0.1), tone(2.0)])
def test_where_nobody_speaks_the_model_is_not_asked(clip: Clip) -> None:
    model = ScriptedWhisper(Segment("Thank you for watching.", -0.1, 0.0))
    assert FasterWhisper(model).transcribe(clip).text == ""
    assert not model.asked


def test_missing_unknown_and_damaged_weights_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="models fetch"):
        load_faster_whisper(tmp_path / "gone")
    with pytest.raises(WeightsError, match="knows no model 'whisper-huge'"):
        load_faster_whisper("whisper-huge")
    (tmp_path / "model.bin").write_bytes(packed(variables_of(random_whisper()))[:100_000])
    with pytest.raises(WeightsError, match="cannot be loaded") as caught:
        load_faster_whisper(tmp_path, device="cpu")
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_the_real_weights_hear_a_sentence_and_nothing_in_noise(home: Settings, voice: HibariVoice) -> None:
    engine = load_faster_whisper(home.models / "whisper-base", device="cpu")
    heard = engine.transcribe(joined(voice.stream("I need waterproof hiking boots.")))
    assert heard.text.lower().strip(" .") == "i need waterproof hiking boots"
    assert heard.language == "en" and heard.confidence > 0.6
    assert engine.transcribe(noise(3.0, 0.3)).text == engine.transcribe(silence(3.0)).text == ""


@pytest.mark.slow
@pytest.mark.parametrize("what", ["a telephone", "clipped", "whispered into a webm"])
def test_the_real_weights_hear_a_bad_recording(what: str, home: Settings, voice: HibariVoice) -> None:
    clip = joined(voice.stream("I need waterproof hiking boots under 150 dollars."))
    if what == "a telephone":
        clip = read_clip(encoded(clip, "wav", "pcm_mulaw", 8_000), sample_rate=8_000)
    elif what == "clipped":
        clip = Clip((clip.samples * 30 / np.abs(clip.samples).max()).clip(-1, 1).astype(np.float32), clip.sample_rate)
    else:
        clip = read_clip(encoded(Clip(clip.samples * np.float32(0.02), clip.sample_rate), "webm", "libopus", 48_000, live="1"))
    heard = load_faster_whisper(home.models / "whisper-base", device="cpu").transcribe(clip)
    assert word_error_rate(["I need waterproof hiking boots under 150 dollars."], [heard.text]) <= 1 / 8


@pytest.mark.slow
def test_the_real_weights_hear_past_one_window(home: Settings, voice: HibariVoice) -> None:
    words = "I would like a warm jacket for the winter. It should be dark green. Please show me the cheapest one first. "
    clip = resample(joined(voice.stream(words * 7)), 16_000)
    clip = Clip(clip.samples[: 55 * 16_000], 16_000)
    assert clip.seconds > 35
    heard = load_faster_whisper(home.models / "whisper-base", device="cpu").transcribe(clip).text.lower()
    assert heard.count("dark green") >= 4
