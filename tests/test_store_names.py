"""The derived names: exactly one Persian name for each entity and post, and only what was touched named anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import terms as t
from kg.model import Entity, EntityKind, Extraction, PostClaim
from kg.quads import Literal
from kg.store import Store, open_store
from tests import known
from tests.stores import AT, NEWER, REGISTER, article, built, install, names_of, naming

HEAD = t.post_iri(known.NLAI, "رئیس")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", write=True) as opened:
        yield opened


def stored(store: Store, *extractions: Extraction) -> None:
    for extraction in extractions:
        store.add(extraction, at=AT)
    store.finish()


def head_of(body: str | None) -> PostClaim:
    """Return the known article's first tenure as one in another body."""
    claim = known.claims()[1]
    assert isinstance(claim, PostClaim)
    return replace(claim, organization=body)


MOST_FREQUENT: list[tuple[str, list[tuple[str, ...]], str]] = [
    ("the only one", [("مینا",)], "مینا"),
    ("the one of most articles", [("مینا رستگاری",), ("مینا",), ("مینا",)], "مینا"),
    ("a tie goes to the longest", [("مینا",), ("مینا رستگاری",)], "مینا رستگاری"),
    ("and then to the first", [("مینا رستگاری",), ("بینا رستگاری",)], "بینا رستگاری"),
    ("two in one article count once each", [("مینا", "مینا رستگاری"), ("مینا",)], "مینا"),
]


@pytest.mark.parametrize(
    ("labels", "name"), [row[1:] for row in MOST_FREQUENT], ids=[row[0] for row in MOST_FREQUENT]
)
def test_the_most_frequent_label_is_the_name(store: Store, labels: list[tuple[str, ...]], name: str) -> None:
    stored(store, *(naming(str(number), *forms) for number, forms in enumerate(labels)))
    assert names_of(store, known.MINA) == [name]


def test_every_entity_and_post_has_one_persian_name(tmp_path: Path) -> None:
    with open_store(built(tmp_path / "store", article(), article("other"))) as store:
        things = store.select(
            "SELECT DISTINCT ?e ?name { VALUES ?class { foaf:Person org:Organization schema:Place org:Post } ?e a ?class"
            ' OPTIONAL { ?e skos:prefLabel ?name FILTER(LANG(?name) = "fa") } }'
        ).rows
        in_names = {quad.subject for quad in store.quads() if quad.graph == t.NAMES_GRAPH}
    assert len(things) == 9
    assert all(name is not None for _, name in things)
    assert max(Counter(entity for entity, _ in things).values()) == 1
    assert not in_names & {known.NLAI, known.ICRO, known.CINVU}


def test_a_post_is_called_by_its_title_and_its_body(tmp_path: Path) -> None:
    with open_store(built(tmp_path / "store", article())) as store:
        assert names_of(store, HEAD) == ["رئیس سازمان اسناد و کتابخانه ملی ایران"]


def test_a_post_of_no_body_is_called_by_its_title(store: Store) -> None:
    stored(store, replace(article(), claims=(head_of(None),)))
    assert names_of(store, t.post_iri(None, "رئیس")) == ["رئیس"]


def test_what_no_article_names_any_more_loses_its_name(store: Store) -> None:
    stored(store, naming("a", "مینا رستگاری"), article("b"))
    assert len(names_of(store, known.BAHRAM)) == len(names_of(store, HEAD)) == 1
    stored(store, replace(article("b", run=NEWER), entities=(), mentions=(), claims=()))
    assert names_of(store, known.BAHRAM) == names_of(store, HEAD) == []
    assert names_of(store, known.MINA) == ["مینا رستگاری"]


def test_a_new_version_takes_the_name_along(store: Store) -> None:
    old, new = naming("a", "مینا"), naming("a", "مینا رستگاری")
    stored(store, old)
    stored(store, replace(new, doc=replace(new.doc, text=new.doc.text + "!")))
    assert names_of(store, known.MINA) == ["مینا رستگاری"]


