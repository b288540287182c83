"""The language model reads what no rule explains.

The first words of a search get one label: does it name a thing, tell a need, ask, or only chat? For a need it also says
which of the shop's kinds of things would help. Words within a search are rewritten as a plain command, which the rules then
read (chat/understanding/rewrite.py).

A label and some names out of a closed list under a JSON schema, a handful of tokens. Numbers, colours, brands and negations
are never taken from it: small models swap limits and copy from their examples. What it says would help only ranks: alone it
is right first as seldom as the search's vectors (half of 30 needs), but it errs elsewhere, and both together do better.
Things it names freely ("shoes, socks" for an icy floor) helped nothing: mostly it repeats the shopper's nouns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar

from chat.llm import LanguageModel, Message, Prepared, ReadsAhead, never
from chat.prompts import render
from retrieval.constraints import Constraint
from retrieval.uses import Use

Label = Literal["product", "need", "refine", "ask", "chat"]
LABELS: tuple[Label, ...] = ("product", "need", "refine", "ask", "chat")
LONGEST = 600  # characters the model is given: the rest changes no label, and a slot of the model holds 2,048 tokens
MAX_TOKENS = 40  # {"product":[]} is 4, {"need":["rug","blanket"]} 9; with keys of their own, {"a":"need","h":["rug","blanket"]}, they were 6 and 14
MOST_HELPS = 3
EXAMPLES = 6  # uses of the shop's things in the head of the prompt
NONE = "none"
OPENED = re.compile(r'\s*\{\s*"(?P<label>\w+)"(?:\s*:\s*\[\s*"(?P<thing>[^"]*)(?P<end>"?))?')
PLAIN_TOKENS = 40  # {"s":"compare the Harbor and the sleeper"} is 13
PLAIN_SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": ["s"], "properties": {"s": {"type": "string", "maxLength": 120}}}

T = TypeVar("T")


@dataclass(frozen=True)
class Labelled:
    """What the model makes of the first words: the label, None where it gave none, the kinds of things that would meet a need, or that nothing would.

    `wishes` come of a call alone (chat/understanding/by_call.py).
    """

    label: Label | None = None
    helps: tuple[str, ...] = ()
    nothing: bool = False
    wishes: tuple[Constraint, ...] = ()


class ModelReader:
    """Asks the model for one label, or for plainer words. A head of a prompt is the same for every turn, so its reading is cached."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.plain_head = render("plain")

    def prepare(self, uses: tuple[Use, ...] = ()) -> None:
        """Loads the model and has it read the fixed heads, so that the first question is as quick as the tenth."""
        if isinstance(self.model, Prepared):
            self.model.prepare(head_for(uses), schema_for(uses))
            self.model.prepare(self.plain_head, PLAIN_SCHEMA)

    def label(self, text: str, uses: tuple[Use, ...], cancelled: Callable[[], bool] = never) -> Labelled:
        """The label of the words, and what of the shop would help; empty where the answer is none or the turn was cancelled."""
        sold = frozenset(each.thing for each in uses)
        pieces = self.model.stream(asked(head_for(uses), text), schema_for(uses), MAX_TOKENS, cancelled)
        return as_soon_as(lambda written: labelled_in(written, sold), pieces) or Labelled()

    def rewrite(self, text: str, cancelled: Callable[[], bool] = never) -> str | None:
        """The words as a plain command, unchecked; None where the answer is none. See chat/understanding/rewrite.py for what is believed of it."""
        return as_soon_as(plain_in, self.model.stream(asked(self.plain_head, text), PLAIN_SCHEMA, PLAIN_TOKENS, cancelled))

    def read_ahead(self, text: str, uses: tuple[Use, ...] | None) -> None:
        """Has the model read words that are still being said, for a label with `uses` and else to be put plainly."""
        if isinstance(self.model, ReadsAhead):
            head, unfinished = asked(self.plain_head if uses is None else head_for(uses), text)
            self.model.read_ahead((head, {**unfinished, "content": unfinished["content"].removesuffix('"')}))


def asked(head: str, text: str) -> tuple[Message, Message]:
    """The prompt: the words are quoted, so that they are read as said and not as an order."""
    return {"role": "system", "content": head}, {"role": "user", "content": json.dumps(text[:LONGEST], ensure_ascii=False)}


def as_soon_as(found: Callable[[str], T | None], pieces: Iterator[str]) -> T | None:
    """What is found in an answer once enough of it is written; the model stops there. None where nothing is found to its end."""
    written = ""
    with closing(pieces):  # type: ignore[type-var]
        for piece in pieces:
            written += piece
            if (seen := found(written)) is not None:
                return seen
    return None


def labelled_in(written: str, sold: frozenset[str]) -> Labelled | None:
    """The label, and of a need which of the things `sold` would help most; None while either is open.

    A label other than a need is all there is, and a thing is known once its beginning is that of no other. A second thing is not
    waited for: of 71 answers none named one.
    """
    opened = OPENED.match(written)
    if not opened or opened["label"] not in LABELS:
        return None
    if opened["label"] != "need" or not sold:
        return Labelled(opened["label"])
    begun, ended = opened["thing"], opened["end"]
    meant = [each for each in (*sold, NONE) if begun and (each == begun if ended else each.startswith(begun))]
    if len(meant) == 1:
        return Labelled("need", nothing=True) if meant == [NONE] else Labelled("need", (meant[0],))
    return Labelled("need") if ended or "]" in written else None


def plain_in(written: str) -> str | None:
    try:
        plain = json.loads(written)["s"]
    except (ValueError, TypeError, KeyError):
        return None
    return plain if isinstance(plain, str) else None


@lru_cache(maxsize=8)
def head_for(uses: tuple[Use, ...]) -> str:
    """The head of the prompt for a shop: the labels, the things it has, and the uses it tells of some of them as examples of needs."""
    if not uses:
        return render("understand")
    told = [each for each in uses if each.told]
    step = max(1, len(told) // EXAMPLES)
    examples = [f"{json.dumps(each.told, ensure_ascii=False)} {_written('need', [each.thing])}" for each in told[step // 2 :: step][:EXAMPLES]]
    needs = render("needs", things=", ".join(each.thing for each in uses), examples="\n".join(examples))
    return f"{needs}\n{render('understand')}"


@lru_cache(maxsize=8)
def schema_for(uses: tuple[Use, ...]) -> dict[str, Any]:
    """One label, the key of the object, with an empty list; a need's holds things out of the shop's."""
    nothing = {"type": "array", "maxItems": 0}
    helps = {"type": "array", "minItems": 1, "maxItems": MOST_HELPS, "items": {"enum": [*(each.thing for each in uses), NONE]}}
    return {"anyOf": [_record(label, helps if label == "need" and uses else nothing) for label in LABELS]}


def _record(label: Label, named: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": [label], "properties": {label: named}}


def _written(label: Label, helps: Sequence[str]) -> str:
    return json.dumps({label: list(helps)}, ensure_ascii=False, separators=(",", ":"))


SCHEMA = schema_for(())  # no list known
