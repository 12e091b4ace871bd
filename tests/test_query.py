"""Headers, typed values, what may run, and answers in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate
from rdflib.query import Result as RdflibResult

from kg import terms as t
from kg.errors import NotFoundError, QueryError
from kg.quads import Literal, Object, Triple, persian, typed
from kg.query import FORMATS, NamedQuery, Parameter, Result, load, named, run, write
from kg.query.header import Type
from kg.query.named import from_text
from kg.query.table import write_table
from kg.query.values import convert, from_jalali
from kg.store import Store, Table, open_store
from tests import known, known_more

HEADER = """# title-fa: عنوان
# title-en: Title
# description-fa: شرح
# description-en: What it asks
# group: events
# parameter: from date = 1400/1/1 | از تاریخ | from
# parameter: who entity | چه کسی | who
# parameter: n integer
# a comment of another kind
# example: kg query x --set from=2020-01-01

SELECT ?from ?who ?n { } # group: not a header
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(known_more.build(tmp_path_factory.mktemp("query") / "store")) as opened:
        yield opened


def result(answer: Table | tuple[Triple, ...] | bool, **names: str) -> Result:
    return Result(NamedQuery("test", ""), answer, names.get)


def written(given: Result, kind: str) -> str:
    stream = io.StringIO(newline="")
    write(given, kind, stream)
    return stream.getvalue()


class TestHeader:
    def test_all_of_it(self) -> None:
        query = from_text(HEADER, name="x")
        assert query == NamedQuery(
            "x", HEADER, "عنوان", "Title", "شرح", "What it asks", "events", "kg query x --set from=2020-01-01",
            (
                Parameter("from", Type.DATE, "1400/1/1", "از تاریخ", "from"),
                Parameter("who", Type.ENTITY, None, "چه کسی", "who"),
                Parameter("n", Type.INTEGER),
            ),
        )  # fmt: skip

    def test_a_text_needs_none(self) -> None:
        assert from_text("SELECT * {}") == NamedQuery("query", "SELECT * {}")

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("# parameter: from", "q.rq:1: not a parameter"),
            ("# parameter: from day | a | b", "no parameter type is named 'day'; use one of iri, entity"),
            ("# parameter: from date | a | b | c", "not a parameter"),
            ("# parameter: از date", "not a parameter"),
            ("# parameter: a date\n# parameter: a iri", "q.rq:2: two parameters are named a"),
        ],
    )
    def test_what_is_wrong_is_told_with_its_line(self, line: str, told: str) -> None:
        with pytest.raises(QueryError, match="rq:") as caught:
            from_text(f"{line}\nSELECT * {{}}", place="q.rq")
        assert told in str(caught.value)


class TestLoad:
    def test_names_paths_texts_and_standard_input(self, tmp_path: Path) -> None:
        path = tmp_path / "own.rq"
        path.write_text("\ufeff" + HEADER, "utf-8")
        assert load("meetings").title_en == "Meetings: who met whom"
        assert load(path) == load(str(path)) == from_text(HEADER, name="own")
        assert load("ASK {}").text == "ASK {}"
        with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO("ASK { } # پ".encode()))):
            assert load("-").text == "ASK { } # پ"

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("meeting", "did you mean meetings"),
            ("zzzzzz", "kg queries lists the named ones"),
            ("nowhere.rq", "nowhere.rq: can't be read: No such file or directory"),
        ],
    )
    def test_what_is_not_there(self, source: str, told: str) -> None:
        with pytest.raises(QueryError) as caught:
            load(source)
        assert told in str(caught.value)

    def test_a_file_in_another_encoding(self, tmp_path: Path) -> None:
        (tmp_path / "old.rq").write_bytes("# پرسش\nASK {}".encode("cp1256"))
        with pytest.raises(QueryError, match=r"old\.rq: is not UTF-8 \(byte 2\); save it as UTF-8"):
            load(tmp_path / "old.rq")

    def test_checks_are_no_named_queries(self) -> None:
        assert not [query.name for query in named() if query.name.endswith("-violation")]


