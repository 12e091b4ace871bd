"""The violation queries: what SHACL Core can't say, one question a file.

A violation query is a SELECT of `?focus`, the node at fault, and of whatever its messages name in braces; its header gives titles,
severity and messages (see `ontology/README.md`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg import resources
from kg.check.shapes import Severity
from kg.errors import QueryError
from kg.query.named import from_file


@dataclass(frozen=True, slots=True)
class Check:
    """A violation query. `name` is the file's stem without `-violation`."""

    name: str
    text: str
    severity: Severity
    title_fa: str
    title_en: str
    message_fa: str
    message_en: str


def checks(folder: Path | None = None) -> list[Check]:
    """Return the violation queries of a folder (`queries/checks/` if None), by name.

    Raises:
        QueryError: if one lacks a title, a message or a severity.
    """
    folder = folder or resources.folder("queries") / "checks"
    return [_read(path) for path in sorted(folder.glob("*-violation.rq"))]


_LINE = re.compile(r"#\s*(severity|message-fa|message-en)\s*:\s*(.*?)\s*")


def _read(path: Path) -> Check:
    query = from_file(path)
    said = {found[1]: found[2] for line in query.text.splitlines() if (found := _LINE.fullmatch(line))}
    missing = [key for key in ("severity", "message-fa", "message-en") if not said.get(key)]
    if missing or not (query.title_fa and query.title_en):
        raise QueryError(
            str(path), f"the header lacks {', '.join(missing) or 'a title'}", "add the line to its head"
        )
    if said["severity"] not in set(Severity):
        raise QueryError(
            str(path), f"no severity is named {said['severity']!r}", f"use one of {', '.join(Severity)}"
        )
    return Check(
        path.stem.removesuffix("-violation"), query.text, Severity(said["severity"]),
        query.title_fa, query.title_en, said["message-fa"], said["message-en"],
    )  # fmt: skip
