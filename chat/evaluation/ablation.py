"""Who understands: rules alone, the model alone, both. The same typed, open dialogues through the same turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chat.evaluation.metrics import figures
from chat.evaluation.model_alone import understood_alone
from chat.evaluation.play import Player
from chat.evaluation.results import DialogueResult
from chat.evaluation.script import Dialogue
from chat.evaluation.shops import Shops
from chat.llm import LanguageModel

SAMPLE = 40  # dialogues for the model alone: it writes ten times as many tokens as it does beside the rules

Play = Callable[[str, Sequence[Dialogue], Player], list[DialogueResult]]  # a title for the progress, what to play, who plays it


def ablate(results: Sequence[DialogueResult], player: Player, play: Play, model: LanguageModel | None) -> Mapping[str, Any]:
    """The figures by who understands. `results` are those of the whole product; without a model only the rules are measured."""
    both = [each for each in results if eligible(each)]
    dialogues = [each.dialogue for each in both]
    by_rules = Player(Shops(replace(player.shops.settings, llm="none"), player.data), None, player.data)
    found = {"rules only": figures(play("rules only", dialogues, by_rules))}
    if model is not None:
        some = sample(dialogues)
        with understood_alone(model):
            alone = play("model only", some, player)
        found["model only"] = {**figures(alone), "sample_of": len(dialogues)}
        found["both"] = figures(both)
        found["both, same sample"] = figures([each for each in both if each.dialogue in some])
    return found


def eligible(result: DialogueResult) -> bool:
    """Whether a dialogue takes part: played, typed, open to tuning."""
    return not (result.skipped or result.dialogue.held or result.dialogue.spoken)


def sample(dialogues: Sequence[Dialogue]) -> list[Dialogue]:
    """At most SAMPLE dialogues, evenly spread over the list."""
    if len(dialogues) <= SAMPLE:
        return list(dialogues)
    return [dialogues[place * len(dialogues) // SAMPLE] for place in range(SAMPLE)]
