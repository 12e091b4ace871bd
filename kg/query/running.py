"""One query run on a store: values bound, what only reads let through, the engine's complaints told in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import terms as t
from kg.errors import QueryError
from kg.find import label
from kg.quads import Object, Triple
from kg.query.header import Type
from kg.query.named import NamedQuery
from kg.query.values import bind
from kg.store import Table

if TYPE_CHECKING:
    from kg.store import Graphs

_SUBJECTS = {Type.ENTITY, Type.IRI}

Answer = Table | tuple[Triple, ...] | bool
"""Rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or the yes or no of an ASK."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave.

    Attributes:
        answer: without the columns of parameters that only filter (dates, words, numbers); those of entities and IRIs say what a row is
            about, and stay.
        label: the Persian name of an IRI, looked up while the store is open; None where it has none.
    """

    query: NamedQuery
    answer: Answer
    label: Callable[[str], str | None]


def run(store: Graphs, query: NamedQuery, values: Mapping[str, str] | None = None) -> Result:
    """Run a query with values as a user writes them.

    Values are bound by the engine and never written into the text. pyoxigraph binds only variables that the SELECT projects, so a query
    projects its parameters (rdflib needs no such thing and is not disturbed by it), and columns that only repeat a filter are dropped here.

    Raises:
        QueryError: if the text is no query, is an update, calls other servers (`SERVICE`), or a value does not fit.
        NotFoundError: if a value names an entity that the graph does not know.
        StoreError: if the store fails.
    """
    if _SERVICE.search(_unescaped(query.text)):
        _refuse_service(store, query)
    answer = _ask(store, query, bind(store, query, values or {}))
    if isinstance(answer, Table):
        answer = _without(answer, {p.name for p in query.parameters if p.type not in _SUBJECTS})
    return Result(query, answer, lambda iri: label(store, iri))


def _ask(store: Graphs, query: NamedQuery, terms: Mapping[str, Object]) -> Answer:
    try:
        answer = store.query(query.text, values=terms)
    except QueryError as error:
        raise _placed(query, error) from None
    return answer if isinstance(answer, Table | bool) else tuple(answer)


def _without(table: Table, hidden: set[str]) -> Table:
    """Return a table without the columns of these names; a table that has no others stays whole."""
    kept = [place for place, name in enumerate(table.variables) if name not in hidden]
    if not kept or len(kept) == len(table.variables):
        return table
    return Table(tuple(table.variables[p] for p in kept), [tuple(row[p] for p in kept) for row in table.rows])


_ESCAPE = re.compile(r"\\u00([0-9A-Fa-f]{2})|\\U000000([0-9A-Fa-f]{2})")
_SERVICE = re.compile("service", re.IGNORECASE)
_RENAMED = "servicx"
_STOP = "\n!!!"
_ENDS_IN_SERVICE = re.compile(rf"{_RENAMED}\W*$", re.IGNORECASE)
_POSITION = re.compile(r"error at (\d+):(\d+)")


def _unescaped(text: str) -> str:
    """Return the text with the letters that are written as code points (SPARQL 1.1, section 19.2) as letters."""

    def letter(found: re.Match[str]) -> str:
        char = chr(int(found[1] or found[2], 16))
        return char if char.isascii() and char.isalpha() else found[0]

    return _ESCAPE.sub(letter, text)


def _refuse_service(store: Graphs, query: NamedQuery) -> None:
    """Raise QueryError if the word `service` in a query is the keyword, by which it would call another server.

    pyoxigraph 0.5 has no switch for it, and a search of the text can't tell the keyword from a word in a string, comment or name. So
    its parser decides: with the word renamed everywhere and a stop that no query can have at the end, a text without the keyword is read
    up to the stop, and one with it only up to the word. Nothing is evaluated either way.
    """
    text = _SERVICE.sub(_RENAMED, _unescaped(query.text)) + _STOP
    try:
        store.query(text)
    except QueryError as error:
        found = _POSITION.search(str(error.__cause__))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        if line == text.count("\n") + 1:
            return
        if _ENDS_IN_SERVICE.search(_upto(text, line, column)):
            raise QueryError(
                f"{query.name}:{line}:{column}", "SERVICE would send a part of the query to another server",
                "query the two servers one after the other",
            ) from None  # fmt: skip
        raise _placed(query, error) from None
    raise AssertionError("no query ends in a stop")  # pragma: no cover


def _upto(text: str, line: int, column: int) -> str:
    """Return the text before a position, whose line and column count from 1."""
    lines = text.split("\n")[:line]
    return "\n".join([*lines[:-1], lines[-1][: column - 1]]) if lines else ""


_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>)*(\w*)", re.IGNORECASE)
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}


def _placed(query: NamedQuery, error: QueryError) -> QueryError:
    """Name the query in an error of the store, and the line and column where its syntax is wrong."""
    if isinstance(error.__cause__, SyntaxError):
        return _explain(query, str(error.__cause__))
    return QueryError(query.name, error.problem, error.remedy)


def _explain(query: NamedQuery, message: str) -> QueryError:
    """Make the engine's syntax error a line that names the place and what stands there."""
    verb = _PROLOGUE.match(query.text)
    if verb and verb[1].lower() in _UPDATES:
        return QueryError(
            query.name, f"{verb[1].upper()} would change the graph", "use SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    found = _POSITION.search(message)
    if not found:
        return QueryError(query.name, f"not valid SPARQL: {message.splitlines()[0]}")
    line, column = int(found[1]), int(found[2])
    place = f"{query.name}:{line}:{column}"
    before = _upto(query.text, line, column)
    after = query.text[len(before) :].lstrip().partition("\n")[0]
    unknown = _undeclared(before.rstrip())
    if unknown is not None:
        return QueryError(
            place, f"the prefix {unknown}: is not declared", f"add PREFIX {unknown}: <…> at the top"
        )
    last = before.strip().rpartition("\n")[2]
    where = f"at {after[:40]!r}" if after else f"after {last[-40:]!r}" if last else "because it is empty"
    return QueryError(place, f"not valid SPARQL {where}", "correct it there or just before")


_PREFIXED = re.compile(r"(?<![\w:?$<@-])([A-Za-z][\w-]*):[\w.-]*$")


def _undeclared(before: str) -> str | None:
    """Return the prefix of the prefixed name that a text ends in, if nobody declared it."""
    found = _PREFIXED.search(before)
    if not found or found[1] in t.PREFIXES or re.search(rf"PREFIX\s+{found[1]}\s*:", before, re.IGNORECASE):
        return None
    return found[1]
