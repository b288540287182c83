"""The transcript as Chatbot messages. The Chatbot shows them and is never read: the truth is the session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from chat.reply import Chip
from chat.transcript import Line
from chat.ui.markup import html, joined, one_line, with_breaks
from chat.ui.texts import Texts

Message = dict[str, Any]  # {"role", "content", "options"}, as gr.Chatbot takes it

SAID = '<div class="said {kind} turn-{turn}">{photo}{text}{seen}{heard}</div>'
PHOTO = '<img class="shown-photo" src="/photos/{token}.jpg" alt="{alt}" width="160" height="160">'
SEEN = '<small class="seen">{text}</small>'
HEARD = '<small class="heard">{text}</small>'
GUIDE = '<ul class="guide">{rows}</ul>'
GUIDE_ROW = '<li class="guide-{name}"><b>{title}</b> <span>{how}</span></li>'
WAYS_IN = ("talk", "show", "narrow", "ask")
STATUS = '<div class="said status" role="status">{text}<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span></div>'


def messages(lines: Sequence[Line], examples: Sequence[Chip], texts: Texts, status: str = "") -> list[Message]:
    """The welcome, the lines, and what is being done now. Only the last message carries chips: earlier ones answer nothing any more."""
    written = [spoken(Line("shop", texts.welcome, chips=tuple(examples)), texts), *(spoken(each, texts) for each in lines)]
    if len(written) == 1 and not status:
        written[0]["content"] += one_line(guide(texts))
    if status:
        written.append({"role": "assistant", "content": one_line(html(STATUS, text=status)), "options": []})
    for each in written[:-1]:
        each["options"] = []
    return written


def guide(texts: Texts) -> Markup:
    """What can be done here, for who has said nothing yet."""
    rows = joined(html(GUIDE_ROW, name=name, title=getattr(texts, f"guide_{name}"), how=getattr(texts, f"guide_{name}_how")) for name in WAYS_IN)
    return html(GUIDE, rows=rows)


def spoken(line: Line, texts: Texts) -> Message:
    content = html(
        SAID,
        kind=line.kind,
        turn=line.turn,
        photo=html(PHOTO, token=line.photo, alt=", ".join(line.seen) or texts.shown_photo) if line.photo else "",
        text=html('<span class="words">{text}</span>', text=with_breaks(texts.stopped if line.kind == "stopped" else line.text)) if line.text else Markup(""),
        seen=html(SEEN, text=texts.seen.format(", ".join(line.seen))) if line.seen else "",
        heard=html(HEARD, text=texts.heard) if line.heard and line.text else "",
    )
    return {"role": "user" if line.who == "shopper" else "assistant", "content": one_line(content), "options": [option(each) for each in line.chips]}


def option(chip: Chip) -> dict[str, str]:
    """A chip as the Chatbot's option: plain text to Gradio, which escapes it."""
    return {"label": chip.label, "value": chip.say}
