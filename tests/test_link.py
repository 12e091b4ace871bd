"""Which mentions are one entity: inside an article, over articles, and with the register. All sentences are made up."""

from __future__ import annotations

import pytest

from kg import terms as t
from kg.model import Entity, EntityKind, Extraction, MentionForm
from loaders.register import register
from tests.reading import mentions, named, read

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE
FULL = "زهرا کریمی به شیراز رفت. کریمی در شیراز ماند."
BARE = "آقای کریمی در شیراز ماند."


def only(extraction: Extraction, kind: EntityKind) -> Entity:
    """Return the one entity of a kind."""
    (entity,) = named(extraction, kind).values()
    return entity


def test_a_full_name_is_one_person_in_all_articles() -> None:
    first, second = read(FULL, name="a"), read("به گفته زهرا کریمی، باران می‌بارد.", name="b")
    assert only(first, PERSON).iri == only(second, PERSON).iri == t.entity_iri(PERSON, "زهرا کریمی")


def test_spelling_makes_no_second_person() -> None:
    assert (
        only(read("علی كريمي به شیراز رفت."), PERSON).iri == only(read("علی کریمی به شیراز رفت."), PERSON).iri
    )


def test_a_surname_joins_only_inside_its_article() -> None:
    whole, bare, other = read(FULL, name="a"), read(BARE, name="b"), read(BARE, name="c")
    assert only(whole, PERSON).aliases == ("کریمی",)
    assert only(bare, PERSON).name == only(other, PERSON).name == "کریمی"
    assert len({only(found, PERSON).iri for found in (whole, bare, other)}) == 3


def test_a_bare_surname_is_the_same_in_all_versions_of_an_article() -> None:
    url = "https://news.example/1"
    before, after = read(BARE, name="a", url=url), read(f"{BARE} باران بارید.", name="b", url=url)
    assert only(before, PERSON).iri == only(after, PERSON).iri


SAME_PERSON = [
    ("سید محمد حسینی آمد. محمد حسینی ماند.", "سید محمد حسینی"),
    ("محمد حسینی آمد. سید محمد حسینی ماند.", "سید محمد حسینی"),
    ("محمد رضا کریمی آمد. محمدرضا کریمی ماند.", "محمد رضا کریمی"),
    ("علی اصغر احمدی زاده آمد. احمدی‌زاده گفت: بله.", "علی اصغر احمدی‌زاده"),
]


@pytest.mark.parametrize(("text", "name"), SAME_PERSON)
def test_forms_of_one_name(text: str, name: str) -> None:
    assert only(read(text), PERSON).name == name


def test_two_of_one_surname_stay_two() -> None:
    found = read("زهرا کریمی به شیراز رفت. رضا کریمی به تهران رفت.")
    assert set(named(found, PERSON)) == {"زهرا کریمی", "رضا کریمی"}
    assert all(not person.aliases for person in named(found, PERSON).values())


def test_a_surname_of_two_is_the_one_named_last() -> None:
    found = read("زهرا کریمی گفت: باران می‌بارد. رضا کریمی گفت: برف می‌بارد. کریمی افزود: باد می‌وزد.")
    assert mentions(found, MentionForm.SURNAME) == [("کریمی", "رضا کریمی")]


