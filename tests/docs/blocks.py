"""Fenced blocks of Markdown files."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(path: Path, language: str) -> list[str]:
    """Return the texts of all fenced blocks in one language."""
    return [text for found, text in _FENCE.findall(path.read_text(encoding="utf-8")) if found == language]


def files_in(path: Path) -> dict[str, str]:
    """Return the YAML blocks that begin with a comment with a file name, as name -> text."""
    found = {}
    for text in blocks(path, "yaml"):
        first = text.partition("\n")[0]
        if match := re.fullmatch(r"# (\S+\.yaml)", first):
            assert match[1] not in found, f"{match[1]} stands twice in {path.name}"
            found[match[1]] = text
    return found


def commands_in(path: Path) -> list[str]:
    """Return the lines of console blocks that begin with `$ `."""
    return [line[2:] for text in blocks(path, "console") for line in text.splitlines() if line.startswith("$ ")]
