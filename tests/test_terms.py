"""Instance IRIs: ASCII, stable, and as different as the things that they name."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import terms as t
from kg.model import Claim, EntityKind, FigureClaim, PostClaim, Span
from tests import known

IRI = re.compile(rf"{re.escape(t.ID)}[a-z]+(?:-[0-9a-z]+)+(?:#char=\d+,\d+)?")

MINTED: list[tuple[str, str]] = [
    (t.entity_iri(EntityKind.PERSON, "مینا رستگاری"), "person-ad45fcf590a9a2c95b77"),
    (t.article_iri(known.document()), "article-7117fff2d0fd294462b3"),
    (t.version_iri(known.document()), "article-7117fff2d0fd294462b3-v-0566f3ef9a04e600"),
    (
        t.passage_iri(t.version_iri(known.document()), Span(3, 9)),
        "article-7117fff2d0fd294462b3-v-0566f3ef9a04e600#char=3,9",
    ),
    (t.post_iri(known.NLAI, "رئیس"), "post-c90cedfaaaafaee8137d"),
    (t.run_iri("0" * 64), "run-00000000000000000000"),
    (t.registered_iri("nlai"), "nlai"),
]


@pytest.mark.parametrize(("iri", "name"), MINTED)
def test_minted_iris_never_change(iri: str, name: str) -> None:
    """Stores and partners' files hold them: a change here orphans what they hold."""
    assert iri == t.ID + name


@given(st.sampled_from(EntityKind), st.text(max_size=40), st.text(max_size=10))
def test_entity_iris_are_ascii(kind: EntityKind, name: str, context: str) -> None:
    iri = t.entity_iri(kind, name, context)
    assert IRI.fullmatch(iri)
    assert iri == t.entity_iri(kind, name, context)


SPELLINGS = [
    ("كتابخانه‌ي ملي", "کتابخانهٔ ملی", False),
    ("دانشگاه‌های مجازی", "دانشگاههای مجازی", True),
    ("حسن", "حسین", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SPELLINGS)
def test_spellings_of_one_name_give_one_iri(one: str, other: str, same: bool) -> None:
    kind = EntityKind.ORGANIZATION
    assert (t.entity_iri(kind, one) == t.entity_iri(kind, other)) is same


def test_parts_of_a_key_are_told_apart() -> None:
    assert t.entity_iri(EntityKind.PERSON, "الف", "ب") != t.entity_iri(EntityKind.PERSON, "الفب")
    assert t.digest("a", "bc") != t.digest("ab", "c")


def test_an_address_decides_which_article_it_is() -> None:
    doc = known.document()
    one, other = (
        replace(doc, url="https://example.org/1"),
        replace(doc, id="another", url="https://example.org/1"),
    )
    assert t.article_iri(one) == t.article_iri(other) != t.article_iri(doc)


def test_a_version_is_its_text() -> None:
    doc = known.document()
    assert t.version_iri(replace(doc, origin="elsewhere.txt")) == t.version_iri(doc)
    assert t.version_iri(replace(doc, text=doc.text + " ")) != t.version_iri(doc)


@pytest.mark.parametrize("slug", ["", "NLAI", "nlai-", "-nlai", "a--b", "کتابخانه", "a b", "a/b", "nlai\n"])
def test_no_slug(slug: str) -> None:
    with pytest.raises(ValueError, match="not a slug"):
        t.registered_iri(slug)


@given(st.text(alphabet=string.ascii_lowercase + string.digits, min_size=1))
def test_slugs(slug: str) -> None:
    assert t.registered_iri(f"{slug}-{slug}") == f"{t.ID}{slug}-{slug}"


VERSION = t.version_iri(known.document())


def test_claims_of_one_article_have_iris_of_their_own() -> None:
    iris = [t.claim_iri(VERSION, claim) for claim in known.claims()]
    assert len(set(iris)) == len(iris)
    assert all(IRI.fullmatch(iri) for iri in iris)


CHANGES: list[tuple[str, Claim, dict[str, object], bool]] = [
    ("score", known.claims()[1], {"score": 0.1}, True),
    ("rule", known.claims()[1], {"rule": "another"}, True),
    ("antecedents", known.claims()[1], {"antecedents": (known.evidence(known.SAID),)}, True),
    ("title", known.claims()[1], {"title": "معاون"}, False),
    ("person", known.claims()[1], {"person": known.BAHRAM}, False),
    ("evidence", known.claims()[1], {"evidence": known.evidence(known.SAID)}, False),
    ("value", known.claims()[6], {"value": 57001}, False),
    ("speaker of a figure", known.claims()[6], {"speaker": None}, True),
    ("qualifier of a figure", known.claims()[6], {"qualifier": "حدود"}, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "change", "same"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_a_claim_is_what_it_says_and_where(claim: Claim, change: dict[str, object], same: bool) -> None:
    assert isinstance(claim, PostClaim | FigureClaim)
    changed = replace(claim, **change)  # type: ignore[arg-type]
    assert (t.claim_iri(VERSION, changed) == t.claim_iri(VERSION, claim)) is same


def test_claims_of_two_versions_differ() -> None:
    claim = known.claims()[0]
    assert t.claim_iri(VERSION, claim) != t.claim_iri(VERSION + "x", claim)


def test_every_prefix_ends_where_a_name_may_begin() -> None:
    assert all(namespace[-1] in "#/" for namespace in t.PREFIXES.values())
    assert len(set(t.PREFIXES.values())) == len(t.PREFIXES)
