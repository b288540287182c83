"""CTranslate2's Whisper variables to openai-whisper's dimensions and state dict. Every variable maps one to one; fused matrices are split."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from whisper.model import ModelDimensions

Variables = Mapping[str, np.ndarray]
State = dict[str, torch.Tensor]


def dimensions(variables: Variables) -> ModelDimensions:
    """Read off the shapes. Raises KeyError for a variable that is not there."""
    n_vocab, text_width = variables["decoder/embeddings/weight"].shape
    audio_width, n_mels, _ = variables["encoder/conv1/weight"].shape
    return ModelDimensions(
        n_mels=n_mels,
        n_audio_ctx=len(variables["encoder/position_encodings/encodings"]),
        n_audio_state=audio_width,
        n_audio_head=int(variables["encoder/num_heads"]),
        n_audio_layer=layers(variables, "encoder"),
        n_vocab=n_vocab,
        n_text_ctx=len(variables["decoder/position_encodings/encodings"]),
        n_text_state=text_width,
        n_text_head=int(variables["decoder/num_heads"]),
        n_text_layer=layers(variables, "decoder"),
    )


def layers(variables: Variables, side: str) -> int:
    """How many blocks the encoder or the decoder has: names like `encoder/layer_3/ffn/...`."""
    names = (name.split("/") for name in variables)
    return len({part[1] for part in names if part[0] == side and part[1].startswith("layer_") and part[1] != "layer_norm"})


def state_dict(variables: Variables) -> State:
    """All parameters and kept buffers of `whisper.model.Whisper`, float32. Raises KeyError for a variable that is not there."""
    state: State = {}
    for name in ("conv1", "conv2"):
        state |= linear(variables, f"encoder/{name}", f"encoder.{name}")
    for side in ("encoder", "decoder"):
        state[f"{side}.positional_embedding"] = tensor(variables, f"{side}/position_encodings/encodings")
        for number in range(layers(variables, side)):
            state |= block(variables, f"{side}/layer_{number}", f"{side}.blocks.{number}")
    state["decoder.token_embedding.weight"] = tensor(variables, "decoder/embeddings/weight")
    state |= norm(variables, "encoder/layer_norm", "encoder.ln_post")
    state |= norm(variables, "decoder/layer_norm", "decoder.ln")
    return state


def block(variables: Variables, source: str, target: str) -> State:
    """One transformer block; only the decoder's have a second attention, to the sound."""
    state = self_attention(variables, f"{source}/self_attention", f"{target}.attn")
    state |= norm(variables, f"{source}/self_attention/layer_norm", f"{target}.attn_ln")
    if f"{source}/attention/linear_0/weight" in variables:
        state |= cross_attention(variables, f"{source}/attention", f"{target}.cross_attn")
        state |= norm(variables, f"{source}/attention/layer_norm", f"{target}.cross_attn_ln")
    state |= linear(variables, f"{source}/ffn/linear_0", f"{target}.mlp.0")
    state |= linear(variables, f"{source}/ffn/linear_1", f"{target}.mlp.2")
    state |= norm(variables, f"{source}/ffn/layer_norm", f"{target}.mlp_ln")
    return state


def self_attention(variables: Variables, source: str, target: str) -> State:
    """`linear_0` is query, key and value stacked. Whisper's key has no bias; CTranslate2 stores zeros for it."""
    query, key, value = tensor(variables, f"{source}/linear_0/weight").chunk(3)
    query_bias, _, value_bias = tensor(variables, f"{source}/linear_0/bias").chunk(3)
    return projections(target, query, query_bias, key, value, value_bias) | linear(variables, f"{source}/linear_1", f"{target}.out")


def cross_attention(variables: Variables, source: str, target: str) -> State:
    """`linear_0` is the query, `linear_1` key and value stacked."""
    key, value = tensor(variables, f"{source}/linear_1/weight").chunk(2)
    _, value_bias = tensor(variables, f"{source}/linear_1/bias").chunk(2)
    query, query_bias = tensor(variables, f"{source}/linear_0/weight"), tensor(variables, f"{source}/linear_0/bias")
    return projections(target, query, query_bias, key, value, value_bias) | linear(variables, f"{source}/linear_2", f"{target}.out")


def projections(target: str, query: torch.Tensor, query_bias: torch.Tensor, key: torch.Tensor, value: torch.Tensor, value_bias: torch.Tensor) -> State:
    return {
        f"{target}.query.weight": query,
        f"{target}.query.bias": query_bias,
        f"{target}.key.weight": key,
        f"{target}.value.weight": value,
        f"{target}.value.bias": value_bias,
    }


def linear(variables: Variables, source: str, target: str) -> State:
    return {f"{target}.weight": tensor(variables, f"{source}/weight"), f"{target}.bias": tensor(variables, f"{source}/bias")}


def norm(variables: Variables, source: str, target: str) -> State:
    return {f"{target}.weight": tensor(variables, f"{source}/gamma"), f"{target}.bias": tensor(variables, f"{source}/beta")}


def tensor(variables: Variables, name: str) -> torch.Tensor:
    return torch.from_numpy(variables[name].astype(np.float32))
