"""A rule set: the rule book without a map.

Must not know: any scenario, or how rules are computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.rules.action import Action
from wargame.model.rules.deal import DealBook
from wargame.model.rules.fog import FogRow
from wargame.model.rules.inject import Inject
from wargame.model.rules.kinds import Kind
from wargame.model.rules.metric import Metric
from wargame.model.rules.parameter import Parameter
from wargame.model.rules.step import Step
from wargame.model.scenario.looks import Headline
from wargame.model.scenario.seat import Component, Doctrine, Ending
from wargame.model.text.formula import NamedFormula


@attrs.frozen
class EffortRules:
    """The factors by which orders become effort.

    `main`: the factor by which main effort multiplies the effort of an order.
    `fatigue`: a factor. The effort is multiplied once by this factor for each earlier turn in a row with the same
    order.
    """

    main: float = 1.15
    fatigue: float = 0.85


@attrs.frozen
class RuleSet:
    """Kinds, metrics, parameters, formulas, actions and steps, in file order."""

    name: str
    place: Place
    title: str = ""
    kinds: Mapping[str, Kind] = attrs.field(factory=dict)
    phases: tuple[str, ...] = ()
    effort: EffortRules = attrs.field(factory=EffortRules)
    metrics: Mapping[str, Metric] = attrs.field(factory=dict)
    parameters: Mapping[str, Parameter] = attrs.field(factory=dict)
    formulas: Mapping[str, NamedFormula] = attrs.field(factory=dict)
    actions: Mapping[str, Action] = attrs.field(factory=dict)
    steps: Mapping[str, Step] = attrs.field(factory=dict)
    needs: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    scores: Mapping[str, tuple[Component, ...]] = attrs.field(factory=dict)
    endings: Mapping[str, Ending] = attrs.field(factory=dict)
    doctrines: Mapping[str, Mapping[str, Doctrine]] = attrs.field(factory=dict)  # bot -> seat
    headlines: Mapping[str, tuple[Headline, ...]] = attrs.field(factory=dict)
    fog: tuple[FogRow, ...] = ()
    injects: Mapping[str, Inject] = attrs.field(factory=dict)
    deals: DealBook = attrs.field(factory=DealBook)
