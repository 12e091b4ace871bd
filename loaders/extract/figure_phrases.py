"""The phrases around a figure: what it is about, the region and the period that the source names."""

from __future__ import annotations

from loaders.extract.page import Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.words import ends_name, is_word, verb_at
from loaders.link import shown
from loaders.persian.letters import display

_LONGEST_ABOUT = 6
_LONGEST_REGION = 6
_LONGEST_PERIOD = 8
_CLASSIFIERS = frozenset(
    map(
        joined,
        (
            "نفر",
            "تن",
            "فقره",
            "مورد",
            "دستگاه",
            "باب",
            "رأس",
            "قطعه",
            "جلد",
            "نسخه",
            "عنوان",
            "درصد",
            "ریال",
            "تومان",
            "دلار",
        ),
    )
)
_COUNTS = frozenset(map(joined, ("شمار", "تعداد", "آمار", "مجموع")))
_PERIODS = frozenset(map(joined, ("پیش", "پس", "قبل", "بعد")))
_ENDS_PERIOD = frozenset(map(joined, ("که", "در", "به", "رقم", "تعداد", "شمار", "آمار", "میزان")))
_POINTERS = frozenset(map(joined, ("این", "آن")))
_HAVE = frozenset(map(joined, ("دارد", "دارند", "داشت", "داشتند", "داریم")))
_SIGNS = frozenset({".", "؛", ":"})
_SHORTEST_VERB = 4
_REACH_BACK = 8


def _text(row: Row, first: int, last: int) -> str:
    return shown(" ".join(display(token.text) for token in row.tokens[first:last])).replace(" ،", "،")


def about_phrase(row: Row, number: int, last: int, end: int) -> tuple[str, int]:
    """Return (the noun phrase that says what is counted, index after it).

    `number` is the number's first token, [last, end) its unit. The phrase is the unit with the words that complete it, the noun
    behind a classifier (`۲۰ جلد کتاب خطی`), or what `شمار` and `تعداد` name before the number. Empty where the unit says all.
    """
    at = end
    while (
        at < min(len(row.tokens), end + _LONGEST_ABOUT)
        and not ends_name(row.tokens, at)
        and not verb_at(row.tokens, at)
    ):
        if row.key(at) == "و" or table("light_verbs.txt").at(row.tokens, at) or _is_present(row.key(at)):
            break
        at += 1
    if at > end and (table("light_verbs.txt").at(row.tokens, at) or _is_present(row.key(at))):
        at = _before_verb(row, at, end)
    start = last + (row.key(last) in _CLASSIFIERS)
    if at > end or last < start < end:
        return _text(row, start, at), at
    return _counted_before(row, number), end


def _is_present(key: str) -> bool:
    """Tell whether a word has the form of a verb in the present: `می‌خوانند`."""
    return len(key) > _SHORTEST_VERB and key.startswith(("می", "نمی")) and key.endswith(("د", "م"))


def _before_verb(row: Row, at: int, end: int) -> int:
    """Return where the phrase ends if a light verb stands at `at`: its noun is the verb's, and all is the object of `داشتن`."""
    bound = row.key(end - 1).endswith("ی") and row.key(end - 1)[:-1] in words("units.txt")
    if bound:
        return max(end + 1, at - 1)
    return end if row.key(at) in _HAVE else at - 1


def _counted_before(row: Row, number: int) -> str:
    """Return `دانشجویان` in `شمار این دانشجویان به ۲۲ میلیون نفر`."""
    for at in range(number - 1, max(-1, number - _REACH_BACK), -1):
        if row.key(at) in _COUNTS:
            first = at + 1 + (row.key(at + 1) in _POINTERS)
            stop = first
            while stop < number and not ends_name(row.tokens, stop):
                stop += 1
            return _text(row, first, stop)
        if row.key(at) in _SIGNS:
            break
    return ""


def region_phrase(row: Row, end: int) -> str | None:
    """Return `حوزه آسیا و اقیانوسیه` in `27 کشور در حوزه آسیا و اقیانوسیه`, `آسیا` in `27 کشور از آسیا`."""
    at = end
    while at < len(row.tokens) and at < end + 2 and row.key(at) not in {"در", "از"}:
        at += 1
    if row.key(at) not in {"در", "از"} or row.key(at + 1) not in words("regions.txt"):
        return None
    stop = at + 1
    while (
        stop < len(row.tokens)
        and stop < at + 1 + _LONGEST_REGION
        and (stop == at + 1 or not ends_name(row.tokens, stop))
    ):
        stop += 1
    while row.key(stop - 1) == "و":
        stop -= 1
    return _text(row, at + 1, stop) if stop > at + 1 else None


def period_phrase(row: Row, first: int) -> str | None:
    """Return the phrase of time that opens the clause of a number: `پیش از شیوع …`, `پس از این بحران`."""
    for at in range(first - 1, -1, -1):
        if row.key(at) in _PERIODS and row.key(at + 1) == "از":
            stop = at + 2 + (row.key(at + 2) in _POINTERS)
            bare = row.key(at + 2) == joined("آن")
            while not bare and stop < min(first, at + _LONGEST_PERIOD) and is_word(row.tokens[stop]):
                if _ends_period(row, stop):
                    break
                stop += 1
            return _text(row, at, stop) if stop > at + 2 else None
        if row.key(at) in _SIGNS:
            return None
    return None


def _ends_period(row: Row, at: int) -> bool:
    return row.key(at) in _ENDS_PERIOD or row.key(at) in _POINTERS or row.key(at)[:1].isdigit()
