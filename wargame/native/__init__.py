"""C: its text, its layouts in memory, the compiler, libraries and calls.

Must not know: rules, orders, bots or games. Each layer supplies its own fragments of C.
"""
