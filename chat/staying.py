"""Whether a need told within a search stays in it: "something she can hug", said while looking at toys, wants a toy."""

from __future__ import annotations

from dataclasses import replace

from chat.acts import Act, things
from chat.state import DialogueState
from chat.understanding.understand import only_words
from retrieval.retriever import Retriever

# Cosines of MiniLM. Of 47 sentences said in a search for a thing, 43 are told right: 22 of 26 that mean it stay, none of 21 that want another thing does.
SHARE = 0.85  # of the closeness over the whole shop
LEAST = 0.2


def stay(act: Act, said: str, state: DialogueState, retriever: Retriever) -> Act:
    """The act as it is; a refinement where what meets the present wishes comes about as close to the words `said` as the best of the whole shop."""
    if not only_words(act) or not things(state.constraints):
        return act
    inside = retriever.closeness(said, [each for each in state.constraints if each.hard])
    return replace(act, name="refine") if inside >= max(LEAST, SHARE * retriever.closeness(said)) else act
