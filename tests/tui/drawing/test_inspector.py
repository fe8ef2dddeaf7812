from __future__ import annotations

from tests.game.conftest import Recorded, compiled
from wargame.tui.drawing.canvas import PLAIN, Canvas
from wargame.tui.drawing.inspector import Fact, InspectorContent, content_rows, draw_content, order_content

SHEET = InspectorContent("BKO Bamako", tuple(Fact(f"Fact {i}", ((str(i), PLAIN),)) for i in range(6)), ("A sentence.",))


def drawn(first: int, height: int = 4) -> tuple[str, ...]:
    canvas = Canvas(28, height)
    draw_content(canvas, SHEET, first)
    return canvas.rows()


def test_keys_are_named_only_where_there_is_more_that_way() -> None:
    assert "PgDn ↓" in drawn(0)[0]
    assert "PgUp" not in drawn(0)[0]
    assert "PgUp ↑" in drawn(2)[0]
    assert "PgDn ↓" in drawn(2)[0]
    assert "PgDn" not in drawn(len(content_rows(SHEET, 28)) - 3)[0]
    assert "Pg" not in drawn(0, 12)[0]


def test_every_row_is_reached() -> None:
    rows = [row for first in range(len(content_rows(SHEET, 28)) - 2) for row in drawn(first)[1:]]
    for text in ("Fact 0", "Fact 5", "A sentence."):
        assert any(text in row for row in rows)


def test_an_order_names_the_invented_numbers_that_it_is_reckoned_with() -> None:
    match = Recorded(compiled("first_convoy"), {"junta": "human", "jnim": "doctrine"}).match
    line = match.add("junta", "escort ABJ 1").lines[0]
    sheet = order_content(match.scenario, line, match.action_numbers("junta", line.order.action))
    told = [text for text in sheet.prose if "[EST]" in text]
    assert told
    assert all(match.scenario.rules.parameters[each.name] for each in match.action_numbers("junta", "escort"))
