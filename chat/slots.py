"""The keys and values of several conversations side by side, in tensors that are made once, and which slot a prompt may go on from."""

from __future__ import annotations

from collections.abc import Sequence

import torch

MOSTLY = 0.5  # share of a slot's tokens a prompt must begin with to take it over; below, its beginning is copied to the slot idle longest


class SlotCache:
    """What attention remembers: (slots, heads, width, dim) for each layer, made where its first keys are.

    It stands where transformers hands its own caches through a network, and differs from its static cache in that each slot
    is at a place of its own. Raises torch.OutOfMemoryError from `update` where the card is full.
    """

    is_compileable = False

    def __init__(self, slots: int, width: int) -> None:
        self.slots = slots
        self.width = width
        self._layers: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}
        self._rows = torch.zeros(0, dtype=torch.long)
        self._positions = torch.zeros(0, 0, dtype=torch.long)
        self._longest = 0

    def at(self, rows: Sequence[int], positions: torch.Tensor) -> torch.Tensor:
        """Says where the keys of the next pass belong, (rows, tokens). Returns what each token may look at: (rows, 1, tokens, longest), bool."""
        self._rows = torch.tensor(rows, device=positions.device)
        self._positions, self._longest = positions, int(positions.max()) + 1
        return (torch.arange(self._longest, device=positions.device) <= positions[..., None])[:, None]

    def update(self, keys: torch.Tensor, values: torch.Tensor, layer: int, *_: object) -> tuple[torch.Tensor, torch.Tensor]:
        """Keeps (rows, heads, tokens, dim) of a layer and returns all that the rows hold, (rows, heads, longest, dim)."""
        if layer not in self._layers:
            self._layers[layer] = (self._empty(keys), self._empty(values))
        rows, positions = self._rows.to(keys.device), self._positions.to(keys.device)
        for kept, new in zip(self._layers[layer], (keys, values), strict=True):
            kept[rows[:, None], :, positions] = new.transpose(1, 2)
        every_key, every_value = self._layers[layer]
        if len(rows) == 1:  # a view: nothing is copied
            row = slice(int(rows[0]), int(rows[0]) + 1)
            return every_key[row, :, : self._longest], every_value[row, :, : self._longest]
        return every_key[rows, :, : self._longest], every_value[rows, :, : self._longest]

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """Asked by some networks that are given the positions all the same."""
        return 0

    def copy(self, source: int, target: int, tokens: int) -> None:
        """The first tokens of one slot into another."""
        for pair in self._layers.values():
            for each in pair:
                each[target, :, :tokens] = each[source, :, :tokens]

    def _empty(self, like: torch.Tensor) -> torch.Tensor:
        return torch.zeros((self.slots, like.shape[1], self.width, like.shape[3]), dtype=like.dtype, device=like.device)


class Slots:
    """Which tokens each slot holds, so that a prompt is read only from where it differs from all that was read before."""

    def __init__(self, cache: SlotCache) -> None:
        self.cache = cache
        self.held: list[list[int]] = [[] for _ in range(cache.slots)]
        self._idle = list(range(cache.slots))  # the one idle longest first

    def take(self, tokens: Sequence[int]) -> tuple[int, int] | None:
        """A slot for a prompt, and how many of its tokens are held there already (never all: the last one is read for what follows it).

        None where every slot is at work.
        """
        if not self._idle:
            return None
        shared = [common(each, tokens[:-1]) for each in self.held]
        best = max(range(len(shared)), key=lambda slot: (shared[slot], slot in self._idle))
        if best in self._idle and shared[best] >= MOSTLY * len(self.held[best]):
            slot = best
        else:
            slot = next((each for each in self._idle if not self.held[each]), self._idle[0])
            if slot != best and shared[best]:
                self.cache.copy(best, slot, shared[best])
        self._idle.remove(slot)
        self.held[slot] = list(tokens[: shared[best]])
        return slot, shared[best]

    def leave(self, slot: int) -> None:
        """The answer is written; what the slot holds stays for the next prompt that begins like it."""
        self._idle.append(slot)


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two prompts share from the beginning."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
