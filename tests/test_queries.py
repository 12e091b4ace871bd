"""Every named query on three known articles: its rows, its header, and the same rows from rdflib."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from rdflib.query import ResultRow

from kg import terms as t
from kg.model import EntityKind
from kg.quads import Literal, Object
from kg.query import NamedQuery, load, named, run
from kg.query.header import GROUPS
from kg.query.values import bind
from kg.store import Store, Table, open_store
from tests import known, known_more

NLAI, ICRO, CINVU, PR = (
    "سازمان اسناد و کتابخانه ملی ایران",
    "سازمان فرهنگ و ارتباطات اسلامی",
    "شبکه دانشگاه‌های مجازی جهان اسلام",
    "روابط عمومی سازمان اسناد و کتابخانه ملی ایران",
)
MINA, BAHRAM, SOHRAB, AGENCY = "مینا رستگاری", "بهرام نیک‌پی", "سهراب آذری", "خبرگزاری نمونه"
HOST_COUNTRY, MINISTRY, TEHRAN = "گلستانستان", "وزارت فرهنگ", "تهران"
SAID, LINK, LEAD = known.SAID, known.LINK, known.LEAD
HEAD, COUNT, NETWORK = known_more.HEAD, known_more.COUNT, known_more.NETWORK
SIGNED, NAMED, MET, GREW, HOST = (
    known_more.SIGNED,
    known_more.NAMED,
    known_more.MET,
    known_more.GREW,
    known_more.HOST,
)
FIRST, SECOND, THIRD = known.TITLE, known_more.SECOND.title, known_more.THIRD.title
MAY5, MAY20, NOV20 = "2021-05-05", "2021-05-20", "2021-11-20"
VERSION = t.version_iri(known.document())
MEMBERSHIP = t.claim_iri(VERSION, known.claims()[1])
SECOND_STATEMENT = t.claim_iri(VERSION, known.claims()[5])

Case = tuple[str, dict[str, str], str, list[tuple[str | None, ...]]]

# Name, values, the columns compared, and all rows in order. IRIs of schemes are written without their namespace.
CASES: list[Case] = [
    ("officials-of", {"organization": "کتابخانه ملی"}, "personName postTitle status firstAttested lastAttested sentence headline published", [
        (MINA, "رئیس", "status-current", MAY5, NOV20, LEAD, FIRST, MAY5),
        (MINA, "رئیس", "status-current", MAY5, NOV20, NAMED, THIRD, NOV20),
        (SOHRAB, "رئیس", "status-current", MAY20, MAY20, HEAD, SECOND, MAY20),
        (BAHRAM, "معاون پژوهشی", "status-current", NOV20, NOV20, NAMED, THIRD, NOV20),
    ]),
    ("officials-of", {"organization": CINVU}, "personName postTitle status firstAttested lastAttested score", [
        (BAHRAM, "دبیر", "status-former", None, None, "0.95"),
    ]),
    ("posts-of", {"person": BAHRAM}, "postTitle organizationName status firstAttested sentence", [
        ("دبیر", CINVU, "status-former", None, LEAD),
        ("معاون پژوهشی", NLAI, "status-current", NOV20, NAMED),
    ]),
    ("posts-of", {"person": SOHRAB}, "postTitle organizationName firstAttested lastAttested", [("رئیس", NLAI, MAY20, MAY20)]),
    ("who-held-on", {"organization": NLAI, "date": "2021-05-22"}, "postTitle attested personName published", [
        ("رئیس", "within", MINA, MAY5),
        ("رئیس", "within", MINA, NOV20),
        ("رئیس", "earlier", SOHRAB, MAY20),
        ("معاون پژوهشی", "later", BAHRAM, NOV20),
    ]),
    ("who-held-on", {"date": "۱۴۰۰/۲/۳۰"}, "attested personName published", [
        ("within", SOHRAB, MAY20), ("within", MINA, MAY5), ("within", MINA, NOV20), ("later", BAHRAM, NOV20),
    ]),
    ("meetings", {}, "firstName firstRole secondName secondRole modality placeName earliest latest when sentence", [
        (MINA, "role-host", BAHRAM, "role-guest", "modality-asserted", TEHRAN, MAY5, MAY5, "امروز", LEAD),
        (MINA, "role-participant", SOHRAB, "role-participant", "modality-asserted", None, "2021-11-13", "2021-11-19", "هفته گذشته", MET),
    ]),
    ("meetings", {"from": "2021-11-15"}, "secondName", [(SOHRAB,)]),
    ("meetings", {"from": "2021-11-20"}, "secondName", []),
    ("meetings", {"to": "1400/8/21"}, "secondName", [(BAHRAM,)]),
    ("meetings", {"to": "1400/8/22"}, "secondName", [(BAHRAM,), (SOHRAB,)]),
    ("meetings-of", {"participant": SOHRAB}, "otherName otherRole participantRole headline", [(MINA, "role-participant", "role-participant", THIRD)]),
    ("meetings-of", {"participant": MINA}, "otherName otherRole", [(BAHRAM, "role-guest"), (SOHRAB, "role-participant")]),
    ("meetings-of", {"participant": ICRO}, "otherName", []),
    ("events-of-type", {"type": "pvs:event-agreement"}, "actorName role sentence", [(NLAI, "role-signatory", SIGNED), (ICRO, "role-signatory", SIGNED)]),
    ("events-of-type", {"type": "pvs:event-meeting", "to": "2021-10-01"}, "actorName placeName", [(BAHRAM, TEHRAN), (MINA, TEHRAN)]),
    ("events-of-type", {"type": "pvs:event-award"}, "actorName", []),
    ("events-in-period", {"from": "2021-11-14", "to": "2021-11-30", "participant": MINA}, "day type actorName role", [
        ("2021-11-13", "event-meeting", SOHRAB, "role-participant"),
        ("2021-11-13", "event-meeting", MINA, "role-participant"),
        (NOV20, "event-appointment", BAHRAM, "role-appointee"),
        (NOV20, "event-appointment", MINA, "role-appointer"),
    ]),
    ("events-in-period", {"from": "2021-11-20"}, "type actorName", [
        ("event-agreement", NLAI), ("event-agreement", ICRO), ("event-appointment", BAHRAM), ("event-appointment", MINA),
    ]),
    ("agreements", {"participant": ICRO}, "actorName role modality published", [
        (NLAI, "role-signatory", "modality-asserted", NOV20), (ICRO, "role-signatory", "modality-asserted", NOV20),
    ]),
    ("agreements", {"participant": CINVU}, "actorName", []),
    ("appointments", {}, "personName postTitle organizationName appointerName sentence", [(BAHRAM, "معاون پژوهشی", NLAI, MINA, NAMED)]),
    ("appointments", {"person": MINA}, "personName", []),
    ("statements-by", {"speaker": MINA}, "verb said form sentence", [
        ("گفت", SAID.split(": ")[1], "speech-direct", SAID),
        ("افزود", LINK.split(": ")[1], "speech-direct", LINK),
        ("تصریح کرد", GREW.split(": ")[1], "speech-indirect", GREW),
    ]),
    ("statements-by", {"speaker": SOHRAB, "to": "2021-05-20"}, "verb relayName headline", [("اظهار کرد", PR, SECOND)]),
    ("statements-by", {"speaker": SOHRAB, "from": "2021-05-21"}, "verb", []),
    ("statements-about", {"text": "دانشگاه هاي مجازي"}, "speakerName verb sentence", [(MINA, "افزود", LINK)]),
    ("statements-about", {"text": "گنجینه", "speaker": SOHRAB}, "speakerName", [(SOHRAB,)]),
    ("statements-about", {"text": "خلیج"}, "speakerName", []),
    ("statement-counts", {}, "speakerName statements articles first last", [(MINA, "3", "2", MAY5, NOV20), (SOHRAB, "1", "1", MAY20, MAY20)]),
    ("statement-counts", {"from": "2021-05-06"}, "speakerName statements", [(SOHRAB, "1"), (MINA, "1")]),
    ("reporting-verbs", {}, "speakerName infinitive statements", [(MINA, "افزودن", "1"), (MINA, "گفتن", "1")]),
    ("reporting-verbs", {"speaker": SOHRAB}, "infinitive statements", []),
    ("figures-of", {"about": NLAI}, "value unit approximate qualifier aboutText sourceName sentence", [
        ("57000", "نسخه", "true", "بیش از", "گنجینه", MINA, SAID),
        ("55000", "نسخه", "false", None, "گنجینه", SOHRAB, COUNT),
        ("60000", "نسخه", "false", None, "گنجینه", MINA, GREW),
    ]),
    ("figures-of", {"text": "خطی"}, "value aboutText", [("27000", "نسخه خطی")]),
    ("figures-of", {"speaker": SOHRAB}, "value", [("55000",)]),
    ("figure-breakdown", {"about": NLAI}, "totalValue totalUnit totalAbout value aboutText sum sums sentence", [
        ("57000", "نسخه", "گنجینه", "30000", "نسخه چاپی", "57000", "true", SAID),
        ("57000", "نسخه", "گنجینه", "27000", "نسخه خطی", "57000", "true", SAID),
    ]),
    ("figure-breakdown", {"about": CINVU}, "totalValue value unit sum sums", [("100", "50", "کتابخانه", "90", "false"), ("100", "40", "دانشگاه", "90", "false")]),
    ("figure-series", {"unitText": "نسخه"}, "subjectName aboutText published value approximate qualifier", [
        (NLAI, "گنجینه", MAY5, "57000", "true", "بیش از"), (NLAI, "گنجینه", MAY20, "55000", "false", None), (NLAI, "گنجینه", NOV20, "60000", "false", None),
    ]),
    ("figure-series", {"about": CINVU}, "value", []),
    ("cooperation", {"body": "کتابخانه ملی"}, "firstName secondName score sentence", [(ICRO, NLAI, "0.7", LINK)]),
    ("cooperation", {"body": CINVU}, "firstName", []),
    ("network", {"body": ICRO}, "direction relation otherName sentence", [
        ("out", "relation-cooperatesWith", NLAI, LINK),
        ("out", "relation-custodianOf", CINVU, LINK),
        ("out", "relation-partOf", MINISTRY, None),
    ]),
    ("network", {"body": CINVU}, "direction relation otherName sentence", [("in", "relation-custodianOf", ICRO, LINK), ("in", "relation-hosts", HOST_COUNTRY, HOST)]),
    ("hosts-and-custodians", {"body": CINVU}, "agentName relation objectName published", [
        (ICRO, "relation-custodianOf", CINVU, MAY5), (HOST_COUNTRY, "relation-hosts", CINVU, NOV20),
    ]),
    ("hosts-and-custodians", {"body": NLAI}, "agentName", []),
    ("units-of", {"body": NLAI}, "unitName parentName sentence", [(PR, NLAI, LEAD)]),
    ("units-of", {"body": MINISTRY}, "unitName parentName sentence", [(ICRO, MINISTRY, None)]),
    ("co-participants", {"participant": MINA}, "otherName events articles first last", [(BAHRAM, "2", "2", MAY5, NOV20), (SOHRAB, "1", "1", NOV20, NOV20)]),
    ("articles", {}, "published headline sourceName asWritten id claims", [
        (MAY5, FIRST, PR, known.STAMP, "known", "12"),
        (MAY20, SECOND, AGENCY, known_more.SECOND.stamp, "known-2", "8"),
        (NOV20, THIRD, None, known_more.THIRD.stamp, "known-3", "8"),
    ]),
    ("articles", {"from": "2021-05-06", "to": "2021-06-01"}, "id", [("known-2",)]),
    ("articles", {"publisher": AGENCY}, "id", [("known-2",)]),
    ("article-claims", {"id": "known-2"}, "kind words", [
        ("prov#Attribution", "به گزارش خبرگزاری نمونه"),
        ("prov#Attribution", "به نقل از روابط عمومی سازمان اسناد و کتابخانه ملی ایران"),
        ("org#Membership", "سهراب آذری، رئیس سازمان اسناد و کتابخانه ملی ایران"),
        ("Quotation", "اظهار کرد"),
        ("cube#Observation", "۵۵ هزار نسخه"),
        ("cube#Observation", "۱۰۰ عضو"),
        ("cube#Observation", "۴۰ دانشگاه"),
        ("cube#Observation", "۵۰ کتابخانه"),
    ]),
    ("article-claims", {"article": VERSION, "id": "known-2"}, "kind", []),
    ("evidence-of", {"claim": MEMBERSHIP}, "kind sentence start end words antecedent score linkScore review rank rule headline", [
        ("org#Membership", LEAD, str(known.TEXT.index(LEAD)), str(known.TEXT.index(LEAD) + len(LEAD)),
         "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران", None, "0.95", "1", "review-unreviewed", "rank-normal", "known", FIRST),
    ]),
    ("evidence-of", {"claim": SECOND_STATEMENT}, "words antecedent linkScore", [("افزود", "رستگاری", "0.9")]),
    ("sources", {}, "agentName role articles first", [
        (AGENCY, "source-publisher", "1", MAY20), (PR, "source-publisher", "1", MAY5), (PR, "source-relayed", "1", MAY20),
    ]),
    ("most-mentioned", {"kind": "foaf:Person"}, "entityName mentions articles", [(MINA, "4", "2"), (SOHRAB, "3", "2"), (BAHRAM, "2", "2")]),
    ("name-variants", {"entity": "رستگاری"}, "printed form mentions first last", [
        (MINA, "form-full", "2", MAY5, NOV20), ("رستگاری", "form-surname", "1", MAY5, MAY5),
    ]),
    ("low-confidence", {}, "words score", [("۵۰ کتابخانه", "0.4"), ("دیدار کرد", "0.6")]),
    ("low-confidence", {"below": "۰٫۵"}, "words sentence", [("۵۰ کتابخانه", NETWORK)]),
    ("disagreements", {}, "kind subjectName aboutText first firstSentence second secondSentence", [
        ("figure", NLAI, "گنجینه", "55000 نسخه", COUNT, "57000 نسخه", SAID),
        ("post", f"رئیس {NLAI}", None, SOHRAB, HEAD, MINA, LEAD),
    ]),
]  # fmt: skip

NAMES = [query.name for query in named()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(known_more.build(tmp_path_factory.mktemp("queries") / "store")) as opened:
        yield opened


@pytest.fixture(scope="module")
def flat(store: Store) -> rdflib.Graph:
    """All that the store holds in one graph without names, as a partner loads it from Turtle."""
    graph = rdflib.Graph()
    for quad in store.quads():
        graph.add((rdflib.URIRef(quad.subject), rdflib.URIRef(quad.predicate), to_rdflib(quad.object)))
    return graph


def to_rdflib(term: Object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, str):
        return rdflib.URIRef(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(
        term.value, datatype=None if term.datatype == t.XSD + "string" else rdflib.URIRef(term.datatype)
    )


def from_rdflib(term: rdflib.term.Identifier | None) -> Object | None:
    if term is None or isinstance(term, rdflib.URIRef):
        return None if term is None else str(term)
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), t.RDF + "langString", term.language)
    return Literal(str(term), str(term.datatype or t.XSD + "string"))


def plain(term: Object | None) -> str | None:
    """A term as the cases write it: numbers in their shortest form, IRIs of schemes and classes by their last part."""
    if isinstance(term, Literal):
        return (
            f"{Decimal(term.value).normalize():f}" if term.datatype == t.XSD + "decimal" else str(term.value)
        )
    return (
        term.rpartition("/")[2]
        if term and (term.startswith(t.SCHEME) or "#" in term or "schema" in term)
        else term
    )


def answer(store: Store, query: NamedQuery, values: dict[str, str]) -> Table:
    table = run(store, query, values).answer
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(
    ("name", "values", "columns", "expected"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)]
)
def test_rows(
    store: Store, name: str, values: dict[str, str], columns: str, expected: list[tuple[str | None, ...]]
) -> None:
    table = answer(store, load(name), values)
    places = [table.variables.index(column) for column in columns.split()]
    rows = list(dict.fromkeys(tuple(plain(row[place]) for place in places) for row in table.rows))
    assert rows == expected


def test_every_query_has_a_case_with_rows() -> None:
    assert {case[0] for case in CASES if case[3]} == set(NAMES)


def test_there_are_at_least_twenty() -> None:
    assert len(NAMES) >= 20


RUNS = [*((name, {}) for name in NAMES), *((case[0], case[1]) for case in CASES)]


@pytest.mark.parametrize(("name", "values"), RUNS, ids=[f"{run[0]}-{n}" for n, run in enumerate(RUNS)])
def test_rdflib_gives_the_same_rows_in_the_same_order(
    store: Store, flat: rdflib.Graph, name: str, values: dict[str, str]
) -> None:
    query = load(name)
    ours = answer(store, query, values)
    bindings = {key: to_rdflib(term) for key, term in bind(store, query, values).items()}
    theirs = flat.query(query.text, initBindings=bindings)
    assert theirs.vars is not None
    places = [list(map(str, theirs.vars)).index(variable) for variable in ours.variables]
    found = [row for row in theirs if isinstance(row, ResultRow)]
    rows = [[from_rdflib(row[place]) for place in places] for row in found]
    assert [[plain(term) for term in row] for row in rows] == [
        [plain(term) for term in row] for row in ours.rows
    ]


@pytest.mark.parametrize("query", named(), ids=NAMES)
class TestEveryFile:
    def test_header_is_complete(self, query: NamedQuery) -> None:
        assert query.group in GROUPS
        for text in (query.title_fa, query.description_fa, *(p.label_fa for p in query.parameters)):
            assert re.search("[آ-ی]", text), text
            assert not re.search("[يكةىA-Z]", text.replace("ي/ك", "").replace("IRI", "")), text
        for text in (query.title_en, query.description_en, *(p.label_en for p in query.parameters)):
            assert re.search("[A-Za-z]", text), text
            assert not re.search("[آ-ی]", text), text

    def test_example_is_a_command_with_its_own_parameters(self, query: NamedQuery) -> None:
        assert query.example.startswith(f"kg query {query.name}")
        used = re.findall(r"--set (\w+)=", query.example)
        assert set(used) <= {parameter.name for parameter in query.parameters}

    def test_prefixes_are_declared_and_used(self, query: NamedQuery) -> None:
        body = re.sub(r"#.*(?=\n)|\"[^\"]*\"", "", re.sub(r"<[^>]*>", "<>", query.text))
        declared = set(re.findall(r"PREFIX ([a-z-]+):", body))
        used = set(re.findall(r"(?<![\w?])([a-z-]+):[A-Za-z]", body))
        assert declared == used

    def test_parameters_are_projected(self, query: NamedQuery) -> None:
        projected = re.search(r"^SELECT (.*?) WHERE", query.text, re.DOTALL | re.MULTILINE)
        assert projected
        assert {p.name for p in query.parameters} <= set(re.findall(r"\?(\w+)", projected[1]))

    def test_no_graph_no_having_no_bound_parameter_and_an_order(self, query: NamedQuery) -> None:
        code = re.sub(r"#[^\n<>]*\n", "\n", query.text)
        assert not re.search(r"\b(GRAPH|HAVING|GROUP_CONCAT|SERVICE)\b", code)
        assert all(f"BOUND(?{parameter.name})" not in code for parameter in query.parameters)
        assert "ORDER BY" in code.rpartition("}")[2]

    def test_claims_carry_their_evidence(self, query: NamedQuery) -> None:
        projected = query.text.partition("SELECT")[2].partition("WHERE")[0].split()
        if "?claim" in projected:
            assert {"?sentence", "?headline", "?published", "?score", "?article"} <= set(projected)


def test_every_claim_of_a_row_is_said_by_its_sentence(store: Store) -> None:
    sentences = {
        t.claim_iri(t.version_iri(extraction.doc), claim): claim.evidence.exact
        for extraction in known_more.extractions()
        for claim in extraction.claims
    }
    seen = set()
    for query in named():
        table = answer(store, query, {})
        if "claim" not in table.variables:
            continue
        claim, sentence = (table.variables.index(name) for name in ("claim", "sentence"))
        for row in table.rows:
            if isinstance(iri := row[claim], str):
                assert isinstance(quote := row[sentence], Literal)
                assert quote.value == sentences[iri], query.name
                seen.add(iri)
    assert seen == set(sentences)


def test_entities_are_found_whichever_way_they_are_given(store: Store) -> None:
    given = [t.entity_iri(EntityKind.PERSON, MINA), MINA, "رستگاري", "مينا  رستگاری"]
    tables = [answer(store, load("posts-of"), {"person": person}) for person in given]
    assert all(table == tables[0] for table in tables[1:])
    assert len(tables[0].rows) == 2


def test_readme_lists_the_types_and_groups(checkout: Path) -> None:
    text = (checkout / "queries" / "README.md").read_text("utf-8")
    assert all(group in text for group in GROUPS)
