"""The rows of lists that several screens share: a report, the steps of a turn, the parts of a review.

Must not know: screens.
"""
