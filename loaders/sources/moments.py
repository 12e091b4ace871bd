"""Dates of publication and change: from a printed line or from a source's metadata to `TimePoint`.

A metadata string is an ISO date or moment (also one of Persian site software that prints Jalali years in it), an RFC 2822
date of a feed, or a date in words, as `loaders.persian.dates` reads it. A moment is given in Tehran's time.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from kg.model import Precision, Span, TimePoint
from loaders.persian.dates import TEHRAN, jalali_header
from loaders.persian.letters import same_length

_FEED = re.compile(r"\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(:\d\d)? ([+-]\d{4}|GMT|UTC?|Z)$")
_HOUR = re.compile("ساعت ?:")
_YEARS = range(1900, 2100)


def printed(text: str, span: Span) -> TimePoint | None:
    """The first full date that `text` prints within `span`, with its place; None where there is none.

    >>> stamp = printed("تاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", Span(13, 35))
    >>> stamp.written, stamp.at.isoformat(), stamp.span.start
    ('۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰', '2020-11-18T15:57:00+03:30', 14)
    """
    # `ساعت:` with its colon would part the clock from the date.
    line = _HOUR.sub(lambda match: "ساعت".ljust(len(match[0])), same_length(span.of(text)))
    found = jalali_header(line)
    if found is None or found.earliest.year not in _YEARS:
        return None
    place = Span(span.start + found.start, span.start + found.end)
    return TimePoint(
        place.of(text), found.earliest, found.latest, Precision(found.precision), found.at, place
    )


def stamped(written: str) -> TimePoint | None:
    """The time that a string of metadata says; None where it is no date.

    >>> stamped("2020-11-18T12:27:00Z").at.isoformat(), stamped("13:06 · 24 Ordibehesht 1405").at.isoformat()
    ('2020-11-18T15:57:00+03:30', '2026-05-14T13:06:00+03:30')
    """
    written = written.strip()
    if _FEED.search(written):
        return _of_feed(written)
    found = printed(written, Span(0, len(written)))
    return (
        None if found is None else TimePoint(written, found.earliest, found.latest, found.precision, found.at)
    )


def _of_feed(written: str) -> TimePoint | None:
    try:
        moment: datetime = parsedate_to_datetime(written).astimezone(TEHRAN)
    except ValueError:
        return None
    day = moment.date()
    return TimePoint(written, day, day, Precision.SECOND, moment) if day.year in _YEARS else None
