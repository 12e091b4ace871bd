"""Readers of articles: from the paths that a user names to `Document`s, one file a format.

A bad article is an error among the results and stops nothing; only a path that does not exist is raised.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document
from loaders.sources.decode import shown
from loaders.sources.html import read_html
from loaders.sources.jsonl import read_jsonl
from loaders.sources.text import read_text

Reader = Callable[[Path, str], Iterator[Document | SourceError]]
"""Reads the articles of one file; takes its path and the id that a single article in it has."""

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".ndjson.gz": read_jsonl,
}
"""The readers by file ending, lower case."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        id: the id of the article in it: its stem, after the folders below the one that the user named.
        problem: why it can't be read, where that is known before it is opened.
    """

    path: Path
    id: str
    problem: SourceError | None = None


def locate(paths: Iterable[Path]) -> list[Source]:
    """The files that the paths name, each once, in the order of the paths; those below a folder sorted by name.

    Hidden files and folders are left out. A file of an unknown kind is listed with its problem, and so is a folder
    that can't be entered; links are followed, loops of them once.

    Raises:
        SourceError: if a path does not exist.
    """
    found: dict[str, Source] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise SourceError(shown(path), "no such file or folder", "check the spelling")
        for source in _below(path) if path.is_dir() else [_source(path, path.name)]:
            found.setdefault(os.path.realpath(source.path), source)
    return list(found.values())


def read(source: Source) -> Iterator[Document | SourceError]:
    """The articles of a file, and an error for each that can't be read; nothing is raised for a bad article."""
    if source.problem is not None:
        yield source.problem
        return
    try:
        yield from READERS[_ending(source.path.name)](source.path, source.id)
    except SourceError as error:
        yield error


def read_all(sources: Iterable[Source]) -> Iterator[Document | SourceError]:
    """The articles of all sources; of two with one id the second is an error, for an id names one article."""
    origins: dict[str, str] = {}
    for source in sources:
        for doc in read(source):
            if isinstance(doc, Document) and doc.id in origins:
                problem = f'its id "{doc.id}" was already read from {origins[doc.id]}'
                yield SourceError(doc.origin, problem, "rename one of them, or read them into two stores")
                continue
            if isinstance(doc, Document):
                origins[doc.id] = doc.origin
            yield doc


def _source(path: Path, name: str) -> Source:
    """The source for a file that is called `name` below the folder which the user named."""
    ending = _ending(path.name)
    if ending in READERS:
        return Source(path, _readable(name[: -len(ending)]) or _readable(path.name))
    known = ", ".join(READERS)
    problem = f"{ending or 'no ending'}: not a kind of file that can be read"
    return Source(path, _readable(name), SourceError(shown(path), problem, f"known are {known}"))


def _below(folder: Path) -> Iterator[Source]:
    """The files below a folder, sorted; each real folder is entered once."""
    entered: set[str] = set()
    unread: list[OSError] = []
    for where, folders, files in os.walk(folder, followlinks=True, onerror=unread.append):
        real = os.path.realpath(where)
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(where, name)
            yield _source(path, path.relative_to(folder).as_posix())
    for error in unread:
        path = Path(error.filename)
        yield Source(
            path,
            _readable(path.name),
            SourceError(shown(path), f"can't be entered ({error.strerror})", "check its permissions"),
        )


def _ending(name: str) -> str:
    """The ending by which a file's reader is found, lower case; both endings of a compressed file."""
    lower = name.lower()
    return next(
        (ending for ending in sorted(READERS, key=len, reverse=True) if lower.endswith(ending)),
        Path(lower).suffix,
    )


def _readable(name: str) -> str:
    """A name as text that can be stored, bytes that are no UTF-8 replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
