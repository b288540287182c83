"""Sixty clips in which nobody speaks, made here: silence, noise of three colours, hum, music, breath, clicks, keys, wind, and rooms that mix them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from scipy.signal import butter, sosfilt

from speech.clip import Clip

RATE = 16_000  # Hz
TAKES = 5  # of each kind, each louder, longer and from other random numbers than the one before
SHORTEST_S, LONGEST_S = 1.5, 6.0
LEVELS_DBFS = (-50.0, -40.0, -30.0, -20.0, -10.0)  # of the loudest moment
SCALE_HZ = 220.0 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12]) / 12)  # A major
Make = Callable[[int, np.random.Generator], np.ndarray]  # (n samples, random numbers) to (n,) of any level


def unspoken() -> Iterator[tuple[str, Clip]]:
    """(kind, clip), the same ones every time."""
    for place, (kind, make) in enumerate(KINDS.items()):
        for take, (level, seconds) in enumerate(zip(LEVELS_DBFS, np.linspace(SHORTEST_S, LONGEST_S, TAKES), strict=True)):
            samples = make(int(seconds * RATE), np.random.default_rng([place, take]))
            loudest = np.abs(samples).max() or 1.0
            yield kind, Clip((samples / loudest * 10 ** (level / 20)).astype(np.float32), RATE)


def silence(n: int, random: np.random.Generator) -> np.ndarray:
    """A closed microphone: zeros, now and then the last bit."""
    return (random.random(n) < 0.001).astype(float) * 1e-4


def white(n: int, random: np.random.Generator) -> np.ndarray:
    return random.standard_normal(n)


def coloured(n: int, random: np.random.Generator, slope: float) -> np.ndarray:
    """Noise whose amplitude falls with frequency to the power of `slope`: 0.5 is pink, 1 brown."""
    spectrum = np.fft.rfft(random.standard_normal(n))
    return np.fft.irfft(spectrum / np.maximum(np.arange(len(spectrum)), 1.0) ** slope, n)


def hum(n: int, random: np.random.Generator) -> np.ndarray:
    """A mains transformer, 50 or 60 Hz with overtones, and a little hiss."""
    base, at = random.choice([50.0, 60.0]), np.arange(n) / RATE
    return np.asarray(sum(np.sin(2 * np.pi * base * k * at) / k**1.2 for k in range(1, 20))) + 0.02 * random.standard_normal(n)


def note(hertz: float, n: int, decay_s: float) -> np.ndarray:
    """A plucked string: overtones that die away, the higher the sooner."""
    at = np.arange(n) / RATE
    return np.asarray(sum(np.sin(2 * np.pi * hertz * k * at) / k * np.exp(-at * k / decay_s) for k in range(1, 9)))


def chords(n: int, random: np.random.Generator) -> np.ndarray:
    """A chord every second, each of three notes of one key."""
    out = np.zeros(n)
    for start in range(0, n, RATE):
        root = random.integers(0, 4)
        for place in (root, root + 2, root + 4):
            out[start:] += note(SCALE_HZ[place], n - start, 0.8)
    return out


def melody(n: int, random: np.random.Generator) -> np.ndarray:
    """Single notes with vibrato, four a second, over a bass drum."""
    out, step = np.zeros(n), RATE // 4
    for start in range(0, n, step):
        at = np.arange(min(step, n - start)) / RATE
        phase = 2 * np.pi * random.choice(SCALE_HZ) * 2 * at + 0.6 * np.sin(2 * np.pi * 5.5 * at)
        out[start : start + step] += np.sin(phase) + 0.5 * np.sin(2 * phase) + 0.3 * np.sin(3 * phase)
        if start % (2 * step) == 0:
            out[start : start + step] += 2 * np.sin(2 * np.pi * 55 * at) * np.exp(-at * 18)
    return out


def banded(n: int, random: np.random.Generator, low: float, high: float) -> np.ndarray:
    return np.asarray(sosfilt(butter(2, (low, high), "bandpass", fs=RATE, output="sos"), random.standard_normal(n)))


def breath(n: int, random: np.random.Generator) -> np.ndarray:
    """In and out every three seconds, close to the microphone."""
    cycle = np.abs(np.sin(np.pi * np.arange(n) / RATE / 1.5 + random.random())) ** 3
    return banded(n, random, 300, 3000) * cycle


def bursts(n: int, random: np.random.Generator, every_s: float, decay_s: float, low: float, high: float) -> np.ndarray:
    """Short filtered knocks at uneven times."""
    out, start = np.zeros(n), 0
    while (start := start + int(random.uniform(0.4, 1.6) * every_s * RATE)) < n:
        out[start:] += random.uniform(0.3, 1.0) * banded(n - start, random, low, high) * np.exp(-np.arange(n - start) / RATE / decay_s)
    return out


def wind(n: int, random: np.random.Generator) -> np.ndarray:
    """Low noise that comes in gusts."""
    return coloured(n, random, 0.8) * (1.2 + np.sin(2 * np.pi * 0.4 * np.arange(n) / RATE + 6 * random.random()))


def room(n: int, random: np.random.Generator) -> np.ndarray:
    """A kitchen: hum, hiss, and something that is put down."""
    return 0.1 * hum(n, random) + 0.2 * coloured(n, random, 0.5) / 0.01 / RATE + bursts(n, random, 0.8, 0.08, 500, 5000)


KINDS: dict[str, Make] = {
    "silence": silence,
    "white noise": white,
    "pink noise": lambda n, random: coloured(n, random, 0.5),
    "brown noise": lambda n, random: coloured(n, random, 1.0),
    "hum": hum,
    "chords": chords,
    "melody": melody,
    "breath": breath,
    "clicks": lambda n, random: bursts(n, random, 0.5, 0.001, 1000, 7000),
    "keyboard": lambda n, random: bursts(n, random, 0.15, 0.015, 1500, 6000),
    "wind": wind,
    "room": room,
}
