"""The words of the rule language with their arguments, bounds and code: functions, reductions, draws, queries.

Must not know: formulas' text, axes' names, scenarios or games. A word is one entry; `registry` collects them.
"""
