"""Text vectors by sentence-transformers: all-MiniLM-L6-v2 from a local folder, never from the network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import WeightsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

NAME = "all-minilm-l6-v2"
DIM = 384
BATCH = 32


class MiniLM:
    """The TextEncoder protocol on a loaded SentenceTransformer."""

    def __init__(self, model: SentenceTransformer, name: str = NAME) -> None:
        self._model = model
        self.name = name

    @property
    def dim(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        found = self._model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(found, dtype=np.float32)


def load_minilm(folder: Path, device: str) -> MiniLM:
    """The encoder from a sentence-transformers folder, on "cpu" or "cuda". Raises WeightsError where it is missing or damaged."""
    if not (folder / "modules.json").is_file():
        raise WeightsError(f"the text encoder {folder.name} is not in {folder.parent}: run `python launch.py models fetch`")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        return MiniLM(SentenceTransformer(str(folder), device=device, local_files_only=True), folder.name)
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise WeightsError(f"the text encoder in {folder} cannot be loaded ({str(error)[:120]}): run `python launch.py models verify`") from None
