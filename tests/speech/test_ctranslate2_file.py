"""CTranslate2's file is read exactly, and what is not one is refused with a sentence."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from core.errors import WeightsError
from speech.ctranslate2_file import read_variables
from tests.speech.tiny_whisper import packed, text

VARIABLES: dict[str, np.ndarray] = {
    "a/weight": np.arange(6, dtype=np.float16).reshape(2, 3),
    "b/scale": np.array(3, dtype=np.int16),
    "c/bias": np.linspace(-1, 1, 5, dtype=np.float32),
    "d/ids": np.array([[1], [-2]], dtype=np.int32),
}


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "model.bin"
    path.write_bytes(data)
    return path


def test_every_array_comes_back_with_its_type_and_shape(tmp_path: Path) -> None:
    found = read_variables(written(tmp_path, packed(VARIABLES)), "WhisperSpec")
    assert set(found) == set(VARIABLES)
    for name, value in VARIABLES.items():
        assert found[name].dtype == value.dtype
        np.testing.assert_array_equal(found[name], value)


def test_a_file_that_ends_early_is_noticed_wherever_it_ends(tmp_path: Path) -> None:
    data = packed(VARIABLES)
    for size in range(len(data)):
        with pytest.raises(WeightsError, match="cut short"):
            read_variables(written(tmp_path, data[:size]), "WhisperSpec")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed(VARIABLES, version=2), "layout version 2"),
        (packed(VARIABLES, specification="TransformerSpec"), "'TransformerSpec' where 'WhisperSpec'"),
        (b"GGUF" + bytes(100), "layout version"),
        (struct.pack("<IH", 6, 4) + b"\xff\xfe\xfd\0" + bytes(100), "no text"),
        (packed({})[:-4].replace(struct.pack("<II", 3, 0), struct.pack("<II", 3, 1) + text("x") + struct.pack("<BBI", 0, 9, 4)), "number type 9"),
        (packed({"x": np.zeros(2, dtype=np.float32)}).replace(struct.pack("<BI", 1, 2), struct.pack("<BI", 1, 3), 1), "8 bytes for shape"),
    ],
)
def test_a_foreign_file_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        read_variables(written(tmp_path, data), "WhisperSpec")
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot be read"):
        read_variables(tmp_path / "model.bin", "WhisperSpec")
