"""Silero's voice activity model over a stream, one frame after another; its memory of what came before is kept between them."""

from __future__ import annotations

import numpy as np
from faster_whisper.vad import get_vad_model

from speech.silence import FRAME

CONTEXT = 64  # samples of the frame before that Silero sees as well
MEMORY = (1, 1, 128)  # shape of its two recurrent states


class VoiceActivity:
    """Of one stream. The weights are shared by all; 0.3 ms a frame on one core."""

    def __init__(self) -> None:
        self._session = get_vad_model().session
        self.reset()

    def reset(self) -> None:
        self._hidden, self._cell = np.zeros(MEMORY, np.float32), np.zeros(MEMORY, np.float32)
        self._context = np.zeros(CONTEXT, np.float32)

    def __call__(self, frame: np.ndarray) -> float:
        """The probability of speech in (FRAME,) float32 at 16 kHz: 32 ms."""
        if len(frame) != FRAME:
            raise ValueError(f"a frame is {FRAME} samples, not {len(frame)}")
        sound = np.concatenate([self._context, frame])[None]
        found, self._hidden, self._cell = self._session.run(None, {"input": sound, "h": self._hidden, "c": self._cell})
        self._context = frame[-CONTEXT:]
        return float(np.asarray(found).reshape(-1)[0])
