"""Moving about: back, again from the start, more of them, and wishes taken back."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS, things
from chat.state import DialogueState
from chat.understanding.reading import FILLER, Reading
from chat.understanding.rules.amounts import UNITS, slot_of_unit
from retrieval.constraints import Constraint, holds
from retrieval.palette import PALETTE

RESTART = (
    r"^(?:please |let us |can we |i want to )?(?:start (?:over|again|afresh|new)|restart|reset|new search|begin again|"
    r"clear (?:everything|all)|scrap (?:everything|all|that)|wipe the slate|(?:let us )?begin (?:afresh|anew|"
    r"from scratch)|start from scratch|forget (?:everything|all of (?:that|it)))\b"
)
UNDO = (
    r"\b(?:go back(?: to (?:the |those |my )?[\w' -]+)?|back to (?:the |those |my )?[\w' -]+|undo(?: that| this|"
    r" the last(?: one)?)?|(?:return|switch back|circle back) to (?:the |those |my )?[\w' -]+|pick (?:the |those |"
    r"my )?[\w' -]+ back up|previous (?:results|list|ones|search)|take (?:that|it) back|the ones? (?:from )?before)\b"
)
MORE = (
    r"\b(?:(?:show|see|give|any|got|have|find|is there|are there|do you have)?(?: me)?(?: you)?(?: some|"
    r" any)? ?(?:more (?:options|results|of (?:them|these|those)|like (?:these|those|them))|other (?:options|ones)|"
    r"others|anything else|something else|something different|another one|different ones)|next(?: page| ones)?|"
    r"(?:show|see) (?:me )?(?:some |a few )?more|(?:can|could|may) (?:i|you|we) (?:see|show|have|get) (?:me |"
    r"us )?(?:some |a few |any )?(?:more|others)|more please|"
    r"(?:(?:are|is) there |have you (?:got )?|got |do you have )?any more(?: of (?:them|those|these))?(?= *[?.!]*$)|"
    r"what else(?: (?:do you have|have you got|is there|can you show me))?)\b"
)
TAKE_BACK = (
    r"(?:\b(?:forget(?: about)?|ignore|drop|remove|skip|never ?mind|lose) (?:the |my )?|without the )(?P<a>[\w ]+?)(?: limit| filter| thing| bit|"
    r" part| requirement| wish)?(?=$|[,.!?]| and )|(?:the )?(?P<b>[\w]+) (?:does not|do not|is not|"
    r"no longer) (?:really |actually )?(?:matter|important|matters)(?: (?:so|that) much| really| at all)?|(?:in |at |"
    r"of )?any (?P<c>colou?r|price|brand|material|size)"
    r"(?! but)(?: is (?:fine|ok|okay|good)| will do| works)?|nor (?:does|do) (?:it|they) (?:need|"
    r"have) to be (?P<h>\w+)|go (?:above|over|beyond) (?:the |that )?(?P<g>\d+|limit|"
    r"budget)(?: (?:dollars|bucks))?|(?P<d>no) (?:budget|price) limit|(?:it|they|"
    r"that) (?:do not|does not) (?:have|need) to be (?:that |so |very |too )?(?P<f>\w+)(?: after all)?|"
    r"(?:leave|keep) (?:the )?(?P<i>\w+) (?:limit )?out(?: of (?:it|this|that))?(?: after all)?|"
    r"(?:should|need|must|do) not (?:really )?(?:be |have to be |need to be )?(?:so |that |too )?(?:picky|fussy|strict|choosy) (?:about|on|with|over) "
    r"(?:the )?(?P<k>\w+)(?:,? (?:scrap|forget|drop|leave) (?:that|it))?|"
    r"i (?:am|can be) (?:quite |fairly |pretty |very )?(?:flexible|easy|open|not (?:too )?(?:fussy|picky|bothered|fussed)) (?:on|about|"
    r"with|as to|regarding) (?:the )?(?P<j>\w+)|"
    r"i do not (?:really )?(?:care|mind) (?:about )?(?:the )?(?P<e>\w+(?:,? (?:or|and) (?:the )?\w+)*)"
)
WHOEVER = (
    r"\b(?:i )?(?:do not|does not|could not) (?:really )?(?:care|mind|matter) (?:whether|if|who) (?:they|it|that|this) (?:are|is) (?:made |meant |"
    r"intended )?for"
    r"(?: (?:a )?(?:men|women|man|woman|kids|boys|girls|him|her|ladies)(?: or (?:a )?\w+)?)?"
)
OPENERS = r"(?:ok(?:ay)?|and|now|so|then|great|good|thanks|thank you|alright|right|well|perfect|fine|next|um|uh|,|\.)"
NEXT = (
    rf"(?:[\s,.]|{OPENERS})*(?:the )?(?:next(?: (?:one|thing|item))?|other (?:thing|one|item)|second thing|rest|"
    rf"what about the (?:rest|others?|other (?:one|thing))|"
    r"move on|go on|let us move on|on to the next(?: one| thing)?)(?: please)?[.!?]*"
)
NOW = (
    rf"(?:[\s,.]|{OPENERS})*(?:(?:let us (?:see|look at|do|move on to)|move on to|on to|go to|what about|how about|show me|can (?:i|you) (?:see|show me)|"
    r"let me see|i want to see|what have you got for|i also need) )?(?:the|a|an|my|some|those|"
    r"that)? ?(?P<thing>[\w' -]+?)(?: (?:now|then|next|please|too|as well))*[.!?]*"
)
OF_THE_SHOWN = r"(?:and |but |so |ok(?:ay)? )*(?:what|which|how|who|where|why|when|is|are|do|does|has|have) (?!about\b|have you\b)"  # a question, no next thing
LIMITS = {"minimum": ">", "lower limit": ">", "floor": ">", "maximum": "<", "upper limit": "<", "ceiling": "<"}  # one end of a range taken back
ALIASES = {"budget": "price", "cost": "price", "money": "price", "colour": "color", "maker": "brand", "no": "price", "fabric": "material"}


def restart(sheet: Reading) -> None:
    if sheet.take(RESTART):
        sheet.name, sheet.topic, sheet.certain = "undo", "restart", not sheet.residue


def undo(sheet: Reading) -> None:
    """Back to the earlier search; "back to the boots" says which: the thing is noted, and the words after it are explained too."""
    if not sheet.searching:
        return
    found = sheet.take(UNDO)
    if found:
        named = [each.constraint for each in sheet.vocabulary.mentions(found.group()) if each.constraint.slot in NEED_SLOTS]
        sheet.constraints.extend(named[:1])
        sheet.name, sheet.certain = "undo", True


def next_need(sheet: Reading) -> None:
    """ "Now the jacket", "and the other thing": a need that was told before and waits."""
    if not sheet.state.waiting or sheet.name:
        return
    if re.fullmatch(NEXT, sheet.text):
        sheet.name, sheet.topic, sheet.certain = "find", "next", True
        return
    found = re.fullmatch(NOW, sheet.text) if not re.match(OF_THE_SHOWN, sheet.text) else None
    mentions = sheet.vocabulary.mentions(found["thing"]) if found else []
    if len(mentions) == 1 and mentions[0].constraint.slot in NEED_SLOTS:
        sheet.constraints.append(mentions[0].constraint)
        sheet.name, sheet.topic, sheet.certain = "find", "next", True


def more(sheet: Reading) -> None:
    if sheet.searching and sheet.shown and not sheet.items and sheet.take(MORE):
        sheet.name, sheet.topic = "refine", "more"


SHOW_THEM = (
    r"(?:(?:can|could|may|let|will|shall) (?:you|i|me|us|we) )?(?:please )?(?:show|see|pull up|pull|bring up|bring|list|display|give|get|have a look at|"
    r"look at)(?: me)? (?:them|'?em|those|these|it|that|all of (?:them|those|these)|the list|what you have)(?: all)?(?: up)?(?: to (?:me|us))?"
)


def show_them(sheet: Reading) -> None:
    """ "Pull those up": the things that were only counted or talked about so far, or the list once more."""
    them = SHOW_THEM.replace("|it|that|", "|") if sheet.shown else SHOW_THEM
    if sheet.searching and sheet.state.offer is None and re.fullmatch(rf"(?:[\s,.]|{OPENERS})*{them}(?:[\s,.!?]|please|then|now)*", sheet.text):
        sheet.name, sheet.certain = "refine", True
        _counted(sheet)


def _counted(sheet: Reading) -> None:
    """ "How many under 30 have you got?", then "ok show me those": what was counted, not the list before it."""
    asked = sheet.state.inquiry
    if sheet.shown and asked is not None and asked.topic == "count" and asked.constraints:
        sheet.constraints.extend(asked.constraints)
        sheet.name = "find" if things(asked.constraints) else "refine"


def dropped(sheet: Reading) -> None:
    """ "forget the price", "colour does not matter": the slot's wishes are taken back."""
    if not sheet.searching:
        return
    if sheet.take(WHOEVER):
        sheet.drop.append("audience")
        sheet.name = "refine"
    for found in re.finditer(TAKE_BACK, sheet.rest):
        words = next(each for each in found.groups() if each).strip()
        slots = _one_said_otherwise(sheet, words) or [slot for word in re.split(r",? (?:or|and) (?:the )?", words) if (slot := _slot_meant(sheet, word))]
        if slots:
            sheet.drop.extend(slots)
            sheet.name = "refine"
            sheet.blank(*found.span())
        elif said := _in_titles(sheet, words):
            sheet.without.extend(said)
            sheet.name = "refine"
            sheet.blank(*found.span())
        elif _unwanted(sheet, words):
            sheet.blank(*found.span())
    _leave_the_thing(sheet)


