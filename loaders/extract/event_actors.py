"""Who takes part in an event, and in what part: by the phrases of its sentence that bring persons and bodies in.

An official of whom only the title is given stands for the body that the title prints (`وزیر علوم` prints none); a country never takes part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.model import ActorRole, EventType
from loaders.extract.event_cues import Cue, is_media
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import Phrases, joined, words
from loaders.extract.resolve import block_end, governed, reports
from loaders.extract.words import ends_name, verb_at
from loaders.persian.tables import rows, spellings

PARTIES = (Kind.PERSON, Kind.TITLE, Kind.PRONOUN, Kind.ORGANIZATION, Kind.REFERENCE)
_BODIES = frozenset({Kind.ORGANIZATION, Kind.REFERENCE})
_SIGNS = frozenset({"،", ",", "و", "(", ")", "«", "»", '"', "-", "ـ", "/"})
_FILLERS = 4  # words of a list that are no name (`جمعی از مدیران`)
_RELATIVE = 15  # tokens between an attended event and the clause that tells who else was there
_DOES = frozenset(map(joined, ("کرد", "می‌کند", "خواهد", "کردند", "می‌کنند", "کند", "کنند")))
_LINKS = {
    "present": ActorRole.PARTICIPANT,
    "organiser": ActorRole.PARTICIPANT,
    "appointer": ActorRole.APPOINTER,
    "host": ActorRole.HOST,
}
Part = tuple[str, ActorRole]


@dataclass(frozen=True, slots=True)
class Linked:
    """Persons and bodies that a phrase (`با حضور …`) brings in: their entities, and the index after the last."""

    kind: str
    entities: tuple[str, ...]
    first: int
    last: int


@cache
def _link_phrases() -> Phrases[str]:
    return Phrases(
        (spelling, kind) for phrase, kind in rows("event_links.tsv") for spelling in spellings(phrase)
    )


def actors(cue: Cue) -> Iterator[Part]:
    """Yield the entities that take part in an event and their roles, by the sentence that names it."""
    found = _BY_TYPE.get(cue.type, _gathering)(cue)
    yield from found


def entities_of(chunk: Chunk) -> tuple[str, ...]:
    """Return the entity that a chunk brings into an event: an unresolved title stands for its printed body."""
    if chunk.entity is not None:
        return (chunk.entity,)
    body = chunk.title.body if chunk.title else None
    if body is not None and body.kind in _BODIES and body.entity is not None:
        return (body.entity,)
    return ()


def chunk_end(chunk: Chunk) -> int:
    """Return the index after a chunk, and after its body where it is a title."""
    return block_end(chunk) if chunk.kind is Kind.TITLE else chunk.last


def series(row: Row, at: int) -> tuple[tuple[str, ...], int]:
    """Return (entities, index after) of the persons and bodies that one noun phrase from token `at` on lists."""
    found: dict[str, None] = {}
    fillers, end = 0, at
    while at < len(row.tokens):
        chunk = row.covering(at)
        if chunk is not None and chunk.kind in PARTIES:
            found.update(dict.fromkeys(entities_of(chunk)))
            at = end = max(chunk_end(chunk), at + 1)
            fillers = 0
        elif chunk is None and row.key(at) not in _SIGNS:
            if (ends_name(row.tokens, at) and row.key(at) != "از") or verb_at(row.tokens, at):
                break
            fillers += 1
            at += 1
        else:
            at += 1 if chunk is None else chunk.last - at
        if fillers > _FILLERS:
            break
    return tuple(found), end


def links(row: Row) -> Iterator[Linked]:
    """Yield what the linking phrases of a sentence bring in."""
    at = 0
    while at < len(row.tokens):
        found = _link_phrases().at(row.tokens, at)
        if found is None:
            at += 1
            continue
        entities, end = series(row, found[0])
        yield Linked(found[1], entities, at, max(end, found[0]))
        at = found[0]


def leading(row: Row, first: int, before: int | None = None) -> tuple[str, ...]:
    """Return the entities of whom or what a clause is about: its first person that no preposition governs, or else such a body.

    `first` is where the clause begins, `before` the token that the subject must precede.
    """
    titled = [title.title.body for title in row.of(Kind.TITLE) if title.title]
    bodies: tuple[str, ...] = ()
    for chunk in row.of(*PARTIES):
        if chunk.first < first or (before is not None and chunk.first >= before):
            continue
        if any(chunk is body for body in titled) or governed(row, chunk) or sourced(row, chunk):
            continue
        if chunk.kind not in _BODIES:
            return entities_of(chunk)
        bodies = bodies or entities_of(chunk)
    return bodies


def clause_start(row: Row, at: int) -> int:
    """Return where the clause of token `at` begins: after a colon, or after `گفت که`."""
    for back in range(at - 1, -1, -1):
        if row.key(back) == ":" or (row.key(back) == "که" and _said_before(row, back)):
            return back + 1
    return 0


def _said_before(row: Row, at: int) -> bool:
    return any(
        (found := verb_at(row.tokens, back)) is not None and found[0] == at
        for back in range(max(0, at - 4), at)
    )


def sourced(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk is named as a source of the report."""
    return row.key(chunk.first - 1) in {"گزارش", "نقل", "خبرنگار", "("} or (
        row.key(chunk.last) == ":" and is_media(chunk)
    )


