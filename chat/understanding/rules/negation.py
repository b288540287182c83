"""What a negation covers: "not leather", "nothing in gold", "I look awful in green", "wool makes my neck itch"."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import FILLER
from retrieval.vocabulary import Mention

NEGATORS = (
    r"\b(?:not(?! (?:more|less|over|under|above|below|know|sure|certain|tell|remember)\b)|"
    r"no(?! (?:i|we|it|sorry|wait|actually|thanks)\b|,| more than| less than| higher| lower| idea| clue)|"
    r"non|without|"
    r"except(?: for)?|excluding|exclude|anything but|everything but|other than|avoid|hate(?! my\b)|"
    r"(?:has|have|had|got|own|owns) (?:enough|plenty(?: of)?|already|too many)|none(?= (?:in|for|with|of)\b)|nothing for|"
    r"any (?:colou?r|brand|material|kind) (?:but|except)|every (?:colou?r|brand|material) (?:but|except)|"
    r"dislike|never(?! (?:know|knows|knew|sure|remember|tell|find out|can tell)\b)|"
    r"nothing(?: in| with| made of)?|nor|minus|rather than|instead of|but not|free of|cannot stand|"
    r"(?:hates|dislikes|avoids?|loathes?|detests?|refuses? to|can not (?:bear|abide))(?= )|(?:no|not an?|not much of an?) (?:big |great )?fan of|"
    r"can not stand|allergic to|leave out|spare me|keep away from|no need for|leave(?= .*\bout\b)|(?:fed up with|sick of)(?! my\b)|"
    r"(?:look|looks|looking|feel|feels)(?: \w+)? (?:awful|terrible|horrible|dreadful|hideous|bad|ill|pale|washed out|ridiculous|silly|stupid|old|fat) in)\b"
)
TURN = re.compile(
    r"\bbut\b(?! not)|\b(?:it|they) (?:should|must|has|have|needs?|can)\b|\b(?:just|only|instead(?! of)|i want|i need|"
    r"show me|give me|please|prefer|rather(?! than))\b|[.;!]"
)
NOT_FOR_ME = (
    r"(?: (?:is|are))? (?:really )?(?:not (?:my (?:thing|colou?r|style|taste)|for me|an option)|out(?= too| then|"
    r" as well|[,.!]|$)|a no|ugly|hideous|awful|horrible|scratchy|itchy|too \w+ for me|too (?:scratchy|itchy|loud|dark|bright|girly|childish))\b|"
    r"(?: ones?| stuff| models?)? (?:is |are )?out of (?:it|this|that|the question)\b|"
    r"(?: (?:is|are|gets?|feels?|looks?|seems?|runs?|smells?))(?: (?:just|really|way|far|a bit|always|simply))* too (?!expensive|dear|pricey|much|cheap|big|"
    r"small|large|long|short|heavy|tight|loose|wide|narrow|far|late|good)\w+\b|"
    r" (?:just |really |always )?(?:does not|do not|never|did not) (?:suit|become|flatter|agree with|go with|work (?:on|for))\b|"
    r" (?:just |really |always )?(?:makes?|gives?|brings?) (?:me|her|him|us|them|my|his|our|their)(?: \w+){0,3}? "
    r"(?:itch\w*|sneez\w*|sweat\w*|sick|scratch\w*|rash\w*|spots|hives|look (?:awful|pale|ill|fat|old|dead|silly|like))\b"
)
HANDLING = frozenset(  # what somebody does not want to do with it: "he will not wear green", "I do not want to mess around with gas"
    """wear wearing wears mess messing around fuss fussing faff faffing bother bothering bothered deal dealing fiddle fiddling touch touching near eat eating
    own owning risk risking handle handling carry carrying mind dead seen caught ever even again particularly having using hang hanging sit sitting
    drink drinking cope put putting rely relying fan big great huge fond keen mad crazy into bothered trust trusting""".split()  # noqa: SIM905 - a word list reads best as words
)
NEEDING = {"it", "in", "be", "being", "too", "needs", "takes", "requires", "runs", "contains", "containing", "comes", "require", "run", "contain"}
DESCRIBING = frozenset("small tiny big large long short sharp loose bright heavy hard thick thin high low visible".split())  # noqa: SIM905 - "nothing with small parts"
ONLY_FILLER = FILLER | HANDLING | NEEDING


def negated(text: str, mentions: list[Mention], at: int) -> bool:
    """A negator stands before the mention with nothing between but filler and other mentions it negates as well."""
    mention = mentions[at]
    if at and mention.constraint.slot in NEED_SLOTS and not text[mentions[at - 1].end : mention.start].strip():
        return False  # "no leather boots", "anything but WildRunner shoes": the thing itself is still wanted
    negators = list(re.finditer(NEGATORS, text[: mention.start]))
    if not negators:
        after = text[mention.end :]
        return (after[:5] in ("-free", " free") and isinstance(mention.constraint.value, str)) or re.match(NOT_FOR_ME, after) is not None
    start = negators[-1].end()
    if TURN.search(text[start : mention.start]):
        return False
    gaps, from_ = [], start
    for each in mentions[:at]:
        if each.start >= start:
            gaps.append(text[from_ : each.start])
            from_ = each.end
    last = text[from_ : mention.start]
    if gaps and "," in last and not re.search(r"\b(?:or|nor|and)\b", last):
        return False  # "not leather, black": the comma ends what "not" covers
    described = DESCRIBING if isinstance(mention.constraint.value, str) and mention.constraint.operator == "contains" else frozenset()
    return all(word in ONLY_FILLER or word in described for word in re.findall(r"\w[\w'-]*", " ".join((*gaps, last))))


def denied_from(text: str, start: int) -> bool:
    """Whether what begins at `start` stands behind a negator with nothing but filler between."""
    negators = list(re.finditer(NEGATORS, text[:start]))
    between = text[negators[-1].end() : start] if negators else ""
    return bool(negators) and not TURN.search(between) and "," not in between and all(word in ONLY_FILLER for word in re.findall(r"\w[\w'-]*", between))
