"""The second writer of the graph: it writes C for blocks of games and for single orders, with the same bits as numpy.

Must not know: compilers, files, bots, or games being played.
"""
