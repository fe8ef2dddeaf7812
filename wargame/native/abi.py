"""Declares structs that C and Python share. Each struct is declared once, as rows of type, name and meaning.

The declarations in C and in Python are made from these rows.

Must not know: the purpose of structs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

_KINDS: Mapping[str, Any] = {
    "i64": ctypes.c_int64,
    "u64": ctypes.c_uint64,
    "double": ctypes.c_double,
}


@attrs.frozen
class Field:
    """A field of a struct: its type in C, its name, and its meaning.

    `count`: how many values the field contains, side by side.
    A field contains an address if its type is not a number of 64 bits.
    """

    type: str
    name: str
    meaning: str = ""
    count: int = 1

    @property
    def text(self) -> str:
        """Return the declaration of the field in C."""
        between = "" if self.type.endswith("*") else " "
        several = f"[{self.count}]" if self.count > 1 else ""
        said = f" /* {self.meaning} */" if self.meaning else ""
        return f"{self.type}{between}{self.name}{several};{said}"

    @property
    def kind(self) -> Any:
        """Return the type of the field in Python."""
        one = _KINDS.get(self.type, ctypes.c_void_p)
        return one * self.count if self.count > 1 else one


@attrs.frozen(eq=False)
class FunctionType:
    """A type of functions. The fields of structs may point to such functions."""

    name: str
    arguments: str

    @property
    def text(self) -> str:
        """Return the declaration of the function type in C."""
        return f"typedef void (*{self.name})({self.arguments});"


def _fields(rows: Iterable[tuple[Any, ...]]) -> tuple[Field, ...]:
    return tuple(Field(*row) for row in rows)


@attrs.frozen(eq=False, slots=False)
class Struct:
    """A struct with these fields.

    `meaning`: the meaning of one instance.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...] = attrs.field(converter=_fields)

    @property
    def text(self) -> str:
        """Return the declaration of the struct in C."""
        lines = (f"  {field.text}" for field in self.fields)
        return "\n".join((f"/* {self.meaning} */", "typedef struct {", *lines, f"}} {self.name};"))

    @cached_property
    def type(self) -> Any:
        """Return the Python class of the struct's instances."""
        kinds = [(field.name, field.kind) for field in self.fields]
        return type(self.name, (ctypes.Structure,), {"_fields_": kinds})

    def new(self, **values: Any) -> Any:
        """Return an instance with these values in its fields. All other fields are 0.

        Arrays to which the values point must exist as long as the instance exists.
        """
        unknown = values.keys() - {field.name for field in self.fields}
        if unknown:
            raise TypeError(f"{self.name} has no field {', '.join(sorted(unknown))}")
        return self.type(**values)

    def several(self, rows: list[dict[str, Any]]) -> Any:
        """Return several instances side by side in memory. Each row has the values of one instance."""
        return (self.type * (len(rows) + 1))(*(self.new(**row) for row in rows))

    @property
    def layout(self) -> tuple[int, ...]:
        """Return the size of the struct and the offsets of its fields, in bytes, in Python's layout."""
        return (ctypes.sizeof(self.type), *(getattr(self.type, field.name).offset for field in self.fields))

    @property
    def layout_text(self) -> str:
        """Return C text that defines a table `layout_NAME`. A library exports the table.

        The table has the same numbers as `layout`, but the C compiler computes them.
        """
        return f"const i64 {self.layout_name}[] = {{{', '.join(self._places())}}};"

    @property
    def layout_name(self) -> str:
        """Return the name of the table that `layout_text` defines."""
        return f"layout_{self.name}"

    def _places(self) -> Iterator[str]:
        yield f"sizeof({self.name})"
        for field in self.fields:
            yield f"__builtin_offsetof({self.name}, {field.name})"


def address(held: Any) -> int:
    """Return the address of an array's first number, or of a struct."""
    if isinstance(held, ctypes.Structure | ctypes.Array):
        return ctypes.addressof(held)
    found: int = held.__array_interface__["data"][0]
    return found


def addresses(*held: Any) -> tuple[int, ...]:
    """Return the addresses of these arrays."""
    return tuple(map(address, held))
