"""Blobs, uploads and warming: bounded, judged by content, gone afterwards."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from PIL import Image

from chat.transcript import Line
from chat.ui.answers import View
from chat.ui.blobs import Blobs
from chat.ui.page import under_way
from chat.ui.uploads import PHOTO_SIDE, Uploads, shown_photo
from chat.ui.warming import Warming
from core.errors import BadInput, MissingEngine


def test_blobs_are_bounded_in_bytes_and_time() -> None:
    now = [0.0]
    blobs = Blobs(most_bytes=10, seconds=5, clock=lambda: now[0])
    first, second = blobs.put(b"aaaaaa"), blobs.put(b"bbbbbb")
    assert blobs.get(first) is None
    assert blobs.get(second) == b"bbbbbb"
    assert blobs.get("made up") is None
    now[0] = 6
    assert blobs.get(second) is None
    third = blobs.put(b"c")
    blobs.drop([third, "made up"])
    assert len(blobs) == 0


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    found = Uploads(tmp_path / "uploads")
    found.open()
    return found


def sent(uploads: Uploads, name: str, data: bytes) -> str:
    folder = uploads.folder / name.replace(".", "-")
    folder.mkdir()
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_files_are_judged_by_content(uploads: Uploads, photo: Path, recording: Path) -> None:
    said = uploads.read("like this", [sent(uploads, "a.txt", photo.read_bytes()), sent(uploads, "b.jpg", recording.read_bytes())])
    assert said.photo == photo.read_bytes()
    assert said.clip is not None and said.clip.seconds == pytest.approx(1.0)
    assert said.text == "like this"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.wav", b"just words", "sound"),
        ("a.jpg", b"%PDF-1.7 ...", "photo"),
        ("a.wav", b"", "empty"),
        ("a.jpg", b"", "photo"),
        ("a.jpg", b"\xff\xd8\xff\xe0cut", "photo"),
    ],
)
def test_bad_files_get_one_sentence(uploads: Uploads, name: str, data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        uploads.read("", [sent(uploads, name, data)])
    assert "\n" not in str(caught.value)


def test_too_many_files(uploads: Uploads, photo: Path) -> None:
    files = [sent(uploads, f"{at}.jpg", photo.read_bytes()) for at in range(5)]
    with pytest.raises(BadInput, match="limit is 4"):
        uploads.read("", files)
    with pytest.raises(BadInput, match="two photos"):
        uploads.read("", files[:2])


def test_nothing_outside_the_folder_is_read_or_deleted(uploads: Uploads, photo: Path) -> None:
    for path in (str(photo), str(uploads.folder / ".." / photo.name), "/etc/passwd", str(uploads.folder / "absent.jpg")):
        with pytest.raises(BadInput, match="did not arrive"):
            uploads.read("", [path])
        uploads.forget([path])
    assert photo.exists()


def test_files_and_their_folders_are_deleted(uploads: Uploads) -> None:
    file = sent(uploads, "a.jpg", b"x")
    uploads.forget([file])
    uploads.forget([file])
    assert list(uploads.folder.iterdir()) == []
    sent(uploads, "b.jpg", b"x")
    uploads.clear()
    assert not uploads.folder.exists()


def test_the_shown_photo_is_small_and_says_nothing_about_its_owner(photo: Path) -> None:
    with Image.open(io.BytesIO(shown_photo(photo.read_bytes()))) as small:
        assert small.size == (PHOTO_SIDE, round(PHOTO_SIDE * 2 / 3))
        assert not small.getexif()


def test_warming_says_how_it_ended() -> None:
    ended: list[str] = []
    done = threading.Event()

    def end(warming: Warming) -> None:
        ended.append(warming.state)
        done.set()

    def fails() -> None:
        raise MissingEngine("coqui", "pip install coqui-tts")

    for load in (lambda: None, fails):
        done.clear()
        warming = Warming(load, end)
        assert warming.state == "cold"
        warming.start()
        assert done.wait(5)
    assert ended == ["warm", "failed"]
    assert "pip install coqui-tts" in warming.fault


def test_abandoned_warming_tells_nobody() -> None:
    ended: list[str] = []
    loading, go = threading.Event(), threading.Event()

    def load() -> None:
        loading.set()
        assert go.wait(5)

    warming = Warming(load, lambda each: ended.append(each.state))
    warming.start()
    assert loading.wait(5)
    warming.abandon()
    go.set()
    for thread in threading.enumerate():
        if thread.name == "warming":
            thread.join(5)
    assert warming.state == "warm"
    assert ended == []


def test_a_turn_is_shown_once_even_where_the_transcript_is_ahead_of_the_view() -> None:
    pending = Line("shopper", "tent")
    view = View(7, pending, "Thinking")
    old, own = Line("shop", "Hello", turn=6), Line("shopper", "tent", turn=7)
    assert under_way((old,), view) == ((old, pending), "Thinking")
    assert under_way((old, own), view) == ((old, own), "")
    assert under_way((old,), View(7)) == ((old,), "")
