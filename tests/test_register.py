"""The register as the rules see it: what a Turtle file becomes, and the one that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import terms as t
from kg.errors import OntologyError
from kg.model import EntityKind
from loaders.register import Entry, Register, files, read, register

PREFIXES = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in t.PREFIXES.items())
ENTRIES = """
pvi:garden a org:FormalOrganization, schema:GovernmentOrganization ;
    skos:prefLabel "سازمان باغ‌های ملی"@fa, "National Gardens"@en ;
    skos:altLabel "سازمان باغ‌ها"@fa, "Gardens"@en ;
    pv:formerLabel "اداره باغ‌ها"@fa ;
    pv:contextualLabel "باغ‌ها"@fa ;
    pv:portfolioLabel "باغ"@fa ;
    org:subOrganizationOf pvi:ministry .
pvi:ministry a org:FormalOrganization ; skos:prefLabel "وزارت باغ"@fa ; pv:contextualLabel "باغ‌ها"@fa .
pvi:office a org:OrganizationalUnit ; skos:prefLabel "دفتر باغ"@fa ; org:unitOf pvi:garden .
pvi:sunland a schema:Country ; skos:prefLabel "خورستان"@fa ; skos:altLabel "سرزمین خور"@fa .
pvi:suntown a schema:City ; skos:prefLabel "خورشهر"@fa .
pvi:gardener a foaf:Person ; skos:prefLabel "بابا باغبان"@fa .
pvi:change a org:ChangeEvent ; skos:prefLabel "تغییر نام"@fa .
"""


def entries(folder: Path, text: str) -> Register:
    """Read a register from one file with this text."""
    path = folder / "register.ttl"
    path.write_text(f"{PREFIXES}\n{text}", encoding="utf-8")
    return read([path])


@pytest.fixture
def small(tmp_path: Path) -> Register:
    """A register of six entries."""
    return entries(tmp_path, ENTRIES)


def test_an_entry_has_all_that_the_file_says(small: Register) -> None:
    assert small.entries[t.ID + "garden"] == Entry(
        t.ID + "garden",
        EntityKind.ORGANIZATION,
        ("سازمان باغ‌های ملی", "سازمان باغ‌ها"),
        former=("اداره باغ‌ها",),
        contextual=("باغ‌ها",),
        portfolios=("باغ",),
        types=(t.ORG + "FormalOrganization", t.SCHEMA + "GovernmentOrganization"),
        parents=(t.ID + "ministry",),
    )


def test_kinds_by_class_and_other_classes_left_out(small: Register) -> None:
    body, place = EntityKind.ORGANIZATION, EntityKind.PLACE
    assert {iri.removeprefix(t.ID): entry.kind for iri, entry in small.entries.items()} == {
        "garden": body,
        "ministry": body,
        "office": body,
        "sunland": place,
        "suntown": place,
        "gardener": EntityKind.PERSON,
    }
    assert small.entries[t.ID + "office"].parents == (t.ID + "garden",)
    assert [iri.removeprefix(t.ID) for iri, entry in small.entries.items() if entry.is_country] == ["sunland"]


LOOKUPS = [
    ("bodies", "سازمان باغ‌های ملی", "garden"),
    ("bodies", "سازمان باغهای ملی", "garden"),
    ("bodies", "سازمان باغ هاي ملي", "garden"),
    ("bodies", "اداره باغ‌ها", "garden"),
    ("bodies", "باغ‌ها", None),
    ("bodies", "خورستان", None),
    ("bodies", "National Gardens", None),
    ("places", "سرزمین خور", "sunland"),
    ("places", "خور شهر", "suntown"),
    ("persons", "بابا باغبان", "gardener"),
    ("portfolios", "باغ", "garden"),
]


@pytest.mark.parametrize(("table", "name", "slug"), LOOKUPS)
def test_look_up(small: Register, table: str, name: str, slug: str | None) -> None:
    entry = getattr(small, table).get(name)
    assert (entry.iri if entry else None) == (t.ID + slug if slug else None)


def test_a_contextual_name_keeps_all_whom_it_may_mean(small: Register) -> None:
    found = small.contextual.get("باغها") or ()
    assert [entry.iri for entry in found] == [t.ID + "garden", t.ID + "ministry"]


BAD = [
    pytest.param("pvi:garden a org:Organization ; skos:prefLabel", "register.ttl", id="no Turtle"),
    pytest.param(
        'pvi:garden a org:Organization ; skos:prefLabel "Garden"@en .', t.ID + "garden", id="no Persian name"
    ),
]


@pytest.mark.parametrize(("text", "place"), BAD)
def test_a_bad_register_is_told_in_one_line(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(OntologyError) as error:
        entries(tmp_path, text)
    assert str(error.value).startswith(place)
    assert "\n" not in str(error.value)


def test_the_register_that_ships_is_read_once_from_all_its_files() -> None:
    assert {path.name for path in files()} >= {"institutions.ttl", "countries.ttl", "places.ttl"}
    assert register() is register()
    assert register().entries[t.registered_iri("nlai")].name == "سازمان اسناد و کتابخانه ملی ایران"


def test_every_name_of_the_register_that_ships_is_found() -> None:
    tables = {
        EntityKind.ORGANIZATION: register().bodies,
        EntityKind.PLACE: register().places,
        EntityKind.PERSON: register().persons,
    }
    lost = [
        label
        for entry in register().entries.values()
        for label in (*entry.labels, *entry.former)
        if (found := tables[entry.kind].get(label)) is None or found.kind is not entry.kind
    ]
    assert lost == []
