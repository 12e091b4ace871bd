"""The embedded engine, pyoxigraph on disk: the only module that imports it.

What pyoxigraph 0.5 does, as measured: `extend` and `update` are transactions, all operations of one update together; a second writer is
refused by the engine's lock, which dies with its process; a reader shows the state of the moment when it was opened, and
does not see or disturb a writer; what was committed outlives the process, flushed or not. Literals are kept by value: types derived
from `xsd:integer` come back as `xsd:integer`, `0.80` as `0.8`, `+00:00` as `Z`, a language tag in lower case.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg import terms as t
from kg.errors import OntologyError, QueryError, StoreError
from kg.quads import Literal, Object, Quad, Triple
from kg.store.confidence import without_claims_below
from kg.store.folder import REBUILD, check_folder, remedy
from kg.store.protocol import Table
from kg.store.versioned import VersionedStore

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Result: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

_SKOLEM = t.BASE + ".well-known/genid/"  # RDF 1.1 Concepts, section 3.5


def open_folder(path: Path, *, write: bool) -> VersionedStore:
    """Open the store in a folder, as `kg.store.open_store` tells."""
    place = str(path)
    check_folder(path, write=write)

    def opener(name: str) -> EmbeddedDatabase:
        return EmbeddedDatabase(path / name, place, write=write)

    return VersionedStore(place, opener, read_turtle, write=write)


def open_confident(path: Path, min_score: float) -> VersionedStore:
    """Open a store to read, without the claims below a score: a copy, of hard links where the disk has them, is pruned and queried."""
    check_folder(path, write=False)

    def opener(name: str) -> EmbeddedDatabase:
        whole = EmbeddedDatabase(path / name, str(path), write=False)
        copy = _folder_beside(path)
        whole.backup(Path(copy.name) / name)
        whole.close()
        pruned = EmbeddedDatabase(Path(copy.name) / name, str(path), write=True, lasts=copy)
        for update in without_claims_below(min_score):
            pruned.update(update)
        return pruned

    return VersionedStore(str(path), opener, read_turtle, write=False)


def _folder_beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a folder for a copy on the store's own disk, or where that can't be written to, among the system's temporary files."""
    try:
        return tempfile.TemporaryDirectory(prefix=".peyvand-", dir=path.resolve().parent)
    except OSError:
        return tempfile.TemporaryDirectory(prefix="peyvand-")


