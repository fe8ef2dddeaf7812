"""The names that the engine gives where there are tables, so that nothing else takes them.

Must not know: what stands behind a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wargame.model.deal import (
    ACTS,
    AGE,
    BOUND,
    BROKEN,
    DEAL_TABLE,
    HUSHED,
    KEPT,
    KNOWN,
    LEAKED,
    NUMBER,
    OFFERED,
    OPEN,
    SEATED,
    SEATED_NOW,
    SECRET,
    SIGNED,
    STANDS,
    TURNS,
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

# The lets of the engine's own steps, which formulas of the rules stand beside.
LETS = (
    "by_first", "by_second", "before_first", "before_second", "deal_agreed", "deal_turns_agreed", "deal_hushed",
    "deal_liked",
    "deal_noticed_in_public", "deal_noticed", "slips_first", "slips_second",
    "watched_first", "watched_second", "caught_first", "caught_second", "leaves_first", "leaves_second",
    "deal_comes_out", "deal_leaks", "deal_void", "void_first", "void_second", "deal_breach", "deal_leaving",
)  # fmt: skip


def steps_of(tables: Iterable[str], clauses: Iterable[str]) -> Iterator[str]:
    """Give the id of every step that the engine gives for deals."""
    for table in tables:
        yield from (f"{what}_{table}" for what in ("talks", "concluded", "reckoning", "untaken"))
        yield from (f"answered_{table}_{party}" for party in ("first", "second"))
    for clause in clauses:
        yield from (f"{what}_{clause}" for what in ("signed", "over"))


def names_of(
    tables: Mapping[str, Sequence[str]], clauses: Mapping[str, str], deals: Mapping[str, str]
) -> Iterator[str]:
    """Give every name that the engine gives for deals.

    `tables`: table -> who sits there; `clauses`, `deals`: their table, as far as what was written names one.
    """
    if tables:
        yield from (DEAL_TABLE, SEATED, SEATED_NOW, OPEN, OFFERED, STANDS, BOUND, KNOWN, NUMBER, AGE, SECRET)
        yield from (SIGNED, KEPT, LEAKED, BROKEN, *ACTS, TURNS, HUSHED, *LETS)
    for table, parties in tables.items():
        yield from (structural(table), faith_at(table))
        for party in parties:
            yield from (audience_of(table, party), holding(table, party))
    for clause, table in clauses.items():
        yield from (promised(clause), agreed(clause))
        yield from (term_of(deal, clause) for deal in deals)
        yield from (worth_of(clause, party) for party in tables.get(table, ()))
    for deal, table in deals.items():
        yield from (value_of(deal, party) for party in tables.get(table, ()))
