"""Dates in text to Gregorian, with the string kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from loaders.persian.calendars import day_of, full_year
from loaders.persian.dates import DateExpression, dates, jalali_header

PUBLISHED = date(2020, 11, 20)  # Friday, 30 Aban 1399


def read(text: str, published: date | None = None) -> list[tuple[str, str, str]]:
    return [(d.written, d.precision, _span(d)) for d in dates(text, published=published)]


def _span(found: DateExpression) -> str:
    if found.earliest == found.latest:
        return found.earliest.isoformat()
    return f"{found.earliest.isoformat()}/{found.latest.isoformat()}"


DAY = "2020-11-18"
FIXED = [
    ("۱۳۹۹/۸/۲۸", "day", DAY),
    ("1399/08/28", "day", DAY),
    ("١٣٩٩/٨/٢٨", "day", DAY),
    ("28/8/1399", "day", DAY),
    ("99/8/28", "day", DAY),
    ("1399-08-28", "day", DAY),
    ("1399.8.28", "day", DAY),
    ("۲۰۲۰/۱۱/۱۸", "day", DAY),
    ("2020-11-18", "day", DAY),
    ("۲۸ آبان ۱۳۹۹", "day", DAY),
    ("۲۸ آبان‌ماه ۱۳۹۹", "day", DAY),
    ("۲۸ آبان ماه سال ۱۳۹۹", "day", DAY),
    ("۲۸ آبانماه ۹۹", "day", DAY),
    ("۲۸ آبان، ۱۳۹۹", "day", DAY),
    ("چهارشنبه ۲۸ آبان ۱۳۹۹", "day", DAY),
    ("چهار شنبه، ۲۸ آبان ۱۳۹۹", "day", DAY),
    ("جمعه ۲۸ آبان ۱۳۹۹", "day", DAY),
    ("بیست و هشتم آبان ۱۳۹۹", "day", DAY),
    ("28 آبان 1399", "day", DAY),
    ("۱۸ نوامبر ۲۰۲۰", "day", DAY),
    ("18 November 2020", "day", DAY),
    ("November 18, 2020", "day", DAY),
    ("28 Aban 1399", "day", DAY),
    ("اول امرداد ۱۳۹۹", "day", "2020-07-22"),
    ("سی‌ام مرداد ۱۳۹۹", "day", "2020-08-20"),
    ("۵ می ۲۰۲۰", "day", "2020-05-05"),
    ("۷ جولای ۲۰۱۹", "day", "2019-07-07"),
    ("۱۶ تا ۲۳ تیر ۱۳۹۸", "day", "2019-07-07/2019-07-14"),
    ("۲۵ و ۲۶ آبان ۱۳۹۹", "day", "2020-11-15/2020-11-16"),
    ("آبان ۱۳۹۹", "month", "2020-10-22/2020-11-20"),
    ("آبان ماه سال ۱۳۹۹", "month", "2020-10-22/2020-11-20"),
    ("اسفند ۱۳۹۹", "month", "2021-02-19/2021-03-20"),
    ("دسامبر ۲۰۲۰", "month", "2020-12-01/2020-12-31"),
    ("سال ۱۳۹۹", "year", "2020-03-20/2021-03-20"),
    ("سال 86", "year", "2007-03-21/2008-03-19"),
    ("سال ۲۰۲۰", "year", "2020-01-01/2020-12-31"),
    ("۳۰ اسفند ۱۴۰۳", "day", "2025-03-20"),
]

RELATIVE = [
    ("۲۸ آبان", "day", DAY),
    ("چهارشنبه ۲۸ آبان‌ماه", "day", DAY),
    ("۲۸ آبان ماه سال جاری", "day", DAY),
    ("۲۸ آبان سال گذشته", "day", "2019-11-19"),
    ("۱۵ فروردین سال آینده", "day", "2021-04-04"),
    ("۱۰ دی", "day", "2020-12-30"),
    ("بیست و پنجم آبان", "day", "2020-11-15"),
    ("آبان ماه امسال", "month", "2020-10-22/2020-11-20"),
    ("امروز", "day", "2020-11-20"),
    ("دیروز", "day", "2020-11-19"),
    ("پریروز", "day", "2020-11-18"),
    ("فردا", "day", "2020-11-21"),
    ("پس‌فردا", "day", "2020-11-22"),
    ("پس فردا", "day", "2020-11-22"),
    ("امشب", "day", "2020-11-20"),
    ("دیشب", "day", "2020-11-19"),
]

NO_DATE = [
    "۳۱ مهر ۱۳۹۹",
    "1399/13/1",
    "1399/12/31",
    "۳۰ اسفند ۱۴۰۴",
    "۳۰ فوریه ۲۰۲۰",
    "هر سال ۲۰ نفر",
    "۱۴۴۲/۴/۳ قمری",
    "۱۵ رمضان ۱۴۴۲",
    "نیمه دوم آبان",
    "خیابان ۱۷ شهریور",
    "دنیای امروز",
    "خبرگزاری مهر",
    "۲/۵ میلیارد",
    "نسخه 1.2.3",
]


@pytest.mark.parametrize(("text", "precision", "span"), FIXED)
def test_fixed_dates(text: str, precision: str, span: str) -> None:
    assert read(text) == [(text, precision, span)]
    assert read(f"در تاریخ {text} برگزار شد.") == [(text, precision, span)]


@pytest.mark.parametrize(("text", "precision", "span"), RELATIVE)
def test_dates_that_need_the_day_of_publication(text: str, precision: str, span: str) -> None:
    assert read(text, PUBLISHED) == [(text, precision, span)]
    assert read(text) == []


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date(text: str) -> None:
    assert read(text, PUBLISHED) == []


TIMES = [
    ("۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", "second", "2020-11-18T15:57:00+03:30"),
    ("۱۳۹۹/۸/۲۸ - ۱۶:۹:۲۵", "second", "2020-11-18T16:09:25+03:30"),
    ("28/8/1399 ساعت 9:30", "minute", "2020-11-18T09:30:00+03:30"),
    ("۲۸ آبان ۱۳۹۹، ساعت ۹:۳۰", "minute", "2020-11-18T09:30:00+03:30"),
    ("2020-11-18T12:27:00Z", "second", "2020-11-18T15:57:00+03:30"),
    ("2020-11-18 15:57", "minute", "2020-11-18T15:57:00+03:30"),
    ("1399-08-28T15:57:00", "second", "2020-11-18T15:57:00+03:30"),
    ("۱۳۹۹/۵/۱ - ۱۰:۰۰", "minute", "2020-07-22T10:00:00+04:30"),
    ("۱۴۰۲/۵/۱ - ۱۰:۰۰", "minute", "2023-07-23T10:00:00+03:30"),
]


@pytest.mark.parametrize(("text", "precision", "moment"), TIMES)
def test_times_of_day_are_tehran_s(text: str, precision: str, moment: str) -> None:
    (found,) = dates(text)
    assert found.at is not None
    assert (found.written, found.precision, found.at.isoformat()) == (text, precision, moment)


HEADERS = [
    ("تاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", "۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", "second", "2020-11-18T15:57:00+03:30"),
    ("13:06 · 24 Ordibehesht 1405", "13:06 · 24 Ordibehesht 1405", "minute", "2026-05-14T13:06:00+03:30"),
    ("۱۵:۵۷ - ۱۳۹۹/۸/۲۸", "۱۵:۵۷ - ۱۳۹۹/۸/۲۸", "minute", "2020-11-18T15:57:00+03:30"),
    ("چهارشنبه ۲۸ آبان ۱۳۹۹ | ۱۵:۵۷", "چهارشنبه ۲۸ آبان ۱۳۹۹ | ۱۵:۵۷", "minute", "2020-11-18T15:57:00+03:30"),
]


@pytest.mark.parametrize(("line", "written", "precision", "moment"), HEADERS)
def test_header_lines(line: str, written: str, precision: str, moment: str) -> None:
    found = jalali_header(line)
    assert found is not None
    assert found.at is not None
    assert (found.written, found.precision, found.at.isoformat()) == (written, precision, moment)
    assert line[found.start : found.end] == written


def test_header_lines_without_a_time_or_a_day() -> None:
    found = jalali_header("تاریخ: ۲۸ آبان ۱۳۹۹")
    assert found is not None
    assert (found.precision, found.at) == ("day", None)
    assert jalali_header("آبان ۱۳۹۹") is None
    assert jalali_header("تاریخ انتشار:") is None


TWO_DIGITS = [
    (99, None, 1399),
    (82, None, 1382),
    (5, None, 1405),
    (19, None, 1419),
    (20, None, 1320),
    (85, date(2004, 1, 1), 1385),
    (60, date(2026, 1, 1), 1360),
    (5, date(2026, 1, 1), 1405),
    (98, date(2026, 1, 1), 1398),
]


@pytest.mark.parametrize(("year", "published", "full"), TWO_DIGITS)
def test_century_of_a_two_digit_year(year: int, published: date | None, full: int) -> None:
    assert full_year(year, "jalali", published) == full


def test_several_dates_keep_their_offsets() -> None:
    text = "از ۲۸ آبان ۱۳۹۹ تا سال ۱۴۰۰.\nدر ۱۴۰۱/۱/۲ بود."
    found = list(dates(text))
    assert [(d.start, d.end) for d in found] == [(3, 15), (19, 27), (32, 40)]
    assert [d.written for d in dates(text, start=29)] == ["۱۴۰۱/۱/۲"]


MONTHS = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    jalali = JalaliDate.to_jalali(day)  # type: ignore[no-untyped-call]
    year, month, number = jalali.year, jalali.month, jalali.day
    for text in (
        f"{year}/{month}/{number}",
        f"{number}/{month}/{year}",
        f"{year}-{month:02}-{number:02}",
        f"{number} {MONTHS[month - 1]} {year}",
        day.isoformat(),
        day.strftime("%d %B %Y"),
    ):
        assert [(d.earliest, d.latest, d.written) for d in dates(text)] == [(day, day, text)]
    assert day_of("jalali", year, month, number) == day


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1)), st.integers(-150, 150))
def test_a_date_without_year_is_the_nearest_such_day(published: date, distance: int) -> None:
    day = published + timedelta(days=distance)
    jalali = JalaliDate.to_jalali(day)  # type: ignore[no-untyped-call]
    if (jalali.month, jalali.day) == (12, 30):
        return
    assert [d.earliest for d in dates(f"{jalali.day} {MONTHS[jalali.month - 1]}", published=published)] == [
        day
    ]


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2040, 1, 1)))
def test_iso_moments_keep_their_instant(moment: datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=2)))
    (found,) = dates(exact.isoformat())
    assert found.at == exact
    assert found.earliest == found.latest == found.at.date()


PIECES = [
    "۱۳۹۹/۸/۲۸",
    "1399",
    "28",
    "۳۱",
    "آبان",
    "مهر",
    "می",
    "سال",
    "جاری",
    "ماه",
    "شنبه",
    "چهارشنبه",
    "تا",
    "و",
    "-",
    "،",
    "9:30",
    "ساعت",
    "امروز",
    "بیست",
    "یکم",
    "Aban",
    "99/1/1",
    ".",
    "ق",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.one_of(st.none(), st.just(PUBLISHED)))
def test_dates_are_slices_in_order(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    end = 0
    for found in dates(text, published=published):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.written
        assert found.earliest <= found.latest
        assert (found.at is not None) == (found.precision in ("second", "minute"))
        end = found.end


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("هفته گذشته", "day", "2020-05-23", "2020-05-29"),
        ("هفته آینده", "day", "2020-06-06", "2020-06-12"),
        ("سه‌شنبه هفته آینده", "day", "2020-06-09", "2020-06-09"),
        ("ماه گذشته", "month", "2020-04-20", "2020-05-20"),
        ("ماه آینده", "month", "2020-06-21", "2020-07-21"),
    ],
)
def test_weeks_and_months_from_the_publication(text: str, precision: str, earliest: str, latest: str) -> None:
    (found,) = dates(f"همایش {text} برگزار می‌شود.", published=date(2020, 6, 5))
    assert (found.written, found.precision) == (text, precision)
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)
    assert not list(dates(f"همایش {text} برگزار می‌شود."))
