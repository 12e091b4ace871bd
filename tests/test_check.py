"""Every shape and every violation query fires on a graph that breaks it, and is silent on the known article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from kg import terms as t
from kg.check import Check, Finding, Report, Severity, check, checks, rules
from kg.errors import OntologyError, QueryError
from kg.model import Document, EntityKind, Evidence, Extraction, Span, SpeechForm, StatementClaim
from kg.quads import Literal, Object, Quad, Triple, number, persian, quads, typed
from kg.store import Store, Table, open_store
from tests import known, known_more

ONTOLOGY = Path(__file__).parents[1] / "ontology"
FILES = [ONTOLOGY / name for name in ("peyvand.ttl", "schemes.ttl", "shapes.ttl")]
AT = datetime(2021, 5, 6, tzinfo=UTC)
VERSION = t.version_iri(known.document())
Triples = list[Triple]


class Memory:
    """A graph in memory behind pyoxigraph, with the part of a store's interface that checks use."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.engine = pyoxigraph.Store()
        self.engine.extend(pyoxigraph.Quad(*_ox_triple(triple)) for triple in triples)
        self.prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in t.PREFIXES.items())

    def select(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table:
        assert not values
        found = self.engine.query(self.prefixes + sparql)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        names = tuple(variable.value for variable in found.variables)
        return Table(names, [tuple(_ours(row[name]) for name in names) for row in found])

    def query(self, sparql: str, *, values: Mapping[str, Object] = {}) -> Table:
        return self.select(sparql, values=values)

    def quads(self) -> Iterator[Quad]:
        raise NotImplementedError


def _ox_triple(
    triple: Triple,
) -> tuple[pyoxigraph.NamedNode | pyoxigraph.BlankNode, pyoxigraph.NamedNode, pyoxigraph.Literal]:
    return _ox(triple.subject), pyoxigraph.NamedNode(triple.predicate), _ox(triple.object)  # type: ignore[return-value]


def _ox(term: Object) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    if isinstance(term, Literal):
        if term.language:
            return pyoxigraph.Literal(term.value, language=term.language)
        return pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(term.datatype))
    return pyoxigraph.BlankNode(term[2:]) if term.startswith("_:") else pyoxigraph.NamedNode(term)


def _ours(term: object) -> Object | None:
    match term:
        case None:
            return None
        case pyoxigraph.Literal():
            return Literal(term.value, term.datatype.value, term.language or "")
        case pyoxigraph.BlankNode():
            return f"_:{term.value}"
        case pyoxigraph.NamedNode():
            return term.value
        case _:
            raise TypeError(term)


def in_rdflib(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add((_rdflib(triple.subject), URIRef(triple.predicate), _rdflib(triple.object)))
    return graph


def _rdflib(term: Object) -> Node:
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=URIRef(term.datatype))
    return BNode(term[2:]) if term.startswith("_:") else URIRef(term)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store on disk with the ontology and the known article."""
    with open_store(tmp_path_factory.mktemp("check") / "store", write=True) as opened:
        opened.install({t.ONTOLOGY_GRAPH: FILES})
        opened.add(known.extraction(), at=AT)
        opened.finish()
        yield opened


@pytest.fixture(scope="module")
def good(store: Store) -> Triples:
    """What that store holds, as plain triples in order."""
    return sorted({Triple(*quad[:3]) for quad in store.quads()}, key=lambda triple: tuple(map(str, triple)))


# The whole


def test_the_known_article_is_without_fault(store: Store) -> None:
    report = check(store)
    assert report.results == ()
    assert report.conforms
    assert report.shapes_checked == len(rules()) > 100
    assert report.queries_checked == len(checks()) > 10


def test_progress_tells_every_step(store: Store) -> None:
    told: list[tuple[int, int, str]] = []
    report = check(store, progress=lambda *step: told.append(step))
    steps = report.shapes_checked + report.queries_checked
    assert [done for done, _, _ in told] == list(range(steps + 1))
    assert {total for _, total, _ in told} == {steps}
    assert "Claim-wasDerivedFrom" in {name for _, _, name in told}
    assert "quote-not-in-text" in {name for _, _, name in told}


# Shapes. For each kind of constraint one graph breaks it in every property shape that has it; pySHACL is the oracle.

SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")
NOWHERE = URIRef(t.ID + "nowhere")
WRONG = rdflib.Literal("نادرست", datatype=URIRef(t.PV + "nonsense"))
Breaker = Callable[[Graph, Node, URIRef, Node], None]
"""Breaks a constraint: gets the graph, the node, the property and the constraint's parameter."""


