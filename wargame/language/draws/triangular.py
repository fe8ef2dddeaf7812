"""`triangular`: a draw between two bounds. Numbers near a third number, the mode, are most likely."""

from __future__ import annotations

from wargame.language.draw import Distribution
from wargame.numeric import quantiles

TRIANGULAR = Distribution(
    name="triangular", call="triangular(a, b, c)", returns="a random number from a to c, most probably near b",
    argument_count=3, tabled=True,
    bounds=lambda a: (a[0][0], a[2][1]), bounds_of_numbers=lambda a: quantiles.ends("triangular", tuple(a)),
    numpy="triangle({u}, {0}, {1}, {2})", c="triangle({u}, {0}, {1}, {2})",
    domain=((-5.0, 0.0), (0.0, 2.0), (2.0, 5.0)), samples=((0.0, 1.0, 5.0), (-2.0, -2.0, 3.0)),
    source="""\
static inline v triangle(v at, v low, v mode, v high) {
  v rise = (high - low) * (mode - low);
  v fall = (high - low) * (high - mode);
  v turning = (mode - low) / v_max(high - low, K(1e-300));
  v left = low + v_sqrt(v_max(at * rise, K(0.0)));
  v right = high - v_sqrt(v_max((1.0 - at) * fall, K(0.0)));
  return sel(lt(at, turning), left, right);
}
""",
)  # fmt: skip
