"""The sheet the rules write on: what is left of the text, and what has been read so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chat.acts import ActName, Critique, Mapped
from chat.state import DialogueState
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

# Words that carry no wish of their own: what is left of a text without them is the residue a rule could not explain.
FILLER = frozenset(
    """a an the this that these those there here it its they them their i me my mine we us our you your he she him her his hers who whom
    am is are was were be been being do does did doing done have has had having will would shall should can could may might must
    and or but so then than as at by for from in into of off on onto out over to too up with about also just only very really quite rather bit
    little some any anything something everything nothing thing things stuff one ones kind sort type types style item items product products option options
    need needed want wanted wants like liked likes love loved look looking looks search searching
    find finding show showing see get getting give buy buying purchase
    shop shopping order sell selling recommend recommendation recommendations suggest suggestion suggestions help try interested prefer after hunting
    please pls thanks thank hi hello hey okay ok yes yeah yep no nope not oh well um uh hmm er ah actually maybe perhaps now again still let lets go got
    good nice great best better cool right sure all each every more most other another else new different same which what when where how why
    color colour colors colours coloured colored price priced prices cost costs costing dollars dollar bucks euros euro budget money max maximum minimum
    least size made
    available stock today tomorrow soon much many few lot lots pair pairs if make use using used work works way if possible could someone somebody person people
    able stay guys sir madam dear hope think thinking know bring put take pick choose come comes coming going meant mean means instead looked
    haha hahaha lol lmao brr aww ooh oops meh yikes ouch wow whoa gosh ugh ew yay phew hiya ta add adding idea ideas clue""".split()  # noqa: SIM905 - a word list reads best as words
)

OPENER = (  # how a sentence starts before it says anything
    r"(?:(?:and|but|so|ok(?:ay)?|um|uh|well|oh|ooh|hmm+|great|good|nice|lovely|fine|thanks|cool|right|haha|btw|by the way|wait|sorry)[,.! ]+)*"
)
WANTING = re.compile(r"\d|\?|\b(?:take|buy|want|need|show|find|but|one|first|second|third|it|cheaper|more|other|another)\b")


@dataclass
class Reading:
    """A working sheet for one utterance. Rules take the spans they explain out of `rest` and note what they mean."""

    text: str  # normalised
    vocabulary: Vocabulary
    shown: Sequence[Item] = ()
    state: DialogueState = field(default_factory=DialogueState)
    earlier: Sequence[Item] = ()  # shown before, and no longer
    rest: str = ""
    name: ActName | None = None
    constraints: list[Constraint] = field(default_factory=list)
    critiques: list[Critique] = field(default_factory=list)
    items: list[int | str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    without: list[Constraint] = field(default_factory=list)
    lean: list[str] = field(default_factory=list)
    mapped: list[Mapped] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # the shopper's own names of a category, to search with
    thing: str = ""
    slot: str = ""
    sort: str = ""
    topic: str = ""
    like: bool | None = None
    certain: bool = False  # a rule explained the whole utterance
    hint: str = ""  # what the utterance is known to do (chat/understanding/intents), "" where only its words can tell

    def __post_init__(self) -> None:
        self.rest = self.rest or self.text

    @property
    def focus(self) -> str:
        """The item that "it" means: the one talked about, or the last that was heard before the voice was stopped."""
        return self.state.focus or (self.state.heard[-1] if self.state.heard else "")

    @property
    def meant(self) -> Sequence[Item]:
        """The items that are named, the one in focus, or all that is shown."""
        ids = {self.shown[each - 1].id if isinstance(each, int) and 0 < each <= len(self.shown) else each for each in self.items} or {self.focus}
        return [item for item in (*self.shown, *self.earlier) if item.id in ids] or self.shown

    @property
    def pair(self) -> tuple[int | str, ...]:
        """What "both" and "of the two" mean: the items compared last, the last two talked about, or else the two that are shown."""
        talked = self.state.talked
        if self.state.compared and set(self.state.compared) == set(talked[: len(self.state.compared)]):
            return self.state.compared
        return talked[:2] if len(talked) > 1 else self.state.compared or ((1, 2) if len(self.shown) == 2 else ())

    @property
    def searching(self) -> bool:
        """Whether there is a search to refine."""
        return self.state.searching

    def take(self, pattern: str) -> re.Match[str] | None:
        """The first match of `pattern` in what is left, taken out of it."""
        found = re.search(pattern, self.rest)
        if found:
            self.blank(*found.span())
        return found

    def has(self, pattern: str) -> bool:
        return re.search(pattern, self.rest) is not None

    def blank(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]

    def add(self, constraint: Constraint) -> None:
        if constraint not in self.constraints:
            self.constraints.append(constraint)

    def searching_words(self) -> bool:
        """Whether the words could want something of the shop: a value of the catalog, a number, a question, a choice."""
        return bool(self.vocabulary.mentions(self.text)) or bool(WANTING.search(self.text))

    def slot_named(self, words: str) -> str:
        """The catalog's slot that the words name ("weight" -> weight_g), the one the shown items state first; "" for none."""
        return self.vocabulary.slot_named(words, self.shown) or ""

    @property
    def residue(self) -> str:
        """The words nobody explained, without filler."""
        words = re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", self.rest)
        return " ".join(word for word in words if word not in FILLER and not (len(word) == 1 and word.isascii() and not word.isdigit()))
