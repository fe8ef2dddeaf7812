"""Results over many games: balance, the effects of hidden parameters, and comparisons with dated records.

A dated record is a list of real events.

Must not know: screens or saves.
"""
