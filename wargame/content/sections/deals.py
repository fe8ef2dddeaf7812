"""Reads the sections `tables`, `clauses`, `deals` and `dealing`.

Must not know: how deals become rules, or what a deal is worth to a party.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.content.context import ReadContext
from wargame.content.names import NameKind
from wargame.content.schema.intervals import levels_schema, read_levels
from wargame.content.schema.record import Each, Key, ParsedRecord, Record
from wargame.content.schema.references import KIND, PARTY
from wargame.content.schema.shapes import Entries, Expression, Flag, Id, Known, Made, Many, Schema, Text, Whole
from wargame.content.yaml.nodes import MappingNode, ScalarNode, YamlNode
from wargame.model.rules.deal import LONGEST_DEAL, Clause, Deal, DealBook, Dealing, Table
from wargame.model.text.formula import Formula

BOTH = "both"

TABLE_CODE = Known(lambda context: context.names.of_sort(NameKind.TABLE), "no table")
CLAUSE_CODE = Known(lambda context: context.names.of_sort(NameKind.CLAUSE), "no clause")
BY_PARTY = Entries(Expression(), PARTY, "a formula by party")

LABEL = Key("label", Text(longest=60), "")
BETWEEN: Key[tuple[str, ...]] = Key(
    "between", Many(PARTY, least=2, most=2, unique=True), (), "name the two parties, as in [north, south]"
)
OPEN = Key("open", Flag(), True, note="false: closed until rules open it")
FAITH: Key[Formula | None] = Key("faith", Expression(), None, note="how far a word given here counts, 0 to 1")
AUDIENCE: Key[Mapping[str, Formula]] = Key("audience", BY_PARTY, {}, note="what it costs a party to sign in public")
ANSWERS: Key[Mapping[str, Formula]] = Key("answers", BY_PARTY, {}, note="chance that an unplayed party signs an offer")
WAS = Key("was", Id("the old name"), "")
TABLE_RECORD = Record("a table", (LABEL, BETWEEN, OPEN, FAITH, AUDIENCE, ANSWERS, WAS))


def _table(head: ScalarNode, node: YamlNode, context: ReadContext) -> Table | None:
    row = TABLE_RECORD.read(node, context, head)
    if row is None or len(set(row[BETWEEN])) != 2:
        return None
    first, second = row[BETWEEN]
    for key in (AUDIENCE, ANSWERS):
        for party in row[key]:
            if party not in (first, second):
                context.wrong(row.node(key), f"`{party}` does not sit at this table: {first} and {second} do")
    return Table(
        head.text, head.place, (first, second), row[LABEL], row[OPEN], row[FAITH], row[AUDIENCE], row[ANSWERS],
        row[WAS],
    )  # fmt: skip


def _broken(node: YamlNode, context: ReadContext) -> dict[str, Formula] | None:
    """Read the act that breaks a clause, or one act for each party. A single act is an act of the clause's giver."""
    if isinstance(node, MappingNode):
        return BY_PARTY.read(node, context)
    formula = Expression().read(node, context)
    return None if formula is None else {"": formula}


def _broken_schema() -> Schema:
    return {"anyOf": [Expression().schema(), BY_PARTY.schema()]}


IN = Key("in", TABLE_CODE, "", "say at which table it is spoken of")
BY: Key[str] = Key("by", Known(PARTY.find, "no faction", also=(BOTH,)), "", "say which party gives it, or both")
ON = Key("on", KIND, "", note="the kind of what it is about")
AMOUNT: Key[tuple[float, ...]] = Key("amount", Made(read_levels, levels_schema), (1.0,), note="what can be written")
BROKEN_WHEN: Key[dict[str, Formula]] = Key("broken_when", Made(_broken, _broken_schema), {})
STRUCTURAL = Key("structural", Flag(), False, note="true: it changes how the country is ruled")
ONCE = Key("once", Flag(), False, note="true: it is done when the deal is signed")
WORTH: Key[Mapping[str, Formula]] = Key("worth", BY_PARTY, {}, note="what one unit is worth to a party, a turn or once")
UNIT = Key("unit", Text(longest=30), "")
SOURCE = Key("source", Text(), "")
CLAUSE = Record("a clause", (IN, BY, ON, AMOUNT, LABEL, UNIT, BROKEN_WHEN, STRUCTURAL, ONCE, WORTH, SOURCE))


def _clause(head: ScalarNode, node: YamlNode, context: ReadContext) -> tuple[Clause, ParsedRecord] | None:
    row = CLAUSE.read(node, context, head)
    if row is None:
        return None
    clause = Clause(
        head.text, head.place, row[IN], (row[BY],), row[ON], row[AMOUNT], row[LABEL], row[UNIT], row[BROKEN_WHEN],
        row[STRUCTURAL], row[ONCE], row[WORTH], row[SOURCE],
    )  # fmt: skip
    return clause, row


TURNS = Key("turns", Whole(1, LONGEST_DEAL), 3, note="for how long it binds")
SECRET = Key("secret", Flag(), False, note="true: only the parties know of it")
TITLE = Key("title", Text(longest=80, empty=False), "", "give it a title")
TEXT = Key("text", Text(), "", note="one or two sentences for the parties")
TERMS: Key[Mapping[str, Formula]] = Key(
    "terms", Entries(Expression(), CLAUSE_CODE, "amounts by clause"), {}, "say what is promised"
)
DEAL = Record("a deal", (IN, TURNS, SECRET, TITLE, TEXT, TERMS, SOURCE))


