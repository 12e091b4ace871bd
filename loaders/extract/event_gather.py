"""Gathering a page's mentions of events: which words are of one event, and where and when it takes place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import ActorRole, EventType, Modality, Precision, Span, TimePoint
from loaders.extract.event_actors import actors
from loaders.extract.event_cues import Cue, cues
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined
from loaders.persian.dates import dates_in

_RETOLD = 3  # sentences within which the lead tells the event of a heading again
_STEM = 5  # letters by which `دیدار` and `دیدار و گفت‌وگو` are one noun
NEEDS_PARTIES = frozenset({EventType.MEETING, EventType.VISIT, EventType.DEATH, EventType.APPOINTMENT})
_BY_PARTIES = NEEDS_PARTIES | {EventType.AGREEMENT}
_NEAR = 2  # sentences within which a mention that names nobody is of the event told last
_REACH = 6  # tokens from the word for a visit to the first place that it lists
_LISTS = frozenset({"و", "،", "سپس", "به", "کشور", "کشورهای", "شهر", "شهرهای", "استان", "نیز"})
HELD = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION, EventType.LAUNCH})
_STRENGTH = {
    rule: order
    for order, rule in enumerate(
        ("loose", "reference", "hint", "lead", "named", "founding", "arrival", "verb", "attended", "held")
    )
}


@dataclass(slots=True)
class Draft:
    """An event while the article's mentions of it are gathered.

    Attributes:
        cues: the mentions, in order; `parts` gives for each whom the phrases of its sentence bring in.
        topic: the words that complete the event's noun.
    """

    cues: list[Cue]
    parts: list[dict[str, ActorRole]]
    place: str | None = None
    time: TimePoint | None = None
    topic: frozenset[str] = frozenset()
    actors: dict[str, ActorRole] = field(default_factory=dict)

    @property
    def type(self) -> EventType:
        """What kind of event it is."""
        return self.cues[0].type

    @property
    def cue(self) -> Cue:
        """The mention that tells it best: the first of the body that has the firmest anchor, or else of the heading."""
        return max(self.cues, key=lambda cue: (not cue.row.heading and not cue.pointed, _STRENGTH[cue.rule]))


def gather(page: Page) -> list[Draft]:
    """Return what may be events of a page, each once however often the article names it."""
    drafts: list[Draft] = []
    for row in page.rows:
        for new in (draft for cue in cues(page, row) for draft in _drafts(page, cue)):
            known = _known(drafts, new)
            if known is None:
                drafts.append(new)
            else:
                _merge(known, new)
    return drafts


def _drafts(page: Page, cue: Cue) -> Iterator[Draft]:
    """Yield what one mention tells: one event, or a visit for each of the places that it lists."""
    parts = dict(reversed(list(actors(cue))))
    places: list[str | None] = [*_places(cue)] or [None]
    for place in places if cue.type is EventType.VISIT and not cue.pointed else places[:1]:
        yield Draft([cue], [parts], place, _time(page, cue.row), cue.topic, dict(parts))


def _places(cue: Cue) -> list[str]:
    """Return where an event takes place: what follows `در` or `محل` in its sentence, a venue before a town; for a visit all that `به` lists."""
    row, visit = cue.row, cue.type is EventType.VISIT
    leads = {"در", "محل", "به"} if visit else {"در", "محل"}
    found = [c for c in row.of(Kind.PLACE) if c.entity and row.key(c.first - 1) in leads]
    titled = [title.title.body for title in row.of(Kind.TITLE) if title.title]
    bodies = [c for c in row.of(Kind.ORGANIZATION) if not any(c is body for body in titled)]
    venues = [c for c in bodies if c.entity and row.key(c.first - 1) in {"در", "محل"}]
    own = _listed(row, cue.last) if visit else []
    chunks = [*own, *(c for c in found if c.registered is None), *venues, *found]
    return list(dict.fromkeys(c.entity for c in (own if len(own) > 1 else chunks[:1]) if c.entity))


def _listed(row: Row, at: int) -> list[Chunk]:
    """Return the places that `سفر به A و B` lists, beginning within a few words of token `at`."""
    found: list[Chunk] = []
    limit = at + _REACH
    while at < min(limit, len(row.tokens)):
        chunk = row.covering(at)
        if chunk is not None and chunk.kind is Kind.PLACE:
            found.append(chunk)
            at, limit = chunk.last, chunk.last + 3
        elif chunk is None and (row.key(at) in _LISTS or not found):
            at += 1
        else:
            break
    return found


def _time(page: Page, row: Row) -> TimePoint | None:
    """Return when an event takes place: the first day that its sentence fixes, or else the first week or month."""
    published = page.doc.published.earliest if page.doc.published else None
    there = [
        found
        for found in dates_in(page.doc.text, row.sentence, published=published)
        if found.precision != "year"
    ]
    fixed = (found for found in there if found.earliest == found.latest)
    found = next(fixed, there[0] if there else None)
    if found is None:
        return None
    span, precision = Span(found.start, found.end), Precision(found.precision)
    return TimePoint(found.written, found.earliest, found.latest, precision, found.at, span)


def _known(drafts: list[Draft], new: Draft) -> Draft | None:
    """Return the event gathered before that this mention names again."""
    cue = new.cues[0]
    same = [draft for draft in reversed(drafts) if draft.type is new.type]
    if cue.pointed:
        noun = [draft for draft in same if joined(draft.cue.noun)[:_STEM] == joined(cue.noun)[:_STEM]]
        gatherings = [draft for draft in reversed(drafts) if draft.type in HELD] if new.type in HELD else []
        return next(iter((*noun, *same, *gatherings)), None)
    agree = _met_again if new.type in _BY_PARTIES else _held_again
    return next((draft for draft in same if agree(draft, new)), None)


def _met_again(known: Draft, new: Draft) -> bool:
    """Tell whether two mentions of one type may be of one event, by who takes part and where."""
    cue = new.cues[0]
    if new.type is EventType.VISIT and known.place and new.place and known.place != new.place:
        return False
    if any(_retold(told, cue) for told in known.cues):
        return True
    if (cue.word.form == "plural") != (known.cue.word.form == "plural"):
        return False
    a, b = set(known.actors), set(new.actors)
    if not a or not b:
        return cue.row.index - known.cues[-1].row.index <= _NEAR
    return a <= b or b <= a


def _held_again(known: Draft, new: Draft) -> bool:
    """Tell whether two mentions of one type may be of one event, by what it is about."""
    cue = new.cues[0]
    if new.type is EventType.OTHER and known.cue.noun != cue.noun:
        return False
    if _ordinal(cue) and any(_ordinal(told) not in {"", _ordinal(cue)} for told in known.cues):
        return False
    a, b = known.topic, new.topic
    if not a or not b:
        beside = any(told.row is cue.row for told in known.cues)
        return not (beside and joined(known.cue.noun) == joined(cue.noun) and (a or b))
    return 2 * len(a & b) >= min(len(a), len(b))


def _ordinal(cue: Cue) -> str:
    """Return the ordinal before an event's noun: `دومین`."""
    before = cue.row.key(cue.first - 1)
    return before if before.endswith("مین") else ""


def _retold(known: Cue, new: Cue) -> bool:
    """Tell whether the lead tells the event of the heading again, where the heading may name only a title."""
    near = new.row.index <= known.row.index + _RETOLD
    return known.row.heading and near and joined(known.noun)[:_STEM] == joined(new.noun)[:_STEM]


def _merge(known: Draft, new: Draft) -> None:
    firmer = _STRENGTH[new.cues[0].rule] > _STRENGTH[known.cue.rule]
    known.actors = {**known.actors, **new.actors} if firmer else {**new.actors, **known.actors}
    known.place = known.place or new.place
    known.time = known.time or new.time
    cue = new.cues[0]
    known.topic = known.topic | new.topic if not cue.pointed else known.topic
    if known.cue.modality is Modality.ASSERTED and known.cue.row.heading:
        known.cue.modality = cue.modality
    known.cues.append(cue)
    known.parts.append(new.parts[0])
