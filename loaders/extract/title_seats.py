"""Titles of a state, a ministry, a town or a parliament: `رئیس‌جمهور ترکیه`, `وزیر علوم`, `شهردار تهران`, `نماینده مردم همدان`."""

from __future__ import annotations

from functools import cache

from kg.model import EntityKind, PostStatus
from loaders.extract.page import Chunk, Kind, Row, Title, words_text
from loaders.extract.phrases import group, joined, table, words
from loaders.extract.words import begins_person, demonyms, ends_name, verb_at
from loaders.register import Entry, register

_PARLIAMENT = "مجلس شورای اسلامی"
_LONGEST_CONSTITUENCY = 3
_LONGEST_PORTFOLIO = 8  # tokens


def starting(row: Row, at: int, *kinds: Kind) -> Chunk | None:
    """Return the chunk of one of these kinds that begins at token `at`."""
    chunk = row.covering(at)
    return chunk if chunk is not None and chunk.first == at and chunk.kind in kinds else None


def country_at(row: Row, at: int) -> Chunk | None:
    """Return the place that begins at token `at`, the words of its polity before it left out: `جمهوری اسلامی افغانستان`."""
    while row.covering(at) is None and row.key(at) in group("polity"):
        at += 1
    return starting(row, at, Kind.PLACE)


def read_state(row: Row, title: Title, at: int) -> int:
    """Read `رئیس‌جمهور ترکیه`, `سفیر ایران`, `رایزن سفارت X`; a president without a country is Iran's."""
    embassy = starting(row, at, Kind.ORGANIZATION)
    if embassy is not None:
        title.body = embassy
        return at
    place = country_at(row, at)
    if place is not None:
        title.body = place
        title.places = _countries(row, place) if title.plural else ()
        return max(at, place.first)
    if points_at_country(row, at):
        title.pointed = "کشور"
        return at + 2
    if row.key(at) in group("iran"):
        title.body_entry = entry("ایران").iri
        return at + 1
    if joined(title.head) in group("president") and not title.plural and _names_no_country(row, at):
        title.body_entry, title.implied = entry("ایران").iri, True
    return at


def _names_no_country(row: Row, at: int) -> bool:
    """Tell whether nothing after `رئیس‌جمهور` can be a country's name, even one that the register lacks."""
    if at >= len(row.tokens) or row.covering(at) is not None:
        return at >= len(row.tokens)
    named = begins_person(row.tokens, at) or table("honorifics.txt").at(row.tokens, at) is not None
    if row.key(at).endswith("ستان"):
        return False
    return named or not _may_be_town(row, at) or row.key(at) in words("known_surnames.txt")


def _countries(row: Row, first: Chunk) -> tuple[Chunk, ...]:
    """Return the countries in a row from the first on: `وزرای خارجه ایران، ترکیه و عمان`."""
    found = [first]
    while row.key(found[-1].last) in {"و", "،"} and (more := country_at(row, found[-1].last + 1)):
        found.append(more)
    return tuple(found)


def is_country(place: Chunk) -> bool:
    """Tell whether a place is a country of the register."""
    return place.registered is not None and register().entries[place.registered].is_country


def points_at_country(row: Row, at: int) -> bool:
    """Tell whether `این کشور` stands at token `at`."""
    return row.key(at) in group("pointer") and row.key(at + 1) == "کشور"


def read_representative(row: Row, title: Title, at: int) -> int | None:
    """Read `نماینده ایران` (a country's) and `نماینده مردم تبریز` (a member of parliament); None for one of a body."""
    if row.covering(at) is None and row.key(at) in group("iran"):
        title.body_entry = entry("ایران").iri
        return at + 1
    place = country_at(row, at)
    if place is not None and is_country(place):
        title.body = place
        return max(at, place.first)
    people = at
    while row.key(people) in group("people"):
        people += 1
    if people == at and place is None and not _unknown_constituency(row, at):
        return None
    return _member_of_parliament(row, title, at, max(_constituency(row, people), people))


def _constituency(row: Row, at: int) -> int:
    """Return the index after the towns of a constituency: `نطنز، آران و بیدگل`."""
    end = _town(row, at)
    while end > at and row.key(end) in {"،", "و"} and _town(row, end + 1) > end + 1:
        end = _town(row, end + 1)
    return end


def _town(row: Row, at: int) -> int:
    place = row.covering(at)
    if place is not None:
        return place.last if place.kind is Kind.PLACE and place.first == at else at
    known = contextual_place(row, at)
    if known is not None:
        return known
    return at + 1 if _may_be_town(row, at) else at


def _may_be_town(row: Row, at: int) -> bool:
    if at >= len(row.tokens):
        return False
    word = row.key(at)
    return not (
        ends_name(row.tokens, at)
        or verb_at(row.tokens, at)
        or word == "و"
        or word in words("common_words.txt")
        or word in demonyms()
        or begins_person(row.tokens, at)
    )


def _unknown_constituency(row: Row, at: int) -> bool:
    """Tell whether words at token `at` that nothing knows must be a constituency: the sentence speaks of the parliament."""
    end = _constituency(row, at)
    if end == at and not (
        ends_name(row.tokens, at) or table("org_heads.tsv").at(row.tokens, at) or row.covering(at)
    ):
        end = (
            at + 1 if ends_name(row.tokens, at + 1) and row.key(at) not in words("generic_words.txt") else at
        )
    speaks = any(joined(chunk.text).startswith("مجلس") for chunk in row.of(Kind.ORGANIZATION))
    return at < end <= at + _LONGEST_CONSTITUENCY and speaks


