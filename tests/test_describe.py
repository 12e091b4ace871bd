"""All that three known articles say of a person, a body and a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import terms as t
from kg.describe import Fact, Names, Source, describe
from kg.errors import NotFoundError
from kg.model import EntityKind, FigureClaim, Mention, MentionForm
from kg.store import Store, open_store
from tests import known, known_more

SCHEMES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix pvs: <https://w3id.org/peyvand/scheme/> .
pvs:event-meeting skos:prefLabel "دیدار"@fa . pvs:event-appointment skos:prefLabel "انتصاب"@fa .
pvs:role-host skos:prefLabel "میزبان"@fa . pvs:role-guest skos:prefLabel "مهمان"@fa .
pvs:status-former skos:prefLabel "پیشین"@fa . pvs:relation-hosts skos:prefLabel "میزبانِ"@fa .
"""
FIRST = t.version_iri(known.document())
SECOND, THIRD = (t.version_iri(article.document()) for article in (known_more.SECOND, known_more.THIRD))
NLAI = "سازمان اسناد و کتابخانه ملی ایران"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = known_more.build(tmp_path_factory.mktemp("describe") / "store")
    schemes = folder.with_name("schemes.ttl")
    schemes.write_text(SCHEMES, "utf-8")
    with open_store(folder, write=True) as writer:
        writer.install({t.ONTOLOGY_GRAPH: [schemes]})
    with open_store(folder) as opened:
        yield opened


def said(facts: tuple[Fact, ...]) -> list[tuple[str, str]]:
    return [(fact.text, fact.sentence) for fact in facts]


def test_a_person(store: Store) -> None:
    mina = describe(store, known.MINA)
    assert mina.kind is EntityKind.PERSON
    assert mina.names == Names("مینا رستگاری", "", ("رستگاری",), ("دکتر",))
    assert said(mina.posts) == [(f"رئیس {NLAI}", known.LEAD), (f"رئیس {NLAI}", known_more.NAMED)]
    assert said(mina.events) == [
        ("دیدار: بهرام نیک‌پی (مهمان)، مینا رستگاری (میزبان)؛ تهران", known.LEAD),
        ("دیدار: سهراب آذری (participant)، مینا رستگاری (participant)", known_more.MET),
        ("انتصاب: بهرام نیک‌پی (appointee)، مینا رستگاری (appointer)", known_more.NAMED),
    ]
    assert [fact.text.partition(":")[0] for fact in mina.statements] == ["گفت", "افزود", "تصریح کرد"]
    assert said(mina.figures) == [
        ("بیش از ۵۷٬۰۰۰ نسخه، گنجینه", known.SAID),
        ("۳۰٬۰۰۰ نسخه، نسخه چاپی", known.SAID),
        ("۲۷٬۰۰۰ نسخه، نسخه خطی", known.SAID),
        ("۶۰٬۰۰۰ نسخه، گنجینه", known_more.GREW),
    ]
    assert (mina.officials, mina.relations, mina.types) == ((), (), ())
    assert mina.articles == (
        Source(FIRST, known.TITLE, "2021-05-05", 3),
        Source(THIRD, known_more.THIRD.title, "2021-11-20", 1),
    )


def test_a_fact_is_whole(store: Store) -> None:
    post = describe(store, known.MINA).posts[0]
    assert post == Fact(
        f"رئیس {NLAI}", known.LEAD, known.TITLE, "2021-05-05", 0.95, t.claim_iri(FIRST, known.claims()[1]), FIRST,
        "2021-05-05", "2021-11-20", "",
    )  # fmt: skip
    meeting = describe(store, known.MINA).events[1]
    assert (meeting.first, meeting.last, meeting.written) == ("2021-11-13", "2021-11-19", "هفته گذشته")


def test_a_body(store: Store) -> None:
    network = describe(store, known.CINVU)
    assert network.kind is EntityKind.ORGANIZATION
    assert network.names.english == "Virtual University Network of the Islamic World"
    assert network.types == ("OrganizationalCollaboration",)
    assert said(network.officials) == [("بهرام نیک‌پی، دبیر (پیشین)", known.LEAD)]
    assert said(network.figures) == [(f"۱۰۰ عضو، {network.names.persian}", known_more.NETWORK)]
    assert said(network.relations) == [
        (f"سازمان فرهنگ و ارتباطات اسلامی ← custodianOf ← {network.names.persian}", known.LINK),
        (f"گلستانستان ← میزبانِ ← {network.names.persian}", known_more.HOST),
    ]
    assert [source.iri for source in network.articles] == [FIRST, SECOND]


def test_words_that_only_stand_for_a_name_are_no_name(tmp_path: Path) -> None:
    forms = (
        (known.MINA, "رئیس", EntityKind.PERSON, MentionForm.TITLE),
        (known.MINA, "رستگاری", EntityKind.PERSON, MentionForm.SURNAME),
        (known.NLAI, "سازمان", EntityKind.ORGANIZATION, MentionForm.SHORT),
        (known.CINVU, "شبکه", EntityKind.ORGANIZATION, MentionForm.SHORT),
    )
    added = tuple(
        Mention(known.span(words, known.LEAD), words, kind, iri, form) for iri, words, kind, form in forms
    )
    with open_store(tmp_path, write=True) as writer:
        writer.add(replace(known.extraction(), mentions=known.mentions() + added), at=known.READ_AT)
        writer.finish()
    with open_store(tmp_path) as opened:
        names = {iri: describe(opened, iri).names.variants for iri in (known.MINA, known.NLAI, known.CINVU)}
    assert names == {known.MINA: ("رستگاری",), known.NLAI: ("کتابخانه ملی",), known.CINVU: ()}


@pytest.mark.parametrize(
    ("about", "approximate", "qualifier", "expected"),
    [
        ("نسخه", True, "بیش از", "بیش از ۵۷٬۰۰۰ نسخه"),
        ("نسخه", True, None, "حدود ۵۷٬۰۰۰ نسخه"),
        ("نسخه خطی", False, None, "۵۷٬۰۰۰ نسخه، نسخه خطی"),
    ],
)
def test_a_figure_says_its_own_qualifier_and_its_unit_once(
    tmp_path: Path, about: str, approximate: bool, qualifier: str | None, expected: str
) -> None:
    total = next(claim for claim in known.claims() if isinstance(claim, FigureClaim))
    figure = replace(total, about=about, approximate=approximate, qualifier=qualifier)
    with open_store(tmp_path, write=True) as writer:
        writer.add(replace(known.extraction(), claims=(figure,)), at=known.READ_AT)
        writer.finish()
    with open_store(tmp_path) as opened:
        assert [fact.text for fact in describe(opened, known.NLAI).figures] == [expected]


def test_what_only_the_register_says_has_no_sentence(store: Store) -> None:
    ministry = describe(store, known_more.CULTURE)
    assert ministry.relations == (Fact("سازمان فرهنگ و ارتباطات اسلامی ← partOf ← وزارت فرهنگ"),)
    assert ministry.articles == ()


def test_a_post_is_no_person_body_or_place(store: Store) -> None:
    post = describe(store, t.post_iri(known.NLAI, "رئیس"))
    assert post.kind is None
    assert post.names.persian == f"رئیس {NLAI}"


def test_what_the_graph_does_not_know(store: Store) -> None:
    with pytest.raises(NotFoundError, match="the graph knows no such entity"):
        describe(store, t.ID + "nowhere")
