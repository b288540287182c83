"""A catalog on disk: built beside the old one, switched in one step, embedded again only where it changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.errors import BadInput, NotFound, StorageError
from retrieval import ingest as ingesting
from retrieval import item_file
from retrieval.catalog import list_catalogs, open_catalog
from retrieval.encoders import Encoders
from retrieval.generations import locked
from retrieval.ingest import Shelf, ingest
from retrieval.item import Item
from retrieval.pictures import FolderPictures, NoPictures
from retrieval.query import Query
from retrieval.tuning.pairs import read_seen
from retrieval.tuning.tuned_file import read_tuned

MakeShelf = Callable[..., Shelf]


def embedded(encoders: Encoders) -> tuple[int, int]:
    """How many texts and pictures were embedded since the last call."""
    text: Any = encoders.text
    image: Any = encoders.image
    counts = len(text.embedded), image.embedded
    text.embedded, image.embedded = [], 0
    return counts


def test_first_ingest_builds_everything(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    steps: list[tuple[str, int, int]] = []
    report = ingest(tmp_path, shelf(), encoders, lambda *step: steps.append(step))
    assert (report.name, report.items, report.added, report.changed, report.removed, report.rejected) == ("shop", 16, 16, 0, 0, ())
    assert set(report.as_json()) == {"name", "items", "added", "changed", "removed", "rejected", "seconds"}
    assert steps == [("products", 0, 16)]
    catalog = open_catalog(tmp_path, "shop")
    assert list_catalogs(tmp_path) == ["shop"]
    assert catalog.items[5].attributes["features"] == ("adjustable hood", "pit zips", "packable")
    picture = catalog.picture("b-1")
    assert picture is not None and picture.parent == catalog.folder / "pictures"
    with Image.open(picture) as image:
        assert image.format == "PNG" and max(image.size) == 480


def test_the_same_again_writes_and_embeds_nothing(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    ingest(tmp_path, shelf(), encoders)
    embedded(encoders)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    report = ingest(tmp_path, shelf(), encoders)
    assert (report.items, report.added, report.changed, report.removed) == (16, 0, 0, 0)
    assert embedded(encoders) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_changed_row_embeds_only_itself(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, open_shop: Callable[..., Any]) -> None:
    ingest(tmp_path, shelf(), encoders)
    items = list(shelf().items)
    items[0] = replace(items[0], description="Now with longer bootlaces.")
    items[3] = replace(items[3], price=1.0)  # its text and its picture stay
    items[4] = replace(items[4], color="red")  # text and picture change
    del items[15]
    items.append(replace(items[10], id="new-1", title="Another Lamp"))
    kinds = len({item.attributes["kind"] for item in items})
    embedded(encoders)
    report = ingest(tmp_path, shelf(items=items), encoders)
    assert (report.items, report.added, report.changed, report.removed) == (16, 1, 3, 1)
    texts, pictures = embedded(encoders)
    assert texts - 2 * kinds == 3  # beside the names of the kinds, twice
    assert pictures == 1  # the new lamp looks like the old one
    found = open_shop(tmp_path, encoders)
    assert found.search(Query("bootlaces", k=1))[0].item.id == "b-1"
    assert found.get("s-1").price == 1.0


def test_other_encoders_embed_everything_again(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    ingest(tmp_path, shelf(), encoders)
    embedded(encoders)
    other: Any = encoders.text
    other.name = "hashed-words-2"
    report = ingest(tmp_path, shelf(), encoders)
    assert (report.added, report.changed) == (0, 0)
    assert embedded(encoders)[0] > 16
    assert open_catalog(tmp_path, "shop").encoders == ("hashed-words-2", "small-gray")


@pytest.mark.parametrize("step", ["build_store", "write_meanings", "write_manifest"])
def test_a_crash_at_any_step_leaves_the_old_catalog(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    ingest(tmp_path, shelf(), encoders)
    before = open_catalog(tmp_path, "shop")

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ingesting, step, killed)
        with pytest.raises(KeyboardInterrupt):
            ingest(tmp_path, shelf(items=shelf().items[:3]), encoders)
    assert open_catalog(tmp_path, "shop").folder == before.folder
    assert tuple(open_catalog(tmp_path, "shop").items) == tuple(before.items)
    assert ingest(tmp_path, shelf(items=shelf().items[:3]), encoders).removed == 13
    assert not list((tmp_path / "shop").glob(".building-*"))


def test_a_full_disk_is_one_sentence_and_leaves_the_old_catalog(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(tmp_path, shelf(), encoders)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ingesting, "write_manifest", full)
    with pytest.raises(StorageError, match=r"cannot write the catalog shop: No space left on device"):
        ingest(tmp_path, shelf(items=shelf().items[:3]), encoders)
    assert len(open_catalog(tmp_path, "shop").items) == 16


@pytest.mark.parametrize("error", [BadInput("this row is no use"), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_goes_wrong_between_two_batches_is_told_as_it_is(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, error: BaseException) -> None:
    """The table is written by Arrow, which calls back for the next items: their error must not come out as Arrow's."""
    ingest(tmp_path, shelf(), encoders)

    class Failing:
        rounds = 0

        def __iter__(self) -> Iterator[Item]:
            self.rounds += 1
            yield from shelf().items[:3]
            if self.rounds == 2:
                raise error

    with pytest.raises((type(error), StorageError)) as caught:
        ingest(tmp_path, shelf(items=Failing()), encoders)
    assert str(getattr(error, "strerror", None) or error) in str(caught.value)
    assert len(open_catalog(tmp_path, "shop").items) == 16


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    ingest(tmp_path, shelf(), encoders)

    class Changing:
        rounds = 0

        def __iter__(self) -> Iterator[Item]:
            self.rounds += 1
            return iter(shelf().items[: 4 - self.rounds])

    with pytest.raises(StorageError, match="changed while they were read"):
        ingest(tmp_path, shelf(items=Changing()), encoders)
    assert len(open_catalog(tmp_path, "shop").items) == 16


