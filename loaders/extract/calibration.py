"""Scores that mean something: of the claims with a score of 0.9, nine in ten are right.

A rule's own score tells its claims apart; how often such claims are right was counted on annotated articles and stands, as the weights of
one logistic model a layer, in `claim_scores.tsv` (Platt 1999 calibrates the same way, with the score as the only feature). `kg train`
writes the table (`loaders.train.scores`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from math import exp

from kg.model import (
    Claim,
    Entity,
    FigureClaim,
    PostClaim,
    RelationClaim,
    StatementClaim,
)
from loaders.persian.tables import rows

FILE = "claim_scores.tsv"
LAYERS: dict[type[Claim], str] = {
    PostClaim: "posts",
    StatementClaim: "statements",
    FigureClaim: "quantities",
    RelationClaim: "relations",
}
"""The kinds of claims whose rules only tell them apart. An event's score is a learnt probability already; named sources are not annotated."""


def calibrated(claims: Iterable[Claim], entities: Iterable[Entity]) -> list[Claim]:
    """Return the claims with the scores that claims like them deserve. A figure's total is replaced in its parts, too."""
    known = {entity.iri: entity for entity in entities}
    done: dict[int, Claim] = {}
    out = []
    for claim in claims:
        new = _scored(claim, known)
        if isinstance(new, FigureClaim) and new.part_of is not None:
            total = done.get(id(new.part_of)) or _scored(new.part_of, known)
            assert isinstance(total, FigureClaim)
            new = replace(new, part_of=total)
        done[id(claim)] = new
        out.append(new)
    return out


def _scored(claim: Claim, known: Mapping[str, Entity]) -> Claim:
    layer = LAYERS.get(type(claim))
    if layer is None or layer not in weights():
        return claim
    table = weights()[layer]
    odds = table["bias"] + sum(table.get(feature, 0.0) for feature in features(claim, known))
    return replace(claim, score=round(1 / (1 + exp(-odds)), 4))


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Return the weight of every feature, in log odds, by layer."""
    found: dict[str, dict[str, float]] = {}
    for layer, feature, weight in rows(FILE):
        found.setdefault(layer, {})[feature] = float(weight)
    return found


def features(claim: Claim, known: Mapping[str, Entity]) -> set[str]:
    """Return what is known of a claim by which claims are compared: its rule, the rule's score, and what it speaks of."""
    return {
        f"rule={claim.rule}",
        f"score={int(claim.score * 20) / 20:.2f}",  # steps of 0.05
        "resolved" if claim.antecedents else "named",
        *_of_kind(claim, known),
    }


def _of_kind(claim: Claim, known: Mapping[str, Entity]) -> Iterator[str]:
    match claim:
        case PostClaim():
            yield f"body={_standing(claim.organization, known)}"
            yield f"person={_fullness(claim.person, known)}"
            yield f"status={claim.status}"
            yield f"title={'known' if claim.role else 'other'}"
        case StatementClaim():
            yield f"speaker={known[claim.speaker].kind}"
            yield f"person={_fullness(claim.speaker, known)}"
            yield f"form={claim.form}"
        case FigureClaim():
            yield f"about={'entity' if claim.about_entity else 'words'}"
            yield f"one={claim.value == 1}"
            yield f"part={claim.part_of is not None}"
        case RelationClaim():
            yield f"predicate={claim.predicate}"
            yield f"subject={_standing(claim.subject, known)}"
            yield f"object={_standing(claim.object, known)}"


def _standing(iri: str | None, known: Mapping[str, Entity]) -> str:
    if iri is None:
        return "none"
    return "registered" if known[iri].registered else "found"


def _fullness(iri: str, known: Mapping[str, Entity]) -> str:
    return "full" if " " in known[iri].name else "short"
