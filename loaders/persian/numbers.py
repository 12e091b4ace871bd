"""Numbers that count: digits of three scripts, number words and mixtures, with offsets, value and approximation.

Rules that a reader of the figures should know:

- `a/b` is the newspapers' decimal point. Pages typed with ASCII digits store it in visual order, the fraction first
  (`5/2 درصد` is 2.5), pages with Persian digits in reading order: of the clear cases in 20,000 news texts 1,248 of 1,329 with
  ASCII digits and none of 14 with Persian digits have the fraction first. A text's own clear cases (`5/12`, `12/5`) outvote
  this. Without a scale word, a percentage or a measure behind it `a/b` is left unread.
- A dot before exactly three digits is a decimal point (`۲.۱۸۷ میلیارد`), unless more such groups follow, all three are zeros,
  or the word behind it is one of `number_contexts.tsv` that is counted in whole numbers (kind `discrete`: `۳.۹۰۰ نفر`).
- یک counts before a scale word, before a word of `number_contexts.tsv` of kind `measured`, and where it goes on a list of
  numbers (`دو کشته و یک زخمی`); `articles=True` gives every یک. نه and نیم are read alone only before such a word, ده and سی
  before one of kind `counted`.
- No ordinals (سوم, ۱۵۰اُمین), no indefinite numbers (چند هزار, صدها), no parts of a date or a time of day, no labels (ماده ۱۲), no
  telephone numbers, list numbers (`3- …`), scores (`۲۵-۲۳`) or models (`5G`). Digits that could be a year of our time (1370-1419,
  1950-2039) count only before a counted word or after حدود and its kin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from loaders.persian.letters import key, same_length
from loaders.persian.tables import rows, spellings
from loaders.persian.tokens import Token, sentences


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written (`text`, the stored text of [start, end)) and what it comes to."""

    start: int
    end: int
    text: str
    value: int | float
    approximate: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """What a number word is: its kind and value, and how many decimal places of the number it can still take."""

    kind: str
    value: Fraction


def _words() -> dict[str, _Word]:
    """Every number word of one token, those written without spaces (بیست‌وپنج, سه‌هزار) included, by key."""
    words: dict[str, _Word] = {}
    by_kind: dict[str, list[tuple[str, int]]] = {}
    for kind, value, written in rows("number_words.tsv"):
        for word in map(key, spellings(written)):
            words[word] = _Word(kind, Fraction(value))
            if kind != "half":
                by_kind.setdefault(kind, []).append((word, int(value)))
    below = list(by_kind["unit"])
    two = [(f"{ten}و{unit}", a + b) for ten, a in by_kind["ten"] for unit, b in by_kind["unit"]]
    tens = by_kind["teen"] + by_kind["ten"]
    three = [(f"{hundred}و{rest}", a + b) for hundred, a in by_kind["hundred"] for rest, b in below + tens + two]
    for word, value in two + three:
        words.setdefault(word, _Word("whole", Fraction(value)))
    for small, value in below + tens + by_kind["hundred"]:
        for scale, factor in by_kind["scale"]:
            words.setdefault(small + scale, _Word("product", Fraction(value * factor)))
    return words


def _contexts() -> dict[str, frozenset[tuple[str, ...]]]:
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for kind, written in rows("number_contexts.tsv"):
        found[kind] = frozenset(tuple(key(word).split()) for word in spellings(written))
    return found


_WORDS = _words()
_CONTEXTS = _contexts()
_SCALES = [word.value for word in _WORDS.values() if word.kind == "scale"]
_SINGLE = {kind: frozenset(words[0] for words in phrases if len(words) == 1) for kind, phrases in _CONTEXTS.items()}
_PARTS = {word.split(":")[1]: int(word.split(":")[0]) for word in _SINGLE["denominator"]}
_MONTHS = frozenset(key(word) for row in rows("months.tsv") for word in spellings(row[2]))
_DIGITS = re.compile(
    r"(?P<grouped>\d{1,3}(?:[,،٬]\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:/\d{3}){2,})(?:[.٫](?P<rest>\d+))?"
    r"|(?P<whole>\d+)(?:(?P<point>[.٫/])(?P<part>\d+))?"
)
_SLASH = re.compile(r"(?<![\d/.:])(\d+)/(\d+)(?![\d/.:])")
_DASHES = frozenset("-–—")
_NEVER_AFTER = frozenset(("شنبه", "ها", "های"))


