"""How both Whisper engines decode: one place, so that they cannot drift apart."""

from __future__ import annotations

SAMPLE_RATE = 16_000  # Hz
WINDOW_S = 30.0  # Whisper's training window
BEAM = 4  # of 160 requests 16.4 % of the words are wrong, with Whisper's own 5 16.7 % in an eighth more time; greedy makes twice the errors on a robot voice
TEMPERATURES = (0.0, 0.4)  # beam search first; one more try, sampled, when that loops or is doubtful
LENGTH_PENALTY = 0.0  # the whole sentence's probability decides, not a token's mean, which favours long guesses
