"""What the conversation knows, as one frozen value: a turn takes one and returns the next."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from core.errors import BadInput
from retrieval.constraints import OPERATORS, Constraint
from retrieval.query import PhotoAttribute, PhotoReading

UNDO_DEPTH = 20  # how many searches "go back" can reach; older ones are forgotten
VERSION = 3  # of the stored form


@dataclass(frozen=True)
class Need:
    """A further thing wanted, told beside the present one and waiting for its turn."""

    need: str = ""
    thing: str = ""
    constraints: tuple[Constraint, ...] = ()
    sort: str = ""


@dataclass(frozen=True)
class Inquiry:
    """The question asked last about an item, so that "and the green one?" can carry it over to another."""

    slot: str = ""
    topic: str = ""
    text: str = ""
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A relaxation offered when nothing matched: `instead` (None: nothing) in place of `constraint`. "Yes" takes it."""

    constraint: Constraint
    instead: Constraint | None


@dataclass(frozen=True, eq=False)
class DialogueState:
    """The shopper's wishes and what is on the table.

    `need` holds search words no constraint holds, `thing` a product named that the catalog has no kind for, `helps` kinds
    that may meet the need, `lean` the directions of style asked for; `shown` are item ids in the order of their numbers,
    `heard` those of them that were spoken before the voice was stopped (empty: all); `focus` is the item talked about,
    `compared` those of the last comparison, `talked` those talked about one after the other, the latest first; `inquiry` is the
    question asked last about one of them; `passed` are ids the shopper has moved on from; `asked` are the slots of the
    clarifying questions of this need, `question` the one that is open; `offer` is the relaxation on the table; `waiting` are
    further needs; `language` is the shopper's (ISO 639-1); `before` is the state "go back" returns to.
    """

    need: str = ""
    thing: str = ""
    helps: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    photo: PhotoReading | None = None
    like: tuple[str, ...] = ()
    lean: tuple[str, ...] = ()
    sort: str = ""
    shown: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    focus: str = ""
    compared: tuple[str, ...] = ()
    talked: tuple[str, ...] = ()
    inquiry: Inquiry | None = None
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    question: str = ""
    offer: Offer | None = None
    waiting: tuple[Need, ...] = ()
    language: str = "en"
    turns: int = 0
    before: DialogueState | None = None

    @property
    def searching(self) -> bool:
        """Whether there is a search to refine."""
        return bool(self.need or self.constraints or self.photo or self.like)

    def values(self, slot: str) -> tuple[Constraint, ...]:
        return tuple(each for each in self.constraints if each.slot == slot)


def flatten(constraints: tuple[Constraint, ...]) -> dict[str, Any]:
    """Constraints as one flat record: max_price, min_price, color, not_material, ... Several values become a list."""
    flat: dict[str, Any] = {}
    for each in constraints:
        prefix = {"<": "max_", "<=": "max_", ">": "min_", ">=": "min_", "!=": "not_", "not_in": "not_", "not_contains": "not_"}.get(each.operator, "")
        values = list(each.value) if isinstance(each.value, tuple) else [each.value]
        have = flat.get(prefix + each.slot)
        merged = [*(have if isinstance(have, list) else [] if have is None else [have]), *values]
        flat[prefix + each.slot] = merged[0] if len(merged) == 1 else merged
    return flat


def remember_before(state: DialogueState) -> DialogueState:
    """The state as "go back" should find it: its own past cut at UNDO_DEPTH."""
    chain: list[DialogueState] = []
    at: DialogueState | None = state
    while at is not None and len(chain) < UNDO_DEPTH:
        chain.append(at)
        at = at.before
    kept: DialogueState | None = None
    for each in reversed(chain):
        kept = replace(each, before=kept)
    assert kept is not None
    return kept


def to_json(state: DialogueState) -> str:
    """The state as JSON text; `from_json` gives it back."""
    return json.dumps({"version": VERSION, **_plain(state)}, ensure_ascii=False)


