"""Figures: a number with the noun that it counts, what it is about, where and when, and the total that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import FigureClaim
from loaders.extract.figure_phrases import about_phrase, period_phrase, region_phrase
from loaders.extract.figure_units import (
    announced,
    counted,
    glued_unit,
    is_figure,
    is_label,
    is_range,
    leading_number,
    unit_text,
)
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined, table
from loaders.extract.resolve import reports, subject
from loaders.extract.sources import is_outlet
from loaders.link import shown
from loaders.persian.dates import dates_in
from loaders.persian.letters import display
from loaders.persian.number_words import PHRASES
from loaders.persian.numbers import Number, numbers_in
from loaders.persian.tokens import Token

_SOURCES = frozenset({"گزارش", "نقل"})
_BREAKS = frozenset({":", "؛", "»"})
_SCORES = {"number-unit": 0.95, "number-noun": 0.85, "range": 0.85}
_REPEATED = 10  # from here on a value of a heading that the body prints is the same figure, whatever its unit
_NEAR = 10  # words between a figure and the body that it is about


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number in its row: tokens [first, last), the tokens of its unit, and the index after both.

    `value` is the number's, or for the lower end of a range (`۷ تا ۱۰ هزار نفر`) what the upper one makes of it.
    """

    number: Number
    first: int
    last: int
    unit: tuple[Token, ...]
    end: int
    value: float
    rule: str


def find_figures(page: Page) -> Iterator[FigureClaim]:
    """Yield the figures of a page's rows, totals before their parts; a figure printed twice about one thing is one.

    Headings repeat the body, so that their figures are taken only where the body does not print them.
    """
    seen: set[tuple[float, str]] = set()
    speakers = _speakers(page)
    for row in sorted(page.rows, key=lambda row: row.heading):
        claims = [_claim(page, row, reading, speakers.get(row.index)) for reading in _readings(page, row)]
        found = _with_totals(claims)
        for claim in found:
            identity = (float(claim.value), joined(claim.unit))
            if row.heading and identity[0] >= _REPEATED and any(value == identity[0] for value, _ in seen):
                continue
            tied = claim.part_of is not None or any(part.part_of is claim for part in found)
            if identity not in seen or (not row.heading and (tied or claim.period)):
                seen.add(identity)
                yield claim


def _readings(page: Page, row: Row) -> Iterator[_Reading]:
    found = list(numbers_in(page.doc.text, row.sentence))
    if not found:
        return
    published = page.doc.published.earliest if page.doc.published else None
    taken = [(d.start, d.end) for d in dates_in(page.doc.text, row.sentence, published=published)]
    for i, number in enumerate(found):
        upper = found[i + 1] if i + 1 < len(found) else None
        if any(
            number.start < end and start < number.end and not _outside(row, number, end)
            for start, end in taken
        ):
            continue
        reading = _reading(row, number)
        if reading is None and upper is not None:
            reading = _lower(row, number, upper)
        if reading is not None:
            yield reading


def _outside(row: Row, number: Number, end: int) -> bool:
    """Tell whether what was read as the year of a date counts something: `۱۶ مهر ماه ۲۴ صفحه`."""
    at = next((i for i, token in enumerate(row.tokens) if token.start == number.start), len(row.tokens))
    return number.end == end and number.value < 100 and table("units.txt").at(row.tokens, at + 1) is not None


def _place(row: Row, number: Number) -> tuple[int, int] | None:
    """Return the tokens [first, last) of a number; None where it is a part of a name."""
    inside = [i for i, token in enumerate(row.tokens) if number.start <= token.start < number.end]
    covering = row.covering(inside[0]) if inside else None
    if not inside or (covering is not None and covering.kind is not Kind.TITLE):
        return None
    return inside[0], inside[-1] + 1


def _reading(row: Row, number: Number) -> _Reading | None:
    place = _place(row, number)
    if place is None:
        return None
    first, last = place
    glued = glued_unit(row.tokens[last - 1], number)
    unit = glued or counted(row, last)
    end = last if glued else last + len(unit)
    if not unit:
        unit, end = announced(row, first, last), last
    if not unit or not is_figure(row, number, first, end, unit):
        return None
    listed = glued or table("units.txt").at(row.tokens, last) is not None
    return _Reading(number, first, last, unit, end, number.value, "number-unit" if listed else "number-noun")


