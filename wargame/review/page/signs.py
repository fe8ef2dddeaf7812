"""The signs of teams: a shape and two colours for each faction. The signs come from the section `looks` of a scenario.

Must not know: any faction.
"""

from __future__ import annotations

import re

from wargame.model.scenario.scenario import Scenario
from wargame.review.page.blocks import TeamSign

# shapes as SVG paths on a square of 16 by 16
SHAPES = {
    "square": "M2 2H14V14H2z",
    "triangle": "M8 1.5L15 14H1z",
    "star": "M8 .5l2 5.5 5.5 2-5.5 2-2 5.5-2-5.5L.5 8 6 6z",
    "cross": "M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5z",
    "diamond": "M8 .8L15.2 8 8 15.2.8 8z",
    "circle": "M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 1 1 0-12.8z",
    "small_square": "M4 4H12V12H4z",
    "inverted": "M1 2H15L8 14.5z",
    "hexagon": "M4.5 2H11.5L15 8L11.5 14H4.5L1 8z",
    "bar": "M1 5H15V11H1z",
}
_OF_GLYPH = {
    "■": "square",
    "▲": "triangle",
    "✦": "star",
    "✚": "cross",
    "◆": "diamond",
    "●": "circle",
    "▪": "small_square",
    "▼": "inverted",
    "⬢": "hexagon",
}
# the colours of Okabe and Ito, which people with colour blindness tell apart; for factions without a colour
_HUES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442", "#999999")
_HUE = re.compile(r"#[0-9A-Fa-f]{6}")


def team_signs(scenario: Scenario) -> tuple[TeamSign, ...]:
    """Return the sign of every player of a scenario. Players get different shapes as long as there are shapes."""
    looks, taken = scenario.looks.factions, set[str]()
    signs = []
    for number, code in enumerate(scenario.players):
        look = looks.get(code)
        shape = _OF_GLYPH.get(look.glyph, "") if look is not None else ""
        if not shape or shape in taken:
            shape = next((name for name in SHAPES if name not in taken), "circle")
        taken.add(shape)
        usual = _HUES[number % len(_HUES)]
        fill = look.fill if look is not None and _HUE.fullmatch(look.fill) else usual
        dark = look.text if look is not None and _HUE.fullmatch(look.text) else fill
        signs.append(TeamSign(code, scenario.label(code), shape, fill, dark))
    return tuple(signs)
