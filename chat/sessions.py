"""Where conversations are kept: in this process, each under an unguessable name that its browser holds and nothing else."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from chat.session import Session
from core.errors import NotFound

SESSION_SECONDS = 3600.0  # idle time after which a conversation is forgotten
MAX_SESSIONS = 500  # the one idle longest makes room


class SessionStore(Protocol):
    """Where conversations are kept. `Sessions` keeps them in this process; a shared store offers the same calls."""

    def create(self) -> str:
        """The name of a new, empty conversation."""
        ...

    def get(self, name: str) -> Session:
        """The conversation of that name. Raises NotFound for one that never was or is forgotten."""
        ...

    def forget(self, name: str) -> None: ...

    def close(self) -> None: ...


def nothing_to_forget(session: Session) -> None:
    """For stores whose sessions own nothing outside themselves."""


class Sessions:
    """Conversations in memory: forgotten after `seconds` without a turn, and the idlest first where there are more than `most`."""

    def __init__(
        self,
        seconds: float = SESSION_SECONDS,
        most: int = MAX_SESSIONS,
        clock: Callable[[], float] = time.monotonic,
        forgotten: Callable[[Session], None] = nothing_to_forget,
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._forgotten = forgotten
        self._sessions: OrderedDict[str, tuple[Session, float]] = OrderedDict()  # idlest first, with the time of the last call
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._sessions)

    def create(self) -> str:
        session = Session(secrets.token_urlsafe(24))
        with self._lock:
            self._sessions[session.name] = (session, self._clock())
            dropped = self._dropped()
        self._tell(dropped)
        return session.name

    def get(self, name: str) -> Session:
        with self._lock:
            dropped = self._dropped()
            found = self._sessions.get(name)
            if found:
                self._sessions[name] = (found[0], self._clock())
                self._sessions.move_to_end(name)
        self._tell(dropped)
        if not found:
            raise NotFound("this conversation is not known here, it may have expired: start a new one")
        return found[0]

    def forget(self, name: str) -> None:
        """Deletes a conversation at the shopper's wish; an unknown name is already forgotten."""
        with self._lock:
            found = self._sessions.pop(name, None)
        if found:
            found[0].forgotten = True
            found[0].stop()
            self._tell([found[0]])

    def close(self) -> None:
        """Stops what runs and forgets everything."""
        with self._lock:
            sessions = [session for session, _ in self._sessions.values()]
            self._sessions.clear()
        for each in sessions:
            each.stop()
        self._tell(sessions)

    def _dropped(self) -> list[Session]:
        """Takes out what is too old or too many; a session with a running turn stays."""
        now = self._clock()
        idle = [(name, session) for name, (session, used) in self._sessions.items() if not session.busy and now - used > self._seconds]
        names = {name for name, _ in idle}
        surplus = len(self._sessions) - len(idle) - self._most
        newest = next(reversed(self._sessions), None)
        quiet = [(name, session) for name, (session, _) in self._sessions.items() if name not in names and name != newest and not session.busy]
        gone = [*idle, *quiet[: max(surplus, 0)]]
        for name, _ in gone:
            del self._sessions[name]
        return [session for _, session in gone]

    def _tell(self, dropped: list[Session]) -> None:
        for each in dropped:
            self._forgotten(each)
