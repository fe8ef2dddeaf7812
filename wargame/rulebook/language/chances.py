"""Reads draws in formulas, with the arguments, the bounds and the dice of each draw.

The section "Chance" of docs/rule-language.md explains draws.

Must not know: how random bits become numbers. The programs of the formulas compute the random bits.
"""

from __future__ import annotations

import ast

from wargame.language.draw import Distribution
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.language.base_reader import BaseReader, Scope
from wargame.rulebook.language.names import count


def draw(reader: BaseReader, node: ast.Call, distribution: Distribution, args: list[Node], scope: Scope) -> Node:
    """Make a draw. The draw has one die for each entity of the step's axes.

    The name of a die contains the name of the line with the draw.
    """
    if not scope.die:
        return reader.wrong(node, f"a draw needs a name: give `{distribution.name}(...)` its own line under `let`")
    if scope.drawn:
        return reader.wrong(
            node, "two draws in one line: give each its own line under `let`, so that each has its own die"
        )
    scope.drawn = True
    if len(args) != distribution.argument_count:
        return reader.wrong(node, f"{distribution.name} takes {count(distribution.argument_count)}, not {len(args)}")
    if any(a is reader.bad for a in args):
        return reader.bad
    extra = {axis for a in args for axis in a.axes} - set(scope.over)
    if extra:
        return reader.wrong(
            node, f"this draw is made per {', '.join(scope.over) or 'game'}, but its values are per {', '.join(extra)}"
        )
    if distribution.chance and (args[0].low < 0.0 or args[0].high > 1.0):
        reach = args[0].high if args[0].high > 1.0 else args[0].low
        if not (args[0].low >= -1e-9 and args[0].high <= 1.0 + 1e-9):
            text = ast.unparse(node.args[0])
            reader.warn(node.args[0], f"`{text}` reaches {reach:.3g} by the declared ranges; chances are cut to 0..1")
    if reader.too_wide(scope.over):
        return reader.bad
    return reader.graph.draw(distribution, scope.die, scope.over, tuple(args))
