"""Every small change that could be a mistake in a module: one operator, constant, condition, return or statement.

Left out is what no test could tell apart: annotations, docstrings, the wording of messages, and what mypy alone proves.
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
# Keywords of attrs that change no value of a game, and of zip, which only asserts what holds anyway.
_UNTOLD = {"repr", "eq", "kw_only", "alias", "strict"}

Edit = Callable[[], None]
# A node to be changed, the definition around it, its line, whether a function is around it, and what changes it.
Found = tuple[ast.AST, str, int, bool, Edit]
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@attrs.frozen
class Mutant:
    """One change of a module: `number` counts the changes of the module, `was` and `becomes` are source."""

    path: Path
    number: int
    line: int
    was: str
    becomes: str
    live: bool = False  # whether it lies within a function, so that it can be put into one that is imported already
    rank: str = ""  # a hash of where and what it is; the sample takes the lowest, whatever changes elsewhere

    @property
    def module(self) -> str:
        """The module's dotted name."""
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {_short(self.was)}  →  {_short(self.becomes)}"


def mutants(path: Path, seed: int) -> list[Mutant]:
    """Return every mutant of a module, those that the seed's sample takes first at the front."""
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
    """Return the module's tree with the change made."""
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
    """Return what puts a node's own fields back, and the lists in them."""
    kind, fields = type(node), {k: list(v) if isinstance(v, list) else v for k, v in vars(node).items()}

    def undo() -> None:
        node.__class__ = kind
        vars(node).clear()
        vars(node).update(fields)

    return undo


def _turn_into(node: ast.AST, other: ast.AST) -> Edit:
    """Return the edit that makes a node another one, at its place in the tree."""

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
            continue  # what a message says; that something is raised at all is a change of the statement
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "reshape":
            continue  # numpy reads -2 as it reads -1
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
    """Give the edits of a node itself."""
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
    """A condition turned round, where no change of what stands in it says the same."""
    if not isinstance(test, ast.Compare | ast.BoolOp) and not (
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    ):
        yield _set(node, "test", ast.UnaryOp(ast.Not(), test))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
