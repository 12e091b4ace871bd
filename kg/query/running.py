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
from kg.query import guard
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
        QueryError: if the text is no query, is an update, calls other servers (`SERVICE`), names graphs by `FROM`, is nested too
            deep, or a value does not fit.
        NotFoundError: if a value names an entity that the graph does not know.
        StoreError: if the store fails.
    """
    text = _unescaped(query.text)
    guard.check(query.name, text)
    if _SERVICE.search(text):
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
# The lines in between are more than the engine reads ahead: it tells the place of an error up to a keyword's length too late.
_STOP = "\n" * 40 + "!!!"
_ENDS_IN_SERVICE = re.compile(rf"{_RENAMED}\W*\w{{0,4}}$", re.IGNORECASE)
_POSITION = re.compile(r"error at (\d+):(\d+)")


def _unescaped(text: str) -> str:
    """Return the text with the letters that are written as code points (SPARQL 1.1, section 19.2) as letters."""

    def letter(found: re.Match[str]) -> str:
        char = chr(int(found[1] or found[2], 16))
        return char if char.isascii() and char.isalpha() else found[0]

    return _ESCAPE.sub(letter, text)


def _refuse_service(store: Graphs, query: NamedQuery) -> None:
    """Raise QueryError if the word `service` in a query is the keyword, by which it would call another server.

    pyoxigraph 0.5 has no switch for it, and a search of the text can't tell the keyword from a word in a string, comment or name.
    So its parser decides: with the word renamed everywhere and a stop that no query can have at the end, a text without the
    keyword is read up to the stop, and one with it only up to the word. Nothing is evaluated either way.
    """
    text = _SERVICE.sub(_RENAMED, _unescaped(query.text)) + _STOP
    try:
        store.query(text)
    except QueryError as error:
        at = _position(text, error)
        if at is not None and at > len(text) - len("!!!"):
            return
        if at is None or _ENDS_IN_SERVICE.search(text[:at]):
            raise QueryError(
                query.name,
                "SERVICE would send a part of the query to another server",
                "query the two servers one after the other",
            ) from None
        raise _placed(query, error) from None
    raise AssertionError("no query ends in a stop")  # pragma: no cover


def _position(text: str, error: QueryError) -> int | None:
    """Return the place in a text where the engine's parser gave up, as an offset; None for an error of another kind."""
    found = _POSITION.search(str(error.__cause__)) if isinstance(error.__cause__, SyntaxError) else None
    if not found:
        return None
    lines = text.split("\n")[: int(found[1])]
    return len("\n".join([*lines[:-1], lines[-1][: int(found[2]) - 1]]))


_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>)*(\w*)", re.IGNORECASE)
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|<[^<>\s]*>|#[^\n]*")
_PREFIXED = re.compile(r"(?<![\w?$@:.-])([A-Za-z][\w-]*):")
_DECLARED = re.compile(r"PREFIX\s+([\w-]*):", re.IGNORECASE)


def _placed(query: NamedQuery, error: QueryError) -> QueryError:
    """Name the query in an error of the store; where its syntax is wrong, say near which words."""
    text = query.text
    at = _position(text, error)
    if at is None:
        return QueryError(query.name, error.problem, error.remedy)
    verb = _PROLOGUE.match(text)
    if verb and verb[1].lower() in _UPDATES:
        return QueryError(
            query.name, f"{verb[1].upper()} would change the graph", "use SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    if unknown := _undeclared(text):
        prefix = unknown[1]
        place = _place(query, unknown.start())
        return QueryError(
            place, f"the prefix {prefix}: is not declared", f"add PREFIX {prefix}: <…> at the top"
        )
    near = " ".join(text[max(0, at - 20) : at + 12].split())
    return QueryError(_place(query, at), f"not valid SPARQL near {near!r}", "look there and just before")


def _place(query: NamedQuery, at: int) -> str:
    """Return the name of a query with line and column, both from 1."""
    before = query.text[:at]
    return f"{query.name}:{before.count(chr(10)) + 1}:{at - before.rfind(chr(10))}"


def _undeclared(text: str) -> re.Match[str] | None:
    """Find the first prefixed name in a text that is no query whose prefix nobody declared."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    declared = {*_DECLARED.findall(bare), *t.PREFIXES}
    return next((found for found in _PREFIXED.finditer(bare) if found[1] not in declared), None)
