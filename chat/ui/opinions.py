"""What shoppers thought of answers, kept in a file of this machine: one JSON record a line."""

from __future__ import annotations

import json
import logging
import threading
import time
from pathlib import Path
from typing import Any

MOST_BYTES = 20_000_000  # then nothing more is kept

log = logging.getLogger(__name__)


class Opinions:
    """`file` None keeps nothing."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()

    def keep(self, record: dict[str, Any]) -> None:
        """Adds a record with the time. A disk that does not take it costs the shopper nothing."""
        if self._file is None:
            return
        line = json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **record}, ensure_ascii=False) + "\n"
        try:
            with self._lock, self._file.open("a", encoding="utf-8") as file:
                if file.tell() < MOST_BYTES:
                    file.write(line)
        except OSError as error:
            log.warning("an opinion could not be kept in %s: %s", self._file, error.strerror)
