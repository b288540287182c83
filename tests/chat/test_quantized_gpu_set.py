"""The 4-bit engine with the real weights of the default model, quantised from its GGUF file. Minutes on a CPU: `python launch.py test --set gpu`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from chat.batching import Batched
from chat.quantized import from_gguf, load_quantized
from chat.understanding.by_model import SCHEMA, head_for
from core.model_table import QWEN
from tests.conftest import MODELS

pytestmark = pytest.mark.gpu_set
# Quantised twice, from Q4_K_M to NF4, it is sure of these (.88, .84, .86); "Who won the match yesterday?" out of its own prompt it calls a need (.81).
CLEAR = {"do you sell pianos?": "product", "the kettle died this morning": "need", "How are you today?": "chat"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = MODELS / QWEN.name / "model.gguf"
    if not file.is_file():
        pytest.skip(f"the weights {QWEN.name} are not in {MODELS}: run `python launch.py models fetch`")
    if shutil.disk_usage(MODELS).free < 8e9:
        pytest.skip("8 GB of disk are needed to quantise the weights")
    return from_gguf(file, tmp_path_factory.mktemp("models") / f"{QWEN.name}-nf4")


@pytest.fixture(scope="module")
def model(kept: Path) -> Batched:
    return load_quantized(kept, "auto")


def test_it_is_quantised_once_and_found_again(kept: Path) -> None:
    written = (kept / "model.safetensors").stat()
    assert written.st_size < 1.8e9
    assert from_gguf(MODELS / QWEN.name / "model.gguf", kept) == kept
    assert (kept / "model.safetensors").stat().st_mtime_ns == written.st_mtime_ns


def test_it_reads_what_nobody_would_misread(model: Batched) -> None:
    for text, label in CLEAR.items():
        messages = ({"role": "system", "content": head_for(())}, {"role": "user", "content": json.dumps(text)})
        assert list(json.loads("".join(model.stream(messages, SCHEMA, 12)))) == [label]
