"""The authority register: every entry well formed, every name one body's only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

from kg import terms as t
from kg.names import fold
from loaders.authorities import cldr, tables
from loaders.authorities.make_places import countries, regions
from loaders.authorities.turtle import Entry, document, literal

REGISTER = Path(__file__).parents[1] / "ontology" / "authorities"
FILES = sorted(REGISTER.glob("*.ttl"))
SHARED = Path(__file__).parents[1].parent / "shared"

ORG, PV, SCHEMA = Namespace(t.ORG), Namespace(t.PV), Namespace(t.SCHEMA)
FREE = (SKOS.prefLabel, SKOS.altLabel, PV.formerLabel)
LABELS = (*FREE, PV.contextualLabel, PV.portfolioLabel)
ORGANISATION = (ORG.FormalOrganization, ORG.OrganizationalUnit)


@pytest.fixture(scope="module")
def register() -> Graph:
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def entries(register: Graph) -> list[URIRef]:
    return sorted(s for s in set(register.subjects(SKOS.prefLabel)) if isinstance(s, URIRef))


def literals(graph: Graph, subject: URIRef, *predicates: URIRef) -> list[Literal]:
    return [o for p in predicates for o in graph.objects(subject, p) if isinstance(o, Literal)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_engines_read_the_same_triples(path: Path) -> None:
    store = pyoxigraph.Store()
    store.bulk_load(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    graph = Graph().parse(path)
    assert len(store) == len(graph) > 0


def test_no_blank_nodes_and_ascii_iris(register: Graph) -> None:
    for triple in register:
        for node in triple:
            assert not isinstance(node, BNode), triple
            assert not isinstance(node, URIRef) or str(node).isascii(), triple


def test_own_iris_are_slugs(register: Graph) -> None:
    for subject in set(register.subjects()):
        slug = str(subject).removeprefix(t.ID)
        assert t.registered_iri(slug) == str(subject)


def test_no_entry_stands_in_two_files() -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for subject in set(Graph().parse(path).subjects()):
            where[str(subject)].add(path.name)
    assert {iri: files for iri, files in where.items() if len(files) > 1} == {}


def test_one_leading_name_a_language(register: Graph, entries: list[URIRef]) -> None:
    for entry in entries:
        count = Counter(label.language for label in literals(register, entry, SKOS.prefLabel))
        assert count["fa"] == 1, entry
        assert set(count.values()) == {1}, entry


def test_bodies_and_countries_have_english_names(register: Graph) -> None:
    for cls in (*ORGANISATION, SCHEMA.Country):
        for entry in register.subjects(RDF.type, cls):
            assert {label.language for label in literals(register, URIRef(str(entry)), SKOS.prefLabel)} >= {
                "fa",
                "en",
            }


def test_a_name_means_one_entry(register: Graph, entries: list[URIRef]) -> None:
    """Two entries share no folded name, unless it is contextual in each of them but one."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        contextual = {fold(label) for label in literals(register, entry, PV.contextualLabel)}
        for label in literals(register, entry, *FREE):
            if label.language == "fa" and fold(label) not in contextual:
                bearers[fold(label)].add(str(entry).removeprefix(t.ID))
    assert {name: sorted(who) for name, who in bearers.items() if len(who) > 1} == {}


def test_no_name_is_free_and_contextual_at_once(register: Graph, entries: list[URIRef]) -> None:
    for entry in entries:
        free, contextual = (
            {fold(label) for label in literals(register, entry, *names)}
            for names in (FREE, (PV.contextualLabel,))
        )
        assert not free & contextual, entry


def test_every_place_says_so(register: Graph) -> None:
    for cls in (SCHEMA.Country, SCHEMA.City, SCHEMA.AdministrativeArea, SCHEMA.Continent, SCHEMA.BodyOfWater):
        assert set(register.subjects(RDF.type, cls)) <= set(register.subjects(RDF.type, SCHEMA.Place)), cls
    assert set(register.objects(None, PV.locatedIn)) <= set(register.subjects(RDF.type, SCHEMA.Place))


