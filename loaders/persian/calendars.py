"""Years, months and days of the two calendars that Persian news uses, as Gregorian `date`s.

persiantools' door. It and jdatetime agree for 1900-2099; every other library that was tried fails in some leap year.
"""

from __future__ import annotations

from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

JALALI, GREGORIAN = "jalali", "gregorian"
_JALALI_YEARS = range(1200, 1500)
_GREGORIAN_YEARS = range(1700, 2200)


def calendar_of(year: int) -> str | None:
    """The calendar that a four-digit year belongs to in Persian news; None where it is a year of neither."""
    if year in _JALALI_YEARS:
        return JALALI
    return GREGORIAN if year in _GREGORIAN_YEARS else None


def full_year(year: int, calendar: str, published: date | None) -> int:
    """A two-digit year in full: the last century that does not carry it more than ten years past the publication.

    Without a date of publication a Jalali 00-19 is of the 1400s, a Gregorian 00-49 of the 2000s.
    """
    if year >= 100:
        return year
    centuries = (1200, 1300, 1400) if calendar == JALALI else (1800, 1900, 2000)
    if published is None:
        recent = 20 if calendar == JALALI else 50
        return year + (centuries[2] if year < recent else centuries[1])
    now = year_of(published, calendar)
    return max((c + year for c in centuries if c + year <= now + 10), default=centuries[0] + year)


def year_of(day: date, calendar: str) -> int:
    """The year of a day in one of the calendars."""
    return int(JalaliDate.to_jalali(day).year) if calendar == JALALI else day.year  # type: ignore[no-untyped-call]


def day_of(calendar: str, year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day; None where the calendar has no such day."""
    try:
        if calendar == GREGORIAN:
            return date(year, month, day)
        found = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return date(found.year, found.month, found.day)


def span_of(calendar: str, year: int, month: int | None = None) -> tuple[date, date] | None:
    """First and last day of a year or month; None where there is no such month."""
    first = day_of(calendar, year, month or 1, 1)
    following = (year + 1, 1) if month in (None, 12) else (year, (month or 0) + 1)
    after = day_of(calendar, *following, 1)
    return None if first is None or after is None else (first, after - timedelta(days=1))


def nearest_year(calendar: str, month: int, day: int, published: date) -> date | None:
    """The day of that name nearest to the date of publication, for a date printed without its year."""
    now = year_of(published, calendar)
    days = (day_of(calendar, year, month, day) for year in (now - 1, now, now + 1))
    return min((d for d in days if d is not None), key=lambda d: abs(d - published), default=None)
