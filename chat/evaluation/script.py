"""Scripted dialogues as values: read from YAML, strictly. An unknown key, name or operator is an error, never a silent pass."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from chat.acts import ActName, MoveName
from core.errors import BadInput, NotFound
from retrieval.constraints import OPERATORS

ACTS: tuple[str, ...] = get_args(ActName)
MOVES: tuple[str, ...] = get_args(MoveName)
DIALOGUE_KEYS = ("name", "catalog", "tags", "held", "turns")
TURN_KEYS = ("say", "photo", "speak", "voice", "noise_db", "tap", "expect")
EXPECT_KEYS = ("act", "move", "state", "items", "reply")
ITEMS_KEYS = ("all", "none", "any", "first", "count", "include", "exclude")
REPLY_KEYS = ("mentions_first", "contains", "not_contains", "any_of")
DEFAULT_VOICE = "hibari"

Scalar = str | int | float | bool
Spec = Any  # a scalar, None, a list of scalars, or a mapping of operators to these
Predicates = Mapping[str, Spec]


@dataclass(frozen=True)
class ItemsExpected:
    """Predicates over the items shown; None where the script says nothing."""

    all: Predicates | None = None
    none: Predicates | None = None
    any: Predicates | None = None
    first: Predicates | None = None
    count: Spec = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReplyExpected:
    """What the reply's text must and must not hold; case is ignored."""

    mentions_first: bool = False
    contains: tuple[str, ...] = ()
    not_contains: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """What a turn should lead to. Empty tuples and None mean "not said"; `state` maps flattened slots to values, None: must be absent."""

    act: tuple[str, ...] = ()
    move: tuple[str, ...] = ()
    state: Predicates | None = None
    items: ItemsExpected = ItemsExpected()
    reply: ReplyExpected = ReplyExpected()


@dataclass(frozen=True)
class Turn:
    """One thing the shopper does: says or taps something, shows a photo, or several of these. `noise_db` is a signal-to-noise ratio."""

    say: str = ""
    photo: str = ""
    tap: str = ""
    speak: bool = False
    voice: str = DEFAULT_VOICE
    noise_db: float | None = None
    expect: Expectation | None = None

    @property
    def said(self) -> str:
        """The turn for a report."""
        return self.say or (f"(taps {self.tap})" if self.tap else f"(shows {self.photo})")


@dataclass(frozen=True)
class Dialogue:
    """A scripted conversation. `held` ones are kept unseen by whoever tunes; `catalog` is empty where the setting decides."""

    name: str
    path: Path
    turns: tuple[Turn, ...]
    catalog: str = ""
    tags: tuple[str, ...] = ()
    held: bool = False

    @property
    def spoken(self) -> bool:
        return any(turn.speak for turn in self.turns)


def load_scripts(paths: Iterable[Path]) -> list[Dialogue]:
    """The dialogues of the files, and of the folders at any depth, by path. Raises BadInput, NotFound."""
    dialogues: list[Dialogue] = []
    seen: dict[str, Path] = {}
    for file in script_files(paths):
        dialogue = read_script(file)
        if dialogue.name in seen:
            raise BadInput(f"{file} and {seen[dialogue.name]} both hold the dialogue {dialogue.name!r}: give each a name of its own")
        seen[dialogue.name] = file
        dialogues.append(dialogue)
    return dialogues


def script_files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files named, and those in the folders named. Raises NotFound, BadInput for a folder without any."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(each for each in path.rglob("*") if each.suffix in (".yaml", ".yml") and each.is_file())
            if not found:
                raise BadInput(f"the folder {path} holds no dialogues: name a folder with *.yaml files")
            files += found
        elif path.is_file():
            files.append(path)
        else:
            raise NotFound(f"there is no file or folder {path}")
    return list({each.resolve(): each for each in files}.values())


def read_script(path: Path) -> Dialogue:
    """The dialogue in one file. Raises BadInput naming the file, the turn and the key."""
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is not valid YAML: {' '.join(str(error).split())}") from None
    sheet = _Sheet(str(path))
    fields = sheet.mapping(record, DIALOGUE_KEYS)
    name, turns = sheet.text(fields, "name"), fields.get("turns")
    if not name:
        raise sheet.wrong("has no name")
    if not isinstance(turns, list) or not turns:
        raise sheet.wrong("needs a list of turns with at least one in it")
    return Dialogue(
        name=name,
        path=path,
        turns=tuple(_turn(_Sheet(f"{path}, turn {number}"), each) for number, each in enumerate(turns, start=1)),
        catalog=sheet.text(fields, "catalog"),
        tags=sheet.texts(fields, "tags"),
        held=sheet.flag(fields, "held"),
    )


