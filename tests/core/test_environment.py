"""Setting up from nothing, in a copy of the project with a tiny requirements file: real environments, real pip, no network."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core import environment
from core.environment import ROOT, STAMP, Environment, SetupError

TINY = "tiny_thing-1.0"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """launch.py and what it needs before set-up, with requirements that come from a folder."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "launch.py", folder)
    for package in ("core", "commands"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "wheels").mkdir()
    with zipfile.ZipFile(folder / f"wheels/{TINY}-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny_thing.py", "ANSWER = 42\n")
        archive.writestr(f"{TINY}.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n")
        archive.writestr(f"{TINY}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{TINY}.dist-info/RECORD", f"tiny_thing.py,,\n{TINY}.dist-info/METADATA,,\n{TINY}.dist-info/WHEEL,,\n{TINY}.dist-info/RECORD,,\n")
    (folder / "requirements.txt").write_text("--no-index\n--find-links wheels\ntiny-thing==1.0\n")
    return folder


def launch(checkout: Path, *words: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    """launch.py as a person starts it: outside of any environment."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "VIRTUAL_ENV", "PYTHON", "VITRINE_"))}
    base = getattr(sys, "_base_executable", python) if python == sys.executable else python
    return subprocess.run(
        [base, str(checkout / "launch.py"), *words], capture_output=True, text=True, cwd=checkout, env=variables | {"VITRINE_HOME": str(checkout / "home")}
    )


@pytest.fixture(scope="module")
def made(checkout: Path) -> subprocess.CompletedProcess[str]:
    """What the first start said."""
    return launch(checkout, "models", "list", "--set", "default")


def test_the_first_start_makes_the_environment_and_goes_on(checkout: Path, made: subprocess.CompletedProcess[str]) -> None:
    assert made.returncode == 0, made.stderr
    assert "installing requirements.txt: done" in made.stderr and "installing" not in made.stdout
    assert "whisper-base" in made.stdout
    assert (checkout / ".venv" / STAMP).exists()
    answer = subprocess.run([checkout / ".venv/bin/python", "-c", "import tiny_thing; print(tiny_thing.ANSWER)"], capture_output=True, text=True)
    assert answer.stdout == "42\n"


def test_the_next_start_installs_nothing(checkout: Path, made: subprocess.CompletedProcess[str]) -> None:
    again = launch(checkout, "models", "--set", "default")
    assert again.returncode == 0 and again.stderr == "" and "whisper-base" in again.stdout


def test_an_interrupted_installation_is_noticed_and_repaired(checkout: Path, made: subprocess.CompletedProcess[str]) -> None:
    (checkout / ".venv" / STAMP).unlink()
    installed = next((checkout / ".venv").glob("lib/python*/site-packages"))
    (installed / "tiny_thing.py").unlink()
    shutil.rmtree(installed / f"{TINY}.dist-info")
    again = launch(checkout, "models", "--set", "default")
    assert again.returncode == 0 and "installing requirements.txt: done" in again.stderr and "making" not in again.stderr
    assert (installed / "tiny_thing.py").exists()


def test_changed_requirements_are_installed_and_a_failure_is_one_sentence(checkout: Path, made: subprocess.CompletedProcess[str]) -> None:
    listed = checkout / "requirements.txt"
    before = listed.read_text()
    listed.write_text(before + "absent-thing==9.9\n")
    failed = launch(checkout, "models", "--set", "default")
    assert failed.returncode == 2 and failed.stdout == ""
    last = failed.stderr.strip().splitlines()[-1]
    assert last.startswith("vitrine: requirements.txt could not be installed (No matching distribution found for absent-thing")
    assert "check the network" in failed.stderr and not (checkout / ".venv" / STAMP).exists()
    listed.write_text(before)
    assert launch(checkout, "models", "--set", "default").returncode == 0


def test_an_environment_whose_python_does_not_run_is_rebuilt(checkout: Path, made: subprocess.CompletedProcess[str]) -> None:
    python = checkout / ".venv/bin/python"
    python.unlink()
    python.write_text("#!/absent/python\n")
    python.chmod(0o755)
    again = launch(checkout, "models", "--set", "default")
    assert again.returncode == 0, again.stderr
    assert "making .venv: done" in again.stderr


def test_the_environments_own_python_repairs_itself(checkout: Path, made: subprocess.CompletedProcess[str]) -> None:
    (checkout / ".venv" / STAMP).unlink()
    again = launch(checkout, "models", "--set", "default", python=str(checkout / ".venv/bin/python"))
    assert again.returncode == 0 and "installing requirements.txt: done" in again.stderr


def test_the_doctor_looks_without_setting_up(checkout: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(checkout, bare, ignore=shutil.ignore_patterns(".venv", "home"))
    seen = launch(bare, "doctor")
    assert seen.returncode == 1 and "environment" in seen.stdout and "python launch.py" in seen.stdout
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize("absent", ["venv", "ensurepip"])
def test_a_python_without_venv_gets_the_sentence_that_mends_it(absent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, package=None: None if name == absent else find(name, package))
    (tmp_path / "requirements.txt").write_text("")
    with pytest.raises(SetupError, match="cannot make environments: run `apt install python3-venv`"):
        environment.make(Environment(tmp_path / ".venv", tmp_path / "requirements.txt"))
    assert not (tmp_path / ".venv").exists()


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/thesis.txt").write_text("years of work")
    (tmp_path / "requirements.txt").write_text("")
    with pytest.raises(SetupError, match="is no Python environment"):
        environment.make(Environment(tmp_path / "precious", tmp_path / "requirements.txt"))
    assert (tmp_path / "precious/thesis.txt").exists()


def test_the_stamp_follows_included_files(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("-r more.txt\n")
    (tmp_path / "more.txt").write_text("a==1\n")
    before = environment.fingerprint(tmp_path / "requirements.txt", "3.11")
    (tmp_path / "more.txt").write_text("a==2\n")
    assert environment.fingerprint(tmp_path / "requirements.txt", "3.11") != before
    assert environment.fingerprint(tmp_path / "requirements.txt", "3.12") != environment.fingerprint(tmp_path / "requirements.txt", "3.11")


def test_the_gpu_set_is_chosen_where_there_is_a_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("requirements.txt", "requirements-gpu.txt"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "nvidia_card", lambda: True)
    assert environment.environment("auto").folder == tmp_path / ".venv-gpu"
    assert environment.environment("auto").requirements.name == "requirements-gpu.txt"
    assert environment.environment("default").folder == tmp_path / ".venv"
    monkeypatch.setenv("VITRINE_VENV", str(tmp_path / "elsewhere"))
    assert environment.environment("default").folder == tmp_path / "elsewhere"
    assert environment.environment("gpu").folder == tmp_path / "elsewhere-gpu"
