"""The examples are what the kept saves tell: recorded events are read, whatever the rules have become."""

import subprocess
import sys

import pytest

from docs.blocks import ROOT

PAGE = ROOT / "docs" / "examples.md"
MEASURED = ROOT / "docs" / "account.md"  # what rollouts of the kept saves come to
SAVES = sorted((ROOT / "docs" / "examples").glob("*.jsonl"))


def quotations(page):
    """Commands of a page with the lines that it quotes of what they print."""
    command, found, quoting = "", [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            quoting = line == "```text"
            if quoting:
                found.append((command, []))
        elif line.startswith("$ "):
            command = line[2:]
        elif quoting:
            found[-1][1].append(line)
    return found


SHOWN = quotations(PAGE)
ROLLED = quotations(MEASURED)


@pytest.mark.parametrize(
    ("command", "lines"),
    [
        *(pytest.param(*shown, marks=pytest.mark.slow if at % 3 else ()) for at, shown in enumerate(SHOWN)),
        *(pytest.param(*shown, marks=pytest.mark.slow) for shown in ROLLED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_page_quotes_is_told(command, lines):
    words = command.split()
    assert words[0] == "wargame" and any(save.name in command for save in SAVES)
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    told = iter(done.stdout.splitlines())
    for line in lines:  # in this order
        assert line in told, line
