"""The one place where text becomes HTML. Templates are constants; everything put into them is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real

from markupsafe import Markup, escape


def html(template: str, **values: object) -> Markup:
    """The template with its {names} filled in. Values are escaped unless they are Markup themselves; numbers keep their {:.1f}.

    Escaping first and formatting then takes about half the time of `Markup.format` (16 and 8 microseconds for the button of a card).
    """
    return Markup(str.format(template, **{name: each if isinstance(each, Real) else escape(each) for name, each in values.items()}))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def with_breaks(text: str) -> Markup:
    """Text whose line breaks are kept; a line that starts with a dash becomes a point."""
    return Markup("<br>").join(escape(f"• {line[2:]}" if line.startswith("- ") else line) for line in text.splitlines())


def one_line(block: Markup) -> str:
    """A block of HTML without a line break. The Chatbot's Markdown leaves an HTML block alone up to its first blank line, and here is none."""
    return " ".join(str(block).splitlines())
