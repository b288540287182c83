"""Instruction models in 4 bits by transformers and bitsandbytes: for a GPU, and slowly for a CPU as well.

The weights are those of any causal language model on a hub or in a folder. Where there is only a GGUF file, as with the default
model, its weights are quantised to NF4 once and kept beside it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import bitsandbytes  # noqa: F401  # transformers asks for it by name; missing, it is told here and not in the middle of a load
import torch
from llguidance import LLMatcher
from llguidance.hf import from_tokenizer
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, GgufConfig
from transformers.utils.logging import disable_progress_bar

from chat.batching import Batched, Guide
from chat.calls import OPENING, Functions, NoFunctions
from chat.llm import Message, Schema
from chat.slots import SlotCache
from core.errors import EngineDown, WeightsError
from core.lock import held
from core.progress import Progress, tell

HEADROOM = 3 * 2**30  # bytes of a card left to Whisper large-v3-turbo in float16 (1.6 GB), the encoders (0.3 GB), the voice and what attention needs
COMPUTE = torch.bfloat16
ATTENDS = {"full_attention", "sliding_attention"}  # layers whose memory is keys and values
PARTIAL = ".partial"


class Network:
    """A loaded causal language model as chat/batching.py asks it.

    Its cache is static (chat/slots.py), its passes are not compiled: `torch.compile` over them broke the graph in 9 places, compiled for
    111 s on two tiny layers, gave other words where bfloat16 lets two come close, and left a pass where it was (5.9 ms for 6.5) on the CPU,
    whose time is in the 4-bit products. Where launches bound a card, vLLM's captured graphs are one setting away (--llm-url).
    """

    def __init__(self, model: Any) -> None:
        self.model = model

    def __call__(self, ids: torch.Tensor, mask: torch.Tensor, positions: torch.Tensor, cache: SlotCache) -> torch.Tensor:
        out = self.model(ids, attention_mask=mask, position_ids=positions, past_key_values=cache, use_cache=True, logits_to_keep=1)
        return out.logits[:, -1].float()


class HubTokens:
    """The model's own tokenizer and chat template, and its schemas through llguidance."""

    def __init__(self, tokenizer: Any, vocabulary: int, ends: frozenset[int]) -> None:
        self.ends = ends
        self._tokenizer = tokenizer
        table = from_tokenizer(tokenizer, n_vocab=vocabulary, eos_token=sorted(ends))

        @lru_cache(maxsize=16)
        def guide(schema: str) -> LLMatcher:
            return LLMatcher(table, LLMatcher.grammar_from_json_schema(schema, defaults={"whitespace_flexible": False}))  # white space costs tokens

        self._guide = guide

    def prompt(self, messages: Sequence[Message], functions: Functions | None = None) -> list[int]:
        """With functions the template writes them, and the call is begun for the model. Raises NoFunctions where it cannot."""
        tools = functions.tools if functions else None
        text = self._tokenizer.apply_chat_template([dict(each) for each in messages], tools=tools, add_generation_prompt=True, tokenize=False)
        if functions:
            if OPENING.strip() not in text or not all(each.name in text for each in functions.functions):
                raise NoFunctions("the language model's chat template offers no functions in the form it is known to call them")
            text += OPENING
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def text(self, tokens: Sequence[int]) -> str:
        return str(self._tokenizer.decode(tokens, skip_special_tokens=True))

    def guide(self, schema: Schema) -> Guide:
        """Raises WeightsError for a schema that llguidance does not take."""
        found = self._guide(json.dumps(dict(schema))).deep_copy()
        if found.is_error():
            raise WeightsError(f"the schema cannot be kept ({found.get_error().splitlines()[0]})")
        return found


