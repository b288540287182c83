"""`models` and `doctor` as a person and a program read them."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from commands import doctor, models
from core import model_table, weights
from core.errors import WeightsError
from core.settings import Settings
from tests.core.test_remote import unused
from tests.faulty import faulty


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def words(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**{"action": "list", "names": [], "json": True, **given})


def put_fake(settings: Settings) -> Path:
    """A file of the right size and the wrong bytes, sparse on the disk."""
    path = settings.models / "efficientnet-lite0" / "model.pth"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(18_826_032)
    return path


def test_list_shows_every_row_with_its_state(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    put_fake(settings)
    assert models.run(words(), settings) == 0
    rows = {each["name"]: each for each in told(capsys)["models"]}  # type: ignore[attr-defined]
    assert set(rows) == {each.name for each in model_table.TABLE}
    assert rows["efficientnet-lite0"]["state"] == "ready" and rows["whisper-base"]["state"] == "missing"
    assert rows["whisper-base"]["licence"] == "MIT" and rows["whisper-base"]["needed"] is True


def test_verify_finds_wrong_bytes_and_exits_1(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    put_fake(settings)
    assert models.run(words(action="verify", names=["efficientnet-lite0"]), settings) == 1
    row = told(capsys)["models"][0]  # type: ignore[index]
    assert row["state"] == "damaged" and "SHA-256" in row["faults"][0]
    assert models.run(words(action="verify", names=["efficientnet-lite0"], json=False), settings) == 1
    assert "run `python launch.py models fetch efficientnet-lite0`" in capsys.readouterr().out


def test_verify_of_a_missing_model_exits_1(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert models.run(words(action="verify", names=["Qwen/Qwen3-4B-Instruct-2507"]), settings) == 1
    assert told(capsys)["models"][0]["state"] == "missing"  # type: ignore[index]


def test_an_unknown_model_is_named(settings: Settings) -> None:
    with pytest.raises(WeightsError, match="did you mean whisper-base"):
        models.run(words(action="fetch", names=["whisperbase"]), settings)


@pytest.mark.slow
def test_verify_passes_on_the_real_weights(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert models.run(words(action="verify"), home) == 0
    assert {each["state"] for each in told(capsys)["models"]} == {"ready"}  # type: ignore[attr-defined]


def test_the_doctor_says_what_is_missing_and_how_to_mend_it(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.run(argparse.Namespace(json=True, chosen_set="default"), settings) == 1
    report = told(capsys)
    checks = {each["name"]: each for each in report["checks"]}  # type: ignore[attr-defined]
    assert report["works"] is False
    assert checks["whisper-base"]["state"] == "fail" and checks["whisper-base"]["fix"] == "run `python launch.py models fetch whisper-base`"
    assert {"python", "environment", "packages", "home", "disk", "memory", "gpu", "microphone", "port", "catalogs", "voices", "tests"} <= set(checks)
    assert all(each["fix"] for each in checks.values() if each["state"] == "fail")


def test_the_doctor_names_a_cut_short_file_a_bad_home_and_a_taken_port(settings: Settings, tmp_path: Path) -> None:
    import socket

    put_fake(settings).write_bytes(b"cut")
    found = {each.name: each for each in doctor.models(settings, "default")}
    assert "model.pth has 3 bytes" in found["efficientnet-lite0"].says
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = next(doctor.port(Settings(home=tmp_path, port=taken.getsockname()[1]), "default"))
    assert busy.state == "note" and "--port" in busy.fix


def test_a_microphone_needs_localhost_or_https(tmp_path: Path) -> None:
    assert next(doctor.microphone(Settings(home=tmp_path), "default")).state == "ok"
    away = next(doctor.microphone(Settings(home=tmp_path, host="0.0.0.0"), "default"))
    assert away.state == "note" and "https" in away.fix


def test_the_doctor_lets_a_ready_model_pass(settings: Settings) -> None:
    put_fake(settings)
    ready = {each.name: each.state for each in doctor.models(settings, "default")}
    assert ready["efficientnet-lite0"] == "ok" and ready["whisper-base"] == "fail"
    assert weights.state(model_table.LITE0, settings.models) == "ready"


def test_the_doctor_reaches_the_servers_that_are_named(settings: Settings) -> None:
    assert list(doctor.servers(settings, "default")) == []
    with faulty("ok") as server:
        elsewhere = {"qdrant_url": unused(), "transcriber_url": unused(), "sessions_url": unused().replace("http", "redis")}
        named = replace(settings, llm_url=server.url, llm="none", store="qdrant", **elsewhere)
        found = {each.name: each for each in doctor.servers(named, "default")}
    assert found["llm_url"].state == "ok" and "answers in" in found["llm_url"].says
    assert found["transcriber_url"].state == "note" and "faster-whisper answers here" in found["transcriber_url"].fix
    assert found["sessions_url"].state == "note" and "Redis does not answer" in found["sessions_url"].says
    assert found["qdrant_url"].state == "fail" and "lancedb" in found["qdrant_url"].fix


@pytest.mark.parametrize(("program", "state", "fix"), [("/usr/bin/espeak-ng", "ok", ""), (None, "note", "run `apt install espeak-ng`")])
def test_the_doctor_tells_whether_other_languages_are_spoken(
    program: str | None, state: str, fix: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: program)
    (found,) = doctor.other_languages(settings, "auto")
    assert (found.state, found.fix) == (state, fix)
