"""The simple sentences of a shopper in other languages. What is not here is said in English."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from chat.evaluation.simulation.goals import Predicate
from chat.evaluation.simulation.templates import Line

LANGUAGES = ("de", "zh")  # a shopper who switches language takes one of these
SENTENCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "de": {
        "cheaper": ("Etwas Günstigeres bitte.", "Haben Sie etwas Billigeres?"),
        "budget": ("Höchstens {n} Dollar bitte.", "Bis {n} Dollar."),
        "yes": ("Ja, bitte.", "Ja, gern."),
        "no": ("Nein.", "Nein, danke."),
        "no matter": ("Das ist mir egal.", "Egal."),
        "others": ("Zeigen Sie mir bitte andere.", "Haben Sie noch etwas anderes?"),
    },
    "zh": {
        "cheaper": ("有没有便宜一点的", "便宜一点的。"),
        "budget": ("{n}美元以内。", "不超过{n}美元。"),
        "yes": ("好的。", "是的。"),
        "no": ("不用。", "不要。"),
        "no matter": ("都可以。", "无所谓。"),
        "others": ("还有别的吗", "看看别的。"),
    },
}


def simple(language: str, what: str, random: Random, english: Line) -> Line:
    """A sentence without wishes in the language, the English line where it has none."""
    sentences = SENTENCES.get(language, {}).get(what)
    return Line(random.choice(sentences), free=False) if sentences else english


def budget(language: str, wish: Predicate, currency: str, random: Random, english: Line) -> Line:
    """A price limit in the language, the English line where it has no sentence for it or the shop counts in other money."""
    sentences = SENTENCES.get(language, {}).get("budget")
    if not sentences or currency != "USD" or wish.slot != "price" or wish.op not in ("<=", "<"):
        return english
    return Line(random.choice(sentences).format(n=f"{wish.value:g}" if isinstance(wish.value, (int, float)) else wish.value), free=False)
