"""What playing a dialogue gave, turn by turn: the values every figure is counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chat.evaluation.checks import Checked
from chat.evaluation.script import Dialogue
from chat.evaluation.states import SlotMatch

ASKED_MS = 100.0  # rules take a few milliseconds: an understanding that took longer has asked the model, whoever won


@dataclass(frozen=True)
class TurnResult:
    """One turn played. `why` is empty where it passed; `act_right` and `slots` are None where the script expects none."""

    number: int
    said: str
    why: tuple[str, ...] = ()
    act: str = ""
    move: str = ""
    reply: str = ""
    shown: tuple[str, ...] = ()
    act_right: bool | None = None
    slots: SlotMatch | None = None
    checked: Checked = field(default_factory=Checked)
    source: str = ""
    phrased: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    heard: str | None = None  # what was heard of words that were spoken, None for a typed turn
    word_errors: float | None = None
    relevant: tuple[str, ...] = ()  # items that may stand first, where the script says what should

    @property
    def passed(self) -> bool:
        return not self.why

    @property
    def played(self) -> bool:
        """False for a turn that was never reached or raised."""
        return bool(self.move)

    @property
    def asked_model(self) -> bool:
        """Whether the language model was asked to understand it."""
        return self.played and (self.source in ("model", "both") or self.timings_ms.get("understand", 0.0) >= ASKED_MS)


@dataclass(frozen=True)
class DialogueResult:
    """One dialogue played, or the reason why it was not."""

    dialogue: Dialogue
    turns: tuple[TurnResult, ...] = ()
    skipped: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.turns) and all(turn.passed for turn in self.turns)
