"""Questions about shown items ("is it waterproof?", "how heavy is number two?")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import NEED_SLOTS
from chat.understanding.reading import OPENER, Reading
from chat.understanding.rules.asked_things import ANSWERED, available, in_that_color, the_kind
from chat.understanding.rules.critiques import SUPERLATIVES
from chat.understanding.rules.people import AGE
from chat.understanding.rules.references import IT
from retrieval.constraints import Constraint, holds
from retrieval.vocabulary import Mention

ASKING = (
    rf"(?:^|[.;!] ?){OPENER}(?:is|are|does|do|can|could|has|have|will|would|was|how|what|which|who|where)\b|, ?(?:is|"
    rf"are|does|do|can|could|will|would|how|what)\b"
)
WANTS = (
    r"(?:^|[.,;!?] )(?:and |but |ok(?:ay)? |so |well |hm+ |maybe |perhaps |then |or )*"
    r"(?:one that|ones that|one with|anything|something|any(?:one)?|"
    r"an? [\w-]+er (?:one|pair|model|version)|(?:got|have you(?: got)?|do you (?:have|do|sell|stock)|you got) (?:an?|any\w*|some\w*|ones?)|"
    r"(?:is|are) there|any chance of|(?:what|how) about|do you have|can (?:i|we|you) (?:get|have|do|show|find|see)|"
    r"could (?:i|we|you) (?:get|have|show|find|see))\b"
)
FOR_CATALOG = (
    r"\b(?:do you (?:have|sell|carry|stock)|do not you (?:have|sell)|have you (?:got|any)|(?:are|is) (?:not )?there|can (?:you|i) (?:show|find|get|"
    r"see|have|help|recommend)(?! (?:it|this|that|them) (?!in\b))|what do you|which ones? do you|how about|what about|(?:maybe|perhaps) (?:an?|some))\b"
)
ASKED_LAST = r"\b(?:to|by|for|with|from|of|in|is|are) (?:what|which|whom|where)(?: \w+)?[.!]?$"  # "sizes go up to what"
WHY = (
    r"\b(?:why (?:this|that|these|those|it|them|the|did you|do you|are|is|number|#|\d)|"
    r"(?:the|your|any) (?:reasons?|reasoning|logic|thinking) (?:for|behind|why)|"
    r"what (?:made|makes) (?:you|it|this|that|these|those|them) (?:choose|pick|go|show|suggest|recommend|select|offer|"
    r"a good|the best|so special|special|right|think|stand out)|how come (?:you|this|that|it|these)|how did you (?:choose|pick|come up|arrive|decide|get))"
)
OTHER_AMOUNT = r"weigh|hold|carry|fit|contain|store|support|lift|bear|pack|stretch|shrink|(?:it|they|that|this|one) takes?"  # "how much does it hold"
OF_MONEY = (  # after "how much"; a noun there is what is measured: "how much water"
    r"is|are|was|were|for|would|will|do|does|did|should|shall|must|can|could|money|cash|dollars?|then|again|it|that|this|the|those|these|they|each|per|"
    r"more|less|to|you|i|we|roughly|about|all|altogether"
)
PRICE = (
    r"\b(?:what (?:do|would|are) you (?:want|ask|asking|charge) for|sets? me back|remind me of the price|"
    rf"how much(?! .*\b(?:{OTHER_AMOUNT})\b)(?= *(?:$|[?.!,]|(?:{OF_MONEY})\b))|what(?: is| does)? .*\b(?:price|cost)|price of|cost of)"
)
NO_SLOT = r"\bhow much of an?\b|\b(?:kinds?|sorts?|types?) of\b|\b(?:got|have|has|with|any|an?|some)(?: \w+)? lights?\b(?! enough)"  # of which it has one
TOTAL = r"\b(?:altogether|together|in all|total|sum|add(?:s|ed)? up|come to)\b"
STOCK = r"\b(?:in stock|available|how many (?:.*\b)?left|availability|sold out)\b"
DELIVERY = r"\b(?:deliver\w*|ship(?:ping|s|ped)?|returns?|warranty|refund|guarantee)\b"
NAMED_SLOTS = ((WHY, "why"), (PRICE, "price"), (STOCK, "stock"), (DELIVERY, "delivery"))  # questions that name their slot whatever else they say
OWN_WORDS = {slot for _, slot in NAMED_SLOTS}
RELATIVE = r"\b(?:\w+er|less|more|like (?:it|this|that|these|those)|similar|else|other|cheap|in (?!the\b|it\b|there\b)(?:a |an )?\w+)\b"
WHICH = r"\bwhich (?!(?:\w+ )?(?:brand|colou?r|material|size|kind|type)\b)|\b(?:any|some|one|all|none) of (?:them|these|those)\b|\bdo any\b|\bare any\b"
DEMANDS = r"\b(?:only|must|has to|have to|needs? to|really (?:has|have|needs?)|so long as|as long as|provided)\b"
YES_NO = r"\b(?:do|does|will|would|did|can|is|are) (?:i|it|they|we|you|that|this|these|those|one)\b"
TELL_ME = r"(?:remind me|tell me (?:what|how|which|who|whether|if|the)|can you tell me|could you tell me|do you know|any idea|i wonder)\b"


ASKING_WORD = r"(?:is|are|does|do|can|could|has|have|will|would|was|how|what|which|who|where|why)\b"


def _asked_sentence(text: str) -> str:
    """The sentence that asks, where there are several: "I prefer the blue. Which brand is it?"."""
    sentences = [each for each in re.split(r"(?<=[.!;]) +", text) if each.strip()]
    asking = [each for each in sentences if re.match(rf"\s*{OPENER}{ASKING_WORD}", each)]
    return asking[-1] if asking and len(sentences) > 1 else text


def _asked_clause(sentence: str) -> str:
    """What of a sentence asks: "the fox is cute, what is it filled with?" tests nothing of a fox."""
    clauses = sentence.split(",")
    asking = [at for at, each in enumerate(clauses) if at and re.match(rf"\s*(?:and |but |so )?{ASKING_WORD} ", each)]
    return ",".join(clauses[asking[-1] :]) if asking else sentence


def _stated(sheet: Reading, slot: str) -> bool:
    return any(item.value(slot) is not None for item in sheet.shown)


def _boolean(sheet: Reading) -> str:
    """The yes/no slot that is asked for and that the thing wanted states, "" for none."""
    named = sheet.slot_named(sheet.text)
    slot = sheet.vocabulary.slot(named) if named else None
    return named if slot is not None and slot.type == "boolean" and not sheet.vocabulary.mentions(sheet.rest) else ""


def _names_another_thing(sheet: Reading) -> bool:
    """Whether a kind of thing is named that none of the items shown is: "what cushions go with it?" looks for cushions."""
    named = [each for each in sheet.vocabulary.mentions(sheet.rest) if each.constraint.slot in NEED_SLOTS]
    return bool(named) and re.search(FOR_CATALOG, sheet.text) is not None and not any(holds(each.constraint, item) for each in named for item in sheet.shown)


def _about_a_part(sheet: Reading) -> bool:
    """ "Is there any give in the fabric?" asks about the item in focus, or the only one, where it names no value of the catalog."""
    one = sheet.focus or len(sheet.shown) == 1
    found = re.search(r"\b(?:is|are) there\b", sheet.text)
    return bool(one and found) and not sheet.constraints and not sheet.vocabulary.mentions(sheet.rest) and not re.search(RELATIVE, sheet.text)


def _names_a_thing(mentions: Sequence[Mention]) -> bool:
    return any(each.constraint.slot in NEED_SLOTS for each in mentions)


def question(sheet: Reading) -> None:
    """A question that is about a shown item. Questions about the shop's range are searches and left alone."""
    if not (sheet.shown or sheet.items) or sheet.name in ("compare", "ask", "refine"):
        return
    if sheet.hint == "ask":
        _about_items(sheet)
        return
    if _wants_something(sheet):
        return
    if re.search(DEMANDS, sheet.text) and not re.search(YES_NO, sheet.text):
        if not sheet.items and sheet.vocabulary.mentions(sheet.rest):
            return
        if demanded := _boolean(sheet):
            sheet.add(Constraint(demanded, "==", True))
            sheet.blank(0, len(sheet.rest))
            return
    if not _asks(sheet) or _of_catalog(sheet):
        return
    if not sheet.items and not sheet.has(FOR_CATALOG):
        sheet.items.extend(the_kind(sheet, _asked_sentence(sheet.text)))
    mentions = sheet.vocabulary.mentions(_asked_sentence(sheet.rest))
    by_slot = _slot_asked(sheet) and (sheet.focus or len(sheet.shown) == 1 or not _names_a_thing(mentions))
    if _refers(sheet) or by_slot or (sheet.focus and mentions):
        _about_items(sheet)


