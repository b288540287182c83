"""What a simulated shopper wants: predicates over items, and how each comes to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from chat.acts import NEED_SLOTS
from retrieval.item import Value

Reveal = Literal["volunteer", "on_ask", "hidden"]
Operator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not_in", "contains", "not_contains", "contains_any"]
Voice = Literal["plain", "changes mind", "misspeaks", "switches language"]

REVEALS: tuple[str, ...] = get_args(Reveal)
OPERATORS: tuple[str, ...] = get_args(Operator)
NAMES_A_THING = {"==", "in", "contains", "contains_any"}
MAX_TURNS = 8  # as in tau-Rec: what is not found by then is not found


@dataclass(frozen=True)
class Predicate:
    """`slot op value`, and its reveal: told unasked, told when the shop asks for the slot, or never told."""

    slot: str
    op: Operator
    value: Value
    reveal: Reveal = "volunteer"

    @property
    def names_the_thing(self) -> bool:
        return self.slot in NEED_SLOTS and self.op in NAMES_A_THING and self.reveal == "volunteer"

    def __str__(self) -> str:
        return f"{self.slot} {self.op} {', '.join(self.value) if isinstance(self.value, tuple) else self.value}"


@dataclass(frozen=True)
class Goal:
    """One task. `opening` "" is composed from the predicates; with `none_valid` no item of the catalog meets them all.

    `voice` is a manner that shows in the conversation; `at_first` belongs to "changes mind": (place of a predicate, what stood
    there at first). `language` is ISO 639-1: simple answers are given in it where the templates have it, else in English.
    """

    id: str
    predicates: tuple[Predicate, ...]
    opening: str = ""
    none_valid: bool = False
    max_turns: int = MAX_TURNS
    language: str = "en"
    voice: Voice = "plain"
    at_first: tuple[int, Predicate] | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The groups the goal is counted in."""
        reveals = {each.reveal for each in self.predicates}
        told = "with hidden wishes" if "hidden" in reveals else "with wishes told on asking" if "on_ask" in reveals else "all volunteered"
        breadth = "one kind" if any(each.slot == "kind" and each.names_the_thing for each in self.predicates) else "a whole category"
        return ("no valid item" if self.none_valid else told, breadth, self.voice)
