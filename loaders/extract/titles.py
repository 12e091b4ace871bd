"""Post titles: head, modifiers, words of status, and the body, country, town or ministry that they are held in."""

from __future__ import annotations

from functools import lru_cache

from kg.model import EntityKind, PostStatus
from loaders.extract.page import Chunk, Kind, Row, Title, words_text
from loaders.extract.phrases import joined, table
from loaders.extract.words import begins_person, ends_name, verb_at
from loaders.persian.tables import rows
from loaders.register import Entry, register

_IRAN = frozenset(map(joined, ("ایران", "جمهوری اسلامی ایران", "کشورمان", "کشور")))
_LONGEST_MODIFIER = 6
_PRESIDENTS = frozenset({"رئیس جمهور", "رئیس‌جمهور", "رئیس جمهوری", "رئیس‌جمهوری", "رییس جمهور", "رییس‌جمهور", "رییس جمهوری", "رییس‌جمهوری"})
_ADJECTIVES = frozenset(map(joined, ("جدید", "کنونی", "فعلی", "محترم", "وقت", "محبوب")))


@lru_cache(maxsize=1)
def _statuses() -> dict[str, PostStatus]:
    return {joined(word): PostStatus(status) for word, status in rows("status_words.tsv")}


def find_titles(row: Row) -> list[Chunk]:
    """Return the titles of a sentence. A title's chunk covers the title's own words; its body stays a chunk of its own."""
    found: list[Chunk] = []
    at = 0
    while at < len(row.tokens):
        chunk = None if row.covering(at) else title_at(row, at)
        if chunk is None:
            at += 1
        else:
            found.append(chunk)
            at = max(chunk.last, at + 1)
    return found


def title_at(row: Row, at: int) -> Chunk | None:
    """Read the title that begins at token `at`, or return None."""
    free = at
    while free < len(row.tokens) and not row.covering(free):
        free += 1
    head = table("titles.tsv").at(row.tokens, at, free)
    if head is None:
        return None
    after, columns = head
    republic = row.covering(after)
    if columns[0] in {"رئیس", "رییس"} and republic and republic.kind is Kind.PLACE and row.key(after).startswith("جمهوری"):
        columns = ("رئیس‌جمهور", "state")
    if row.key(after) in {"ها", "های", "هایی", "ان"} or columns[0] == "ریاست" and row.key(at - 1) != "به":
        return None
    title = Title(head=columns[0], kind=columns[1], words=row.tokens[at:after])
    before = row.key(at - 1)
    if before in _statuses():
        title.status = _statuses()[before]
    end = _modifiers(row, title, after)
    dropped = _ADJECTIVES | _statuses().keys()
    title.words = tuple(t for t in row.tokens[at:end] if t.key not in dropped or t is row.tokens[at])
    if title.kind == "acting":
        title.status = PostStatus.ACTING
    end = _complement(row, title, columns, end)
    chunk = Chunk(Kind.TITLE, row.index, at, end, tuple(title.words), title=title, rule=f"title-{title.kind}")
    return chunk


def _modifiers(row: Row, title: Title, at: int) -> int:
    """Read words of status and of the field of a title; return the index after them."""
    tokens, start = row.tokens, at
    while at < len(tokens) and at < start + _LONGEST_MODIFIER and not row.covering(at):
        if title.kind != "portfolio" and _short_body(row, at):
            break
        if tokens[at].key in _statuses():
            title.status = _statuses()[tokens[at].key]
            at += 1
        elif tokens[at].key in _ADJECTIVES:
            at += 1
        elif title.kind not in {"portfolio", "state"} and joined(title.head) != "مدیرکل" and (found := table("title_modifiers.txt").at(tokens, at)):
            at = found[0]
        elif tokens[at].key == "و" and at > start and table("title_modifiers.txt").at(tokens, at + 1) and title.kind != "portfolio":
            at += 1
        else:
            break
    return at


def _complement(row: Row, title: Title, columns: tuple[str, ...], at: int) -> int:
    """Find the body that the title is held in; return the index after the words that belong to the title's chunk."""
    chunk = row.covering(at)
    if columns[0] == "ریاست":
        title.body = row.covering(title_start(row, title) - 2)
        if title.body is not None and title.body.kind is not Kind.ORGANIZATION:
            title.body = None
        return at
    if title.kind == "portfolio":
        return _ministry(row, title, at)
    if title.kind == "state":
        if chunk and chunk.kind is Kind.PLACE:
            title.body = chunk
        elif row.key(at) in _IRAN:
            title.body_entry = _iran().iri
            return at + 1
        elif columns[0] in _PRESIDENTS and not (chunk and chunk.first == at):
            title.body_entry = _iran().iri
        return at
    if title.kind == "seat":
        return _seat(row, title, columns, at)
    if columns[0] == "نماینده" and chunk and chunk.first == at and chunk.kind is Kind.PLACE:
        if chunk.registered and register().entries[chunk.registered].is_country:
            title.body = chunk
            return at
        return _seat(row, title, (*columns, "مجلس"), at)
    if chunk and chunk.first == at and chunk.kind in {Kind.ORGANIZATION, Kind.REFERENCE}:
        title.body = chunk
        return at
    if short := _short_body(row, at):
        title.body_entry = short[1].iri
        return short[0]
    if title.kind in {"deputy", "member", "body", "acting"}:
        inner = title_at(row, at)
        if inner is not None and inner.title is not None and title.kind != "member":
            return _nested(row, title, inner)
    return _field(row, title, at)


