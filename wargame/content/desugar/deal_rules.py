"""Fills the engine's rule templates for deals (`engine/deals.yaml`) with the tables, clauses, deals and parties.

The words of a template are the texts that replace its names in braces, such as `{table}`.

Must not know: files, or how formulas are computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.desugar.engine_rules import EngineFile, engine_file, engine_rules
from wargame.content.desugar.template import FilledWords
from wargame.errors import Place
from wargame.model.rules.action import EVERYONE
from wargame.model.rules.deal import (
    DEAL,
    DEAL_TABLE,
    LONGEST_DEAL,
    SEATED,
    SEATED_NOW,
    SECRET_AUDIENCE,
    TABLE,
    Clause,
    Deal,
    DealBook,
    Dealing,
    Table,
    own_terms,
)
from wargame.model.rules.kinds import FACTION, Kind, Relation
from wargame.model.rules.step import Step
from wargame.model.scenario.ruleset import RuleSet
from wargame.model.text.formula import Formula

LONGEST = 40  # the largest number of turns that a timer of deals can have
NTH = ("first", "second")  # words for the two parties of a table, used in names such as `caught_first`


def deal_file() -> EngineFile:
    """Return the engine's rules for deals as templates."""
    return engine_file("deals.yaml")


def with_deals(rules: RuleSet, names: Mapping[str, str]) -> RuleSet:
    """Return the rule set with further rules for its deals.

    `names`: maps the code of each party to its name in reports.
    """
    book, dealing = rules.deals, rules.deals.dealing
    if not book or dealing is None:
        return rules
    file = deal_file()
    kinds = (*rules.kinds, TABLE, DEAL, FACTION, *(clause.on for clause in book.clauses.values() if clause.on))
    made = engine_rules(file, _DealWords(book, dealing, names).words(), kinds, book.parties)
    actions = {name: attrs.evolve(action, deal_action=True) for name, action in made.actions.items()}
    return attrs.evolve(
        rules,
        kinds={**rules.kinds, **_kinds(book, dealing.place)},
        phases=(*file.before, *rules.phases, *file.after),
        metrics={**rules.metrics, **made.metrics},
        formulas={**rules.formulas, **made.formulas},
        actions={**rules.actions, **actions},
        steps={**_in(file.before, made.steps), **rules.steps, **_in(file.after, made.steps)},
    )


def _in(phases: tuple[str, ...], steps: Mapping[str, Step]) -> dict[str, Step]:
    return {name: step for name, step in steps.items() if step.phase in phases}


def _kinds(book: DealBook, place: Place) -> dict[str, Kind]:
    seated = {name: table.between for name, table in book.tables.items()}
    now = {name: table.between if table.open else () for name, table in book.tables.items()}
    tables = {name: table.label or name for name, table in book.tables.items()}
    deals = {name: book.deals[name].title if name in book.deals else "Terms of your own" for name in book.numbered}
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


