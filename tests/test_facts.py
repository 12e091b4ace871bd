"""The JSON and the graph say the same: the facts of every sample are asked from a store by SPARQL and held against the JSON's."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg import resources
from kg import terms as t
from kg.cli.build import install_vocabulary
from kg.facts import facts
from kg.model import Document, Extraction
from kg.quads import Literal, Object
from kg.store import Store, open_store
from loaders.pipeline import extract
from loaders.sources import locate, read_all
from tests import known
from tests.reading import read

Row = dict[str, Any]

AT = datetime(2026, 1, 2, tzinfo=UTC)


@lru_cache(maxsize=1)
def samples() -> dict[str, Extraction]:
    """What the rules read from the articles that ship."""
    docs = read_all(locate([resources.folder("samples")]))
    return {doc.id: extract(doc) for doc in docs if isinstance(doc, Document)}


@lru_cache(maxsize=1)
def articles() -> dict[str, Extraction]:
    """The samples, and the article whose facts were made by hand with every kind of claim."""
    by_hand = known.extraction()
    return {**samples(), by_hand.doc.id: by_hand}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store on disk with all articles, opened anew to read."""
    place = tmp_path_factory.mktemp("facts") / "store"
    with open_store(place, write=True) as opened:
        install_vocabulary(opened)
        for extraction in articles().values():
            opened.add(extraction, at=AT)
        opened.finish()
    with open_store(place) as opened:
        yield opened


# The facts from the graph


def plain(value: Object | None) -> str | int | float | None:
    """Return an IRI or a string as text, a number as a number, a truth value as a bool."""
    if not isinstance(value, Literal):
        return value
    kind = value.datatype.removeprefix(t.XSD)
    readers: dict[str, Callable[[str], str | int | float]] = {
        "integer": int,
        "decimal": float,
        "boolean": lambda text: text == "true",
    }
    return readers.get(kind, str)(value.value)


def ask(store: Store, version: str, pattern: str) -> list[Row]:
    """Return the answers of a pattern inside the graph of an article's version, by the names of its variables."""
    table = store.select(f"SELECT DISTINCT * {{ GRAPH <{version}> {{ {pattern} }} }}")
    return [dict(zip(table.variables, map(plain, row), strict=True)) for row in table.rows]


PASSAGE = """
    ?{0} oa:hasSelector ?{0}At, ?{0}Quote . ?{0}At a oa:TextPositionSelector ; oa:start ?{0}Start ; oa:end ?{0}End .
    ?{0}Quote a oa:TextQuoteSelector ; oa:exact ?{0}Exact .
"""


def concept(iri: str | None) -> str | None:
    """Return the name of a concept without its scheme."""
    return None if iri is None else iri.removeprefix(t.SCHEME).split("-", 1)[1]


def entities(store: Store, version: str, cls: str) -> dict[str, Row]:
    """Return the entities of a class that the article names, by IRI."""
    found: dict[str, Row] = {}
    for row in ask(store, version, f"?iri a {cls} ; rdfs:label ?name"):
        mentions = ask(
            store,
            version,
            f"?mention oa:hasBody <{row['iri']}> ; oa:hasTarget ?passage ; pv:mentionForm ?form ; pv:linkScore ?score . {PASSAGE.format('passage')}",
        )
        aliases = ask(store, version, f"<{row['iri']}> skos:altLabel ?alias")
        honorifics = ask(
            store, version, f"?mention oa:hasBody <{row['iri']}> ; schema:honorificPrefix ?honorific"
        )
        found[row["iri"]] = {
            "name": row["name"],
            "aliases": {alias["alias"] for alias in aliases},
            "honorifics": {honorific["honorific"] for honorific in honorifics},
            "mentions": {
                (m["passageStart"], m["passageEnd"], m["passageExact"], concept(m["form"]), m["score"])
                for m in mentions
            },
        }
    return found


