"""The order in which a graph reads well: articles, entities, claims as the articles make them, evidence, the rest.

The order is total and depends on the statements alone, so equal graphs give equal files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg import terms as t
from kg.quads import Literal, Object, Triple

Statement = tuple[str, Object]
"""A predicate and its object."""


class Section(IntEnum):
    """The parts of a file, in order."""

    ARTICLES = 0
    ENTITIES = 1
    CLAIMS = 2
    EVIDENCE = 3
    PROVENANCE = 4
    VOCABULARY = 5


class Node(NamedTuple):
    """A subject with all its statements, each once and in order."""

    section: Section
    subject: str
    statements: list[Statement]


_TYPE = t.RDF + "type"
_FIRST = (_TYPE, t.SKOS + "prefLabel", t.RDFS + "label", t.SKOS + "altLabel")
_RANK = {predicate: place - len(_FIRST) for place, predicate in enumerate(_FIRST)}
_BY_TYPE = {
    t.PV + "Article": Section.ARTICLES,
    t.SCHEMA + "NewsArticle": Section.ARTICLES,
    t.PV + "Claim": Section.CLAIMS,
    t.PROV + "Activity": Section.PROVENANCE,
    t.PROV + "SoftwareAgent": Section.PROVENANCE,
}
_DERIVED = t.PROV + "wasDerivedFrom"
_PART = re.compile(r"(.+)-(?:during|actor-\d+)")
_FRAGMENT = re.compile(r"(.+)#(char|mention|position|quote)=(\d+),(\d+)")

_Key = tuple[Section, str, int, int, str]


def arrange(triples: Iterable[Triple]) -> list[Node]:
    """Return the triples by subject, in reading order. Whatever stands twice is kept once."""
    found: dict[str, list[Statement]] = {}
    for subject, predicate, value in triples:
        found.setdefault(subject, []).append((predicate, value))
    keys = {subject: _own_key(subject, statements) for subject, statements in found.items()}
    for subject in found:
        # The interval and the roles of a claim stand right after it.
        part = _PART.fullmatch(subject)
        if part and part[1] in keys:
            keys[subject] = (*keys[part[1]][:4], subject)
    ordered = sorted(found, key=keys.__getitem__)
    return [Node(keys[subject][0], subject, _in_order(found[subject])) for subject in ordered]


def _own_key(subject: str, statements: Iterable[Statement]) -> _Key:
    fragment = _FRAGMENT.fullmatch(subject) if "#" in subject else None
    if fragment:
        return (Section.EVIDENCE, fragment[1], int(fragment[3]), int(fragment[4]), subject)
    section, passage = _section(subject, statements)
    place = _FRAGMENT.fullmatch(passage) if section is Section.CLAIMS else None
    if place:
        return (section, place[1], int(place[3]), int(place[4]), subject)
    return (section, "", 0, 0, subject)


def _section(subject: str, statements: Iterable[Statement]) -> tuple[Section, str]:
    """Return where a subject belongs, and the passage that it was derived from, if any."""
    section, passage = None, ""
    for predicate, value in statements:
        if isinstance(value, Literal):
            continue
        if predicate == _TYPE:
            section = _BY_TYPE.get(value, section)
        elif predicate == _DERIVED:
            passage = max(passage, value)
    if section is None:
        by_name = Section.ENTITIES if subject.startswith(t.ID) else Section.VOCABULARY
        section = Section.PROVENANCE if subject.startswith(t.GRAPH) else by_name
    return section, passage


def _in_order(statements: list[Statement]) -> list[Statement]:
    return sorted(dict.fromkeys(statements), key=_statement_key)


def _statement_key(statement: Statement) -> tuple[int, str, bool, str, str, str]:
    predicate, value = statement
    rank = _RANK.get(predicate, 0)
    if isinstance(value, Literal):
        return (rank, predicate, True, *value)
    return (rank, predicate, False, value, "", "")


def by_predicate(statements: Iterable[Statement]) -> Iterator[tuple[str, list[Object]]]:
    """Yield each predicate with its objects, in the order given."""
    for predicate, group in groupby(statements, key=itemgetter(0)):
        yield predicate, [value for _, value in group]
