"""Deals: tables at which two factions make deals, the clauses of deals, and the deals that are ready to offer.

Parties may also write terms of their own: clauses, places and amounts. The rules have an entity for each ready
deal (an entity of the kind `deal`). The rules have one further entity of this kind for each table. This further entity
stands for any written terms at the table.

Must not know: how deals become rules, which deals are in force, or the worth of a deal.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.errors import Place
from wargame.model.text.formula import Formula

# The engine's rules for deals (`content/engine/deals.yaml`) use these names. Other code uses these names too.
TABLE, DEAL = "table", "deal"  # two kinds: pairs of parties that make deals, and deals that can be offered
OFFER, SIGN, REFUSE, RENOUNCE = "offer", "sign", "refuse", "renounce"  # actions of parties
ACTS = (OFFER, SIGN, REFUSE, RENOUNCE)
TALKS, RECKONING, FAITH = "talks", "reckoning", "faith"  # phases: the first phase of a turn, and the last two
DEAL_TABLE = "deal_table"  # relation from a deal to its table
SEATED, SEATED_NOW = "seated", "seated_now"  # relations: from a table to its parties, and to its parties at the start
OPEN = "table_open"  # a flag by table and faction: this party may make deals at the table
OFFERED = "offered"  # by table and faction: the number of the deal that is offered to this party, or 0
STANDS = "offer_stands"  # a timer by table: turns until the offers at the table lapse
BOUND = "bound"  # a timer by table and faction: turns for which this party is bound; 0: no deal
KNOWN = "known_deal"  # a timer by table: turns left of the deal in force, if the deal is public
NUMBER, AGE, SECRET = "deal_number", "deal_age", "deal_secret"  # by table: about the deal in force
SIGNED, KEPT = "deal_signed", "kept"  # by table, for this turn
BROKEN = "broken"  # by table and faction, for this turn: a breach was noticed, or the party left openly
CONCLUDED, RECKONED = "concluded_", "reckoning_"  # steps of a table that report signatures, and breaches and ends
TURNS, HUSHED = "agreed_turns", "agreed_secret"  # actions without a giver, by table: turns and secrecy of written terms

LONGEST_DEAL = 12  # turns
SECRET_AUDIENCE = 0.5  # a secret signature costs this part of the price of a public signature


def turns_text(turns: int) -> str:
    """Return a number of turns as text: `1 turn`, `3 turns`."""
    return f"{turns} turn{'' if turns == 1 else 's'}"


def promised(clause: str) -> str:
    """Return the name of the metric that stores the amount of a clause in force."""
    return f"promised_{clause}"


def agreed(clause: str) -> str:
    """Return the name of the action for a clause. Rules read from this action what the parties wrote for the clause.

    Both parties use the same action.
    """
    return f"agreed_{clause}"


def own_terms(table: str) -> str:
    """Return the code of an entity of the kind `deal`.

    This entity stands for any terms that parties write at a table.
    """
    return f"terms_{table}"


def worth_of(clause: str, seat: str) -> str:
    """Return the name of the formula that computes the worth of one unit of a clause to a seat."""
    return f"worth_{clause}_{seat}"


def value_of(deal: str, seat: str) -> str:
    """Return the name of the formula that computes the worth of a deal to a seat."""
    return f"value_{deal}_{seat}"


def faith_at(table: str) -> str:
    """Return the name of the formula for faith at a table. Faith says how much the other party's promise counts."""
    return f"faith_{table}"


def audience_of(table: str, seat: str) -> str:
    """Return the name of the formula for the price that a party pays for a public signature, in points of its score."""
    return f"audience_{table}_{seat}"


def term_of(deal: str, clause: str) -> str:
    """Return the name of the formula for the amount of a clause in a ready deal."""
    return f"term_{deal}_{clause}"


def structural(table: str) -> str:
    """Return the name of the formula that counts structural clauses in force. `Clause` explains structural clauses."""
    return f"structural_{table}"


def holding(table: str, seat: str) -> str:
    """Return the name of the formula that computes the worth of one more turn of the deal in force to a seat."""
    return f"holding_{table}_{seat}"


@attrs.frozen
class Table:
    """A place where two factions make deals.

    `open`: whether the table is open from the start. Rules can open a table later.
    `faith`: how much the other party's promise counts at the table, from 0 to 1.
    `audience`: maps each party to the price that the party pays for a public signature, in points of its score.
    `answers`: maps each party to a probability. A party that no seat plays signs an offer with this probability.
    """

    id: str
    place: Place
    between: tuple[str, str]
    label: str = ""
    open: bool = True
    faith: Formula | None = None
    audience: Mapping[str, Formula] = attrs.field(factory=dict)
    answers: Mapping[str, Formula] = attrs.field(factory=dict)
    was: str = ""

    @property
    def die(self) -> str:
        """Return the name of the table in the names of its dice: the old name (`was`) if the table was renamed."""
        return self.was or self.id

    def other(self, party: str) -> str:
        """Return the other party of the table."""
        return self.between[1] if party == self.between[0] else self.between[0]


