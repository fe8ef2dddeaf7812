"""Parses the text of a formula with Python's parser. Errors are reported in words that authors understand.

Must not know: names, axes, or the meaning of a formula. Python never evaluates the text.
"""

from __future__ import annotations

import ast
import keyword
import re
from functools import lru_cache

import attrs

LONGEST = 600  # the most characters of one formula
LONGEST_MADE = 6_000  # the most characters of a formula that the engine wrote
DEEPEST = 40  # the largest depth of brackets in one formula
KEPT = 64  # trees in the cache; templates soon repeat texts, and all trees would need 7 MB

_OPENING = {"(": ")", "[": "]", "{": "}"}
_NUMBER = re.compile(r"(?<![\w.])\.?\d(?:[eE][+-]|[\w.])*")
_PLAIN = re.compile(r"(0|[1-9][0-9]*|0?(?=\.))(\.[0-9]*)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_]\w*|\S")
_SIGNS = {  # signs of other languages, and signs that editors insert in place of others
    "−": "write `-`", "–": "write `-`", "×": "write `*`", "·": "write `*`", "÷": "write `/`",
    "≤": "write `<=`", "≥": "write `>=`", "≠": "write `!=`", "²": "write `** 2`", "³": "write `** 3`",
    "½": "write `0.5`", "√": "write `sqrt(x)`", "\u00a0": "write a plain space",
    "$": "", "`": "", "?": "write `a if c else b`", ";": "write one formula", "\\": "go on in the next line",
    "#": "put a comment on a line of its own, above or behind the formula's last line",
    "&": "write `and`", "|": "write `or`", "^": "write `**` for a power", "%": "write x / 100 for a percentage",
}  # fmt: skip
_FINE = re.compile(r"[\w \n\t.,:()\[\]{}+*/<>=!~@-]*", re.ASCII)  # texts in which every sign is allowed
_QUOTES = "'\"‘’“”«»"
_WRITTEN = (
    (re.compile(r"<>"), "write `!=`"),
    (re.compile(r"=<"), "write `<=`"),
    (re.compile(r"=>"), "write `>=`"),
    (re.compile(r"(?<![=!<>:])=(?!=)"), "compare with `==`"),
    (re.compile(r"!(?!=)"), "write `not`"),
)
FORBIDDEN = {
    ast.Lambda: "a lambda has no place in a formula",
    ast.NamedExpr: "an assignment has no place in a formula",
    ast.ListComp: "a comprehension has no place in a formula",
    ast.SetComp: "a comprehension has no place in a formula",
    ast.DictComp: "a comprehension has no place in a formula",
    ast.GeneratorExp: "a comprehension has no place in a formula",
    ast.List: "a list (`[ ]`) has no place in a formula: group with round brackets",
    ast.Dict: "a mapping (`{ }`) has no place in a formula",
    ast.Set: "a set (`{ }`) has no place in a formula: group with round brackets",
    ast.Starred: "a star has no place in a formula",
    ast.Await: "await has no place in a formula",
    ast.Slice: "a slice has no place in a formula",
}


@attrs.frozen
class Fault:
    """The reason why a text is no formula, and the position of the wrong character (from 0)."""

    offset: int
    message: str


