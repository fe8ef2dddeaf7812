"""A resolved turn told step by step: who did what, by which rule, with which effect.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.telling.causes import terms
from wargame.game.telling.changes import CellChange, changes_of, printed_change, varied, weight
from wargame.game.telling.contributing_orders import deeds_of, own_deeds
from wargame.game.wording.labels import ORDERS, headlines_of, phase_label, place_of, rule_label
from wargame.model.outcome import Entry
from wargame.model.playback import Deed, PlaybackStep
from wargame.model.scenario import Scenario

MOST_CHANGES = 4
MOST_REPORTS = 4
# A change below this share of its metric's range, without a report or a deed, is folded away.
SMALL = 0.01
MOST_OF_A_METRIC = 2
ORDERS_PAID = "orders"
ARRIVALS = "arrivals"


@attrs.frozen
class Draught:
    """A step in the making."""

    phase: str
    rule: str
    changes: tuple[CellChange, ...]
    entries: tuple[Entry, ...]
    deeds: tuple[Deed, ...]
    reports: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Whether an order of the seat has a part in it."""
        return any(deed.own for deed in self.deeds)


def playback_steps(account: Account) -> tuple[PlaybackStep, ...]:
    """Give one step for each named rule with an effect that the seat may see; one's own orders first in each phase.

    Small changes without a report or an order behind them are folded into the last step of their phase.
    """
    told: list[tuple[Draught, tuple[str, ...]]] = []
    for phase, draughts in _phases(account):
        shown = sorted((d for d in draughts if _matters(account, d)), key=lambda d: not d.own)
        folded = [d for d in draughts if not _matters(account, d)]
        also = _folded(account.scenario, folded)
        for draught in shown:
            told.append((draught, also if draught is shown[-1] else ()))
        if folded and not shown:
            told.append((Draught(phase, "", (), (), (), (), ()), also))
    return tuple(_steps(account, told))


def _phases(account: Account) -> Iterator[tuple[str, list[Draught]]]:
    """Give each phase with what its rules did, in the order of the turn."""
    rules = account.scenario.rules.steps
    by_rule: dict[tuple[str, str], list[Entry]] = {}
    paid: list[Entry] = []
    for entry in account.entries:
        if account.scenario.rules.metrics[entry.metric].inner:
            continue  # what the engine keeps for injects is told by their letters
        if entry.step in rules:
            # What was set going in an earlier turn arrives before the first phase, so it is told there.
            phase = ARRIVALS if _arrives(account, entry) else entry.phase
            by_rule.setdefault((phase, entry.step), []).append(entry)
        elif entry.cause.startswith(ORDERS):
            paid.append(entry)
    for line in account.reports:
        by_rule.setdefault((line.phase, line.step), [])
    if paid or own_deeds(account):
        yield ORDERS_PAID, [_draught(account, ORDERS_PAID, "", paid)]
    order = {phase: number for number, phase in enumerate(account.scenario.rules.phases)}
    steps = {step: number for number, step in enumerate(rules)}
    phases: dict[str, list[Draught]] = {}
    for phase, rule in sorted(by_rule, key=lambda key: (order.get(key[0], -1), steps.get(key[1], -1))):
        phases.setdefault(phase, []).append(_draught(account, phase, rule, by_rule[phase, rule]))
    yield from phases.items()


def _draught(account: Account, phase: str, rule: str, entries: Sequence[Entry]) -> Draught:
    changes = changes_of(account, entries)
    reports = [line for line in account.reports if (line.phase, line.step) == (phase, rule) and rule]
    shown = varied(changes, MOST_CHANGES, MOST_OF_A_METRIC)
    if phase == ORDERS_PAID:
        deeds = own_deeds(account)
    else:
        deeds = deeds_of(account, rule, shown) if phase != ARRIVALS and (changes or reports) else ()
    return Draught(
        phase=phase,
        rule=rule,
        changes=(*shown, *(change for change in changes if change not in shown)),
        entries=tuple(entries),
        deeds=deeds,
        reports=tuple(dict.fromkeys(line.text for line in reports)),
        places=tuple(code for line in reports for code in line.entities),
    )


def _matters(account: Account, draught: Draught) -> bool:
    if draught.own or draught.reports or draught.phase == ORDERS_PAID:
        return True
    watched = {(headline.metric, headline.entity) for headline in headlines_of(account.scenario, account.seat)}
    return any(
        ((change.metric, change.entities) in watched and weight(account.scenario, change) >= SMALL / 10)
        or weight(account.scenario, change) >= SMALL
        for change in draught.changes
    )


