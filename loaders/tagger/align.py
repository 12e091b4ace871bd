"""Gold facts carry no offsets: their names are looked for in the text, whatever its spacing and its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.extract.page import Kind, Page, Row
from loaders.extract.phrases import Phrases, table
from loaders.persian.tokens import Token

_RANKS = (Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE)  # of two readings of the same words the first counts
_LONGEST_GAP = 14


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Tokens [first, last) of a sentence that are a name or title of one kind."""

    first: int
    last: int
    kind: Kind


def _names(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for item in items:
        yield from (name for name in (item.get("name"), *(item.get("aliases") or ())) if name)


def names(facts: Mapping[str, Any]) -> Phrases[Kind]:
    """Return every name and alias of an article's gold facts with its kind."""
    by_kind: dict[Kind, Iterable[str]] = {
        Kind.ORGANIZATION: _names(facts["organizations"]),
        Kind.PERSON: _names(facts["persons"]),
        Kind.PLACE: facts["places"],
    }
    return Phrases((name, kind) for kind in _RANKS for name in by_kind[kind])


def align(page: Page, facts: Mapping[str, Any]) -> list[list[Stretch]]:
    """Return, for each row of a page, the stretches that bear a name or title of its gold facts.

    The longest name at a place wins, so a body's name is one stretch with the bodies, persons and places in it. A title counts where
    its own words stand; a title that the rules read and that the facts leave open (a post whose holder is not named) counts too.
    """
    known = names(facts)
    titles = Phrases((post["title"], True) for post in facts["posts"] if post["title"])
    return [_row(row, known, titles) for row in page.rows]


def _row(row: Row, known: Phrases[Kind], titles: Phrases[bool]) -> list[Stretch]:
    found: list[Stretch] = []
    at = 0
    while at < len(row.tokens):
        match = known.at(row.tokens, at)
        if match is not None and not _is_torn(row.tokens, at, match[0]):
            found.append(Stretch(at, match[0], match[1]))
            at = match[0]
            continue
        at = _title(row, at, titles, known, found)
    return found


def _is_torn(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether what matched is two words of a list rather than one name: a sign at either end."""
    return not (tokens[first].key[:1].isalnum() or tokens[first].key in '«"') or tokens[last - 1].key in "،.:"


def _title(row: Row, at: int, titles: Phrases[bool], known: Phrases[Kind], found: list[Stretch]) -> int:
    """Note the title at token `at` up to where a name begins; return the index after it."""
    match = titles.at(row.tokens, at)
    end = match[0] if match else at
    chunk = row.covering(at)
    if chunk is not None and chunk.kind is Kind.TITLE and chunk.first == at:
        assert chunk.title is not None
        end = max(end, chunk.first + len(chunk.title.words))
    end = next(
        (i for i in range(at + 1, min(end, len(row.tokens))) if known.at(row.tokens, i)),
        min(end, len(row.tokens)),
    )
    if end == at or (match is None and table("honorifics.txt").at(row.tokens, at)):
        return at + 1
    found.append(Stretch(at, end, Kind.TITLE))
    return end