@attrs.frozen
class _DealWords:
    """The words that fill the templates for one rule set."""

    book: DealBook
    dealing: Dealing
    names: Mapping[str, str]  # maps the code of each party to its name in reports

    def words(self) -> FilledWords:
        """Return the words for the whole file. The words include the tables, clauses and deals."""
        book, dealing = self.book, self.dealing
        values = {
            "offers": f"{len(book.numbered)}",
            "longest": f"{LONGEST}",
            "longest_deal": f"{LONGEST_DEAL}",
            "secret_audience": f"{SECRET_AUDIENCE}",
            "stands": f"{dealing.stands}",
            "noticed_public": dealing.noticed_public,
            "noticed_secret": dealing.noticed_secret,
            "leaks": dealing.leaks,
            "renounced": dealing.renounced,
        }
        things = {
            "party of a table": tuple(FilledWords(dealing.place, {"party": party}) for party in book.parties),
            "table": tuple(map(self._table, book.tables.values())),
            "clause": tuple(map(self._clause, book.clauses.values())),
            "deal": tuple(map(self._deal, book.deals.values())),
        }
        return FilledWords(dealing.place, values, things)

    def _table(self, table: Table) -> FilledWords:
        first, second = table.between
        own = own_terms(table.id)
        values = {
            "table": table.id,
            "table.label": table.label or table.id,
            "table.die": table.die,
            "first": first,
            "second": second,
            "first.name": self._name(first),
            "second.name": self._name(second),
            "own_terms": f"{self.book.number(own)}",
            "faith": table.faith,
        }
        clauses = self.book.at(table.id)
        ready = tuple(self._deal_there(deal) for deal in self.book.ready(table.id))
        terms = FilledWords(table.place, {"offer": own, "number": f"{self.book.number(own)}", "deal.title": ""})
        parties = tuple(self._party(table, party) for party in table.between)
        things = {
            "party": parties,
            "party with an audience": tuple(
                FilledWords(table.place, {"party": party, "audience": _judged(cost)})
                for party, cost in table.audience.items()
            ),
            "party that answers by itself": tuple(words for words in parties if words.values["answer"]),
            "party that may be void": tuple(words for words in parties if words.values["void_when"]),
            "offer": (*ready, terms),
            "deal of the table": ready,
            "structural clause": tuple(_clause(clause) for clause in clauses if clause.structural),
            "secrecy": (_secrecy(table, False, (EVERYONE,)), _secrecy(table, True, table.between)),
        }
        return FilledWords(table.place, values, things)

    def _party(self, table: Table, party: str) -> FilledWords:
        """Return the words for one party of a table and for the other party."""
        other, place = table.other(party), table.place
        seats = dict(zip(table.between, NTH, strict=True))
        clauses = self.book.at(table.id)
        values = {
            "party": party,
            "party.name": self._name(party),
            "other.name": self._name(other),
            "nth": seats[party],
            "other_nth": seats[other],
            "answer": table.answers.get(party),
            "void_when": self.dealing.void_when.get(party),
        }
        things = {
            "clause that it can break": tuple(
                _clause(clause, broken_when=clause.broken_when[party])
                for clause in clauses
                if party in clause.broken_when and party in clause.by
            ),
            "clause of lasting worth": tuple(
                _clause(clause) for clause in clauses if party in clause.worth and not clause.once
            ),
        }
        return FilledWords(place, values, things)

    def _clause(self, clause: Clause) -> FilledWords:
        """Return the words for a clause, for its table, and for the deals with this clause."""
        table = self.book.tables[clause.table]
        first, second = table.between
        own = self.book.number(own_terms(table.id))
        values = {
            "clause.most": f"{max(clause.levels)!r}",
            "clause.label": clause.label or clause.id,
            "clause.unit": clause.unit,
            "clause.source": clause.source,
            "table": table.id,
            "first": first,
            "second": second,
            "own_terms": f"{own}",
        }
        ready = (deal for deal in self.book.ready(table.id) if clause.id in deal.terms)
        things = {
            "amount": tuple(FilledWords(clause.place, {"amount": f"{level!r}"}) for level in clause.levels),
            "judge": tuple(
                FilledWords(clause.place, {"party": party, "worth": _judged(worth)})
                for party, worth in clause.worth.items()
            ),
            "deal that names it": tuple(map(self._deal_there, ready)),
        }
        return FilledWords(clause.place, values, things).within(_clause(clause))

    def _deal_there(self, deal: Deal) -> FilledWords:
        values = {
            "deal": deal.id,
            "offer": deal.id,
            "deal.title": deal.title,
            "deal.turns": f"{deal.turns}",
            "deal.secret": deal.secret,
            "number": f"{self.book.number(deal.id)}",
        }
        return FilledWords(deal.place, values)

    def _deal(self, deal: Deal) -> FilledWords:
        """Return the words for a deal whose terms the rule set defines.

        The words include all terms, the terms that each party gives, and the terms that each party receives.
        """
        table = self.book.tables[deal.table]
        terms = [
            FilledWords(deal.place, {"amount_of_term": amount}).within(_clause(self.book.clauses[name]))
            for name, amount in deal.terms.items()
        ]
        things = {
            "term": tuple(terms),
            "party": tuple(FilledWords(deal.place, *self._sides(deal, table, party)) for party in table.between),
        }
        return FilledWords(deal.place, {"table": table.id, "faith": table.faith}, things).within(self._deal_there(deal))

    def _sides(
        self, deal: Deal, table: Table, party: str
    ) -> tuple[dict[str, object], dict[str, tuple[FilledWords, ...]]]:
        judged = [clause for name in deal.terms if party in (clause := self.book.clauses[name]).worth]
        things = {
            "term given": tuple(_clause(clause) for clause in judged if party in clause.by),
            "term received": tuple(_clause(clause) for clause in judged if party not in clause.by),
        }
        return {"party": party, "audience": party in table.audience}, things

    def _name(self, party: str) -> str:
        return self.names.get(party, party)


def _clause(clause: Clause, **more: object) -> FilledWords:
    return FilledWords(clause.place, {"clause": clause.id, "clause.on": clause.on, "clause.once": clause.once, **more})


def _secrecy(table: Table, secret: bool, readers: tuple[str, ...]) -> FilledWords:
    """Return the words that say who may read a deal. A deal is public or secret."""
    readings = tuple(FilledWords(table.place, {"reader": reader}) for reader in readers)
    return FilledWords(table.place, {"in secret": secret}, {"reader": readings})


def _judged(formula: Formula) -> Formula:
    """Return a formula that is marked as a judgement. Numbers in a judgement need no source."""
    return attrs.evolve(formula, by_engine=True)
