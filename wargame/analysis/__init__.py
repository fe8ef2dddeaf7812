"""Results over many games: balance, the effects of hidden parameters, and comparisons with dated records.

Must not know: screens or saves.
"""
