"""A relation as a rule finds it, before it is claimed: two entities, and the tokens that tie them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Predicate, RelationClaim
from loaders.extract.page import Chunk, Page, Row


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation found in a row, with its focus: tokens [first, last)."""

    subject: str
    predicate: Predicate
    object: str
    rule: str
    score: float
    first: int
    last: int

    def claim(self, page: Page, row: Row) -> RelationClaim:
        """Return the claim, with the row's sentence as its evidence."""
        return RelationClaim(
            evidence=page.evidence(row, self.first, self.last),
            score=self.score,
            rule=self.rule,
            subject=self.subject,
            predicate=self.predicate,
            object=self.object,
        )


def tie(a: Chunk, predicate: Predicate, b: Chunk, rule: str, score: float) -> Iterator[Tie]:
    """Yield the relation of two chunks if both were linked; the score is lowered by the certainty of the names."""
    if a.entity is not None and b.entity is not None:
        certainty = round(score * a.score * b.score, 4)
        yield Tie(a.entity, predicate, b.entity, rule, certainty, min(a.first, b.first), max(a.last, b.last))


def tie_iri(a: Chunk, predicate: Predicate, iri: str, rule: str, score: float) -> Tie:
    """Return the relation of a linked chunk to an entity that stands inside its own name."""
    return Tie(a.entity or "", predicate, iri, rule, round(score * a.score, 4), a.first, a.last)
