"""Characters that a screen does not show as they are.

Such characters are control characters, changes of text direction, and characters without width.

The program refuses content with these characters. Other text is printed with the codes of these characters.
"""

from __future__ import annotations

import re

# Other signs that a screen does not show as they are could hide text. Tabs and line ends are allowed.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|\r(?!\n)"
)
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str) -> str:
    r"""Return the text with each hidden sign written as `\uXXXX`, the code of this sign in JSON."""
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
