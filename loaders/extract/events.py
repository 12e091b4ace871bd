"""Events: what a page's words tell, who takes part, where and when; one event however often the article names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Actor, ActorRole, EventClaim, EventType, Modality, Precision, Span, TimePoint
from loaders.extract.event_actors import actors
from loaders.extract.event_anchors import in_lead
from loaders.extract.event_cues import Cue, cues
from loaders.extract.event_parties import PARTIES, leading
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined
from loaders.extract.resolve import reports
from loaders.extract.words import verb_at
from loaders.persian.dates import dates

_RETOLD = 3  # sentences within which the lead tells the event of a heading again
_STEM = 5  # letters by which `دیدار` and `دیدار و گفت‌وگو` are one noun
_NEEDS_PARTIES = frozenset({EventType.MEETING, EventType.VISIT, EventType.DEATH, EventType.APPOINTMENT})
_GATHERINGS = frozenset({EventType.CONFERENCE, EventType.CEREMONY})
_HELD = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION, EventType.LAUNCH})
_ALSO = frozenset(map(joined, ("نیز", "هم", "همچنین")))
_SCORES = {
    "attended": 0.75,
    "held": 0.65,
    "lead": 0.6,
    "named": 0.7,
    "reference": 0.6,
    "verb": 0.75,
    "arrival": 0.7,
    "founding": 0.45,
}
_DOUBTS = {EventType.CEREMONY: 0.7, EventType.LAUNCH: 0.8, EventType.AWARD: 0.5, EventType.PUBLICATION: 0.5}
"""Certainties of the rules, and what they are lowered by for types that words tell less surely: precision on the annotated articles."""


@dataclass(slots=True)
class _Draft:
    """An event while the article's mentions of it are gathered."""

    cue: Cue
    actors: dict[str, ActorRole] = field(default_factory=dict)
    place: str | None = None
    time: TimePoint | None = None
    topic: frozenset[str] = frozenset()
    mentions: int = 1


def find_events(page: Page) -> Iterator[EventClaim]:
    """Yield the events of a page, each once."""
    drafts: list[_Draft] = []
    for row in page.rows:
        here = False
        for cue in cues(page, row):
            draft = _draft(page, cue)
            known = _known(drafts, draft)
            if known is not None:
                _merge(known, draft)
                here = True
            elif _stands(page, draft):
                drafts.append(draft)
                here = True
        if not here and drafts:
            _also(drafts[-1], row)
    yield from (_claim(page, draft) for draft in drafts)


def _stands(page: Page, draft: _Draft) -> bool:
    """Tell whether a mention makes an event of its own: some types need parties, an appointment somebody appointed."""
    if draft.cue.type is EventType.APPOINTMENT:
        return any(role is not ActorRole.APPOINTER for role in draft.actors.values())
    loose = draft.cue.rule == "reference" or (
        draft.cue.rule == "attended" and not in_lead(page, draft.cue.row)
    )
    return bool(draft.actors) or not (draft.cue.type in _NEEDS_PARTIES or loose)


def _claim(page: Page, draft: _Draft) -> EventClaim:
    cue = draft.cue
    return EventClaim(
        evidence=page.evidence(cue.row, *_focus(draft)),
        score=_score(draft),
        rule=f"event-{cue.rule}",
        type=cue.type,
        actors=tuple(Actor(entity, role) for entity, role in draft.actors.items()),
        place=draft.place,
        time=draft.time,
        modality=cue.modality,
    )


def _focus(draft: _Draft) -> tuple[int, int]:
    """Return the tokens from the first to the last of the words that tell the event and name who takes part."""
    cue = draft.cue
    named = [chunk for chunk in cue.row.of(*PARTIES) if chunk.entity in draft.actors]
    return min([cue.first, *(c.first for c in named)]), max([cue.last, *(c.last for c in named)])


def _score(draft: _Draft) -> float:
    """Return the certainty of an event: a second mention makes it a little surer."""
    base = _SCORES[draft.cue.rule] * _DOUBTS.get(draft.cue.type, 1.0)
    return round(min(0.95, base + 0.05 * min(draft.mentions - 1, 3)), 4)


