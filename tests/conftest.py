"""What all tests share: nobody's own home folder is touched, and the real weights are linked, never copied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import weights
from core.settings import PREFIX, Settings

# Told by `launch.py test`; a bare pytest looks where the user's own models lie. Read before the environment is emptied below.
MODELS = Path(os.environ.get("VITRINE_TEST_MODELS") or Settings(home=Path(os.environ.get("VITRINE_HOME") or Settings.home)).models).absolute()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No setting of the person who runs the tests is heard, and whatever is stored goes to a folder of the test's own."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("VITRINE_HOME", str(folder))
    monkeypatch.setattr(Settings, "home", folder)
    yield folder


@pytest.fixture
def settings(own_home: Path) -> Settings:
    """Settings of an empty home folder: no weights, no catalogs, no sessions."""
    return Settings(home=own_home)


@pytest.fixture
def home(settings: Settings) -> Settings:
    """Settings of a home folder with the default weights in it; the test is skipped where they have not been fetched."""
    for model in weights.needed(settings):
        if weights.state(model, MODELS) != "ready":
            pytest.skip(f"the weights {model.name} are not in {MODELS}: run `python launch.py models fetch`")
    settings.home.mkdir(exist_ok=True)
    settings.models.symlink_to(MODELS, target_is_directory=True)
    return settings
