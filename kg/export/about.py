"""What is within reach of one thing: enough to read, check and cite every fact about it without the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import terms as t
from kg.errors import NotFoundError
from kg.quads import Literal, Quad
from kg.store import Graphs
from kg.store.names import PENDING_GRAPH
from kg.store.text import batches, iris

_FOLLOWED = frozenset(
    (
        t.PV + "statedIn", t.PV + "post", t.PV + "participation", t.PV + "focus", t.PV + "antecedent", t.PV + "partOfTotal",
        t.ORG + "memberDuring", t.OA + "hasTarget", t.OA + "hasSource", t.OA + "hasSelector", t.PROV + "wasDerivedFrom",
        t.PROV + "specializationOf", t.PROV + "wasGeneratedBy", t.PROV + "wasAssociatedWith",
    )
)  # fmt: skip
"""From a node that is written whole, these lead to nodes that are written whole as well."""

_LABELS = frozenset(
    (
        t.RDF + "type",
        t.RDFS + "label",
        t.SKOS + "prefLabel",
        t.SKOS + "altLabel",
        t.SKOS + "inScheme",
        t.PV + "nameKey",
    )
)
_TEXT = t.SCHEMA + "text"
_NO_MARKS = f" FILTER(?g != <{PENDING_GRAPH}>)"  # there are some only after a build that was killed


def about(store: Graphs, iri: str) -> Iterator[Quad]:
    """Yield what the store knows about an entity, post, article, version or claim.

    Written whole: the thing itself; every claim and mention of it, or of the article; the totals and parts of its figures; their
    passages, intervals and roles; the posts; the articles and the runs that read them. Of all else that these name (but classes),
    the types and names. The articles' full text is left out: each passage quotes its words, and the SHA-256 tells which text its
    offsets count in.

    Raises:
        NotFoundError: if nothing is known about it.
    """
    core = list(_quads(store, (iri,)))
    incoming = _incoming(store, iri)
    if not core and not incoming:
        raise NotFoundError(iri, "the store says nothing about it", "name something that stands in the store")
    whole = {iri: core}
    waiting = _seeds(store, iri)
    while waiting := [node for node in waiting if node not in whole]:
        whole.update((node, []) for node in waiting)
        for quad in _quads(store, waiting):
            whole[quad.subject].append(quad)
        waiting = sorted({str(q.object) for node in waiting for q in whole[node] if q.predicate in _FOLLOWED})
    yield from _written(store, whole, incoming)


def _written(store: Graphs, whole: dict[str, list[Quad]], incoming: list[Quad]) -> Iterator[Quad]:
    named: set[str] = set()
    graphs = set(t.SYSTEM_GRAPHS) | whole.keys()
    for quads in (*whole.values(), incoming):
        for quad in quads:
            if quad.predicate == _TEXT and quad.subject == quad.graph:
                continue
            yield quad
            named.add(quad.subject)
            if not isinstance(quad.object, Literal) and quad.predicate != t.RDF + "type":
                named.add(quad.object)
    for quad in _quads(store, sorted(named - whole.keys())):
        if quad.predicate in _LABELS and quad.graph in graphs:
            yield quad


def _seeds(store: Graphs, iri: str) -> list[str]:
    """Return the claims and mentions that are about the thing, with the totals and parts of its figures."""
    rows = store.select(
        f"SELECT DISTINCT ?n {{ {{ ?n ?p <{iri}> ; a pv:Claim }} UNION {{ ?n oa:hasBody <{iri}> }}"
        f" UNION {{ ?v prov:specializationOf <{iri}> . ?n pv:statedIn ?v }} }}"
    ).rows
    seeds = {str(node) for (node,) in rows}
    for batch in batches(sorted(seeds | {iri})):
        family = store.select(
            f"SELECT DISTINCT ?n {{ VALUES ?seed {{ {iris(batch)} }} ?seed (pv:partOfTotal|^pv:partOfTotal)+ ?n }}"
        ).rows
        seeds |= {str(node) for (node,) in family}
    return sorted(seeds)


def _incoming(store: Graphs, iri: str) -> list[Quad]:
    """Return what other things say of this one: the bodies below it, those that work with it, and so on."""
    rows = store.select(f"SELECT DISTINCT ?s ?p ?g {{ GRAPH ?g {{ ?s ?p <{iri}> }}{_NO_MARKS} }}").rows
    return [Quad(str(subject), str(predicate), iri, str(graph)) for subject, predicate, graph in rows]


def _quads(store: Graphs, subjects: Iterable[str]) -> Iterator[Quad]:
    for batch in batches(sorted(subjects)):
        rows = store.select(
            f"SELECT ?s ?p ?o ?g {{ VALUES ?s {{ {iris(batch)} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        ).rows
        for subject, predicate, value, graph in rows:
            if value is not None:
                yield Quad(str(subject), str(predicate), value, str(graph))
