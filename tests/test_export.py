"""The export: lossless, stable and readable, read back with two parsers that share no code."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg import terms as t
from kg.errors import ExportError, NotFoundError, StoreError
from kg.export import FORMATS, export, format_of
from kg.export.formats import Format
from kg.quads import Literal, Object, Quad, Triple, quads
from kg.store import Graphs, Store, open_store
from tests import known
from tests.benchmarks import bench_export
from tests.stores import article, built

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

VERSION = t.version_iri(known.document())
STRING, LANG = t.XSD + "string", t.RDF + "langString"
FLAT = {"turtle", "ntriples"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = built(
        tmp_path_factory.mktemp("export") / "store", article(), article("other"), article("other", more="!")
    )
    with open_store(folder) as opened:
        yield opened


@pytest.fixture(autouse=True)
def lexical_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written, so that they can be compared."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def written(quads: Iterable[Quad], name: str) -> str:
    stream = io.BytesIO()
    FORMATS[name].write(quads, stream)
    return stream.getvalue().decode("utf-8")


def exported(store: Graphs, name: str, about: str | None = None) -> str:
    stream = io.BytesIO()
    export(store, stream, format=name, about=about)
    return stream.getvalue().decode("utf-8")


# Two parsers: each reads a text as quads, whose graph is empty in the flat formats

Parser = Callable[[str, str], set[Quad]]


def by_pyoxigraph(text: str, name: str) -> set[Quad]:
    def term(found: object) -> Object:
        if isinstance(found, ox.Literal):
            return Literal(found.value, found.datatype.value, found.language or "")
        return found.value if isinstance(found, ox.NamedNode) else ""

    form = ox.RdfFormat.from_media_type(FORMATS[name].media_type)
    return {
        Quad(str(term(q.subject)), str(term(q.predicate)), term(q.object), str(term(q.graph_name)))
        for q in ox.parse(text.encode(), form)
        if isinstance(q, ox.Quad)
    }


def by_rdflib(text: str, name: str) -> set[Quad]:
    def term(found: rdflib.term.Node) -> Object:
        if isinstance(found, rdflib.Literal):
            return Literal(
                str(found), LANG if found.language else str(found.datatype or STRING), found.language or ""
            )
        return str(found)

    if name in FLAT:
        graph = rdflib.Graph().parse(data=text, format=FORMATS[name].media_type)
        return {Quad(str(s), str(p), term(o), "") for s, p, o in graph}
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=FORMATS[name].media_type)
    return {Quad(str(s), str(p), term(o), str(g or "")) for s, p, o, g in dataset.quads()}


PARSERS = [by_pyoxigraph, by_rdflib]


def expected(quads: Iterable[Quad], name: str) -> set[Quad]:
    return {quad._replace(graph="") for quad in quads} if name in FLAT else set(quads)


# Nothing is lost


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_what_is_stored(store: Store, name: str, parser: Parser) -> None:
    assert parser(exported(store, name), name) == expected(store.quads(), name)


@pytest.mark.parametrize("name", FORMATS)
def test_the_count_is_of_distinct_statements(store: Store, name: str) -> None:
    assert export(store, io.BytesIO(), format=name) == len(expected(store.quads(), name))
    assert FORMATS[name].write([*store.quads(), *store.quads()], io.BytesIO()) == len(
        expected(store.quads(), name)
    )


def test_turtle_in_an_empty_graph_answers_as_the_store_does(store: Store) -> None:
    graph = rdflib.Graph().parse(data=exported(store, "turtle"), format="turtle")
    union = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(union, list)
    assert len(graph) == len(union)
    sparql = """
        SELECT DISTINCT ?name ?title ?exact {
            ?m org:member/skos:prefLabel ?name ; pv:postTitle ?title ; pv:focus/oa:hasSelector/oa:exact ?exact .
        }"""
    rows = {tuple(str(v) for v in row) for row in graph.query(sparql, initNs=t.PREFIXES)}  # type: ignore[union-attr]
    assert rows == {
        tuple(v.value for v in row if isinstance(v, Literal)) for row in store.select(sparql).rows
    }
    assert len(rows) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_statements_give_the_same_bytes(store: Store, name: str) -> None:
    quads = list(store.quads())
    first = written(quads, name)
    for seed in range(3):
        random.Random(seed).shuffle(quads)  # noqa: S311 (no secret)
        assert written(quads, name) == first


PERSIAN = "ابپتثچژکگیءئؤآ،؛؟«»۰۱۲٣"
ODD = "\"'\\\n\r\t\b\f\x00\x01\x1f\x7f\x85\xa0\u200c\u200d\u200e\u200f\u202b\u2028\u2029\ufeff\ufffd\ufffe😀👩\u0301{}<>@^$#%&"
TEXT = st.text(
    alphabet=st.one_of(st.sampled_from(PERSIAN + ODD), st.characters(exclude_categories=["Cs"])), max_size=120
)
NONE = st.just("")
LITERAL = st.one_of(
    st.builds(Literal, TEXT, st.just(STRING), NONE),
    st.builds(Literal, TEXT, st.just(LANG), st.sampled_from(["fa", "en", "fa-latn"])),
    st.builds(Literal, TEXT, st.just("http://example.org/type"), NONE),
)


@pytest.mark.parametrize("name", FORMATS)
@given(values=st.lists(LITERAL, max_size=4))
def test_any_text_comes_back(name: str, values: list[Literal]) -> None:
    quads = [Quad(known.MINA, t.SCHEMA + "text", value, VERSION) for value in values]
    text = written(quads, name)
    for parser in PARSERS:
        assert parser(text, name) == expected(quads, name)


LEXICAL = st.from_regex(
    r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}([eE][+-]?[0-9]{1,2})?|true|false|TRUE|INF|NaN", fullmatch=True
)
NUMERIC = st.sampled_from(
    [t.XSD + name for name in ("integer", "decimal", "double", "float", "boolean", "nonNegativeInteger")]
)


@pytest.mark.parametrize("name", FORMATS)
@given(values=st.lists(st.builds(Literal, LEXICAL, NUMERIC, NONE), max_size=6))
def test_any_number_comes_back_as_it_was_written(name: str, values: list[Literal]) -> None:
    quads = [Quad(known.MINA, t.RDF + "value", value, VERSION) for value in values]
    text = written(quads, name)
    assert by_pyoxigraph(text, name) == expected(quads, name)


def valid(iri: str) -> bool:
    """Tell whether a store would take the IRI."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


