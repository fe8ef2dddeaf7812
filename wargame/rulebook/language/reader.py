"""Reads formulas. Formulas are a small part of Python's expressions. Each value becomes a node of a graph.

Every name, axis and bound is checked.

Must not know: steps, or how nodes are computed. Python never evaluates the text.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import ClassVar, assert_never

from wargame.content import Problems
from wargame.language import signs
from wargame.language.draw import Distribution
from wargame.language.functions.powers import NO_ROOT, SQUARE_ROOT
from wargame.language.operation import Function
from wargame.language.reduction import Reduction, WeightedMean
from wargame.language.registry import WORDS
from wargame.language.word import About, Query
from wargame.model.text.formula import Formula, NamedFormula
from wargame.rulebook.ir.axes import Axes
from wargame.rulebook.ir.graph import Graph
from wargame.rulebook.ir.nodes import ConstNode, EffortKind, MetricNode, Node
from wargame.rulebook.language import chances, deal_queries, elsewhere, inject_queries, names, pairs, syntax, totals
from wargame.rulebook.language.base_reader import BaseReader, Scope
from wargame.rulebook.language.world import World

DEEPEST_FORMULA = 12  # how deep named formulas may be nested
LARGEST = 2_000  # the most nodes of a formula, after named formulas are inserted
LONGEST_WAY = 150  # the longest path of operations, including the formulas and lets that a value uses
DEEPEST_READ = 200  # the deepest nesting of parts; Python's stack can hold this depth

_BINARY = {ast.Add: signs.ADD, ast.Sub: signs.SUB, ast.Mult: signs.MUL, ast.Div: signs.DIV}
_COMPARE = {
    ast.Lt: signs.LT, ast.LtE: signs.LE, ast.Gt: signs.GT, ast.GtE: signs.GE, ast.Eq: signs.EQ, ast.NotEq: signs.NE,
}  # fmt: skip


class Reader(BaseReader):
    """Turns formulas of one scenario into nodes."""

    functions: tuple[str, ...] = tuple(WORDS)

    def __init__(self, world: World, graph: Graph, problems: Problems) -> None:
        super().__init__(world, graph, problems)
        self._expanded: dict[str, Node] = {}
        self._open = 0  # the depth of the present part

    def read(self, formula: Formula, scope: Scope | None = None) -> Node:
        """Return the node of a formula. The node is `bad` if the formula has an error."""
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
        """Check a named formula that nothing uses. Only its names are checked if its arguments are unknown."""
        if not formula.takes:
            self.read(Formula(formula.name, formula.body.place))
            return
        tree = self._parse(formula.body)
        known = {*self.world.symbols, *WORDS, *formula.takes, "turn"}
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Name) and node.id not in known:
                place = formula.body.place_at(node.col_offset)
                self.problems.add(place, f"nothing is called `{node.id}`{names.nearest(node.id, known)}")

    def _parse(self, formula: Formula) -> ast.expr | None:
        tree = syntax.parse(formula.text, formula.by_engine)
        if isinstance(tree, syntax.Fault):
            self.problems.add(formula.place_at(tree.offset), tree.message)
            return None
        return tree

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
        """Report a problem at the first sign `sign` after a part of the formula."""
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
            return self.wrong(node, f"only plain numbers have a place in a formula{elsewhere.value(str(value))}")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number) or abs(number) > names.LARGEST_NUMBER:
            return self.wrong(node, "this number is too large")
        made = self._formula is not None and self._formula.by_engine
        if number not in names.BARE and not scope.bare and not made:
            self.bare.append((self._place(node), f"{value:g}"))
        return self.graph.number(number)

    def _unary(self, node: ast.UnaryOp, scope: Scope, depth: int) -> Node:
        inner = self._visit(node.operand, scope, depth)
        match node.op:
            case ast.USub():
                return self.op(signs.NEG, self.number(node.operand, inner))
            case ast.Not():
                return self.op(signs.NOT, self.number(node.operand, inner))
            case ast.UAdd():
                return inner
        return self.wrong(node, "`~` has no place in a formula")

    def _binary(self, node: ast.BinOp, scope: Scope, depth: int) -> Node:
        if isinstance(node.op, ast.Pow):
            return self._power(node, scope, depth)
        # `a + b + c` counts as one sum without nesting: a loop reads the parts on the left.
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp) and not isinstance(chain[-1].left.op, ast.Pow):
            chain.append(chain[-1].left)
        value = self.number(chain[-1].left, self._visit(chain[-1].left, scope, depth))
        for part in reversed(chain):
            self._here = part
            value = self._joined(part, value, self.number(part.right, self._visit(part.right, scope, depth)))
        return value

    def _joined(self, node: ast.BinOp, left: Node, right: Node) -> Node:
        operation = _BINARY.get(type(node.op))
        if operation is None:
            sign = "//" if isinstance(node.op, ast.FloorDiv) else "this sign"
            return self.wrong(node, f"{sign} has no place in a formula: write floor(x / y), or use + - * / and **")
        if operation is signs.DIV and right is not self.bad and right.low <= 0.0 <= right.high:
            text = ast.unparse(node.right)
            return self.wrong(node.right, f"`{text}` can be 0 by the declared ranges: {elsewhere.above_zero(text)}")
        pair = pairs.joined(left, right) if operation is signs.MUL else None
        if pair is not None:
            one, other = pair[0].role, pair[1].role
            self.warn(
                node,
                f"with two orders of `{pair[0].action}` this joins every {one} with every {other}: "
                f"let {one} be the only target, and the level choose the {other}",
            )
        return self.op(operation, left, right)

    def _power(self, node: ast.BinOp, scope: Scope, depth: int) -> Node:
        base = self.number(node.left, self._visit(node.left, scope, depth))
        n = node.right.value if isinstance(node.right, ast.Constant) else None
        if not isinstance(n, int | float) or isinstance(n, bool) or not 0.5 <= n <= 8 or (2 * n) % 1:
            below = ": write 1 / x ** 2 for a power below 0" if isinstance(node.right, ast.UnaryOp) else ""
            return self.wrong(node.right, f"a power must be a plain number 0.5, 1, 1.5 ... 8{below}")
        if base is self.bad:
            return base
        whole, half = int(n), n % 1 == 0.5
        if half and base.low < 0:
            return self.wrong(node.left, NO_ROOT)
        result = self.op(SQUARE_ROOT, base) if half else None
        for _ in range(whole):
            result = base if result is None else self.op(signs.MUL, result, base)
        assert result is not None
        if whole % 2 == 0 and not half and result.low < 0:
            return self.graph.bounded(result, 0.0, result.high)
        return result

    def _compare(self, node: ast.Compare, scope: Scope, depth: int) -> Node:
        if len(node.ops) > 1:
            return self.wrong(node.comparators[1], "compare two values at a time and join with `and`")
        operation = _COMPARE.get(type(node.ops[0]))
        if operation is None:
            sign = "in" if isinstance(node.ops[0], ast.In | ast.NotIn) else "is"
            return self._after(node.left, sign, f"`{sign}` has no place in a formula: compare with `==`")
        sides = [node.left, node.comparators[0]]
        if any(isinstance(side, ast.Name) and self.is_lost(side.id) for side in sides):
            return self.bad  # the other side may be a choice of the entry that could not be read
        left, right = (self._visit(s, scope, depth) for s in sides)
        if left is self.bad or right is self.bad:
            return self.bad
        if left.enum or right.enum:
            if left.enum != right.enum:
                return self._wrong_enum(sides, left, right)
            if operation not in (signs.EQ, signs.NE):
                return self.wrong(node, "choices have no order: use == or !=")
        return self.op(operation, left, right)

    def _wrong_enum(self, sides: list[ast.expr], left: Node, right: Node) -> Node:
        for i, (node, other) in enumerate(((left, right), (right, left))):
            if node.enum and isinstance(node, ConstNode):
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
        operation = signs.AND if isinstance(node.op, ast.And) else signs.OR
        parts = [self.number(v, self._visit(v, scope, depth)) for v in node.values]
        result = parts[0]
        for part in parts[1:]:
            result = self.op(operation, result, part)
        return result

    def _choice(self, node: ast.IfExp, scope: Scope, depth: int) -> Node:
        test = self._visit(node.test, scope, depth)
        yes, no = self._visit(node.body, scope, depth), self._visit(node.orelse, scope, depth)
        if any(n is self.bad for n in (test, yes, no)):
            return self.bad
        if yes.enum != no.enum:
            return self._wrong_enum([node.body, node.orelse], yes, no)
        result = self.op(signs.WHERE, test, yes, no)
        return self.graph.as_choice(result, yes.enum) if yes.enum and result is not self.bad else result

    def _name(self, node: ast.Name, scope: Scope, depth: int) -> Node:
        return self._named(node, node.id, scope)

    def _named(self, node: ast.expr, name: str, scope: Scope) -> Node:
        if scope.taken is not None and name in scope.taken:
            return scope.taken[name]
        if name in scope.lets:
            scope.used.add(name)
            return scope.lets[name]
        if name == "turn":
            return self.graph.turn()
        if name == "level" and scope.level is not None:
            return self.graph.level(scope.level)
        symbol = self.world.symbols.get(name)
        if symbol is None:
            return names.unknown(self, node, name, scope)
        self.read_names.add(name)
        match symbol.kind:
            case "metric" | "parameter" | "attribute" | "season" | "value":
                return names.leaf(self.graph, self.world, symbol)
            case "formula":
                return self._expand(node, name, scope, ())
            case "lost":
                return self.bad
            case "entity":
                return self.wrong(node, f"`{name}` is on the map; write it in [ ], as in `x[{name}]`")
            case "relation":
                return self.wrong(node, f"`{name}` is a relation: write total(x, {name}), or {name}[a, b] for a link")
        return self.wrong(node, f"`{name}` is {_NO_VALUE[symbol.kind].format(name)}")

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
        result = names.pick(self, node, value, indices, self._declared(node.value, value), scope.roles)
        return self.graph.as_choice(result, value.enum) if value.enum and result is not self.bad else result

    def _declared(self, node: ast.expr, value: Node) -> Axes:
        """Return the axes of a value in the order in which the rule file declares them."""
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
        word = WORDS.get(name)
        match word:
            case Query():
                return self._ask(node, word, scope, depth)
            case Reduction() | WeightedMean():
                return totals.read(self, node, word, lambda part: self._visit(part, scope, depth))
            case Function() | Distribution():
                if totals.is_meant(self, node):
                    return self.bad
                args = [self.number(a, self._visit(a, scope, depth)) for a in node.args]
                if any(a is self.bad for a in args) or any(isinstance(a, ast.Starred) for a in node.args):
                    return self.bad
                if isinstance(word, Distribution):
                    return chances.draw(self, node, word, args, scope)
                return self._function(node, word, args)
        if (name in self.world.symbols or name in scope.lets) and not self.is_lost(name):
            return self.wrong(node, f"`{name}` is no function: leave out the brackets behind it")
        return names.no_function(self, node, name)

    def _ask(self, node: ast.Call, query: Query, scope: Scope, depth: int) -> Node:
        match query.about:
            case About.ORDERS:
                return names.effort(self, node, EffortKind(query.name))
            case About.PAST:
                return self._recent(node, scope, depth)
            case About.INJECTS:
                return inject_queries.question(self, node, query)
            case About.DEALS:
                return deal_queries.read(self, node, query, lambda formula: self._expand(node, formula, scope, ()))
            case _:
                assert_never(query.about)

    def _function(self, node: ast.Call, function: Function, args: list[Node]) -> Node:
        if not function.least <= len(args) <= function.most:
            axis = args[0].axes[0] if args and args[0].axes else "KIND"
            return self.wrong(node, function.wrong_count.replace("(x, KIND)", f"(x, {axis})"))
        text, low = ast.unparse(node.args[0]), args[0].low
        why = function.refuses(text, (low, args[0].high))
        if why:
            return self.wrong(node.args[0], why.replace(f"write max({text}, 0.01)", elsewhere.above_zero(text)))
        return function.of(self.op, args)

    def _recent(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        if len(node.args) != 2 or not isinstance(node.args[1], ast.Constant):
            return self.wrong(node, "recent takes a metric and a number of turns: recent(x, 4)")
        n = node.args[1].value
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= 8:
            return self.wrong(node.args[1], "recent looks back 1 to 8 turns")
        value = self._visit(node.args[0], scope, depth)
        if value is self.bad:
            return value
        if not isinstance(value, MetricNode):
            return self.wrong(node.args[0], "recent takes a metric, or a picked one, as in recent(short, 4)")
        return self.graph.recent(value, n)

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