def test_a_portfolio_means_one_ministry(register: Graph) -> None:
    bearers = Counter(fold(str(label)) for label in register.objects(None, PV.portfolioLabel))
    assert [name for name, count in bearers.items() if count > 1] == []


def test_no_label_repeats_another_of_its_entry(register: Graph, entries: list[URIRef]) -> None:
    for entry in entries:
        for group in (FREE, (PV.contextualLabel,), (PV.portfolioLabel,)):
            names = Counter((fold(label), label.language) for label in literals(register, entry, *group))
            assert [name for name, count in names.items() if count > 1] == [], entry


def test_persian_is_written_as_an_editor_writes_it(register: Graph) -> None:
    odd = re.compile(
        "[يىكةۀأإؤ\u0640\u064b-\u065f\u0670]|\u200c{2}|\u200c[ .)]|[ (]\u200c|^[ \u200c]|[ \u200c]$|  "
    )
    allowed = re.compile(
        "(?<=م)ؤ(?=سس|تل)|ؤ(?=یت)|أ(?=م|ت)|ة(?=\u200c?ا)"
    )  # مؤسسه, مؤتلفه, تأمین, هیأت, دائرةالمعارف
    for _, predicate, label in register:
        if isinstance(label, Literal) and label.language == "fa" and predicate in LABELS:
            assert not odd.search(allowed.sub("", str(label))), label


def test_parents_and_places_exist(register: Graph, entries: list[URIRef]) -> None:
    known = set(entries)
    for predicate in (
        ORG.subOrganizationOf,
        ORG.unitOf,
        PV.locatedIn,
        ORG.originalOrganization,
        ORG.resultingOrganization,
    ):
        for subject, _, target in register.triples((None, predicate, None)):
            assert target in known, (subject, predicate, target)


def test_nothing_lies_inside_itself(register: Graph, entries: list[URIRef]) -> None:
    above = {
        entry: list(register.objects(entry, ORG.subOrganizationOf | ORG.unitOf | PV.locatedIn))
        for entry in entries
    }
    for entry in entries:
        seen, todo = set(), list(above[entry])
        while todo:
            step = todo.pop()
            assert step != entry, entry
            if step not in seen:
                seen.add(step)
                todo.extend(above.get(URIRef(str(step)), []))


def test_units_and_only_units_name_what_they_are_units_of(register: Graph) -> None:
    units = set(register.subjects(RDF.type, ORG.OrganizationalUnit))
    assert units == set(register.subjects(ORG.unitOf))


def test_every_body_says_what_established_it(register: Graph) -> None:
    bodies = {body for cls in ORGANISATION for body in register.subjects(RDF.type, cls)}
    assert len(bodies) >= 60
    assert [str(b) for b in bodies if not list(register.objects(b, DCTERMS.source | SKOS.note))] == []


def test_events_and_appellations_are_labelled_and_sourced(register: Graph) -> None:
    nodes = {n for cls in (ORG.ChangeEvent, PV.Appellation) for n in register.subjects(RDF.type, cls)}
    assert nodes
    for node in nodes:
        assert list(register.objects(node, RDFS.label)), node
        assert list(register.objects(node, DCTERMS.source)), node


def test_every_country_of_cldr_is_there_by_its_code(register: Graph) -> None:
    codes = {str(o): s for s, o in register.subject_objects(SKOS.notation)}
    for name in cldr.countries():
        if name.code in cldr.NOT_ISO:
            continue
        known = {fold(label) for label in literals(register, URIRef(str(codes[name.code])), *LABELS)}
        assert fold(name.fa) in known, name
    assert len(codes) == 249  # the number of codes that ISO 3166-1 has assigned


