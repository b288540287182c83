"""`bench remote`: what a server in the place of an engine costs, and what conversations side by side gain.

llama.cpp in this process listens on HTTP as well, so both ways lead to the same weights; they are taken in turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from chat.llamacpp import LlamaCpp
from chat.llm import LanguageModel, Message
from chat.llms import ENGINES
from chat.openai_chat import OpenAIChat
from chat.understanding.by_model import SCHEMA, head_for
from commands.measure.row import Row, median_row
from commands.measure.turns import BY_MODEL, free_port, milliseconds, shown
from core.errors import EngineDown, WrongSetting
from core.remote import Remote, address
from core.settings import Settings

REPEATS = 20
ROUNDS = 5  # of what takes seconds each
LONG = 64  # tokens of an answer whose speed is measured
AT_ONCE = 4
STORY: Message = {"role": "user", "content": "Count from one to five hundred in words."}


def measure_remote(settings: Settings) -> Iterator[Row]:
    """Needs llama.cpp here. Raises WrongSetting."""
    load = ENGINES["llama.cpp"]
    assert load is not None
    local = load(replace(settings, llm="llama.cpp"))
    if not isinstance(local, LlamaCpp):
        raise WrongSetting("bench remote measures llama.cpp: leave --llm as it is")
    yield overhead(local, OpenAIChat(Remote("the server", address(f"{local.url}/v1", "llm_url"), local.key, 60.0)))
    yield failover(settings)
    yield from speeds(local, lambda tokens: bare_loop(local, tokens), "the bare llama.cpp loop")
    yield prefix(local)


def overhead(local: LanguageModel, remote: LanguageModel) -> Row:
    """One short answer on a prompt that both have read: what HTTP and JSON add, in milliseconds."""
    here: list[float] = []
    there: list[float] = []
    for _ in shown(range(REPEATS), "calls"):
        for model, took in ((local, here), (remote, there)):
            took.append(milliseconds(lambda model=model: list(model.stream(asked(BY_MODEL[0]), None, 1))))  # type: ignore[misc]
    return median_row("a call through HTTP on loopback", there, "ms", here, "the same call in this process")


def failover(settings: Settings) -> Row:
    """Until a server that is not there is given up."""
    took = []
    for _ in range(REPEATS):
        dead = OpenAIChat(Remote("nobody", address(f"http://127.0.0.1:{free_port()}/v1?model=any", "llm_url"), "", settings.remote_ms / 1000))
        start = time.perf_counter()
        try:
            list(dead.stream(asked(BY_MODEL[0])))
        except EngineDown:
            took.append((time.perf_counter() - start) * 1000)
    return median_row("until a dead server is given up", took, "ms")


def speeds(model: LanguageModel, bare: Any, name: str) -> Iterator[Row]:
    """Tokens a second: streamed by ours beside the bare loop, and of several conversations beside one. What is compared is taken in turns, either first."""
    ours, baseline, together, one = [], [], [], []
    speed(model, AT_ONCE)  # slots, heads and tables are warm from here on, on both sides
    bare(LONG)
    for place in shown(range(ROUNDS), "tokens a second"):
        pairs: list[Callable[[], None]] = [lambda: ours.append(speed(model, 1)), lambda: baseline.append(bare(LONG))]
        pairs += [lambda: together.append(speed(model, AT_ONCE)), lambda: one.append(speed(model, 1))]
        for measure in pairs[:: -1 if place % 2 else 1]:
            measure()
    yield median_row("streamed tokens a second", ours, "tokens/s", baseline, name)
    yield median_row(f"tokens a second of {AT_ONCE} conversations at once", together, "tokens/s", one, "one conversation")


def speed(model: LanguageModel, conversations: int) -> float:
    """Tokens a second of all together while all of them write: from the last first token to the first last one.

    A piece is a token or, where a character takes several, more: both sides count alike.
    """

    def answer(number: int) -> list[float]:
        pieces = model.stream(({"role": "system", "content": "You count."}, {**STORY, "content": f"{STORY['content']} Begin at {number}."}), None, LONG)
        return [time.perf_counter() for _ in pieces]

    with ThreadPoolExecutor(conversations) as pool:
        found = list(pool.map(answer, range(1, conversations + 1)))
    return rate(found)


def rate(found: Sequence[Sequence[float]]) -> float:
    """Tokens a second, of the moments at which each conversation's tokens came."""
    start, end = max(times[0] for times in found), min(times[-1] for times in found)
    return sum(start < moment <= end for times in found for moment in times) / max(end - start, 1e-9)


def bare_loop(local: LlamaCpp, tokens: int) -> float:
    """The library's own streaming call, without our threads and queues."""
    times: list[float] = []

    def receive(chunk: dict[str, Any]) -> bool:
        if any(choice["delta"].get("content") for choice in chunk.get("choices", ())):
            times.append(time.perf_counter())
        return False

    messages: Sequence[Message] = ({"role": "system", "content": "You count."}, {**STORY, "content": f"{STORY['content']} Begin at 1."})
    request = {"messages": [dict(each) for each in messages], "temperature": 0, "max_tokens": tokens, "stream": True, "cache_prompt": True, "id_slot": 0}
    local.server.handle_chat_completions(request, receive)
    return rate([times])


def prefix(model: LanguageModel) -> Row:
    """Time to the first token of a turn whose prompt begins like those before, beside a prompt of the same length that does not."""
    again, anew = [], []
    head = head_for(())
    list(model.stream(asked(BY_MODEL[0]), SCHEMA, 1))
    for place, text in enumerate(shown(BY_MODEL[:ROUNDS], "first tokens")):
        again.append(first_token(model, head, text))
        anew.append(first_token(model, f"Shop {place} of {time.time_ns()}. {head}", text))
    return median_row("first token, the prompt's head read before", again, "ms", anew, "a stateless prompt")


def first_token(model: LanguageModel, head: str, text: str) -> float:
    pieces = model.stream(({"role": "system", "content": head}, {"role": "user", "content": text}), SCHEMA, 12)
    took = milliseconds(lambda: next(pieces))
    list(pieces)
    return took


def asked(text: str) -> Sequence[Message]:
    return ({"role": "system", "content": head_for(())}, {"role": "user", "content": text})
