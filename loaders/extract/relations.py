"""Relations between bodies: parts of names first, then the nouns and verbs that tell custody, hosting, cooperation and membership."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Predicate, RelationClaim
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined
from loaders.link import Linker
from loaders.register import register

_BODIES = (Kind.ORGANIZATION, Kind.REFERENCE)


def find_relations(page: Page, linker: Linker) -> Iterator[RelationClaim]:
    """Yield each relation that the article states, once, with the sentence that says it first."""
    seen: set[tuple[str, Predicate, str]] = set()
    for row in page.rows:
        for claim in (*_parts(page, row), *_custody(page, row), *_hosting(page, row), *_cooperation(page, row), *_embassies(page, linker, row)):
            identity = (claim.subject, claim.predicate, claim.object)
            reverse = (claim.object, claim.predicate, claim.subject)
            symmetric = claim.predicate is Predicate.COOPERATES_WITH and reverse in seen
            if claim.subject != claim.object and identity not in seen and not symmetric:
                seen.add(identity)
                yield claim


def _claim(page: Page, row: Row, a: Chunk, predicate: Predicate, b: Chunk, rule: str, score: float) -> Iterator[RelationClaim]:
    if a.entity is None or b.entity is None:
        return
    yield RelationClaim(
        evidence=page.evidence(row, min(a.first, b.first), max(a.last, b.last)),
        score=round(score * a.score * b.score, 4), rule=rule, subject=a.entity, predicate=predicate, object=b.entity,
    )  # fmt: skip


def _parts(page: Page, row: Row) -> Iterator[RelationClaim]:
    """`روابط عمومی سازمان X`: a body whose name holds another body's is a part of it."""
    stack = list(row.of(Kind.ORGANIZATION))
    while stack:
        chunk = stack.pop()
        stack.extend(chunk.inner)
        for inner in chunk.inner:
            yield from _claim(page, row, chunk, Predicate.PART_OF, inner, "nested-name", 0.9)


def _embassies(page: Page, linker: Linker, row: Row) -> Iterator[RelationClaim]:
    """`سفارت ایران در مسکو` represents the country that it names."""
    for chunk in row.of(Kind.ORGANIZATION):
        if chunk.name[0].key not in {"سفارت", "کنسولگری", "سرکنسولگری"}:
            continue
        found = register().places.at(chunk.name, 1)
        if found is not None and found[1].is_country:
            yield RelationClaim(
                evidence=page.evidence(row, chunk.first, chunk.last), score=0.9, rule="embassy", subject=chunk.entity or "",
                predicate=Predicate.REPRESENTATIVE_OF, object=linker.entry(found[1].iri),
            )  # fmt: skip


def _between(row: Row, a: Chunk, b: Chunk) -> list[str]:
    return [row.key(at) for at in range(a.last, b.first)]


def _custody(page: Page, row: Row) -> Iterator[RelationClaim]:
    """`X که متولی Y است`, `X متولی Y`, `تولیت Y با X است`."""
    bodies = list(row.of(*_BODIES))
    for a, b in zip(bodies, bodies[1:], strict=False):
        words = _between(row, a, b)
        if words and words[-1] in {"متولی", "عهدهدار", "متصدی"} and set(words[:-1]) <= {"که", "،", "به", "عنوان", "بهعنوان"}:
            yield from _claim(page, row, a, Predicate.CUSTODIAN_OF, b, "custodian", 0.9)


def _hosting(page: Page, row: Row) -> Iterator[RelationClaim]:
    """`میزبانی Y به عهده X است` (Y may be `آن`), `X میزبان Y است`, `X میزبانی Y را بر عهده دارد`."""
    hosts = [c for c in row.of(Kind.ORGANIZATION, Kind.REFERENCE, Kind.PLACE) if c.entity]
    for at in range(len(row.tokens)):
        word = row.key(at)
        if word == "میزبانی":
            guest = next((c for c in hosts if c.first == at + 1), None)
            after = guest.last if guest else at + 2
            if row.key(at + 1) in {"آن", "این"} or guest is not None:
                guest = guest or next((c for c in reversed(hosts) if c.last <= at and c.kind is not Kind.PLACE), None)
                host = next((c for c in hosts if after <= c.first <= after + 4), None)
                if guest and host and any(row.key(i) in {"عهده", "برعهده", "بهعهده", "با"} for i in range(after, host.first)):
                    yield from _claim(page, row, host, Predicate.HOSTS, guest, "hosting", 0.9)
        elif word == "میزبان":
            host = next((c for c in reversed(hosts) if c.last == at), None)
            guest = next((c for c in hosts if c.first == at + 1 and c.kind is not Kind.PLACE), None)
            if host and guest:
                yield from _claim(page, row, host, Predicate.HOSTS, guest, "host", 0.85)


_JOINT = frozenset(map(joined, ("همکاری", "همکاری‌های", "همکاری‌ها", "مشارکت", "مشترک", "تفاهم‌نامه", "تفاهمنامه", "یادداشت تفاهم", "تعامل", "تعاملات", "تبادل", "قرارداد", "موافقت‌نامه")))


def _cooperation(page: Page, row: Row) -> Iterator[RelationClaim]:
    """`بین X و Y … همکاری`, `همکاری X با Y`, `با همکاری Y`, `تفاهم‌نامه X و Y`."""
    bodies = [c for c in row.of(*_BODIES) if c.entity and row.key(c.first - 1) not in {"گزارش", "نقل"}]
    keys = {token.key for token in row.tokens}
    if not keys & _JOINT:
        return
    for a, b in zip(bodies, bodies[1:], strict=False):
        words = _between(row, a, b)
        start = {row.key(a.first - 1), row.key(a.first - 2)}
        if words in (["و"], ["و", "نیز"]) and start & {"بین", "میان", *_JOINT}:
            yield from _claim(page, row, a, Predicate.COOPERATES_WITH, b, "cooperation-between", 0.75)
        elif words == ["با"] and start & _JOINT:
            yield from _claim(page, row, a, Predicate.COOPERATES_WITH, b, "cooperation-with", 0.75)
        elif words[-2:] in (["با", "همکاری"], ["با", "مشارکت"]):
            yield from _claim(page, row, a, Predicate.COOPERATES_WITH, b, "joint-work", 0.7)
