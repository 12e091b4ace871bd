"""The store's commands over two databases of any engine: the current versions, and the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from kg import terms as t
from kg.errors import OntologyError, StoreError
from kg.model import Document, Extraction, Run
from kg.names import fold
from kg.quads import Literal, Object, Quad, Triple
from kg.quads import quads as quads_of
from kg.store import names, provenance
from kg.store.database import Database, Opener, Reader, select
from kg.store.protocol import Counts, Graphs, Outcome, Table
from kg.store.text import insert_data

_NAME_PROPERTIES = frozenset(
    (t.SKOS + "prefLabel", t.SKOS + "altLabel", t.PV + "contextualLabel", t.PV + "formerLabel")
)
_COUNTED: dict[str, str] = {
    "articles": t.PV + "Article",
    "persons": t.FOAF + "Person",
    "organizations": t.ORG + "Organization",
    "places": t.SCHEMA + "Place",
    "posts": t.ORG + "Post",
    "mentions": t.OA + "Annotation",
    "claims": t.PV + "Claim",
    "tenures": t.ORG + "Membership",
    "events": t.SEM + "Event",
    "statements": t.SCHEMA + "Quotation",
    "figures": t.QB + "Observation",
    "relations": t.PV + "Relation",
}


class View:
    """A database to read from; the marks of unfinished names stay out of sight."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def query(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table | list[Triple] | bool:
        """Run a query; see `Graphs.query`."""
        return self._database.query(sparql, values=values)

    def select(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table:
        """Run a SELECT query; see `Graphs.select`."""
        return select(self._database, sparql, values)

    def quads(self) -> Iterator[Quad]:
        """Yield every quad once."""
        return (quad for quad in self._database.quads() if quad.graph != names.PENDING_GRAPH)


class VersionedStore(View):
    """See `kg.store.protocol.Store`."""

    def __init__(self, place: str, opener: Opener, read_turtle: Reader, *, write: bool) -> None:
        """Open the current database; the history is opened when it is first needed."""
        self.place = place
        self._open = opener
        self._read_turtle = read_turtle
        self._writes = write
        self._closed = False
        super().__init__(opener("current"))
        if write:
            _ = self._past  # made now, so that whoever reads the store later finds both parts

    @cached_property
    def _past(self) -> Database:
        return self._open("history")

    @property
    def history(self) -> Graphs:
        """The versions that newer ones have replaced."""
        return View(self._past)

    # Writing

    def install(self, files: Mapping[str, Sequence[Path]]) -> bool:
        """Load what has changed of the files; see `Store.install`."""
        self._must_write()
        stale = self._stale(files)
        for target, loaded in stale:
            self._install(target, loaded)
        return bool(stale)

    def _stale(self, files: Mapping[str, Sequence[Path]]) -> list[tuple[tuple[str, str], list[Quad]]]:
        """Read what has changed of the files, as ((graph, SHA-256), quads). All are read before anything is written."""
        stale = []
        for graph, paths in files.items():
            try:
                sha256 = provenance.files_sha256(paths)
            except OSError as error:
                raise OntologyError(
                    str(error.filename), error.strerror or "can't be read", "restore the file"
                ) from error
            if not self.query(f'ASK {{ GRAPH <{t.PROVENANCE_GRAPH}> {{ <{graph}> pv:sha256 "{sha256}" }} }}'):
                loaded = [quad for path in paths for quad in self._read_turtle(path, graph)]
                stale.append(((graph, sha256), loaded))
        return stale

    def _install(self, target: tuple[str, str], loaded: list[Quad]) -> None:
        graph, sha256 = target
        extra: list[Quad] = []
        if graph == t.AUTHORITY_GRAPH:
            extra += _name_keys(loaded)
            extra += names.register_marks(self._database.graph(graph), loaded)
        record = f"DELETE WHERE {{ GRAPH <{t.PROVENANCE_GRAPH}> {{ <{graph}> pv:sha256 ?sha256 }} }}"
        self._replace(graph, (*loaded, *extra, provenance.installed(graph, sha256)), record)

    def holds(self, doc: Document, run: Run) -> bool:
        """Tell whether this reading is stored; see `Store.holds`."""
        version = t.version_iri(doc)
        reading = f"ASK {{ <{version}> prov:wasGeneratedBy <{t.run_iri(run.fingerprint)}> }}"
        return bool(self._database.query(reading)) or bool(self._past.query(reading))

    def add(self, extraction: Extraction, *, at: datetime) -> Outcome:
        """Store an extraction; see `Store.add`."""
        self._must_write()
        doc = extraction.doc
        if self.holds(doc, extraction.run):
            return Outcome.UNCHANGED
        version = t.version_iri(doc)
        quads = [*quads_of(extraction), *provenance.of_version(extraction, at)]
        reread = f"ASK {{ <{version}> a schema:NewsArticle }}"
        if self._database.query(reread):
            self._reread(version, quads)
            return Outcome.UPDATED
        if self._past.query(reread):
            self._archive(version, quads)
            return Outcome.UPDATED
        current = self._current_version(t.article_iri(doc))
        if current is None:
            self._database.insert((*quads, *names.marks(quads)))
            return Outcome.ADDED
        if _was_changed_before(
            _last_change(quads, version), _last_change(self._database.graph(current), current)
        ):
            self._archive(version, quads)
            self._database.insert((provenance.revision(current, version),))
        else:
            self._supersede(current, version, quads)
        return Outcome.REVISED

    def _reread(self, version: str, quads: Sequence[Quad]) -> None:
        """Put a newer reading of the same text in the place of the older one."""
        touched = names.marks((*self._database.graph(version), *quads))
        self._replace(version, (*quads, *touched), _forget_reading(version))

    def _supersede(self, older: str, newer: str, quads: Sequence[Quad]) -> None:
        """Move a version to the history and put a newer one in its place.

        The history is written first: cut off in between, the older version stands in both until the build is run again.
        """
        graph = self._database.graph(older)
        record = self.select(
            f"SELECT DISTINCT ?s ?p ?o {{ {{ BIND(<{older}> AS ?s) }} UNION {{ <{older}> prov:wasGeneratedBy ?s }}"
            f" UNION {{ <{older}> prov:wasGeneratedBy/prov:wasAssociatedWith ?s }}"
            f" GRAPH <{t.PROVENANCE_GRAPH}> {{ ?s ?p ?o }} }}"
        ).rows
        described = (Quad(str(s), str(p), o, t.PROVENANCE_GRAPH) for s, p, o in record if o is not None)
        self._archive(older, [*graph, *described])
        self._past.sync()
        forget = f"DELETE WHERE {{ GRAPH <{t.PROVENANCE_GRAPH}> {{ <{older}> ?p ?o }} }}"
        touched = names.marks((*graph, *quads))
        self._replace(older, (*quads, *touched, provenance.revision(newer, older)), forget)

    def _archive(self, version: str, quads: Iterable[Quad]) -> None:
        """Put a version into the history, in the place of an earlier reading of it."""
        steps = (f"DROP SILENT GRAPH <{version}>", _forget_reading(version), insert_data(quads))
        self._past.update(" ;\n".join(steps))

    def _replace(self, graph: str, quads: Iterable[Quad], forget: str) -> None:
        """Drop a graph, forget what is on record of it and insert quads, in one transaction."""
        self._database.update(
            " ;\n".join(filter(None, (f"DROP SILENT GRAPH <{graph}>", forget, insert_data(quads))))
        )

    def finish(self) -> None:
        """Give what was touched its name; see `Store.finish`."""
        self._must_write()
        names.finish(self._database)
        self._database.flush()
        if "_past" in self.__dict__:
            self._past.flush()

    def _must_write(self) -> None:
        if not self._writes:
            raise StoreError(self.place, "it was opened to read only", "open it with write=True")

    # Reading

    def _current_version(self, article: str) -> str | None:
        rows = self.select(f"SELECT ?v {{ ?v prov:specializationOf <{article}> }}").rows
        return str(rows[0][0]) if rows else None

    def counts(self) -> Counts:
        """Count what is stored; see `Store.counts`."""
        excluded = ", ".join(f"<{graph}>" for graph in t.SYSTEM_GRAPHS)
        classes = " ".join(f"<{cls}>" for cls in _COUNTED.values())
        rows = self.select(
            f"SELECT ?class (COUNT(DISTINCT ?s) AS ?n) {{ VALUES ?class {{ {classes} }} GRAPH ?g {{ ?s a ?class }}"
            f" FILTER(?g NOT IN ({excluded})) }} GROUP BY ?class"
        ).rows
        found = {str(cls): int(n.value) for cls, n in rows if isinstance(n, Literal)}
        numbers = {name: found.get(cls, 0) for name, cls in _COUNTED.items()}
        total = _number(
            self._database, f"{{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{names.PENDING_GRAPH}>) }}", "*"
        )
        superseded = _number(self._past, "{ ?v a schema:NewsArticle }", "DISTINCT ?v")
        return Counts(quads=total, superseded=superseded, **numbers)

    # Closing

    def close(self) -> None:
        """Release both databases."""
        if self._closed:
            return
        self._closed = True
        self._database.close()
        if "_past" in self.__dict__:
            self._past.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the names, so that what a broken-off build did add can be queried, and close."""
        try:
            if self._writes and not self._closed:
                self.finish()
        finally:
            self.close()


def _number(database: Database, pattern: str, counted: str) -> int:
    ((count,),) = select(database, f"SELECT (COUNT({counted}) AS ?n) {pattern}").rows
    return int(count.value) if isinstance(count, Literal) else 0


def _forget_reading(version: str) -> str:
    """Return the update that forgets when and from what file a version was read."""
    return " ;\n".join(
        f"DELETE WHERE {{ GRAPH <{t.PROVENANCE_GRAPH}> {{ <{version}> <{predicate}> ?o }} }}"
        for predicate in provenance.PER_READING
    )


def _last_change(quads: Iterable[Quad], version: str) -> str | None:
    """Return when a version says that it was last changed (or published, if it says no more), in ISO 8601."""
    stamps = {
        q.predicate: q.object.value for q in quads if q.subject == version and isinstance(q.object, Literal)
    }
    return stamps.get(t.SCHEMA + "dateModified") or stamps.get(t.SCHEMA + "datePublished")


def _was_changed_before(one: str | None, other: str | None) -> bool:
    """Tell whether the first stamp is certainly earlier. Days are compared where one of the two has no clock time."""
    if one is None or other is None:
        return False
    moments = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if all(moment.tzinfo for moment in moments):
        return moments[0] < moments[1]
    return moments[0].date() < moments[1].date()


def _name_keys(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the look-up key of each name that the register gives."""
    keys = {
        (quad.subject, fold(quad.object.value))
        for quad in quads
        if quad.predicate in _NAME_PROPERTIES and isinstance(quad.object, Literal)
    }
    for subject, key in sorted(keys):
        if key:
            yield Quad(subject, t.PV + "nameKey", Literal(key), t.AUTHORITY_GRAPH)
