"""What the rules read from a few sentences, in plain words: names instead of IRIs, so that a table of cases can tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from kg.model import (
    Claim,
    Document,
    Entity,
    EntityKind,
    Extraction,
    MentionForm,
    PostClaim,
    SourceClaim,
    Span,
    StatementClaim,
)
from loaders.pipeline import extract

Kind = TypeVar("Kind", bound=Claim)


def document(text: str, *, title: str | None = None, name: str = "case", url: str | None = None) -> Document:
    """Return an article with this body, below its title if it has one."""
    whole = text if title is None else f"{title}\n{text}"
    start = len(whole) - len(text)
    heading = None if title is None else Span(0, len(title))
    return Document(name, whole, Span(start, len(whole)), f"{name}.txt", title=heading, url=url)


def read(text: str, *, title: str | None = None, name: str = "case", url: str | None = None) -> Extraction:
    """Return what the rules read from a few sentences."""
    return extract(document(text, title=title, name=name, url=url))


def named(extraction: Extraction, kind: EntityKind) -> dict[str, Entity]:
    """Return the entities of a kind that the text prints, by name."""
    return {entity.name: entity for entity in extraction.entities if entity.kind is kind and entity.printed}


def bodies(text: str) -> set[str]:
    """Return the names of the bodies that a text prints."""
    return set(named(read(text), EntityKind.ORGANIZATION))


def persons(text: str) -> set[str]:
    """Return the names of the persons that a text prints."""
    return set(named(read(text), EntityKind.PERSON))


def places(text: str) -> set[str]:
    """Return the names of the places that a text prints."""
    return set(named(read(text), EntityKind.PLACE))


def claims(extraction: Extraction, kind: type[Kind]) -> Iterator[Kind]:
    """Yield the claims of one kind."""
    return (claim for claim in extraction.claims if isinstance(claim, kind))


def posts(extraction: Extraction) -> set[tuple[str, str, str | None, str]]:
    """Return (person, title, body, status) of each post."""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return {
        (
            names[post.person],
            post.title,
            names[post.organization] if post.organization else None,
            str(post.status),
        )
        for post in claims(extraction, PostClaim)
    }


def statements(extraction: Extraction) -> list[tuple[str, str]]:
    """Return (speaker, verb) of each reporting clause, in order."""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return [(names[said.speaker], said.verb) for said in claims(extraction, StatementClaim)]


def sources(extraction: Extraction) -> list[tuple[str, bool]]:
    """Return (body, whether relayed) of each source that the text names, in order."""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return [(names[source.agent], source.relayed) for source in claims(extraction, SourceClaim)]


def mentions(extraction: Extraction, *forms: MentionForm) -> list[tuple[str, str]]:
    """Return (words, name of the entity) of the mentions of these forms, in order."""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return [(m.text, names[m.entity]) for m in extraction.mentions if m.form in forms]
