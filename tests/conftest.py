"""What all tests share: the flag that writes goldens anew, to be read in the diff."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

FINDS = Path(__file__).parents[1] / ".hypothesis" / "finds"
# Machines are noisy: how long an example takes to draw or run must never decide whether a test passes.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make test` repeats the same examples each time; `make fuzz` draws new ones and keeps what fails.
settings.register_profile("repeat", CALM, derandomize=True, database=None)
settings.register_profile("explore", CALM, print_blob=True, database=DirectoryBasedExampleDatabase(FINDS))
# `make mutants` only asks whether a test fails.
settings.register_profile("unshrunk", settings.get_profile("repeat"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("repeat")


# A shell's background job ignores Ctrl-C, and nohup a hang-up. Programs that tests start must not inherit that.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be written instead of compared."""
    return bool(request.config.getoption("--regenerate"))
