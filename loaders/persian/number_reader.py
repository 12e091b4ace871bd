"""Reading the value of a number off tokens: digits of three scripts, number words, and both mixed.

What is a number in form is read here; whether it counts anything is decided in `numbers`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from loaders.persian.letters import key, same_length
from loaders.persian.number_words import (
    BEGINNINGS,
    JOINED_PARTS,
    PARTS,
    SCALES,
    SINGLE,
    WORDS,
    NumberWord,
    is_measure,
    is_scale,
)
from loaders.persian.tokens import Token

_DIGITS = re.compile(
    r"(?P<grouped>\d{1,3}(?:[,،٬]\d{3}){1,6}|\d{1,3}(?:\.\d{3}){2,6}|\d{1,3}(?:/\d{3}){2,6})(?:[.٫](?P<rest>\d{1,15}))?"
    r"|(?P<whole>\d{1,15})(?:(?P<point>[.٫/])(?P<part>\d{1,15}))?"
)
_SLASH = re.compile(r"(?<![\d/.:])(\d+)/(\d+)\s*([^\W\d_]+|[%٪])")


_BELOW_THOUSAND = frozenset(("unit", "teen", "ten", "hundred", "whole", "half"))
# What can still be added to a word of this kind lies below this.
_ROOM = {"hundred": 100, "ten": 10}
_HUNDRED = key("صد")
# Hundreds written apart: سه صد, and سی صد for سیصد.
_HUNDREDS = {Fraction(n): Fraction(n * 100) for n in range(1, 10)} | {Fraction(30): Fraction(300)}
_DECIMAL_PARTS = {word: size for word, size in PARTS.items() if size in (10, 100, 1000)}


@lru_cache(maxsize=16)
def _fraction_first(text: str) -> bool | None:
    """How this text prints `a/b`: fraction first (True), integer first (False), no clear case (None)."""
    votes = 0
    for left, right, after in _SLASH.findall(same_length(text)):
        if not is_measure(key(after)):
            continue
        if right == "0" or len(left) < len(right):
            votes += 1
        elif left == "0" or len(left) > len(right):
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
        return _slashed(token, whole, part, text) if is_measure(after) else None
    if point == "." and len(part) == 3 and whole != "0" and (part == "000" or after in SINGLE["discrete"]):
        return Fraction(whole + part)
    return Fraction(f"{whole}.{part}")


def _is_short_digits(word: str) -> bool:
    return word.isdecimal() and len(word) <= 6


class NumberReader:
    """Reads numbers off the tokens of one sentence, left to right."""

    def __init__(self, tokens: tuple[Token, ...], text: str) -> None:
        self.tokens = tokens
        self.text = text

    def key(self, at: int) -> str:
        """The key of token `at`, "" outside the sentence."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def may_begin(self, at: int) -> bool:
        """Whether a number can begin here; cheap."""
        return self.tokens[at].text[0].isdecimal() or self.tokens[at].key in BEGINNINGS

    def word(self, at: int) -> NumberWord | None:
        """The number word at `at`."""
        return WORDS.get(self.key(at))

    def digits(self, at: int) -> Fraction | None:
        """The value of digits at `at`, in one token."""
        if not (0 <= at < len(self.tokens)) or not self.tokens[at].text[0].isdecimal():
            return None
        return _digits(self.tokens[at], self.key(at + 1), self.text)

    def apart(self, at: int) -> Fraction | None:
        """A decimal that the typesetter broke up, before a measure: `5 /16 درصد`, `2,5 درصد`."""
        if self.key(at + 1) not in ("/", ",") or not all(_is_short_digits(self.key(i)) for i in (at, at + 2)):
            return None
        first, point, last = self.tokens[at : at + 3]
        spaces = last.start - point.end + point.start - first.end
        if not is_measure(self.key(at + 3)) or spaces > 1:
            return None
        if point.key == ",":
            return Fraction(f"{first.key}.{last.key}") if len(last.key) < 3 and not spaces else None
        return _slashed(first, first.key, last.key, self.text)

    def small(self, at: int) -> tuple[Fraction, int] | None:
        """A number below a thousand in words (صد و بیست و پنج, سی صد), or digits, with its half or tenths: (value, end)."""
        apart = self.apart(at)
        if apart is not None:
            return apart, at + 3
        value = self.digits(at)
        read = (value, at + 1) if value is not None else self.small_words(at)
        return None if read is None else self.with_part(*read)

    def small_words(self, at: int) -> tuple[Fraction, int] | None:
        """Hundreds, tens and units in words, joined by و: (value, end)."""
        word = self.word(at)
        if word is None or word.kind not in _BELOW_THOUSAND:
            return None
        total, end, room = word.value, at + 1, _ROOM.get(word.kind, 1)
        if word.kind in ("unit", "ten") and self.key(end) == _HUNDRED and total in _HUNDREDS:
            total, end, room = _HUNDREDS[total], end + 1, 100
        if (
            room == 100
            and self.key(end) == "و"
            and (digits := self.digits(end + 1)) is not None
            and digits < 100
        ):
            return total + digits, end + 2
        while room > 1 and self.key(end) == "و":
            following = self.word(end + 1)
            if following is None or following.kind not in _BELOW_THOUSAND or not 1 <= following.value < room:
                break
            total, end, room = total + following.value, end + 2, _ROOM.get(following.kind, 1)
        return total, end

    def with_part(self, value: Fraction, end: int) -> tuple[Fraction, int]:
        """A number with the part that follows it: `دو و نیم`, `۱۲ و ۵ دهم`."""
        if self.key(end) != "و" or value.denominator > 1 or value >= 1000:
            return value, end
        if self.key(end + 1) == "نیم":
            return value + Fraction(1, 2), end + 2
        word, part = self.word(end + 1), _DECIMAL_PARTS.get(self.key(end + 2))
        count = self.digits(end + 1) if word is None else word.value
        if part is None or count is None or count >= part:
            return value, end
        return value + count / part, end + 3

    def term(self, at: int) -> tuple[Fraction, Fraction, int] | None:
        """A small number and the product of the scale words behind it (دو هزار میلیارد): (number, scale, end)."""
        word = self.word(at)
        if word is not None and word.kind == "product":
            value, end = word.value, at + 1
            scale = max(size for size in SCALES if value >= size)
            value /= scale
        elif self.key(at) == "هزار":
            value, scale, end = Fraction(1), Fraction(1000), at + 1
        else:
            small = self.small(at)
            if small is None:
                return None
            (value, end), scale = small, Fraction(1)
        while is_scale(self.key(end)):
            scale *= WORDS[self.key(end)].value
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
        """Whether digits that end at `end` are an ordinal: `۱۵۰ اُم`."""
        return (
            end < len(self.tokens)
            and self.key(end) in SINGLE["ordinal"]
            and self.tokens[end - 1].text[0].isdecimal()
        )

    def fraction(self, at: int) -> tuple[Fraction, int] | None:
        """`دو سوم`, `یک‌سوم`."""
        if "نهایی" in (self.key(at + 1), self.key(at + 2)):  # a round of a cup
            return None
        word = self.word(at)
        if word is not None and word.kind == "unit" and word.value < PARTS.get(self.key(at + 1), 0):
            return word.value / PARTS[self.key(at + 1)], at + 2
        joined = JOINED_PARTS.get(self.key(at))
        return None if joined is None else (joined, at + 1)
