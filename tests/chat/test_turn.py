"""The whole turn, on the starter catalog in a real store."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from chat.acts import Utterance
from chat.parts import Parts
from chat.reply import Reply
from chat.state import DialogueState, flatten
from chat.turn import MAX_CHARACTERS, THOUSANDS, take_turn
from core.errors import BadInput, Cancelled
from retrieval.constraints import holds
from speech.clip import Clip
from speech.sentences import first_clause_first
from speech.speakable import speakable

MakeParts = Callable[..., Parts]
SECOND = Clip(np.zeros(16_000, np.float32), 16_000)
BOOTS = "I need waterproof hiking boots under 150 dollars"


def talk(parts: Parts, *said: str) -> tuple[DialogueState, Reply]:
    """A conversation; gives the last state and reply."""
    state = DialogueState()
    for text in said:
        state, reply = take_turn(parts, state, Utterance(text), aloud=False)
    return state, reply


def test_what_is_shown_meets_every_hard_wish(make_parts: MakeParts) -> None:
    state, reply = talk(make_parts(), BOOTS)
    assert reply.move == "recommend"
    assert flatten(state.constraints) == {"max_price": 150.0, "waterproof": True, "kind": "hiking boots"}
    assert [each.rank for each in reply.suggestions] == list(range(1, len(reply.suggestions) + 1))
    assert all(holds(constraint, each.item) for each in reply.suggestions for constraint in state.constraints)
    assert reply.suggestions[0].item.title in reply.text
    assert all(each.reasons for each in reply.suggestions)
    assert state.shown == tuple(each.item.id for each in reply.suggestions)


@pytest.mark.parametrize(
    ("follow_up", "flat"),
    [
        ("not leather", {"not_material": "leather"}),
        ("in black", {"color": "black"}),
        ("actually under 120", {"max_price": 120.0}),
        ("forget the price", {"max_price": None}),
    ],
)
def test_follow_ups_change_the_search(follow_up: str, flat: dict[str, object], make_parts: MakeParts) -> None:
    state, reply = talk(make_parts(), BOOTS, follow_up)
    found = flatten(state.constraints)
    assert {slot: found.get(slot) for slot in flat} == flat
    assert reply.suggestions
    assert all(holds(constraint, each.item) for each in reply.suggestions for constraint in state.constraints)


def test_cheaper_is_cheaper_than_all_that_was_shown(make_parts: MakeParts) -> None:
    parts = make_parts()
    state, first = talk(parts, "a backpack from 60 to 200 dollars")
    limit = min(each.item.price or 0 for each in first.suggestions)
    state, reply = take_turn(parts, DialogueState(constraints=state.constraints[2:], shown=state.shown), Utterance("something cheaper"), aloud=False)
    assert reply.suggestions
    assert all((each.item.price or 0) < limit for each in reply.suggestions)


def test_nothing_cheaper_is_said_and_the_list_stands(make_parts: MakeParts) -> None:
    before, first = talk(make_parts(), BOOTS)
    cheapest = min(first.suggestions, key=lambda each: each.item.price or 0).item
    state, reply = talk(make_parts(), BOOTS, "something cheaper")
    assert reply.move == "none_found" and not reply.suggestions
    assert cheapest.title in reply.text
    assert (state.constraints, state.shown) == (before.constraints, before.shown)


def test_the_second_one_is_the_second_card(make_parts: MakeParts) -> None:
    _, first = talk(make_parts(), BOOTS)
    _, reply = talk(make_parts(), BOOTS, "the second one")
    assert reply.move == "confirm"
    assert [each.item.id for each in reply.suggestions] == [first.suggestions[1].item.id]
    assert reply.suggestions[0].rank == 2


def test_go_back_finds_the_list_before(make_parts: MakeParts) -> None:
    before, first = talk(make_parts(), BOOTS)
    after, reply = talk(make_parts(), BOOTS, "in black", "go back")
    assert after.constraints == before.constraints
    assert [each.item.id for each in reply.suggestions] == [each.item.id for each in first.suggestions]


def test_questions_are_answered_from_facts(make_parts: MakeParts) -> None:
    _, first = talk(make_parts(), BOOTS)
    second = first.suggestions[1].item
    _, price = talk(make_parts(), BOOTS, "how much is the second one?")
    _, weight = talk(make_parts(), BOOTS, "how heavy is number two?")
    assert price.move == "answer" and f"${second.price:g}" in price.text
    assert second.attributes["weight_g"] and f"{second.attributes['weight_g']:,g} g" in weight.text


def test_what_the_catalog_does_not_say_is_not_made_up(make_parts: MakeParts) -> None:
    _, reply = talk(make_parts(), BOOTS, "does it have a warranty?")
    assert reply.move == "answer"
    assert "does not say" in reply.text


def test_a_comparison_names_what_differs(make_parts: MakeParts) -> None:
    _, first = talk(make_parts(), BOOTS)
    _, reply = talk(make_parts(), BOOTS, "compare 1 and 3")
    assert reply.move == "compare"
    assert [each.rank for each in reply.suggestions] == [1, 3]
    assert f"${first.suggestions[0].item.price:g}" in reply.text and f"${first.suggestions[2].item.price:g}" in reply.text


def test_no_match_says_so_names_the_way_out_and_offers_nothing(make_parts: MakeParts) -> None:
    _, reply = talk(make_parts(), "waterproof hiking boots under 20 dollars")
    assert reply.move == "none_found" and not reply.suggestions
    assert "$79" in reply.text, "the nearest price that works"
    chip = next(each for each in reply.chips if "79" in each.label)
    _, relaxed = talk(make_parts(), "waterproof hiking boots under 20 dollars", chip.say)
    assert relaxed.move == "recommend", "the chip's words are understood"


def test_what_is_not_sold_is_not_replaced_in_silence(make_parts: MakeParts) -> None:
    _, reply = talk(make_parts(labels=["product"]), "do you have lawn mowers")
    assert reply.move == "none_found" and not reply.suggestions
    assert "no lawn mowers" in reply.text


def test_a_number_that_is_not_shown_is_asked_back(make_parts: MakeParts) -> None:
    state, reply = talk(make_parts(), BOOTS, "tell me about number 9")
    assert reply.move == "clarify"
    assert str(len(state.shown)) in reply.text


def test_a_spoken_turn_is_spoken_back_sentence_by_sentence(make_parts: MakeParts) -> None:
    parts = make_parts(heard=BOOTS)
    _, reply = take_turn(parts, DialogueState(), Utterance(clip=SECOND))
    assert reply.understood.transcript == BOOTS
    voice = parts.synthesizer
    first = next(reply.audio)
    assert voice.spoken == [first_clause_first(reply.spoken[0])[0]], "only the first clause is made before it can play"  # type: ignore[attr-defined]
    said = [first[0], *(sentence for sentence, _ in reply.audio)]
    assert list(dict.fromkeys(said)) == list(reply.spoken), "a clip is told with the whole sentence it belongs to"
    assert " ".join(voice.spoken) == " ".join(reply.spoken)  # type: ignore[attr-defined]
    assert {"hear", "understand", "find", "word", "total", "first_audio"} <= set(reply.timings_ms)
    assert len(reply.spoken) <= 4 and all(len(sentence.split()) <= 24 for sentence in reply.spoken)
    assert not re.search(r"[$€#*]", " ".join(reply.spoken))


def test_silence_invents_nothing_and_changes_nothing(make_parts: MakeParts) -> None:
    parts = make_parts(heard="")
    before, _ = talk(parts, BOOTS)
    after, reply = take_turn(parts, before, Utterance(clip=SECOND), aloud=False)
    assert after is before
    assert reply.understood.transcript == "" and not reply.suggestions
    assert "heard no words" in reply.text


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_said(text: str, make_parts: MakeParts) -> None:
    with pytest.raises(BadInput, match="nothing was said"):
        take_turn(make_parts(), DialogueState(), Utterance(text))


def test_ten_thousand_characters(make_parts: MakeParts) -> None:
    with pytest.raises(BadInput, match=f"10,000 characters, the limit is {MAX_CHARACTERS:,}"):
        take_turn(make_parts(), DialogueState(), Utterance("x" * 10_000))


def test_a_stopped_turn_raises_and_the_old_state_stands(make_parts: MakeParts) -> None:
    before, _ = talk(make_parts(), BOOTS)
    copy = before.constraints, before.shown, before.turns
    with pytest.raises(Cancelled):
        take_turn(make_parts(), before, Utterance("in black"), cancelled=lambda: True)
    assert copy == (before.constraints, before.shown, before.turns)


def test_the_voice_stops_before_the_next_sentence(make_parts: MakeParts) -> None:
    stopped: list[bool] = []
    _, reply = take_turn(make_parts(), DialogueState(), Utterance(BOOTS), cancelled=lambda: bool(stopped))
    next(reply.audio)
    stopped.append(True)
    assert list(reply.audio) == []


def test_small_talk_searches_nothing(make_parts: MakeParts) -> None:
    state, reply = talk(make_parts(), BOOTS, "thanks!")
    assert reply.move == "chat" and not reply.suggestions
    assert state.constraints, "the search is still there"


def test_every_number_and_title_in_a_reply_comes_from_the_items(make_parts: MakeParts) -> None:
    """Grounded: prices and ratings named in a recommendation are those of the items shown, or the limit that was said."""
    _, reply = talk(make_parts(), BOOTS)
    allowed = {150.0} | {each.item.price for each in reply.suggestions} | {each.item.rating for each in reply.suggestions}
    allowed |= {float(each.item.reviews or 0) for each in reply.suggestions}
    assert {float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", reply.text)} <= allowed


def test_thousands_are_no_decimals_in_other_languages() -> None:
    """Our sentences write 1,150 in every language; a German or French ear would take it for a bit more than one."""
    assert speakable(THOUSANDS.sub("", "Gewicht 1,150 g für $1,299."), "de") == "Gewicht 1150 Gramm für 1299 Dollar."
    assert THOUSANDS.sub("", "2,25 and 1,2345 and 1,234,567") == "2,25 and 1,2345 and 1234567"
