"""Claims as the facts of one article: plain JSON, in the format of the gold annotation plus evidence, scores and IRIs.

Each fact has the keys of the annotation guide (`name`, `aliases`, `participants` …); beside them `iri`, `score`, `rule` and `evidence`
with `start`, `end` (code points into the stored text, end exclusive) and `quote`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kg import terms as t
from kg.model import (
    Claim,
    Entity,
    EntityKind,
    EventClaim,
    Evidence,
    Extraction,
    FigureClaim,
    PostClaim,
    RelationClaim,
    SourceClaim,
    StatementClaim,
    TimePoint,
)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def facts(extraction: Extraction) -> dict[str, Json]:
    """Return the facts of an extraction as one JSON object."""
    doc = extraction.doc
    names = {entity.iri: entity.name for entity in extraction.entities}
    version = t.version_iri(doc)
    out: dict[str, Json] = {
        "id": doc.id,
        "iri": version,
        "sha256": doc.sha256,
        "published": doc.published.earliest.isoformat() if doc.published else None,
        "persons": _entities(extraction, EntityKind.PERSON),
        "organizations": _entities(extraction, EntityKind.ORGANIZATION),
        "places": _places(extraction),
    }
    for layer, kind, shape in _LAYERS:
        out[layer] = [
            {**shape(claim, names, version), **_common(claim, version)}
            for claim in extraction.claims
            if isinstance(claim, kind)
        ]
    out["statements"] = _statements(extraction, names, version)
    out["rejected"] = [
        {"rule": claim.rule, "reason": reason, "quote": claim.evidence.exact}
        for claim, reason in extraction.rejected
    ]
    return out


def _places(extraction: Extraction) -> list[Json]:
    """Return the names of places, and of the bodies at which an event takes place."""
    venues = {claim.place for claim in extraction.claims if isinstance(claim, EventClaim)}
    return [
        entity.name
        for entity in extraction.entities
        if entity.printed and (entity.kind is EntityKind.PLACE or entity.iri in venues)
    ]


def _entities(extraction: Extraction, kind: EntityKind) -> list[Json]:
    return [
        _entity(extraction, entity)
        for entity in extraction.entities
        if entity.kind is kind and entity.printed
    ]


def _entity(extraction: Extraction, entity: Entity) -> Json:
    mentions: list[Json] = [
        {
            "start": m.span.start,
            "end": m.span.end,
            "quote": m.text,
            "form": str(m.form),
            "score": m.score,
            "rule": m.rule,
        }
        for m in extraction.mentions
        if m.entity == entity.iri
    ]
    out: dict[str, Json] = {
        "iri": entity.iri,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": mentions,
    }
    if entity.kind is EntityKind.PERSON:
        out["honorifics"] = list(entity.honorifics)
    return out


def _common(claim: Claim, version: str) -> dict[str, Json]:
    return {
        "iri": t.claim_iri(version, claim),
        "score": claim.score,
        "rule": claim.rule,
        "evidence": _evidence(claim.evidence),
        "antecedents": [_evidence(antecedent) for antecedent in claim.antecedents],
    }


def _evidence(evidence: Evidence) -> Json:
    out: dict[str, Json] = {"start": evidence.span.start, "end": evidence.span.end, "quote": evidence.exact}
    if evidence.focus:
        out["focus"] = {"start": evidence.focus.start, "end": evidence.focus.end}
    return out


def _post(claim: PostClaim, names: dict[str, str], version: str) -> dict[str, Json]:
    return {
        "person": names[claim.person],
        "title": claim.title,
        "organization": names[claim.organization] if claim.organization else None,
        "status": str(claim.status),
        "role": claim.role,
    }


def _event(claim: EventClaim, names: dict[str, str], version: str) -> dict[str, Json]:
    actors: list[Json] = [{"name": names[actor.entity], "role": str(actor.role)} for actor in claim.actors]
    return {
        "type": str(claim.type),
        "participants": [names[iri] for iri in claim.participants],
        "actors": actors,
        "place": names[claim.place] if claim.place else None,
        "date": _day(claim.time),
        "modality": str(claim.modality),
    }


def _day(time: TimePoint | None) -> str | None:
    """Return the day that a time fixes, or None where it leaves more than one."""
    return time.earliest.isoformat() if time and time.earliest == time.latest else None


def _figure(claim: FigureClaim, names: dict[str, str], version: str) -> dict[str, Json]:
    return {
        "value": claim.value,
        "unit": claim.unit,
        "about": claim.about,
        "approximate": claim.approximate,
        "qualifier": claim.qualifier,
        "region": claim.region,
        "period": claim.period,
        "partOf": t.claim_iri(version, claim.part_of) if claim.part_of else None,
        "aboutEntity": claim.about_entity,
    }


def _relation(claim: RelationClaim, names: dict[str, str], version: str) -> dict[str, Json]:
    return {"subject": names[claim.subject], "predicate": str(claim.predicate), "object": names[claim.object]}


def _source(claim: SourceClaim, names: dict[str, str], version: str) -> dict[str, Json]:
    return {"agent": names[claim.agent], "relayed": claim.relayed}


_LAYERS: tuple[tuple[str, type[Claim], Callable[..., dict[str, Json]]], ...] = (
    ("posts", PostClaim, _post),
    ("events", EventClaim, _event),
    ("quantities", FigureClaim, _figure),
    ("relations", RelationClaim, _relation),
    ("sources", SourceClaim, _source),
)


def _statements(extraction: Extraction, names: dict[str, str], version: str) -> list[Json]:
    """Return one entry a speaker with the number of reporting clauses, and each clause below it."""
    by_speaker: dict[str, list[StatementClaim]] = {}
    for claim in extraction.claims:
        if isinstance(claim, StatementClaim):
            by_speaker.setdefault(claim.speaker, []).append(claim)
    return [
        {
            "speaker": names[speaker],
            "count": len(claims),
            "clauses": [
                {
                    "verb": c.verb,
                    "infinitive": c.infinitive,
                    "form": str(c.form),
                    "text": extraction.doc.quote(c.content),
                    **_common(c, version),
                }
                for c in claims
            ],
        }
        for speaker, claims in by_speaker.items()
    ]
