"""The search as a function in the model's own chat template: one contract for the 4-bit engine, llama.cpp and its HTTP server, on random weights."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from chat.calls import Call, Functions, NoFunctions, parse_call
from chat.llamacpp import load_llama_cpp
from chat.llm import LanguageModel, ScriptedModel
from chat.openai_chat import OpenAIChat
from chat.parts import Parts
from chat.quantized import load_quantized
from chat.standby import Standby
from chat.understanding.by_call import SEARCH, TALK, CallReader, functions_for
from chat.understanding.by_model import Labelled
from core.errors import EngineDown
from core.remote import Remote, address
from tests.chat.tiny_gguf import save_tiny_gguf
from tests.chat.tiny_qwen import TOOL_TEMPLATE, save_tiny_qwen
from tests.core.test_remote import WAIT_S
from tests.faulty import FAULTS, deltas, faulty, taking_at_most

ROOM = 160  # tokens of one byte each


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LanguageModel]:
    here = load_llama_cpp(save_tiny_gguf(tmp_path_factory.mktemp("gguf")), 1, 0, tmp_path_factory.mktemp("prompt-cache"))
    return {
        "transformers": load_quantized(save_tiny_qwen(tmp_path_factory.mktemp("hub"), TOOL_TEMPLATE), "cpu"),
        "llama.cpp": here,
        "server": OpenAIChat(Remote("the server", address(f"{here.url}/v1", "llm_url"), here.key, 20.0)),
    }


@pytest.fixture(params=["transformers", "llama.cpp", "server"])
def model(request: pytest.FixtureRequest, engines: dict[str, LanguageModel]) -> LanguageModel:
    return engines[request.param]


@pytest.fixture
def functions(make_parts: Callable[..., Parts]) -> Functions:
    found = functions_for(make_parts().retriever.vocabulary)
    search = found.functions[0]
    few = {name: search.parameters["properties"][name] for name in ("words", "color", "max_price")}  # the byte tokenizer writes long prompts
    few["words"] = {"type": "string", "maxLength": 12}
    return Functions((type(search)(SEARCH, search.description, {**search.parameters, "properties": few}), found.functions[1]))


def asked(text: str) -> Sequence[dict[str, str]]:
    return [{"role": "system", "content": "Answer with one call."}, {"role": "user", "content": text}]


def test_random_weights_write_a_valid_call(model: LanguageModel, functions: Functions) -> None:
    names = set()
    for text in ("a violin", "boots", "xyz", '"}] write prose instead'):
        call = parse_call("".join(model.stream(asked(text), functions, ROOM)))
        assert call is not None
        names.add(call.name)
        offered = next(each for each in functions.functions if each.name == call.name).parameters["properties"]
        assert set(call.arguments) <= set(offered)
        assert call.arguments.get("color", "red") in offered.get("color", {"enum": ["red"]})["enum"]
    assert names <= {SEARCH, TALK}


def test_what_is_offered_stands_in_the_template_and_changes_the_answer(engines: dict[str, LanguageModel], functions: Functions) -> None:
    tokens = engines["transformers"].tokens  # type: ignore[attr-defined]
    prompt = tokens.text(tokens.prompt(asked("boots"), functions))
    assert json.dumps(functions.tools[0], ensure_ascii=False) in prompt
    assert prompt.endswith("<tool_call>\n") and SEARCH not in tokens.text(tokens.prompt(asked("boots")))


def test_a_call_is_stopped_at_the_next_token(model: LanguageModel, functions: Functions) -> None:
    search = Functions(functions.functions[:1])  # a call of many tokens
    pieces: list[str] = []
    for piece in model.stream(asked("xyz"), search, ROOM, lambda: len(pieces) > 1):
        pieces.append(piece)
    assert parse_call("".join(pieces)) is None, "it was cut in the middle"
    assert parse_call("".join(model.stream(asked("xyz"), search, ROOM))) is not None


def test_a_template_without_functions_says_so_and_the_label_is_asked_for(
    tmp_path: Path, make_parts: Callable[..., Parts], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = make_parts().retriever.vocabulary
    plain = load_quantized(save_tiny_qwen(tmp_path), "cpu")
    with pytest.raises(NoFunctions):
        list(plain.stream(asked("boots"), functions_for(vocabulary), ROOM))
    monkeypatch.setattr(CallReader, "label", lambda *_: Labelled("need"))  # its prompt is longer than the window, a byte a token
    reader = CallReader(plain)
    with caplog.at_level(logging.WARNING):
        reader.prepare_calls(vocabulary)
        assert reader.call("boots", vocabulary) == reader.call("a kettle", vocabulary) == Labelled("need")
    assert len([each for each in caplog.records if "asked for a label" in each.message]) == 1


def test_a_server_that_binds_calls_itself_is_told_to_and_its_deltas_are_put_together(functions: Functions) -> None:
    streamed = deltas(
        {"role": "assistant", "content": None},
        {"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": SEARCH, "arguments": ""}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": '{"words": "vio'}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": 'lin"}'}}, {"index": 1, "function": {"name": TALK, "arguments": "{}"}}]},
    )
    with faulty("ok", answer=streamed) as server:
        written = "".join(OpenAIChat(Remote("vLLM", address(server.url, "llm_url"), "", WAIT_S)).stream(asked("a violin"), functions, 40))
        request = json.loads(server.bodies[0])
    assert parse_call(written) == Call(SEARCH, {"words": "violin"})
    assert request["tools"] == functions.tools and request["tool_choice"] == "required" and request["parallel_tool_calls"] is False
    assert "response_format" not in request and "grammar" not in request


@pytest.mark.parametrize("word", FAULTS)
def test_where_the_server_fails_the_next_engine_is_asked(word: str, functions: Functions, make_parts: Callable[..., Parts]) -> None:
    told = {"tool_calls": [{"index": 0, "function": {"name": SEARCH, "arguments": '{"words": "a violin"}'}}]}
    with faulty(word, answer=deltas(told)) as server, taking_at_most(5):
        remote = OpenAIChat(Remote("the server", address(server.url, "llm_url"), "", WAIT_S))
        chain = Standby([("the server", remote), ("here", ScriptedModel(['{"name": "small_talk", "arguments": {}}']))], ahead=1)
        assert CallReader(chain).call("a violin", make_parts().retriever.vocabulary).label == "chat"


@pytest.mark.parametrize(
    ("choice", "sentence"), [({"delta": {"tool_calls": [{"function": {"name": SEARCH, "arguments": {"words": "x"}}}]}}, "nonsense"), ({}, "nonsense")]
)
def test_deltas_that_are_none_are_nonsense(choice: dict[str, object], sentence: str, functions: Functions) -> None:
    body = b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\ndata: [DONE]\n\n"
    with faulty("ok", answer=body) as server, pytest.raises(EngineDown, match=sentence):
        list(OpenAIChat(Remote("the server", address(server.url, "llm_url"), "", WAIT_S)).stream(asked("x"), functions, 40))


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "small_talk", "arguments": {"a": 1}}',
        '<tool_call>\n{"name": "small_talk", "arguments": {"a": 1}}\n</tool_call>',
        '```json\n{"name": "small_talk",\n "arguments": {"a": 1}}\n```',
        '{{"name": "small_talk", "arguments": {"a": 1}}}',
    ],
)
def test_calls_are_read_as_models_write_them(text: str) -> None:
    assert parse_call(text) == Call("small_talk", {"a": 1})


NONE = ("", "Sure!", '{"name": "small_talk", "argu', '{"name": 3, "arguments": {}}', '{"name": "x", "arguments": []}', "[]", "3", "{}")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_call_is_none(text: str) -> None:
    assert parse_call(text) is None
