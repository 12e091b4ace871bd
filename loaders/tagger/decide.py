"""Rules and tagger together: which names of a sentence stand.

The rules know the register and read whole names; the tagger weighs every word with its neighbours. So the tagger adds names that no rule
reads, takes back what the weaker rules read and it does not believe, and leaves the rest alone. Where a sentence's names change, its
titles and what depends on them are read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.extract.bodies import body_at
from loaders.extract.boundaries import attested
from loaders.extract.page import Chunk, Kind, Row, words_text
from loaders.extract.persons import find_persons, find_pronouns
from loaders.extract.phrases import group, table
from loaders.extract.titles import find_titles
from loaders.extract.words import is_verb
from loaders.tagger.features import SHORT
from loaders.tagger.model import Marginals

RULE = "tagger"
_NAMES = {SHORT[kind]: kind for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)}
_NEVER = 2.0
_TANWIN = "\u064b"
_LONGEST_QUOTED = 5  # tokens of a name in quotation marks
_OPEN, _CLOSE = frozenset('«"“'), frozenset('»"”')

# How sure the tagger must be, by kind: measured on articles that neither it nor the rules were made with (see MODEL_CARD.md).
ADD = {Kind.PERSON: 0.85, Kind.ORGANIZATION: 0.85, Kind.PLACE: 0.6}
"""to add a name where no rule reads one"""
MOVE = {Kind.PERSON: _NEVER, Kind.ORGANIZATION: 0.7, Kind.PLACE: 0.5}
"""to let a rule's name begin or end elsewhere"""
DROP = {Kind.PERSON: 0.2, Kind.ORGANIZATION: 0.2, Kind.PLACE: 0.2}
"""below which a rule's name is taken back"""
SURE = frozenset({"register", "republic", "place-head", "outlet", "branch-of", "shared-head"})
"""Rules whose names stand whatever the tagger says: the register outranks it."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Tokens [first, last) that the tagger takes for a name, and how sure it is."""

    first: int
    last: int
    kind: Kind
    score: float


def guesses(marginals: Marginals) -> Iterator[Guess]:
    """Yield the names that the likeliest labels make up; the least sure of a name's tokens tells how sure the whole is."""
    best = marginals.best
    at = 0
    while at < len(best):
        kind = best[at][2:]
        end = at + 1
        while kind and end < len(best) and best[end] == f"I-{kind}":
            end += 1
        if kind in _NAMES:
            yield Guess(at, end, _NAMES[kind], min(marginals.sure[at:end]))
        at = end


def fitted(row: Row, guess: Guess) -> Guess:
    """Return a guess with the ends that a name may have; an empty one where no name stands."""
    guess = _glossed(row, _trimmed(row, guess))
    return guess if _is_name(row, guess) else Guess(0, 0, guess.kind, guess.score)


def _trimmed(row: Row, guess: Guess) -> Guess:
    """Return a guess without signs at its ends that have no partner inside."""
    first, last = guess.first, guess.last
    while first < last and not row.key(first)[:1].isalnum() and not _is_quoted(row, first, last):
        first += 1
    while first < last and not row.key(last - 1)[:1].isalnum() and not _is_quoted(row, first, last):
        last -= 1
    while guess.kind is Kind.PERSON and last > first + 1 and is_verb(row.tokens, last - 1):
        last -= 1
    respect = table("honorifics.txt")
    while guess.kind is Kind.PERSON and first < last and (found := respect.at(row.tokens, first)):
        if found[0] < last and row.key(found[0]).startswith("ال"):
            break  # `شیخ الاسلام`: a surname
        first = min(found[0], last)  # a title of respect is no name
    return Guess(first, last, guess.kind, guess.score)


def _glossed(row: Row, guess: Guess) -> Guess:
    """Return a guess at a foreign spelling in brackets as one at the name in quotation marks that it explains, if one stands there.

    `"X Y" (Latin letters)`: the brackets repeat the name; of a body or after a name without marks they name nothing of their own.
    """
    first, last = guess.first, guess.last
    foreign = all(row.tokens[at].text.isascii() for at in range(first, last))
    if first == last or not foreign or row.key(first - 1) != "(":
        return guess
    begin = next(
        (at for at in range(first - 3, first - 3 - _LONGEST_QUOTED, -1) if row.key(at) in _OPEN), None
    )
    if guess.kind is not Kind.PERSON or row.key(first - 2) not in _CLOSE or begin is None:
        return Guess(0, 0, guess.kind, guess.score)
    return Guess(begin + 1, first - 2, guess.kind, guess.score)


def _is_name(row: Row, guess: Guess) -> bool:
    """Tell whether a guess is more than the noun for a kind of bodies, and no thing that a foreign word in brackets explains.

    A plural with its ezafe printed (`همایش‌های`) ends no name: what it belongs to follows.
    """
    tokens, first, last = row.tokens, guess.first, guess.last
    if row.key(last - 1).endswith("های"):
        return False
    if guess.kind is Kind.ORGANIZATION:
        return last > first + 1 or row.key(first) not in group("bare-kinds")
    if guess.kind is not Kind.PERSON or row.key(last) not in _CLOSE:
        return True
    work = row.key(last + 1) in group("made-by")
    gloss = row.key(last + 1) == "(" and row.key(last + 2).isascii()
    small = any(
        tokens[at].text[:1].islower()
        for at in range(last + 2, min(len(tokens), last + 2 + _LONGEST_QUOTED))
        if row.key(at).isascii()
    )
    return not work and not (gloss and small)


