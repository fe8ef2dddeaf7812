"""No text of content, saves or arguments can drive the terminal, whichever command prints it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.cli.main import COMMANDS, run
from wargame.cli.process.printing import tell
from wargame.model.text.hidden_signs import HIDDEN, safe

EVIL = "a\x1b]0;title\x07\u202e\udcffb"
COMMANDS_WITH_A_NAME = [name for name in COMMANDS if name not in ("schema", "list", "completion")]


@given(st.text())
def test_what_is_safe_shows_every_sign(text: str) -> None:
    assert not HIDDEN.search(safe(text))
    assert HIDDEN.search(text) or safe(text) == text


def test_json_reads_back_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    tell(json.dumps({"name": EVIL[:-2]}, ensure_ascii=False))
    assert json.loads(capsys.readouterr().out) == {"name": EVIL[:-2]}


@pytest.mark.parametrize("name", COMMANDS_WITH_A_NAME)
@pytest.mark.parametrize("option", [False, True])
def test_an_argument_is_told_safely(name: str, option: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, f"--{EVIL}" if option else EVIL, EVIL]) != 0
    told = capsys.readouterr()
    assert told.err
    assert "title" in told.err or name in ("why", "report", "sheets", "export")  # these ask for an option first
    assert not HIDDEN.search(told.out + told.err)