class EmbeddedDatabase:
    """One pyoxigraph store on disk. See `kg.store.database.Database`."""

    def __init__(
        self,
        folder: Path,
        place: str,
        *,
        write: bool,
        lasts: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        """Open the folder; one that `lasts` no longer than the database is removed when it is closed."""
        self._place = place
        self._folder = folder
        self._lasts = lasts
        with self._told():
            self._store: ox.Store | None = _opened(folder, write=write)

    @property
    def _engine(self) -> ox.Store:
        if self._store is None:
            raise StoreError(self._place, "the store was closed", "open it again")
        return self._store

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the engine raises into an error that tells the user what to do."""
        try:
            yield
        except FileNotFoundError as error:
            raise StoreError(self._place, "the store is empty or parts of it are missing", REBUILD) from error
        except (SyntaxError, ValueError) as error:
            problem = f"a statement can't be stored ({error})"
            raise StoreError(
                self._place, problem, "nothing of the article was stored; report its text"
            ) from error
        except (OSError, RuntimeError) as error:
            problem = str(error)
            if "lock" in problem.lower() and remedy(problem) == REBUILD:
                raise StoreError(
                    self._place,
                    "another process is writing to the store",
                    "wait until it has ended, and try again",
                ) from error
            raise StoreError(
                self._place, f"the store can't be read or written ({problem})", remedy(problem)
            ) from error

    def query(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table | list[Triple] | bool:
        """Run a query; see `Graphs.query`."""
        try:
            result = self._engine.query(
                sparql,
                prefixes=t.PREFIXES,
                use_default_graph_as_union=True,
                substitutions={ox.Variable(name): to_engine(value) for name, value in values.items()},
            )
            return _answer(result)
        except SyntaxError as error:
            raise QueryError("query", _syntax_problem(str(error)), "correct the query") from error
        except ValueError as error:
            raise QueryError(
                "query", f"a value or variable name is not valid ({error})", "correct it"
            ) from error
        except (RuntimeError, OSError) as error:
            raise self._failed(error, values) from error

    def _failed(self, error: Exception, values: Mapping[str, Object]) -> QueryError | StoreError:
        problem = str(error)
        if "SELECT projection" in problem:
            missing = next((name for name in values if f"?{name} " in problem), "")
            return QueryError(
                "query", f"the parameter ?{missing} is not in the SELECT list", f"add ?{missing} to it"
            )
        if "orruption" in problem or "IO error" in problem:
            return StoreError(self._place, f"the store can't be read ({problem})", remedy(problem))
        return QueryError("query", f"it can't be evaluated ({problem})", "correct the query")

    def graph(self, iri: str) -> list[Quad]:
        """Return the quads of one graph."""
        with self._told():
            return [
                _quad(quad) for quad in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(iri))
            ]

    def quads(self) -> Iterator[Quad]:
        """Yield every quad once."""
        with self._told():
            yield from map(_quad, self._engine)

    def insert(self, quads: Iterable[Quad]) -> None:
        """Insert quads in one transaction."""
        with self._told():
            self._engine.extend(_to_quad(quad) for quad in quads)

    def update(self, sparql: str) -> None:
        """Run an update in one transaction."""
        with self._told():
            self._engine.update(sparql, prefixes=t.PREFIXES)

    def backup(self, folder: Path) -> None:
        """Copy all that is committed into a new folder, by hard links where the disk has them."""
        with self._told():
            self._engine.backup(str(folder))

    def sync(self) -> None:
        """See that what was committed outlives a power cut: the engine itself syncs its log only now and then."""
        with self._told():
            for log in self._folder.glob("*.log"):
                with log.open("rb+") as stream:
                    os.fsync(stream.fileno())

    def flush(self) -> None:
        """Move what was committed from the log to the tables, which a reader opens faster."""
        with self._told():
            self._engine.flush()

    def close(self) -> None:
        """Let go of the engine and its lock."""
        # pyoxigraph has no close: the engine lets go when the last reference does.
        self._store = None
        if self._lasts:
            self._lasts.cleanup()


def _opened(folder: Path, *, write: bool, tries: int = 3) -> ox.Store:
    """Open the engine's folder.

    A reader that opens in the very moment when a writer tidies its files can miss one of them: it tries again.
    """
    if write:
        folder.mkdir(exist_ok=True)
        return ox.Store(str(folder))
    for left in reversed(range(tries)):
        try:
            return ox.Store.read_only(str(folder))
        except OSError:
            if not left or not (folder / "CURRENT").exists():
                raise
    raise AssertionError("unreachable")


def read_turtle(path: Path, graph: str) -> list[Quad]:
    """Read a Turtle file as quads of one graph. Blank nodes become IRIs that depend on the file's content only.

    Raises:
        OntologyError: if it can't be read or is not Turtle.
    """
    try:
        dataset = ox.Dataset(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except OSError as error:
        raise OntologyError(str(path), error.strerror or "it can't be read", "restore the file") from error
    except (SyntaxError, ValueError) as error:
        raise OntologyError(str(path), f"it is not valid Turtle ({error})", "correct it") from error
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    stem = f"{_SKOLEM}{t.digest(graph, path.name)}-"
    return [Quad(str(_named(s, stem)), p, _named(o, stem), graph) for s, p, o, _ in map(_quad, dataset)]


def _named(term: Object, stem: str) -> Object:
    return stem + term[2:] if isinstance(term, str) and term.startswith("_:") else term


def _answer(result: _Result) -> Table | list[Triple] | bool:
    match result:
        case ox.QuerySolutions():
            variables = tuple(variable.value for variable in result.variables)
            return Table(
                variables, [tuple(None if v is None else from_engine(v) for v in row) for row in result]
            )
        case ox.QueryTriples():
            return list(dict.fromkeys(map(_triple, result)))
        case _:
            return bool(result)


def to_engine(value: Object) -> ox.NamedNode | ox.Literal:
    """Return a term as the engine's own object.

    Raises:
        ValueError: if it is not a valid IRI or language tag.
    """
    if not isinstance(value, Literal):
        return ox.NamedNode(value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))


def from_engine(term: _Term) -> Object:
    """Return the engine's object as a term; a blank node, which only a query can make, as `_:` and its label."""
    match term:
        case ox.NamedNode():
            return sys.intern(term.value)  # a graph names the same few things over and over
        case ox.Literal():
            return Literal(term.value, term.datatype.value, term.language or "")
        case ox.BlankNode():
            return f"_:{term.value}"
        case _:
            return str(term)


def _triple(triple: ox.Triple | ox.Quad) -> Triple:
    return Triple(
        str(from_engine(triple.subject)), sys.intern(triple.predicate.value), from_engine(triple.object)
    )


def _quad(quad: ox.Quad) -> Quad:
    graph = quad.graph_name
    subject, predicate, value = _triple(quad)
    return Quad(subject, predicate, value, sys.intern(graph.value) if isinstance(graph, ox.NamedNode) else "")


def _to_quad(quad: Quad) -> ox.Quad:
    named = ox.NamedNode
    return ox.Quad(named(quad.subject), named(quad.predicate), to_engine(quad.object), named(quad.graph))


_REASON = re.compile(r"(?:one of |, |^)([A-Z][a-z]+(?: \w+){2,})")


def _syntax_problem(message: str) -> str:
    """Shorten the engine's message, which lists every character that it would have taken, and its reasons among them."""
    where, _, expected = message.partition(": expected ")
    reason = _REASON.search(expected)
    hint = f": {reason[1]}" if reason else f", {expected} was expected" if 0 < len(expected) < 60 else ""
    return f"it is not valid SPARQL 1.1 ({where}{hint})"
