"""requirements-gpu.txt is requirements.txt on another torch, and more."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def pins(name: str) -> set[str]:
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line}


def test_the_gpu_set_holds_every_pin_of_the_default_set_but_torch() -> None:
    default, gpu = pins("requirements.txt"), pins("requirements-gpu.txt")
    assert {pin for pin in default - gpu if not pin.startswith("torch==")} == set()
    assert all("==" in pin for pin in gpu)
    assert {pin.split("==")[0] for pin in gpu} >= {"torch", "torchaudio", "torchcodec", "coqui-tts[codec]", "six", "bitsandbytes", "accelerate"}
