"""Probabilities as a word and a number: `likely, 68 %`. The words come from ICD 203, a US standard for analysts.

Must not know: the event whose probability is written.
"""

from __future__ import annotations

# The least whole percent of each word. A boundary belongs to the higher word.
LADDER = (
    (95, "almost certain"),
    (80, "very likely"),
    (55, "likely"),
    (45, "about even"),
    (20, "unlikely"),
    (5, "very unlikely"),
    (0, "almost no chance"),
)  # fmt: skip


def percent(share: float) -> int:
    """Return a share from 0 to 1 as a whole percent."""
    return round(100.0 * share)


def chance_word(share: float) -> str:
    """Return the word for a probability (a share from 0 to 1). The share is first rounded to a whole percent."""
    return next(word for least, word in LADDER if percent(share) >= least)


def percent_text(share: float, spoken: bool = False) -> str:
    """Return a probability as text in whole percent.

    The text never says 0 % or 100 %, because trials cannot prove that something is impossible or certain.
    """
    whole = percent(share)
    less, more, unit = ("under ", "over ", " percent") if spoken else ("<", ">", " %")
    return f"{less}1{unit}" if whole < 1 else f"{more}99{unit}" if whole > 99 else f"{whole}{unit}"


def chance_text(share: float, spoken: bool = False) -> str:
    """Return a probability (a share from 0 to 1) as text with a word and a number."""
    return f"{chance_word(share)}, {percent_text(share, spoken)}"