LOCAL = st.text(alphabet="aZ09-_.~:/?#=,;()'!*@+&éسی", max_size=8)
NAMESPACE = st.sampled_from([*t.PREFIXES.values(), "http://example.org/", "urn:x:"])
IRIS = st.builds(str.__add__, NAMESPACE, LOCAL).filter(valid)


@pytest.mark.parametrize("name", FORMATS)
@given(iris=st.lists(IRIS, min_size=1, max_size=5))
def test_any_iri_comes_back(name: str, iris: list[str]) -> None:
    quads = [Quad(iri, t.PV + "about", other, VERSION) for iri in iris for other in iris]
    text = written(quads, name)
    for parser in PARSERS:
        assert parser(text, name) == expected(quads, name)


# It reads well

BARE: list[tuple[Literal, str]] = [
    (Literal("57", t.XSD + "integer"), "57"),
    (Literal("-57", t.XSD + "integer"), "-57"),
    (Literal("8.5", t.XSD + "decimal"), "8.5"),
    (Literal("57", t.XSD + "decimal"), '"57"^^xsd:decimal'),
    (Literal("8.", t.XSD + "decimal"), '"8."^^xsd:decimal'),
    (Literal("1e3", t.XSD + "double"), "1e3"),
    (Literal("1.5", t.XSD + "double"), '"1.5"^^xsd:double'),
    (Literal("true", t.XSD + "boolean"), "true"),
    (Literal("1", t.XSD + "boolean"), '"1"^^xsd:boolean'),
    (Literal("57", t.XSD + "nonNegativeInteger"), '"57"^^xsd:nonNegativeInteger'),
    (Literal("2021-05-05", t.XSD + "date"), '"2021-05-05"^^xsd:date'),
    (Literal("کتاب‌خانه", LANG, "fa"), '"کتاب‌خانه"@fa'),
    (Literal('گفت: "بله\\"'), r'"گفت: \"بله\\\""'),
    (Literal("یک\nدو"), r'"یک\nدو"'),
    (Literal("یک\r\n" * 30), '"""' + "یک\\r\n" * 30 + '"""'),
    (Literal("سطر\n" * 30 + '"""'), '"""' + "سطر\n" * 30 + r'\"\"\""""'),
    (Literal("a\u2028b\x7f"), r'"a\u2028b\u007F"'),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), BARE)
def test_literals(value: Literal, text: str) -> None:
    assert f"rdf:value {text} .\n" in written([Quad(known.MINA, t.RDF + "value", value, VERSION)], "turtle")


