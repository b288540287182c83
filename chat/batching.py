"""Answers of several conversations written side by side by one network: a pass over its weights serves them all.

Source: continuous batching after Yu et al. 2022 (Orca), prompt prefixes kept as in llama.cpp's server, forced tokens of a
schema taken without asking the network as in llguidance.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

from chat.calls import Functions
from chat.llm import Message, Schema, never
from chat.slots import SlotCache, Slots
from core.errors import EngineDown, VitrineError, WeightsError

SLOTS = 4  # conversations answered side by side, as in chat/llamacpp.py
WIDTH = 2048  # tokens of a prompt with its answer: a head is 300 to 700, a turn about 60
CHUNK = 256  # tokens of a prompt read at a time, between which the other answers go on

log = logging.getLogger(__name__)


class Network(Protocol):
    """(rows, tokens) ids and the mask and places `SlotCache.at` speaks of -> (rows, vocabulary) logits of what follows each row, float."""

    def __call__(self, ids: torch.Tensor, mask: torch.Tensor, positions: torch.Tensor, cache: SlotCache) -> torch.Tensor: ...


class Guide(Protocol):
    """What a schema allows next, as llguidance's LLMatcher tells it."""

    def unsafe_compute_mask_ptr(self, pointer: int, size: int, /) -> None: ...
    def consume_tokens(self, tokens: list[int], /) -> bool: ...
    def compute_ff_tokens(self) -> list[int]: ...
    def is_stopped(self) -> bool: ...
    def is_error(self) -> bool: ...
    def get_error(self) -> str: ...


class Tokens(Protocol):
    """Words to the network's numbers and back."""

    ends: frozenset[int]

    def prompt(self, messages: Sequence[Message], functions: Functions | None = None) -> list[int]: ...
    def text(self, tokens: Sequence[int]) -> str: ...
    def guide(self, schema: Schema) -> Guide: ...


@dataclass(eq=False)
class Writing:
    """One answer on its way: `tokens` are the prompt and what was written, the first `fed` of them are read."""

    tokens: list[int]
    prompt: int
    most: int
    guide: Guide | None
    cancelled: Callable[[], bool]
    pieces: queue.SimpleQueue[str | VitrineError | None] = field(default_factory=queue.SimpleQueue)
    closed: threading.Event = field(default_factory=threading.Event)
    slot: int = -1
    fed: int = 0
    told: str = ""

    @property
    def unread(self) -> int:
        return len(self.tokens) - self.fed

    @property
    def stopped(self) -> bool:
        return self.closed.is_set() or self.cancelled()