class TestValues:
    @pytest.mark.parametrize(
        ("kind", "text", "term"),
        [
            (Type.IRI, "pvs:event-meeting", t.term("event", "meeting")),
            (Type.IRI, "https://example.org/پ", "https://example.org/پ"),
            (Type.ENTITY, "کتابخانهٔ ملي", known.NLAI),
            (Type.ENTITY, "pvi:nlai", known.NLAI),
            (Type.STRING, 'a "quoted" {?x}', Literal('a "quoted" {?x}')),
            (Type.DATE, "2020-11-18", typed("2020-11-18", "date")),
            (Type.DATE, "۱۳۹۹/۸/۲۸", typed("2020-11-18", "date")),
            (Type.DATE, "1399-12-30", typed("2021-03-20", "date")),
            (Type.INTEGER, "۵۷", typed(57, "integer")),
            (Type.DECIMAL, "۰٫۷۵", typed("0.75", "decimal")),
            (Type.DECIMAL, "1e3", typed("1000", "decimal")),
            (Type.LANGUAGE, "fa-Latn", Literal("fa-latn")),
        ],
    )
    def test_terms(self, store: Store, kind: Type, text: str, term: Object) -> None:
        assert convert(store, Parameter("p", kind), text) == term

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            (Type.IRI, "meeting"),
            (Type.IRI, "https://a b"),
            (Type.IRI, "pvs:<x>"),
            (Type.DATE, "2020-02-30"),
            (Type.DATE, "1400/12/30"),
            (Type.DATE, "1399/13/1"),
            (Type.DATE, "1399/7/31"),
            (Type.DATE, "1399/1/0"),
            (Type.DATE, "0001/1/1"),
            (Type.DATE, "دیروز"),
            (Type.INTEGER, "5.5"),
            (Type.DECIMAL, "NaN"),
            (Type.DECIMAL, "نیم"),
            (Type.LANGUAGE, "فارسی"),
        ],
    )
    def test_what_is_no_value(self, store: Store, kind: Type, text: str) -> None:
        with pytest.raises(QueryError, match="parameter p: ") as caught:
            convert(store, Parameter("p", kind), text)
        assert repr(text) in str(caught.value)

    @given(st.dates(date(1900, 3, 21), date(2099, 12, 31)))
    def test_jalali_days_are_those_of_an_independent_library(self, day: date) -> None:
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        assert from_jalali(jalali.year, jalali.month, jalali.day) == day

    def test_every_day_of_a_leap_year_comes_once(self) -> None:
        days = [from_jalali(1399, m, d) for m in range(1, 13) for d in range(1, 31 + (m < 7))]
        assert days == [date(2020, 3, 20) + timedelta(days=n) for n in range(366)]

    def test_defaults_given_values_and_none(self, store: Store) -> None:
        query = load("low-confidence")
        assert rows(run(store, query)) == rows(run(store, query, {"below": "0.7"}))
        assert len(rows(run(store, query, {"below": ""}))) == 28

    def test_unknown_parameters(self, store: Store) -> None:
        told = "meetings: the query has no parameter 'form'; it takes from, to"
        with pytest.raises(QueryError, match=told):
            run(store, load("meetings"), {"form": "2020-01-01"})
        with pytest.raises(QueryError, match=r"disagreements: .* it takes no values"):
            run(store, load("disagreements"), {"x": "1"})

    def test_values_never_become_sparql(self, store: Store) -> None:
        table = run(store, load("statements-about"), {"text": '") } # \\ {?s ?p ?o'}).answer
        assert isinstance(table, Table)
        assert table.rows == []

    def test_unknown_names(self, store: Store) -> None:
        with pytest.raises(NotFoundError):
            run(store, load("posts-of"), {"person": "ناشناس"})


def rows(given: Result) -> list[tuple[Object | None, ...]]:
    assert isinstance(given.answer, Table)
    return given.answer.rows