def claims(store: Store, version: str, pattern: str) -> dict[str, Row]:
    """Return the claims that a pattern fits, by IRI, each with what all claims carry."""
    common = f"""?iri a pv:Claim ; pv:extractionScore ?score ; pv:rule ?rule ; prov:wasDerivedFrom ?passage . {PASSAGE.format("passage")}
        OPTIONAL {{ ?iri pv:focus ?focus . {PASSAGE.format("focus")} }}"""
    found: dict[str, Row] = {}
    for row in ask(store, version, f"{common} {pattern}"):
        assert row["iri"] not in found, "a claim with two values where one belongs"
        antecedents = ask(store, version, f"<{row['iri']}> pv:antecedent ?there . {PASSAGE.format('there')}")
        row["trust"] = (row["score"], row["rule"])
        row["evidence"] = (row["passageStart"], row["passageEnd"], row["passageExact"])
        row["focus"] = (row["focusStart"], row["focusEnd"]) if row.get("focus") else None
        row["antecedents"] = {(a["thereStart"], a["thereEnd"]) for a in antecedents}
        found[row["iri"]] = row
    return found


COMMON = ("trust", "evidence", "focus", "antecedents")


def shaped(rows: Mapping[str, Row], shape: Callable[[Row], Row]) -> dict[str, Row]:
    """Give each claim the keys that the JSON has, and the common ones."""
    return {iri: {**shape(row), **{key: row[key] for key in COMMON}} for iri, row in rows.items()}


def day(row: Row) -> str | None:
    """Return the day that a time fixes."""
    return row["earliest"] if row.get("earliest") == row.get("latest") else None


def actors(store: Store, version: str, event: str) -> list[tuple[str, str]]:
    """Return (name, role) of the actors of an event, in their order."""
    rows = ask(
        store,
        version,
        f"<{event}> pv:participation ?role . ?role rdf:value ?who ; sem:roleType ?part . ?who rdfs:label ?name",
    )
    rows.sort(key=lambda row: int(row["role"].rsplit("-", 1)[1]))
    return [(row["name"], concept(row["part"]) or "") for row in rows]


