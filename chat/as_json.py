"""A turn as plain data: the one shape that `ask --json` and the API print."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from chat.acts import Act
from chat.reply import Reply
from chat.state import DialogueState, flatten
from retrieval.query import Suggestion


def turn_record(state: DialogueState, reply: Reply) -> dict[str, Any]:
    """transcript, act, state, move, suggestions, reply, spoken, chips and timings_ms of one turn; first_audio is None where nothing was spoken."""
    understood = reply.understood
    return {
        "transcript": understood.transcript,
        "act": act_record(understood.act),
        "photo": [asdict(each) for each in understood.photo.attributes] if understood.photo else None,
        "state": {**flatten(state.constraints), **({"need": state.need} if state.need else {})},
        "move": reply.move,
        "suggestions": [suggestion_record(each) for each in reply.suggestions],
        "reply": reply.text,
        "spoken": list(reply.spoken),
        "question": asdict(reply.question) if reply.question else None,
        "chips": [asdict(each) for each in reply.chips],
        "timings_ms": {"first_audio": None, **reply.timings_ms},
    }


def act_record(act: Act) -> dict[str, Any]:
    """The act without its empty fields."""
    record = asdict(act)
    record["constraints"] = [{"slot": each.slot, "op": each.operator, "value": each.value, "hard": each.hard} for each in act.constraints]
    return {name: value for name, value in record.items() if value not in ("", (), [], None)}


def suggestion_record(suggestion: Suggestion) -> dict[str, Any]:
    item = suggestion.item
    return {
        "id": item.id,
        "title": item.title,
        "price": item.price,
        "currency": item.currency,
        "rank": suggestion.rank,
        "score": round(suggestion.score, 4),
        "reasons": [{"text": each.text, "slot": each.slot} for each in suggestion.reasons],
        "image": item.image,
    }
