"""What a browser has chosen of talking: the language its shopper speaks, and how fast the shop does. Two cookies hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chat.ui.markup import html, joined
from chat.ui.texts import Texts

HEARS, PACE = "vitrine-hears", "vitrine-pace"
LANGUAGES = {"en": "English", "zh": "中文", "de": "Deutsch", "fr": "Français", "es": "Español"}  # those the shop answers in; each by its own name
PACES = (0.8, 1.0, 1.2, 1.5)
CHOICE = '<label class="entry choice"><span>{label}</span><select data-keeps="{cookie}" aria-label="{label}">{options}</select></label>'
OPTION = '<option value="{value}"{chosen}>{label}</option>'


@dataclass(frozen=True)
class VoiceChoice:
    """`language` is as `Transcriber.transcribe` takes it; `rate` is times the voice's own pace."""

    language: str | None = None
    rate: float = 1.0


UNCHOSEN = VoiceChoice()


def chosen(cookies: Mapping[str, str]) -> VoiceChoice:
    """What the cookies say; what is no choice of ours counts as none."""
    language = cookies.get(HEARS, "")
    rate = next((each for each in PACES if f"{each:g}" == cookies.get(PACE, "")), 1.0)
    return VoiceChoice(language if language == "auto" or language in LANGUAGES else None, rate)


def voice_entries(choice: VoiceChoice, texts: Texts) -> Markup:
    """Two lines of the menu."""
    languages = [("", texts.hears_usual), ("auto", texts.hears_any), *LANGUAGES.items()]
    paces = [(f"{each:g}", f"{each:g} \u00d7") for each in PACES]
    return _select(texts.hears, HEARS, languages, choice.language or "") + _select(texts.pace, PACE, paces, f"{choice.rate:g}")


def _select(label: str, cookie: str, options: Sequence[tuple[str, str]], now: str) -> Markup:
    lines = joined(html(OPTION, value=value, label=text, chosen=Markup(" selected") if value == now else "") for value, text in options)
    return html(CHOICE, label=label, cookie=cookie, options=lines)
