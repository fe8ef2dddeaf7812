"""Libraries built by tests lie where pytest puts its things."""

from tests.native.conftest import folder as folder