class TestRun:
    def test_columns_of_filters_go_and_those_of_entities_stay(self, store: Store) -> None:
        table = run(store, load("meetings-of"), {"participant": "سهراب آذری"}).answer
        assert isinstance(table, Table)
        assert "participant" in table.variables
        assert not {"from", "to"} & set(table.variables)
        assert {row[table.variables.index("participant")] for row in table.rows} == {known_more.SOHRAB}

    def test_our_prefixes_need_no_declaration_and_others_win(self, store: Store) -> None:
        assert run(store, load("ASK { pvi:nlai a org:FormalOrganization }")).answer is True
        assert run(store, load("PREFIX org: <http://example.org/> ASK { ?x a org:Post }")).answer is False

    def test_construct_and_describe(self, store: Store) -> None:
        made = run(store, load("CONSTRUCT { ?x a pv:Thing } { ?x a sem:Event }")).answer
        assert isinstance(made, tuple)
        assert {triple.object for triple in made} == {t.PV + "Thing"}
        assert len(made) == 4
        described = run(store, load("DESCRIBE pvi:tehran")).answer
        assert isinstance(described, tuple)
        assert Triple(known.TEHRAN, t.RDFS + "label", persian("تهران")) in described

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("SELECT ?s {\n  ?s zz:a ?b }", "query:2:6: the prefix zz: is not declared; add PREFIX zz: <…> at the top"),
            ("SELECT ?s {\n?s a ?b", "query:2:8: not valid SPARQL near 'SELECT ?s { ?s a ?b'; look there and just before"),
            ("SELECT ?s { ?s ?p }", "query:1:20: not valid SPARQL near 'SELECT ?s { ?s ?p }'"),
            ("SELECT ?s { ?s ?p ?o } FOO\nLIMIT 3", "not valid SPARQL near '{ ?s ?p ?o } FOO LIMIT 3'"),
            ("SELECT ?service { ?service ?p }", "not valid SPARQL near"),
            ("# { }", "not valid SPARQL near '# { }'"),
            ("# x\nPREFIX a: <b:>\nINSERT DATA { a:a a:b 1 }", "query: INSERT would change the graph; use SELECT"),
            ("DELETE WHERE { ?s ?p ?o }", "query: DELETE would change the graph"),
            ("drop all # {", "query: DROP would change the graph"),
            ("# parameter: x string\nSELECT ?s { ?s ?p ?x }", "the parameter ?x is not in the SELECT list"),
        ],
    )  # fmt: skip
    def test_what_is_no_query_is_told_with_its_place(self, store: Store, text: str, told: str) -> None:
        with pytest.raises(QueryError) as caught:
            run(store, load(text), {"x": "1"} if "parameter:" in text else {})
        assert told in str(caught.value)

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { SERVICE\n # far\n <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { service silent ?v { ?s ?p ?o } }",
            "ASK{SERVICE?v{}}",
            "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o . FILTER(?s<1)SERVICE?v#>\n{ ?s ?p ?o } }",
            "ASK { { SELECT * { ?a ?b 'service' . OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } } }",
        ],
    )
    def test_other_servers_are_not_called(self, store: Store, text: str) -> None:
        with pytest.raises(QueryError, match="query: SERVICE would send"):
            run(store, load(text))

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT ?service { ?service a sem:Event . FILTER(STR(?service) != 'service') } # service",
            "PREFIX service: <http://example.org/service/> SELECT * { ?s a ?service FILTER(?service != service:x) }",
            "SELECT * { ?s a sem:Event } ORDER BY ?service LIMIT 4",
        ],
    )
    def test_the_word_service_is_no_crime(self, store: Store, text: str) -> None:
        assert len(rows(run(store, load(text)))) >= 4


