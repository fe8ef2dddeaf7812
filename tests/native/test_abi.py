"""Structs lie in memory as C and Python each lay them out: declared once, checked where they meet."""

from __future__ import annotations

import pytest

from wargame.batch.compiled.match import PLAY
from wargame.native import unit
from wargame.native.abi import Struct, address
from wargame.native.builds import build, load
from wargame.native.toolchain import QUICK, find_compiler, find_target
from wargame.native.unit import PRELUDE, Fragment

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler on this machine")

BLOCK_OF_ONE = Fragment("", constants={"W": 1, "LANES": 8})
MIXED = Struct(
    "Mixed",
    "Of every kind of field.",
    (("i64", "count"), ("double", "share", "of all"), ("const i64 *", "pairs", "", 2), ("u64", "key")),
)


def test_every_struct_of_a_game_lies_the_same() -> None:
    fragments = [BLOCK_OF_ONE, PLAY]
    library = load(build([unit.join(fragments, layouts=True)], find_target(), QUICK), {})
    structs = unit.structs(fragments)
    assert {struct.name for struct in structs} >= {"GameArrays", "Seat", "Buffer", "Carried", "Charges", "Match"}
    for struct in structs:
        assert library.layout(struct) == struct.layout, struct.name


def test_c_reads_what_python_writes() -> None:
    text = "i64 sum_of(const Mixed *m) "
    text += "{ return m->count + (i64)m->share + m->pairs[0][0] + m->pairs[1][0] + (i64)m->key; }"
    fragments = [BLOCK_OF_ONE, Fragment(text, structs=(MIXED,), functions={"sum_of": 1}, needs=(PRELUDE,))]
    library = load(build([unit.join(fragments)], find_target(), QUICK), unit.functions(fragments))
    one, two = MIXED.new(count=1), MIXED.new(count=2)
    held = MIXED.new(count=10, share=20.0, pairs=(address(one), address(two)), key=400)
    assert library.call("sum_of")(address(held)) == 433


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="Mixed has no field colour"):
        MIXED.new(colour=1)


def test_what_a_fragment_needs_stands_before_it_once() -> None:
    first = Fragment("/* first */", constants={"A": 1})
    second, third = Fragment("/* second */", needs=(first,)), Fragment("/* third */", needs=(first,))
    assert unit.join([Fragment("/* last */", needs=(second, third))]).split("\n") == [
        "#define A 1", "/* first */", "/* second */", "/* third */", "/* last */", "",
    ]  # fmt: skip