def _none(graph: Graph, focus: Node, path: URIRef, value: Node) -> None:
    graph.remove((focus, path, None))


def _many(graph: Graph, focus: Node, path: URIRef, value: Node) -> None:
    for place in range(int(str(value)) + 1):
        graph.add((focus, path, rdflib.Literal(f"{place}", lang="fa")))


def _only(*wrong: Node) -> Breaker:
    def put(graph: Graph, focus: Node, path: URIRef, value: Node) -> None:
        graph.remove((focus, path, None))
        for node in wrong:
            graph.add((focus, path, node))

    return put


def _not_less(graph: Graph, focus: Node, path: URIRef, value: Node) -> None:
    late, early = (
        rdflib.Literal("2021-05-06", datatype=URIRef(t.XSD + "date")),
        rdflib.Literal("2021-05-05", datatype=URIRef(t.XSD + "date")),
    )
    if path == URIRef(t.OA + "start"):
        late, early = rdflib.Literal(9), rdflib.Literal(9)
    graph.remove((focus, path, None))
    graph.remove((focus, URIRef(str(value)), None))
    graph.add((focus, path, late))
    graph.add((focus, URIRef(str(value)), early))


def _same(graph: Graph, focus: Node, path: URIRef, value: Node) -> None:
    graph.set((focus, path, NOWHERE))
    graph.set((focus, URIRef(str(value)), NOWHERE))


def _one_language(graph: Graph, focus: Node, path: URIRef, value: Node) -> None:
    graph.add((focus, path, rdflib.Literal("یک", lang="fa")))
    graph.add((focus, path, rdflib.Literal("دو", lang="fa")))


BREAKERS: dict[URIRef, Breaker] = {
    SH.minCount: _none,
    SH.maxCount: _many,
    SH.datatype: _only(WRONG),
    SH["class"]: _only(NOWHERE),
    SH.nodeKind: lambda graph, focus, path, value: _only(WRONG if value == SH.IRI else NOWHERE)(
        graph, focus, path, value
    ),
    SH.node: _only(NOWHERE),
    SH.hasValue: _only(NOWHERE),
    SH.languageIn: _only(rdflib.Literal("English", lang="en")),
    SH.pattern: _only(rdflib.Literal("-1")),
    SH.minLength: _only(rdflib.Literal("", lang="fa"), rdflib.Literal("")),
    SH.minInclusive: _only(rdflib.Literal("-0.1", datatype=URIRef(t.XSD + "decimal"))),
    SH.maxInclusive: _only(rdflib.Literal("1.1", datatype=URIRef(t.XSD + "decimal"))),
    SH.lessThan: _not_less,
    SH.lessThanOrEquals: _not_less,
    SH.disjoint: _same,
    SH.uniqueLang: _one_language,
    SH.qualifiedMinCount: _only(NOWHERE),
    SH.qualifiedMaxCount: lambda graph, focus, path, value: _both_selectors(graph, focus),
}


def _both_selectors(graph: Graph, focus: Node) -> None:
    for selector in graph.objects(focus, URIRef(t.OA + "hasSelector")):
        for kind in ("TextPositionSelector", "TextQuoteSelector"):
            graph.add((selector, RDF.type, URIRef(t.OA + kind)))


def targets(graph: Graph) -> Iterator[tuple[URIRef, Node]]:
    """Yield each node shape that has a target, with the first node of its target."""
    for shape in sorted(SHAPES.subjects(RDF.type, SH.NodeShape), key=str):
        classes = [c for cls in SHAPES.objects(shape, SH.targetClass) for c in _under(graph, cls)]
        nodes = sorted({node for cls in classes for node in graph.subjects(RDF.type, cls)}, key=str)
        if classes:
            assert nodes, f"the known article has no node of {shape}"
            yield URIRef(str(shape)), nodes[0]


