"""Where a post is held: the body, gathering or ministry that stands after its title, each kind of title in its own way."""

from __future__ import annotations

from collections.abc import Callable

from kg.model import EntityKind
from loaders.extract.foreign import may_be_foreign
from loaders.extract.page import Chunk, Kind, Row, Title, words_text
from loaders.extract.phrases import group, joined, table, words
from loaders.extract.title_events import event_before, gathering_at, read_event
from loaders.extract.title_seats import (
    country_at,
    is_country,
    points_at_country,
    read_ministry,
    read_representative,
    read_seat,
    read_state,
    starting,
)
from loaders.extract.words import begins_person, ends_name, is_first_name, is_listed, verb_at
from loaders.register import Entry, register

_LONGEST_FIELD = 8
_LONGEST_LIST = 6  # tokens from a comma inside a field to the body
_NAMED = frozenset({Kind.ORGANIZATION, Kind.REFERENCE})
_IN_CHARGE = joined("روابط عمومی")
_PEOPLED = frozenset({"body", "acting"})

TitleAt = Callable[[Row, int], Chunk | None]
"""Reads the title that begins at a token, if one does."""


def read_body(row: Row, title: Title, at: int, title_at: TitleAt) -> int:
    """Give a title the body that stands after it at token `at`; return the index after the words of the title's own chunk."""
    if joined(title.head) == "نماینده":
        end = read_representative(row, title, at)
        if end is not None:
            return end
    reader = _READERS.get(title.kind)
    if reader is not None:
        return reader(row, title, at)
    unit = _unit_of(row, title, at, title_at)
    if unit is not None:
        return unit
    body = starting(row, at, *_NAMED)
    if body is not None:
        return _in_charge_of(row, title, body) or _held_in(title, body, at)
    if short := short_body(row, at):
        return _short(row, title, at, short)
    if title.kind in _EVENTFUL and (past := read_event(row, title, at)) > at:
        return past
    inner = title_at(row, at) if title.kind != "member" else None
    return _nested(title, inner) if inner is not None else _field(row, title, at, title_at)


_EVENTFUL = frozenset({"body", "acting", "member", "office"})


def _held_in(title: Title, body: Chunk, at: int) -> int:
    title.body = body
    return at


def _in_charge_of(row: Row, title: Title, unit: Chunk) -> int:
    """Read `مدیرکل روابط عمومی سازمان X`: what is no body by itself belongs to the title, and the body is the one inside; 0 if it is one."""
    whole = next((inner for inner in unit.inner if inner.last == unit.last), None)
    staff = whole is not None and unit.first + 1 == whole.first and row.key(unit.first) in group("staff")
    if whole is None or title.kind == "member" or not (staff or joined(unit.text).startswith(_IN_CHARGE)):
        return 0
    title.words = (*title.words, *row.tokens[unit.first : whole.first])
    title.body = whole
    return whole.first


def _unit_of(row: Row, title: Title, at: int, title_at: TitleAt) -> int | None:
    """Read `رئیس دفتر رئیس‌جمهور`: a unit that serves the holder of another title is called after that one."""
    unit = row.covering(at)
    bare = unit is None or (unit.rule == "bare-head" and unit.first == at)
    if row.key(at) not in group("serving-unit") or not bare or row.covering(at + 1) is not None:
        return None
    inner = title_at(row, at + 1) or title_at(row, at + 2)
    if (
        inner is None
        or inner.title is None
        or any(ends_name(row.tokens, word) for word in range(at, inner.first))
    ):
        return None
    place = inner.title.body
    end = max(inner.last, place.last) if place is not None and place.first >= inner.first else inner.last
    title.body_name = words_text(row.tokens[at:end])
    return end


def short_body(row: Row, at: int) -> tuple[int, Entry] | None:
    """Return (end, body) of a short name that means a body inside a title: `معاون آموزش و پرورش`, `رئیس بهزیستی`."""
    listed = register().contextual.at(row.tokens, at)
    if listed is None:
        return None
    bodies = [entry for entry in listed[1] if entry.kind is EntityKind.ORGANIZATION]
    return (listed[0], bodies[0]) if len(bodies) == 1 else None


def _short(row: Row, title: Title, at: int, short: tuple[int, Entry]) -> int:
    """Read a body's short name; with a town or province after it, it is the body's office there: `رئیس بهزیستی شیراز`."""
    end, body = short
    place = starting(row, end, Kind.PLACE)
    if place is None or is_country(place):
        title.body_entry = body.iri
        return end
    office = "اداره کل " if joined(title.head) == "مدیرکل" else ""
    title.body_name = f"{office}{words_text(row.tokens[at : place.last])}"
    return place.last


def _office(row: Row, title: Title, at: int) -> int:
    """Read an office after `به`: `سازمان X به ریاست Y` has its body before it, `به ریاست سازمان X` after it."""
    after = starting(row, at + (row.key(at) == "در"), *_NAMED) or _venue(row, at)
    if after is not None:
        title.body = after
        return at
    place = country_at(row, at)
    if joined(title.head) == "ریاستجمهوری" and place is not None:
        title.body = place
        return at
    before = row.covering(title.first - 2) if row.key(title.first - 1) == "به" else None
    if before is not None and before.kind is Kind.ORGANIZATION and before.last == title.first - 1:
        title.body = before
        return at
    if row.key(title.first - 1) == "به" and (name := event_before(row, title.first - 1)):
        title.body_name = name
        return at
    return read_event(row, title, at)


