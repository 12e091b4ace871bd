"""Which line ends of a text are only the page's width, not the end of a paragraph.

Newspaper archives keep the column's line ends: in a page of this kind no line is longer than about 90 characters, and a
line that runs on is full, that is, the next line's first word would not have fitted. A line that ends with a stop, is
followed by an empty line or a list's sign, or has room left is a paragraph's end or a heading. Posts of short lines are told
apart by their lines being mostly short.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

_STOPS = (".", "!", "?", "؟", "…", ":", "؛", ".»", '."', "!»", "؟»", ".)")
_WIDEST = 95
_SHORTEST = 60
_ROOM = 0.85


@lru_cache(maxsize=16)
def soft_wraps(text: str) -> frozenset[int]:
    """The offsets of the newlines of `text` at which a sentence runs on into the next line."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _SHORTEST < width <= _WIDEST or len(lines) < 3:
        return frozenset()
    printed_lines = [line for line in lines if line.strip()]
    if sum(len(line) > _SHORTEST for line in printed_lines) * 2 < len(printed_lines):
        return frozenset()
    wraps = []
    offset = 0
    for line, following in itertools.pairwise(lines):
        newline = offset + len(line)
        offset = newline + 1
        printed, words = line.rstrip(), following.split(maxsplit=1)
        full = words and len(printed) > _SHORTEST and len(printed) + 1 + len(words[0]) > _ROOM * width
        if full and _runs_on(words[0][0]) and not printed.endswith(_STOPS):
            wraps.append(newline)
    return frozenset(wraps)


def _runs_on(first: str) -> bool:
    """Whether a line that begins with this character can continue the line above."""
    return first.isalnum() or first in "«(\"'"
