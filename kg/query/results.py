"""A result written in the formats of the W3C: SPARQL 1.1 Query Results (CSV, TSV, JSON, XML) and Turtle."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from kg import terms as t
from kg.errors import QueryError
from kg.quads import Literal, Object
from kg.query import turtle
from kg.query.running import Result
from kg.store import Table
from kg.store import text as n_triples

if TYPE_CHECKING:
    from typing import Any

_STRING = t.XSD + "string"


def write(result: Result, format: str, stream: TextIO) -> None:  # noqa: A002
    """Write a result as `table`, `csv`, `tsv`, `json`, `xml` or `turtle`.

    A stream that translates line ends should be opened with `newline=""`: CSV's are CR LF by RFC 4180.

    Raises:
        QueryError: if the format is unknown, or can't hold the kind of answer that the query gives.
    """
    if format not in FORMATS:
        raise QueryError(format, "no such format", f"use one of {', '.join(FORMATS)}")
    if format == "table":
        from kg.query.table import write_table

        write_table(result, stream)
        return
    answer = result.answer
    if isinstance(answer, tuple):
        if format != "turtle":
            raise QueryError(
                result.query.name,
                f"a CONSTRUCT or DESCRIBE gives triples, which have no {format} form",
                "use turtle",
            )
        turtle.write(answer, stream)
        return
    if format == "turtle":
        kind = "a yes or no" if isinstance(answer, bool) else "rows"
        raise QueryError(
            result.query.name,
            f"the query gives {kind}, which has no turtle form",
            "use json, xml, csv or tsv",
        )
    _WRITERS[format](answer, stream)


def _csv(answer: Table | bool, stream: TextIO) -> None:
    """CSV by section 3 of the W3C's note: terms as their plain characters. It has no form for a yes or no; the bare word is written."""
    rows = csv.writer(stream, lineterminator="\r\n")
    if isinstance(answer, bool):
        rows.writerow([_boolean(answer)])
        return
    rows.writerow(answer.variables)
    rows.writerows(
        [term.value if isinstance(term, Literal) else term or "" for term in row] for row in answer.rows
    )


def _tsv(answer: Table | bool, stream: TextIO) -> None:
    """TSV by section 4: terms in the syntax of Turtle, a tab between them."""
    if isinstance(answer, bool):
        stream.write(f"{_boolean(answer)}\n")
        return
    stream.write("\t".join(f"?{name}" for name in answer.variables) + "\n")
    stream.writelines(
        "\t".join("" if term is None else n_triples.term(term) for term in row) + "\n" for row in answer.rows
    )


def _json(answer: Table | bool, stream: TextIO) -> None:
    document: dict[str, Any]
    if isinstance(answer, bool):
        document = {"head": {}, "boolean": answer}
    else:
        bindings = [{name: _json_term(term) for name, term in _bound(answer, row)} for row in answer.rows]
        document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    json.dump(document, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _json_term(term: Object) -> dict[str, str]:
    if not isinstance(term, Literal):
        return (
            {"type": "bnode", "value": term[2:]} if term.startswith("_:") else {"type": "uri", "value": term}
        )
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    return said if term.datatype == _STRING else said | {"datatype": term.datatype}


_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
# XML 1.0 has no form for the other control characters, not even as references.
_XML.update(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd"))


def _xml(answer: Table | bool, stream: TextIO) -> None:
    stream.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
    )
    if isinstance(answer, bool):
        stream.write(f"  <head/>\n  <boolean>{_boolean(answer)}</boolean>\n</sparql>\n")
        return
    names = "".join(f'<variable name="{name}"/>' for name in answer.variables)
    stream.write(f"  <head>{names}</head>\n  <results>\n")
    for row in answer.rows:
        cells = (f'<binding name="{name}">{_xml_term(term)}</binding>' for name, term in _bound(answer, row))
        stream.write(f"    <result>{''.join(cells)}</result>\n")
    stream.write("  </results>\n</sparql>\n")


def _xml_term(term: Object) -> str:
    if not isinstance(term, Literal):
        return f"<bnode>{term[2:]}</bnode>" if term.startswith("_:") else f"<uri>{term.translate(_XML)}</uri>"
    if term.language:
        return f'<literal xml:lang="{term.language}">{term.value.translate(_XML)}</literal>'
    mark = "" if term.datatype == _STRING else f' datatype="{term.datatype.translate(_XML)}"'
    return f"<literal{mark}>{term.value.translate(_XML)}</literal>"


def _bound(table: Table, row: Iterable[Object | None]) -> list[tuple[str, Object]]:
    return [(name, term) for name, term in zip(table.variables, row, strict=True) if term is not None]


def _boolean(answer: bool) -> str:
    return str(answer).lower()


_WRITERS: dict[str, Callable[[Table | bool, TextIO], None]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
}
FORMATS = ("table", *_WRITERS, "turtle")
"""The formats that `write` knows."""
