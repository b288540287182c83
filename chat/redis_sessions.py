"""Conversations in Redis, so that any of several web processes can go on with any of them.

A process keeps a copy of those it works on. Every turn begins with what Redis holds and ends by writing it back under the next number; where
another process wrote in between, the later one gives way. While Redis is down the copies go on and are written when it is back.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pybreaker
import redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.retry import Retry

from chat.session import Session
from chat.session_record import fill, to_record
from chat.session_turn import Turn
from chat.sessions import MAX_SESSIONS, SESSION_SECONDS, nothing_to_forget
from chat.transcript import Line
from core.errors import BadInput, EngineDown, NotFound, WrongSetting
from core.remote import CONNECT_S
from core.standing import Standing
from retrieval.item import Item

NAME = re.compile(r"[\w-]{16,64}")  # what `create` gives; nothing else is looked up
TRIES = 2  # after the first, each after at most this pause:
PAUSE_S = 0.1
REST_S = 5.0  # Redis is left alone this long after a failure: one call waits for it, not each of a turn's
TAKEN, OUTRUN, DEAD = 1, 0, -1  # what comes of writing a conversation
KEEP = """
if redis.call('EXISTS', KEYS[2]) == 1 then return -1 end
local there = tonumber(redis.call('HGET', KEYS[1], 'number') or ARGV[1])
if there ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'number', ARGV[2], 'record', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""  # runs in Redis as one step: KEYS are the conversation and its tombstone, ARGV the number it was read under, the next one, the record and its life


class SharedSession(Session):
    """A conversation that is written to Redis after every turn. `number` is the one it was last read or written under."""

    def __init__(self, name: str, store: RedisSessions) -> None:
        super().__init__(name)
        self.number = 0
        self.owed = False  # something here is not in Redis yet
        self._store = store

    @contextmanager
    def turn(self, *more: Any, **options: Any) -> Iterator[Turn]:
        if not self.busy:
            self._store.read(self)
        with super().turn(*more, **options) as turn:
            yield turn

    def note(self, *lines: Line) -> None:
        """The last thing every turn does: what it changed is kept with its lines. Raises BadInput where the conversation went on in another process."""
        super().note(*lines)
        self.owed = True
        self._store.write(self)

    def rewind(self, turn: int) -> Line:
        line = super().rewind(turn)
        self.owed = True
        self._store.write(self)
        return line


