"""The words of deals in a scenario: clauses, the places of each clause, and the amounts of each clause.

Must not know: which parties deal with each other now, or which offers are open.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.game.wording.place_names import first_words
from wargame.model.match.order import Order
from wargame.model.rules.deal import OFFER, SIGN, Clause, DealBook, TermLine, Terms, own_terms
from wargame.model.scenario.scenario import Scenario

USUAL_TURNS = 3
WRITTEN = (OFFER, SIGN)  # the actions whose text may contain terms


@attrs.frozen
class DealVocabulary:
    """The deals of a rule set, with the entities of a scenario.

    `codes`: the codes of each kind.
    `names`: the first word of each entity's name, by code.
    """

    book: DealBook = attrs.field(factory=DealBook)
    codes: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    names: Mapping[str, str] = attrs.field(factory=dict)

    @classmethod
    def of(cls, scenario: Scenario) -> DealVocabulary:
        """Collect the vocabulary of a scenario."""
        book = scenario.rules.deals
        kinds = dict.fromkeys(clause.on for clause in book.clauses.values() if clause.on)
        return cls(book, {kind: scenario.of_kind(kind) for kind in kinds}, first_words(scenario))

    def __bool__(self) -> bool:
        """Return whether the scenario has a table for deals."""
        return bool(self.book)

    def table_of(self, order: Order) -> str:
        """Return the table of a deal order. Return an empty text for any other order."""
        if order.terms is not None:
            return order.terms.table
        if order.action == OFFER and order.targets:
            return self.book.table_of(order.targets[0])
        return order.targets[0] if order.targets and order.targets[0] in self.book.tables else ""

    def own_table(self, action: str, targets: tuple[str, ...]) -> str:
        """Return the table of an order with terms that a party wrote. Return an empty text for any other order."""
        if action != OFFER or not targets or targets[0] in self.book.deals:
            return ""
        return next((table for table in self.book.tables if own_terms(table) == targets[0]), "")

    def targets(self, clause: Clause) -> tuple[str, ...]:
        """Return the codes that a clause can name. The result is empty if the clause has no place on the map."""
        return self.codes.get(clause.on, ())

    def lines(self, clause: Clause) -> tuple[tuple[str, ...], ...]:
        """Return the first words of each line that can offer this clause, such as (`truce`, `DKR`).

        The result has one item for each place that the clause can name.
        """
        return tuple((clause.id, code) for code in self.targets(clause)) if clause.on else ((clause.id,),)

    def term(self, clause: Clause, words: tuple[str, ...], amount: float) -> TermLine:
        """Make one line of the terms of an offer, such as `truce DKR 0.5`, from its words and its amount."""
        return TermLine(clause.id, words[1] if len(words) > 1 else "", amount, levelled=len(clause.levels) > 1)

    def example(self, table: str) -> Terms | None:
        """Return terms with which an offer at a table could begin. Return None for a table without clauses."""
        for clause in self.book.at(table):
            for words in self.lines(clause):
                return Terms(table, (self.term(clause, words, clause.levels[-1]),), USUAL_TURNS)
        return None


def table_of_deal_action(action: str, terms: Terms) -> Order:
    """Return the order that offers or signs these terms. `action`: the word for offer or sign."""
    target = own_terms(terms.table) if action == OFFER else terms.table
    return Order(action, (target,), levelled=False, terms=terms)
