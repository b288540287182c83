"""Typed and heard words brought to one form before any rule reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

UNITS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "thirtey": 30, "forty": 40, "fourty": 40, "fifty": 50, "fivty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "eigthy": 80, "ninety": 90, "ninty": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "hundrid": 100, "thousand": 1000, "grand": 1000}
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": " - ", "\u00a0": " "})
OPENED = {"im": "i am", "ive": "i have", "id": "i would", "ill": "i will", "youre": "you are", "theyre": "they are"}
SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|\d+)"
SHARED_SCALE = rf"\b(?P<lead>between|from) (?P<low>{SMALL}) (?P<joint>and|to) (?P<high>{SMALL}) (?P<scale>hundred|thousand)\b"  # "between one and two thousand"
MONEY_WORDS = r"dollars?|bucks?|usd|euros?|eur|pounds?|quid"
MINE = r"(?:looking|after|not|an?\b|need|want|like|tak\b|take\b|go\b|going|hav\b|have\b|get\b|buy\b|choose|pick|keep\b)"  # what follows "ill" or "im"
MEASURED = r"(?:kilo(?:gram|meter|metre)?s?|kg|grams?|lit(?:re|er)s?|met(?:re|er)s?|hours?|inch(?:es)?|foot|feet|ounces?|miles?|pints?)"
PARTS = ((r"(?:an? )?half", 0.5), (r"(?:3|three) quarters", 0.75), (r"(?:an? )?quarter", 0.25), (r"(?:an? )?third", 0.333))
LIMIT = r"under|below|over|above|around|about|than|least|most|up to|budget is|max(?:imum)?(?: of)?|spend|within|only have"
TOGETHER = (  # "160 for the two at most": the limit is read, that several share it is not
    r"(?<=\d)(?P<money> (?:dollars?|bucks|euros?))? (?:for (?:the (?:2|pair|lot)|both(?: of them)?|everything)|all (?:in|together)|"
    r"altogether|in total)(?= at\b| *[,.!?]| *$)"
)
END = rf"(?= ?(?:{MONEY_WORDS})\b| ?(?:$|[.,;!?](?!\d)|or less\b|or so\b|please\b|max(?:imum)?\b))"
HEARD: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (  # amounts as speech recognition writes them, once the number words are digits
    (r"(?<![\d.])(\d{1,2}000) (?:and )?(\d00)\b", lambda found: str(int(found[1]) + int(found[2]))),  # "1000 200"
    (r"(?<!between )(?<!from )(?<![\d.$])(\d+00) and (\d\d)\b(?![.,]?\d)", lambda found: str(int(found[1]) + int(found[2]))),  # "100 and 50"
    (rf"(?<!between )(?<!from )(?<![\d.])(\d+00) (\d\d)(?= ?(?:{MONEY_WORDS})\b)", lambda found: str(int(found[1]) + int(found[2]))),  # "100 50 dollars"
    (rf"\b({LIMIT}) a (\d+00){END}", lambda found: f"{found[1]} {found[2]}"),  # "under a 100"
    (rf"\b({LIMIT}) (one|[1-9]) (\d\d){END}", lambda found: f"{found[1]} {found[2].replace('one', '1')}{found[3]}"),  # "under one fifty"
)
LEAST = {(True, "heavy"): "lightest", (True, "light"): "heaviest", (False, "heavy"): "heaviest", (False, "light"): "lightest"}  # "the least heavy"
CONTRACTIONS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\b(do|does|did|is|are|was|wo|ca|would|should|could|have|has)n'?t\b", r"\1 not"), (r"\bi'?m\b", "i am"), (r"\bi'?ve\b", "i have"),
    (r"\bi'd\b", "i would"),
    (r"\bi'll\b", "i will"),
    (r"\b(do|can|have|are|could|would|did|will|thank|for|what|if) u\b(?![- ](?:lock|bolt|bend|turn|shape|bar))", r"\1 you"),
    (r"\b(?:u|ya) (?=have|got|guys|sell)", "you "),
    (r"^(?:and |but |so |well |oh )*\bits (?=(?:my|for|a|an|the|too|not|her|his|our|ok|fine|good|nice|very)\b)", "it is "),
    ((
        r"\b(what|that|it|where|who|how|she|he|here|there|let)s (?=(?!own\b)\w)"
    ), lambda found: found[1] + (" us " if found[1] == "let" else " is ") if found[1] != "it" else found[0]),
    (rf"\b(im|ive|id|ill|youre|theyre) (?={MINE})", lambda found: OPENED[found[1]] + " "),
    (r"\bwhich one's\b", "which one is"),
    (r"\b(you|they|we)'re\b", r"\1 are"), (r"\b(you|they|we)'ve\b", r"\1 have"), (r"\b(you|they|we)'d\b", r"\1 would"), (r"\b(you|they|we)'ll\b", r"\1 will"),
    (r"\b(that|it|there|this|what|who)'ll\b", r"\1 will"), (r"\blet's\b", "let us"), (r"\bthere's\b", "there is"), (r"\bhere's\b", "here is"),
    (r"\bi've\b", "i have"), (r"\b(that|it|what|where|who|how|she|he)'s\b", r"\1 is"), (r"\bgimme\b", "give me"),
    (r"\bwanna\b", "want to"), (r"\bca not\b", "can not"),
    (r"\b(is|are|do|does|can|could|would|have|has) not (?=(?:there|you|it|they|that|these) \w)(?!it\b[^?]*$)", r"\1 "),  # "isn't there a ...?"
    (r"\b(least|most) (heavy|light)\b(?! rain| snow| blue| gr[ae]y| green| brown)", lambda found: LEAST[found[1] == "least", found[2]]),
    (r"\bwo not\b", "will not"), (r"\bcannot\b", "can not"),
)  # fmt: skip


FED_UP = (  # what somebody has and no longer wants to have is what they need a new one of
    r"\b(?:i )?(?:really |just )?(?:hate|can ?not stand|(?:am |i am )?(?:so |really )?(?:fed up with|sick of|tired of)) my "
    r"(?:(?:old|current|stupid|noisy|ugly|broken|worn|heavy|slow|boring|own) )*(?=[a-z])(?!job\b|life\b|boss\b|wife\b|husband\b)"
)


def normalise(text: str) -> str:
    """Lower case, one space between words, plain quotes, contractions opened, number words as digits ("fourty" is 40)."""
    plain = unicodedata.normalize("NFKC", text).translate(QUOTES).lower()
    plain = re.sub(r"\s+", " ", plain).strip()
    plain = re.sub(SHARED_SCALE, lambda found: f"{found['lead']} {found['low']} {found['scale']} {found['joint']} {found['high']} {found['scale']}", plain)
    plain = re.sub(r"\byou guys\b", "you", re.sub(r"\b(the|that) (hundred|thousand)\b(?! \d)", lambda found: f"{found[1]} {SCALES[found[2]]}", plain))
    for pattern, instead in CONTRACTIONS:
        plain = re.sub(pattern, instead, plain)
    plain = re.sub(FED_UP, "i need a new ", plain)
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)  # 1,200 -> 1200
    plain = re.sub(r"(?<![\d.])(\d{1,2}) (hundred|thousand)\b", lambda found: str(int(found[1]) * SCALES[found[2]]), plain)  # 2 hundred -> 200
    plain = re.sub(r"\b(?:there (?:are|will be|is)|we are|we will be|for) (\d+) of us\b", r"for \1 people", as_heard(digits(plain)))
    plain = re.sub(r"([$€£¥]\d+|\b\d{2,}) tops(?= *(?:$|[,.!?;]))", r"\1 max", plain)
    plain = re.sub(TOGETHER, r"\g<money>", plain)
    return re.sub(rf"(\d+) ?({MONEY_WORDS}) tops\b", r"\1 \2 max", fractions(plain))


def as_heard(text: str) -> str:
    """Amounts that speech recognition wrote in parts, joined: "100 and 50 dollars" is 150, "under 1 50" is under 150."""
    for pattern, joined in HEARD:
        text = re.sub(pattern, joined, text)
    return text


def digits(text: str) -> str:
    """Number words as digits: "one hundred and fifty" is 150, "a hundred" 100. A lone "one" stays a word ("this one")."""
    words = text.split(" ")
    out: list[str] = []
    at = 0
    while at < len(words):
        number, used, tail = _number(words, at)
        out.append(f"{number}{tail}" if used else words[at])
        at += used or 1
    return " ".join(out)


def fractions(text: str) -> str:
    """Parts of a measure as decimals: "half a kilo" is "0.5 kilo", "a kilo and a half" and "1 and a half kilos" are 1.5, "three quarters of a litre" 0.75."""
    text = re.sub(rf"\b(\d+|an?|one) and an? (half|quarter)(?= {MEASURED}\b)", lambda found: _and_a(found[1], found[2]), text)
    text = re.sub(rf"\b(\d+|an?|one) ({MEASURED}) and an? (half|quarter)\b", lambda found: f"{_and_a(found[1], found[3])} {found[2]}", text)
    for pattern, share in PARTS:
        text = re.sub(rf"\b{pattern} (?:of )?(?:an? )?(?={MEASURED}\b)", f"{share:g} ", text)
    return re.sub(rf"\b(than|most|least|under|over|below|above|to|about|around|within|beyond) (?:an?|one) (?={MEASURED}\b)", r"\1 1 ", text)


def _and_a(whole: str, part: str) -> str:
    return f"{(int(whole) if whole.isdigit() else 1) + (0.5 if part == 'half' else 0.25):g}"


def _number(words: list[str], start: int) -> tuple[int, int, str]:
    """The number that begins at `start`, how many words it takes (0: none) and the punctuation after it."""
    total, current, at, tail = 0, 0, start, ""
    while at < len(words) and not tail:
        core, end = _bare(words[at])
        following = _bare(words[at + 1])[0] if at + 1 < len(words) and not end else ""
        if core in ("a", "one", "1") and following in SCALES and not current:
            current, at = 1, at + 1
            continue
        if core == "and" and current and at > start and not end and _is_small(following) and _bare(words[at - 1])[0] in SCALES:
            at += 1
            continue
        if core in SCALES:
            if not current and not total and not (core == "hundred" and following == "and"):
                break
            current = max(current, 1) * SCALES[core]
            if SCALES[core] == 1000:
                total, current = total + current, 0
        elif _is_small(core):
            value = _small(core)
            if current and (current % 100 if value < 100 else True) and not (current % 10 == 0 and current % 100 >= 20 and value < 10):
                break
            current += value
        else:
            break
        tail, at = end, at + 1
    return (total + current, at - start, tail) if at > start else (0, 0, "")


def _bare(word: str) -> tuple[str, str]:
    core = word.rstrip(".,;:!?")
    return core, word[len(core) :]


def _is_small(word: str) -> bool:
    return word in UNITS or word in TENS or ("-" in word and all(part in TENS or part in UNITS or part == "one" for part in word.split("-")))


def _small(word: str) -> int:
    return sum(1 if part == "one" else UNITS.get(part, 0) + TENS.get(part, 0) for part in word.split("-"))
