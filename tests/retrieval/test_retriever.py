"""The answer to a query: only what meets the constraints, ranked, with reasons; and ways out where nothing does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.errors import BadInput, NotFound
from retrieval.constraints import Constraint, Operator, holds
from retrieval.item import Value
from retrieval.query import Query
from retrieval.ranking import OUT_OF_STOCK, Candidates, availability, fitted_terms, looks, scores
from retrieval.retriever import Retriever

KIND_IS_BOOTS = Constraint("kind", "contains", "boots")


def wish(slot: str, operator: Operator, value: Value, hard: bool = True) -> Constraint:
    return Constraint(slot, operator, value, hard)


def ids(retriever: Retriever, query: Query) -> list[str]:
    return [each.item.id for each in retriever.search(query)]


WISHES = some.one_of(
    some.builds(Constraint, some.just("price"), some.sampled_from(["<", "<=", ">", ">=", "=="]), some.sampled_from([16.0, 59.0, 100.0, 899.0])),
    some.builds(Constraint, some.just("color"), some.sampled_from(["==", "!=", "in", "not_in"]), some.sampled_from(["black", "navy", ("black", "white")])),
    some.builds(Constraint, some.just("waterproof"), some.sampled_from(["==", "!="]), some.booleans()),
    some.builds(Constraint, some.just("features"), some.sampled_from(["contains", "not_contains"]), some.sampled_from(["hood", "padded", "zip"])),
    some.builds(Constraint, some.just("kind"), some.sampled_from(["contains", "not_contains"]), some.sampled_from(["boots", "lamp", "jacket"])),
)


@settings(max_examples=60, deadline=None)
@given(
    wishes=some.lists(WISHES, max_size=3),
    text=some.sampled_from(["", "boots for rain", "black", "lamp for reading in bed"]),
    k=some.integers(1, 20),
    sort=some.sampled_from(["", "price", "-price"]),
    like=some.sampled_from([(), ("b-1",)]),
)
def test_every_result_meets_every_hard_constraint(retriever: Retriever, wishes: list[Constraint], text: str, k: int, sort: str, like: tuple[str, ...]) -> None:
    found = retriever.search(Query(text, constraints=tuple(wishes), exclude=frozenset({"b-2"}), sort=sort, like=like, k=k))
    assert all(holds(each, one.item) for one in found for each in wishes)
    matching = [item for item in retriever.items if all(holds(each, item) for each in wishes) and item.id != "b-2"]
    assert len(found) <= min(k, len(matching))
    if not sort or not (text or like):
        assert len(found) == min(k, len(matching)), "what matches is never lost to the cut"
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert all(0 <= one.score <= 1 for one in found)
    assert "b-2" not in [one.item.id for one in found]
    if sort:
        prices = [one.item.price or 0 for one in found]
        assert prices == sorted(prices, reverse=sort == "-price")
    else:
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_words_find_the_thing(retriever: Retriever) -> None:
    assert ids(retriever, Query("waterproof hiking boots for men", k=1)) == ["b-1"]
    assert ids(retriever, Query("mug that keeps coffee hot", k=1)) == ["m-1"]
    assert ids(retriever, Query("lamp for reading in bed", k=1)) == ["l-1"]


def test_misspelt_words_find_it_too(retriever: Retriever) -> None:
    assert set(ids(retriever, Query("sneekers", k=1))) == {"s-1"}


def test_what_the_words_deny_is_never_shown(retriever: Retriever) -> None:
    leather = {item.id for item in retriever.items if item.material == "leather"}
    for text in ("shoes, not leather", "shoes without any leather", "non-leather shoes", "I don't want leather, show me shoes"):
        found = ids(retriever, Query(text, k=16))
        assert not leather & set(found) and len(found) == 16 - len(leather), text
    for text in ("no problem, leather shoes", "leather shoes, not boots"):
        assert leather & set(ids(retriever, Query(text, k=16))), text
    assert "j-1" not in ids(retriever, Query("a jacket without a hood", k=16))


def test_soft_wishes_rank_and_do_not_filter(retriever: Retriever) -> None:
    found = ids(retriever, Query(constraints=(KIND_IS_BOOTS, wish("color", "==", "gray", hard=False))))
    assert found[0] == "b-2" and set(found) == {"b-1", "b-2", "b-3"}


def test_reasons_tell_the_field_they_come_from(retriever: Retriever) -> None:
    constraints = (KIND_IS_BOOTS, wish("price", "<=", 150), wish("waterproof", "==", True), wish("color", "==", "brown"), wish("material", "!=", "rubber"))
    (boots,) = retriever.search(Query("grip on rock", constraints=constraints))
    reasons = {reason.slot: reason.text for reason in boots.reasons}
    assert reasons["price"] == "under $150"
    assert reasons["waterproof"] == "waterproof"
    assert reasons["color"] == "brown"
    assert reasons["material"] == "not rubber"
    (by_rating,) = retriever.search(Query(constraints=(wish("id", "==", "b-1"),)))
    assert [(reason.text, reason.slot) for reason in by_rating.reasons] == [("b-1", "id"), ("rated 4.7 by 1,203", "rating")]
    (words,) = retriever.search(Query("grip on rock", constraints=(wish("id", "==", "b-1"),)))
    assert ("mentions “grip”, “rock”", "description") in [(reason.text, reason.slot) for reason in words.reasons]


def test_what_is_out_of_stock_goes_lower_and_says_so(retriever: Retriever) -> None:
    there = retriever.get("b-1")
    gone = replace(there, id="gone", stock=0)
    channels = {"words": np.array([3.0, 3.0]), "available": availability(np.array([0.0, np.nan]))}
    score = scores(Candidates((gone, there), channels), Query("boots"), fitted_terms())
    assert score[0] == pytest.approx(OUT_OF_STOCK * score[1]) and OUT_OF_STOCK < 1
    found = retriever.search(Query(constraints=(KIND_IS_BOOTS,)))
    assert found[-1].item.id == "b-3"
    assert found[-1].reasons[-1].text == "out of stock"
    assert retriever.search(Query("harbor tall rain boots", k=1))[0].item.id == "b-3", "asked for by name it still comes first"


def test_a_photo_alone_finds_what_it_shows(retriever: Retriever) -> None:
    picture = retriever.picture("k-2")
    assert picture is not None
    reading = retriever.understand_photo(picture.read_bytes())
    first = retriever.search(Query(photo=reading, k=1))[0]
    assert first.item.id == "k-2"
    assert first.reasons[0].text == "looks like your photo"


def test_a_photo_with_words_obeys_the_words(retriever: Retriever) -> None:
    picture = retriever.picture("k-2")
    assert picture is not None
    reading = retriever.understand_photo(picture.read_bytes())
    found = retriever.search(Query("in black", photo=reading, constraints=(wish("color", "==", "black"),), k=1))
    assert found[0].item.id == "k-1"


def test_similar_leaves_the_item_itself_out(retriever: Retriever) -> None:
    found = retriever.similar("b-1", 3)
    assert "b-1" not in [each.item.id for each in found]
    assert found[0].item.id == "b-2"
    assert found[0].reasons[0].text == "similar to what you liked"
    with pytest.raises(NotFound, match="no item 'zzz'"):
        retriever.similar("zzz")


def test_sorting_keeps_to_what_is_relevant(retriever: Retriever) -> None:
    found = retriever.search(Query("rain boots", sort="price"))
    assert found[0].item.value("kind") in ("rain boots", "hiking boots")
    assert ids(retriever, Query(sort="price", k=2)) == ["m-1", "t-1"]
    assert ids(retriever, Query(sort="-price", k=1)) == ["f-1"]


def test_count_and_get(retriever: Retriever) -> None:
    assert retriever.count(()) == 16
    assert retriever.count((KIND_IS_BOOTS, wish("price", "<", 100))) == 2
    assert retriever.get("m-1").title == "Stoneware Morning Mug"
    for ask in (retriever.get, retriever.picture):
        with pytest.raises(NotFound, match="no item 'zzz'"):
            ask("zzz")


@pytest.mark.parametrize(
    ("query", "says"),
    [(Query("x" * 10_000), "10000 characters, the limit is 2000"), (Query("boots", k=0), "at least 1"), (Query("boots", sort="color"), "slot of numbers")],
)
def test_bad_queries_are_told(retriever: Retriever, query: Query, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        retriever.search(query)


def test_a_price_moves_to_the_nearest_that_works(retriever: Retriever) -> None:
    query = Query(constraints=(KIND_IS_BOOTS, wish("price", "<=", 50)))
    assert retriever.search(query) == []
    nearest, *others = retriever.relaxations(query)
    assert (nearest.constraint, nearest.instead, nearest.count) == (wish("price", "<=", 50), wish("price", "<=", 59.0), 1)
    assert [each.constraint for each in others] == [KIND_IS_BOOTS], "the kind of thing is given up last"
    (dear, *_) = retriever.relaxations(Query(constraints=(KIND_IS_BOOTS, wish("price", ">", 500))))
    assert dear.instead == wish("price", ">=", 129.0)


def test_the_least_harmful_change_comes_first(retriever: Retriever) -> None:
    query = Query(constraints=(KIND_IS_BOOTS, wish("color", "==", "navy"), wish("waterproof", "==", True), wish("price", "<", 58)))
    assert retriever.search(query) == []
    found = retriever.relaxations(query)
    assert found[0].instead == wish("price", "<=", 59.0)
    for each in found:
        kept = tuple(one for one in query.hard if one != each.constraint) + ((each.instead,) if each.instead else ())
        assert retriever.count(kept) == each.count > 0


def test_what_is_excluded_is_no_way_out(retriever: Retriever) -> None:
    query = Query(constraints=(KIND_IS_BOOTS, wish("price", "<=", 50)), exclude=frozenset({"b-3"}))
    assert retriever.relaxations(query)[0].instead == wish("price", "<=", 84.5)


def test_soft_wishes_are_never_relaxed(retriever: Retriever) -> None:
    query = Query(constraints=(wish("price", "<", 1), wish("color", "==", "black", hard=False)))
    assert [each.constraint.slot for each in retriever.relaxations(query)] == ["price"]


def test_an_item_without_a_picture_looks_as_it_reads(retriever: Retriever) -> None:
    items = list(retriever.items[:4])
    photo = retriever.understand_photo((retriever.picture("k-2") or Path()).read_bytes())
    channels = {"photo": np.array([0.7, 0.6, 0.0, 0.0]), "photo meaning": np.array([0.5, 0.2, 0.9, 0.1])}
    found = looks(Candidates(items, channels), Query(photo=photo))
    assert found is not None
    assert found == pytest.approx([0.5, 1 / 3, 0.5, 1 / 3]), "what reads better than all the others looks as well as the best of them, and no better"
    nothing_known = looks(Candidates(items, {"photo": np.zeros(4), "photo meaning": channels["photo meaning"]}), Query(photo=photo))
    assert nothing_known is not None and not nothing_known.any()
    assert looks(Candidates(items, {}), Query("boots")) is None
