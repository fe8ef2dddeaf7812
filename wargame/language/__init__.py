"""The words of the rule language with their arguments, bounds and code: functions, reductions, draws, queries.

Must not know: formulas' text, axes' names, scenarios or games. Each word is one entry, and `registry` collects them.
"""
