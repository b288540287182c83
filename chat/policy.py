"""Which move answers an act: code decides, from the act and what was found."""

from __future__ import annotations

from chat.acts import Act, MoveName
from chat.finding import Found
from chat.remember import resolve
from chat.state import DialogueState


def choose(act: Act, before: DialogueState, after: DialogueState, found: Found) -> MoveName:
    """The move. Recommend early; never offer a substitute in silence; ask only where nothing can be shown."""
    if act.name == "chat":
        return "chat"
    if act.name in ("pick", "ask", "compare"):
        meant = resolve(act.items, before)
        if not meant or (act.name == "compare" and len(meant) < 2):
            return "clarify"
        return {"pick": "confirm", "ask": "answer", "compare": "compare"}[act.name]  # type: ignore[return-value]
    if act.name == "undo" and not after.searching:
        return "chat"
    if not after.searching:
        return "clarify"
    return "recommend" if found.suggestions else "none_found"
