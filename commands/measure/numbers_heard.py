"""Prices, sizes, ratings and model names spoken and heard back: how many numbers arrive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from hibari import Hibari
from whisper.normalizers import EnglishTextNormalizer

from commands.measure.row import Row
from commands.measure.turns import shown
from core.settings import Settings
from speech.clip import Clip
from speech.engines import Synthesizer, Transcriber
from speech.reading.table import TABLES
from speech.registry import load_transcriber
from speech.resample import resample
from speech.voice_espeak import EspeakVoice, installed, speak_with_espeak
from speech.voice_hibari import SEED
from speech.wav import joined

COINS = re.compile(r"\b(\d+) ([a-z]+(?: [a-z]+)?) (?:and )?(\d{1,2}) (?:cents?|pence|centimes?|groszy|cent[ai]vos)\b")  # what it leaves: 12 pounds and 99 pence
NORMAL = EnglishTextNormalizer()  # Whisper's own: "one hundred forty-nine dollars and ninety-nine cents" is $149.99


@dataclass(frozen=True)
class Numbered:
    """A sentence and what must be heard of it: numbers in order, or after "=" the letters and digits of a name."""

    written: str
    expected: str

    def arrived(self, heard: str) -> bool:
        normal = re.sub(r"\bone\.(?=\d)", "1.", NORMAL(heard))  # it makes 1.5 "one.5"
        normal = COINS.sub(lambda coins: f"{coins[1]}.{int(coins[3]):02d} {coins[2]}", normal)
        if self.expected.startswith("="):
            return any(self.expected[1:] in re.sub(r"[^a-z0-9.]", "", each) for each in (normal, heard.lower()))  # and 3.0 it makes 3
        return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", normal)] == [float(each) for each in self.expected.split()]


def numbered() -> list[Numbered]:
    lines = (TABLES / "numbers.tsv").read_text(encoding="utf-8").splitlines()
    return [Numbered(*line.split("\t")) for line in lines if not line.startswith("#")]


def heard_right(settings: Settings, voice: Synthesizer, bare: Hibari) -> Iterator[Row]:
    """Ours beside the bare engine on the same sentences; with espeak-ng as well where it is installed."""
    transcriber, sentences = load_transcriber(settings), numbered()
    pairs: list[tuple[str, Callable[[str], Clip], Callable[[str], Clip]]] = [
        ("own voice", lambda text: joined(voice.stream(text)), lambda text: Clip(np.asarray(bare(text, seed=SEED), np.float32), bare.sample_rate))
    ]
    if installed():
        second = EspeakVoice()
        pairs.append(("espeak-ng", lambda text: joined(second.stream(text)), speak_with_espeak))
    for name, ours, raw in pairs:
        kept = [(arrives(transcriber, each, ours), arrives(transcriber, each, raw)) for each in shown(sentences, f"numbers heard, {name}")]
        share, baseline = (round(float(np.mean([each[place] for each in kept])) * 100, 1) for place in (0, 1))
        yield Row(f"numbers heard back right, {name}", share, "%", len(sentences), baseline, "the bare engine without the normaliser")


def arrives(transcriber: Transcriber, each: Numbered, speak: Callable[[str], Clip]) -> bool:
    return each.arrived(transcriber.transcribe(resample(speak(each.written), 16_000)).text)
