"""Items meant by their place in the talk: "the other one", "not that one, the one before", "the one you said first"."""

from __future__ import annotations

from chat.understanding.reading import Reading

NOUN = r"(?:one|pair|model)"
NOT_THAT = r"(?:\b(?:no,? )?not (?:this|that|it)(?: one)?,? (?:but )?)?"
OTHER = rf"{NOT_THAT}\b(?:the|that) other (?:{NOUN}|of (?:the|those) (?:2|two))\b(?! (?:than|from)\b)"
BEFORE = (
    rf"{NOT_THAT}\b(?:the {NOUN} (?:just |right )?before(?: (?:that|it|this)(?: one)?)?|the (?:previous|earlier|former) {NOUN}|"
    rf"the {NOUN} we (?:had|talked about|were on|looked at) before(?: that)?)\b"
)
FIRST = (
    rf"{NOT_THAT}\bthe (?:very )?(?:first )?{NOUN} you (?:said|showed|mentioned|suggested|recommended|named|started with|had)(?: me)?(?: (?:first|at first))?\b"
)


def pointing(sheet: Reading) -> None:
    """Notes the item that is pointed at, where the talk has such a one; what is done with it is left to the rules that follow."""
    if not sheet.shown:
        return
    for meant, words in ((_other(sheet), OTHER), (_before(sheet), BEFORE), (sheet.shown[0].id, FIRST)):
        if meant and sheet.take(words):
            sheet.items.append(meant)
            return


def _other(sheet: Reading) -> str:
    """The one of the pair that is not in focus; of two that are shown, the one not in focus."""
    pair = [each for each in sheet.pair if isinstance(each, str)] or [item.id for item in sheet.shown if len(sheet.shown) == 2]
    others = [each for each in pair if each != sheet.focus]
    return others[0] if len(pair) == 2 and len(others) == 1 else ""


def _before(sheet: Reading) -> str:
    return next((each for each in sheet.state.talked if each != sheet.focus), "")