def _plain(state: DialogueState) -> dict[str, Any]:
    record: dict[str, Any] = {each.name: getattr(state, each.name) for each in fields(state)}
    record["constraints"] = [asdict(each) for each in state.constraints]
    record["photo"] = _plain_photo(state.photo) if state.photo else None
    record["before"] = _plain(state.before) if state.before else None
    record["waiting"] = [asdict(each) for each in state.waiting]
    record["offer"] = asdict(state.offer) if state.offer else None
    record["inquiry"] = asdict(state.inquiry) if state.inquiry else None
    return record


def _plain_photo(photo: PhotoReading) -> dict[str, Any]:
    return {
        "attributes": [asdict(each) for each in photo.attributes],
        "features": base64.b64encode(photo.features.astype("<f4").tobytes()).decode(),
        "meaning": base64.b64encode(photo.meaning.astype("<f4").tobytes()).decode(),
        "labels": [list(each) for each in photo.labels],
    }


def from_json(text: str) -> DialogueState:
    """The state that `to_json` wrote. Raises BadInput for anything else."""
    try:
        record = json.loads(text)
        if record.pop("version") != VERSION:
            raise BadInput("the state file was written by another version of Vitrine: start a new conversation")
        return _state(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"the state file is not a conversation saved by Vitrine ({type(error).__name__}): give another file or start a new one") from None


def _state(record: Mapping[str, Any]) -> DialogueState:
    unknown = set(record) - {each.name for each in fields(DialogueState)}
    if unknown:
        raise KeyError(f"unknown fields {sorted(unknown)}")
    return DialogueState(
        constraints=tuple(_constraint(each) for each in record["constraints"]),
        photo=_photo(record["photo"]) if record["photo"] else None,
        before=_state(record["before"]) if record["before"] else None,
        turns=int(record["turns"]),
        helps=_texts(record.get("helps", [])),
        like=_texts(record["like"]),
        lean=_texts(record["lean"]),
        asked=_texts(record["asked"]),
        heard=_texts(record["heard"]),
        question=str(record["question"]),
        language=str(record["language"]),
        offer=_offer(record["offer"]) if record["offer"] else None,
        waiting=tuple(_need(each) for each in record["waiting"]),
        shown=_texts(record["shown"]),
        compared=_texts(record["compared"]),
        talked=_texts(record.get("talked", [])),
        inquiry=_inquiry(record["inquiry"]) if record.get("inquiry") else None,
        liked=_texts(record["liked"]),
        disliked=_texts(record["disliked"]),
        passed=_texts(record["passed"]),
        need=str(record["need"]),
        thing=str(record["thing"]),
        sort=str(record["sort"]),
        focus=str(record["focus"]),
    )


def _texts(record: list[Any]) -> tuple[str, ...]:
    return tuple(str(each) for each in record)


def _inquiry(record: Mapping[str, Any]) -> Inquiry:
    return Inquiry(str(record["slot"]), str(record["topic"]), str(record["text"]), tuple(_constraint(each) for each in record["constraints"]))


def _offer(record: Mapping[str, Any]) -> Offer:
    return Offer(_constraint(record["constraint"]), _constraint(record["instead"]) if record["instead"] else None)


def _need(record: Mapping[str, Any]) -> Need:
    return Need(str(record["need"]), str(record["thing"]), tuple(_constraint(each) for each in record["constraints"]), str(record["sort"]))


def _constraint(record: Mapping[str, Any]) -> Constraint:
    if record["operator"] not in OPERATORS:
        raise ValueError(record["operator"])
    value = record["value"]
    return Constraint(record["slot"], record["operator"], tuple(value) if isinstance(value, list) else value, bool(record["hard"]))


def _photo(record: Mapping[str, Any]) -> PhotoReading:
    return PhotoReading(
        attributes=tuple(PhotoAttribute(**each) for each in record["attributes"]),
        features=np.frombuffer(base64.b64decode(record["features"]), "<f4"),
        meaning=np.frombuffer(base64.b64decode(record["meaning"]), "<f4"),
        labels=tuple((str(name), float(share)) for name, share in record["labels"]),
    )
