"""Shared parts of all tests, such as the flag that writes the golden files again.

A person reads the diff afterwards.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from wargame.cli.process.collecting import collect_seldom

FINDS = Path(__file__).parents[1] / ".hypothesis" / "finds"
# The speed of a machine varies. The time of an example must never decide whether a test passes.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make test` repeats the same examples each time. `make fuzz` draws new examples and stores failing examples.
settings.register_profile("repeat", CALM, derandomize=True, database=None)
settings.register_profile("explore", CALM, print_blob=True, database=DirectoryBasedExampleDatabase(FINDS))
# `make mutants` needs to know only whether a test fails.
settings.register_profile("unshrunk", settings.get_profile("repeat"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("repeat")

collect_seldom()  # as the program does

# Programs that tests start keep their byte code, as programs of users do. Otherwise each start compiles all modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A background job of a shell ignores Ctrl-C, and nohup ignores a hang-up. Programs that tests start must not inherit
# this.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Return whether the golden files are written instead of compared."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture
def rollout_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder of the rollouts that this test keeps. The user's own rollouts stay as they are."""
    from wargame.analysis.rollouts import rollout_store

    monkeypatch.setattr(rollout_store, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))
    return tmp_path / "cache" / "wargame" / "rollouts"
