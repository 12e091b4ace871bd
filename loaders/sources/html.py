"""Articles as HTML pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document


def read_html(path: Path, id: str) -> Iterator[Document | SourceError]:
    """The articles of an HTML page."""
    yield from ()
