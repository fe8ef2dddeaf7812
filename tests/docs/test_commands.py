"""Every command is documented, and every command that the documents show works as shown."""

import pytest

from docs.blocks import ROOT
from docs.write_commands import PAGE, page
from wargame.cli.main import COMMANDS

README = ROOT / "README.md"


def test_the_page_of_commands_is_what_they_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python tests/docs/write_commands.py` and read the diff"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name):
    assert f"wargame {name}" in README.read_text(encoding="utf-8")
