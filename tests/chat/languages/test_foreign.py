"""Replies in the shopper's language: composed from the same facts, nothing of English left but what the shop wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from chat.acts import Act, Mapped
from chat.finding import Found, find, items_of
from chat.languages.texts import TABLES, texts
from chat.policy import Move, choose
from chat.remember import remember
from chat.reply import Question
from chat.state import DialogueState, Need
from chat.understanding.by_rule import read_by_rule
from chat.wording.compose import compose
from chat.wording.foreign import HAN_LIMIT, Situation, foreign, short_han, silence, speaks, spoken_length
from chat.wording.foreign_search import request
from chat.wording.worded import SPOKEN_WORDS, Worded
from retrieval.constraints import Constraint
from retrieval.retriever import Retriever

ENGLISH = r"\b(?:the|is|are|have|with|these|this|here|my|your|for|than|says|does|looking|come|from|under|up to|rated|by|not|or)\b"
NUMBER = r"\d[\d.,]*\d|\d"
COUNTS = [str(each) for each in range(13)]  # English writes these as words
CONVERSATION = (
    "hiking boots under 200 dollars, not suede", "is the second one waterproof?", "how heavy is number 1?",
    "how many are in stock of the first?", "compare 1 and 2", "which of these are waterproof?", "which of these is the heaviest?",
    "what are your opening hours?",
    "the first one", "why this one?", "something cheaper", "cheaper than 1 dollar", "how many tents do you have?", "what colors do the tents come in?",
    "pink hiking boots under 20 dollars", "hello", "thanks", "go back", "start over", "gift for my dad who loves coffee",
)  # fmt: skip


def situation(shop: Retriever, text: str, state: DialogueState) -> Situation:
    shown = items_of(shop, state.shown)
    act = read_by_rule(text, state, shop.vocabulary, shown).act
    after = remember(state, act, None, shop.get)
    found = find(shop, after, act, 6)
    return Situation(choose(act, state, after, found, shop.vocabulary), act, state, after, found, shop)


def english(at: Situation) -> Worded:
    return compose(at.move, at.act, at.before, at.after, at.found, at.retriever)


def turns(shop: Retriever) -> list[tuple[str, Situation, Worded]]:
    state, told = DialogueState(), []
    for text in CONVERSATION:
        at = situation(shop, text, state)
        told.append((text, at, english(at)))
        shown = tuple(each.item.id for each in at.found.suggestions) or state.shown
        state = DialogueState(constraints=at.after.constraints or state.constraints, shown=shown, focus=at.after.focus)
    return told


@pytest.mark.parametrize("language", TABLES)
def test_a_conversation_keeps_its_facts(shop: Retriever, language: str) -> None:
    for text, at, plain in turns(shop):
        said = foreign(at, language, plain)
        assert said.suggestions == plain.suggestions
        assert [each.say for each in said.chips] == [each.say for each in plain.chips]
        assert len(said.of) == len(said.spoken)
        assert said.text and said.spoken, text
        assert "{" not in said.text + "".join(said.spoken)
        facts = " ".join((plain.text, *plain.spoken, *COUNTS))
        assert set(re.findall(NUMBER, said.text)) <= set(re.findall(NUMBER, facts)), (text, said.text, plain.text)


@pytest.mark.parametrize("language", TABLES)
def test_no_english_but_what_the_shop_wrote(shop: Retriever, language: str) -> None:
    for text, at, plain in turns(shop):
        said = foreign(at, language, plain)
        words = said.text
        own = [
            each
            for item in shop.items
            for each in (item.title, item.description, item.brand, item.material, *(str(value) for value in item.attributes.values() if value))
        ]
        for each in sorted(own, key=len, reverse=True):  # a short value may stand within a description
            words = words.replace(each, "")
        words = re.sub(r"\(.*?\)|(?:waterproof|features|hiking|made)\b", "", words)
        found = re.findall(ENGLISH, words) if language != "fr" else re.findall(ENGLISH.replace("|or", ""), words)
        assert len(found) <= 1, (text, said.text, found)


@pytest.mark.parametrize("language", TABLES)
def test_spoken_sentences_are_short(shop: Retriever, language: str) -> None:
    for _, at, plain in turns(shop):
        for each in foreign(at, language, plain).spoken:
            assert spoken_length(each) <= HAN_LIMIT if language == "zh" else len(each.split()) <= SPOKEN_WORDS, each


def one(shop: Retriever, act: Act, move: Move, found: Found = Found(), state: DialogueState = DialogueState(), language: str = "zh") -> str:  # noqa: B008 - frozen values
    return foreign(Situation(move, act, state, state, found, shop), language, Worded("", ())).text


def test_situations_of_their_own(shop: Retriever) -> None:
    boots = DialogueState(constraints=(Constraint("kind", "==", "hiking boots"), Constraint("price", "<=", 150.0), Constraint("material", "!=", "suede")))
    found = find(shop, boots, Act("find"), 6)
    question = Question("price", ("60", "120"))
    text = one(shop, Act("find", mapped=(Mapped("color", "cream", "beige"),)), Move("clarify", question), found, boots)
    assert "cream" in text and "beige" in text and "低于 $60、$60 到 $120或高于 $120" in text
    assert "hiking boots、不要 suede、最高 $150" in text
    for language, word in (("de", "wasserdicht"), ("es", "impermeable"), ("fr", "imperméable"), ("zh", "防水")):
        assert word in one(shop, Act("find"), Move("clarify", Question("waterproof", ("yes", "no"))), found, boots, language)
    waiting = DialogueState(constraints=boots.constraints, waiting=(Need(constraints=(Constraint("kind", "==", "rain jacket"),)),))
    assert "rain jacket" in one(shop, Act("find"), Move("recommend"), found, waiting, "de")
    unknown = Found(unknown="piano", nearest=("turntable",))
    assert "Piano" in one(shop, Act("find"), Move("none_found"), unknown, boots, "es") and "turntable" in one(
        shop, Act("find"), Move("none_found"), unknown, boots, "fr"
    )
    assert "2 件" in one(shop, Act("pick", items=(9,)), Move("clarify"), Found(), DialogueState(shown=("a", "b")))


@pytest.mark.parametrize("language", TABLES)
def test_every_topic_has_a_sentence(shop: Retriever, language: str) -> None:
    texts_said = [
        one(shop, Act("chat", topic=topic), Move("chat"), language=language) for topic in ("greeting", "thanks", "insult", "illegal", "help", "other", "new")
    ]
    assert len(set(texts_said)) == 6, "an unknown topic is answered as other"
    assert silence(language)


@pytest.mark.parametrize(("language", "word"), [("de", "Geschäft"), ("fr", "magasin"), ("es", "tienda"), ("zh", "店家")])
def test_a_question_about_the_shop_is_not_answered_with_an_item(shop: Retriever, language: str, word: str) -> None:
    at = situation(shop, "do you have a store?", DialogueState())
    assert word in foreign(at, language, english(at)).text


def test_which_of_the_shown_and_the_one_with_the_most_are_named(shop: Retriever) -> None:
    shown = tuple(each.id for each in shop.matching((Constraint("kind", "==", "hiking boots"),)))[:4]
    at = situation(shop, "which of these are waterproof?", DialogueState(constraints=(Constraint("kind", "==", "hiking boots"),), shown=shown))
    fitting = [item.title for item in items_of(shop, shown) if item.value("waterproof")]
    said = foreign(at, "es", english(at)).text
    assert at.act.topic == "which" and said.startswith("Impermeable: ")
    assert all(each in said for each in fitting)
    most = one(shop, Act("ask", items=shown, slot="weight_g", topic="most"), Move("answer"), state=DialogueState(shown=shown), language="de")
    heaviest = max(items_of(shop, shown), key=lambda item: item.value("weight_g") or 0)
    assert heaviest.title in most and "Gewicht" in most
    assert "不" not in one(shop, Act("ask", items=shown, slot="weight_g", topic="least"), Move("answer"), state=DialogueState(shown=shown))


def test_which_languages_are_answered_in() -> None:
    assert speaks("zh") and speaks("de") and not speaks("en") and not speaks("ja")
    with pytest.raises(FileNotFoundError):
        texts("xx")


def test_chips_and_facts_by_pattern() -> None:
    german = texts("de")
    assert [german.chip(each) for each in ("Something cheaper", "In red", "Under $60", "$60 to $120", "Without “not leather”", "Hiking boots")] == [
        "Etwas Günstigeres", "In red", "Unter $60", "$60 bis $120", "Ohne „not leather“", "Hiking boots"
    ]  # fmt: skip
    assert [german.fact(each) for each in ("rated 4.6 by 1,200", "weight under 480 g", "for women", "waterproof", "merino wool")] == [
        "von 1,200 mit 4.6 bewertet", "Gewicht unter 480 g", "für Damen", "wasserdicht", "merino wool"
    ]  # fmt: skip


def test_a_chinese_sentence_fits_one_breath() -> None:
    assert short_han("短。") == "短。"
    parts: Sequence[str] = [f"第{each}个很长很长的理由" for each in "一二三四五六"]
    assert spoken_length(short_han("\uff0c".join(parts) + "。")) <= HAN_LIMIT


@pytest.mark.parametrize("language", sorted(TABLES))
def test_a_request_without_wishes_still_has_a_noun(language: str) -> None:
    table = texts(language)
    assert request((), "USD", table) == table.sentences["things"]
    boots = Constraint("kind", "==", "boots")
    assert request((Constraint("price", "<=", 90), boots), "USD", table).startswith("boots")
