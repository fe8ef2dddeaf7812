"""Reads the text of an orders file. A file that is too large is refused.

Must not know: orders.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from wargame.content.problems import Problems
from wargame.content.yaml.text import LARGEST, decode


def orders_text(path: Path) -> str:
    """Return the text of an orders file, without a byte order mark.

    Raises ContentError if the file does not hold text.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    problems = Problems()
    text = decode(data.removeprefix(codecs.BOM_UTF8), str(path), problems)
    problems.raise_if_errors()
    assert text is not None, "what is no text has been told as a problem"
    return text
