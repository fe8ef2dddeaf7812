"""Random formulas of the rule language, and a simple interpreter of these formulas for single floats."""

from __future__ import annotations

import ast
import math
import statistics
from collections.abc import Callable, Mapping

import numpy as np
from hypothesis import strategies as st

from tests.tiny import TOWNS
from wargame.numeric import exact

PEOPLE = {"ALF": 3.0, "BEX": 0.1, "COB": 7.0, "DIT": 0.0}
WALLED = {"ALF": 1.0, "BEX": 0.0, "COB": 1.0, "DIT": 0.0}
NEAR = {"ALF": ["BEX"], "BEX": ["ALF", "COB"], "COB": ["BEX"], "DIT": []}
METRICS = """\
a: {range: -8..8}
b: {range: 0..1}
c: {range: 0..2000}
flag_n: {flag: true}
x: {of: town, range: -50..50}
y: {of: town, range: 0..1}
flag_t: {of: town, flag: true}
"""
RANGES = {"a": (-8, 8), "b": (0, 1), "c": (0, 2000), "x": (-50, 50), "y": (0, 1)}

Town = str | None  # the town at which a formula is read; None means the nation
State = Mapping[str, float | Mapping[str, float]]


TWO = (
    "({} + {})", "({} - {})", "({} * {})", "min({}, {})", "max({}, {})", "clip({}, {}, 5)", "({} / max({}, 0.5))",
    "({} < {})", "({} >= {})", "({} == {})", "({} and {})", "({} or {})",
)  # fmt: skip
ONE = (
    "(-{})", "abs({})", "floor({})", "rint({})", "(not {})", "logistic({})", "tanh({})", "sqrt(abs({}))",
    "exp(clip({}, -5, 5))", "log(max({}, 0.01))", "clip({}, -20, 20) ** 2", "clip({}, 0, 9) ** 1.5",
    "clip({}, -3, 3) ** 3", "abs({}) ** 0.5",
)  # fmt: skip
FORMS = (*TWO, *TWO, *ONE, "({} if {} else {})")
NATION = ("a", "b", "c", "flag_n", "turn", "0.3", "2", "7", "x[BEX]", "y[ALF]", "people[COB]")
TOWN = (*NATION, "x", "y", "flag_t", "people", "walled", "x", "y")


def _total(values: list[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total


# The definition of each reduction over the values, in the order of the towns. `mean` is missing because a mean can have
# weights.
REDUCED: dict[str, Callable[[list[float]], float]] = {
    "total": _total,
    "most": lambda values: max(values, default=0.0),
    "least": lambda values: min(values, default=0.0),
    "any": lambda values: float(any(value != 0.0 for value in values)),
    "median": lambda values: statistics.median(values) if values else 0.0,
}
ACROSS = (*(f"{name}({{}}, town)" for name in REDUCED), "mean({}, town)", "mean({}, town, people)")
# the braces stand for an expression with one value for each town
ALONG = (*(f"{name}({{}}, near)" for name in REDUCED), "mean({}, near)")


@st.composite
def formulas(draw: st.DrawFn, town: bool, lets: tuple[str, ...] = (), depth: int = 4) -> str:
    """Draw a formula of the nation, or a formula of a town if `town` is true.

    `lets`: further names that it may read.
    """
    kind = draw(st.integers(0, 9)) if depth > 0 else 0
    if kind <= 2:
        return draw(st.sampled_from((*(TOWN if town else NATION), *lets)))
    if kind == 3:
        return draw(st.sampled_from(ACROSS)).format(draw(formulas(True, lets, depth - 2)))
    if kind == 4 and town:
        return draw(st.sampled_from(ALONG)).format(f"max({draw(formulas(True, lets, depth - 2))}, x - 1000)")
    form = draw(st.sampled_from(FORMS))
    return form.format(*(draw(formulas(town, lets, depth - 1)) for _ in range(form.count("{}"))))


of_nation = formulas(town=False)
of_town = formulas(town=True)
conditions = st.one_of(
    st.sampled_from(["x > 0", "y > 0.5", "flag_t > 0", "x * y > a", "walled > 0 and x < 10"]),
    formulas(town=True, depth=2).map("{} > 0".format),
)


def _single(function: Callable[..., np.ndarray]) -> Callable[[float], float]:
    return lambda x: float(function(np.array([x]))[0])


FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "sqrt": math.sqrt,
    "floor": lambda x: float(math.floor(x)),
    "rint": lambda x: float(round(x)),
    **{name: _single(getattr(exact, name)) for name in ("exp", "log", "logistic", "tanh")},
    "min": min,
    "max": max,
    "clip": lambda x, low, high: min(max(x, low), high),
}
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda p, q: p + q,
    ast.Sub: lambda p, q: p - q,
    ast.Mult: lambda p, q: p * q,
    ast.Div: lambda p, q: p / q,
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: lambda p, q: p < q,
    ast.Gt: lambda p, q: p > q,
    ast.GtE: lambda p, q: p >= q,
    ast.Eq: lambda p, q: p == q,
}


def evaluate(text: str, state: State, town: Town = None, names: Mapping[str, float] | None = None) -> float:
    """Return the value of a formula by the definition of the language, one number at a time."""
    return _value(ast.parse(text, mode="eval").body, state, town, names or {})


def _value(node: ast.expr, state: State, town: Town, names: Mapping[str, float]) -> float:
    def value(part: ast.expr, where: Town = town) -> float:
        return float(_value(part, state, where, names))

    match node:
        case ast.Constant():
            return float(node.value)
        case ast.Name():
            return names[node.id] if node.id in names else _read(node.id, state, town)
        case ast.Subscript():
            return _read(node.value.id, state, node.slice.id)
        case ast.UnaryOp(op=ast.USub()):
            return -value(node.operand)
        case ast.UnaryOp():
            return float(value(node.operand) == 0.0)
        case ast.BinOp(op=ast.Pow()):
            return _power(value(node.left), float(node.right.value))
        case ast.BinOp():
            return _BINARY[type(node.op)](value(node.left), value(node.right))
        case ast.Compare():
            return float(_COMPARE[type(node.ops[0])](value(node.left), value(node.comparators[0])))
        case ast.BoolOp():
            truths = [value(part) != 0.0 for part in node.values]
            return float(all(truths) if isinstance(node.op, ast.And) else any(truths))
        case ast.IfExp():
            return value(node.body) if value(node.test) != 0.0 else value(node.orelse)
        case ast.Call() if node.func.id in (*REDUCED, "mean"):
            towns = TOWNS if node.args[1].id == "town" else [t for t in TOWNS if t in NEAR[town]]
            weights = [value(node.args[2], t) for t in towns] if len(node.args) == 3 else [1.0] * len(towns)
            return _reduce(node.func.id, [value(node.args[0], t) for t in towns], weights)
        case ast.Call():
            return float(FUNCTIONS[node.func.id](*(value(part) for part in node.args)))
    raise AssertionError(ast.dump(node))


def _read(name: str, state: State, town: Town) -> float:
    if name in ("people", "walled"):
        return (PEOPLE if name == "people" else WALLED)[town]
    held = state[name]
    return held[town] if isinstance(held, Mapping) else held


def _power(base: float, n: float) -> float:
    result = math.sqrt(base) if n % 1 else None
    for _ in range(int(n)):
        result = base if result is None else result * base
    return result


def _reduce(how: str, values: list[float], weights: list[float]) -> float:
    if how in REDUCED:
        return REDUCED[how](values)
    total = _total([value * weight for value, weight in zip(values, weights, strict=True)])
    return total / max(_total(weights), 2.0**-30)
