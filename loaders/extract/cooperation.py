"""Which bodies work together: joint organisers, parties to an agreement, and stated cooperation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from kg.model import Predicate
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import joined, table
from loaders.extract.resolve import governed
from loaders.extract.ties import Tie, tie
from loaders.extract.words import ends_name, verb_at

_BODIES = frozenset({Kind.ORGANIZATION, Kind.REFERENCE})
_JOINERS = frozenset({"و", "،", ",", "نیز", "همچنین", "(", ")", "«", "»", '"'})
_BETWEEN = frozenset(map(joined, ("بین", "میان", "فی‌مابین")))
_PUT = joined("قرار")  # `قرار داد` is no `قرارداد`
_POINTERS = frozenset(map(joined, ("آن", "این")))


def cooperation(row: Row) -> Iterator[Tie]:
    """Yield the pairs of bodies that a sentence says to work together."""
    for at in range(len(row.tokens)):
        if row.key(at) == "توسط":
            yield from _together(row, at + 1)
    done = 0
    for at, found in table("joint_words.tsv").found(row.tokens).items():
        if at < done or row.covering(at) is not None or row.key(at) == _PUT:
            continue
        yield from _READINGS[found[1][1]](row, at, found[0])
        done = found[0]


def body_list(row: Row, at: int, *, skips: int = 2) -> list[Chunk]:
    """Return the bodies that a list from token `at` on names; `skips` words may stand before the first."""
    found: list[Chunk] = []
    while at < len(row.tokens):
        chunk = row.covering(at)
        if chunk is not None and chunk.kind in _BODIES:
            found.append(chunk)
            at = chunk.last
        elif chunk is None and (
            (row.key(at) in _JOINERS and found) or (not found and skips > 0 and not ends_name(row.tokens, at))
        ):
            skips -= 0 if found else 1
            at += 1
        else:
            break
    return [c for c in found if c.entity is not None]


def _pairs(first: Sequence[Chunk], second: Sequence[Chunk], rule: str, score: float) -> Iterator[Tie]:
    for a, b in product(first, second):
        yield from tie(a, Predicate.COOPERATES_WITH, b, rule, score)


def _joint(row: Row, at: int, end: int) -> Iterator[Tie]:
    """`توسط X … با همکاری Y و Z`: X with Y, X with Z.

    Without an organiser, the clause's subject or the body for which its speaker speaks; with neither, the helpers with each other.
    """
    helpers = body_list(row, end)
    if not helpers:
        return
    first = _organisers(row, at) or _subject(row, at) or _speaker(row, at)
    if first:
        yield from _pairs(first, helpers, "joint-work", 0.75)
    else:
        yield from _among(helpers, "joint-helpers")


def _together(row: Row, end: int) -> Iterator[Tie]:
    """`توسط X، Y و Z برگزار شد`: they hold it together."""
    found = body_list(row, end, skips=0)
    yield from _pairs(found[:1], found[1:], "joint-organisers", 0.75)


def _organisers(row: Row, before: int) -> list[Chunk]:
    """Return the bodies that hold what is held together: those that `توسط`, `به همت`, `از سوی` bring in."""
    found: list[Chunk] = []
    for at in range(before):
        link = table("event_links.tsv").at(row.tokens, at)
        if (
            link is not None
            and link[1][1] == "organiser"
            and table("joint_words.tsv").at(row.tokens, at) is None
        ):
            found.extend(body_list(row, link[0]))
    return found


def _subject(row: Row, before: int) -> list[Chunk]:
    """Return the bodies that a clause is about: the last free one before a token, with those that a list joins to it."""
    bodies = [c for c in row.chunks if c.kind in _BODIES and c.entity and c.last <= before]
    free = [
        c
        for c in bodies
        if not governed(row, c) and row.key(c.first - 1) not in {"گزارش", "نقل"} and not _in_title(row, c)
    ]
    found = free[-1:]
    for other in reversed(free[:-1]):
        if row.key(other.last) not in {"و", "،"} or other.last + 1 != found[0].first:
            break
        found.insert(0, other)
    return found


def _speaker(row: Row, before: int) -> list[Chunk]:
    """Return the body of the title of one who speaks before a token: `رئیس X گفت: با همکاری Y …`."""
    said = any(verb_at(row.tokens, at) for at in range(before))
    titles = [t.title for t in row.of(Kind.TITLE) if t.title and t.last <= before] if said else []
    return [t.body for t in titles if t.body is not None and t.body.kind in _BODIES and t.body.entity][:1]


def _in_title(row: Row, body: Chunk) -> bool:
    return any(title.title is not None and title.title.body is body for title in row.of(Kind.TITLE))


def _mutual(row: Row, at: int, end: int) -> Iterator[Tie]:
    """`تفاهم‌نامه X و Y`, `همکاری میان X و Y`, `بین X و Y … همکاری`, `همکاری X با Y`, `همکاری آن با Y`."""
    for there in (*range(end, min(len(row.tokens), end + 10)), *range(at - 1, max(-1, at - 25), -1)):
        if row.key(there) in _BETWEEN:
            yield from _among(body_list(row, there + 1), "cooperation-between")
            return
    parties = body_list(row, end)
    after = parties[-1].last if parties else end + (row.key(end) in _POINTERS)
    if row.key(after) == "با" and (others := body_list(row, after + 1)):
        yield from _pairs(parties or _subject(row, at), others, "cooperation-with", 0.7)
    elif len(parties) > 1:
        yield from _among(parties, "cooperation-of")


def _among(parties: Sequence[Chunk], rule: str) -> Iterator[Tie]:
    for a, b in combinations(parties, 2):
        yield from tie(a, Predicate.COOPERATES_WITH, b, rule, 0.75)


_READINGS = {"joint": _joint, "mutual": _mutual}
