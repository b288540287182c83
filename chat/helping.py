"""What would meet a need that is told as a story and names no thing: "my feet are always cold in the house"."""

from __future__ import annotations

from dataclasses import replace

from chat.acts import Act, things
from chat.state import DialogueState
from chat.understanding.circumstances import covers, told_of, without
from chat.understanding.normalise import normalise
from retrieval.needs import NeedReader
from retrieval.vocabulary import Vocabulary


def helped(act: Act, said: str, state: DialogueState, needs: NeedReader | None, vocabulary: Vocabulary) -> Act:
    """The act with what would help. Things that the words only tell of ("he is in the garden") are left out of it where something else helps.

    Talk that tells a need after all ("they love building things") becomes one.
    """
    talk = act.name == "chat" and act.topic == "other" and act.source == "intent"
    if needs is None or not (talk or _tells(act)):
        return act
    named = [each for each in things(act.constraints) if each.hard]
    around = [each for each in named if told_of(each, normalise(said), vocabulary)]
    if len(around) < len(named):
        return act
    helps = needs.helps(said, vocabulary)
    if not helps:
        return act
    if talk:
        return Act("refine" if state.searching else "find", text=act.text or normalise(said), helps=helps, source="intent")
    if any(covers(each, helps, vocabulary.uses) for each in named):
        return replace(act, helps=helps)
    return replace(without(act, around), helps=helps, text=act.text or normalise(said))


def _tells(act: Act) -> bool:
    """Whether a search is told in words, or at least for whom it is: "something for my wife, it is our anniversary"."""
    aside = act.thing or act.items or act.topic or act.more or act.helps or act.critiques or act.drop
    return act.name == "find" and bool(act.text or act.constraints) and not aside
