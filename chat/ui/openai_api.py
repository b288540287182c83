"""`/v1/chat/completions` as OpenAI's clients speak it, so that other chat front ends can be used. What was found stands in the field `vitrine`.

A request is bound to a conversation of this server by its field `session`; the answer names it. A front end that knows no sessions sends the whole talk
again with every turn: then only what the shopper said in it is taken, turn by turn, and what the assistant is claimed to have said is ignored.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse

from chat.acts import Utterance
from chat.as_json import turn_record
from chat.reply import Reply
from chat.state import DialogueState
from chat.turn import take_turn
from chat.ui.shop import Shop
from core.errors import BadInput, NotFound, VitrineError
from retrieval.photo import load_photo

MODEL = "vitrine"
MOST_BYTES = 15_000_000  # of a request: a photo of 10 MB in base64 and the words beside it
MOST_TURNS = 50  # of the shopper's in one request
MOST_KEPT = 2000  # states remembered for talks that are sent again
DATA_URL = re.compile(r"data:image/(?:jpeg|png|webp);base64,(.+)", re.DOTALL)
PIECES = re.compile(r"\S+\s*")

log = logging.getLogger(__name__)


class Replayed:
    """States by what the shopper said up to them, so that a talk that is sent again costs one turn. A state is a value: whoever says the same is there."""

    def __init__(self) -> None:
        self._states: OrderedDict[bytes, DialogueState] = OrderedDict()
        self._lock = Lock()

    def get(self, said: bytes) -> DialogueState | None:
        with self._lock:
            if said in self._states:
                self._states.move_to_end(said)
            return self._states.get(said)

    def put(self, said: bytes, state: DialogueState) -> None:
        with self._lock:
            self._states[said] = state
            if len(self._states) > MOST_KEPT:
                self._states.popitem(last=False)


def add_openai(app: FastAPI, shop: Shop) -> None:
    replayed = Replayed()

    @app.get("/v1/models", include_in_schema=False)
    def models() -> Any:
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}

    @app.post("/v1/chat/completions", include_in_schema=False)
    async def completions(request: Request) -> Response:
        try:
            asked = await read(request)
            answer = await run_in_threadpool(answered, shop, replayed, asked)
        except VitrineError as error:
            return refused(str(error), 404 if isinstance(error, NotFound) else 400)
        except Exception:
            log.exception("a completion failed")
            return refused(shop.texts.failed, 500)
        if asked.get("stream"):
            return StreamingResponse(streamed(answer), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
        return JSONResponse(whole(answer), headers={"Cache-Control": "no-store"})


async def read(request: Request) -> dict[str, Any]:
    """The JSON of a request. Raises BadInput. Only application/json: a form of another site cannot send that unasked."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise BadInput("the request must be JSON: set Content-Type to application/json")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise BadInput(f"the request is larger than {MOST_BYTES // 1_000_000} MB: send a smaller photo")
    try:
        asked = json.loads(bytes(body))
    except (ValueError, RecursionError):
        raise BadInput("the request is no JSON") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("messages"), list):
        raise BadInput("the request has no list of messages")
    return asked


def answered(shop: Shop, replayed: Replayed, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The turn that the request asks for, as data. Raises BadInput, NotFound for a session that is not known."""
    said = [message.get("content") for message in asked["messages"] if isinstance(message, dict) and message.get("role") == "user"]
    if not said:
        raise BadInput("there is no message with the role user: nothing was said")
    name = asked.get("session")
    if name is None and len(said) > 1:
        state, reply = replay(shop, replayed, said)
        return {"session": None, **turn_record(state, reply)}
    session = shop.sessions.get(str(name)) if name else shop.sessions.get(shop.sessions.create())
    with session.turn() as turn:
        reply = turn.take(shop.of(session).parts, utterance(said[-1]), aloud=False)
    replayed.put(digest(said), session.state)
    return {"session": session.name, **turn_record(session.state, reply)}


def replay(shop: Shop, replayed: Replayed, said: Sequence[Any]) -> tuple[DialogueState, Reply]:
    """What the shopper said, turn by turn from the longest part that was said before."""
    if len(said) > MOST_TURNS:
        raise BadInput(f"the talk has {len(said)} turns, the limit is {MOST_TURNS}: send the session instead of the whole talk")
    known, state = 0, DialogueState()
    for length in range(len(said) - 1, 0, -1):
        found = replayed.get(digest(said[:length]))
        if found is not None:
            known, state = length, found
            break
    for at in range(known, len(said)):
        state, reply = take_turn(shop.parts, state, utterance(said[at]), aloud=False)
        replayed.put(digest(said[: at + 1]), state)
    return state, reply


def digest(said: Sequence[Any]) -> bytes:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()


def utterance(content: Any) -> Utterance:
    """A message's content: text, or a list of text and one image as a data URL. Raises BadInput; no address is ever fetched."""
    if isinstance(content, str):
        return Utterance(content)
    if not isinstance(content, list):
        raise BadInput("the content of a message must be text, or a list of parts")
    parts = [each for each in content if isinstance(each, dict)]
    text = " ".join(str(each.get("text", "")) for each in parts if each.get("type") == "text")
    urls = [(each.get("image_url") or {}).get("url", "") for each in parts if each.get("type") == "image_url" and isinstance(each.get("image_url"), dict)]
    if len(urls) > 1:
        raise BadInput(f"{len(urls)} photos came at once: send one at a time")
    return Utterance(text, photo=photo(str(urls[0])) if urls else None)


def photo(url: str) -> bytes:
    found = DATA_URL.fullmatch(url)
    if not found:
        raise BadInput("a photo must be a data: URL of a JPEG, PNG or WebP image: addresses are not fetched")
    try:
        data = base64.b64decode(found[1], validate=True)
    except binascii.Error:
        raise BadInput("the photo is no base64") from None
    load_photo(data)
    return data


def whole(answer: Mapping[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer["reply"]}
    return {**envelope("chat.completion"), "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage(answer), "vitrine": answer}


def streamed(answer: Mapping[str, Any]) -> Iterator[str]:
    """Server-sent events: the words as they would be written, what was found with the last of them."""
    head = envelope("chat.completion.chunk")

    def event(delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> str:
        return f"data: {json.dumps({**head, 'choices': [{'index': 0, 'delta': delta, 'finish_reason': finish}], **more}, ensure_ascii=False)}\n\n"

    yield event({"role": "assistant", "content": ""})
    for piece in PIECES.findall(answer["reply"]):
        yield event({"content": piece})
    yield event({}, "stop", usage=usage(answer), vitrine=answer)
    yield "data: [DONE]\n\n"


def envelope(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{time.time_ns():x}", "object": kind, "created": int(time.time()), "model": MODEL}


def usage(answer: Mapping[str, Any]) -> dict[str, int]:
    """In words: most turns reach no model, so that there are no tokens to count."""
    asked, told = len(str(answer["transcript"]).split()), len(str(answer["reply"]).split())
    return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}


def refused(message: str, status: int) -> JSONResponse:
    kind = "invalid_request_error" if status < 500 else "server_error"
    return JSONResponse({"error": {"message": message, "type": kind, "param": None, "code": None}}, status_code=status, headers={"Cache-Control": "no-store"})
