"""The line of turns: the turn that is shown is always on it, and a mark stands below its turn."""

from __future__ import annotations

import pytest

from wargame.tui.drawing.canvas import width_of
from wargame.tui.drawing.timeline import moments_line, pages_line, timeline_lines


@pytest.mark.parametrize("turns", [1, 6, 12, 26, 60])
@pytest.mark.parametrize("width", [78, 118])
def test_the_turn_and_its_mark_are_on_the_line(turns: int, width: int) -> None:
    for here in range(1, turns + 1):
        line, marks = timeline_lines(turns, here, [{here: "i"}], width)
        text, below = ("".join(part for part, _ in each) for each in (line, marks))
        assert f"[{here}]" in text
        assert below.index("i") == text.index(f"[{here}]") + 1
        assert width_of(line) <= width
        assert width_of(marks) <= width


def test_a_long_line_says_that_turns_are_left_out() -> None:
    (line,) = timeline_lines(60, 30, [], 78)
    text = "".join(part for part, _ in line)
    assert text.startswith("… ") and text.endswith(" …")


def test_the_moment_and_the_page_are_in_capital_letters() -> None:
    labels = ["brief", "talk", "orders given", *(f"phase {n}" for n in range(20)), "published"]
    for here, label in enumerate(labels):
        line = moments_line(labels, here, 78)
        assert width_of(line) <= 78
        assert label.upper() in "".join(part for part, _ in line)
    pages = {1: "Story", 2: "Decision, luck"}
    assert "".join(part for part, _ in pages_line(pages, 2, 40)) == "1 Story 2 DECISION, LUCK"
    assert "".join(part for part, _ in pages_line(pages, 1, 20)) == "1 STORY 2 Decision"
