"""Names that somebody else found, a tagger or a model, in place of those of the rules: the rest is read around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Document, EntityKind, Span
from loaders.extract.bodies import find_bodies
from loaders.extract.mentions import article_sentences, read_page
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.persons import find_pronouns
from loaders.extract.phrases import group, table
from loaders.extract.places import find_places
from loaders.extract.surnames import find_surnames
from loaders.extract.titles import find_titles
from loaders.extract.words import is_word
from loaders.persian.letters import display

_KINDS = {
    EntityKind.PERSON: Kind.PERSON,
    EntityKind.ORGANIZATION: Kind.ORGANIZATION,
    EntityKind.PLACE: Kind.PLACE,
}
_LONGEST_HONORIFICS = 6  # words before a name that may be titles of respect


@dataclass(frozen=True, slots=True)
class Name:
    """A name in an article's text.

    Attributes:
        span: where it stands. A word that it covers in part belongs to it.
        score: how certain it is that a name of this kind stands here, above 0 up to 1.
        fullest: the longest form of the same name that the article has, where it is known (`یونسکو` → `سازمان … ملل متحد`).
    """

    span: Span
    kind: EntityKind
    score: float = 1.0
    fullest: str = ""


def read_named_page(doc: Document, names: Iterable[Name], *, rule: str, keep_ours: bool = False) -> Page:
    """Return a document's sentences with these names, and with the titles, pronouns and references that the rules find around them.

    Args:
        rule: what found the names; every mention carries it.
        keep_ours: keep the names that the rules find, and add only those that overlap none of them.
    """
    page = Page(doc, [])
    ours = read_page(doc).rows if keep_ours else []
    given = sorted(names, key=lambda name: (name.span.start, -name.span.end, -name.score))
    for sentence, heading in article_sentences(doc):
        row = Row(len(page.rows), sentence, heading)
        here = (name for name in given if name.span.start < sentence.end and sentence.start < name.span.end)
        kept = list(ours[row.index].of(*_KINDS.values())) if keep_ours else []
        _fill(row, [chunk for name in here for chunk in _chunks(row, name, rule)], kept)
        page.rows.append(row)
    find_surnames(page, (tuple(token.key for token in chunk.name) for chunk in page.chunks(Kind.PERSON)))
    return page


def _fill(row: Row, given: list[Chunk], kept: list[Chunk]) -> None:
    """Give a sentence its names, `kept` before the given ones, then what the rules read between them."""
    _add(row, kept)
    chosen = _longest(chunk for chunk in given if _is_free(row, chunk))
    ours = find_bodies(row)
    _add(row, _with_register(_of(chosen, Kind.ORGANIZATION), _of(ours, Kind.ORGANIZATION)))
    _add(row, _of(ours, Kind.REFERENCE))
    _add(row, _with_register(_of(chosen, Kind.PLACE), find_places(row)))
    _add(row, _of(chosen, Kind.PERSON))
    _add(row, find_titles(row))
    _add(row, find_pronouns(row))


def _of(chunks: Iterable[Chunk], kind: Kind) -> list[Chunk]:
    return [chunk for chunk in chunks if chunk.kind is kind]


def _longest(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Return of chunks that overlap the longest only; a body inside a body's name is kept inside it."""
    kept: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda c: (c.first - c.last, -c.score)):
        around = next((k for k in kept if k.first <= chunk.first and chunk.last <= k.last), None)
        if around is None:
            if not any(chunk.first < k.last and k.first < chunk.last for k in kept):
                kept.append(chunk)
        elif chunk.kind is around.kind is Kind.ORGANIZATION and len(chunk.name) < len(around.name):
            around.inner.append(chunk)
    return kept


def _with_register(given: Iterable[Chunk], ours: list[Chunk]) -> Iterator[Chunk]:
    """Let a name that the rules read just so keep what they know of it: its entry in the register, and the bodies inside it."""
    known = {(chunk.first, chunk.last): chunk for chunk in _with_inner(ours)}
    for chunk in given:
        same = known.get((chunk.first, chunk.last))
        if same is not None:
            chunk.registered, chunk.name = same.registered, same.name
        if not chunk.inner:
            chunk.inner = same.inner if same else _inside(chunk, ours)
        yield chunk


def _with_inner(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        yield chunk
        yield from _with_inner(chunk.inner)


def _inside(chunk: Chunk, ours: list[Chunk]) -> list[Chunk]:
    """Return the bodies of the register whose names a given body's name holds; what else the rules read there, it outranks."""
    if chunk.kind is not Kind.ORGANIZATION:
        return []
    return [
        inner
        for inner in _with_inner(ours)
        if inner.registered and chunk.first < inner.first and inner.last <= chunk.last
    ]


def _add(row: Row, chunks: Iterable[Chunk]) -> None:
    """Add those chunks that overlap none which the sentence has."""
    free = [chunk for chunk in chunks if _is_free(row, chunk)]
    row.chunks = sorted([*row.chunks, *free], key=lambda chunk: chunk.first)


def _is_free(row: Row, chunk: Chunk) -> bool:
    return not any(row.covering(at) for at in range(chunk.first, chunk.last))


def _chunks(row: Row, name: Name, rule: str) -> Iterator[Chunk]:
    """Yield the chunk of a name, unless nothing but marks, a title of respect or a pronoun is left of it."""
    tokens = row.tokens
    inside = [i for i, t in enumerate(tokens) if t.start < name.span.end and name.span.start < t.end]
    while inside and not is_word(tokens[inside[0]]) and not tokens[inside[0]].key[:1].isdigit():
        inside.pop(0)
    while inside and not is_word(tokens[inside[-1]]) and not tokens[inside[-1]].key[:1].isdigit():
        inside.pop()
    if not inside:
        return
    first, last, start = inside[0], inside[-1] + 1, inside[0]
    honorifics: tuple[str, ...] = ()
    if name.kind is EntityKind.PERSON:
        first, start, honorifics = _respected(row, first, last)
    if start == last or tokens[start].key in group("pronoun"):
        return
    yield Chunk(
        _KINDS[name.kind],
        row.index,
        first,
        last,
        tokens[start:last],
        honorifics,
        score=min(max(name.score, 0.01), 1.0),
        rule=rule,
        fullest=name.fullest,
    )


def _respected(row: Row, first: int, last: int) -> tuple[int, int, tuple[str, ...]]:
    """Return (first token of the titles of respect, first token of the name, the titles) of a person's name at [first, last)."""
    listed = table("honorifics.txt")
    before = range(first - 1, max(0, first - _LONGEST_HONORIFICS) - 1, -1)
    for at in before:
        match = listed.at(row.tokens, at, first)
        if match is not None and match[0] == first:
            first = at
    honorifics: list[str] = []
    start = first
    while start < last and (match := listed.at(row.tokens, start, last)):
        honorifics.append(display(" ".join(token.text for token in row.tokens[start : match[0]])))
        start = match[0]
    return first, start, tuple(honorifics)
