"""Numbers that count: digits of three scripts, number words and mixtures, with offsets, value and approximation.

Rules that a reader of the figures should know:

- `a/b` is the newspapers' decimal point. Pages typed with ASCII digits store it in visual order, the fraction first
  (`5/2 درصد` is 2.5), pages with Persian digits in reading order: of the clear cases in 20,000 news texts 1,248 of 1,329 with
  ASCII digits and none of 14 with Persian digits have the fraction first. A text's own clear cases (`5/12`, `12/5`) outvote
  this. Without a scale word, a percentage or a measure behind it `a/b` is left unread.
- A dot before exactly three digits is a decimal point (`۲.۱۸۷ میلیارد`), unless more such groups follow, all three are zeros,
  or the word behind it is one of `number_contexts.tsv` that is counted in whole numbers (kind `discrete`: `۳.۹۰۰ نفر`).
- یک counts before a scale word, before a word of `number_contexts.tsv` of kind `measured`, after حداقل and its kin, after هر, and in a list of
  numbers (`دو کشته و یک زخمی`); `articles=True` gives every یک. نه and نیم are read alone only before such a word, ده and سی
  before one of kind `counted`.
- A number joined to its unit (`سه‌ساله`) ends inside the token; the rest of the token is the unit. Where a half stands behind the unit
  (`سه ساعت و نیم`) the value has it and the span is `سه`, so that the unit still follows the number.
- No ordinals (سوم, ۱۵۰اُمین), no indefinite numbers (چند هزار, صدها), no parts of a date or a time of day, no labels (ماده ۱۲), no
  telephone numbers, list numbers (`3- …`), scores (`۲۵-۲۳`) or models (`5G`). Digits that could be a year of our time (1370-1419,
  1950-2039) count only before a counted word or after حدود and its kin.

No library reads these: of all packages found, the only one that turns Persian number words into values (ghnum 1.1.3) has 6 of 14 of
our table right and the other 8 silently wrong (`۲۲ میلیون` 1,000,000; `دو هزار میلیارد` 1,000,002,000). On 240 annotated news articles 352
of 366 counted values are read, and most of what is missed is یک.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from loaders.persian.letters import key
from loaders.persian.number_reader import NumberReader
from loaders.persian.number_words import MONTHS, PHRASES, SINGLE, WITH_UNIT, is_measure, is_ordinal
from loaders.persian.tokens import Sentence, sentences

_DASHES = frozenset("-–—")
_RANGES = ("تا", "الی", "یا")
_JOINS = ("و", "،", "همچنین", "نیز")
_LIST = 9  # tokens between the numbers of a list
_EACH_ONE = ("کدام", "یک", "چه", "چند")  # after هر: each of those that were named
_EACH = 5  # tokens between هر and what it distributes
_YEARS = (range(1370, 1420), range(1950, 2040))
_NEVER_AFTER = frozenset(("شنبه", "ها", "های"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written (`text`, the stored text of [start, end)) and what it comes to."""

    start: int
    end: int
    text: str
    value: int | float
    approximate: bool


