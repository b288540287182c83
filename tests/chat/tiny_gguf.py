"""The tiny random Qwen2 as a GGUF file, so that llama.cpp's own HTTP server can be asked for calls in milliseconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType
from transformers import Qwen2ForCausalLM

from tests.chat.tiny_qwen import TOOL_TEMPLATE, byte_tokenizer, save_tiny_qwen

NAMES = {  # transformers -> llama.cpp
    "model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output", "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}  # fmt: skip


def save_tiny_gguf(folder: Path) -> Path:
    """In single precision, with the same weights, words and chat template."""
    model = Qwen2ForCausalLM.from_pretrained(save_tiny_qwen(folder))
    config, tokenizer = model.config, byte_tokenizer()
    writer = GGUFWriter(folder / "model.gguf", "qwen2")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    words = sorted(tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    special = set(tokenizer.all_special_tokens)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([word for word, _ in words] + [f"<unused{place}>" for place in range(len(words), config.vocab_size)])
    writer.add_token_types(
        [TokenType.CONTROL if word in special else TokenType.NORMAL for word, _ in words] + [TokenType.UNUSED] * (config.vocab_size - len(words))
    )
    writer.add_token_merges(["a b"])
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_add_bos_token(False)
    writer.add_chat_template(TOOL_TEMPLATE)
    for name, weight in model.state_dict().items():
        writer.add_tensor(_renamed(name), weight.float().numpy().astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return folder / "model.gguf"


def _renamed(name: str) -> str:
    stem, _, kind = name.rpartition(".")
    if stem.startswith("model.layers."):
        _, _, layer, inner = stem.split(".", 3)
        return f"blk.{layer}.{NAMES[inner]}.{kind}"
    return f"{NAMES[stem]}.{kind}"
