"""SHACL Core shapes, compiled to SPARQL that finds the nodes that break them.

Compiled shapes run inside the store, at a fraction of the time and memory of a validator that needs the graph in its own, and on any
SPARQL server. Only what `ontology/shapes.ttl` uses of SHACL Core is compiled, and anything else is refused rather than skipped; a test
holds the results equal to pySHACL's. rdflib's door for reading shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg import resources
from kg import terms as t
from kg.errors import OntologyError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"


class Severity(StrEnum):
    """How bad a finding is, by section 2.1.4 of SHACL."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape as queries.

    Attributes:
        shape: the IRI of the property shape, or of the node shape for what it asks of the node itself.
        queries: SELECT queries of `?focus`, and `?value` where a value is at fault; the shape is broken by each row.
    """

    shape: str
    severity: Severity
    message_fa: str
    message_en: str
    queries: tuple[str, ...]


def rules(path: Path | None = None) -> list[Rule]:
    """Return the rules of the shapes in a Turtle file (`ontology/shapes.ttl` if None), in the order of their IRIs.

    Raises:
        OntologyError: if the file can't be read, or uses a constraint or target that is not compiled.
    """
    ontology = resources.folder("ontology")
    path = path or ontology / "shapes.ttl"
    # The ontology says which classes lie under the classes that shapes name.
    graph = _parsed(path, ontology / "peyvand.ttl")
    return sorted(_rules(_Shapes(graph, str(path))), key=lambda rule: rule.shape)


def _parsed(*paths: Path) -> Graph:
    from rdflib import Graph

    graph = Graph()
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except OSError as error:
            raise OntologyError(str(path), f"can't be read: {error.strerror}", "check the path") from error
        except Exception as error:  # rdflib's Turtle parser raises half a dozen unrelated types
            raise OntologyError(
                str(path), f"is not Turtle: {' '.join(str(error).split())[:120]}", "correct the file"
            ) from error
    return graph


class _Shapes:
    """A graph of shapes with the look-ups that compiling needs."""

    def __init__(self, graph: Graph, place: str) -> None:
        self.graph = graph
        self.place = place

    def subjects(self, predicate: str, value: str) -> list[str]:
        from rdflib import URIRef

        return sorted(str(s) for s in self.graph.subjects(URIRef(predicate), URIRef(value)))

    def objects(self, subject: str, predicate: str) -> list[Node]:
        from rdflib import URIRef

        return sorted(self.graph.objects(URIRef(subject), URIRef(predicate)), key=str)

    def terms(self, subject: str) -> list[tuple[str, Node]]:
        """Return what is said of a shape, as (predicate, object), in order."""
        from rdflib import URIRef

        said = [(str(p), o) for p, o in self.graph.predicate_objects(URIRef(subject))]
        return sorted(said, key=lambda pair: (pair[0], str(pair[1])))

    def under(self, cls: str) -> list[str]:
        """Return the class and all classes under it."""
        from rdflib import RDFS, URIRef

        return sorted({cls, *map(str, self.graph.transitive_subjects(RDFS.subClassOf, URIRef(cls)))})

    def refuse(self, shape: str, what: str) -> OntologyError:
        return OntologyError(
            f"{self.place}: {shape}", f"{what} is not supported", "state it as a query in queries/checks/"
        )


_META = {
    t.RDF + "type", SH + "path", SH + "message", SH + "severity", SH + "property", SH + "targetClass", SH + "name",
    SH + "description", t.RDFS + "label", t.RDFS + "comment",
}  # fmt: skip


def _rules(shapes: _Shapes) -> Iterator[Rule]:
    for shape in shapes.subjects(t.RDF + "type", SH + "NodeShape"):
        classes = sorted(
            {c for cls in shapes.objects(shape, SH + "targetClass") for c in shapes.under(str(cls))}
        )
        if not classes:
            continue  # a shape without a target is only used by others
        target = (
            f"{{ SELECT DISTINCT ?focus WHERE {{ VALUES ?type {{ {_iris(classes)} }} ?focus a ?type }} }}"
        )
        if rule := _rule(shapes, shape, target, None):
            yield rule
        for prop in shapes.objects(shape, SH + "property"):
            path = shapes.objects(str(prop), SH + "path")
            if len(path) != 1 or path[0].n3().startswith("_:"):
                raise shapes.refuse(str(prop), "a path other than one property")
            if rule := _rule(shapes, str(prop), target, path[0].n3()):
                yield rule


def _rule(shapes: _Shapes, shape: str, target: str, path: str | None) -> Rule | None:
    tests: list[str] = []
    queries: list[str] = []
    for predicate, value in shapes.terms(shape):
        if predicate in _META:
            continue
        if test := _VALUE_TESTS.get(predicate):
            tests.append(test(shapes, value))
        elif path and (query := _NODE_QUERIES.get(predicate)):
            queries.append(query(shapes, shape, target, path, value))
        elif predicate != SH + "qualifiedValueShape":
            raise shapes.refuse(shape, predicate)
    if tests:
        values = f"?focus {path} ?value" if path else "BIND(?focus AS ?value)"
        failing = " || ".join(f"!COALESCE({test}, false)" for test in tests)
        queries.append(
            f"SELECT ?focus ?value {{ {{ SELECT DISTINCT ?focus ?value {{ {target} {values} }} }} FILTER({failing}) }}"
        )
    if not queries:
        return None
    messages = {getattr(m, "language", None): str(m) for m in shapes.objects(shape, SH + "message")}
    severity = next(
        (str(s).removeprefix(SH).lower() for s in shapes.objects(shape, SH + "severity")), "violation"
    )
    return Rule(shape, Severity(severity), messages.get("fa", ""), messages.get("en", ""), tuple(queries))


def _iris(values: list[str]) -> str:
    return " ".join(f"<{value}>" for value in values)


# Constraints that each value must meet (sections 4.1 to 4.8 of SHACL): an expression over ?value that is true of a good one.

_WELL_FORMED = {
    name: f'isLiteral(<{t.XSD}{name}>(STR(?value)))' for name in ("boolean", "date", "dateTime", "decimal", "double", "integer")
}  # fmt: skip
_NODE_KINDS = {SH + "IRI": "isIRI(?value)", SH + "Literal": "isLiteral(?value)"}


def _datatype(shapes: _Shapes, value: Node) -> str:
    """A literal of the datatype whose characters are of its form, which the engine's cast decides."""
    form = _WELL_FORMED.get(str(value).removeprefix(t.XSD), "true")
    return f"(DATATYPE(?value) = {value.n3()} && {form})"


