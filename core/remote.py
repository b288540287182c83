"""A service on another machine, asked over HTTP: it answers in time, is asked again where that may help, and is left alone while it is down.

What goes wrong out there (refused, slow, cut off, busy, broken, nonsense) becomes one kind of error, EngineDown, so that whoever asked can turn
to another engine.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import httpx
import pybreaker
import tenacity

from core.errors import EngineDown, WrongSetting

TRIES = 3
PASSING = {408, 409, 425, 429, 500, 502, 503, 504}  # status codes after which the same request may succeed
CONNECT_S = 0.5  # a connection within a data centre takes milliseconds
PAUSE_S = 0.05  # mean pause before the second try, doubled before the third, with jitter: many who failed at once do not come back at once
FAILURES = 2  # requests in a row after which the service is left alone ...
REST_S = 10.0  # ... this long; then one request tries it
MOST_BYTES = 32 * 2**20  # of one answer: a minute of 48 kHz speech is 6 MB


@dataclass(frozen=True)
class Address:
    """Where a service is, and what the address says behind its `?`: http://host:8000/v1?model=NAME&voice=NAME."""

    url: str
    options: Mapping[str, str]


def address(text: str, setting: str) -> Address:
    """Raises WrongSetting for what is no address on the web."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongSetting(f"{setting} is {text!r}: write http://HOST:PORT/v1, with ?model=NAME where the server has several")
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return Address(urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", "")), options)


class Passing(Exception):
    """A failure that may be over in a moment; `wait_s` is what the service asked for."""

    def __init__(self, says: str, wait_s: float = 0.0) -> None:
        super().__init__(says)
        self.wait_s = wait_s


class Remote:
    """One service. `wait_s` is how long it may keep silent: before its answer, and between two pieces of it. Safe to share between threads."""

    def __init__(self, what: str, address: Address, key: str, wait_s: float) -> None:
        self.what = what
        self.address = address
        self.wait_s = wait_s
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, limits=httpx.Limits(max_connections=None, max_keepalive_connections=32), follow_redirects=False)
        self._breaker = pybreaker.CircuitBreaker(FAILURES, REST_S, exclude=[GeneratorExit], throw_new_error_on_trip=False)

    def get(self, path: str) -> Any:
        """The JSON found at a path. Raises EngineDown."""
        return self._json(self._whole("GET", path, {}, self.wait_s))

    def post(self, path: str, longer_s: float = 0.0, **content: Any) -> bytes:
        """The whole answer to a request; `content` is httpx's json, data or files, `longer_s` what the work may take beyond the usual. Raises EngineDown."""
        return self._whole("POST", path, content, self.wait_s + longer_s)

    def events(self, path: str, request: Mapping[str, Any]) -> Iterator[Any]:
        """The JSON of each server-sent event, as they come. Raises EngineDown, also where the stream ends before its [DONE]."""
        with self._asking(), self._open("POST", path, {"json": dict(request)}, self.wait_s) as answer:
            done = False
            for line in answer.iter_lines():  # to the end, so that the connection can be used again
                data = line.removeprefix("data:").strip()
                done = done or data == "[DONE]"
                if line.startswith("data:") and not done:
                    yield self._json(data.encode())
            if not done:
                raise EngineDown(f"{self.what} broke off in the middle of its answer")

    def reached(self) -> None:
        """Raises EngineDown unless it answers anything that shows it is alive and lets us in."""
        with self._asking():
            answer = self._client.get(f"{self.address.url}/models", timeout=httpx.Timeout(self.wait_s, connect=CONNECT_S))
            if answer.status_code in (401, 403) or answer.status_code >= 500:
                raise EngineDown(f"{self.what} answered {answer.status_code} {answer.reason_phrase}: look at its address and key")

    def _whole(self, method: str, path: str, content: Mapping[str, Any], wait_s: float) -> bytes:
        deadline = time.monotonic() + wait_s
        with self._asking(), self._open(method, path, content, wait_s) as answer:
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if time.monotonic() > deadline or len(body) > MOST_BYTES:
                    raise EngineDown(f"{self.what} was not done with its answer after {wait_s:.1f} s and {len(body):,} bytes")
            return bytes(body)

    @contextmanager
    def _open(self, method: str, path: str, content: Mapping[str, Any], wait_s: float) -> Iterator[httpx.Response]:
        """An answer that has begun well, whose body is still to be read."""
        deadline = time.monotonic() + wait_s
        again = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(TRIES),
            wait=lambda state: max(tenacity.wait_random_exponential(PAUSE_S)(state), asked_for(state)),
            retry=lambda state: isinstance(failure(state), Passing) and time.monotonic() + asked_for(state) < deadline,
            reraise=True,
        )
        answer: httpx.Response = again(self._begun, method, path, content, deadline)
        try:
            yield answer
        finally:
            answer.close()

    def _begun(self, method: str, path: str, content: Mapping[str, Any], deadline: float) -> httpx.Response:
        left = max(deadline - time.monotonic(), 0.01)
        timeout = httpx.Timeout(left, connect=min(CONNECT_S, left))
        try:
            answer = self._client.send(self._client.build_request(method, self.address.url + path, timeout=timeout, **content), stream=True)
        except httpx.ConnectError as error:
            raise Passing(f"{self.what} refuses connections ({error})") from None
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:  # a kept connection that the server has closed since, as after its restart
            raise Passing(f"{self.what} broke off ({type(error).__name__})") from None
        if answer.is_success:
            return answer
        answer.close()
        if answer.status_code in PASSING:
            raise Passing(f"{self.what} answered {answer.status_code}", seconds(answer.headers.get("Retry-After", "")))
        raise EngineDown(f"{self.what} answered {answer.status_code} {answer.reason_phrase}: look at its address, key and model")

    def _json(self, data: bytes) -> Any:
        try:
            return json.loads(data)
        except ValueError:
            raise EngineDown(f"{self.what} answered nonsense") from None

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Counts failures, and turns them all into EngineDown."""
        try:
            with self._breaker.calling():
                yield
        except pybreaker.CircuitBreakerError:
            raise EngineDown(f"{self.what} failed {FAILURES} times in a row and is left alone for {REST_S:.0f} s") from None
        except httpx.TimeoutException:
            raise EngineDown(f"{self.what} did not answer within {self.wait_s:.1f} s") from None
        except Passing as error:
            raise EngineDown(str(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise EngineDown(f"{self.what} broke off ({str(error) or type(error).__name__})") from None


def failure(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def asked_for(state: tenacity.RetryCallState) -> float:
    """Seconds the service asked to be left alone."""
    error = failure(state)
    return error.wait_s if isinstance(error, Passing) else 0.0


def seconds(retry_after: str) -> float:
    """A Retry-After header in seconds; a date, which servers of models do not send, counts as none."""
    return float(retry_after) if retry_after.isdigit() else 0.0
