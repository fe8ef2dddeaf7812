"""The shapes of values in content files. A shape is a declaration of the form that a value must have.

Must not know: any section.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from math import isfinite
from typing import Generic, Protocol, TypeVar

import attrs

from wargame.content.context import ReadContext
from wargame.content.spelling import one_of
from wargame.content.yaml.formula_text import Filled, formula_of
from wargame.content.yaml.nodes import BrokenNode, MappingNode, ScalarNode, SequenceNode, YamlNode
from wargame.model.text.formula import Formula

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, object]

HUGE = 1e12
LONGEST_FORMULA = 5_000  # number of characters; the compiler has the final limit for formulas
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_CUT = re.compile(r"[ \t]+#[^\s#]")  # a comment after text, without a space between `#` and its first word
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Shape(Protocol[T_co]):
    """The form of a value. The function `read` returns the value of a node.

    `read` reports a node that does not fit, and then returns None.
    """

    def read(self, node: YamlNode, context: ReadContext) -> T_co | None:
        """Return the value at the node."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the accepted values."""


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def number_of(text: str) -> float | None:
    """Return the number that a text means, or None. `010`, `1:30`, `0x1f` and `.inf` are not numbers."""
    if len(text) > 40 or _NUMBER.fullmatch(text) is None:
        return None
    digits = text.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return None
    number = float(text)
    return number if isfinite(number) else None  # a text such as 1e999 overflows to infinity


def _why_no_number(node: YamlNode) -> str:
    """Return the remedy for a text that looks like a number but is not a number."""
    if not isinstance(node, ScalarNode):
        return ""
    if number_of(node.text) is not None and node.style:
        return ": take away the quotes"
    if re.fullmatch(r"[+-]?0[0-9]+(\.[0-9]*)?", node.text):
        return ": take away the leading 0"
    if node.text.endswith("%") and (percent := number_of(node.text[:-1].strip())) is not None:
        return f": write {percent / 100:g}"
    if node.text[:1] in "−–" and number_of(node.text[1:]) is not None:
        return f": write -{node.text[1:]}, with the sign of the keyboard"
    measured = re.fullmatch(r"([+-]?[\d.]+)\s*[A-Za-z/]+", node.text)
    if measured is not None and number_of(measured[1]) is not None:
        return f": write {measured[1]}, and the unit under `unit`"
    if number_of(node.text.replace("_", "").replace("'", "")) is not None:
        return ": write plain digits"
    return ": too many digits" if len(node.text) > 40 and node.text.isdigit() else ""


@attrs.frozen
class Text:
    """Text, which stays unchanged. `what`: the name of the text in messages."""

    what: str = "text"
    longest: int = 4_000
    empty: bool = True

    def read(self, node: YamlNode, context: ReadContext) -> str | None:
        """Return the text of a node. Report any other node, and return None."""
        if not isinstance(node, ScalarNode) or ((node.blank or not node.text) and not (self.empty and node.style)):
            if not isinstance(node, BrokenNode):
                context.expected(node, self.what)
            return None
        if len(node.text) > self.longest:
            context.wrong(node, f"this has {len(node.text):,} characters; at most {self.longest:,} fit on a screen")
            return None
        if not node.style and _CUT.match(node.page.text, node.end):
            context.problems.add(
                node.place, "this text ends before ` #`, where a comment begins: put it in quotes", warning=True
            )
        return node.text

    def schema(self) -> Schema:
        """Return the schema of text. The schema also accepts values that editors read as numbers."""
        return {"type": ["string", "number", "boolean"]}


@attrs.frozen
class Number:
    """A plain number between bounds."""

    low: float = -HUGE
    high: float = HUGE
    what: str = "a number"

    def read(self, node: YamlNode, context: ReadContext) -> float | None:
        """Return the number at a node. Report any other node, and return None."""
        if isinstance(node, BrokenNode):
            return None
        text = node.text if isinstance(node, ScalarNode) else ""
        value = None if isinstance(node, ScalarNode) and node.style else number_of(text)
        if value is None:
            context.expected(node, self.what, _why_no_number(node))
            return None
        if not self.low <= value <= self.high:
            bounds = f"between {self.low:g} and {self.high:g}"
            context.wrong(node, f"{text} is out of bounds: {self.what} {bounds} is needed")
            return None
        return value

    def schema(self) -> Schema:
        """Return the schema of a number with its bounds."""
        bounds: Schema = {"type": "number"}
        if self.low > -HUGE:
            bounds["minimum"] = self.low
        if self.high < HUGE:
            bounds["maximum"] = self.high
        return bounds