def _turn(sheet: _Sheet, record: Any) -> Turn:
    fields = sheet.mapping(record, TURN_KEYS)
    noise = fields.get("noise_db")
    if noise is not None and (isinstance(noise, bool) or not isinstance(noise, (int, float))):
        raise sheet.wrong(f"noise_db is {noise!r}: a number is needed")
    turn = Turn(
        say=sheet.text(fields, "say"),
        photo=sheet.text(fields, "photo"),
        tap=sheet.text(fields, "tap"),
        speak=sheet.flag(fields, "speak"),
        voice=sheet.text(fields, "voice") or DEFAULT_VOICE,
        noise_db=noise,
        expect=_expectation(sheet, fields["expect"]) if fields.get("expect") is not None else None,
    )
    if not (turn.say or turn.photo or turn.tap):
        raise sheet.wrong("has nothing to do: give it say, photo or tap")
    if turn.tap and (turn.say or turn.speak):
        raise sheet.wrong("taps and says at once: give it one of tap and say")
    if turn.speak and not turn.say:
        raise sheet.wrong("speaks without words: give it say")
    return turn


def _expectation(sheet: _Sheet, record: Any) -> Expectation:
    fields = sheet.mapping(record, EXPECT_KEYS, "expect")
    items = sheet.mapping(fields.get("items", {}), ITEMS_KEYS, "expect.items")
    reply = sheet.mapping(fields.get("reply", {}), REPLY_KEYS, "expect.reply")
    return Expectation(
        act=sheet.names(fields, "act", ACTS),
        move=sheet.names(fields, "move", MOVES),
        state=sheet.predicates(fields.get("state"), "state"),
        items=ItemsExpected(
            **{key: sheet.predicates(items.get(key), f"items.{key}") for key in ("all", "none", "any", "first")},
            count=sheet.spec(items.get("count"), "items.count"),
            include=sheet.texts(items, "include"),
            exclude=sheet.texts(items, "exclude"),
        ),
        reply=ReplyExpected(
            mentions_first=sheet.flag(reply, "mentions_first"),
            contains=sheet.texts(reply, "contains"),
            not_contains=sheet.texts(reply, "not_contains"),
            any_of=sheet.texts(reply, "any_of"),
        ),
    )


@dataclass(frozen=True)
class _Sheet:
    """Reads plain YAML values of one place strictly; its errors begin with that place."""

    place: str

    def wrong(self, what: str) -> BadInput:
        return BadInput(f"{self.place}: {what}")

    def mapping(self, value: Any, keys: Sequence[str], name: str = "") -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(f"{name or 'the content'} is {value!r}: a mapping of {', '.join(keys)} is needed")
        for key in value:
            if key not in keys:
                raise self.wrong(f"unknown key {f'{name}.' if name else ''}{key}{near(str(key), keys)}")
        return value

    def text(self, fields: Mapping[str, Any], key: str) -> str:
        value = fields.get(key, "")
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise self.wrong(f"{key} is {value!r}: text is needed")
        return str(value)

    def flag(self, fields: Mapping[str, Any], key: str) -> bool:
        value = fields.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(f"{key} is {value!r}: true or false is needed")
        return value

    def texts(self, fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = fields.get(key, [])
        values = value if isinstance(value, list) else [value]
        if any(isinstance(each, bool) or not isinstance(each, (str, int, float)) for each in values):
            raise self.wrong(f"{key} is {value!r}: a list of texts is needed (put yes, no and dates in quotes)")
        return tuple(str(each) for each in values)

    def names(self, fields: Mapping[str, Any], key: str, known: Sequence[str]) -> tuple[str, ...]:
        found = self.texts(fields, key)
        for each in found:
            if each not in known:
                raise self.wrong(f"{each!r} is no {key}{near(each, known)}")
        return found

    def predicates(self, value: Any, name: str) -> Predicates | None:
        if value is None:
            return None
        if not isinstance(value, dict) or not all(isinstance(slot, str) for slot in value):
            raise self.wrong(f"{name} is {value!r}: a mapping of slots to values is needed")
        return {slot: self.spec(each, f"{name}.{slot}") for slot, each in value.items()}

    def spec(self, value: Any, name: str) -> Spec:
        """A scalar, a list of scalars, or operators with these as values."""
        if isinstance(value, dict):
            if not value:
                raise self.wrong(f"{name} has no operator: give one of {', '.join(OPERATORS)}")
            for operator, each in value.items():
                if operator not in OPERATORS:
                    raise self.wrong(f"{name} has the unknown operator {operator!r}{near(str(operator), OPERATORS)}")
                if isinstance(each, dict) or each is None:
                    raise self.wrong(f"{name}: {operator} wants a value, not {each!r}")
                self.spec(each, name)
        elif isinstance(value, list):
            if not all(isinstance(each, (str, int, float, bool)) for each in value):
                raise self.wrong(f"{name} is {value!r}: a list holds plain values only")
        elif value is not None and not isinstance(value, (str, int, float, bool)):
            raise self.wrong(f"{name} is {value!r}: a plain value, a list or operators are needed")
        return value


def near(word: str, known: Sequence[str]) -> str:
    """ "; did you mean move?", or what there is to choose from."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f": did you mean {close[0]}?" if close else f": choose from {', '.join(known)}"
