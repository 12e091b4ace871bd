"""The dates of an HTML page, from what it prints and what its metadata says.

Order of trust, and why:

1. A printed date with a label (`تاریخ انتشار: …`), or in a `<time>` element by the title, fixes the day: it is what readers see,
   while templates fill metadata wrongly (the day of a redesign, the day of the crawl).
2. Metadata (Open Graph, Dublin Core, JSON-LD, `<time datetime>`) that is within a day of it gives the moment, since it has the
   seconds and the offset from UTC. Where it has the printed clock time but another offset, only the offset is wrong.
3. Without a labelled date the metadata counts alone, and a bare date printed beside the title counts as its written form.
4. Without metadata a bare date printed within four lines of the title counts.

Of several labelled dates the nearest to the title counts; footers, sidebars and comments are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kg.model import Precision, Span, TimePoint
from loaders.persian.dates import TEHRAN
from loaders.sources.labels import bare_date, labels
from loaders.sources.moments import stamped
from loaders.sources.page import Line, Metadata

_NEAR = 4
_DAY = timedelta(days=1)
_NEWS_SITES = range(1990, 2100)
_CLOCK = (Precision.MINUTE, Precision.SECOND)


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date of a page: the time without a place, and the line that prints it, if one does."""

    time: TimePoint
    line: str | None = None


def page_date(kind: str, seen: list[Line], title: int, data: Metadata) -> PageDate | None:
    """The date of publication (`kind` "published") or change ("modified") of a page whose title is line `title`."""
    stated = next(filter(None, map(_plausible, data.stamps(kind))), None)
    labelled = _labelled(kind, seen, title)
    element = _time_element(seen, title) if kind == "published" else None
    if labelled is not None:
        return _agreed(labelled, stated or (element.time if element else None))
    if element is not None and element.line is not None:
        return _agreed(element, stated)
    bare = _bare(seen, title) if kind == "published" else None
    stated = stated or (element.time if element else None)
    if stated is None:
        return bare
    return _agreed(bare, stated) if bare is not None and _same_day(bare.time, stated) else PageDate(stated)


def _plausible(written: str) -> TimePoint | None:
    time = stamped(written)
    return (
        time
        if time is not None and time.earliest == time.latest and time.earliest.year in _NEWS_SITES
        else None
    )


def _nearest(found: Iterable[tuple[int, PageDate]], title: int) -> PageDate | None:
    return min(found, key=lambda numbered: abs(numbered[0] - title), default=(0, None))[1]


def _labelled(kind: str, seen: list[Line], title: int) -> PageDate | None:
    """The labelled date nearest to the title; its label may be alone on the line above."""
    found: list[tuple[int, PageDate]] = []
    for at, line in enumerate(seen):
        for label in labels(line.text, Span(0, len(line.text)), alone=True):
            if label.kind != kind:
                continue
            if label.time is not None:
                found.append((at, PageDate(label.time, line.text)))
            elif at + 1 < len(seen) and (below := _bare_on(seen[at + 1])) is not None:
                found.append((at, PageDate(below.time, f"{line.text.rstrip(': ')}: {seen[at + 1].text}")))
    return _nearest(found, title)


def _bare_on(line: Line) -> PageDate | None:
    time = bare_date(line.text, Span(0, len(line.text)))
    return PageDate(time, line.text) if time is not None else None


def _bare(seen: list[Line], title: int) -> PageDate | None:
    near = range(max(0, title - _NEAR), min(len(seen), title + _NEAR + 1))
    found = ((at, _bare_on(seen[at])) for at in near)
    return _nearest(((at, date) for at, date in found if date is not None), title)


def _time_element(seen: list[Line], title: int) -> PageDate | None:
    """The `<time>` of the page's own heading, with the line that prints it if that is a date and no more."""
    for at in sorted(range(len(seen)), key=lambda at: abs(at - title)):
        node = seen[at].node
        element = node if node.tag == "time" else node.find(".//time")
        if element is None or abs(at - title) > 2 * _NEAR:
            continue
        stated = _plausible(element.get("datetime") or "")
        printed = _bare_on(seen[at])
        if printed is not None:
            return _agreed(printed, stated)
        if stated is not None:
            return PageDate(stated)
    return None


def _same_day(printed: TimePoint, stated: TimePoint) -> bool:
    return abs(printed.earliest - stated.earliest) <= _DAY


def _agreed(printed: PageDate, stated: TimePoint | None) -> PageDate:
    """The printed date with the moment of the metadata, where the two agree."""
    if stated is None or stated.at is None or not _same_day(printed.time, stated):
        return printed
    moment = stated.at
    precision = stated.precision
    clock = printed.time.at
    if clock is not None:
        named = _wall_clock(stated)
        if named is not None and (named.hour, named.minute) == (clock.hour, clock.minute):
            moment = clock.replace(second=max(clock.second, named.second))
        elif abs(moment - clock) > timedelta(minutes=1):
            # Both print a clock time, and not the same: the reader's is kept.
            moment, precision = clock, printed.time.precision
    elif moment.date() != printed.time.earliest:
        return printed
    day = moment.date()
    return replace(
        printed, time=replace(printed.time, earliest=day, latest=day, precision=precision, at=moment)
    )


def _wall_clock(stated: TimePoint) -> datetime | None:
    """The clock time that the string of metadata itself names, whatever offset it claims."""
    try:
        named = datetime.fromisoformat(stated.written)
    except ValueError:
        return stated.at
    return named.replace(tzinfo=TEHRAN) if stated.precision in _CLOCK else None
