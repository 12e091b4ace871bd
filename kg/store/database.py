"""What `kg.store` asks of an engine: SPARQL queries and updates over named graphs, each update wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from kg.errors import QueryError
from kg.quads import Object, Quad, Triple
from kg.store.protocol import Table


class Database(Protocol):
    """One set of named graphs behind an engine."""

    def query(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table | list[Triple] | bool:
        """Run a query, as `kg.store.Graphs.query` tells."""
        ...

    def graph(self, iri: str) -> list[Quad]:
        """Return the quads of one graph."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Yield every quad of every graph once."""
        ...

    def insert(self, quads: Iterable[Quad]) -> None:
        """Insert the quads in one transaction."""
        ...

    def update(self, sparql: str) -> None:
        """Run a SPARQL 1.1 update, all its operations in one transaction."""
        ...

    def sync(self) -> None:
        """See that all that was committed outlives even a power cut."""
        ...

    def flush(self) -> None:
        """End a build: see that all is on disk, in the form that is fastest to open."""
        ...

    def close(self) -> None:
        """Release the engine."""
        ...


Opener = Callable[[str], Database]
"""Opens the database of a name: `current` or `history`."""

Reader = Callable[[Path, str], list[Quad]]
"""Reads a Turtle file as quads of the graph with an IRI; raises OntologyError if it can't."""


def select(database: Database, sparql: str, values: Mapping[str, Object] = {}) -> Table:
    """Run a SELECT query.

    Raises:
        QueryError: if the query is of another kind.
    """
    match database.query(sparql, values=values):
        case Table() as table:
            return table
        case _:
            raise QueryError("query", "it is not a SELECT query", "use SELECT where a table is asked for")
