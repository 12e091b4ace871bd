"""What the rules know about single words: whether a name ends at one, and whether one may stand in a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.extract.phrases import group, joined, table, words
from loaders.extract.reporting import verb_at as verb_at  # noqa: PLC0414 - asked for here by the rooms that read words
from loaders.persian.letters import display
from loaders.persian.tables import rows
from loaders.persian.tokens import Token, Tokens
from loaders.register import register

_FIRST_NAME = 0.06  # share of a first name's uses that must be as a name
_SURNAME = 0.1
_SURE = 0.5
_VERY_SURE = 0.75
_OFTEN_AFTER = 3  # times right after the name of a body
_FREQUENT = 200
_COMPOUND = re.compile("عبدال.+|.+(?:الدین|الله)")
_SHORTEST_COMPOUND = 6  # letters
_LONGEST_COMPOUND = 20  # letters
_SAYYID = frozenset({"سید", "سیده"})
SUFFIXES = frozenset({"ها", "های", "هایی", "هایش", "ای", "تر", "ترین", "ام", "اند", "ایم"})
"""Endings that stand apart where a half-space became a space."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """How often a word stands in persons' names."""

    in_names: int
    anywhere: int
    listed: int

    @property
    def share(self) -> float:
        """The share of the word's uses that are names; 1 for a word known from lists of names only."""
        return min(1.0, (self.in_names + self.listed) / max(self.anywhere, self.in_names + self.listed, 1))


@lru_cache(maxsize=1)
def _name_words() -> dict[str, NameWord]:
    return {joined(word): NameWord(int(a), int(b), int(c)) for word, a, b, c in rows("name_words.tsv")}


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    """First names that are mostly used as names, or are rare enough never to be met as anything else."""
    known = set()
    for name, _, in_names, anywhere in rows("first_names.tsv"):
        word = joined(name)
        listed = _name_words().get(word, NameWord(0, 0, 0)).listed
        share = (int(in_names) + listed) / max(int(anywhere), 1)
        if len(word) > 2 and share >= _FIRST_NAME and word not in words("common_words.txt"):
            known.add(word)
    return frozenset(known)


@lru_cache(maxsize=1)
def _strong_first_names() -> frozenset[str]:
    """First names of real frequency, towards which a misprint may be corrected."""
    return frozenset(
        word for word in _first_names() if (known := _name_words().get(word)) and known.listed >= 8
    )


@cache
def demonyms() -> frozenset[str]:
    """Words such as `ایرانی`, from the places of the register."""
    places = {joined(entry.name) for entry in register().entries.values() if entry.is_country}
    return frozenset(f"{place}{ending}" for place in places for ending in ("ی", "یی", "یها", "یان"))


def is_word(token: Token) -> bool:
    """Tell whether a token is a word of letters."""
    return token.key[:1].isalpha()


@lru_cache(maxsize=65536)
def is_first_name(word: str) -> bool:
    """Tell whether a word (as key) is a first name: a listed one, one after `سید`, or two in one (`محمدجواد`)."""
    if word in _first_names() or word in _SAYYID:
        return True
    if word in words("common_words.txt"):
        return False
    if (word.startswith("سید") and word[3:] in _first_names()) or (
        len(word) > _SHORTEST_COMPOUND and _COMPOUND.fullmatch(word) and word not in words("honorifics.txt")
    ):
        return True
    if len(word) > _LONGEST_COMPOUND:
        return False
    return any(
        word[:cut] in _strong_first_names() and word[cut:] in _strong_first_names()
        for cut in range(3, len(word) - 2)
    )


def name_share(word: str) -> float:
    """Return the share of a word's uses (as key) that are in persons' names; 0.3 for a word never met."""
    known = _name_words().get(word)
    if known is None:
        return 0.0 if word in words("common_words.txt") or word in demonyms() else 0.3
    return 0.0 if word in demonyms() else known.share


