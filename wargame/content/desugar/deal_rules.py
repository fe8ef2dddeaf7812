"""Turns deals into what rules are made of: metrics, formulas, actions and steps; nothing else need know of them.

Offers and signatures are resolved in the first phase of a turn; what was kept or broken is found in the last but one,
so that rules can answer in the last. Must not know: files, or how formulas are computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.content.desugar.deal_steps import Steps
from wargame.errors import Place
from wargame.model.action import Action, Requirement, Target
from wargame.model.deal import (
    AGE,
    BOUND,
    BROKEN,
    DEAL,
    DEAL_TABLE,
    FAITH,
    HUSHED,
    KEPT,
    KNOWN,
    LEAKED,
    LONGEST_DEAL,
    NUMBER,
    OFFER,
    OFFERED,
    OPEN,
    RECKONING,
    REFUSE,
    RENOUNCE,
    SEATED,
    SEATED_NOW,
    SECRET,
    SECRET_AUDIENCE,
    SIGN,
    SIGNED,
    STANDS,
    TABLE,
    TALKS,
    TURNS,
    Clause,
    Deal,
    DealBook,
    agreed,
    audience_of,
    faith_at,
    holding,
    promised,
    structural,
    term_of,
    value_of,
    worth_of,
)
from wargame.model.formula import Formula, NamedFormula
from wargame.model.kinds import FACTION, Kind, Relation
from wargame.model.metric import AXIS, NOBODY, Form, Metric
from wargame.model.ruleset import RuleSet

LONGEST = 40  # turns that a timer of deals can hold
NO_ONE = ""  # an owner that is no seat: only the facilitator sees it
_NOT_OPEN = "You do not talk there."
_DEEDS = (  # name, kind of its target, condition, why not, label, text, effect
    (
        OFFER, DEAL, f"total({OPEN}, {DEAL_TABLE}) > 0", _NOT_OPEN,
        "Offer", "Offer {deal}.", "The other party may sign it this turn or next.",
    ),
    (
        SIGN, TABLE, f"{OPEN} > 0", _NOT_OPEN,
        "Sign", "Sign what lies before you: {table}.", "The deal is in force at once; one that stood there ends.",
    ),
    (
        REFUSE, TABLE, f"{OPEN} > 0", _NOT_OPEN,
        "Refuse", "Refuse what lies before you: {table}.", "The offer is off the table.",
    ),
    (
        RENOUNCE, TABLE, f"{BOUND} > 0", "No deal binds you there.",
        "Renounce", "Renounce your deal: {table}.", "The deal ends with this turn. Leaving openly costs some trust.",
    ),
)  # fmt: skip


def with_deals(rules: RuleSet, names: Mapping[str, str]) -> RuleSet:
    """Give the rules with everything that their deals need. `names`: what parties are called in reports."""
    book, dealing = rules.deals, rules.deals.dealing
    if not book or dealing is None:
        return rules
    place, steps = dealing.place, Steps(book, dealing, names)
    return attrs.evolve(
        rules,
        kinds={**rules.kinds, **_kinds(book, place)},
        phases=(TALKS, *rules.phases, RECKONING, FAITH),
        metrics={**rules.metrics, **{metric.name: metric for metric in _metrics(book, place)}},
        formulas={**rules.formulas, **{formula.name: formula for formula in _formulas(book, place)}},
        actions={**rules.actions, **{action.name: action for action in _actions(book, place)}},
        steps={**steps.of_talks(), **rules.steps, **steps.of_reckoning()},
    )


def _made(text: str, place: Place) -> Formula:
    return Formula(text, place, made=True)


def _kinds(book: DealBook, place: Place) -> dict[str, Kind]:
    seated = {name: table.between for name, table in book.tables.items()}
    now = {name: table.between if table.open else () for name, table in book.tables.items()}
    tables = {name: table.label or name for name, table in book.tables.items()}
    deals = {name: _title(book, name) for name in book.numbered}
    at = {name: (book.table_of(name),) for name in book.numbered}
    return {
        TABLE: Kind(
            TABLE, place, relations=(Relation(SEATED, TABLE, FACTION), Relation(SEATED_NOW, TABLE, FACTION)),
            members=tables, links={SEATED: seated, SEATED_NOW: now},
        ),
        DEAL: Kind(
            DEAL, place, relations=(Relation(DEAL_TABLE, DEAL, TABLE),), members=deals, links={DEAL_TABLE: at}
        ),
    }  # fmt: skip


def _title(book: DealBook, deal: str) -> str:
    return book.deals[deal].title if deal in book.deals else "Terms of your own"


def _metrics(book: DealBook, place: Place) -> Iterator[Metric]:
    most = float(len(book.numbered))
    both, one = (TABLE, FACTION), (TABLE,)

    def metric(
        name: str, of: tuple[str, ...], high: float, form: Form, label: str, owner: str = NO_ONE, flow: bool = False
    ) -> Metric:
        return Metric(name, of, 0.0, high, place, form, flow=flow, owner=owner, label=label, inner=True)

    opened = metric(OPEN, both, 1.0, Form.FLAG, "Open table", AXIS)
    yield attrs.evolve(opened, start=_made(f"{SEATED_NOW}[{TABLE}, {FACTION}]", place))
    yield metric(OFFERED, both, most, Form.WHOLE, "Offer on the table", AXIS)
    yield metric(STANDS, one, LONGEST, Form.TIMER, "Turns that an offer stands")
    yield metric(BOUND, both, LONGEST, Form.TIMER, "Turns bound by a deal", AXIS)
    yield metric(KNOWN, one, LONGEST, Form.TIMER, "Turns that a public deal has left", NOBODY)
    yield metric(NUMBER, one, most, Form.WHOLE, "Deal in force")
    yield metric(AGE, one, 1_000.0, Form.WHOLE, "Turns since the deal was signed")
    yield metric(SECRET, one, 1.0, Form.FLAG, "Secret deal")
    yield metric(SIGNED, one, most, Form.WHOLE, "Deal signed this turn", flow=True)
    yield metric(KEPT, one, 1.0, Form.FLAG, "Deal kept this turn", flow=True)
    yield metric(LEAKED, one, 1.0, Form.FLAG, "Secret deal come out", flow=True)
    # Only what is found or openly done, so it is known to both who sit there.
    found = metric(BROKEN, both, 1.0, Form.NUMBER, "Breach found this turn", flow=True)
    yield attrs.evolve(found, readers_at={name: table.between for name, table in book.tables.items()})
    for clause in book.clauses.values():
        yield Metric(
            promised(clause.id), (clause.on,) if clause.on else (), 0.0, max(clause.levels), clause.place,
            owner=NO_ONE, label=clause.label or clause.id, unit=clause.unit,
            readers=book.tables[clause.table].between, inner=True,
        )  # fmt: skip


def _actions(book: DealBook, place: Place) -> Iterator[Action]:
    for name, kind, that, why, label, describe, effect in _DEEDS:
        yield Action(
            name, book.parties, place, (Target(kind, kind),), requires=(Requirement(_made(that, place), why),),
            label=label, describe=describe, effect=effect, seen_by=(NOBODY,), deal_action=True,
        )  # fmt: skip
    for name, kind, levels in (
        (TURNS, TABLE, tuple(float(turns) for turns in range(1, LONGEST_DEAL + 1))),
        (HUSHED, TABLE, (1.0,)),
        *((agreed(clause.id), clause.on, clause.levels) for clause in book.clauses.values()),
    ):
        targets = (Target(kind, kind),) if kind else ()
        yield Action(name, (), place, targets, levels, seen_by=(NOBODY,), deal_action=True)


def _formulas(book: DealBook, place: Place) -> Iterator[NamedFormula]:
    """What is worth what to whom: one unit of a clause, each ready deal, and what stands."""
    for clause in book.clauses.values():
        for seat, formula in clause.worth.items():
            yield NamedFormula(worth_of(clause.id, seat), (), _judged(formula))
    for table in book.tables.values():
        if table.faith is not None:
            yield NamedFormula(faith_at(table.id), (), table.faith)
        for seat, cost in table.audience.items():
            yield NamedFormula(audience_of(table.id, seat), (), _judged(cost))
        counted = [f"({_any(c, f'{promised(c.id)} > 0')})" for c in book.at(table.id) if c.structural]
        if counted:
            yield NamedFormula(structural(table.id), (), _made(" + ".join(counted), place))
    for deal in book.deals.values():
        for name, formula in deal.terms.items():
            yield NamedFormula(term_of(deal.id, name), (), formula)
        for seat in book.tables[deal.table].between:
            yield NamedFormula(value_of(deal.id, seat), (), _value(book, deal, seat, place))
    for table in book.tables.values():
        for seat in table.between:
            parts = [
                _summed(clause, f"{promised(clause.id)} * {worth_of(clause.id, seat)}")
                for clause in book.at(table.id)
                if seat in clause.worth and not clause.once
            ]
            yield NamedFormula(holding(table.id, seat), (), _made(" + ".join(parts) or "0", place))


def _value(book: DealBook, deal: Deal, seat: str, place: Place) -> Formula:
    """What a deal is worth: what is received counts by faith in the other's word, what is given counts in full."""
    table = book.tables[deal.table]
    received: list[str] = []
    given: list[str] = []
    for name in deal.terms:
        clause = book.clauses[name]
        if seat in clause.worth:
            length = 1 if clause.once else deal.turns
            part = _summed(clause, f"{length} * {term_of(deal.id, name)} * {worth_of(name, seat)}")
            (given if seat in clause.by else received).append(part)
    text = " + ".join(given) or "0"
    if received:
        faith = f"clip({faith_at(table.id)}, 0, 1)" if table.faith is not None else "1"
        text += f" + {faith} * ({' + '.join(received)})"
    if seat in table.audience:
        text += f" - {SECRET_AUDIENCE if deal.secret else 1} * {audience_of(table.id, seat)}"
    return _made(text, place)


def _judged(formula: Formula) -> Formula:
    """What is a party's judgement, as a doctrine's weights are, needs no source for its numbers."""
    return attrs.evolve(formula, made=True)


def _summed(clause: Clause, text: str) -> str:
    return f"total({text}, {clause.on})" if clause.on else text


def _any(clause: Clause, text: str) -> str:
    return f"any({text}, {clause.on})" if clause.on else text