@pytest.mark.parametrize("large", [False, True])
def test_items_of_a_large_shop_are_read_when_asked_for(
    tmp_path: Path, encoders: Encoders, shelf: MakeShelf, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    ingest(tmp_path, shelf(), encoders)
    if large:
        monkeypatch.setattr(item_file, "AT_ONCE", 3)
        monkeypatch.setattr(item_file, "KEPT", 2)
    items = open_catalog(tmp_path, "shop").items
    told = [replace(item, image="") for item in shelf().items]
    assert [replace(item, image="") for item in items] == told
    assert [replace(items[row], image="") for row in (-1, 3, 0, 3)] == [told[row] for row in (-1, 3, 0, 3)]
    assert [replace(item, image="") for item in items[2:5]] == told[2:5]


def test_what_a_killed_ingest_left_is_swept_away(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    (tmp_path / "shop" / ".building-999").mkdir(parents=True)
    assert list_catalogs(tmp_path) == []
    ingest(tmp_path, shelf(), encoders)
    assert not (tmp_path / "shop" / ".building-999").exists()


def test_two_generations_are_kept(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    for count in (16, 15, 14, 13):
        ingest(tmp_path, shelf(items=shelf().items[:count]), encoders)
    assert [each.name for each in sorted((tmp_path / "shop").glob("g-*"))] == ["g-000003", "g-000004"]
    assert len(open_catalog(tmp_path, "shop").items) == 13


def test_a_second_ingest_waits_for_the_first(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, capsys: pytest.CaptureFixture[str]) -> None:
    second = threading.Thread(target=ingest, args=(tmp_path, shelf(), encoders))
    with locked(tmp_path / "shop"):
        second.start()
        second.join(1.0)
        assert second.is_alive() and list_catalogs(tmp_path) == []
    second.join(60)
    assert list_catalogs(tmp_path) == ["shop"]
    assert "another ingest of the catalog shop is running" in capsys.readouterr().err


def test_unknown_names_are_told_with_those_there_are(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    with pytest.raises(NotFound, match="none has been ingested yet"):
        open_catalog(tmp_path, "shop")
    ingest(tmp_path, shelf(), encoders)
    for name in ("nope", "../shop", "", "shop/../shop"):
        with pytest.raises(NotFound, match="choose one of shop"):
            open_catalog(tmp_path, name)
    with pytest.raises(BadInput, match="cannot name a catalog"):
        ingest(tmp_path, replace(shelf(), name="../out"), encoders)


@pytest.mark.parametrize("file", ["manifest.json", "items.jsonl"])
def test_a_damaged_catalog_is_told_and_can_be_ingested_again(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, file: str) -> None:
    ingest(tmp_path, shelf(), encoders)
    path = open_catalog(tmp_path, "shop").folder / file
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(StorageError, match="the catalog shop is damaged"):
        open_catalog(tmp_path, "shop")
    assert ingest(tmp_path, shelf(), encoders).added == 16
    assert len(open_catalog(tmp_path, "shop").items) == 16


def test_pictures_come_from_inside_the_folder_only(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, as_bytes: Callable[..., bytes]) -> None:
    images = tmp_path / "images"
    images.mkdir()
    red = Image.new("RGB", (900, 600), "red")
    (images / "fine.jpg").write_bytes(as_bytes(red, "JPEG"))
    (images / "text.png").write_text("no picture")
    (tmp_path / "secret.png").write_bytes(as_bytes(red))
    (images / "link.png").symlink_to(tmp_path / "secret.png")
    names = ["fine.jpg", "../secret.png", str(tmp_path / "secret.png"), "link.png", "absent.jpg", "text.png", "", "..\\secret.png"]
    items = [replace(item, image=name) for item, name in zip(shelf().items, names, strict=False)]
    report = ingest(tmp_path / "catalogs", shelf(FolderPictures(images), items=items), encoders)
    assert [(each.row, each.field) for each in report.rejected] == [(row, "image") for row in (3, 4, 5, 6, 7, 9)]
    assert [
        word in each.reason for word, each in zip(("outside", "outside", "outside", "not in", "JPEG, PNG or WebP", "outside"), report.rejected, strict=True)
    ] == [True] * 6
    catalog = open_catalog(tmp_path / "catalogs", "shop")
    assert report.items == 8 and sum(bool(item.image) for item in catalog.items) == 1
    picture = catalog.picture("b-1")
    assert picture is not None
    with Image.open(picture) as image:
        assert image.format == "JPEG" and image.size == (480, 320)
    assert catalog.picture("b-2") is None
    again = ingest(tmp_path / "catalogs", shelf(FolderPictures(images), items=items), encoders)
    assert again.rejected == report.rejected and again.changed == 0


def test_a_shop_without_pictures_can_be_searched(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, open_shop: Callable[..., Any]) -> None:
    ingest(tmp_path, shelf(NoPictures()), encoders)
    found = open_shop(tmp_path, encoders)
    assert found.picture("b-1") is None
    assert found.search(Query("rain jacket", k=1))[0].item.id == "j-1"
    assert len(found.similar("b-1", 3)) == 3


def test_nothing_to_take_is_bad_input(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    with pytest.raises(BadInput, match="no row of shop can be taken"):
        ingest(tmp_path, shelf(items=()), encoders)
    assert list_catalogs(tmp_path) == []


def test_a_shop_learns_from_its_photos_and_keeps_what_it_saw(tmp_path: Path, encoders: Encoders) -> None:
    """Thirty photos: enough to learn from. A refresh embeds none of them again and learns the same."""
    images = tmp_path / "images"
    images.mkdir()
    items = []
    for at in range(30):
        Image.effect_noise((60, 60), 40 + 4 * at).save(images / f"{at}.png")
        items.append(Item(f"i-{at}", f"Thing {at}", category=("hats", "boots")[at % 2], color=("red", "blue")[at % 2], price=10, image=f"{at}.png"))
    ingest(tmp_path / "catalogs", Shelf("shop", items, FolderPictures(images)), encoders)
    first = read_tuned(open_catalog(tmp_path / "catalogs", "shop").folder)
    assert first.alignment is not None and first.kinds is not None and first.kinds.names == ("boots", "hats") and first.colors is not None
    embedded = encoders.image.embedded  # type: ignore[attr-defined]
    ingest(tmp_path / "catalogs", Shelf("shop", [*items[:-1], replace(items[-1], price=12)], FolderPictures(images)), encoders)
    second = read_tuned(open_catalog(tmp_path / "catalogs", "shop").folder)
    assert encoders.image.embedded == embedded  # type: ignore[attr-defined]
    assert second.alignment is not None and second.alignment.ranks == first.alignment.ranks


@pytest.mark.parametrize("drawn", [True, False])
def test_drawings_teach_nothing_about_photos(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, drawn: bool) -> None:
    ingest(tmp_path, replace(shelf(), drawn=drawn), encoders)
    assert bool(read_seen(open_catalog(tmp_path, "shop").folder)) != drawn