NAMES: list[tuple[str, str]] = [
    (known.NLAI, "pvi:nlai"),
    (VERSION, "pvi:" + VERSION.removeprefix(t.ID)),
    (VERSION + "#char=3,9", f"<{VERSION}#char=3,9>"),
    (t.ID + "a.b", "pvi:a.b"),
    (t.ID + "a.", f"<{t.ID}a.>"),
    (t.ID + "-a", f"<{t.ID}-a>"),
    (t.ID, f"<{t.ID}>"),
    (t.ID + "a/b", f"<{t.ID}a/b>"),
    (t.ID + "کتاب", f"<{t.ID}کتاب>"),
    ("http://example.org/x", "<http://example.org/x>"),
    ("urn:x", "<urn:x>"),
]


@pytest.mark.parametrize(("iri", "text"), NAMES)
def test_iris(iri: str, text: str) -> None:
    assert f"{text} pv:about {text} .\n" in written([Quad(iri, t.PV + "about", iri, VERSION)], "turtle")


@pytest.mark.parametrize("name", ["turtle", "trig"])
def test_only_prefixes_that_are_used_are_declared(store: Store, name: str) -> None:
    for text in (exported(store, name), exported(store, name, known.TEHRAN)):
        body = re.sub(r'"""(?s:.*?)"""|"(?:[^"\\\n]|\\.)*"|<[^>]*>', '""', text)
        used = set(
            re.findall(r"(?<![\w:-])([a-z][\w-]*):(?=[A-Za-z0-9_])", re.sub(r"(?m)^(@prefix|#).*$", "", body))
        )
        assert used == set(re.findall(r"(?m)^@prefix ([\w-]+):", text))


def test_the_file_reads_in_order(store: Store) -> None:
    text = exported(store, "turtle")
    headings = [line for line in text.splitlines() if line.startswith("# ")][2:]
    assert [heading.split()[1].strip(":,") for heading in headings] == [
        "Articles",
        "Persons",
        "Claims",
        "Evidence",
        "Provenance",
    ]
    assert f"pvi:{known.MINA.removeprefix(t.ID)} a foaf:Person ;\n    skos:prefLabel" in text


def test_claims_follow_the_article(store: Store) -> None:
    text = exported(store, "turtle", VERSION)
    order = [int(start) for start in re.findall(r"wasDerivedFrom <[^>]*#char=(\d+),\d+>", text)]
    assert len(order) == len(known.claims())
    assert order == sorted(order)
    event = t.claim_iri(VERSION, known.claims()[3]).removeprefix(t.ID)
    assert re.search(
        rf"pvi:{event} a .*?\n\npvi:{event}-actor-1 a .*?\n\npvi:{event}-actor-2 a ", text, re.DOTALL
    )


def test_no_file_tells_when_it_was_written(store: Store) -> None:
    assert not re.search(r"(?m)^#.*20\d\d", exported(store, "turtle"))


# About one thing


def union(text: str) -> set[Triple]:
    return {Triple(*quad[:3]) for quad in by_pyoxigraph(text, "turtle")}


def test_about_a_person_is_all_that_is_said_of_them(store: Store) -> None:
    triples = union(exported(store, "turtle", known.BAHRAM))
    whole = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(whole, list)
    assert triples < set(whole)
    claims = {
        row[0] for row in store.select(f"SELECT DISTINCT ?c {{ ?c a pv:Claim ; ?p <{known.BAHRAM}> }}").rows
    }
    assert {triple.subject for triple in triples if triple.object == t.PV + "Claim"} == claims
    assert {triple for triple in whole if triple.subject in claims} <= triples


def test_about_carries_evidence_names_and_articles(store: Store) -> None:
    graph = rdflib.Graph().parse(data=exported(store, "turtle", known.BAHRAM), format="turtle")

    def holds(pattern: str) -> bool:
        return bool(graph.query(f"ASK {{ {pattern} }}", initNs=t.PREFIXES).askAnswer)

    assert not holds(
        "?c a pv:Claim FILTER NOT EXISTS { ?c prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words }"
    )
    assert not holds("?c a pv:Claim FILTER NOT EXISTS { ?c pv:statedIn/schema:headline ?title }")
    assert not holds(
        "?c org:organization|org:member|sem:hasActor|sem:hasPlace ?e FILTER NOT EXISTS { ?e skos:prefLabel ?name }"
    )
    assert not holds("?v a schema:NewsArticle ; schema:text ?text")
    assert holds(
        "?v a schema:NewsArticle ; pv:sha256 ?hash ; pv:origin ?file ; prov:wasGeneratedBy/pv:fingerprint ?run"
    )
    assert holds(f"<{t.post_iri(known.CINVU, 'دبیر')}> skos:prefLabel ?name ; org:postIn <{known.CINVU}>")


