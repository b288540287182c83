"""Functions that a language model is offered in its own chat template, and the one call it answers with.

`Functions` stand where a schema stands: `LanguageModel.stream(messages, functions)` writes one call, as JSON {"name": ..., "arguments": {...}}.
As a mapping they are the JSON Schema of such a call, so that an engine which binds answers to a schema binds them as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import VitrineError

OPENING = "<tool_call>\n"  # what a model writes before a call after Hermes 2 Pro's format, in which Qwen and others were trained
CLOSING = "</tool_call>"
LIKE_TRAINING = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}  # for llguidance: calls as Python's json.dumps spaces them


class NoFunctions(VitrineError):
    """The model's chat template offers no functions, or in a form that is not known here."""


@dataclass(frozen=True)
class Function:
    """What a model may call: `parameters` is the JSON Schema of its arguments."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One call as the model wrote it: nothing in it is believed yet."""

    name: str
    arguments: Mapping[str, Any]


class Functions(Mapping[str, Any]):
    """The functions of which the model calls one."""

    def __init__(self, functions: Sequence[Function]) -> None:
        self.functions = tuple(functions)
        self._schema = {"anyOf": [_schema(each) for each in functions], "x-guidance": LIKE_TRAINING}

    @property
    def tools(self) -> list[dict[str, Any]]:
        """As OpenAI's API and the chat templates of transformers take them."""
        described = ({"name": each.name, "description": each.description, "parameters": dict(each.parameters)} for each in self.functions)
        return [{"type": "function", "function": each} for each in described]

    def __getitem__(self, key: str) -> Any:
        return self._schema[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schema)

    def __len__(self) -> int:
        return len(self._schema)


def required(functions: Functions) -> dict[str, Any]:
    """What a request adds for one call by a server that binds it itself, as vLLM (since 0.8.3) and SGLang do."""
    return {"tools": functions.tools, "tool_choice": "required", "parallel_tool_calls": False}


def begun(messages: Sequence[Mapping[str, str]], functions: Functions) -> dict[str, Any]:
    """What a request to llama.cpp adds: the template offers the functions, the call is begun for the model, and a grammar binds the rest.

    Its `tool_choice: required` binds nothing in xllamacpp 2026.10.11549 (random weights write noise, Qwen2.5-Coder a code fence); beside
    any choice but none it takes no grammar, and `response_format` fails behind words that are begun.
    """
    grammar = "%llguidance {}\nstart: %json " + json.dumps(dict(functions))
    opened = [*map(dict, messages), {"role": "assistant", "content": OPENING}]
    return {"tools": functions.tools, "tool_choice": "none", "messages": opened, "grammar": grammar}


class CallPieces:
    """Turns the deltas of a server's stream into the text of one call; words beside a call are handed on as they are."""

    def __init__(self) -> None:
        self._begun = False

    def of(self, choice: Mapping[str, Any]) -> str:
        """The text one choice of a chunk adds. Raises KeyError, TypeError or AttributeError for what is no chunk."""
        delta = choice["delta"]
        if not delta.get("tool_calls"):
            closing = "}" if self._begun and choice.get("finish_reason") else ""
            return (delta.get("content") or "") * (not self._begun) + closing
        written = ""
        for each in delta["tool_calls"]:
            if each.get("index"):  # one call answers a turn
                continue
            told = each["function"]
            if told.get("name") and not self._begun:
                self._begun = True
                written += f'{{"name": {json.dumps(told["name"])}, "arguments": '
            written += told.get("arguments") or ""
        return written + ("}" if self._begun and choice.get("finish_reason") else "")


def parse_call(text: str) -> Call | None:
    """The call in an answer: bare, between tags, in a code fence, or in the doubled braces that the template of Qwen2.5-Coder shows. None for anything else."""
    inner = text.strip().removeprefix(OPENING.strip()).removesuffix(CLOSING).strip()
    fenced = re.fullmatch(r"```(?:json)?\s*(.*?)\s*```", inner, re.DOTALL)
    inner = fenced.group(1) if fenced else inner
    doubled = re.fullmatch(r"\{(\{.*\})\}", inner, re.DOTALL)
    try:
        found = json.loads(doubled.group(1) if doubled else inner)
        name, arguments = found["name"], found["arguments"]
    except (ValueError, KeyError, TypeError):
        return None
    return Call(name, arguments) if isinstance(name, str) and isinstance(arguments, dict) else None


def _schema(function: Function) -> dict[str, Any]:
    properties = {"name": {"enum": [function.name]}, "arguments": dict(function.parameters)}
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
