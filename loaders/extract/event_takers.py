"""Who may take part in an event, and the features by which the learned judge tells who does.

A candidate is every person and body that a sentence with the event's words names, and those who speak in the page around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import ActorRole
from loaders.extract.event_anchors import is_media
from loaders.extract.event_cues import Cue
from loaders.extract.event_gather import Draft
from loaders.extract.event_parties import (
    BODIES,
    PARTIES,
    chunk_end,
    clause_start,
    entities_of,
    is_object,
    leading,
    links,
    sourced,
)
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import group
from loaders.extract.resolve import governed, reports, subject
from loaders.extract.words import is_word

_NEAR = (2, 6, 14)  # tokens between an event's words and a name, as the features round them
_AFTER = 4  # sentences after an event's in which those who speak may have taken part
_SPEAKERS = 3  # the page's foremost speakers, who may take part wherever they are named


@dataclass(slots=True)
class Party:
    """A chunk that names somebody, with what its sentence says of it whatever the event."""

    chunk: Chunk
    entities: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(slots=True)
class Surroundings:
    """What is known of a page's persons and bodies: counted once a page."""

    page: Page
    speeches: Counter[str] = field(default_factory=Counter)
    rows_of: Counter[str] = field(default_factory=Counter)
    headed: set[str] = field(default_factory=set)
    reporting: dict[int, tuple[str, ...]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    _parties: dict[int, list[Party]] = field(default_factory=dict)

    def parties(self, row: Row) -> list[Party]:
        """Return the parties that a sentence names, in order."""
        if row.index not in self._parties:
            self._parties[row.index] = list(_parties(row))
        return self._parties[row.index]

    def speakers(self) -> list[str]:
        """Return those whom most reporting sentences have as their subject."""
        return [entity for entity, _ in self.speeches.most_common(_SPEAKERS)]


def survey(page: Page) -> Surroundings:
    """Count who speaks, and who is named where, in a page."""
    known = Surroundings(page)
    for row in page.rows:
        here = {c.entity for c in row.of(*PARTIES) if c.entity}
        known.rows_of.update(here)
        known.persons.update(c.entity for c in row.of(Kind.PERSON) if c.entity)
        if row.heading:
            known.headed |= here
        elif reports(row):
            head = subject(row)
            who = (head.entity,) if head is not None and head.entity else leading(row, 0)[:1]
            known.reporting[row.index] = who
            known.speeches.update(who)
    return known


def _parties(row: Row) -> Iterator[Party]:
    """Yield the parties of a sentence with their marks: case, title, source, the phrase that brings them in."""
    bodies = [title.title.body for title in row.of(Kind.TITLE) if title.title]
    brought = list(links(row))
    for chunk in row.of(*PARTIES):
        entities = entities_of(chunk)
        if not entities:
            continue
        marks = [f"kind={chunk.kind}"]
        marks.append("governed" if governed(row, chunk) else "free")
        before = row.key(chunk.first - 1)
        if before in group("preposition"):
            marks.append(f"after={before}")
        elif before in {"و", "،"}:
            marks.append("listed")
        if any(chunk is body for body in bodies):
            marks.append("of-title")
        if sourced(row, chunk):
            marks.append("source")
        if chunk.kind in BODIES and is_media(chunk):
            marks.append("media")
        if is_object(row, chunk):
            marks.append("object")
        if row.key(chunk_end(chunk)) == ":":
            marks.append("colon")
        marks.extend(f"link={link.kind}" for link in brought if link.first <= chunk.first < link.last)
        yield Party(chunk, entities, tuple(marks))


def rounded(distance: int) -> str:
    """Return a distance in tokens, coarsely."""
    return next((f"<={limit}" for limit in _NEAR if distance <= limit), "far")


def takers(known: Surroundings, found: list[Cue], parts: list[dict[str, ActorRole]]) -> dict[str, set[str]]:
    """Return the candidates of an event and their features, over all its mentions.

    `parts` gives, for each mention, those whom the phrases of its sentence bring in, with their roles.
    """
    out: dict[str, set[str]] = {}
    for cue, roles in zip(found, parts, strict=True):
        for party, features in _in_sentence(known, cue, roles):
            for entity in party.entities:
                out.setdefault(entity, set()).update(features)
    kind = found[0].type
    last = max(cue.row.index for cue in found)
    for index in range(last + 1, last + 1 + _AFTER):
        for entity in known.reporting.get(index, ()):
            out.setdefault(entity, {"elsewhere"}).add(f"speaks-after={index - last}")
    for entity in known.speakers()[:2]:
        out.setdefault(entity, {"elsewhere"})
    for entity, marks in out.items():
        marks.update(_everywhere(known, entity))
        marks.update([f"{kind}|{mark}" for mark in marks])
        marks.update([f"{kind}|candidates={min(len(out), 6)}", f"type={kind}"])
    return out


def _everywhere(known: Surroundings, entity: str) -> Iterator[str]:
    """Yield what the whole page says of an entity."""
    speeches = known.speeches[entity]
    yield f"speeches={min(speeches, 3)}"
    yield "person" if entity in known.persons else "body"
    if speeches and known.speeches.most_common(1)[0][1] == speeches:
        yield "main-speaker"
    if entity in known.headed:
        yield "headed"
    yield f"rows={min(known.rows_of[entity], 4)}"


def _in_sentence(
    known: Surroundings, cue: Cue, roles: dict[str, ActorRole]
) -> Iterator[tuple[Party, list[str]]]:
    """Yield the parties of a mention's sentence with the features that they have beside it."""
    row = cue.row
    start = clause_start(row, cue.first)
    heads = set(leading(row, start, cue.first))
    speaks = set(known.reporting.get(row.index, ()))
    for party in known.parties(row):
        chunk = party.chunk
        side = "before" if chunk.last <= cue.first else "after"
        gap = cue.first - chunk.last if side == "before" else chunk.first - cue.last
        features = [*party.marks, *(f"{side}|{mark}" for mark in party.marks)]
        features.append(f"{side}|gap{rounded(gap)}")
        features.append(f"{side}|anchor={cue.rule}")
        if side == "after" and chunk.first >= cue.last:
            features.extend(_between(row, cue.last, chunk.first))
        named = [roles[entity] for entity in party.entities if entity in roles]
        features.append(f"part={named[0]}|{cue.rule}" if named else f"no-part|{cue.rule}")
        features.append("part" if named else "no-part")
        if any(entity in heads for entity in party.entities):
            features.append("heads-clause")
        if any(entity in speaks for entity in party.entities):
            features.append(f"speaks|{cue.rule}")
        if chunk.first < start:
            features.append("other-clause")
        if row.heading:
            features.append("in-heading")
        yield party, features


def _between(row: Row, first: int, last: int) -> Iterator[str]:
    """Yield what stands between an event's words and a name after them: nothing, a preposition, or the end of the phrase."""
    if first == last:
        yield "beside"
        return
    words = [row.key(at) for at in range(first, last) if row.covering(at) is None]
    stops = [word for word in words if word in group("preposition")]
    yield f"first={stops[0]}" if stops else "no-preposition"
    if any(row.key(at) == ":" for at in range(first, last)):
        yield "past-colon"
    if any(not is_word(row.tokens[at]) and row.key(at) not in {"«", "»", '"'} for at in range(first, last)):
        yield "past-sign"


def nobody(draft: Draft, candidates: dict[str, float]) -> list[str]:
    """Return the features by which it is judged that none of the candidates, given with their probabilities, takes part."""
    two = sorted([0.0, 0.0, *candidates.values()])[-2:]
    marks = [
        f"candidates={min(len(candidates), 4)}",
        f"ruled={min(len(draft.actors), 3)}",
        f"surest={int(two[1] * 5)}",
        f"second={int(two[0] * 5)}",
        "heading" if any(cue.row.heading for cue in draft.cues) else "body",
        f"mentions={min(len(draft.cues), 3)}",
        *{f"rule={cue.rule}" for cue in draft.cues},
        *{f"form={cue.word.form}" for cue in draft.cues},
    ]
    nouns = {f"noun={cue.noun}" for cue in draft.cues}
    return [f"type={draft.type}", *nouns, *marks, *(f"{draft.type}|{mark}" for mark in marks)]
