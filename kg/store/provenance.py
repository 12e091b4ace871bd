"""What is on record about where the graphs come from: the runs that made them, and the files that were installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath

from kg import terms as t
from kg.model import Document, Extraction
from kg.quads import Literal, Quad, typed

AGENT = t.registered_iri("peyvand")
"""Peyvand itself, the software that every run is associated with."""

PER_READING = (t.PROV + "generatedAtTime", t.PV + "origin")
"""What is on record of a version and replaced when a newer run reads the same text again."""


def _record(subject: str, predicate: str, value: str | Literal) -> Quad:
    return Quad(subject, predicate, value, t.PROVENANCE_GRAPH)


def of_version(extraction: Extraction, at: datetime) -> Iterator[Quad]:
    """Yield what is recorded of an article version and its run. `at` must be aware of its UTC offset."""
    version = t.version_iri(extraction.doc)
    moment = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    yield _record(version, t.PROV + "generatedAtTime", typed(moment, "dateTime"))
    yield _record(version, t.PV + "origin", Literal(_file_name(extraction.doc)))
    run = t.run_iri(extraction.run.fingerprint)
    yield _record(run, t.RDF + "type", t.PROV + "Activity")
    yield _record(run, t.PROV + "wasAssociatedWith", AGENT)
    yield _record(run, t.SCHEMA + "softwareVersion", Literal(extraction.run.version))
    yield _record(run, t.PV + "fingerprint", Literal(extraction.run.fingerprint))
    if extraction.run.extractor:
        yield _record(run, t.PV + "extractor", Literal(extraction.run.extractor))
    if extraction.run.model:
        yield _record(run, t.PV + "model", Literal(extraction.run.model))
    yield _record(AGENT, t.RDF + "type", t.PROV + "SoftwareAgent")
    yield _record(AGENT, t.SCHEMA + "name", Literal("پیوند", t.RDF + "langString", "fa"))
    yield _record(AGENT, t.SCHEMA + "name", Literal("Peyvand", t.RDF + "langString", "en"))


def _file_name(doc: Document) -> str:
    """The name of the file alone: its folders are a matter of one machine."""
    return PurePath(doc.origin.replace("\\", "/")).name


def revision(newer: str, older: str) -> Quad:
    """Return the record that one version replaces another."""
    return _record(newer, t.PROV + "wasRevisionOf", older)


def installed(graph: str, sha256: str) -> Quad:
    """Return the record of the files that a graph was loaded from."""
    return _record(graph, t.PV + "sha256", Literal(sha256))


def files_sha256(files: Iterable[Path]) -> str:
    """Return the SHA-256 over the contents of the files, in the order of their names.

    Raises:
        OSError: if one can't be read.
    """
    total = hashlib.sha256()
    for path in sorted(files, key=lambda file: file.name):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
