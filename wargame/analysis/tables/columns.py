"""The columns of the tables of a saved game. The tables with the truth and the tables of one seat use the same columns.

Must not know: the rows.
"""

from __future__ import annotations

from wargame.analysis.tables.table import ENTITY, ENTITY2, GAME, METRIC, RUN, SEAT, TURN, column

PARAMETERS = (
    RUN,
    GAME,
    column("name", "text", "Parameter", "The name of the parameter."),
    column("value", "number", "Value", "The value in this game. The cell is empty for a choice."),
    column("word", "text", "Word", "The choice in this game. The cell is empty for a number."),
    column("source", "text", "Source", "`drawn` from the prior, `set` by an option, or `fixed` in the rules."),
)
ORDERS = (
    RUN,
    GAME,
    TURN,
    SEAT,
    column("line", "whole", "Line", "The number of the order among the orders of its seat and turn."),
    column("text", "text", "Order", "The canonical text of the order."),
    column("action", "text", "Action", "The action."),
    column("target", "text", "Target", "The first target."),
    column("target2", "text", "Second target", "The second target."),
    column("level", "number", "Level", "The level. A choice has the number of its word."),
    column("main", "flag", "Main effort", "Whether the order was the main effort."),
    column("paid", "text", "Paid", "The price, such as `ap=1 money=6.2`."),
    column("lapsed", "text", "Lapsed", "Why the order was not carried out. The cell is empty for other orders."),
    column("reason", "text", "Reason", "The reason that the bot or the person gave."),
)
LEDGER = (
    RUN,
    GAME,
    TURN,
    column("phase", "text", "Phase", "The phase of the turn."),
    column("step", "text", "Step", "The rule. The cell is empty for entries of the engine."),
    METRIC,
    ENTITY,
    ENTITY2,
    column("cause", "text", "Cause", "The name of the cause."),
    column("amount", "number", "Amount", "The amount that the cause added, in the unit of the metric."),
)
SEAT_LEDGER = (
    *LEDGER[:3],
    SEAT,
    *LEDGER[3:-1],
    column(
        "amount", "number", "Amount", "The amount that the cause added. The cell is empty if the seat may not know it."
    ),
    column(
        "word", "text", "Word", "The size and the direction in words: `much`, `some` or `little`, `for` or `against`."
    ),
)
EVENTS = (
    RUN,
    GAME,
    TURN,
    column("event", "text", "Event", "`report`, `inject`, `seat`, `note`, `ruling`, `ending`, or `log` for a seat."),
    column("name", "text", "Name", "The inject, seat, author, ruled number, ending, or the rule that reported."),
    column("text", "text", "Text", "The sentence."),
    column("seen_by", "text", "Seen by", "The seats that read the sentence, joined by a blank, or `everyone`."),
)
DEALS = (
    RUN,
    GAME,
    TURN,
    SEAT,
    column("table", "text", "Table", "The table of the deal."),
    column("deed", "text", "Deed", "`offer`, `sign`, `refuse` or `renounce`."),
    column("deal", "text", "Deal", "The ready deal, if the order names one."),
    column("terms", "text", "Terms", "The terms that the party wrote."),
    column("lapsed", "text", "Lapsed", "Why the order was not carried out. The cell is empty for other orders."),
)
VIEWS = (
    RUN,
    GAME,
    TURN,
    SEAT,
    METRIC,
    ENTITY,
    ENTITY2,
    column("value", "number", "Value", "The number that the seat knew after the turn."),
    column("half", "number", "Half width", "Half the width of the interval that holds the truth in 8 of 10 cases."),
    column("step", "number", "Step", "The value is a multiple of this number. The cell is empty for an exact value."),
    column("age", "whole", "Age", "The number of turns since the seat read the value."),
    column("word", "text", "Word", "The word that the seat read in place of a number."),
)
METRICS = (
    RUN,
    GAME,
    TURN,
    METRIC,
    ENTITY,
    ENTITY2,
    column("value", "number", "Value", "The true value after the turn."),
)
DRAWS = (
    RUN,
    GAME,
    TURN,
    column("key", "text", "Key", "The name of the die."),
    column("value", "number", "Value", "The value of the die."),
)
