"""A trial: rules as instructions for an interpreter that is compiled once for all rule books; the bits of numpy.

`python -m benchmarks.interpreter` prints the figures of docs/decisions/0021-the-interpreter.md. Nothing of the game
uses it. It knows the turn. It does not know what bots weigh up, and single orders.
"""
