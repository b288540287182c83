"""`search` and `ingest` as the command line runs them, on a shop of sixteen products and encoders without weights."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from commands import ingest as ingest_command
from commands import search as search_command
from commands.arguments import parse
from core.errors import BadInput, NotFound
from core.settings import Settings
from retrieval.catalog import open_catalog
from retrieval.encoders import Encoders
from retrieval.meanings import read_meanings
from retrieval.retriever import Retriever
from retrieval.stores.local import open_store

SHOP = Path(__file__).parents[1] / "retrieval" / "shop.csv"


class LetterCounts:
    """A text encoder that counts letters."""

    name, dim = "letter-counts", 26

    def encode(self, texts: Any) -> np.ndarray:
        counts = np.array([[text.casefold().count(chr(97 + letter)) + 0.01 for letter in range(26)] for text in texts], np.float32).reshape(len(texts), 26)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


class MeanColor:
    """An image encoder that sees the mean colour and knows one class."""

    name, dim, classes = "mean-color", 3, ("thing",)

    def encode(self, images: Any) -> tuple[np.ndarray, np.ndarray]:
        means = np.stack([np.asarray(image.convert("RGB"), np.float32).reshape(-1, 3).mean(axis=0) + 1 for image in images])
        return means / np.linalg.norm(means, axis=1, keepdims=True), np.ones((len(images), 1), np.float32)


@pytest.fixture(autouse=True)
def no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    encoders = Encoders(LetterCounts(), MeanColor())

    def opened(settings: Settings) -> Retriever:
        catalog = open_catalog(settings.catalogs, settings.catalog)
        return Retriever(catalog, open_store(catalog.folder, catalog.facts), encoders, read_meanings(catalog.folder))

    monkeypatch.setattr(ingest_command, "open_encoders", lambda settings: encoders)
    monkeypatch.setattr(search_command, "open_retriever", opened)


def ingest(settings: Settings, *words: str) -> int:
    return ingest_command.run(parse(["ingest", *words]), settings)


@pytest.fixture
def shop(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Settings:
    """Settings that name the ingested shop."""
    assert ingest(settings, str(SHOP), "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report.pop("seconds") > 0
    assert report == {"name": "shop", "items": 16, "added": 16, "changed": 0, "removed": 0, "rejected": []}
    return Settings(home=settings.home, catalog="shop")


def search(settings: Settings, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    arguments = parse(["search", *words])
    assert search_command.run(arguments, settings) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_ingest_again_changes_nothing(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest(shop, str(SHOP)) == 0
    assert capsys.readouterr().out.startswith("shop: 16 products, 0 added, 0 changed, 0 removed")


def test_ingest_takes_pictures_a_name_a_mapping_and_reports_rows(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (30, 30), "red").save(tmp_path / "images" / "a.png")
    (tmp_path / "waren.csv").write_text('Nr,Artikel,Preis,Bild\n1,Tasse,"9,50",a.png\n2,Teller,-1,\n3,Topf,20,b.png\n')
    (tmp_path / "map.json").write_text('{"Nr": "id", "Artikel": "title", "Preis": "price", "Bild": "image"}')
    assert ingest(settings, str(tmp_path / "waren.csv"), "--name", "laden", "--map", str(tmp_path / "map.json"), "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["name"], report["items"]) == ("laden", 2)
    assert [(each["row"], each["field"]) for each in report["rejected"]] == [(3, "price"), (4, "image")]
    catalog = open_catalog(settings.catalogs, "laden")
    assert [bool(item.image) for item in catalog.items] == [True, False]


@pytest.mark.parametrize(("text", "says"), [("[1]", "must map column names"), ("{", "not valid JSON"), ('{"id": 5}', "must map column names")])
def test_a_bad_mapping_is_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "map.json").write_text(text)
    with pytest.raises(BadInput, match=says):
        ingest_command.read_mapping(tmp_path / "map.json")


def test_bad_files_leave_no_catalog(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(BadInput, match="is empty"):
        ingest(settings, str(tmp_path / "empty.csv"))
    with pytest.raises(BadInput, match="comes with the program"):
        ingest(settings, str(SHOP), "--name", "starter")
    with pytest.raises(NotFound, match="no folder of pictures"):
        ingest(settings, str(SHOP), "--images", str(tmp_path / "absent"))
    assert not settings.catalogs.exists()


def test_search_answers_in_the_fixed_shape(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = search(shop, capsys, "boots", "--where", "price<=100", "--where", "kind contains boots", "-k", "5", "--json")
    assert set(found) == {"results", "took_ms"}
    assert {each["id"] for each in found["results"]} == {"b-2", "b-3"}
    first = found["results"][0]
    assert {"id", "title", "price", "rank", "score", "reasons"} <= set(first)
    assert first["rank"] == 1 and {"text": "under $100", "slot": "price"} in first["reasons"]


def test_k_cuts(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(home=shop.home, catalog="shop", k=2)
    (found,) = search(settings, capsys, "lamp", "--json")
    assert len(found["results"]) == 2


def test_search_for_people(shop: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    search_command.run(parse(["search", "mug", "-k", "1"]), Settings(home=shop.home, catalog="shop", k=1))
    out = capsys.readouterr().out
    assert "1. Stoneware Morning Mug, $16" in out
    search_command.run(parse(["search", "--where", "price>10000"]), shop)
    assert capsys.readouterr().out == "nothing matches\n"


def test_batch_answers_a_line_with_a_line(shop: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (30, 30), "red").save(tmp_path / "red.png")
    lines = [{"text": "mug", "k": 1}, {"where": "color==navy"}, {"photo": str(tmp_path / "red.png"), "k": 3}, {"text": "boots", "where": ["price<60"], "k": 2}]
    (tmp_path / "queries.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    found = search(shop, capsys, "--batch", str(tmp_path / "queries.jsonl"))
    assert [len(each["results"]) for each in found] == [1, 2, 3, 2]
    assert {each["id"] for each in found[1]["results"]} == {"b-3", "j-1"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "must be an object"),
        ('{"txt": "a"}', "must be an object with some of k, photo, text, where"),
        ('{"k": 0}', "k is 0"),
        ('{"k": true}', "k is True"),
        ('{"text": 5}', "are words"),
        ('{"where": [1]}', "list of conditions"),
    ],
)
def test_a_bad_batch_is_told_before_anything_runs(shop: Settings, tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "queries.jsonl").write_text(line)
    with pytest.raises(BadInput, match=says):
        search_command.run(parse(["search", "--batch", str(tmp_path / "queries.jsonl")]), shop)


def test_wrong_use_is_told(shop: Settings, tmp_path: Path) -> None:
    (tmp_path / "fake.jpg").write_text("%PDF-1.7")
    cases: list[tuple[list[str], type[Exception], str]] = [
        ([], BadInput, "nothing to look for"),
        (["x", "--where", "price<<3"], BadInput, "cannot be read"),
        (["--photo", str(tmp_path / "none.jpg")], NotFound, "there is no photo"),
        (["--photo", str(tmp_path / "fake.jpg")], BadInput, "send a JPEG, PNG or WebP"),
        (["x" * 10_000], BadInput, "the limit is 2000"),
    ]
    for words, error, says in cases:
        with pytest.raises(error, match=says):
            search_command.run(parse(["search", *words]), shop)
    with pytest.raises(NotFound, match="choose one of shop"):
        search_command.run(parse(["search", "x"]), Settings(home=shop.home, catalog="nope"))


def test_the_arguments_are_those_the_command_line_gives() -> None:
    parsed: argparse.Namespace = parse(["ingest", "a.csv"])
    assert (parsed.path, parsed.images, parsed.name, parsed.map, parsed.json) == (Path("a.csv"), None, None, None, False)


def test_rollback_goes_back_to_the_generation_before(shop: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = SHOP.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "fewer.csv").write_text("".join(lines[:-2]), encoding="utf-8")
    assert ingest(shop, str(tmp_path / "fewer.csv"), "--name", "shop") == 0
    assert len(open_catalog(shop.catalogs, "shop").items) == 14
    capsys.readouterr()
    assert ingest(shop, "--rollback", "--name", "shop", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"name": "shop", "generation": "g-000001", "items": 16}
    assert len(open_catalog(shop.catalogs, "shop").items) == 16
    with pytest.raises(NotFound, match="no whole generation before g-000001"):
        ingest(shop, "--rollback", "--name", "shop")
    with pytest.raises(NotFound, match="there is no catalog 'nope'"):
        ingest(shop, "--rollback", "--name", "nope")


@pytest.mark.parametrize("words", [["ingest"], ["ingest", "--rollback"], ["ingest", "a.csv", "--rollback", "--name", "shop"], ["ingest", "--name", "shop"]])
def test_ingest_takes_a_file_or_goes_back(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(words)
    assert caught.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
