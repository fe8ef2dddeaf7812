"""The kinds of failure that people meet, each with a stable slug. The command line turns them into exit codes.

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
    """A problem of a content file: place, message with the remedy, and severity."""

    place: Place
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (" (warning)" if self.warning else "")


class WargameError(Exception):
    """The base of every failure that is no bug of the program."""

    slug = "failed"


class ContentError(WargameError):
    """Rule or scenario files that cannot be used. It holds every problem, sorted by place."""

    slug = "content"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.place))
        super().__init__("\n".join(str(p) for p in self.problems))


class Refusal(Enum):
    """Why an order was refused: it was not understood, or a rule forbids it."""

    NOT_UNDERSTOOD = "not understood"
    NOT_LEGAL = "not legal"


class OrderError(WargameError):
    """An order that was refused, with the reason, the rule and the nearest legal order."""

    slug = "order"

    def __init__(self, refusal: Refusal, message: str, nearest: str | None = None) -> None:
        self.refusal = refusal
        self.message = message
        self.nearest = nearest
        super().__init__(message if nearest is None else f"{message} Nearest: {nearest}.")


class SaveError(WargameError):
    """A save that cannot be used as it is. `line`: the number of the first bad line, if there is one."""

    slug = "save"

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


class UsageError(WargameError):
    """A request that cannot be carried out: an unknown scenario, seat, bot, metric or turn."""

    slug = "usage"
