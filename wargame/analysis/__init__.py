"""Results over many games: balance, sensitivity, and runs of a dated record that formulas measure.

Must not know: screens or saves.
"""
