from __future__ import annotations

import datetime

from wargame.model.scenario.scenario import Calendar
from wargame.tui.drawing import words


def test_dates_of_a_turn() -> None:
    calendar = Calendar(datetime.date(2025, 9, 15), 14)
    assert words.span_text(calendar, 1) == "15–28 Sep"
    assert words.span_text(calendar, 2) == "29 Sep–12 Oct"
    assert words.span_text(calendar, 1, year=True) == "15–28 Sep 2025"
    assert words.span_text(Calendar(datetime.date(2025, 9, 15), 1), 1) == "15 Sep"
    assert words.span_text(None, 1) == ""
