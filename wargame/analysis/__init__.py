"""Results over many games. One part are the runs of a dated record, which formulas measure.

Must not know: screens or saves.
"""
