"""The silence around what a voice says. Every engine adds its own, and the first of it is waiting: hibari begins 0.33 s late and ends 0.5 s late."""

from __future__ import annotations

import numpy as np

from speech.clip import Clip

LEAD_S = 0.03  # kept before the first sound, so that no consonant is cut
SENTENCE_S = 0.40  # after a sentence; with the next one's lead about what a reader takes
CLAUSE_S = 0.22  # after a clause that is spoken ahead of the rest of its sentence; hibari itself pauses 0.2 to 0.46 s at a comma
BLOCK_S = 0.005
QUIET = 0.006  # peak of a block that counts as silence, of full scale 1; breath before a word is louder
GOES_ON = (",", ";", ":", "、", "，", "；", "：")  # noqa: RUF001


def paced(clip: Clip, said: str) -> Clip:
    """The clip with the silence at its ends as a listener expects it after `said`. Never longer than it was; a clip of silence stays."""
    block = max(1, int(BLOCK_S * clip.sample_rate))
    count = len(clip.samples) // block
    loud = np.flatnonzero(np.abs(clip.samples[: count * block]).reshape(count, block).max(axis=1, initial=0.0) > QUIET)
    if not len(loud):
        return clip
    tail = CLAUSE_S if said.rstrip().endswith(GOES_ON) else SENTENCE_S
    start = max(0, int(loud[0]) * block - int(LEAD_S * clip.sample_rate))
    end = (int(loud[-1]) + 1) * block + int(tail * clip.sample_rate)
    return Clip(clip.samples[start:end], clip.sample_rate)
