"""Draws in formulas: their arguments, bounds and keys. What they mean stands in docs/rule-language.md, chance.

Must not know: how bits become numbers; the emitted kernel calls the dice.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from wargame.numeric import quantiles
from wargame.rulebook.ir.graph import Node
from wargame.rulebook.language.names import count

if TYPE_CHECKING:
    from wargame.rulebook.language.reader import Reader, Scope

ARGUMENTS = {"chance": 1, "uniform": 2, "normal": 2, "lognormal": 2, "triangular": 3}
_FARTHEST = float(quantiles.normal()[-1])


def draw(reader: Reader, node: ast.Call, name: str, args: list[Node], scope: Scope) -> Node:
    """Make a draw, keyed by the line it stands in, one die for each entity of the step's axes."""
    if not scope.die:
        return reader.wrong(node, f"a draw needs a name: give `{name}(...)` its own line under `let`")
    if scope.drawn:
        return reader.wrong(
            node, "two draws in one line: give each its own line under `let`, so that each has its own die"
        )
    scope.drawn = True
    if len(args) != ARGUMENTS[name]:
        return reader.wrong(node, f"{name} takes {count(ARGUMENTS[name])}, not {len(args)}")
    if any(a is reader.bad for a in args):
        return reader.bad
    extra = {axis for a in args for axis in a.axes} - set(scope.over)
    if extra:
        return reader.wrong(
            node, f"this draw is made per {', '.join(scope.over) or 'game'}, but its values are per {', '.join(extra)}"
        )
    if name == "chance" and (args[0].low < 0.0 or args[0].high > 1.0):
        reach = args[0].high if args[0].high > 1.0 else args[0].low
        if not (args[0].low >= -1e-9 and args[0].high <= 1.0 + 1e-9):
            text = ast.unparse(node.args[0])
            reader.warn(node.args[0], f"`{text}` reaches {reach:.3g} by the declared ranges; chances are cut to 0..1")
    if reader.too_wide(scope.over):
        return reader.bad
    constant = all(a.op == "const" and not a.axes for a in args)
    data = (scope.die, name, scope.over, tuple(a.low for a in args) if constant else None)
    axes = reader.world.book.sort(scope.over)
    return reader.graph.node(
        "draw", tuple(args), data, axes, _bounds(name, args, constant), truth=name == "chance", draw=True
    )


def _bounds(name: str, args: list[Node], constant: bool) -> tuple[float, float]:
    if name == "chance":
        return 0.0, 1.0
    if constant:
        return quantiles.ends(name, tuple(a.low for a in args))
    if name in ("uniform", "triangular"):
        return args[0].low, args[-1].high
    spread = _FARTHEST * max(abs(args[1].low), abs(args[1].high))
    low, high = args[0].low - spread, args[0].high + spread
    if name == "normal":
        return low, high
    return math.exp(max(min(low, 700.0), -700.0)), math.exp(max(min(high, 700.0), -700.0))
