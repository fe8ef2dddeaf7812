"""Queries of formulas: orders, earlier values, injects and deals.

Must not know: how queries are computed; the reader of formulas computes them.
"""

from __future__ import annotations

from wargame.language.word import About, Query

EFFORT = Query(
    name="effort",
    about=About.ORDERS,
    call="effort(action)",
    returns="what this turn's orders put into an action, per target; `effort(action, role)` where it has two targets",
)
ORDERED = Query(
    name="ordered",
    about=About.ORDERS,
    call="ordered(action)",
    returns="the levels that were asked for, before effort is weighed; `ordered(action, role)` likewise",
)
RECENT = Query(
    name="recent",
    about=About.PAST,
    call="recent(x, n)",
    returns="the mean of metric x over the last n turn-ends, n from 1 to 8",
)
HAPPENED = Query(
    name="happened",
    about=About.INJECTS,
    call="happened(inject)",
    returns="1 once an inject has come, else 0",
)
CHOSE = Query(
    name="chose",
    about=About.INJECTS,
    call="chose(inject, choice)",
    returns="1 once a choice was taken, else 0; `chose(inject, choice, seat)` where several are asked",
)
CLAUSE = Query(
    name="clause",
    about=About.DEALS,
    call="clause(name)",
    returns="the amount of a clause that is in force, 0 if none",
)
STARTED = Query(
    name="started",
    about=About.DEALS,
    call="started(name)",
    returns="1 in the turn in which a clause was signed, else 0",
)
CLAUSES = Query(
    name="clauses",
    about=About.DEALS,
    call="clauses(table)",
    returns="how many structural clauses are in force at a table",
)
