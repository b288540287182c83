"""Pictures by their address on the web, for ingests that allow it: public hosts only, limited in size, kept once fetched."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from core.errors import BadInput, NotFound, StorageError
from retrieval.photo import PHOTO_LIMIT_BYTES

TIMEOUT_S = 15.0
MOST_REDIRECTS = 3


def is_address(image: str) -> bool:
    """Whether the name of a picture is an address on the web."""
    return image.lower().startswith(("http://", "https://"))


def public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: no private, local or reserved network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


class WebPictures:
    """Fetches a picture once and keeps it in `folder`. `allowed` decides about every IP address that is connected to."""

    def __init__(self, folder: Path, allowed: Callable[[str], bool] = public) -> None:
        self._folder = folder
        self._allowed = allowed

    def read(self, address: str) -> bytes:
        """The encoded picture. Raises BadInput for an address that must not be fetched or is no picture, NotFound where nothing answers."""
        kept = self._folder / hashlib.sha256(address.encode()).hexdigest()
        if kept.is_file():
            return kept.read_bytes()
        data = self._fetched(address)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = kept.with_suffix(f".{os.getpid()}")
            partial.write_bytes(data)
            os.replace(partial, kept)
        except OSError as error:
            raise StorageError(f"cannot keep the picture {address[:80]}: {error.strerror or error}") from None
        return data

    def _fetched(self, address: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            data, onward = self._once(address)
            if not onward:
                return data
            address = urljoin(address, onward)
        raise NotFound(f"the picture {address[:80]} is redirected more than {MOST_REDIRECTS} times")

    def _once(self, address: str) -> tuple[bytes, str]:
        """The picture, or where it has moved. The connection goes to the very address that was checked."""
        import httpx

        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise BadInput(f"the picture {address[:80]} is no address that can be fetched")
        place = self._resolved(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        url = httpx.URL(address)
        pinned = url.copy_with(host=place)
        headers = {"Host": url.netloc.decode("ascii"), "Accept": "image/*"}
        try:
            with (
                httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client,
                client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": parts.hostname}) as answer,
            ):
                if answer.is_redirect:
                    return b"", answer.headers.get("location", "")
                if answer.status_code != 200:
                    raise NotFound(f"the picture {address[:80]} cannot be had: the server answers {answer.status_code}")
                kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
                if not kind.startswith("image/") and kind != "application/octet-stream":
                    raise BadInput(f"the picture {address[:80]} is no picture but {kind or 'of no known type'}")
                data = bytearray()
                for block in answer.iter_bytes():
                    data += block
                    if len(data) > PHOTO_LIMIT_BYTES:
                        raise BadInput(f"the picture {address[:80]} is over {PHOTO_LIMIT_BYTES // 2**20} MB")
                return bytes(data), ""
        except httpx.HTTPError as error:
            raise NotFound(f"the picture {address[:80]} cannot be had ({str(error)[:60] or type(error).__name__})") from None

    def _resolved(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotFound(f"the host {host[:80]} of a picture is not known") from None
        addresses = [str(each[4][0]) for each in found]
        if not all(self._allowed(address) for address in addresses):
            raise BadInput(f"the host {host[:80]} of a picture lies in a private network: pictures are fetched from public ones only")
        return addresses[0]
