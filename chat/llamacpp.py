"""llama.cpp in this process, through xllamacpp: GGUF weights in 4 bits, answers bound to a JSON schema, the prompt's head kept on disk."""

from __future__ import annotations

import hashlib
import json
import queue
import secrets
import threading
import urllib.error
import urllib.request
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from chat.llm import Message, Schema, never
from core.errors import WeightsError

SLOTS = 4  # prompt heads whose reading is kept side by side: one head read again costs about 5 s on two cores
SLOT_TOKENS = 2048  # a head is about 300 to 700, a turn about 60; 28 KiB a token, so 59 MB a slot


def load_llama_cpp(model: Path, threads: int, gpu_layers: int, cache: Path) -> LlamaCpp:
    """Loads the GGUF file. `cache` is the folder where read prompt heads are kept. Raises WeightsError for a file llama.cpp refuses."""
    import xllamacpp

    cache.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(24)  # the library also listens on a loopback port: nobody else on the machine may use it
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx, parameters.n_parallel, parameters.cpuparams.n_threads = SLOTS * SLOT_TOKENS, SLOTS, threads
    parameters.kv_unified, parameters.cache_idle_slots, parameters.cache_ram_mib = False, False, 0  # else every change of head adds 8 MB, up to 8 GB
    parameters.n_gpu_layers, parameters.use_jinja, parameters.verbosity, parameters.warmup = gpu_layers, True, -1, False
    parameters.slot_save_path, parameters.endpoint_slots, parameters.api_keys = f"{cache}/", True, [key]
    try:
        server = xllamacpp.Server(parameters)
    except RuntimeError as error:
        raise WeightsError(f"llama.cpp cannot load {model.name} ({error}): run `python launch.py models verify`") from None
    return LlamaCpp(server, key, f"{model.name}-{model.stat().st_size}", cache)


class Heads:
    """Which slot holds which prompt head; a new head takes the slot that was not used for the longest time."""

    def __init__(self, slots: int = SLOTS) -> None:
        self._slots: OrderedDict[str | int, int] = OrderedDict((free, free) for free in range(slots))

    def slot(self, head: str) -> int:
        if head not in self._slots:
            _, place = self._slots.popitem(last=False)
            self._slots[head] = place
        self._slots.move_to_end(head)
        return self._slots[head]


class LlamaCpp:
    """One model, one answer at a time: conversations take turns, and each head their prompts share is read once, in a slot of its own."""

    def __init__(self, server: Any, key: str, identity: str, cache: Path) -> None:
        self._server = server
        self._key = key
        self._identity = identity
        self._cache = cache
        self._turn = threading.Lock()
        self._heads = Heads()

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        """Pieces as llama.cpp writes them; closing the iterator or `cancelled()` stops it at the next token. Source: llama.cpp's server."""
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        closed = threading.Event()
        request = _request(messages, schema, max_tokens)

        def receive(chunk: dict[str, Any]) -> bool:
            if "error" in chunk:
                pieces.put(WeightsError(f"the language model failed: {chunk['error'].get('message', chunk['error'])}"))
                return True
            text = next((choice["delta"].get("content") for choice in chunk.get("choices", ())), None)
            if text:
                pieces.put(text)
            return closed.is_set() or cancelled()

        def write() -> None:
            try:
                with self._turn:
                    if not (closed.is_set() or cancelled()):
                        slot = self._heads.slot(_head(messages))
                        self._server.handle_chat_completions({**request, "id_slot": slot}, receive)
            except RuntimeError as error:
                pieces.put(WeightsError(f"the language model failed: {error}"))
            finally:
                pieces.put(None)

        threading.Thread(target=write, name="llama.cpp", daemon=True).start()
        try:
            while (piece := pieces.get()) is not None:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            closed.set()

    def prepare(self, head: str, schema: Schema) -> None:
        """Has the head of a prompt read before the first turn, from disk where it was read once before."""
        name = hashlib.sha256(f"{self._identity}\n{head}".encode()).hexdigest()[:24] + ".kv"
        with self._turn:
            slot = self._heads.slot(head)
            kept = (self._cache / name).is_file() and self._slot("restore", slot, name)
        opening = ({"role": "system", "content": head}, {"role": "user", "content": ""})
        for _ in self.stream(opening, schema, max_tokens=1):
            continue  # one token: the weights are then in memory and the grammar's tables, seconds of work, are built
        if not kept:
            with self._turn:
                self._slot("save", self._heads.slot(head), name)

    def _slot(self, action: str, slot: int, name: str) -> bool:
        """Asks the library's own server to save or restore a slot. False where it refuses: the head is then simply read again."""
        url = f"{self._server.listening_address}/slots/{slot}?action={action}"
        body = json.dumps({"filename": name}).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False


def _head(messages: Sequence[Message]) -> str:
    return next((each["content"] for each in messages if each["role"] == "system"), "")


def _request(messages: Sequence[Message], schema: Schema | None, max_tokens: int) -> dict[str, Any]:
    request: dict[str, Any] = {"messages": [dict(each) for each in messages], "temperature": 0, "max_tokens": max_tokens, "stream": True, "cache_prompt": True}
    if schema is not None:  # the grammar form forbids white space, which response_format lets the model write (24-31 tokens an act instead of 14-23)
        request["grammar"] = "%llguidance {}\nstart: %json " + json.dumps({**schema, "x-guidance": {"whitespace_flexible": False}})
    return request
