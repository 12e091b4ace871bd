"""Figures over many articles: precision and recall with their uncertainty, what each rule gives and costs, and whether scores tell the truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.evaluate.matching import LAYERS, Fact, Pair, tally

_RESAMPLES = 1000
_SEED = 1399
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""The lower bounds of the classes of scores in a table of reliability."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts are right, how many were found, and how many there are to find; `low` and `high` bound the F1.

    The bounds hold 95 of 100 times when articles are drawn anew with replacement (a percentile bootstrap; Efron 1979).
    """

    hits: int = 0
    found: int = 0
    gold: int = 0
    low: float = 0.0
    high: float = 0.0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, to four digits."""
        both = self.found + self.gold
        return round(2 * self.hits / both, 4) if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a number are right; parts of one occur where a speaker's statements are counted, not told apart."""

    right: float = 0.0
    all: float = 0.0

    @property
    def value(self) -> float:
        """The share, 0 where there is nothing to share."""
        return self.right / self.all if self.all else 0.0

    def plus(self, right: float, number: float = 1.0) -> Share:
        """Return the share with `number` more, `right` of them right."""
        return Share(self.right + right, self.all + number)


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim that was found: the layer, its rule, its score, and how right it is (1, 0, or a part)."""

    layer: str
    rule: str
    score: float
    right: float


Matched = Mapping[str, Sequence[Pair]]
"""The pairs of an article, by layer."""


def scores(articles: Sequence[Matched]) -> dict[str, Score]:
    """Return the micro-averaged score of each layer, with its interval."""
    out = {}
    for layer in LAYERS:
        counts = np.array([tally(article[layer]) for article in articles], dtype=np.int64).reshape(-1, 3)
        hits, found, gold = (int(total) for total in counts.sum(axis=0))
        low, high = _interval(counts)
        out[layer] = Score(hits, found, gold, low, high)
    return out


def _interval(counts: np.ndarray[Any, np.dtype[np.int64]]) -> tuple[float, float]:
    if not len(counts):
        return 0.0, 0.0
    drawn = np.random.default_rng(_SEED).integers(len(counts), size=(_RESAMPLES, len(counts)))
    hits, found, gold = np.moveaxis(counts[drawn].sum(axis=1), 1, 0)
    f1 = 2 * hits / np.maximum(found + gold, 1)
    low, high = np.quantile(f1, (0.025, 0.975))
    return round(float(low), 4), round(float(high), 4)


def judged(articles: Iterable[Matched]) -> Iterator[Judged]:
    """Yield every claim that was found with how right it is; names and places, which have no score of their own, are left out."""
    for article in articles:
        for layer in ("posts", "events", "quantities", "relations"):
            for pair in article[layer]:
                if pair.found and "score" in pair.found:
                    yield Judged(layer, pair.found["rule"], pair.found["score"], float(pair.gold is not None))
        yield from _clauses(article["statements"])


def _clauses(pairs: Sequence[Pair]) -> Iterator[Judged]:
    """Yield the reporting clauses of each speaker; the annotation says how many there are, not which, so each has its share."""
    shares: dict[int, Share] = defaultdict(Share)
    facts: dict[int, Fact] = {}
    for pair in pairs:
        if pair.found:
            facts[id(pair.found)] = pair.found
            right = pair.weight if pair.gold is not None else 0
            shares[id(pair.found)] = shares[id(pair.found)].plus(right, pair.weight)
    for number, fact in facts.items():
        for clause in fact.get("clauses", ()):
            yield Judged("statements", clause["rule"], clause["score"], shares[number].value)


def by_rule(articles: Sequence[Matched]) -> dict[tuple[str, str], Share]:
    """Return of each (layer, rule) how much of what it found is right; those that err most come first."""
    out: dict[tuple[str, str], Share] = defaultdict(Share)
    for claim in judged(articles):
        out[claim.layer, claim.rule] = out[claim.layer, claim.rule].plus(claim.right)
    for article in articles:
        for layer in ("persons", "organizations"):
            for pair in article[layer]:
                for rule in {mention["rule"] for mention in (pair.found or {}).get("mentions", ())} - {""}:
                    out[layer, rule] = out[layer, rule].plus(float(pair.gold is not None))
    return dict(sorted(out.items(), key=lambda item: (LAYERS.index(item[0][0]), item[1].right - item[1].all)))


def reliability(claims: Iterable[Judged]) -> dict[float, Share]:
    """Return of each class of scores, by its lower bound, how many of its claims are right."""
    out = dict.fromkeys(_BINS, Share())
    for claim in claims:
        low = max(bound for bound in _BINS if bound <= claim.score)
        out[low] = out[low].plus(claim.right)
    return out
