"""The gate of evidence: a claim whose quote is not what stands at its offsets is rejected, whoever made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import (
    Claim,
    Document,
    EventClaim,
    Evidence,
    Extraction,
    FigureClaim,
    Mention,
    PostClaim,
    RelationClaim,
    Run,
    SourceClaim,
    StatementClaim,
)

_NAMES: dict[type[Claim], tuple[str, ...]] = {
    PostClaim: ("person", "organization"),
    EventClaim: ("participants", "place"),
    StatementClaim: ("speaker", "source"),
    FigureClaim: ("about_entity", "speaker"),
    RelationClaim: ("subject", "object"),
    SourceClaim: ("agent",),
}
"""Where each kind of claim names entities."""


def admitted(found: Extraction, doc: Document, run: Run, *, min_score: float = 0.0) -> Extraction:
    """Return what may be believed of what an extractor, ours or another's, says it has read from `doc`.

    A claim is kept if its evidence stands in the text, if it speaks of nothing but entities that the extraction lists, and if its score
    lies between 0 and 1 and is at least `min_score`. A mention is kept if its words stand at its place. The rest is rejected with the
    reason.
    """
    known = {entity.iri for entity in found.entities}
    mentions, strays = [], []
    for mention in found.mentions:
        if mention.entity in known and mention.text and doc.quote(mention.span) == mention.text:
            mentions.append(mention)
        else:
            strays.append((_bare(mention), "the mention's words do not stand at its place"))
    sound, unsound = [], []
    for claim in found.claims:
        problem = _contradiction(doc, claim, known)
        if problem is None:
            sound.append(claim)
        else:
            unsound.append((claim, problem))
    kept, unfounded = verify(doc, at_least(min_score, sound))
    refused = (*found.rejected, *strays, *unsound, *unfounded)
    return replace(found, doc=doc, run=run, mentions=tuple(mentions), claims=tuple(kept), rejected=refused)


def _bare(mention: Mention) -> Claim:
    return Claim(
        evidence=Evidence(mention.span, mention.text), score=mention.score, rule=mention.rule or "mention"
    )


def _contradiction(doc: Document, claim: Claim, known: set[str]) -> str | None:
    """Say what a claim says that can't be so whatever the text says, or return None."""
    if type(claim) not in _NAMES:
        return "the claim is of no known kind"
    if not 0 < claim.score <= 1:
        return f"the score does not lie between 0 and 1: {claim.score}"
    if not known.issuperset(_entities(claim)):
        return "the claim speaks of an entity that the extraction does not list"
    if isinstance(claim, StatementClaim) and not 0 <= claim.content.start <= claim.content.end <= len(
        doc.text
    ):
        return "the words said lie outside the text"
    return None


def _entities(claim: Claim) -> Iterator[str]:
    """Yield the IRIs of the entities that a claim names."""
    for field in _NAMES[type(claim)]:
        value = getattr(claim, field)
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


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
    inside = 0 <= span.start < span.end <= len(doc.text)
    if not inside or doc.quote(span) != evidence.exact:
        if span.start == span.end or evidence.exact not in doc.text:
            return "the quote is not in the text"
        if inside:
            return f"the quote is not what stands at its offsets: {span.start}–{span.end}"
        return f"the offsets lie outside the text: {span.start}–{span.end} of {len(doc.text)} characters"
    if evidence.focus is not None and not span.covers(evidence.focus):
        return f"the focus lies outside the sentence: {evidence.focus.start}–{evidence.focus.end}"
    return None
