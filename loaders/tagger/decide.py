"""Rules and tagger together: which names of a sentence stand.

The rules know the register and read whole names; the tagger weighs every word with its neighbours. So the tagger adds names that no rule
reads, takes back what the weaker rules read and it does not believe, and leaves the rest alone. Where a sentence's names change, its
titles and what depends on them are read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.persons import find_persons, find_pronouns
from loaders.extract.titles import find_titles
from loaders.tagger.features import SHORT
from loaders.tagger.model import Marginals

RULE = "tagger"
_NAMES = {short: kind for kind, short in SHORT.items() if kind in {Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE}}
ADD = {Kind.PERSON: 0.6, Kind.ORGANIZATION: 0.6, Kind.PLACE: 0.6}
VETO = {
    Kind.PERSON: 0.2,
    Kind.ORGANIZATION: 0.2,
    Kind.PLACE: 0.2,
}
WEAK = frozenset({"beside-title", "before-title", "speaker", "surname-alone", "head-weak", "venue", "contextual", "quoted", "head-unit", "head-strong", "first-name", "honorific"})
BOUND = {Kind.PERSON: 2.0, Kind.ORGANIZATION: 2.0, Kind.PLACE: 2.0}


@dataclass(frozen=True, slots=True)
class Guess:
    """Tokens [first, last) that the tagger takes for a name, and how sure it is."""

    first: int
    last: int
    kind: Kind
    score: float


def guesses(marginals: Marginals) -> Iterator[Guess]:
    """Yield the names that the likeliest labels make up; the least sure of a name's tokens tells how sure the whole is."""
    best = marginals.best()
    sure = marginals.of.max(axis=1).tolist() if best else []
    at = 0
    while at < len(best):
        kind = best[at][2:]
        end = at + 1
        while kind and end < len(best) and best[end] == f"I-{kind}":
            end += 1
        if kind in _NAMES:
            yield Guess(at, end, _NAMES[kind], min(sure[at:end]))
        at = end


def support(marginals: Marginals, chunk: Chunk) -> float:
    """Return how likely the tagger finds a chunk's kind, over the tokens of its name."""
    short = SHORT[chunk.kind]
    columns = [at for at, label in enumerate(marginals.labels) if label[2:] == short]
    first = chunk.last - len(chunk.name)
    rows = marginals.of[max(first, chunk.first) : chunk.last, columns]
    return float(rows.sum(axis=1).mean()) if len(rows) else 1.0


def revise(row: Row, marginals: Marginals) -> bool:
    """Let the tagger add and take back names of a sentence. Return whether any changed."""
    names = [chunk for chunk in row.chunks if chunk.kind in VETO]
    refused = [c for c in names if c.rule in WEAK and support(marginals, c) < VETO[c.kind]]
    kept = [chunk for chunk in row.chunks if not any(chunk is c for c in refused)]
    found = list(guesses(marginals))
    moved = [(over, guess) for guess in found if (over := _misread(kept, guess)) is not None]
    for over, _ in moved:
        refused.append(over)
        kept.remove(over)
    free = [g for g in found if g.score >= ADD[g.kind] and _is_free(kept, g)]
    added = [_chunk(row, guess) for guess in dict.fromkeys([*free, *(guess for _, guess in moved)])]
    if not (refused or added):
        return False
    base = [c for c in kept if c.kind in {Kind.ORGANIZATION, Kind.PLACE, Kind.REFERENCE}]
    row.chunks = sorted([*base, *added], key=lambda chunk: chunk.first)
    for find in (find_titles, find_pronouns, find_persons):
        row.chunks = sorted([*row.chunks, *find(row)], key=lambda chunk: chunk.first)
    row.chunks = [c for c in row.chunks if not any(_same(c, r) for r in refused)]
    return True


def _chunk(row: Row, guess: Guess) -> Chunk:
    return Chunk(
        guess.kind, row.index, guess.first, guess.last, row.tokens[guess.first : guess.last], score=round(guess.score, 2), rule=RULE
    )


def _is_free(chunks: Sequence[Chunk], guess: Guess) -> bool:
    return not any(c.first < guess.last and guess.first < c.last for c in chunks if c.kind is not Kind.TITLE)


def _same(chunk: Chunk, other: Chunk) -> bool:
    return chunk.kind is other.kind and chunk.rule == other.rule and (chunk.first, chunk.last) == (other.first, other.last)


def _misread(chunks: Sequence[Chunk], guess: Guess) -> Chunk | None:
    """Return the one name of a rule that overlaps a guess of its kind and ends or begins elsewhere, where the tagger is sure."""
    over = [c for c in chunks if c.first < guess.last and guess.first < c.last]
    if len(over) != 1 or over[0].kind is not guess.kind or over[0].registered or guess.score < BOUND[guess.kind]:
        return None
    chunk = over[0]
    return chunk if (chunk.last - len(chunk.name), chunk.last) != (guess.first, guess.last) and chunk.rule in WEAK else None
