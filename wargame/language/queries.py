"""Queries: words of formulas that ask for orders, earlier values, injects and deals.

Must not know: how queries are computed. The reader of formulas computes queries.
"""

from __future__ import annotations

from wargame.language.word import About, Query

EFFORT = Query(
    name="effort",
    about=About.ORDERS,
    call="effort(action)",
    returns="the effort of this turn's orders for each target; `effort(action, role)` if the action has two targets",
)
ORDERED = Query(
    name="ordered",
    about=About.ORDERS,
    call="ordered(action)",
    returns="the sum of the ordered levels for each target; `ordered(action, role)` if the action has two targets",
)
RECENT = Query(
    name="recent",
    about=About.PAST,
    call="recent(x, n)",
    returns="the mean of metric x at the ends of the last n turns, n from 1 to 8",
)
HAPPENED = Query(
    name="happened",
    about=About.INJECTS,
    call="happened(inject)",
    returns="1 after the inject has come, else 0",
)
CHOSE = Query(
    name="chose",
    about=About.INJECTS,
    call="chose(inject, choice)",
    returns="1 after a seat has made the choice, else 0; `chose(inject, choice, seat)` if several seats choose",
)
CLAUSE = Query(
    name="clause",
    about=About.DEALS,
    call="clause(name)",
    returns="the promised amount of the clause; 0 if no deal with the clause is in force",
)
STARTED = Query(
    name="started",
    about=About.DEALS,
    call="started(name)",
    returns="1 in the turn in which the parties sign the clause, else 0",
)
CLAUSES = Query(
    name="clauses",
    about=About.DEALS,
    call="clauses(table)",
    returns="the number of structural clauses in force at the table",
)