class RedisSessions:
    """A `SessionStore`. `item` finds an item by its catalog ("" for the program's own) and id; `forgotten` hears of each copy that is dropped here."""

    def __init__(
        self,
        url: str,
        item: Callable[[str, str], Item],
        wait_s: float = 1.0,
        seconds: float = SESSION_SECONDS,
        most: int = MAX_SESSIONS,
        forgotten: Callable[[Session], None] = nothing_to_forget,
    ) -> None:
        """Raises WrongSetting for what is no address of a Redis server. Nothing is asked of it yet."""
        retry = Retry(ExponentialWithJitterBackoff(base=PAUSE_S / 2, cap=PAUSE_S), TRIES)
        try:
            self._client = redis.Redis.from_url(
                url, socket_timeout=wait_s / (TRIES + 1), socket_connect_timeout=min(CONNECT_S, wait_s / (TRIES + 1)), retry=retry, decode_responses=True
            )
        except ValueError as error:
            raise WrongSetting(f"sessions_url is {url!r} ({error}): write redis://HOST:6379/0") from None
        self._keep = self._client.register_script(KEEP)
        self._breaker = pybreaker.CircuitBreaker(1, REST_S, throw_new_error_on_trip=False)
        self._standing = Standing(["Redis"], "conversations are kept in this process until it is back")
        self._item = item
        self._seconds = int(seconds)
        self._most = most
        self._forgotten = forgotten
        self._copies: OrderedDict[str, SharedSession] = OrderedDict()  # idlest first
        self._lock = threading.Lock()

    def create(self) -> str:
        session = SharedSession(secrets.token_urlsafe(24), self)
        session.owed = True
        self._hold(session)
        self.write(session)
        return session.name

    def get(self, name: str) -> Session:
        """Raises NotFound for a conversation that never was or is forgotten, BadInput for one of another version."""
        if not NAME.fullmatch(name):
            raise NotFound("this conversation is not known here: start a new one")
        with self._lock:
            session = self._copies.get(name)
        found = session or SharedSession(name, self)
        if not found.busy:
            self.read(found)
        if found.forgotten or (session is None and found.number == 0):
            raise NotFound("this conversation is not known here, it may have expired: start a new one")
        return self._hold(found)

    def forget(self, name: str) -> None:
        """Deletes a conversation at the shopper's wish, in every process."""
        with self._lock:
            found = self._copies.pop(name, None)
        if found:
            self._drop(found)
        if NAME.fullmatch(name):
            self._ask(lambda client: client.pipeline().set(gone(name), 1, ex=self._seconds).delete(key(name)).execute())

    def close(self) -> None:
        """Stops what runs here. The conversations stay in Redis, and another process goes on with them."""
        with self._lock:
            copies = list(self._copies.values())
            self._copies.clear()
        for each in copies:
            each.stop()
            self._forgotten(each)
        self._client.close()

    def read(self, session: SharedSession) -> None:
        """Brings a copy up to what Redis holds; what is owed to Redis is written first. Raises BadInput for a record of another version."""
        if session.owed and self._offer(session) == TAKEN:
            return
        place, tombstone = key(session.name), gone(session.name)
        found = self._ask(lambda client: client.pipeline().hmget(place, "number", "record").exists(tombstone).expire(place, self._seconds).execute())
        if found is None:
            return
        (number, record), dead, _ = found
        session.forgotten = session.forgotten or bool(dead)
        if record is not None and int(number) != session.number:
            fill(session, record, self._item)
            session.number, session.owed, session.playing = int(number), False, None

    def write(self, session: SharedSession) -> None:
        """Keeps a copy in Redis, or owes it while Redis is down. Raises BadInput where another process went on with it meanwhile: that is what then stands."""
        if self._offer(session) == OUTRUN:
            session.owed = False
            self.read(session)
            raise BadInput("the conversation went on in another window: say that again")

    def _offer(self, session: SharedSession) -> int | None:
        """Writes a copy under the next number; what came of it, None where Redis is down."""
        number = session.number + 1
        record: list[str | int] = [session.number, number, to_record(session), self._seconds]
        came = self._ask(lambda client: self._keep(keys=[key(session.name), gone(session.name)], args=record, client=client))
        if came == TAKEN:
            session.number, session.owed = number, False
        elif came == DEAD:
            session.forgotten, session.owed = True, False
        return came if came is None else int(came)

    def _hold(self, session: SharedSession) -> SharedSession:
        """Keeps a copy in this process; the idlest ones make room. Where another thread was quicker, its copy is the one."""
        with self._lock:
            session = self._copies.setdefault(session.name, session)
            self._copies.move_to_end(session.name)
            idle = [each for each in self._copies.values() if not each.busy and not each.owed and each is not session]
            surplus = idle[: max(len(self._copies) - self._most, 0)]
            for each in surplus:
                del self._copies[each.name]
        for each in surplus:
            self._forgotten(each)
        return session

    def _drop(self, session: SharedSession) -> None:
        session.forgotten = True
        session.stop()
        self._forgotten(session)

    def _ask(self, work: Callable[[Any], Any]) -> Any:
        """What Redis answers, None where it does not: what goes on without it goes on, and the log hears of it once."""
        try:
            with self._breaker.calling():
                answer = work(self._client)
        except pybreaker.CircuitBreakerError:
            return None
        except redis.RedisError as error:
            self._standing.down("Redis", EngineDown(type(error).__name__))
            return None
        self._standing.up("Redis")
        return answer

    def ping(self) -> str:
        """What is wrong with Redis in a few words; empty where it answers."""
        try:
            self._client.ping()
        except redis.RedisError as error:
            return str(error).splitlines()[0] if str(error) else type(error).__name__
        return ""


def key(name: str) -> str:
    return f"vitrine:session:{name}"


def gone(name: str) -> str:
    return f"vitrine:gone:{name}"
