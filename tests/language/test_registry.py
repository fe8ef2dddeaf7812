"""Every word of the language: numpy, C and plain Python give the same bits, results keep within bounds,
examples are true.

One rule set holds every word, over its samples and over values drawn from its domain.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt
import pytest

from tests.compiling import rulebook_of
from tests.tiny import TOWNS, tiny
from wargame.adjudicator import Adjudicator, State
from wargame.adjudicator.digest import digests
from wargame.adjudicator.orders import OrderTable
from wargame.batch.compiled import preparation
from wargame.content import Problems
from wargame.errors import Place
from wargame.language.draw import Distribution
from wargame.language.operation import Arguments, Function, Operation
from wargame.language.reduction import Fold, OfEquals, Reduction, WeightedMean
from wargame.language.registry import DRAWS, FUNCTIONS, OPERATIONS, QUERIES, REDUCTIONS, SIGNS, WORDS
from wargame.language.word import Bounds
from wargame.model.text.formula import Formula
from wargame.native import builds, unit
from wargame.native.toolchain import QUICK, find_compiler, find_target
from wargame.numeric import dice, quantiles
from wargame.rulebook.c_writer.binding import Binding
from wargame.rulebook.c_writer.turn import TOGETHER, SourceWriter
from wargame.rulebook.ir.nodes import Node
from wargame.rulebook.language.base_reader import Scope
from wargame.rulebook.language.reader import Reader
from wargame.rulebook.numpy_writer.program import DenseProgram, RowsProgram
from wargame.rulebook.python_writer.dice_places import DicePlaces
from wargame.rulebook.python_writer.text import NamedObjects, PythonText
from wargame.rulebook.python_writer.turn import ARGUMENTS, SPACE
from wargame.rulebook.python_writer.values import PythonValues

WIDEST = 8  # games in the widest block
GAMES = WIDEST * TOGETHER + WIDEST + 3  # a whole group of blocks, a whole block, and one that is not full
WIDE: Bounds = (-40.0, 40.0)
SLACK = 1e-12  # by which bounds, which Python's own functions give, may differ from ours
HERE = Place("words.yaml", 1, 1)
SPOTS = """\
title: Spots
kinds:
  faction: {}
  spot: {attributes: {value: number}}
  hub: {relations: {all_of: {to: spot}}}
