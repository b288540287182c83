"""One language model after another: where the first is down, the next answers, and where none is left the rules do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from chat.llm import LanguageModel, Message, Prepared, Schema, never
from core.errors import EngineDown
from core.standing import Standing


class Standby:
    """A language model of several, by name, the preferred one first. `ahead` of them are prepared before the first question."""

    def __init__(self, models: Sequence[tuple[str, LanguageModel]], ahead: int) -> None:
        self._models = list(models)
        self._ahead = ahead
        self._standing = Standing([name for name, _ in models], "rules alone answer")

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        """Pieces of the first model that answers; none at all where every model is down.

        An answer under a schema is of use only whole: it is handed out when it is complete, so that one cut off in the middle
        is written anew by the next model and no reader sees both. Free text is handed out as it comes; cut off, the next
        model's answer goes on behind it only where it begins with the same words, else EngineDown is raised.
        """
        said = ""
        for name, model in self._models:
            pieces = []
            try:
                with closing(model.stream(messages, schema, max_tokens, cancelled)) as stream:  # type: ignore[type-var]
                    for piece in stream:
                        pieces.append(piece)
                        written = "".join(pieces)
                        if schema is None and len(written) > len(said):
                            if not written.startswith(said):
                                raise EngineDown("the answer was cut off and another model put it differently")
                            yield written[len(said) :]
                            said = written
            except EngineDown as error:
                self._standing.down(name, error)
                continue
            self._standing.up(name)
            yield from pieces if schema is not None else ()
            return
        if said:
            raise EngineDown("the answer was cut off")

    def prepare(self, head: str, schema: Schema) -> None:
        """Loads as many models as are to stand ready, and one at least that is not down."""
        ready = 0
        for name, model in self._models:
            if ready >= self._ahead:
                return
            try:
                if isinstance(model, Prepared):
                    model.prepare(head, schema)
            except EngineDown as error:
                self._standing.down(name, error)
            else:
                self._standing.up(name)
                ready += 1
