"""The README cannot rot: its commands are understood by the command line, its file tree is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from commands import arguments

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`python launch\.py([^`]*)`", README)) | set(re.findall(r"^python launch\.py(.*?)(?:  #.*)?$", README, re.MULTILINE)))
TREE = re.findall(r"^( *)([\w./-]+/?)  ", README.split("## The file tree")[1].split("```")[1], re.MULTILINE)


def tree_paths() -> list[str]:
    """The paths of the indented tree, two spaces a level."""
    above: list[str] = []
    found = []
    for indent, name in TREE:
        above = [*above[: len(indent) // 2], name]
        found.append("".join(above))
    return found


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_understood(words: str) -> None:
    assert arguments.parse(shlex.split(words.replace(" --help", "")))


def test_every_path_of_the_tree_is_there() -> None:
    paths = tree_paths()
    assert len(paths) > 30
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_package_is_in_the_tree() -> None:
    rooms = (ROOT / name for name in ("core", "speech", "retrieval", "chat", "commands"))
    packages = {f"{path.parent.relative_to(ROOT)}/" for room in rooms for path in room.rglob("__init__.py")}
    assert packages <= set(tree_paths())


def test_every_picture_is_there() -> None:
    assert all((ROOT / path).is_file() for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README))
