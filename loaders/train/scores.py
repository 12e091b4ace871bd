"""Training what turns a rule's score into a probability (`loaders.extract.calibration`) from annotated articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.evaluate import match
from kg.facts import facts
from kg.model import Document
from kg.terms import claim_iri, version_iri
from loaders.extract.calibration import LAYERS, features
from loaders.train.logistic import fit

_RIDGE = 4.0
_LEAST = 4  # examples that a feature must have
_TELLS = 0.02  # log odds below which a weight is left out
_HEADER = (
    "# Weights by which a claim's score becomes the share of such claims that are right, in log odds. Written by `kg train`.",
    "# Columns: layer | feature | weight. Features are explained in loaders/extract/calibration.py; bias is the constant.",
)

Rows = dict[str, tuple[list[set[str]], list[bool]]]
"""By layer, the features of each claim, and whether it is right."""


def nothing() -> Rows:
    """Return room for the claims of every layer."""
    return {layer: ([], []) for layer in LAYERS.values()}


def add(rows: Rows, doc: Document, gold: Mapping[str, Any]) -> None:
    """Add what is known of every claim that the rules find in an article, and whether its annotation has it."""
    from loaders.pipeline import uncalibrated

    extraction = uncalibrated(doc)
    known = {entity.iri: entity for entity in extraction.entities}
    right = set(_right(gold, facts(extraction)))
    version = version_iri(doc)
    for claim in extraction.claims:
        if layer := LAYERS.get(type(claim)):
            rows[layer][0].append(features(claim, known))
            rows[layer][1].append(claim_iri(version, claim) in right)


def table(rows: Rows) -> str:
    """Return the contents of `claim_scores.tsv`, learnt from these claims. A layer of which no claim is known is left out."""
    lines = list(_HEADER)
    for layer, (marks, labels) in rows.items():
        if not labels:
            continue
        weights = fit(marks, labels, ridge=_RIDGE, least=_LEAST)
        lines += [
            f"{layer}\t{feature}\t{weight:.3f}"
            for feature, weight in sorted(weights.items())
            if abs(weight) >= _TELLS or feature == "bias"
        ]
    return "\n".join(lines) + "\n"


def _right(gold: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the IRIs of the claims that the annotation has. Of a speaker's clauses it has a number: the surest ones count as those."""
    for layer, pairs in match(gold, found).items():
        for pair in pairs:
            if pair.gold is None or not pair.found:
                continue
            if layer == "statements":
                surest = sorted(pair.found["clauses"], key=lambda clause: -clause["score"])
                yield from (clause["iri"] for clause in surest[: pair.weight])
            elif "score" in pair.found:
                yield pair.found["iri"]
