"""`bench gpu` and `bench remote`: their figures, on the tiny 4-bit network and on a server in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.batching import Batched
from chat.llm import ScriptedModel
from chat.openai_chat import OpenAIChat
from chat.quantized import load_quantized
from commands.measure import gpu, remote
from core.remote import Remote, address
from core.settings import Settings
from tests.chat.tiny_qwen import save_tiny_qwen
from tests.faulty import events, faulty


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Batched:
    return load_quantized(save_tiny_qwen(tmp_path_factory.mktemp("tiny-qwen")), "cpu")


def test_speed_is_taken_beside_the_bare_loop_and_beside_one_conversation(model: Batched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "LONG", 24)
    monkeypatch.setattr(remote, "ROUNDS", 1)
    streamed, at_once = remote.speeds(model, lambda tokens: gpu.bare_generate(model, tokens), "generate")
    assert streamed.ours > 0 and streamed.baseline and streamed.baseline_name == "generate"
    assert at_once.ratio and at_once.ratio > 1, "four conversations share their passes"


def test_a_rate_counts_only_while_all_of_them_write() -> None:
    assert remote.rate([[0.0, 1.0, 2.0, 4.0]]) == pytest.approx(3 / 4)
    late = [10.0, 12.0, 14.0]  # its prompt was still being read while the first wrote
    assert remote.rate([[0.0, 4.0, 8.0, 11.0, 12.0], late]) == pytest.approx(3 / 2)


def test_a_prefix_that_was_read_makes_the_first_token_early(model: Batched) -> None:
    row = remote.prefix(model)
    assert row.ratio and row.ratio < 1


def test_cancelling_is_measured_against_a_token(model: Batched) -> None:
    row = gpu.cancelling(model)
    assert row.baseline and row.ours >= 0


def test_what_http_adds_and_how_long_a_dead_server_takes(settings: Settings) -> None:
    with faulty("ok", answer=events("hello")) as server:
        row = remote.overhead(ScriptedModel(["hello"] * remote.REPEATS), OpenAIChat(Remote("it", address(server.url, "llm_url"), "", 5.0)))
    assert row.n == remote.REPEATS and row.baseline is not None and row.ours > row.baseline
    given_up = remote.failover(settings)
    assert given_up.n == remote.REPEATS and given_up.ours < 2000


def test_the_utterances_of_the_agreement_are_there() -> None:
    assert Path(gpu.DIALOGUES).is_dir()
