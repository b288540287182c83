"""A language model on a server that speaks OpenAI's chat completions: vLLM, SGLang, llama.cpp's server and others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any

from chat.calls import CallPieces, Functions, begun, required
from chat.llm import Message, Schema, never
from core.errors import EngineDown
from core.remote import Remote

ROOM = 2  # times the tokens for an answer under a schema: `response_format` lets a model write white space (24-31 tokens an act instead of 14-23)


class OpenAIChat:
    """Many conversations at once, each a request of its own; the server batches them and keeps the prompts' heads."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        """Pieces as they arrive; the connection is closed at the next one once `cancelled()` is true, which stops the server. Raises EngineDown."""
        if cancelled():
            return
        with closing(self._remote.events("/chat/completions", self._request(messages, schema, max_tokens))) as events:  # type: ignore[type-var]
            pieces = CallPieces()
            for event in events:
                try:
                    text = pieces.of(event["choices"][0]) if event.get("choices") else ""
                except (KeyError, IndexError, TypeError, AttributeError):
                    raise EngineDown(f"{self._remote.what} answered nonsense") from None
                if text:
                    yield text
                if cancelled():
                    return

    def prepare(self, head: str, schema: Schema) -> None:
        """Has the server read the head and build the schema's tables. Raises EngineDown."""
        for _ in self.stream(({"role": "system", "content": head}, {"role": "user", "content": ""}), schema, max_tokens=1):
            continue

    @cached_property
    def model(self) -> str:
        """The model the address names, else the first the server has."""
        named = self._remote.address.options.get("model")
        try:
            return named or str(self._first["id"])
        except (KeyError, TypeError):
            raise EngineDown(f"{self._remote.what} names no model: write ?model=NAME behind its address") from None

    @cached_property
    def _first(self) -> Any:
        """What the server says of the first of its models; nothing where it says nothing."""
        try:
            return self._remote.get("/models")["data"][0]
        except (KeyError, IndexError, TypeError):
            return {}

    @property
    def _is_llama_cpp(self) -> bool:
        return isinstance(self._first, dict) and self._first.get("owned_by") == "llamacpp"

    def _request(self, messages: Sequence[Message], schema: Schema | None, max_tokens: int) -> dict[str, Any]:
        written = [dict(each) for each in messages]
        request: dict[str, Any] = {"model": self.model, "messages": written, "temperature": 0, "max_tokens": max_tokens, "stream": True}
        if schema is not None:
            request["max_tokens"] = ROOM * max_tokens
        if isinstance(schema, Functions):
            request |= begun(messages, schema) if self._is_llama_cpp else required(schema)
        elif schema is not None:
            request["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)}}
        return request