def _venue(row: Row, at: int) -> Chunk | None:
    """Return the hall or house at token `at` that an office is held in: `مدیریت تالار X`."""
    place = starting(row, at, Kind.PLACE)
    return place if place is not None and not place.registered else None


def _nested(title: Title, inner: Chunk) -> int:
    """Read `معاون وزیر علوم`: the outer title takes the body of the inner one, but a president's deputy has no body named."""
    assert inner.title is not None
    title.words = (*title.words, *inner.title.words)
    title.body, title.body_name, title.pointed = inner.title.body, inner.title.body_name, inner.title.pointed
    if inner.title.kind != "state":
        title.body_entry = inner.title.body_entry
    return inner.last


def _field(row: Row, title: Title, at: int, title_at: TitleAt) -> int:
    """Read unlisted words between a title's head and its body (`مدیر پروژه ساخت مترو …`), if a body follows close by."""
    end = _field_end(row, at)
    place, body = country_at(row, end), starting(row, end, *_NAMED)
    field = row.tokens[at:end]
    past = read_event(row, title, end) if end > at and title.kind in _EVENTFUL else end
    if past > end:
        title.words = (*title.words, *field)
        return past
    directorate = joined(title.head) == "مدیرکل"
    if place is not None and end > at and (directorate or title.kind in _PEOPLED):
        title.body_name = f"{_office_of(row, at) if directorate else ''}{words_text(field)} {place.text}"
        return place.last
    if body is not None:
        title.body = body
        title.words = (*title.words, *field)
        return end
    inner = title_at(row, end) if end > at and title.kind in _SERVING else None
    if inner is not None and inner.title is not None and inner.title.kind in _SERVED:
        title.words = (*title.words, *field)
        return _nested(title, inner)
    if directorate and end > at and row.key(end - 1) != "و":
        title.body_name = f"{_office_of(row, at)}{words_text(field)}"
        return end
    if place is not None and end == at and joined(title.head) in group("trainer") and is_country(place):
        title.body_name = f"تیم ملی {place.text}"
    elif place is not None and end == at and title.kind in _PEOPLED | _SERVING:
        title.body = place
    elif (unknown := _unknown_body(row, title, at)) > at:
        title.body_name = words_text(row.tokens[at:unknown])
        return unknown
    elif points_at_country(row, at) and title.kind in _PEOPLED:
        title.pointed = "کشور"
        return at + 2
    elif title.kind == "body" and row.key(at) == "در":
        title.body = starting(row, at + 1, *_NAMED)
    return at


def _unknown_body(row: Row, title: Title, at: int) -> int:
    """Return the index after a body that only its title tells: `Y، مدیرعامل X گفت`, where X is no word that anything knows."""
    signed = row.key(title.first - 1) in {"،", "(", "-", "ـ", "؛"}
    if not signed or title.kind != "body":
        return at
    end = at
    while end < at + 2 and end < len(row.tokens) and not row.covering(end) and may_be_foreign(row, end):
        if (
            is_listed(row.key(end))
            or row.key(end) in words("common_words.txt")
            or is_first_name(row.key(end))
        ):
            return at
        end += 1
    return end


_SERVING = frozenset({"deputy"})
_SERVED = frozenset({"portfolio", "state"})


def _office_of(row: Row, at: int) -> str:
    """Return `اداره کل ` for the field of a directorate, nothing where the field is a body of its own name (`صدا و سیما`)."""
    return "" if register().bodies.at(row.tokens, at) or short_body(row, at) else "اداره کل "


def _lists_on(row: Row, at: int) -> bool:
    """Tell whether a field goes on after the comma at token `at`, to `و` and the body: `مدیرکل قرآن، عترت و نماز وزارت X`."""
    end = at + 1
    while end < min(at + _LONGEST_LIST, len(row.tokens)) and not row.covering(end):
        titled = table("titles.tsv").at(row.tokens, end) or table("plural_titles.tsv").at(row.tokens, end)
        if titled or (row.key(end) != "و" and (ends_name(row.tokens, end) or verb_at(row.tokens, end))):
            return False
        end += 1
    body = starting(row, end, Kind.ORGANIZATION)
    return body is not None and any(row.key(word) == "و" for word in range(at, end))


def _field_end(row: Row, at: int) -> int:
    end = at
    while end < min(at + _LONGEST_FIELD, len(row.tokens)) and not row.covering(end):
        named = begins_person(row.tokens, end) and row.covering(end + 1) is None
        ended = ends_name(row.tokens, end) or verb_at(row.tokens, end) or named
        listing = row.key(end) == "،" and _lists_on(row, end)
        if (ended and row.key(end) != "و" and not listing) or table("titles.tsv").at(
            row.tokens, end + (row.key(end) == "و")
        ):
            break
        if end > at and (row.key(end) in group("minister") or gathering_at(row, end)):
            break
        end += 1
    return end


_READERS: dict[str, Callable[[Row, Title, int], int]] = {
    "portfolio": read_ministry,
    "state": read_state,
    "seat": read_seat,
    "office": _office,
}