def _about_items(sheet: Reading) -> None:
    """Notes what is asked of which items: those named, the one in focus, or the first; several where "they" are asked about."""
    _described(sheet)
    slot, asked = _slot_asked(sheet), _asked_sentence(sheet.rest)
    mentions = sheet.vocabulary.mentions(_asked_clause(asked))
    amount = re.match(rf"{OPENER}how (?:much|many|long)\b", asked.strip()) is not None  # "how much water does it take" is no use by the water
    tested = next((each for each in mentions if each.constraint.slot not in NEED_SLOTS and not amount), None)
    what = re.match(rf"{OPENER}(?:what|which|how|who|where)\b", asked.strip()) is not None
    if tested and slot not in OWN_WORDS and not (slot and (what or (slot != tested.constraint.slot and _stated(sheet, slot)))):
        slot = tested.constraint.slot
        if not what:
            sheet.add(tested.constraint)
            in_that_color(sheet, tested.constraint)
    sheet.name, sheet.slot, sheet.certain = "ask", slot, True
    if tested and re.search(WHICH, sheet.text):
        sheet.constraints[:] = [tested.constraint]
        sheet.items[:] = list(range(1, len(sheet.shown) + 1))
        sheet.topic = "which"
        sheet.blank(0, len(sheet.rest))
        return
    if available(sheet) and not sheet.slot and not sheet.constraints:
        sheet.slot = "stock"
    if not sheet.items:
        several = not sheet.focus and re.search(r"\b(?:they|them|these|those)\b", sheet.text)
        chosen = sheet.state.liked if sheet.slot == "price" and re.search(TOTAL, sheet.text) else ()
        sheet.items.extend(chosen[-ANSWERED:] or (range(1, min(len(sheet.shown), ANSWERED) + 1) if several else [sheet.focus or 1]))
    sheet.words[:] = [sheet.text if sheet.slot == "stock" else asked.strip()]
    own = [each for each in mentions if each.constraint.slot in NEED_SLOTS and any(holds(each.constraint, item) for item in sheet.meant)]
    for each in own if not sheet.slot else ():  # that it is about the headphones is no part of what is asked of them
        sheet.rest = re.sub(rf"\b{re.escape(each.phrase)}\b", " ", sheet.rest)
    sheet.topic = sheet.residue
    sheet.blank(0, len(sheet.rest))


