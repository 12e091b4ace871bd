"""Who keeps, hosts or founds a body, and who is a member of it: the nouns and verbs that say so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.model import Predicate
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import joined
from loaders.extract.ties import Tie, tie

BODIES = (Kind.ORGANIZATION, Kind.REFERENCE)
_IT = frozenset(map(joined, ("آن", "این")))
_KEEPERS = frozenset(map(joined, ("متولی", "عهده‌دار", "متصدی")))
_AS = frozenset(map(joined, ("که", "،", "به", "عنوان", "به‌عنوان", "نیز")))
_UPON = frozenset(map(joined, ("عهده", "برعهده", "به‌عهده", "با", "دوش")))
_FOUNDED = frozenset(map(joined, ("تأسیس", "تاسیس", "پایه‌گذاری", "بنیان‌گذاری", "تشکیل", "ایجاد")))
_BY = frozenset(map(joined, ("توسط",)))


def between(row: Row, a: Chunk, b: Chunk) -> list[str]:
    """Return the keys of the tokens between two chunks."""
    return [row.key(at) for at in range(a.last, b.first)]


def custody(row: Row) -> Iterator[Tie]:
    """`X که متولی Y است`, `X متولی Y`, `X متولی Y است`."""
    for a, b in pairwise(c for c in row.of(*BODIES) if c.entity):
        words = between(row, a, b)
        if words and words[-1] in _KEEPERS and set(words[:-1]) <= _AS:
            yield from tie(a, Predicate.CUSTODIAN_OF, b, "custodian", 0.9)


def hosting(row: Row) -> Iterator[Tie]:
    """`میزبانی Y به عهده X است` (Y may be `آن`), `X میزبان Y است` (or `آن`)."""
    hosts = [c for c in row.of(*BODIES, Kind.PLACE) if c.entity]
    for at in range(len(row.tokens)):
        word = row.key(at)
        if word == "میزبانی":
            yield from _hosting_upon(row, hosts, at)
        elif word == "میزبان":
            host = next((c for c in hosts if c.last == at), None)
            guest = _guest(row, hosts, at + 1, host)
            if host is not None and guest is not None:
                yield from tie(host, Predicate.HOSTS, guest, "host", 0.85)


def _hosting_upon(row: Row, hosts: list[Chunk], at: int) -> Iterator[Tie]:
    guest = _guest(row, hosts, at + 1, None)
    after = guest.last if guest is not None and guest.first == at + 1 else at + 2
    host = next((c for c in hosts if after <= c.first <= after + 4), None)
    if guest and host and any(row.key(i) in _UPON for i in range(after, host.first)):
        yield from tie(host, Predicate.HOSTS, guest, "hosting", 0.9)


def _guest(row: Row, hosts: list[Chunk], at: int, host: Chunk | None) -> Chunk | None:
    """Return the body at token `at`, or the last body before where `آن` stands there."""
    direct = next((c for c in hosts if c.first == at and c.kind is not Kind.PLACE), None)
    if direct is not None or row.key(at) not in _IT:
        return direct
    limit = host.first if host is not None else at
    return next((c for c in reversed(hosts) if c.last <= limit and c.kind is not Kind.PLACE), None)


def founding(row: Row) -> Iterator[Tie]:
    """`X که در سال … توسط Y تأسیس شد`: a body founded by a person or another body."""
    for founder in row.of(*BODIES, Kind.PERSON):
        if row.key(founder.first - 1) in _BY and row.key(founder.last) in _FOUNDED and founder.entity:
            body = next(
                (c for c in reversed(list(row.of(Kind.ORGANIZATION))) if c.entity and c.last < founder.first),
                None,
            )
            if body is not None and founder.first - body.last <= 8:
                yield from tie(body, Predicate.FOUNDED_BY, founder, "founded-by", 0.85)


def membership(row: Row) -> Iterator[Tie]:
    """`X عضو Y است`, `عضویت X در Y`: a body that is a member of another; a person's membership is a post."""
    for a, b in pairwise(c for c in row.of(*BODIES) if c.entity):
        words = between(row, a, b)
        opened = row.key(a.first - 1) == "عضویت" and words == ["در"]
        if (opened or words in (["عضو"], ["به", "عضویت"], ["،", "عضو"])) and not _person_between(row, a, b):
            yield from tie(a, Predicate.MEMBER_OF, b, "member", 0.8)


def _person_between(row: Row, a: Chunk, b: Chunk) -> bool:
    """Tell whether the words `عضو` belong to a person's title: `… دانشگاه X، عضو شورای Y`."""
    return any(a.first - 2 <= c.first < b.first for c in row.of(Kind.PERSON))
