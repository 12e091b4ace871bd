"""Relations between bodies, and between a body and a place: what the names themselves say, then the words that tie two names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg import terms as t
from kg.model import EntityKind, Predicate, RelationClaim
from loaders.extract.cooperation import cooperation
from loaders.extract.custody import custody, founding, hosting, membership
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.ties import Tie, tie, tie_iri
from loaders.link import Linker
from loaders.register import Entry, register

_SYMMETRIC = frozenset({Predicate.COOPERATES_WITH})
_MISSIONS = frozenset(map(joined, ("سفارت", "کنسولگری", "سرکنسولگری", "نمایندگی")))
_PROVINCES = frozenset(map(joined, ("استان", "شهرستان", "شهر")))
_UNITS = frozenset({"unit"})
_PARTS = frozenset(
    map(joined, ("وابسته به", "زیرمجموعه", "زیر مجموعه", "از زیرمجموعه‌های", "تابعه", "زیر نظر", "تحت پوشش"))
)
_SEATED = frozenset({"در"})
_CAPITAL = joined(
    "تهران"
)  # where a body of its name nearly always means the whole country's or the city's own
_TOWNS = frozenset({t.SCHEMA + "City", t.SCHEMA + "AdministrativeArea"})
_CIVIL = frozenset(map(joined, ("دانشگاه", "کتابخانه", "موزه", "بیمارستان", "مدرسه", "پژوهشگاه", "مؤسسه")))


def find_relations(page: Page, linker: Linker) -> Iterator[RelationClaim]:
    """Yield each relation that the article states, once, with the sentence that says it first."""
    seen: set[tuple[str, Predicate, str]] = set()
    for row in page.rows:
        for found in _in_row(page, linker, row):
            identity = (found.subject, found.predicate, found.object)
            reverse = (found.object, found.predicate, found.subject)
            known = identity in seen or (found.predicate in _SYMMETRIC and reverse in seen)
            if found.subject != found.object and not known:
                seen.add(identity)
                yield found.claim(page, row)


def _in_row(page: Page, linker: Linker, row: Row) -> Iterator[Tie]:
    yield from _parts(linker, row)
    yield from _dependents(row)
    yield from _committees(page, row)
    yield from _seats(page, linker, row)
    yield from _missions(linker, row)
    yield from custody(row)
    yield from hosting(row)
    yield from founding(row)
    yield from membership(row)
    yield from cooperation(row)


def with_inner(row: Row) -> Iterator[Chunk]:
    """Yield the bodies of a sentence and the bodies inside their names."""
    stack = list(row.of(Kind.ORGANIZATION))
    while stack:
        chunk = stack.pop()
        yield chunk
        stack.extend(chunk.inner)


def _parts(linker: Linker, row: Row) -> Iterator[Tie]:
    """`روابط عمومی سازمان X`: a body whose name ends with another body's is a part of it."""
    for chunk in with_inner(row):
        for inner in chunk.inner:
            if (
                _may_be_part(chunk, inner)
                and inner.first > chunk.first + _head_length(chunk) - 1
                and inner.last == chunk.last
            ):
                yield from tie(chunk, Predicate.PART_OF, inner, "nested-name", _nested_score(chunk))
        if not chunk.inner and chunk.entity:
            found = _registered_parent if chunk.registered else _short_whole
            yield from found(linker, chunk)


def _head_length(chunk: Chunk) -> int:
    found = table("org_heads.tsv").at(chunk.name, 0)
    return found[0] if found else 1


def _may_be_part(chunk: Chunk, inner: Chunk) -> bool:
    """Tell whether a body whose name ends with another's is a part of it: every one, unless its head is of those that are not.

    A ministry or a university is no part of what its name ends with (`وزارت دفاع و پشتیبانی نیروهای مسلح`), nor a body of its own kind.
    """
    found = table("org_heads.tsv").at(chunk.name, 0)
    if found is None:
        return False
    head = joined(found[1][0])
    return head not in words("sole_nouns.txt") and (found[1][1] in _UNITS or head != inner.name[0].key)


def _short_whole(linker: Linker, chunk: Chunk) -> Iterator[Tie]:
    """`دبیرخانه مجمع`: a unit's name ends with a short form of a body that the page names in full."""
    found = table("org_heads.tsv").at(chunk.name, 0)
    if found is None or found[1][1] not in _UNITS:
        return
    for first in range(found[0], len(chunk.name)):
        whole = _page_body(linker, chunk, first)
        if whole is not None:
            yield tie_iri(chunk, Predicate.PART_OF, whole, "short-whole", 0.65)
            return


def _page_body(linker: Linker, chunk: Chunk, first: int) -> str | None:
    """Return the one body of the page that the tokens of a name from `first` on may stand for."""
    tail = chunk.name[first:]
    for entry in register().contextual.get(" ".join(token.text for token in tail)) or ():
        if entry.iri in linker.drafts and entry.kind is EntityKind.ORGANIZATION:
            return entry.iri
    if table("org_heads.tsv").at(tail, 0) is None:
        return None
    keys = tuple(token.key for token in tail)
    fits = [
        draft.iri
        for draft in linker.drafts.values()
        if draft.kind is EntityKind.ORGANIZATION
        and draft.iri != chunk.entity
        and draft.words[: len(keys)] == keys
    ]
    return fits[0] if len(fits) == 1 else None


def _nested_score(chunk: Chunk) -> float:
    found = table("org_heads.tsv").at(chunk.name, 0)
    return 0.85 if found is not None and found[1][1] in _UNITS else 0.7


