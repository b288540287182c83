"""compose.yaml names settings that exist, with values that are taken, and servers that are among its services."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from chat.llms import lazy_language_model
from core.remote import address
from core.settings import PREFIX, Settings, read

COMPOSE = yaml.safe_load((Path(__file__).parents[1] / "compose.yaml").read_text(encoding="utf-8"))


def test_the_web_replicas_are_set_up_with_what_is_there(settings: Settings) -> None:
    given = {name.removeprefix(PREFIX).lower(): value for name, value in COMPOSE["services"]["web"]["environment"].items()}
    assert set(given) <= {each.name for each in fields(Settings)}
    found = replace(settings, **{name: read(name, value, "compose.yaml") for name, value in given.items()})
    hosts = {urlsplit(value).hostname for name, value in given.items() if name.endswith("_url")}
    assert hosts <= set(COMPOSE["services"])
    assert lazy_language_model(found) is not None
    assert address(found.synthesizer_url, "synthesizer_url").options == {"model": "kokoro", "voice": "af_heart"}


def test_everything_says_when_it_is_ready_and_waits_only_for_what_does() -> None:
    services = COMPOSE["services"]
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"proxy"}, "nothing waits for the proxy"
    for service in services.values():
        for awaited, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"} and "healthcheck" in services[awaited]
    assert str(Settings().port) in services["web"]["healthcheck"]["test"][-1]
    assert f"dynamic a web {Settings().port}" in COMPOSE["configs"]["caddyfile"]["content"]


def test_every_volume_and_file_is_declared() -> None:
    mounted = {each.split(":")[0] for service in COMPOSE["services"].values() for each in service.get("volumes", ())}
    assert mounted == set(COMPOSE["volumes"])
    used = {each["source"] for service in COMPOSE["services"].values() for each in service.get("configs", ())}
    assert used == set(COMPOSE["configs"])
    assert all(":" in service["image"] for service in COMPOSE["services"].values() if "image" in service), "a version is pinned"
