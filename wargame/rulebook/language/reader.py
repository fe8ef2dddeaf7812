"""Reads formulas: a small subset of Python expressions becomes graph nodes, with every name, axis and bound checked.

Must not know: steps, or how nodes are computed. Python never evaluates the text.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import ClassVar

import attrs

from wargame.content import Problems
from wargame.errors import Place
from wargame.model.formula import Formula, NamedFormula
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.graph import BY_TURN, Graph, Node
from wargame.rulebook.language import chances, names, syntax, totals
from wargame.rulebook.language import deal_queries as deal_queries
from wargame.rulebook.language import inject_queries as inject_queries
from wargame.rulebook.language.world import World

DEEPEST_FORMULA = 12  # named formulas within named formulas
LARGEST = 2_000  # nodes after expansion
LONGEST_WAY = 150  # operations one after the other, through all formulas and lets that a value uses
DEEPEST_READ = 200  # parts of formulas within each other, through all that they use: what Python's stack holds
WIDEST = 4_096  # cells of one value: product of its axes

_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}
_COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}
_UNARY_CALLS = ("abs", "sqrt", "exp", "log", "logistic", "tanh", "floor", "rint")
FUNCTIONS = (
    *_UNARY_CALLS, *totals.HOW, "min", "max", "clip", "effort", "ordered", "recent",
    "happened", "chose", "clause", "started", "clauses",
    *chances.ARGUMENTS,
)  # fmt: skip


@attrs.define
class Scope:
    """What a formula may read besides the common names: lets of its step, its axes, the level of an order."""

    lets: dict[str, Node] = attrs.field(factory=dict)
    over: Axes = ()
    die: str = ""  # name that keys a draw in this line; empty where draws are not allowed
    level: tuple[float, float] | None = None
    taken: Mapping[str, Node] | None = None  # values given to a named formula
    trail: tuple[str, ...] = ()
    drawn: bool = False
    roles: Mapping[str, str] = attrs.field(factory=dict)  # names of an order's targets -> their axes
    bare: bool = False  # whether plain numbers need no parameter here
    used: set[str] = attrs.field(factory=set)


class Reader:
    """Turns formulas of one scenario into nodes; problems go to the collector, and a bad part poisons its whole."""

    functions: tuple[str, ...] = FUNCTIONS

    def __init__(self, world: World, graph: Graph, problems: Problems) -> None:
        self.world = world
        self.graph = graph
        self.problems = problems
        self.bad = Node("bad", (), None, (), 0, 0.0, 0.0)
        self.read_names: set[str] = set()
        self.bare: list[tuple[Place, str]] = []
        self._expanded: dict[str, Node] = {}
        self._formula: Formula | None = None
        self._text = ""
        self._here: ast.expr | None = None
        self._open = 0  # parts being read, one within the other

    def read(self, formula: Formula, scope: Scope | None = None) -> Node:
        """Read a formula; the result is `bad` when something was wrong with it."""
        tree = self._parse(formula)
        if tree is None:
            return self.bad
        outer = self._formula, self._text
        self._formula, self._text = formula, formula.text
        try:
            return self._visit(tree, scope or Scope(), 0)
        finally:
            self._formula, self._text = outer

    def read_unused(self, formula: NamedFormula) -> None:
        """Check a named formula that nothing uses: all of it, or only its names where its values are not known."""
        if not formula.takes:
            self.read(Formula(formula.name, formula.body.place))
            return
        tree = self._parse(formula.body)
        known = {*self.world.symbols, *FUNCTIONS, *formula.takes, "turn"}
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Name) and node.id not in known:
                place = formula.body.place_at(node.col_offset)
                self.problems.add(place, f"nothing is called `{node.id}`{names.nearest(node.id, known)}")

    def _parse(self, formula: Formula) -> ast.expr | None:
        tree = syntax.parse(formula.text, formula.made)
        if isinstance(tree, syntax.Fault):
            self.problems.add(formula.place_at(tree.offset), tree.message)
            return None
        return tree

    def _place(self, node: ast.expr) -> Place:
        assert self._formula is not None
        return self._formula.place_at(node.col_offset)  # a formula is ASCII: bytes are characters

    def wrong(self, node: ast.expr, message: str) -> Node:
        """Tell what is wrong at a part of the formula being read; the part is then `bad`."""
        self.problems.add(self._place(node), message)
        return self.bad

    def warn(self, node: ast.expr, message: str) -> None:
        """Warn at a part of the formula being read."""
        self.problems.add(self._place(node), message, warning=True)

    def _op(self, name: str, *args: Node) -> Node:
        if any(a is self.bad for a in args) or self.too_wide(*(a.axes for a in args)):
            return self.bad
        return self.graph.op(name, *args)

    def too_wide(self, *axes: Axes) -> bool:
        """Whether a value of these axes together would have more cells than may be; notes it where we read."""
        return self.too_many(math.prod(self.world.book.shape(self.world.book.union(*axes))))

    def too_many(self, cells: int) -> bool:
        """Whether a value may not have so many cells; notes it where we read."""
        if cells > WIDEST and self._here is not None:
            self.wrong(self._here, f"a value here would have {cells} cells; {WIDEST} is the limit: reduce earlier")
        return cells > WIDEST

    def number(self, node: ast.expr, value: Node) -> Node:
        """Refuse an enum value where a number is wanted."""
        if value is not self.bad and value.enum:
            return self.wrong(node, f"`{value.enum}` is a choice, not a number: compare it, as in `x == name`")
        return value

    def _visit(self, node: ast.expr, scope: Scope, depth: int) -> Node:
        if depth > syntax.DEEPEST:
            return self.wrong(node, f"this formula is nested deeper than {syntax.DEEPEST}: name a part")
        visit = self._VISITS.get(type(node))
        if visit is None:
            return self.wrong(
                node, syntax.FORBIDDEN.get(type(node), f"`{type(node).__name__}` has no place in a formula")
            )
        if self._open >= DEEPEST_READ:
            return self.wrong(
                node, f"this is nested deeper than {DEEPEST_READ} with all that it uses: use less at once"
            )
        outer, self._here = self._here, node
        self._open += 1
        value = visit(self, node, scope, depth + 1)
        self._open -= 1
        self._here = outer
        if value is not self.bad and value.size > LARGEST:
            return self.wrong(node, f"this formula grows to {value.size} parts; {LARGEST} is the limit: split it")
        if value is not self.bad and value.depth > LONGEST_WAY:
            return self.wrong(
                node,
                f"this takes {value.depth} operations one after the other, with all that it uses; "
                f"{LONGEST_WAY} is the limit: name parts, and join those",
            )
        return value

    def _after(self, node: ast.expr, sign: str, message: str) -> Node:
        """Note a problem at the first sign behind a part of the formula."""
        assert self._formula is not None
        offset = self._text.index(sign, node.end_col_offset or 0)
        self.problems.add(self._formula.place_at(offset), message)
        return self.bad

    def _attribute(self, node: ast.Attribute, scope: Scope, depth: int) -> Node:
        return self._after(node.value, ".", f"an attribute (`.{node.attr}`) has no place in a formula")

    def _tuple(self, node: ast.Tuple, scope: Scope, depth: int) -> Node:
        if not node.elts:
            return self.wrong(node, "something is missing between these brackets")
        return self._after(node.elts[0], ",", "a comma has no place here")

    def _constant(self, node: ast.Constant, scope: Scope, depth: int) -> Node:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self.wrong(node, "only plain numbers have a place in a formula")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number) or abs(number) > names.LARGEST_NUMBER:
            return self.wrong(node, "this number is too large")
        made = self._formula is not None and self._formula.made
        if number not in names.BARE and not scope.bare and not made:
            self.bare.append((self._place(node), f"{value:g}"))
        return self.graph.number(number)

    def _unary(self, node: ast.UnaryOp, scope: Scope, depth: int) -> Node:
        inner = self._visit(node.operand, scope, depth)
        match node.op:
            case ast.USub():
                return self._op("neg", self.number(node.operand, inner))
            case ast.Not():
                return self._op("not", self.number(node.operand, inner))
            case ast.UAdd():
                return inner
        return self.wrong(node, "`~` has no place in a formula")

    def _binary(self, node: ast.BinOp, scope: Scope, depth: int) -> Node:
        if isinstance(node.op, ast.Pow):
            return self._power(node, scope, depth)
        # `a + b + c` is one sum, not a nest: what stands to the left is read in a loop.
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp) and not isinstance(chain[-1].left.op, ast.Pow):
            chain.append(chain[-1].left)
        value = self.number(chain[-1].left, self._visit(chain[-1].left, scope, depth))
        for part in reversed(chain):
            self._here = part
            value = self._joined(part, value, self.number(part.right, self._visit(part.right, scope, depth)))
        return value

    def _joined(self, node: ast.BinOp, left: Node, right: Node) -> Node:
        name = _BINARY.get(type(node.op))
        if name is None:
            return self.wrong(node, "only + - * / and ** have a place in a formula")
        if name == "div" and right is not self.bad and right.low <= 0.0 <= right.high:
            text = ast.unparse(node.right)
            return self.wrong(node.right, f"`{text}` can be 0 by the declared ranges: write max({text}, 0.01)")
        return self._op(name, left, right)

    def _power(self, node: ast.BinOp, scope: Scope, depth: int) -> Node:
        base = self.number(node.left, self._visit(node.left, scope, depth))
        n = node.right.value if isinstance(node.right, ast.Constant) else None
        if not isinstance(n, int | float) or isinstance(n, bool) or not 0.5 <= n <= 8 or (2 * n) % 1:
            return self.wrong(node.right, "a power must be a plain number 0.5, 1, 1.5 ... 8")
        if base is self.bad:
            return base
        whole, half = int(n), n % 1 == 0.5
        if half and base.low < 0:
            return self.wrong(node.left, "this can be negative, and has then no root: write max(..., 0)")
        result = self._op("sqrt", base) if half else None
        for _ in range(whole):
            result = base if result is None else self._op("mul", result, base)
        assert result is not None
        if whole % 2 == 0 and not half and result.low < 0:
            result.low = 0.0
        return result

    def _compare(self, node: ast.Compare, scope: Scope, depth: int) -> Node:
        if len(node.ops) > 1:
            return self.wrong(node.comparators[1], "compare two values at a time and join with `and`")
        name = _COMPARE.get(type(node.ops[0]))
        if name is None:
            sign = "in" if isinstance(node.ops[0], ast.In | ast.NotIn) else "is"
            return self._after(node.left, sign, f"`{sign}` has no place in a formula: compare with `==`")
        sides = [node.left, node.comparators[0]]
        left, right = (self._visit(s, scope, depth) for s in sides)
        if left is self.bad or right is self.bad:
            return self.bad
        if left.enum or right.enum:
            if left.enum != right.enum:
                return self._wrong_enum(sides, left, right)
            if name not in ("eq", "ne"):
                return self.wrong(node, "choices have no order: use == or !=")
        return self._op(name, left, right)

    def _wrong_enum(self, sides: list[ast.expr], left: Node, right: Node) -> Node:
        for i, (node, other) in enumerate(((left, right), (right, left))):
            if node.enum and node.op == "const":
                value = ast.unparse(sides[i])
                if not other.enum:
                    return self.wrong(sides[1 - i], f"`{value}` is a value of `{node.enum}`; this is a number")
                values = ", ".join(self.world.enum_values(other.enum))
                return self.wrong(sides[i], f"`{value}` is a value of `{node.enum}`, not of `{other.enum}` ({values})")
        choice, number = (0, 1) if left.enum else (1, 0)
        owner = (left, right)[choice].enum
        values = ", ".join(self.world.enum_values(owner))
        if not (left, right)[number].enum:
            return self.wrong(sides[number], f"`{owner}` takes one of its values ({values}), not a number")
        return self.wrong(sides[1], f"`{right.enum}` and `{left.enum}` are different choices, which nothing compares")

    def _logical(self, node: ast.BoolOp, scope: Scope, depth: int) -> Node:
        name = "and" if isinstance(node.op, ast.And) else "or"
        parts = [self.number(v, self._visit(v, scope, depth)) for v in node.values]
        result = parts[0]
        for part in parts[1:]:
            result = self._op(name, result, part)
        return result

    def _choice(self, node: ast.IfExp, scope: Scope, depth: int) -> Node:
        test = self._visit(node.test, scope, depth)
        yes, no = self._visit(node.body, scope, depth), self._visit(node.orelse, scope, depth)
        if any(n is self.bad for n in (test, yes, no)):
            return self.bad
        if yes.enum != no.enum:
            return self._wrong_enum([node.body, node.orelse], yes, no)
        result = self._op("where", test, yes, no)
        if yes.enum:
            result.enum = yes.enum
        return result

    def _name(self, node: ast.Name, scope: Scope, depth: int) -> Node:
        return self._named(node, node.id, scope)

    def _named(self, node: ast.expr, name: str, scope: Scope) -> Node:
        if scope.taken is not None and name in scope.taken:
            return scope.taken[name]
        if name in scope.lets:
            scope.used.add(name)
            return scope.lets[name]
        if name == "turn":
            return self.graph.leaf("turn", None, (), (1.0, 1000.0), varies=BY_TURN)
        if name == "level" and scope.level is not None:
            return self.graph.leaf("level", None, (), scope.level)
        symbol = self.world.symbols.get(name)
        if symbol is None:
            return self._unknown(node, name, scope)
        self.read_names.add(name)
        match symbol.kind:
            case "metric" | "parameter" | "attribute" | "season" | "value":
                return names.leaf(self.graph, self.world, symbol)
            case "formula":
                return self._expand(node, name, scope, ())
            case "entity":
                return self.wrong(node, f"`{name}` is on the map; write it in [ ], as in `x[{name}]`")
            case "relation":
                return self.wrong(node, f"`{name}` is a relation: write total(x, {name}), or {name}[a, b] for a link")
        return self.wrong(node, f"`{name}` is {_NO_VALUE[symbol.kind].format(name)}")

    def _unknown(self, node: ast.expr, name: str, scope: Scope) -> Node:
        known = [*self.world.symbols, *scope.lets, *self.functions, "turn", *(scope.taken or ())]
        return self.wrong(node, f"nothing is called `{name}`{names.nearest(name, known)}")

    def _expand(self, node: ast.expr, name: str, scope: Scope, values: tuple[Node, ...]) -> Node:
        formula = self.world.scenario.rules.formulas[name]
        if len(values) != len(formula.takes):
            wanted = f"{name}({', '.join(formula.takes)})" if formula.takes else name
            return self.wrong(node, f"`{name}` takes {names.count(len(formula.takes))}: write {wanted}")
        if name in scope.trail:
            ring = (*scope.trail[scope.trail.index(name) :], name)
            return self.wrong(node, f"`{name}` uses itself: {' -> '.join(ring)}")
        if len(scope.trail) >= DEEPEST_FORMULA:
            return self.wrong(node, f"formulas are nested deeper than {DEEPEST_FORMULA}: {' -> '.join(scope.trail)}")
        if any(v is self.bad for v in values):
            return self.bad
        if not values and name in self._expanded:
            return self._expanded[name]
        inside = Scope(taken=dict(zip(formula.takes, values, strict=True)), trail=(*scope.trail, name))
        result = self.read(formula.body, inside)
        if not values:
            self._expanded[name] = result
        return result

    def _subscript(self, node: ast.Subscript, scope: Scope, depth: int) -> Node:
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if not all(isinstance(p, ast.Name) for p in parts):
            return self.wrong(node.slice, "only names of entities or axes stand in [ ]")
        indices = [p for p in parts if isinstance(p, ast.Name)]
        if isinstance(node.value, ast.Name) and node.value.id in self.world.links:
            return self._linked(node, node.value.id, indices, scope)
        if not isinstance(node.value, ast.Name | ast.Call):
            return self.wrong(node.value, "only a name or effort(...) can be followed by [ ]")
        value = self._visit(node.value, scope, depth)
        if value is self.bad:
            return value
        enum = value.enum
        result = names.pick(self, node, value, indices, self._declared(node.value, value), scope.roles)
        if enum and result is not self.bad:
            result.enum = enum
        return result

    def _declared(self, node: ast.expr, value: Node) -> Axes:
        """The axes of a value in the order in which its author wrote them."""
        if isinstance(node, ast.Name) and node.id in self.world.scenario.rules.metrics:
            return tuple(self.world.scenario.rules.metrics[node.id].of)
        return value.axes

    def _linked(self, node: ast.Subscript, relation: str, indices: list[ast.Name], scope: Scope) -> Node:
        links = self.world.links[relation]
        if len(indices) != 2:
            return self.wrong(node, f"`{relation}` links two: write {relation}[a, b]")
        self.read_names.add(relation)
        return names.link_table(self, node, links, indices, scope.roles)

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        if not isinstance(node.func, ast.Name):
            return self.wrong(node, "only a function's name can be called")
        if node.keywords:
            return self.wrong(node.keywords[0].value, "values are given by place, not by name")
        name = node.func.id
        if name in self.world.scenario.rules.formulas:
            self.read_names.add(name)
            values = tuple(self._visit(a, scope, depth) for a in node.args)
            return self._expand(node, name, scope, values)
        if name in ("effort", "ordered"):
            return names.effort(self, node, name)
        if name == "recent":
            return self._recent(node, scope, depth)
        if name in ("happened", "chose"):
            return inject_queries.question(self, node, name)
        if name in ("clause", "started", "clauses"):
            return deal_queries.read(self, node, name, lambda formula: self._expand(node, formula, scope, ()))
        if name in totals.HOW:
            return totals.read(self, node, name, lambda part: self._visit(part, scope, depth))
        if name not in FUNCTIONS:
            symbol = self.world.symbols.get(name)
            if symbol is not None or name in scope.lets:
                return self.wrong(node, f"`{name}` is no function: leave out the brackets behind it")
            known = [*self.functions, *self.world.scenario.rules.formulas]
            return self.wrong(node, f"no function is called `{name}`{names.nearest(name, known)}")
        args = [self.number(a, self._visit(a, scope, depth)) for a in node.args]
        if any(isinstance(a, ast.Starred) for a in node.args):
            return self.bad
        if name in chances.ARGUMENTS:
            return chances.draw(self, node, name, args, scope)
        if name in ("min", "max"):
            return self._extreme(node, name, args)
        if name == "clip":
            if len(args) != 3:
                return self.wrong(node, "clip takes three values: clip(x, low, high)")
            return self._op("min", self._op("max", args[0], args[1]), args[2])
        if len(args) != 1:
            return self.wrong(node, f"{name} takes one value")
        return self._function(node, name, args[0])

    def _function(self, node: ast.Call, name: str, value: Node) -> Node:
        if value is not self.bad and name == "log" and value.low <= 0.0:
            text = ast.unparse(node.args[0])
            reach = "0" if value.low == 0.0 else "0 or less"
            return self.wrong(node.args[0], f"`{text}` can be {reach} by the declared ranges: write max({text}, 0.01)")
        if value is not self.bad and name == "sqrt" and value.low < 0.0:
            return self.wrong(node.args[0], "this can be negative, and has then no root: write max(..., 0)")
        return self._op(name, value)

    def _extreme(self, node: ast.Call, name: str, args: list[Node]) -> Node:
        if len(args) < 2:
            over = "most" if name == "max" else "least"
            return self.wrong(node, f"{name} takes two values or more; over an axis, write {over}(x, area)")
        result = args[0]
        for value in args[1:]:
            result = self._op(name, result, value)
        return result

    def _recent(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        if len(node.args) != 2 or not isinstance(node.args[1], ast.Constant):
            return self.wrong(node, "recent takes a metric and a number of turns: recent(x, 4)")
        n = node.args[1].value
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= 8:
            return self.wrong(node.args[1], "recent looks back 1 to 8 turns")
        value = self._visit(node.args[0], scope, depth)
        if value is self.bad:
            return value
        if value.op != "metric":
            return self.wrong(node.args[0], "recent takes a metric, or a picked one, as in recent(short, 4)")
        return self.graph.leaf(
            "recent", (value.data, n), value.axes, (value.low, value.high), reads=frozenset({f"history:{value.data}"})
        )

    _VISITS: ClassVar[Mapping[type[ast.expr], Callable[..., Node]]] = {
        ast.Attribute: _attribute,
        ast.Tuple: _tuple,
        ast.Constant: _constant,
        ast.UnaryOp: _unary,
        ast.BinOp: _binary,
        ast.Compare: _compare,
        ast.BoolOp: _logical,
        ast.IfExp: _choice,
        ast.Name: _name,
        ast.Subscript: _subscript,
        ast.Call: _call,
    }


_NO_VALUE = {
    "kind": "a kind, not a value: reduce over it, as in total(x, {})",
    "axis": "a kind, not a value: reduce over it, as in total(x, {})",
    "action": "an action, not a value: write effort({0}) or ordered({0})",
}