class TestGuard:
    """What would end the engine's process, or what it would pass over, is refused before it sees it."""

    @pytest.mark.parametrize(
        "text",
        [
            "ASK " + "{" * 20_000 + "}" * 20_000,
            "ASK " + "{" * 201 + "}" * 201,
            "ASK {" * 20_000,
            "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
            "ASK { ?s ?p " + "[ ?p " * 20_000 + "1" + "]" * 20_000 + " }",
            "ASK { " + "<<" * 20_000 + "?s ?p ?o" + ">> ?p ?o" * 20_000 + " }",
            "ASK { " + "FILTER EXISTS { " * 20_000,
            "ASK { FILTER(?s<" + "(" * 20_000 + "1" + ")" * 20_000 + "#>\n) }",
            "ASK { FILTER(?s = x:a\\'" + "(" * 20_000 + "1" + ")" * 20_000 + " || ?s = x:b\\') }",
            'ASK { VALUES ?x { """" } ' + "{" * 20_000,
        ],
    )  # fmt: skip
    def test_deep_nesting(self, store: Store, text: str) -> None:
        with pytest.raises(QueryError, match=r"^query: its brackets are nested deeper than 200 levels"):
            run(store, from_text(text))

    @pytest.mark.parametrize(
        "text",
        [
            "ASK { FILTER(1" + "+1" * 20_000 + ") }",
            "ASK { FILTER(?x" + "||?x" * 20_000 + ") }",
            "ASK { FILTER(" + "!" * 20_000 + "?x) }",
            "ASK { ?s <a:a>" + "/<a:a>" * 20_000 + " ?o }",
            "ASK { {}" + " UNION {}" * 20_000 + " }",
            "ASK { " + "BIND(1 AS ?x) " * 20_000 + " }",
        ],
    )
    def test_long_chains(self, store: Store, text: str) -> None:
        with pytest.raises(QueryError, match=r"^query: it has more than 2,000 groups and operators"):
            run(store, from_text(text))

    @pytest.mark.parametrize(
        "text",
        [
            "ASK " + "{" * 200 + "}" * 200,
            "ASK { " + "FILTER EXISTS { " * 190 + "}" * 190 + " }",
            "ASK { BIND('" + "{" * 500 + "' AS ?x) }",
            'ASK { BIND("""' + '(\n"' * 500 + ' """ AS ?x) }',
            "ASK { BIND('\\'" + "(" * 500 + "' AS ?x) }",
            "ASK { } # " + "{" * 500,
            "ASK { OPTIONAL { ?s <http://example.org/" + "(" * 500 + "> ?o } }",
            "ASK { VALUES ?x { " + "<http://example.org/a-b_(c)> " * 3000 + "} }",
            "ASK { VALUES (?x) { " + "(<http://example.org/a_(c)>) " * 3000 + "} }",
        ],
    )
    def test_what_is_not_nested(self, store: Store, text: str) -> None:
        assert run(store, from_text(text)).answer is True

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * FROM <http://example.org/g> { ?s ?p ?o }",
            "SELECT *from<http://example.org/g>{ ?s ?p ?o }",
            "ASK FROM NAMED <http://example.org/g> { ?s ?p ?o }",
            "ASK FROM # here\n NAMED # and\n pvi:nlai { ?s ?p ?o }",
            "CONSTRUCT FROM pvi:nlai WHERE { ?s ?p ?o }",
            "DESCRIBE pvi:nlai FROM <http://example.org/g>",
            "ASK \\u0046ROM <http://example.org/g> { ?s ?p ?o }",
        ],
    )
    def test_from(self, store: Store, text: str) -> None:
        with pytest.raises(QueryError, match=r"^query: FROM has no effect.*GRAPH <…>"):
            run(store, from_text(text))

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT ?from { BIND(<http://example.org/from> AS ?from) }",
            "SELECT * { BIND(' from <http://example.org/g>' AS ?x) } # FROM <http://example.org/g>",
            "PREFIX from: <http://example.org/from/> SELECT * { BIND(from:from AS ?from) FILTER(?from != from:x) }",
            "PREFIX x: <http://example.org/> SELECT * { VALUES $from { x:a-from <http://example.org/from> } FILTER($from = x:a-from) }",
        ],
    )  # fmt: skip
    def test_the_word_from_is_no_crime(self, store: Store, text: str) -> None:
        assert len(rows(run(store, from_text(text)))) == 1


TRICKY = 'الف\t«ب»,\n"ج" & <د> \\ \'\u200c۱'
TABLE = Table(
    ("s", "text", "n"),
    [
        ("https://example.org/a?b=1&c=2", persian(TRICKY), typed(5, "integer")),
        ("_:b0", Literal("plain"), typed("2.50", "decimal")),
        (None, None, typed("2021-05-05", "date")),
    ],
)