class _CountReader(NumberReader):
    """Decides which numbers count something; the rules are the module's docstring."""

    def counts(self, at: int, end: int, value: Fraction, *, articles: bool) -> bool:
        """Whether what was read at [at, end) counts something (see the module's docstring)."""
        before, after = self.key(at - 1), self.key(end)
        words = self.word(end - 1) is not None
        following = self.key(end + 1) if after == "و" else after[1:] if after.startswith("و") else ""
        if self.is_ordinal(end) or (words and (after == "امین" or is_ordinal(following))):
            return False
        if before in SINGLE["label"] or self.dated(before, after, at, value):
            return False
        if self.tokens[at].text[0].isdecimal():
            return end > at + 1 or self.bare_digits(at, value)
        if (
            before in SINGLE["indefinite"]
            or after in _NEVER_AFTER
            or (before == "هر" and self.key(at) == "دو")
        ):
            return False
        return end > at + 1 or self.single(self.key(at), before, after, at, articles=articles)

    def bare_digits(self, at: int, value: Fraction) -> bool:
        """Whether one token of digits counts: no list number (`3- …`), score or set (`۲۵-۲۳`), model (`5G`, `اس-۴۰۰`) or year."""
        token, after = self.tokens[at], self.key(at + 1)
        if is_measure(after) or after in SINGLE["discrete"]:
            return True
        if (
            at == 0
            and after in ("-", "–", ")", ".", "_")
            and len(self.tokens) > 2
            and not self.key(2).isdecimal()
        ):
            return False
        if (
            at + 1 < len(self.tokens)
            and self.tokens[at + 1].start == token.end
            and after[:1].isascii()
            and after[:1].isalpha()
        ):
            return False
        before, beyond = self.key(at - 2), self.key(at + 2)
        if self.key(at - 1) in _DASHES and before.isalpha() and self.tokens[at - 1].end == token.start:
            return False
        if self.key(at - 1) in _DASHES and before.isdecimal():
            return False
        if after in _DASHES and beyond.isdecimal():
            return is_measure(self.key(at + 3))
        return (
            self.approximate(at) or not token.key.isdecimal() or not any(value in years for years in _YEARS)
        )

    def single(self, word: str, before: str, after: str, at: int, *, articles: bool) -> bool:
        """Whether one number word alone counts; most do, some are more often another word."""
        if word == "یک":
            return articles or after in SINGLE["measured"] or self.approximate(at) or self.in_list(at)
        if word in ("نه", "نیم"):
            return after in SINGLE["measured"]
        if (
            word in ("ده", "سی")
            and after in _RANGES
            and (self.word(at + 2) or self.digits(at + 2) is not None)
        ):
            return True
        if word == "ده":
            return after in SINGLE["counted"]
        if word == "سی":
            return after in SINGLE["counted"] and before not in SINGLE["letter"]
        if word == "صد":
            return before != "در" and after not in ("در", "چندان", "البته")
        return word != "دو" or (after, self.key(at + 2)) != ("و", "میدانی")

    def in_list(self, at: int) -> bool:
        """Whether یک stands in a list of counted things (`دو کشته و یک زخمی`, `یک پزشک و یک پرستار`), or counts for each (`در هر شهر یک …`)."""
        back = range(max(0, at - _LIST), at - 1)
        joined = any(self.key(i) in ("و", "،") for i in (at - 1, at - 2)) and self.key(at - 1) in _JOINS
        listed = joined and any(self.counts_in_list(i) for i in back)
        ahead = range(at + 2, min(len(self.tokens) - 1, at + _LIST))
        opens = any(self.key(i) in ("و", "،") and self.key(i + 1) == "یک" for i in ahead)
        each = (i for i in range(max(0, at - _EACH), at - 1) if self.key(i) == "هر")
        return listed or opens or any(self.key(i + 1) not in _EACH_ONE for i in each)

    def counts_in_list(self, at: int) -> bool:
        """Whether a number stands at `at`: digits, or a number word that is hardly anything else."""
        return self.tokens[at].text[0].isdecimal() or (
            self.word(at) is not None and self.key(at) not in ("نه", "سی")
        )

    def dated(self, before: str, after: str, at: int, value: Fraction) -> bool:
        """Whether a number is the day or year of a date."""
        if _is_month(after) or (after == "ماه" and _is_month(self.key(at + 2))):
            return True
        year = 1200 <= value < 1500 or 1800 <= value < 2100
        if before in ("سال", "سالهای", "سنه"):
            return year or (10 <= value < 100 and self.key(at - 2) != "هر")
        if year:
            return _is_month(self.key(at - 2) if before in ("ماه", "سال") else before)
        return _is_month(before) and value < 100 and not is_measure(after)

    def with_late_half(self, value: Fraction, end: int) -> Fraction:
        """The value with a half that stands behind the unit: `سه ساعت و نیم`."""
        late = self.key(end) in SINGLE["measured"] and (self.key(end + 1), self.key(end + 2)) == ("و", "نیم")
        return value + Fraction(1, 2) if late and value < 100 else value

    def found(self, at: int, end: int, value: Fraction) -> Number:
        """The number that the tokens [at, end) are."""
        return self.spanning(at, self.tokens[end - 1].end, value)

    def before_unit(self, at: int) -> Number:
        """The number that the token at `at` begins with."""
        token = self.tokens[at]
        value, letters = WITH_UNIT[token.key]
        end = next(i for i in range(1, len(token.text) + 1) if len(key(token.text[:i])) == letters)
        return self.spanning(at, token.start + end, value)

    def spanning(self, at: int, end: int, value: Fraction) -> Number:
        """A number from token `at` to the code point `end`."""
        start = self.tokens[at].start
        plain = int(value) if value.denominator == 1 else float(value)
        return Number(start, end, self.text[start:end], plain, self.approximate(at))

    def approximate(self, at: int) -> bool:
        """Whether حدود, بیش از or the like stands before token `at`."""
        keys = [self.key(i) for i in range(max(0, at - 3), at)]
        return any(tuple(keys[-n:]) in PHRASES["approximate"] for n in range(1, len(keys) + 1))


def _is_month(word: str) -> bool:
    return word.removesuffix("ماه") in MONTHS


def numbers(text: str, start: int = 0, end: int | None = None, *, articles: bool = False) -> Iterator[Number]:
    """The numbers of `text[start:end]` in order; offsets are code points of `text`, end exclusive.

    >>> [(n.text, n.value, n.approximate) for n in numbers("بیش از ۲۲ میلیون دانشجو در دو هزار و ۵۰۰ شهر")]
    [('۲۲ میلیون', 22000000, True), ('دو هزار و ۵۰۰', 2500, False)]
    """
    for sentence in sentences(text, start, end):
        yield from numbers_in(text, sentence, articles=articles)


def numbers_in(text: str, sentence: Sentence, *, articles: bool = False) -> Iterator[Number]:
    """The numbers of one sentence of `text` in order, for who has read its sentences already."""
    reader = _CountReader(sentence.tokens, text)
    at = 0
    while at < len(sentence.tokens):
        read = (reader.fraction(at) or reader.number(at)) if reader.may_begin(at) else None
        if read is not None and reader.counts(at, read[1], read[0], articles=articles):
            yield reader.found(at, read[1], reader.with_late_half(*read))
        elif sentence.tokens[at].key in WITH_UNIT:
            yield reader.before_unit(at)
        at = at + 1 if read is None else read[1]
