"""The match: the only object that changes a game. The match keeps the orders and turns, and makes the view of each
seat.

Must not know: files, screens or clocks. The match writes only to the record that its caller passes.
"""
