"""Surnames that stand alone after the article has given the whole name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import group, words
from loaders.extract.words import ends_name, is_first_name, name_share, verb_at
from loaders.persian.tokens import START

_SINGLE = 0.05
_FIRST_NAME = 0.5


def find_surnames(page: Page, names: Iterable[tuple[str, ...]]) -> None:
    """Add a chunk wherever the last words of a name met elsewhere on the page stand alone.

    Args:
        names: the names as keys of their words.
    """
    tails: dict[str, bool] = {}
    for name in names:
        for size in range(1, len(name)):
            tail = "".join(name[-size:])
            if len(tail) > 2:
                tails[tail] = size > 1 or _is_plain(name[-1])
        if len(name) <= 2:
            tails["".join(name)] = True
    starts = {tail[:START] for tail in tails}
    for row in page.rows:
        added = list(_tails(row, tails, row.tokens.beginning(starts)))
        row.chunks = sorted([*row.chunks, *added], key=lambda chunk: chunk.first)


def _is_plain(word: str) -> bool:
    """Tell whether a surname (as key) alone is hardly anything else."""
    share = name_share(word)
    return share >= _SINGLE / 2 and (not is_first_name(word) or share >= _FIRST_NAME)


def _tails(row: Row, tails: Mapping[str, bool], places: Iterable[int]) -> Iterator[Chunk]:
    end = 0
    for at in places:
        if at < end:
            continue
        for size in (3, 2, 1):
            tokens = row.tokens[at : at + size]
            plain = tails.get("".join(token.key for token in tokens)) if len(tokens) == size else None
            free = plain is not None and not any(row.covering(at + i) for i in range(size))
            if free and (plain or _stands_as_name(row, at, at + size)):
                yield Chunk(Kind.PERSON, row.index, at, at + size, tokens, score=0.85, rule="surname")
                end = at + size
                break


def _stands_as_name(row: Row, first: int, last: int) -> bool:
    """Tell whether a surname that is a word of the language too stands where only a name can: `ظریف افزود`, `دیدار ظریف با …`."""
    tokens, after = row.tokens, row.key(last)
    if verb_at(tokens, last) is not None or after in group("also"):
        return first == 0 or ends_name(tokens, first - 1) or row.key(first - 1) == "و"
    common = row.key(first) in words("common_words.txt")
    opens = row.heading and first <= 1
    before = row.key(first - 1) in group("before-name") or (first == 0 and not common) or opens
    return before and (last >= len(tokens) or after in group("after-name") | {"و", "،", ":", "."})
