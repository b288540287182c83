"""The project's own Python environment: made once, noticed when half-made, entered at every start. Standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from core.errors import StorageError, VitrineError, WrongSetting
from core.lock import held
from core.progress import Progress, tell

ROOT = Path(__file__).resolve().parent.parent
STAMP = "vitrine-stamp"  # written into an environment when its installation is complete: hash of the requirements, Python version
LOG = "install.log"  # what pip said, kept inside the environment
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
FOLDER_VARIABLE = "VITRINE_VENV"  # an environment elsewhere, for tests and CI


class SetupError(VitrineError):
    """The environment could not be made; the message says what to do."""


@dataclass(frozen=True)
class Environment:
    """A folder with its own Python, and the file that lists what is installed in it."""

    folder: Path
    requirements: Path

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def entered(self) -> bool:
        """Whether this very process runs in it."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    @property
    def complete(self) -> bool:
        """Whether the last installation ran to its end with the requirements as they are now. Takes about 20 ms outside of it."""
        version = VERSION if self.entered else version_of(self.python)
        try:
            return bool(version) and (self.folder / STAMP).read_text(encoding="utf-8") == fingerprint(self.requirements, version)
        except OSError:
            return False


def nvidia_card() -> bool:
    """Whether an NVIDIA driver runs here."""
    if Path("/proc/driver/nvidia").exists():
        return True
    program = shutil.which("nvidia-smi")
    try:
        return program is not None and subprocess.run([program, "-L"], capture_output=True, timeout=10).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def environment(chosen: str) -> Environment:
    """The environment of a set: default, gpu, or auto (gpu where there is an NVIDIA card). Raises WrongSetting."""
    name = ("gpu" if nvidia_card() else "default") if chosen == "auto" else chosen
    suffix = "" if name == "default" else f"-{name}"
    requirements = ROOT / f"requirements{suffix}.txt"
    if not requirements.is_file():
        raise WrongSetting(f"there is no {requirements.name} here: choose another set with --set")
    folder = os.environ.get(FOLDER_VARIABLE) or str(ROOT / ".venv")
    return Environment(Path(folder + suffix).absolute(), requirements)


def fingerprint(requirements: Path, version: str) -> str:
    """What a complete environment's stamp says: SHA-256 of the requirements and of the files they include, and the Python version."""
    digest, files = hashlib.sha256(), [requirements]
    for file in files:
        text = file.read_text(encoding="utf-8")
        digest.update(text.encode())
        for line in text.splitlines():
            words = line.split()
            if len(words) > 1 and words[0] in ("-r", "--requirement", "-c", "--constraint") and file.parent / words[1] not in files:
                files.append(file.parent / words[1])
    return f"{digest.hexdigest()} {version}\n"


