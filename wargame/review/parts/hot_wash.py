"""Part 1: a page that helps people to leave their roles, and the four questions of a hot wash.

A hot wash is a discussion among the players right after an exercise.

Must not know: what happened in the game.
"""

from __future__ import annotations

from wargame.review.findings import Findings
from wargame.review.page.blocks import Paragraph, ReviewPart, WriteIn

_QUESTIONS = (
    ("What did we mean to do?", "The aim of your team in one sentence, as it was at turn 1."),
    ("What happened?", "Facts only: what a camera would have seen."),
    ("Why did it happen?", "Your orders, theirs, and chance. Name a turn for each."),
    ("What do we do next time?", "One thing to keep, and one thing to change."),
)


def hot_wash(findings: Findings) -> ReviewPart:
    """Return the questions with room to write."""
    roles = "Lay down the role: say your own name, and one thing that your role did and that you would not do."
    return ReviewPart(
        key="roles",
        name="Hot wash",
        question="What did we mean to do, what happened, why, what next?",
        answer=("Answer before you turn the page. Five minutes alone, then one sentence each, the youngest first.",),
        blocks=(Paragraph(roles, "Out of role."), *(WriteIn(*each) for each in _QUESTIONS)),
    )
