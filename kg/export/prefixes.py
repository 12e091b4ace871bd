"""Prefixed names: IRIs shortened where every reader will lengthen them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg import terms as t
from kg.export.nodes import Node
from kg.quads import Literal

_PREFIX_OF = {namespace: prefix for prefix, namespace in t.PREFIXES.items()}
# A narrow part of PN_LOCAL (Turtle, section 6.5), which needs no escapes and is also safe as a JSON-LD compact IRI.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NAMESPACE = re.compile(r".*[#/]", re.DOTALL)


class Prefixes(dict[str, str]):
    """The short form of each IRI that was asked for, and the prefixes that this took.

    Where an IRI has no short form it stands as `whole` has it, with the IRI for `{}`.
    """

    def __init__(self, whole: str = "{}") -> None:
        super().__init__()
        self.used: set[str] = set()
        self._whole = whole

    def __missing__(self, iri: str) -> str:
        self[iri] = short = self._shortened(iri)
        return short

    def _shortened(self, iri: str) -> str:
        namespace = _NAMESPACE.match(iri)
        prefix = _PREFIX_OF.get(namespace[0]) if namespace else None
        if prefix is None or namespace is None or not _LOCAL.fullmatch(iri, namespace.end()):
            return self._whole.format(iri)
        self.used.add(prefix)
        return f"{prefix}:{iri[namespace.end() :]}"

    def learn(self, nodes: Iterable[Node]) -> None:
        """Shorten all that nodes name, so that `used` is known before the first line is written.

        The property `rdf:type` and the datatype of plain strings are left out: no format writes them by name.
        """
        for node in nodes:
            self[node.subject]
            for predicate, value in node.statements:
                if predicate != _TYPE:
                    self[predicate]
                if not isinstance(value, Literal):
                    self[value]
                elif value.datatype not in _UNWRITTEN:
                    self[value.datatype]

    def table(self) -> dict[str, str]:
        """Return the prefixes that were used, with their namespaces, by name."""
        return {prefix: t.PREFIXES[prefix] for prefix in sorted(self.used)}


_TYPE = t.RDF + "type"
_UNWRITTEN = frozenset((t.XSD + "string", t.RDF + "langString"))
