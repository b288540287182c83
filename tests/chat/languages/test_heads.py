"""Every prompt head has a slot of its own, so that a translation does not make the next turn read its head again; conversations at once have one each."""

from __future__ import annotations

import threading

from chat.llamacpp import Heads


def use(heads: Heads, head: str) -> tuple[int, bool]:
    with heads.slot(head) as found:
        return found


def test_a_head_keeps_its_slot_and_the_oldest_gives_way() -> None:
    heads = Heads(3)
    slots = [use(heads, each)[0] for each in ("understand", "translate", "phrase")]
    assert sorted(slots) == [0, 1, 2]
    assert [use(heads, each) for each in ("understand", "translate", "phrase", "understand")] == [(slot, True) for slot in [*slots, slots[0]]]
    assert use(heads, "another") == (slots[1], False), "the one not used for the longest time"
    assert use(heads, "understand") == (slots[0], True)


def test_conversations_at_once_have_a_slot_each_and_a_second_copy_gives_way_before_the_only_one() -> None:
    heads = Heads(3)
    use(heads, "translate")
    with heads.slot("understand") as one, heads.slot("understand") as two:
        assert one[0] != two[0] and (one[1], two[1]) == (False, False)
    assert use(heads, "phrase")[0] in (one[0], two[0])
    assert use(heads, "translate")[1] and use(heads, "understand")[1]


def test_a_conversation_waits_where_all_slots_are_at_work() -> None:
    heads, entered = Heads(1), threading.Event()

    def second() -> None:
        use(heads, "understand")
        entered.set()

    with heads.slot("understand"):
        threading.Thread(target=second, daemon=True).start()
        assert not entered.wait(0.1)
    assert entered.wait(5)
