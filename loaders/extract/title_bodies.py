"""Where a post is held: the body, country, town or ministry that stands after its title, each kind of title in its own way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kg.model import EntityKind, PostStatus
from loaders.extract.page import Chunk, Kind, Row, Title, words_text
from loaders.extract.phrases import group, joined
from loaders.extract.words import begins_person, ends_name, verb_at
from loaders.register import Entry, register

_LONGEST_FIELD = 6
_NAMED = frozenset({Kind.ORGANIZATION, Kind.REFERENCE})

TitleAt = Callable[[Row, int], Chunk | None]
"""Reads the title that begins at a token, if one does."""


def read_body(row: Row, title: Title, at: int, title_at: TitleAt) -> int:
    """Give a title the body that stands after it at token `at`; return the index after the words of the title's own chunk."""
    if title.head == "ریاست":
        return _led(row, title, at)
    if title.head == "نماینده" and _starting(row, at, Kind.PLACE):
        return _representative(row, title, at)
    reader = _READERS.get(title.kind)
    if reader is not None:
        return reader(row, title, at)
    body = _starting(row, at, *_NAMED)
    if body is not None:
        title.body = body
        return at
    if short := short_body(row, at):
        title.body_entry = short[1].iri
        return short[0]
    inner = title_at(row, at) if title.kind != "member" else None
    return _nested(title, inner) if inner is not None else _field(row, title, at)


def _starting(row: Row, at: int, *kinds: Kind) -> Chunk | None:
    """Return the chunk of one of these kinds that begins at token `at`."""
    chunk = row.covering(at)
    return chunk if chunk is not None and chunk.first == at and chunk.kind in kinds else None


def short_body(row: Row, at: int) -> tuple[int, Entry] | None:
    """Return (end, body) of a short name that means a body inside a title: `معاون آموزش و پرورش`, `رئیس بهزیستی`."""
    listed = register().contextual.at(row.tokens, at)
    if listed is None:
        return None
    bodies = [entry for entry in listed[1] if entry.kind is EntityKind.ORGANIZATION]
    return (listed[0], bodies[0]) if len(bodies) == 1 else None


def _led(row: Row, title: Title, at: int) -> int:
    """Read `سازمان X به ریاست Y`: the body stands before the title."""
    before = row.covering(title.first - 2)
    title.body = before if before is not None and before.kind is Kind.ORGANIZATION else None
    return at


def _state(row: Row, title: Title, at: int) -> int:
    """Read `رئیس‌جمهور ترکیه`, `سفیر ایران`; a president without a country is Iran's."""
    place = _starting(row, at, Kind.PLACE)
    if place is not None:
        title.body = place
    elif row.key(at) in group("iran"):
        title.body_entry = _entry("ایران").iri
        return at + 1
    elif joined(title.head) in group("president") and row.covering(at) is None:
        title.body_entry = _entry("ایران").iri
    return at


def _representative(row: Row, title: Title, at: int) -> int:
    """Read `نماینده ایران` (a country's) and `نماینده تبریز` (a member of parliament)."""
    place = _starting(row, at, Kind.PLACE)
    if place is not None and place.registered and register().entries[place.registered].is_country:
        title.body = place
        return at
    title.seat = "مجلس"
    return _seat(row, title, at)


def _seat(row: Row, title: Title, at: int) -> int:
    """Read `شهردار تهران`, `نماینده مردم همدان در مجلس`."""
    places: list[Chunk] = []
    end = at
    while (place := _starting(row, end, Kind.PLACE)) is not None:
        places.append(place)
        end = place.last
        if row.key(end) in {"،", "و"} and _starting(row, end + 1, Kind.PLACE):
            end += 1
    if title.seat == "مجلس":
        return _member_of_parliament(row, title, at, end)
    if places:
        title.body_name = f"{title.seat} {places[0].text}"
    elif word := _contextual_place(row, at):
        title.body_name = f"{title.seat} {words_text(row.tokens[at:word])}"
        return word
    return at