@lru_cache(maxsize=KEPT)
def parse(text: str, made: bool = False) -> ast.expr | Fault:
    """Return the syntax tree of a formula, or the fault of its text. Callers must not change the tree.

    `made`: whether the engine wrote the text. Such a text may be longer.
    """
    longest = LONGEST_MADE if made else LONGEST
    if len(text) > longest:
        return Fault(0, f"this formula has {len(text)} characters; {longest} is the limit: name a part")
    if not text.strip():
        return Fault(0, "a formula is missing here")
    fault = _sign(text) or _bracket(text) or _number(text)
    if fault is not None:
        return fault
    try:
        return ast.parse(text.replace("\n", " ").replace("\t", " "), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        offset = min(max(0, (getattr(error, "offset", None) or 1) - 1), len(text) - 1)
        return _unreadable(text, offset, str(getattr(error, "msg", None) or error))


def _sign(text: str) -> Fault | None:
    """Return a fault for a sign that does not belong in a formula.

    A comment, for example, would hide the text after it.
    """
    if _FINE.fullmatch(text):
        return None
    for offset, sign in enumerate(text):
        if sign in _QUOTES:
            return Fault(offset, "text has no place in a formula")
        if sign in _SIGNS:
            remedy = f": {_SIGNS[sign]}" if _SIGNS[sign] else ""
            shown = "a space of another kind" if sign == "\u00a0" else f"`{sign}`"
            return Fault(offset, f"{shown} has no place in a formula{remedy}")
        if not sign.isascii() or not (sign.isprintable() or sign in "\n\t"):
            shown = f"`{sign}`" if sign.isprintable() else f"the sign U+{ord(sign):04X}"
            return Fault(offset, f"{shown} has no place in a formula: names are made of a to z, digits and _")
    return None


def _bracket(text: str) -> Fault | None:
    """Return a fault for brackets that are not closed or not opened, and for brackets that are nested too deeply."""
    waiting: list[int] = []
    for offset, sign in enumerate(text):
        if sign in _OPENING:
            waiting.append(offset)
            if len(waiting) > DEEPEST:
                return Fault(offset, f"this formula is nested deeper than {DEEPEST}: name a part")
        elif sign in ")]}":
            if not waiting:
                return Fault(offset, f"brackets do not match: no bracket is open that `{sign}` could close")
            opened = text[waiting.pop()]
            if _OPENING[opened] != sign:
                return Fault(offset, f"brackets do not match: `{_OPENING[opened]}` should close `{opened}` here")
    if waiting:
        return Fault(waiting[-1], f"brackets do not match: `{text[waiting[-1]]}` is never closed")
    return None


def _number(text: str) -> Fault | None:
    """Return a fault for numbers in Python's special forms: 0x10, 1_000, 1j."""
    for found in _NUMBER.finditer(text):
        word = found.group()
        if _PLAIN.fullmatch(word) is None:
            leading = re.fullmatch(r"0\d+(\.\d*)?", word) is not None
            remedy = "take away the leading 0" if leading else "write plain digits, as in 1000 or 0.5"
            return Fault(found.start(), f"`{word[:40]}` is no number: {remedy}")
    return None


def _unreadable(text: str, offset: int, why: str) -> Fault:
    """Return a fault for the part that Python's parser could not read, in words that authors understand."""
    for pattern, remedy in _WRITTEN:
        wrong = pattern.search(text)
        if wrong is not None:
            return Fault(wrong.start(), f"`{wrong.group()}` has no place in a formula: {remedy}")
    words = list(_WORD.finditer(text))
    for word in words:
        if keyword.iskeyword(word.group()) and word.group() not in ("and", "or", "not", "if", "else"):
            return Fault(word.start(), f"`{word.group()}` has no place in a formula")
    if words[0].group() == "if":
        return Fault(words[0].start(), "a choice begins with what holds if it does: write `a if c else b`")
    if "expected 'else'" in why:
        return Fault(offset, "this choice has no other side: write `a if c else b`")
    last = words[-1]
    if not (last.group() in ")]}" or last.group()[-1].isalnum() or last.group()[-1] in "_.") or (
        keyword.iskeyword(last.group())
    ):
        return Fault(last.start(), f"something is missing after `{last.group()}`")
    here = next((word for word in words if word.end() > offset), last)
    if "forgot a comma" in why:  # Python's position is the first of two values that have no sign between them
        return Fault(offset, "something is missing between two values, such as `+`, `*` or a comma")
    before = next((word for word in reversed(words) if word.end() <= here.start()), None)
    if before is not None and (before.group() in ")]}" or before.group()[-1].isalnum()) and here.group()[0].isalnum():
        return Fault(here.start(), f"something is missing before `{here.group()[:40]}`, such as `+` or `*`")
    return Fault(here.start(), f"this is not a formula: `{here.group()[:40]}` cannot stand here")
