"""From names to entities: spellings, homonyms, suggestions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import terms as t
from kg.errors import NotFoundError, QueryError
from kg.find import find, iri, label
from kg.model import Entity, EntityKind, Extraction, Mention, PostClaim
from kg.store import Store, open_store
from tests import known, known_more

# Two namesakes, one of whom the post tells apart; and a body whose whole name is the short form of another.
DOCTOR = t.entity_iri(EntityKind.PERSON, "رضا نمونه‌ای", "پزشک")
DEAN = t.entity_iri(EntityKind.PERSON, "رضا نمونه‌ای", "دانشگاه")
SHORT = t.entity_iri(EntityKind.ORGANIZATION, "کتابخانه ملی تالار")
TOWN = t.entity_iri(EntityKind.PLACE, "تالار")


def homonyms() -> Extraction:
    day = known_more.Article(
        "homonyms",
        "رضا نمونه‌ای",
        "۱۴۰۰/۹/۱",
        known_more.THIRD.day,
        ("رضا نمونه‌ای، رئیس کتابخانه ملی تالار، آمد.",),
    )
    sentence = day.sentences[0]
    entities = (
        Entity(DOCTOR, EntityKind.PERSON, "رضا نمونه‌ای"),
        Entity(DEAN, EntityKind.PERSON, "رضا نمونه‌ای"),
        Entity(SHORT, EntityKind.ORGANIZATION, "کتابخانه ملی تالار", ("تالار",)),
        Entity(TOWN, EntityKind.PLACE, "تالار"),
    )  # fmt: skip
    post = PostClaim(
        evidence=day.evidence(sentence),
        score=1.0,
        rule="known",
        person=DEAN,
        title="رئیس",
        organization=SHORT,
    )
    mention = Mention(day.within(sentence, "رضا نمونه‌ای"), "رضا نمونه‌ای", EntityKind.PERSON, DEAN)
    return day.extraction(entities, (mention,), (post,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = known_more.build(tmp_path_factory.mktemp("find") / "store")
    with open_store(folder, write=True) as writer:
        writer.add(homonyms(), at=known.READ_AT)
    with open_store(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("سازمان اسناد و کتابخانه ملی ایران", known.NLAI),
        ("كتابخانه‌ ملّي", known.NLAI),
        ("شبکه دانشگاههای مجازی جهان اسلام", known.CINVU),
        ("national library and archives of iran", known.NLAI),
        ("مینا رستگاری", known.MINA),
        ("رستگاری", known.MINA),
        ("تهران", known.TEHRAN),
        (known.NLAI, known.NLAI),
        ("pvi:icro", known.ICRO),
        (known.MINA, known.MINA),
        ("nlai", known.NLAI),
        (" ICRO ", known.ICRO),
        ("تالار", TOWN),
    ],
)
def test_found(store: Store, name: str, entity: str) -> None:
    assert find(store, name) == entity


def test_a_kind_narrows(store: Store) -> None:
    assert find(store, "تالار", EntityKind.ORGANIZATION) == SHORT
    assert find(store, "تالار", EntityKind.PLACE) == TOWN
    with pytest.raises(NotFoundError, match="the graph knows no person of this name"):
        find(store, "تالار", EntityKind.PERSON)


def test_homonyms_are_listed_with_what_they_are(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        find(store, "رضا نمونه ای")
    told = str(caught.value)
    assert told.startswith("رضا نمونه ای: 2 entities have this name; give the IRI: ")
    assert f"{DEAN} (رضا نمونه‌ای, رئیس کتابخانه ملی تالار)" in told
    assert f"{DOCTOR} (رضا نمونه‌ای)" in told
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("مینا رست", "مینا رستگاری"),
        ("اسناد و کتابخانه", "سازمان اسناد و کتابخانه ملی ایران"),
        ("بهرام نیکپور", "بهرام نیک‌پی"),
        ("گلستان", "گلستانستان"),
    ],
)
def test_the_nearest_names_are_suggested(store: Store, name: str, near: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(store, name)
    assert caught.value.remedy.startswith(f"did you mean {near}")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["", " ", "؟!", "qqqqqqqqqq"])
def test_no_suggestion_is_better_than_a_wild_one(store: Store, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find(store, name)
    assert caught.value.remedy == ""


@pytest.mark.parametrize("written", ["pvi:nowhere", "https://example.org/nowhere"])
def test_iris_that_the_graph_does_not_know(store: Store, written: str) -> None:
    with pytest.raises(NotFoundError, match="the graph knows no such IRI"):
        find(store, written)


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("pvi:nlai", t.ID + "nlai"),
        ("https://example.org/پ", "https://example.org/پ"),
        ("urn:isbn:964", "urn:isbn:964"),
        ("org://example", "org://example"),
    ],
)
def test_iris(written: str, full: str) -> None:
    assert iri(written) == full


@pytest.mark.parametrize("written", ["nlai", "pvi:a b", "<https://example.org>", "", "1a:b", "خبر: گشایش"])
def test_no_iris(written: str) -> None:
    with pytest.raises(ValueError, match="no scheme or known prefix"):
        iri(written)


def test_labels(store: Store) -> None:
    assert label(store, known.NLAI) == "سازمان اسناد و کتابخانه ملی ایران"
    assert label(store, t.post_iri(known.NLAI, "رئیس")) == "رئیس سازمان اسناد و کتابخانه ملی ایران"
    assert label(store, t.ID + "nowhere") is None
