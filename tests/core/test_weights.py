"""The table of models and what it says about the files on this disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from core import weights
from core.errors import WeightsError
from core.model_table import LITE0, MINILM, QWEN, TABLE, WHISPER, Model, ModelFile
from core.settings import Settings

CONTENT = b"weights" * 100


def tiny(name: str = "tiny") -> Model:
    return Model(name, "tests", "MIT", (ModelFile("model.bin", len(CONTENT), hashlib.sha256(CONTENT).hexdigest()),))


def put(models: Path, content: bytes) -> Path:
    path = models / "tiny" / "model.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_pieces_of_every_file_add_up_to_its_size() -> None:
    for model in (QWEN, WHISPER, MINILM, LITE0):
        for each in model.files:
            assert sum(piece.size for piece in each.pieces) == each.size, each.path
            assert len(each.sha256) == 64
    assert len(QWEN.packages) == 22
    assert all("==" in package for model in TABLE for package in model.packages), "an unpinned package may change under our feet"


def test_every_row_says_licence_and_source() -> None:
    for model in TABLE:
        assert model.licence and model.purpose and model.size > 0
        assert model.packages or model.hub


def test_state_follows_the_files(settings: Settings) -> None:
    assert weights.state(tiny(), settings.models) == "missing"
    path = put(settings.models, CONTENT)
    assert weights.state(tiny(), settings.models) == "ready"
    path.write_bytes(CONTENT[:-1])
    assert weights.state(tiny(), settings.models) == "damaged"
    assert "699 bytes where 700" in next(iter(weights.faults(tiny(), settings.models).values()))


def test_verify_reads_every_byte(settings: Settings) -> None:
    put(settings.models, CONTENT[:-1] + b"x")
    assert weights.state(tiny(), settings.models) == "ready", "sizes alone cannot tell"
    assert "SHA-256" in next(iter(weights.verify(tiny(), settings.models).values()))
    put(settings.models, CONTENT)
    assert weights.verify(tiny(), settings.models) == {}


def test_locate_names_the_model_and_the_way_out(settings: Settings) -> None:
    with pytest.raises(WeightsError, match=r"whisper-base cannot be used: .*missing; run `python launch.py models fetch whisper-base`"):
        weights.locate("whisper-base", settings)


def test_a_cut_short_model_is_named_at_once(settings: Settings) -> None:
    folder = settings.models / "efficientnet-lite0"
    folder.mkdir(parents=True)
    (folder / "model.pth").write_bytes(b"cut")
    with pytest.raises(WeightsError, match=r"model\.pth has 3 bytes where 18,826,032 are needed"):
        weights.locate("efficientnet-lite0", settings)


def test_a_path_of_the_users_own_is_taken_as_it_is(settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "mine.gguf"
    own.write_bytes(b"GGUF")
    assert weights.locate(str(own), settings) == own
    with pytest.raises(WeightsError, match="no model file or folder"):
        weights.locate(str(tmp_path / "absent.gguf"), settings)


def test_an_unknown_name_gets_near_matches() -> None:
    with pytest.raises(WeightsError, match="did you mean whisper-base"):
        weights.model_named("wisper-base")
    with pytest.raises(WeightsError, match="OWNER/NAME"):
        weights.model_named("zzzz")


def test_hub_names_find_their_row_or_get_one() -> None:
    assert weights.model_named("Qwen/Qwen3-4B-Instruct-2507").name == "qwen3-4b-instruct-2507"
    assert weights.model_named("someone/Else").name == "someone--else"


def test_needed_follows_the_settings(tmp_path: Path) -> None:
    everything = [each.name for each in weights.needed(Settings(home=tmp_path))]
    assert everything == ["whisper-base", "qwen2.5-coder-1.5b-instruct-q4_k_m", "all-minilm-l6-v2", "efficientnet-lite0"]
    assert QWEN not in weights.needed(Settings(home=tmp_path, llm="none"))
    assert WHISPER not in weights.needed(Settings(home=tmp_path, whisper="small.en"))
