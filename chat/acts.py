"""What a shopper does with one utterance, and what the shop does in return."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from retrieval.constraints import NEGATIVE, Constraint
from retrieval.palette import PALETTE
from retrieval.query import PhotoReading
from speech.clip import Clip

ActName = Literal["find", "refine", "pick", "compare", "ask", "feedback", "undo", "chat"]
MoveName = Literal["recommend", "clarify", "answer", "compare", "none_found", "confirm", "chat"]

NEED_SLOTS = ("kind", "category")  # a value of these names the thing wanted, not a property of it


def things(wishes: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """The wishes that name the thing wanted; "no boots" names none."""
    return tuple(each for each in wishes if each.slot in NEED_SLOTS and each.operator not in NEGATIVE)


def called(wishes: Iterable[Constraint]) -> str:
    """The noun that titles must have, where a thing is wanted by it: "lipstick" among makeup; "" for none. A colour in titles is no noun."""
    every = tuple(wishes)
    said = next((each.value for each in every if each.slot == "title" and each.operator == "contains"), "") if things(every) else ""
    noun = str(said[0] if isinstance(said, tuple) else said)
    return "" if noun in PALETTE else noun


@dataclass(frozen=True, eq=False)
class Utterance:
    """What came in: typed words, a spoken clip, a photo (encoded bytes, checked on reading), or several of them.

    `language` is what the shopper says they speak in the clip, as `Transcriber.transcribe` takes it.
    `rate` is how fast the reply is spoken, times the voice's own pace; `voice` is one that was chosen by name, as `Manner` has it.
    `recognised` tells that the text was spoken, into an open microphone, and heard already.
    `act` is what a tap on the page means (chat/taps.py): the words are then only its caption, and nothing in them is guessed at.
    """

    text: str = ""
    clip: Clip | None = None
    photo: bytes | None = None
    language: str | None = None
    rate: float = 1.0
    voice: str = ""
    recognised: bool = False
    act: Act | None = None

    @property
    def spoken(self) -> bool:
        return self.clip is not None or self.recognised


@dataclass(frozen=True)
class Critique:
    """A wish relative to what is shown: "cheaper" is ("price", -1), "lighter" is ("weight_g", -1)."""

    slot: str
    direction: Literal[-1, 1]


@dataclass(frozen=True)
class Mapped:
    """A word the catalog does not have, and the nearest value that was taken for it: "cream" -> ("color", "beige")."""

    slot: str
    said: str
    value: str


@dataclass(frozen=True)
class Act:
    """One typed act. Empty fields mean "not said".

    `text` are words for the search that no constraint holds; `items` are positions in the shown list, from 1 (-1 is the last),
    or ids; `slot` is what an `ask` is about; `drop` are slots the shopper takes back ("photo" is the photo), `without` single wishes and
    `unseen` slots of what was recognised in the photo; `source` says who read it: rules, rules told the intent, the model, rules and
    model, or nobody, where it was a tap.
    """

    name: ActName
    text: str = ""
    constraints: tuple[Constraint, ...] = ()
    critiques: tuple[Critique, ...] = ()
    items: tuple[int | str, ...] = ()
    slot: str = ""
    drop: tuple[str, ...] = ()
    without: tuple[Constraint, ...] = ()
    unseen: tuple[str, ...] = ()
    like: bool | None = None  # feedback: liked or not
    sort: str = ""
    thing: str = ""  # find: a product named that the catalog has no kind for
    lean: tuple[str, ...] = ()  # directions of style, as named in retrieval/styles.py: "dressier"
    mapped: tuple[Mapped, ...] = ()  # words that are no value of the catalog and what was looked for instead
    more: tuple[Act, ...] = ()  # find: further needs told in the same breath, each with limits of its own
    helps: tuple[str, ...] = ()  # kinds of the catalog that may meet the need that is told: they only rank
    topic: str = ""  # chat: greeting, thanks, goodbye, help, insult, illegal, other; ask: count, values, why, ...
    source: Literal["rule", "intent", "model", "both", "tap"] = "rule"


@dataclass(frozen=True, eq=False)
class Understood:
    """An utterance after hearing and looking: the words, the reading of the photo, the act."""

    transcript: str
    photo: PhotoReading | None
    act: Act