def _registered_parent(linker: Linker, chunk: Chunk) -> Iterator[Tie]:
    """`کمیسیون کشاورزی مجلس`: the name of a registered body ends with a name of its registered parent."""
    for parent in register().entries[chunk.registered].parents if chunk.registered else ():
        entry = register().entries.get(parent)
        for first in range(1, len(chunk.name)) if entry else ():
            if _names(entry, chunk, first):
                yield tie_iri(chunk, Predicate.PART_OF, linker.entry(parent), "registered-parent", 0.9)
                return


def _names(entry: Entry | None, chunk: Chunk, first: int) -> bool:
    rest = "".join(token.key for token in chunk.name[first:])
    return entry is not None and any(joined(label) == rest for label in (*entry.labels, *entry.contextual))


def _committees(page: Page, row: Row) -> Iterator[Tie]:
    """`مجلس … کمیسیون آموزش`: a committee whose house is not named beside it belongs to the parliament that the page names."""
    committees = [
        c
        for c in row.of(Kind.ORGANIZATION)
        if c.name[0].key == "کمیسیون" and not c.inner and not c.registered
    ]
    if not committees:
        return
    houses = [c for c in page.chunks(Kind.ORGANIZATION) if c.registered and c.name[0].key == "مجلس"]
    if len({c.entity for c in houses}) == 1 and houses[0].entity is not None:
        for chunk in committees:
            if chunk.entity is not None:
                yield tie_iri(chunk, Predicate.PART_OF, houses[0].entity, "committee", 0.6)


def _dependents(row: Row) -> Iterator[Tie]:
    """`X وابسته به Y`, `X از زیرمجموعه‌های Y`."""
    bodies = [c for c in row.of(Kind.ORGANIZATION, Kind.REFERENCE) if c.entity]
    for a, b in pairwise(bodies):
        said = "".join(row.key(at) for at in range(a.last, b.first))
        if said.removeprefix("که") in _PARTS:
            yield from tie(a, Predicate.PART_OF, b, "dependent", 0.85)


def _seats(page: Page, linker: Linker, row: Row) -> Iterator[Tie]:
    """`شهرداری اراک`, `انجمن X شهر Y`, `سازمان X در Y`: where a body has its seat."""
    for chunk in with_inner(row):
        if chunk.entity is None or chunk.inner:
            continue
        found = None if chunk.registered else _town_at_end(chunk)
        if (
            found is not None
            and chunk.name[0].key not in words("seatless_nouns.txt") | _MISSIONS
            and _seats_bodies(chunk, found[1])
            and _is_printed(page, found[1])
        ):
            rule, score = ("country-in-name", 0.5) if found[1].is_country else ("town-in-name", 0.55)
            yield tie_iri(chunk, Predicate.LOCATED_IN, _place(page, linker, chunk, *found), rule, score)
            continue
        if row.key(chunk.last) == "واقع" and row.key(chunk.last + 1) == "در":
            place = next((c for c in row.of(Kind.PLACE) if c.entity and c.first >= chunk.last + 2), None)
            if place is not None and place.first <= chunk.last + 3:
                yield from tie(chunk, Predicate.LOCATED_IN, place, "lies-in", 0.85)


def _seats_bodies(chunk: Chunk, entry: Entry) -> bool:
    """Tell whether a name's last word is its seat: a town, a province, or for a university or museum a country other than ours.

    A ministry's or army's country is whose it is rather than where it stands.
    """
    if entry.is_country:
        return chunk.name[0].key in _CIVIL and joined(entry.name) != "ایران"
    return bool(set(entry.types) & _TOWNS) and joined(entry.name) != _CAPITAL


def _is_printed(page: Page, entry: Entry) -> bool:
    """Tell whether the page names a place by itself, outside the names of bodies."""
    return any(chunk.registered == entry.iri for chunk in page.chunks(Kind.PLACE)) or any(
        joined(entry.name) in joined(chunk.text) for chunk in page.chunks(Kind.PLACE)
    )


def _town_at_end(chunk: Chunk) -> tuple[int, Entry] | None:
    """Return (index in the name, entry) of the place that a body's name ends with."""
    for first in range(1, len(chunk.name)):
        found = register().places.at(chunk.name, first)
        if found is not None and found[0] == len(chunk.name):
            return first, found[1]
    return None


def _place(page: Page, linker: Linker, chunk: Chunk, first: int, entry: Entry) -> str:
    """Return the entity of the place at the end of a body's name: the province where the name says so and the page has it."""
    if chunk.name[first - 1].key in _PROVINCES:
        whole = "".join(token.key for token in chunk.name[first - 1 :])
        known = next((c for c in page.chunks(Kind.PLACE) if c.entity and joined(c.text) == whole), None)
        if known is not None and known.entity is not None:
            return known.entity
    return linker.entry(entry.iri)


def _missions(linker: Linker, row: Row) -> Iterator[Tie]:
    """`سفارت ایران در مسکو` represents the country that it names, and stands where it says."""
    for chunk in row.of(Kind.ORGANIZATION):
        if chunk.name[0].key not in _MISSIONS or chunk.entity is None:
            continue
        found = register().places.at(chunk.name, 1)
        if found is not None and found[1].is_country:
            yield tie_iri(chunk, Predicate.REPRESENTATIVE_OF, linker.entry(found[1].iri), "embassy", 0.8)
            end = found[0]
            seat = (
                register().places.at(chunk.name, end + 1)
                if end < len(chunk.name) and chunk.name[end].key in _SEATED
                else None
            )
            if seat is not None:
                yield tie_iri(chunk, Predicate.LOCATED_IN, linker.entry(seat[1].iri), "embassy-seat", 0.9)
