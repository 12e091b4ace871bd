"""Names of news agencies, papers and sites that no head noun begins: short names of the register, and names that a source phrase tells."""

from __future__ import annotations

from kg import terms as t
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, table, words
from loaders.extract.sources import RELAYED
from loaders.extract.words import begins_person, ends_name, is_first_name, verb_at
from loaders.register import register

_NEWS = t.SCHEMA + "NewsMediaOrganization"
_LONGEST = 4  # words of an outlet's name
_OPEN, _CLOSE = frozenset('«"“'), frozenset('»"”')


def outlet_at(row: Row, at: int) -> Chunk | None:
    """Read a news agency's short name where only one can stand: `به گزارش فارس`, `خبرنگار مهر`, `مهر: …` at the start of a line."""
    opens = at == 0 and row.key(1) in {":", "-", "ـ"}
    listed = register().contextual.at(row.tokens, at)
    relayed = row.key(at - 1) == "از" and row.key(at - 2) in group("reported-by")
    desk = row.key(at - 2) in group("reporter") and row.key(at - 1).endswith("ی")  # `خبرنگار اجتماعی فارس`
    if listed is None or not (opens or desk or relayed or row.key(at - 1) in group("reported-by")):
        return None
    end, entries = listed
    outlet = next((entry for entry in entries if _NEWS in entry.types), None)
    if outlet is None:
        return None
    return Chunk(
        Kind.ORGANIZATION, row.index, at, end, row.tokens[at:end], registered=outlet.iri, rule="outlet"
    )


def relaying(row: Row) -> set[int]:
    """Return the tokens right after `به گزارش X … به نقل از`, where the outlet stands that the report was taken from."""
    found = sorted(table("source_phrases.tsv").found(row.tokens).items())
    sourced = [at for at, (_, (_, kind, *_)) in found if kind == "source"]
    return {end for at, (end, (_, kind, *_)) in found if kind == "relayed" and any(a < at for a in sourced)}


def relayed_at(row: Row, at: int) -> Chunk | None:
    """Read the outlet at token `at` after `به نقل از`: words up to a comma, one of them none that the language uses often.

    A person, a place or a title there is none, nor is anything that a verb or preposition breaks off.
    """
    quoted = row.key(at) in _OPEN
    first = at + quoted
    end = first
    while end < first + _LONGEST and not (ends_name(row.tokens, end) or verb_at(row.tokens, end)):
        end += 1
    closed = row.key(end) in _CLOSE if quoted else row.key(end) == "،"
    if end == first or not closed or _is_somebody(row, first, end):
        return None
    if not any(_is_strange(row.key(i)) for i in range(first, end)):
        return None
    return Chunk(Kind.ORGANIZATION, row.index, first, end, row.tokens[first:end], score=0.8, rule=RELAYED)


def _is_somebody(row: Row, first: int, end: int) -> bool:
    """Tell whether a person, a title or a place begins at token `first`."""
    word = row.key(first)
    foreign = any(row.key(i) in words("foreign_first_names.txt") for i in range(first, end))
    listed = (table("titles.tsv"), table("honorifics.txt"), table("known_surnames.txt"), register().places)
    return (
        foreign
        or word in group("anyone") | group("spokesman")
        or (is_first_name(word) and end > first + 1)
        or begins_person(row.tokens, first)
        or any(phrases.at(row.tokens, first) for phrases in listed)
    )


def _is_strange(word: str) -> bool:
    return word[:1].isalpha() and word not in words("common_words.txt")
