"""Whether a turn really asked the language model: what the rules and examples learn to read they take from under a measurement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chat.llm import LanguageModel, Message, ReadsAhead, Schema, never
from chat.parts import Parts
from core.errors import StorageError

FEWEST = 5  # turns of ten that have to ask it


class Counted:
    """A language model that counts how often it is asked."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.calls = 0

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        self.calls += 1
        return self.model.stream(messages, schema, max_tokens, cancelled)

    def read_ahead(self, messages: Sequence[Message]) -> None:
        if isinstance(self.model, ReadsAhead):
            self.model.read_ahead(messages)


def counted(parts: Parts) -> Counted:
    """The model of the turns from now on. Raises StorageError where there is none."""
    if parts.reader is None:
        raise StorageError("no language model reads here, so that nothing of it can be measured: leave `--llm none` out")
    found = parts.reader.model if isinstance(parts.reader.model, Counted) else Counted(parts.reader.model)
    parts.reader.model = found
    return found


def enough(asked: Sequence[float], of: int) -> None:
    """Raises StorageError where nearly all turns were read without the model."""
    if len(asked) < FEWEST:
        raise StorageError(f"only {len(asked)} of {of} turns asked the model: give commands/measure/turns.py sentences that rules and examples do not read")