def _is_quoted(row: Row, first: int, last: int) -> bool:
    signs = [key for at in range(first, last) if not (key := row.key(at))[:1].isalnum() and key != "،"]
    return len(signs) % 2 == 0


def support(marginals: Marginals, chunk: Chunk) -> float:
    """Return how likely the tagger finds a name of any kind where a rule read one, as the mean over the tokens of it.

    Of another kind is enough: what the rules read as a venue may well be a body (`هتل …`).
    """
    said = [
        sum(marginals.kinds[kind][at] for kind in _NAMES if kind in marginals.kinds)
        for at in range(_begin(chunk), chunk.last)
    ]
    return sum(said) / len(said) if said else 1.0


def revise(row: Row, marginals: Marginals) -> bool:
    """Let the tagger add, move and take back names of a sentence. Return whether any changed."""
    refused = [c for c in row.chunks if _is_weak(c) and support(marginals, c) < DROP[c.kind]]
    kept = _without(row.chunks, refused)
    added: list[Chunk] = []
    for guess in (fitted(row, guess) for guess in guesses(marginals)):
        if guess.first == guess.last:
            continue
        over = [c for c in kept if c.first < guess.last and guess.first < c.last]
        if not over and guess.score >= ADD[guess.kind] and not _is_adverb(row, guess):
            added.append(_chunk(row, guess))
        elif len(over) == 1 and _is_misread(over[0], guess):
            refused += over
            kept = _without(kept, over)
            added.append(_chunk(row, guess))
    if not (refused or added):
        return False
    _read_again(row, kept, added, refused)
    return True


def _read_again(row: Row, kept: Sequence[Chunk], added: Sequence[Chunk], refused: Sequence[Chunk]) -> None:
    """Read titles, pronouns and persons around the names that stand now, without the refused ones."""
    names = [c for c in kept if c.kind in {Kind.ORGANIZATION, Kind.PLACE, Kind.REFERENCE}]
    row.chunks = sorted([*names, *added], key=lambda chunk: chunk.first)
    for find in (find_titles, find_pronouns, find_persons):
        row.chunks = sorted([*row.chunks, *find(row)], key=lambda chunk: chunk.first)
    gone = {(c.kind, c.rule, c.first, c.last) for c in refused}
    row.chunks = [c for c in row.chunks if (c.kind, c.rule, c.first, c.last) not in gone]


def _without(chunks: Sequence[Chunk], gone: Sequence[Chunk]) -> list[Chunk]:
    return [chunk for chunk in chunks if not any(chunk is other for other in gone)]


def _is_weak(chunk: Chunk) -> bool:
    """Tell whether the tagger may touch a rule's name: not one of the register, nor one that the news is known to use."""
    if chunk.kind not in DROP or chunk.registered is not None or chunk.rule in SURE:
        return False
    return chunk.kind is not Kind.ORGANIZATION or words_text(chunk.name) not in attested()


def _is_adverb(row: Row, guess: Guess) -> bool:
    """Tell whether nothing is left of a guess, or a word in it bears the ending of an adverb (`احتراماً`): no name does."""
    return guess.first == guess.last or any(
        _TANWIN in token.text for token in row.tokens[guess.first : guess.last]
    )


def _is_misread(chunk: Chunk, guess: Guess) -> bool:
    """Tell whether a guess is a rule's name with other ends, surely enough.

    A body's head noun, which the rules know, stays.
    """
    if chunk.kind is not guess.kind or not _is_weak(chunk) or guess.score < MOVE[guess.kind]:
        return False
    begun = _begin(chunk) == guess.first
    return (begun or guess.kind is not Kind.ORGANIZATION) and not (begun and chunk.last == guess.last)


def _begin(chunk: Chunk) -> int:
    """Return the first token of a chunk's name: titles of respect before it are no part of it."""
    return max(chunk.last - len(chunk.name), chunk.first)


def _chunk(row: Row, guess: Guess) -> Chunk:
    """Return a guess as a chunk; a body with the bodies inside its name."""
    tokens = row.tokens[guess.first : guess.last]
    inner = list(_inner(row, guess)) if guess.kind is Kind.ORGANIZATION else []
    return Chunk(
        guess.kind,
        row.index,
        guess.first,
        guess.last,
        tokens,
        inner=inner,
        score=round(guess.score, 2),
        rule=RULE,
    )


def _inner(row: Row, guess: Guess) -> Iterator[Chunk]:
    at = guess.first + 1
    while at < guess.last:
        body = body_at(row, at)
        if body is not None and body.last <= guess.last:
            yield body
            at = body.last
        else:
            at += 1
