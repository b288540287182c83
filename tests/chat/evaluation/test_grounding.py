"""The check of texts against facts catches what is not so: each true sentence is spoilt in one place."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from chat.evaluation.spoken import as_written
from chat.wording.amounts import amounts, numbers_in
from chat.wording.grounding import Grounds, Scope
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary
from speech.speakable import speakable

BOOTS, LARKSPUR, MOUSE = "fw-001", "fw-002", "el-009"


@pytest.fixture(scope="session")
def grounds(items: list[Item], vocabulary: Vocabulary) -> Grounds:
    return Grounds(items, vocabulary)


@pytest.fixture(scope="session")
def scope(items: list[Item]) -> Scope:
    """Two hiking boots are shown, out of nine under $150."""
    by_id = {item.id: item for item in items}
    return Scope(
        items=(by_id[BOOTS], by_id[LARKSPUR]),
        constraints=(Constraint("kind", "==", "hiking boots"), Constraint("waterproof", "==", True), Constraint("price", "<=", 150)),
        said="I need waterproof hiking boots under 150 dollars, nothing in leather",
        counts=frozenset({9, 2}),
        ranks=2,
    )


TRUE = (
    "I have nine waterproof hiking boots up to $150; these 2 fit best.",
    "My first pick is the Ridgeline Waterproof Hiking Boots at $129: under $150, rated 4.2 by 366.",
    "The Larkspur Waterproof Hiking Boots by WildRunner, $119, in teal recycled polyester. Weight 820 g and season spring, summer, autumn.",
    "The Ridgeline Waterproof Hiking Boots (number 1) and the Larkspur Waterproof Hiking Boots (2) differ in:\n- price: $129 / $119\n- weight: 960 g / 820 g",
    "No, the Ridgeline Waterproof Hiking Boots are not leather.",
    "The catalog does not say whether the Ridgeline Waterproof Hiking Boots are vegan.",
    "The Ridgeline Waterproof Hiking Boots: 30 in stock.",
    "Yes, the Larkspur Waterproof Hiking Boots are waterproof, 4.5 out of 5.",
    "Hello! Tell me what you are looking for, or show me a photo.",
    "I am showing two things: say a number from 1 to 2.",
    "Ridgeline Waterproof Hiking Boots, wireless: no y características ankle support.",  # in Spanish: what comes after the "no" is not denied
)
FALSE = (
    ("I have ten waterproof hiking boots up to $150.", "ten"),
    ("I have one match.", "one"),
    ("I have 9 hiking boots; these 4 fit best.", "4"),
    ("My first pick is the Ridgeline Waterproof Hiking Boots at $119.", "$119"),  # the price of the other item
    ("My first pick is the Ridgeline Waterproof Hiking Boots at $128.", "$128"),
    ("The Ridgeline Waterproof Hiking Boots cost 99 dollars.", "99"),
    ("The Ridgeline Waterproof Hiking Boots weigh 820 g.", "820 g"),  # the weight of the other item
    ("The Ridgeline Waterproof Hiking Boots weigh 960 kg.", "960 kg"),
    ("The Ridgeline Waterproof Hiking Boots are rated 4.9.", "4.9"),
    ("The Ridgeline Waterproof Hiking Boots are rated 4.2 by 744.", "744"),
    ("The Ridgeline Waterproof Hiking Boots: 97 in stock.", "97"),
    ("My first pick is the Weekend Dome Tent.", "Weekend Dome Tent"),
    ("My first pick is the weekend dome tent.", "tent"),
    ("My pick is od-004.", "od-004"),
    ("The Ridgeline Waterproof Hiking Boots come in red.", "red"),
    ("The Ridgeline Waterproof Hiking Boots are made by Northbrook.", "Northbrook"),
    ("The Ridgeline Waterproof Hiking Boots are for women.", "women"),
    ("The Ridgeline Waterproof Hiking Boots have a lugged sole and a hood.", "hood"),
    ("The Ridgeline Waterproof Hiking Boots are not waterproof.", "waterproof"),
    ("It is leather.", "leather"),
    ("These boots are a gift from Patagonia for you.", "Patagonia"),
    ("There are three others.", "three"),
    ("Say number 5.", "5"),
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_so_passes(grounds: Grounds, scope: Scope, text: str) -> None:
    assert grounds.ungrounded(text, scope) == []


@pytest.mark.parametrize(("text", "lie"), FALSE)
def test_what_is_not_so_is_caught(grounds: Grounds, scope: Scope, text: str, lie: str) -> None:
    found = grounds.ungrounded(text, scope)
    assert any(lie.casefold() in each.casefold() for each in found), found


def test_every_title_of_the_catalog_is_known(grounds: Grounds, items: list[Item]) -> None:
    """Whichever item a sentence names, it is caught where that item is not in scope and passes where it is."""
    for item in items:
        text = f"My first pick is the {item.title}."
        assert grounds.ungrounded(text, Scope(items=(item,))) == []
        assert grounds.ungrounded(text, Scope(items=(items[0] if item is not items[0] else items[1],)))


def test_every_price_is_held_to_its_item(grounds: Grounds, items: list[Item]) -> None:
    for item in items:
        assert grounds.ungrounded(f"The {item.title} costs ${item.price:,.2f}.", Scope(items=(item,))) == []
        assert grounds.ungrounded(f"The {item.title} costs ${(item.price or 0) + 1:,.2f}.", Scope(items=(item,)))


def test_a_description_quoted_word_for_word_is_the_shops_own(grounds: Grounds, items: list[Item]) -> None:
    for item in items[:60]:
        assert grounds.ungrounded(f"The {item.title}. {item.description}", Scope(items=(item,))) == []


def test_true_values_counts_and_numbers_of_the_range_may_be_named(grounds: Grounds) -> None:
    text = "I have umbrellas in navy and red, from $15.50, twelve in all."
    assert len(grounds.ungrounded(text, Scope())) >= 4
    values = frozenset({("kind", "umbrella"), ("color", "navy"), ("color", "red")})
    assert grounds.ungrounded(text, Scope(values=values, numbers=frozenset({15.5}), counts=frozenset({12}))) == []


def test_a_check_takes_a_few_milliseconds(grounds: Grounds, scope: Scope) -> None:
    text = " ".join(TRUE)
    grounds.ungrounded(text, scope)
    began = time.perf_counter()
    for _ in range(5):
        grounds.ungrounded(text, scope)
    assert (time.perf_counter() - began) / 5 < 0.05  # ten sentences; one is far below 5 ms


def test_amounts_are_told_apart() -> None:
    text = "I have nine boots under $150, 1,200 g, rated 4.2 by 366, 30 in stock; compare 1 and 2, one of them (3) has 5 pockets."
    assert [(each.value, each.sort) for each in amounts(text)] == [
        (9, "count"), (150, "money"), (1200, "measure"), (4.2, "rating"), (366, "reviews"), (30, "stock"), (1, "rank"), (2, "rank"),
        (3, "bracketed"), (5, "count"),
    ]  # fmt: skip
    assert numbers_in("between 1,200 and 1.5, or twelve") == (1200, 1.5, 12)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("First, the Ridgeline, one hundred and twenty-nine dollars.", "First, the Ridgeline, 129 dollars."),
        ("It costs nineteen dollars and ninety-five cents.", "It costs $19.95."),
        ("Rated four point two out of five.", "Rated 4.2 out of 5."),
        ("Erstens, die Decke, 19 Dollar und 95 Cent.", "Erstens, die Decke, $19.95."),
        ("Premièrement, la bouilloire, 24 dollars et 5 cents.", "Premièrement, la bouilloire, $24.05."),
        ("Capacité 2,2 litres.", "Capacité 2.2 litres."),
        ("落地灯 44 美元 90 美分", "落地灯 $44.90"),
        ("Ich habe 18 Dollar und 90 Centimeter.", "Ich habe 18 Dollar und 90 Centimeter."),
        ("I have six tents, from seventy-four to five hundred and forty-nine dollars.", "I have 6 tents, from 74 to 549 dollars."),
    ],
)
def test_what_is_spoken_is_checked_too(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


@pytest.mark.parametrize("amount", ["$19.95", "$74", "$129", "$1,299", "480 g", "4.2", "12 L"])
def test_the_way_to_the_ear_and_back_keeps_amounts(amount: str) -> None:
    assert numbers_in(as_written(speakable(f"It has {amount}."))) == numbers_in(amount)


def test_numbers_in_values_count_nothing(grounds: Grounds, items: list[Item]) -> None:
    """ "four wheels" is a feature of this suitcase and not four of anything."""
    suitcase = next(item for item in items if item.id == "bg-017")
    wish = Constraint("features", "contains", "four wheels")
    for text in ("I have one suitcase with four wheels.", f"The {suitcase.title} has four wheels."):
        assert grounds.ungrounded(text, Scope(items=(suitcase,), constraints=(wish,), counts=frozenset({1}))) == []
    assert grounds.ungrounded(f"The {suitcase.title} has six wheels.", Scope(items=(suitcase,))) != []


def test_the_cells_of_a_comparison_are_values_apart(grounds: Grounds, items: list[Item]) -> None:
    by_id = {item.id: item for item in items}
    both = Scope(items=(by_id["fw-001"], by_id["fw-002"]), said="boots")
    assert grounds.ungrounded("They differ in:\n- material: nylon / recycled polyester\n- color: charcoal / teal", both) == []
    assert grounds.ungrounded("They differ in:\n- material: nylon / leather", both) != []


STOCKED = {  # language -> the shop's sentences about one item: rating, stock, number on the list
    "zh": "Ridgeline Waterproof Hiking Boots (1 号)：366 人评分 4.2。评分 4.2（满分 5 分）。库存 30 件。",  # noqa: RUF001 - Chinese punctuation
    "de": "Ridgeline Waterproof Hiking Boots (Nummer 1). Bewertung: 4.2 von 5. 30 auf Lager.",
    "es": "Ridgeline Waterproof Hiking Boots (número 1). Valoración: 4.2 de 5. 30 en existencias.",
    "fr": "Ridgeline Waterproof Hiking Boots (numéro 1). Note : 4.2 sur 5. 30 en stock.",
}


@pytest.mark.parametrize("language", STOCKED)
def test_amounts_are_read_in_the_shoppers_language(language: str, grounds: Grounds, scope: Scope) -> None:
    """True as it stands; a stock, a rating or a number on the list that is not so is caught in each."""
    foreign = replace(scope, language=language)
    text = STOCKED[language]
    assert grounds.ungrounded(text, foreign) == []
    for true, false in (("30", "34"), ("4.2", "4.9"), ("1", "7")):
        assert grounds.ungrounded(re.sub(rf"(?<![\d.]){re.escape(true)}(?![\d.])", false, text), foreign), (language, false)


def test_a_sum_is_true_only_where_it_is_said_to_be_one(grounds: Grounds, scope: Scope) -> None:
    total = sum(item.price or 0.0 for item in scope.items)
    both = " and ".join(item.title for item in scope.items)
    assert not grounds.ungrounded(f"Together that is ${total:g}.", scope)
    assert grounds.ungrounded(f"Together that is ${total + 1:g}.", scope)
    assert grounds.ungrounded(f"The {both} cost ${total:g}.", scope)
