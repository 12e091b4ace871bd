"""Articles as JSON Lines (https://jsonlines.org): one object a line, UTF-8, plain or compressed with gzip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document


def read_jsonl(path: Path, id: str) -> Iterator[Document | SourceError]:
    """The articles of a JSON Lines file."""
    yield from ()
