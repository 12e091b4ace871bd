"""What a partner gets: the samples built by `kg build`, exported as one Turtle file, and asked in rdflib every question that we ask."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
import rdflib
from rdflib.query import ResultRow

from kg.cli.build import build
from kg.export import export
from kg.quads import Literal, Object
from kg.query import NamedQuery, named, run
from kg.query.values import bind
from kg.resources import folder
from kg.store import Store, Table, open_store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("samples") / "store"
    build([folder("samples")], place, quiet=True)
    with open_store(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def partner(store: Store, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """Export the store as Turtle and load the file into an empty graph."""
    path: Path = tmp_path_factory.mktemp("export") / "graph.ttl"
    assert export(store, path, format="turtle") > 10_000
    return rdflib.Graph().parse(path, format="turtle")


def term(value: Object) -> rdflib.term.Identifier:
    if isinstance(value, Literal):
        return rdflib.Literal(
            value.value,
            lang=value.language or None,
            datatype=None if value.language else rdflib.URIRef(value.datatype),
        )
    return rdflib.URIRef(value)


def plain(value: object) -> str:
    """Return a cell as text, numbers by their value."""
    text = value.value if isinstance(value, Literal) else "" if value is None else str(value)
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


@pytest.mark.parametrize("query", named(), ids=lambda query: query.name)
def test_a_partner_gets_the_same_answers(store: Store, partner: rdflib.Graph, query: NamedQuery) -> None:
    ours = run(store, query, {}).answer
    assert isinstance(ours, Table)
    assert ours.rows, "the samples must have something to say to every named query"
    theirs = partner.query(
        query.text, initBindings={name: term(value) for name, value in bind(store, query, {}).items()}
    )
    assert theirs.vars is not None
    at = [list(map(str, theirs.vars)).index(variable) for variable in ours.variables]
    rows = sorted([plain(row[place]) for place in at] for row in theirs if isinstance(row, ResultRow))
    assert rows == sorted([plain(cell) for cell in row] for row in ours.rows)
