"""Words and sentences about numbers. Each adjective has a fixed interval of numbers in this module.

Must not know: the game.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from wargame.analysis.rollouts.samples import MeanWithError
from wargame.game.wording.number import WRITTEN

# Bounds of the words for a margin, in standard deviations. The standard deviation is the spread of margins among bots.
ON_PAR = 0.25
_MARGINS = ((ON_PAR, "on par"), (0.75, "a little {} par"), (1.5, "clearly {} par"))
_FAR = "far {} par"
# What decisions and luck say about a team: -1 lowered its margin, 1 raised it, 0 is small or uncertain.
_VERDICTS = {
    (1, 1): "was good and lucky",
    (1, 0): "was good; luck changed little",
    (1, -1): "was good and unlucky",
    (0, 1): "was lucky; its decisions were worth about as much as those of the reference",
    (0, 0): "decided about as well as the reference; luck changed little",
    (0, -1): "was unlucky; its decisions were worth about as much as those of the reference",
    (-1, 1): "was lucky, not good",
    (-1, 0): "decided worse than the reference; luck changed little",
    (-1, -1): "was neither good nor lucky",
}


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Return the parts of a list as text: `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 deal`, `2 deals`, `no deal`."""
    if number == 0:
        return f"no {one}"
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def some_road(roads: int) -> str:
    """Return the subject of a sentence about some road of a map: `at least one of 3 roads`, or `the only road`."""
    return "the only road" if roads == 1 else f"at least one of {roads} roads"


def turn_names(turns: Sequence[int]) -> str:
    """Return some turns as text: `turn 3`, or `turns 3, 6 and 11`."""
    return f"turn{'s' if len(turns) > 1 else ''} {joined([str(turn) for turn in sorted(turns)])}"


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign. A minus is the true sign `−`. A number that prints as 0 has no sign."""
    return WRITTEN.signed(value, digits)


def with_error(value: MeanWithError) -> str:
    """Return a mean with its error, as in `+0.84 ±0.08`."""
    return f"{signed(value.mean)} ±{value.error:.2f}"


def sure(value: MeanWithError) -> int:
    """Return the sign of a mean as 1 or -1. Return 0 if the mean is not larger than its error."""
    return 0 if abs(value.mean) <= value.error else 1 if value.mean > 0 else -1


def margin_words(margin: float) -> str:
    """Return a margin in words, such as `on par` or `a little above par`."""
    way = "above" if margin > 0 else "below"
    return next((words for bound, words in _MARGINS if abs(margin) < bound), _FAR).format(way)


def verdict(decision: MeanWithError, luck: MeanWithError, margin: float) -> str:
    """Return a text that says how a team ended, whether its decisions were good, and whether the team was lucky.

    `decision`, `luck`: the parts of the team's margin that came from decisions and from luck. A part counts only if it
    is larger than its error, and as large as a margin that is no longer on par.
    """
    signs = _clear(decision), _clear(luck)
    said = _VERDICTS[signs]
    if signs == (-1, 1) and decision.mean + luck.mean <= 0.0:
        said = "decided worse than the reference; its luck did not make up for that"
    return f"ended {margin_words(margin)} and {said}"


def _clear(part: MeanWithError) -> int:
    """Return the sign of a part of a margin, or 0 for a part that is small or uncertain."""
    return sure(part) if abs(part.mean) >= ON_PAR else 0


def days(first: datetime.date, last: datetime.date, year: bool = False) -> str:
    """Return the days of a turn, as in `13–26 Oct` or `29 Sep – 12 Oct`."""
    end = f"{last.day} {last:%b}{f' {last.year}' if year else ''}"
    if first == last:
        return end
    return f"{first.day}–{end}" if first.month == last.month else f"{first.day} {first:%b} – {end}"


def sentence(text: str) -> str:
    """Return a text with a capital letter at its beginning and a full stop at its end."""
    begun = f"{text[:1].upper()}{text[1:]}"
    return begun if begun[-1:] in ".!?…" else f"{begun}."