@lru_cache(maxsize=16)
def _fraction_first(text: str) -> bool | None:
    """How this text prints `a/b`: fraction first (True), integer first (False), no clear case (None)."""
    votes = 0
    for left, right in _SLASH.findall(same_length(text)):
        if len(left) == 1 and len(right) > 1 or right == "0":
            votes += 1
        elif len(right) == 1 and len(left) > 1 or left == "0":
            votes -= 1
    return votes > 0 if votes else None


def _slashed(token: Token, left: str, right: str, text: str) -> Fraction:
    reverse = _fraction_first(text)
    if reverse is None:
        reverse = token.text[0].isascii()
    if reverse:
        left, right = right, left
    return Fraction(f"{left}.{right}")


def _digits(token: Token, after: str, text: str) -> Fraction | None:
    """The value of a token of digits; None where it is no number (a date, a time, a telephone number)."""
    match = _DIGITS.fullmatch(same_length(token.text))
    if match is None:
        return None
    if match["grouped"]:
        return Fraction(re.sub(r"\D", "", match["grouped"]) + (f".{match['rest']}" if match["rest"] else ""))
    whole, point, part = match["whole"], match["point"], match["part"]
    if point is None:
        return None if len(whole) > 12 or (len(whole) > 1 and whole[0] == "0") else Fraction(whole)
    if point == "/":
        return _slashed(token, whole, part, text) if _is_measure(after) else None
    if point == "." and len(part) == 3 and whole != "0" and (part == "000" or after in _SINGLE["discrete"]):
        return Fraction(whole + part)
    return Fraction(f"{whole}.{part}")


def _is_scale(word: str) -> bool:
    return word in _WORDS and _WORDS[word].kind == "scale"


def _is_measure(word: str) -> bool:
    """Whether the word behind a number takes decimals: a scale, a percentage, a unit, or an adjective of one (درصدی)."""
    return word in _SINGLE["counted"] or word in ("%", "٪") or word.removesuffix("ی") in _SINGLE["counted"]


