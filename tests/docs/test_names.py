"""One name, one meaning: no public class or alias of a type stands in two modules."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import wargame

PACKAGE = Path(wargame.__file__).parent


def type_names(tree: ast.Module) -> Iterator[str]:
    """Give the classes of a module and its aliases of types; a message inside a widget is named with the widget."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if isinstance(target, ast.Name) and re.match("[A-Z][a-z]", target.id):
                yield target.id


def test_a_public_type_has_its_name_to_itself() -> None:
    modules = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in type_names(ast.parse(path.read_text())):
            if not name.startswith("_"):
                modules[name].append(str(path.relative_to(PACKAGE)))
    assert len(modules) > 100
    twice = {name: files for name, files in modules.items() if len(files) > 1}
    assert not twice, "one word has two meanings: call one of them by another word"
