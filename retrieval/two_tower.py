"""Picture features by a CLIP or SigLIP model (Radford et al. 2021; Zhai et al. 2023) through sentence-transformers, from a local folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL.Image import Image

from core.errors import WeightsError
from core.later import Later
from retrieval.encoders import ImageEncoder
from retrieval.lazy import LazyImage

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
PROMPT = "a photo of a {}"
SCALE = 100.0  # of cosines before the softmax, where a model does not tell the one it was trained with


class TwoTower:
    """The ImageEncoder protocol on a loaded SentenceTransformer that reads texts and pictures into one space.

    Features are its picture vectors. Probabilities are zero-shot: the cosines with "a photo of a CLASS" for each class, in its own text space. What a
    photo means to the catalog's texts is found from both as from any other encoder's, so that nothing else needs to know which one it is.
    """

    def __init__(self, model: SentenceTransformer, classes: Sequence[str], name: str) -> None:
        self._model = model
        self._labels = Later(lambda: self._encode([PROMPT.format(each) for each in classes]))
        self.classes = tuple(classes)
        self.name = name

    @property
    def dim(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, images: Sequence[Image]) -> tuple[np.ndarray, np.ndarray]:
        if not images:
            return np.zeros((0, self.dim), np.float32), np.zeros((0, len(self.classes)), np.float32)
        features = self._encode([image.convert("RGB") for image in images])
        raised = self._scale * (features @ self._labels.get().T)
        shares = np.exp(raised - raised.max(axis=1, keepdims=True))
        return features, np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)

    def _encode(self, things: Sequence[str] | Sequence[Image]) -> np.ndarray:
        found = self._model.encode(list(things), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(found, np.float32)

    @property
    def _scale(self) -> float:
        trained = getattr(getattr(self._model[0], "model", None), "logit_scale", None)
        return float(trained.detach().exp()) if trained is not None else SCALE


def load_two_tower(folder: Path, classes: Sequence[str], device: str) -> TwoTower:
    """The encoder from the folder of a CLIP or SigLIP model, on "cpu" or "cuda". Raises WeightsError where it is missing, damaged or reads no pictures."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        model = SentenceTransformer(str(folder), device=device, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise WeightsError(
            f"the image model in {folder} cannot be loaded ({str(error).splitlines()[0][:120]}): give the folder of a CLIP or SigLIP model"
        ) from None
    if not {"text", "image"} <= set(model.modalities):
        raise WeightsError(
            f"the model in {folder} reads {' and '.join(map(str, model.modalities))}: a CLIP or SigLIP model, which reads text and image, is needed"
        )
    return TwoTower(model, classes, name_of(folder))


def open_two_tower(folder: Path, classes: Sequence[str], device: Callable[[], str]) -> ImageEncoder:
    """The encoder, loaded at its first use where its width can be read beforehand, else now. Raises WeightsError for what is no model folder."""
    dim = width(folder)
    if not dim:
        return load_two_tower(folder, classes, device())
    return LazyImage(name_of(folder), dim, classes, Later(lambda: load_two_tower(folder, classes, device())))


def width(folder: Path) -> int:
    """Numbers in a picture vector as config.json tells; 0 where it does not. Raises WeightsError where there is none that can be read."""
    try:
        told = json.loads((folder / "config.json").read_text(encoding="utf-8")) if not (folder / "modules.json").is_file() else {}
        return int(told.get("projection_dim") or 0)
    except (OSError, ValueError, AttributeError) as error:
        raise WeightsError(f"there is no model in {folder} ({str(error)[:80]}): give the folder of a CLIP or SigLIP model") from None


def name_of(folder: Path) -> str:
    """What a catalog keeps: the folder's name and a digest of what lies in it, by size, so that other weights of the same name are noticed."""
    files = sorted((str(each.relative_to(folder)), each.stat().st_size) for each in folder.rglob("*") if each.is_file())
    return f"{folder.name}-{hashlib.sha256(json.dumps(files).encode()).hexdigest()[:8]}-framed"
