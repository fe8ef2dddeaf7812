"""The reference workload: one fixed, fictional game.

The game is written for several engines, because the benchmark compares their speeds.
"""
