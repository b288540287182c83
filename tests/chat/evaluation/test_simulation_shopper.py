"""The shopper's rules, one by one, and the words it uses."""

from __future__ import annotations

from random import Random

import pytest

from chat.evaluation.simulation.figures import chance, interval, pass_k
from chat.evaluation.simulation.goals import Goal, Predicate
from chat.evaluation.simulation.phrases import phrase
from chat.evaluation.simulation.shopper import Ending, Seen, Shopper
from chat.evaluation.simulation.slips import misspelt
from chat.evaluation.simulation.speaker import faithful
from chat.evaluation.simulation.templates import Line, Templates
from retrieval.item import Item

KIND = Predicate("kind", "==", "rain jacket")
RED = Predicate("color", "==", "red")
CHEAP = Predicate("price", "<=", 50)


def jacket(id: str, color: str, price: float, **attributes: object) -> Item:
    return Item(id, f"Squall {id}", color=color, price=price, attributes={"kind": "rain jacket", **attributes})  # type: ignore[dict-item]


RIGHT, DEAR, BLUE = jacket("a", "red", 40), jacket("b", "red", 90), jacket("c", "blue", 40)


def opened(*wishes: Predicate, **changes: object) -> tuple[Shopper, Line]:
    return Shopper(Goal("g", (KIND, *wishes), **changes), "0").open()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("successes", "trials", "k", "expected"), [(4, 4, 4, 1.0), (3, 4, 1, 0.75), (3, 4, 2, 0.5), (3, 4, 4, 0.0), (0, 4, 1, 0.0), (2, 8, 2, 1 / 28)]
)
def test_pass_k_is_the_chance_that_k_of_the_trials_all_succeed(successes: int, trials: int, k: int, expected: float) -> None:
    assert pass_k(successes, trials, k) == pytest.approx(expected)


def test_pass_k_needs_k_trials() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        pass_k(1, 2, 4)


def test_chance_and_interval() -> None:
    assert chance(1, 4, 6) == 1.0
    assert chance(1, 12, 6) == pytest.approx(0.5)
    assert interval([1.0] * 9, 0) == [1.0, 1.0]
    low, high = interval([0.0, 1.0] * 20, 0)
    assert low < 0.5 < high and interval([0.0, 1.0] * 20, 0) == [low, high]


def test_served_by_a_list_with_the_right_item_at_its_rank() -> None:
    shopper, _ = opened(RED, CHEAP)
    assert shopper.respond(Seen("recommend", (BLUE, RIGHT)))[1] == Ending(True, rank=2)
    assert isinstance(shopper.respond(Seen("confirm", (RIGHT,)))[1], Line)


def test_a_wish_told_on_asking_is_told_only_then() -> None:
    shopper, opening = opened(RED, Predicate("price", "<=", 50, "on_ask"))
    assert "50" not in opening.text
    shopper, line = shopper.respond(Seen("recommend", (DEAR,)))
    assert isinstance(line, Line) and "50" not in line.text
    _, answer = shopper.respond(Seen("clarify", (), "price"))
    assert isinstance(answer, Line) and "50" in answer.text


def test_a_question_about_nothing_wished_gets_no_preference_and_about_a_hidden_wish_no_answer() -> None:
    shopper, _ = opened(RED, Predicate("price", "<=", 50, "hidden"))
    for asked in ("brand", "price"):
        after, line = shopper.respond(Seen("clarify", (DEAR,), asked))
        assert isinstance(line, Line) and "50" not in line.text
        assert after.told == shopper.told


def test_a_list_that_breaks_a_wish_told_is_answered_by_the_wish_then_turned_down() -> None:
    shopper, _ = opened(RED)
    shopper, line = shopper.respond(Seen("recommend", (BLUE,)))
    assert isinstance(line, Line) and "red" in line.text
    _, line = shopper.respond(Seen("recommend", (BLUE,)))
    assert isinstance(line, Line) and "red" not in line.text


def test_it_leaves_when_nothing_is_offered_again_and_again_and_at_the_last_turn() -> None:
    shopper, _ = opened(RED)
    said: Line | Ending = Line("")
    turns = 0
    while isinstance(said, Line):
        shopper, said = shopper.respond(Seen("none_found"))
        turns += 1
    assert turns == 3 and not said.success and said.why.startswith("left")
    shopper, _ = opened(RED, max_turns=1)
    assert shopper.respond(Seen("recommend", (BLUE,)))[1] == Ending(False, "not served in 1 turns")


def test_a_change_of_mind_comes_after_the_first_list_and_only_then_counts() -> None:
    shopper, opening = opened(RED, CHEAP, voice="changes mind", at_first=(1, Predicate("color", "==", "blue")))
    assert "blue" in opening.text and "red" not in opening.text
    shopper, line = shopper.respond(Seen("recommend", (RIGHT, BLUE)))
    assert isinstance(line, Line) and "red" in line.text
    assert shopper.respond(Seen("recommend", (RIGHT,)))[1] == Ending(True, rank=1)


