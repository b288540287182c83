"""The content security policy and the other headers of every answer, as strict as Gradio allows."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
REST = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # Svelte sets styles of elements
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob: data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(scripts: Sequence[bytes] = ()) -> str:
    """The policy of a page with these inline scripts: they run, and nothing else that stands in the page does.

    'unsafe-eval' stays: Gradio builds the `js` of events with Function.
    """
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(each).digest()).decode()}'" for each in scripts)
    return "; ".join((f"script-src 'self' 'unsafe-eval'{hashes}", *REST))


class WithHeaders:
    """Adds the headers to every answer. Plain ASGI, so that streams pass through untouched; only the page itself is held until its scripts are known."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        held: list[Message] = []

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    held.append(message)
                    return
                headers.setdefault("Content-Security-Policy", policy())
            elif held:
                held.append(message)
                if not message.get("more_body"):
                    body = b"".join(each["body"] for each in held[1:])
                    MutableHeaders(scope=held[0])["Content-Security-Policy"] = policy(INLINE.findall(body))
                    for each in held:
                        await send(each)
                    held.clear()
                return
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
