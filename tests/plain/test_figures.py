"""Numbers as they are read aloud."""

from __future__ import annotations

import pytest

from wargame.errors import Place
from wargame.game.wording.number import arrow
from wargame.model.metric import Form, Metric
from wargame.plain.numbers import change, figure, sentence_of

HERE = Place("x.yaml", 1, 1)
DAYS = Metric("fuel", (), 0, 16, HERE, unit="d", digits=1)
SHARE = Metric("control", (), 0, 1, HERE, show="percent", digits=1)
FLAG = Metric("open", (), 0, 1, HERE, form=Form.FLAG)
STATE = Metric("regime", (), 0, 2, HERE, form=Form.ENUM, values=("in_office", "shaken", "gone"))


@pytest.mark.parametrize(
    ("metric", "value", "said"),
    [(DAYS, 3.44, "3.4 days"), (SHARE, 0.585, "58.5 percent"), (FLAG, 1, "yes"), (STATE, 0, "in office")],
)
def test_a_value_has_its_unit(metric: Metric, value: float, said: str) -> None:
    assert figure(metric, value) == said


@pytest.mark.parametrize(
    ("metric", "now", "then", "said"),
    [
        (DAYS, 3.4, 6.3, "down 2.9"),
        (DAYS, 6.3, 3.4, "up 2.9"),
        (DAYS, 3.41, 3.42, ""),
        (DAYS, 3.4, None, ""),
        (SHARE, 0.5, 0.46, "up 4.0"),
        (STATE, 1, 0, "was in office"),
        (FLAG, 1, 1, ""),
    ],
)
def test_a_change_is_told_in_words_and_not_below_what_is_shown(
    metric: Metric, now: float, then: float | None, said: str
) -> None:
    assert change(metric, now, then) == said


def test_a_change_is_told_as_the_report_and_the_screens_tell_it() -> None:
    now, then = 5.26, 12.03  # shown as 5.3 and 12.0
    assert change(DAYS, now, then) == f"down {arrow(DAYS, now - then)[1:]}" == "down 6.8"


def test_a_metric_is_one_sentence() -> None:
    assert sentence_of("Fuel in Bamako", DAYS, 3.4, 6.3) == "Fuel in Bamako: 3.4 days, down 2.9."
    assert sentence_of("Legitimacy", SHARE, 0.5, 0.5, unit="") == "Legitimacy: 50.0 percent."
