"""A resolved turn step by step. A step has a rule, its effect, and the orders behind the effect with their seats.

Must not know: more than the seat's account of the turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from wargame.game.disclosure.account import Account
from wargame.game.telling.causes import cell_terms
from wargame.game.telling.changes import CellChange, changes_of, printed_change, varied, weight
from wargame.game.telling.contributing_orders import contributing_orders, own_orders
from wargame.game.wording.labels import ORDERS, phase_label, place_of, rule_label
from wargame.model.match.outcome import Entry
from wargame.model.match.ruling import RULING
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.playback import ContributingOrder, PlaybackStep

MOST_CHANGES = 4
MOST_REPORTS = 4
# A change below this share of its metric's range gets no step of its own if it has no report and no order.
SMALL = 0.01
MOST_OF_A_METRIC = 2
ORDERS_PAID = "orders"
ARRIVALS = "arrivals"


@attrs.frozen
class StepDraft:
    """An unfinished step of the playback."""

    phase: str
    rule: str
    changes: tuple[CellChange, ...]
    entries: tuple[Entry, ...]
    contributions: tuple[ContributingOrder, ...]
    reports: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Return whether an order of the seat had a part in the step."""
        return any(each.own for each in self.contributions)


def playback_steps(account: Account) -> tuple[PlaybackStep, ...]:
    """Return one step for each named rule with a visible effect. The seat's own orders come first in each phase.

    Small changes without a report or an order are added to the last step of their phase.
    """
    told: list[tuple[StepDraft, tuple[str, ...]]] = []
    for phase, draughts in _phases(account):
        shown = sorted((d for d in draughts if _matters(account, d)), key=lambda d: not d.own)
        folded = [d for d in draughts if not _matters(account, d)]
        also = _folded(account.scenario, folded)
        for step_draft in shown:
            told.append((step_draft, also if step_draft is shown[-1] else ()))
        if folded and not shown:
            told.append((StepDraft(phase, "", (), (), (), (), ()), also))
    return tuple(_steps(account, told))


def _phases(account: Account) -> Iterator[tuple[str, list[StepDraft]]]:
    """Return each phase with the effects of its rules, in the order of the turn."""
    rules = account.scenario.rules.steps
    by_rule: dict[tuple[str, str], list[Entry]] = {}
    paid: list[Entry] = []
    for entry in account.entries:
        if account.scenario.rules.metrics[entry.metric].inner:
            continue  # the inbox shows the entries that the engine makes for injects
        if entry.step in rules:
            # Delayed effects of earlier turns arrive before the first phase. The playback shows these effects at this
            # place.
            phase = ARRIVALS if _arrives(account, entry) else entry.phase
            by_rule.setdefault((phase, entry.step), []).append(entry)
        elif entry.step == RULING:
            by_rule.setdefault((RULING, RULING), []).append(entry)
        elif entry.cause.startswith(ORDERS):
            paid.append(entry)
    for line in account.reports:
        by_rule.setdefault((line.phase, line.step), [])
    if paid or own_orders(account):
        yield ORDERS_PAID, [_step_draft(account, ORDERS_PAID, "", paid)]
    order = {phase: number for number, phase in enumerate((*account.scenario.rules.phases, RULING))}
    steps = {step: number for number, step in enumerate(rules)}
    phases: dict[str, list[StepDraft]] = {}
    for phase, rule in sorted(by_rule, key=lambda key: (order.get(key[0], -1), steps.get(key[1], -1))):
        phases.setdefault(phase, []).append(_step_draft(account, phase, rule, by_rule[phase, rule]))
    yield from phases.items()


def _step_draft(account: Account, phase: str, rule: str, entries: Sequence[Entry]) -> StepDraft:
    changes = changes_of(account, entries)
    reports = [line for line in account.reports if (line.phase, line.step) == (phase, rule) and rule]
    shown = varied(changes, MOST_CHANGES, MOST_OF_A_METRIC)
    if phase == ORDERS_PAID:
        contributions = own_orders(account)
    else:
        contributions = contributing_orders(account, rule, shown) if phase != ARRIVALS and (changes or reports) else ()
    return StepDraft(
        phase=phase,
        rule=rule,
        changes=(*shown, *(change for change in changes if change not in shown)),
        entries=tuple(entries),
        contributions=contributions,
        reports=tuple(dict.fromkeys(line.text for line in reports)),
        places=tuple(code for line in reports for code in line.entities),
    )


def _matters(account: Account, step_draft: StepDraft) -> bool:
    if step_draft.own or step_draft.reports or step_draft.phase == ORDERS_PAID:
        return True
    watched = {(headline.metric, headline.entity) for headline in account.scenario.headlines_of(account.seat)}
    return any(
        ((change.metric, change.entities) in watched and weight(account.scenario, change) >= SMALL / 10)
        or weight(account.scenario, change) >= SMALL
        for change in step_draft.changes
    )