def _deal(head: ScalarNode, node: YamlNode, context: ReadContext) -> tuple[Deal, ParsedRecord] | None:
    row = DEAL.read(node, context, head)
    if row is None:
        return None
    deal = Deal(head.text, head.place, row[IN], row[TURNS], row[SECRET], row[TITLE], row[TEXT], row[TERMS], row[SOURCE])
    return deal, row


NOTICED_SECRET: Key[Formula | None] = Key("noticed_secret", Expression(), None, "a chance, as in 0.35")
NOTICED_PUBLIC: Key[Formula | None] = Key("noticed_public", Expression(), None, "a chance, as in 0.8")
LEAKS: Key[Formula | None] = Key("leaks", Expression(), None, "the chance that a secret comes out in a turn")
STANDS = Key("stands", Whole(1, LONGEST_DEAL), 2, note="turns for which an offer lies on the table")
RENOUNCED: Key[Formula | None] = Key("renounced", Expression(), None, note="how much of a breach it is to leave openly")
VOID_WHEN: Key[Mapping[str, Formula]] = Key("void_when", BY_PARTY, {}, note="when a party's word binds nobody any more")
DEALING_RECORD = Record("dealing", (NOTICED_SECRET, NOTICED_PUBLIC, LEAKS, STANDS, RENOUNCED, VOID_WHEN))


def _dealing(node: YamlNode, context: ReadContext) -> Dealing | None:
    row = DEALING_RECORD.read(node, context)
    if row is None:
        return None
    secret, public, leaks = row[NOTICED_SECRET], row[NOTICED_PUBLIC], row[LEAKS]
    if secret is None or public is None or leaks is None:
        return None
    return Dealing(row.place, secret, public, leaks, row[STANDS], row[RENOUNCED], row[VOID_WHEN])


TABLES: Key[Mapping[str, Table]] = Key("tables", Each("tables", _table, TABLE_RECORD), {})
CLAUSES: Key[Mapping[str, tuple[Clause, ParsedRecord]]] = Key("clauses", Each("clauses", _clause, CLAUSE), {})
DEALS: Key[Mapping[str, tuple[Deal, ParsedRecord]]] = Key("deals", Each("deals", _deal, DEAL), {})
DEALING: Key[Dealing | None] = Key("dealing", Made(_dealing, DEALING_RECORD.schema), None)


def deal_book(rules: ParsedRecord, context: ReadContext) -> DealBook:
    """Join the four sections into one book. Report parts that contradict each other.

    Entries whose name belongs to another thing are left out.
    """
    known = {sort: context.names.of_sort(sort) for sort in (NameKind.TABLE, NameKind.CLAUSE, NameKind.DEAL)}
    tables = {name: table for name, table in rules[TABLES].items() if name in known[NameKind.TABLE]}
    if tables and rules[DEALING] is None and "dealing" not in rules.nodes:
        context.problems.add(
            next(iter(tables.values())).place,
            "there are tables, but nothing says how deals are watched: write `dealing` with noticed_secret, "
            "noticed_public and leaks",
        )
    clauses = {}
    for name, (clause, row) in rules[CLAUSES].items():
        table = tables.get(clause.table)
        if table is not None and name in known[NameKind.CLAUSE]:
            clauses[name] = _fitted(clause, row, table, context)
    deals = {}
    for name, (deal, row) in rules[DEALS].items():
        for clause_name in deal.terms:
            about = clauses.get(clause_name)
            if about is not None and about.table != deal.table:
                context.wrong(
                    row.node(TERMS), f"`{clause_name}` is spoken of at `{about.table}`, not at `{deal.table}`"
                )
        if (
            name in known[NameKind.DEAL]
            and deal.table in tables
            and all(clause_name in clauses for clause_name in deal.terms)
        ):
            deals[name] = deal
    return DealBook(tables, clauses, deals, rules[DEALING])


def _fitted(clause: Clause, row: ParsedRecord, table: Table, context: ReadContext) -> Clause:
    """Return a clause with the names of its givers. A giver is a party that can make the promise of the clause."""
    given = clause.by[0]
    by = table.between if given == BOTH else (given,)
    if given not in (*table.between, BOTH):
        context.wrong(row.node(BY), f"`{given}` does not sit at `{table.id}`: {' and '.join(table.between)} do")
    broken = clause.broken_when
    if "" in broken and len(by) > 1:
        remedy = ", ".join(f"{party}: ..." for party in by)
        context.wrong(row.node(BROKEN_WHEN), f"both give this clause: say by whom it is broken, as in {{{remedy}}}")
    for party in (*(party for party in broken if party), *clause.worth):
        if party not in table.between:
            key = BROKEN_WHEN if party in broken else WORTH
            context.wrong(row.node(key), f"`{party}` does not sit at `{table.id}`: {' and '.join(table.between)} do")
    for party in broken:
        if party and party in table.between and party not in by:
            context.wrong(row.node(BROKEN_WHEN), f"{party} does not give this clause: {' and '.join(by)} does")
    acts = {party or by[0]: act for party, act in broken.items()}
    return attrs.evolve(clause, by=by, broken_when=acts)