ABOUT: list[tuple[str, str, int]] = [
    ("a body with everything in it", known.NLAI, 2 * 6),
    ("a post", t.post_iri(known.NLAI, "رئیس"), 2),
    ("an article", t.article_iri(known.document()), len(known.claims())),
    ("a version", VERSION, len(known.claims())),
    ("a claim", t.claim_iri(VERSION, known.claims()[1]), 1),
    ("a total, with its parts", t.claim_iri(VERSION, known.claims()[6]), 3),
    ("a part, with its total and the other", t.claim_iri(VERSION, known.claims()[7]), 3),
    ("a place", known.TEHRAN, 2),
]


@pytest.mark.parametrize(("iri", "count"), [row[1:] for row in ABOUT], ids=[row[0] for row in ABOUT])
def test_about(store: Store, iri: str, count: int) -> None:
    triples = union(exported(store, "turtle", iri))
    assert len({triple.subject for triple in triples if triple.object == t.PV + "Claim"}) == count


@pytest.mark.parametrize("name", FORMATS)
def test_about_comes_in_every_format(store: Store, name: str) -> None:
    turtle = {quad[:3] for quad in by_pyoxigraph(exported(store, "turtle", known.MINA), "turtle")}
    assert {quad[:3] for quad in by_pyoxigraph(exported(store, name, known.MINA), name)} == turtle


def test_about_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="says nothing about it"):
        export(store, tmp_path / "out.ttl", format="turtle", about=t.ID + "nobody")
    assert list(tmp_path.iterdir()) == []


def test_the_history_can_be_exported(store: Store) -> None:
    assert by_pyoxigraph(exported(store.history, "trig"), "trig") == set(store.history.quads()) != set()


# Files


def test_a_file_is_what_a_stream_is(store: Store, tmp_path: Path) -> None:
    for name, form in FORMATS.items():
        out = tmp_path / f"out{form.ending}"
        assert format_of(out) == format_of(out.with_suffix(form.ending.upper())) == name
        export(store, out, format=name)
        assert out.read_text("utf-8") == exported(store, name)
    assert len(list(tmp_path.iterdir())) == len(FORMATS)


@pytest.mark.parametrize("path", ["out.rdf", "out", "out.ttl.gz", "ttl"])
def test_an_unknown_ending_is_told_with_the_known_ones(path: str) -> None:
    with pytest.raises(
        ExportError, match=r"none that can be written; use \.ttl \(Turtle\), \.nt .*\.jsonld \(JSON-LD\)"
    ):
        format_of(Path(path))


def test_an_unknown_format(store: Store) -> None:
    with pytest.raises(ExportError, match=r"the format 'rdfxml' is none that can be written; use \.ttl"):
        export(store, io.BytesIO(), format="rdfxml")


def test_a_file_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "file").touch()
    for out, message in (
        (tmp_path / "folder.ttl", "it is a folder; name a file"),
        (tmp_path / "no" / "x.ttl", "No such file.*; check"),
        (tmp_path / "file" / "x.ttl", "; check"),
        (tmp_path / f"{'x' * 252}.ttl", "; check"),
    ):
        with pytest.raises(ExportError, match=message) as caught:
            export(store, out, format="turtle")
        assert str(caught.value).startswith(str(out))


def test_a_failure_leaves_the_old_file_and_no_half_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(quads: Iterable[Quad], stream: io.BytesIO) -> int:
        stream.write(b"half")
        raise StoreError("store", "the disk is gone")

    out = tmp_path / "out.ttl"
    export(store, out, format="turtle")
    before = out.read_bytes()
    monkeypatch.setitem(FORMATS, "turtle", Format("Turtle", ".ttl", "text/turtle", fail))  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        export(store, out, format="turtle")
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_an_empty_store(tmp_path: Path) -> None:
    with open_store(built(tmp_path / "store", register=None)) as store:
        for name in FORMATS:
            assert export(store, io.BytesIO(), format=name) == 0
            assert by_pyoxigraph(exported(store, name), name) == set()


def test_the_benchmark_compares_the_same_triples() -> None:
    statements = bench_export.generated(2)
    graph = bench_export.as_graph(statements)
    ours = rdflib.Graph().parse(data=bench_export.ours(statements), format="turtle")
    assert set(ours) == set(graph)
    assert bench_export.measure(1, times=1).triples == len(set(quads(article())))
