"""Values as users write them, made into RDF terms of the type that a parameter declares. Digits of any script count."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg import terms as t
from kg import wording
from kg.errors import QueryError
from kg.find import find
from kg.find import iri as read_iri
from kg.quads import Literal, Object, typed
from kg.query.header import Parameter, Type
from kg.query.named import NamedQuery

if TYPE_CHECKING:
    from kg.store import Graphs

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
# RFC 5646, section 2.1, well-formed only.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+")
# No Gregorian date of an article is older, and no Jalali one is younger.
_LAST_JALALI_YEAR = 1700


def bind(store: Graphs, query: NamedQuery, given: Mapping[str, str]) -> dict[str, Object]:
    """Return the terms that a query's variables are bound to: what is given, or else the defaults.

    A parameter with neither, or with an empty value, stays unbound.

    Raises:
        QueryError: for a parameter that the query does not have, a value of the wrong type, or a name that several entities share.
        NotFoundError: for a name that no entity has.
    """
    for name in given:
        query.parameter(name)
    said = {p: given.get(p.name, p.default) for p in query.parameters}
    return {p.name: convert(store, p, text.strip()) for p, text in said.items() if text and text.strip()}


def convert(store: Graphs, parameter: Parameter, text: str) -> Object:
    """Return a value's text as a term of the parameter's type.

    Raises:
        QueryError: if the text is no value of that type.
        NotFoundError: if the type is `entity` and no entity has this name.
    """
    if parameter.type is Type.ENTITY:
        return find(store, text)
    try:
        return _TERMS[parameter.type](text)
    except ValueError as error:
        problem = f"{text!r} is no {_WANTED[parameter.type]}"
        raise QueryError(
            f"parameter {parameter.name}", f"{problem}: {error}" if str(error) else problem
        ) from None


def _iri(text: str) -> Object:
    return read_iri(text)


def _date(text: str) -> Object:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError("")
    year, month, day = map(int, found.groups())
    gregorian = date(year, month, day) if year > _LAST_JALALI_YEAR else from_jalali(year, month, day)
    return typed(gregorian.isoformat(), "date")


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a day of the Solar Hijri calendar.

    Raises:
        ValueError: if there is no such day.
    """
    if not (1178 <= year <= 1633 and 1 <= month <= 12):
        raise ValueError("there is no such day")
    around = (date(year + 621, 3, 19) + timedelta(days=more) for more in range(5))
    first = next(guess for guess in around if wording.jalali(guess) == (year, 1, 1))
    gregorian = first + timedelta(days=min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1)
    if wording.jalali(gregorian) != (year, month, day):
        raise ValueError("there is no such day")
    return gregorian


def _integer(text: str) -> Object:
    if not _INTEGER.fullmatch(text):
        raise ValueError("")
    return typed(int(text), "integer")


def _decimal(text: str) -> Object:
    try:
        value = Decimal(text.replace("٫", "."))
    except InvalidOperation:
        raise ValueError("") from None
    if not value.is_finite():
        raise ValueError("")
    return typed(format(value, "f"), "decimal")


def _language(text: str) -> Object:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("")
    return Literal(text.lower())


_TERMS: dict[Type, Callable[[str], Object]] = {
    Type.IRI: _iri,
    Type.STRING: Literal,
    Type.DATE: _date,
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.LANGUAGE: _language,
}
_WANTED = {
    Type.IRI: f"IRI (write it in full, or with one of the prefixes {', '.join(t.PREFIXES)})",
    Type.DATE: "day (write 2020-11-18, or 1399/8/28 for a Jalali one)",
    Type.INTEGER: "whole number",
    Type.DECIMAL: "number",
    Type.LANGUAGE: "language tag (write fa, en or fa-Latn)",
}
