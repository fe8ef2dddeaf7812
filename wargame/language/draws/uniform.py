"""`uniform`: a draw between two bounds. All numbers are equally likely."""

from __future__ import annotations

from wargame.language.draw import Distribution

UNIFORM = Distribution(
    name="uniform", call="uniform(a, b)", returns="a random number from a to b, all equally probable", argument_count=2,
    bounds=lambda a: (a[0][0], a[1][1]), bounds_of_numbers=lambda a: (a[0], a[1]),
    numpy="{0} + ({1} - {0}) * {u}", c="{0} + ({1} - {0}) * {u}",
    domain=((-5.0, 0.0), (1.0, 5.0)), samples=((0.0, 1.0), (-3.0, 9.5)),
)  # fmt: skip
