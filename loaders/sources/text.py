"""Plain-text articles: a page of a site as copied, an article with its title in line 1, a post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.model import Document
from loaders.sources.decode import contents, decode, shown
from loaders.sources.parts import document


def read_text(path: Path, doc_id: str) -> Iterator[Document]:
    """The one article of a text file.

    Raises:
        SourceError: if the file can't be read as an article.
    """
    place = shown(path)
    yield document(decode(contents(path), place=place), doc_id=doc_id, origin=place)
