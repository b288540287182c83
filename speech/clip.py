"""Sound in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Clip:
    """Mono sound: `samples` is (n,) float32 in [-1, 1], `sample_rate` is in Hz."""

    samples: np.ndarray
    sample_rate: int

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.float32:
            raise ValueError(f"a clip is (n,) float32, not {self.samples.shape} {self.samples.dtype}")

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.sample_rate