def _in_titles(sheet: Reading, words: str) -> list[Constraint]:
    """ "Any color then", in a shop where only titles say it: the wish about titles that names a colour."""
    slot = ALIASES.get(words, words)
    colors = [each for each in sheet.state.constraints if each.slot == "title" and each.value in PALETTE]
    return colors if slot == "color" or any(each.value == words for each in colors) else []


def _unwanted(sheet: Reading, words: str) -> bool:
    """Whether what is taken back is a thing that is not on the table: "drop the helmet", said while looking at locks, changes nothing of the locks."""
    named = [each.constraint for each in sheet.vocabulary.mentions(words) if each.constraint.slot in NEED_SLOTS]
    return bool(named) and bool(things(sheet.state.constraints)) and not any(holds(each, item) for each in named for item in sheet.shown)


def _leave_the_thing(sheet: Reading) -> None:
    """ "Forget the puzzles, show me rugs" is a new search; with nothing said in their place, and nothing else wanted, it goes back to what was before."""
    if not set(sheet.drop) & set(NEED_SLOTS):
        return
    if any(each.constraint.slot in NEED_SLOTS for each in sheet.vocabulary.mentions(sheet.rest)):
        sheet.drop.clear()
        sheet.name = None
    elif not sheet.residue and not sheet.state.need and (before := _thing_before(sheet.state)):
        sheet.drop.clear()
        sheet.constraints.append(before)
        sheet.name, sheet.certain = "undo", True