class Batched:
    """A language model on a loaded network. Its thread lives while there is something to write."""

    def __init__(self, network: Network, tokens: Tokens, device: torch.device, slots: int = SLOTS, width: int = WIDTH) -> None:
        self.network = network
        self.tokens = tokens
        self._device = device
        self._slots = Slots(SlotCache(slots, width))
        self._arriving: list[Writing] = []
        self._writing: list[Writing] = []
        self._guard = threading.Lock()
        self._at_work = False
        self._down = ""

    @property
    def slots(self) -> int:
        """How many conversations are answered side by side."""
        return self._slots.cache.slots

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        """Pieces as they are written; closing the iterator or `cancelled()` stops it at the next token.

        Raises WeightsError for a prompt that is too long or a schema that cannot be kept, EngineDown where the card's memory does not suffice,
        NoFunctions where the model's chat template offers none.
        """
        prompt = self.tokens.prompt(messages, schema if isinstance(schema, Functions) else None)
        width = self._slots.cache.width
        if len(prompt) + max_tokens > width:
            raise WeightsError(f"the prompt has {len(prompt):,} tokens and {max_tokens} may follow: the model's window is {width:,}")
        writing = Writing(prompt, len(prompt), max_tokens, self.tokens.guide(schema) if schema is not None else None, cancelled)
        with self._guard:
            if self._down:
                raise EngineDown(self._down)
            self._arriving.append(writing)
            if not self._at_work:
                self._at_work = True
                threading.Thread(target=self._work, name="batched", daemon=True).start()
        try:
            while (piece := writing.pieces.get()) is not None:
                if isinstance(piece, VitrineError):
                    raise piece
                yield piece
        finally:
            writing.closed.set()

    def prepare(self, head: str, schema: Schema) -> None:
        """Has the head of a prompt read, and the schema's tables built, before the first turn."""
        for _ in self.stream(({"role": "system", "content": head}, {"role": "user", "content": ""}), schema, max_tokens=1):
            continue

    @torch.inference_mode()
    def _work(self) -> None:
        going = True
        while going:
            try:
                going = self._admitted()
                self._step()
            except torch.OutOfMemoryError:
                self._shrink()
            except Exception as error:  # whatever the network raises is told to those who wait for it, and the next prompt starts afresh
                log.exception("the language model failed")
                self._fail(WeightsError(f"the language model failed ({str(error).splitlines()[0] if str(error) else type(error).__name__})"))

    def _admitted(self) -> bool:
        """Takes in what has arrived, as far as there are slots. False where nothing is left to do: the thread then ends."""
        with self._guard:
            for each in [each for each in (*self._writing, *self._arriving) if each.stopped]:
                self._end(each)
            while self._arriving and (taken := self._slots.take(self._arriving[0].tokens)) is not None:
                each = self._arriving.pop(0)
                each.slot, each.fed = taken
                self._writing.append(each)
            self._at_work = bool(self._writing)
            return self._at_work

    def _step(self) -> None:
        """Reads a chunk of one prompt, then one token of every answer."""
        reading = next((each for each in self._writing if each.unread > 1), None)
        if reading is not None:
            self._feed([reading], min(reading.unread, CHUNK))
        ready = [each for each in self._writing if each.unread == 1 and each is not reading]
        if ready:
            self._feed(ready, 1)

    def _feed(self, rows: list[Writing], count: int) -> None:
        ids = torch.tensor([each.tokens[each.fed : each.fed + count] for each in rows], device=self._device)
        positions = torch.tensor([list(range(each.fed, each.fed + count)) for each in rows], device=self._device)
        mask = self._slots.cache.at([each.slot for each in rows], positions)
        logits = self.network(ids, mask, positions, self._slots.cache)
        for each in rows:
            self._slots.held[each.slot] += each.tokens[each.fed : each.fed + count]
            each.fed += count
        if not rows[0].unread:
            self._choose(rows, logits)

    def _choose(self, rows: list[Writing], logits: torch.Tensor) -> None:
        """The likeliest next token of each row that its schema allows, and those that the schema then forces."""
        guided = [(place, each.guide) for place, each in enumerate(rows) if each.guide is not None]
        if guided:
            logits = logits.masked_fill(~allowed(guided, logits.shape).to(logits.device), float("-inf"))
        for each, token in zip(rows, logits.argmax(-1).tolist(), strict=True):
            if token in self.tokens.ends:
                self._end(each)
                continue
            forced = [token]
            if each.guide is not None:
                each.guide.consume_tokens(forced)
                further = each.guide.compute_ff_tokens()
                each.guide.consume_tokens(further)
                forced += further
                if each.guide.is_error():
                    self._end(each, WeightsError(f"the schema cannot be kept ({each.guide.get_error().splitlines()[0]})"))
                    continue
            each.tokens += forced[: each.most - (len(each.tokens) - each.prompt)]
            done = len(each.tokens) - each.prompt >= each.most or (each.guide is not None and each.guide.is_stopped())
            self._tell(each, done)
            if done or each.stopped:
                self._end(each)

    def _tell(self, each: Writing, done: bool) -> None:
        """Hands out what is new; a character that takes several tokens waits for the last of them."""
        text = self.tokens.text(each.tokens[each.prompt :])
        if len(text) > len(each.told) and (done or not text.endswith("\ufffd")):
            each.pieces.put(text[len(each.told) :])
            each.told = text

    def _end(self, each: Writing, error: VitrineError | None = None) -> None:
        if each in self._writing:
            self._writing.remove(each)
            self._slots.leave(each.slot)
        elif each in self._arriving:
            self._arriving.remove(each)
        each.pieces.put(error)

    def _fail(self, error: VitrineError) -> None:
        """Ends every answer that is waited for, and trusts none of the slots."""
        with self._guard:
            self._slots = Slots(self._slots.cache)
            for each in [*self._writing, *self._arriving]:
                each.pieces.put(error)
            self._arriving, self._writing = [], []

    def _shrink(self) -> None:
        """The card is full: half the slots from now on, and what was being written goes on from its own words; with one slot left the engine gives up."""
        slots, width = self._slots.cache.slots, self._slots.cache.width
        with self._guard:
            self._slots = Slots(SlotCache(max(slots // 2, 1), width))  # the old tensors are freed here
            if slots > 1:
                for each in self._writing:
                    each.slot, each.fed = -1, 0
                self._arriving, self._writing = [*self._writing, *self._arriving], []
            else:
                self._down = "the graphics card has no memory left for one conversation"
                for each in [*self._writing, *self._arriving]:
                    each.pieces.put(EngineDown(self._down))
                self._arriving, self._writing = [], []
        if self._device.type == "cuda":
            torch.cuda.empty_cache()
        if slots > 1:
            log.warning("the graphics card is full: %d conversations side by side instead of %d", max(slots // 2, 1), slots)


def allowed(guided: Sequence[tuple[int, Guide]], shape: torch.Size) -> torch.Tensor:
    """(rows, vocabulary) bool of the tokens that each row's schema allows; every token where a row has none."""
    rows, vocabulary = shape
    bits = torch.full((rows, (vocabulary + 31) // 32), -1, dtype=torch.int32)
    for place, guide in guided:
        row: Any = bits[place]
        guide.unsafe_compute_mask_ptr(row.data_ptr(), row.numel() * row.element_size())
    return ((bits[..., None] >> torch.arange(32, dtype=torch.int32)) & 1).bool().view(rows, -1)[:, :vocabulary]
