"""The rules, in the order they are tried. Each takes what it can explain off the sheet; none looks at another's work."""

from __future__ import annotations

from collections.abc import Callable

from chat.understanding.reading import Reading
from chat.understanding.rules.amounts import amounts
from chat.understanding.rules.critiques import critiques, superlatives
from chat.understanding.rules.navigation import dropped, more, restart, undo
from chat.understanding.rules.questions import comparison, question
from chat.understanding.rules.references import feedback, references
from chat.understanding.rules.small_talk import small_talk
from chat.understanding.rules.wishes import recipients, wishes

RULES: tuple[Callable[[Reading], None], ...] = (
    small_talk, restart, undo, dropped, comparison, amounts, references, question, superlatives, critiques, more, feedback, wishes, recipients,
)  # fmt: skip