MEANINGS = [
    ("سازمان اسناد و کتابخانه ملی ایران", "nlai", True),
    ("کتابخانه ملي ايران", "nlai", True),
    ("سازمان اسناد و کتابخانه ملی", "nlai", True),
    ("شبکه دانشگاههای مجازی جهان اسلام", "cinvu", True),
    ("شبکه آموزش مجازی جهان اسلام", "cinvu", True),
    ("شبکه مجازی جهان اسلام", "cinvu", True),
    ("سازمان فرهنگ و ارتباطات اسلامی", "icro", True),
    ("وزارت علوم، تحقیقات و فناوری", "ministry-of-science", True),
    ("ارشاد", "ministry-of-culture", False),
    ("ایسنا", "isna", True),
    ("سازمان کنفرانس اسلامی", "oic", True),
    ("ایران", "iran", True),
    ("آمریکا", "united-states", True),
    ("امريكا", "united-states", True),
    ("مالی", "mali", False),
    ("تهران", "tehran", True),
    ("استان تهران", "tehran-province", True),
    ("هرات", "herat", True),
    ("حلب", "aleppo", True),
    ("دوشنبه", "dushanbe", False),
    ("در چه", "iran-city-", False),
    ("مشهد مقدس", "mashhad", True),
    ("بهار", "iran-city-", False),
    ("نور", "iran-city-", False),
]


@pytest.mark.parametrize(("name", "slug", "free"), MEANINGS)
def test_what_a_name_means(register: Graph, entries: list[URIRef], name: str, slug: str, free: bool) -> None:
    found = {}
    for entry in entries:
        contextual = {fold(label) for label in literals(register, entry, PV.contextualLabel)}
        if fold(name) in {fold(label) for label in literals(register, entry, *FREE, PV.contextualLabel)}:
            found[str(entry).removeprefix(t.ID)] = fold(name) not in contextual
    own = [
        is_free
        for other, is_free in found.items()
        if other == slug or (slug.endswith("-") and other.startswith(slug))
    ]
    assert own == [free], found


@pytest.mark.parametrize(
    ("title", "slug"),
    [("علوم", "ministry-of-science"), ("خارجه", "ministry-of-foreign-affairs"), ("امور خارجه", "ministry-of-foreign-affairs"),
     ("کشور", "ministry-of-interior"), ("ارشاد", "ministry-of-culture"), ("بازرگانی", "ministry-of-commerce")],
)  # fmt: skip
def test_a_minister_s_title_leads_to_the_ministry(register: Graph, title: str, slug: str) -> None:
    assert list(register.subjects(PV.portfolioLabel, Literal(title, lang="fa"))) == [URIRef(t.ID + slug)]


@pytest.mark.parametrize(
    ("english", "slug"),
    [
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("St. Kitts & Nevis", "st-kitts-nevis"),
        ("Türkiye", "turkiye"),
        ("Curaçao", "curacao"),
    ],
)
def test_slug(english: str, slug: str) -> None:
    assert tables.slug(english) == slug


def test_a_file_refuses_two_entries_of_one_slug() -> None:
    twice = [Entry("iran", (("skos:prefLabel", (literal("ایران", "fa"),)),))] * 2
    with pytest.raises(ValueError, match="iran"):
        document("", ("pvi", "skos"), twice)


def test_generated_countries_are_up_to_date() -> None:
    made = Graph().parse(
        data=document("", ("pv", "pvi", "schema", "skos"), [entry for _, entry in countries()]),
        format="turtle",
    )
    assert set(made) == set(Graph().parse(REGISTER / "countries.ttl"))


def test_generated_places_are_up_to_date() -> None:
    folder = SHARED / "gazetteers"
    if not folder.exists():
        pytest.skip("the gazetteers of ../shared are not here")
    from loaders.authorities.make_places import places

    made = Graph().parse(data=document("", ("pv", "pvi", "schema", "skos"), places(folder)), format="turtle")
    assert set(made) == set(Graph().parse(REGISTER / "places.ttl"))


def test_tables_are_sorted_and_without_repetition() -> None:
    words = [
        line
        for line in (tables.HERE / "homographs.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    ]
    assert words == sorted(set(words))
    assert len({row["code"] for row in tables.read("country_names.tsv")}) == len(
        tables.read("country_names.tsv")
    )
    assert all(entry.slug for entry in regions())
