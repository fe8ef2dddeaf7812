"""Puts libraries that tests build into pytest's temporary folder."""

from tests.native.conftest import folder as folder
