"""The shopper's side of a conversation: a frozen value; given the shop's reply it says the next thing or ends.

It knows its goal and what is shown, never a target, and speaks of items only by number. Its rules, in order, are the
numbered lines of `_met` and `_unmet`; where a goal cannot be met, those of `_none_valid`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from chat.acts import MoveName
from chat.evaluation.simulation import foreign
from chat.evaluation.simulation.goals import Goal, Predicate
from chat.evaluation.simulation.satisfied import meets, meets_all
from chat.evaluation.simulation.slips import misspelt
from chat.evaluation.simulation.templates import Line, Templates
from retrieval.item import Item
from retrieval.words import plain_words

LISTS = ("recommend", "clarify")  # moves whose suggestions are offers
PATIENCE = 2  # replies in a row without any offer, after everything was told, before the shopper leaves
IN_PARTS = 0.25  # how often an opening leaves a wish for the second utterance
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
ONE_BY_ONE = 0.2  # how often one item is turned down rather than the list


@dataclass(frozen=True)
class Seen:
    """What the shopper sees of a reply: the move, the items offered in order, the slot of the shop's question ("" for none)."""

    move: MoveName
    items: tuple[Item, ...] = ()
    asked: str = ""


@dataclass(frozen=True)
class Ending:
    """How it ended, and why in words where it failed; `rank` is the place of the first item that was right, 0 for none."""

    success: bool
    why: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Shopper:
    """A shopper in the middle of a conversation. `told` are places in the goal's predicates; `seed` chooses all words."""

    goal: Goal
    seed: str
    currency: str = "USD"
    told: frozenset[int] = frozenset()
    repeated: frozenset[int] = frozenset()
    changed: bool = False  # "changes mind": whether it has
    language: str = "en"  # now spoken
    turn: int = 0
    empty: int = 0  # replies in a row that offered nothing though everything was told

    def wishes(self) -> tuple[Predicate, ...]:
        """The predicates as the shopper holds them now: a first thought stands until it is changed."""
        if self.goal.at_first is None or self.changed:
            return self.goal.predicates
        at, first = self.goal.at_first
        return (*self.goal.predicates[:at], first, *self.goal.predicates[at + 1 :])

    def said_wishes(self) -> tuple[Predicate, ...]:
        """Those the shop has been told."""
        return tuple(each for at, each in enumerate(self.wishes()) if at in self.told)

    def open(self) -> tuple[Shopper, Line]:
        """The first utterance: the task's own, or the thing and what is volunteered, now and then in two parts."""
        now, say = self._next()
        volunteered = [at for at, each in enumerate(self.goal.predicates) if each.reveal == "volunteer"]
        if self.goal.opening:
            told = [at for at in volunteered if _is_in(self.goal.predicates[at], self.goal.opening)]
            return replace(now, told=frozenset(told)), Line(self.goal.opening, free=False)
        wishes = self.wishes()
        later = _left_for_later(self.goal, volunteered, say.random)
        told = [at for at in volunteered if at not in later]
        line = say.opening([wishes[at] for at in told])
        return replace(now, told=frozenset(told)), misspelt(line, say.random) if self.goal.voice == "misspeaks" else line

    def respond(self, seen: Seen) -> tuple[Shopper, Line | Ending]:
        """What the shopper says to a reply, or how the conversation ends. Turns are counted here, and at the goal's last one it ends."""
        now, say = self._next()
        ended = now._none_valid(seen) if self.goal.none_valid else now._met(seen)
        if ended is not None:
            return now, ended
        if self.turn >= self.goal.max_turns:
            return now, Ending(False, f"not served in {self.goal.max_turns} turns")
        if now._nothing_offered(seen) and self.empty + 1 > PATIENCE:
            return now, Ending(False, "left: nothing was offered though everything was told")
        now = replace(now, empty=self.empty + 1 if now._nothing_offered(seen) else 0)
        return now._unmet(seen, say)

    def _met(self, seen: Seen) -> Ending | None:
        """1. An item offered is right: served. A change of mind or a budget still to be told comes first."""
        if self._planned() is not None or seen.move not in LISTS:
            return None
        rank = next((at for at, item in enumerate(seen.items, start=1) if meets_all(self.goal.predicates, item)), 0)
        return Ending(True, rank=rank) if rank else None

    def _none_valid(self, seen: Seen) -> Ending | None:
        """Judged from when every volunteered wish is told. "None" said with nothing offered: served honestly. An item that
        breaks a wish told: failed at once. A list that breaks only what the shop was never told is turned down as usual."""
        if self._untold():
            return None
        if seen.move == "none_found" and not seen.items:
            return Ending(True)
        for item in seen.items if seen.move in LISTS else ():
            broken = [each for each in self.said_wishes() if not meets(each, item)]
            if broken:
                return Ending(False, f"offered {item.id}, which breaks {broken[0]}, though nothing meets all wishes")
        return None

    def _unmet(self, seen: Seen, say: Templates) -> tuple[Shopper, Line]:
        """2. what is planned; 3. an answer; 4. an untold wish; 5. a wish told and not kept; 6. all again; 7. the list is turned down."""
        planned = self._planned()
        if planned is not None:
            return self._tell_planned(planned, say)
        if seen.asked:
            return self._answer(seen.asked, say)
        untold = self._untold()
        if untold:
            return self._with(untold[0]), say.tell(self.wishes()[untold[0]])
        if not seen.items or seen.move not in LISTS:
            return self, say.opening(self.said_wishes(), again=True)
        broken = [at for at in sorted(self.told - self.repeated) if any(not meets(self.wishes()[at], item) for item in seen.items)]
        if broken:
            return replace(self, repeated=self.repeated | {broken[0]}), self._complain(self.wishes()[broken[0]], seen.items, say)
        return self, self._turn_down(seen.items, say)

    def _tell_planned(self, at: int, say: Templates) -> tuple[Shopper, Line]:
        wish = self.goal.predicates[at]
        if self.goal.voice == "changes mind":
            return replace(self._with(at), changed=True), say.change(wish)
        language = say.random.choice(foreign.LANGUAGES)
        return replace(self._with(at), language=language), foreign.budget(language, wish, self.currency, say.random, say.tell(wish))

    def _answer(self, slot: str, say: Templates) -> tuple[Shopper, Line]:
        """The wish about the slot asked for; what is hidden stays so; where there is no wish, any will do."""
        about = [at for at, each in enumerate(self.wishes()) if each.slot == slot]
        open_ones = [at for at in about if self.wishes()[at].reveal != "hidden"]
        if open_ones:
            wish = self.wishes()[open_ones[0]]
            if not isinstance(wish.value, bool):
                return self._with(open_ones[0]), say.answer(wish)
            return self._with(open_ones[0]), foreign.simple(self.language, "yes" if wish.value else "no", say.random, say.answer(wish))
        if about:
            return self, say.unsure()
        return self, foreign.simple(self.language, "no matter", say.random, say.no_preference())

    def _complain(self, wish: Predicate, items: Sequence[Item], say: Templates) -> Line:
        """A wish said again; where all that is shown is too dear, simply "cheaper" from one who speaks another language."""
        too_dear = wish.slot == "price" and wish.op in ("<", "<=") and not any(meets(wish, item) for item in items)
        return foreign.simple(self.language, "cheaper", say.random, say.repeat(wish)) if too_dear else say.repeat(wish)

    def _turn_down(self, items: Sequence[Item], say: Templates) -> Line:
        """Everything was told and none is right: one is turned down by number, or all, or others are asked for."""
        if self.language == "en" and say.random.random() < ONE_BY_ONE:
            return say.not_that_one(say.random.randint(1, len(items)))
        others = say.others() if say.random.random() < 0.6 else say.none_right()
        return foreign.simple(self.language, "others", say.random, others)

    def _planned(self) -> int | None:
        """The place of a wish whose telling the voice holds back for after the first list."""
        if self.goal.at_first is not None and not self.changed:
            return self.goal.at_first[0]
        if self.goal.voice == "switches language":
            return next((at for at in self._untold() if self.goal.predicates[at].slot == "price"), None)
        return None

    def _untold(self) -> list[int]:
        return [at for at, each in enumerate(self.goal.predicates) if each.reveal == "volunteer" and at not in self.told]

    def _nothing_offered(self, seen: Seen) -> bool:
        return not seen.items and not seen.asked and not self._untold() and self._planned() is None

    def _with(self, at: int) -> Shopper:
        return replace(self, told=self.told | {at})

    def _next(self) -> tuple[Shopper, Templates]:
        """The shopper at the next turn, and its words: chosen by the seed, the goal and the turn alone."""
        language = self.language if self.turn else self.goal.language
        return replace(self, turn=self.turn + 1, language=language), Templates(Random(f"{self.seed}/{self.goal.id}/{self.turn}"), self.currency)


def _is_in(wish: Predicate, opening: str) -> bool:
    """Whether a given opening already tells the wish: all its values, or the slot's name for yes and no, stand in it."""
    words = f" {' '.join(plain_words(THOUSANDS.sub('', opening)))} "
    if isinstance(wish.value, bool):
        values = [wish.slot.replace("_", " ")]
    else:
        values = [f"{each:g}" if isinstance(each, float) else str(each) for each in (wish.value if isinstance(wish.value, tuple) else (wish.value,))]
    return all(f" {' '.join(plain_words(each))} " in words for each in values if each != "unisex")


def _left_for_later(goal: Goal, volunteered: Sequence[int], random: Random) -> set[int]:
    """Wishes the opening leaves out: the budget of one who will switch language, else now and then one; never the thing wanted."""
    if goal.voice == "switches language":
        return {at for at in volunteered if goal.predicates[at].slot == "price"}
    spare = [at for at in volunteered if not goal.predicates[at].names_the_thing]
    return {random.choice(spare)} if len(spare) > 1 and goal.voice == "plain" and random.random() < IN_PARTS else set()
