"""What the tagger sees of a sentence.

Two kinds of features, so that tagging costs little: those of a word by itself (the same wherever it stands, worked out once a word),
seen from up to three places before to three after; and the decisions of the rules, seen from one place to either side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, joined, words
from loaders.extract.titles import statuses
from loaders.extract.words import (
    SUFFIXES,
    demonyms,
    follows_body,
    is_first_name,
    is_listed,
    is_sure_first_name,
    name_share,
)
from loaders.persian.tables import rows, spellings
from loaders.register import register

REACH = 3
"""How many places to either side of a token its neighbours' words count."""
Paths = Mapping[str, str]
"""A word's path in the tree of word clusters, as digits from the root."""

_FARTHEST = ("w=", "c6=")
_SKIPPED_NEAR = ("p2", "p3", "s1", "s4", "c2", "c4", "c=")
_PATHS = (2, 4, 6, 9)
_SETS = {
    "stop": "stop_words.txt",
    "common": "common_words.txt",
    "namestop": "name_stops.txt",
    "generic": "generic_words.txt",
    "honorific": "honorifics.txt",
    "modifier": "title_modifiers.txt",
    "media": "media_words.txt",
    "light": "light_verbs.txt",
    "sport": "sport_words.txt",
    "event": "event_words.tsv",
    "placehead": "places_heads.tsv",
    "month": "months.tsv",
    "number": "number_words.tsv",
    "unit": "units.txt",
    "verb": "reporting_verbs.tsv",
}
_GROUPS = (
    "pronoun",
    "pointer",
    "placed-by",
    "of-iran",
    "former",
    "adjective",
    "reported-by",
    "president",
    "branch",
    "venue",
)


@cache
def _parts() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return, for bodies, places and persons of the register, the words that open a name, go on in it and are one whole."""
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for entry in register().entries.values():
        opening, inside, whole = found.setdefault(str(entry.kind), (set(), set(), set()))
        for label in (*entry.labels, *entry.former, *entry.contextual):
            keys = [joined(word) for word in label.split()]
            if len(keys) == 1:
                whole.add(keys[0])
            else:
                opening.add(keys[0])
                inside.update(keys[1:])
    return {
        kind: {"open": frozenset(a), "in": frozenset(b), "whole": frozenset(c)}
        for kind, (a, b, c) in found.items()
    }


@cache
def _heads() -> Mapping[str, str]:
    """Return the words that begin names of bodies and titles → what the lexicons say of them."""
    known: dict[str, str] = {}
    for name, prefix in (("titles.tsv", "title"), ("org_heads.tsv", "head")):
        for written, kind, *_ in ((row[0], row[1]) for row in rows(name)):
            for spelling in spellings(written):
                parts = spelling.split()
                known.setdefault(joined(spelling), f"{prefix}-{kind}")
                known.setdefault(joined(parts[0]), f"{prefix}-begin")
    return known


def _lexical(word: str) -> Iterator[str]:
    """Yield what the lexicons and the register say of a word."""
    yield from (name for name, file in _SETS.items() if word in words(file))
    yield from (f"g-{name}" for name in _GROUPS if word in group(name))
    if word in _heads():
        yield _heads()[word]
    for kind, parts in _parts().items():
        yield from (f"{kind}-{part}" for part, known in parts.items() if word in known)
    if word in demonyms():
        yield "demonym"
    if word in SUFFIXES:
        yield "suffix"
    if word in statuses():
        yield "status"
    if follows_body(word):
        yield "ends-body"
    if is_first_name(word):
        yield "sure-first" if is_sure_first_name(word) else "first"
    share = name_share(word)
    yield f"name{min(int(share * 5), 4) if share else '-'}{'+' if is_listed(word) else ''}"


def _shape(word: str) -> str:
    if word[:1].isdigit():
        return f"0{min(len(word), 5)}"
    if not word[:1].isalpha():
        return word[:1]
    return ("x" if word[:1].isascii() else "ا") + str(min(len(word), 8))


def word_features(word: str, paths: Paths) -> tuple[str, ...]:
    """Return the features of a word (as key): itself, its ends, its shape, its clusters, and what the lexicons say of it."""
    out = [f"w={word if not word[:1].isdigit() else '0'}", f"S={_shape(word)}"]
    if word[:1].isalpha():
        out += [f"p{n}={word[:n]}" for n in (2, 3) if len(word) > n]
        out += [f"s{n}={word[-n:]}" for n in (1, 2, 3, 4) if len(word) > n]
    path = paths.get(word)
    if path is None:
        out.append("c=?")
    else:
        out += [f"c{n}={path[:n]}" for n in _PATHS]
        out.append(f"c={path}")
    out += [f"L={name}" for name in _lexical(word)]
    return tuple(out)


def counts_at(feature: str, distance: int) -> bool:
    """Tell whether a feature of a word counts for a token so many places away."""
    if distance == 0:
        return True
    if distance == 1:
        return not feature.startswith(_SKIPPED_NEAR)
    return feature.startswith(_FARTHEST) or (distance == 2 and feature.startswith("L="))


SHORT = {
    Kind.PERSON: "PER",
    Kind.ORGANIZATION: "ORG",
    Kind.PLACE: "LOC",
    Kind.TITLE: "TIT",
    Kind.REFERENCE: "REF",
    Kind.PRONOUN: "PRO",
}


def rule_marks(row: Row) -> list[str]:
    """Return for each token what the rules make of it: the chunk's kind, whether it begins there, and the rule."""
    marks = ["O"] * len(row.tokens)
    for chunk in row.chunks:
        for at in range(chunk.first, chunk.last):
            marks[at] = _mark(row, chunk, at)
    return marks


def _mark(row: Row, chunk: Chunk, at: int) -> str:
    if chunk.name and chunk.kind is not Kind.TITLE and row.tokens[at].start < chunk.name[0].start:
        return f"H-{SHORT[chunk.kind]}"
    begins = at == chunk.first or (chunk.name and row.tokens[at] is chunk.name[0])
    return f"{'B' if begins else 'I'}-{SHORT[chunk.kind]}.{chunk.rule}"


def rule_features(mark: str) -> tuple[str, ...]:
    """Return the features of a rules' mark: whole, and without the rule's name."""
    return (f"r={mark}", f"R={mark.split('.', maxsplit=1)[0]}")


def strings(words_of: Sequence[tuple[str, ...]], marks_of: Sequence[tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the features of each token of a sentence as the learner takes them: `feature@place`.

    Args:
        words_of: the features of each word.
        marks_of: the features of each of the rules' marks; empty where the rules are left out.
    """
    size = len(words_of)
    for at in range(size):
        out = ["bias"]
        for place in range(-REACH, REACH + 1):
            where = at + place
            if not 0 <= where < size:
                if abs(place) == 1:
                    out.append(f"edge@{place}")
                continue
            out += [f"{name}@{place}" for name in words_of[where] if counts_at(name, abs(place))]
            if marks_of and abs(place) <= 1:
                out += [f"{name}@{place}" for name in marks_of[where]]
        yield out
