"""The match: one authority over a game's orders, turns and views.

Must not know: files, screens or clocks. The match writes only to the record that its caller passes.
"""
