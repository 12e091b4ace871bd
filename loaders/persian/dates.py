"""Dates and times in Persian news text, read to Gregorian with the string kept.

Read: `۱۳۹۹/۸/۲۸`, `28/8/1399`, `99/8/28`, `1399-08-28`, ISO 8601, `(چهارشنبه) ۲۸ آبان (ماه) (سال) ۱۳۹۹`, `بیست و هشتم آبان ۱۳۹۹`,
`۱۶ تا ۲۳ تیر ۹۸`, `آبان ۱۳۹۹`, `سال ۱۳۹۹`, the same with Gregorian months, `24 Ordibehesht 1405`, and a time of day before or after.
With a date of publication also dates without a year (the nearest such day, or the year that `سال جاری`, `سال گذشته`,
`سال آینده` say), امروز, دیروز, فردا and their kin, `هفته گذشته`, `سه‌شنبه هفته آینده` and `ماه گذشته`, unless a place or body is named after the day (خیابان ۱۷ شهریور). Days that no calendar has (۳۱ مهر, 1399/13/1) and lunar Hijri dates are left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loaders.persian.calendars import (
    JALALI,
    calendar_of,
    day_of,
    full_year,
    nearest_year,
    span_of,
    year_of,
)
from loaders.persian.letters import key, same_length
from loaders.persian.tables import rows, spellings
from loaders.persian.tokens import Sentence, Token, sentences

TEHRAN = ZoneInfo("Asia/Tehran")


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as `written` at [start, end); `earliest` and `latest` bound it, `at` is set where a time of day is.

    `precision` is "second", "minute", "day", "month" or "year"; `at` is in Tehran's time.
    """

    start: int
    end: int
    written: str
    precision: str
    earliest: date
    latest: date
    at: datetime | None = None


def _phrases(kind: str) -> dict[tuple[str, ...], int]:
    return {
        tuple(key(word).split()): int(value)
        for row_kind, value, written in rows("date_words.tsv") if row_kind == kind
        for word in spellings(written)
    }  # fmt: skip


_MONTHS = {
    key(word): (calendar, int(number))
    for calendar, number, written in rows("months.tsv")
    for word in spellings(written)
}
_WEEKDAYS, _RELATIVE, _YEARS, _ORDINALS = map(_phrases, ("weekday", "relative", "year", "ordinal"))
_WEEKS, _MONTHS_AWAY = _phrases("week"), _phrases("month")
_BEGINNINGS = (
    frozenset(
        words[0] for table in (_WEEKDAYS, _RELATIVE, _ORDINALS, _WEEKS, _MONTHS_AWAY) for words in table
    )
    | frozenset(_MONTHS)
    | frozenset(month + "ماه" for month in _MONTHS)
    | {"سال"}
)
_NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]?\d)(?::([0-5]?\d))?")
_TO = frozenset(("تا", "الی", "لغایت", "و", "-", "–"))
_LUNAR = frozenset(("ق", "قمری"))
_BEFORE_ORDINAL, _NAMED_AFTER, _NOWADAYS = (
    frozenset(words[0] for words in _phrases(kind)) for kind in ("part", "named", "nowadays")
)


