"""Collects all problems of content files, so that an author can correct them together.

Must not know: what a file means, or how problems are shown.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import attrs

from wargame.errors import ContentError, Place, Problem

PLACES = 3  # further places of an unknown name that a message lists
MOST = 500  # errors, and as many warnings; a hostile file can then not fill the memory


class Problems:
    """A growing list of problems. The same problem at the same place is kept only once."""

    def __init__(self) -> None:
        self._found: dict[Problem, str] = {}
        self._errors = 0  # all reports, with repeated ones
        self._kept = {True: 0, False: 0}  # warnings, errors

    def add(self, place: Place, message: str, warning: bool = False, unknown: str = "") -> None:
        """Keep a problem. Warnings never make content unusable.

        `unknown`: a name that has no entry anywhere. The name is reported once, with all its places.
        """
        problem = Problem(place, message, warning)
        self._errors += not warning
        if self._kept[warning] >= MOST or problem in self._found:
            return
        self._found[problem] = unknown
        self._kept[warning] += 1
        if self._kept[warning] == MOST:
            told = f"more than {MOST} {'warnings' if warning else 'problems'}: mend these first"
            self._found[Problem(place, told, warning)] = ""

    def take(self, others: Problems, files: Container[str] | None = None, warnings: bool = True) -> None:
        """Take problems from another list.

        Only problems in these files count, and warnings count only if `warnings` is true.
        """
        for problem, unknown in others._found.items():
            if (files is None or problem.place.file in files) and (warnings or not problem.warning):
                self.add(problem.place, problem.message, problem.warning, unknown)

    @property
    def full(self) -> bool:
        """Return whether the list is full, so that it keeps no more errors."""
        return self._kept[False] >= MOST

    @property
    def error_count(self) -> int:
        """Return the number of errors so far.

        Repeated errors count too, because a second load repeats the errors of the first load.
        """
        return self._errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that make the content unusable, sorted by place."""
        return tuple(problem for problem in self.all if not problem.warning)

    @property
    def all(self) -> tuple[Problem, ...]:
        """Return every problem, sorted by file, line and column. Warnings in lines with an error are left out."""
        found = list(self._once())
        wrong = {(problem.place.file, problem.place.line) for problem in found if not problem.warning}
        told = [p for p in found if not p.warning or (p.place.file, p.place.line) not in wrong]
        return tuple(sorted(told, key=lambda problem: (problem.place, problem.warning, problem.message)))

    def _once(self) -> Iterator[Problem]:
        """Return the problems. An unknown name has only its first problem, which lists the places of the others."""
        by_name: dict[str, list[Problem]] = {}
        for problem, name in self._found.items():
            if name:
                by_name.setdefault(name, []).append(problem)
            else:
                yield problem
        for first, *others in by_name.values():
            places = list(dict.fromkeys(other.place for other in others if other.place != first.place))
            told = ", ".join(
                f"{place.line}:{place.column}" if place.file == first.place.file else str(place)
                for place in places[:PLACES]
            )
            more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
            yield attrs.evolve(first, message=f"{first.message} (also at {told}{more})") if places else first

    def raise_if_errors(self) -> None:
        """Raise ContentError with every problem if at least one of them is an error."""
        if self._errors:
            raise ContentError(self.all)
