"""The match: one authority over a game's orders, turns and views.

Must not know: files, screens or clocks. It writes only to the record that it is given.
"""
