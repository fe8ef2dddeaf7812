"""`chance`: a draw that says whether something happens."""

from __future__ import annotations

from wargame.language.draw import Distribution

CHANCE = Distribution(
    name="chance", call="chance(p)", returns="1 with probability p, else 0", argument_count=1, truth=True, chance=True,
    bounds=lambda a: (0.0, 1.0), bounds_of_numbers=lambda p: (0.0, 1.0),
    numpy="{u} < {0}", c="lt({u}, {0})", domain=((0.0, 1.0),), samples=((0.3,), (0.0,), (1.0,)),
)  # fmt: skip
