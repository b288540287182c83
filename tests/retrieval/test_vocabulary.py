"""What a shop can be asked for, learned from its items, and the phrases that name it."""

from __future__ import annotations

import pytest

from retrieval.constraints import Constraint, Operator
from retrieval.importing import read_products
from retrieval.item import Item, Value
from retrieval.opening import PRODUCTS
from retrieval.retriever import Retriever
from retrieval.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def starter() -> Vocabulary:
    return Vocabulary(read_products(PRODUCTS).items)


def named(vocabulary: Vocabulary, text: str) -> list[tuple[str, str]]:
    return [(mention.phrase, str(mention.constraint)) for mention in vocabulary.mentions(text)]


def test_slots_have_types_values_and_ranges(retriever: Retriever) -> None:
    slots = {slot.name: slot for slot in retriever.vocabulary.slots()}
    assert slots["category"].values[0] == ("footwear", 5)
    assert (slots["price"].type, slots["price"].minimum, slots["price"].maximum) == ("number", 16.0, 899.0)
    assert (slots["weight_g"].type, slots["weight_g"].unit, slots["weight_g"].label) == ("number", "g", "weight")
    assert (slots["waterproof"].type, slots["waterproof"].count) == ("boolean", 11)
    assert slots["features"].type == "list"
    assert ("padded collar", 2) in slots["features"].values
    assert retriever.vocabulary.slot("nothing") is None


@pytest.mark.parametrize(
    ("words", "slot"),
    [
        ("how heavy is it", "weight_g"),
        ("weight", "weight_g"),
        ("how much does it weigh", "weight_g"),
        ("is it waterproof", "waterproof"),
        ("what is it made of", "material"),
        ("how much does it cost", "price"),
        ("how much is it", "price"),
        ("which colours", "color"),
        ("how much does it hold", "capacity_l"),
        ("who makes it", "brand"),
        ("is it in stock", "stock"),
        ("what do customers say", "reviews"),
        ("hello there", None),
    ],
)
def test_questions_name_slots(retriever: Retriever, words: str, slot: str | None) -> None:
    assert retriever.vocabulary.slot_named(words) == slot


def test_a_question_is_about_what_the_items_state() -> None:
    """Weight in grams here, in kilograms there: the item asked about decides."""
    shirt, desk = Item("1", "Shirt", attributes={"weight_g": 200.0}), Item("2", "Desk", attributes={"weight_kg": 30.0})
    vocabulary = Vocabulary([shirt, desk, desk])
    assert vocabulary.slot_named("how heavy", [shirt]) == "weight_g"
    assert vocabulary.slot_named("how heavy", [desk]) == "weight_kg"


def test_offsets_are_those_of_the_text(retriever: Retriever) -> None:
    text = "Please: HIKING  boots, in Black?"
    for mention in retriever.vocabulary.mentions(text):
        assert text[mention.start : mention.end] == mention.phrase
    assert [mention.phrase for mention in retriever.vocabulary.mentions(text)] == ["HIKING  boots", "Black"]


@pytest.mark.parametrize(
    ("text", "slot", "operator", "value"),
    [
        ("hiking boots", "kind", "==", "hiking boots"),
        ("a hiking boot", "kind", "==", "hiking boots"),
        ("boots", "kind", "contains", "boots"),
        ("lamp", "kind", "in", ("floor lamp", "pendant lamp", "table lamp")),
        ("shoes", "kind", "in", ("dress shoes", "running shoes", "sandals", "sneakers")),
        ("jacket", "kind", "contains", "jacket"),
        ("knife", "kind", "==", "chef's knife"),
        ("chefs knife", "kind", "==", "chef's knife"),
        ("pan", "kind", "==", "frying pan"),
        ("couch", "kind", "==", "sofa"),
        ("rucksack", "kind", "==", "backpack"),
        ("trainers", "kind", "==", "sneakers"),
        ("jumper", "kind", "==", "sweater"),
        ("pullovers", "kind", "==", "sweater"),
        ("skillet", "kind", "==", "frying pan"),
        ("teddy bear", "kind", "==", "plush toy"),
        ("head phones", "kind", "==", "headphones"),
        ("T shirt", "kind", "==", "t-shirt"),
        ("tshirts", "kind", "==", "t-shirt"),
        ("bags", "category", "==", "bags"),
        ("a bag", "category", "==", "bags"),
        ("footwear", "category", "==", "footwear"),
        ("clothes", "category", "==", "clothing"),
        ("black", "color", "==", "black"),
        ("grey", "color", "==", "gray"),
        ("dark blue", "color", "==", "navy"),
        ("navy blue", "color", "==", "navy"),
        ("maroon", "color", "==", "burgundy"),
        ("leather", "material", "==", "leather"),
        ("vegan leather", "material", "==", "faux leather"),
        ("merino", "material", "==", "merino wool"),
        ("wildrunner", "brand", "==", "WildRunner"),
        ("wild runner", "brand", "==", "WildRunner"),
        ("wild runer", "brand", "==", "WildRunner"),
        ("hearth and pine", "brand", "==", "Hearth & Pine"),
        ("for men", "audience", "in", ("men", "unisex")),
        ("mens", "audience", "in", ("men", "unisex")),
        ("ladies", "audience", "in", ("women", "unisex")),
        ("for a toddler", "audience", "==", "kids"),
        ("waterproof", "waterproof", "==", True),
        ("water proof", "waterproof", "==", True),
        ("cordless", "wireless", "==", True),
        ("dishwasher safe", "dishwasher_safe", "==", True),
    ],
)
def test_phrases_mean_constraints(starter: Vocabulary, text: str, slot: str, operator: Operator, value: Value) -> None:
    assert [mention.constraint for mention in starter.mentions(text)] == [Constraint(slot, operator, value)]