def _short_body(row: Row, at: int) -> tuple[int, Entry] | None:
    """Return (end, body) of a short name that means a body inside a title: `معاون آموزش و پرورش`, `رئیس بهزیستی`."""
    listed = register().contextual.at(row.tokens, at)
    bodies = [entry for entry in listed[1] if entry.kind is EntityKind.ORGANIZATION] if listed else []
    return (listed[0], bodies[0]) if listed and len(bodies) == 1 else None


def title_start(row: Row, title: Title) -> int:
    """Return the index of a title's first token."""
    return row.tokens.index(title.words[0])


def _nested(row: Row, title: Title, inner: Chunk) -> int:
    """Read `معاون وزیر علوم`: the outer title takes the body of the inner one."""
    assert inner.title is not None
    title.outer = inner.title
    title.words = (*title.words, *inner.title.words)
    title.body, title.body_name = inner.title.body, inner.title.body_name
    if inner.title.kind != "state":
        title.body_entry = inner.title.body_entry
    return inner.last


def _field(row: Row, title: Title, at: int) -> int:
    """Read unlisted words between a title's head and its body (`مدیر پروژه ساخت مترو …`), if a body follows close by."""
    end = at
    while end < at + _LONGEST_MODIFIER and not row.covering(end):
        if row.key(end) != "و" and (ends_name(row.tokens, end) or verb_at(row.tokens, end) or begins_person(row.tokens, end)):
            break
        end += 1
    chunk = row.covering(end)
    if chunk and chunk.first == end > at and chunk.kind is Kind.PLACE and joined(title.head) == "مدیرکل":
        title.body_name = f"اداره کل {words_text(row.tokens[title_start(row, title) + len(title.words) : end])} {chunk.text}"
        return chunk.last
    if chunk and chunk.first == end and chunk.kind in {Kind.ORGANIZATION, Kind.REFERENCE}:
        title.body = chunk
        title.words = (*title.words, *row.tokens[at:end])
        return end
    if chunk and chunk.first == end == at and chunk.kind is Kind.PLACE and title.kind in {"body", "acting"}:
        title.body = chunk
    elif row.key(at) == "در" and (chunk := row.covering(at + 1)) and chunk.kind is Kind.ORGANIZATION and title.kind == "body":
        title.body = chunk
    return at


def _ministry(row: Row, title: Title, at: int) -> int:
    """Read what stands after `وزیر`: a portfolio of the register or of another country."""
    tokens = row.tokens
    chunk = row.covering(at)
    if chunk and chunk.first == at and chunk.kind is Kind.ORGANIZATION:
        title.body = chunk
        return at
    listed = register().portfolios.at(tokens, at)
    end = listed[0] if listed else at
    if listed is None:
        while end < min(len(tokens), at + 2) and not ends_name(tokens, end) and not row.covering(end) and not begins_person(tokens, end):
            end += 1
        if end == at:
            return at
    while row.key(end) in _statuses():
        title.status = _statuses()[row.key(end)]
        end += 1
    place = row.covering(end)
    if place and place.first == end and place.kind is Kind.PLACE and joined(place.text) not in _IRAN:
        printed = words_text([token for token in tokens[at:end] if token.key not in _statuses()])
        base = listed[1].name if listed and "خارجه" in printed else f"وزارت {printed}"
        title.body_name = f"{base} {place.text}"
        return place.last
    if listed:
        title.body_entry = listed[1].iri
        return place.last if place and place.first == end and joined(place.text) in _IRAN else end
    return at


def _seat(row: Row, title: Title, columns: tuple[str, ...], at: int) -> int:
    """Read `شهردار تهران`, `نماینده مردم همدان در مجلس`."""
    places = []
    end = at
    while (chunk := row.covering(end)) and chunk.kind is Kind.PLACE and chunk.first == end:
        places.append(chunk)
        end = chunk.last
        if row.key(end) in {"،", "و"} and (after := row.covering(end + 1)) and after.kind is Kind.PLACE:
            end += 1
    if columns[2] == "مجلس":
        return _member_of_parliament(row, title, at, end)
    if not places:
        return at
    title.body_name = f"{columns[2]} {places[0].text}"
    return at


def _member_of_parliament(row: Row, title: Title, at: int, end: int) -> int:
    title.words = (*title.words, *row.tokens[at:end])
    if row.key(end) == "در" and (chunk := row.covering(end + 1)) and chunk.kind is Kind.ORGANIZATION:
        title.body = chunk
    else:
        title.body_entry = _parliament().iri
    return end


@lru_cache(maxsize=1)
def _iran() -> Entry:
    return _entry("ایران", EntityKind.PLACE)


@lru_cache(maxsize=1)
def _parliament() -> Entry:
    return _entry("مجلس شورای اسلامی", EntityKind.ORGANIZATION)


def _entry(name: str, kind: EntityKind) -> Entry:
    names = register().bodies if kind is EntityKind.ORGANIZATION else register().places
    entry = names.get(name)
    if entry is None:
        raise LookupError(f"the register lacks {name}")
    return entry
