"""Events: the words that name or tell one, who takes part, where and when; one event however often the article names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Actor, ActorRole, EventClaim, EventType, Modality, Precision, Span, TimePoint
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined, table
from loaders.extract.resolve import subject
from loaders.persian.dates import dates

_WHO = (Kind.PERSON, Kind.TITLE, Kind.PRONOUN, Kind.ORGANIZATION, Kind.REFERENCE)
_POINTERS = frozenset(map(joined, ("این", "آن", "همین")))
_PLANNED = frozenset(map(joined, ("خواهد", "خواهند", "می‌شود", "می‌شوند", "قرار")))
_DENIED = frozenset(map(joined, ("نشد", "لغو", "نمی‌شود", "نخواهد", "تکذیب")))
_ROLES = {
    EventType.APPOINTMENT: ActorRole.APPOINTEE,
    EventType.AGREEMENT: ActorRole.SIGNATORY,
    EventType.DEATH: ActorRole.DECEASED,
}


@dataclass(slots=True)
class _Draft:
    """An event while the article's mentions of it are gathered."""

    type: EventType
    noun: str
    row: Row
    first: int
    last: int
    score: float
    rule: str
    actors: dict[str, ActorRole] = field(default_factory=dict)
    place: str | None = None
    time: TimePoint | None = None
    modality: Modality = Modality.ASSERTED


def find_events(page: Page) -> Iterator[EventClaim]:
    """Yield the events of a page, each once."""
    drafts: list[_Draft] = []
    for row in page.rows:
        for draft in _in_row(page, row):
            known = _known(drafts, draft)
            if known is None:
                drafts.append(draft)
            else:
                _merge(known, draft)
    for draft in drafts:
        yield EventClaim(
            evidence=page.evidence(draft.row, draft.first, draft.last), score=draft.score, rule=draft.rule, type=draft.type,
            actors=tuple(Actor(iri, role) for iri, role in draft.actors.items()), place=draft.place, time=draft.time,
            modality=draft.modality,
        )  # fmt: skip


def _in_row(page: Page, row: Row) -> Iterator[_Draft]:
    at = 0
    while at < len(row.tokens):
        found = table("event_words.tsv").at(row.tokens, at)
        if found is None or _inside_body(row, at):
            at += 1
            continue
        end, (noun, kind, how) = found[0], found[1]
        if _is_event(row, at, end, how):
            yield _draft(page, row, at, end, EventType(kind), noun, how)
        at = end


def _inside_body(row: Row, at: int) -> bool:
    chunk = row.covering(at)
    return chunk is not None and chunk.kind in {Kind.ORGANIZATION, Kind.PLACE, Kind.PERSON}


def _is_event(row: Row, at: int, end: int, how: str) -> bool:
    """Tell whether a word that may name an event does so here."""
    if row.key(end) in {"ها", "های", "هایی"}:
        return False
    if how == "verb":
        return True
    if how == "light":
        return any(table("event_verbs.txt").at(row.tokens, i) for i in range(end, min(len(row.tokens), end + 12)))
    return True


def _draft(page: Page, row: Row, at: int, end: int, type: EventType, noun: str, how: str) -> _Draft:
    draft = _Draft(type, noun, row, at, end, 0.7 if how != "light" else 0.6, f"event-{how}")
    if row.key(at - 1) in _POINTERS:
        draft.rule = "event-reference"
    for chunk, role in _actors(row, at, end, type):
        if chunk.entity is not None:
            draft.actors.setdefault(chunk.entity, role)
    place = next((c for c in row.of(Kind.PLACE, Kind.ORGANIZATION) if c.entity and row.key(c.first - 1) == "در" and c.kind is Kind.PLACE), None)
    if place is None and type in {EventType.MEETING, EventType.VISIT, EventType.CONFERENCE}:
        place = next((c for c in row.of(Kind.ORGANIZATION) if c.entity and row.key(c.first - 1) in {"در", "محل"}), None)
    draft.place = place.entity if place else None
    draft.time = _time(page, row)
    keys = {token.key for token in row.tokens}
    if keys & _DENIED:
        draft.modality = Modality.DENIED
    elif keys & _PLANNED:
        draft.modality = Modality.PLANNED
    return draft


def _actors(row: Row, at: int, end: int, type: EventType) -> Iterator[tuple[Chunk, ActorRole]]:
    """Yield who takes part: the sentence's subject, and those whom `با`, `میان`, `با حضور` bring in."""
    role = _ROLES.get(type, ActorRole.PARTICIPANT)
    head = subject(row)
    if head is not None and head.first < at + 40 and type not in {EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION, EventType.LAUNCH}:
        yield head, role
    for chunk in row.of(*_WHO):
        if chunk.entity is None or chunk is head:
            continue
        near = abs(chunk.first - at) <= 25
        before = row.key(chunk.first - 1)
        if type in {EventType.MEETING, EventType.AGREEMENT} and chunk.first >= end and near and before in {"با", "و", "میان", "بین", "،"} and not _sourced(row, chunk):
            yield chunk, role
        elif type is EventType.VISIT and chunk.first == end + (row.key(end) == "از") and chunk.kind is Kind.ORGANIZATION:
            yield chunk, ActorRole.HOST
        elif type in {EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION, EventType.LAUNCH} and _present(row, chunk) and chunk.kind is not Kind.ORGANIZATION:
            yield chunk, role
        elif type is EventType.APPOINTMENT and chunk.kind is Kind.PERSON and near:
            yield chunk, role


def _sourced(row: Row, chunk: Chunk) -> bool:
    return row.key(chunk.first - 1) in {"گزارش", "نقل", "خبرنگار"}


_PRESENCE = frozenset(map(joined, ("حضور", "سخنرانی", "شرکت", "همراهی", "ریاست")))


def _present(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk belongs to a list that `با حضور` opens."""
    return any(row.key(at) in _PRESENCE and at < chunk.first for at in range(max(0, chunk.first - 30), chunk.first))


def _time(page: Page, row: Row) -> TimePoint | None:
    published = page.doc.published.earliest if page.doc.published else None
    found = next(
        (d for d in dates(page.doc.text, published=published, start=row.sentence.start, end=row.sentence.end)
         if d.precision in {"day", "minute", "second"}),
        None,
    )  # fmt: skip
    if found is None:
        return None
    return TimePoint(found.written, found.earliest, found.latest, Precision(found.precision), found.at, Span(found.start, found.end))


def _known(drafts: list[_Draft], new: _Draft) -> _Draft | None:
    """Return the event gathered before that this mention names again."""
    for draft in reversed(drafts):
        if draft.type is not new.type:
            continue
        if new.rule == "event-reference" or draft.row.heading or draft.row is new.row:
            return draft
        if draft.type is EventType.MEETING:
            if not new.actors or set(new.actors) <= set(draft.actors) or set(draft.actors) <= set(new.actors):
                return draft
        elif joined(draft.noun) == joined(new.noun) or not new.actors:
            return draft
    return None


def _merge(known: _Draft, new: _Draft) -> None:
    for iri, role in new.actors.items():
        known.actors.setdefault(iri, role)
    known.place = known.place or new.place
    known.time = known.time or new.time
    if known.row.heading and not new.row.heading:
        known.row, known.first, known.last = new.row, new.first, new.last
    known.score = round(min(0.9, known.score + 0.1), 4)