@lru_cache(maxsize=1)
def _ends() -> dict[str, int]:
    return {joined(word): int(after) for word, after, _ in rows("body_ends.tsv")}


def follows_body(word: str) -> bool:
    """Tell whether a word (as key) is known to follow names of bodies rather than to belong to them."""
    return _ends().get(word, 0) >= _OFTEN_AFTER


def stands_outside(word: str) -> bool:
    """Tell whether a word (as key) is a frequent one that was never met inside the name of a body."""
    return word in _ends()


def is_listed(word: str) -> bool:
    """Tell whether a word (as key) was ever met as a word of a person's name."""
    return word in _name_words()


def is_no_name(word: str) -> bool:
    """Tell whether a word (as key) is a frequent one that no list of names has and that few names hold: `محققان`."""
    known = _name_words().get(word)
    return known is not None and known.listed == 0 and known.anywhere >= _FREQUENT and known.share < _SURNAME


def may_be_titled(word: str) -> bool:
    """Tell whether a word (as key) after a title of respect may be a name: any that is not a frequent word of the language."""
    known = _name_words().get(word)
    if word in words("common_words.txt") or word in demonyms():
        return name_share(word) >= _SURNAME
    return known is None or known.share >= _SURNAME or known.anywhere < _FREQUENT


def may_be_surname(word: str) -> bool:
    """Tell whether a word (as key) may be a surname or a part of one."""
    return name_share(word) >= _SURNAME


def ends_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether any name must have ended before token `at`: at its end, a sign, a number or a stop word."""
    if isinstance(tokens, Tokens):
        known: list[bool] | None = tokens.found.get(ends_name)
        if known is None:
            known = tokens.found[ends_name] = [_ends_name(tokens, index) for index in range(len(tokens))]
        return at >= len(tokens) or known[at]
    return _ends_name(tokens, at)


def _ends_name(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens) or not is_word(tokens[at]):
        return True
    if tokens[at].key == "بین" and at + 1 < len(tokens) and tokens[at + 1].key.startswith("الملل"):
        return False
    if at + 1 < len(tokens) and (tokens[at].key, tokens[at + 1].key) in _prepositions():
        return False  # `امر به معروف`
    return tokens[at].key in words("stop_words.txt") or is_verb(tokens, at)


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[tuple[str, str]]:
    return frozenset(
        (joined(noun), joined(preposition)) for noun, preposition in rows("name_prepositions.tsv")
    )


def opens_complement(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Tell whether the preposition at token `at` stands inside a name that began before `start`, as in `ستاد مبارزه با قاچاق`."""
    known = (
        at >= start and (tokens[at - 1].key, tokens[at].key) in _prepositions() if at < len(tokens) else False
    )
    return known and not ends_name(tokens, at + 1)