def _thing_before(state: DialogueState) -> Constraint | None:
    """What was searched for before the thing there is now."""
    now, at = set(things(state.constraints)), state.before
    while at is not None:
        named = [each for each in things(at.constraints) if each not in now]
        if named and not now & set(things(at.constraints)):
            return named[0]
        at = at.before
    return None


def _one_said_otherwise(sheet: Reading, words: str) -> list[str]:
    """ "Forget the hob", where the one thing asked of the kettle was that it be made for induction: the wish is taken back under another name."""
    said = [each for each in sheet.state.constraints if each.slot not in (*NEED_SLOTS, "price", "audience")]
    known = sheet.vocabulary.mentions(words) or any(sheet.vocabulary.slot(word) or word in ALIASES or sheet.slot_named(word) for word in words.split())
    one_word = " " not in words and words not in FILLER
    return [said[0].slot] if len(said) == 1 and one_word and not known and not words.isdigit() and words not in LIMITS else []


def _slot_meant(sheet: Reading, word: str) -> str:
    """The slot a word takes back: by its name, by one of its values ("waterproof"), or by a unit ("the 40 litres")."""
    if word.isdigit():
        return "price"
    if word in LIMITS:
        limited = next((each.slot for each in sheet.state.constraints if each.operator[0] == LIMITS[word]), "")
        return f"{'min' if LIMITS[word] == '>' else 'max'}_{limited}" if limited else ""
    slot = ALIASES.get(word, word)
    if sheet.vocabulary.slot(slot) is not None:
        return slot
    measured = re.fullmatch(r"[\d.]+ ?([a-z]+)", word)
    if measured and measured[1] in UNITS:
        return slot_of_unit(sheet, measured[1])[0]
    named = sheet.slot_named(word)
    in_force = {each.slot for each in sheet.state.constraints}
    mentions = [each for each in sheet.vocabulary.mentions(word) if not _another_thing(sheet, each.constraint)]
    value = next((each.constraint.slot for each in mentions if each.constraint.slot in in_force), mentions[0].constraint.slot if mentions else "")
    return value if value in in_force and named not in in_force else named or value


def _another_thing(sheet: Reading, named: Constraint) -> bool:
    """Whether a thing is named that is neither searched for nor shown."""
    wanted = set(things(sheet.state.constraints))
    return bool(wanted) and named.slot in NEED_SLOTS and named not in wanted and not any(holds(named, item) for item in sheet.shown)
