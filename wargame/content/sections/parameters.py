"""Reads `parameters`: every number that may be doubted, with its prior, source and status.

Must not know: how priors are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs

from wargame.content.context import ReadContext
from wargame.content.doubts import doubt
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import FACTION_CODE
from wargame.content.schema.shapes import Entries, Id, Made, Number, OneOf, Schema, Text, number_of
from wargame.content.spelling import one_of
from wargame.content.yaml.nodes import ScalarNode, SequenceNode, YamlNode
from wargame.model.rules.parameter import Parameter, Prior, Status


@attrs.frozen
class Family:
    """A sort of distributions, such as `triangular`: its arguments, their check, and its central value."""

    takes: tuple[str, ...]
    holds: Callable[..., bool]
    rule: str
    centre: Callable[..., float]


FAMILIES = {
    "triangular": Family(
        ("lowest", "mode", "highest"), lambda a, m, b: a <= m <= b and a < b, "lowest <= mode <= highest",
        lambda a, m, b: m,
    ),
    "normal": Family(("mean", "sd"), lambda m, s: s > 0, "sd > 0", lambda m, s: m),
    "lognormal": Family(
        ("mu", "sd"), lambda m, s: 0 < s <= 3 and abs(m) <= 14, "0 < sd <= 3 and mu within ±14",
        lambda m, s: math.exp(m),
    ),
    "uniform": Family(("lowest", "highest"), lambda a, b: a < b, "lowest < highest", lambda a, b: (a + b) / 2),
    "beta": Family(
        ("a", "b"), lambda a, b: 0 < a <= 1_000 and 0 < b <= 1_000, "a and b between 0 and 1,000",
        lambda a, b: a / (a + b),
    ),
}  # fmt: skip


def _prior(node: YamlNode, context: ReadContext) -> Prior | None:
    """Read a prior such as `[triangular, 0.5, 0.62, 0.8]`."""
    if not isinstance(node, SequenceNode) or not node.items or not isinstance(node.items[0], ScalarNode):
        context.expected(node, "a prior as in [triangular, 0.5, 0.62, 0.8]")
        return None
    head, *rest = node.items
    assert isinstance(head, ScalarNode)
    family = FAMILIES.get(head.text)
    if family is None:
        meant = context.did_you_mean(head.text, FAMILIES) or f" (known: {one_of(FAMILIES)})"
        context.wrong(head, f"no prior is called `{head.text[:60]}`{meant}")
        return None
    if len(rest) != len(family.takes):
        takes = ", ".join(family.takes)
        context.wrong(node, f"{head.text} takes {len(family.takes)} numbers ({takes}), found {len(rest)}")
        return None
    values = [Number(-2e6, 2e6).read(item, context) for item in rest]
    numbers = tuple(value for value in values if value is not None)
    if len(numbers) < len(values):
        return None
    if not family.holds(*numbers):
        context.wrong(node, f"this {head.text} prior is impossible: it needs {family.rule}")
        return None
    return Prior(head.text, numbers)


def _prior_schema() -> Schema:
    return {"type": "array", "prefixItems": [{"enum": list(FAMILIES)}], "minItems": 3, "maxItems": 4}


VALUE: Key[float | None] = Key("value", Number(-2e6, 2e6), None)
PRIOR: Key[Prior | None] = Key("prior", Made(_prior, _prior_schema), None)
SWEEP: Key[Prior | None] = Key("sweep", Made(_prior, _prior_schema), None, note="for sweeps only; games use `value`")
PICK: Key[dict[str, float]] = Key(
    "pick", Entries(Number(0, 1), Id("a value"), "a pick as in {low: 0.3, high: 0.7}"), {}
)
UNIT = Key("unit", Text(), "")
LABEL = Key("label", Text(), "")
SOURCE = Key("source", Text("where the number comes from", empty=False), "", "say where the number comes from")
STATUS = Key("status", OneOf(tuple(status.value for status in Status)), "", "say fact, estimate or assumption")
KNOWN_TO = Key("known_to", FACTION_CODE, "", note="the one faction that knows a hidden parameter")
WAS = Key("was", Id("the old name"), "")
PARAMETER = Record("a parameter", (VALUE, PRIOR, PICK, SWEEP, UNIT, LABEL, SOURCE, STATUS, KNOWN_TO, WAS))


def read_parameter(head: ScalarNode, node: YamlNode, context: ReadContext) -> Parameter | None:
    """Read one parameter. The value of a parameter without `value` is the centre of its prior."""
    if isinstance(node, ScalarNode) and number_of(node.text) is not None:
        context.wrong(
            head,
            f"parameter `{head.text}` is a bare number: write {{value: {node.text}, source: ..., status: ...}} "
            "(status: fact, estimate or assumption)",
        )
        return Parameter(head.text, head.place, float(node.text))
    row = PARAMETER.read(node, context, head)
    if row is None:
        return None
    _check_forms(head, row, context)
    value, prior = row[VALUE], row[PRIOR]
    if value is None:
        value = FAMILIES[prior.name].centre(*prior.values) if prior is not None else 0.0
    parameter = Parameter(
        head.text, head.place, value, prior, row[SWEEP], row[PICK], row[UNIT], row[LABEL], row[SOURCE],
        Status(row[STATUS] or Status.ASSUMPTION.value), row[KNOWN_TO], row[WAS],
    )  # fmt: skip
    told = doubt(parameter, value) if VALUE in row and row[VALUE] is not None else ""
    if told:
        context.problems.add(row.node(VALUE).place, told, warning=True)
    return parameter


def _check_forms(head: ScalarNode, row: ParsedRecord, context: ReadContext) -> None:
    """Check that a parameter has a value, a prior or a pick. The probabilities of a pick must sum to 1."""
    if PICK in row:
        chances = row[PICK].values()
        if VALUE in row or PRIOR in row or SWEEP in row:
            context.wrong(head, f"parameter `{head.text}` has a pick and so no value, prior or sweep: keep one")
        if row[PICK] and len(row[PICK]) < 2:
            context.wrong(row.node(PICK), "a pick needs two values or more")
        elif chances and abs(sum(chances) - 1) > 1e-6:
            context.wrong(row.node(PICK), f"the chances of a pick sum to 1, these to {sum(chances):g}")
    elif VALUE not in row and PRIOR not in row and not row.torn:
        context.wrong(head, f"parameter `{head.text}` has no value: give value, prior or pick")
    if PRIOR in row and SWEEP in row:
        context.wrong(row.node(SWEEP), "a parameter with a prior is swept by it: delete `sweep`")
    if KNOWN_TO in row and PRIOR not in row and PICK not in row:
        context.wrong(
            row.node(KNOWN_TO), "only a hidden parameter (with prior or pick) can be known to someone: delete it"
        )


PARAMETERS = Each("parameters", read_parameter, PARAMETER)
