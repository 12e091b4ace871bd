"""The store on disk: versions, crashes, locks, and what it refuses."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from kg import terms as t
from kg.errors import OntologyError, PeyvandError, QueryError, StoreError
from kg.model import Entity, EntityKind, Extraction, Precision, TimePoint
from kg.quads import Literal, Object, Triple
from kg.quads import quads as quads_of
from kg.store import Counts, Outcome, Store, Table, embedded, open_store
from tests import known
from tests.stores import AT, NEWER, REGISTER, article, built, dump, install, names_of

TOP = Path(__file__).parents[1]
VERSION = t.version_iri(known.document())


def day(number: int) -> TimePoint:
    when = date(2021, 6, number)
    return TimePoint(str(when), when, when, Precision.DAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, write=True) as opened:
        yield opened


# What an article becomes

STEPS: list[tuple[str, list[Extraction], list[Outcome]]] = [
    ("the same again", [article(), article()], [Outcome.ADDED, Outcome.UNCHANGED]),
    ("two articles", [article(), article("other")], [Outcome.ADDED, Outcome.ADDED]),
    ("a newer run", [article(), article(run=NEWER)], [Outcome.ADDED, Outcome.UPDATED]),
    ("an older run comes back", [article(), article(run=NEWER), article()], [Outcome.ADDED, Outcome.UPDATED, Outcome.UPDATED]),
    ("a new version", [article(), article(more="!")], [Outcome.ADDED, Outcome.REVISED]),
    ("a superseded text again", [article(), article(more="!"), article()], [Outcome.ADDED, Outcome.REVISED, Outcome.UNCHANGED]),
    ("a superseded text, newer run", [article(), article(more="!"), article(run=NEWER)], [Outcome.ADDED, Outcome.REVISED, Outcome.UPDATED]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("extractions", "outcomes"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS]
)
def test_outcomes(store: Store, extractions: list[Extraction], outcomes: list[Outcome]) -> None:
    assert [store.add(extraction, at=AT) for extraction in extractions] == outcomes
    assert all(store.holds(extraction.doc, extraction.run) for extraction in extractions[-1:])


def test_an_added_article_is_there_whole(store: Store) -> None:
    store.add(article(), at=AT)
    assert dump(q for q in store.quads() if q.graph == VERSION) == dump(quads_of(article()))


def test_building_twice_changes_no_byte(folder: Path) -> None:
    extractions = (article(), article("other"), article("other", more="!"))
    with open_store(built(folder, *extractions)) as store:
        before, past = dump(store.quads()), dump(store.history.quads())
    with open_store(built(folder, *extractions)) as store:
        assert dump(store.quads()) == before
        assert dump(store.history.quads()) == past


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    extractions = [article(name) for name in "abc"]
    with (
        open_store(built(tmp_path / "one", *extractions)) as one,
        open_store(built(tmp_path / "other", *reversed(extractions))) as other,
    ):
        assert dump(one.quads()) == dump(other.quads())


def test_a_newer_run_replaces_the_graph_and_nothing_else(store: Store) -> None:
    store.add(article("other"), at=AT)
    store.add(article(), at=AT)
    fewer = replace(article(run=NEWER), claims=known.claims()[:2])
    store.add(fewer, at=AT.replace(year=2027))
    expected = {*dump(quads_of(fewer)), *dump(quads_of(article("other")))}
    assert set(dump(q for q in store.quads() if q.graph.startswith(t.ID))) == expected
    times = store.select(f"SELECT ?at {{ <{VERSION}> prov:generatedAtTime ?at }}").rows
    assert times == [(Literal("2027-01-02T03:04:05Z", t.XSD + "dateTime"),)]
    assert list(store.history.quads()) == []


def test_a_new_version_moves_the_old_one_to_the_history(store: Store) -> None:
    new = article(more="!")
    store.add(article(), at=AT)
    store.add(new, at=AT)
    newer = t.version_iri(new.doc)
    assert {q.graph for q in store.quads() if q.graph.startswith(t.ID)} == {newer}
    assert dump(q for q in store.history.quads() if q.graph == VERSION) == dump(quads_of(article()))
    assert store.query(f"ASK {{ <{newer}> prov:wasRevisionOf <{VERSION}> }}") is True
    about_old = f"ASK {{ <{VERSION}> prov:generatedAtTime ?at ; pv:origin 'known.txt' ; prov:wasGeneratedBy/pv:fingerprint ?f }}"
    assert store.history.query(about_old) is True
    assert store.query(about_old) is False


def test_three_versions_form_a_chain(store: Store) -> None:
    versions = [article(more=more) for more in ("", "!", "!!")]
    for extraction in versions:
        store.add(extraction, at=AT)
    first, second, third = (t.version_iri(extraction.doc) for extraction in versions)
    assert store.query(f"ASK {{ <{third}> prov:wasRevisionOf <{second}> }}") is True
    assert store.history.query(f"ASK {{ <{second}> prov:wasRevisionOf <{first}> }}") is True
    assert store.counts().superseded == 2


def test_an_older_version_that_comes_late_goes_into_the_history(store: Store) -> None:
    newer, older = article(more="!", modified=day(9)), article(modified=day(8))
    assert store.add(newer, at=AT) is Outcome.ADDED
    assert store.add(older, at=AT) is Outcome.REVISED
    current, past = t.version_iri(newer.doc), t.version_iri(older.doc)
    assert {q.graph for q in store.quads() if q.graph.startswith(t.ID)} == {current}
    assert {q.graph for q in store.history.quads() if q.graph.startswith(t.ID)} == {past}
    assert store.query(f"ASK {{ <{current}> prov:wasRevisionOf <{past}> }}") is True
    assert store.add(older, at=AT) is Outcome.UNCHANGED


def test_only_the_name_of_the_file_is_recorded(store: Store) -> None:
    for name, origin in (("a", "/home/someone/a.txt"), ("b", r"C:\news\b.txt"), ("c", "c.txt")):
        extraction = article(name)
        store.add(replace(extraction, doc=replace(extraction.doc, origin=origin)), at=AT)
    origins = store.select("SELECT ?o { ?v pv:origin ?o } ORDER BY ?o").rows
    assert origins == [(Literal("a.txt"),), (Literal("b.txt"),), (Literal("c.txt"),)]


def test_an_article_that_cannot_be_stored_leaves_no_trace(store: Store) -> None:
    store.add(article(), at=AT)
    before = dump(store.quads())
    broken = (*known.entities(), Entity("not an iri", EntityKind.PERSON, "بی‌نشان"))
    for extraction in (article("new"), article(run=NEWER), article(more="!")):
        with pytest.raises(StoreError, match="can't be stored"):
            store.add(replace(extraction, entities=broken), at=AT)
        assert dump(store.quads()) == before


def test_counts(folder: Path) -> None:
    with open_store(built(folder, article(), article("other"))) as store:
        counts = store.counts()
        assert counts.quads == len(list(store.quads()))
    assert (counts.articles, counts.persons, counts.organizations, counts.places, counts.posts) == (
        2,
        2,
        4,
        1,
        2,
    )
    assert (counts.claims, counts.tenures, counts.events, counts.statements) == (24, 4, 2, 4)
    assert (counts.figures, counts.relations, counts.mentions, counts.superseded) == (6, 6, 18, 0)


# Crashes, locks and readers

WRITER = """
import sys
from pathlib import Path
from kg.store import open_store
from tests.stores import AT, article
store = open_store(Path(sys.argv[1]), write=True)
for number in range(int(sys.argv[2]), 10_000):
    store.add(article(str(number // 3), more="!" * (number % 3)), at=AT)
    print(number, flush=True)
"""


def writer(folder: Path, first: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), str(first)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TOP)


def lines(process: subprocess.Popen[str], count: int) -> list[int]:
    assert process.stdout is not None
    return [int(process.stdout.readline()) for _ in range(count)]


def kill(process: subprocess.Popen[str]) -> list[int]:
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read() if process.stdout else ""
    process.wait()
    if process.stdout:
        process.stdout.close()
    return [int(line) for line in rest.split("\n")[:-1]]


def version_of(number: int) -> Extraction:
    return article(str(number // 3), more="!" * (number % 3))


def test_killing_a_build_loses_nothing_that_was_stored(folder: Path) -> None:
    stored: list[int] = []
    for wanted in (4, 7):  # killed twice, at different steps of an article's versions
        process = writer(folder, len(stored))
        stored += lines(process, wanted)
        stored += kill(process)
    with open_store(folder, write=True) as store:
        graphs = {q.graph for q in store.quads() if q.graph.startswith(t.ID)}
        past = {q.graph for q in store.history.quads() if q.graph.startswith(t.ID)}
        assert {t.version_iri(version_of(number).doc) for number in stored} <= graphs | past
        by_version = {t.version_iri(version_of(number).doc): number for number in range(max(stored) + 2)}
        for graph in graphs:
            whole = dump(quads_of(version_of(by_version[graph])))
            assert dump(q for q in store.quads() if q.graph == graph) == whole
        for number in range(max(stored) + 2):  # the build, run again to its end
            store.add(version_of(number), at=AT)
        store.finish()
        assert {q.graph for q in store.quads() if q.graph.startswith(t.ID)} == {
            t.version_iri(version_of(number).doc)
            for number in range(max(stored) + 2)
            if number % 3 == 2 or number == max(stored) + 1
        }
        assert names_of(store, known.MINA) == ["مینا رستگاری"]


def test_a_second_writer_is_told_to_wait(folder: Path) -> None:
    process = writer(folder)
    try:
        lines(process, 1)
        with pytest.raises(StoreError, match=r"another process is writing to the store; wait"):
            open_store(folder, write=True)
        with open_store(folder) as reader:
            assert reader.query(f"ASK {{ <{known.MINA}> a foaf:Person }}") is True
    finally:
        kill(process)
    open_store(folder, write=True).close()


def test_a_reader_keeps_what_it_opened(folder: Path) -> None:
    built(folder, article())
    with open_store(folder) as reader:
        before = dump(reader.quads())
        built(folder, *(article(str(number)) for number in range(5)))
        assert dump(reader.quads()) == before
    with open_store(folder) as reader:
        assert reader.counts().articles == 6


def test_readers_see_only_whole_articles_while_a_build_runs(folder: Path) -> None:
    whole = {len(set(quads_of(version_of(number)))) for number in range(3)}
    process = writer(folder)
    try:
        for _ in range(6):
            lines(process, 2)
            with open_store(folder) as reader:
                found = Counter(quad.graph for quad in reader.quads() if quad.graph.startswith(t.ID))
            assert set(found.values()) <= whole
            assert found
    finally:
        kill(process)


# What can't be opened


def no_store(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("x")


def a_file(path: Path) -> None:
    path.write_text("x")


def marked(text: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        built(path)
        (path / "peyvand.json").write_text(text)

    return make


def no_data(path: Path) -> None:
    path.mkdir()
    (path / "peyvand.json").write_text(json.dumps({"format": "peyvand-store", "layout": 1}))


def damaged(path: Path) -> None:
    built(path)
    (path / "current" / "CURRENT").write_text("garbage")


REFUSED: list[tuple[str, Callable[[Path], None], bool, str]] = [
    ("nothing there", lambda path: None, False, "there is no store; make one with: kg build"),
    ("another folder, to read", no_store, False, "holds something that is no Peyvand store; name another"),
    ("another folder, to write", no_store, True, "holds something that is no Peyvand store; name another"),
    ("a file", a_file, True, "is a file, and a store is a folder"),
    ("a newer layout", marked('{"layout": 99}'), False, "layout is version 99.*; use the newer Peyvand"),
    ("an older layout", marked('{"layout": 0}'), True, "layout is version 0.*; build the store anew"),
    ("a damaged marker", marked("{"), False, "does not tell the store's layout; restore"),
    ("a marker without layout", marked("[]"), False, "does not tell the store's layout; restore"),
    ("a marker alone", no_data, False, "empty or parts of it are missing"),
    ("a damaged engine", damaged, False, "can't be read or written .*orruption.*; restore"),
]


@pytest.mark.parametrize(
    ("make", "write", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refused(folder: Path, make: Callable[[Path], None], write: bool, message: str) -> None:
    make(folder)
    with pytest.raises(StoreError, match=message) as caught:
        open_store(folder, write=write)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(folder))


def test_an_empty_folder_becomes_a_store(folder: Path) -> None:
    folder.mkdir()
    built(folder, article())
    assert sorted(path.name for path in folder.iterdir()) == ["current", "history", "peyvand.json"]


def test_a_store_without_articles_can_be_read(folder: Path) -> None:
    with open_store(built(folder, register=None)) as store:
        assert store.counts() == Counts()
        assert list(store.history.quads()) == []


def test_a_reader_can_not_write(folder: Path) -> None:
    built(folder)
    with open_store(folder) as store:
        for write in (lambda: store.add(article(), at=AT), lambda: store.install({}), store.finish):
            with pytest.raises(StoreError, match="opened to read only"):
                write()


def test_a_closed_store_says_so(folder: Path) -> None:
    store = open_store(built(folder))
    store.close()
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.query("ASK {}")


# The register and the ontology


def test_install_loads_what_changed(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.ttl"
    assert install(store, path, REGISTER) is True
    before = dump(store.quads())
    assert install(store, path, REGISTER) is False
    assert dump(store.quads()) == before
    assert install(store, path, REGISTER.replace("pvi:icro", "pvi:icro-again")) is True
    assert names_of(store, known.ICRO) == []
    assert names_of(store, t.registered_iri("icro-again")) == ["سازمان فرهنگ و ارتباطات اسلامی"]
    assert len(store.select(f"SELECT ?s {{ <{t.AUTHORITY_GRAPH}> pv:sha256 ?s }}").rows) == 1


def test_every_name_of_the_register_can_be_looked_up(store: Store, tmp_path: Path) -> None:
    install(store, tmp_path / "register.ttl", REGISTER)
    keys = {
        key.value
        for (key,) in store.select(f"SELECT ?k {{ <{known.NLAI}> pv:nameKey ?k }}").rows
        if isinstance(key, Literal)
    }
    assert keys == {
        "سازماناسنادوکتابخانهملیایران", "nationallibraryandarchivesofiran", "سازماناسناد", "کتابخانهملی", "کتابخانهملیایران",
    }  # fmt: skip


def test_blank_nodes_become_stable_iris(tmp_path: Path) -> None:
    shapes = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<http://x/s> sh:property [ sh:in ( 1 2 ) ], [ sh:minCount 1 ] .\n"
    dumps = []
    for name in ("one", "other"):
        with open_store(tmp_path / name, write=True) as store:
            install(store, tmp_path / "shapes.ttl", shapes, t.ONTOLOGY_GRAPH)
            dumps.append(dump(store.quads()))
            assert (
                len(store.select("SELECT ?p { <http://x/s> <http://www.w3.org/ns/shacl#property> ?p }").rows)
                == 2
            )
    assert dumps[0] == dumps[1]
    assert not any("_:" in line for line in dumps[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pvi:x a ", "is not valid Turtle"),
        (None, "No such file.*; restore"),
        ("<a> <b> <c> .", "is not valid Turtle"),
    ],
)
def test_a_register_that_cannot_be_read_changes_nothing(
    store: Store, tmp_path: Path, text: str | None, message: str
) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    install(store, good, REGISTER)
    before = dump(store.quads())
    good.write_text(REGISTER + "\n# changed\n", "utf-8")
    if text is not None:
        bad.write_text(text)
    with pytest.raises(OntologyError, match=message) as caught:
        store.install({t.AUTHORITY_GRAPH: [good], t.ONTOLOGY_GRAPH: [bad]})
    assert str(bad) in str(caught.value)
    assert dump(store.quads()) == before


# Queries


def test_a_select_query_gives_a_table(folder: Path) -> None:
    with open_store(built(folder, article())) as store:
        table = store.query(
            "SELECT DISTINCT ?p ?name ?nothing { ?p a foaf:Person ; skos:prefLabel ?name } ORDER BY ?name"
        )
    assert table == Table(
        ("p", "name", "nothing"),
        [
            (known.BAHRAM, Literal("بهرام نیک‌پی", t.RDF + "langString", "fa"), None),
            (known.MINA, Literal("مینا رستگاری", t.RDF + "langString", "fa"), None),
        ],
    )


def test_a_construct_query_gives_each_triple_once(folder: Path) -> None:
    with open_store(built(folder, article(), article("other"))) as store:
        triples = store.query(
            f"CONSTRUCT {{ ?p a foaf:Person }} WHERE {{ ?p a foaf:Person FILTER(?p = <{known.MINA}>) }}"
        )
    assert triples == [Triple(known.MINA, t.RDF + "type", t.FOAF + "Person")]


VALUES: list[tuple[str, dict[str, Object], object]] = [
    ("ASK { ?p a foaf:Person }", {"p": known.MINA}, True),
    ("ASK { ?p a foaf:Person }", {"p": known.NLAI}, False),
    ("SELECT (COUNT(DISTINCT ?m) AS ?n) ?p { ?m org:member ?p } GROUP BY ?p", {"p": known.MINA}, 1),
    ("SELECT DISTINCT ?w { ?p rdfs:label ?l FILTER(CONTAINS(?l, ?w)) }", {"w": Literal('"} مینا \\')}, 0),
    ("SELECT DISTINCT ?w { ?p rdfs:label ?l FILTER(CONTAINS(?l, ?w)) }", {"w": Literal("مینا")}, 1),
]


@pytest.mark.parametrize(("sparql", "values", "expected"), VALUES)
def test_values(folder: Path, sparql: str, values: dict[str, Object], expected: object) -> None:
    with open_store(built(folder, article())) as store:
        answer = store.query(sparql, values=values)
    assert (len(answer.rows) if isinstance(answer, Table) else answer) == expected


BAD_QUERIES: list[tuple[str, dict[str, Object], str]] = [
    ("SELECT ?x {", {}, r"not valid SPARQL 1.1 \(error at 1:12\)"),
    ("SELECT ?x { ?x nope:y ?z }", {}, "not valid SPARQL 1.1 .*: Prefix not found"),
    ("INSERT DATA { <http://a> <http://b> <http://c> }", {}, "not valid SPARQL 1.1"),
    (
        "SELECT ?x { ?x ?p ?who }",
        {"who": known.MINA},
        r"parameter \?who is not in the SELECT list; add \?who",
    ),
    ("ASK { ?x ?p ?who }", {"who": "not an iri"}, "a value or variable name is not valid"),
    ("SELECT ?x { SERVICE <http://localhost:1/> { ?x ?y ?z } }", {}, "can't be evaluated"),
]


@pytest.mark.parametrize(("sparql", "values", "message"), BAD_QUERIES)
def test_a_bad_query_is_told_in_one_line(
    store: Store, sparql: str, values: dict[str, Object], message: str
) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        store.query(sparql, values=values)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, PeyvandError)


def test_select_takes_no_other_kind(store: Store) -> None:
    with pytest.raises(QueryError, match="not a SELECT query"):
        store.select("ASK {}")


def test_opening_a_store_imports_no_more_than_it_needs(folder: Path) -> None:
    built(folder, article())
    code = "import sys; from pathlib import Path; from kg.store import open_store; open_store(Path(sys.argv[1])).query('ASK {}'); print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True, cwd=TOP
    )
    heavy = {"rdflib", "hazm", "networkx", "numpy", "click", "rich", "asyncio", "loaders"}
    assert heavy.isdisjoint(result.stdout.split())


DISKS = [
    (
        "While opening a file for sequentially reading: DIR/CURRENT: Permission denied",
        "see that you may read and write",
    ),
    ("While lock file: DIR/LOCK: Permission denied", "see that you may read and write"),
    ("While appending to file: DIR/000008.log: No space left on device", "free some space"),
    ("While appending to file: DIR/000008.log: Disk quota exceeded", "free some space"),
    ("While open a file for appending: DIR/LOG: Read-only file system", "make its disk writable"),
    (
        "While open a file for random read: DIR/000009.sst: Input/output error",
        "restore the folder from a copy",
    ),
]


@pytest.mark.parametrize("problem", ["open", "query", "insert"])
@pytest.mark.parametrize(("message", "remedy"), DISKS)
def test_a_failing_disk_is_told_from_a_damaged_store(
    folder: Path, monkeypatch: pytest.MonkeyPatch, problem: str, message: str, remedy: str
) -> None:
    error = OSError(f"IO error: {message}")
    engine = mock.Mock(**{"query.side_effect": error, "extend.side_effect": error})
    opening = mock.Mock(side_effect=error) if problem == "open" else mock.Mock(return_value=engine)
    monkeypatch.setattr(embedded, "_opened", opening)

    def used() -> None:
        database = embedded.EmbeddedDatabase(folder, "DIR", write=True)
        database.query("ASK {}") if problem == "query" else database.insert([])

    with pytest.raises(StoreError, match=remedy) as caught:
        used()
    assert ("build it anew" in str(caught.value)) == ("Input/output" in message)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EROFS, "make its disk writable"),
        (errno.EACCES, "see that you may"),
    ],
)
def test_a_folder_that_cannot_be_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, remedy: str
) -> None:
    monkeypatch.setattr(Path, "mkdir", mock.Mock(side_effect=OSError(code, os.strerror(code))))
    with pytest.raises(StoreError, match=remedy):
        open_store(folder, write=True)
