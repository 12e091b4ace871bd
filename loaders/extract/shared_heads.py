"""Bodies that share a head noun in the plural: `وزارتخانه‌های نفت و نیرو`, `کتابخانه‌های ملی ایران، ترکیه و عمان`.

Each member of the list is a body of its own, called by the singular: what the list leaves out stands in the chunk's `lead`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from kg import terms as t
from kg.model import EntityKind
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import Phrases, group
from loaders.extract.words import ends_name
from loaders.persian.tables import rows
from loaders.register import Entry, register

_SEPARATORS = frozenset({"و", "،"})
_QUOTES = frozenset('«»"“”')
_SHARED = 3  # words that a list's members may share after the head
_FEWEST = 2


@lru_cache(maxsize=1)
def plurals() -> Phrases[str]:
    """Head nouns in the plural → the singular."""
    heads = [head for head, strength, *_ in rows("org_heads.tsv") if strength != "weak" and " " not in head]
    return Phrases([("وزارتخانه‌های", "وزارت"), *((f"{head}های", head) for head in heads)])


@cache
def _members(head: str) -> Phrases[Entry]:
    """What follows a head noun in the names of the register: `نفت` → وزارت نفت."""
    entries = [e for e in register().entries.values() if e.kind is EntityKind.ORGANIZATION]
    labels = ((label, e) for e in entries for label in (*e.labels, *e.former))
    return Phrases((label[len(head) + 1 :], e) for label, e in labels if label.startswith(f"{head} "))


def shared_heads(row: Row, at: int) -> list[Chunk]:
    """Return the bodies of a list whose head noun stands at token `at` in the plural; none where it names a kind of bodies."""
    found = plurals().at(row.tokens, at)
    if found is None or row.key(at - 1) in group("count"):
        return []
    after, head = found
    chunks = _listed(row, after, head) or _of_places(row, after, head)
    if chunks:
        chunks[0].first = at
    return chunks


def _listed(row: Row, at: int, head: str) -> list[Chunk]:
    """Read members that the register has: `دانشگاه‌های تهران و شیراز`."""
    chunks: list[Chunk] = []
    while True:
        at += row.key(at) in _QUOTES
        found = _members(head).at(row.tokens, at)
        if found is None:
            break
        end, entry = found
        chunks.append(_chunk(row, at, end, head, entry))
        at = end + (row.key(end) in _QUOTES)
        if row.key(at) not in _SEPARATORS:
            break
        at += 1
    return chunks if len(chunks) >= _FEWEST else []


def _of_places(row: Row, at: int, head: str) -> list[Chunk]:
    """Read members that places tell apart, after words that they share: `کتابخانه‌های ملی ایران، ترکیه و عمان`."""
    first = at
    while first < at + _SHARED and register().places.at(row.tokens, first) is None:
        if ends_name(row.tokens, first):
            return []
        first += 1
    shared = " ".join(token.text for token in row.tokens[at:first])
    places = list(_places(row, first))
    if len(places) < _FEWEST or (first == at and head not in group("town-bodies")):
        return []
    whole = register().bodies.get(f"{head} {shared}") if shared else None
    foreign = (
        whole is not None and "ایران" not in whole.name.split()
    )  # a name that others of the kind bear too
    lead = whole.name if whole is not None and foreign else f"{head} {shared}".strip()
    chunks = []
    for begin, end, place in places:
        own = place.iri == t.registered_iri("iran") and whole is not None
        entry = whole if own else register().bodies.get(f"{lead} {place.name}")
        chunks.append(_chunk(row, begin, end, lead, entry))
    return chunks


def _places(row: Row, at: int) -> Iterator[tuple[int, int, Entry]]:
    """Yield (first token, end, place) of the places of a list from token `at` on."""
    while (found := register().places.at(row.tokens, at)) is not None:
        yield at, *found
        if row.key(found[0]) not in _SEPARATORS:
            return
        at = found[0] + 1


def _chunk(row: Row, first: int, last: int, lead: str, entry: Entry | None) -> Chunk:
    return Chunk(
        Kind.ORGANIZATION,
        row.index,
        first,
        last,
        row.tokens[first:last],
        lead=lead,
        registered=entry.iri if entry else None,
        score=0.85,
        rule="shared-head",
    )
