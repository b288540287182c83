"""Questions over all that is shown: "which ones are ok in the pool?", "any of these got a full zip", "is there one I can bung in the wash".

They are told from wishes by what they speak of: the things on the table, not the shop's range.
"""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import FILLER, OPENER, Reading
from chat.understanding.rules.critiques import SUPERLATIVES, degree
from retrieval.constraints import holds
from retrieval.synonyms import word_set

THESE = r"of (?:these|those|them|the (?:lot|ones (?:shown|here|above)|\d)|your picks)\b"
AMONG = rf"\b(?:(?<!not )any|some|either|one|each|which) {THESE}"  # "none of these" turns them down
OVER_ALL = (
    rf"{AMONG}|\ball of (?:these|those|them)\b|"
    r"\b(?:do|does|are|is|can|could|will|would|have|has)(?: not)? (?:any|either)(?= (?!(?:of )?your\b|more\b|others?\b|one else\b|chance\b)\w)"
    r"(?! (?:of (?!th)|\w+ (?:on|under|for less)\b))|"
    r"\bwhich (?:ones?\b(?! do you)|of (?:these|those|them|the (?:lot|\d))|(?:is|are|has|have|does|do(?! you)|can|could|would(?! you)|will|"
    r"fits?|goes|go|comes?|works?|suits?|holds?|folds?|packs?|keeps?|lasts?|gives?|looks?|feels?)\b)|"
    rf"^{OPENER}(?:is there|have you got|got|do you have|has any|is any) (?:one|any)(?: here| there| of (?:these|those|them))? "
    r"(?:that|which|i|we|he|she|you|with|for|made)\b"
)
CHOICE = r"\b(?:should i|(?:would|do) you (?:go|take|pick|choose|recommend|suggest|get|buy)|you (?:recommend|suggest))\b"
OTHERS = (
    r"\b(?:cheaper|less|more(?! (?:\w+ )?(?:than|like))|similar|else|others?|another|different|like (?:it|this|that|these|those))\b|"
    r"\b(?:do you (?:have|sell|stock)|have you(?: got)?) (?:any|some)\b|\bgot (?:any|some)\b(?! of (?:these|those|them))|\b(?:least|most)\b"
)
SAYS_LITTLE = FILLER | word_set("which one ones best better good of any ok okay fine suitable right ideal suit suited those them these that")


def set_questions(sheet: Reading) -> None:
    """Notes the value of the catalog that is asked for, if any; without one, the facts of the items are looked through for the question (chat/singling.py)."""
    among = re.search(AMONG, sheet.text) is not None  # "any of them from the eco collection?" names no item
    if not sheet.shown or (sheet.items and not among) or sheet.critiques or sheet.drop or sheet.name not in (None, "refine", *(("pick",) if among else ())):
        return
    asked = _asking_sentence(sheet.text)
    if not (re.search(OVER_ALL, asked) or _over_a_kind(sheet, asked)) or re.search(CHOICE, asked) or re.search(OTHERS, asked) or _elsewhere(sheet, asked):
        return
    telling = [word for word in re.findall(r"[\w'-]+", asked) if word not in SAYS_LITTLE]
    context = sheet.text if asked != sheet.text and (not telling or re.search(r"\b(?:that|this|it)\b", asked)) else asked
    if not [word for word in re.findall(r"[\w'-]+", context) if word not in SAYS_LITTLE]:
        return  # "which is best?": nothing is said that facts could answer
    tests = [each.constraint for each in sheet.vocabulary.mentions(asked) if each.constraint.slot not in NEED_SLOTS] or list(sheet.constraints)
    titled = [each.title for each in sheet.vocabulary.mentions(asked) if each.title is not None and each.constraint.slot in NEED_SLOTS]
    sheet.constraints[:] = (tests or titled)[:1]
    sheet.name, sheet.topic, sheet.certain = "ask", "which", True
    sheet.slot = sheet.constraints[0].slot if sheet.constraints else ""
    sheet.items[:] = [*range(1, len(sheet.shown) + 1), *_of_before(sheet)]
    sheet.words[:] = [context.strip()]
    sheet.blank(0, len(sheet.rest))


def _over_a_kind(sheet: Reading, asked: str) -> bool:
    """ "Which blanket is the warmest?" of blankets that are shown, "and the softest?" after it; a degree the catalog states in numbers is none of these."""
    if degree(sheet)[0] or len(sheet.shown) < 2:
        return False
    for each in sheet.vocabulary.mentions(asked):
        named = each.constraint.slot in NEED_SLOTS and re.search(r"\bwhich (?:\w+ )?$", asked[: each.start]) is not None
        if named and any(holds(each.constraint, item) for item in sheet.shown):
            return re.match(r" (?!(?:do|did|should|would|shall|can|could) (?:you|i|we)\b)\w", asked[each.end :]) is not None
    return re.fullmatch(rf"{OPENER}(?:(?:which|what) (?:one )?is |what about )?the \w+est(?: one| of (?:them|these|those|the lot))?[?.! ]*", asked) is not None


def _of_before(sheet: Reading) -> list[str]:
    """Where a single item is left on the table, those of its kind seen before are meant too: "hmm. is there one I can just bung in the wash"."""
    kinds = {(item.value("kind"), item.category) for item in sheet.shown}
    return [item.id for item in sheet.earlier if (item.value("kind"), item.category) in kinds] if len(sheet.shown) == 1 else []


def _asking_sentence(text: str) -> str:
    sentences = [each for each in re.split(r"(?<=[.!;?]) +", text) if each.strip()]
    return next((each for each in reversed(sentences) if re.search(OVER_ALL, each)), text)


def _elsewhere(sheet: Reading, asked: str) -> bool:
    """Whether the words ask of the shop, not of the list: another kind of thing, the range of a slot ("which sizes"), the most of all ("the cheapest")."""
    things = [each.constraint for each in sheet.vocabulary.mentions(asked) if each.constraint.slot in NEED_SLOTS and each.title is None]
    if any(not any(holds(thing, item) for item in sheet.shown) for thing in things):
        return True
    after = re.search(r"\bwhich (\w+)", asked)
    of_slot = after is not None and after[1] not in SAYS_LITTLE and sheet.slot_named(after[1]) != "" and not sheet.vocabulary.mentions(after[1])
    return of_slot or any(re.search(rf"\b(?:{words})\b", asked) for words, _, _ in SUPERLATIVES)