class TestFormats:
    @pytest.mark.parametrize("kind", ["json", "xml", "tsv"])
    def test_rdflib_reads_the_same_terms(self, kind: str) -> None:
        table = TABLE if kind != "tsv" else Table(TABLE.variables, [TABLE.rows[0], TABLE.rows[2]])
        read = RdflibResult.parse(io.BytesIO(written(result(table), kind).encode()), format=kind)
        assert read.vars is not None
        assert [str(variable) for variable in read.vars] == ["s", "text", "n"]
        literal = rdflib.Literal
        assert [read.bindings[0][variable] for variable in read.vars] == [
            rdflib.URIRef("https://example.org/a?b=1&c=2"), literal(TRICKY, lang="fa"), literal(5),
        ]  # fmt: skip
        last = {str(name): term for name, term in read.bindings[-1].items()}
        assert last == {"n": literal("2021-05-05", datatype=rdflib.XSD.date)}

    def test_csv(self) -> None:
        text = written(result(TABLE), "csv")
        assert text.startswith("s,text,n\r\n")
        assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [
            ["https://example.org/a?b=1&c=2", TRICKY, "5"],
            ["_:b0", "plain", "2.50"],
            ["", "", "2021-05-05"],
        ]

    def test_tsv_to_the_letter(self) -> None:
        table = Table(("a", "b"), [("_:b0", persian("x\ty")), (None, typed(5, "integer"))])
        assert written(result(table), "tsv") == f'?a\t?b\n_:b0\t"x\\ty"@fa\n\t"5"^^<{t.XSD}integer>\n'

    def test_blank_nodes_and_plain_literals_in_json_and_xml(self) -> None:
        binding = json.loads(written(result(TABLE), "json"))["results"]["bindings"][1]
        assert binding["s"] == {"type": "bnode", "value": "b0"}
        assert binding["text"] == {"type": "literal", "value": "plain"}
        assert "<bnode>b0</bnode>" in written(result(TABLE), "xml")

    @pytest.mark.parametrize("kind", ["json", "xml"])
    def test_yes_and_no(self, kind: str) -> None:
        for answer in (True, False):
            read = RdflibResult.parse(io.BytesIO(written(result(answer), kind).encode()), format=kind)
            assert read.askAnswer is answer

    def test_yes_and_no_as_words(self) -> None:
        assert written(result(True), "csv") == "true\r\n"
        assert written(result(False), "tsv") == "false\n"
        assert written(result(True), "table") == "بله · yes\n"

    # rdflib's readers leave out a value that is empty, so the texts have a character at least.
    @given(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r"), min_size=1),
            max_size=4,
        )
    )
    def test_no_text_is_lost(self, texts: list[str]) -> None:
        table = Table(("x", "y"), [(persian(text), Literal("end")) for text in texts])
        for kind in ("json", "xml"):
            read = RdflibResult.parse(io.BytesIO(written(result(table), kind).encode()), format=kind)
            assert [str(row[rdflib.Variable("x")]) for row in read.bindings] == [
                text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") if kind == "xml" else text
                for text in texts
            ]
        back = list(csv.reader(io.StringIO(written(result(table), "csv"), newline="")))
        assert [row[0] for row in back[1:]] == texts

    def test_turtle_of_triples(self) -> None:
        triples = (
            Triple("https://example.org/x", t.RDFS + "label", persian(TRICKY)),
            Triple(known.NLAI, t.PV + "note", typed("1", "integer")),
            Triple(known.NLAI, t.RDF + "type", t.ORG + "Organization"),
            Triple(known.NLAI, t.PV + "note", Literal("a:b")),
        )
        text = written(result(triples), "turtle")
        assert text == written(result((*triples[::-1], triples[0])), "turtle")
        assert [line for line in text.splitlines() if line.startswith("@")] == [
            f"@prefix {name}: <{t.PREFIXES[name]}> ." for name in ("org", "pv", "pvi", "rdfs", "xsd")
        ]
        read = rdflib.Graph().parse(data=text, format="turtle")
        assert len(read) == 4
        assert read.value(rdflib.URIRef("https://example.org/x"), rdflib.RDFS.label) == rdflib.Literal(
            TRICKY, lang="fa"
        )

    @pytest.mark.parametrize(
        ("answer", "kind", "told"),
        [
            (TABLE, "turtle", "the query gives rows, which has no turtle form"),
            (True, "turtle", "gives a yes or no"),
            ((), "csv", "triples, which have no csv form; use turtle"),
            (TABLE, "excel", "excel: no such format; use one of table, csv, tsv, json, xml, turtle"),
        ],
    )
    def test_what_a_format_cannot_hold(self, answer: Table | bool, kind: str, told: str) -> None:
        with pytest.raises(QueryError, match=told):
            written(result(answer), kind)

    @pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind not in {"table", "turtle"}])
    def test_an_empty_table_has_its_header(self, kind: str) -> None:
        assert "name" in written(result(Table(("name",), [])), kind)