def _under(graph: Graph, cls: Node) -> list[Node]:
    return [under for under in graph.transitive_subjects(rdflib.RDFS.subClassOf, cls) if under is not None]


def by_pyshacl(graph: Graph) -> set[tuple[str, str]]:
    """Return (node, shape) of each result of pySHACL; blank nodes have no name."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES, inplace=True)
    assert isinstance(report, Graph)
    return {
        (_name(report.value(result, SH.focusNode)), str(report.value(result, SH.sourceShape)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if (None, SH.detail, result) not in report
    }


def by_us(graph: Graph) -> set[tuple[str, str]]:
    found = check(Memory(_triples(graph))).results
    return {
        ("_:" if f.focus.startswith("_:") else f.focus, f.source)
        for f in found
        if f.source.startswith("http")
    }


def _name(node: Node | None) -> str:
    return "_:" if isinstance(node, BNode) else str(node)


def _triples(graph: Graph) -> Iterator[Triple]:
    for subject, predicate, value in graph:
        yield Triple(_plain(subject), str(predicate), _plain(value))


def _plain(node: Node) -> str:
    if isinstance(node, rdflib.Literal):
        return Literal(
            str(node),
            str(node.datatype or (t.RDF + "langString" if node.language else t.XSD + "string")),
            node.language or "",
        )  # type: ignore[return-value]
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def broken(good: Triples, constraint: URIRef) -> tuple[Graph, set[tuple[str, str]]]:
    """Return the good graph with a constraint broken wherever it stands, and what must be found at least."""
    graph = in_rdflib(good)
    expected = set()
    for shape, focus in list(targets(graph)):
        for prop in SHAPES.objects(shape, SH.property):
            for value in SHAPES.objects(prop, constraint):
                path = SHAPES.value(prop, SH.path)
                assert path is not None
                BREAKERS[constraint](graph, focus, URIRef(str(path)), value)
                expected.add((str(focus), str(prop)))
    return graph, expected


@pytest.mark.parametrize("constraint", BREAKERS, ids=lambda iri: str(iri).rpartition("#")[2])
def test_a_broken_constraint_is_found_as_pyshacl_finds_it(good: Triples, constraint: URIRef) -> None:
    graph, expected = broken(good, constraint)
    ours = by_us(graph)
    assert expected
    assert expected <= ours
    assert ours == by_pyshacl(graph)


def test_what_a_shape_asks_of_the_node_itself_is_found_as_pyshacl_finds_it(good: Triples) -> None:
    graph = in_rdflib(good)
    expected = set()
    for shape, focus in list(targets(graph)):
        if (shape, SH["class"], None) in SHAPES:
            graph.remove((focus, RDF.type, URIRef(t.PV + "Claim")))
            expected.add((str(focus), str(shape)))
        elif (shape, SH.nodeKind, None) in SHAPES:
            cls = SHAPES.value(shape, SH.targetClass)
            assert cls is not None
            graph.add((BNode(), RDF.type, cls))
            expected.add(("_:", str(shape)))
    ours = by_us(graph)
    assert expected <= ours
    assert ours == by_pyshacl(graph)


def test_every_constraint_of_the_shapes_is_broken_above() -> None:
    stated = {p for prop in SHAPES.objects(None, SH.property) for p in SHAPES.predicates(prop)}
    described = {SH.path, SH.message, SH.severity, SH.qualifiedValueShape}
    assert stated - described == set(BREAKERS)


def test_pyshacl_finds_the_shapes_well_formed_and_the_known_article_without_fault(good: Triples) -> None:
    conforms, _, text = pyshacl.validate(in_rdflib(good), shacl_graph=SHAPES, inplace=True, meta_shacl=True)
    assert conforms, text


def test_every_rule_speaks_both_languages() -> None:
    for rule in rules():
        assert rule.message_fa, rule.shape
        assert rule.message_en, rule.shape


BAD_SHAPES = [
    (
        "sh:property pv:p . pv:p sh:path [ sh:inversePath pv:x ] ; sh:minCount 1",
        "a path other than one property",
    ),
    ("sh:property pv:p . pv:p sh:path pv:x ; sh:equals pv:y", "equals"),
    ("sh:property pv:p . pv:p sh:path pv:x ; sh:nodeKind sh:BlankNode", "BlankNode"),
    (
        "sh:property pv:p . pv:p sh:path pv:x ; sh:node pv:n . pv:n sh:property pv:q . pv:q sh:path pv:z ; sh:minCount 1",
        "nested",
    ),
    ("sh:targetNode pv:x", "targetNode"),
    ("sh:closed true", "closed"),
]


@pytest.mark.parametrize(("said", "named"), BAD_SHAPES)
def test_a_shape_that_is_not_compiled_is_refused(tmp_path: Path, said: str, named: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        f"@prefix sh: <{SH}> .\n@prefix pv: <{t.PV}> .\npv:S a sh:NodeShape ; sh:targetClass pv:C ; {said} ."
    )
    with pytest.raises(OntologyError, match=named):
        rules(path)


@pytest.mark.parametrize("content", [None, "this is no Turtle"])
def test_shapes_that_cannot_be_read_are_one_line(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "shapes.ttl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(OntologyError) as caught:
        rules(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


# Violation queries: how each is broken, and at which node it must fire.

POSITION = f"{VERSION}#position={known.span(known.SAID).start},{known.span(known.SAID).end}"
PASSAGE = t.passage_iri(VERSION, known.span(known.SAID))
CLAIMS = {claim: t.claim_iri(VERSION, claim) for claim in known.claims()}
SOURCE, TENURE, FORMER, EVENT, STATEMENT, SECOND, TOTAL, PART = list(CLAIMS.values())[:8]
OTHER = t.entity_iri(EntityKind.PERSON, "سارا آذرنوش")


def replaced(good: Triples, subject: str, predicate: str, *values: Object) -> Triples:
    kept = [triple for triple in good if triple[:2] != (subject, predicate)]
    assert len(kept) < len(good), f"nothing said by {predicate} of {subject}"
    return kept + [Triple(subject, predicate, value) for value in values]


def _rival(good: Triples) -> Triples:
    """Another current head of the same body in the same article."""
    twin = [
        Triple(TENURE + "-2", p, OTHER if p == t.ORG + "member" else o) for s, p, o in good if s == TENURE
    ]
    return [
        *good,
        *twin,
        Triple(OTHER, t.RDF + "type", t.FOAF + "Person"),
        Triple(OTHER, t.SKOS + "prefLabel", persian("سارا آذرنوش")),
    ]


def _also_former(good: Triples) -> Triples:
    status = t.PV + "tenureStatus"
    twin = [
        Triple(TENURE + "-2", p, t.term("status", "former") if p == status else o)
        for s, p, o in good
        if s == TENURE
    ]
    return good + twin


FAULTS: dict[str, tuple[str, Callable[[Triples], Triples]]] = {
    "quote-not-in-text": (
        PASSAGE,
        lambda g: replaced(
            g, POSITION, t.OA + "start", typed(known.span(known.SAID).start + 1, "nonNegativeInteger")
        ),
    ),
    "text-hash": (VERSION, lambda g: replaced(g, VERSION, t.SCHEMA + "text", persian(known.TEXT + " "))),
    "no-evidence": (STATEMENT, lambda g: replaced(g, STATEMENT, t.PROV + "wasDerivedFrom")),
    "evidence-elsewhere": (
        STATEMENT,
        lambda g: replaced(g, STATEMENT, t.PV + "statedIn", t.ID + "article-other-v-0"),
    ),
    "focus-outside-evidence": (
        STATEMENT,
        lambda g: replaced(
            g, STATEMENT, t.PV + "focus", t.passage_iri(VERSION, known.claims()[0].evidence.span)
        ),
    ),
    "parts-exceed-total": (TOTAL, lambda g: replaced(g, PART, t.SDMX_MEASURE + "obsValue", number(40000))),
    "two-kinds": (known.MINA, lambda g: [*g, Triple(known.MINA, t.RDF + "type", t.ORG + "Organization")]),
    "unknown-entity": (OTHER, lambda g: replaced(g, STATEMENT, t.SCHEMA + "spokenByCharacter", OTHER)),
    "cyclic-parents": (known.NLAI, lambda g: [*g, Triple(known.NLAI, t.ORG + "subOrganizationOf", known.PR)]),
    "current-and-former": (TENURE + "-2", _also_former),
    "two-heads": (t.post_iri(known.NLAI, "رئیس"), _rival),
    "modified-before-published": (
        VERSION,
        lambda g: [*g, Triple(VERSION, t.SCHEMA + "dateModified", typed("2021-05-04", "date"))],
    ),
    "past-in-future": (
        EVENT,
        lambda g: replaced(g, EVENT, t.SEM + "hasEarliestBeginTimeStamp", typed("2021-05-06", "date")),
    ),
    "shared-name": (
        min(known.MINA, known.BAHRAM),
        lambda g: replaced(g, known.BAHRAM, t.SKOS + "prefLabel", persian("مینا رستگاری")),
    ),
}


def test_every_violation_query_is_broken_here() -> None:
    assert {query.name for query in checks()} == set(FAULTS)


@pytest.mark.parametrize("query", checks(), ids=lambda query: query.name)
def test_a_violation_query_is_silent_on_the_good_and_fires_on_the_broken_in_both_engines(
    good: Triples, query: Check
) -> None:
    node, fault = FAULTS[query.name]
    assert _foci(good, query) == ([], [])
    ox, lib = _foci(fault(good), query)
    assert node in ox
    assert ox == lib


def _foci(triples: Triples, query: Check) -> tuple[list[str], list[str]]:
    """Return the nodes that a query finds in pyoxigraph and in rdflib."""
    table = Memory(triples).select(query.text)
    place = table.variables.index("focus")
    rows = in_rdflib(triples).query(query.text)
    return sorted({str(row[place]) for row in table.rows}), sorted({str(row["focus"]) for row in rows})  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("total", "rough", "part", "fires"),
    [
        (57000, True, 31000, False),
        (57000, True, 40000, True),
        (57000, False, 27001, True),
        (57000, False, 27000, False),
    ],
)
def test_parts_may_exceed_an_approximate_total_by_a_tenth(
    good: Triples, total: int, rough: bool, part: int, fires: bool
) -> None:
    graph = replaced(good, TOTAL, t.SDMX_MEASURE + "obsValue", number(total))
    graph = replaced(graph, TOTAL, t.PV + "approximate", typed(str(rough).lower(), "boolean"))
    graph = replaced(graph, PART, t.SDMX_MEASURE + "obsValue", number(part))
    query = next(q for q in checks() if q.name == "parts-exceed-total")
    assert _foci(graph, query) == (([TOTAL], [TOTAL]) if fires else ([], []))


ASTRAL = "📣🏛 مینا رستگاری گفت: گنجینه 𐎧 باز است. 🎉"


@pytest.mark.parametrize(("shift", "fires"), [(0, False), (1, True), (2, True)])
def test_offsets_count_code_points_beyond_the_basic_plane(shift: int, fires: bool) -> None:
    """A count of UTF-16 units would be off by two after the two emoji."""
    doc = Document("astral", ASTRAL, Span(0, len(ASTRAL)), "astral.txt")
    span = Span(ASTRAL.index("مینا"), ASTRAL.index(". ") + 1)
    claim = StatementClaim(
        evidence=Evidence(span, span.of(ASTRAL)),
        score=1.0,
        rule="known",
        speaker=known.MINA,
        verb="گفت",
        content=span,
        form=SpeechForm.DIRECT,
    )
    graph = [Triple(*quad[:3]) for quad in quads(Extraction(doc, known.RUN, claims=(claim,)))]
    version = t.version_iri(doc)
    position = f"{version}#position={span.start},{span.end}"
    for name, at in (("start", span.start), ("end", span.end)):
        graph = replaced(graph, position, t.OA + name, typed(at + shift, "nonNegativeInteger"))
    query = next(q for q in checks() if q.name == "quote-not-in-text")
    found = [t.passage_iri(version, span)] if fires else []
    assert _foci(graph, query) == (found, found)


# The report, on a store on disk


def on_disk(triples: Triples, path: Path) -> Report:
    """Check the triples in a store on disk."""
    from kg.store.text import n_triple

    file = path / "broken.ttl"
    file.write_text("\n".join(n_triple(*triple) for triple in triples), encoding="utf-8")
    with open_store(path / "store", write=True) as opened:
        opened.install({t.GRAPH + "broken": [file]})
        return check(opened)


def _of(report: Report, source: str) -> list[Finding]:
    return [finding for finding in report.results if finding.source.endswith(source)]


def test_a_finding_names_its_node_article_and_sentence(good: Triples, tmp_path: Path) -> None:
    graph = FAULTS["parts-exceed-total"][1](good)
    graph = FAULTS["two-kinds"][1](graph)
    graph = replaced(graph, EVENT, t.PV + "modality")
    graph = replaced(graph, EVENT + "-actor-1", t.SEM + "roleType", t.term("event", "meeting"))
    report = on_disk(graph, tmp_path)
    assert not report.conforms

    (sums,) = _of(report, "parts-exceed-total")
    assert (sums.focus, sums.article, sums.sentence) == (TOTAL, known.TITLE, known.SAID)
    assert "70000" in sums.message_en
    assert "57000" in sums.message_en
    assert "۷۰٬۰۰۰" in sums.message_fa
    assert sums.severity is Severity.VIOLATION

    (kinds,) = _of(report, "two-kinds")
    assert kinds.label == "مینا رستگاری"

    (modality,) = _of(report, "#Event-modality")
    assert (modality.focus, modality.article, modality.sentence) == (EVENT, known.TITLE, known.LEAD)

    (role,) = _of(report, "#Role-roleType")
    assert (role.value, role.article, role.sentence) == (t.term("event", "meeting"), known.TITLE, known.LEAD)


def test_among_several_articles_each_finding_is_placed_in_its_own(good: Triples) -> None:
    second = known_more.second()
    version = t.version_iri(second.doc)
    several = [*good, *(Triple(*quad[:3]) for quad in quads(second))]
    claim = next(t.claim_iri(version, claim) for claim in second.claims if isinstance(claim, StatementClaim))
    (event,) = _of(check(Memory(replaced(several, EVENT, t.PV + "modality"))), "#Event-modality")
    (statement,) = _of(check(Memory(replaced(several, claim, t.PV + "speechForm"))), "#Statement-speechForm")
    assert (event.article, event.sentence) == (known.TITLE, known.LEAD)
    assert second.doc.title
    assert statement.article == second.doc.quote(second.doc.title) != known.TITLE
    assert statement.sentence in second.doc.text


def test_findings_come_worst_first_and_only_violations_fail(good: Triples, tmp_path: Path) -> None:
    undated = [triple for triple in good if triple.predicate != t.PV + "publicationDay"]
    report = on_disk(FAULTS["modified-before-published"][1](undated), tmp_path)
    assert [(f.severity, f.source.rpartition("#")[2]) for f in report.results] == [
        (Severity.WARNING, "modified-before-published"),
        (Severity.INFO, "Version-dated"),
    ]
    assert report.conforms
    assert {f.article for f in report.results} == {known.TITLE}


def test_an_article_without_a_title_is_named_by_its_identifier(good: Triples) -> None:
    graph = [
        triple for triple in good if triple.predicate not in {t.PV + "publicationDay", t.SCHEMA + "headline"}
    ]
    (finding,) = check(Memory(graph)).results
    assert finding.article == "known"


def test_a_message_gives_days_in_the_calendar_of_its_language(good: Triples) -> None:
    (finding,) = _of(check(Memory(FAULTS["past-in-future"][1](good))), "past-in-future")
    assert "2021-05-06" in finding.message_en
    assert "۱۶ اردیبهشت ۱۴۰۰" in finding.message_fa


HEADERS = [
    ("# title-fa: آ\n# title-en: a\n# severity: grave\n# message-fa: آ\n# message-en: a\n", "grave"),
    ("# title-fa: آ\n# title-en: a\n# message-fa: آ\n# message-en: a\n", "severity"),
    ("# severity: info\n# message-fa: آ\n# message-en: a\n", "title"),
]


@pytest.mark.parametrize(("header", "named"), HEADERS)
def test_a_malformed_header_is_told(tmp_path: Path, header: str, named: str) -> None:
    (tmp_path / "x-violation.rq").write_text(header + "SELECT ?focus { ?focus a ?type }", encoding="utf-8")
    with pytest.raises(QueryError, match=named):
        checks(tmp_path)
