"""The words of the rule language, each with all that any part must know of it: functions, reductions, draws, questions.

Must not know: formulas' text, axes' names, scenarios or games. A word is one entry; `registry` collects them.
"""
