"""The shops that dialogues are played in: catalogs opened by name, the real-photo ones ingested once from a data folder."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

from chat.parts import Parts, open_parts
from core.errors import NotFound, VitrineError
from core.settings import Settings
from retrieval.benchmark.shops import FOLDERS, open_shop
from retrieval.catalog import list_catalogs
from retrieval.opening import STARTER, open_retriever


class Unavailable(VitrineError):
    """Something a dialogue needs is not on this machine: the dialogue is skipped, and counted as skipped."""


@dataclass
class Shops:
    """Parts by catalog, kept in `opened`. The engines are loaded once and shared by all of them."""

    settings: Settings
    data: Path | None = None
    opened: dict[str, Parts] = field(default_factory=dict)

    def parts(self, catalog: str) -> Parts:
        """The parts of a catalog; "" is the setting's. Raises Unavailable where it is not here and cannot be made from the data folder."""
        name = catalog or self.settings.catalog
        if name not in self.opened:
            self._ensure(name)
            settings = replace(self.settings, catalog=name)
            try:
                self.opened[name] = self._beside(settings) if self.opened else open_parts(settings)
            except NotFound as error:
                raise Unavailable(str(error)) from None
        return self.opened[name]

    def _beside(self, settings: Settings) -> Parts:
        """The parts of another catalog around the engines that are loaded already: a second language model would need another gigabyte."""
        parts = copy(next(iter(self.opened.values())))
        parts.retriever = open_retriever(settings)
        return parts

    def _ensure(self, name: str) -> None:
        if name == STARTER or name in list_catalogs(self.settings.catalogs):
            return
        if name not in FOLDERS:
            raise Unavailable(f"there is no catalog {name}: build it with `python launch.py ingest`")
        if self.data is None:
            raise Unavailable(f"the catalog {name} is not built: name the folder of its data with --data")
        try:
            open_shop(self.settings, name, self.data / FOLDERS[name])
        except NotFound as error:
            raise Unavailable(str(error)) from None
