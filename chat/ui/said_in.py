"""Short facts and wishes in the language of the page: the tables of the conversation, used for what is written beside it."""

from __future__ import annotations

from chat.languages.texts import TABLES, texts
from chat.ui.texts import Texts
from chat.wording.facts import constraint_words
from retrieval.constraints import Constraint
from retrieval.slots import label_of


def fact_in(english: str, page: Texts) -> str:
    """ "under $150" as the page's language has it; values of the catalog stay."""
    return texts(page.language_code).fact(english) if page.language_code in TABLES else english


def wish_in(wish: Constraint, currency: str, page: Texts) -> str:
    return fact_in(constraint_words(wish, currency), page)


def slot_in(slot: str, page: Texts) -> str:
    """A slot's name for a person."""
    return texts(page.language_code).slot(slot) if page.language_code in TABLES else label_of(slot)
