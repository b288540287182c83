"""How well the lists are ranked: standard measures of retrieval over the turns whose script says what should come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, P, Success, nDCG

from chat.evaluation.results import DialogueResult

DEPTH = 6  # a turn shows at most six
MEASURES = {"p_at_1": P @ 1, "success_at_3": Success @ 3, "rr_at_6": RR @ DEPTH, "ndcg_at_6": nDCG @ DEPTH}


def ranking(results: Sequence[DialogueResult]) -> Mapping[str, float | int]:
    """Measures over the turns that expect a first item and show a list. The relevant items are those that may stand first and meet the wishes."""
    qrels, run = [], []
    for each in results:
        for turn in each.turns:
            if not turn.relevant or not turn.played:
                continue
            query = f"{each.dialogue.name} {turn.number}"
            qrels += [ir_measures.Qrel(query, item, 1) for item in turn.relevant]
            run += [ir_measures.ScoredDoc(query, item, float(-place)) for place, item in enumerate(turn.shown)]
    found: dict[str, float | int] = {"turns": len({each.query_id for each in qrels})}
    if qrels:
        measured = ir_measures.calc_aggregate(list(MEASURES.values()), qrels, run)
        found |= {name: round(measured[measure], 4) for name, measure in MEASURES.items()}
    return found