def _lower(row: Row, number: Number, upper: Number) -> _Reading | None:
    """Read the lower end of a range by the unit of the upper one: `۱۰ تا ۱۵ روستا`, `۷ تا ۱۰ هزار نفر`, `از ۸۲ به ۵۶ درصد`."""
    place, above = _place(row, number), _reading(row, upper)
    if place is None or above is None or not is_range(row, *place, above.first):
        return None
    first, last = place
    if is_label(row, first) and above.rule == "number-noun":
        return None
    scale = 1.0
    if number.value < 1000 <= upper.value:
        leading = leading_number(upper)
        scale = upper.value / leading if leading and number.value < leading else 1.0
    value = number.value * scale
    return _Reading(
        number, first, last, above.unit, last, int(value) if value == int(value) else value, "range"
    )


def _claim(page: Page, row: Row, reading: _Reading, speaker: str | None) -> FigureClaim:
    number = reading.number
    unit = unit_text(reading.unit)
    about, after = about_phrase(row, reading.first, reading.last, reading.end)
    body = _body_about(row, reading)
    first = reading.first - _approximator(row, reading.first) if number.approximate else reading.first
    return FigureClaim(
        evidence=page.evidence(row, first, after),
        score=_SCORES[reading.rule],
        rule=reading.rule,
        value=reading.value,
        unit=unit,
        about=about or (shown(body.text) if body and body.kind is Kind.ORGANIZATION else unit),
        approximate=number.approximate,
        qualifier=_qualifier(page, row, reading.first) if number.approximate else None,
        about_entity=body.entity if body else None,
        region=region_phrase(row, reading.end),
        period=period_phrase(row, reading.first),
        speaker=speaker,
    )


def _speakers(page: Page) -> dict[int, str]:
    """Return who speaks in each row: the subject of its reporting verb, which runs on to the end of the paragraph."""
    found: dict[int, str] = {}
    speaker: str | None = None
    end = 0
    for row in page.rows:
        if "\n" in page.doc.text[end : row.sentence.start]:
            speaker = None
        end = row.sentence.end
        head = subject(row) if reports(row) else None
        speaker = head.entity if head is not None else speaker
        if speaker is not None:
            found[row.index] = speaker
    return found


def _approximator(row: Row, first: int) -> int:
    """Return how many tokens before a number say that it is approximate."""
    return 2 if row.key(first - 1) in {"از", "به", "بر"} and first >= 2 else min(1, first)


def _qualifier(page: Page, row: Row, first: int) -> str:
    """Return the words before a number that say that it is approximate: the longest phrase of the lexicon."""
    sizes = (size for size in (3, 2, 1) if size <= first)
    fits = (
        size
        for size in sizes
        if tuple(row.key(at) for at in range(first - size, first)) in PHRASES["approximate"]
    )
    size = next(fits, _approximator(row, first))
    return display(page.doc.text[row.tokens[first - size].start : row.tokens[first].start])


def _body_about(row: Row, reading: _Reading) -> Chunk | None:
    """Return the body that a figure is about: the nearest close before it in its clause, or else the first close after it."""
    before: Chunk | None = None
    for chunk in row.of(Kind.ORGANIZATION, Kind.REFERENCE):
        if chunk.entity is None or row.key(chunk.first - 1) in _SOURCES or is_outlet(chunk):
            continue
        if chunk.last <= reading.first and _close(row, chunk.last, reading.first):
            before = chunk
        elif before is None and chunk.first >= reading.last and _close(row, reading.last, chunk.first):
            return chunk
    return before


def _close(row: Row, first: int, last: int) -> bool:
    """Tell whether only a few words of one clause stand between two tokens."""
    return last - first <= _NEAR and not any(row.key(at) in _BREAKS for at in range(first, last))


def _with_totals(claims: Sequence[FigureClaim]) -> list[FigureClaim]:
    """Join a total with the figures after it in its sentence that have its unit and sum to it exactly."""
    for i, total in enumerate(claims):
        running: float = 0
        for j in range(i + 1, len(claims)):
            if claims[j].unit != total.unit:
                break
            running += claims[j].value
            if running == total.value and j > i + 1:
                parts = [_part(part, total) for part in claims[i + 1 : j + 1]]
                return [*claims[: i + 1], *parts, *_with_totals(claims[j + 1 :])]
            if running > total.value:
                break
    return list(claims)


def _part(part: FigureClaim, total: FigureClaim) -> FigureClaim:
    """Return a figure as a part of its total: it is about what the total is about where it says nothing of its own."""
    about = total.about if part.about == part.unit else part.about
    return replace(part, part_of=total, about=about, about_entity=part.about_entity or total.about_entity)