def test_another_language_brings_the_budget_then_simple_sentences() -> None:
    shopper, opening = opened(RED, CHEAP, voice="switches language")
    assert "50" not in opening.text
    shopper, line = shopper.respond(Seen("recommend", (DEAR,)))
    assert isinstance(line, Line) and "50" in line.text and ("Dollar" in line.text or "美元" in line.text)
    assert shopper.language in ("de", "zh")
    _, line = shopper.respond(Seen("clarify", (DEAR,), "brand"))
    assert isinstance(line, Line) and line.text in ("Das ist mir egal.", "Egal.", "都可以。", "无所谓。")


def test_none_valid_wants_none_said_with_nothing_offered_once_all_is_told() -> None:
    shopper, _ = opened(CHEAP, none_valid=True)
    assert shopper.respond(Seen("none_found"))[1] == Ending(True)
    assert isinstance(shopper.respond(Seen("none_found", (DEAR,)))[1], Line)
    _, ended = shopper.respond(Seen("recommend", (DEAR,)))
    assert isinstance(ended, Ending) and not ended.success and "offered b, which breaks price <= 50" in ended.why


def test_none_valid_because_of_a_hidden_wish_turns_lists_down_until_there_is_none() -> None:
    shopper, _ = opened(RED, Predicate("price", "<=", 5, "hidden"), none_valid=True)
    shopper, line = shopper.respond(Seen("recommend", (RIGHT,)))
    assert isinstance(line, Line) and "5" not in line.text
    assert shopper.respond(Seen("none_found"))[1] == Ending(True)


def test_a_given_opening_is_said_as_it_is_and_what_it_leaves_out_is_told_next() -> None:
    shopper, line = opened(RED, CHEAP, opening="A red rain jacket?")
    assert line.text == "A red rain jacket?"
    _, said = shopper.respond(Seen("recommend", (DEAR,)))
    assert isinstance(said, Line) and "50" in said.text


@pytest.mark.parametrize(
    ("wish", "texts"),
    [
        (Predicate("waterproof", "==", True), {"waterproof"}),
        (Predicate("assembly_required", "==", False), {"with no assembly required"}),
        (Predicate("induction", "==", True), {"with induction"}),
        (Predicate("material", "!=", "leather"), {"not made of leather"}),
        (Predicate("features", "not_contains", "hood"), {"without hood"}),
        (Predicate("audience", "in", ("women", "unisex")), {"for women"}),
        (Predicate("features", "contains_any", ("hood", "pit zips")), {"with hood or pit zips"}),
        (Predicate("weight_g", "<", 500), {f"with a weight of {each} 500 grams" for each in ("under", "less than", "below")}),
        (Predicate("gears", ">=", 7), {"with at least 7 gears", "with no less than 7 gears"}),
        (Predicate("fit", "==", "regular"), {"with regular fit"}),
        (Predicate("features", "contains", "breathable"), {"breathable"}),
        (Predicate("features", "not_contains", "folding"), {"not folding"}),
        (Predicate("price", ">", 50), {"for more than $50", "for over $50", "for more than 50 dollars", "for over 50 dollars"}),
    ],
)
def test_any_attribute_reads_as_english(wish: Predicate, texts: set[str]) -> None:
    assert {phrase(wish, Random(seed)).text for seed in range(40)} == texts


def test_an_opening_holds_every_wish_in_one_sentence() -> None:
    wishes = [KIND, RED, CHEAP, Predicate("features", "contains", "hood"), Predicate("fit", "==", "slim")]
    for seed in range(30):
        line = Templates(Random(seed)).opening(wishes)
        assert all(word in line.text.lower() for word in ("rain jackets", "red", "50", "hood", "slim fit"))


def test_a_slip_changes_one_word_that_carries_a_wish() -> None:
    line = Line("I need red rain jackets.", ("rain jacket", "red"))
    for seed in range(20):
        slipped = misspelt(line, Random(seed))
        assert slipped.text != line.text and slipped.text.startswith("I need red rain j")
    for seed in range(20):
        assert misspelt(Line("I need shorts.", ("shorts",)), Random(seed)).text not in ("I need shots.", "I need sorts.")
    assert misspelt(Line("In red.", ("red",)), Random(0)).text == "In red."


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Hi! Some red jackets, at most $50, ok?", True),
        ("Some jackets, at most $50?", False),  # lost a value
        ("Some red jackets, at least $50?", False),  # turned the limit round
        ("Some red jackets, at most $50 or $60?", False),  # added a number
        ("No red jackets, at most $50", False),  # denied
        ("Some red jackets, at most $50, " + "you know, " * 20, False),
        ("Yes, we have red jackets for at most $50.", False),  # answers instead of asking
        ("", False),
    ],
)
def test_a_rephrasing_must_keep_what_the_line_says(said: str, kept: bool) -> None:
    assert faithful(Line("I need red jackets for at most $50.", ("red", "jacket", "50")), said) is kept