def _draft(page: Page, cue: Cue) -> _Draft:
    place = _place(cue)
    return _Draft(
        cue,
        dict(reversed(list(actors(cue)))),
        place.entity if place else None,
        _time(page, cue.row),
        cue.topic,
    )


def _place(cue: Cue) -> Chunk | None:
    """Return where an event takes place: what follows `در` or `محل` in its sentence, a venue before a town."""
    row = cue.row
    found = [
        c
        for c in row.of(Kind.PLACE)
        if c.entity
        and row.key(c.first - 1) in ({"در", "محل", "به"} if cue.type is EventType.VISIT else {"در", "محل"})
    ]
    titled = [title.title.body for title in row.of(Kind.TITLE) if title.title]
    bodies = [c for c in row.of(Kind.ORGANIZATION) if not any(c is body for body in titled)]
    venues = [c for c in bodies if c.entity and row.key(c.first - 1) in {"در", "محل"}]
    return next(iter((*(c for c in found if c.registered is None), *venues, *found)), None)


def _time(page: Page, row: Row) -> TimePoint | None:
    published = page.doc.published.earliest if page.doc.published else None
    for found in dates(page.doc.text, published=published, start=row.sentence.start, end=row.sentence.end):
        if found.precision in {"day", "minute", "second"}:
            precision = Precision(found.precision)
            return TimePoint(
                found.written, found.earliest, found.latest, precision, found.at, Span(found.start, found.end)
            )
    return None


def _also(draft: _Draft, row: Row) -> None:
    """Let who speaks `نیز` after a gathering's other speakers take part in it."""
    if draft.cue.type not in _GATHERINGS or not draft.actors or not reports(row):
        return
    verb = next(at for at in range(len(row.tokens)) if verb_at(row.tokens, at))
    if any(row.key(at) in _ALSO for at in range(verb)):
        for entity in leading(row, 0, verb):
            draft.actors.setdefault(entity, ActorRole.SPEAKER)


def _known(drafts: list[_Draft], new: _Draft) -> _Draft | None:
    """Return the event gathered before that this mention names again."""
    same = [draft for draft in reversed(drafts) if draft.cue.type is new.cue.type]
    if new.cue.pointed:
        noun = [draft for draft in same if joined(draft.cue.noun) == joined(new.cue.noun)]
        gatherings = (
            [draft for draft in reversed(drafts) if draft.cue.type in _HELD] if new.cue.type in _HELD else []
        )
        return next(iter((*noun, *same, *gatherings)), None)
    return next((draft for draft in same if _agree(draft, new)), None)


def _agree(known: _Draft, new: _Draft) -> bool:
    """Tell whether two mentions of one type may be of one event: neither names a party or topic that contradicts the other's."""
    if new.cue.type in _NEEDS_PARTIES or new.cue.type is EventType.AGREEMENT:
        if _retold(known.cue, new.cue):
            return True
        apart = new.cue.type is EventType.VISIT and known.place and new.place and known.place != new.place
        a, b = set(known.actors), set(new.actors)
        return not apart and (not b or a <= b or b <= a)
    if known.cue.row is new.cue.row and known.topic and new.topic:
        return bool(known.topic & new.topic)
    return not known.topic or not new.topic or bool(known.topic & new.topic)


def _retold(known: Cue, new: Cue) -> bool:
    """Tell whether the lead tells the event of the heading again, where the heading may name only a title."""
    near = new.row.index <= known.row.index + _RETOLD
    return known.row.heading and near and joined(known.noun)[:_STEM] == joined(new.noun)[:_STEM]


def _merge(known: _Draft, new: _Draft) -> None:
    for entity, role in new.actors.items():
        known.actors.setdefault(entity, role)
    known.place = known.place or new.place
    known.time = known.time or new.time
    known.topic = known.topic | new.topic if not new.cue.pointed else known.topic
    known.mentions += 1
    if known.cue.row.heading and not new.cue.row.heading and not new.cue.pointed:
        known.cue = new.cue
    elif known.cue.modality is Modality.ASSERTED and known.cue.row.heading:
        known.cue.modality = new.cue.modality
