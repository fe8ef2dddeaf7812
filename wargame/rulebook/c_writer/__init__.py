"""Writes the graph as C, for blocks of games and for single orders.

The results have the same bits as the results of numpy.

A block is a group of games that C computes together. The workspace is an array with all values of a block.

Must not know: compilers, files, bots, or games being played.
"""