def load_quantized(source: Path | str, device: str, kept: Path | None = None) -> Batched:
    """From a folder or hub name of safetensors, or from a GGUF file, whose NF4 weights then lie in the folder `kept`.

    Raises WeightsError for a model that cannot be had, EngineDown for one that does not fit on the card.
    """
    on_gpu = device == "cuda" or (device == "auto" and torch.cuda.is_available())
    disable_progress_bar()
    try:
        folder = from_gguf(source, kept) if isinstance(source, Path) and source.suffix == ".gguf" and kept else source
        how: dict[str, Any] = {} if isinstance(folder, Path) and is_quantized(folder) else {"quantization_config": nf4()}
        model = AutoModelForCausalLM.from_pretrained(
            folder, **how, **placement(on_gpu), dtype=COMPUTE, attn_implementation="sdpa", use_safetensors=True, trust_remote_code=False
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
    except torch.OutOfMemoryError as error:
        raise EngineDown(f"the language model {source} does not fit on the graphics card beside the other engines: choose a smaller one") from error
    except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
        if "CPU or the disk" in str(error):
            raise EngineDown(f"the language model {source} does not fit on the graphics card beside the other engines: choose a smaller one") from error
        raise WeightsError(f"the language model {source} cannot be loaded ({first_line(error)}): check the folder, or the network for a hub name") from error
    refuse_other_memory(model, str(source))
    ends = model.generation_config.eos_token_id
    known = frozenset(each for each in (*(ends if isinstance(ends, list) else [ends]), tokenizer.eos_token_id) if each is not None)
    return Batched(Network(model.eval()), HubTokens(tokenizer, model.config.get_text_config().vocab_size, known), model.device)


def nf4() -> BitsAndBytesConfig:
    """4-bit NormalFloat with its scales quantised as well. After Dettmers et al. 2023 (QLoRA)."""
    return BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=COMPUTE)


def placement(on_gpu: bool) -> dict[str, Any]:
    """Where accelerate may put the weights: on the cards, each with room left for the other engines, or all in memory."""
    if not on_gpu:
        return {"device_map": "cpu"}
    room = {card: max(torch.cuda.mem_get_info(card)[0] - HEADROOM, 0) for card in range(torch.cuda.device_count())}
    return {"device_map": "auto", "max_memory": {**room, "cpu": 0}}


def is_quantized(folder: Path) -> bool:
    try:
        return "quantization_config" in json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def from_gguf(file: Path, kept: Path) -> Path:
    """The folder of the file's weights in NF4, made at the first call: seconds to read, minutes and 7 GB of memory to make. Raises OSError."""
    partial = kept.with_name(f"{PARTIAL}-{kept.name}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with held(partial.with_name(partial.name + ".lock"), lambda: tell(f"another Vitrine is quantising {file.parent.name}: waiting for it")):
        if not is_quantized(kept):
            quantise(file, partial)
            shutil.rmtree(kept, ignore_errors=True)
            os.replace(partial, kept)
    return kept


def quantise(file: Path, folder: Path) -> None:
    """Unpacks a GGUF file to bfloat16 and saves it in NF4, with its tokenizer."""
    progress = Progress(f"quantising {file.parent.name} to NF4 (once)")
    shutil.rmtree(folder, ignore_errors=True)
    progress.show("reading")
    whole: Any = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=COMPUTE, quantization_config=GgufConfig(dequantize=True))
    whole.hf_quantizer = None  # it keeps the GGUF's quantisation on record, though the weights it holds now are whole
    whole.config.__dict__.pop("quantization_config", None)
    whole.save_pretrained(folder / "whole")
    del whole
    progress.show("quantising")
    model = AutoModelForCausalLM.from_pretrained(folder / "whole", quantization_config=nf4(), dtype=COMPUTE, device_map="cpu")
    shutil.rmtree(folder / "whole")
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name).save_pretrained(folder)
    progress.end("kept")


def refuse_other_memory(model: Any, name: str) -> None:
    """Raises WeightsError for a network that remembers otherwise than by keys and values of each token: its slots could not be shared or gone on from."""
    other = set(getattr(model.config.get_text_config(), "layer_types", None) or ()) - ATTENDS
    if other:
        raise WeightsError(f"the language model {name} has {', '.join(sorted(other))} layers, which this engine does not keep: use llama.cpp or a server")


def first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
