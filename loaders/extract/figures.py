"""Figures: a number with the noun that it counts, what it is about, where and when, and the total that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import FigureClaim
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.words import ends_name, is_word, verb_at
from loaders.link import shown
from loaders.persian.dates import dates
from loaders.persian.letters import display
from loaders.persian.numbers import Number, numbers
from loaders.persian.tokens import Token

_LONGEST_ABOUT = 6
_CLASSIFIERS = frozenset(map(joined, ("نفر", "تن", "فقره", "مورد", "دستگاه", "باب", "رأس", "قطعه", "جلد", "نسخه", "عنوان", "هزار", "میلیون", "میلیارد")))
_PERIODS = frozenset(map(joined, ("پیش", "پس", "قبل", "بعد")))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number in its row: tokens [first, last), and the tokens of its unit."""

    number: Number
    first: int
    last: int
    unit: tuple[Token, ...]


def find_figures(page: Page) -> Iterator[FigureClaim]:
    """Yield the figures of a page's rows, totals before their parts; a figure printed twice about one thing is one."""
    seen: set[tuple[float, str]] = set()
    published = page.doc.published.earliest if page.doc.published else None
    for row in page.rows:
        if row.heading:
            continue
        taken = [(d.start, d.end) for d in dates(page.doc.text, published=published, start=row.sentence.start, end=row.sentence.end)]
        readings = list(_readings(page, row, taken))
        claims = [_claim(page, row, reading) for reading in readings]
        for claim in _with_totals(claims):
            identity = (float(claim.value), claim.unit)
            if identity not in seen or claim.part_of is not None or claim.period is not None:
                seen.add(identity)
                yield claim


def _readings(page: Page, row: Row, taken: Sequence[tuple[int, int]]) -> Iterator[_Reading]:
    for number in numbers(page.doc.text, row.sentence.start, row.sentence.end):
        if any(number.start < end and start < number.end for start, end in taken):
            continue
        inside = [i for i, token in enumerate(row.tokens) if number.start <= token.start < number.end]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        covering = row.covering(first)
        if covering is not None and covering.kind is not Kind.TITLE:
            continue
        unit = _unit(row, last)
        if unit:
            yield _Reading(number, first, last, unit)


def _unit(row: Row, at: int) -> tuple[Token, ...]:
    """Return the tokens of the counted noun after a number, or nothing where the number counts no thing."""
    tokens = row.tokens
    if at < len(tokens) and tokens[at].key in {"%", "٪"}:
        return (tokens[at],)
    found = table("units.txt").at(tokens, at)
    if found is not None:
        return tokens[at : found[0]]
    if at >= len(tokens) or not is_word(tokens[at]) or tokens[at].key in words("unit_nouns.txt"):
        return ()
    if ends_name(tokens, at) or verb_at(tokens, at):
        return ()
    return tokens[at : at + 1]


def _unit_text(unit: tuple[Token, ...]) -> str:
    text = shown(" ".join(token.text for token in unit))
    return "درصد" if text in {"%", "٪"} else text


def _claim(page: Page, row: Row, reading: _Reading) -> FigureClaim:
    number, end = reading.number, reading.last + len(reading.unit)
    about, after = _about(row, reading, end)
    body = _body_about(row, reading)
    first = reading.first - _approximator(row, reading) if number.approximate else reading.first
    speaker = next((c for c in row.of(Kind.PERSON, Kind.TITLE, Kind.PRONOUN) if c.entity and c.last <= reading.first), None)
    return FigureClaim(
        evidence=page.evidence(row, first, after),
        score=0.85 if table("units.txt").at(row.tokens, reading.last) else 0.7,
        rule="number-unit",
        value=number.value,
        unit=_unit_text(reading.unit),
        about=about or (body.text if body else _unit_text(reading.unit)),
        approximate=number.approximate,
        about_entity=body.entity if body else None,
        region=_region(row, end),
        period=_period(row, reading),
        speaker=speaker.entity if speaker else None,
    )


def _approximator(row: Row, reading: _Reading) -> int:
    """Return how many tokens before a number say that it is approximate."""
    return 2 if row.key(reading.first - 1) in {"از", "به", "بر"} and reading.first >= 2 else min(1, reading.first)


def _about(row: Row, reading: _Reading, end: int) -> tuple[str, int]:
    """Return (the noun phrase that says what is counted, index after it): the unit with the words that complete it."""
    at = end
    while at < min(len(row.tokens), end + _LONGEST_ABOUT) and not ends_name(row.tokens, at) and not verb_at(row.tokens, at):
        if row.key(at) == "و":
            break
        at += 1
    classifier = reading.unit[-1].key in _CLASSIFIERS
    start = end if classifier and at > end else end - len(reading.unit)
    return shown(" ".join(display(token.text) for token in row.tokens[start:at])), at


def _body_about(row: Row, reading: _Reading) -> Chunk | None:
    """Return the body that a figure is about: the nearest one before it in the sentence, or the first after it."""
    bodies = [c for c in row.of(Kind.ORGANIZATION, Kind.REFERENCE) if c.entity is not None and row.key(c.first - 1) not in {"گزارش", "نقل"}]
    before = [c for c in bodies if c.last <= reading.first]
    after = [c for c in bodies if c.first >= reading.last]
    return before[-1] if before else (after[0] if after else None)


def _region(row: Row, end: int) -> str | None:
    """Return `حوزه آسیا و اقیانوسیه` in `27 کشور در حوزه آسیا و اقیانوسیه`."""
    at = end
    while at < len(row.tokens) and at < end + 2 and row.key(at) != "در":
        at += 1
    if row.key(at) != "در" or row.key(at + 1) not in _REGION_NOUNS:
        return None
    stop = at + 1
    while stop < len(row.tokens) and stop < at + 7 and (stop == at + 1 or not ends_name(row.tokens, stop)):
        stop += 1
    return shown(" ".join(display(token.text) for token in row.tokens[at + 1 : stop]))


_REGION_NOUNS = frozenset(map(joined, ("حوزه", "منطقه", "قاره", "استان", "شهر", "شهرستان", "کشور", "بخش", "ناحیه")))


def _period(row: Row, reading: _Reading) -> str | None:
    """Return the phrase of time that opens the clause of a number: `پیش از شیوع …`, `پس از این بحران`."""
    for at in range(reading.first - 1, -1, -1):
        if row.key(at) in _PERIODS and row.key(at + 1) == "از":
            stop = at + 2
            while stop < reading.first and is_word(row.tokens[stop]) and row.key(stop) not in {"که", "در", "به", "رقم", "تعداد"}:
                stop += 1
            if row.key(stop - 1) in {"این", "آن"}:
                stop -= 1
            return shown(" ".join(display(token.text) for token in row.tokens[at:stop]))
        if row.key(at) in {".", "؛", ":"}:
            return None
    return None


def _with_totals(claims: list[FigureClaim]) -> list[FigureClaim]:
    """Join a total with the figures after it in its sentence that have its unit and sum to it exactly."""
    for i, total in enumerate(claims):
        running: float = 0
        for j in range(i + 1, len(claims)):
            if claims[j].unit != total.unit:
                break
            running += claims[j].value
            if running == total.value and j > i + 1:
                parts = [replace(part, part_of=total) for part in claims[i + 1 : j + 1]]
                return [*claims[: i + 1], *parts, *_with_totals(claims[j + 1 :])]
            if running > total.value:
                break
    return claims


