"""What the catalog makes of an act: a need told within a search may stay in it ("something she can hug", among toys), and moods may only rank."""

from __future__ import annotations

from dataclasses import replace

from chat.acts import Act, things
from chat.state import DialogueState
from chat.understanding.understand import only_words
from retrieval.retriever import Retriever
from retrieval.synonyms import MOOD

# Cosines of MiniLM. Of 47 sentences said in a search for a thing, 43 are told right: 22 of 26 that mean it stay, none of 21 that want another thing does.
SHARE = 0.85  # of the closeness over the whole shop
LEAST = 0.2


def eased(act: Act, retriever: Retriever) -> Act:
    """A new search whose words of mood (climate, season, occasion) would leave nothing ranks by them instead: shops state these for few things."""
    moods = [each for each in act.constraints if each.hard and each.slot in MOOD]
    if act.name != "find" or not moods or retriever.count([each for each in act.constraints if each.hard]):
        return act
    wishes = tuple(replace(each, hard=False) if each in moods else each for each in act.constraints)
    return replace(act, constraints=wishes) if retriever.count([each for each in wishes if each.hard]) else act


def stay(act: Act, said: str, state: DialogueState, retriever: Retriever) -> Act:
    """The act as it is; a refinement where what meets the present wishes comes about as close to the words `said` as the best of the whole shop."""
    if not only_words(act) or not things(state.constraints):
        return act
    inside = retriever.closeness(said, [each for each in state.constraints if each.hard])
    return replace(act, name="refine") if inside >= max(LEAST, SHARE * retriever.closeness(said)) else act
