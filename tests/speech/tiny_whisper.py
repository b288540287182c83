"""A random two-layer Whisper, and CTranslate2's layout written from it, so that the real loaders can be tested without the real weights."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import torch
from whisper.model import ModelDimensions, Whisper

# 51,865 tokens make it multilingual; 1,500 positions are 30 s; two heads of 32 show that their number is read, not guessed.
DIMENSIONS = ModelDimensions(
    n_mels=80,
    n_audio_ctx=1500,
    n_audio_state=64,
    n_audio_head=2,
    n_audio_layer=2,
    n_vocab=51_865,
    n_text_ctx=448,
    n_text_state=64,
    n_text_head=2,
    n_text_layer=2,
)
TYPES = {np.dtype(np.float32): 0, np.dtype(np.int8): 1, np.dtype(np.int16): 2, np.dtype(np.int32): 3, np.dtype(np.float16): 4}
Variables = dict[str, np.ndarray]


def random_whisper() -> Whisper:
    torch.manual_seed(0)
    model = Whisper(DIMENSIONS).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.05)
    return model


def variables_of(model: Whisper) -> Variables:
    """The network in CTranslate2's names, float32: query, key and value fused as CTranslate2's own converter does it."""
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    variables: Variables = {
        "encoder/num_heads": np.array(model.dims.n_audio_head, dtype=np.int16),
        "decoder/num_heads": np.array(model.dims.n_text_head, dtype=np.int16),
        "encoder/position_encodings/encodings": state["encoder.positional_embedding"],
        "decoder/position_encodings/encodings": state["decoder.positional_embedding"],
        "decoder/embeddings/weight": state["decoder.token_embedding.weight"],
        "decoder/scale_embeddings": np.array(0, dtype=np.int8),
    }

    def linear(target: str, source: str) -> None:
        variables[f"{target}/weight"], variables[f"{target}/bias"] = state[f"{source}.weight"], state[f"{source}.bias"]

    def norm(target: str, source: str) -> None:
        variables[f"{target}/gamma"], variables[f"{target}/beta"] = state[f"{source}.weight"], state[f"{source}.bias"]

    def fused(target: str, source: str, names: tuple[str, ...]) -> None:
        weights = [state[f"{source}.{name}.weight"] for name in names]
        biases = [state.get(f"{source}.{name}.bias", np.zeros(len(weights[0]), dtype=np.float32)) for name in names]
        variables[f"{target}/weight"], variables[f"{target}/bias"] = np.concatenate(weights), np.concatenate(biases)

    for name in ("conv1", "conv2"):
        linear(f"encoder/{name}", f"encoder.{name}")
    norm("encoder/layer_norm", "encoder.ln_post")
    norm("decoder/layer_norm", "decoder.ln")
    for side, count in (("encoder", model.dims.n_audio_layer), ("decoder", model.dims.n_text_layer)):
        for number in range(count):
            target, source = f"{side}/layer_{number}", f"{side}.blocks.{number}"
            fused(f"{target}/self_attention/linear_0", f"{source}.attn", ("query", "key", "value"))
            linear(f"{target}/self_attention/linear_1", f"{source}.attn.out")
            norm(f"{target}/self_attention/layer_norm", f"{source}.attn_ln")
            if side == "decoder":
                linear(f"{target}/attention/linear_0", f"{source}.cross_attn.query")
                fused(f"{target}/attention/linear_1", f"{source}.cross_attn", ("key", "value"))
                linear(f"{target}/attention/linear_2", f"{source}.cross_attn.out")
                norm(f"{target}/attention/layer_norm", f"{source}.cross_attn_ln")
            linear(f"{target}/ffn/linear_0", f"{source}.mlp.0")
            linear(f"{target}/ffn/linear_1", f"{source}.mlp.2")
            norm(f"{target}/ffn/layer_norm", f"{source}.mlp_ln")
    return variables


def text(value: str) -> bytes:
    return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"


def packed(variables: Variables, version: int = 6, specification: str = "WhisperSpec") -> bytes:
    """CTranslate2's binary layout, as ctranslate2/specs/model_spec.py writes it."""
    parts = [struct.pack("<I", version), text(specification), struct.pack("<I", 3), struct.pack("<I", len(variables))]
    for name, value in sorted(variables.items()):
        parts += [text(name), struct.pack("<B", value.ndim), struct.pack(f"<{value.ndim}I", *value.shape)]
        parts += [struct.pack("<B", TYPES[value.dtype]), struct.pack("<I", value.nbytes), np.ascontiguousarray(value).tobytes()]
    parts += [struct.pack("<I", 1), text("decoder/projection/weight"), text("decoder/embeddings/weight")]
    return b"".join(parts)


def write_model(folder: Path, variables: Variables) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.bin").write_bytes(packed(variables))
    return folder
