"""From a name as a user writes it to the entity that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import terms as t
from kg.errors import NotFoundError, QueryError
from kg.model import EntityKind
from kg.names import fold
from kg.quads import KIND_CLASS, Literal, Object
from kg.store.text import is_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store import Graphs

_SUGGESTIONS = 5

# Entities of another kind have no name key: only persons, bodies and places are found by name.
_BY_KEY = """
SELECT DISTINCT ?entity ?name ?key WHERE {
  ?entity pv:nameKey ?key .
  OPTIONAL { ?entity skos:prefLabel ?name FILTER(LANG(?name) = "fa") }
} ORDER BY ?name ?entity"""
_KEYS = "SELECT DISTINCT ?key WHERE { ?entity pv:nameKey ?key } ORDER BY ?key"
_NAMES_OF = """
SELECT ?key ?name WHERE { ?entity pv:nameKey ?key ; skos:prefLabel ?name FILTER(LANG(?name) = "fa") } ORDER BY ?name"""
_LABEL = """
SELECT ?iri ?label WHERE { ?iri skos:prefLabel|rdfs:label ?label FILTER(LANG(?label) = "fa") } ORDER BY ?label"""
_PREFERRED = (
    'SELECT ?iri ?label WHERE { ?iri skos:prefLabel ?label FILTER(LANG(?label) = "fa") } ORDER BY ?label'
)
_CLASSES = "SELECT DISTINCT ?entity ?class WHERE { ?entity a ?class } ORDER BY ?class"
_POSTS = """
SELECT DISTINCT ?entity ?title ?organization WHERE {
  ?membership org:member ?entity ; pv:postTitle ?title .
  OPTIONAL { ?membership org:organization/skos:prefLabel ?organization FILTER(LANG(?organization) = "fa") }
} ORDER BY ?title ?organization"""
_KNOWN = "SELECT ?iri ?property WHERE { ?iri ?property ?value } LIMIT 1"


def iri(written: str) -> str:
    """Return an IRI written in full or with one of the prefixes of `kg.terms.PREFIXES`.

    Raises:
        ValueError: if the text is neither.
    """
    prefix, colon, rest = written.partition(":")
    if colon and prefix in t.PREFIXES and not rest.startswith("//"):
        written = t.PREFIXES[prefix] + rest
    if not is_iri(written):
        raise ValueError("it has no scheme or known prefix, or a character that no IRI has")
    return written


def find(store: Graphs, name_or_iri: str, kind: EntityKind | None = None) -> str:
    """Return the IRI of the entity of this name; an IRI that the graph knows comes back as it is.

    Spellings that differ in letters of the Arabic block, half-spaces, diacritics or case are one name. Where several entities have the name,
    the one whose preferred label it is comes first. The slug of the register (`nlai`) is found where no name is.

    Raises:
        NotFoundError: if the graph knows no such name or IRI; it suggests the nearest names.
        QueryError: if several entities have the name; it lists them with what they are.
    """
    if known := _known(store, name_or_iri):
        return known
    key = fold(name_or_iri)
    found = _of_kind(store, _by_key(store, key), kind)
    if len(found) > 1:
        found = {entity: name for entity, name in found.items() if fold(name) == key} or found
    if len(found) > 1:
        raise QueryError(
            name_or_iri, f"{len(found)} entities have this name", f"give the IRI: {_listing(store, found)}"
        )
    if not found and (registered := _registered(store, name_or_iri, kind)):
        return registered
    if not found:
        near = _nearest(store, key)
        remedy = f"did you mean {' · '.join(near)}?" if near else ""
        raise NotFoundError(name_or_iri, f"the graph knows no {kind or 'entity'} of this name", remedy)
    return next(iter(found))


def label(store: Graphs, entity: str) -> str | None:
    """Return the Persian preferred label of an IRI, or None."""
    found = rows(store, _PREFERRED, iri=entity) or rows(store, _LABEL, iri=entity)
    return text(found[0]["label"]) if found else None


def _known(store: Graphs, written: str) -> str | None:
    """Return the IRI that the text writes, if it writes one. A name may hold a colon, so what the graph lacks is then tried as a name."""
    try:
        candidate = iri(written)
    except ValueError:
        return None
    if rows(store, _KNOWN, iri=candidate):
        return candidate
    if "://" in written or written.partition(":")[0] in t.PREFIXES:
        raise NotFoundError(
            written,
            "the graph knows no such IRI",
            "give a name, or an IRI as kg query most-mentioned --format csv lists them",
        )
    return None


def _registered(store: Graphs, written: str, kind: EntityKind | None) -> str | None:
    """Return the entry of the register that has this slug."""
    try:
        candidate = t.registered_iri(written.strip().lower())
    except ValueError:
        return None
    return next(iter(_of_kind(store, {candidate: ""}, kind)), None) if classes(store, candidate) else None


def _by_key(store: Graphs, key: str) -> dict[str, str]:
    """Return the entities that have a folded name, each with its preferred label."""
    if not key:
        return {}
    found = rows(store, _BY_KEY, key=Literal(key))
    return {text(row["entity"]): text(row["name"]) for row in found}


def _of_kind(store: Graphs, found: Mapping[str, str], kind: EntityKind | None) -> dict[str, str]:
    if kind is None:
        return dict(found)
    return {entity: name for entity, name in found.items() if KIND_CLASS[kind] in classes(store, entity)}


def classes(store: Graphs, entity: str) -> list[str]:
    """Return the classes of an entity, sorted."""
    return [text(row["class"]) for row in rows(store, _CLASSES, entity=entity)]


def _listing(store: Graphs, found: Mapping[str, str]) -> str:
    """Describe homonyms: IRI, name, and the posts of each."""
    return "; ".join(
        f"{entity} ({', '.join([name or '?', *_posts(store, entity)])})" for entity, name in found.items()
    )


def _posts(store: Graphs, entity: str) -> list[str]:
    found = rows(store, _POSTS, entity=entity)
    return [" ".join(filter(None, (text(row["title"]), text(row["organization"])))) for row in found[:3]]


def _nearest(store: Graphs, key: str) -> list[str]:
    """Return preferred labels of the names that begin with, contain or resemble a folded name."""
    import difflib  # 10 ms that only a name not found should cost

    keys = [text(row["key"]) for row in rows(store, _KEYS)]
    starting = [k for k in keys if key and k.startswith(key)]
    containing = [k for k in keys if len(key) > 4 and key in k]
    near: dict[str, None] = {}
    alike = _shortest(starting) + _shortest(containing)
    for candidate in alike or difflib.get_close_matches(key, keys, n=_SUGGESTIONS, cutoff=0.7):
        for row in rows(store, _NAMES_OF, key=Literal(candidate)):
            near.setdefault(text(row["name"]))
    return list(near)[:_SUGGESTIONS]


def _shortest(keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda k: (len(k), k))[:_SUGGESTIONS]


def rows(store: Graphs, sparql: str, **values: Object) -> list[dict[str, Object | None]]:
    """Return the rows of a SELECT by variable. Every value's variable must be projected."""
    table = store.select(sparql, values=values)
    return [dict(zip(table.variables, row, strict=True)) for row in table.rows]


def text(term: Object | None) -> str:
    """Return the characters of a term; empty for none."""
    return term.value if isinstance(term, Literal) else term or ""
