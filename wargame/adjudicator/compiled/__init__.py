"""Settling by compiled code: what orders cost, who pays, and what is carried out.

Must not know: bots, or games from turn to turn.
"""
