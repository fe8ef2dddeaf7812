"""Results over many games: runs of a dated record, measured by formulas.

Must not know: screens or saves.
"""
