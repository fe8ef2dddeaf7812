"""Results over many games: balance, the effects of hidden parameters, and comparisons with dated records (lists of real
events).

Must not know: screens or saves.
"""
