"""`bench gpu`: the 4-bit engine of --llm transformers, on the card where there is one and else on the CPU."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import psutil
import torch

from chat.batching import Batched
from chat.evaluation.script import load_scripts
from chat.llm import LanguageModel
from chat.llms import ENGINES
from chat.parts import Parts, open_parts
from chat.state import DialogueState
from chat.understanding.by_model import ModelReader
from chat.understanding.understand import understand
from commands.measure.remote import LONG, STORY, first_token, prefix, speeds
from commands.measure.row import Row, median_row
from commands.measure.turns import shown
from core.errors import WrongSetting
from core.settings import Settings

DIALOGUES = Path(__file__).parents[2] / "tests" / "dialogues"
UTTERANCES = 60


def measure_gpu(settings: Settings) -> Iterator[Row]:
    """The rows that a machine with a card should print, and any machine can."""
    card = torch.cuda.is_available() and settings.device != "cpu"
    where = torch.cuda.get_device_name() if card else "the CPU"
    start = time.perf_counter()
    model = engine("transformers", settings)
    if not isinstance(model, Batched):
        raise WrongSetting("bench gpu measures --llm transformers")
    first_token(model, "You count.", "one")
    yield Row(f"4-bit model loaded and its first token, on {where}", round(time.perf_counter() - start, 1), "s", 1)
    yield Row(f"memory with {model.slots} conversations side by side, on {where}", round(memory(card), 2), "GiB", 1)
    yield from speeds(model, lambda tokens: bare_generate(model, tokens), "transformers' own generate")
    yield prefix(model)
    yield cancelling(model)
    yield agreement(model, engine("llama.cpp", replace(settings, llm_model=Settings.llm_model)), settings)


def engine(name: str, settings: Settings) -> LanguageModel:
    load = ENGINES[name]
    assert load is not None
    return load(settings)


def memory(card: bool) -> float:
    """GiB: the card's highest mark, or what this process holds."""
    return float(torch.cuda.max_memory_allocated() if card else psutil.Process().memory_info().rss) / 2**30


def bare_generate(model: Batched, tokens: int) -> float:
    """Tokens a second of greedy `generate` on the same network, past the first token."""
    network = model.network.model  # type: ignore[attr-defined]
    ids = torch.tensor([model.tokens.prompt(({"role": "system", "content": "You count."}, {**STORY, "content": f"{STORY['content']} Begin at 1."}))])
    ids = ids.to(network.device)

    def run(count: int) -> float:
        start = time.perf_counter()
        network.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=count, min_new_tokens=count, do_sample=False)
        return time.perf_counter() - start

    return (tokens - 1) / max(run(tokens) - run(1), 1e-9)


def cancelling(model: LanguageModel) -> Row:
    """From the wish to stop until the stream has ended, beside the time of one token."""
    waits, gaps = [], []
    for _ in range(5):
        times: list[float] = []
        for _ in model.stream((STORY,), None, LONG, lambda times=times: len(times) >= 8):  # type: ignore[misc]
            times.append(time.perf_counter())
        end = time.perf_counter()
        waits.append((end - times[7]) * 1000)
        gaps += [(b - a) * 1000 for a, b in pairwise(times)]
    return median_row("from cancelling to idle", waits, "ms", gaps, "one token")


def agreement(ours: LanguageModel, other: LanguageModel, settings: Settings) -> Row:
    """Share of the acts' slots that both engines end in, over the first words of scripted dialogues, understood as a turn does."""
    parts = open_parts(settings)
    said = [each.turns[0].say for each in load_scripts([DIALOGUES]) if each.turns[0].say.isascii() and not each.turns[0].photo]
    texts = said[:: max(len(said) // UTTERANCES, 1)][:UTTERANCES]
    same = total = 0
    for text in shown(texts, "acts of two engines"):
        mine, its = (slots(text, model, parts) for model in (ours, other))
        same += len(mine & its)
        total += len(mine | its)
    return Row("slots of acts on which llama.cpp (Q4_K_M) agrees", round(same / max(total, 1), 3), "share", len(texts))


def slots(text: str, model: LanguageModel, parts: Parts) -> set[tuple[str, str]]:
    """The act as (slot, value) pairs; its name, topic and thing count as slots."""
    act = understand(text, DialogueState(), parts.retriever.vocabulary, (), ModelReader(model), intents=parts.intents, needs=parts.needs)
    wishes = {(f"{each.slot} {each.operator}", str(each.value)) for each in act.constraints}
    return wishes | {(name, value) for name, value in (("act", act.name), ("topic", act.topic), ("thing", act.thing)) if value}
