"""The real-photo shops of a data folder, ingested once into the home folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.errors import NotFound
from core.settings import Settings
from retrieval.catalog import list_catalogs
from retrieval.importing import read_products
from retrieval.ingest import Shelf, ingest
from retrieval.opening import open_encoders, open_retriever
from retrieval.pictures import FolderPictures
from retrieval.progress import Shown
from retrieval.retriever import Retriever

FOLDERS = {"household": "household", "apparel": "apparel_men"}  # catalog -> its folder in the data


def open_shop(settings: Settings, name: str, folder: Path) -> Retriever:
    """The catalog `name`, built from `folder` where the home folder has none. Raises NotFound where that holds no products."""
    if name not in list_catalogs(settings.catalogs):
        if not (folder / "catalog.csv").is_file():
            raise NotFound(f"{folder} holds no catalog.csv")
        progress = Shown(f"ingesting {name}")
        read = read_products(folder / "catalog.csv")
        ingest(settings.catalogs, Shelf(name, read.items, FolderPictures(folder / "images"), read.rows, read.rejected), open_encoders(settings), progress)
        progress.end(f"{len(read.items)} products")
    return open_retriever(replace(settings, catalog=name))
