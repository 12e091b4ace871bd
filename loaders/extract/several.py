"""Titles that several persons hold: `A و B معاونان وزیر`, `وزرای خارجه X و Y، A و B`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.extract.holdings import Holding, block_end, body_named, body_of, governed
from loaders.extract.page import Chunk, Kind, Row, Title
from loaders.extract.phrases import group, joined

_JOINERS = frozenset({"و", "،", ","})
_QUOTES = frozenset('«»"“”')
_LONGEST_JOIN = 3  # tokens


def several(row: Row, title: Chunk) -> Iterator[Holding]:
    """Yield a plural title with each of the persons beside it, or with the one who is of its holders: `A از اعضای X`."""
    assert title.title is not None
    persons = _before(row, title) or _after(row, title)
    if len(persons) > 1:
        yield from shared_out(row, title, persons)
    elif row.key(title.first - 1) == "از":
        one = [person for person in row.of(Kind.PERSON) if 1 <= title.first - person.last <= _OF_REACH]
        if one:
            yield Holding(one[-1], title, row, "comma", body_of(title.title), title.title.status)


_OF_REACH = 3  # tokens between a person and the plural title: `A یکی از اعضای X`


def shared_out(row: Row, title: Chunk, persons: Sequence[Chunk], rule: str = "several") -> Iterator[Holding]:
    """Yield a plural title with persons; where it names as many countries as there are persons, each has the one in his place."""
    assert title.title is not None
    bodies = [body_of(title.title)] * len(persons)
    if len(title.title.places) == len(persons):
        bodies = [_of_country(title.title, place) for place in title.title.places]
    elif title.title.places:
        return
    for person, body in zip(persons, bodies, strict=True):
        yield Holding(person, title, row, rule, body, title.title.status)


def ministry_of(title: Title, place: Chunk) -> str:
    """Return the name of the ministry that a plural title has in one of its countries: in Iran, without the country."""
    return title.seat if joined(place.text) in group("iran") else f"{title.seat} {place.text}"


def _of_country(title: Title, place: Chunk) -> str | None:
    return body_named(ministry_of(title, place)) if title.kind == "portfolio" else place.entity


def _end(title: Chunk) -> int:
    assert title.title is not None
    return max([block_end(title), *(place.last for place in title.title.places)])


def _before(row: Row, title: Chunk) -> list[Chunk]:
    """Return the persons in a row, joined by `و` or commas, that end where a title begins.

    Where others stand before, the last two, or as many as the title has countries: lists of guests go on from one to the next.
    """
    assert title.title is not None
    found: list[Chunk] = []
    at = title.first
    for person in reversed([person for person in row.of(Kind.PERSON) if person.last <= title.first]):
        if not _only_joins(row, person.last, at):
            break
        found.insert(0, person)
        at = person.first
    most = max(2, len(title.title.places))
    first = next(row.of(Kind.PERSON, Kind.TITLE))
    titled = any(other.first < found[0].first for other in row.of(Kind.TITLE)) if found else False
    return found if not titled and not governed(row, first) else found[-most:]


def _after(row: Row, title: Chunk) -> list[Chunk]:
    """Return the persons in a row, joined by `و` or commas, that stand after a title; a comma before them only after countries."""
    assert title.title is not None
    at = _end(title)
    if row.key(at) in _JOINERS and not title.title.places:
        return []
    found: list[Chunk] = []
    for person in row.of(Kind.PERSON):
        if person.first >= at and _only_joins(row, at, person.first):
            found.append(person)
            at = person.last
    return found


def _only_joins(row: Row, first: int, last: int) -> bool:
    """Tell whether the tokens [first, last) only join names: one `و` or comma, and quotation marks."""
    between = [row.key(at) for at in range(first, last)]
    return (
        len(between) <= _LONGEST_JOIN
        and _JOINERS.issuperset(set(between) - _QUOTES)
        and len(set(between) & _JOINERS) <= 1
    )
