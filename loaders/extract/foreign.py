"""Names of persons of other languages: by a foreign first name, and by surnames that everybody knows."""

from __future__ import annotations

from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, table, words
from loaders.extract.words import SUFFIXES, demonyms, ends_name, is_first_name, name_share, verb_at

_LONGEST = 4
_RARELY = 0.05
_LIKELY = 0.2


def foreign_person(row: Row, at: int) -> Chunk | None:
    """Read the foreign name that begins at token `at`: `دونالد ترامپ`, `ترامپ`."""
    end = _known_surname(row, at)
    if end is not None:
        return Chunk(Kind.PERSON, row.index, at, end, row.tokens[at:end], score=0.85, rule="known-surname")
    surname = _known_surname(row, at + 1)
    if surname is not None and may_be_foreign(row, at) and _is_given(row, at):
        return Chunk(
            Kind.PERSON, row.index, at, surname, row.tokens[at:surname], score=0.9, rule="known-surname"
        )
    if row.key(at) not in words("foreign_first_names.txt"):
        return None
    end = at + 1
    while (
        end < min(len(row.tokens), at + _LONGEST) and row.covering(end) is None and _may_be_surname(row, end)
    ):
        end += 1
    while end > at + 1 and row.key(end - 1) in group("name-particle"):
        end -= 1
    doubtful = row.key(at) in group("noun-names") and name_share(row.key(at + 1)) < _LIKELY
    if end == at + 1 or doubtful:
        return None
    return Chunk(Kind.PERSON, row.index, at, end, row.tokens[at:end], score=0.85, rule="foreign-first-name")


def _known_surname(row: Row, at: int) -> int | None:
    """Return the index after the well-known surname at token `at`."""
    found = table("known_surnames.txt").at(row.tokens, at)
    return found[0] if found is not None and row.covering(at) is None else None


def _is_given(row: Row, at: int) -> bool:
    """Tell whether a word is likely the first name of the well-known surname after it."""
    word = row.key(at)
    return word in words("foreign_first_names.txt") or is_first_name(word)


def _may_be_surname(row: Row, at: int) -> bool:
    word = row.key(at)
    return word in group("name-particle") or (
        may_be_foreign(row, at) and word not in words("common_words.txt")
    )


def may_be_foreign(row: Row, at: int) -> bool:
    """Tell whether a word is none of the language's own, so that beside a title it is likely a name."""
    word = row.key(at)
    own = word in words("name_stops.txt") or (
        word in words("common_words.txt") and name_share(word) < _RARELY
    )
    return not (
        own
        or ends_name(row.tokens, at)
        or word == "و"
        or word in demonyms()
        or word in SUFFIXES
        or verb_at(row.tokens, at)
        or _is_head(row, at)
    )


def _is_head(row: Row, at: int) -> bool:
    found = table("org_heads.tsv").at(row.tokens, at)
    return found is not None and found[1][1] != "weak"
