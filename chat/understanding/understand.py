"""Rules and model together: the rules speak first, the model is asked only about what they leave, the rules win where both speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from chat.acts import NEED_SLOTS, Act
from chat.llm import never
from chat.state import DialogueState
from chat.understanding.by_model import Label, ModelReader
from chat.understanding.by_rule import RuleReading, read_by_rule
from chat.understanding.normalise import normalise
from chat.understanding.rewrite import plain_enough
from chat.understanding.several import needs
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

BEFORE_A_THING = r"(?:an?|any|some|the|have|sell|buy|need|want|for|got|carry|stock|new|good|\w+ed|my)"
TELLING = 2  # unexplained words from which a need told beside wishes is a new one
OPENS = (
    r"^(?:(?:and|also|now|ok(?:ay)?|then|next|so|well),? )*(?:an? |some |something |anything |i (?:also )?(?:need|"
    r"want|would like|am looking)|we need|looking for|show me|gifts?|presents?|what about)"
)
GOES_ON = r"\b(?:it|its|they|them|these|those|that|one|ones|but|also|actually|either|instead|too|though|rather)\b"  # talks on about the thing searched for
REFERS = r"\b(?:it|its|this|that|they|them|these|those|one|ones|number|first|second|third|last)\b"


def understand(
    text: str,
    state: DialogueState,
    vocabulary: Vocabulary,
    shown: Sequence[Item],
    reader: ModelReader | None,
    cancelled: Callable[[], bool] = never,
    earlier: Sequence[Item] = (),
) -> Act:
    """One act for the words. Without a reader, or where it fails, the rules' reading stands and the rest becomes search words."""
    first, *others = needs(normalise(text), vocabulary) or [text]
    if others:
        acts = [read_by_rule(each, DialogueState(), vocabulary, ()).act for each in (first, *others)]
        if all(each.name == "find" and not each.topic for each in acts):
            return replace(acts[0], more=tuple(acts[1:]))
    by_rule = read_by_rule(text, state, vocabulary, shown, earlier)
    if by_rule.certain or reader is None or not text.strip():
        return by_rule.act
    if state.searching:
        return in_plain_words(by_rule, reader, text, state, vocabulary, (shown, earlier), cancelled)
    label = reader.read(text, cancelled)
    return merge(by_rule, label, state, text) if label else by_rule.act


def in_plain_words(
    by_rule: RuleReading,
    reader: ModelReader,
    text: str,
    state: DialogueState,
    vocabulary: Vocabulary,
    seen: tuple[Sequence[Item], Sequence[Item]],
    cancelled: Callable[[], bool],
) -> Act:
    """Within a search: the rules' reading of the words as the model puts them plainly, where that holds and explains them all; else their first reading."""
    plain = normalise(reader.rewrite(text, cancelled) or "")
    said = normalise(text)
    if plain.strip(" .!") == "chat":
        found = by_rule.act
        firm = any(each.hard for each in found.constraints) or found.critiques or found.items or found.drop or found.name in ("ask", "pick", "feedback")
        return replace(found, source="both") if firm else Act("chat", text=found.text, topic="other", source="model")
    again = read_by_rule(plain, state, vocabulary, *seen) if plain_enough(plain, said) else None
    if again is not None and again.certain and keeps(by_rule.act, again.act) and bears_out(again.act, said):
        return replace(again.act, source="both")
    return replace(by_rule.act, source="both")


def keeps(first: Act, again: Act) -> bool:
    """Whether the second reading loses nothing that the first was sure of."""
    return _wishes(first, hard=True) <= _wishes(again) and set(first.critiques) <= set(again.critiques) and set(first.items) <= set(again.items)


def bears_out(act: Act, said: str) -> bool:
    """Whether the shopper's own words bear out what the model made of them, where it is known to guess: comparisons, lower limits, "others"."""
    if act.name == "compare":
        named = all(isinstance(each, str) for each in act.items) or len(re.findall(PLACES, said)) > 1
        return len(act.items) > 1 and (named or re.search(COMPARES, said) is not None)
    if any(each.operator in (">", ">=") for each in act.constraints):
        return re.search(AT_LEAST, said) is not None
    return act.topic != "more" or re.search(OTHERS, said) is not None


PLACES = r"\b(?:\d+|first|second|third|fourth|fifth|last|two|both|pair)\b"
COMPARES = r"\b(?:compare|differ\w*|side by side|line \w+|against|versus|vs|between)\b"
AT_LEAST = r"\b(?:over|above|more|least|from|minimum|min|up|higher|bigger|larger|longer|heavier|exceed\w*|upwards?|starting)\b"
OTHERS = r"\b(?:more|others?|else|another|different|next|rest|few|again|further)\b"


def _wishes(act: Act, *, hard: bool = False) -> set[tuple[str, str]]:
    return {(each.slot, str(each.value)) for each in act.constraints if each.hard or not hard}


def is_noun_phrase(words: str, text: str) -> bool:
    """Whether the unexplained words stand together behind an article or a verb of wanting: "a washing machine", not "keep ... drink ... cold"."""
    return len(words.split()) <= 3 and re.search(rf"(?:^|\b{BEFORE_A_THING} ){re.escape(words)}\b", normalise(text)) is not None


def merge(by_rule: RuleReading, label: Label, state: DialogueState, text: str) -> Act:
    """The rules' act completed by the model's label: where a rule found a wish, a reference or a topic, the rules win."""
    act = by_rule.act
    names_a_thing = any(each.slot in NEED_SLOTS for each in act.constraints)
    if label == "product" and not names_a_thing and act.name == "find" and is_noun_phrase(act.text, text):
        return replace(act, thing=act.text, source="both")
    firm = any(each.hard for each in act.constraints) or act.critiques or act.items or act.drop or act.lean
    opens = re.search(OPENS, normalise(text)) is not None and not re.search(GOES_ON, normalise(text))
    if label in ("product", "need") and act.name == "refine" and len(act.text.split()) >= TELLING and not firm and opens:
        return replace(act, name="find", source="both")  # "a gift for my dad who loves coffee", after boots
    if any(each.hard for each in act.constraints) or act.critiques or act.items or act.drop or act.sort or act.topic or act.lean:
        return replace(act, source="both")
    asks = label == "ask" and bool(state.shown) and re.search(REFERS, normalise(text)) is not None
    if label == "ask" and not asks and state.searching:
        return replace(act, source="both")
    if label == "chat" or (label == "ask" and not asks):
        return Act("chat", text=act.text, topic="other", source="model")
    if asks:
        return Act("ask", text=act.text, items=(state.focus or 1,), topic=act.text, source="model")
    if label in ("product", "need"):
        return replace(act, name="find", text=act.text or text.strip(), source="model")
    return replace(act, name="refine" if state.searching else "find", source="model")
