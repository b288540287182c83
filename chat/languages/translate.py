"""The shopper's words in English: by the lexicon where it explains all of them, else by the language model, whose answer is checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

from chat.languages.check import FOREIGN_LETTERS, borne_out, holds_against
from chat.languages.lexicon import Gloss, lexicon
from chat.llm import LanguageModel, Prepared, never
from chat.prompts import render
from retrieval.vocabulary import Vocabulary

SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": ["en"], "properties": {"en": {"type": "string"}}}
LONGEST = 400  # characters the model is given: more than any shopper says in one breath, 4 s on two cores
HINTS = 6  # known words told to the model


@dataclass(frozen=True)
class Translation:
    """`english` and who gave it: "phrases" (every word is known), "model", or "words" (only the words that are known)."""

    english: str
    by: Literal["phrases", "model", "words"]


class Translator:
    """Shares the reader's model (None: the lexicon alone).

    `names` are words that stay as they are, such as the shop's brands; `vocabulary` are the values that no translation may bring in.
    """

    def __init__(self, model: LanguageModel | None, names: Sequence[str] = (), vocabulary: Vocabulary | None = None) -> None:
        self.model = model
        self.vocabulary = vocabulary
        self.head = render("translate")
        self._names = tuple(sorted({each.casefold() for each in names}))

    def prepare(self) -> None:
        """Has the model read the head ahead of the first question in another language (about 5 s on two cores, from disk afterwards)."""
        if isinstance(self.model, Prepared):
            self.model.prepare(self.head, SCHEMA)

    def english(self, text: str, language: str, cancelled: Callable[[], bool] = never) -> str | None:
        """The words in English; None where neither the lexicon nor the model gave a translation that holds."""
        found = self.translate(text, language, cancelled)
        return found.english if found else None

    def translate(self, text: str, language: str, cancelled: Callable[[], bool] = never) -> Translation | None:
        """As `english`, with who gave it."""
        words = lexicon(language, self._names)
        gloss = words.gloss(text) if words else None
        if gloss and gloss.english and not gloss.unknown:
            return Translation(gloss.english, "phrases")
        written = self._asked(text, gloss, cancelled) if self.model is not None and len(text) <= LONGEST else None
        if written and holds_against(written, text, language, gloss) and self._borne_out(written, text, language, gloss):
            return Translation(written, "model")
        return Translation(gloss.english, "words") if gloss and gloss.tells else None

    def _borne_out(self, written: str, text: str, language: str, gloss: Gloss | None) -> bool:
        words = lexicon(language, self._names)
        return words is None or gloss is None or self.vocabulary is None or borne_out(written, text, gloss, words, self.vocabulary)

    def _asked(self, text: str, gloss: Gloss | None, cancelled: Callable[[], bool]) -> str | None:
        assert self.model is not None
        known = dict(gloss.things[:HINTS]) if gloss else {}
        told = json.dumps({"text": text, "words": known} if known else {"text": text}, ensure_ascii=False)
        messages = ({"role": "system", "content": self.head}, {"role": "user", "content": told})
        with closing(self.model.stream(messages, SCHEMA, most_tokens(text), cancelled)) as pieces:  # type: ignore[type-var]
            written = "".join(pieces)
        try:
            english = json.loads(written)["en"]
        except (ValueError, TypeError, KeyError):
            return None
        return " ".join(english.split()) if isinstance(english, str) and english.strip() and not cancelled() else None


def most_tokens(text: str) -> int:
    """English runs to about one token a Chinese character and one for four letters; the JSON around it takes eight."""
    dense = len(FOREIGN_LETTERS.findall(text))
    return 16 + dense + (len(text) - dense) // 2
