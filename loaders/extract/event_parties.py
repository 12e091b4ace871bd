"""The parties of an event as phrases bring them in: lists of names, linking phrases, and the subject of a clause.

An official of whom only the title is given stands for the body that the title names; a country never takes part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import EntityKind
from loaders.extract.event_anchors import is_media
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import Phrases
from loaders.extract.resolve import block_end, body_of, governed
from loaders.extract.words import ends_name, verb_at
from loaders.persian.tables import rows, spellings
from loaders.register import register

PARTIES = (Kind.PERSON, Kind.TITLE, Kind.PRONOUN, Kind.ORGANIZATION, Kind.REFERENCE)
BODIES = frozenset({Kind.ORGANIZATION, Kind.REFERENCE})
SIGNS = frozenset({"،", ",", "و", "(", ")", "«", "»", '"', "-", "ـ", "/"})
_FILLERS = 4  # words of a list that are no name (`جمعی از مدیران`)


@dataclass(frozen=True, slots=True)
class Linked:
    """Persons and bodies that a phrase (`با حضور …`) brings in: their entities, and the index after the last."""

    kind: str
    entities: tuple[str, ...]
    first: int
    last: int


@cache
def link_phrases() -> Phrases[str]:
    """Return the phrases of `event_links.tsv`, each with what follows it."""
    return Phrases(
        (spelling, kind) for phrase, kind in rows("event_links.tsv") for spelling in spellings(phrase)
    )


def entities_of(chunk: Chunk) -> tuple[str, ...]:
    """Return the entity that a chunk brings into an event: an unresolved title stands for the body that it prints or seats.

    `وزیر علوم` prints none, `شهردار تهران` seats the municipality; `رئیس این سازمان` stands for none: it points at somebody whom the article named elsewhere.
    """
    if chunk.entity is not None:
        return (chunk.entity,)
    title = chunk.title
    if title is None or (title.body is not None and title.body.kind is not Kind.ORGANIZATION):
        return ()
    if title.body is None and title.kind != "seat":
        return ()
    entity = body_of(title)
    entry = register().entries.get(entity) if entity else None
    return (entity,) if entity and (entry is None or entry.kind is EntityKind.ORGANIZATION) else ()


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
        elif chunk is None and row.key(at) not in SIGNS:
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
    done = 0
    for at, found in link_phrases().found(row.tokens).items():
        if at >= done:
            entities, end = series(row, found[0])
            yield Linked(found[1], entities, at, max(end, found[0]))
            done = found[0]


def leading(row: Row, first: int, before: int | None = None, *, people_only: bool = False) -> tuple[str, ...]:
    """Return the entities of whom or what a clause is about: its first person that no preposition governs, or else such a body.

    `first` is where the clause begins, `before` the token that the subject must precede, `people_only` leaves
    bodies out.
    """
    titled = [title.title.body for title in row.of(Kind.TITLE) if title.title]
    bodies: tuple[str, ...] = ()
    for chunk in row.of(*PARTIES):
        if chunk.first < first or (before is not None and chunk.first >= before):
            continue
        if (
            any(chunk is body for body in titled)
            or governed(row, chunk)
            or sourced(row, chunk)
            or is_object(row, chunk)
        ):
            continue
        if chunk.kind not in BODIES:
            return _coordinated(row, chunk)
        bodies = bodies or _coordinated(row, chunk)
    return () if people_only else bodies


def is_object(row: Row, chunk: Chunk) -> bool:
    """Tell whether `را` follows a chunk, or the title beside it."""
    end = chunk_end(chunk)
    beside = row.covering(end)
    if beside is not None and beside.kind is Kind.TITLE:
        end = chunk_end(beside)
    return "را" in {row.key(end), row.key(end + 1) if row.key(end) in SIGNS - {"و"} else ""}


def _coordinated(row: Row, chunk: Chunk) -> tuple[str, ...]:
    """Return the entities of a chunk and of those that `و` joins to it: `X، رئیس A، و Y`."""
    found = dict.fromkeys(entities_of(chunk))
    end = chunk_end(chunk)
    while end < len(row.tokens):
        title = row.covering(end + (row.key(end) == "،"))
        after = row.covering(end + 1)
        if title is not None and title.kind is Kind.TITLE and title.entity in found:
            end = max(chunk_end(title), end + 1)
        elif row.key(end) == "و" and after is not None and after.first == end + 1 and after.kind in PARTIES:
            found.update(dict.fromkeys(entities_of(after)))
            end = chunk_end(after)
        elif row.key(end) == "،" and row.key(end + 1) == "و":
            end += 1
        else:
            break
    return tuple(found)


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
