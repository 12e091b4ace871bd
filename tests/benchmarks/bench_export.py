"""Our ordered Turtle writer against rdflib's, on the same triples in the same run.

    python -m tests.benchmarks.bench_export [ARTICLES …]

The articles are the known one under as many names. Times are of the processor, the best of three runs; the ratio is what to watch, since
the times are this machine's. rdflib's graph is filled before its clock starts, as ours starts from quads in memory.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import rdflib

from kg import terms as t
from kg.export.formats import FORMATS
from kg.quads import Literal, Quad, quads
from tests.stores import article


@dataclass(frozen=True, slots=True)
class Row:
    """One size: seconds of processor time for each writer, and the bytes that ours wrote."""

    articles: int
    triples: int
    ours: float
    rdflib: float
    size: int

    @property
    def ratio(self) -> float:
        """How many times as long rdflib takes."""
        return self.rdflib / self.ours


def generated(articles: int) -> list[Quad]:
    """Return the quads of so many articles."""
    return [quad for number in range(articles) for quad in quads(article(f"article {number}"))]


def as_graph(statements: Sequence[Quad]) -> rdflib.Graph:
    """Return the quads as one graph of rdflib, with the same prefixes."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in t.PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value, _ in statements:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _term(value)))
    return graph


def _term(value: str | Literal) -> rdflib.term.Node:
    if isinstance(value, str):
        return rdflib.URIRef(value)
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    plain = value.datatype == t.XSD + "string"
    return rdflib.Literal(
        value.value, datatype=None if plain else rdflib.URIRef(value.datatype), normalize=False
    )


def ours(statements: Sequence[Quad]) -> bytes:
    """Return the quads as Turtle, by our writer."""
    stream = io.BytesIO()
    FORMATS["turtle"].write(statements, stream)
    return stream.getvalue()


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time that the work took."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def measure(articles: int, times: int = 3) -> Row:
    """Measure one size."""
    statements = generated(articles)
    graph = as_graph(statements)
    return Row(
        articles=articles,
        triples=len(graph),
        ours=best(lambda: ours(statements), times),
        rdflib=best(lambda: graph.serialize(format="turtle"), times),
        size=len(ours(statements)),
    )


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table of text."""
    head = f"{'articles':>8} {'triples':>9} {'MB':>6} {'ours s':>8} {'rdflib s':>9} {'ratio':>6} {'µs/triple':>10}"
    lines = [
        f"{row.articles:>8} {row.triples:>9} {row.size / 1e6:>6.1f} {row.ours:>8.3f} {row.rdflib:>9.3f} {row.ratio:>6.1f}"
        f" {row.ours / row.triples * 1e6:>10.2f}"
        for row in rows
    ]
    return "\n".join([head, *lines])


def main(arguments: Sequence[str]) -> None:
    """Measure the sizes that are asked for and print the table."""
    sizes = [int(argument) for argument in arguments] or [10, 100, 300]
    sys.stdout.write(table([measure(size) for size in sizes]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
