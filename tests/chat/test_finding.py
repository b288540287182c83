"""What is shown where a need is told in words alone."""

from __future__ import annotations

from chat.acts import Act
from chat.finding import find, of_its_sort, told_in_words
from chat.state import DialogueState
from chat.wording.recommend import recommended
from retrieval.constraints import Constraint
from retrieval.query import PhotoAttribute, PhotoReading, Query, Suggestion
from retrieval.retriever import Retriever
from retrieval.stores.protocol import PICTURE, TEXT


def test_only_a_need_told_in_words_is_spread(shop: Retriever) -> None:
    boots = (Constraint("kind", "==", "hiking boots"),)
    assert told_in_words(shop, DialogueState(need="the hallway is gloomy"), Query("the hallway is gloomy"))
    assert not told_in_words(shop, DialogueState(need="muddy", constraints=boots), Query("muddy", constraints=boots))
    assert not told_in_words(shop, DialogueState(need="big kite"), Query("big kite"))
    assert not told_in_words(shop, DialogueState(), Query())


def photo_of(retriever: Retriever, confidence: float) -> PhotoReading:
    features, meaning = (retriever.store.vectors(column, [0])[0] for column in (PICTURE, TEXT))
    return PhotoReading((PhotoAttribute("kind", "hiking boots", confidence), PhotoAttribute("color", "brown", 0.8)), features, meaning)


def uncommon_color(retriever: Retriever) -> str:
    """A colour that things have here and no hiking boots."""
    boots = {item.color for item in retriever.matching([Constraint("kind", "==", "hiking boots")])}
    return next(item.color for item in retriever.items if item.color and item.color not in boots)


def test_what_a_photo_surely_shows_and_no_wish_is_met_by_is_said(shop: Retriever) -> None:
    color = uncommon_color(shop)
    state = DialogueState(constraints=(Constraint("color", "==", color),), photo=photo_of(shop, 0.9))
    found = find(shop, state, Act("refine"), 3)
    assert found.suggestions
    assert found.missing == Constraint("kind", "==", "hiking boots")
    text = recommended(Act("refine"), state, found, shop).text
    assert text.startswith(f"Your photo looks like brown hiking boots. I have no {color} hiking boots; these come closest.")


def test_nothing_is_missing_where_the_wish_can_be_met_the_kind_is_named_or_the_photo_is_unclear(shop: Retriever) -> None:
    color = Constraint("color", "==", uncommon_color(shop))
    named = (color, Constraint("kind", "==", "backpack"))
    for state in (
        DialogueState(photo=photo_of(shop, 0.9)),
        DialogueState(constraints=(Constraint("color", "==", "brown"),), photo=photo_of(shop, 0.9)),
        DialogueState(constraints=named, photo=photo_of(shop, 0.9)),
        DialogueState(constraints=(color,), photo=photo_of(shop, 0.3)),
    ):
        found = find(shop, state, Act("refine"), 3)
        assert found.missing is None
        if found.suggestions:
            said = recommended(Act("refine"), state, found, shop).text
            assert ("may show" in said) == (state.photo is not None and state.photo.attributes[0].confidence < 0.5)


def test_beside_what_is_of_the_photos_sort_nothing_else_is_shown(shop: Retriever) -> None:
    photo = photo_of(shop, 0.4)
    boots, tents = (shop.matching([Constraint("kind", "==", kind)]) for kind in ("hiking boots", "tent"))
    ranked = [Suggestion(item, rank, 1 / rank) for rank, item in enumerate((boots[0], tents[0], boots[1]), start=1)]
    assert [each.item.id for each in of_its_sort(ranked, photo)] == [boots[0].id, boots[1].id]
    assert of_its_sort(ranked[1:], photo) == tuple(ranked[1:]), "the best match is no boot: the kind may be seen wrongly"
    assert of_its_sort(ranked[1:2], photo) == tuple(ranked[1:2])


def test_a_photo_of_which_only_the_colour_is_seen_shows_something_of_it(shop: Retriever) -> None:
    whole = photo_of(shop, 0.9)
    state = DialogueState(photo=PhotoReading(whole.attributes[1:], whole.features, whole.meaning))
    text = recommended(Act("find"), state, find(shop, state, Act("find"), 3), shop).text
    assert text.startswith("Your photo looks like something brown. These come closest.")
