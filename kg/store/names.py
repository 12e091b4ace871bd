"""The names graph: one Persian name for each thing that articles name, derived from how they name it.

An entity that the register gives a `skos:prefLabel` in Persian needs none. Any other gets the `rdfs:label` that most articles give it,
ties going to the longest and then to the first in code-point order. A post is called by its title and its body's name. What a build
touches is marked in a graph of its own, in the transaction that touches it; `finish` names what is marked and takes the marks
off, batch by batch, so a build that is cut off loses no name for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg import terms as t
from kg.quads import Literal, Object, Quad, persian
from kg.store.database import Database, select
from kg.store.text import batches, insert_data, iris

PENDING_GRAPH = t.GRAPH + "pending"
"""Marks of what has to be named anew; empty when a build has ended. It is no part of what the store says."""

_PENDING = t.PV + "pending"
_ENTITY, _POST = "entity", "post"
_REGISTER = "register"  # an entity that the register renamed, and with it the posts in it
_PREF_LABEL = t.SKOS + "prefLabel"


def marks(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield a mark for each entity and post that the quads of a version's graph describe."""
    seen: set[str] = set()
    for quad in quads:
        if quad.predicate == t.RDFS + "label":
            kind = _ENTITY
        elif quad.predicate == t.RDF + "type" and quad.object == t.ORG + "Post":
            kind = _POST
        else:
            continue
        if quad.subject not in seen:
            seen.add(quad.subject)
            yield _mark(quad.subject, kind)


def register_marks(before: Iterable[Quad], after: Iterable[Quad]) -> Iterator[Quad]:
    """Yield a mark for each entity whose Persian name differs between two states of the register."""
    names = [{(q.subject, q.object) for q in quads if _is_persian_name(q)} for quads in (before, after)]
    for iri in sorted({subject for subject, _ in names[0] ^ names[1]}):
        yield _mark(iri, _REGISTER)


def _is_persian_name(quad: Quad) -> bool:
    return quad.predicate == _PREF_LABEL and isinstance(quad.object, Literal) and quad.object.language == "fa"


def _mark(iri: str, kind: str) -> Quad:
    return Quad(iri, _PENDING, Literal(kind), PENDING_GRAPH)


def finish(database: Database) -> None:
    """Name all that is marked. The work grows with what was touched, not with what is stored."""
    for batch in batches(_marked(database, _REGISTER)):
        _name(database, batch, _entity_names(database, batch), posts_in=batch)
    for batch in batches(_marked(database, _ENTITY)):
        _name(database, batch, _entity_names(database, batch))
    # Only now: what was renamed has marked the posts in it.
    for batch in batches(_marked(database, _POST)):
        _name(database, batch, _post_names(database, batch))


def _marked(database: Database, kind: str) -> list[str]:
    rows = select(database, f'SELECT ?e {{ GRAPH <{PENDING_GRAPH}> {{ ?e pv:pending "{kind}" }} }}').rows
    return sorted(str(iri) for (iri,) in rows)


def _name(
    database: Database, batch: Sequence[str], wanted: Mapping[str, str], *, posts_in: Sequence[str] = ()
) -> None:
    """Give the batch its names in one transaction, mark the posts in what was renamed, and take the batch's marks off."""
    held = _names_in(database, t.NAMES_GRAPH, batch)
    changed = [iri for iri in batch if held.get(iri) != wanted.get(iri)]
    quads = [Quad(iri, _PREF_LABEL, persian(wanted[iri]), t.NAMES_GRAPH) for iri in changed if iri in wanted]
    quads += (_mark(post, _POST) for post in _posts_in(database, posts_in or changed))
    steps = (_delete(PENDING_GRAPH, batch), _delete(t.NAMES_GRAPH, changed), insert_data(quads))
    database.update(" ;\n".join(filter(None, steps)))


def _delete(graph: str, subjects: Sequence[str]) -> str:
    """Return the update that takes all that a graph says of the subjects out of it."""
    pattern = f"GRAPH <{graph}> {{ ?e ?p ?o }}"
    return (
        f"DELETE {{ {pattern} }} WHERE {{ VALUES ?e {{ {iris(subjects)} }} {pattern} }}" if subjects else ""
    )


def _entity_names(database: Database, batch: Sequence[str]) -> dict[str, str]:
    registered = _names_in(database, t.AUTHORITY_GRAPH, batch)
    discovered = [iri for iri in batch if iri not in registered]
    return _most_frequent(database, discovered, t.RDFS + "label")


def _post_names(database: Database, batch: Sequence[str]) -> dict[str, str]:
    registered = _names_in(database, t.AUTHORITY_GRAPH, batch)
    titles = _most_frequent(database, [iri for iri in batch if iri not in registered], t.PV + "postTitle")
    rows = select(
        database, f"SELECT DISTINCT ?p ?b {{ VALUES ?p {{ {iris(titles)} }} ?p org:postIn ?b }}"
    ).rows
    body_of = {str(post): str(body) for post, body in sorted(rows, key=str)}
    bodies = sorted(set(body_of.values()))
    names = _names_in(database, t.NAMES_GRAPH, bodies) | _names_in(database, t.AUTHORITY_GRAPH, bodies)
    return {
        iri: " ".join(filter(None, (title, names.get(body_of.get(iri, ""))))) for iri, title in titles.items()
    }


def _names_in(database: Database, graph: str, batch: Sequence[str]) -> dict[str, str]:
    """Return the Persian preferred name that a graph gives to each of the batch."""
    rows = select(
        database,
        f"SELECT ?e ?name {{ VALUES ?e {{ {iris(batch)} }} GRAPH <{graph}> {{ ?e skos:prefLabel ?name }}"
        ' FILTER(LANG(?name) = "fa") }',
    ).rows
    return {str(iri): _plain(name) for iri, name in sorted(rows, key=str, reverse=True)}


def _most_frequent(database: Database, batch: Sequence[str], predicate: str) -> dict[str, str]:
    """Return the value that most article versions give to each of the batch."""
    rows = select(
        database,
        f"SELECT ?e ?name (COUNT(DISTINCT ?g) AS ?n) {{ VALUES ?e {{ {iris(batch)} }}"
        f" GRAPH ?g {{ ?e <{predicate}> ?name }} FILTER(?g NOT IN (<{'>, <'.join(t.SYSTEM_GRAPHS)}>)) }} GROUP BY ?e ?name",
    ).rows
    best: dict[str, tuple[tuple[int, int], str]] = {}
    for iri, name, n in rows:
        text = _plain(name)
        rank = (-int(_plain(n)), -len(text))
        best[str(iri)] = min(best.get(str(iri), (rank, text)), (rank, text))
    return {iri: text for iri, (_, text) in best.items()}


def _posts_in(database: Database, bodies: Sequence[str]) -> list[str]:
    rows = select(
        database, f"SELECT DISTINCT ?p {{ VALUES ?b {{ {iris(bodies)} }} ?p org:postIn ?b ; a org:Post }}"
    ).rows
    return sorted(str(post) for (post,) in rows)


def _plain(value: Object | None) -> str:
    return value.value if isinstance(value, Literal) else str(value)
