"""Posts: who holds which title in which body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.model import Evidence, PostClaim
from loaders.extract.holdings import Holding, block_end, standard_title
from loaders.extract.page import Page, words_text
from loaders.extract.phrases import group, joined, words
from loaders.link import shown
from loaders.persian.tokens import sentences
from loaders.register import roles


def find_posts(page: Page, holdings: Iterable[Holding]) -> Iterator[PostClaim]:
    """Yield each post that the article states, once, with the sentence that says it first."""
    seen: set[tuple[str | None, str, str | None]] = set()
    holdings = list(holdings)
    for holding in holdings:
        if any(_says_more(other, holding) for other in holdings):
            continue
        assert holding.title.title is not None
        title = shown(standard_title(holding.title.title))
        identity = (holding.person.entity, title.split(" ")[0], holding.body)
        if holding.person.entity is None or identity in seen or _is_bare(holding):
            continue
        seen.add(identity)
        yield _claim(page, holding, title)


def _says_more(other: Holding, holding: Holding) -> bool:
    """Tell whether another holding names the same person's gathering in more words: `بیستمین جشنواره X` and `جشنواره X`."""
    title, of = holding.title.title, other.title.title
    assert title is not None
    assert of is not None
    one = (holding.person.entity, holding.status, joined(words_text(title.words)))
    if (
        not title.body_name
        or not of.body_name
        or one
        != (
            other.person.entity,
            other.status,
            joined(words_text(of.words)),
        )
    ):
        return False
    shorter, fuller = set(map(joined, title.body_name.split())), set(map(joined, of.body_name.split()))
    return shorter < fuller and not shorter.isdisjoint(words("gathering_nouns.txt"))


def _is_bare(holding: Holding) -> bool:
    """Tell whether a title says too little to be a post: one word, and no body."""
    title = holding.title.title
    assert title is not None
    whole = joined(title.head) in group("whole-title")
    said = title.kind == "faith" or whole or joined(words_text(title.words)) != joined(title.head)
    return holding.body is None and (title.kind == "member" or not said)


@lru_cache(maxsize=4096)
def _role(title: str) -> str | None:
    """Return the notation of the concept of a title as it is told, which the longest label at its start decides."""
    tokens = [token for sentence in sentences(title) for token in sentence.tokens]
    found = roles().at(tokens, 0)
    return found[1] if found else None


def _claim(page: Page, holding: Holding, title: str) -> PostClaim:
    first, last = holding.title.first, block_end(holding.title)
    antecedents: tuple[Evidence, ...] = ()
    if holding.person.sentence == holding.title.sentence:
        first, last = min(first, holding.person.first), max(last, holding.person.last)
    else:
        antecedents = (
            page.evidence(page.rows[holding.person.sentence], holding.person.first, holding.person.last),
        )
    return PostClaim(
        evidence=page.evidence(holding.row, first, last),
        antecedents=antecedents,
        score=holding.score,
        rule=f"post-{holding.rule}",
        person=holding.person.entity or "",
        title=title,
        organization=holding.body,
        status=holding.status,
        role=_role(title),
    )