def _folded(scenario: Scenario, draughts: Sequence[Draught]) -> tuple[str, ...]:
    names = [rule_label(scenario, draught.rule) for draught in draughts if draught.changes]
    return (f"Small changes: {', '.join(names)}.",) if names else ()


def _steps(account: Account, told: Sequence[tuple[Draught, tuple[str, ...]]]) -> Iterator[PlaybackStep]:
    in_phase: dict[str, int] = {}
    for draught, _ in told:
        in_phase[draught.phase] = in_phase.get(draught.phase, 0) + 1
    hidden = {phase: hidden_rules(account, phase) for phase in in_phase}
    at: dict[str, int] = {}
    for number, (draught, also) in enumerate(told, 1):
        at[draught.phase] = at.get(draught.phase, 0) + 1
        yield attrs.evolve(
            _step(account, draught, also),
            number=number,
            total=len(told),
            number_in_phase=at[draught.phase],
            total_in_phase=in_phase[draught.phase],
            hidden=hidden[draught.phase],
        )


def _step(account: Account, draught: Draught, also: tuple[str, ...]) -> PlaybackStep:
    scenario = account.scenario
    rule = scenario.rules.steps.get(draught.rule)
    first = draught.changes[0] if draught.changes else None
    place = place_of(scenario, first.entities if first else draught.places)
    more = len(draught.changes) - MOST_CHANGES
    if first:
        cell = [e for e in draught.entries if (e.metric, e.entities) == (first.metric, first.entities)]
        causes, _ = terms(account, scenario.rules.metrics[first.metric], cell, None)
    else:
        causes = ()
    folded = (f"{more} more {'change' if more == 1 else 'changes'}.",) if more > 0 else ()
    unread = len(draught.reports) - MOST_REPORTS
    unread_line = (f"{unread} more {'report' if unread == 1 else 'reports'}.",) if unread > 0 else ()
    title = rule_label(scenario, draught.rule) if rule else _untitled(account, draught)
    dice = rule is not None and any(account.reader.reads(let.value.text, rule).dice for let in rule.lets)
    return PlaybackStep(
        turn=account.turn,
        phase=draught.phase,
        phase_label=phase_label(draught.phase),
        rule=draught.rule,
        title=title,
        number=0,
        total=0,
        number_in_phase=0,
        total_in_phase=0,
        place=place,
        place_label=scenario.label(place) if place else "",
        deeds=draught.deeds,
        changes=tuple(printed_change(account, change) for change in draught.changes[:MOST_CHANGES]),
        terms=causes,
        chance=_chance(account, draught.rule) if dice else "",
        reports=draught.reports[:MOST_REPORTS],
        because=rule.because if rule else "",
        also=(*folded, *unread_line, *also),
        source=rule.source if rule else "",
    )


def _arrives(account: Account, entry: Entry) -> bool:
    """Tell whether an entry can only be what an earlier turn had booked for this one."""
    writes = account.reader.writes_of(
        account.scenario.rules.steps[entry.step], entry.metric, entry.entities, entry.cause
    )
    return bool(writes) and all(write.after for write in writes)


def _untitled(account: Account, draught: Draught) -> str:
    """Name a step that stands for no rule."""
    if draught.phase != ORDERS_PAID:
        return "Small changes"
    return "Orders" if account.seat is None else "Your orders"


def _chance(account: Account, rule: str) -> str:
    """Say that dice had a part; what they showed is told only with the truth."""
    fallen = [f"{draw.key} = {draw.value:g}" for draw in account.draws if draw.key.startswith(f"{rule}.")]
    return "; ".join(fallen) if fallen else "Chance had a part in it."


def hidden_rules(account: Account, phase: str) -> int:
    """Count the rules of a phase that only write what the seat never sees: a constant of the rule book, so no hint."""
    if account.eyes.everything:
        return 0
    steps = account.scenario.rules.steps.values()
    rules = (step for step in steps if step.phase == phase and not step.inject)  # letters to others are no rules
    return sum(
        not any(account.eyes.sees_any(write.metric, write.picked) for write in account.reader.writes(step))
        and not any(account.eyes.reads(report.seen_by) for report in step.reports)
        for step in rules
    )
