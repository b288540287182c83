"""The head of the page: the name of the shop, what can be done from anywhere, and the words the browser's own part needs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from chat.ui.icons import icon
from chat.ui.markup import html, joined
from chat.ui.texts import Texts
from chat.ui.voice_choice import UNCHOSEN, VoiceChoice, voice_entries
from speech.voices_here import VoicesHere

HEAD = (
    '<header class="shop-head"><span class="mark" aria-hidden="true">V</span><div class="names"><h1>{title}</h1><p>{tagline}</p></div>'
    '<nav class="desk" aria-label="{more}">{catalogs}{buttons}'
    '<button type="button" class="tool" data-reveal="menu" aria-expanded="false" aria-haspopup="true" title="{more}" aria-label="{more}">{dots}</button>'
    '<div class="menu" hidden>{entries}</div></nav><span id="desk-words" data-words="{words}" hidden></span></header>'
)
TOOL = '<button type="button" class="tool" {does} title="{label}">{icon}<span>{label}</span></button>'
ENTRY = '<button type="button" class="entry" {does}>{label}</button>'
PART = '<span class="entry-title">{label}</span>'
CHOOSER = '<label class="catalogs"><span class="only-read">{label}</span><select data-chooses="catalog" aria-label="{label}">{options}</select></label>'
OPTION = '<option value="{name}"{chosen}>{name}</option>'
SURPRISE = Markup('data-do="surprise" data-words="{words}"')
UNDO = Markup('data-do="undo" data-words="{words}"')
MAP, HELP, HONEST = (Markup(f'data-sheet="{name}"') for name in ("map", "help", "honest"))
LANGUAGE = Markup('data-language="{code}"')
BAD = ("misheard", "misunderstood", "results", "slow", "other")
NO_VOICES = VoicesHere()
JS_WORDS = (
    "close", "compare_go", "compare_more", "compare_most", "compare_clear", "delete_sure", "correct", "correcting", "good", "bad", "bad_why", "thanks",
    "expired_view", "thinking", "opening_catalog", "camera", "camera_take", "camera_asking", "camera_denied", "camera_absent", "camera_taken", "camera_broken",
)  # fmt: skip


def head(texts: Texts, catalogs: Sequence[str] = (), catalog: str = "", choice: VoiceChoice = UNCHOSEN, voices: VoicesHere = NO_VOICES) -> Markup:
    """`catalogs` are the names to choose from; one alone is no choice. `choice` is what this browser chose of talking, among `voices`."""
    other = "en" if texts.language_code == "zh" else "zh"
    entries = joined(
        (
            html(ENTRY, does=HONEST, label=texts.honest),
            html(ENTRY, does=HELP, label=texts.help),
            html(ENTRY, does=LANGUAGE.format(code=other), label=texts.language),
            html(ENTRY, does=Markup('data-theme=""'), label=texts.theme),
            voice_entries(choice, texts, voices),
            html(PART, label=texts.export),
            *(html(ENTRY, does=Markup(f'data-export="{kind}"'), label=label) for kind, label in export_kinds(texts)),
            html(ENTRY, does=Markup('data-erase=""'), label=texts.delete),
        )
    )
    buttons = joined(
        (
            html(TOOL, does=SURPRISE.format(words=texts.said_surprise), label=texts.surprise, icon=icon("surprise")),
            html(TOOL, does=MAP, label=texts.map, icon=icon("map")),
            html(TOOL, does=UNDO.format(words=texts.undo), label=texts.undo, icon=icon("undo")),
        )
    )
    return html(
        HEAD, title=texts.title, tagline=texts.tagline, more=texts.menu, dots=icon("more"), entries=entries, buttons=buttons, words=js_words(texts),
        catalogs=chooser(texts, catalogs, catalog) if len(catalogs) > 1 else "",
    )  # fmt: skip


def export_kinds(texts: Texts) -> tuple[tuple[str, str], ...]:
    """File ending and label."""
    return ("md", texts.export_markdown), ("json", texts.export_json), ("zip", texts.export_pictures)


def chooser(texts: Texts, catalogs: Sequence[str], catalog: str) -> Markup:
    options = joined(html(OPTION, name=each, chosen=Markup(" selected") if each == catalog else "") for each in catalogs)
    return html(CHOOSER, label=texts.catalog, options=options)


def js_words(texts: Texts) -> str:
    """What desk.js writes itself, as JSON."""
    reasons = [{"name": name, "label": getattr(texts, f"bad_{name}")} for name in BAD]
    return json.dumps({**{name: getattr(texts, name) for name in JS_WORDS}, "bad_reasons": reasons}, ensure_ascii=False)
