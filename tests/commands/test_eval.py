"""`eval` as the command line runs it, on the starter catalog with vectors of hashed words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chat.evaluation.shops import Shops
from chat.parts import Parts
from commands import eval as eval_command
from commands.arguments import parse
from core.errors import BadInput, NotFound
from core.later import Later
from core.settings import Settings
from retrieval.catalog import open_catalog
from retrieval.encoders import Encoders
from retrieval.importing import read_products
from retrieval.ingest import Shelf, ingest
from retrieval.meanings import read_meanings
from retrieval.opening import PRODUCTS
from retrieval.pictures import NoPictures
from retrieval.retriever import Retriever
from retrieval.stores.local import open_store
from tests.retrieval.conftest import HashedWords, SmallGray

GOOD = """
name: good
tags: [price]
turns:
  - say: tents under 100
    expect: {act: find, state: {kind: tent, max_price: 100}, items: {all: {price: {"<=": 100}}}}
"""
BAD = "name: bad\nheld: true\nturns:\n  - say: tents\n    expect: {act: chat}\n"
KEYS = {
    "dialogues", "passed", "pass_rate", "turns", "turn_pass_rate", "constraint_satisfaction", "grounded", "honest_no_match", "slot_f1",
    "joint_goal_accuracy", "act_accuracy", "latency_ms", "by_tag", "simulated", "ci95", "failures",
}  # fmt: skip


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    catalogs, encoders = tmp_path_factory.mktemp("catalogs"), Encoders(HashedWords(), SmallGray())
    read = read_products(PRODUCTS)
    ingest(catalogs, Shelf("starter", read.items, NoPictures(), read.rows), encoders)
    catalog = open_catalog(catalogs, "starter")
    retriever = Retriever(catalog, open_store(catalog.folder, catalog.facts), encoders, read_meanings(catalog.folder))

    def silent() -> Any:
        raise AssertionError("nothing is spoken or heard here")

    return Parts(retriever, Later(silent), Later(silent), None)


@pytest.fixture(autouse=True)
def shop(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval_command, "Shops", lambda settings, data: Shops(settings, data, {"starter": parts}))


def run(settings: Settings, *words: object) -> int:
    return eval_command.run(parse(["eval", *map(str, words)]), settings)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "bad.yaml").write_text(BAD, encoding="utf-8")
    return folder


def test_all_pass(settings: Settings, scripts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(settings, scripts / "good.yaml", "--json") == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert set(found) >= KEYS and set(found["latency_ms"]) >= {"p50", "p95"}
    assert (found["dialogues"], found["pass_rate"], found["slot_f1"], found["failures"]) == (1, 1.0, 1.0, [])
    assert "1 of 1 passed" in err
    assert (settings.home / "eval" / "report.md").is_file()


def test_one_fails(settings: Settings, scripts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1. What a held-out dialogue says stays unseen unless it is asked for."""
    assert run(settings, scripts, "--report", tmp_path / "here") == 1
    out = capsys.readouterr().out
    assert "- bad, turn 1: \n    held out" in out and "good" not in out.split("report:")[0].split("all:")[0]
    assert "expected chat" not in (tmp_path / "here" / "report.md").read_text(encoding="utf-8")
    assert run(settings, scripts, "--only", "held", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["name"], each["turn"], each["said"]) for each in found["failures"]] == [("bad", 1, "tents")] and "expected chat" in found["failures"][0][
        "why"
    ]
    assert run(settings, scripts, "--only", "open") == 0


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        (("none.yaml",), NotFound, "there is no file or folder none.yaml"),
        (("--data", "nowhere"), NotFound, "there is no data folder nowhere"),
        (("--tasks", "none.jsonl"), NotFound, "there is no file none.jsonl"),
        (("--pscon",), BadInput, "name their folder with --data"),
        (("--simulate", "0"), BadInput, "ask for at least one goal"),
        (("--trials", "0"), BadInput, "ask for at least one"),
    ],
)
def test_wrong_use(settings: Settings, words: tuple[str, ...], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        run(settings, *words)


def test_a_choice_that_leaves_nothing(settings: Settings, scripts: Path) -> None:
    with pytest.raises(BadInput, match="none of the 1 dialogues is held"):
        run(settings, scripts / "good.yaml", "--only", "held")


def test_nothing_played_is_no_pass(settings: Settings, scripts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scripts / "good.yaml").write_text(GOOD.replace("tags", "catalog: household\ntags"), encoding="utf-8")
    assert run(settings, scripts / "good.yaml") == 1
    assert "skipped good: the catalog household is not built: name the folder of its data with --data" in capsys.readouterr().out


def test_simulated_shoppers_alone(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(settings, "--simulate", "2", "--trials", "2", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dialogues"] == 0 and found["simulated"]["n"] == 2 and "success" in found["simulated"]
