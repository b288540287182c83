"""The help with its keys, and how the shop works: what ranks, which models run, what the last turn took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from chat.reply import Reply
from chat.ui.markup import html, joined
from chat.ui.messages import guide
from chat.ui.sheets import SHEET
from chat.ui.texts import Texts

KEYS = (("/", "key_say"), ("1 - 9", "key_numbers"), ("c", "key_compare"), ("u", "key_undo"), ("m", "key_map"), ("?", "key_help"), ("Esc", "key_stop"))
HEARD_MS = 0.5  # below it nothing was heard: the words were typed
STAGES = ("hear", "understand", "find", "word", "total", "first_audio")

TABLE = '<dl class="told">{rows}</dl>'
ROW = "<div><dt>{name}</dt><dd>{value}</dd></div>"
KEY = "<div><dt><kbd>{name}</kbd></dt><dd>{value}</dd></div>"
HELP = "<p>{welcome}</p>{guide}<h3>{title}</h3>{keys}"
HONEST = "<p>{ranked}</p><p>{facts}</p><p>{private}</p><h3>{models_title}</h3>{models}{took}"
TOOK = "<h3>{title}</h3>{stages}<p class='panel-hint'>{read}</p>"


@dataclass(frozen=True)
class Engines:
    """Names of what runs, "" for none."""

    hears: str = ""
    reads: str = ""
    speaks: str = ""
    searches: str = ""


def help_sheet(texts: Texts) -> Markup:
    keys = joined(html(KEY, name=key, value=getattr(texts, name)) for key, name in KEYS)
    return html(
        SHEET, name="help", title=texts.help, body=html(HELP, welcome=texts.welcome, guide=guide(texts), title=texts.keys_title, keys=html(TABLE, rows=keys))
    )


def honest_sheet(engines: Engines, reply: Reply | None, texts: Texts) -> Markup:
    named = ((texts.how_hears, engines.hears), (texts.how_reads, engines.reads), (texts.how_speaks, engines.speaks), (texts.how_searches, engines.searches))
    models = html(TABLE, rows=joined(html(ROW, name=name, value=value or texts.how_none) for name, value in named))
    body = html(
        HONEST, ranked=texts.how_ranked, facts=texts.how_facts, private=texts.how_private, models_title=texts.how_models, models=models,
        took=took(reply, texts) if reply else "",
    )  # fmt: skip
    return html(SHEET, name="honest", title=texts.how_title, body=body)


def took(reply: Reply, texts: Texts) -> Markup:
    """Milliseconds a stage of the last turn, and who understood it."""
    timings: Mapping[str, float] = reply.timings_ms
    told = [stage for stage in STAGES if stage in timings and (stage != "hear" or timings[stage] >= HEARD_MS)]
    rows = joined(html(ROW, name=getattr(texts, f"stage_{stage}"), value=f"{timings[stage]:,.0f} ms") for stage in told)
    source = getattr(texts, f"by_{reply.understood.act.source}")
    return html(TOOK, title=texts.how_times, stages=html(TABLE, rows=rows), read=texts.how_understood.format(source))
