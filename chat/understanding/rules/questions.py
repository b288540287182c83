"""Questions about shown items ("is it waterproof?", "how heavy is number two?") and comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading
from chat.understanding.rules.critiques import COMPARATIVES, SUPERLATIVES, numeric_slot
from chat.understanding.rules.people import AGE
from chat.understanding.rules.references import IT, references
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Mention

COMPARE = (
    r"\b(?:side by side|line up|weigh up|head to head|against|stack up|compare|comparison|difference|differences|"
    r"differ|different from|versus|vs\.?|better|which (?:one|of (?:these|those|them)))\b"
)
OPENER = r"(?:(?:and|but|so|ok(?:ay)?|um|uh|well|oh|ooh|hmm+|great|good|nice|lovely|fine|thanks|cool|right|haha|btw|by the way|wait|sorry)[,.! ]+)*"
ASKING = (
    rf"(?:^|[.;!] ?){OPENER}(?:is|are|does|do|can|could|has|have|will|would|was|how|what|which|who|where)\b|, ?(?:is|"
    rf"are|does|do|can|could|will|would|how|what)\b"
)
WANTS = (
    r"^(?:[\w' ,]+[.,!?] )?(?:and |but |ok(?:ay)? |so )*(?:one that|ones that|one with|anything|something|any(?:one)?|"
    r"got (?:any|anything|one)|is there|are there|do you have|have you (?:got )?(?:any|anything|one)|can (?:i|"
    r"you) (?:get|have|do|show|find))\b"
)
FOR_CATALOG = (
    r"\b(?:do you (?:have|sell|carry|stock)|have you (?:got|any)|are there|is there|can (?:you|i) (?:show|find|get|"
    r"see|have|help|recommend)|what do you|which ones? do you|how about|what about)\b"
)
ANSWERED = 3  # shown items a question about "them" is answered for
WHY = r"\bwhy (?:this|that|these|those|it|them|the|did you|do you|are|is|number|#|\d)"
PRICE = (
    r"\b(?:what (?:do|would|are) you (?:want|ask|asking|charge) for|sets? me back|remind me of the price|"
    r"how much(?! .*\b(?:weigh|hold))|what(?: is| does)? .*\b(?:price|cost)|price of|cost of)"
)
STOCK = r"\b(?:in stock|available|how many .*\bleft|availability|sold out)\b"
DELIVERY = r"\b(?:deliver\w*|ship(?:ping|s|ped)?|returns?|warranty|refund|guarantee)\b"


def comparison(sheet: Reading) -> None:
    """ "compare 1 and 3", "what is the difference between the first and the last", "compare them"."""
    if len(sheet.shown) < 2 or not sheet.has(COMPARE):
        return
    numbers = (
        r"\b(\d{1,2})(?:\s*,\s*|\s*(?:,?\s*and|or|with|to|vs\.?|versus|from)\s+)(?:number |#)?(\d{1,2})(?:(?:\s*,\s*|"
        r"\s*(?:,?\s*and|or|with)\s+)(?:number |#)?(\d{1,2}))?\b"
    )
    compares = re.search(r"\b(?:compare|comparison|differen\w+|differ|versus|vs|side by side|line up|weigh up|head to head|stack up)\b", sheet.rest) is not None
    probe = Reading(sheet.text, sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier, rest=sheet.rest)
    found = probe.take(numbers)
    if found:
        probe.items.extend(int(each) for each in found.groups() if each)
    references(probe)
    if len(probe.items) >= 2 or compares:
        sheet.rest, sheet.items = probe.rest, probe.items
        if not sheet.items:
            sheet.take(r"\b(?:them(?: all)?|these|those|all(?: of (?:them|these|those))?)\b")
        if len(sheet.items) == 1 and sheet.focus and sheet.items[0] != sheet.focus:
            sheet.items.append(sheet.focus)
        if len(sheet.items) < 2:
            sheet.items = list(range(1, min(len(sheet.shown), 2 if not re.search(r"\b(?:all|them|these|those)\b", sheet.text) else 4) + 1))
        sheet.name = "compare"
        sheet.slot = sheet.slot_named(sheet.rest)
        sheet.certain = True


RELATIVE = r"\b(?:\w+er|less|more|like (?:it|this|that|these|those)|similar|else|other|cheap|in (?:a |an )?\w+)\b"
MOST = (
    r"\bthe (?=\w+(?: \w+)? (?:one )?of (?:these|those|them|the (?:2|two|3|lot|pair|bunch)))|\bwhich (?:one |ones |of (?:these|"
    r"those|them|the (?:2|two|3|three)) )?(?:is|are|has|weighs|costs|lasts|holds) (?:the )?"
)


WHICH = r"\bwhich (?!(?:\w+ )?(?:brand|colou?r|material|size|kind|type)\b)|\b(?:any|some|one|all|none) of (?:them|these|those)\b|\bdo any\b|\bare any\b"


def most_of_shown(sheet: Reading) -> None:
    """ "Which one is cheaper?", "which of these is the lightest?": a superlative over what is shown, not over the catalog."""
    if len(sheet.shown) < 2 or sheet.name or not re.search(MOST, sheet.text):
        return
    for words, name, direction in (*((words, name, -sign) for words, name, sign in SUPERLATIVES), *COMPARATIVES):
        slot = numeric_slot(sheet, name) if re.search(rf"\b(?:{words})\b", sheet.text) else ""
        if slot:
            sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "most" if direction > 0 else "least", slot, True
            sheet.items[:] = sheet.items or list(range(1, len(sheet.shown) + 1))
            sheet.blank(0, len(sheet.rest))
            return


def _asked_sentence(text: str) -> str:
    """The sentence that asks, where there are several: "I prefer the blue. Which brand is it?"."""
    sentences = [each for each in re.split(r"(?<=[.!;]) +", text) if each.strip()]
    asking = [each for each in sentences if re.match(rf"\s*{OPENER}(?:is|are|does|do|can|could|has|have|will|would|was|how|what|which|who|where|why)\b", each)]
    return asking[-1] if asking and len(sentences) > 1 else text


def _meant(sheet: Reading) -> Sequence[Item]:
    """The items a question names, the one in focus, or all that is shown."""
    ids = {sheet.shown[each - 1].id if isinstance(each, int) and 0 < each <= len(sheet.shown) else each for each in sheet.items} or {sheet.focus}
    return [item for item in (*sheet.shown, *sheet.earlier) if item.id in ids] or sheet.shown


def _stated(sheet: Reading, slot: str) -> bool:
    return any(item.value(slot) is not None for item in sheet.shown)


DEMANDS = r"\b(?:only|must|has to|have to|needs? to|really (?:has|have|needs?)|so long as|as long as|provided)\b"
YES_NO = r"\b(?:do|does|will|would|did|can|is|are) (?:i|it|they|we|you|that|this|these|those|one)\b"
TELL_ME = r"(?:remind me|tell me (?:what|how|which|who|whether|if|the)|can you tell me|could you tell me|do you know|any idea|i wonder)\b"


def _boolean(sheet: Reading) -> str:
    """The yes/no slot that is asked for and that the thing wanted states, "" for none."""
    named = sheet.slot_named(sheet.text)
    slot = sheet.vocabulary.slot(named) if named else None
    return named if slot is not None and slot.type == "boolean" and not sheet.vocabulary.mentions(sheet.rest) else ""


def _names_a_thing(mentions: Sequence[Mention]) -> bool:
    return any(each.constraint.slot in NEED_SLOTS for each in mentions)


def question(sheet: Reading) -> None:
    """A question that is about a shown item. Questions about the shop's range are searches and left alone."""
    if not (sheet.shown or sheet.items) or sheet.name in ("compare", "ask", "refine"):
        return
    if re.search(r"\b(?:any|some|all) of your\b", sheet.text):
        return
    if re.search(AGE, sheet.text):
        return
    if re.search(WANTS, sheet.text) and (
        sheet.constraints or re.search(RELATIVE, sheet.text) or re.match(r"(?:and |but |ok(?:ay)? |so )*ones? (?:that|with)", sheet.text)
    ):
        return
    asks = bool(re.search(ASKING, sheet.text)) or sheet.text.endswith("?") or re.match(rf"{OPENER}{TELL_ME}", sheet.text) is not None
    if re.search(DEMANDS, sheet.text) and not sheet.items and not re.search(YES_NO, sheet.text) and sheet.vocabulary.mentions(sheet.rest):
        return
    if re.search(DEMANDS, sheet.text) and (demanded := _boolean(sheet)) and not re.search(YES_NO, sheet.text):
        sheet.add(Constraint(demanded, "==", True))
        sheet.blank(0, len(sheet.rest))
        return
    why = re.search(WHY, sheet.text) is not None
    if not (asks or why) or (sheet.has(FOR_CATALOG) and not sheet.items):
        return
    refers = bool(sheet.items) or re.search(WHICH, sheet.text) is not None or sheet.has(rf"{IT}|\b(?:they|them|these|those|there)\b")
    if sheet.constraints and not re.search(r"^(?:is|are|does|do|will|was)\b", sheet.text):
        return
    if not sheet.items and any(re.search(rf"\b(?:{words})\b", sheet.text) for words, _, _ in SUPERLATIVES):
        return
    if why:
        slot = "why"
    elif re.search(PRICE, sheet.text):
        slot = "price"
    elif re.search(STOCK, sheet.text):
        slot = "stock"
    elif re.search(DELIVERY, sheet.text):
        slot = "delivery"
    else:
        slot = sheet.vocabulary.slot_named(_asked_sentence(sheet.text), _meant(sheet)) or ""
    asked = _asked_sentence(sheet.rest)
    mentions = sheet.vocabulary.mentions(asked)
    if not refers and not (slot and (sheet.focus or len(sheet.shown) == 1 or not _names_a_thing(mentions))) and not (sheet.focus and mentions):
        return
    tested = next((each for each in mentions if each.constraint.slot not in NEED_SLOTS), None)
    what = re.match(rf"{OPENER}(?:what|which|how|who|where)\b", asked.strip()) is not None
    if tested and slot not in ("why", "price", "stock", "delivery") and not (slot and (what or (slot != tested.constraint.slot and _stated(sheet, slot)))):
        slot = tested.constraint.slot
        if not what:
            sheet.add(tested.constraint)
    sheet.name, sheet.slot, sheet.certain = "ask", slot, True
    if tested and re.search(WHICH, sheet.text):
        sheet.constraints[:] = [tested.constraint]
        sheet.items[:] = list(range(1, len(sheet.shown) + 1))
        sheet.topic = "which"
        sheet.blank(0, len(sheet.rest))
        return
    if not sheet.items:
        several = not sheet.focus and re.search(r"\b(?:they|them|these|those)\b", sheet.text)
        sheet.items.extend(range(1, min(len(sheet.shown), ANSWERED) + 1) if several else [sheet.focus or 1])
    sheet.topic = sheet.residue
    sheet.blank(0, len(sheet.rest))