def version_of(python: Path) -> str:
    """The version ("3.11") a Python answers with, empty when it does not run."""
    try:
        asked = subprocess.run([str(python), "-S", "-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, timeout=30)
        return asked.stdout.strip() if asked.returncode == 0 else ""
    except (OSError, subprocess.TimeoutExpired):
        return ""


def enter(home: Environment, program: Path, arguments: list[str]) -> None:
    """Makes `home` complete if it is not, and goes on in its Python: returns only if this process already runs there.

    Raises SetupError or StorageError with one sentence.
    """
    if not home.complete:
        make(home)
        if home.entered:  # what was just installed is seen by a fresh start only
            replace_process(home.python, program, arguments)
    if not home.entered:
        replace_process(home.python, program, arguments)


def replace_process(python: Path, program: Path, arguments: list[str]) -> None:
    """Goes on as `python program arguments`. Python may keep its compiled files there: without them each start takes 10 s more."""
    command = [str(python), str(program), *arguments]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if os.name == "nt":  # execve would return to the shell at once there
        sys.exit(subprocess.run(command, env=variables).returncode)
    os.execve(command[0], command, variables)


def make(home: Environment) -> None:
    """Makes or repairs an environment; a second process waits for the first. Raises SetupError, StorageError."""
    try:
        with held(home.requirements, lambda: tell("another Vitrine is setting up this environment: waiting for it")):
            if home.complete:
                return
            (home.folder / STAMP).unlink(missing_ok=True)
            if not version_of(home.python):
                build(home.folder)
            install(home)
            (home.folder / STAMP).write_text(fingerprint(home.requirements, version_of(home.python)), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"the environment {home.folder} cannot be written: {error.strerror or error}; name another folder with {FOLDER_VARIABLE}") from None


def build(folder: Path) -> None:
    """A fresh, empty environment with pip in it. Raises SetupError."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(f"this Python {VERSION} cannot make environments: run `apt install python3-venv` (or python{VERSION}-venv), then start again")
    if folder.exists() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists():
        raise SetupError(f"{folder} exists and is no Python environment: move it away or name another folder with {FOLDER_VARIABLE}")
    progress = Progress(f"making {folder.name}")
    base = getattr(sys, "_base_executable", sys.executable)  # not the environment that is being replaced
    made = subprocess.run([base, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True)
    if made.returncode:
        progress.abandon()
        lines = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise SetupError(f"`python -m venv {folder}` failed ({lines[-1]}): run `apt install python3-venv`, or free some disk space, then start again")
    progress.end("done")


def install(home: Environment) -> None:
    """Installs the requirements and shows how far it is. Raises SetupError, StorageError.

    Nothing is compiled ahead: of 16,000 files a start reads 2,000, and the other way took 40 s of processor time more.
    """
    progress = Progress(f"installing {home.requirements.name}")
    command = [str(home.python), "-m", "pip", "install", "--no-compile", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    command += ["-r", str(home.requirements)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", cwd=home.requirements.parent)
    try:
        lines = follow(run, home, progress)
    finally:
        run.terminate()
        status = run.wait()
    if status == 0:
        progress.end("done")
        return
    progress.abandon()
    if any("No space left" in line for line in lines):
        raise StorageError(f"the disk of {home.folder} is full: free some space (about 6 GB are needed in all), then start again")
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ") and "Ignored the following versions" not in line]
    reason = errors[-1] if errors else f"pip ended with status {status}"
    way_out = f"check the network, then start again; pip's words are in {home.folder / LOG}"
    raise SetupError(f"{home.requirements.name} could not be installed ({reason[:300]}): {way_out}")


def follow(run: subprocess.Popen[str], home: Environment, progress: Progress) -> list[str]:
    """Turns pip's lines into one line of progress until pip ends; returns the lines, which the log keeps too."""
    lines: list[str] = []
    said: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=read_into, args=(run, said), daemon=True).start()
    collected, to_install, before, started = 0, 0, installed(home), time.monotonic()
    with (home.folder / LOG).open("w", encoding="utf-8") as log:
        while True:
            try:
                line = said.get(timeout=0.5)
            except queue.Empty:
                line = ""
            if line is None:
                return lines
            if line:
                lines.append(line.rstrip())
                log.write(line)
            collected += line.startswith("Collecting ")
            if line.startswith("Installing collected packages: "):
                to_install = line.count(",") + 1
            seconds = f"{time.monotonic() - started:.0f} s"
            if to_install:
                progress.show(f"{min(max(installed(home) - before, 0), to_install)} of {to_install} packages installed, {seconds}")
            else:
                progress.show(f"{collected} packages found and downloaded, {seconds}")


def read_into(run: subprocess.Popen[str], said: queue.Queue[str | None]) -> None:
    """Hands a process's lines to a queue, None at the end."""
    assert run.stdout is not None
    for line in run.stdout:
        said.put(line)
    said.put(None)


def installed(home: Environment) -> int:
    """How many packages lie in the environment."""
    return sum(1 for _ in home.folder.glob("lib/python*/site-packages/*.dist-info")) + sum(1 for _ in home.folder.glob("Lib/site-packages/*.dist-info"))
