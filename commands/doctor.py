"""`doctor`: what works on this machine and how to mend the rest. Standard library only, so that it also runs before set-up."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from core import weights
from core.environment import environment, nvidia_card
from core.errors import VitrineError
from core.settings import Settings

MEMORY_NEEDED = 5 * 2**30  # bytes resident, the budget of the whole process
ENVIRONMENT_BYTES = 4_500_000_000  # the default set, installed
MODULES = {  # module -> what it is for; a missing one is mended by the next start
    "faster_whisper": "hearing",
    "hibari": "speaking",
    "xllamacpp": "reading",
    "sentence_transformers": "text vectors",
    "efficientnet_lite_pytorch": "photos",
    "lancedb": "the catalog's table",
    "gradio": "the page",
}


@dataclass(frozen=True)
class Check:
    """One thing looked at. `fail` keeps the main job from running, `note` does not."""

    name: str
    state: Literal["ok", "note", "fail"]
    says: str
    fix: str = ""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status 1 when the main job cannot run here."""
    chosen = getattr(arguments, "chosen_set", None) or "auto"
    checks = [found for look in LOOKS for found in look(settings, chosen)]
    works = all(each.state != "fail" for each in checks)
    if arguments.json:
        print(json.dumps({"works": works, "checks": [asdict(each) for each in checks]}))
    else:
        for each in checks:
            print(f"{each.state:5} {each.name}: {each.says}" + (f"\n      -> {each.fix}" if each.fix else ""))
        print("Vitrine can run here." if works else "Vitrine cannot run here yet: mend what says fail.")
    return 0 if works else 1


def python(settings: Settings, chosen: str) -> Iterator[Check]:
    yield Check("python", "ok", f"{sys.version.split()[0]} on {sys.platform}")
    try:
        home = environment(chosen)
    except VitrineError as error:
        yield Check("environment", "fail", str(error))
        return
    if home.complete:
        yield Check("environment", "ok", str(home.folder))
    elif importlib.util.find_spec("ensurepip") is None:
        yield Check("environment", "fail", "this Python cannot make one", "run `apt install python3-venv`")
    else:
        yield Check("environment", "fail", f"{home.folder} is not complete", "run `python launch.py` once with a network: it sets up by itself")


def packages(settings: Settings, chosen: str) -> Iterator[Check]:
    missing = [f"{name} ({purpose})" for name, purpose in MODULES.items() if importlib.util.find_spec(name) is None]
    if missing:
        yield Check("packages", "fail", f"missing: {', '.join(missing)}", "run `python launch.py` once with a network: it sets up by itself")
    else:
        yield Check("packages", "ok", f"all {len(MODULES)} engines' packages are installed")
    if settings.synthesizer == "coqui" and importlib.util.find_spec("TTS") is None:
        yield Check("packages", "fail", "the coqui engine's package is not in this set", "start with --set gpu")


def models(settings: Settings, chosen: str) -> Iterator[Check]:
    for model in weights.needed(settings):
        found = weights.state(model, settings.models)
        says = f"{found}, {model.size / 1e9:.2f} GB, {model.purpose}"
        if found == "ready":
            yield Check(model.name, "ok", says)
        else:
            wrong = next(iter(weights.faults(model, settings.models).values())) if found == "damaged" else "the next start fetches it"
            yield Check(model.name, "fail", f"{says} ({wrong})", f"run `python launch.py models fetch {model.name}`")


def folder(settings: Settings, chosen: str) -> Iterator[Check]:
    """The home folder takes files, and the disk has room for what is still to come."""
    existing = next(each for each in (settings.home, *settings.home.absolute().parents) if each.exists())
    to_come = sum(each.size for each in weights.needed(settings) if weights.state(each, settings.models) != "ready")
    to_come += ENVIRONMENT_BYTES if importlib.util.find_spec("gradio") is None else 0
    free = shutil.disk_usage(existing).free
    try:
        with tempfile.TemporaryFile(dir=existing):
            yield Check("home", "ok", f"{settings.home} can be written")
    except OSError as error:
        yield Check("home", "fail", f"{settings.home} cannot be written ({error.strerror or error})", "name another folder with --home or VITRINE_HOME")
    says = f"{free / 1e9:.1f} GB free, {to_come / 1e9:.1f} GB still to come"
    yield Check("disk", "ok", says) if free > to_come else Check("disk", "fail", says, "free some space, or name a folder on another disk with --home")