def _node_kind(shapes: _Shapes, value: Node) -> str:
    if str(value) not in _NODE_KINDS:
        raise shapes.refuse(SH + "nodeKind", str(value))
    return _NODE_KINDS[str(value)]


def _class(shapes: _Shapes, value: Node) -> str:
    return f"EXISTS {{ VALUES ?class {{ {_iris(shapes.under(str(value)))} }} ?value a ?class }}"


def _node(shapes: _Shapes, value: Node) -> str:
    """A nested shape: here only one that asks for a fixed value of a property."""
    parts = []
    for prop in shapes.objects(str(value), SH + "property"):
        said = dict(shapes.terms(str(prop)))
        if set(said) - _META != {SH + "hasValue"}:
            raise shapes.refuse(str(value), "a nested shape of more than sh:hasValue")
        parts.append(f"EXISTS {{ ?value {said[SH + 'path'].n3()} {said[SH + 'hasValue'].n3()} }}")
    if not parts or any(p not in _META for p, _ in shapes.terms(str(value))):
        raise shapes.refuse(str(value), "a nested shape of more than sh:hasValue")
    return f"({' && '.join(parts)})"


def _language_in(shapes: _Shapes, value: Node) -> str:
    languages = [item.n3() for item in shapes.graph.items(value)]
    return f"({' || '.join(f'LANGMATCHES(LANG(?value), {language})' for language in languages)})"


