"""Who takes part in an event, and in what part: by the phrases of its sentence that bring persons and bodies in.

What the phrases bring in is read by `event_parties`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.model import ActorRole, EventType
from loaders.extract.event_cues import Cue
from loaders.extract.event_parties import (
    BODIES,
    SIGNS,
    clause_start,
    entities_of,
    is_object,
    leading,
    link_phrases,
    links,
    series,
)
from loaders.extract.page import Kind, Row
from loaders.extract.phrases import joined, words
from loaders.extract.resolve import reports
from loaders.extract.words import ends_name, verb_at

_DONE = frozenset({"held", "verb", "founding"})
_APPOINTERS = frozenset({"organiser", "appointer"})
_ACTIVE = ("کرد", "کردند", "نمود")
_AS_POST = frozenset({"عنوان", "سمت", "به"})
_APPOINTING = joined("انتصاب")
_TO_PARTIES = frozenset({"با", "میان", "بین"})
_NAMED_BY = 5  # words of an event's noun phrase before the body or office that it names
_RELATIVE = 15  # tokens between an attended event and the clause that tells who else was there
_DOES = frozenset(map(joined, ("کرد", "می‌کند", "خواهد", "کردند", "می‌کنند", "کند", "کنند")))
_LINKS = {
    "present": ActorRole.PARTICIPANT,
    "organiser": ActorRole.PARTICIPANT,
    "appointer": ActorRole.APPOINTER,
    "host": ActorRole.HOST,
}
Part = tuple[str, ActorRole]


def actors(cue: Cue) -> Iterator[Part]:
    """Yield the entities that take part in an event and their roles, by the sentence that names it."""
    found = _BY_TYPE.get(cue.type, _gathering)(cue)
    yield from found


def _speaker(cue: Cue) -> tuple[str, ...]:
    """Return who speaks in, or comes to, an event that a sentence attends or points at."""
    row = cue.row
    if cue.rule not in {"attended", "reference"}:
        return ()
    return leading(row, clause_start(row, cue.first)) if cue.rule == "attended" or reports(row) else ()


def _complement(cue: Cue) -> tuple[str, ...]:
    """Return whom an event's noun phrase names: `نشست شورای …`, `افتتاح کتابخانه …`, `نشست رئیس X با مدیر Y`."""
    row = cue.row
    for at in range(cue.last, min(len(row.tokens), cue.last + _NAMED_BY)):
        chunk = row.covering(at)
        if chunk is not None and chunk.kind is Kind.TITLE and cue.type is EventType.CONFERENCE:
            own, end = series(row, at)
            return (*own, *(series(row, end + 1)[0] if row.key(end) == "با" else ()))
        if chunk is not None and chunk.kind in BODIES:
            return entities_of(chunk)
        stop = ends_name(row.tokens, at) and row.key(at) != "از"
        if chunk is not None or stop or row.key(at) in SIGNS or verb_at(row.tokens, at):
            return ()
    return ()


def _gathering(cue: Cue) -> Iterator[Part]:
    row = cue.row
    subject = leading(row, clause_start(row, cue.first), cue.first)
    yield from ((entity, ActorRole.SPEAKER) for entity in _speaker(cue))
    if cue.type in {EventType.CONFERENCE, EventType.LAUNCH}:
        yield from ((entity, ActorRole.PARTICIPANT) for entity in _complement(cue))
    if cue.type is EventType.AWARD:
        yield from ((entity, ActorRole.HONOUREE) for entity in subject)
    if (cue.type is EventType.LAUNCH and cue.rule in _DONE) or _holds(cue):
        yield from ((entity, ActorRole.PARTICIPANT) for entity in subject)
    if cue.type is EventType.CEREMONY:
        yield from ((entity, ActorRole.HONOUREE) for entity in _honoured(cue))
    for link in links(row):
        if cue.rule != "attended" or cue.last <= link.first <= cue.last + _RELATIVE:
            yield from ((entity, _LINKS[link.kind]) for entity in link.entities)


def _honoured(cue: Cue) -> tuple[str, ...]:
    """Return for whom a ceremony is held: `بزرگداشت X`, `مراسم تجلیل از X`."""
    row = cue.row
    after = row.key(cue.last) in words("honour_nouns.txt")
    if joined(cue.noun) not in words("honour_nouns.txt") and not after:
        return ()
    start = cue.last + after
    return series(row, start + (row.key(start) == "از"))[0]


def _holds(cue: Cue) -> bool:
    """Tell whether the clause's subject holds the event itself: `… همایش را برگزار می‌کند`."""
    keys = [cue.row.key(at) for at in range(cue.last, len(cue.row.tokens))]
    return any(a == "برگزار" and b in _DOES for a, b in pairwise(keys))


def _governed_series(row: Row, at: int) -> tuple[tuple[str, ...], int]:
    """Return the parties after `با` (`میان`, `بین`) at token `at`, and the index after them; nothing where another word stands."""
    if row.key(at) in _TO_PARTIES:
        return series(row, at + 1)
    return (), at


def _past_adjectives(row: Row, at: int) -> int:
    """Return where `با` or `میان` stands if only a few describing words are before it: `دیدار دوجانبه با …`."""
    for there in range(at, min(len(row.tokens), at + _NAMED_BY)):
        if row.key(there) in _TO_PARTIES:
            return there
        if row.covering(there) is not None or (ends_name(row.tokens, there) and row.key(there) != "و"):
            break
    return at