def from_graph(store: Store, version: str) -> Row:
    """Return the facts of one article as the graph tells them."""
    (article,) = ask(
        store,
        version,
        f"<{version}> schema:identifier ?id ; pv:sha256 ?sha256 . OPTIONAL {{ <{version}> pv:publicationDay ?published }}",
    )
    persons, bodies, places = (
        entities(store, version, cls) for cls in ("foaf:Person", "org:Organization", "schema:Place")
    )
    posts = claims(
        store,
        version,
        """?iri org:member ?who ; pv:postTitle ?title ; pv:tenureStatus ?status . ?who rdfs:label ?person
        OPTIONAL { ?iri org:organization ?where . ?where rdfs:label ?organization } OPTIONAL { ?iri org:role ?role }""",
    )
    events = claims(
        store,
        version,
        """?iri sem:eventType ?type ; pv:modality ?modality OPTIONAL { ?iri sem:hasPlace ?where . ?where rdfs:label ?place }
        OPTIONAL { ?iri sem:hasEarliestBeginTimeStamp ?earliest ; sem:hasLatestEndTimeStamp ?latest }""",
    )
    said = claims(
        store,
        version,
        """?iri a schema:Quotation ; schema:spokenByCharacter ?who ; pv:reportingVerb ?verb ; pv:speechForm ?form . ?who rdfs:label ?speaker
        OPTIONAL { ?iri schema:text ?text } OPTIONAL { ?iri pv:verbInfinitive ?infinitive }""",
    )
    figures = claims(
        store,
        version,
        """?iri sdmx-measure:obsValue ?value ; pv:unit ?unit ; pv:approximate ?approximate OPTIONAL { ?iri pv:aboutText ?about } OPTIONAL { ?iri pv:qualifier ?qualifier }
        OPTIONAL { ?iri pv:region ?region } OPTIONAL { ?iri pv:period ?period } OPTIONAL { ?iri pv:about ?aboutEntity }
        OPTIONAL { ?iri pv:partOfTotal ?partOf }""",
    )
    relations = claims(
        store,
        version,
        "?iri pv:subject ?a ; pv:relationType ?type ; pv:object ?b . ?a rdfs:label ?subject . ?b rdfs:label ?object",
    )
    sources = claims(store, version, "?iri prov:agent ?who ; prov:hadRole ?role . ?who rdfs:label ?agent")
    venues = {row["where"] for row in events.values()} - {None}
    return {
        **article,
        "persons": {iri: row for iri, row in persons.items() if row["mentions"]},
        "organizations": {iri: row for iri, row in bodies.items() if row["mentions"]},
        "places": sorted(
            row["name"]
            for iri, row in {**bodies, **places}.items()
            if row["mentions"] and (iri in places or iri in venues)
        ),
        "posts": shaped(
            posts,
            lambda row: {
                **only(row, "person", "title", "organization"),
                "status": concept(row["status"]),
                "role": concept(row["role"]),
            },
        ),
        "events": shaped(
            events,
            lambda row: {
                "type": concept(row["type"]),
                "modality": concept(row["modality"]),
                "place": row["place"],
                "date": day(row),
                "actors": actors(store, version, row["iri"]),
            },
        ),
        "statements": shaped(
            said,
            lambda row: {
                **only(row, "speaker", "verb", "infinitive"),
                "form": concept(row["form"]),
                "text": row["text"] or "",
            },
        ),
        "quantities": shaped(
            figures,
            lambda row: {
                **only(
                    row,
                    "value",
                    "unit",
                    "approximate",
                    "qualifier",
                    "region",
                    "period",
                    "aboutEntity",
                    "partOf",
                ),
                "about": row["about"] or "",
            },
        ),
        "relations": shaped(
            relations, lambda row: {**only(row, "subject", "object"), "predicate": concept(row["type"])}
        ),
        "sources": shaped(
            sources, lambda row: {"agent": row["agent"], "relayed": concept(row["role"]) == "relayed"}
        ),
    }


def only(row: Row, *keys: str) -> Row:
    """Return some of the keys of a row."""
    return {key: row[key] for key in keys}


# The facts from the JSON, in the same shape


def common(item: Row) -> Row:
    """Return what all claims carry."""
    evidence = item["evidence"]
    focus = evidence.get("focus")
    return {
        "trust": (round(item["score"], 4), item["rule"]),
        "evidence": (evidence["start"], evidence["end"], evidence["quote"]),
        "focus": (focus["start"], focus["end"]) if focus else None,
        "antecedents": {(a["start"], a["end"]) for a in (a.get("focus") or a for a in item["antecedents"])},
    }


def by_iri(items: list[Row], *keys: str) -> dict[str, Row]:
    """Return the facts of a layer by IRI, each with some of its keys and the common ones."""
    found = {item["iri"]: {**only(item, *keys), **common(item)} for item in items}
    assert len(found) == len(items), "two facts of one IRI"
    return found


def from_json(item: Row) -> Row:
    """Return the facts of one article as the JSON tells them."""
    named = {
        layer: {
            entity["iri"]: {
                "name": entity["name"],
                "aliases": set(entity["aliases"]),
                "honorifics": set(entity.get("honorifics", ())),
                "mentions": {
                    (m["start"], m["end"], m["quote"], m["form"], m["score"]) for m in entity["mentions"]
                },
            }
            for entity in item[layer]
        }
        for layer in ("persons", "organizations")
    }
    clauses = [
        {**clause, "speaker": said["speaker"]} for said in item["statements"] for clause in said["clauses"]
    ]
    events = [
        {**event, "actors": [(actor["name"], actor["role"]) for actor in event["actors"]]}
        for event in item["events"]
    ]
    layers = {**item, "statements": clauses, "events": events}
    return {
        **only(item, "id", "sha256", "published"),
        **named,
        "places": sorted(item["places"]),
        **{layer: by_iri(layers[layer], *keys) for layer, keys in COMPARED.items()},
    }


