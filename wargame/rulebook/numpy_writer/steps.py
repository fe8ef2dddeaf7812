"""Writes a checked step for numpy.

The module first writes values from the state before the step. Sets and adds follow, then moves, then arrivals (delayed
effects). A cell is one number of a metric. A set gives a cell a new value. An add adds amounts to a cell. A move
transfers an amount between cells. A step applies at a cell if the step's condition holds there.

Must not know: the text of rules, ledgers, or who plays. Reports change no values. Only the turn of a single game has
reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wargame.model.rules.metric import MetricType
from wargame.numeric.exact import GRID
from wargame.rulebook.arrivals import Arrival
from wargame.rulebook.checked import (
    CheckedAdd,
    CheckedAfter,
    CheckedMove,
    CheckedSet,
    CheckedStep,
    WrittenCells,
)
from wargame.rulebook.ir.nodes import BY_GAME, LetNode, MetricNode, Node, PickNode, RenameNode
from wargame.rulebook.ir.walk import vanishes
from wargame.rulebook.numpy_writer.moves import Amount, write_move
from wargame.rulebook.numpy_writer.step_cells import StepCells
from wargame.rulebook.numpy_writer.values import Emitter, PoolEmitter, RowEmitter, lined_up


class StepWriter(StepCells):
    """Writes one step into the program of a turn.

    `arrivals`: the delayed effects by number, in the order of the steps.
    """

    def __init__(self, emitter: Emitter, step: CheckedStep, arrivals: Iterator[tuple[int, Arrival]]) -> None:
        super().__init__(emitter, step)
        self.arrivals = arrivals

    def write(self) -> None:
        """Write the step. A step with conditions becomes a separate block of code."""
        if self.step.plays:
            kept = self.dense.snapshot()
            with self.code.block(f"if {self.step.plays!r} not in seated:"):
                self._conditional()
            self.dense.restore(kept)
        else:
            self._conditional()
        self.dense.forget(self._written())

    def _written(self) -> set[str]:
        c = self.checked
        targets = (
            [s.target for s in c.sets] + [a.target for a in c.adds] + [t for m in c.moves for t in (m.origin, m.goal)]
        )
        return {t.metric.name for t in targets}

    def _conditional(self) -> None:
        when = self.checked.when
        if when is None:
            self._body()
            return
        self.mask = self.dense.emit(when)
        if when.varies != BY_GAME and not when.axes:
            kept = self.dense.snapshot()
            with self.code.block(f"if np.all({self.mask}):"):
                self.mask = ""
                self._body()
            self.dense.restore(kept)
            return
        if when.axes != self.over or when.varies != BY_GAME:
            shape = "".join(f"{self.book.size(a)}, " for a in self.over)
            lined = lined_up(self.mask, when.axes, self.over)
            self.mask = self.code.let(f"np.broadcast_to({lined}, ({shape}N))")
        flat = self.code.let(f"{self.mask}.reshape(-1).nonzero()[0]")
        kept = self.dense.snapshot()
        with self.code.block(f"if {flat}.size:"):
            self._unravel(flat)
            self._body()
        self.dense.restore(kept)

    def _unravel(self, flat: str) -> None:
        cells: dict[str, str] = {}
        games, rest = flat, flat
        if self.over:
            rest = self.code.let(f"{flat} // N")
            games = self.code.let(f"{flat} - {rest} * N")
            for axis in reversed(self.over[1:]):
                size = self.book.size(axis)
                outer = self.code.let(f"{rest} // {size}")
                cells[axis] = self.code.let(f"{rest} - {outer} * {size}")
                rest = outer
            cells[self.over[0]] = rest
        self.rows = RowEmitter(self.dense, {a: cells[a] for a in self.over}, games, flat)
        self.pool = PoolEmitter(self.rows)

    def _body(self) -> None:
        writes: list[Callable[[], None]] = []
        for row in self.checked.sets:
            writes.append(self._set(row))
        for add in self.checked.adds:
            writes.append(self._add(add))
        moves = [self._amount(move) for move in self.checked.moves]
        for after in self.checked.afters:
            self._after(after)
        for write in writes:
            write()
        for amount in moves:
            write_move(self, amount)

    # -- set and add ------------------------------------------------------------------------------------------------

    def apply(self, function: str, arguments: list[str], target: WrittenCells, nodes: Iterable[Node]) -> str:
        """Write a call on values of a target. The array of the result is reused if the result covers all games."""
        nodes = tuple(nodes)
        if self.in_rows(target) or not any(n.varies == BY_GAME for n in nodes):
            return self.code.let(f"{function}({', '.join(arguments)})")
        held = {a for n in nodes for a in n.axes}
        first = next((i for i, a in enumerate(target.axes) if a in held), len(target.axes))
        sizes = tuple(self.book.size(a) if a in held else 1 for a in target.axes[first:])
        return self.code.fill(function, arguments, sizes)

    def whole(self, function: str, arguments: list[str], target: WrittenCells) -> str:
        """Write a call whose result has all cells of a target."""
        if self.in_rows(target):
            return self.code.let(f"{function}({', '.join(arguments)})")
        return self.code.fill(function, arguments, self.book.shape(target.axes))

    def _set(self, row: CheckedSet) -> Callable[[], None]:
        metric, node = row.target.metric, row.value
        value = self.value(node, row.target)
        if metric.type is MetricType.FLAG and not node.truth:
            value = self.code.let(f"op_ne({value}, 0.0)")
        if node.truth or metric.type in (MetricType.FLAG, MetricType.ENUM):
            value = self.code.let(f"op_number({value})")
        last = ("np.add", [value, "0.0"])
        if metric.type not in (MetricType.FLAG, MetricType.ENUM):
            if metric.type is MetricType.NUMBER:
                value = self.apply("np.add", [value, repr(GRID)], row.target, [node])
                last = ("np.subtract", [value, repr(GRID)])
            else:
                value = self.apply("np.rint", [value], row.target, [node])
                last = ("np.add", [value, "0.0"])
            if node.low < metric.low:
                value = self.apply(*last, row.target, [node])
                last = ("np.maximum", [value, repr(metric.low)])
            if node.high > metric.high:
                value = self.apply(*last, row.target, [node])
                last = ("np.minimum", [value, repr(metric.high)])
        in_rows = self.in_rows(row.target)
        condition = "" if in_rows else self.condition(row.target)
        if in_rows or condition:
            new = self.apply(*last, row.target, [node])
            return lambda: self.store(row.target, new, condition)
        return lambda: self.finish(row.target, *last)

    def finish(self, target: WrittenCells, function: str, arguments: list[str]) -> None:
        """Write the operation that completes the new value of a target. The result goes directly to the target."""
        self.code.line(f"{function}({', '.join(arguments)}, out={self.view(target)}{self._whole(target)})")

    @staticmethod
    def _whole(target: WrittenCells) -> str:
        """Return an index whose result is always a view of the array, even for a single cell of all games."""
        return "" if target.cells else "[...]"

    def _add(self, add: CheckedAdd) -> Callable[[], None]:
        target, metric = add.target, add.target.metric
        nodes = [node for _, node in add.causes]
        terms = [self.value(node, target) for node in nodes]
        plain = [self.code.let(f"op_number({t})") if n.truth else t for t, n in zip(terms, nodes, strict=True)]
        change = plain[0]
        for k, term in enumerate(plain[1:], 2):
            change = self.apply("np.add", [change, term], target, nodes[:k])
        rounding = "np.rint" if metric.type is MetricType.WHOLE else "grid"
        if not all(n.grid for n in nodes) or metric.type is not MetricType.NUMBER:
            change = self.apply(rounding, [change], target, nodes)
        old = self.old(target)
        wanted = self.whole("np.add", [old, change], target)
        reached = self.whole("np.maximum", [wanted, repr(metric.low)], target)
        last = ("np.minimum", [reached, repr(metric.high)])
        in_rows = self.in_rows(target)
        quiet = self.pool is not None and all(vanishes(node) for node in nodes)
        condition = "" if in_rows or quiet else self.condition(target)
        if in_rows or condition:
            new = self.whole(*last, target)
            return lambda: self.store(target, new, condition)
        return lambda: self.finish(target, *last)

    # -- moves, arrivals -----------------------------------------------------------------------------------

    def _amount(self, move: CheckedMove) -> Amount:
        """Return a move with its amount, which is computed from the state before the step.

        The amount is 0 where `when` is false.
        """
        simple = move.origin.axes == move.goal.axes == self.over == move.amount.axes
        if self.rows is not None and simple and move.spread is None:
            return Amount(move, self.rows.emit(move.amount), move.amount.axes, "")
        spread = self._as_found(self.pool or self.dense, move.spread) if move.spread is not None else ""
        if self.pool is None or self.rows is None:
            return Amount(move, self._as_found(self.dense, move.amount), move.amount.axes, spread)
        ends = move.origin.axes if spread else (*move.origin.axes, *move.goal.axes)
        kept = self.book.union(move.amount.axes, tuple(a for a in self.over if a in ends))
        if not any(a in self.over for a in kept):
            whole = WrittenCells(move.origin.metric, ())
            amount = self.code.let(f"np.where({self.condition(whole)}, {self.pool.emit(move.amount)}, 0.0)")
            return Amount(move, amount, kept, spread)
        axes = self.book.union(self.over, kept)
        rows = self.rows.emit(move.amount)
        if move.amount.varies != BY_GAME and not move.amount.axes:
            rows = self.code.let(f"np.full({self.rows.games}.size, {rows})")
        amount = self.pool.spread(lined_up(rows, self.rows.kept(move.amount.axes), self.rows.kept(axes)), axes)
        if axes != kept:
            extra = tuple(axes.index(a) for a in axes if a not in kept)
            amount = self.code.let(f"np.max({amount}, axis={extra})")
        return Amount(move, amount, kept, spread)

    def _as_found(self, emitter: Emitter, node: Node) -> str:
        """Return a variable with a value from the state before the step.

        The variable does not change while its metric is written.

        A plain metric is therefore copied. Its variable would otherwise be a view of the state.
        """
        text, inner = emitter.emit(node), node
        while isinstance(inner, LetNode | PickNode | RenameNode):
            inner = inner.inner
        return self.code.let(f"np.array({text})") if isinstance(inner, MetricNode) else text

    def _after(self, after: CheckedAfter) -> None:
        target = after.add.target
        rounding = "np.rint" if target.metric.type is MetricType.WHOLE else "grid"
        for _, node in after.add.causes:
            number, arrival = next(self.arrivals)
            value = self.value(node, target)
            amount = self.code.let(f"{rounding}({f'op_number({value})' if node.truth else value})")
            slot = f"A[{number}][turn % {arrival.turns}]"
            if self.rows is not None and self.in_rows(target):
                index, leads = self.rows.index(target.axes)
                self.code.line(f"{slot}[{index}] = {f'np.moveaxis({amount}, -1, 0)' if leads else amount}")
            else:
                condition = self.condition(target)
                self.code.line(f"np.copyto({slot}, {amount}, where={condition or True})")