@attrs.frozen
class Whole:
    """A whole number between bounds."""

    low: int
    high: int
    what: str = "a whole number"

    def read(self, node: YamlNode, context: ReadContext) -> int | None:
        """Return the number at a node. Report any other node, and return None."""
        what = f"{self.what} from {self.low} to {self.high}"
        value = Number(what=what).read(node, context)
        if value is None:
            return None
        if value != int(value) or not self.low <= value <= self.high:
            context.expected(node, what)
            return None
        return int(value)

    def schema(self) -> Schema:
        """Return the schema of an integer with its bounds."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@attrs.frozen
class Flag:
    """`true` or `false`. The other words of YAML 1.1 for truth values are refused."""

    def read(self, node: YamlNode, context: ReadContext) -> bool | None:
        """Return the truth value of a node. Report any other node, and return None."""
        if isinstance(node, ScalarNode) and not node.style and node.text in ("true", "false"):
            return node.text == "true"
        quoted = isinstance(node, ScalarNode) and node.style and node.text in ("true", "false")
        context.expected(node, "true or false", ": take away the quotes" if quoted else "")
        return None

    def schema(self) -> Schema:
        """Return the schema of a boolean."""
        return {"type": "boolean"}


@attrs.frozen
class Date:
    """A day, such as 2025-09-01."""

    def read(self, node: YamlNode, context: ReadContext) -> datetime.date | None:
        """Return the day at a node. Report any other node, and return None."""
        if isinstance(node, ScalarNode) and re.fullmatch(r"\d{4}-\d\d-\d\d", node.text):
            try:
                day = datetime.date.fromisoformat(node.text)
            except ValueError:
                context.wrong(node, f"there is no day {node.text}")
                return None
            if 1900 <= day.year <= 2200:
                return day
            context.wrong(node, f"the year {day.year} is out of bounds: 1900 to 2200")
            return None
        if not isinstance(node, BrokenNode):
            context.expected(node, "a day as in 2025-09-01")
        return None

    def schema(self) -> Schema:
        """Return the schema of a text that holds a day."""
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}


@attrs.frozen
class OneOf:
    """One word from a short list."""

    words: tuple[str, ...]

    def read(self, node: YamlNode, context: ReadContext) -> str | None:
        """Return the word at a node. Report any other node, and return None."""
        if isinstance(node, ScalarNode) and node.text in self.words:
            return node.text
        if not isinstance(node, BrokenNode):
            meant = context.did_you_mean(node.text, self.words) if isinstance(node, ScalarNode) else ""
            context.expected(node, one_of(self.words, 12), meant)
        return None

    def schema(self) -> Schema:
        """Return the schema of the words."""
        return {"enum": list(self.words)}


@attrs.frozen
class Expression:
    """A formula. A number is a formula too."""

    def read(self, node: YamlNode, context: ReadContext) -> Formula | None:
        """Return the formula. Each character of the formula keeps its place in the file."""
        if isinstance(node, ScalarNode) and len(node.text) > LONGEST_FORMULA and not isinstance(node, Filled):
            context.wrong(node, f"this formula has {len(node.text):,} characters: break it up with `let` or `formulas`")
            return None
        if isinstance(node, ScalarNode) and node.text.strip():
            return formula_of(node)
        if not isinstance(node, BrokenNode):
            context.expected(node, "a formula")
        return None

    def schema(self) -> Schema:
        """Return a reference to the schema of formulas.

        The schema of the whole file contains the schema of formulas.
        """
        return {"$ref": "#/$defs/formula"}


@attrs.frozen
class Id:
    """A new name. This shape checks only the form of the name.

    The register of names checks whether the name is free.
    """

    what: str = "a name"

    def read(self, node: YamlNode, context: ReadContext) -> str | None:
        """Return the name at a node. Report any other node, and return None."""
        if isinstance(node, ScalarNode) and is_id(node.text):
            return node.text
        # the register has already reported a refused name
        if not isinstance(node, ScalarNode) or node.text not in context.names.refused:
            context.expected(node, f"{self.what} of letters, digits and _ that begins with a letter")
        return None

    def schema(self) -> Schema:
        """Return the schema of text with the form of an id."""
        return {"type": "string", "pattern": f"^{_ID.pattern}$"}


@attrs.frozen
class Known:
    """A name that must be known.

    `find`: a function that returns the known names.
    `what`: the beginning of the message for an unknown name, such as `no kind` or `nothing on the map`.
    """

    find: Callable[[ReadContext], Iterable[str]]
    what: str
    also: tuple[str, ...] = ()
    remedy: str = ""

    def read(self, node: YamlNode, context: ReadContext) -> str | None:
        """Return the name at a node. Report any other node, and return None."""
        if isinstance(node, ScalarNode) and not node.blank:
            if node.text in self.also:
                return node.text
            known = self.find(context)
            if node.text in known:
                return node.text
            meant = context.unknown(node, [*known, *self.also], self.what, self.remedy)
            if meant is not None:  # later checks use the name that the author probably meant
                node.text = meant
            return meant
        if not isinstance(node, BrokenNode):
            context.expected(node, self.what.removeprefix("no ").replace("nothing", "something"))
        return None

    def schema(self) -> Schema:
        """Return the schema of text with the form of an id."""
        return {"type": "string", "pattern": f"^{_ID.pattern}$"}


_COUNTS = {1: "one", 2: "two", 3: "three"}


@attrs.frozen
class Many(Generic[T]):
    """A list. `single`: whether a list with one item may be written without brackets."""

    item: Shape[T]
    single: bool = False
    what: str = "a list"
    least: int = 0
    most: int = 5_000
    unique: bool = False

    def read(self, node: YamlNode, context: ReadContext) -> tuple[T, ...] | None:
        """Return the items that could be read."""
        if isinstance(node, SequenceNode):
            if not self.least <= len(node.items) <= self.most:
                context.wrong(node, f"expected {self._need()}, found {len(node.items)}")
                return None
            if self.unique:
                _check_doubles(node, context)
            values = [self.item.read(item, context) for item in node.items]
            return tuple(value for value in values if value is not None)
        if self.single and not isinstance(node, BrokenNode):
            value = self.item.read(node, context)
            return None if value is None else (value,)
        if not isinstance(node, BrokenNode):
            context.expected(node, self.what)
        return None

    def _need(self) -> str:
        """Return in words how many entries are allowed."""
        if self.most >= 5_000:
            return "one entry or more" if self.least == 1 else f"{_COUNTS.get(self.least, self.least)} entries or more"
        most = _COUNTS.get(self.most, str(self.most))
        if self.least == self.most:
            return f"{most} entries"
        return f"at most {most} entries" if self.least == 0 else f"{self.least} to {self.most} entries"

    def schema(self) -> Schema:
        """Return the schema of an array. The schema also accepts one item without an array if `single` is true."""
        array: Schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            array["minItems"] = self.least
        return {"anyOf": [self.item.schema(), array]} if self.single else array


def _check_doubles(node: SequenceNode, context: ReadContext) -> None:
    """Report words that appear twice in a list."""
    seen: set[str] = set()
    for item in node.items:
        if isinstance(item, ScalarNode):
            if item.text in seen:
                context.wrong(item, f"`{item.text[:60]}` stands twice in this list; keep one")
            seen.add(item.text)


def read_keys(node: MappingNode, shape: Shape[str] | None, context: ReadContext) -> Collection[str]:
    """Return the keys of a mapping that fit the shape.

    A misspelt key becomes the key that the author probably meant.
    """
    good: dict[str, None] = {}
    for name, (key, _) in list(node.entries.items()):
        meant = name if shape is None else shape.read(key, context)
        key.text = name
        if meant is None or (meant != name and meant in node.entries):
            continue
        if meant != name:
            node.rename(name, meant)
        good[meant] = None
    return good


@attrs.frozen
class Entries(Generic[T]):
    """A mapping from names to values of one shape. `key`: the shape of the names. None accepts any text as a name."""

    value: Shape[T]
    key: Shape[str] | None = None
    what: str = "a mapping"

    def read(self, node: YamlNode, context: ReadContext) -> dict[str, T] | None:
        """Return the entries that could be read, in file order."""
        if not isinstance(node, MappingNode):
            if not isinstance(node, BrokenNode):
                context.expected(node, self.what)
            return None
        values: dict[str, T] = {}
        good = read_keys(node, self.key, context)
        for name, (_, item) in node.entries.items():
            value = self.value.read(item, context)
            if name in good and value is not None:
                values[name] = value
        return values

    def schema(self) -> Schema:
        """Return the schema of an object whose values have one shape."""
        return {"type": "object", "additionalProperties": self.value.schema()}


@attrs.frozen
class Either(Generic[T]):
    """One shape for scalars, and another shape for lists and mappings."""

    scalar: Shape[T]
    other: Shape[T]

    def read(self, node: YamlNode, context: ReadContext) -> T | None:
        """Return the value of a node. Report a node that does not fit, and return None."""
        return (self.scalar if isinstance(node, ScalarNode) else self.other).read(node, context)

    def schema(self) -> Schema:
        """Return the schema of either shape."""
        return {"anyOf": [self.scalar.schema(), self.other.schema()]}


@attrs.frozen
class Made(Generic[T]):
    """A shape whose value comes from a function.

    `make`: the function that returns the value of a node.
    `like`: a function that returns a schema. The schema tells editors which values are accepted.
    """

    make: Callable[[YamlNode, ReadContext], T | None]
    like: Callable[[], Mapping[str, object]]

    def read(self, node: YamlNode, context: ReadContext) -> T | None:
        """Return the function's result for the node."""
        return None if isinstance(node, BrokenNode) else self.make(node, context)

    def schema(self) -> Schema:
        """Return the schema that the function `like` returns."""
        return dict(self.like())
