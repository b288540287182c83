"""What is checked on every turn, asked or not: constraints met, honest when nothing matches, grounded, nothing rejected shown again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.evaluation.predicates import LISTS_SHOW, Shown, relevant
from chat.evaluation.scopes import Played, matching, scope_of
from chat.evaluation.script import Turn
from chat.evaluation.spoken import as_written
from chat.evaluation.states import family_of
from chat.wording.grounding import Grounds
from retrieval.constraints import holds
from retrieval.retriever import Retriever

TALKS = ("pick", "compare", "ask", "chat")  # acts that are about what is shown already, or about nothing


@dataclass(frozen=True)
class Checked:
    """What was found wrong, by check; `no_match` is whether the catalog has nothing for the hard wishes, None where the act searches nothing."""

    constraints: tuple[str, ...] = ()
    honest: tuple[str, ...] = ()
    grounded: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    no_match: bool = False

    @property
    def wrong(self) -> tuple[str, ...]:
        return (*self.constraints, *self.honest, *self.grounded, *self.rejected)


class Checks:
    """The checks over one catalog."""

    def __init__(self, retriever: Retriever) -> None:
        self._items = tuple(retriever.items)
        self._slots = retriever.vocabulary.slots()
        self.family = family_of(retriever.vocabulary)
        self._grounds = Grounds(self._items, retriever.vocabulary)

    def check(self, turn: Played) -> Checked:
        """All checks of one turn."""
        no_match = bool(turn.hard) and not matching(self._items, turn.hard)
        scope = scope_of(turn, self._items, self._slots)
        wrong = [f"ungrounded: {each}" for each in self._grounds.ungrounded(turn.reply.text, scope)]
        for sentence in turn.reply.spoken:
            wrong += [f"ungrounded by ear: {each}" for each in self._grounds.ungrounded(as_written(sentence), scope)]
        return Checked(
            constraints=tuple(violations(turn)),
            honest=tuple(dishonest(turn)) if no_match else (),
            grounded=tuple(wrong),
            rejected=tuple(shown_again(turn)),
            no_match=no_match and turn.act.name not in TALKS,
        )

    def relevant(self, turn: Turn, played: Played, shown: Shown) -> tuple[str, ...]:
        """Items that meet the wishes in force and may stand first, as the script says it."""
        return relevant(turn.expect.items, matching(self._items, played.hard), shown) if turn.expect else ()


def violations(turn: Played) -> Sequence[str]:
    """Items offered that do not meet a hard wish."""
    if turn.reply.move not in LISTS_SHOW:
        return []
    return [f"offers {each.item.id}, which is not {wish}" for each in turn.reply.suggestions for wish in turn.hard if not holds(wish, each.item)]


def dishonest(turn: Played) -> Sequence[str]:
    """Something offered, or no plain word, where nothing in the catalog meets the wishes."""
    if turn.reply.suggestions and turn.reply.move in LISTS_SHOW:
        return ["offers items though nothing meets the wishes"]
    if turn.act.name not in TALKS and turn.reply.move not in ("none_found", "clarify"):
        return [f"nothing meets the wishes and the move is {turn.reply.move}"]
    return []


def shown_again(turn: Played) -> Sequence[str]:
    """Rejected items that are offered again."""
    if turn.reply.move not in LISTS_SHOW:
        return []
    return [f"offers {each.item.id} again, which was rejected" for each in turn.reply.suggestions if each.item.id in turn.after.disliked]
