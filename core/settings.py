"""Every value that can be set, once. Standard library only: `launch.py --help` reads it before anything is installed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from core.errors import WrongSetting

FILE_NAME = "vitrine.toml"  # looked for in the working directory, then in the home folder
PREFIX = "VITRINE_"


def data_folder() -> Path:
    """The platform's folder for an application's data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "vitrine"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "vitrine"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "vitrine"


def setting(default: Any, says: str, choices: tuple[str, ...] = ()) -> Any:
    """A field with the sentence that `--help` prints and the values it may take."""
    return field(default=default, metadata={"help": says, "choices": choices})


@dataclass(frozen=True)
class Settings:
    """All settings. Sources, the first that speaks wins: command line, environment, vitrine.toml, the default here."""

    home: Path = setting(data_folder(), "folder of models, catalogs and sessions")
    catalog: str = setting("starter", "the catalog to talk about")
    host: str = setting("127.0.0.1", "address the page listens on")
    port: int = setting(7860, "port the page listens on")
    device: str = setting("auto", "where models run", ("auto", "cpu", "cuda"))
    threads: int = setting(0, "CPU threads a model may use; 0 means one for each core")
    transcriber: str = setting("faster-whisper", "engine that hears", ("faster-whisper", "openai-whisper"))
    whisper: str = setting("whisper-base", "Whisper weights: a name of the model table, a folder, or a name the engine knows")
    language: str = setting("en", "language spoken to the microphone; 'auto' lets Whisper guess")
    synthesizer: str = setting("hibari", "engine that speaks", ("hibari", "coqui", "espeak-ng"))
    voice: str = setting("", "voice or model of that engine; empty means its own default")
    rate: float = setting(1.0, "how fast it speaks, times the voice's own pace")
    llm: str = setting("llama.cpp", "engine that reads", ("llama.cpp", "transformers", "none"))
    llm_model: str = setting("qwen2.5-coder-1.5b-instruct-q4_k_m", "language model: a name of the model table, a GGUF file, or a hub name for transformers")
    llm_reads: str = setting("label", "how: by one label, or by calling the search as a function of its own chat template", ("label", "tool"))
    wording: str = setting("composed", "who words the replies; the model's sentences are checked against the facts", ("composed", "model"))
    store: str = setting("lancedb", "what catalogs are searched in", ("lancedb", "qdrant"))
    qdrant_url: str = setting("http://127.0.0.1:6333", "the Qdrant server, with --store qdrant")
    qdrant_key: str = setting("", "its API key, where it wants one")
    image_model: str = setting(
        "efficientnet-lite0", "model that looks at photos: a name of the model table, or the folder or hub name of a CLIP or SigLIP model"
    )
    llm_url: str = setting("", "OpenAI-compatible server that reads, as http://HOST:8000/v1?model=NAME; while it is down the engine of --llm does")
    llm_key: str = setting("", "its API key")
    transcriber_url: str = setting("", "OpenAI-compatible server that hears; while it is down the engine of --transcriber does")
    transcriber_key: str = setting("", "its API key")
    synthesizer_url: str = setting("", "OpenAI-compatible server that speaks, as http://HOST:8000/v1?model=NAME&voice=NAME")
    synthesizer_key: str = setting("", "its API key")
    sessions_url: str = setting("", "Redis server that keeps the conversations, as redis://HOST:6379/0; empty: this process keeps them")
    ray: str = setting("", "Ray cluster that embeds at ingest: local, auto or ray://HOST:10001; empty: this process does")
    ray_workers: int = setting(2, "its workers, each with encoders of its own")
    remote_ms: int = setting(1500, "milliseconds a remote engine may keep silent before the one here takes over")
    k: int = setting(6, "how many suggestions a turn shows")

    def __post_init__(self) -> None:
        for each in fields(self):
            choices = each.metadata["choices"]
            value = getattr(self, each.name)
            if choices and value not in choices:
                raise WrongSetting(f"{each.name} is {value!r}: choose one of {', '.join(choices)}")
        if not 1 <= self.k <= 50:
            raise WrongSetting(f"k is {self.k}: choose a number from 1 to 50")
        if not 50 <= self.remote_ms <= 60_000:
            raise WrongSetting(f"remote_ms is {self.remote_ms}: choose a number from 50 to 60000")
        if not 1 <= self.ray_workers <= 10_000:
            raise WrongSetting(f"ray_workers is {self.ray_workers}: choose a number from 1 to 10000")
        if not 0.5 <= self.rate <= 2:
            raise WrongSetting(f"rate is {self.rate:g}: choose a number from 0.5 to 2, 1 is the voice's own pace")
        if not 0 <= self.port <= 65535:
            raise WrongSetting(f"port is {self.port}: choose a number from 0 to 65535")

    @property
    def cpu_threads(self) -> int:
        """Threads a model may use: as set, or one for each core this process may run on."""
        if self.threads:
            return self.threads
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @property
    def models(self) -> Path:
        return self.home / "models"

    @property
    def catalogs(self) -> Path:
        return self.home / "catalogs"

    @property
    def sessions(self) -> Path:
        return self.home / "sessions"


def read(name: str, raw: Any, source: str) -> Any:
    """The value of setting `name` from text or TOML. Raises WrongSetting that names the source."""
    default = next(each.default for each in fields(Settings) if each.name == name)
    if isinstance(default, Path):
        return Path(str(raw)).expanduser()
    if isinstance(default, int):
        try:
            return int(raw)
        except ValueError:
            raise WrongSetting(f"{name} is {raw!r} in {source}: a whole number is needed") from None
    if isinstance(default, float):
        try:
            return float(raw)
        except ValueError:
            raise WrongSetting(f"{name} is {raw!r} in {source}: a number is needed") from None
    return str(raw)


def settings_from(command_line: dict[str, Any]) -> Settings:
    """Settings from the command line's values (None means not given), the environment, vitrine.toml and the defaults."""
    names = [each.name for each in fields(Settings)]
    given = {name: read(name, command_line[name], "the command line") for name in names if command_line.get(name) is not None}
    environment = {name: read(name, os.environ[PREFIX + name.upper()], PREFIX + name.upper()) for name in names if PREFIX + name.upper() in os.environ}
    home = given.get("home") or environment.get("home") or Settings.home
    return replace(Settings(), **{**from_file(home), **environment, **given})


def from_file(home: Path) -> dict[str, Any]:
    """The values of the first vitrine.toml found. Raises WrongSetting for a file that does not parse or names no setting."""
    path = next((folder / FILE_NAME for folder in (Path.cwd(), home) if (folder / FILE_NAME).is_file()), None)
    if path is None:
        return {}
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        try:
            import tomli as tomllib  # the environment has it for 3.10
        except ImportError:
            raise WrongSetting(f"{path} can be read by Python 3.10 only after set-up: run `python launch.py` first") from None
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{path} is not valid TOML: {error}") from None
    unknown = set(values) - {each.name for each in fields(Settings)}
    if unknown:
        raise WrongSetting(f"{path} sets {', '.join(sorted(unknown))}, which Vitrine does not know: run `python launch.py --help` for the names")
    return {name: read(name, value, str(path)) for name, value in values.items()}
