"""Coqui for real: a small random VITS is saved and spoken through the real loader. Runs in the environment of requirements-gpu.txt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import WeightsError
from core.settings import Settings
from speech.registry import load_synthesizer

pytestmark = pytest.mark.gpu_set
pytest.importorskip("TTS", reason="coqui-tts is not installed here: run `python launch.py test --set gpu`")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VITS of 1.5 million random weights, as Coqui's trainer saves one."""
    import torch
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    path = tmp_path_factory.mktemp("random-vits")
    shape = VitsArgs(
        num_layers_text_encoder=2,
        hidden_channels=32,
        hidden_channels_ffn_text_encoder=64,
        num_layers_flow=2,
        num_layers_posterior_encoder=2,
        upsample_initial_channel_decoder=32,
        init_discriminator=False,
    )
    config = VitsConfig(text_cleaner="basic_cleaners", use_phonemes=False, model_args=shape)
    torch.manual_seed(0)
    model = Vits(config)
    config.save_json(str(path / "config.json"))
    torch.save({"model": model.state_dict(), "config": config.to_dict()}, path / "model.pth")
    return path


@pytest.mark.parametrize("device", ["cpu", "auto"])
def test_a_saved_model_speaks_one_clip_a_sentence(folder: Path, device: str, settings: Settings) -> None:
    voice = load_synthesizer(Settings(home=settings.home, synthesizer="coqui", voice=str(folder), device=device))
    clips = list(voice.stream("Hello there, my friend. This is the second sentence!"))
    assert len(clips) == 2
    for clip in clips:
        assert clip.sample_rate == 22_050 and clip.seconds > 0.2
        assert np.isfinite(clip.samples).all() and np.abs(clip.samples).max() > 1e-3


def test_a_damaged_model_and_an_unknown_name_are_sentences(folder: Path, tmp_path: Path) -> None:
    from speech.voice_coqui import load_coqui

    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    (tmp_path / "model.pth").write_bytes((folder / "model.pth").read_bytes()[:10_000])
    for voice in (str(tmp_path), "tts_models/en/nobody/nothing"):
        with pytest.raises(WeightsError, match="cannot be loaded") as caught:
            load_coqui(voice, device="cpu")
        assert "\n" not in str(caught.value)
