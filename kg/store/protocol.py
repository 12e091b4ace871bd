"""What a store gives and takes, whatever engine stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kg.model import Document, Extraction, Run
from kg.quads import Object, Quad, Triple


class Outcome(StrEnum):
    """What became of an article that was handed to the store.

    ADDED: its first version. REVISED: another version of an article already there. UPDATED: the same text, read by a newer run.
    UNCHANGED: the same text, read by the same run; nothing was written.
    """

    ADDED = "added"
    REVISED = "revised"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT query.

    Attributes:
        variables: the names of the columns, without `?`, in the order of the query.
        rows: one value a column, None where it is unbound.
    """

    variables: tuple[str, ...]
    rows: list[tuple[Object | None, ...]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much stands in a store. Entities and claims are those that articles name; the register is not counted.

    Attributes:
        quads: all of them, ontology and register included.
        superseded: the versions in the history.
    """

    quads: int = 0
    articles: int = 0
    persons: int = 0
    organizations: int = 0
    places: int = 0
    posts: int = 0
    mentions: int = 0
    claims: int = 0
    tenures: int = 0
    events: int = 0
    statements: int = 0
    figures: int = 0
    relations: int = 0
    superseded: int = 0


class Graphs(Protocol):
    """A set of named graphs that can be read. Queries see the union of the graphs as the default graph."""

    def query(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table | list[Triple] | bool:
        """Run a SPARQL 1.1 query: a table for SELECT, triples (each once) for CONSTRUCT and DESCRIBE, a bool for ASK.

        The prefixes of `kg.terms.PREFIXES` need no declaration. A triple that stands in several graphs may be matched once a graph:
        count with DISTINCT.

        `values` are put for variables (by name, without `?`) before the query is run; a SELECT must project them.

        Raises:
            QueryError: if the query is not valid, can't be evaluated, or lacks a variable of `values` in its SELECT list.
            StoreError: if the store can't be read.
        """
        ...

    def select(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table:
        """Run a SELECT query; like `query`, and QueryError for any other kind."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Yield every quad once, in no particular order."""
        ...


class Store(Graphs, Protocol):
    """The current version of every article with the ontology, the register, derived names and provenance; the rest as `history`.

    A context manager: leaving it finishes the names, if something was added, and closes the store.
    """

    @property
    def place(self) -> str:
        """Where the store is, for messages."""
        ...

    @property
    def history(self) -> Graphs:
        """The versions that newer ones have replaced, to read."""
        ...

    def install(self, files: Mapping[str, Sequence[Path]]) -> bool:
        """Make each graph (by IRI) hold exactly what its Turtle files say; tell whether anything changed.

        A graph whose files have the SHA-256 that is on record is left alone. Register entities get a `pv:nameKey` for each of
        their names.

        Raises:
            OntologyError: if a file is missing or is not Turtle; nothing is changed then.
        """
        ...

    def holds(self, doc: Document, run: Run) -> bool:
        """Tell whether this text of this article, read by a run with this fingerprint, is stored (in the history, too)."""
        ...

    def add(self, extraction: Extraction, *, at: datetime) -> Outcome:
        """Store an extraction, wholly or not at all, and tell what that meant. Call `finish` after the last one.

        Of two versions of an article the one that says it was last changed later (`dateModified`, or else `datePublished`) is
        the current one; where that does not decide, the one that is added later. The other stands in the history, and stays
        there if its text is added again. `at` is the moment to put on record, with its UTC offset; it is used only if
        something is written.
        """
        ...

    def finish(self) -> None:
        """Give every entity and post that was touched its one `skos:prefLabel`, and see that all is on disk."""
        ...

    def counts(self) -> Counts:
        """Count what is stored."""
        ...

    def close(self) -> None:
        """Release the store. It can't be used after this."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