def _described(sheet: Reading) -> None:
    """ "Is the magnetic set safe?", "the fox is cute": a value behind an article, that just one of several shown items has, names that item."""
    if sheet.items or len(sheet.shown) < 2:
        return
    for each in sheet.vocabulary.mentions(sheet.rest):
        if each.constraint.slot in NEED_SLOTS or not re.search(r"\b(?:the|that|this)(?: \w+)? $", sheet.rest[: each.start]):
            continue
        fitting = [item for item in sheet.shown if holds(each.constraint, item)]
        if len(fitting) == 1:
            sheet.items.append(fitting[0].id)
            sheet.blank(each.start, each.end)
            return


def _wants_something(sheet: Reading) -> bool:
    """A wish in the form of a question: "can I get one in red?", "is there anything lighter?", "any of your tents", "something for ages eight up"."""
    if re.search(r"\b(?:any|some|all) of your\b", sheet.text) or re.search(AGE, sheet.text):
        return True
    if available(sheet):
        return False
    told = sheet.constraints or re.search(RELATIVE, sheet.text) or re.match(r"(?:and |but |ok(?:ay)? |so )*ones? (?:that|with)", sheet.text)
    return bool(told) and re.search(WANTS, sheet.text) is not None


def _asks(sheet: Reading) -> bool:
    if sheet.text.endswith("?") or re.match(rf"{OPENER}{TELL_ME}", sheet.text):
        return True
    return any(re.search(pattern, sheet.text) for pattern in (ASKING, ASKED_LAST, WHY))


def _of_catalog(sheet: Reading) -> bool:
    """Whether it asks what the shop has, not about an item: "do you have", another kind of thing, limits, "the cheapest"."""
    if sheet.constraints and not re.search(r"^(?:is|are|does|do|will|was)\b", sheet.text):
        return True
    if sheet.items:
        return False
    about_stock = (sheet.focus or len(sheet.shown) == 1) and re.search(STOCK, sheet.text)
    if sheet.has(FOR_CATALOG) and not about_stock and not _about_a_part(sheet):
        return True
    return _names_another_thing(sheet) or any(re.search(rf"\b(?:{words})\b", sheet.text) for words, _, _ in SUPERLATIVES)


def _refers(sheet: Reading) -> bool:
    if sheet.items or (sheet.focus and re.match(rf"{OPENER}how (?!about|are|do)", sheet.text)):
        return True
    return re.search(WHICH, sheet.text) is not None or sheet.has(rf"{IT}|\b(?:they|them|these|those|there)\b")


def _slot_asked(sheet: Reading) -> str:
    named = next((slot for pattern, slot in NAMED_SLOTS if re.search(pattern, sheet.text)), "")
    asked = re.sub(NO_SLOT, " ", _asked_sentence(sheet.text))
    slot = named or sheet.vocabulary.slot_named(asked, sheet.meant) or ""
    if slot == "price" and not named:  # "how much water does it take"
        slot = sheet.vocabulary.slot_named(re.sub(r"\bhow much\b", " ", asked), sheet.meant) or ""
        measured = sheet.vocabulary.slot(slot) if slot else None
        slot = slot if measured is not None and measured.type == "number" else ""
    known = sheet.vocabulary.slot(slot) if slot and not named else None
    worded = known is not None and (known.type in ("text", "list") or (known.type == "boolean" and known.label not in asked))
    unstated = worded and all(item.value(slot) is None for item in sheet.meant)
    return "" if unstated else slot  # "which is best for that" names a slot of other things
