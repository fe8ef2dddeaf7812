"""Reads measures: the formulas of targets.

Measures may use all words of the rule language, and further words for statistics over turns and over games.
A node is one value of a checked formula. A run is a set of games with the same options.

Words over turns are `at(x, 3)`, `least(x, 1, 3)` and `first(condition)`. The words `most`, `total` and `mean` are
written like `least`. Words over games are `share(x)`, `median(x)`, `average(x)` and `quantile(x, 0.1)`. Each word over
games may have a condition as its last value. Two further words are `ended(collapse)` and `in_run(other, x)`.

Must not know: how games are played.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import ClassVar

from wargame.analysis.calibration.aggregates import Ended, InRun, OverGames, Window
from wargame.content import Problems
from wargame.language.registry import WORDS as LANGUAGE
from wargame.model.text.formula import Formula
from wargame.rulebook import Rulebook
from wargame.rulebook.ir.nodes import ApplyNode, ConstNode, EffortNode, MeasuredNode, Node, RecentNode
from wargame.rulebook.ir.walk import walk
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import Scope
from wargame.rulebook.language.reader import Reader

TURN_LIMIT = "turn_limit"
OVER_TURNS = ("least", "most", "total", "mean")
OVER_GAMES = {"share": 1, "median": 1, "average": 1, "quantile": 2}  # word -> number of values, without the condition
LAST_TURN = 1_000
WORDS = (*OVER_GAMES, "at", "first", "ended", "in_run")


class MeasureReader(Reader):
    """Reads the measures of one run, and makes a node of each measure.

    `others`: the readers of all runs of the file, by name.
    """

    functions = (*LANGUAGE, *WORDS)

    def __init__(self, rulebook: Rulebook, problems: Problems) -> None:
        super().__init__(rulebook.world, rulebook.graph, problems)
        self.rulebook = rulebook
        self.others: Mapping[str, MeasureReader] = {}
        kept = [node for node in walk(rulebook.rules.nodes()) if isinstance(node, EffortNode | RecentNode)]
        self._kept = {(type(node), node.payload) for node in kept}

    def measure(self, formula: Formula) -> Node | None:
        """Return the node of the value of a target. Return None if the formula has an error."""
        node = self.read(formula, Scope(bare=True))
        if node is self.bad:
            return None
        if not one_number(node):
            self.problems.add(
                formula.place,
                "this is not one number: wrap it in share(...), median(...), average(...) or quantile(..., q)",
            )
            return None
        return node

    def constant(self, formula: Formula) -> float | None:
        """Return the value of a constant formula. Report a problem and return None if the formula is not constant."""
        node = self.read(formula, Scope(bare=True))
        if node is self.bad:
            return None
        if not isinstance(node, ConstNode) or not node.is_number:
            self.problems.add(formula.place, "this must be a constant: numbers and parameters that are not drawn")
            return None
        return float(node.value)

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        over_turns = name in OVER_TURNS and len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
        read: Callable[[ast.Call, Scope, int], Node] | None = (
            self._over_games if name in OVER_GAMES and not self._over_a_kind(node)
            else self._window if over_turns or name == "at"
            else self._first if name == "first"
            else self._ended if name == "ended"
            else self._in_run if name == "in_run"
            else None
        )  # fmt: skip
        if read is not None and not node.keywords:
            return read(node, scope, depth)
        value = super()._call(node, scope, depth)
        if isinstance(value, EffortNode | RecentNode) and (type(value), value.payload) not in self._kept:
            return self.wrong(node, "no rule reads this, so that games do not keep it")
        if value is not self.bad and _mixed(value):
            return self.wrong(node, f"`{name}` comes before turns are looked at: write at({name}(...), turn)")
        return value

    def _over_a_kind(self, node: ast.Call) -> bool:
        """Return whether a word makes one value of the values of a kind or a relation here. Such a word is a reduction.

        The word `median`, for example, has two meanings: this reduction, and a statistic over games.
        """
        if not isinstance(node.func, ast.Name) or node.func.id not in LANGUAGE or len(node.args) != 2:
            return False
        over = node.args[1]
        return isinstance(over, ast.Name) and over.id in {*self.world.links, *self.world.book.kind_of}

    def _subscript(self, node: ast.Subscript, scope: Scope, depth: int) -> Node:
        value = super()._subscript(node, scope, depth)
        if value is not self.bad and _mixed(value):
            return self.wrong(node, "pick before turns are looked at, as in at(x[NAME], turn)")
        return value

    def _plain(self, node: ast.expr, scope: Scope, depth: int) -> Node:
        """Return the node of `x` in a statistic such as `at(x, 3)`. Such a value belongs to one turn and contains no
        other statistic.
        """
        value = self.number(node, self._visit(node, scope, depth))
        if value is not self.bad and _is_played(value):
            return self.wrong(node, "turns are looked at once: a value of a moment is wanted here")
        return value

    def _turns(self, node: ast.Call, count: int) -> tuple[int, ...] | None:
        """Return the turns that an author wrote in a statistic, such as 1 and 3 in `least(x, 1, 3)`."""
        found = []
        for given in node.args[1:]:
            turn = given.value if isinstance(given, ast.Constant) else None
            if not isinstance(turn, int) or isinstance(turn, bool) or not 0 <= turn <= LAST_TURN:
                self.wrong(given, "a turn is a whole number; 0 is before the first")
                return None
            found.append(turn)
        if len(found) != count or found != sorted(found):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            wanted = f"{name}(x, turn)" if count == 1 else f"{name}(x, first turn, last turn)"
            self.wrong(node, f"write {wanted}")
            return None
        return tuple(found)

    def _window(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        assert isinstance(node.func, ast.Name)
        statistic = node.func.id
        turns = self._turns(node, 1 if statistic == "at" else 2)
        if turns is None:
            return self.bad
        value = self._plain(node.args[0], scope, depth)
        if value is self.bad:
            return value
        low, high = value.low, value.high
        if statistic == "total":
            n = turns[1] - turns[0] + 1
            low, high = low * n, high * n
        value = self.graph.as_number(value)
        return self.graph.measured(Window(statistic, turns[0], turns[-1]), (value,), value.axes, (low, high))

    def _first(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        if len(node.args) != 1:
            return self.wrong(
                node, "first takes a condition: the turn in which it first holds, or the turn after the last"
            )
        value = self._plain(node.args[0], scope, depth)
        if value is self.bad:
            return value
        value = self.graph.as_truth(value)
        return self.graph.measured(Window("first", 1, 1), (value,), value.axes, (1.0, LAST_TURN + 1.0))

    def _over_games(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        assert isinstance(node.func, ast.Name)
        statistic, takes = node.func.id, OVER_GAMES[node.func.id]
        if not takes <= len(node.args) <= takes + 1:
            wanted = f"{statistic}(x, q)" if takes == 2 else f"{statistic}(x)"
            return self.wrong(node, f"write {wanted}, and a condition as the last value where only some games count")
        values = [self.number(a, self._visit(a, scope, depth)) for a in (node.args[0], *node.args[takes:])]
        q = self._visit(node.args[1], scope, depth) if takes == 2 else self.graph.number(0.5)
        if any(v is self.bad for v in (*values, q)):
            return self.bad
        if not isinstance(q, ConstNode) or q.axes or not 0.0 <= float(q.value) <= 1.0:
            return self.wrong(node.args[1], "a quantile is taken at a number from 0 to 1")
        value = self.graph.as_truth(values[0]) if statistic == "share" else self.graph.as_number(values[0])
        conditions = [self.graph.as_truth(v) for v in values[1:]]
        bounds = (0.0, 1.0) if statistic == "share" else (value.low, value.high)
        return self.graph.measured(OverGames(statistic, float(q.value)), (value, *conditions), (), bounds)

    def _ended(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        endings = [*self.rulebook.rules.endings, TURN_LIMIT]
        name = node.args[0].id if len(node.args) == 1 and isinstance(node.args[0], ast.Name) else ""
        if name not in endings:
            return self.wrong(node, f"no ending is called `{name}`{names.nearest(name, endings)}")
        return self.graph.measured(Ended(endings.index(name)), (), (), (0.0, 1.0), truth=True)

    def _in_run(self, node: ast.Call, scope: Scope, depth: int) -> Node:
        if len(node.args) != 2 or not isinstance(node.args[0], ast.Name):
            return self.wrong(node, "in_run takes the name of a run and a value: in_run(record, average(x))")
        name = node.args[0].id
        other = self.others.get(name)
        if other is None:
            return self.wrong(node.args[0], f"no run is called `{name}`{names.nearest(name, self.others)}")
        other._formula, other._text, other._here = self._formula, self._text, self._here
        value = other._visit(node.args[1], scope, depth)
        if value is other.bad:
            return self.bad
        if not _is_played(value):
            return self.wrong(node.args[1], "look at turns or games here, as in at(x, turn) or average(x)")
        return self.graph.measured(InRun(name), (value,), value.axes, (value.low, value.high), truth=value.truth)

    _VISITS: ClassVar[Mapping[type[ast.expr], Callable[..., Node]]] = {
        **Reader._VISITS,
        ast.Call: _call,
        ast.Subscript: _subscript,
    }


def _is_played(node: Node) -> bool:
    """Return whether a value contains a statistic over turns or games."""
    return any(isinstance(part, MeasuredNode) for part in walk([node]))


def _mixed(node: Node) -> bool:
    """Return whether a sum, a pick in [ ] or another reduction is applied to a statistic over turns.

    Authors must write such an operation inside the statistic, as in `at(x[NAME], 3)`.
    """
    if isinstance(node, MeasuredNode):
        return False
    return any(_mixed(a) if isinstance(node, ApplyNode) else _is_played(a) for a in node.args)


def one_number(node: Node) -> bool:
    """Return whether a value is one number for all games together."""
    match node:
        case ConstNode():
            return node.is_number
        case MeasuredNode(aggregate=OverGames()):
            return True
        case ApplyNode() | MeasuredNode(aggregate=InRun()):
            return all(one_number(a) for a in node.args)
    return False
