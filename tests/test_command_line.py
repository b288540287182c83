"""The whole product from the command line, with the real weights: spoken, shown and typed turns, and every kind of bad input."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from core import weights
from core.settings import Settings
from retrieval.opening import open_retriever
from speech.clip import Clip
from speech.resample import resample
from speech.voice_hibari import load_hibari
from speech.wav import joined, write_wav
from tests.conftest import MODELS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
BOOTS = "I need waterproof hiking boots under one hundred and fifty dollars"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the real weights linked into it and the starter catalog built."""
    for model in weights.needed(Settings()):
        if weights.state(model, MODELS) != "ready":
            pytest.skip(f"the weights {model.name} are not in {MODELS}: run `python launch.py models fetch`")
    home = tmp_path_factory.mktemp("whole")
    (home / "models").symlink_to(MODELS, target_is_directory=True)
    open_retriever(Settings(home=home))
    return home


@pytest.fixture
def launch(built_home: Path, tmp_path: Path) -> Run:
    """Runs launch.py as a person would, in a folder of its own."""

    def run(*words: str | Path, home: Path = built_home, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VITRINE_")}
        environment |= {"VITRINE_HOME": str(home), "VITRINE_VENV": sys.prefix}
        command = [sys.executable, str(ROOT / "launch.py"), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, input=stdin, timeout=300)

    return run


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A request as a 16 kHz WAV file, spoken by the page's own voice."""
    path = tmp_path_factory.mktemp("spoken") / "boots.wav"
    write_wav(resample(joined(load_hibari().stream(BOOTS)), 16_000), path)
    return path


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_whole_spoken_turn(launch: Run, spoken: Path, tmp_path: Path) -> None:
    """Heard, understood, found, worded and spoken; then a typed follow-up in the same conversation."""
    state, sound = tmp_path / "conversation.json", tmp_path / "reply.wav"
    turn = answer(launch("ask", "--audio", spoken, "--speak", sound, "--state", state, "--json"))
    assert "waterproof hiking boots" in turn["transcript"].lower()
    assert turn["state"] == {"max_price": 150.0, "waterproof": True, "kind": "hiking boots"}
    assert turn["suggestions"] and all(each["price"] <= 150 for each in turn["suggestions"])
    assert set(turn["timings_ms"]) == {"hear", "understand", "find", "word", "first_audio", "total"}
    with av.open(str(sound)) as file:
        assert float((file.duration or 0) / av.time_base) > 2
    follow_up = answer(launch("ask", "in black", "--state", state, "--json"))
    assert follow_up["state"]["color"] == "black" and follow_up["state"]["max_price"] == 150
    assert follow_up["state_file"] == str(state)


def test_a_photo_is_understood(launch: Run, built_home: Path, tmp_path: Path) -> None:
    """The drawing of a known item, as a photo: its kind is seen and it is found again."""
    from retrieval.starter.draw import png

    photo = tmp_path / "photo.png"
    photo.write_bytes(png("backpack", "red"))
    turn = answer(launch("ask", "--photo", photo, "--json"))
    seen = {each["slot"]: each["value"] for each in turn["photo"]}
    assert seen["color"] == "red"
    assert seen["kind"] == "backpack"
    assert turn["move"] == "recommend"


def test_a_need_in_other_words_finds_things(launch: Run) -> None:
    """No word of it names a thing of the shop: the examples of needs settle it, and its whole sentence is searched for."""
    turn = answer(launch("ask", "my feet get wet when I walk the dog", "--json"))
    assert turn["act"]["source"] == "intent"
    assert any("boots" in each["title"].lower() for each in turn["suggestions"])


def test_what_neither_rules_nor_examples_settle_reaches_the_model(launch: Run) -> None:
    turn = answer(launch("ask", "whatever Saskia had last week was great", "--json"))
    assert turn["act"]["source"] == "model"


def test_a_conversation_in_the_terminal(launch: Run) -> None:
    done = launch("chat", stdin="a black backpack\nx" + "y" * 3000 + "\nsomething cheaper\n")
    assert done.returncode == 0
    assert "Backpack" in done.stdout and "the limit is 2,000" in done.stdout


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit status 2, nothing on standard output, and one sentence with these words as the last line on standard error."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert not done.stdout
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith("vitrine: ")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in line, line


def silent_flac(path: Path, minutes: int) -> Path:
    with av.open(str(path), "w", format="flac") as out:
        stream = out.add_stream("flac", rate=8000, layout="mono")
        for minute in range(minutes):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000 * 60), np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = 8000, Fraction(1, 8000), minute * 8000 * 60
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def huge_png(path: Path, side: int) -> Path:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