_PREFIXES = ("می\u200c", "نمی\u200c", "مي\u200c", "نمي\u200c")


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token begins a verb with the prefix `می`, joined or standing apart."""
    text = tokens[at].text
    return text.startswith(_PREFIXES) or (tokens[at].key in {"می", "نمی"} and at + 1 < len(tokens))


_INFLECTED = re.compile("(?:.{2,}[\u200c ]|.{3,})های(?:ی|م|ت|ش|مان|تان|شان)|.{2,}(?:ه\u200cاند|ه\u200cاست)")


def is_inflected(token: Token) -> bool:
    """Tell whether a word has an ending that no word inside a name has: `کلاس‌هایی`, `کتاب‌هایشان`, `کرده‌اند`."""
    return _INFLECTED.fullmatch(display(token.text)) is not None


def first_name_end(tokens: Sequence[Token], at: int) -> int:
    """Return the index after the first name that begins at token `at` (it may be printed as two words), or `at` where none does."""
    word = tokens[at].key
    if ends_name(tokens, at):
        return at
    if not ends_name(tokens, at + 1) and word + tokens[at + 1].key in _first_names():
        return at + 2
    return at + 1 if is_first_name(word) else at


def begins_person(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a person's name seems to begin at token `at`: a first name with a likely surname after it."""
    end = first_name_end(tokens, at)
    if tokens[at].key in group("never-names") or _ends_ordinal(tokens, at):
        return False
    if end == at:
        rare = (
            tokens[at].key in _rare_first_names() and at + 1 < len(tokens) and not ends_name(tokens, at + 1)
        )
        return rare and name_share(tokens[at + 1].key) >= _SURE
    if is_split_surname(tokens, end):
        return True
    if end >= len(tokens) or ends_name(tokens, end):
        return False
    after = tokens[end].key
    if tokens[at].key == "حسن" and after in group("good"):
        return False
    if tokens[at].key in group("noun-names") and end == at + 1:
        return name_share(after) >= _SURE / 2 or (is_first_name(after) and may_be_surname(after))
    return (
        may_be_surname(after)
        or is_first_name(after)
        or (
            (is_sure_first_name(tokens[at].key) or tokens[at].key in _SAYYID)
            and may_follow_first_name(tokens, end)
        )
    )


def _ends_ordinal(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the first name at token `at` is the ending of an ordinal that is printed apart: `سی امین`, `۵۰ امین`."""
    before = tokens[at - 1].key if at else ""
    return tokens[at].key in group("ordinal-ending") and (before in group("tens") or before[:1].isdigit())


def is_split_surname(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a surname printed as two words begins at token `at`, its first word perhaps a word of the language: `ولی زاده`."""
    endings = group("name-ending") | group("surname-ending")
    if at + 1 >= len(tokens) or not is_word(tokens[at]) or tokens[at + 1].key not in endings:
        return False
    common = tokens[at].key in words("common_words.txt")
    return not common or is_listed(tokens[at].key + tokens[at + 1].key) or _after_first_name(tokens, at)


def _after_first_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a sure first name stands right before token `at`, and what follows ends like a surname: `حسن نمک دوست`."""
    return at > 0 and is_sure_first_name(tokens[at - 1].key) and tokens[at + 1].key in group("surname-ending")


def is_sure_first_name(word: str) -> bool:
    """Tell whether a word (as key) is a first name that is hardly ever anything else."""
    return is_first_name(word) and word in _name_words() and name_share(word) >= _VERY_SURE


def may_follow_first_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the word at token `at` may be a surname only because a sure first name stands before it."""
    word = tokens[at].key
    barred = word == "و" or word in SUFFIXES or word in demonyms() or word in words("name_stops.txt")
    return not (
        barred
        or verb_at(tokens, at)
        or table("titles.tsv").at(tokens, at)
        or table("light_verbs.txt").at(tokens, at + 1)
    )


@lru_cache(maxsize=1)
def _rare_first_names() -> frozenset[str]:
    """First names that mostly mean something else: they count only before a sure surname."""
    return frozenset(joined(name) for name, *_ in rows("first_names.tsv")) - words("common_words.txt")


@cache
def corrected_first_name(word: str, surname: str) -> str | None:
    """Return the first name of which `word` (as key) is a misprint by two letters that changed places, or None.

    Only a word that is neither a name nor a word of the language is corrected, only before a known surname of no Arabic form, and only
    if exactly one frequent name fits.
    """
    unknown = (
        4 <= len(word) <= _LONGEST_COMPOUND
        and not is_first_name(word)
        and word not in words("common_words.txt")
        and word not in _name_words()
    )
    if not unknown or surname.startswith("ال") or surname not in _name_words() or not may_be_surname(surname):
        return None
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    fits = (swapped - {word}) & _strong_first_names()
    return _spelling(fits.pop()) if len(fits) == 1 else None


@cache
def _spelling(word: str) -> str:
    return next(name for name, *_ in rows("first_names.tsv") if joined(name) == word)