def test_the_register_outranks_the_articles(store: Store, tmp_path: Path) -> None:
    stored(store, article())
    assert names_of(store, known.NLAI) == ["سازمان اسناد و کتابخانه ملی ایران"]
    install(
        store,
        tmp_path / "register.ttl",
        REGISTER.replace("سازمان اسناد و کتابخانه ملی ایران", "کتابخانه ملی ایران"),
    )
    store.finish()
    assert names_of(store, known.NLAI) == ["کتابخانه ملی ایران"]
    assert names_of(store, HEAD) == ["رئیس کتابخانه ملی ایران"]
    install(store, tmp_path / "register.ttl", REGISTER.replace("pvi:nlai", "pvi:another"))
    store.finish()
    assert names_of(store, known.NLAI) == ["سازمان اسناد و کتابخانه ملی ایران"]
    assert names_of(store, HEAD) == ["رئیس سازمان اسناد و کتابخانه ملی ایران"]


def test_a_post_follows_the_name_of_a_discovered_body(store: Store) -> None:
    body = t.entity_iri(EntityKind.ORGANIZATION, "بنیاد")

    def version(label: str) -> Extraction:
        post = head_of(body)
        return replace(
            article(), entities=(Entity(body, EntityKind.ORGANIZATION, label),), mentions=(), claims=(post,)
        )

    stored(store, version("بنیاد"))
    assert names_of(store, t.post_iri(body, "رئیس")) == ["رئیس بنیاد"]
    for number in "12":  # two articles name the body more fully; neither speaks of the post
        stored(store, replace(version("بنیاد گلستان"), doc=article(number).doc, claims=()))
    assert names_of(store, t.post_iri(body, "رئیس")) == ["رئیس بنیاد گلستان"]


def test_names_are_the_same_however_the_build_was_cut(tmp_path: Path) -> None:
    extractions = [naming(str(number), "مینا" if number % 3 else "مینا رستگاری") for number in range(7)]
    names = []
    for step in (1, 2, 7):
        with open_store(tmp_path / str(step), write=True) as store:
            for start in range(0, 7, step):
                stored(store, *extractions[start : start + step])
            names.append(names_of(store, known.MINA))
    assert names == [["مینا"]] * 3


def test_a_build_that_was_cut_off_is_finished_by_the_next(tmp_path: Path) -> None:
    cut = open_store(tmp_path / "store", write=True)
    cut.add(article(), at=AT)
    cut.close()  # as a killed process leaves it: added, and not finished
    with open_store(tmp_path / "store") as reader:
        assert names_of(reader, known.MINA) == []
        assert not [quad for quad in reader.quads() if "pending" in quad.predicate]
    with open_store(tmp_path / "store", write=True) as store:
        store.finish()
        assert names_of(store, known.MINA) == ["مینا رستگاری"]
        assert store.query("ASK { ?e pv:pending ?kind }") is False


def test_a_build_that_fails_is_finished_when_the_store_is_left(tmp_path: Path) -> None:
    def interrupted() -> None:
        with open_store(tmp_path / "store", write=True) as store:
            store.add(article(), at=AT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with open_store(tmp_path / "store") as reader:
        assert names_of(reader, known.MINA) == ["مینا رستگاری"]


def test_more_entities_than_one_batch(store: Store) -> None:
    people = tuple(
        Entity(t.entity_iri(EntityKind.PERSON, f"شخص {number}"), EntityKind.PERSON, f"شخص {number}")
        for number in range(900)
    )
    stored(store, replace(article(), entities=people, mentions=(), claims=()))
    rows = store.select("SELECT ?e ?name { ?e a foaf:Person ; skos:prefLabel ?name }").rows
    assert {(e, n.value) for e, n in rows if isinstance(n, Literal)} == {
        (person.iri, person.name) for person in people
    }
