"""Stores and extractions for the tests: variations of the known article, each with facts of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kg import terms as t
from kg.model import Entity, EntityKind, Extraction, Run, TimePoint
from kg.quads import Literal, Quad
from kg.store import Store, open_store
from kg.store.text import n_quad
from tests import known

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NEWER = Run("0.0.1", "1" * 64)

REGISTER = f"""
@prefix org: <{t.ORG}> .
@prefix pv: <{t.PV}> .
@prefix pvi: <{t.ID}> .
@prefix skos: <{t.SKOS}> .

pvi:nlai a org:FormalOrganization ;
    skos:prefLabel "سازمان اسناد و کتابخانه ملی ایران"@fa, "National Library and Archives of Iran"@en ;
    skos:altLabel "سازمان اسناد"@fa ; pv:contextualLabel "کتابخانه ملی"@fa ; pv:formerLabel "کتابخانه ملی ایران"@fa .
pvi:icro a org:FormalOrganization ; skos:prefLabel "سازمان فرهنگ و ارتباطات اسلامی"@fa .
pvi:cinvu a org:OrganizationalCollaboration ; skos:prefLabel "شبکه دانشگاه‌های مجازی جهان اسلام"@fa .
"""


def article(
    name: str = "known", *, more: str = "", run: Run = known.RUN, modified: TimePoint | None = None
) -> Extraction:
    """Return the known article under another name, with words added at its end, or read by another run."""
    base = known.extraction()
    doc = replace(
        base.doc, id=name, text=base.doc.text + more, origin=f"folder/{name}.txt", modified=modified
    )
    return replace(base, doc=doc, run=run)


def naming(name: str, *labels: str, iri: str = known.MINA) -> Extraction:
    """Return an article that says nothing but the names of one person."""
    entities = tuple(Entity(iri, EntityKind.PERSON, label) for label in labels)
    return replace(article(name), entities=entities, mentions=(), claims=())


def dump(quads: Iterable[Quad]) -> list[str]:
    """Return quads as sorted lines of N-Quads, as a store gives them back: an engine may keep a number's value and not its derived type."""
    derived = f"<{t.XSD}nonNegativeInteger>"
    return sorted(n_quad(quad).replace(derived, f"<{t.XSD}integer>") for quad in quads)


def built(folder: Path, *extractions: Extraction, register: str | None = REGISTER) -> Path:
    """Make a store of the extractions, and return its folder."""
    with open_store(folder, write=True) as store:
        if register is not None:
            install(store, folder.parent / "register.ttl", register)
        for extraction in extractions:
            store.add(extraction, at=AT)
    return folder


def install(store: Store, path: Path, text: str, graph: str = t.AUTHORITY_GRAPH) -> bool:
    """Write a Turtle file and install it."""
    path.write_text(text, "utf-8")
    return store.install({graph: [path]})


def names_of(store: Store, iri: str) -> list[str]:
    """Return the Persian preferred names of one thing, sorted."""
    rows = store.select(f'SELECT ?name {{ <{iri}> skos:prefLabel ?name FILTER(LANG(?name) = "fa") }}').rows
    return sorted(name.value for (name,) in rows if isinstance(name, Literal))
