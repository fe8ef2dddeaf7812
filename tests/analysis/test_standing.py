"""What margins say: wins with ties, dominance, skill and luck, on margins that are known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.adjudicator.margins import wins
from wargame.analysis.balance.lineups import base_lineups, with_variations
from wargame.analysis.balance.par_file import with_pars
from wargame.analysis.balance.self_play import Pairing, SelfPlayResult
from wargame.analysis.balance.standing import Standing, luck
from wargame.errors import UsageError

FIELD = {"a": ("x", "y"), "b": ("u", "v")}
WORTH = {"x": 1.0, "y": 0.0, "u": 0.0, "v": 0.1, "random": -3.0}
DICE = 5


def played(worth: dict[str, float], noise: float = 0.0) -> SelfPlayResult:
    lineups = with_variations(base_lineups(FIELD), FIELD)
    pairing = Pairing.paired(lineups, DICE)
    rng = np.random.Generator(np.random.PCG64(1))
    margins = {
        seat: np.array([worth[lineups[n].bots[seat]] for n in pairing.lineup])
        + noise * rng.standard_normal(pairing.games)
        for seat in FIELD
    }
    return SelfPlayResult(pairing, tuple(FIELD), margins, margins, {})


def test_margins_that_are_alike_share_a_win() -> None:
    shares = wins({"a": np.array([1.0, 1.0, 0.0]), "b": np.array([0.9, 0.8, 2.0]), "c": np.array([0.86, -1.0, 1.9])})
    assert shares["a"].tolist() == pytest.approx([1 / 3, 1.0, 0.0])
    assert shares["b"].tolist() == pytest.approx([1 / 3, 0.0, 0.5])
    assert shares["c"].tolist() == pytest.approx([1 / 3, 0.0, 0.5])


def test_a_bot_that_is_always_better_dominates_and_shows_skill() -> None:
    standing = Standing(played(WORTH))
    assert standing.ranked("a") == ("x", "y")
    assert standing.margin("a", "x") == 1.0
    assert standing.dominance("a") == 1.0
    assert standing.skill("a") == 1.0
    assert standing.dominance("b") == 0.0, "a tenth is a tie"
    assert standing.skill("b") == 1.0
    assert standing.win_share("a", "random") == 0.0
    assert standing.win_share("a", "x") == 1.0
    assert standing.win_share("a", "y") == pytest.approx(0.5)
    assert standing.win_share("a") + standing.win_share("b") == pytest.approx(1.0)


def test_what_dice_and_decisions_make_together_is_halved() -> None:
    """Margins made of decisions (of lineups and their choices), dice, and how these meet, each with variance 1."""
    lineups = base_lineups({"a": tuple("pqrst"), "b": tuple("uvwxy")})
    pairing = Pairing.crossed(lineups, 40, 800)
    assert pairing.choices is not None
    rng = np.random.Generator(np.random.PCG64(3))
    of_decisions = rng.standard_normal((len(lineups), 40))[pairing.lineup, pairing.choices]
    of_dice = rng.standard_normal(800)[pairing.dice]
    margins = {"a": of_decisions + of_dice + rng.standard_normal(pairing.games), "b": of_dice, "c": of_decisions}
    found = luck(SelfPlayResult(pairing, ("a", "b", "c"), margins, margins, {}))
    assert found["a"].decisions == pytest.approx(1 / 3, abs=0.03)
    assert found["a"].dice == pytest.approx(1 / 3, abs=0.03)
    assert found["a"].share == pytest.approx(0.5, abs=0.03)
    assert found["b"].share == pytest.approx(1.0)
    assert found["c"].share == pytest.approx(0.0, abs=1e-9)


def test_par_is_written_where_its_length_stands() -> None:
    text = "lengths:\n  - turns: 6\n    name: short\n    par: {a: {mean: 1, sd: 1}}\n  - {turns: 3}\nnext: 1\n"
    changed = with_pars(text, {6: "par: {a: {mean: 2.0, sd: 0.5}}"})
    assert changed == text.replace("{mean: 1, sd: 1}", "{mean: 2.0, sd: 0.5}")
    with pytest.raises(UsageError, match="turns: 3"):
        with_pars(text, {3: "par: {}"})
