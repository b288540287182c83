"""A wish for a low price that names none: "a cheap tent", "I'm on a tight budget"."""

from __future__ import annotations

from chat.understanding.reading import Reading

CHEAP = (
    r"\b(?:(?:something |anything |nice and |dirt |really |fairly |pretty |quite )*(?:cheap|inexpensive|low[- ]cost|budget[- ]friendly|affordable|"
    r"cheapish|cheapo)(?: and cheerful)?|"
    r"(?:on|have|having|with|on such) an? (?:very |really )?(?:tight |small |student |low |shoestring )?budget|student budget|budget (?=(?:one|"
    r"option|version|model)s?\b)|"
    r"(?:not|nothing) (?:too|very|that|so) (?:dear|expensive|pricey|costly)|(?:should|must|need) not cost (?:much|a lot|a fortune|the earth)|"
    r"(?:money|cash) is (?:a bit )?tight|(?:i am |we are )?(?:skint|broke)(?= *(?:$|[,.!?])))\b"
)


def cheap(sheet: Reading) -> None:
    """ "A cheap tent", "headphones, I'm on a tight budget": the lowest prices first, where no limit is named."""
    if (
        sheet.sort
        or sheet.critiques
        or any(each.slot == "price" for each in sheet.constraints)
        or not (sheet.name in (None, "find", "refine") and sheet.take(CHEAP))
    ):
        return
    sheet.sort = "price"
