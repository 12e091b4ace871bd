"""What the graph asks the store: claims without their evidence, then names and evidence of what is shown only.

No query names a graph, so that a flat Turtle export answers the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kg import terms as t
from kg.find import rows, text
from kg.store import Graphs
from kg.store.text import batches, iris, is_iri

Row = dict[str, str]
"""One answer: variable → IRI or lexical form, empty where unbound."""

_TIMES = "OPTIONAL { ?claim sem:hasEarliestBeginTimeStamp ?first ; sem:hasLatestEndTimeStamp ?last }"

_QUERIES = {
    "posts": """SELECT DISTINCT ?claim ?subject ?object ?title ?status ?first ?last WHERE {
        ?claim a org:Membership ; org:member ?subject ; pv:postTitle ?title ; pv:tenureStatus ?status .
        OPTIONAL { ?claim org:organization ?object }
        OPTIONAL { ?claim org:memberDuring ?during . ?during pv:firstAttested ?first ; pv:lastAttested ?last } }""",
    "relations": f"""SELECT DISTINCT ?claim ?subject ?object ?type ?first ?last WHERE {{
        ?claim a pv:Relation ; pv:subject ?subject ; pv:relationType ?type ; pv:object ?object . {_TIMES} }}""",
    "events": f"""SELECT DISTINCT ?claim ?type ?modality ?place ?first ?last WHERE {{
        ?claim a sem:Event ; sem:eventType ?type ; pv:modality ?modality . {_TIMES} OPTIONAL {{ ?claim sem:hasPlace ?place }} }}""",
    "actors": """SELECT DISTINCT ?claim ?subject ?role WHERE {
        ?claim a sem:Event ; pv:participation ?part . ?part rdf:value ?subject ; sem:roleType ?role }""",
    "statements": """SELECT DISTINCT ?claim ?subject ?verb ?text WHERE {
        ?claim a schema:Quotation ; schema:spokenByCharacter ?subject ; pv:reportingVerb ?verb . OPTIONAL { ?claim schema:text ?text } }""",
    "figures": f"""SELECT DISTINCT ?claim ?value ?unit ?approximate ?qualifier ?text ?about ?region ?period ?speaker ?total ?first ?last WHERE {{
        ?claim a qb:Observation ; sdmx-measure:obsValue ?value ; pv:unit ?unit ; pv:approximate ?approximate . {_TIMES}
        OPTIONAL {{ ?claim pv:qualifier ?qualifier }} OPTIONAL {{ ?claim pv:aboutText ?text }} OPTIONAL {{ ?claim pv:about ?about }} OPTIONAL {{ ?claim pv:region ?region }}
        OPTIONAL {{ ?claim pv:period ?period }} OPTIONAL {{ ?claim schema:spokenByCharacter ?speaker }}
        OPTIONAL {{ ?claim pv:partOfTotal ?total }} }}""",
}

_SCHEME = """SELECT DISTINCT ?concept ?label WHERE { ?concept skos:inScheme ?scheme ; skos:prefLabel ?label . FILTER(LANG(?label) = "fa") }"""

_NAMES = """SELECT DISTINCT ?iri ?name ?of WHERE { VALUES ?iri { %s } {
    ?iri a ?name . BIND("type" AS ?of)
} UNION {
    ?iri skos:prefLabel ?name . BIND(IF(LANG(?name) = "fa", "label", "other") AS ?of)
} UNION {
    ?iri rdfs:label ?name . BIND("printed" AS ?of)
} UNION {
    ?iri skos:altLabel ?name . BIND("other" AS ?of) } }"""

_EVIDENCE = """SELECT DISTINCT ?claim ?score ?article ?headline ?url ?date ?sentence ?at WHERE { VALUES ?claim { %s }
    ?claim pv:statedIn ?article ; pv:extractionScore ?score ; prov:wasDerivedFrom ?passage .
    ?passage oa:hasSelector ?quote, ?where . ?quote oa:exact ?sentence . ?where oa:start ?at .
    OPTIONAL { ?article schema:headline ?headline } OPTIONAL { ?article schema:url ?url }
    OPTIONAL { ?article pv:publicationDay ?date } }"""

# Apart from the rest: as an OPTIONAL of three steps an engine answers it for every claim of the store.
_FOCUS = """SELECT DISTINCT ?claim ?start ?end WHERE { VALUES ?claim { %s }
    ?claim pv:focus/oa:hasSelector ?inner . ?inner oa:start ?start ; oa:end ?end }"""

_KINDS = {
    t.FOAF + "Person": "person",
    t.SCHEMA + "Place": "place",
    t.SCHEMA + "Country": "place",
    t.SCHEMA + "City": "place",
}


class Rows(NamedTuple):
    """The claims of a store by kind, without their evidence."""

    posts: list[Row]
    relations: list[Row]
    events: list[Row]
    actors: list[Row]
    statements: list[Row]
    figures: list[Row]


def select(store: Graphs, query: str) -> Iterator[Row]:
    """Yield the rows of a SELECT; literals by their lexical form."""
    for row in rows(store, query):
        yield {name: text(value) for name, value in row.items()}


def facts(store: Graphs) -> Rows:
    """Return all claims of the store that a graph shows."""
    return Rows(*(list(select(store, _QUERIES[name])) for name in Rows._fields))


def scheme(store: Graphs) -> dict[str, str]:
    """Return the Persian label of every concept (event types, roles, relations …)."""
    return {
        row["concept"]: row["label"]
        for row in sorted(select(store, _SCHEME), key=lambda row: row["label"], reverse=True)
    }


def names(store: Graphs, nodes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return `label`, `kind` and `names` (the other names, sorted) of those IRIs that the store has a name for."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _of(store, _NAMES, nodes):
        found[row["iri"]][row["of"]].add(row["name"])
    return {iri: _named(values) for iri, values in found.items() if values["label"] or values["printed"]}


def _named(values: dict[str, set[str]]) -> dict[str, Any]:
    label = min(values["label"] or values["printed"], key=lambda name: (-len(name), name))
    kind = next((_KINDS[cls] for cls in sorted(values["type"]) if cls in _KINDS), "organization")
    others = (values["label"] | values["printed"] | values["other"]) - {label}
    return {"label": label, "kind": kind, "names": tuple(sorted(others))}


def evidence(store: Graphs, claims: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return, for each claim, the fields of `kg.graph.Fact` that tell where it stands."""
    focus = {row["claim"]: (int(row["start"]), int(row["end"])) for row in _of(store, _FOCUS, claims)}
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(_of(store, _EVIDENCE, claims), key=lambda row: sorted(row.items())):
        at = int(row["at"])
        start, end = focus.get(row["claim"], (None, None))
        found[row["claim"]] = {
            "sentence": row["sentence"],
            "focus": (start - at, end - at) if start is not None and end is not None else None,
            "score": float(row["score"]),
            **{name: row[name] for name in ("article", "headline", "url", "date")},
        }
    return found


def _of(store: Graphs, query: str, nodes: Sequence[str]) -> Iterator[Row]:
    """Ask a query about these IRIs, some hundreds at a time. IRIs that SPARQL can't spell stand in no store and are passed over."""
    for batch in batches([iri for iri in nodes if is_iri(iri)]):
        # Not str.format: braces are SPARQL's own.
        yield from select(store, query.replace("%s", iris(batch)))
