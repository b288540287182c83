"""What a simulated shopper says, in sentences: several ways for each, chosen by a seeded generator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from chat.evaluation.simulation.goals import Predicate
from chat.evaluation.simulation.phrases import Phrase, phrase
from chat.wording.facts import plural

OPENINGS = ("I'm looking for {all}.", "I need {all}.", "Hi, do you have {all}?", "Show me {all}, please.", "I'd like to buy {all}.", "Have you got {all}?")
LISTED = ("I'm looking for {thing}: {wishes}.", "I want {thing}, {wishes}.", "Hello! I need {thing}. It should be {wishes}.")
TELLINGS = ("I'd like it {wish}.", "It has to be {wish}.", "And {wish}, please.", "{wish}, please.", "I want one {wish}.")
CHANGES = ("Actually, I changed my mind: {wish}.", "No wait, I'd rather have it {wish}.", "Hmm, make it {wish} instead.", "Actually, {wish} instead, please.")
REPEATS = ("I said {wish}.", "No, it should be {wish}.", "As I said, {wish}, please.")
AGAIN = ("Let me say it again: I'm looking for {all}.", "Let me start over. I need {all}.", "Once more: {all}, please.")
NO_PREFERENCE = ("I don't mind.", "No preference.", "It doesn't matter to me.", "Any is fine.")
UNSURE = ("I'm not sure, just show me what you have.", "I can't say, show me some.", "Not sure.")
OTHERS = ("Show me others, please.", "Do you have anything else?", "Something else, please.", "What else do you have?", "Can I see some more?")
NONE_RIGHT = ("None of these is right for me.", "I don't like any of these.", "These are not what I want.")
NOT_THAT_ONE = ("Not number {n}.", "The {nth} one isn't right for me.", "I don't want the {nth} one.", "Number {n} is not for me.")
PLURAL = re.compile(r"(?<!ic)(?<!s)(?<!u)s$")  # a category that names its things: "bags", not "electronics"
IRREGULAR = {"mouse": "mice", "shelf": "shelves", "foot": "feet"}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True)
class Line:
    """One utterance. `keep` are words a rephrasing must not lose; `free` says whether it may be rephrased at all."""

    text: str
    keep: tuple[str, ...] = ()
    free: bool = True


class Templates:
    """English sentences with one generator behind them: the same seed says the same."""

    def __init__(self, random: Random, currency: str = "USD") -> None:
        self.random = random
        self.currency = currency

    def opening(self, wishes: Sequence[Predicate], again: bool = False) -> Line:
        """The thing wanted and all these wishes, in one sentence. Without a thing it is "something"."""
        things = [each for each in wishes if each.names_the_thing]
        told = [each for each in wishes if not each.names_the_thing]
        self.random.shuffle(told)
        phrases = sorted((phrase(each, self.random, self.currency) for each in told), key=lambda each: each.denies)  # "no laces and hood" denies both
        keep = tuple(word for each in phrases for word in each.keep) + tuple(word for each in things for word in _names(each))
        if not again and phrases and self.random.random() < 0.3:
            listed = _joined([each.before or each.text for each in phrases])
            return Line(self._one(LISTED).format(thing=_thing(things, ""), wishes=listed), keep)
        before = " ".join(each.before for each in phrases if each.before)
        behind = _behind([each.text for each in phrases if not each.before])
        return Line(self._one(AGAIN if again else OPENINGS).format(all=f"{_thing(things, before)} {behind}".strip()), keep)

    def tell(self, wish: Predicate) -> Line:
        return self._wish(TELLINGS, wish)

    def change(self, wish: Predicate) -> Line:
        return self._wish(CHANGES, wish)

    def repeat(self, wish: Predicate) -> Line:
        return self._wish(REPEATS, wish)

    def answer(self, wish: Predicate) -> Line:
        """A short answer to a question about the slot; where it is a yes or no question, sometimes just that."""
        if isinstance(wish.value, bool) and self.random.random() < 0.5:
            return Line("Yes, please." if wish.value else "No.", ("yes",) if wish.value else ("no",))
        said = self._phrase(wish)
        return Line(_sentence(said.before or said.text) + self.random.choice((".", ", please.")), said.keep)

    def no_preference(self) -> Line:
        return Line(self._one(NO_PREFERENCE))

    def unsure(self) -> Line:
        return Line(self._one(UNSURE))

    def others(self) -> Line:
        return Line(self._one(OTHERS))

    def none_right(self) -> Line:
        return Line(self._one(NONE_RIGHT))

    def not_that_one(self, rank: int) -> Line:
        """Turns down the item with this number in the list, from 1."""
        nth = ORDINALS[rank - 1] if rank <= len(ORDINALS) else f"{rank}th"
        template = self._one(NOT_THAT_ONE)
        return Line(template.format(n=rank, nth=nth), (str(rank),) if "{n}" in template else (nth,))

    def _wish(self, templates: Sequence[str], wish: Predicate) -> Line:
        said = self._phrase(wish)
        return Line(_sentence(self._one(templates).format(wish=said.text)), said.keep)

    def _phrase(self, wish: Predicate) -> Phrase:
        if wish.names_the_thing:
            return Phrase(_thing([wish], ""), keep=tuple(_names(wish)))
        return phrase(wish, self.random, self.currency)

    def _one(self, templates: Sequence[str]) -> str:
        return self.random.choice(templates)


def _thing(things: Sequence[Predicate], before: str) -> str:
    """ "red hiking boots", "something red from furniture", "something red"."""
    if not things:
        return f"something {before}".strip()
    kind = things[0].slot == "kind"
    names = [each.lower() for each in _names(things[0])]
    joined = " or ".join(_plural(each) if kind else each for each in names)
    named = kind or all(PLURAL.search(each) for each in names)
    return f"{before} {joined}".strip() if named else f"something {before} from {joined}".replace("  ", " ")


def _plural(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    return f"{head} {IRREGULAR[last]}".strip() if last in IRREGULAR else plural(noun)


def _behind(phrases: Sequence[str]) -> str:
    """Phrases behind the thing, those that begin with "with" last and under one "with"."""
    others = [each for each in phrases if not each.startswith("with ")]
    properties = [each.removeprefix("with ") for each in phrases if each.startswith("with ")]
    return " ".join([*others, *([f"with {_joined(properties)}"] if properties else [])])


def _names(thing: Predicate) -> list[str]:
    return [str(each) for each in (thing.value if isinstance(thing.value, tuple) else (thing.value,))]


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
