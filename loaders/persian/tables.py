"""Reading the lexicons of the Persian layer: UTF-8, a tab between columns, `#` opens a comment line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LEXICONS = Path(__file__).parents[1] / "lexicons"


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one lexicon file, each a list of its columns; comments and empty lines left out."""
    for line in (LEXICONS / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [column.strip() for column in line.split("\t")]


def spellings(column: str) -> list[str]:
    """The spellings that one column lists, separated by `|`."""
    return [spelling.strip() for spelling in column.split("|") if spelling.strip()]
