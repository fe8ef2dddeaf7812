"""Joins fragments of C into one unit (the text of one C source). Each fragment comes after the fragments that it needs.

Must not know: the purpose of fragments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

import attrs

from wargame.native.abi import FunctionType, Struct
from wargame.native.text import number
from wargame.numeric import exact


@attrs.frozen(eq=False)
class Fragment:
    """C text, its structs and constants, and the fragments that it needs.

    `functions`: the functions that Python calls, with their numbers of arguments.
    """

    text: str
    structs: tuple[Struct | FunctionType, ...] = ()
    constants: Mapping[str, int | float] = attrs.field(factory=dict)
    functions: Mapping[str, int] = attrs.field(factory=dict)
    needs: tuple[Fragment, ...] = ()


def shipped(package: str, name: str) -> str:
    """Return the text of a C file in the folder of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def join(fragments: Sequence[Fragment], layouts: bool = False) -> str:
    """Return the joined text of these fragments and of all fragments that they need. Each fragment appears once.

    `layouts`: whether the text exports the layouts of the structs in C.
    """
    ordered = in_order(fragments)
    constants: dict[str, int | float] = {}
    for fragment in ordered:
        constants.update(fragment.constants)
    defined = (f"#define {name} {_constant(value)}" for name, value in constants.items())
    return "\n".join([*defined, *(part for fragment in ordered for part in _parts(fragment, layouts))]) + "\n"


def in_order(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return these fragments and all fragments that they need. A fragment comes before the fragments that need it."""
    found: list[Fragment] = []

    def visit(fragment: Fragment) -> None:
        for needed in fragment.needs:
            visit(needed)
        if fragment not in found:
            found.append(fragment)

    for fragment in fragments:
        visit(fragment)
    return found


def shared(texts: Sequence[str], pieces: int) -> list[list[str]]:
    """Divide texts into `pieces` lists of about the same length. The texts of a list keep their order."""
    found: list[list[tuple[int, str]]] = [[] for _ in range(pieces)]
    lengths = [0] * pieces
    for position, text in sorted(enumerate(texts), key=lambda each: -len(each[1])):
        least = lengths.index(min(lengths))
        found[least].append((position, text))
        lengths[least] += len(text)
    return [[text for _, text in sorted(piece)] for piece in found if piece]


def functions(fragments: Sequence[Fragment]) -> dict[str, int]:
    """Return the functions of these fragments and of all fragments that they need, with their numbers of arguments."""
    return {name: count for fragment in in_order(fragments) for name, count in fragment.functions.items()}


def structs(fragments: Sequence[Fragment]) -> list[Struct]:
    """Return the structs of these fragments and of all fragments that they need."""
    return [one for fragment in in_order(fragments) for one in fragment.structs if isinstance(one, Struct)]


def _parts(fragment: Fragment, layouts: bool) -> Iterator[str]:
    for declared in fragment.structs:
        yield declared.text
        if layouts and isinstance(declared, Struct):
            yield declared.layout_text
    yield fragment.text


def _constant(value: int | float) -> str:
    return str(value) if isinstance(value, int) else number(value)


def _prelude() -> str:
    doubles = (
        f"static const double {name}[] = {{{', '.join(map(number, values))}}};" for name, values in exact.TABLES.items()
    )
    powers = f"static const long long EXP_POWERS[] = {{{', '.join(map(str, exact.POWERS.tolist()))}}};"
    return "\n".join([*doubles, powers, shipped(__package__, "c/prelude.h")])


# Arithmetic on W games at once. Each unit defines the number W.
PRELUDE = Fragment(_prelude(), constants={name: float(value) for name, value in exact.CONSTANTS.items()})
