"""A compiled back end: the same graph written as C, the same bits as numpy's, several times as fast.

Must not know: compilers, files, or games being played.
"""

from wargame.native.binding import Binding
from wargame.native.carrying import ActionTables
from wargame.native.source import Source, SourceWriter

__all__ = ["ActionTables", "Binding", "Source", "SourceWriter"]