class _Reader:
    """Reads numbers off the tokens of one sentence, left to right."""

    def __init__(self, tokens: tuple[Token, ...], text: str) -> None:
        self.tokens = tokens
        self.text = text

    def key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def may_begin(self, at: int) -> bool:
        return self.tokens[at].text[0].isdecimal() or self.tokens[at].key in _BEGINNINGS

    def word(self, at: int) -> _Word | None:
        return _WORDS.get(self.key(at))

    def digits(self, at: int) -> Fraction | None:
        if not (0 <= at < len(self.tokens)) or not self.tokens[at].text[0].isdecimal():
            return None
        return _digits(self.tokens[at], self.key(at + 1), self.text)

    def apart(self, at: int) -> Fraction | None:
        """A decimal that the typesetter broke up, before a measure: `5 /16 درصد`, `2,5 درصد`."""
        if self.key(at + 1) not in ("/", ",") or not (self.key(at).isdecimal() and self.key(at + 2).isdecimal()):
            return None
        first, point, last = self.tokens[at : at + 3]
        spaces = last.start - point.end + point.start - first.end
        if not _is_measure(self.key(at + 3)) or spaces > 1:
            return None
        if point.key == ",":
            return Fraction(f"{first.key}.{last.key}") if len(last.key) < 3 and not spaces else None
        return _slashed(first, first.key, last.key, self.text)

    def small(self, at: int) -> tuple[Fraction, int] | None:
        """A number below a thousand in words (صد و بیست و پنج, سی صد), or digits: (value, where it ends)."""
        apart = self.apart(at)
        if apart is not None:
            return apart, at + 3
        value = self.digits(at)
        if value is not None:
            return value, at + 1
        word = self.word(at)
        if word is None or word.kind not in ("unit", "teen", "ten", "hundred", "whole", "half"):
            return None
        total, end, room = word.value, at + 1, int(word.value)
        following = self.word(end)
        if word.kind in ("unit", "ten") and following == _WORDS["صد"] and total in (*range(1, 10), 30):
            total, end, room = (total if total < 10 else total / 10) * 100, end + 1, 100
        elif word.kind == "teen" or word.kind == "whole" or word.kind == "half":
            return total, end
        if room >= 100 and self.key(end) == "و" and (digits := self.digits(end + 1)) is not None and digits < 100:
            return total + digits, end + 2
        room = 100 if room >= 100 else 10 if room >= 20 else 1
        while room > 1 and self.key(end) == "و":
            following = self.word(end + 1)
            if following is None or following.kind not in ("unit", "teen", "ten", "whole") or following.value >= room:
                break
            total, end = total + following.value, end + 2
            room = 10 if following.kind == "ten" else 1
        if self.key(end) == "و" and self.key(end + 1) == "نیم" and total < 100:
            return total + Fraction(1, 2), end + 2
        return total, end

    def term(self, at: int) -> tuple[Fraction, Fraction, int] | None:
        """A small number and the product of the scale words behind it (دو هزار میلیارد): (number, scale, end)."""
        word = self.word(at)
        if word is not None and word.kind == "product":
            value, end = word.value, at + 1
            scale = max(size for size in _SCALES if value >= size)
            value /= scale
        elif self.key(at) == "هزار":
            value, scale, end = Fraction(1), Fraction(1000), at + 1
        else:
            small = self.small(at)
            if small is None:
                return None
            (value, end), scale = small, Fraction(1)
        while _is_scale(self.key(end)):
            scale *= _WORDS[self.key(end)].value
            end += 1
        return value, scale, end

    def number(self, at: int) -> tuple[Fraction, int] | None:
        """The whole number at token `at`: terms of falling scale joined by و.

        A term of a higher scale takes the one before it along: `دو هزار و ۵۰۰ میلیارد` is 2,500 milliards.
        """
        first = self.term(at)
        if first is None:
            return None
        value, scale, end = first
        done, pending = Fraction(0), value * scale
        limit = Fraction(10) ** 18
        while scale > 1 and self.key(end) == "و":
            if self.key(end + 1) == "نیم":
                return done + pending + scale / 2, end + 2
            following = self.term(end + 1)
            if following is None or self.is_ordinal(following[2]):
                break
            value, size, stop = following
            if size == 1 and (value.denominator > 1 or self.key(stop) in ("درصد", "%", "٪")):
                break
            if value * size < scale:
                done, pending, limit = done + pending, value * size, scale
            elif value < scale < size < limit:
                pending = (pending + value) * size
            else:
                break
            scale, end = size, stop
        return done + pending, end

    def is_ordinal(self, end: int) -> bool:
        if end < len(self.tokens) and self.key(end) in _SINGLE["ordinal"] and self.tokens[end - 1].text[0].isdecimal():
            return True
        return False

    def fraction(self, at: int) -> tuple[Fraction, int] | None:
        """`دو سوم`, `یک‌سوم`."""
        if "نهایی" in (self.key(at + 1), self.key(at + 2)):  # a round of a cup
            return None
        word = self.word(at)
        if word is not None and word.kind == "unit" and word.value < _PARTS.get(self.key(at + 1), 0):
            return word.value / _PARTS[self.key(at + 1)], at + 2
        joined = _JOINED_PARTS.get(self.key(at))
        return None if joined is None else (joined, at + 1)

    def counts(self, at: int, end: int, value: Fraction, *, articles: bool) -> bool:
        """Whether what was read at [at, end) counts something (see the module's docstring)."""
        before, after = self.key(at - 1), self.key(end)
        words = self.word(end - 1) is not None
        following = self.key(end + 1) if after == "و" else after[1:] if after.startswith("و") else ""
        if self.is_ordinal(end) or (words and (after == "امین" or _is_ordinal_word(following))):
            return False
        if before in _SINGLE["label"] or self.dated(before, after, at, value):
            return False
        if self.tokens[at].text[0].isdecimal():
            return end > at + 1 or self.bare_digits(at, value)
        if before in _SINGLE["indefinite"] or after in _NEVER_AFTER or (before == "هر" and self.key(at) == "دو"):
            return False
        return end > at + 1 or self.single(self.key(at), before, after, at, articles=articles)

    def bare_digits(self, at: int, value: Fraction) -> bool:
        """Whether one token of digits counts: no list number (`3- …`), score or set (`۲۵-۲۳`), model (`5G`, `اس-۴۰۰`) or year."""
        token, after = self.tokens[at], self.key(at + 1)
        if _is_measure(after) or after in _SINGLE["discrete"]:
            return True
        if at == 0 and after in ("-", "–", ")", ".", "_") and len(self.tokens) > 2:
            return False
        if at + 1 < len(self.tokens) and self.tokens[at + 1].start == token.end and after[:1].isascii() and after[:1].isalpha():
            return False
        if self.key(at - 1) in _DASHES and (self.key(at - 2).isalpha() and self.tokens[at - 1].end == token.start):
            return False
        ranged = self.key(at - 1) in _DASHES and self.key(at - 2).isdecimal() or after in _DASHES and self.key(at + 2).isdecimal()
        if ranged:
            return after in _DASHES and _is_measure(self.key(at + 3))
        exact = self.approximate(at) or token.text != token.key and not token.text.isdecimal()
        return exact or not (1370 <= value < 1420 or 1950 <= value < 2040)

    def single(self, word: str, before: str, after: str, at: int, *, articles: bool) -> bool:
        """Whether one number word alone counts; most do, some are more often another word."""
        if word == "یک":
            return articles or after in _SINGLE["measured"] or self.follows_number(at)
        if word in ("نه", "نیم"):
            return after in _SINGLE["measured"]
        if word == "ده":
            return after in _SINGLE["counted"]
        if word == "سی":
            return after in _SINGLE["counted"] and before not in _SINGLE["letter"]
        if word == "صد":
            return before != "در" and after not in ("در", "چندان", "البته")
        return word != "دو" or (after, self.key(at + 2)) != ("و", "میدانی")

    def follows_number(self, at: int) -> bool:
        """Whether `و یک` goes on a list of counted things: `دو کشته و یک زخمی`."""
        nearby = range(max(0, at - 4), at - 1)
        return self.key(at - 1) in ("و", "،") and any(
            self.tokens[i].text[0].isdecimal() or (self.word(i) is not None and self.key(i) not in ("یک", "نه", "سی")) for i in nearby
        )

    def dated(self, before: str, after: str, at: int, value: Fraction) -> bool:
        """Whether digits are the day or year of a date."""
        if after in _MONTHS or after.removesuffix("ماه") in _MONTHS or after == "ماه" and self.key(at + 2) in _MONTHS:
            return True
        year = 1200 <= value < 1500 or 1800 <= value < 2100
        if before in ("سال", "سالهای", "سنه"):
            return year or (10 <= value < 100 and self.key(at - 2) != "هر")
        previous = self.key(at - 2) if before in ("ماه", "سال") else before
        return year and (previous in _MONTHS or previous.removesuffix("ماه") in _MONTHS) or (
            before in _MONTHS and after not in _SINGLE["counted"] and not _is_scale(after) and value < 100
        )

    def approximate(self, at: int) -> bool:
        keys = [self.key(i) for i in range(max(0, at - 3), at)]
        return any(tuple(keys[-n:]) in _CONTEXTS["approximate"] for n in range(1, len(keys) + 1))


