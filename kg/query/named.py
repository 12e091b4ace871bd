"""The named queries, which lie in `queries/` one question a file, and the user's own from a file or a text."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import QueryError
from kg.query import header
from kg.query.header import GROUPS, Parameter


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with what its header says. `text` is the whole file: valid SPARQL, header included.

    Attributes:
        name: the file's stem; `query` for a text that came without a file.
        group: one of `kg.query.header.GROUPS`; empty for a query without a header.
    """

    name: str
    text: str
    title_fa: str = ""
    title_en: str = ""
    description_fa: str = ""
    description_en: str = ""
    group: str = ""
    example: str = ""
    parameters: tuple[Parameter, ...] = ()

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of this name.

        Raises:
            QueryError: if the query has none; it names those that it has.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters)
        remedy = f"it takes {known}" if known else "it takes no values"
        raise QueryError(self.name, f"the query has no parameter {name!r}", remedy)


def named() -> list[NamedQuery]:
    """Return the named queries, by group and then by name.

    Raises:
        QueryError: if a file can't be read or its header is malformed.
    """
    order = {group: place for place, group in enumerate(GROUPS)}
    return sorted(
        (from_file(path) for path in _paths().values()),
        key=lambda q: (order.get(q.group, len(order)), q.name),
    )


def load(source: str | Path) -> NamedQuery:
    """Return a query by its name, from a file, from standard input (`-`), or the text itself.

    A string is taken for a text if it has a line break or a brace, or describes something: no name or path of a query does.

    Raises:
        QueryError: if there is no such query or file, or its header is malformed.
    """
    if isinstance(source, Path):
        return from_file(source)
    if source == "-":
        return from_text(_decoded(sys.stdin.buffer.read(), "standard input"))
    if re.search(r"[\n{]|^\s*DESCRIBE\s", source, re.IGNORECASE):
        return from_text(source)
    if path := _paths().get(source):
        return from_file(path)
    if source.endswith((".rq", ".sparql")) or Path(source).is_file():
        return from_file(Path(source))
    import difflib  # 10 ms that only a mistake should cost

    near = difflib.get_close_matches(source, _paths(), n=3, cutoff=0.5)
    remedy = f"did you mean {' or '.join(near)}?" if near else "kg queries lists the named ones"
    raise QueryError(source, "no query has this name, and it is no file", remedy)


def from_file(path: Path) -> NamedQuery:
    """Return the query that a file holds."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QueryError(str(path), f"can't be read: {error.strerror}", "check the path") from error
    return from_text(_decoded(data, str(path)), name=path.stem, place=str(path))


def from_text(text: str, *, name: str = "query", place: str = "query") -> NamedQuery:
    """Return the query that a text holds."""
    return NamedQuery(name, text, **header.read(text, place))


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(place, f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from error


@cache
def _paths() -> dict[str, Path]:
    """The files of the named queries by name; `queries/checks/` holds the checks, which are not among them."""
    return {path.stem: path for path in sorted(resources.folder("queries").glob("*.rq"))}
