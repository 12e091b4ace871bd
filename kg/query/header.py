"""The comment header of a query file: what it asks, in two languages, and which values it takes.

The grammar stands in `queries/README.md`. Only the comment lines before the first line of SPARQL are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypedDict, get_args

from kg.errors import QueryError


class Type(StrEnum):
    """The types that a parameter's value can have."""

    IRI = "iri"
    ENTITY = "entity"
    STRING = "string"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    LANGUAGE = "language"


GROUPS = ("people", "posts", "institutions", "events", "statements", "figures", "provenance", "quality")
"""The groups of the named queries, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes. The variable of this name is left unbound where no value and no default is given.

    Attributes:
        default: the value taken where none is given, as a user would write it; None for none.
    """

    name: str
    type: Type
    default: str | None = None
    label_fa: str = ""
    label_en: str = ""


class Header(TypedDict, total=False):
    """What the header of a query file says; a text without a header has none of it."""

    title_fa: str
    title_en: str
    description_fa: str
    description_en: str
    group: str
    example: str
    parameters: tuple[Parameter, ...]


_LINE = re.compile(r"#\s*([a-z][a-z-]*)\s*:\s*(.*?)\s*")
_PARAMETER = re.compile(r"([A-Za-z]\w*)\s+([a-z]+)(?:\s*=\s*(.*))?", re.ASCII)
_Text = Literal["title_fa", "title_en", "description_fa", "description_en", "group", "example"]
_TEXTS: dict[str, _Text] = {name.replace("_", "-"): name for name in get_args(_Text)}


def read(text: str, place: str) -> Header:
    """Return the header of a query's text. Comment lines of another form are comments and nothing more.

    Raises:
        QueryError: if a parameter line does not follow the grammar, or two parameters have one name.
    """
    said = Header()
    parameters: dict[str, Parameter] = {}
    for number, key, value in _lines(text):
        if key == "parameter":
            parameter = _parameter(value, f"{place}:{number}")
            if parameter.name in parameters:
                raise QueryError(
                    f"{place}:{number}", f"two parameters are named {parameter.name}", "rename one"
                )
            parameters[parameter.name] = parameter
        elif key in _TEXTS:
            said[_TEXTS[key]] = value
    said["parameters"] = tuple(parameters.values())
    return said


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line number, key and value of each header line before the first line of SPARQL."""
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            return
        if found := _LINE.fullmatch(stripped):
            yield number, found[1], found[2]


def _parameter(value: str, place: str) -> Parameter:
    """Read `NAME TYPE [= DEFAULT] | label-fa | label-en`."""
    said, *labels = (part.strip() for part in value.split("|"))
    found = _PARAMETER.fullmatch(said)
    if not found or len(labels) > 2:
        raise QueryError(
            place, f"not a parameter: {value!r}", "write NAME TYPE [= DEFAULT] | label-fa | label-en"
        )
    name, type_name, default = found.groups()
    if type_name not in set(Type):
        raise QueryError(place, f"no parameter type is named {type_name!r}", f"use one of {', '.join(Type)}")
    label_fa, label_en = (*labels, "", "")[:2]
    return Parameter(name, Type(type_name), default or None, label_fa, label_en)
