"""The engine's own names in scenarios with tables. Authors must not use these names for other things.

The names come from the engine's rule templates.

Must not know: what the names mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.content.desugar.deal_rules import NTH, deal_file
from wargame.content.desugar.engine_rules import NOWHERE
from wargame.content.desugar.template import FilledWords
from wargame.model.rules.deal import DEAL_TABLE, SEATED, SEATED_NOW


def steps_of(tables: Mapping[str, Sequence[str]], clauses: Mapping[str, str]) -> Iterator[str]:
    """Return the id of each step that the engine makes for deals. The arguments are the same as in `names_of`."""
    return deal_file().template.keys("steps", _words(tables, clauses, {}))


def names_of(
    tables: Mapping[str, Sequence[str]], clauses: Mapping[str, str], deals: Mapping[str, str]
) -> Iterator[str]:
    """Return every name that the engine makes for deals.

    This includes the names that `let` lines of its steps define.

    `tables`: maps each table to its parties.
    `clauses`: maps each clause to its table.
    `deals`: maps each deal to its table.
    """
    if not tables:
        return
    template, words = deal_file().template, _words(tables, clauses, deals)
    yield from (DEAL_TABLE, SEATED, SEATED_NOW)
    for section in ("metrics", "actions", "formulas"):
        yield from template.keys(section, words)
    yield from dict.fromkeys(template.keys("steps", words, "let"))


def _words(tables: Mapping[str, Sequence[str]], clauses: Mapping[str, str], deals: Mapping[str, str]) -> FilledWords:
    """Return the words from which the templates make names.

    A word is a text that replaces a name in braces, such as `{table}`. The result contains all words that can appear in
    a name. The result does not contain the words that appear only in formulas or sentences.
    """
    things = {
        "table": tuple(_table(table, parties, clauses) for table, parties in tables.items()),
        "clause": tuple(_clause(clause, tables.get(table, ())) for clause, table in clauses.items()),
        "deal": tuple(_deal(deal, tables.get(table, ()), clauses) for deal, table in deals.items()),
    }
    return FilledWords(NOWHERE, {}, things)


def _table(table: str, parties: Sequence[str], clauses: Mapping[str, str]) -> FilledWords:
    there = tuple(FilledWords(NOWHERE, {"clause": clause}) for clause, at in clauses.items() if at == table)
    seats = tuple(
        FilledWords(NOWHERE, {"party": party, "nth": nth}, {"clause that it can break": there})
        for party, nth in zip(parties, NTH, strict=False)
    )
    kinds = ("party", "party with an audience", "party that answers by itself", "party that may be void")
    return FilledWords(NOWHERE, {"table": table}, dict.fromkeys(kinds, seats))


def _clause(clause: str, parties: Sequence[str]) -> FilledWords:
    return FilledWords(
        NOWHERE, {"clause": clause}, {"judge": tuple(FilledWords(NOWHERE, {"party": party}) for party in parties)}
    )


def _deal(deal: str, parties: Sequence[str], clauses: Mapping[str, str]) -> FilledWords:
    terms = tuple(FilledWords(NOWHERE, {"clause": clause}) for clause in clauses)
    things = {"party": tuple(FilledWords(NOWHERE, {"party": party}) for party in parties), "term": terms}
    return FilledWords(NOWHERE, {"deal": deal}, things)
