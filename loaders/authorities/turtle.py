"""Turtle as the register prints it: one entry a paragraph, one property a line, entries by slug.

The general serialisers put properties in alphabetical order and know no paragraphs; a file that librarians read is worth these lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import terms as t

Rows = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the register.

    Attributes:
        slug: the last part of its IRI.
        rows: its properties in the order in which they are printed, each with its values, all as Turtle terms.
    """

    slug: str
    rows: Rows


def literal(text: str, language: str) -> str:
    """Return a Turtle literal with a language tag."""
    return f'"{_escape(text)}"@{language}'


def typed(text: str, datatype: str) -> str:
    """Return a Turtle literal of a datatype, which is given as a prefixed name."""
    return f'"{_escape(text)}"^^{datatype}'


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def document(header: str, prefixes: Iterable[str], entries: Iterable[Entry]) -> str:
    """Return a whole file: the header as comments, the prefixes, and the entries by slug.

    Raises:
        ValueError: if two entries have one slug.
    """
    parts = ["\n".join(f"# {line}".rstrip() for line in header.strip().split("\n"))]
    parts.append("\n".join(f"@prefix {name}: <{t.PREFIXES[name]}> ." for name in sorted(prefixes)))
    parts.extend(_paragraphs(entries))
    return "\n\n".join(parts) + "\n"


def _paragraphs(entries: Iterable[Entry]) -> Iterator[str]:
    last = ""
    for entry in sorted(entries, key=lambda entry: entry.slug):
        if entry.slug == last:
            raise ValueError(f"two entries are called {entry.slug}")
        last = entry.slug
        rows = [f"    {name} {', '.join(values)}" for name, values in entry.rows if values]
        yield f"pvi:{t.registered_iri(entry.slug).removeprefix(t.ID)}\n" + " ;\n".join(rows) + " ."