def _meeting(cue: Cue) -> Iterator[Part]:
    row = cue.row
    own, end = series(row, cue.last)
    if end == cue.last:
        own, end = (), _past_adjectives(row, end)
    other, _ = _governed_series(row, end)
    if not other and row.key(end) in {"و", "با"}:
        other, _ = _governed_series(row, end + 1)
    start = clause_start(row, cue.first)
    subject = leading(row, start, cue.first)
    found: dict[str, None] = {}
    if own and (other or len(own) > 1):
        found.update(dict.fromkeys((*own, *other)))
    elif own:
        found.update(dict.fromkeys((*subject, *own)))
    else:
        other = other or _before(row, cue, end)
        found.update(dict.fromkeys((*subject, *other)))
    if cue.pointed and not subject and reports(row):
        found.update(dict.fromkeys(leading(row, start)))
    for link in links(row):
        if link.kind == "present":
            found.update(dict.fromkeys(link.entities))
    for entity in found:
        yield entity, ActorRole.PARTICIPANT


def _before(row: Row, cue: Cue, end: int) -> tuple[str, ...]:
    """Return the parties that `با` brings in before the noun (`با X دیدار کرد`), or later in the sentence (`در این دیدار … با X`)."""
    for at in range(cue.first - 1, -1, -1):
        if row.key(at) in {"با", "میان", "بین"} and not link_phrases().at(row.tokens, at):
            return series(row, at + 1)[0]
    for at in range(end, min(len(row.tokens), end + 8)) if cue.pointed else ():
        if row.key(at) == "با" and not link_phrases().at(row.tokens, at):
            return series(row, at + 1)[0]
    return ()


def _visit(cue: Cue) -> Iterator[Part]:
    row = cue.row
    own, end = series(row, cue.last)
    own = own if not cue.pointed else ()
    before = None if cue.pointed else cue.first
    visitors = own or leading(row, clause_start(row, cue.first), before, people_only=True)
    yield from ((entity, ActorRole.PARTICIPANT) for entity in visitors)
    if joined(cue.noun).startswith("بازدید"):
        yield from ((entity, ActorRole.HOST) for entity in _visited(row, cue, end))


def _visited(row: Row, cue: Cue, end: int) -> tuple[str, ...]:
    """Return the body visited: after `از` behind the noun, or before it (`از X بازدید کرد`)."""
    if row.key(end) == "از":
        return series(row, end + 1)[0]
    for at in range(cue.first - 1, max(-1, cue.first - 12), -1):
        chunk = row.covering(at)
        if row.key(at) == "از":
            chunk = row.covering(at + 1)
            return entities_of(chunk) if chunk is not None and chunk.kind in BODIES else ()
        if chunk is None and ends_name(row.tokens, at):
            return ()
    return ()


def _agreement(cue: Cue) -> Iterator[Part]:
    row = cue.row
    found: dict[str, None] = {}
    for at in range(cue.last, min(len(row.tokens), cue.last + 12)):
        if row.key(at) in {"میان", "بین", "با"}:
            found.update(dict.fromkeys(series(row, at + 1)[0]))
            break
        if row.key(at) == "و" or not ends_name(row.tokens, at):
            continue
    for at in range(cue.first - 1, -1, -1):
        if row.key(at) in {"با", "میان", "بین"} and not link_phrases().at(row.tokens, at):
            found.update(dict.fromkeys(series(row, at + 1)[0]))
            break
    subject = leading(row, clause_start(row, cue.first), cue.first)
    for entity in (
        *subject,
        *found,
        *(e for link in links(row) if link.kind in {"present", "organiser"} for e in link.entities),
    ):
        yield entity, ActorRole.SIGNATORY


def _appointment(cue: Cue) -> Iterator[Part]:
    """The appointee, the body of the post, and who appoints: after `با حکم`, `از سوی`, or the subject of `… را منصوب کرد`."""
    row = cue.row
    appointers = {entity for link in links(row) if link.kind in _APPOINTERS for entity in link.entities}
    persons = [
        c for c in row.of(Kind.PERSON) if c.entity and c.entity not in appointers and row.key(c.last) != ":"
    ]
    if joined(cue.noun) == _APPOINTING:
        named = set(series(row, cue.last)[0])
        persons = [c for c in persons if c.entity in named]
        if not persons:
            return
    objects = [c for c in persons if is_object(row, c)]
    if objects and joined(cue.noun).endswith(_ACTIVE):
        appointers.update(leading(row, clause_start(row, cue.first), cue.first))
        persons = objects
    yield from ((c.entity or "", ActorRole.APPOINTEE) for c in persons[:1])
    for title in row.of(Kind.TITLE):
        body = title.title.body if title.title else None
        as_post = title.entity is None or row.key(title.first - 1) in _AS_POST
        if as_post and body is not None and body.kind in BODIES and body.entity:
            yield body.entity, ActorRole.PARTICIPANT
    yield from ((entity, ActorRole.APPOINTER) for entity in sorted(appointers))


def _death(cue: Cue) -> Iterator[Part]:
    own, _ = series(cue.row, cue.last)
    subject = leading(cue.row, clause_start(cue.row, cue.first), cue.first)
    persons = {chunk.entity for chunk in cue.row.of(Kind.PERSON)}
    for entity in own or subject:
        if entity in persons:
            yield entity, ActorRole.DECEASED
            return


_BY_TYPE = {
    EventType.MEETING: _meeting,
    EventType.VISIT: _visit,
    EventType.AGREEMENT: _agreement,
    EventType.APPOINTMENT: _appointment,
    EventType.DEATH: _death,
}
