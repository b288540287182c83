"""One turn against what its script expects and what holds of every turn. It fails closed: what cannot be decided is wrong."""

from __future__ import annotations

from chat.evaluation.checks import Checked
from chat.evaluation.predicates import Shown, wrong_items
from chat.evaluation.replies import wrong_reply
from chat.evaluation.results import TurnResult
from chat.evaluation.scopes import Played
from chat.evaluation.script import Expectation, Turn
from chat.evaluation.states import Family, alone, compare_states
from chat.state import flatten
from speech.wer import word_error_rate


def judged(turn: Turn, number: int, played: Played, checked: Checked, shown: Shown, family: Family = alone) -> TurnResult:
    """The turn's result. `shown` is the last list before it; `family` knows which values a general word covers."""
    expect = turn.expect or Expectation()
    reply, act = played.reply, played.act
    items = [each.item for each in reply.suggestions]
    slots = None if expect.state is None else compare_states(expect.state, flatten(played.after.constraints), played.after.need, shown, family)
    return TurnResult(
        number=number,
        said=turn.said,
        why=(
            *_wrong_names(expect, played),
            *(slots.wrong if slots else ()),
            *wrong_items(expect.items, items, reply.move, shown),
            *wrong_reply(expect.reply, reply.text, items, shown),
            *checked.wrong,
        ),
        act=act.name,
        move=reply.move,
        reply=reply.text,
        shown=tuple(item.id for item in items),
        act_right=act.name in expect.act if expect.act else None,
        slots=slots,
        checked=checked,
        source=act.source,
        phrased=reply.phrased,
        timings_ms=dict(reply.timings_ms),
        heard=reply.understood.transcript if played.spoken else None,
        word_errors=word_error_rate([turn.say], [reply.understood.transcript]) if played.spoken else None,
    )


def _wrong_names(expect: Expectation, played: Played) -> list[str]:
    found = []
    if expect.act and played.act.name not in expect.act:
        found.append(f"act is {played.act.name}, expected {' or '.join(expect.act)}")
    if expect.move and played.reply.move not in expect.move:
        found.append(f"move is {played.reply.move}, expected {' or '.join(expect.move)}")
    return found
