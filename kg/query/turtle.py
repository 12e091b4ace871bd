"""Terms and triples in the syntax of Turtle, for the answers of CONSTRUCT and DESCRIBE.

The export of whole graphs is another matter, and `kg.export`'s.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import groupby
from typing import TextIO

from kg import terms as t
from kg.quads import Literal, Object, Triple
from kg.store.text import quoted
from kg.store.text import term as full

# A part of PN_LOCAL: what needs no escape in any version of Turtle.
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_NAMESPACES = sorted(t.PREFIXES.items(), key=lambda item: -len(item[1]))


def curie(iri: str) -> str | None:
    """Return an IRI with the longest of our prefixes that fits, or None."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def short(term: Object) -> str:
    """Return a term with prefixed names where they fit."""
    if not isinstance(term, Literal):
        return curie(term) or full(term)
    if term.language or term.datatype == t.XSD + "string":
        return full(term)
    return f"{quoted(term.value)}^^{short(term.datatype)}"


def write(triples: Collection[Triple], stream: TextIO) -> None:
    """Write triples in order, each once, subjects apart, with the prefixes that they use."""
    ordered = sorted(
        set(triples),
        key=lambda triple: (
            triple.subject,
            triple.predicate != t.RDF + "type",
            triple.predicate,
            full(triple.object),
        ),
    )
    parts = {short(term) for triple in ordered for term in triple if term != t.RDF + "type"}
    used = {match[1] for part in parts if (match := re.search(r'(?:^|\^\^)([a-z-]+):[^"]*$', part))}
    stream.writelines(
        f"@prefix {prefix}: <{t.PREFIXES[prefix]}> .\n" for prefix in sorted(used & set(t.PREFIXES))
    )
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        lines = []
        for predicate, same in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == t.RDF + "type" else short(predicate)
            lines.append(f"{verb} {', '.join(short(triple.object) for triple in same)}")
        stream.write(f"\n{short(subject)} " + " ;\n    ".join(lines) + " .\n")
