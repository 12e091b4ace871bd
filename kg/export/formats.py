"""The formats that can be written: each a function from quads to a stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg import terms as t
from kg.export.nodes import Node, arrange, by_predicate
from kg.export.prefixes import Prefixes
from kg.export.turtle import trig, turtle
from kg.quads import Literal, Object, Quad, Triple
from kg.store.text import n_quad, n_triple

_TYPE = t.RDF + "type"
_STRING = t.XSD + "string"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of RDF 1.1.

    Attributes:
        ending: of its files, with the dot.
        write: writes quads to a stream and returns how many distinct statements they were.
    """

    title: str
    ending: str
    media_type: str
    write: Callable[[Iterable[Quad], BinaryIO], int]


def _pour(pieces: Iterable[str], stream: BinaryIO) -> None:
    """Write pieces of text in chunks large enough to be cheap."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > 1 << 18:
            stream.write("".join(waiting).encode("utf-8"))
            waiting, size = [], 0
    stream.write("".join(waiting).encode("utf-8"))


def _write_turtle(quads: Iterable[Quad], stream: BinaryIO) -> int:
    count, pieces = turtle(map(_triple, quads))
    _pour(pieces, stream)
    return count


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _write_trig(quads: Iterable[Quad], stream: BinaryIO) -> int:
    count, pieces = trig(_by_graph(quads))
    _pour(pieces, stream)
    return count


def _by_graph(quads: Iterable[Quad]) -> dict[str, list[Triple]]:
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph, []).append(_triple(quad))
    return graphs


def _write_ntriples(quads: Iterable[Quad], stream: BinaryIO) -> int:
    return _write_lines({n_triple(*_triple(quad)) for quad in quads}, stream)


def _write_nquads(quads: Iterable[Quad], stream: BinaryIO) -> int:
    return _write_lines({n_quad(quad) for quad in quads}, stream)


def _write_lines(lines: set[str], stream: BinaryIO) -> int:
    _pour((line + "\n" for line in sorted(lines)), stream)
    return len(lines)


def _write_jsonld(quads: Iterable[Quad], stream: BinaryIO) -> int:
    """Write JSON-LD 1.1, one node a line, the graphs as graph objects."""
    arranged = {graph: arrange(triples) for graph, triples in sorted(_by_graph(quads).items())}
    names = Prefixes()
    for graph, nodes in arranged.items():
        names[graph]
        names.learn(nodes)
    _pour(_jsonld(arranged, names), stream)
    return sum(len(node.statements) for nodes in arranged.values() for node in nodes)


def _jsonld(arranged: dict[str, list[Node]], names: Prefixes) -> Iterator[str]:
    context = json.dumps(names.table(), ensure_ascii=False, indent=2).replace("\n", "\n  ")
    yield f'{{\n  "@context": {context},\n  "@graph": ['
    for place, (graph, nodes) in enumerate(arranged.items()):
        yield "," if place else ""
        yield f'\n    {{"@id": {json.dumps(names[graph], ensure_ascii=False)}, "@graph": ['
        for number, node in enumerate(nodes):
            yield ",\n      " if number else "\n      "
            yield json.dumps(_json_node(node, names), ensure_ascii=False)
        yield "\n    ]}"
    yield "\n  ]\n}\n"


def _json_node(node: Node, names: Prefixes) -> dict[str, object]:
    rendered: dict[str, object] = {"@id": names[node.subject]}
    for predicate, values in by_predicate(node.statements):
        if predicate == _TYPE:
            rendered["@type"] = [names[str(value)] for value in values]
        else:
            objects = [_json_value(value, names) for value in values]
            rendered[names[predicate]] = objects if len(objects) > 1 else objects[0]
    return rendered


def _json_value(value: Object, names: Prefixes) -> object:
    if not isinstance(value, Literal):
        return {"@id": names[value]}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return (
        value.value if value.datatype == _STRING else {"@value": value.value, "@type": names[value.datatype]}
    )


FORMATS: dict[str, Format] = {
    "turtle": Format("Turtle", ".ttl", "text/turtle", _write_turtle),
    "ntriples": Format("N-Triples", ".nt", "application/n-triples", _write_ntriples),
    "nquads": Format("N-Quads", ".nq", "application/n-quads", _write_nquads),
    "trig": Format("TriG", ".trig", "application/trig", _write_trig),
    "jsonld": Format("JSON-LD", ".jsonld", "application/ld+json", _write_jsonld),
}
"""The formats by name."""
