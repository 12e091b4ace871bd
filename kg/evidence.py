"""The gate of evidence: a claim whose quote is not what stands at its offsets is rejected, whoever made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Claim, Document, Evidence, FigureClaim


def verify(doc: Document, claims: Iterable[Claim]) -> tuple[list[Claim], list[tuple[Claim, str]]]:
    """Part claims into those whose evidence stands in the text, and those that must be rejected with the reason.

    The gate that every extractor's output passes, our own rules included.
    """
    kept: list[Claim] = []
    rejected: list[tuple[Claim, str]] = []
    for claim in claims:
        problem = next(filter(None, map(lambda e: _flaw(doc, e), (claim.evidence, *claim.antecedents))), None)
        if problem is None:
            kept.append(claim)
        else:
            rejected.append((claim, problem))
    return kept, rejected


def at_least(min_score: float, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims whose score is at least `min_score`; a figure whose total falls away stands by itself."""
    kept: list[Claim] = []
    for claim in claims:
        if claim.score < min_score:
            continue
        if isinstance(claim, FigureClaim) and claim.part_of and claim.part_of.score < min_score:
            claim = replace(claim, part_of=None)  # noqa: PLW2901 - the same claim with less said of it
        kept.append(claim)
    return kept


def _flaw(doc: Document, evidence: Evidence) -> str | None:
    """Say what is wrong with a passage, or return None."""
    span = evidence.span
    if not 0 <= span.start < span.end <= len(doc.text):
        return f"offsets {span.start}–{span.end} lie outside the text of {len(doc.text)} characters"
    if doc.quote(span) != evidence.exact:
        return f"the quote is not what stands at {span.start}–{span.end}"
    if evidence.focus is not None and not span.covers(evidence.focus):
        return f"the focus {evidence.focus.start}–{evidence.focus.end} lies outside the sentence"
    return None
