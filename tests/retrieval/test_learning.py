"""What opening a catalog has to know of its items: learned in one pass, kept with the generation, bounded however many items there are."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from retrieval import called, learning, slots
from retrieval.benchmark.generated import GeneratedShop
from retrieval.catalog import open_catalog
from retrieval.chosen import Chosen, RowsById
from retrieval.encoders import Encoders
from retrieval.frequent import Frequent
from retrieval.ingest import Shelf, ingest
from retrieval.item import Item
from retrieval.learned_file import read_learned, write_learned
from retrieval.learning import learn
from retrieval.pictures import NoPictures
from retrieval.vocabulary import Vocabulary


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    items = list(GeneratedShop(500))
    learned = learn(items)
    write_learned(tmp_path, learned)
    read = read_learned(tmp_path)
    assert read is not None
    assert (read.count, read.slots, read.uses, read.nouns, read.heads, read.kinds) == (
        learned.count, learned.slots, learned.uses, learned.nouns, learned.heads, learned.kinds,
    )  # fmt: skip
    assert read.things == learned.things
    assert read.titled.keys() == learned.titled.keys() and all(np.array_equal(read.titled[word], rows) for word, rows in learned.titled.items())
    assert [read.kinds[place] for place in read.kind_of] == [item.attributes["kind"] for item in items]


def test_an_empty_shop_can_be_kept_too(tmp_path: Path) -> None:
    write_learned(tmp_path, learn([]))
    read = read_learned(tmp_path)
    assert read is not None and read.count == 0 and Vocabulary([], read).mentions("boots") == []


def test_rows_are_found_by_id_and_model_also_where_keys_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [Item(f"id-{row}", f"Taurus Shell, {color}", category="tops", color=color) for row, color in enumerate(("blue", "red", "white"))]
    items.append(Item("other", "Ursa Shell", category="tops"))
    for crowded in (False, True):
        if crowded:
            monkeypatch.setattr(learning, "key_of", lambda text: 5)
        learned = learn(items)
        rows = RowsById(items, learned.ids)
        assert [rows[item.id] for item in items] == [0, 1, 2, 3]
        assert "absent" not in rows and len(rows) == 4 and list(rows) == [item.id for item in items]
        vocabulary = Vocabulary(items, learned)
        assert [each.id for each in vocabulary.colorways(items[1])] == ["id-0", "id-1", "id-2"]
        assert list(vocabulary.colorways(items[3])) == [items[3]]


def test_titles_are_found_by_their_words_and_read_when_looked_at() -> None:
    items = [Item("1", "Oak Desk"), Item("2", "Pine Desk"), Item("3", "Lamp")]
    vocabulary = Vocabulary(items)
    assert (vocabulary.titled("desks"), vocabulary.titled("oak"), vocabulary.titled("sofa")) == (2, 1, 0)
    found = vocabulary.entitled("desk")
    assert isinstance(found, Chosen) and [item.id for item in found] == ["1", "2"] and [item.id for item in found[1:]] == ["2"]


def test_the_rarer_half_is_forgotten_where_there_is_too_much_to_count() -> None:
    counted: Frequent[str] = Frequent(4)
    gone = [counted.see(word) for word in "aaabbcde"]
    assert gone[:-1] == [frozenset()] * 7 and gone[-1] == {"c", "d", "e"} - set(counted.counts)
    assert counted.counts["a"] == 3 and counted.counts["b"] == 2 and len(counted.counts) <= 4


def test_a_shop_of_endless_words_is_learned_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every item has a noun, a size and a brand of its own; what all share is still known."""
    monkeypatch.setattr(slots, "MOST_WORDS", 100)
    monkeypatch.setattr(called, "MOST_NOUNS", 100)
    monkeypatch.setattr(learning, "MOST_TITLE_WORDS", 100)
    items = [replace(item, brand=letters(row), title=f"{item.title} {letters(row)}", attributes={**item.attributes, "code": letters(row)})
             for row, item in enumerate(GeneratedShop(1500))]  # fmt: skip
    learned = learn(items)
    values = {slot.name: slot.values for slot in learned.slots}
    assert len(values["code"]) <= 100 and len(values["brand"]) <= 100 and len(learned.nouns) <= 100 and len(learned.titled) <= 100
    assert "black" in dict(values["color"]) and learned.count == 1500


def letters(row: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{row:06d}") + "ix"


def test_a_plan_needs_little_memory_for_an_item() -> None:
    """Ids and digests of a million items take 150 MB; the bound here leaves room for the columns."""
    from retrieval.planning import Plan

    items = list(islice(GeneratedShop(3000), 3000))
    tracemalloc.start()
    plan = Plan()
    for item in items:
        plan.add(item, NoPictures())
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert used / len(items) < 250
    assert plan.between(0, 1)[0].id == "g0" and len(plan.between(2999, 5000)) == 1


def test_items_of_an_opened_shop_are_not_gone_through(tmp_path: Path, encoders: Encoders, monkeypatch: pytest.MonkeyPatch) -> None:
    from retrieval import item_file
    from retrieval.opening import open_generation

    ingest(tmp_path, Shelf("shop", GeneratedShop(300), NoPictures()), encoders)
    monkeypatch.setattr(item_file, "AT_ONCE", 10)
    monkeypatch.setattr(item_file.ItemFile, "stored", lambda self: pytest.fail("all items were read"))
    retriever = open_generation(open_catalog(tmp_path, "shop"), encoders)
    assert retriever.get("g17").id == "g17"
    assert retriever.vocabulary.slot("color") is not None
    assert open_catalog(tmp_path, "shop").rows["g299"] == 299
