"""Plays simulated shoppers against the shop: every goal, every trial, through the one `take_turn` that the product uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chat.acts import Utterance
from chat.evaluation.simulation.diagnosis import diagnose
from chat.evaluation.simulation.drawing import draw_goals
from chat.evaluation.simulation.figures import chance
from chat.evaluation.simulation.goals import Goal
from chat.evaluation.simulation.result import Dialogue, Exchange, SimulationResult
from chat.evaluation.simulation.satisfied import meets_all, valid_items
from chat.evaluation.simulation.shopper import LISTS, Ending, Seen, Shopper
from chat.evaluation.simulation.speaker import MANNERS, Speaker
from chat.evaluation.simulation.tasks import read_tasks
from chat.evaluation.simulation.templates import Line
from chat.llm import LanguageModel
from chat.parts import Parts
from chat.reply import Reply
from chat.state import DialogueState
from chat.turn import take_turn
from core.errors import BadInput
from retrieval.item import Item

Progress = Callable[[int, int], None]  # dialogues done, dialogues in all


def simulate(parts: Parts, *, goals: int, trials: int, seed: int, model: LanguageModel | None, tasks: Path | None, progress: Progress) -> SimulationResult:
    """Plays each goal `trials` times: those of the file `tasks` where one is given, else `goals` drawn ones.

    Trials differ in words and order. The same seed gives the same conversations, as far as the shop and the model repeat
    themselves. With a model the shoppers speak in its words. Raises BadInput for a file or a number that cannot be used.
    """
    if trials < 1 or goals < 1:
        raise BadInput(f"{goals} goals and {trials} trials: give at least one of each")
    chosen = read_tasks(tasks, parts.retriever) if tasks is not None else draw_goals(parts.retriever, goals, seed)
    speaker = Speaker(model, parts.retriever.vocabulary) if model is not None else None
    dialogues = []
    for goal in chosen:
        for trial in range(trials):
            dialogues.append(_Play(parts, goal, trial, speaker).run(f"{seed}/{trial}"))
            progress(len(dialogues), len(chosen) * trials)
    phrased = {"model": speaker.rephrased, "template": speaker.refused} if speaker else None
    by_chance = sum(_by_chance(parts, goal) for goal in chosen) / len(chosen)
    return SimulationResult(tuple(dialogues), trials, seed, by_chance, phrased)


def _by_chance(parts: Parts, goal: Goal) -> float:
    """How often one list drawn at random from the things asked for would already do; nothing where none is valid."""
    if goal.none_valid:
        return 0.0
    among = valid_items([each for each in goal.predicates if each.names_the_thing], parts.retriever.items)
    return chance(len(valid_items(goal.predicates, parts.retriever.items)), len(among), parts.k)


@dataclass
class _Play:
    """One dialogue while it is played."""

    parts: Parts
    goal: Goal
    trial: int
    speaker: Speaker | None

    def run(self, seed: str) -> Dialogue:
        exchanges: list[Exchange] = []
        seen: list[Seen] = []
        state = DialogueState()
        said: Line | Ending
        shopper, said = Shopper(self.goal, seed, self.parts.retriever.catalog.currency).open()
        while not isinstance(said, Ending):
            words = self.speaker.say(said, MANNERS[(self.trial + len(seen)) % len(MANNERS)]) if self.speaker else said.text
            try:
                state, reply = take_turn(self.parts, state, Utterance(words), aloud=False)
            except Exception as error:  # whatever a turn raises is the shop's failure, and the other dialogues go on
                exchanges.append(Exchange(words, "", (), f"{type(error).__name__}: {error}"))
                return self._ended(Ending(False, f"the turn raised {type(error).__name__}: {error}"), exchanges)
            seen.append(see(reply))
            broken = next((str(wish) for wish in shopper.said_wishes() if any(not meets_all([wish], item) for item in _offered(seen[-1]))), "")
            exchanges.append(Exchange(words, reply.move, tuple(item.id for item in seen[-1].items), reply.text, broken))
            shopper, said = shopper.respond(seen[-1])
        why = "" if said.success else diagnose(self.goal, shopper.said_wishes(), state, seen, self.parts.retriever.items)
        return self._ended(Ending(said.success, "; ".join(each for each in (said.why, why) if each), said.rank), exchanges)

    def _ended(self, ending: Ending, exchanges: list[Exchange]) -> Dialogue:
        return Dialogue(self.goal, self.trial, ending, tuple(exchanges))


def see(reply: Reply) -> Seen:
    """A reply as a shopper sees it."""
    return Seen(reply.move, tuple(each.item for each in reply.suggestions), reply.question.slot if reply.question else "")


def _offered(seen: Seen) -> tuple[Item, ...]:
    return seen.items if seen.move in LISTS else ()
