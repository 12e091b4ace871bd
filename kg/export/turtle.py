"""Ordered Turtle and TriG: prefixed, grouped by subject, the same bytes for the same statements.

Follows RDF 1.1 Turtle. Numbers and booleans are written bare only where the bare form is the very literal (section 2.5.2); text of
several lines stands between triple quotes, as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg import terms as t
from kg.export.nodes import Node, Section, arrange, by_predicate
from kg.export.prefixes import Prefixes
from kg.quads import Literal, Object, Triple

HEADER = (
    "# Peyvand (پیوند): what news articles say, with the sentence that says it.\n"
    "# Every pv:Claim is derived (prov:wasDerivedFrom) from a passage; offsets count Unicode code points, end exclusive.\n"
)
_HEADINGS = {
    Section.ARTICLES: "Articles and their versions",
    Section.ENTITIES: "Persons, bodies, places and posts",
    Section.CLAIMS: "Claims, in the order of the articles",
    Section.EVIDENCE: "Evidence: passages and mentions",
    Section.PROVENANCE: "Provenance: runs and installed files",
    Section.VOCABULARY: "Vocabulary: ontology and schemes",
}
_BARE = {
    t.XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    t.XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    t.XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    t.XSD + "boolean": re.compile(r"true|false"),
}
_TYPE = t.RDF + "type"
_STRING = t.XSD + "string"
# Beyond what the grammar asks for, whatever an editor or a line-wise tool may take for a line's end or drop is escaped.
_UNSAFE = r"\x00-\x08\x0b-\x1f\"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_IN_LINE, _IN_LINES = re.compile(rf"[{_UNSAFE}\t\n]"), re.compile(rf"[{_UNSAFE}]")
_SHORT_TEXT = 80  # code points; a fragment with a line's end in it, such as a selector's context, reads better in one line
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def turtle(triples: Iterable[Triple]) -> tuple[int, Iterator[str]]:
    """Return how many distinct triples there are, and the pieces of a Turtle file that says them."""
    nodes = arrange(triples)
    names = Prefixes("<{}>")
    names.learn(nodes)
    return sum(len(node.statements) for node in nodes), _turtle(nodes, names)


def _turtle(nodes: Iterable[Node], names: Prefixes) -> Iterator[str]:
    yield _head(names)
    section = None
    for node in nodes:
        if node.section != section:
            section = node.section
            yield f"\n# {_HEADINGS[section]}\n"
        yield "\n"
        yield _block(node, names)


def trig(graphs: dict[str, list[Triple]]) -> tuple[int, Iterator[str]]:
    """Return how many distinct quads there are, and the pieces of a TriG file that says them."""
    arranged = {graph: arrange(graphs[graph]) for graph in sorted(graphs)}
    names = Prefixes("<{}>")
    for graph, nodes in arranged.items():
        names[graph]
        names.learn(nodes)
    count = sum(len(node.statements) for nodes in arranged.values() for node in nodes)
    return count, _trig(arranged, names)


def _trig(arranged: dict[str, list[Node]], names: Prefixes) -> Iterator[str]:
    yield _head(names)
    for graph, nodes in arranged.items():
        yield f"\n{names[graph]} {{\n" if graph else "\n{\n"
        for node in nodes:
            yield "\n"
            yield _block(node, names)
        yield "}\n"


def _head(names: Prefixes) -> str:
    lines = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.table().items()]
    return HEADER + "\n" + "".join(lines)


def _block(node: Node, names: Prefixes) -> str:
    """Return one subject's statements: its types in the first line, one predicate a line below."""
    lines = []
    for predicate, values in by_predicate(node.statements):
        if predicate == _TYPE:
            lines.append("a " + ", ".join(_term(value, names) for value in values))
        else:
            separator = ",\n        " if len(values) > 1 else ""
            lines.append(f"{names[predicate]} {separator.join(_term(value, names) for value in values)}")
    body = " ;\n    ".join(lines)
    return f"{names[node.subject]} {body} .\n"


def _term(value: Object, names: Prefixes) -> str:
    if not isinstance(value, Literal):
        return names[value]
    bare = _BARE.get(value.datatype)
    if bare and bare.fullmatch(value.value):
        return value.value
    text = quoted(value.value)
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype == _STRING else f"{text}^^{names[value.datatype]}"


def quoted(text: str) -> str:
    """Return a string as a Turtle literal, in triple quotes where it is a text of several lines."""
    if "\n" in text and len(text) > _SHORT_TEXT:
        return f'"""{_IN_LINES.sub(_escape, text)}"""'
    return f'"{_IN_LINE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"
