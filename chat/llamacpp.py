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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chat.calls import Functions, begun
from chat.llm import Message, Schema, never
from core.errors import WeightsError

SLOTS = 6  # conversations answered side by side, and prompt heads whose reading is kept: one head read again costs about 5 s on two cores
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
    """Which slot holds which prompt head. While it is answered, a conversation has a slot to itself."""

    def __init__(self, slots: int = SLOTS) -> None:
        self._held: OrderedDict[int, str] = OrderedDict((slot, "") for slot in range(slots))  # the one idle longest first
        self._busy: set[int] = set()
        self._changed = threading.Condition()

    @contextmanager
    def slot(self, head: str) -> Iterator[tuple[int, bool]]:
        """A slot, and whether it holds the head already; waits while all are at work. A head that no other slot holds is given up last."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._busy) < len(self._held))
            slot, held = self._choose(head)
            self._busy.add(slot)
            self._held[slot] = head
            self._held.move_to_end(slot)
        try:
            yield slot, held
        finally:
            with self._changed:
                self._busy.discard(slot)
                self._changed.notify()

    def _choose(self, head: str) -> tuple[int, bool]:
        idle = {slot: held for slot, held in self._held.items() if slot not in self._busy}
        same = [slot for slot, held in idle.items() if held == head]
        if same:
            return same[-1], True
        every = list(self._held.values())
        return min(idle, key=lambda slot: every.count(idle[slot]) == 1 and idle[slot] != ""), False


class LlamaCpp:
    """One model for all conversations: several are answered side by side, each in a slot, and a head their prompts share is read once."""

    def __init__(self, server: Any, key: str, identity: str, cache: Path) -> None:
        self.server = server
        self.key = key
        self._identity = identity
        self._cache = cache
        self._heads = Heads()

    @property
    def url(self) -> str:
        """Where the library itself listens, on loopback; `key` opens it."""
        return str(self.server.listening_address)

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        """Pieces as llama.cpp writes them; closing the iterator or `cancelled()` stops it at the next token. Source: llama.cpp's server."""
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        closed, read = threading.Event(), threading.Event()
        request = _request(messages, schema, max_tokens)

        def receive(chunk: dict[str, Any]) -> bool:
            if "error" in chunk:
                pieces.put(WeightsError(f"the language model failed: {chunk['error'].get('message', chunk['error'])}"))
                return True
            text = next((choice["delta"].get("content") for choice in chunk.get("choices", ())), None)
            if text:
                read.set()
                pieces.put(text)
            return closed.is_set() or cancelled()

        def write() -> None:
            try:
                with self._ready(_head(messages, schema), read) as slot:
                    if not (closed.is_set() or cancelled()):
                        self.server.handle_chat_completions({**request, "id_slot": slot}, receive)
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
        opening = ({"role": "system", "content": head}, {"role": "user", "content": ""})
        for _ in self.stream(opening, schema, max_tokens=1):
            continue  # one token: the weights are then in memory and the grammar's tables, seconds of work, are built

    def read_ahead(self, messages: Sequence[Message]) -> None:
        """See `ReadsAhead`. What the template writes behind the last message is not read: it stands behind other words in the end."""
        unfinished = messages[-1]["content"]
        templated = self._ask("/apply-template", {"messages": [dict(each) for each in messages]})
        if templated is None:
            return
        before, _, _ = str(templated["prompt"]).rpartition(unfinished)
        with self._ready(_head(messages, None), threading.Event()) as slot:
            self.server.handle_completions({"prompt": before + unfinished, "max_tokens": 0, "cache_prompt": True, "id_slot": slot})

    @contextmanager
    def _ready(self, head: str, read: threading.Event) -> Iterator[int]:
        """A slot in which the head is read, or about to be: then it is kept on disk after that, from where any other slot has it in milliseconds."""
        name = hashlib.sha256(f"{self._identity}\n{head}".encode()).hexdigest()[:24] + ".kv"
        with self._heads.slot(head) as (slot, held):
            known = held or not head or ((self._cache / name).is_file() and self._slot("restore", slot, name))
            yield slot
            if not known and read.is_set():
                self._slot("save", slot, name)

    def _slot(self, action: str, slot: int, name: str) -> bool:
        """Saves or restores a slot. False where that is refused: the head is then simply read again."""
        return self._ask(f"/slots/{slot}?action={action}", {"filename": name}) is not None

    def _ask(self, path: str, what: Mapping[str, Any]) -> Any:
        """What the library's own server answers, for what its functions do not offer; None where it refuses."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, json.dumps(what).encode(), headers), timeout=30) as answer:
                return json.load(answer)
        except (urllib.error.URLError, OSError, ValueError):
            return None


def _head(messages: Sequence[Message], schema: Schema | None) -> str:
    """What the prompts of one kind begin with: the system's words, and the functions that the template writes behind them."""
    said = next((each["content"] for each in messages if each["role"] == "system"), "")
    return said + json.dumps(schema.tools) if isinstance(schema, Functions) else said


def _request(messages: Sequence[Message], schema: Schema | None, max_tokens: int) -> dict[str, Any]:
    request: dict[str, Any] = {"messages": [dict(each) for each in messages], "temperature": 0, "max_tokens": max_tokens, "stream": True, "cache_prompt": True}
    if isinstance(schema, Functions):
        return request | begun(messages, schema)
    if schema is not None:  # the grammar form forbids white space, which response_format lets the model write (24-31 tokens an act instead of 14-23)
        request["grammar"] = "%llguidance {}\nstart: %json " + json.dumps({**schema, "x-guidance": {"whitespace_flexible": False}})
    return request
