"""What a number counts, and whether it counts anything: names, dates, clock times, ages and pairs named before do not."""

from __future__ import annotations

from functools import cache

from loaders.extract.page import Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.words import ends_name, is_word, verb_at
from loaders.link import shown
from loaders.persian.numbers import Number, numbers
from loaders.persian.tables import rows
from loaders.persian.tokens import Token

_PERCENT = frozenset({"%", "٪"})
_LISTING = frozenset({"و", "تا", "الی", "یا", "-", "–"})
_TWO = frozenset(map(joined, ("دو", "هردو")))
_ONCE = frozenset(map(joined, ("بار", "باره", "بارمصرف")))
_POINTERS = frozenset(map(joined, ("این", "آن", "همین", "هر", "همان")))
_OF, _AMONG = "از", joined("جمله")
_BETWEEN = frozenset({"تا", "الی", "یا"})
_COUNTS = frozenset(map(joined, ("شمار", "تعداد")))
_PLURALS = ("های", "ها", "هاي")
_AFTER_ALONE = frozenset(map(joined, ("بوده", "است", "بود", "می‌رسد", "رسید", "رسیده", "شد", "شده")))
_REACH_BACK = 8
_DURING, _COMING = joined("طی"), joined("آینده")
_VAGUE = frozenset(map(joined, ("ساعت", "ساعته", "دهه", "قرن")))
_LONG = 10  # `در ۵۱ سال اخیر` measures, `در دو سال اخیر` says when
_BETWEEN_TWO = frozenset(map(joined, ("میان", "بین")))
_SHORT_QUOTE = 4  # words of a title in quotation marks
_HAVE = frozenset(map(joined, ("دارد", "دارند", "داشت", "داشتند", "داریم", "داشته")))
_MINUTE = joined("دقیقه")
_HOURS = frozenset(map(joined, ("ساعت", "ساعات")))
_HIGH = frozenset({"portfolio", "state"})


@cache
def _contexts(where: str) -> frozenset[str]:
    return frozenset(joined(word) for word, place in rows("figure_contexts.tsv") if place == where)


@cache
def _times() -> dict[str, str]:
    return {joined(form): unit for form, unit in rows("time_units.tsv")}


def glued_unit(token: Token, number: Number) -> tuple[Token, ...]:
    """Return what stands behind a number inside its own token as a unit (`سه‌ساله`, `صددرصد`); empty where the number ends with it."""
    if number.end >= token.end:
        return ()
    rest = token.text[number.end - token.start :].lstrip("\u200c")
    return (Token(token.end - len(rest), token.end, rest, joined(rest)),)


def announced(row: Row, first: int, last: int) -> tuple[Token, ...]:
    """Return the noun that `تعداد` or `شمار` names before a number that stands alone: `تعداد دانشگاه‌ها ۵۴ بوده است`."""
    if row.key(last) not in _AFTER_ALONE:
        return ()
    for at in range(first - 1, max(-1, first - _REACH_BACK), -1):
        if row.key(at) in _COUNTS:
            noun = row.tokens[at + 1 + (row.key(at + 1) in _POINTERS)]
            plural = next(
                (end for end in _PLURALS if noun.key.endswith(end) and len(noun.key) > len(end) + 2), ""
            )
            text = noun.text[: len(noun.text) - len(plural)].rstrip("\u200c") if plural else ""
            return (Token(noun.start, noun.end, text, joined(text)),) if plural else ()
    return ()


def is_range(row: Row, first: int, last: int, upper: int) -> bool:
    """Tell whether two numbers are the ends of one range or change, only a word between them."""
    if upper != last + 1:
        return False
    between = row.key(last)
    return between in _BETWEEN or (between == "به" and row.key(first - 1) == _OF)


def leading_number(number: Number) -> float | None:
    """Return the number before the scale words of another one: 10 of `۱۰ هزار`; None where it has no scale word or begins otherwise."""
    words_of = number.text.split()
    found = next(iter(numbers(f"{words_of[0]} نفر")), None) if len(words_of) == 2 else None
    return float(found.value) if found is not None else None


def counted(row: Row, at: int) -> tuple[Token, ...]:
    """Return the tokens of the counted noun at token `at`, after a number; none where the number counts no thing."""
    tokens = row.tokens
    if at < len(tokens) and tokens[at].key in _PERCENT:
        return (tokens[at],)
    found = table("units.txt").at(tokens, at)
    if found is not None:
        return tokens[at : found[0]]
    if at < len(tokens) and tokens[at].key in _times():
        return tokens[at : at + 1]
    if at >= len(tokens) or not is_word(tokens[at]) or tokens[at].key in words("unit_nouns.txt"):
        return ()
    if tokens[at].key.isascii():
        return ()
    if ends_name(tokens, at) or verb_at(tokens, at) or _belongs_to_verb(row, at):
        return ()
    return tokens[at : at + 1]