_VALUE_TESTS: dict[str, Callable[[_Shapes, Node], str]] = {
    SH + "class": _class,
    SH + "datatype": _datatype,
    SH + "nodeKind": _node_kind,
    SH + "node": _node,
    SH + "languageIn": _language_in,
    SH + "pattern": lambda shapes, value: f"REGEX(STR(?value), {value.n3()})",
    SH + "minLength": lambda shapes, value: f"STRLEN(STR(?value)) >= {value}",
    SH + "maxLength": lambda shapes, value: f"STRLEN(STR(?value)) <= {value}",
    SH + "minInclusive": lambda shapes, value: f"?value >= {value}",
    SH + "maxInclusive": lambda shapes, value: f"?value <= {value}",
}

# Constraints on the values of a node taken together: a query of ?focus.

_NodeQuery: TypeAlias = "Callable[[_Shapes, str, str, str, Node], str]"


def _counted(compare: str) -> _NodeQuery:
    def query(shapes: _Shapes, shape: str, target: str, path: str, value: Node) -> str:
        return _count(target, f"?focus {path} ?value", f"{compare} {value}")

    return query


def _qualified(compare: str) -> _NodeQuery:
    def query(shapes: _Shapes, shape: str, target: str, path: str, value: Node) -> str:
        (qualifier,) = shapes.objects(shape, SH + "qualifiedValueShape")
        said = {p: o for p, o in shapes.terms(str(qualifier)) if p not in _META}
        if set(said) != {SH + "class"}:
            raise shapes.refuse(str(qualifier), "a qualified shape of more than sh:class")
        types = _iris(shapes.under(str(said[SH + "class"])))
        exists = f"EXISTS {{ VALUES ?class {{ {types} }} ?found a ?class }}"
        pairs = f"{{ SELECT DISTINCT ?focus ?found {{ {target} ?focus {path} ?found }} }} BIND(IF({exists}, 1, 0) AS ?fits)"
        return f"SELECT ?focus {{ {{ {pairs} }} UNION {{ {target} BIND(0 AS ?fits) }} }} GROUP BY ?focus HAVING (SUM(?fits) {compare} {value})"

    return query


def _count(target: str, pattern: str, test: str) -> str:
    """Count values with DISTINCT: a statement that stands in several graphs may be matched once a graph."""
    return f"SELECT ?focus {{ {target} OPTIONAL {{ {pattern} }} }} GROUP BY ?focus HAVING (COUNT(DISTINCT ?value) {test})"


def _has_value(shapes: _Shapes, shape: str, target: str, path: str, value: Node) -> str:
    return f"SELECT ?focus {{ {target} FILTER NOT EXISTS {{ ?focus {path} {value.n3()} }} }}"


def _compared(operator: str) -> _NodeQuery:
    def query(shapes: _Shapes, shape: str, target: str, path: str, value: Node) -> str:
        pairs = f"{{ SELECT DISTINCT ?focus ?value ?other {{ {target} ?focus {path} ?value ; {value.n3()} ?other }} }}"
        return f"SELECT ?focus ?value {{ {pairs} FILTER(!COALESCE(?value {operator} ?other, false)) }}"

    return query


def _disjoint(shapes: _Shapes, shape: str, target: str, path: str, value: Node) -> str:
    return f"SELECT DISTINCT ?focus ?value {{ {target} ?focus {path} ?value ; {value.n3()} ?value }}"


def _unique_lang(shapes: _Shapes, shape: str, target: str, path: str, value: Node) -> str:
    return (
        f'SELECT DISTINCT ?focus {{ {{ SELECT ?focus ?lang {{ {target} ?focus {path} ?value BIND(LANG(?value) AS ?lang) FILTER(?lang != "") }}'
        " GROUP BY ?focus ?lang HAVING (COUNT(DISTINCT ?value) > 1) } }"
    )


_NODE_QUERIES: dict[str, _NodeQuery] = {
    SH + "minCount": _counted("<"),
    SH + "maxCount": _counted(">"),
    SH + "qualifiedMinCount": _qualified("<"),
    SH + "qualifiedMaxCount": _qualified(">"),
    SH + "hasValue": _has_value,
    SH + "lessThan": _compared("<"),
    SH + "lessThanOrEquals": _compared("<="),
    SH + "disjoint": _disjoint,
    SH + "uniqueLang": _unique_lang,
}