@attrs.frozen
class Clause:
    """A promise that one party, or both parties, can make at one table.

    `on`: the kind of the places to which the clause applies. The text is empty if the clause has no places on the map.
    `levels`: the possible amounts.
    `broken_when`: maps each party to the act by which the party breaks the clause.
    `structural`: whether the clause changes how the country is ruled.
    `once`: whether the promise is fulfilled at the signature. The worth of the clause then counts once, and not in each
    turn.
    `worth`: maps each party to the worth of one unit of the clause for a turn.
    """

    id: str
    place: Place
    table: str
    by: tuple[str, ...]
    on: str = ""
    levels: tuple[float, ...] = (1.0,)
    label: str = ""
    unit: str = ""
    broken_when: Mapping[str, Formula] = attrs.field(factory=dict)
    structural: bool = False
    once: bool = False
    worth: Mapping[str, Formula] = attrs.field(factory=dict)
    source: str = ""


@attrs.frozen
class Deal:
    """A deal that is ready to offer. The terms map each clause and each place of the clause to an amount."""

    id: str
    place: Place
    table: str
    turns: int = 3
    secret: bool = False
    title: str = ""
    text: str = ""
    terms: Mapping[str, Formula] = attrs.field(factory=dict)
    source: str = ""


@attrs.frozen
class Dealing:
    """The rules for all deals: for example, the chances that a breach is noticed and that a secret becomes public.

    `stands`: the number of turns for which an offer is valid.
    `renounced`: a party that leaves a deal openly is charged with this part of a breach, from 0 to 1.
    `void_when`: maps each party to the condition that ends the party's deals.
    """

    place: Place
    noticed_secret: Formula
    noticed_public: Formula
    leaks: Formula
    stands: int = 2
    renounced: Formula | None = None
    void_when: Mapping[str, Formula] = attrs.field(factory=dict)


@attrs.frozen
class TermLine:
    """One written line of terms: a clause, a place (or no place), and the amount.

    `levelled`: whether the text contains the amount. A clause with a single amount is written without the amount.
    """

    clause: str
    target: str = ""
    amount: float = 1.0
    levelled: bool = True

    @property
    def text(self) -> str:
        """Return the line as written, such as `truce DKR 0.5`."""
        return " ".join(part for part in (self.clause, self.target, f"{self.amount:g}" * self.levelled) if part)


@attrs.frozen
class Terms:
    """The terms that a party wrote: the lines, the number of turns, and whether the terms stay secret."""

    table: str
    lines: tuple[TermLine, ...]
    turns: int
    secret: bool = False

    @property
    def text(self) -> str:
        """Return the terms as written, such as `peace: truce DKR 0.5, prisoners 50; 3 turns, secret`."""
        lines = ", ".join(line.text for line in self.lines)
        hushed = ", secret" if self.secret else ""
        return f"{self.table}: {lines}; {turns_text(self.turns)}{hushed}"


@attrs.frozen
class DealBook:
    """All deals of a rule set.

    Each ready deal has a number. The first ready deal has the number 1. Each table also has a code that stands for any
    terms that parties write at the table. The numbers of these codes follow the numbers of the ready deals.
    """

    tables: Mapping[str, Table] = attrs.field(factory=dict)
    clauses: Mapping[str, Clause] = attrs.field(factory=dict)
    deals: Mapping[str, Deal] = attrs.field(factory=dict)
    dealing: Dealing | None = None

    def __bool__(self) -> bool:
        """Return whether the rule set has any table."""
        return bool(self.tables)

    @property
    def parties(self) -> tuple[str, ...]:
        """Return every faction that is a party of a table, in the order of the tables."""
        return tuple(dict.fromkeys(party for table in self.tables.values() for party in table.between))

    def at(self, table: str) -> tuple[Clause, ...]:
        """Return the clauses of a table."""
        return tuple(clause for clause in self.clauses.values() if clause.table == table)

    def ready(self, table: str) -> tuple[Deal, ...]:
        """Return the deals that are ready to offer at a table."""
        return tuple(deal for deal in self.deals.values() if deal.table == table)

    @property
    def numbered(self) -> tuple[str, ...]:
        """Return the codes of the kind `deal` in the order of their numbers. Numbers begin with 1.

        The ready deals come first. The codes that stand for written terms follow. Each table has one such code.
        """
        return (*self.deals, *(own_terms(table) for table in self.tables))

    def number(self, deal: str) -> int:
        """Return the number of a deal."""
        return self.numbered.index(deal) + 1

    def table_of(self, deal: str) -> str:
        """Return the table of a deal. The code may name a ready deal, or may stand for written terms."""
        return self.deals[deal].table if deal in self.deals else deal.removeprefix(own_terms(""))
