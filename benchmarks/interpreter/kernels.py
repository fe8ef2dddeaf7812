"""The interpreter's C: a loop for each word of the language, made of the very text by which the C writer writes it.

An instruction is a row of whole numbers: the operation, how many cells (unless that is known), where the result and
the arguments begin, how each goes on from cell to cell (unless that is known), and what else the operation needs.
Must not know: rules, or how the text is compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from wargame.language.draw import Distribution
from wargame.language.operation import Arguments, Operation
from wargame.language.reduction import Fold, Gather, Reduction
from wargame.language.registry import DRAWS, OPERATIONS, REDUCTIONS, c_sources
from wargame.native.unit import PRELUDE, Fragment, join, shipped

_MOST = 4096  # values that are reduced at once
_NAMES = "abc"
_CELLS = "for (i64 i = 0; i < p[1]; i++) for (i64 g = 0; g < GROUPS; g++)"
_LIVE = "for (int q = 0; q < alive; q++) for (i64 i = live[q], g = 0; g < GROUPS; g++)"
_FLAT = "for (i64 i = 0; i < p[1] * GROUPS; i++)"
_ONE = "for (i64 i = 0; i < GROUPS; i++)"


def _argument(operation: Operation, k: int) -> str:
    truths = operation.arguments in (Arguments.TRUTHS, Arguments.ANYTHING)
    truth = truths or (operation.arguments is Arguments.CHOICE and k == 0)
    return f"bits_of({_NAMES[k]})" if truth else _NAMES[k]


def _cell_by_cell() -> Iterator[tuple[str, int, str, int]]:
    """Return operations cell by cell: name, how many arguments, the result, how many numbers it needs besides."""
    for operation in OPERATIONS:
        count = len(operation.domain)
        text = operation.c.format(*(_argument(operation, k) for k in range(count)))
        yield f"op_{operation.name}", count, f"of_bits({text})" if operation.truth else text, 0
    yield "copy", 1, "a", 0
    yield "to_grid", 1, "to_grid(a)", 0
    yield "below_grid", 1, "below_grid(a)", 0
    yield "add_within", 2, "v_min(v_max(a + b, S[p[{0}] * GROUPS]), S[(p[{0}] + 1) * GROUPS])", 1


def _begin(count: int, first: int, result: bool = True) -> str:
    """Where the result and the arguments begin; the numbers that say so begin at `first`."""
    target = f"v *d = AT({first}); " if result else ""
    return target + " ".join(f"const v *A{n} = AT({first + result + k});" for k, n in enumerate(_NAMES[:count]))


def _forms(count: int, more: int) -> Iterator[tuple[str, str, str, str, int]]:
    """Return how loops run: name, what stands before, the loop with what it reads, where it writes, numbers used."""
    wide = count + 1
    for form, loop, first in (("one", _ONE, 1), ("flat", _FLAT, 2)):
        reads = " ".join(f"const v {n} = A{n}[i];" for n in _NAMES[:count])
        yield form, _begin(count, first), f"{loop} {{ {reads}", "d[i]", first + wide
    reads = " ".join(f"const v {n} = A{n}[i * p[{2 + wide + k}] * GROUPS + g];" for k, n in enumerate(_NAMES[:count]))
    yield "steps", _begin(count, 2), f"{_CELLS} {{ {reads}", "d[i * GROUPS + g]", 2 + wide + count
    for form, loop, first in (("cells", _CELLS, 2), ("live", _LIVE, 1)):
        places = first + wide
        reads = " ".join(f"const v {n} = A{n}[GO({places + 1 + k}) + g];" for k, n in enumerate(_NAMES[:count]))
        yield form, _begin(count, first), f"{loop} {{ {reads}", f"d[GO({places}) + g]", places + wide


def _draw(word: Distribution) -> tuple[str, str]:
    count = word.argument_count
    reads = " ".join(f"const v {n} = A{n}[GO({4 + count + k}) + g];" for k, n in enumerate(_NAMES[:count]))
    text = word.c.format(*_NAMES[:count], u="unit(bits)", z="taken(R->quantiles[0], slot(bits))")
    after = 4 + 2 * count
    return f"draw_{word.name}", (
        f"{_begin(count, 2)} {_CELLS} {{ {reads} const u bits = mixed(keys[g] + R->dice[p[{after}] + i]); "
        f"d[i * GROUPS + g] = {f'of_bits({text})' if word.truth else text}; }} p += {after + 1};"
    )


def _reduce(word: Reduction) -> tuple[str, str]:
    head = f"{_begin(1, 2)} const int *starts = R->tables + p[6], *at = R->tables + p[7]; {_CELLS} {{ "
    match word.c:
        case Fold():
            value = "Aa[at[j] * GROUPS + g]"
            joined = word.c.join.format("t", f"bits_of({value})" if word.truth else value)
            none = "if (starts[i] == starts[i + 1]) t = K(0.0); " if word.c.meaningless_start else ""
            body = (
                f"{'m' if word.truth else 'v'} t = {word.c.start}; "
                f"for (int j = starts[i]; j < starts[i + 1]; j++) t = {joined}; "
                f"{none}d[i * GROUPS + g] = {'of_bits(t)' if word.truth else 't'};"
            )
        case Gather():
            body = (
                f"v x[{_MOST}]; const int n = starts[i + 1] - starts[i]; "
                "for (int j = 0; j < n; j++) x[j] = Aa[at[starts[i] + j] * GROUPS + g]; "
                f"d[i * GROUPS + g] = {word.c.call.format('x', 'n')};"
            )
        case _:
            assert_never(word.c)
    return f"reduce_{word.name}", f"{head}{body} }} p += 8;"


def _others() -> Iterator[tuple[str, str]]:
    yield (
        "draw_tabled",
        (
            f"{_begin(0, 2)} {_CELLS} {{ const u bits = mixed(keys[g] + R->dice[p[4] + i]); "
            "d[i * GROUPS + g] = taken(R->quantiles[p[5]], slot(bits)); } p += 6;"
        ),
    )
    yield (
        "recent",
        (
            f"{_begin(1, 2)} const i64 count = R->turn < p[6] ? R->turn : p[6]; {_CELLS} {{ v t = K(0.0); "
            "for (i64 c = 0; c < count; c++) t += Aa[c * p[7] * GROUPS + GO(5) + g]; "
            "d[i * GROUPS + g] = t / K((double)count); } p += 8;"
        ),
    )
    slot = "S + (p[4] + R->turn % p[5] * p[1]) * GROUPS"
    yield "from_slot", f"__builtin_memcpy(AT(2), {slot}, p[1] * GROUPS * sizeof(v)); p += 6;"
    yield "to_slot", f"v *d = {slot}; {_begin(1, 2, False)} {_CELLS} d[i * GROUPS + g] = Aa[GO(3) + g]; p += 6;"
    yield "skip_if_seated", "if (R->seated[p[2]]) p = R->code + p[3]; else p += 4;"
    some = f"{_begin(1, 2, False)} m t = B(0); {_CELLS} t |= bits_of(Aa[GO(3) + g]);"
    yield "skip_if_none", f"{some} if (!any(t)) p = R->code + p[4]; else p += 5;"
    yield (
        "skip_if_dead",
        (
            f"{_begin(1, 2, False)} alive = 0; for (i64 i = 0; i < p[1]; i++) {{ m t = B(0); "
            "for (i64 g = 0; g < GROUPS; g++) t |= bits_of(Aa[GO(3) + g]); live[alive] = i; alive += any(t); }"
            " if (!alive) p = R->code + p[4]; else p += 5;"
        ),
    )
    yield "end", "return;"


def _loops() -> Iterator[tuple[str, str]]:
    for name, count, text, more in _cell_by_cell():
        for form, begin, loop, to, used in _forms(count, more):
            yield f"{name}_{form}", f"{begin} {loop} {to} = {text.format(used)}; }} p += {used + more};"
    yield from (_reduce(word) for word in REDUCTIONS if isinstance(word, Reduction))
    yield from (_draw(word) for word in DRAWS)
    yield from _others()


LOOPS = dict(_loops())
NUMBERS = {name: number for number, name in enumerate(LOOPS)}  # by which instructions name their operation


def run_name(groups: int) -> str:
    """Return the name of the function that runs blocks of so many vectors."""
    return f"run_{groups}"


def text(lanes: int, groups: tuple[int, ...]) -> str:
    """Return the C text of the interpreter, for vectors of so many games, and blocks of so many vectors each."""
    labels = ", ".join(f"&&{name}" for name in LOOPS)
    body = "\n".join(f"{name}: {{ {loop} }} goto *labels[*p];" for name, loop in LOOPS.items())
    runs = [
        f"#undef GROUPS\n#define GROUPS ((i64){count})\n"
        f"void {run_name(count)}(const Run *R, v *S, const u *keys) {{\n"
        f"  static const void *const labels[] = {{{labels}}};\n  int live[{_MOST}], alive = 0;\n"
        f"  const int *p = R->code;\n  goto *labels[*p];\n{body}\n}}"
        for count in groups
    ]
    words = Fragment("\n".join(c_sources()), constants={"W": lanes}, needs=(PRELUDE,))
    whole = Fragment("\n".join([shipped(__package__, "run.h"), *runs, shipped(__package__, "block.c")]), needs=(words,))
    return join([whole])
