"""Collects all problems of content files. An author can then correct all problems together.

Must not know: what a file means, or how problems are shown.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import attrs

from wargame.errors import ContentError, Place, Problem

PLACES = 3  # number of places after the first that a message about an unknown name lists
MOST = 500  # number of errors, and also number of warnings; the limit protects the memory from a hostile file


class Problems:
    """A growing list of problems. A message that is reported twice at one place is kept once."""

    def __init__(self) -> None:
        self._found: dict[Problem, str] = {}
        self._errors = 0  # number of all reported errors, with repetitions
        self._kept = {True: 0, False: 0}  # number of kept warnings and of kept errors

    def add(self, place: Place, message: str, warning: bool = False, unknown: str = "") -> None:
        """Keep a problem. A warning does not make content unusable.

        `unknown`: a name that has no entry in any file. The name is reported once, with all its places.
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
        """Copy problems from another list.

        `files`: only problems in these files are copied. None means all files.
        `warnings`: whether warnings are copied.
        """
        for problem, unknown in others._found.items():
            if (files is None or problem.place.file in files) and (warnings or not problem.warning):
                self.add(problem.place, problem.message, problem.warning, unknown)

    @property
    def full(self) -> bool:
        """Return whether the list is full. A full list keeps no more errors."""
        return self._kept[False] >= MOST

    @property
    def error_count(self) -> int:
        """Return the number of errors so far.

        Repeated errors count, because a second load reports the errors of the first load again.
        """
        return self._errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that make the content unusable, sorted by place."""
        return tuple(problem for problem in self.all if not problem.warning)

    @property
    def all(self) -> tuple[Problem, ...]:
        """Return every problem, sorted by file, line and column. Warnings in a line with an error are left out."""
        found = list(self._once())
        wrong = {(problem.place.file, problem.place.line) for problem in found if not problem.warning}
        told = [p for p in found if not p.warning or (p.place.file, p.place.line) not in wrong]
        return tuple(sorted(told, key=lambda problem: (problem.place, problem.warning, problem.message)))

    def _once(self) -> Iterator[Problem]:
        """Return the problems, with one problem for each unknown name.

        This problem lists the other places of the name.
        """
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
        """Raise ContentError with every problem if at least one problem is an error."""
        if self._errors:
            raise ContentError(self.all)
