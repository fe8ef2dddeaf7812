"""The errors that people can meet. The command line turns each error into a message and an exit code.

Each class of errors has a slug, which is a short name that never changes.

Must not know: what failed in detail, files, screens.
"""

from __future__ import annotations

from enum import Enum

import attrs


@attrs.frozen(order=True)
class Place:
    """A place in a content file. Lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class Problem:
    """A problem of a content file: its place, its message with the remedy, and its severity."""

    place: Place
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (" (warning)" if self.warning else "")


class WargameError(Exception):
    """The base class of every error that is no bug of the program."""

    slug = "failed"


class ContentError(WargameError):
    """An error for rule or scenario files that cannot be used. The error holds every problem, sorted by place."""

    slug = "content"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.place))
        super().__init__("\n".join(str(p) for p in self.problems))


class Refusal(Enum):
    """The kinds of refused orders: the order was not understood, or a rule forbids the order."""

    NOT_UNDERSTOOD = "not understood"
    NOT_LEGAL = "not legal"


class OrderError(WargameError):
    """An error for a refused order, with the reason, the rule and the nearest legal order."""

    slug = "order"

    def __init__(self, refusal: Refusal, message: str, nearest: str | None = None) -> None:
        self.refusal = refusal
        self.message = message
        self.nearest = nearest
        super().__init__(message if nearest is None else f"{message} Nearest: {nearest}.")


class SaveError(WargameError):
    """An error for a save that cannot be used as it is. `line`: the number of the first bad line, or None."""

    slug = "save"

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


class UsageError(WargameError):
    """An error for an impossible request, such as an unknown scenario, seat, bot, metric or turn."""

    slug = "usage"


class SaveInUseError(UsageError):
    """An error for a save to which another process writes now."""
