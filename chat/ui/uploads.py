"""Files the shopper sent: read once, judged by their content, deleted when the turn ends."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from chat.acts import Utterance
from core.errors import BadInput, StorageError
from retrieval.photo import load_photo
from speech.clip import Clip
from speech.decode import read_clip

MAX_FILES = 4  # a turn
MAX_FILE_SIZE = "10mb"  # what Gradio takes in; the readers have limits of their own
PHOTO_SIDE = 320  # px, the longer side of the copy shown in the chat
JPEG_QUALITY = 85
PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # JPEG, PNG; WebP is RIFF....WEBP
SOUND_STARTS = (b"RIFF", b"ID3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3")  # WAV, MP3, OGG, FLAC, WebM; M4A has "ftyp" after its length
PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".avif", ".svg")


class Uploads:
    """One folder, ours alone: emptied at the start and at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        """Raises StorageError where the folder cannot be made."""
        self.clear()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{self.folder} cannot be written ({error.strerror}): set VITRINE_HOME to a folder you may write to") from None

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def read(self, text: str, files: Sequence[str | Path]) -> Utterance:
        """Words and files as one utterance: at most one recording and one photo. Raises BadInput."""
        if len(files) > MAX_FILES:
            raise BadInput(f"{len(files)} files came at once, the limit is {MAX_FILES}: send a photo, a recording, or one of each")
        pictures = [each for each in files if is_picture(self._ours(each))]
        sounds = [each for each in files if each not in pictures]
        if len(pictures) > 1 or len(sounds) > 1:
            raise BadInput(f"two {'photos' if len(pictures) > 1 else 'recordings'} came at once: send one at a time")
        return Utterance(text, self.recording(sounds[0]) if sounds else None, self.photo(pictures[0]) if pictures else None)

    def recording(self, file: str | Path) -> Clip:
        """Raises BadInput for what is no sound, or too much of it."""
        path = self._ours(file)
        return read_clip(path, path.name)

    def photo(self, file: str | Path) -> bytes:
        """The encoded photo. Raises BadInput for what is no photo, or too large a one."""
        data = self._ours(file).read_bytes()
        load_photo(data)
        return data

    def forget(self, files: Sequence[str | Path]) -> None:
        """Deletes the files of a turn, and the folders Gradio made for them. What lies elsewhere is left alone."""
        for each in files:
            path = Path(each).resolve()
            if path.is_relative_to(self.folder.resolve()) and path.is_file():
                path.unlink(missing_ok=True)
                if path.parent != self.folder.resolve() and not any(path.parent.iterdir()):
                    path.parent.rmdir()

    def _ours(self, file: str | Path) -> Path:
        """Only what was uploaded is read: a path a client makes up leads nowhere."""
        path = Path(file).resolve()
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            raise BadInput("the file did not arrive: send it again")
        return path


def is_picture(path: Path) -> bool:
    """By content. Where the content is nothing we know, the name decides whose error message is shown."""
    with path.open("rb") as file:
        start = file.read(12)
    if start.startswith(PICTURE_STARTS) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return True
    return not (start.startswith(SOUND_STARTS) or start[4:8] == b"ftyp") and path.suffix.lower() in PICTURE_NAMES


def shown_photo(photo: bytes) -> bytes:
    """A small JPEG of the photo without its metadata. Raises BadInput."""
    image = load_photo(photo)
    image.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
