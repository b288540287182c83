"""The rules, in the order they are tried. Each takes what it can explain off the sheet; none looks at another's work."""

from __future__ import annotations

from collections.abc import Callable

from chat.understanding.reading import Reading
from chat.understanding.rules.amounts import amounts
from chat.understanding.rules.answers import answers
from chat.understanding.rules.bare_choice import bare_choice
from chat.understanding.rules.boundaries import boundaries, insults
from chat.understanding.rules.cheapness import cheap
from chat.understanding.rules.choosing import choosing, chosen, most_of_a_thing, uses
from chat.understanding.rules.comparing import comparison
from chat.understanding.rules.compounds import compounds, qualities
from chat.understanding.rules.critiques import critiques, leanings, superlatives
from chat.understanding.rules.ellipsis import counted_again, ellipsis
from chat.understanding.rules.extremes import most_of_shown
from chat.understanding.rules.modifiers import denied_words, modifiers, title_colors, title_words
from chat.understanding.rules.navigation import dropped, more, next_need, restart, show_them, undo
from chat.understanding.rules.people import recipients, shoppers
from chat.understanding.rules.pointing import pointing
from chat.understanding.rules.postponing import postponing
from chat.understanding.rules.questions import question
from chat.understanding.rules.range_questions import range_questions
from chat.understanding.rules.references import feedback, references
from chat.understanding.rules.rejecting import rejecting
from chat.understanding.rules.room import room
from chat.understanding.rules.seasons import seasons
from chat.understanding.rules.set_questions import set_questions
from chat.understanding.rules.settling import settling
from chat.understanding.rules.shop_questions import services, sold
from chat.understanding.rules.size_questions import size_questions
from chat.understanding.rules.small_talk import small_talk
from chat.understanding.rules.uses_asked import uses_asked
from chat.understanding.rules.verdicts import beside_the_chosen, verdicts
from chat.understanding.rules.wishes import wishes
from chat.understanding.rules.worn_sizes import worn_sizes

RULES: tuple[Callable[[Reading], None], ...] = (
    boundaries, answers, pointing, ellipsis, settling, bare_choice, small_talk, postponing, restart, undo, next_need, show_them, rejecting, dropped,
    comparison, range_questions, counted_again, room, amounts, uses, beside_the_chosen, verdicts, references, size_questions,
    choosing, chosen, most_of_a_thing, most_of_shown, set_questions, leanings,
    services, uses_asked, question, superlatives, critiques, cheap, more, feedback, title_colors, compounds, worn_sizes, wishes, qualities, modifiers,
    denied_words, title_words, shoppers, recipients, seasons, sold, insults,
)  # fmt: skip
