"""The line of the open microphone: the button that opens it, what is going on in words, and the caption under it. `listen.js` moves it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from chat.ui.markup import html, joined

BAR = (
    '<div class="voice-bar"><button type="button" class="hands-free" aria-pressed="false" title="{hint}">'
    '<span class="wave" aria-hidden="true"><i></i><i></i><i></i></span>{button}</button>'
    '<p class="state off" role="status" hidden{words}><span class="sign" aria-hidden="true"></span><b></b></p></div>'
    '<p id="caption" aria-hidden="true" hidden></p>'
)
WORDS = ' data-{name}="{text}"'

# Gradio's own `select` and `input` carry what the script has to say to the server.
TELL = """
element.addEventListener('vitrine-turn', event => trigger('select', event.detail));
element.addEventListener('vitrine-opened', event => trigger('input', event.detail));
"""


@dataclass(frozen=True)
class Words:
    """What the line says. The first seven are its states, the rest say why the microphone is closed."""

    opening: str = "Opening the microphone"
    listening: str = "Listening"
    heard: str = "I hear you"
    thinking: str = "Thinking"
    speaking: str = "Speaking"
    stopped: str = "Stopped"
    failed: str = "The microphone is off"
    asking: str = "Your browser may ask whether it may use the microphone."
    denied: str = "This page may not use the microphone: allow it in the address bar of your browser, or type instead."
    absent: str = "No microphone was found: plug one in, or type instead."
    taken: str = "Another program holds the microphone: close that one, or type instead."
    unplugged: str = "The microphone was unplugged: plug it in and tap hands-free again, or type instead."
    slow: str = "The connection is too slow for an open microphone: type, or send a recording."
    lost: str = "The connection to the shop was lost: reload the page."
    broken: str = "The microphone could not be opened: try another browser, or type instead."


ENGLISH = Words()


def voice_bar(button: str, hint: str, words: Words = ENGLISH) -> str:
    """As HTML."""
    named = joined(html(WORDS, name=each.name, text=getattr(words, each.name)) for each in fields(words))
    return str(html(BAR, button=button, hint=hint, words=named))
