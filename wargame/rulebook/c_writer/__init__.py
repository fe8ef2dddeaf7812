"""The second writer of the graph: C, for blocks of games and for single orders; the same bits as numpy's.

Must not know: compilers, files, bots, or games being played.
"""