@pytest.mark.parametrize("text", ["sneekers", "umbrela", "hedphones", "waterprof", "cusion", "leathr", "wildruner"])
def test_one_slip_is_forgiven_and_told(starter: Vocabulary, text: str) -> None:
    (mention,) = starter.mentions(text)
    assert not mention.exact


def test_a_list_attribute_is_named_by_its_values_and_their_heads(starter: Vocabulary) -> None:
    assert named(starter, "a rain jacket with a hood") == [("rain jacket", "kind == rain jacket"), ("hood", "features contains hood")]
    assert named(starter, "machine washable sweater")[0] == ("machine washable", "features contains machine washable")


def test_relatives_rank_and_do_not_filter(starter: Vocabulary) -> None:
    (mention,) = starter.mentions("something for my wife")
    assert mention.constraint == Constraint("audience", "in", ("women", "unisex"), hard=False)
    assert starter.mentions("my wife says hello") == []


def test_what_a_phrase_means_depends_on_the_kind_beside_it(starter: Vocabulary) -> None:
    assert named(starter, "a fleece blanket") == [("fleece", "material contains fleece"), ("blanket", "kind == blanket")]
    assert named(starter, "a lamp for my desk") == [("lamp", "kind in floor lamp, pendant lamp, table lamp")]
    assert named(starter, "shoes to go with a dress") == [("shoes", "kind in dress shoes, running shoes, sandals, sneakers")]
    assert named(starter, "an outdoor jacket") == [("jacket", "kind contains jacket")], "no jacket is in the category outdoor"
    assert named(starter, "knife for the kitchen")[1] == ("kitchen", "category == kitchen")


def test_several_mentions_do_not_overlap(starter: Vocabulary) -> None:
    assert named(starter, "black leather dress shoes for men, not brown") == [
        ("black", "color == black"),
        ("leather", "material == leather"),
        ("dress shoes", "kind == dress shoes"),
        ("men", "audience in men, unisex"),
        ("brown", "color == brown"),
    ]


ORDINARY = (
    """
hello there, what do you have|I need a gift|something nice please|show me more like the second one|go back|what about the first one|compare the last two
how much does it cost|do you have anything cheaper|I want to watch movies|can you dress up|I will train for a marathon
a light one|something lighter|the smaller one
great, thanks|no, not that|yes please|is it any good|which is the best|tell me more about the third|I am going on a trip next week|can I put it on|what else
show me boats|the weather is bad|my house is old|this is too expensive|I don't like it|maybe later|one more time please
start over|under fifty dollars|between twenty and thirty
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_english_names_nothing(starter: Vocabulary, text: str) -> None:
    assert named(starter, text) == []


def test_common_words_never_become_values_by_a_slip(starter: Vocabulary) -> None:
    """Every frequent English word is either a value's own word or no mention at all."""
    from retrieval.mentions import common_words

    assert [word for word in sorted(common_words()) if any(not mention.exact for mention in starter.mentions(word))] == []


def test_a_shop_without_kinds_is_asked_by_category_parts() -> None:
    items = [Item("1", "Chaz", category="Hoodies & Sweatshirts", color="Navy Blue"), Item("2", "Tee", category="T-Shirts", color="blue")]
    vocabulary = Vocabulary(items)
    assert named(vocabulary, "hoodie in navy") == [("hoodie", "category == Hoodies & Sweatshirts"), ("navy", "color == Navy Blue")]
    assert named(vocabulary, "blue tees") == [("blue", "color contains blue"), ("tees", "category == T-Shirts")]


def test_an_empty_catalog_and_an_empty_text_name_nothing(starter: Vocabulary) -> None:
    assert Vocabulary([]).mentions("black boots") == []
    assert starter.mentions("") == []
    assert Vocabulary([]).slots() == []