class _Reader:
    """Reads dates off the tokens of one sentence; each method returns what it read and the token where it ends."""

    def __init__(self, text: str, tokens: tuple[Token, ...], published: date | None) -> None:
        self.text = text
        self.tokens = tokens
        self.published = published

    def may_begin(self, at: int) -> bool:
        return self.tokens[at].text[0].isdecimal() or self.tokens[at].key in _BEGINNINGS

    def key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def phrase(self, at: int, table: dict[tuple[str, ...], int]) -> tuple[int, int] | None:
        """The longest phrase of the table at `at`: (its value, where it ends)."""
        for length in (3, 2, 1):
            words = tuple(self.key(i) for i in range(at, at + length))
            if words in table:
                return table[words], at + length
        return None

    def number(self, at: int, *, lowest: int, highest: int) -> int | None:
        word = self.key(at)
        return int(word) if word.isdecimal() and len(word) <= 4 and lowest <= int(word) <= highest else None

    def month(self, at: int) -> tuple[str, int, int] | None:
        """(calendar, month, end) of a month's name, with or without ماه."""
        word = self.key(at)
        found = _MONTHS.get(word) or _MONTHS.get(word.removesuffix("ماه"))
        if found is None:
            return None
        end = at + 1 + (self.key(at + 1) == "ماه")
        return *found, end

    def day(self, at: int) -> tuple[int, int] | None:
        number = self.number(at, lowest=1, highest=31)
        if number is not None:
            return number, at + 1 + (self.key(at + 1) in ("م", "ام"))
        if self.key(at - 1) in _BEFORE_ORDINAL:
            return None
        return self.phrase(at, _ORDINALS)

    def year(self, at: int, calendar: str) -> tuple[int, int] | None:
        """A year after a month: digits, with or without سال, or what سال جاری says."""
        said = self.phrase(at, _YEARS)
        if said is not None and self.published is not None:
            return year_of(self.published, calendar) + said[0], said[1]
        at += self.key(at) in ("سال", "،")
        number = self.number(at, lowest=0, highest=9999)
        if number is None or self.key(at + 1) in _LUNAR or len(self.key(at)) not in (2, 4):
            return None
        full = full_year(number, calendar, self.published)
        return (full, at + 1) if calendar_of(full) == calendar else None

    def numeric(self, at: int) -> tuple[date, int] | None:
        """`1399/8/28`, `28/8/1399`, `99/8/28` (year first where both could be)."""
        match = _NUMERIC.fullmatch(same_length(self.tokens[at].text))
        if match is None or self.key(at + 1) in _LUNAR:
            return None
        first, middle, last = match[1], int(match[3]), match[4]
        if len(last) > 2 or int(last) > 31:
            first, last = last, first
        if len(first) not in (2, 4) or len(last) > 2 or (len(first) == 2 and match[2] != "/"):
            return None
        year = full_year(int(first), JALALI, self.published)
        calendar = calendar_of(year)
        day = None if calendar is None else day_of(calendar, year, middle, int(last))
        return None if day is None else (day, at + 1)

    def named(self, at: int) -> tuple[date, date, str, int] | None:
        """`(چهارشنبه) ۲۸ آبان (ماه) (سال) ۱۳۹۹`, also as a range of days: (earliest, latest, precision, end)."""
        weekday = self.phrase(at, _WEEKDAYS)
        if weekday is not None:
            at = weekday[1]
            at += self.key(at) in ("،", ",", "مورخ")
        month_first = self.month(at)
        day = self.day(at)
        if day is None and month_first is not None and self.tokens[at].text.isascii():
            return self.english(at, month_first)
        if day is None:
            return None
        first, end = day
        last = first
        if self.key(end) in _TO:
            other = self.day(end + 1)
            if other is not None and other[0] > first and self.month(other[1]) is not None:
                last, end = other
        month = self.month(end)
        if month is None:
            return None
        calendar, number, end = month
        if self.key(at - 1) in _NAMED_AFTER and self.year(end, calendar) is None:
            return None
        return self.with_year(calendar, number, first, last, end)

    def with_year(
        self, calendar: str, month: int, first: int, last: int, end: int
    ) -> tuple[date, date, str, int] | None:
        year = self.year(end, calendar)
        if year is not None:
            days = [day_of(calendar, year[0], month, day) for day in (first, last)]
            end = year[1]
        elif self.published is not None:
            days = [nearest_year(calendar, month, day, self.published) for day in (first, last)]
        else:
            return None
        if days[0] is None or days[1] is None or days[0] > days[1]:
            return None
        return days[0], days[1], "day", end

    def english(self, at: int, month: tuple[str, int, int]) -> tuple[date, date, str, int] | None:
        """`November 18, 2020`."""
        calendar, number, end = month
        day = self.number(end, lowest=1, highest=31)
        if day is None:
            return None
        comma = self.key(end + 1) == ","
        return self.with_year(calendar, number, day, day, end + 1 + comma)

    def month_of_year(self, at: int) -> tuple[date, date, str, int] | None:
        """`آبان ۱۳۹۹`, `آبان ماه سال جاری`."""
        month = None if self.number(at - 1, lowest=1, highest=99) is not None else self.month(at)
        year = self.year(month[2], month[0]) if month is not None else None
        span = span_of(month[0], year[0], month[1]) if month is not None and year is not None else None
        return None if span is None or year is None else (*span, "month", year[1])

    def bare_year(self, at: int) -> tuple[date, date, str, int] | None:
        """`سال ۱۳۹۹`, `سال ۹۹`."""
        if self.key(at) != "سال" or self.key(at - 1) == "هر":
            return None
        number = self.number(at + 1, lowest=10, highest=9999)
        if number is None or len(self.key(at + 1)) not in (2, 4) or self.key(at + 2) in _LUNAR:
            return None
        year = full_year(number, JALALI, self.published)
        calendar = calendar_of(year)
        span = span_of(calendar, year) if calendar is not None else None
        return None if span is None else (*span, "year", at + 2)

    def clock(self, at: int) -> tuple[time, str, int] | None:
        """`- ۱۵:۵۷:۰`, `ساعت ۹:۳۰`: (time, precision, end)."""
        while self.key(at) in ("-", "–", "|", "·", "،", ",", "ساعت", "در"):
            at += 1
        match = _CLOCK.fullmatch(self.key(at))
        if match is None:
            return None
        hour, minute, second = int(match[1]) % 24, int(match[2]), int(match[3] or 0)
        return time(hour, minute, second), "second" if match[3] else "minute", at + 1

    def relative(self, at: int) -> tuple[date, date, str, int] | None:
        said = self.phrase(at, _RELATIVE)
        if said is None or self.published is None or self.key(at - 1) in _NOWADAYS:
            return None
        day = self.published + timedelta(days=said[0])
        return day, day, "day", said[1]

    def week(self, at: int) -> tuple[date, date, str, int] | None:
        """`هفته گذشته` (its seven days), `سه‌شنبه هفته آینده` (the day)."""
        weekday = self.phrase(at, _WEEKDAYS)
        said = self.phrase(weekday[1] if weekday else at, _WEEKS)
        if said is None or self.published is None:
            return None
        since_saturday = (self.published.weekday() + 2) % 7
        first = self.published + timedelta(days=7 * said[0] - since_saturday)
        if weekday is not None:
            first += timedelta(days=weekday[0])
        return first, first if weekday is not None else first + timedelta(days=6), "day", said[1]

    def month_away(self, at: int) -> tuple[date, date, str, int] | None:
        """`ماه گذشته`: the month of the Persian calendar."""
        said = self.phrase(at, _MONTHS_AWAY)
        if said is None or self.published is None:
            return None
        year = year_of(self.published, JALALI)
        # from the last month of the year before to the first of the year after
        spans = [span_of(JALALI, year + (n - 1) // 12, (n - 1) % 12 + 1) for n in range(14)]
        now = next(n for n, span in enumerate(spans[1:-1], 1) if span and span[1] >= self.published)
        span = spans[now + said[0]]
        return None if span is None else (*span, "month", said[1])

    def expression_at(self, at: int) -> tuple[DateExpression, int] | None:
        """The date expression that begins at token `at`, and the token where it ends."""
        iso = _ISO.fullmatch(same_length(self.tokens[at].text))
        if iso is not None:
            return self.iso(at, iso)
        numeric = self.numeric(at)
        read = (numeric[0], numeric[0], "day", numeric[1]) if numeric else (
            self.named(at) or self.month_of_year(at) or self.bare_year(at) or self.relative(at)
            or self.week(at) or self.month_away(at)
        )  # fmt: skip
        if read is None:
            return None
        earliest, latest, precision, end = read
        clock = self.clock(end) if precision == "day" and earliest == latest else None
        moment = None
        if clock is not None:
            moment, precision, end = datetime.combine(earliest, clock[0], TEHRAN), clock[1], clock[2]
        return self.expression(at, end, precision, earliest, latest, moment), end

    def iso(self, at: int, match: re.Match[str]) -> tuple[DateExpression, int] | None:
        try:
            moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}{match[4] or ''}")
        except ValueError:
            return None
        if calendar_of(moment.year) == JALALI:
            day = day_of(JALALI, moment.year, moment.month, moment.day)
            if day is None:
                return None
            moment = datetime.combine(day, moment.timetz())
        moment = moment.astimezone(TEHRAN) if moment.tzinfo else moment.replace(tzinfo=TEHRAN)
        day = moment.date()
        return self.expression(at, at + 1, "second" if match[3] else "minute", day, day, moment), at + 1

    def expression(
        self, first: int, end: int, precision: str, earliest: date, latest: date, moment: datetime | None
    ) -> DateExpression:
        start, stop = self.tokens[first].start, self.tokens[end - 1].end
        return DateExpression(start, stop, self.text[start:stop], precision, earliest, latest, moment)


def dates(
    text: str, *, published: date | None = None, start: int = 0, end: int | None = None
) -> Iterator[DateExpression]:
    """The dates of `text[start:end]` in order; offsets are code points of `text`, end exclusive.

    >>> [(d.written, d.precision, d.earliest.isoformat()) for d in dates("چهارشنبه ۲۸ آبان‌ماه ۱۳۹۹")]
    [('چهارشنبه ۲۸ آبان\u200cماه ۱۳۹۹', 'day', '2020-11-18')]
    """
    for sentence in sentences(text, start, end):
        yield from dates_in(text, sentence, published=published)


def dates_in(text: str, sentence: Sentence, *, published: date | None = None) -> Iterator[DateExpression]:
    """The dates of one sentence of `text` in order, for who has read its sentences already."""
    reader = _Reader(text, sentence.tokens, published)
    at = 0
    while at < len(sentence.tokens):
        read = reader.expression_at(at) if reader.may_begin(at) else None
        if read is None:
            at += 1
            continue
        found, at = read
        yield found


def jalali_header(text: str) -> DateExpression | None:
    """The first full date of a line such as `تاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰` or `13:06 · 24 Ordibehesht 1405`.

    A time of day counts on either side of the date. None where the line has no date of day precision.
    """
    for found in dates(text):
        if found.precision in ("second", "minute"):
            return found
        if found.precision == "day" and found.earliest == found.latest:
            return _with_time_before(text, found)
    return None


def _with_time_before(text: str, found: DateExpression) -> DateExpression:
    match = re.search(rf"(?<![\d:])({_CLOCK.pattern})[\s·|،,\-–ـ]*$", same_length(text[: found.start]))
    if match is None:
        return found
    moment = datetime.combine(
        found.earliest, time(int(match[2]) % 24, int(match[3]), int(match[4] or 0)), TEHRAN
    )
    precision = "second" if match[4] else "minute"
    start = match.start(1)
    return DateExpression(
        start, found.end, text[start : found.end], precision, found.earliest, found.latest, moment
    )
