"""The sentences in the docstrings of a Python file, each with the line on which the sentence begins."""

import ast
from collections.abc import Iterator
from pathlib import Path

from docs.prose import Sentence, sentences

_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def of_source(text: str) -> Iterator[Sentence]:
    """Return the sentences of every docstring in a Python text."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, _Documented) or ast.get_docstring(node, clean=False) is None:
            continue
        literal = node.body[0]
        for found in sentences(ast.get_docstring(node, clean=False) or ""):
            yield Sentence(literal.lineno + found.line - 1, found.text)


def of_file(path: Path) -> list[Sentence]:
    """Return the sentences of the docstrings in one file, in the order of their lines."""
    return sorted(of_source(path.read_text(encoding="utf-8")), key=lambda sentence: sentence.line)
