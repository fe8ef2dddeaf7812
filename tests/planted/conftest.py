"""Speeds up the checks of all mistakes: each formula is parsed once, and garbage is collected less often."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

import pytest

from wargame.rulebook.language import syntax


@pytest.fixture(autouse=True, scope="package")
def shared() -> Iterator[None]:
    """Share the objects that are equal for all mistakes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syntax, "parse", cache(syntax.parse))
        usual = gc.get_threshold()
        gc.set_threshold(500_000, 20, 20)
        yield
        gc.set_threshold(*usual)
