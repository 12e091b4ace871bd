"""Phrase tables: lexicon entries found in a row of tokens whatever their spacing.

Half-spaces are lost in three ways on the way to us (kept, deleted, turned into a space), so a phrase matches when the keys of
consecutive tokens, joined, are the key of the phrase, joined: `دبیر کل`, `دبیرکل` and `دبیر‌کل` are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from loaders.persian.letters import key
from loaders.persian.tables import rows, spellings
from loaders.persian.tokens import Token

Value = TypeVar("Value")
_START = 3  # letters by which the table is entered
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
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: Value) -> None:
        """Add a phrase, unless it has a value already."""
        whole = joined(phrase)
        if whole:
            self._values.setdefault(whole, value)
            for size in range(1, _START + 1):
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
        end = len(tokens) if last is None else last
        if first >= end:
            return None
        text = tokens[first].key
        # Most tokens start no phrase of the table: this look-up, the most frequent of all, must be short.
        limit = self._longest.get(text[:_START], 0) if text else _ANY
        if len(text) > limit:
            return None
        found: tuple[int, Value] | None = None
        if (value := self._values.get(text)) is not None:
            found = (first + 1, value)
        for index in range(first + 1, min(end, first + _LONGEST)):
            before, text = len(text), text + tokens[index].key
            if before < _START:
                limit = self._longest.get(text[:_START], 0) if text else _ANY
            if len(text) > limit:
                break
            if (value := self._values.get(text)) is not None:
                found = (index + 1, value)
        return found


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