BAD: dict[str, tuple[Callable[[Path], list[str | Path]], tuple[str, ...]]] = {
    "empty text": (lambda folder: ["ask", ""], ("nothing was said",)),
    "no words at all": (lambda folder: ["ask"], ("nothing was said",)),
    "10,000 characters": (lambda folder: ["ask", "x" * 10_000], ("10,000 characters", "2,000")),
    "0-byte audio": (lambda folder: ["ask", "--audio", written(folder / "empty.wav", b"")], ("empty.wav",)),
    "a text named .wav": (lambda folder: ["ask", "--audio", written(folder / "words.wav", b"these are words, not sound " * 99)], ("words.wav",)),
    "59 minutes of silence": (lambda folder: ["ask", "--audio", silent_flac(folder / "long.flac", 59)], ("60",)),
    "a PDF named .jpg": (lambda folder: ["ask", "--photo", written(folder / "photo.jpg", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")], ("JPEG, PNG or WebP",)),
    "169 megapixels": (lambda folder: ["ask", "--photo", huge_png(folder / "huge.png", 13_000)], ("169 megapixels", "25")),
    "a photo that is not there": (lambda folder: ["ask", "--photo", folder / "none.jpg"], ("none.jpg",)),
    "a sound that is not there": (lambda folder: ["ask", "--audio", folder / "none.wav"], ("none.wav",)),
    "unknown catalog": (lambda folder: ["ask", "boots", "--catalog", "nowhere"], ("nowhere", "starter")),
    "unknown subcommand": (lambda folder: ["serch", "boots"], ("serch", "search")),
    "a state that is none": (lambda folder: ["ask", "boots", "--state", written(folder / "state.json", b"{}")], ("state file",)),
    "a wrong setting": (lambda folder: ["ask", "boots", "--k", "0"], ("k is 0",)),
    "a wrong condition": (lambda folder: ["search", "boots", "--where", "price~5"], ("price~5",)),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_sentence_and_stores_nothing(name: str, launch: Run, built_home: Path, tmp_path: Path) -> None:
    words, says = BAD[name]
    given = words(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in built_home.rglob("*") if path.is_file()} | {path: 0 for path in tmp_path.iterdir()}
    refused(launch(*given), *says)
    after = {path: path.stat().st_mtime_ns for path in built_home.rglob("*") if path.is_file()} | {path: 0 for path in tmp_path.iterdir()}
    assert after == before


def test_a_bad_turn_leaves_the_conversation_as_it_was(launch: Run, tmp_path: Path) -> None:
    state = tmp_path / "conversation.json"
    answer(launch("ask", "a black backpack", "--state", state, "--json"))
    before = state.read_bytes()
    refused(launch("ask", "x" * 10_000, "--state", state))
    assert state.read_bytes() == before
    assert answer(launch("ask", "something cheaper", "--state", state, "--json"))["transcript"]


def test_silence_is_answered_and_no_words_are_invented(launch: Run, tmp_path: Path) -> None:
    write_wav(Clip(np.zeros(16_000 * 3, np.float32), 16_000), tmp_path / "silence.wav")
    turn = answer(launch("ask", "--audio", tmp_path / "silence.wav", "--json"))
    assert turn["transcript"] == "" and not turn["suggestions"]
    assert "heard no words" in turn["reply"]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_port_in_use(launch: Run, taken_port: int) -> None:
    refused(launch("--port", str(taken_port)), str(taken_port), "--port")


def test_a_home_that_cannot_be_written(launch: Run, tmp_path: Path) -> None:
    blocked = written(tmp_path / "file", b"") / "home"  # a folder below a file: nobody, not even root, can make it
    refused(launch("ask", "boots", home=blocked), "file")


def test_a_model_file_cut_short_is_noticed(launch: Run, tmp_path: Path) -> None:
    """The weights of the text encoder end in the middle and no package can be fetched: one sentence names the model and the way out."""
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    for folder in MODELS.iterdir():
        if folder.is_dir() and not folder.name.startswith("."):
            (home / "models" / folder.name).mkdir()
            for path in (path for path in folder.rglob("*") if path.is_file()):
                target = home / "models" / path.relative_to(MODELS)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(path)
    cut = home / "models" / "all-minilm-l6-v2" / "model.safetensors"
    data = cut.read_bytes()[:1_000_000]
    cut.unlink()
    cut.write_bytes(data)
    done = launch("models", "verify", home=home)
    assert done.returncode == 1
    assert "all-minilm-l6-v2" in done.stdout + done.stderr
