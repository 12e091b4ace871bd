"""Names of places: the register's countries, towns and provinces, and venues that a head noun begins."""

from __future__ import annotations

from kg.model import EntityKind
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import joined, table
from loaders.extract.words import SUFFIXES, ends_name, verb_at
from loaders.register import register

_LONGEST_VENUE = 5
_VENUES = frozenset(
    map(joined, ("تالار", "سالن", "ورزشگاه", "استادیوم", "هتل", "کاخ", "برج", "میدان", "خیابان", "بوستان", "پارک", "فرودگاه", "مسجد", "حسینیه", "سینما"))
)
_PLACED_BY = frozenset(map(joined, ("در", "به", "از", "شهر", "استان", "شهرستان", "کشور", "مردم")))


def find_places(row: Row) -> list[Chunk]:
    """Return the places of a sentence that stand outside the names of bodies."""
    found: list[Chunk] = []
    at = 0
    while at < len(row.tokens):
        chunk = None if row.covering(at) else (_headed(row, at) or _registered(row, at) or _contextual(row, at))
        if chunk is None:
            at += 1
        else:
            found.append(chunk)
            at = chunk.last
    return found


def _registered(row: Row, at: int) -> Chunk | None:
    listed = register().places.at(row.tokens, at)
    if listed is None or any(row.covering(i) for i in range(at, listed[0])):
        return None
    end, entry = listed
    if row.key(end) in SUFFIXES:
        return None
    return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], registered=entry.iri, rule="register")


def _contextual(row: Row, at: int) -> Chunk | None:
    """Read a town whose name is also a common word, where the word before says that a place stands here."""
    if row.key(at - 1) not in _PLACED_BY - {"از", "به"}:
        return None
    listed = register().contextual.at(row.tokens, at)
    if listed is None:
        return None
    end, entries = listed
    places = [entry for entry in entries if entry.kind is EntityKind.PLACE]
    if not places or row.covering(at) or row.key(at - 1) == "در":
        return None
    return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], registered=places[0].iri, score=0.6, rule="contextual")


def _headed(row: Row, at: int) -> Chunk | None:
    """Read `استان فارس`, `تالار وحدت`: a head noun with a name after it."""
    head = table("places_heads.tsv").at(row.tokens, at)
    if head is None or row.covering(at):
        return None
    after, (noun, keeps, *_) = head[0], head[1]
    listed = register().places.at(row.tokens, after) or _contextual_end(row, after)
    if listed is not None:
        end = listed if isinstance(listed, int) else listed[0]
        if keeps == "yes" and noun == "جمهوری" and not isinstance(listed, int):
            return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], registered=listed[1].iri, score=0.95, rule="republic")
        if keeps == "yes":
            return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], score=0.9, rule="place-head")
        return None if not isinstance(listed, int) else Chunk(Kind.PLACE, row.index, at, end, row.tokens[after:end], score=0.8, rule="place-head")
    if joined(noun) not in _VENUES:
        return None
    end = after
    while end < min(len(row.tokens), after + _LONGEST_VENUE) and not ends_name(row.tokens, end) and not verb_at(row.tokens, end):
        if row.key(end) == "و" or row.covering(end) or row.key(end) in SUFFIXES:
            break
        end += 1
    if end == after or row.key(at - 1) not in {"در", "از", "به", "،", "و"}:
        return None
    return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], score=0.6, rule="venue")


def _contextual_end(row: Row, at: int) -> int | None:
    listed = register().contextual.at(row.tokens, at)
    if listed and any(entry.kind is EntityKind.PLACE for entry in listed[1]):
        return listed[0]
    return None
