"""C that is written, built and called: text, layouts in memory, the compiler, libraries.

Must not know: rules, orders, bots or games. Whoever has something to compile brings fragments of C.
"""