def _belongs_to_verb(row: Row, at: int) -> bool:
    """Tell whether a noun makes up a verb with the word after it; what one has (`دو سهمیه دارد`) does not."""
    return table("light_verbs.txt").at(row.tokens, at + 1) is not None and row.key(at + 1) not in _HAVE


def unit_text(unit: tuple[Token, ...]) -> str:
    """Return a unit as an editor writes it: `درصد` for a sign, `روز` for `روزه`, `دانشجو` for `دانشجوی`."""
    text = shown(" ".join(token.text for token in unit))
    if text in _PERCENT:
        return "درصد"
    key = "".join(token.key for token in unit)
    if key in _times():
        return _times()[key]
    if key.endswith("ی") and key not in words("units.txt") and key[:-1] in words("units.txt"):
        return text.removesuffix("ی").removesuffix("ي").removesuffix("\u200c")
    return text


def is_figure(row: Row, number: Number, first: int, end: int, unit: tuple[Token, ...]) -> bool:
    """Tell whether a number with its unit, which end before token `end`, is a figure of the text."""
    key = "".join(token.key for token in unit)
    last = end - len(unit)
    listed = key in _PERCENT or key in _times() or table("units.txt").at(unit, 0) is not None
    if _clock(row, first, key) or _in_title(row, first) or (not listed and is_label(row, first)):
        return False
    if number.value < 1 and not any(char.isdecimal() for char in number.text) and not listed:
        return False
    if key in words("unit_nouns.txt") or (key in _times() and _is_when(row, number, first, end, key)):
        return False
    if number.value == 1 and key in _ONCE and not number.approximate:
        return False
    return not (number.value == 2 and _named_before(row, first, last, key))


def _is_when(row: Row, number: Number, first: int, end: int, unit: str) -> bool:
    """Tell whether a number of a unit of time says when: `دو سال پیش`, `دو سال گذشته`, but not `طی دو سال گذشته`."""
    after = row.key(end + (row.key(end) == "و"))
    if after in _contexts("lately"):
        span = row.key(first - 1) in _contexts("span") and not (
            row.key(first - 1) == _DURING and after == _COMING
        )
        lasting = unit not in _VAGUE and number.value > 1 and (span or number.value >= _LONG)
        return not lasting
    return after in _contexts("after")


def is_label(row: Row, first: int) -> bool:
    """Tell whether a label stands before a number, or before the list of numbers that it ends: `سال‌های ۶۸ تا ۸۶`."""
    at = first - 1
    while at >= 0 and (row.key(at) in _LISTING or row.key(at)[:1].isdigit()):
        at -= 1
    if row.key(at) in {"های", "ها"} and at > 0:
        return row.key(at - 1) + row.key(at) in _contexts("before") and (
            at == first - 1 or _digits_from(row, at, first)
        )
    reached = at == first - 1 or _digits_from(row, at, first)
    return reached and row.key(at) in _contexts("before")


def _digits_from(row: Row, at: int, first: int) -> bool:
    return any(row.key(i)[:1].isdigit() for i in range(at + 1, first))


def _in_title(row: Row, first: int) -> bool:
    """Tell whether a number opens the name of a work: a few words in quotation marks."""
    if row.key(first - 1) != "«":
        return False
    return "»" in (row.key(at) for at in range(first + 1, first + 2 + _SHORT_QUOTE))


def _clock(row: Row, first: int, unit: str) -> bool:
    """Tell whether a number is the minutes of a clock time: `ساعت 17 و 36 دقیقه`."""
    return unit == _MINUTE and any(row.key(at) in _HOURS for at in range(max(0, first - 3), first))


def _named_before(row: Row, first: int, last: int, unit: str) -> bool:
    """Tell whether `دو` stands for two that were named before: `دو کشور`, `این دو رهبر`."""
    if row.key(first - 1) in _POINTERS:
        return True
    title = table("titles.tsv").at(row.tokens, last)
    if unit in words("pair_nouns.txt") and row.key(first - 1) in _BETWEEN_TWO:
        return True
    pair = unit in words("pair_nouns.txt") or (title is not None and title[1][1] in _HIGH)
    return pair and row.key(first) in _TWO and (row.key(last + 1) != _OF or row.key(last + 2) == _AMONG)
