"""Phrase tables: lexicon entries found in a row of tokens whatever their spacing.

Half-spaces are lost in three ways on the way to us (kept, deleted, turned into a space), so a phrase matches when the keys of
consecutive tokens, joined, are the key of the phrase, joined: `دبیر کل`, `دبیرکل` and `دبیر‌کل` are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from loaders.persian.letters import key
from loaders.persian.tables import rows, spellings
from loaders.persian.tokens import START, Token, Tokens

Value = TypeVar("Value")
_LONGEST = 14  # tokens that one phrase may span
_ANY = 1 << 30  # letters: no phrase is longer


def joined(text: str) -> str:
    """Return the key of a phrase without the spaces."""
    return key(text).replace(" ", "")


class Phrases(Generic[Value]):
    """Phrases with a value each. The longest phrase that starts at a token wins."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[str, Value] = {}
        self._longest: dict[str, int] = {}
        self._starts: set[str] = set()
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: Value) -> None:
        """Add a phrase, unless it has a value already."""
        whole = joined(phrase)
        if whole:
            self._values.setdefault(whole, value)
            self._starts.add(whole[:START])
            for size in range(1, START + 1):
                start = whole[:size]
                self._longest[start] = max(self._longest.get(start, 0), len(whole))

    def __contains__(self, phrase: str) -> bool:
        return joined(phrase) in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, phrase: str) -> Value | None:
        """Return the value of a phrase given as text, or None."""
        return self._values.get(joined(phrase))

    def at(self, tokens: Sequence[Token], first: int, last: int | None = None) -> tuple[int, Value] | None:
        """Return (index after the last token, value) of the longest phrase that starts at token `first`, or None."""
        if type(tokens) is Tokens:
            known: dict[int, tuple[int, Value]] | None = tokens.found.get(self)
            found = (self.found(tokens) if known is None else known).get(first)
            if last is None or found is None or found[0] <= last:
                return found
        return self._read(tokens, first, len(tokens) if last is None else last)

    def found(self, tokens: Tokens) -> Mapping[int, tuple[int, Value]]:
        """Return what `at` returns for each token of a sentence at which a phrase starts, in order. It is read once and kept."""
        known: dict[int, tuple[int, Value]] | None = tokens.found.get(self)
        if known is None:
            end = len(tokens)
            matches = ((at, self._read(tokens, at, end)) for at in tokens.beginning(self._starts))
            known = tokens.found[self] = {at: match for at, match in matches if match is not None}
        return known

    def _read(self, tokens: Sequence[Token], first: int, end: int) -> tuple[int, Value] | None:
        if first >= end:
            return None
        text = tokens[first].key
        limit = self._longest.get(text[:START], 0) if text else _ANY
        if len(text) > limit:
            return None
        found: tuple[int, Value] | None = None
        if (value := self._values.get(text)) is not None:
            found = (first + 1, value)
        for index in range(first + 1, min(end, first + _LONGEST)):
            before, text = len(text), text + tokens[index].key
            if before < START:
                limit = self._longest.get(text[:START], 0) if text else _ANY
            if len(text) > limit:
                break
            if (value := self._values.get(text)) is not None:
                found = (index + 1, value)
        return found


def starts(tokens: Tokens, *tables: Phrases[Any]) -> list[int]:
    """Return the tokens of a sentence at which a phrase of any of the tables starts, in order."""
    return sorted(set().union(*(table.found(tokens) for table in tables)))


@lru_cache(maxsize=64)
def table(name: str) -> Phrases[tuple[str, ...]]:
    """Return a lexicon file as phrases: the first column (with `|` between spellings) → all columns."""
    return Phrases((spelling, tuple(row)) for row in rows(name) for spelling in spellings(row[0]))


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """Return the first column of a lexicon file as a set of keys without spaces."""
    return frozenset(joined(spelling) for row in rows(name) for spelling in spellings(row[0]))


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(joined, spellings(listed))) for name, listed in rows("word_groups.tsv")}


def group(name: str) -> frozenset[str]:
    """Return a closed group of words from `word_groups.tsv` as keys without spaces.

    Raises:
        KeyError: if the file has no such group.
    """
    return _groups()[name]
