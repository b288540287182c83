"""A CLIP model in EfficientNet's place: a tiny random one, saved as any other and loaded by the real loader."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import StorageError, WeightsError
from core.settings import Settings
from retrieval.catalog import open_catalog
from retrieval.efficientnet import imagenet_names
from retrieval.encoders import Encoders, TextEncoder
from retrieval.ingest import Shelf, ingest
from retrieval.opening import open_generation, open_image_encoder
from retrieval.query import Query
from retrieval.two_tower import load_two_tower, open_two_tower, width

WIDTH = 24  # of its vectors
SIDE = 32  # pixels of its pictures


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two layers of random weights on either side, and a tokenizer of single letters."""
    import torch
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel, CLIPProcessor, CLIPTokenizer

    folder = tmp_path_factory.mktemp("models") / "tiny-clip"
    folder.mkdir()
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    words = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    (folder / "vocab.json").write_text(json.dumps({word: at for at, word in enumerate(words)}), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")
    layers = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    text = {**layers, "vocab_size": len(words), "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1}
    torch.manual_seed(0)
    CLIPModel(CLIPConfig(text_config=text, vision_config={**layers, "image_size": SIDE, "patch_size": 8}, projection_dim=WIDTH)).save_pretrained(folder)
    pictures = CLIPImageProcessor(size={"shortest_edge": SIDE}, crop_size={"height": SIDE, "width": SIDE})
    CLIPProcessor(pictures, CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))).save_pretrained(folder)
    return folder


def test_pictures_and_class_names_share_its_space(clip: Path) -> None:
    encoder = load_two_tower(clip, ("boot", "hat", "mug"), "cpu")
    features, probabilities = encoder.encode([Image.effect_noise((50, 70), 90), Image.new("RGB", (40, 40), "red")])
    assert features.shape == (2, WIDTH) and features.dtype == np.float32 and np.allclose(np.linalg.norm(features, axis=1), 1, atol=1e-5)
    assert probabilities.shape == (2, 3) and np.allclose(probabilities.sum(axis=1), 1, atol=1e-5) and (probabilities > 0).all()
    names = encoder._encode(["a photo of a boot", "a photo of a hat", "a photo of a mug"])
    raised = np.exp(features @ names.T * np.exp(2.6592))  # CLIP's temperature before training, e**2.6592 = 1 / 0.07
    assert np.allclose(probabilities, raised / raised.sum(axis=1, keepdims=True), atol=1e-4)
    nothing = encoder.encode([])
    assert nothing[0].shape == (0, WIDTH) and nothing[1].shape == (0, 3)


def test_its_width_and_name_are_known_before_it_is_loaded(clip: Path) -> None:
    asked: list[str] = []
    encoder = open_two_tower(clip, ("boot",), lambda: asked.append("device") or "cpu")  # type: ignore[func-returns-value]
    assert (encoder.dim, asked) == (WIDTH, []) == (width(clip), [])
    assert encoder.name.startswith("tiny-clip-")
    assert encoder.encode([Image.new("RGB", (40, 40))])[0].shape == (1, WIDTH) and asked == ["device"]


def test_the_setting_chooses_it_and_a_whole_shop_runs_on_it(
    clip: Path, tmp_path: Path, encoders: Encoders, shelf: Callable[..., Shelf], as_bytes: Callable[..., bytes]
) -> None:
    image = open_image_encoder(Settings(home=tmp_path, image_model=str(clip)))
    assert tuple(image.classes) == tuple(imagenet_names())
    text: TextEncoder = encoders.text
    ingest(tmp_path, shelf(), Encoders(text, image))
    retriever = open_generation(open_catalog(tmp_path, "shop"), Encoders(text, image))
    picture = retriever.picture("k-2")
    assert picture is not None
    reading = retriever.understand_photo(picture.read_bytes())
    assert reading.features.shape == (WIDTH,) and reading.meaning.shape == (text.dim,) and reading.labels[0][0] in image.classes
    assert retriever.search(Query(photo=reading, k=1))[0].item.id == "k-2"
    with pytest.raises(StorageError, match=r"shop was embedded by .*tiny-clip.*: ingest it again"):
        open_generation(open_catalog(tmp_path, "shop"), encoders)
    again = ingest(tmp_path, shelf(), encoders)
    assert again.changed == again.added == 0, "the rows are the same, the vectors are made anew"
    assert open_generation(open_catalog(tmp_path, "shop"), encoders).understand_photo(as_bytes(Image.new("RGB", (40, 40)))).features.shape == (64,)


def test_what_is_no_such_model_is_told(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"there is no model in .* give the folder of a CLIP or SigLIP model"):
        open_two_tower(tmp_path, (), lambda: "cpu")
    with pytest.raises(WeightsError, match=r"there is no model file or folder ./nowhere"):
        open_image_encoder(replace(Settings(home=tmp_path), image_model="./nowhere"))
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in clip.iterdir():
        (broken / file.name).write_bytes(file.read_bytes() if file.suffix != ".safetensors" else b"cut short")
    with pytest.raises(WeightsError, match=r"cannot be loaded .* CLIP or SigLIP"):
        load_two_tower(broken, (), "cpu")
