"""Every prompt head has a slot of its own, so that a translation does not make the next turn read its head again."""

from __future__ import annotations

from chat.llamacpp import Heads


def test_a_head_keeps_its_slot_and_the_oldest_gives_way() -> None:
    heads = Heads(3)
    slots = [heads.slot(each) for each in ("understand", "translate", "phrase")]
    assert sorted(slots) == [0, 1, 2]
    assert [heads.slot(each) for each in ("understand", "translate", "phrase", "understand")] == [*slots, slots[0]]
    assert heads.slot("another") == slots[1], "the one not used for the longest time"
    assert heads.slot("understand") == slots[0]
