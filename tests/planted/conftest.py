"""The same formulas are parsed for every mistake: they are parsed once, and garbage waits longer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

import pytest

from wargame.rulebook.language import syntax


@pytest.fixture(autouse=True, scope="package")
def shared() -> Iterator[None]:
    """Share what does not change from mistake to mistake."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syntax, "parse", cache(syntax.parse))
        usual = gc.get_threshold()
        gc.set_threshold(500_000, 20, 20)
        yield
        gc.set_threshold(*usual)
