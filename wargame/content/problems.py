"""Collects everything wrong with content files in one pass, so that an author mends them all at once.

Must not know: what a file means, or how problems are shown.
"""

from __future__ import annotations

from wargame.errors import ContentError, Place, Problem

MOST = 500  # problems kept; whoever has more mends these first, and a hostile file cannot fill the memory


class Problems:
    """A growing list of problems; the same problem at the same place is kept once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._errors = 0

    def add(self, place: Place, message: str, warning: bool = False) -> None:
        """Keep a problem; warnings never make content unusable."""
        problem = Problem(place, message, warning)
        self._errors += not warning
        if len(self._found) >= MOST or problem in self._found:
            return
        self._found[problem] = None
        if len(self._found) == MOST:
            self._found[Problem(place, f"more than {MOST} problems: mend these first")] = None

    @property
    def full(self) -> bool:
        """Whether no more problems are kept."""
        return len(self._found) >= MOST

    @property
    def error_count(self) -> int:
        """How many errors were noted so far, repeats included: what is loaded again is as wrong as before."""
        return self._errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the content unusable, sorted by place."""
        return tuple(problem for problem in self.all if not problem.warning)

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every problem, sorted by file, line and column."""
        return tuple(sorted(self._found, key=lambda problem: (problem.place, problem.warning, problem.message)))

    def raise_if_errors(self) -> None:
        """Raise ContentError with every problem when there is an error among them."""
        if self._errors:
            raise ContentError(self.all)
