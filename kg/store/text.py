"""Terms as text: the canonical N-Triples form, which SPARQL, N-Quads and Turtle all read; and IRIs as parts of a query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg import terms as t
from kg.quads import Literal, Object, Quad

_STRING = t.XSD + "string"
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_BATCH = 400  # IRIs that one query names: large enough to spare round trips, small enough for a remote server's limits
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def quoted(text: str) -> str:
    """Return `text` as a string between quotes, by section 2 of RDF 1.1 N-Triples."""
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def term(value: Object) -> str:
    """Return an IRI or literal in N-Triples. IRIs are taken to be valid, as those of a store are."""
    if not isinstance(value, Literal):
        return value if value.startswith("_:") else f"<{value}>"
    if value.language:
        return f"{quoted(value.value)}@{value.language}"
    return quoted(value.value) if value.datatype == _STRING else f"{quoted(value.value)}^^<{value.datatype}>"


def n_triple(subject: str, predicate: str, value: Object) -> str:
    """Return a statement as one line of N-Triples, without the line's end."""
    return f"{term(subject)} <{predicate}> {term(value)} ."


def n_quad(quad: Quad) -> str:
    """Return a statement as one line of N-Quads, without the line's end."""
    return f"{term(quad.subject)} <{quad.predicate}> {term(quad.object)} <{quad.graph}> ."


def insert_data(quads: Iterable[Quad]) -> str:
    """Return a SPARQL update that inserts the quads."""
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph, []).append(n_triple(*quad[:3]))
    return f"INSERT DATA {{\n{_blocks(graphs)}\n}}" if graphs else ""


def _blocks(graphs: Mapping[str, Iterable[str]]) -> str:
    return "\n".join("\n".join((f"GRAPH <{graph}> {{", *lines, "}")) for graph, lines in graphs.items())


def iris(values: Iterable[str]) -> str:
    """Return the IRIs as the rows of a SPARQL VALUES block of one variable."""
    return " ".join(f"<{value}>" for value in values)


def is_iri(value: str) -> bool:
    """Tell whether a text can stand between angle brackets: absolute (RFC 3986, section 3.1), and SPARQL 1.1's production IRIREF.

    >>> is_iri("https://example.org/الف"), is_iri("_:b0"), is_iri("urn:x> ?y")
    (True, False, False)
    """
    return _IRI.fullmatch(value) is not None


def batches(values: Sequence[str], size: int = _BATCH) -> Iterator[Sequence[str]]:
    """Yield the values in groups of `size`, the last one smaller, each for one query."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