def memory(settings: Settings, chosen: str) -> Iterator[Check]:
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        yield Check("memory", "note", "its size cannot be read here")
        return
    says = f"{total / 2**30:.1f} GiB, {os.cpu_count()} cores"
    short = Check("memory", "note", f"{says}; up to {MEMORY_NEEDED / 2**30:.0f} GiB are used", "with --llm none Vitrine needs about half")
    yield Check("memory", "ok", says) if total >= MEMORY_NEEDED else short


def gpu(settings: Settings, chosen: str) -> Iterator[Check]:
    if not nvidia_card():
        yield Check("gpu", "fail" if settings.device == "cuda" else "ok", "no NVIDIA card: models run on the CPU, which is enough")
        return
    ask = "import torch; print(torch.cuda.get_device_name() if torch.cuda.is_available() else '')"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True)
    name = answer.stdout.strip()
    if name:
        yield Check("gpu", "ok", f"{name}, visible to torch")
    else:
        yield Check("gpu", "note", "an NVIDIA card is here and torch does not see it", "start with --set gpu, and check the driver with nvidia-smi")


def servers(settings: Settings, chosen: str) -> Iterator[Check]:
    """The engines on other machines that the settings name. One that does not answer is no end: the engine here stands by."""
    if not any((settings.llm_url, settings.transcriber_url, settings.synthesizer_url, settings.sessions_url, settings.store == "qdrant")):
        return
    try:
        from commands.reaching import reach
    except ImportError:
        yield Check("servers", "note", "they are looked at after set-up", "run `python launch.py` once with a network: it sets up by itself")
        return
    for each in reach(settings):
        yield Check(each.name, "ok" if each.answers else "fail" if each.needed else "note", each.says, "" if each.answers else each.fix)


def microphone(settings: Settings, chosen: str) -> Iterator[Check]:
    if settings.host in ("127.0.0.1", "localhost", "::1"):
        yield Check("microphone", "ok", f"a browser on this machine may use it at http://{settings.host}:{settings.port}")
    else:
        yield Check("microphone", "note", f"browsers forbid it on plain http://{settings.host}", "serve behind https, or open the page on the machine itself")


def port(settings: Settings, chosen: str) -> Iterator[Check]:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            yield Check("port", "note", f"{settings.host}:{settings.port} cannot be used ({error.strerror or error})", "choose another with --port")
        else:
            yield Check("port", "ok", f"{settings.host}:{settings.port} is free")


def catalogs(settings: Settings, chosen: str) -> Iterator[Check]:
    ingested = sorted(each.name for each in settings.catalogs.glob("*") if each.is_dir() and not each.name.startswith("."))
    says = ", ".join(ingested) if ingested else "none built yet; the starter catalog is built at the first start"
    yield Check("catalogs", "ok", says)


def other_languages(settings: Settings, chosen: str) -> Iterator[Check]:
    """The main voice speaks one language; espeak-ng reads the others."""
    if shutil.which("espeak-ng"):
        yield Check("voices", "ok", "espeak-ng speaks the languages that the main voice does not")
    else:
        yield Check("voices", "note", "replies in languages that the main voice does not speak are only shown", "run `apt install espeak-ng`")


def test_tools(settings: Settings, chosen: str) -> Iterator[Check]:
    """What only the tests use."""
    missing = [name for name in ("chromium", "espeak-ng", "redis-server") if shutil.which(name) is None]
    if missing:
        yield Check("tests", "note", f"without {', '.join(missing)} some tests are skipped", f"run `apt install {' '.join(missing)}`")
    else:
        yield Check("tests", "ok", "chromium, espeak-ng and redis-server are here")


LOOKS: tuple[Callable[[Settings, str], Iterator[Check]], ...] = (
    python,
    packages,
    models,
    folder,
    memory,
    gpu,
    servers,
    microphone,
    port,
    catalogs,
    other_languages,
    test_tools,
)
