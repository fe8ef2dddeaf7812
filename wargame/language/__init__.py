"""The words of the rule language with their arguments, bounds and code: functions, reductions, draws, queries.

Must not know: the text of formulas, names of axes, scenarios or games. Each word is one entry, and `registry` collects
the entries.
"""
