"""Rules, intents and model together: the rules speak first; what they leave is told by its intent, or asked of the model; the rules win where several speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from chat.acts import NEED_SLOTS, Act, things
from chat.helping import helped
from chat.llm import never
from chat.state import DialogueState
from chat.understanding.by_call import CallReader, beside
from chat.understanding.by_intent import by_intent
from chat.understanding.by_model import Labelled, ModelReader
from chat.understanding.by_rule import read_by_rule
from chat.understanding.circumstances import without_circumstances
from chat.understanding.intents.reader import IntentReader
from chat.understanding.normalise import normalise
from chat.understanding.rewrite import AT_LEAST, plain_enough
from chat.understanding.several import needs as several
from retrieval.item import Item
from retrieval.needs import NeedReader
from retrieval.vocabulary import Vocabulary

SURE = 0.6  # of an intent: on 76 utterances that no rule explained and that reached it, its act was right in 86 of 100, the rules' guess in 71
WORDY = ("find", "refine")  # what is wanted lies in the words: the model may know them in others
ASKS = r"(?:who|what|when|why|how|where|which|is|are|can|do|does|will)\b"  # opens a question
BEFORE_A_THING = r"(?:an?|any|some|the|have|sell|buy|need|want|for|got|carry|stock|new|good|\w+ed|my)"


def understand(
    text: str,
    state: DialogueState,
    vocabulary: Vocabulary,
    shown: Sequence[Item],
    reader: ModelReader | None,
    cancelled: Callable[[], bool] = never,
    earlier: Sequence[Item] = (),
    intents: IntentReader | None = None,
    needs: NeedReader | None = None,
) -> Act:
    """One act for the words. Without intents, needs and reader, or where they fail, the rules' reading stands and the rest becomes search words."""
    first, *others = several(normalise(text), vocabulary)
    if others:
        acts = [read_by_rule(each, DialogueState(), vocabulary, ()).act for each in (first, *others)]
        if all(each.name == "find" and not each.topic for each in acts):
            return replace(acts[0], more=tuple(acts[1:]))
    seen = (shown, earlier)
    act, certain = without_model(text, state, vocabulary, seen, intents)
    act = helped(act, text, state, needs, vocabulary)
    if certain or act.helps or reader is None:  # what examples of needs tell is right more often than the model's guess
        return act
    if is_rewritten(act, state):
        return in_plain_words(act, reader, text, state, vocabulary, seen, cancelled)
    answer = reader.call(text, vocabulary, cancelled) if isinstance(reader, CallReader) else reader.label(text, vocabulary.uses, cancelled)
    return labelled(beside(act, answer.wishes), answer, text, vocabulary) if answer.label else act


def without_model(
    text: str, state: DialogueState, vocabulary: Vocabulary, seen: tuple[Sequence[Item], Sequence[Item]], intents: IntentReader | None
) -> tuple[Act, bool]:
    """The act by rules and intents, and whether nothing is left to ask a model."""
    by_rule = read_by_rule(text, state, vocabulary, *seen)
    if by_rule.certain or not text.strip():
        return by_rule.act, True
    intent = intents.read(text, state) if intents else None
    told = by_intent(intent, by_rule.act, text, state, vocabulary, seen) if intent and intent.share >= SURE else None
    if told is None or intent is None:
        return by_rule.act, False
    return told, told.name == "chat" or (state.searching and intent.label not in WORDY)


def is_rewritten(act: Act, state: DialogueState) -> bool:
    """Whether the model is asked for plainer words, as within a search, and not for a label."""
    return state.searching and not (act.source == "intent" and only_words(act))


def only_words(act: Act) -> bool:
    """Whether nothing but words tells what is wanted: a need in the shopper's own words."""
    told = act.constraints or act.critiques or act.items or act.drop or act.sort or act.topic or act.lean or act.thing or act.more
    return act.name == "find" and bool(act.text) and not told


def in_plain_words(
    first: Act,
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
        firm = any(each.hard for each in first.constraints) or first.critiques or first.items or first.drop or first.name in ("ask", "pick", "feedback")
        return replace(first, source="both") if firm else Act("chat", text=first.text, topic="other", source="model")
    again = read_by_rule(plain, state, vocabulary, *seen) if plain_enough(plain, said) else None
    if again is not None and again.certain and keeps(first, again.act) and bears_out(again.act, said):
        return replace(again.act, source="both")
    return replace(first, source="both")


def keeps(first: Act, again: Act) -> bool:
    """Whether the second reading loses nothing that the first was sure of; a new search ("do you have a tracker too?") stays one."""
    if first.name == "find" and again.name == "refine" and things(first.constraints):
        return False
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
OTHERS = r"\b(?:more|others?|else|another|different|next|rest|few|again|further)\b"


def _wishes(act: Act, *, hard: bool = False) -> set[tuple[str, str]]:
    return {(each.slot, str(each.value)) for each in act.constraints if each.hard or not hard}


def is_noun_phrase(words: str, text: str) -> bool:
    """Whether the unexplained words stand together behind an article or a verb of wanting: "a washing machine", not "keep ... drink ... cold"."""
    return len(words.split()) <= 3 and re.search(rf"(?:^|\b{BEFORE_A_THING} ){re.escape(words)}\b", normalise(text)) is not None


def labelled(act: Act, answer: Labelled, text: str, vocabulary: Vocabulary) -> Act:
    """The first words of a search: the rules' act completed by the model's answer. Where a rule found a wish, a reference or a topic, the rules win.

    A need is searched for in the shopper's whole sentence: the text vectors read it better than its unexplained words.
    """
    label = answer.label
    if answer.nothing and re.match(ASKS, normalise(text)):  # "who wins the election", labelled a need that nothing here would help
        label = "chat"
    if label == "need" and act.name == "find":
        act = replace(without_circumstances(act, normalise(text), answer.helps, vocabulary), helps=answer.helps)
    names_a_thing = any(each.slot in NEED_SLOTS for each in act.constraints)
    if label == "product" and not names_a_thing and act.name == "find" and is_noun_phrase(act.text, text):
        return replace(act, thing=act.text, source="both")
    if act.critiques or act.items or act.drop or act.sort or act.topic or act.lean:
        return replace(act, source="both")
    firm = any(each.hard for each in act.constraints)
    if label in ("chat", "ask") and not firm:  # nothing is shown yet that could be asked about
        return Act("chat", text=act.text, topic="other", source="model")
    if names_a_thing or (firm and label != "need"):
        return replace(act, source="both")
    return replace(act, name="find", text=normalise(text) if label == "need" else act.text or text.strip(), source="both" if firm else "model")
