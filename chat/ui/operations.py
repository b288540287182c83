"""What a tap on the page does to a conversation: some take a turn, some only look back."""

from __future__ import annotations

from chat.session import Session
from chat.taps import Tap, act_of
from chat.ui.head import BAD
from chat.ui.shop import Shop
from chat.ui.turns import Said
from core.errors import BadInput

CAPTION = 400  # characters of a tap's words that the transcript keeps; titles of items are among them


def said_by(tap: Tap, session: Session, shop: Shop) -> Said | None:
    """The turn to take for a tap, None where there is none to take. Raises BadInput and NotFound for one that means nothing here."""
    if tap["do"] == "undo":
        undo(session)
        return None
    if tap["do"] == "judge":
        judge(tap, session, shop)
        return None
    if tap["do"] == "correct":
        return corrected(tap, session, shop)
    return Said(tap.get("words", "")[:CAPTION] or tap["do"], act=act_of(tap, session.state, shop.parts.retriever))


def moved(tap: Tap, session: Session, shop: Shop) -> Session:
    """A new conversation about another catalog; the one before is forgotten. Raises BadInput, StorageError where that catalog cannot be had."""
    name = tap.get("value", "")
    if name != shop.parts.retriever.catalog.name:
        shop.shelves.get(name)
    other = shop.sessions.get(shop.sessions.create())
    other.catalog = name
    shop.sessions.forget(session.name)
    return other


def undo(session: Session) -> None:
    """Takes the last turn back, as if it had not been. Raises BadInput where there is none."""
    if not session.correctable:
        raise BadInput("there is nothing to undo in this conversation")
    session.rewind(max(session.correctable))


def judge(tap: Tap, session: Session, shop: Shop) -> None:
    """Keeps what the shopper thought of an answer, with what it answered. Raises BadInput for an answer that is no longer there."""
    told = {each.who: each for each in session.lines if str(each.turn) == tap.get("turn")}
    if "shop" not in told or tap.get("good") not in ("yes", "no"):
        raise BadInput("that answer is no longer here: judge the last one")
    said, reason = told.get("shopper"), tap.get("reason", "")
    record = {"good": tap["good"] == "yes", "said": said.text if said else "", "reply": told["shop"].text, "shown": list(session.state.shown)}
    shop.opinions.keep({**record, "reason": reason if reason in BAD else ""})


def corrected(tap: Tap, session: Session, shop: Shop) -> Said:
    """A line said again in other words, from where it was said; a photo that was shown with it is shown again."""
    words = tap.get("words", "").strip()
    if not words or not tap.get("turn", "").isdigit():
        raise BadInput("nothing was written in place of that line: write what you meant")
    line = session.rewind(int(tap["turn"]))
    return Said(words, photo=shop.photos.get(line.photo) if line.photo else None)