def _folded(scenario: Scenario, draughts: Sequence[StepDraft]) -> tuple[str, ...]:
    names = [rule_label(scenario, step_draft.rule) for step_draft in draughts if step_draft.changes]
    return (f"Small changes: {', '.join(names)}.",) if names else ()


def _steps(account: Account, told: Sequence[tuple[StepDraft, tuple[str, ...]]]) -> Iterator[PlaybackStep]:
    in_phase: dict[str, int] = {}
    for step_draft, _ in told:
        in_phase[step_draft.phase] = in_phase.get(step_draft.phase, 0) + 1
    hidden = {phase: hidden_rules(account, phase) for phase in in_phase}
    at: dict[str, int] = {}
    for number, (step_draft, also) in enumerate(told, 1):
        at[step_draft.phase] = at.get(step_draft.phase, 0) + 1
        yield attrs.evolve(
            _step(account, step_draft, also),
            number=number,
            total=len(told),
            number_in_phase=at[step_draft.phase],
            total_in_phase=in_phase[step_draft.phase],
            hidden=hidden[step_draft.phase],
        )


def _step(account: Account, step_draft: StepDraft, also: tuple[str, ...]) -> PlaybackStep:
    scenario = account.scenario
    rule = scenario.rules.steps.get(step_draft.rule)
    first = step_draft.changes[0] if step_draft.changes else None
    place = place_of(scenario, first.entities if first else step_draft.places)
    more = len(step_draft.changes) - MOST_CHANGES
    if first:
        cell = first.metric, first.entities
        booked = {(e.step, e.cause) for e in step_draft.entries if (e.metric, e.entities) == cell}
        causes, _ = cell_terms(account, scenario.rules.metrics[first.metric], first.entities, booked)
    else:
        causes = ()
    folded = (f"{more} more {'change' if more == 1 else 'changes'}.",) if more > 0 else ()
    unread = len(step_draft.reports) - MOST_REPORTS
    unread_line = (f"{unread} more {'report' if unread == 1 else 'reports'}.",) if unread > 0 else ()
    title = rule_label(scenario, step_draft.rule) if rule else _untitled(account, step_draft)
    dice = rule is not None and any(account.reader.reads(let.value.text, rule).dice for let in rule.lets)
    return PlaybackStep(
        turn=account.turn,
        phase=step_draft.phase,
        phase_label=phase_label(step_draft.phase),
        rule=step_draft.rule,
        title=title,
        number=0,
        total=0,
        number_in_phase=0,
        total_in_phase=0,
        place=place,
        place_label=scenario.label(place) if place else "",
        contributions=step_draft.contributions,
        changes=tuple(printed_change(account, change) for change in step_draft.changes[:MOST_CHANGES]),
        terms=causes,
        chance=_chance(account, step_draft.rule) if dice else "",
        reports=step_draft.reports[:MOST_REPORTS],
        because=rule.because if rule else "",
        also=(*folded, *unread_line, *also),
        source=rule.source if rule else "",
    )


def _arrives(account: Account, entry: Entry) -> bool:
    """Return whether an entry is certainly a delayed effect of an earlier turn."""
    writes = account.reader.writes_of(
        account.scenario.rules.steps[entry.step], entry.metric, entry.entities, entry.cause
    )
    return bool(writes) and all(write.after for write in writes)


def _untitled(account: Account, step_draft: StepDraft) -> str:
    """Return a title for a step without a rule."""
    if step_draft.phase == RULING:
        return "Ruling"
    if step_draft.phase != ORDERS_PAID:
        return "Small changes"
    return "Orders" if account.seat is None else "Your orders"


def _chance(account: Account, rule: str) -> str:
    """Return a text that says that dice had a part.

    The text contains the values of the dice only if the account shows everything.
    """
    fallen = [
        f"{draw.key} = {account.numbers.free(draw.value)}" for draw in account.draws if draw.key.startswith(f"{rule}.")
    ]
    return "; ".join(fallen) if fallen else "Chance also decided this."


def hidden_rules(account: Account, phase: str) -> int:
    """Count the rules of a phase whose effects the seat never sees. The number depends only on the rules."""
    if account.visibility.everything:
        return 0
    steps = account.scenario.rules.steps.values()
    # injects for other seats do not count as rules
    rules = (step for step in steps if step.phase == phase and not step.inject)
    return sum(
        not any(account.visibility.sees_any(write.metric, write.picked) for write in account.reader.writes(step))
        and not any(account.visibility.reads(report.seen_by) for report in step.reports)
        for step in rules
    )
