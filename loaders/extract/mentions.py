"""The order in which names are looked for: bodies, places, titles, pronouns, persons, then surnames over the whole page."""

from __future__ import annotations

from kg.model import Document, Span
from loaders.extract.bodies import find_bodies
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.persons import find_persons, find_pronouns
from loaders.extract.places import find_places
from loaders.extract.surnames import find_surnames
from loaders.extract.titles import find_titles
from loaders.persian.tokens import Sentence, sentences
from loaders.tagger.decide import revise
from loaders.tagger.features import rule_marks
from loaders.tagger.model import in_use

_FINDERS = (find_bodies, find_places, find_titles, find_pronouns, find_persons)


def read_page(doc: Document) -> Page:
    """Return a document's sentences with every name, title and pronoun in them."""
    page = read_rows(doc)
    _revise(page)
    find_surnames(page, (tuple(token.key for token in chunk.name) for chunk in page.chunks(Kind.PERSON)))
    return page


def _revise(page: Page) -> None:
    """Let the tagger add and take back names."""
    sentences = [([token.key for token in row.tokens], rule_marks(row)) for row in page.rows]
    for row, marginals in zip(page.rows, in_use().tag(sentences), strict=True):
        revise(row, marginals)


def read_rows(doc: Document) -> Page:
    """Return a document's sentences with what the rules find in each by itself."""
    page = Page(doc, [])
    for sentence, heading in article_sentences(doc):
        row = Row(len(page.rows), sentence, heading)
        read_row(row)
        page.rows.append(row)
    return page


def read_row(row: Row) -> None:
    """Give a sentence the names, titles and pronouns that the rules find in it."""
    for find in _FINDERS:
        _add(row, find(row))


def _add(row: Row, chunks: list[Chunk]) -> None:
    row.chunks = sorted([*row.chunks, *chunks], key=lambda chunk: chunk.first)


def article_sentences(doc: Document) -> list[tuple[Sentence, bool]]:
    """Return the sentences of kicker, title and body in order, with whether each is a heading.

    A body that opens with its title again gives the title once: the heading's sentence is kept.
    """
    found: list[tuple[Sentence, bool]] = []
    for span in (doc.kicker, doc.title):
        if span and not doc.body.covers(span):
            found.extend((sentence, True) for sentence in sentences(doc.text, span.start, span.end))
    headings = {doc.text[s.start : s.end] for s, _ in found}
    found.extend(
        (sentence, bool(doc.title and doc.title.covers(Span(sentence.start, sentence.end))))
        for sentence in sentences(doc.text, doc.body.start, doc.body.end)
        if doc.text[sentence.start : sentence.end] not in headings
    )
    return found
