"""All tables as one seat may know them: the deals in force, the offers, and the worth of deals and offers.

Must not know: what a seat may not see. This module uses only the part of the truth that the parties of a table share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from wargame.adjudicator.appraisal import Amounts, Appraisal
from wargame.game.deals.pending import Proposal, Spot
from wargame.game.orders.deal_vocabulary import DealVocabulary
from wargame.game.orders.grammar import levels_text
from wargame.game.wording.labels import capital, words
from wargame.game.wording.number import WRITTEN
from wargame.model.match.order import level_text
from wargame.model.rules.deal import (
    AGE,
    BOUND,
    KNOWN,
    NUMBER,
    OFFER,
    OPEN,
    SECRET,
    Clause,
    Deal,
    Table,
    TermLine,
    promised,
)
from wargame.model.scenario.scenario import Scenario
from wargame.model.telling.table_view import InForce, Offer, Promise, Said, TableView, WritableClause
from wargame.model.telling.view import Observation

OWN_TITLE = "Own terms"


@attrs.frozen
class Book:
    """Describes all tables for one reader. A table is a place where two parties make deals.

    `seat`: the seat that reads. None: the reader sees all tables, for example after the end.
    `seen`: what the seat observes now.
    `truth`: the observation of everything.
    `standing`: the open offers of earlier turns, which the state of the game holds.
    `drafted`: the offers in the drafts of this turn.
    `said`: the messages that the seat read, by table.
    `appraisal`: the worth of deals at the seat's tables.
    """

    scenario: Scenario
    vocabulary: DealVocabulary
    seat: str | None
    everything: bool
    moment: int
    seen: Observation
    truth: Observation
    standing: Mapping[Spot, Proposal]
    drafted: Mapping[Spot, Proposal]
    said: Mapping[str, tuple[Said, ...]]
    appraisal: Appraisal

    def talks(self) -> tuple[TableView, ...]:
        """Return all tables, in the order of the rules."""
        return tuple(self._talk(table) for table in self.vocabulary.book.tables.values())

    def _talk(self, table: Table) -> TableView:
        own = self.seat in table.between
        opened = own and bool(self.seen.value(OPEN, (table.id, self.seat or "")))
        return TableView(
            table=table.id,
            label=table.label or capital(words(table.id)),
            parties=table.between,
            own=own,
            open=opened or (self.everything and bool(self.truth.value(OPEN, (table.id, table.between[0])))),
            faith=self.appraisal.faith.get(table.id),
            stands=self._stands(table, own),
            offers=tuple(self._offers(table)) if own or self.everything else (),
            ready=tuple(self._ready(table)) if opened else (),
            clauses=tuple(self._speech(clause) for clause in self.vocabulary.book.at(table.id)) if own else (),
            said=self.said.get(table.id, ()),
        )

    # -- deals in force -----------------------------------------------------------------------------------------------

    def _stands(self, table: Table, own: bool) -> InForce | None:
        left = int(self.truth.value(BOUND, (table.id, table.between[0])) or 0)
        public = bool(self.seen.value(KNOWN, (table.id,)))
        if not left or not (own or public or self.everything):
            return None
        deal = self.vocabulary.book.numbered[int(self.truth.value(NUMBER, (table.id,)) or 1) - 1]
        amounts = {clause.id: self._promised(clause) for clause in self.vocabulary.book.at(table.id)}
        return InForce(
            title=self._title(deal),
            promises=tuple(self._promises(amounts)),
            left=left,
            secret=bool(self.truth.value(SECRET, (table.id,))),
            since=self.moment + 1 - int(self.truth.value(AGE, (table.id,)) or 0),
            worth=self.appraisal.holding.get(table.id),
        )

    def _promised(self, clause: Clause) -> Amounts:
        cells = self.truth.cells.get(promised(clause.id), {})
        return {(cell[0] if cell else ""): amount for cell, amount in cells.items()}

    def _title(self, deal: str) -> str:
        known = self.vocabulary.book.deals.get(deal)
        return known.title if known is not None else OWN_TITLE

    # -- offers -------------------------------------------------------------------------------------------------------

    def _offers(self, table: Table) -> Iterator[Offer]:
        for party in table.between:
            spot = table.id, party
            for proposal, is_draft in ((self.standing.get(spot), False), (self.drafted.get(spot), True)):
                if proposal is not None:
                    first = not is_draft or spot not in self.standing
                    yield self._offer(proposal, is_draft, first and party == self.seat)

    def _offer(self, proposal: Proposal, is_draft: bool, signable: bool) -> Offer:
        deal = self.vocabulary.book.deals.get(proposal.deal)
        if deal is not None:
            offer = self._of_deal(deal, proposal.by)
        else:
            offer = self._of_terms(proposal)
        turn = self.moment + 1 if is_draft else proposal.turn
        return attrs.evolve(offer, turn=turn, drafted=is_draft, signable=signable)

    def _ready(self, table: Table) -> Iterator[Offer]:
        for deal in self.vocabulary.book.ready(table.id):
            yield self._of_deal(deal, self.seat or "")

    def _of_deal(self, deal: Deal, by: str) -> Offer:
        amounts = self.appraisal.terms.get(deal.id, {})
        return Offer(
            table=deal.table,
            by=by,
            to=self.vocabulary.book.tables[deal.table].other(by),
            title=deal.title,
            text=deal.text,
            promises=tuple(self._promises(amounts) if amounts else self._unmeasured(deal)),
            turns=deal.turns,
            secret=deal.secret,
            line=f"{OFFER} {deal.id}",
            worth=self.appraisal.deals.get(deal.id),
        )

    def _of_terms(self, proposal: Proposal) -> Offer:
        terms, clauses = proposal.terms, self.vocabulary.book.clauses
        lines: Sequence[TermLine] = terms.lines if terms is not None else ()
        amounts: dict[str, dict[str, float]] = {}
        for line in lines:
            amounts.setdefault(line.clause, {})[line.target] = line.amount
        here = self.seat in self.vocabulary.book.tables[proposal.table].between
        worth = self.appraisal.of_terms(terms, clauses) if here and terms is not None else None
        return Offer(
            table=proposal.table,
            by=proposal.by,
            to=proposal.to,
            title=OWN_TITLE,
            text="",
            promises=tuple(self._promises(amounts)),
            turns=terms.turns if terms is not None else 0,
            secret=terms.secret if terms is not None else False,
            line=proposal.text,
            worth=worth,
        )

    # -- promises -----------------------------------------------------------------------------------------------------

    def _promises(self, amounts: Mapping[str, Amounts]) -> Iterator[Promise]:
        """Return the promises of a deal. A promise that is equal for several places appears once."""
        for name, by_target in amounts.items():
            clause = self.vocabulary.book.clauses[name]
            alike: dict[float, list[str]] = {}
            for target, amount in by_target.items():
                if amount > 0:
                    alike.setdefault(amount, []).append(target)
            for amount, targets in sorted(alike.items(), reverse=True):
                named = tuple(target for target in targets if target)
                yield Promise(name, clause.by, self._told(clause, amount, named), named)

    def _told(self, clause: Clause, amount: float, targets: Iterable[str]) -> str:
        many = len(clause.levels) > 1
        size = " ".join(part for part in (f" {level_text(round(amount, 3))}" if many else "", clause.unit) if part)
        places = ", ".join(self.scenario.label(target) for target in targets)
        return f"{_label(clause)}{size if many else ''}{f': {places}' if places else ''}"

    def _unmeasured(self, deal: Deal) -> Iterator[Promise]:
        for name in deal.terms:
            clause = self.vocabulary.book.clauses[name]
            yield Promise(name, clause.by, _label(clause))

    def _speech(self, clause: Clause) -> WritableClause:
        units = self.appraisal.clauses.get(clause.id, {})
        about = ", ".join(self.vocabulary.targets(clause))
        amounts = f"{levels_text(clause.levels)} {clause.unit}".rstrip() if len(clause.levels) > 1 else ""
        return WritableClause(
            clause.id, _label(clause), clause.by, amounts, about, _range(list(units.values()), clause.once)
        )


def _label(clause: Clause) -> str:
    return clause.label or capital(words(clause.id))


def _range(values: Sequence[float], once: bool) -> str:
    """Return the worth of one unit of a clause as text: one number, or the smallest and the largest number.

    `values`: the worth of one unit at each place.
    `once`: whether the party gets this worth only once. Otherwise the party gets this worth in each turn.
    """
    if not values:
        return ""
    low, high = (WRITTEN.worth(value) for value in (min(values), max(values)))
    return f"{low if low == high else f'{low} to {high}'}{'' if once else ' a turn'}"
