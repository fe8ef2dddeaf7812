"""What all tests share: the flag that writes goldens anew, to be read in the diff."""

from __future__ import annotations

import signal

import pytest
from hypothesis import HealthCheck, settings

# Machines are noisy: how long an example takes to draw or run must never decide whether a test passes.
settings.register_profile("wargame", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wargame")


# A shell's background job ignores Ctrl-C and hands that down; programs that tests start and interrupt must not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be written instead of compared."""
    return bool(request.config.getoption("--regenerate"))