SHORT_BODIES = [
    # (text, name of the one body, its other forms)
    ("دانشگاه نیلوفر آبی گلستانستان بیانیه داد. دانشگاه نیلوفر آبی بیانیه داد.", "دانشگاه نیلوفر آبی گلستانستان", ("دانشگاه نیلوفر آبی",)),
    ("دانشگاه نیلوفر آبی بیانیه داد. دانشگاه نیلوفر آبی گلستانستان بیانیه داد.", "دانشگاه نیلوفر آبی گلستانستان", ("دانشگاه نیلوفر آبی",)),
    ("مجلس شورای اسلامی بیانیه داد. مجلس بیانیه داد.", "مجلس شورای اسلامی", ("مجلس",)),
    ("وزارت علوم بیانیه داد.", "وزارت علوم، تحقیقات و فناوری", ("وزارت علوم",)),
    ("وزارت علوم، تحقیقات و فناوری بیانیه داد.", "وزارت علوم، تحقیقات و فناوری", ()),
    # A body that bears only its former name in the article keeps it there.
    ("شرکت شیلات ایران بیانیه داد.", "شرکت شیلات ایران", ()),
    ("شرکت شیلات ایران بیانیه داد. سازمان شیلات ایران بیانیه داد.", "سازمان شیلات ایران", ("شرکت شیلات ایران",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "aliases"), SHORT_BODIES)
def test_short_and_former_names_of_bodies(text: str, name: str, aliases: tuple[str, ...]) -> None:
    body = only(read(text), BODY)
    assert (body.name, body.aliases) == (name, aliases)


def test_a_former_name_is_the_same_body() -> None:
    former, present = (
        only(read("شرکت شیلات ایران بیانیه داد."), BODY),
        only(read("سازمان شیلات ایران بیانیه داد."), BODY),
    )
    assert former.iri == present.iri == t.registered_iri("fisheries-organization")


def test_a_name_cut_to_the_body_inside_it_is_one_mention() -> None:
    text = "دانشگاه پیام نور بیانیه داد. دانشگاه پیام نور نامه نوشت. المپیاد دانشگاه پیام نور استان و یک دوره مسابقه برگزار شد."
    spans = [mention.span for mention in read(text).mentions]
    assert len(spans) == len(set(spans))


def test_two_bodies_that_begin_alike_stay_two() -> None:
    found = read("دانشگاه نیلوفر گلستانستان بیانیه داد. دانشگاه نیلوفر سپیدارستان بیانیه داد.")
    assert set(named(found, BODY)) == {"دانشگاه نیلوفر گلستانستان", "دانشگاه نیلوفر سپیدارستان"}


CONTEXTUAL = [
    ("سازمان بسیج بیانیه داد.", False),
    ("سازمان بسیج مستضعفین بیانیه داد. سازمان بسیج بیانیه داد.", True),
]


@pytest.mark.parametrize(("text", "registered"), CONTEXTUAL)
def test_some_short_names_need_the_full_one_beside_them(text: str, registered: bool) -> None:
    assert only(read(text), BODY).registered is registered


PLACES = [
    ("آمریکا دور است.", "آمریکا", ()),
    ("ایالات متحده آمریکا دور است.", "ایالات متحده آمریکا", ()),
    ("آمریکا دور است. آمریکا دور بود. ایالات متحده آمریکا دور ماند.", "آمریکا", ("ایالات متحده آمریکا",)),
]


@pytest.mark.parametrize(("text", "name", "aliases"), PLACES)
def test_a_place_bears_the_name_that_the_article_uses_most(
    text: str, name: str, aliases: tuple[str, ...]
) -> None:
    place = only(read(text), PLACE)
    assert (place.name, place.aliases) == (name, aliases)
    assert place.registered


ENTITIES = [
    (BODY, "وزارت کشور بیانیه داد.", True),
    (BODY, "دانشگاه گلستانستان بیانیه داد.", False),
    (PLACE, "به شیراز رفت.", True),
    (PLACE, "به هتل نیلوفر رفت.", False),
]


@pytest.mark.parametrize(("kind", "text", "registered"), ENTITIES)
def test_iris_of_what_is_registered_and_what_is_not(kind: EntityKind, text: str, registered: bool) -> None:
    entity = only(read(text), kind)
    assert entity.registered is registered
    assert (entity.iri in register().entries) is registered
    assert registered or entity.iri == t.entity_iri(kind, entity.name)


CLASSES = [
    ("دانشگاه گلستانستان بیانیه داد.", "CollegeOrUniversity"),
    ("کتابخانه مرکزی گلستانستان بیانیه داد.", "Library"),
    ("موزه هنر گلستانستان بیانیه داد.", "Museum"),
]


@pytest.mark.parametrize(("text", "cls"), CLASSES)
def test_a_head_noun_tells_the_class(text: str, cls: str) -> None:
    assert only(read(text), BODY).types == (t.SCHEMA + cls,)


def test_every_mention_stands_for_an_entity_of_its_kind() -> None:
    found = read(
        "زهرا کریمی، رئیس دانشگاه شیراز، در تهران گفت: بله. وی افزود: این دانشگاه باز است. رئیس دانشگاه شیراز رفت."
    )
    forms = {mention.form for mention in found.mentions}
    assert forms == {MentionForm.FULL, MentionForm.PRONOUN, MentionForm.TITLE}
    for mention in found.mentions:
        assert found.entity(mention.entity).kind is mention.kind
        assert 0 < mention.score <= 1
