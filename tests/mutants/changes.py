"""Every small change that could be a mistake in a module: one operator, constant, condition, return or statement.

Some changes are left out, because no test could notice them: changes to annotations, docstrings, the wording of
messages, and code that mypy alone proves.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
_WORD = re.compile(r"\w+")
# Keywords that change no value of a game: keywords of attrs, and `strict` of zip, which only checks lengths.
_UNTOLD = {"repr", "eq", "kw_only", "alias", "strict"}

Edit = Callable[[], None]
# The node to change, the definition around the node, its line, whether a function is around it, and the edit.
Found = tuple[ast.AST, str, int, bool, Edit]
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@attrs.frozen
class Mutant:
    """One change in a module.

    `number`: the number of the change in the module.
    `was`, `becomes`: the old and the new source text.
    """

    path: Path
    number: int
    line: int
    was: str
    becomes: str
    # whether the change lies within a function and can be put into a function that is already imported
    live: bool = False
    # a hash of the place and the change; the sample takes the lowest ranks, so other changes do not matter
    rank: str = ""

    @property
    def module(self) -> str:
        """Return the module's dotted name."""
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {_short(self.was)}  →  {_short(self.becomes)}"


def mutants(path: Path, seed: int) -> list[Mutant]:
    """Return every mutant of a module. The mutants that the seed's sample takes first come first."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    made: list[Mutant] = []
    seen: dict[str, int] = {}
    for number, (node, where, line, live, edit) in enumerate(_edits(tree)):
        was = _source(node)
        undo = _copy(node)
        edit()
        becomes = _source(node)
        undo()
        key = f"{path}|{where}|{was}|{becomes}"
        seen[key] = seen.get(key, 0) + 1
        rank = hashlib.sha256(f"{seed}|{key}|{seen[key]}".encode()).hexdigest()
        made.append(Mutant(path, number, line, was, becomes, live, rank))
    return sorted(made, key=lambda mutant: mutant.rank)


def changed(mutant: Mutant) -> ast.Module:
    """Return the syntax tree of the module with the change."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    for number, (*_, edit) in enumerate(_edits(tree)):
        if number == mutant.number:
            edit()
            return ast.fix_missing_locations(tree)
    raise LookupError(mutant)


def _source(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:87]}..."


def _copy(node: ast.AST) -> Edit:
    """Return an edit that restores the fields of a node and the lists in these fields."""
    kind, fields = type(node), {k: list(v) if isinstance(v, list) else v for k, v in vars(node).items()}

    def undo() -> None:
        node.__class__ = kind
        vars(node).clear()
        vars(node).update(fields)

    return undo


def _turn_into(node: ast.AST, other: ast.AST) -> Edit:
    """Return the edit that replaces a node by another node at the same place in the tree."""

    def edit() -> None:
        place = {k: v for k, v in vars(node).items() if k.endswith(("lineno", "col_offset"))}
        node.__class__ = type(other)  # type: ignore[assignment]  # what stands in the tree must be the same object
        vars(node).clear()
        vars(node).update({**vars(other), **place})

    return edit


def _set(node: ast.AST, field: str, value: object) -> Edit:
    return lambda: setattr(node, field, value)


def _edits(tree: ast.Module) -> Iterator[Found]:
    yield from _inside(tree, "", 1, False)


def _inside(node: ast.AST, where: str, line: int, live: bool) -> Iterator[Found]:
    line = getattr(node, "lineno", line)
    if isinstance(node, _FUNCTIONS | ast.ClassDef):
        where = f"{where}.{node.name}"
    for edit in _of(node):
        yield node, where, line, live, edit
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        if isinstance(node, ast.Raise):
            continue  # the text of a message; a change of the whole statement tests whether an error is raised at all
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "reshape":
            continue  # numpy treats -2 like -1 here
        if isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.keyword) and _is_wording(node):
            continue
        children = value if isinstance(value, list) else [value]
        for number, child in enumerate(children):
            if isinstance(child, ast.AST) and not (number == 0 and _is_docstring(node, field, child)):
                yield from _inside(child, where, line, live or (field == "body" and isinstance(node, _FUNCTIONS)))


def _is_wording(node: ast.JoinedStr | ast.FormattedValue | ast.keyword) -> bool:
    return not isinstance(node, ast.keyword) or node.arg in _UNTOLD


def _is_docstring(node: ast.AST, field: str, child: ast.AST) -> bool:
    owns = isinstance(node, _FUNCTIONS | ast.ClassDef | ast.Module)
    return owns and field == "body" and isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _of(node: ast.AST) -> Iterator[Edit]:
    """Yield the edits of a node itself."""
    match node:
        case ast.Compare(ops=[operator]):
            for other in _COMPARED[type(operator)]:
                yield _set(node, "ops", [other()])
        case ast.BoolOp(op=operator, values=values):
            yield _set(node, "op", ast.Or() if isinstance(operator, ast.And) else ast.And())
            for at in range(len(values)):
                left = [value for number, value in enumerate(values) if number != at]
                yield _set(node, "values", left) if len(left) > 1 else _turn_into(node, left[0])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _turn_into(node, operand)
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
            if type(operator) in _RECKONED:
                yield _set(node, "op", _RECKONED[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield _set(node, "value", not value)
        case ast.Constant(value=int(value) | float(value)):
            yield _set(node, "value", value + 1)
        case ast.Constant(value=str(value)) if _WORD.fullmatch(value):
            yield _set(node, "value", f"{value}_")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield from _decided(node, test)
        case ast.comprehension(ifs=[_, *_] as tests):
            for at in range(len(tests)):
                yield _set(node, "ifs", [test for number, test in enumerate(tests) if number != at])
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield _set(node, "func", ast.Name(_CALLED[name], ast.Load()))
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield _set(node, "value", ast.Constant(None))
        case ast.Continue():
            yield _turn_into(node, ast.Break())
        case ast.Break():
            yield _turn_into(node, ast.Continue())
        case ast.Raise() | ast.Delete():
            yield _turn_into(node, ast.Pass())
        case ast.Expr(value=ast.Call(func=function)) if _source(function) != "assert_never":
            yield _turn_into(node, ast.Pass())


def _decided(node: ast.AST, test: ast.expr) -> Iterator[Edit]:
    """Yield the negation of a condition, if no edit inside the condition has the same effect."""
    if not isinstance(test, ast.Compare | ast.BoolOp) and not (
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    ):
        yield _set(node, "test", ast.UnaryOp(ast.Not(), test))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
