"""C: text, layouts in memory, the compiler, libraries, calls.

Must not know: rules, orders, bots or games. Each layer supplies its own fragments of C.
"""
