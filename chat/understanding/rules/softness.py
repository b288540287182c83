"""Which wishes only rank: "ideally blue", "mint, but it is no dealbreaker", "being able to dim it would be a bonus"."""

from __future__ import annotations

import re

PLEASANT = r"(?:nice|great|good|lovely|handy|ideal|perfect|brilliant|fantastic|cool|neat|sweet|useful|super|best|welcome)"
GAIN = (
    r"(?:an? |the |my |our )?(?:added |extra |big |real |nice |definite |first |top |preferred )*"
    r"(?:plus|bonus|choice|preference|favou?rite|extra|nice[- ]to[- ]have|cherry on top|icing on the cake|advantage|preferred)"
)
AHEAD = (  # colours what follows it
    r"ideally|preferably|i(?: would)? prefer|maybe|perhaps|at best|hopefully|nice to have|(?:extra |big |a )?(?:bonus|points?|marks)(?: points?| marks)? "
    r"(?:if|for)|(?:even better|all the better|better still|so much the better) if|i would not (?:mind|object)(?: if| to)?|"
    r"(?:if|should) (?:it|they|there|one|you|that) (?:(?:just|also) )*happen(?:s|ed)? to|(?:which|that) happens? to|if there is one"
)
BESIDE = (  # colours its own clause, on both sides
    r"if (?:at all )?possible|if you can|if you have (?:it|one|them|that|any)|if there is one|where possible|when possible|"
    rf"(?:would|will|is|are|could)(?: (?:also|just|really|certainly|of course|even))* be (?:very |really |so |most )?(?:{PLEASANT}|{GAIN})|"
    rf"(?:is|are) (?:just |only |really )?(?:{GAIN})|"
    r"(?:would|will|does|do) not (?:hurt|go amiss|be bad|be a bad thing)|would not be bad|for preference|by preference"
)
NOT_NEEDED = r"(?:must(?: have)?|deal ?breaker|deal-breaker|requirement|necessity|priority|big deal|biggie|condition|hard requirement|show ?stopper)"
AFTERWARDS = (  # takes the firmness off what was said just before
    rf"(?:it |that |this |which )?(?:is |are |would be )?(?:really )?(?:not (?:a |an? absolute |the )?|no |"
    rf"hardly a ){NOT_NEEDED}(?: (?:for me|to me|at all|though))?"
    r"(?: if (?:not|it is not|they are not|you do not|there is none|you have not))?|"
    r"(?:(?:it|that) )?(?:is )?not (?:absolutely |strictly |really |so |that |totally )?(?:essential|crucial|required|necessary|vital|"
    r"critical|compulsory|mandatory)|"
    r"(?:(?:it|that) )?(?:is|are) (?:just |only |purely |quite )?optional|"
    r"i (?:am|can be)(?: (?:quite|pretty|very|fairly|fully|really))? (?:flexible|open|easy|adaptable)(?: (?:about|on|with) (?:it|that|"
    r"this)| there| to (?:others?|anything|alternatives?))?|"
    r"(?:i am )?(?:not (?:too )?(?:set|fixed|fixated|dead set|sold) on (?:it|that)|not (?:too )?(?:fussed|bothered|fussy|"
    r"picky)(?: about (?:it|that))?(?: if not)?)|"
    r"(?:it is )?not the end of the world(?: if (?:not|it is not))?|(?:i )?(?:can|could) (?:live without|do without|compromise on|live with others?)"
    r"(?: (?:it|that))?|no (?:worries|problem|harm|big deal) if (?:not|it is not|they are not|you do not)|if not,? (?:no (?:worries|"
    r"problem|matter)|never mind|that is (?:fine|ok(?:ay)?))|"
    r"(?:but )?(?:others?|another|other ones) (?:is|are|would be) (?:fine|ok(?:ay)?|good) (?:too|as well)"
)
WELCOME = rf"\b(?:{AFTERWARDS}|{BESIDE})\b"  # said of something beside the thing itself
SOFTENERS = rf"\b(?:{AFTERWARDS}|{BESIDE}|{AHEAD})\b"
ENDS = re.compile(r"[,.](?!\d)|[;!?]|\s-\s|\b(?:but|though|although|however)\b")


def soft_spans(text: str, named: tuple[int, ...]) -> list[tuple[int, int]]:
    """Stretches of normalised text whose wishes only rank; `named` are the places where values are named."""
    spans = []
    for found in re.finditer(SOFTENERS, text):
        start, end = _clause(text, *found.span())
        if re.fullmatch(AFTERWARDS, found.group()):
            spans.append((start if _between(named, start, end) else _before(text, start), end))
        elif re.fullmatch(BESIDE, found.group()) or not text[found.end() : end].strip():
            spans.append((start, end) if _between(named, start, end) else (_before(text, start), end))
        else:
            spans.append((found.start(), end))
    return spans


def _between(places: tuple[int, ...], start: int, end: int) -> bool:
    return any(start <= at < end for at in places)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a stretch: from the mark or "but" before it to the one after it."""
    opens = [each.end() for each in ENDS.finditer(text, 0, start)]
    closes = ENDS.search(text, end)
    return opens[-1] if opens else 0, closes.start() if closes else len(text)


def _before(text: str, start: int) -> int:
    """Where the clause begins that stands before the one that begins at `start`."""
    lead = ENDS.sub(lambda mark: " " * len(mark.group()), text[:start]).rstrip()
    return _clause(text, len(lead), len(lead))[0]
