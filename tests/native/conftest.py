"""Puts libraries that tests build into pytest's temporary folder."""

import pytest

from wargame.native import cache


@pytest.fixture(autouse=True, scope="session")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "user_cache_dir", lambda name: str(tmp_path_factory.getbasetemp() / name))
        yield
