"""Which line ends of a text are only the page's width, not the end of a paragraph."""

from __future__ import annotations

from functools import lru_cache

_STOPS = ".!?؟…:؛"


@lru_cache(maxsize=16)
def soft_wraps(text: str) -> frozenset[int]:
    """The offsets of the newlines at which a sentence runs on into the next line."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if width > 110 or len(lines) < 3:
        return frozenset()
    wraps = []
    offset = 0
    for line, following in zip(lines, lines[1:]):
        newline = offset + len(line)
        offset = newline + 1
        if len(line) > 60 and following.strip() and line.rstrip()[-1:] not in _STOPS:
            wraps.append(newline)
    return frozenset(wraps)
