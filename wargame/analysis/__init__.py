"""What many games say together: runs against a dated record, measured by formulas.

Must not know: screens or saves.
"""
