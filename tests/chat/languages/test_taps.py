"""A tapped chip keeps the language of the conversation."""

from __future__ import annotations

from chat.languages.taps import is_tap
from retrieval.retriever import Retriever
from tests.chat.languages.test_foreign import turns


def test_what_chips_send_is_known(shop: Retriever) -> None:
    said = {chip.say for _, _, worded in turns(shop) for chip in worded.chips}
    assert len(said) > 8
    assert [each for each in said if not is_tap(each, shop.vocabulary)] == []
    assert all(is_tap(each, shop.vocabulary) for each in ("I don't mind", "under 60 dollars", "between 60 and 120 dollars", "forget the color", "for women"))


def test_what_shoppers_type_is_not(shop: Retriever) -> None:
    assert not any(is_tap(each, shop.vocabulary) for each in ("I need boots", "cheaper please", "is it waterproof?", "便宜一点", "black boots"))