class TestTable:
    def drawn(self, given: Result, width: int) -> str:
        stream = io.StringIO()
        write_table(given, stream, width=width)
        return stream.getvalue()

    def test_names_stand_for_iris(self, store: Store) -> None:
        text = self.drawn(run(store, load("statement-counts")), 100)
        assert text.splitlines()[0].strip() == "شمار گفته‌ها · Statements counted by speaker"
        assert [line.split() for line in text.splitlines()[1:2]] == [
            ["speakerName", "statements", "articles", "first", "last"]
        ]
        assert "مینا رستگاری" in text
        assert "pvi:" not in text
        assert text.rstrip().endswith("2 rows")

    def test_an_own_query_shows_labels_and_prefixed_names(self, store: Store) -> None:
        text = self.drawn(
            run(store, load("SELECT ?a ?b { pvi:icro pv:custodianOf ?a . BIND(pv:custodianOf AS ?b) }")), 100
        )
        assert "شبکه دانشگاه‌های مجازی جهان اسلام" in text
        assert "pv:custodianOf" in text
        assert text.rstrip().endswith("1 row")

    def test_persian_columns_are_as_wide_as_they_look(self) -> None:
        table = Table(
            ("a", "b"),
            [
                (persian("می‌شود"), Literal("x")),
                (persian("مّلّی"), Literal("y")),
                (Literal("abcde"), Literal("z")),
            ],
        )
        lines = self.drawn(result(table), 60).splitlines()[-4:-1]
        unseen = [sum(char in "\u200c\u0651" for char in line) for line in lines]
        columns = [max(map(line.find, "xyz")) for line in lines]
        assert columns == [columns[2] + 1, columns[2] + 2, columns[2]]
        assert unseen == [1, 2, 0]

    def test_narrow_terminals_get_blocks_without_empty_values(self, store: Store) -> None:
        text = self.drawn(run(store, load("officials-of"), {"organization": "pvi:cinvu"}), 60)
        assert max(map(len, text.splitlines())) <= 60 + text.count("\u200c")
        assert "firstAttested" not in text
        assert "بهرام نیک‌پی" in text
        assert "".join(known.LEAD.split())[-20:] in "".join(text.split())

    def test_nothing_is_said_to_be_nothing(self, store: Store) -> None:
        assert "هیچ سطری یافت نشد · no rows" in self.drawn(run(store, load("SELECT ?x { ?x a pv:None }")), 60)
        assert "no triples" in self.drawn(run(store, load("DESCRIBE pvi:none")), 60)


LEAN = """
import sys, io
from pathlib import Path
from kg.store import open_store
from kg.query import load, run, write
with open_store(Path(sys.argv[1])) as store:
    write(run(store, load("officials-of"), {"organization": "کتابخانه ملی"}), "json", io.StringIO())
print(*sorted(m for m in sys.modules if m.partition(".")[0] in {"hazm", "rdflib", "networkx", "rich", "numpy", "loaders", "persiantools", "pyvis"}))
"""


def test_a_query_loads_no_heavy_library(tmp_path: Path, checkout: Path) -> None:
    folder = known_more.build(tmp_path / "store")
    done = subprocess.run(
        [sys.executable, "-c", LEAN, folder], capture_output=True, text=True, check=True, cwd=checkout
    )
    assert done.stdout.strip() == ""


class TestControls:
    """Text of articles can't command the terminal that shows it."""

    EVIL = "a\x1b[31mb\x9b2Jc\u202ed\u202de\x07"

    def test_in_cells_names_and_titles(self) -> None:
        table = Table(("s", "text"), [("https://example.org/a", persian(self.EVIL))])
        query = NamedQuery("test", "", title_en=self.EVIL)
        text = written(Result(query, table, {"https://example.org/a": self.EVIL}.get), "table")
        assert text.count("a�[31mb�2Jc�d�e�") == 3
        assert not set(text) & set("\x1b\x9b\u202d\u202e\x07")

    def test_triples_are_escaped_and_mean_the_same(self) -> None:
        triple = Triple("https://example.org/\u202ea", t.RDFS + "label", persian(self.EVIL))
        text = written(result((triple,)), "table")
        assert not set(text) & set("\x1b\x9b\u202d\u202e\x07")
        assert list(rdflib.Graph().parse(data=text, format="turtle")) == [
            (rdflib.URIRef(triple.subject), rdflib.RDFS.label, rdflib.Literal(self.EVIL, lang="fa"))
        ]
