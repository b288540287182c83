"""The language model engines by name, each loaded when it is first asked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from chat.llm import LanguageModel, Message, Prepared, ReadsAhead, Schema, never
from chat.standby import Standby
from core.fetch import ensure
from core.later import Later
from core.settings import Settings

ALL_LAYERS = 999  # llama.cpp's way to say: every layer on the GPU


def _llama_cpp(settings: Settings) -> LanguageModel:
    from chat.llamacpp import load_llama_cpp

    folder_or_file = ensure(settings.llm_model, settings)
    model = folder_or_file / "model.gguf" if folder_or_file.is_dir() else folder_or_file
    layers = ALL_LAYERS if settings.device == "cuda" else 0
    return load_llama_cpp(model, settings.cpu_threads, layers, settings.home / "prompt-cache")


def _transformers(settings: Settings) -> LanguageModel:
    logging.getLogger("bitsandbytes.backends.cpu.ops").setLevel(logging.ERROR)  # told at its import: fused kernels that it would fetch from a hub
    from chat.quantized import load_quantized

    found = ensure(settings.llm_model, settings)
    file = found / "model.gguf" if (found / "model.gguf").is_file() else found
    return load_quantized(file, settings.device, settings.models / f"{found.stem if found.is_file() else found.name}-nf4")


ENGINES: dict[str, Callable[[Settings], LanguageModel] | None] = {  # the choices of --llm
    "llama.cpp": _llama_cpp,
    "transformers": _transformers,
    "none": None,
}


class LazyModel:
    """A language model that loads when it is first asked, or when it is prepared ahead of time."""

    def __init__(self, load: Callable[[], LanguageModel]) -> None:
        self._later = Later(load)

    def prepare(self, head: str, schema: Schema) -> None:
        model = self._later.get()
        if isinstance(model, Prepared):
            model.prepare(head, schema)

    def read_ahead(self, messages: Sequence[Message]) -> None:
        model = self._later.get()
        if isinstance(model, ReadsAhead):
            model.read_ahead(messages)

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        with closing(self._later.get().stream(messages, schema, max_tokens, cancelled)) as pieces:  # type: ignore[type-var]
            yield from pieces


def lazy_language_model(settings: Settings) -> LanguageModel | None:
    """The chosen engine, not yet loaded; None where the settings ask for rules alone.

    While a server does not answer, the engine in this process does; it is loaded ahead, so that no turn waits for it. Where the
    graphics card has no room for a model, llama.cpp answers on the CPU with the default weights.
    """
    order = [*_remote(settings), *_local(settings)]
    if not order:
        return None
    return order[0][1] if len(order) == 1 and not settings.llm_url else Standby(order, ahead=2 if settings.llm_url else 1)


def _remote(settings: Settings) -> list[tuple[str, LanguageModel]]:
    if not settings.llm_url:
        return []
    from chat.openai_chat import OpenAIChat
    from core.remote import Remote, address

    server = Remote("the language model's server", address(settings.llm_url, "llm_url"), settings.llm_key, settings.remote_ms / 1000)
    return [("the remote language model", OpenAIChat(server))]


def _local(settings: Settings) -> list[tuple[str, LanguageModel]]:
    load = ENGINES[settings.llm]
    if load is None:
        return []
    chosen: tuple[str, LanguageModel] = (settings.llm, LazyModel(lambda: load(settings)))
    if settings.llm != "transformers":
        return [chosen]
    on_cpu = replace(settings, llm="llama.cpp", llm_model=Settings.llm_model, device="cpu")
    return [chosen, ("llama.cpp on the CPU", LazyModel(lambda: _llama_cpp(on_cpu)))]
