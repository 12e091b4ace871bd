"""Where a report comes from: `به گزارش ایسنا به نقل از روابط عمومی …`."""

from __future__ import annotations

from collections.abc import Iterator

from kg import terms as t
from kg.model import SourceClaim
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import table
from loaders.register import register

RELAYED = "relayed-outlet"
"""The rule that reads the name of an outlet which only its place after `به نقل از` tells."""
_NEWS = t.SCHEMA + "NewsMediaOrganization"


def is_outlet(chunk: Chunk) -> bool:
    """Tell whether a body is a news agency, paper or channel: it tells things far more often than it does them."""
    if chunk.rule == RELAYED:
        return True
    if chunk.registered is not None and _NEWS in register().entries[chunk.registered].types:
        return True
    head = table("org_heads.tsv").at(chunk.name, 0)
    return head is not None and head[1][2] == "schema:NewsMediaOrganization"


def find_sources(page: Page) -> Iterator[SourceClaim]:
    """Yield the bodies that the article names as its sources: the first one of the chain as its publisher, later ones as relayed."""
    named: set[str] = set()
    for row in page.rows:
        if row.heading:
            continue
        for first, body, later in _phrases(row):
            if body.entity is None or body.entity in named:
                continue
            relayed = later or bool(named)
            named.add(body.entity)
            yield SourceClaim(
                evidence=page.evidence(row, first, body.last),
                score=0.95,
                rule="source-phrase",
                agent=body.entity,
                relayed=relayed,
            )


def _phrases(row: Row) -> Iterator[tuple[int, Chunk, bool]]:
    for at, found in table("source_phrases.tsv").found(row.tokens).items():
        end = found[0]
        body = next((c for c in row.of(Kind.ORGANIZATION) if end <= c.first <= end + 1), None)
        if body is not None:
            yield at, body, found[1][1] == "relayed"
