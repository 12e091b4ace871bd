"""Who a title, a pronoun or `این سازمان` stands for: by apposition, and by what the article said before."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import MentionForm
from loaders.extract.appositions import appositions
from loaders.extract.bearers import bearers
from loaders.extract.holdings import (
    Holding,
    block_end,
    body_of,
    governed,
    head_of,
    reports,
    standard_title,
    subject,
)
from loaders.extract.page import Chunk, Kind, Page, Row, Title
from loaders.extract.phrases import group, joined
from loaders.extract.several import ministry_of
from loaders.extract.title_events import event_names
from loaders.link import Linker, shown
from loaders.register import register

__all__ = ["Holding", "block_end", "body_of", "governed", "reports", "resolve", "standard_title", "subject"]

_REFERENCE_REACH = 60  # sentences between `این سازمان` and the body that it means


def resolve(page: Page, linker: Linker) -> list[Holding]:
    """Resolve the titles, references and pronouns of a page, in the order of the text; return who holds which post."""
    holdings: list[Holding] = []
    for row in page.rows:
        _references(page, linker, row)
        _title_bodies(page, linker, row)
        holdings.extend(appositions(row))
    holdings.extend(bearers(page, holdings))
    holders = _Holders(holdings)
    speakers: dict[str, Chunk] = {}
    focus: Chunk | None = None
    for row in page.rows:
        for title in row.of(Kind.TITLE):
            held = holders.holder(title) if title.entity is None else None
            if held is None and title.entity is None and len(speakers) == 1 and _speaks(row, title):
                held = next(iter(speakers.values()))
            if held is not None:
                linker.refer(title, held, MentionForm.TITLE, 0.85)
        for pronoun in row.of(Kind.PRONOUN):
            local = _before(row, pronoun)
            antecedent = focus if pronoun.first <= 2 or local is None else local
            antecedent = antecedent or local
            if antecedent is not None:
                linker.refer(pronoun, antecedent, MentionForm.PRONOUN, 0.85)
        head = subject(row)
        if head is not None and reports(row) and not row.heading:
            speakers.setdefault(head.entity or "", head)
        focus = head or focus
    return holdings


def _speaks(row: Row, title: Chunk) -> bool:
    """Tell whether a title with a body is the free first person or title of a sentence that reports, and no new speaker."""
    people = [chunk for chunk in row.of(Kind.PERSON, Kind.TITLE, Kind.PRONOUN) if not governed(row, chunk)]
    bodied = title.title is not None and title.title.kind != "state" and body_of(title.title) is not None
    another = row.key(block_end(title)) in group("also")
    return bodied and bool(people) and people[0] is title and reports(row) and not another


def _before(row: Row, pronoun: Chunk) -> Chunk | None:
    """Return the last free person before a pronoun in its own sentence."""
    found = [c for c in row.of(Kind.PERSON, Kind.TITLE) if c.last <= pronoun.first and c.entity]
    return found[-1] if found else None


def _references(page: Page, linker: Linker, row: Row) -> None:
    """Let `این سازمان` stand for the last body that has a name beginning with that noun, or for the last body of all."""
    for reference in row.of(Kind.REFERENCE):
        noun = joined(reference.text)
        last = next(_bodies_before(page, row, reference), None)
        same = next(
            (body for body in _bodies_before(page, row, reference) if linker.is_called(body, noun)), None
        )
        if same is not None:
            linker.refer(reference, same, MentionForm.PRONOUN, 0.85)
        elif last is not None and noun not in group("needs-same") and reference.rule != "bare-head":
            linker.refer(reference, last, MentionForm.PRONOUN, 0.6)


def _bodies_before(page: Page, row: Row, chunk: Chunk) -> Iterator[Chunk]:
    """Yield the bodies that were named before a chunk, the last first, as far back as a reference reaches."""
    for earlier in reversed(page.rows[max(0, row.index - _REFERENCE_REACH) : row.index + 1]):
        for body in reversed(list(earlier.of(Kind.ORGANIZATION))):
            if earlier is not row or body.last <= chunk.first:
                yield body


def _title_bodies(page: Page, linker: Linker, row: Row) -> None:
    """Give every title the IRI of its body."""
    for chunk in row.of(Kind.TITLE):
        title = chunk.title
        assert title is not None
        if title.pointed:
            _point(page, row, chunk, title)
        if title.kind == "portfolio":
            for place in title.places:
                linker.body(ministry_of(title, place), printed=False)
        if title.body is None and title.body_entry:
            linker.entry(title.body_entry)
        elif title.body is None and title.body_name:
            title.body_name = shown(title.body_name)
            linker.body(title.body_name, printed=False)


def _point(page: Page, row: Row, chunk: Chunk, title: Title) -> None:
    """Find what `این کشور` or `همایش` after a title means: the last other country, the last gathering called so."""
    earlier = page.rows[max(0, row.index - _REFERENCE_REACH) : row.index + 1]
    if title.pointed != "کشور":
        names = [name for at in earlier for noun, name in event_names(at) if noun == title.pointed]
        title.body_name = names[-1] if names else None
        return
    places = [
        place
        for at in earlier
        for place in at.of(Kind.PLACE)
        if (at is not row or place.last <= chunk.first) and _is_foreign(place)
    ]
    if places and title.body_name:
        title.body_name = f"{title.body_name} {places[-1].text}"
    elif places:
        title.body = places[-1]


def _is_foreign(place: Chunk) -> bool:
    known = register().entries.get(place.registered or "")
    return known is not None and known.is_country and joined(known.name) not in group("iran")


class _Holders:
    """Who was said to hold which title, for titles that stand alone."""

    def __init__(self, holdings: list[Holding]) -> None:
        self._by_post: dict[tuple[str, str | None], Chunk] = {}
        self._by_head: dict[str, dict[str | None, Chunk]] = {}
        for holding in holdings:
            assert holding.title.title is not None
            head = head_of(holding.title)
            self._by_post.setdefault((head, holding.body), holding.person)
            self._by_head.setdefault(head, {}).setdefault(holding.person.entity, holding.person)

    def holder(self, chunk: Chunk) -> Chunk | None:
        """Return the person who holds a bare title: the same title of the same body, or the only holder of such a title."""
        assert chunk.title is not None
        head = head_of(chunk)
        body = body_of(chunk.title)
        exact = self._by_post.get((head, body))
        if exact is not None:
            return exact
        holders = self._by_head.get(head, {})
        if len(holders) == 1 and body is None and chunk.title.kind != "member":
            return next(iter(holders.values()))
        return None