phases: [only]
include: [none.yaml]
"""


@attrs.frozen
class Trial:
    """A value to compute, over metrics `name_0`, `name_1` ... that are drawn from the domain or hold the samples."""

    name: str
    domain: tuple[Bounds, ...]
    samples: tuple[tuple[float, ...], ...]
    text: str = ""  # read as a formula; else made by the operation
    operation: Operation | None = None
    truths: tuple[bool, ...] = ()

    @property
    def metrics(self) -> list[str]:
        return [f"{self.name}_{i}" for i in range(len(self.domain))]


def of_operation(operation: Operation) -> list[Trial]:
    n = len(operation.domain)
    truths = {
        Arguments.NUMBERS: [(False,) * n],
        Arguments.TRUTHS: [(True,) * n],
        Arguments.ANYTHING: [(True,) * n],
        Arguments.CHOICE: [(True, False, False), (True, True, True)],
    }[operation.arguments]
    domain, samples = operation.domain, operation.samples
    return [
        Trial(f"op_{operation.name}_{k}", domain, samples, operation=operation, truths=row)
        for k, row in enumerate(truths)
    ]


def of_function(function: Function) -> Trial:
    own = function.operations[0].domain
    domain = tuple(own[min(i, len(own) - 1)] for i in range(function.least))
    name = f"fn_{function.name}"
    text = f"{function.name}({', '.join(f'{name}_{i}' for i in range(function.least))})"
    return Trial(name, domain, (), text)


def of_reduction(name: str, over: str, weighted: bool = False) -> Trial:
    own = f"{name}_{over}_{'weighted' if weighted else 'plain'}"
    weight = f", {own}_1" if weighted else ""
    return Trial(own, (WIDE, (0.0, 5.0))[: 1 + weighted], (), f"{name}({own}_0, {over}{weight})")


def of_draw(distribution: Distribution) -> list[Trial]:
    name = f"draw_{distribution.name}"
    drawn = f"{distribution.name}({', '.join(f'{name}_{i}' for i in range(distribution.argument_count))})"
    plain = [
        Trial(f"{name}_of_{k}", (), (), f"{distribution.name}({', '.join(map(str, values))})")
        for k, values in enumerate(distribution.samples)
    ]
    return [Trial(name, distribution.domain, (), drawn), *plain]


TRIALS = [
    *(trial for operation in OPERATIONS for trial in of_operation(operation)),
    *(of_function(function) for function in FUNCTIONS),
    *(
        of_reduction(word.name, over, weighted)
        for word in REDUCTIONS
        for over in ("town", "near")
        for weighted in ((False,) if isinstance(word, Reduction) else (False, True))
    ),
    *(trial for distribution in DRAWS for trial in of_draw(distribution)),
]


@attrs.frozen
class Words:
    """Every trial in one rule set."""

    adjudicator: Adjudicator
    nodes: tuple[Node, ...]
    state: State

    @classmethod
    def of(cls, trials: Sequence[Trial]) -> Words:
        bounds = {name: limits for trial in trials for name, limits in zip(trial.metrics, trial.domain, strict=True)}
        metrics = "".join(f"{name}: {{of: town, range: {low}..{high}}}\n" for name, (low, high) in bounds.items())
        adjudicator = tiny("", metrics=metrics)
        rulebook, problems = adjudicator.rulebook, Problems()
        reader = Reader(rulebook.world, rulebook.graph, problems)
        nodes = [cls.node(reader, trial) for trial in trials]
        assert not problems.errors, [str(problem) for problem in problems.errors]
        state = adjudicator.open(5, GAMES)
        dice = np.random.default_rng(11)
        for trial in trials:
            truths = trial.truths or (False,) * len(trial.domain)
            for i, (name, (low, high), truth) in enumerate(zip(trial.metrics, trial.domain, truths, strict=True)):
                values = dice.uniform(low, high, (len(TOWNS), GAMES))
                values = np.rint(dice.uniform(0.0, 1.0, values.shape)) if truth else values
                for k, sample in enumerate(trial.samples):
                    values[:, k] = sample[i]
                state.array(name)[...] = values
        return cls(adjudicator, tuple(nodes), state)

    @staticmethod
    def node(reader: Reader, trial: Trial) -> Node:
        if trial.operation is None:
            scope = Scope(over=("town",), die=f"words.{trial.name}", bare=True)
            return reader.read(Formula(trial.text, HERE), scope)
        read = [reader.read(Formula(name, HERE)) for name in trial.metrics]
        args = [reader.graph.as_truth(n) if truth else n for n, truth in zip(read, trial.truths, strict=True)]
        return reader.graph.op(trial.operation, *args)

    def dense(self) -> DenseProgram:
        return self.adjudicator.rulebook.writer.dense("words", self.nodes)

    def rows(self) -> RowsProgram:
        return self.adjudicator.rulebook.writer.rows("words_of_rows", ("town",), self.nodes)

    def compiled(self) -> tuple[DenseProgram, RowsProgram]:
        """The same programs, bound to compiled code."""
        rulebook, programs = self.adjudicator.rulebook, (self.dense(), self.rows())
        target = find_target()
        source = SourceWriter(rulebook, target.lanes).write(programs)
        parts = [[source.rows], [source.blocks], *([piece] for piece in source.pieces)]
        path = builds.build([unit.join(part) for part in parts], target, QUICK)
        functions = unit.functions([source.rows, source.blocks])
        Binding(rulebook, source, builds.load(path, functions)).bind(programs)
        return programs


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.of(TRIALS)


def bits(values: npt.NDArray[np.float64]) -> bytes:
    """The bits of numbers; the sign of a zero means nothing: the grid, through which the state is written, drops it."""
    return np.ascontiguousarray(np.asarray(values, dtype=np.float64) + 0.0).tobytes()


def by_rows(program: RowsProgram, state: State) -> list[npt.NDArray[np.float64]]:
    towns = np.repeat(np.arange(len(TOWNS)), GAMES)
    games = np.tile(np.arange(GAMES), len(TOWNS))
    found = program(state, [towns], games, 1.0)
    return [np.broadcast_to(np.asarray(values, dtype=np.float64), games.shape) for values in found]


@pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
def test_numpy_and_c_give_the_same_bits(words: Words) -> None:
    wanted, wanted_of_rows = words.dense()(words.state), by_rows(words.rows(), words.state)
    blocks, rows = words.compiled()
    found, found_of_rows = blocks(words.state), by_rows(rows, words.state)
    for k, trial in enumerate(TRIALS):
        assert np.isfinite(np.asarray(wanted[k], dtype=np.float64)).all(), trial
        assert bits(found[k]) == bits(wanted[k]), trial
        assert bits(found_of_rows[k]) == bits(wanted_of_rows[k]), trial


def by_plain_numbers(words: Words, game: int) -> list[list[float]]:
    """What the writer of single games makes of every trial: the values of its cells."""
    rulebook, state = words.adjudicator.rulebook, words.state
    space, found = dict(SPACE), []
    dice_places = DicePlaces(rulebook.world.book)
    values = PythonValues(
        rulebook.world, rulebook.writer.links, rulebook.effort_starts, NamedObjects(space), dice_places
    )
    for number, node in enumerate(words.nodes):
        values.begin(PythonText())
        with values.loops(node.axes) as at:
            values.text.line(f"out.append(float({values.value(node, at)}))")
        found.append(values.text.build(f"word_{number}", f"{ARGUMENTS}, out", space))
    thrown = dice.mix(state.turn_keys[game : game + 1] + dice_places.keys)
    metrics = [array[..., game].reshape(-1).tolist() for array in state.metrics]
    faces = dice.unit(thrown).tolist(), dice.slot(thrown).tolist()
    results: list[list[float]] = [[] for _ in found]
    for function, out in zip(found, results, strict=True):
        function(metrics, {}, [], {}, [], *faces, {}, 1, 1.0, {}, frozenset(), None, lambda die: None, None, out)
    return results


def test_numpy_and_plain_python_give_the_same_bits(words: Words) -> None:
    """In the games that hold the samples, and in some that were drawn."""
    wanted = words.dense()(words.state)
    for game in range(16):
        for k, found in enumerate(by_plain_numbers(words, game)):
            values = np.broadcast_to(np.asarray(wanted[k], dtype=np.float64), (*np.shape(wanted[k])[:-1], GAMES))
            assert bits(np.array(found)) == bits(values[..., game].reshape(-1)), (game, TRIALS[k])


@pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")
def test_reductions_of_what_is_so_in_places_only() -> None:
    """A step that applies in some towns of some games reduces lets, which count as 0 elsewhere."""
    own = "".join(f"out_{word.name}: {{of: town, range: -9000..9000}}\n" for word in REDUCTIONS)
    metrics = f"y: {{of: town, range: -9..9}}\nz: {{of: town, range: -9..9}}\n{own}"
    steps = "".join(
        f"step_{word.name}:\n  phase: early\n  for: town\n  when: y > 0\n  let:\n    a: 2 * y\n"
        f"    near_by: {word.name}(a + 0.1 * z, near)\n    of_all: {word.name}(a + 0.1 * z, town)\n"
        f"  set:\n    out_{word.name}: near_by + 3 * of_all\n"
        for word in REDUCTIONS
    )
    found = []
    for effort in ("", QUICK):
        adjudicator = tiny("", metrics=metrics, steps=steps)
        if effort:
            assert preparation.prepare(adjudicator, {}, effort=effort) is not None
        state, dice = adjudicator.open(2, GAMES), np.random.default_rng(3)
        for name in ("y", "z"):
            state.array(name)[...] = np.rint(dice.uniform(-9.0, 9.0, (len(TOWNS), GAMES)))
        adjudicator.step(state, OrderTable.of(adjudicator.rulebook, state.seats, {}))
        assert all(state.array(f"out_{word.name}").any() for word in REDUCTIONS)
        found.append(digests(state))
    assert found[0] == found[1]


def test_results_keep_within_bounds(words: Words) -> None:
    for trial, node, values in zip(TRIALS, words.nodes, words.dense()(words.state), strict=True):
        found = np.asarray(values, dtype=np.float64)
        slack = SLACK * max(abs(node.low), abs(node.high), 1.0)
        assert node.low - slack <= found.min() <= found.max() <= node.high + slack, trial


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
def test_an_operation_is_tried_where_it_is_defined(operation: Operation) -> None:
    assert operation.samples
    for sample in operation.samples:
        assert all(low <= x <= high for x, (low, high) in zip(sample, operation.domain, strict=True))
    for text in (operation.c, operation.python):
        assert all(f"{{{i}}}" in text for i in range(len(operation.domain)))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_the_example_of_a_function_is_true(words: Words, function: Function) -> None:
    rulebook, problems = words.adjudicator.rulebook, Problems()
    values, wanted = function.example
    text = f"{function.name}({', '.join(f'{x:g}' for x in values)})"
    node = Reader(rulebook.world, rulebook.graph, problems).read(Formula(text, HERE), Scope(bare=True))
    assert not problems.errors and node.is_number and node.low == node.high == pytest.approx(wanted, abs=SLACK)


@pytest.mark.parametrize("word", [word for word in REDUCTIONS if isinstance(word, Reduction)], ids=lambda r: r.name)
def test_a_reduction_says_what_it_makes_of_equal_values(word: Reduction) -> None:
    value, count = (1.0 if word.truth else 3.5), 4
    known = {OfEquals.VALUE: value, OfEquals.MULTIPLE: value * count, OfEquals.NOTHING: 0.0}
    assert word.compute(np.full((count, 1), value), 0) == known[word.of_equals]


@pytest.mark.parametrize("formula", ["{}(value, spot)", "{}(value, all_of)[HUB]"])
@pytest.mark.parametrize("word", REDUCTIONS, ids=lambda r: r.name)
def test_the_example_of_a_reduction_is_true(word: Reduction | WeightedMean, formula: str) -> None:
    """Over a kind with an entity for each value, and along a relation that leads to all of them."""
    values, wanted = word.example
    spots = {f"A{i}": x for i, x in enumerate(values)}
    texts = {
        "rules/spots/ruleset.yaml": SPOTS,
        "rules/spots/none.yaml": "metrics: {calm: {range: 0..1}}\n",
        "scenarios/spots.yaml": "title: Spots\nrules: spots\nentities:\n  faction: {red: {}}\n  spot:\n"
        + "".join(f"    {code}: {{value: {x:g}}}\n" for code, x in spots.items())
        + f"  hub: {{HUB: {{all_of: [{', '.join(spots)}]}}}}\n"
        + "lengths: [{turns: 6, name: short}]\nseats: {red: {label: Red, ap: 1}}\n",
    }
    rulebook, problems = rulebook_of(texts, "spots"), Problems()
    node = Reader(rulebook.world, rulebook.graph, problems).read(Formula(formula.format(word.name), HERE))
    assert not problems.errors and node.is_number and node.low == node.high == pytest.approx(wanted, abs=SLACK)


@pytest.mark.parametrize("distribution", DRAWS, ids=lambda d: d.name)
def test_a_draw_is_tried_where_it_is_defined(distribution: Distribution) -> None:
    assert distribution.samples and len(distribution.domain) == distribution.argument_count
    assert all(len(sample) == distribution.argument_count for sample in distribution.samples)


@pytest.mark.parametrize("distribution", [d for d in DRAWS if not d.tabled], ids=lambda d: d.name)
def test_bounds_hold_what_the_rarest_bits_draw(distribution: Distribution) -> None:
    table = quantiles.normal()
    for numbers in distribution.samples:
        low, high = distribution.bounds_of_numbers(numbers)
        for u, z in ((0.0, table[0]), (1.0 - 2.0**-53, table[-1])):
            drawn = float(eval(distribution.numpy.format(*numbers, u=repr(u), z=repr(float(z)))))
            assert low <= drawn <= high


def test_a_word_stands_once() -> None:
    words = (*FUNCTIONS, *REDUCTIONS, *DRAWS, *QUERIES)
    assert len(WORDS) == len(words)
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)
    assert set(SIGNS) <= set(OPERATIONS)


def test_what_lacks_a_back_end_is_refused() -> None:
    for entry, missing in (
        (OPERATIONS[0], "c"),
        (OPERATIONS[0], "python"),
        (OPERATIONS[0], "bounds"),
        (FUNCTIONS[0], "example"),
    ):
        given = {a.name: getattr(entry, a.name) for a in attrs.fields(type(entry)) if a.name != missing}
        with pytest.raises(TypeError):
            type(entry)(**given)
    assert all(isinstance(word.c, Fold) or word.c.source for word in REDUCTIONS if isinstance(word, Reduction))
