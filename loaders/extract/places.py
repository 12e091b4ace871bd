"""Names of places: the register's countries, towns and provinces, and venues that a head noun begins."""

from __future__ import annotations

from kg.model import EntityKind
from loaders.extract.boundaries import blessing_end
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, joined, starts, table
from loaders.extract.words import SUFFIXES, begins_person, ends_name, verb_at
from loaders.register import Entry, register

_LONGEST_VENUE = 5


def find_places(row: Row) -> list[Chunk]:
    """Return the places of a sentence that stand outside the names of bodies."""
    found: list[Chunk] = []
    for at in starts(row.tokens, table("places_heads.tsv"), register().places, register().contextual):
        if row.covering(at) or (found and at < found[-1].last):
            continue
        chunk = _headed(row, at) or _registered(row, at) or _contextual(row, at)
        if chunk is not None:
            found.append(chunk)
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
    listed = _listed(row, at) if row.key(at - 1) in group("placed-by") else None
    if listed is None or begins_person(row.tokens, at):
        return None
    end, entry = listed
    return Chunk(
        Kind.PLACE, row.index, at, end, row.tokens[at:end], registered=entry.iri, score=0.6, rule="contextual"
    )


def _listed(row: Row, at: int) -> tuple[int, Entry] | None:
    """Return (end, entry) of a place of the register at token `at`, common words among their names included."""
    free = register().places.at(row.tokens, at)
    if free is not None:
        return free
    listed = register().contextual.at(row.tokens, at)
    places = [entry for entry in listed[1] if entry.kind is EntityKind.PLACE] if listed else []
    return (listed[0], places[0]) if listed and places else None


def _headed(row: Row, at: int) -> Chunk | None:
    """Read `استان فارس`, `جمهوری لبنان`, `تالار وحدت`: a head noun with a name after it."""
    head = table("places_heads.tsv").at(row.tokens, at)
    if head is None or row.covering(at):
        return None
    after, (noun, keeps, *_) = head
    listed = _listed(row, after)
    if listed is None:
        return _venue(row, at, after) if joined(noun) in group("venue") else None
    end, entry = listed
    if noun == "جمهوری":
        return Chunk(
            Kind.PLACE,
            row.index,
            at,
            end,
            row.tokens[at:end],
            registered=entry.iri,
            score=0.95,
            rule="republic",
        )
    if keeps == "yes":
        return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], score=0.9, rule="place-head")
    return Chunk(
        Kind.PLACE,
        row.index,
        at,
        end,
        row.tokens[after:end],
        registered=entry.iri,
        score=0.9,
        rule="place-head",
    )


def _closes(row: Row, after: int, end: int) -> bool:
    """Tell whether the word before token `end` is the verb that closes a sentence of the text: `به میدان X رسیدند.`."""
    closed = end == len(row.tokens) - 1 and row.tokens[end].text == "." and not row.heading
    return closed and end > after + 1 and register().places.at(row.tokens, end - 1) is None


def _venue(row: Row, at: int, after: int) -> Chunk | None:
    """Read a venue's name up to where it must end, after a preposition or in a list.

    A hall that only what it is for tells (`سالن همایش‌های سازمان X`) is known by the body that it belongs to.
    """
    end = after
    while end < after + _LONGEST_VENUE and not (
        ends_name(row.tokens, end) or verb_at(row.tokens, end) or row.covering(end)
    ):
        if row.key(end) == "و" or row.key(end) in group("after-venue"):
            break
        end += 1
    end -= end > after and (
        table("light_verbs.txt").at(row.tokens, end) is not None or _closes(row, after, end)
    )
    if end == after or row.key(at - 1) not in group("before-venue") or _is_figure(row, after):
        return None
    if {row.key(i) for i in range(after, end)} <= SUFFIXES | group("hall-use"):
        owner = row.covering(end)
        if owner is None or owner.kind is not Kind.ORGANIZATION:
            return None
        end = owner.last
    end = blessing_end(row, end)
    return Chunk(Kind.PLACE, row.index, at, end, row.tokens[at:end], score=0.6, rule="venue")


def _is_figure(row: Row, after: int) -> bool:
    """Tell whether a noun for a venue names none: it is a plural printed apart (`خیابان ها`), or a field of battle (`به میدان آورد`)."""
    return row.key(after) in SUFFIXES or (
        row.key(after - 1) == "میدان" and row.key(after) in group("no-square")
    )
