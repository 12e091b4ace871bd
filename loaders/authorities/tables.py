"""The curated tables beside this module, and the labels that they give."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.names import fold
from loaders.authorities.turtle import literal

HERE = Path(__file__).parent

Labels = Iterator[tuple[str, tuple[str, ...]]]


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a tab-separated table: lines that begin with `#` are comments, the first other line names the columns."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def homographs() -> frozenset[str]:
    """Return the folded names that count as a place's only in context."""
    lines = (HERE / "homographs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def several(cell: str) -> list[str]:
    """Return the parts of a cell that holds a list."""
    return [part for part in cell.split("، ") if part]


def slug(english: str) -> str:
    """Return an English name as ASCII words joined by hyphens.

    >>> slug("Côte d’Ivoire"), slug("St. Kitts & Nevis")
    ('cote-d-ivoire', 'st-kitts-nevis')
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", english) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")


def labels(fa: str, en: str, aliases: Iterable[str] = (), contextual: Iterable[str] = ()) -> Labels:
    """Yield the label properties of an entry; aliases that only repeat another label are left out. `en` may be empty."""
    known = {fold(fa)}
    only_in_context = _new(contextual, set())
    known.update(fold(name) for name in only_in_context)
    yield "skos:prefLabel", (literal(fa, "fa"), *((literal(en, "en"),) if en else ()))
    yield "skos:altLabel", tuple(literal(name, "fa") for name in _new(aliases, known))
    yield "pv:contextualLabel", tuple(literal(name, "fa") for name in only_in_context)


def _new(names: Iterable[str], known: set[str]) -> list[str]:
    found = []
    for name in names:
        if fold(name) not in known:
            known.add(fold(name))
            found.append(name)
    return found