def _contextual_place(row: Row, at: int) -> int | None:
    """Return the index after a town or province whose name is also a common word: `استاندار فارس`."""
    listed = register().contextual.at(row.tokens, at) if row.covering(at) is None else None
    return listed[0] if listed and any(entry.kind is EntityKind.PLACE for entry in listed[1]) else None


def _member_of_parliament(row: Row, title: Title, at: int, end: int) -> int:
    title.words = (*title.words, *row.tokens[at:end])
    body = _starting(row, end + 1, Kind.ORGANIZATION) if row.key(end) == "در" else None
    if body is not None:
        title.body = body
    else:
        title.body_entry = _entry("مجلس شورای اسلامی").iri
    return end


def _ministry(row: Row, title: Title, at: int) -> int:
    """Read what stands after `وزیر`: a ministry, or the field of one of Iran or of another country."""
    body = _starting(row, at, Kind.ORGANIZATION)
    if body is not None:
        title.body = body
        return at
    listed = register().portfolios.at(row.tokens, at)
    end = listed[0] if listed else _foreign_field(row, at)
    if end == at:
        return at
    printed = words_text(row.tokens[at:end])
    while row.key(end) in group("former"):
        title.status = PostStatus.FORMER
        end += 1
    place = _starting(row, end, Kind.PLACE)
    if place is not None and joined(place.text) not in group("iran"):
        base = listed[1].name if listed and "خارجه" in printed else f"وزارت {printed}"
        title.body_name = f"{base} {place.text}"
        return place.last
    if listed is None:
        return at
    title.body_entry = listed[1].iri
    return place.last if place is not None else end


def _foreign_field(row: Row, at: int) -> int:
    """Return the index after up to two words that may be the field of another country's ministry: `وزیر حج عربستان`."""
    end = at
    while end < at + 2 and not (
        ends_name(row.tokens, end) or row.covering(end) or begins_person(row.tokens, end)
    ):
        end += 1
    return end


def _nested(title: Title, inner: Chunk) -> int:
    """Read `معاون وزیر علوم`: the outer title takes the body of the inner one, but a president's deputy has no body named."""
    assert inner.title is not None
    title.words = (*title.words, *inner.title.words)
    title.body, title.body_name = inner.title.body, inner.title.body_name
    if inner.title.kind != "state":
        title.body_entry = inner.title.body_entry
    return inner.last


def _field(row: Row, title: Title, at: int) -> int:
    """Read unlisted words between a title's head and its body (`مدیر پروژه ساخت مترو …`), if a body follows close by."""
    end = at
    while end < at + _LONGEST_FIELD and not row.covering(end):
        ended = ends_name(row.tokens, end) or verb_at(row.tokens, end) or begins_person(row.tokens, end)
        if ended and row.key(end) != "و":
            break
        end += 1
    place, body = _starting(row, end, Kind.PLACE), _starting(row, end, *_NAMED)
    if place is not None and end > at and joined(title.head) == "مدیرکل":
        title.body_name = f"اداره کل {words_text(row.tokens[at:end])} {place.text}"
        return place.last
    if body is not None:
        title.body = body
        title.words = (*title.words, *row.tokens[at:end])
        return end
    if title.kind in {"body", "acting"} and place is not None and end == at:
        title.body = place
    elif title.kind == "body" and row.key(at) == "در":
        title.body = _starting(row, at + 1, Kind.ORGANIZATION)
    return at


_READERS: dict[str, Callable[[Row, Title, int], int]] = {
    "portfolio": _ministry,
    "state": _state,
    "seat": _seat,
}


@cache
def _entry(name: str) -> Entry:
    """Return an entry of the register that the rules count on.

    Raises:
        LookupError: if the register lost it.
    """
    entry = register().bodies.get(name) or register().places.get(name)
    if entry is None:
        raise LookupError(f"the register lacks {name}, which the rules for titles need")
    return entry
