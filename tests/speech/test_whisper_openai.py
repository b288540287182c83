"""CTranslate2's weights in openai-whisper's network: exactly the same network. Its loader, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from whisper.model import Whisper

from core.errors import WeightsError
from core.settings import Settings
from speech.clip import Clip
from speech.resample import resample
from speech.voice_hibari import HibariVoice, load_hibari
from speech.wav import joined
from speech.wer import word_error_rate
from speech.whisper_faster import load_faster_whisper
from speech.whisper_openai import OpenAIWhisper, load_openai_whisper
from speech.whisper_window import Window
from speech.whisper_window_faster import hear_window as hear_faster
from speech.whisper_window_openai import cut_network, hear_window
from tests.speech.sounds import noise, silence
from tests.speech.tiny_whisper import DIMENSIONS, packed, random_whisper, variables_of, write_model


@pytest.fixture(scope="module")
def tiny() -> Whisper:
    return random_whisper()


@pytest.fixture(scope="module")
def folder(tiny: Whisper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("whisper-tiny"), variables_of(tiny))


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


@pytest.fixture(scope="module")
def spoken(voice: HibariVoice) -> Clip:
    return joined(voice.stream("Show me hiking boots."))


def test_round_trip_gives_the_same_network(tiny: Whisper, folder: Path) -> None:
    loaded = load_openai_whisper(folder, device="cpu").model
    assert loaded.dims == DIMENSIONS
    expected = tiny.state_dict()
    assert set(loaded.state_dict()) == set(expected)
    for name, value in loaded.state_dict().items():
        torch.testing.assert_close(value, expected[name], rtol=0, atol=0)
    mel, tokens = torch.randn(1, 80, 3000), torch.tensor([[50258, 50259, 50359]])
    with torch.no_grad():
        torch.testing.assert_close(loaded(mel, tokens), tiny(mel, tokens))


def test_half_precision_files_are_read_too(tiny: Whisper, tmp_path: Path) -> None:
    halves = {name: value.astype(np.float16) if value.dtype == np.float32 else value for name, value in variables_of(tiny).items()}
    loaded = load_openai_whisper(write_model(tmp_path, halves), device="cpu").model
    weight = loaded.state_dict()["decoder.blocks.1.cross_attn.key.weight"]
    torch.testing.assert_close(weight, tiny.state_dict()["decoder.blocks.1.cross_attn.key.weight"].half().float(), rtol=0, atol=0)


def test_random_words_are_not_believed(folder: Path, spoken: Clip) -> None:
    """The whole engine on speech: a random network's babble has no confidence, so nothing is said to have been heard."""
    transcript = load_openai_whisper(folder, device="cpu", threads=1).transcribe(spoken)
    assert transcript.text == "" and transcript.seconds == spoken.seconds


def test_a_cut_network_is_the_whole_one_with_fewer_positions(tiny: Whisper) -> None:
    whole, cut = cut_network(tiny, Window(np.zeros(0, np.float32), 3000, 1)), cut_network(tiny, Window(np.zeros(0, np.float32), 500, 1))
    mel, tokens = torch.randn(1, 80, 3000), torch.tensor([[50258, 50259, 50359]])
    with torch.no_grad():
        torch.testing.assert_close(whole(mel, tokens), tiny(mel, tokens))
        assert cut.encoder(mel[..., :500]).shape == (1, 250, DIMENSIONS.n_audio_state)
    assert tiny.dims == DIMENSIONS and cut.dims.n_audio_ctx == 250 and len(tiny.encoder.positional_embedding) == DIMENSIONS.n_audio_ctx
    assert cut.decoder is tiny.decoder and cut.encoder.conv1.weight.data_ptr() == tiny.encoder.conv1.weight.data_ptr()


def test_silence_never_reaches_the_model() -> None:
    engine = OpenAIWhisper(model=None)  # touching it would fail
    assert engine.transcribe(silence(2.0)).text == ""


def test_a_model_in_openai_s_own_file(tiny: Whisper, tmp_path: Path) -> None:
    path = tmp_path / "tiny.pt"
    torch.save({"dims": DIMENSIONS.__dict__, "model_state_dict": tiny.state_dict()}, path)
    loaded = load_openai_whisper(path, device="cpu").model
    torch.testing.assert_close(loaded.state_dict()["encoder.conv1.weight"], tiny.state_dict()["encoder.conv1.weight"])


def test_a_missing_variable_and_a_quantised_file_are_refused(tiny: Whisper, tmp_path: Path) -> None:
    variables = variables_of(tiny)
    del variables["encoder/conv2/bias"]
    with pytest.raises(WeightsError, match="does not hold a whole float Whisper model"):
        load_openai_whisper(write_model(tmp_path, variables), device="cpu")
    variables = variables_of(tiny)
    variables["encoder/layer_0/ffn/linear_0/weight"] = np.zeros((256, 63), dtype=np.int8)
    with pytest.raises(WeightsError, match="float16 or float32"):
        load_openai_whisper(write_model(tmp_path, variables), device="cpu")


def test_a_model_cut_short_is_refused(tiny: Whisper, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(packed(variables_of(tiny))[:1_000_000])
    with pytest.raises(WeightsError, match="cut short"):
        load_openai_whisper(tmp_path, device="cpu")


def test_names_and_files_that_are_no_model(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="knows no model 'whisper-huge'"):
        load_openai_whisper("whisper-huge", device="cpu")
    with pytest.raises(WeightsError, match="no Whisper model at"):
        load_openai_whisper(tmp_path / "gone.pt", device="cpu")
    (tmp_path / "text.pt").write_text("not weights")
    with pytest.raises(WeightsError, match="cannot be loaded"):
        load_openai_whisper(tmp_path / "text.pt", device="cpu")


@pytest.mark.slow
def test_both_engines_see_the_same_through_a_cut_window(home: Settings, voice: HibariVoice) -> None:
    source = home.models / "whisper-base"
    samples = resample(joined(voice.stream("I need waterproof hiking boots under 150 dollars.")), 16_000).samples
    ours = hear_window(load_openai_whisper(source, device="cpu").model, samples, "", None)
    theirs = hear_faster(load_faster_whisper(source, device="cpu").model, samples, (), None)
    assert ours is not None and theirs is not None and ours.language == theirs.language == "en"
    assert word_error_rate([theirs.heard.text], [ours.heard.text]) == 0
    assert ours.heard.log_probability == pytest.approx(theirs.heard.log_probability, abs=0.05)  # int8 beside float32


@pytest.mark.slow
def test_the_real_weights_hear_a_sentence_and_nothing_in_noise(home: Settings, voice: HibariVoice) -> None:
    engine = load_openai_whisper(home.models / "whisper-base", device="cpu")
    assert engine.model.dims.n_audio_head == 8
    heard = engine.transcribe(joined(voice.stream("I need waterproof hiking boots.")))
    assert heard.text.lower().strip(" .") == "i need waterproof hiking boots"
    assert heard.language == "en" and heard.confidence > 0.6
    assert engine.transcribe(noise(3.0, 0.3)).text == engine.transcribe(silence(3.0)).text == ""
