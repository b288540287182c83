"""A turn that was spoken into an open microphone, and may have been taken already while the shopper was only pausing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chat.reply import Reply
from chat.state import DialogueState


class Begun(Protocol):
    """A turn taken before it was certain: chat/ahead.py."""

    def taken(self, state: DialogueState, before: DialogueState, cancelled: Callable[[], bool]) -> tuple[DialogueState, Reply] | None:
        """What it came to, where nothing has happened since; else None."""
        ...

    def cancel(self) -> None: ...


@dataclass(frozen=True, eq=False)
class Spoken:
    """The words of one turn; `ahead` is None where nothing was begun. `token` is how the page asks for it."""

    token: str
    text: str
    ahead: Begun | None = None
