"""The line of the open microphone: the buttons of microphone and camera, what is going on in words, and the caption under it. `listen.js` moves it."""

from __future__ import annotations

from dataclasses import fields

from chat.ui.icons import icon
from chat.ui.markup import html, joined
from chat.ui.microphone_words import WORDS
from chat.ui.texts import Texts

BAR = (
    '<div class="voice-bar"><button type="button" class="hands-free" aria-pressed="false" title="{hint}">'
    '<span class="wave" aria-hidden="true"><i></i><i></i><i></i></span>{button}</button>'
    '<button type="button" class="by-camera" data-camera title="{camera_hint}" aria-label="{camera_hint}">{camera}</button>'
    '<p class="state off" role="status" hidden{words}><span class="sign" aria-hidden="true"></span><b></b></p></div>'
    '<p id="caption" aria-hidden="true" hidden></p>'
)
WORD = ' data-{name}="{text}"'

# Gradio's own `select` and `input` carry what the script has to say to the server.
TELL = """
element.addEventListener('vitrine-turn', event => trigger('select', event.detail));
element.addEventListener('vitrine-opened', event => trigger('input', event.detail));
"""


def voice_bar(texts: Texts) -> str:
    """As HTML, in the language of the page."""
    words = WORDS[texts.language_code]
    named = joined(html(WORD, name=each.name, text=getattr(words, each.name)) for each in fields(words))
    return str(html(BAR, button=texts.hands_free, hint=texts.hands_free_hint, camera=icon("camera"), camera_hint=texts.camera_hint, words=named))
