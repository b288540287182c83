"""The language model engines by name, each loaded when it is first asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from chat.llm import LanguageModel, Message, Prepared, Schema, never
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


ENGINES: dict[str, Callable[[Settings], LanguageModel] | None] = {"llama.cpp": _llama_cpp, "none": None}  # the choices of --llm


class LazyModel:
    """A language model that loads when it is first asked, or when it is prepared ahead of time."""

    def __init__(self, load: Callable[[], LanguageModel]) -> None:
        self._later = Later(load)

    def prepare(self, head: str, schema: Schema) -> None:
        model = self._later.get()
        if isinstance(model, Prepared):
            model.prepare(head, schema)

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        with closing(self._later.get().stream(messages, schema, max_tokens, cancelled)) as pieces:  # type: ignore[type-var]
            yield from pieces


def lazy_language_model(settings: Settings) -> LazyModel | None:
    """The chosen engine, not yet loaded; None where the settings ask for rules alone."""
    load = ENGINES[settings.llm]
    return None if load is None else LazyModel(lambda: load(settings))
