"""Turns of real conversations that were once misread: what is given up, what is had already, sizes, whom it is for, what the shop does besides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.acts import Act
from chat.remember import merged
from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from chat.understanding.understand import understand
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

LOCKS = DialogueState(constraints=(Constraint("kind", "==", "bike lock"),))
CLOTHES = Vocabulary(
    [
        Item("t", "Aero Tee", category="Tees", attributes={"sizes": ("XS", "S", "M", "L")}),
        Item("u", "Zing Tee, blue", category="Tees", attributes={"sizes": ("L", "XL")}),
        Item("s", "Sol Short", category="Shorts", attributes={"sizes": ("32", "34")}),
    ]
)


def first(said: str, vocabulary: Vocabulary, state: DialogueState | None = None, shown: tuple[Item, ...] = ()) -> Act:
    return understand(said, state or DialogueState(), vocabulary, shown, None)


@pytest.mark.parametrize("said", ["I never know what time it is on the mountain", "I have no idea what color she likes", "not sure which watch suits him"])
def test_not_knowing_turns_nothing_down(said: str, vocabulary: Vocabulary) -> None:
    assert not [each for each in first(said, vocabulary).constraints if each.operator in ("!=", "not_in", "not_contains")]


def test_no_before_what_is_meant_turns_nothing_down(vocabulary: Vocabulary) -> None:
    need = DialogueState(need="back hurts")
    assert [each.operator for each in first("no i mean a chair", vocabulary, need).constraints] == ["contains"]
    assert [each.operator for each in first("no leather please", vocabulary, need).constraints] == ["!="]


def test_several_kinds_are_alternatives_whether_one_or_many_are_named(vocabulary: Vocabulary) -> None:
    kinds = [each for each in first("maybe a scarf or a bag", vocabulary).constraints if each.slot == "kind"]
    assert len(kinds) == 1 and kinds[0].operator == "in" and {"scarf", "backpack", "tote bag"} <= set(kinds[0].value)  # type: ignore[arg-type]


def test_one_thing_is_given_up_for_another(vocabulary: Vocabulary) -> None:
    puzzles = DialogueState(constraints=(Constraint("kind", "==", "puzzle"),))
    act = first("actually forget the puzzles, show me rugs", vocabulary, puzzles)
    assert act.name == "find" and flatten(act.constraints) == {"kind": "rug"} and not act.more


def test_giving_up_what_is_not_on_the_table_leaves_what_is(vocabulary: Vocabulary) -> None:
    act = first("drop the helmet", vocabulary, LOCKS)
    assert act.drop == () and act.constraints == ()


def test_giving_up_the_thing_goes_back_to_the_one_before(vocabulary: Vocabulary) -> None:
    state = DialogueState(constraints=(Constraint("kind", "==", "bike helmet"), Constraint("color", "!=", "white")), before=LOCKS)
    act = first("drop the helmet", vocabulary, state)
    assert act.name == "undo" and flatten(act.constraints) == {"kind": "bike lock"}


def test_any_colour_takes_back_one_that_only_titles_name() -> None:
    shop = Vocabulary([Item("a", "Blue Sneakers", attributes={"kind": "sneaker"}), Item("b", "Red Sneakers", attributes={"kind": "sneaker"})])
    blue = Constraint("title", "contains", "blue")
    state = DialogueState(constraints=(Constraint("kind", "==", "sneaker"), blue))
    assert first("ok any color then", shop, state).without == (blue,)


def test_a_shop_without_ratings_says_so_and_sorts_by_nothing() -> None:
    shown = (Item("a", "Blue Sneakers", attributes={"kind": "sneaker"}), Item("b", "Red Sneakers", attributes={"kind": "sneaker"}))
    state = DialogueState(constraints=(Constraint("kind", "==", "sneaker"),), shown=("a", "b"))
    act = first("the one with the best reviews", Vocabulary(shown), state, shown)
    assert (act.name, act.slot, act.sort) == ("ask", "rating", "")
    assert first("the best rated sneakers", Vocabulary(shown)).sort == ""


@pytest.mark.parametrize("said", ["how much is shipping", "what payment do you take", "can I pay with paypal"])
def test_what_the_shop_does_besides_is_no_price_and_no_search(said: str, vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    assert understand(said, looking_at_boots, vocabulary, boots, None).topic == "service"


@pytest.mark.parametrize(("said", "kind"), [("i hate my noisy keyboard", "keyboard"), ("fed up with my old sofa", "sofa")])
def test_what_one_is_fed_up_with_is_wanted_new(said: str, kind: str, vocabulary: Vocabulary) -> None:
    assert flatten(first(said, vocabulary).constraints) == {"kind": kind}


def test_lights_are_no_weight(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    assert understand("has it got lights", looking_at_boots, vocabulary, boots, None).slot == ""
    assert understand("is it light enough", looking_at_boots, vocabulary, boots, None).slot == "weight_g"


def test_whom_something_is_to_be_got_for(vocabulary: Vocabulary) -> None:
    assert "women" in str(flatten(first("I dont know what to get my wife", vocabulary).constraints))


def test_something_for_a_child_is_no_sofa(vocabulary: Vocabulary) -> None:
    sofas = DialogueState(constraints=(Constraint("kind", "==", "sofa"),))
    assert first("something for a 3 year old who loves trains", vocabulary, sofas).name == "find"


def test_an_adjective_before_what_is_not_wanted(vocabulary: Vocabulary) -> None:
    toys = DialogueState(constraints=(Constraint("category", "==", "toys"),))
    assert not [each for each in first("nothing with small parts", vocabulary, toys).constraints if each.operator == "contains" or each.value == "small"]


@pytest.mark.parametrize(
    ("said", "size"),
    [("tees in size M", "M"), ("tees, size small", "S"), ("large tees", "L"), ("shorts in a 34", "34"), ("i wear a medium", "M"), ("tees in size XXL", None)],
)
def test_the_size_somebody_wears(said: str, size: str | None) -> None:
    assert next((each.value for each in read_by_rule(said, DialogueState(), CLOTHES, ()).act.constraints if each.slot == "sizes"), None) == size


@pytest.mark.parametrize(
    ("said", "places"),
    [("ok compare 1 2 and 3", (1, 2, 3)), ("compare 1, 2, 3 and 4", (1, 2, 3, 4)), ("compare 1 and 3", (1, 3)), ("1 vs 4, which is better", (1, 4))],
)
def test_up_to_four_numbers_are_compared(
    said: str, places: tuple[int, ...], vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState
) -> None:
    act = understand(said, looking_at_boots, vocabulary, boots, None)
    assert (act.name, act.items) == ("compare", places)


def test_what_something_is_like_is_a_question(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    assert understand("what's the sole like on the first", looking_at_boots, vocabulary, boots, None).name == "ask"


def test_not_liking_that_one_turns_it_down(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    act = understand("no i dont like that", looking_at_boots, vocabulary, boots, None)
    assert (act.name, act.like) == ("feedback", False)


def test_what_can_be_done_with_it_is_no_search(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    assert understand("can i get it engraved?", replace(looking_at_boots, focus=boots[0].id), vocabulary, boots, None).name == "ask"


def test_a_gift_for_somebody_is_another_search(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    assert understand("i need a gift for my mum", looking_at_boots, vocabulary, boots, None).name == "find"


def test_one_of_several_kinds_is_refused_and_the_others_stay() -> None:
    wanted = (Constraint("kind", "in", ("cooking pot", "frying pan", "kettle")), Constraint("price", "<=", 50.0))
    assert merged(wanted, (Constraint("kind", "!=", "frying pan"),))[0] == Constraint("kind", "in", ("cooking pot", "kettle"))
    assert merged(wanted[:1], (Constraint("kind", "not_in", ("frying pan", "kettle")),))[0] == Constraint("kind", "==", "cooking pot")
