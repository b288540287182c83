"""Plays scripted dialogues through `take_turn`, the function the page calls, and judges every turn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from chat.acts import Utterance
from chat.evaluation.checks import Checks
from chat.evaluation.judge import judged
from chat.evaluation.predicates import LISTS_SHOW, Shown, check_slots
from chat.evaluation.results import DialogueResult, TurnResult
from chat.evaluation.scopes import Played
from chat.evaluation.script import Dialogue, Turn
from chat.evaluation.shops import Shops, Unavailable
from chat.evaluation.voices import Voices
from chat.parts import Parts
from chat.reply import Reply
from chat.state import DialogueState
from chat.turn import take_turn
from core.errors import BadInput, MissingEngine, VitrineError

UNREACHED = "not reached: the turn before it could not be played"


@dataclass
class Player:
    """Plays dialogues in the shops they name. `voices` None: what a script speaks is typed instead. `data`: where photos lie that are not beside the script."""

    shops: Shops
    voices: Voices | None = None
    data: Path | None = None
    _checks: dict[str, Checks] = field(default_factory=dict)

    def play(self, dialogue: Dialogue) -> DialogueResult:
        """The dialogue's turns, judged; skipped with a reason where its catalog, photo or voice is not here. Raises BadInput for a wrong script."""
        try:
            parts = self.shops.parts(dialogue.catalog)
            check_slots(dialogue, parts.retriever.items)
            photos = [self._photo(dialogue, turn) for turn in dialogue.turns]
            return DialogueResult(dialogue, tuple(self._turns(dialogue, parts, photos)))
        except (Unavailable, MissingEngine) as error:
            return DialogueResult(dialogue, skipped=str(error))

    def _turns(self, dialogue: Dialogue, parts: Parts, photos: list[bytes | None]) -> list[TurnResult]:
        checks = self._checks.setdefault(dialogue.catalog, Checks(parts.retriever))
        results: list[TurnResult] = []
        state, shown, reply, said = DialogueState(), Shown(), None, ""
        for number, (turn, photo) in enumerate(zip(dialogue.turns, photos, strict=True), start=1):
            if results and not results[-1].played:
                results.append(TurnResult(number, turn.said, (UNREACHED,)))
                continue
            try:
                utterance = self._utterance(dialogue, number, turn, photo, reply)
                before, (state, reply) = state, take_turn(parts, state, utterance, aloud=False)
            except MissingEngine:
                raise
            except _NoChip as error:
                results.append(TurnResult(number, turn.said, (str(error),)))
                continue
            except Exception as error:  # the edge of a turn: whatever is raised fails this turn, and the run goes on
                results.append(TurnResult(number, turn.said, (f"raised {type(error).__name__}: {error}",)))
                continue
            said = f"{said}\n{reply.understood.transcript}\n{turn.say}".strip()
            played = Played(before, state, reply, said, utterance.clip is not None)
            result = judged(turn, number, played, checks.check(played), shown, checks.family)
            results.append(replace(result, relevant=checks.relevant(turn, played, shown)))
            if reply.suggestions and reply.move in LISTS_SHOW:
                shown = Shown(tuple(each.item for each in reply.suggestions))
        return results

    def _utterance(self, dialogue: Dialogue, number: int, turn: Turn, photo: bytes | None, reply: Reply | None) -> Utterance:
        if turn.tap:
            return Utterance(tapped(turn.tap, reply), photo=photo)
        if turn.speak and self.voices is not None:
            return Utterance(clip=self.voices.speak(turn, f"{dialogue.name} {number}"), photo=photo)
        return Utterance(turn.say, photo=photo)

    def _photo(self, dialogue: Dialogue, turn: Turn) -> bytes | None:
        """The photo's bytes. Raises Unavailable where it lies in a data folder that was not given, BadInput where it is nowhere."""
        if not turn.photo:
            return None
        folders = [dialogue.path.parent, *([self.data] if self.data else [])]
        found = next((folder / turn.photo for folder in folders if (folder / turn.photo).is_file()), None)
        if found is not None:
            return found.read_bytes()
        if self.data is None:
            raise Unavailable(f"the photo {turn.photo} is not beside the script: name its folder with --data")
        raise BadInput(f"{dialogue.path}: there is no photo {turn.photo} beside the script or in {self.data}")


class _NoChip(VitrineError):
    """The chip that a script taps is not on the table."""


def tapped(prefix: str, reply: Reply | None) -> str:
    """What the chip whose label begins so says."""
    chips = reply.chips if reply else ()
    for chip in chips:
        if chip.label.casefold().startswith(prefix.casefold()):
            return chip.say
    raise _NoChip(f"no chip begins with {prefix!r}: there are {', '.join(chip.label for chip in chips) or 'none'}")


def as_text(dialogue: Dialogue) -> Dialogue:
    """The dialogue with everything typed."""
    return replace(dialogue, turns=tuple(replace(turn, speak=False, noise_db=None) for turn in dialogue.turns))
