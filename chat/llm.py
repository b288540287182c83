"""The language model as the rest of the house sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

Message = Mapping[str, str]  # {"role": "system" | "user" | "assistant", "content": ...}
Schema = Mapping[str, Any]  # JSON Schema


def never() -> bool:
    """The cancel flag of a turn nobody can stop."""
    return False


class LanguageModel(Protocol):
    """Writes text, optionally bound to a JSON schema; the first message is a fixed head whose reading is cached."""

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        """Pieces of the answer as they are written. Ends early, at the next token, once `cancelled()` is true."""
        ...


@runtime_checkable
class Prepared(Protocol):
    """A model that can load, and read the fixed head of its prompts, ahead of the first question."""

    def prepare(self, head: str, schema: Schema) -> None: ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A model that can read the beginning of a prompt while the end of its last message is still being said."""

    def read_ahead(self, messages: Sequence[Message]) -> None:
        """Returns once it is read. What goes on from there has only the rest to read; what turns out otherwise loses nothing."""
        ...


class ScriptedModel:
    """A model for tests: answers from a list, remembers what it was told, raises when it runs dry."""

    def __init__(self, replies: Sequence[str]) -> None:
        self.replies = list(replies)
        self.told: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        self.told.append(tuple(messages))
        if not self.replies:
            raise AssertionError(f"the scripted model has no reply left for {messages[-1]['content']!r}")
        for piece in self.replies.pop(0).split(" "):
            if cancelled():
                return
            yield piece + " "
