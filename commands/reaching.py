"""Whether the servers that the settings name can be reached, and how fast they answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from chat.redis_sessions import RedisSessions
from core.errors import NotFound, VitrineError
from core.remote import Remote, address
from core.settings import Settings
from retrieval.item import Item


@dataclass(frozen=True)
class Reached:
    """One server. `needed`: nothing stands by for it."""

    name: str
    answers: bool
    says: str
    fix: str = ""
    needed: bool = False


def reach(settings: Settings) -> Iterator[Reached]:
    """Each server that the settings name, asked once."""
    stages = (
        ("llm_url", settings.llm_url, settings.llm_key, "the rules alone answer" if settings.llm == "none" else f"{settings.llm} answers here"),
        ("transcriber_url", settings.transcriber_url, settings.transcriber_key, f"{settings.transcriber} answers here"),
        ("synthesizer_url", settings.synthesizer_url, settings.synthesizer_key, f"{settings.synthesizer} answers here"),
    )
    for setting, url, key, stands_by in stages:
        if url:
            yield asked(setting, f"start it, or look at {setting}; until then {stands_by}", partial(http, setting, url, key, settings))
    if settings.sessions_url:
        yield asked("sessions_url", "start Redis, or look at sessions_url; until then each process keeps its own conversations", partial(redis, settings))
    if settings.store == "qdrant":
        yield asked("qdrant_url", "start Qdrant, or choose --store lancedb", partial(qdrant, settings), needed=True)


def asked(name: str, fix: str, ask: Callable[[], None], needed: bool = False) -> Reached:
    start = time.monotonic()
    try:
        ask()
    except VitrineError as error:
        return Reached(name, False, str(error), fix, needed)
    return Reached(name, True, f"answers in {(time.monotonic() - start) * 1000:.0f} ms")


def http(setting: str, url: str, key: str, settings: Settings) -> None:
    Remote(f"the server of {setting}", address(url, setting), key, settings.remote_ms / 1000).reached()


def redis(settings: Settings) -> None:
    wrong = RedisSessions(settings.sessions_url, nothing, settings.remote_ms / 1000).ping()
    if wrong:
        raise NotFound(f"Redis does not answer ({wrong})")


def qdrant(settings: Settings) -> None:
    from retrieval.stores.qdrant import connect

    connect(settings.qdrant_url, settings.qdrant_key)


def nothing(catalog: str, id: str) -> Item:
    """No item is asked for where only the connection is tried."""
    raise NotFound(id)
