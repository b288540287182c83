"""One tree of errors. A message carries the offending value and the way out; the edge prints it as it is."""

from __future__ import annotations


class VitrineError(Exception):
    """Something the user can mend. `str(error)` is one clear sentence, fit to be shown."""


class BadInput(VitrineError):
    """What came in cannot be used: text too long, a file that is not what its name says, a photo too large."""


class NotFound(VitrineError):
    """A catalog, an item, a session or a file that was named and does not exist."""


class WrongSetting(VitrineError):
    """A value on the command line, in the environment or in vitrine.toml that makes no sense."""


class WeightsError(VitrineError):
    """Weights that are missing, cut short, or not the bytes the table promises."""


class StorageError(VitrineError):
    """The disk refused: no space, no permission, or a stored file that is damaged."""


class EngineDown(VitrineError):
    """An engine that was chosen cannot answer now: its server does not, or its memory is gone. Another engine may."""


class MissingEngine(VitrineError):
    """An engine was chosen whose package is not installed."""

    def __init__(self, name: str, fix: str) -> None:
        super().__init__(f"the engine {name!r} is not installed here: {fix}")
        self.name = name
        self.fix = fix


class Cancelled(VitrineError):
    """The turn was stopped by the shopper; nothing it had begun is kept."""

    def __init__(self) -> None:
        super().__init__("stopped")