COMPARED = {
    "posts": ("person", "title", "role", "organization", "status"),
    "events": ("type", "modality", "place", "date", "actors"),
    "statements": ("speaker", "verb", "infinitive", "form", "text"),
    "quantities": (
        "value",
        "unit",
        "approximate",
        "qualifier",
        "region",
        "period",
        "aboutEntity",
        "partOf",
        "about",
    ),
    "relations": ("subject", "predicate", "object"),
    "sources": ("agent", "relayed"),
}
"""The keys of each layer that are held against the graph."""

LAYERS = (
    "persons",
    "organizations",
    "places",
    "posts",
    "events",
    "statements",
    "quantities",
    "relations",
    "sources",
)


@pytest.mark.parametrize("name", articles())
def test_the_graph_and_the_json_say_the_same(store: Store, name: str) -> None:
    extraction = articles()[name]
    told = json.loads(json.dumps(facts(extraction), ensure_ascii=False))
    assert told["iri"] == t.version_iri(extraction.doc)
    graph, plain_facts = from_graph(store, told["iri"]), from_json(told)
    for layer in ("id", "sha256", "published", *LAYERS):
        assert graph[layer] == plain_facts[layer], layer


def test_every_layer_was_compared() -> None:
    told = [facts(extraction) for extraction in articles().values()]
    assert [layer for layer in LAYERS if not any(item[layer] for item in told)] == []


CARRIED = {"iri", "score", "rule", "evidence", "antecedents"}


def test_every_key_was_compared() -> None:
    """A key that the facts gain must be asked from the graph here, too. Participants are the names of the actors; speakers stand above."""
    unasked = {"events": {"participants"}, "statements": set[str]()}
    for extraction in articles().values():
        told: Row = json.loads(json.dumps(facts(extraction)))
        assert set(told) == {"id", "iri", "sha256", "published", "rejected", *LAYERS}
        told["statements"] = [
            {**clause, "speaker": said["speaker"]}
            for said in told["statements"]
            for clause in said["clauses"]
        ]
        for layer, keys in COMPARED.items():
            for item in told[layer]:
                assert set(item) == {*keys, *CARRIED, *unasked.get(layer, set())}, layer


@pytest.mark.parametrize("name", articles())
def test_counts_of_the_json(name: str) -> None:
    told: Row = json.loads(json.dumps(facts(articles()[name])))
    for said in told["statements"]:
        assert said["count"] == len(said["clauses"]) > 0
    assert len({said["speaker"] for said in told["statements"]}) == len(told["statements"])
    for event in told["events"]:
        assert event["participants"] == list(dict.fromkeys(actor["name"] for actor in event["actors"]))


def test_a_body_known_through_a_title_only_stands_in_posts_only() -> None:
    told: Row = json.loads(json.dumps(facts(read("زهرا کریمی، وزیر علوم، به شیراز رفت."))))
    assert told["organizations"] == []
    assert [post["organization"] for post in told["posts"]] == ["وزارت علوم، تحقیقات و فناوری"]


def test_a_date_is_told_only_where_the_day_is_fixed() -> None:
    told: Row = json.loads(json.dumps(facts(articles()["known"])))
    assert [event["date"] for event in told["events"]] == ["2021-05-05"]
    assert told["published"] == "2021-05-05"
    assert json.loads(json.dumps(facts(read("باران بارید."))))["published"] is None


@pytest.fixture
def scorer(shared: Path) -> ModuleType:
    """The scorer that stands beside the annotated articles."""
    path = shared / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None or not path.is_file():
        pytest.skip("the scorer of the annotated articles is not beside this checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.corpus
@pytest.mark.parametrize("name", articles())
def test_the_scorer_finds_a_perfect_match_with_itself(scorer: ModuleType, name: str) -> None:
    told: Row = json.loads(json.dumps(facts(articles()[name])))
    for layer, (hits, predicted, gold) in scorer.score_article(told, told).items():
        assert hits == predicted == gold, layer
