"""Checks the values in letters. A letter is the text of an inject.

Each value must be a cell (one number) of a known metric. Each reader of the letter must see this cell exactly.

Must not know: values. A letter shows the true state, so a letter must not show a metric to a reader who only estimates
this metric.
"""

from __future__ import annotations

from wargame.content import Problems
from wargame.content.spelling import did_you_mean, one_of
from wargame.model.rules.inject import Inject
from wargame.model.rules.metric import Metric
from wargame.model.text.braces import ShownValue
from wargame.rulebook.ir.fog_map import EXACT
from wargame.rulebook.language.world import World


def check_letters(world: World, problems: Problems) -> None:
    """Report values in letters that have no meaning, or that a reader of the letter does not see exactly."""
    for inject in world.scenario.rules.injects.values():
        for shown in inject.all_shown:
            wrong = _wrong(world, inject, shown)
            if wrong:
                problems.add(shown.place, wrong)


def _wrong(world: World, inject: Inject, shown: ShownValue) -> str:
    """Return what is wrong with a value in braces, and how the author can mend it. The text is empty if nothing is
    wrong.
    """
    known = {name: metric for name, metric in world.scenario.rules.metrics.items() if not metric.inner}
    symbol = world.symbols.get(shown.metric)
    if symbol is not None and symbol.kind == "lost":
        return ""
    if shown.form:
        return f"a letter writes `{shown.name}` as the screens do: take away `:{shown.form[:40]}`"
    metric = known.get(shown.metric)
    if metric is None and symbol is not None and shown.metric not in world.scenario.rules.metrics:
        kind = f"an {symbol.kind}" if symbol.kind[0] in "aeiou" else f"a {symbol.kind}"
        return f"`{shown.metric}` is {kind}, and a letter shows metrics, as in {{fuel}} or {{fear.ABJ}}"
    if metric is None:
        return f"no metric is called `{shown.metric[:60]}`{did_you_mean(shown.metric, known)}"
    return _wrong_cell(world, metric, shown) or _unseen(world, inject, metric, shown)


def _wrong_cell(world: World, metric: Metric, shown: ShownValue) -> str:
    """Return what is wrong with the entities of a value, such as a missing entity."""
    kinds = [world.book.kind_of[axis] for axis in metric.of]
    example = ".".join((metric.name, *(next(iter(world.book.codes[kind]), kind.upper()) for kind in kinds)))
    if len(shown.entities) != len(kinds):
        of = f"per {' and '.join(metric.of)}" if kinds else "national"
        return f"`{metric.name}` is {of}: write {{{example}}}"
    for code, kind in zip(shown.entities, kinds, strict=True):
        codes = world.book.codes[kind]
        if code not in codes:
            near = did_you_mean(code, codes) or f" (known: {one_of(codes)})"
            return f"no {kind} is called `{code[:60]}`{near}"
    return ""


def _unseen(world: World, inject: Inject, metric: Metric, shown: ShownValue) -> str:
    """Return which readers of the letter do not see a value exactly."""
    codes = dict(zip(metric.of, shown.entities, strict=True))
    cell = tuple(world.book.index(axis, codes[axis]) for axis in world.axes_of(metric))
    readers = [seat for seat in world.scenario.seats if inject.reads(seat)]
    blind = [seat for seat in readers if world.fog.rows(seat, metric.name)[cell] != EXACT]
    if not blind:
        return ""
    them = (
        f"{', '.join(blind[:-1])} and {blind[-1]} read this letter and do"
        if blind[1:]
        else (f"{blind[0]} reads this letter and does")
    )
    return f"{them} not see `{shown.name}` exactly: take the number out, or let only others read the letter (`seen_by`)"