def _speaker(cue: Cue) -> tuple[str, ...]:
    """Return who speaks in, or comes to, an event that a sentence attends or points at."""
    row = cue.row
    if cue.rule not in {"attended", "reference"}:
        return ()
    return leading(row, clause_start(row, cue.first)) if cue.rule == "attended" or reports(row) else ()


def _complement(cue: Cue, reach: int = 5) -> tuple[str, ...]:
    """Return the body that an event's noun phrase names: `نشست شورای …`, `افتتاح کتابخانه …`."""
    row = cue.row
    for at in range(cue.last, min(len(row.tokens), cue.last + reach)):
        chunk = row.covering(at)
        if chunk is not None and chunk.kind in _BODIES:
            return entities_of(chunk)
        if (
            chunk is not None
            or (ends_name(row.tokens, at) and row.key(at) != "از")
            or row.key(at) in _SIGNS
            or verb_at(row.tokens, at)
        ):
            return ()
    return ()


def _gathering(cue: Cue) -> Iterator[Part]:
    row = cue.row
    for entity in _speaker(cue):
        yield entity, ActorRole.SPEAKER
    if cue.type in {EventType.CONFERENCE, EventType.LAUNCH}:
        for entity in _complement(cue):
            yield entity, ActorRole.PARTICIPANT
    if (cue.type is EventType.LAUNCH and cue.rule in {"held", "verb", "founding"}) or _holds(cue):
        for entity in leading(row, clause_start(row, cue.first), cue.first):
            yield entity, ActorRole.PARTICIPANT
    if cue.type is EventType.CEREMONY and (
        joined(cue.noun) in words("honour_nouns.txt") or row.key(cue.last) in words("honour_nouns.txt")
    ):
        start = cue.last + (row.key(cue.last) in words("honour_nouns.txt"))
        for entity in series(row, start + (row.key(start) == "از"))[0]:
            yield entity, ActorRole.HONOUREE
    for link in links(row):
        if cue.rule != "attended" or cue.last <= link.first <= cue.last + _RELATIVE:
            for entity in link.entities:
                yield entity, _LINKS[link.kind]


def _holds(cue: Cue) -> bool:
    """Tell whether the clause's subject holds the event itself: `… همایش را برگزار می‌کند`."""
    keys = [cue.row.key(at) for at in range(cue.last, len(cue.row.tokens))]
    return any(a == "برگزار" and b in _DOES for a, b in pairwise(keys))


def _governed_series(row: Row, at: int) -> tuple[tuple[str, ...], int]:
    """Return the parties after `با` (`میان`, `بین`) at token `at`, and the index after them; nothing where another word stands."""
    if row.key(at) in {"با", "میان", "بین"}:
        return series(row, at + 1)
    return (), at


def _meeting(cue: Cue) -> Iterator[Part]:
    row = cue.row
    own, end = series(row, cue.last)
    if end == cue.last:
        own = ()
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
        if row.key(at) in {"با", "میان", "بین"} and not _link_phrases().at(row.tokens, at):
            return series(row, at + 1)[0]
    for at in range(end, min(len(row.tokens), end + 8)) if cue.pointed else ():
        if row.key(at) == "با" and not _link_phrases().at(row.tokens, at):
            return series(row, at + 1)[0]
    return ()


def _visit(cue: Cue) -> Iterator[Part]:
    row = cue.row
    own, end = series(row, cue.last)
    own = own if not cue.pointed else ()
    visitors = own or leading(row, clause_start(row, cue.first), None if cue.pointed else cue.first)
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
            return entities_of(chunk) if chunk is not None and chunk.kind in _BODIES else ()
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
        if row.key(at) in {"با", "میان", "بین"} and not _link_phrases().at(row.tokens, at):
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
    row = cue.row
    appointers = {
        entity for link in links(row) if link.kind in {"organiser", "appointer"} for entity in link.entities
    }
    persons = [
        c for c in row.of(Kind.PERSON) if c.entity and c.entity not in appointers and not _spoken(row, c)
    ]
    for chunk in persons[:1]:
        yield chunk.entity or "", ActorRole.APPOINTEE
    titled = [
        c for c in row.of(Kind.TITLE) if c.entity is None or row.key(c.first - 1) in {"عنوان", "سمت", "به"}
    ]
    for title in titled:
        body = title.title.body if title.title else None
        if body is not None and body.kind in _BODIES and body.entity:
            yield body.entity, ActorRole.PARTICIPANT
    for entity in appointers:
        yield entity, ActorRole.APPOINTER


def _spoken(row: Row, chunk: Chunk) -> bool:
    return row.key(chunk.last) == ":"


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