def _member_of_parliament(row: Row, title: Title, at: int, end: int) -> int:
    title.words = (*title.words, *row.tokens[at:end])
    body = starting(row, end + 1, Kind.ORGANIZATION) if row.key(end) == "در" else None
    if body is not None:
        title.body = body
    else:
        title.body_entry = entry(_PARLIAMENT).iri
    return end


def read_seat(row: Row, title: Title, at: int) -> int:
    """Read `شهردار تهران`, `استاندار فارس`: the town or province names the body."""
    if title.seat == "مجلس":
        return _member_of_parliament(row, title, at, _constituency(row, at))
    place = starting(row, at, Kind.PLACE)
    if place is not None:
        title.body_name = f"{title.seat} {place.text}"
    elif word := contextual_place(row, at):
        title.body_name = f"{title.seat} {words_text(row.tokens[at:word])}"
        return word
    return at


def contextual_place(row: Row, at: int) -> int | None:
    """Return the index after a town or province whose name is also a common word: `استاندار فارس`."""
    listed = register().contextual.at(row.tokens, at) if row.covering(at) is None else None
    return listed[0] if listed and any(entry.kind is EntityKind.PLACE for entry in listed[1]) else None


def read_ministry(row: Row, title: Title, at: int) -> int:
    """Read what stands after `وزیر`: a ministry, or the field of one of Iran or of another country."""
    listed = _portfolio(row, at)
    body = starting(row, at, Kind.ORGANIZATION)
    if body is not None and listed is not None and not joined(body.text).startswith("وزارت"):
        return _of_branch(row, title, body, listed)
    if body is not None:
        title.body = body
        return at
    end = _long_field(row, at) or (listed[0] if listed else _foreign_field(row, at))
    if end == at:
        return at
    printed = words_text(row.tokens[at:end])
    known = listed[1] if listed and listed[0] >= end else None
    while row.key(end) in group("former"):
        title.status = PostStatus.FORMER
        end += 1
    place = country_at(row, end)
    if title.plural and place is not None:
        title.places, title.seat = (
            _countries(row, place),
            ministry_name(known, printed),
        )
        return title.places[-1].last
    if place is not None and joined(place.text) not in group("iran"):
        title.body_name = f"{ministry_name(known, printed)} {_short_name(place)}"
        return place.last
    if points_at_country(row, end):
        title.pointed, title.body_name = "کشور", ministry_name(known, printed)
        return end + 2
    if listed is None:
        return at
    title.body_entry = listed[1].iri
    return place.last if place is not None else end


def _portfolio(row: Row, at: int) -> tuple[int, Entry] | None:
    """Return (end, ministry) of the field at token `at`; the last letter may be that of the ezafe: `وزیر نیروی کشورمان`."""
    listed = register().portfolios.at(row.tokens, at)
    if listed is None and row.key(at).endswith("وی"):
        known = register().portfolios.get(row.key(at)[:-1])
        return (at + 1, known) if known else None
    return listed


def _of_branch(row: Row, title: Title, body: Chunk, listed: tuple[int, Entry]) -> int:
    """Read `وزیر دادگستری ارمنستان`, whose field with the country was taken for the name of a body."""
    end, ministry = listed
    row.chunks.remove(body)
    place = register().places.at(row.tokens, end)
    if place is not None and place[1].is_country and joined(place[1].name) not in group("iran"):
        title.body_name = f"وزارت {words_text(row.tokens[title.first + 1 : place[0]])}"
        return place[0]
    title.body_entry = ministry.iri
    return max(end, body.last)


def _short_name(place: Chunk) -> str:
    """Return a country's name without the words of its polity: `جمهوری ارمنستان` → `ارمنستان`."""
    names = [token for token in place.name if token.key not in group("polity")]
    return words_text(names) if names else place.text


def ministry_name(known: Entry | None, printed: str) -> str:
    """Return the name of the ministry of a field in another country: the foreign ministry's is the same everywhere."""
    return known.name if known and "خارجه" in printed else f"وزارت {printed}"


def _long_field(row: Row, at: int) -> int | None:
    """Return the index after a field of several parts that another country's name follows: `وزیر فرهنگ، گردشگری و آثار باستانی عراق`."""
    end = at
    while end < at + _LONGEST_PORTFOLIO and row.covering(end) is None:
        if ends_name(row.tokens, end) and row.key(end) not in {"و", "،"}:
            return None
        if table("titles.tsv").at(row.tokens, end) or row.key(end) in group("polity") | group("former"):
            break
        end += 1
    place = country_at(row, end)
    foreign = place is not None and is_country(place) and joined(place.text) not in group("iran")
    return end if foreign and row.key(end - 1) not in {"و", "،"} else None


def _foreign_field(row: Row, at: int) -> int:
    """Return the index after up to two words that may be the field of another country's ministry: `وزیر حج عربستان`."""
    end = at
    while end < at + 2 and not (
        ends_name(row.tokens, end) or row.covering(end) or begins_person(row.tokens, end)
    ):
        end += 1
    return end


@cache
def entry(name: str) -> Entry:
    """Return an entry of the register that the rules count on.

    Raises:
        LookupError: if the register lost it.
    """
    found = register().bodies.get(name) or register().places.get(name)
    if found is None:
        raise LookupError(f"the register lacks {name}, which the rules for titles need")
    return found
