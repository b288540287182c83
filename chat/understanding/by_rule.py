"""What the rules make of an utterance: an act, and what is left that no rule explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.acts import NEED_SLOTS, Act, things
from chat.state import DialogueState
from chat.understanding.continuing import default_name, described_by_shown, for_somebody_else
from chat.understanding.normalise import normalise
from chat.understanding.reading import Reading
from chat.understanding.rules import RULES
from chat.understanding.rules.softness import WELCOME
from chat.understanding.spelling import mended
from retrieval.constraints import Constraint
from retrieval.frame_words import without_frame
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


@dataclass(frozen=True)
class RuleReading:
    """The act by rule; `residue` are the words no rule explained; `certain` means that nothing is left to ask a model."""

    act: Act
    residue: str
    certain: bool


def read_by_rule(text: str, state: DialogueState, vocabulary: Vocabulary, shown: Sequence[Item], earlier: Sequence[Item] = (), hint: str = "") -> RuleReading:
    """Runs every rule over the words. Pure, in well under a millisecond a rule. With a hint the rules take that for granted and look for what it is about."""
    sheet = Reading(mended(normalise(text), vocabulary), vocabulary, shown, state, earlier, hint=hint)
    for rule in RULES:
        if sheet.certain:
            break
        rule(sheet)
    _widen(sheet)
    _add_kind(sheet)
    if sheet.name == "feedback" and sheet.like is False and any(each.hard for each in sheet.constraints):
        sheet.name = "refine"  # "leather gets too hot for me, so not that one": turned down, and why
    residue = "" if sheet.certain else sheet.residue
    named = sheet.name is not None
    has_wish = bool(sheet.constraints or sheet.critiques or sheet.sort or sheet.drop or sheet.without or sheet.lean)
    name = sheet.name if sheet.name and not (sheet.name == "pick" and has_wish) else default_name(state, sheet)
    named_things = things(sheet.constraints)
    changes = bool(sheet.constraints or sheet.critiques or sheet.drop) and not named_things
    settled = changes or named_things or re.search(WELCOME, sheet.text)
    borne_out = not settled if hint == "find" else not any(each.hard for each in named_things)
    if hint in ("find", "refine") and name in ("find", "refine") and state.searching and borne_out:
        name = hint  # type: ignore[assignment]
    if name == "refine" and for_somebody_else(sheet):
        name = "find"
    if name == "refine" and not sheet.sort and sheet.state.sort and described_by_shown(sheet):
        sheet.drop.append("sort")  # "I'd prefer a hard shell": what is described comes first, not the cheapest any more
    act = Act(
        name=name,
        text=" ".join((*sheet.words, without_frame(residue.split()) or ("" if sheet.constraints else residue))).strip(),
        constraints=tuple(sheet.constraints),
        critiques=tuple(sheet.critiques),
        items=tuple(sheet.items),
        slot=sheet.slot,
        drop=tuple(dict.fromkeys(sheet.drop)),
        without=tuple(sheet.without),
        like=sheet.like,
        sort=sheet.sort,
        thing=sheet.thing,
        lean=tuple(dict.fromkeys(sheet.lean)),
        mapped=tuple(sheet.mapped),
        topic=sheet.topic,
    )
    return RuleReading(act, residue, certain=sheet.certain or ((named or has_wish) and not residue))


def _widen(sheet: Reading) -> None:
    """ "A bit dressier" than sneakers may be another kind of shoe."""
    if not set(sheet.lean) & ACROSS_KINDS or any(each.slot in NEED_SLOTS for each in sheet.constraints):
        return
    wanted = [each for each in sheet.state.constraints if each.slot == "kind" and each.operator == "==" and isinstance(each.value, str)]
    siblings = sheet.vocabulary.siblings(str(wanted[0].value)) if len(wanted) == 1 else []
    if len(siblings) > 1:
        sheet.add(Constraint("kind", "in", tuple(siblings)))


def _add_kind(sheet: Reading) -> None:
    """ "A backpack would be fine as well": beside the thing wanted, not instead of it."""
    wanted = [each for each in sheet.state.constraints if each.slot == "kind" and each.operator in ("==", "in")]
    named = [each for each in sheet.constraints if each.slot == "kind" and each.operator in ("==", "in")]
    if len(wanted) == 1 and len(named) == 1 and re.search(AS_WELL, sheet.text):
        values = [value for each in (*wanted, *named) for value in (each.value if isinstance(each.value, tuple) else (str(each.value),))]
        sheet.constraints[sheet.constraints.index(named[0])] = Constraint("kind", "in", tuple(dict.fromkeys(values)))
        sheet.name = sheet.name or "refine"


AS_WELL = (
    r"\b(?:would|will|is|are|could) (?:also )?(?:be |do )?(?:ok(?:ay)?|fine|good|great|nice|alright|possible|"
    r"work)?(?: too| as well| also)\b|\bwould also (?:be|do|work)\b|\bor (?:maybe |even |"
    r"perhaps )?(?:an? )?[\w' -]+(?: too| as well)\b"
)


ACROSS_KINDS = {"dressier", "more casual"}
