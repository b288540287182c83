"""What a browser has chosen of talking: the language its shopper speaks, the voice that answers and its pace. Three cookies hold it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chat.ui.markup import html, joined
from chat.ui.texts import Texts
from speech.voices_here import VoicesHere

HEARS, PACE, VOICE = "vitrine-hears", "vitrine-pace", "vitrine-speaker"
LANGUAGES = {"en": "English", "zh": "中文", "de": "Deutsch", "fr": "Français", "es": "Español"}  # those the shop answers in; each by its own name
PACES = (0.8, 1.0, 1.2, 1.5)
CHOICE = '<label class="entry choice"><span>{label}</span><select data-keeps="{cookie}" aria-label="{label}">{options}</select></label>'
GROUP = '<optgroup label="{language}">{options}</optgroup>'
NAME = re.compile(r"[a-z0-9+-]{0,40}")  # of a voice; one that is not there is passed over when it should speak
OPTION = '<option value="{value}"{chosen}>{label}</option>'
SILENT = '<option value="{value}" data-silent{chosen}>{label}</option>'
NOTE = '<p class="choice-note">{text}</p>'  # shown while a silent language is chosen


@dataclass(frozen=True)
class VoiceChoice:
    """`language` is as `Transcriber.transcribe` takes it; `rate` is times the voice's own pace; `voice` is as `Manner` has it."""

    language: str | None = None
    rate: float = 1.0
    voice: str = ""


UNCHOSEN = VoiceChoice()


def chosen(cookies: Mapping[str, str]) -> VoiceChoice:
    """What the cookies say; what is no choice of ours counts as none."""
    language = cookies.get(HEARS, "")
    rate = next((each for each in PACES if f"{each:g}" == cookies.get(PACE, "")), 1.0)
    voice = cookies.get(VOICE, "")
    return VoiceChoice(language if language == "auto" or language in LANGUAGES else None, rate, voice if NAME.fullmatch(voice) else "")


def voice_entries(choice: VoiceChoice, texts: Texts, voices: VoicesHere) -> Markup:
    """The lines of the menu: the language, with a word where replies in it can only be shown; the voice, where there are several; the pace."""
    spoken = [(code, name) for code, name in LANGUAGES.items() if code not in voices.silent]
    shown = [(code, texts.only_shown.format(name)) for code, name in LANGUAGES.items() if code in voices.silent]
    languages = _options([("", texts.hears_usual), ("auto", texts.hears_any), *spoken], choice.language or "") + _options(shown, choice.language, SILENT)
    note = html(NOTE, text=texts.no_voice) if shown else Markup()
    paces = _options([(f"{each:g}", f"{each:g} \u00d7") for each in PACES], f"{choice.rate:g}")
    named = joined(html(GROUP, language=LANGUAGES[code], options=_options(names, choice.voice)) for code, names in voices.names.items())
    voice = _select(texts.voice, VOICE, _options([("", texts.voice_usual)], choice.voice) + named) if named else Markup()
    return _select(texts.hears, HEARS, languages) + note + voice + _select(texts.pace, PACE, paces)


def _select(label: str, cookie: str, options: Markup) -> Markup:
    return html(CHOICE, label=label, cookie=cookie, options=options)


def _options(options: Sequence[tuple[str, str]], now: str | None, form: str = OPTION) -> Markup:
    return joined(html(form, value=value, label=text, chosen=Markup(" selected") if value == now else "") for value, text in options)
