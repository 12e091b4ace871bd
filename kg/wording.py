"""Persian wording of values for the eye: digits, numbers, Jalali days, and names cut short. Nothing here is stored.

The calendar is the 33-year cycle of leap years, which agrees with the official Iranian calendar from 1178 to 1633 (AD 1799–2254);
`tests/test_graph.py` compares it with an independent library over every day of 1900–2099.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_NEW_YEAR_1400 = date(2021, 3, 21)
# Controls and direction overrides: a label is drawn as one run of its own, so they could only hide or reorder its letters.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e]+")


def digits(text: object) -> str:
    """Return the text with ASCII digits as Persian ones."""
    return str(text).translate(_DIGITS)


def number(value: str) -> str:
    """Return a decimal in Persian digits, its thousands parted; text that is no number comes back in Persian digits only.

    >>> number("22000000")
    '۲۲٬۰۰۰٬۰۰۰'
    """
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return digits(value)
    return digits(format(amount, ",f").replace(",", "٬").replace(".", "٫"))


def amount(value: str, unit: str, *, approximate: bool = False, qualifier: str = "") -> str:
    """Return a figure with its unit; an inexact one after the words that the article makes it inexact with, or else after `حدود`.

    >>> amount("22000000", "دانشجو", approximate=True, qualifier="بیش از")
    'بیش از ۲۲٬۰۰۰٬۰۰۰ دانشجو'
    """
    near = (qualifier or "حدود") if approximate else ""
    return " ".join(filter(None, (near, number(value), unit)))


def whole(sentence: str) -> slice:
    """Return where a sentence runs without a `«` at its start or a `»` at its end whose partner stands in another sentence.

    >>> text = "ایران میزبان «شبکه» است.»"
    >>> text[whole(text)]
    'ایران میزبان «شبکه» است.'
    """
    opened: list[int] = []
    alone: set[int] = set()
    for at, char in enumerate(sentence):
        if char == "«":
            opened.append(at)
        elif char == "»":
            if opened:
                opened.pop()
            else:
                alone.add(at)
    alone.update(opened)
    first = 1 if 0 in alone and sentence.startswith("«") else 0
    end = len(sentence)
    return slice(first, end - 1 if end - 1 in alone and sentence.endswith("»") else end)


def _days_before(year: int) -> int:
    """Count the days from the start of year 1 to the start of `year`: eight leap years in each 33."""
    return 365 * (year - 1) + (8 * year + 21) // 33


def jalali(day: date) -> tuple[int, int, int]:
    """Return the Jalali year, month and day of a Gregorian day.

    >>> jalali(date(2020, 11, 18))
    (1399, 8, 28)
    """
    count = (day - _NEW_YEAR_1400).days + _days_before(1400)
    year = 1400 + (day - _NEW_YEAR_1400).days // 366 - 1
    while _days_before(year + 1) <= count:
        year += 1
    while _days_before(year) > count:
        year -= 1
    rest = count - _days_before(year)
    month, first = (rest // 31, rest % 31) if rest < 186 else (6 + (rest - 186) // 30, (rest - 186) % 30)
    return year, month + 1, first + 1


def day(iso: str) -> str:
    """Return an ISO day as `۲۸ آبان ۱۳۹۹`; empty for what is no ISO day.

    >>> day("2020-11-18")
    '۲۸ آبان ۱۳۹۹'
    """
    try:
        year, month, first = jalali(date.fromisoformat(iso[:10]))
    except (ValueError, OverflowError):
        return ""
    return f"{digits(first)} {MONTHS[month - 1]} {digits(year)}"


def period(first: str, last: str) -> str:
    """Return the wording of the days `first` to `last` (ISO, both included): a day, a whole month, a whole year, or both ends.

    >>> period("2020-10-22", "2020-11-20")
    'آبان ۱۳۹۹'
    """
    if first[:10] == last[:10] or not (day(first) and day(last)):
        return day(first) or day(last)
    year, month, start = jalali(date.fromisoformat(first[:10]))
    after = jalali(date.fromisoformat(last[:10]) + timedelta(days=1))
    if start == 1 and after == (year + month // 12, month % 12 + 1, 1):
        return f"{MONTHS[month - 1]} {digits(year)}"
    if (month, start) == (1, 1) and after == (year + 1, 1, 1):
        return digits(year)
    return f"{day(first)} تا {day(last)}"


def short(text: str, limit: int = 40) -> str:
    """Return the text on one line, without invisible controls, cut at a word's end (`…`) to at most `limit` characters.

    >>> short("شبکه دانشگاه‌های مجازی", 12)
    'شبکه…'
    """
    line = _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rpartition(" ")[0] if line[limit - 1] != " " else cut
    # A single word longer than half the room is cut inside rather than lost.
    kept = head if len(head) >= limit // 3 else cut
    return kept.rstrip(" ،؛:.-\u200c") + "…"


def in_one_line(text: str) -> str:
    r"""Return text of others as a message can hold it: control characters would move the terminal's cursor or break the line.

    >>> in_one_line("a\x1b[31m\nb")
    'a�[31m�b'
    """
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def lines(text: str, width: int = 22) -> str:
    r"""Return a short label broken at a space into at most two lines of about equal length.

    >>> lines("سازمان اسناد و کتابخانه ملی ایران")
    'سازمان اسناد و\nکتابخانه ملی ایران'
    """
    if len(text) <= width:
        return text
    spaces = [at for at, char in enumerate(text) if char == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda at: (max(at, len(text) - at - 1), at))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
