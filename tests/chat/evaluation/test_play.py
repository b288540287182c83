"""Dialogues are played through the product's turn and judged turn by turn; what cannot be decided is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chat.acts import Act, Understood
from chat.evaluation import play as playing
from chat.evaluation.checks import Checks
from chat.evaluation.play import Player, as_text
from chat.evaluation.scopes import Played
from chat.evaluation.script import Dialogue, Turn
from chat.evaluation.shops import Shops
from chat.evaluation.voices import Voices, noisy
from chat.parts import Parts
from chat.reply import Reply
from chat.state import DialogueState
from core.errors import BadInput
from core.settings import Settings
from retrieval.constraints import Constraint
from retrieval.query import Suggestion
from retrieval.retriever import Retriever
from speech.clip import Clip

Script = Callable[..., Dialogue]

GOOD = """
  - say: hiking boots under 150 dollars
    expect:
      act: find
      move: [recommend, clarify]
      state: {kind: hiking boots, max_price: 150}
      items: {all: {kind: hiking boots, price: {"<=": 150}}, count: {">=": 1}}
      reply: {mentions_first: true}
  - say: in black
    expect: {act: refine, state: {kind: hiking boots, max_price: 150, color: black}, items: {all: {color: black}}}
"""


def test_a_good_dialogue_passes(player: Player, script: Script) -> None:
    result = player.play(script(GOOD))
    assert [turn.why for turn in result.turns] == [(), ()]
    assert result.passed and all(turn.slots is not None and turn.slots.joint and turn.act_right for turn in result.turns)


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ("{act: chat}", "act is find, expected chat"),
        ("{move: none_found}", "expected none_found"),
        ("{state: {color: red}}", "state has no color, expected 'red'"),
        ("{items: {all: {price: {'<': 1}}}}", "all should be {'<': 1}"),
        ("{items: {all: {price: {'<': previous.min}}}}", "nothing was shown before this turn"),
        ("{reply: {contains: [zebra]}}", "the reply does not say 'zebra'"),
    ],
)
def test_a_wrong_turn_says_why(player: Player, script: Script, expect: str, words: str) -> None:
    result = player.play(script(f"  - say: hiking boots under 150 dollars\n    expect: {expect}\n"))
    assert not result.passed and words in "; ".join(result.turns[0].why)


def test_references_mean_the_list_before_the_turn(player: Player, script: Script) -> None:
    turns = '  - say: hiking boots\n  - say: cheaper\n    expect: {items: {all: {price: {"<": previous.min}}, exclude: [previous.first]}}\n'
    assert player.play(script(turns)).passed


def test_chips_are_tapped_by_the_beginning_of_their_label(player: Player, script: Script) -> None:
    result = player.play(script("  - say: hiking boots\n  - tap: something CHEAP\n    expect: {act: refine}\n"))
    assert result.passed, result
    failed = player.play(script("  - say: hiking boots\n  - tap: no such chip\n  - say: in black\n"))
    assert "no chip begins with 'no such chip': there are" in failed.turns[1].why[0] and "not reached" in failed.turns[2].why[0]


def test_what_raises_fails_its_turn_and_the_run_goes_on(player: Player, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(playing, "take_turn", broken)
    result = player.play(script(GOOD))
    assert result.turns[0].why == ("raised ZeroDivisionError: oops",) and not result.turns[0].played and not result.passed


def test_an_unknown_slot_is_an_error_not_a_failure(player: Player, script: Script) -> None:
    with pytest.raises(BadInput, match="did you mean waterproof"):
        player.play(script("  - say: boots\n    expect: {items: {all: {waterprof: true}}}\n"))


def test_what_is_not_here_skips_the_dialogue(player: Player, script: Script, settings: Settings, tmp_path: Path) -> None:
    missing = replace(script(GOOD), catalog="household")
    assert "name the folder of its data with --data" in player.play(missing).skipped
    assert "launch.py ingest" in player.play(replace(missing, catalog="nobody")).skipped
    photo = script("  - photo: none.png\n")
    assert "is not beside the script" in player.play(photo).skipped
    with pytest.raises(BadInput, match="there is no photo"):
        replace(player, data=tmp_path).play(photo)


def test_spoken_words_are_heard_and_their_errors_counted(make_parts: Callable[..., Parts], settings: Settings, script: Script) -> None:
    class Silent(Voices):
        def speak(self, turn: Turn, seed: str) -> Clip:
            return Clip(np.zeros(1600, np.float32), 16_000)

    player = Player(Shops(settings, opened={"starter": make_parts(heard="hiking boots please")}), Silent(settings))
    spoken = script("  - say: hiking boots\n    speak: true\n    expect: {state: {kind: hiking boots}}\n")
    turn = player.play(spoken).turns[0]
    assert turn.passed and turn.heard == "hiking boots please" and turn.word_errors == 0.5
    typed = player.play(as_text(spoken)).turns[0]
    assert typed.heard is None and typed.word_errors is None


def test_noise_has_the_strength_asked_for_and_is_repeatable() -> None:
    tone = Clip((0.1 * np.sin(np.arange(16_000) / 5)).astype(np.float32), 16_000)
    noise = noisy(tone, 10, "a").samples - tone.samples
    ratio = 10 * np.log10(np.mean(tone.samples**2) / np.mean(noise**2))
    assert abs(ratio - 10) < 0.3
    assert np.array_equal(noisy(tone, 10, "a").samples, noisy(tone, 10, "a").samples)
    assert not np.array_equal(noisy(tone, 10, "a").samples, noisy(tone, 10, "b").samples)


def test_an_unknown_voice_is_an_error(settings: Settings) -> None:
    with pytest.raises(BadInput, match="there is no voice 'hibary': did you mean hibari"):
        Voices(settings).speak(Turn(say="hi", speak=True, voice="hibary"), "x")


class TestAlwaysChecked:
    """What holds on every turn, proved on replies that break it."""

    @pytest.fixture
    def checks(self, shop: Retriever) -> Checks:
        return Checks(shop)

    @staticmethod
    def turn(shop: Retriever, ids: list[str], constraints: tuple[Constraint, ...], **more: Any) -> Played:
        items = [shop.get(each) for each in ids]
        act = more.get("act", Act("find"))
        text = more.get("text", "Here you are.")
        reply = Reply(
            more.get("move", "recommend"), text, (), Understood("boots", None, act), tuple(Suggestion(item, at, 1.0) for at, item in enumerate(items, 1))
        )
        after = DialogueState(constraints=constraints, shown=tuple(ids), disliked=more.get("disliked", ()))
        return Played(DialogueState(), after, reply, "boots")

    def test_hard_wishes(self, checks: Checks, shop: Retriever) -> None:
        dear = (Constraint("price", "<=", 100),)
        assert checks.check(self.turn(shop, ["fw-001"], dear)).constraints == ("offers fw-001, which is not price <= 100",)
        assert not checks.check(self.turn(shop, ["fw-001"], (Constraint("price", "<=", 100, hard=False),))).constraints
        assert not checks.check(self.turn(shop, ["fw-001"], dear, move="answer", act=Act("ask"))).constraints

    def test_honest_where_nothing_matches(self, checks: Checks, shop: Retriever) -> None:
        impossible = (Constraint("price", "<", 1),)
        offered = checks.check(self.turn(shop, ["fw-001"], impossible))
        assert offered.no_match and offered.honest
        said = checks.check(self.turn(shop, [], impossible, move="none_found"))
        assert said.no_match and not said.honest
        silent = checks.check(self.turn(shop, [], impossible, move="chat"))
        assert silent.honest
        small_talk = checks.check(self.turn(shop, [], impossible, move="chat", act=Act("chat")))
        assert not small_talk.no_match and not small_talk.honest

    def test_rejected_items(self, checks: Checks, shop: Retriever) -> None:
        assert checks.check(self.turn(shop, ["fw-001"], (), disliked=("fw-001",))).rejected
        assert not checks.check(self.turn(shop, ["fw-002"], (), disliked=("fw-001",))).rejected

    def test_grounded(self, checks: Checks, shop: Retriever) -> None:
        price = f"The {shop.get('fw-001').title} costs $129."
        assert not checks.check(self.turn(shop, ["fw-001"], (), text=price)).grounded
        assert checks.check(self.turn(shop, ["fw-001"], (), text=price.replace("129", "128"))).grounded
        assert checks.check(self.turn(shop, ["fw-002"], (), text=price)).grounded
        counted = Constraint("kind", "==", "hiking boots")
        true = len([item for item in shop.items if item.value("kind") == "hiking boots"])
        assert not checks.check(self.turn(shop, ["fw-001"], (counted,), text=f"I have {true} hiking boots.")).grounded
        assert checks.check(self.turn(shop, ["fw-001"], (counted,), text=f"I have {true + 1} hiking boots.")).grounded
