"""Festivals and conferences as where a post is held: `دبیر جشنواره X`, `همایش X به دبیری Y`, `دبیر این همایش`."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.bodies import body_at
from loaders.extract.boundaries import NameReader
from loaders.extract.page import Row, Title, words_text
from loaders.extract.phrases import group, table, words
from loaders.extract.words import SUFFIXES
from loaders.persian.tokens import Token

_LONGEST_QUOTED = 6  # tokens
_LONGEST_ORDINAL = 4  # tokens
_OPEN, _CLOSE = frozenset('«"“'), frozenset('»"”')


def read_event(row: Row, title: Title, at: int) -> int:
    """Give a title the gathering named at token `at`; return the index after it, or `at` where none is."""
    start = at + (row.key(at) in group("pointer"))
    after = _ordinal_end(row, start)
    noun = after + (row.key(after) == "دوره")
    found = _named(row, noun)
    if found is None:
        return at
    end, name = found
    if name is None:
        title.pointed = row.key(noun)
    else:
        title.body_name = _numbered(row, start, after, name)
    return end


def _ordinal_end(row: Row, at: int) -> int:
    """Return the index after the ordinal at token `at`: `چهاردهمین`, `سی و هفتمین`."""
    for end in range(at, at + _LONGEST_ORDINAL):
        word = row.key(end)
        if word in group("ordinal-end") or word.endswith("مین"):
            return end + 1
        if (word != "و" or end == at) and word not in group("tens"):
            return at
    return at


def _numbered(row: Row, first: int, last: int, name: str) -> str:
    return f"{words_text(row.tokens[first:last])} {name}".strip()


def _ordinal_before(row: Row, at: int) -> int:
    """Return the index of the ordinal that ends right before token `at`."""
    at -= row.key(at - 1) == "دوره"
    for first in range(max(0, at - _LONGEST_ORDINAL), at):
        if _ordinal_end(row, first) == at:
            return first
    return at


def gathering_at(row: Row, at: int) -> bool:
    """Tell whether a gathering's name begins at token `at`, perhaps with its number."""
    after = _ordinal_end(row, at)
    return _named(row, after + (row.key(after) == "دوره")) is not None


def event_before(row: Row, end: int) -> str | None:
    """Return the name of the last gathering that the sentence names before token `end`."""
    for at in range(end - 1, -1, -1):
        found = _named(row, at)
        if found is not None and found[1] is not None:
            first = _ordinal_before(row, at)
            return _numbered(row, first, _ordinal_end(row, first), found[1])
    return None


def event_names(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (noun as key, name) of each gathering that a sentence names."""
    for at in range(len(row.tokens)):
        found = _named(row, at)
        if found is not None and found[1] is not None:
            first = _ordinal_before(row, at)
            yield row.key(at), _numbered(row, first, _ordinal_end(row, first), found[1])


def _named(row: Row, at: int) -> tuple[int, str | None] | None:
    """Return (end, name) of the gathering whose noun stands at token `at`; no name where the noun stands alone."""
    noun = table("gathering_nouns.txt").at(row.tokens, at)
    if noun is None or row.covering(at) is not None or row.key(noun[0]) in SUFFIXES:
        return None
    end = _past_quoted(row, NameReader(row, at, noun[0], False, body_at).end())
    if end == noun[0] or _generic(row.tokens[noun[0] : end]):
        return noun[0], None
    end += row.key(end - 1) == "و"
    return end, words_text(row.tokens[at:end])


def _past_quoted(row: Row, at: int) -> int:
    """Return the index after a name in quotation marks at token `at`: `جشنواره فیلم «…»`."""
    if row.key(at) not in _OPEN:
        return at
    return next((end + 1 for end in range(at + 1, at + _LONGEST_QUOTED) if row.key(end) in _CLOSE), at)


def _generic(tokens: tuple[Token, ...]) -> bool:
    return {token.key for token in tokens} <= words("generic_words.txt") | group("adjective")