_ORDINAL_STEMS = frozenset(word + "م" for word, w in _WORDS.items() if w.kind in ("unit", "teen", "ten", "hundred", "scale")) | {
    "سوم", "سیام", "سی ام",
}  # fmt: skip

_JOINED_PARTS = {
    small + part: word.value / size
    for small, word in _WORDS.items() if word.kind == "unit"
    for part, size in _PARTS.items() if word.value < size and small + part not in _ORDINAL_STEMS
}  # fmt: skip

_BEGINNINGS = frozenset(_WORDS) | frozenset(_JOINED_PARTS)


def _is_ordinal_word(word: str) -> bool:
    return word in _ORDINAL_STEMS or word.removesuffix("ین") in _ORDINAL_STEMS


def numbers(text: str, start: int = 0, end: int | None = None, *, articles: bool = False) -> Iterator[Number]:
    """The numbers of `text[start:end]` in order; offsets are code points of `text`, end exclusive.

    >>> [(n.text, n.value, n.approximate) for n in numbers("بیش از ۲۲ میلیون دانشجو در دو هزار و ۵۰۰ شهر")]
    [('۲۲ میلیون', 22000000, True), ('دو هزار و ۵۰۰', 2500, False)]
    """
    for sentence in sentences(text, start, end):
        reader = _Reader(sentence.tokens, text)
        at = 0
        while at < len(sentence.tokens):
            read = (reader.fraction(at) or reader.number(at)) if reader.may_begin(at) else None
            if read is None:
                at += 1
                continue
            value, stop = read
            if reader.counts(at, stop, value, articles=articles):
                first, last = sentence.tokens[at].start, sentence.tokens[stop - 1].end
                plain = int(value) if value.denominator == 1 else float(value)
                yield Number(first, last, text[first:last], plain, reader.approximate(at))
            at = stop
