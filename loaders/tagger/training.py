"""From labelled sentences to a model file, and how good it is.

Sentences of the domain (our own labels of news) count twice: each of their features also as one of the domain's own, so that what holds
in tweets only does not speak in news (Daumé 2007, "Frustratingly easy domain adaptation"). The two weights are summed in the file.
"""

from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.tagger.crf_door import Weights, learn
from loaders.tagger.features import rule_features, strings, word_features
from loaders.tagger.labelled import LABELS, Labelled
from loaders.tagger.model import Model, pack

_OWN = "own:"
_L2, _ROUNDS = 1.0, 10


def train(own: Sequence[Labelled], other: Sequence[Labelled], paths: Mapping[str, str]) -> bytes:
    """Return the model file learnt from sentences of the domain (`own`) and of others, with this table of word clusters.

    It is learnt in a process of its own: the learner draws sentences by the C library's random numbers, which begin anew there, so that
    the same sentences give the same bytes.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
        return apart.submit(_train, own, other, paths).result()


def _train(own: Sequence[Labelled], other: Sequence[Labelled], paths: Mapping[str, str]) -> bytes:
    words = lru_cache(maxsize=None)(lambda word: word_features(word, paths))
    marks = lru_cache(maxsize=None)(rule_features)

    def featured() -> Iterator[tuple[list[list[str]], list[str]]]:
        for is_own, sentences in ((True, own), (False, other)):
            for sentence in sentences:
                rows = list(strings([words(w) for w in sentence.words], [marks(m) for m in sentence.marks]))
                yield (
                    [row + [_OWN + name for name in row] if is_own else row for row in rows],
                    list(sentence.labels),
                )

    return packed(learn(featured(), l2=_L2, rounds=_ROUNDS))


def packed(weights: Weights) -> bytes:
    """Return the model file of learnt weights: those of a feature and of its own-domain twin summed."""
    features: dict[str, dict[tuple[int, str], float]] = {}
    for (attribute, label), weight in weights.state.items():
        name, _, place = attribute.removeprefix(_OWN).rpartition("@")
        at = (int(place), label) if name else (0, label)
        known = features.setdefault(name or place, {})
        known[at] = known.get(at, 0.0) + weight
    table = [[weights.transitions.get((a, b), 0.0) for b in weights.labels] for a in weights.labels]
    return pack(weights.labels, features, table)


@dataclass(slots=True)
class Score:
    """How many names were right, found and looked for, by kind (`PER`, `ORG`, `LOC`, `TIT`): exact ends, exact kind."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: Sequence[str], found: Sequence[str]) -> None:
        """Count one sentence: the labels that it has, and those that it was given."""
        one, other = names(wanted), names(found)
        self.wanted.update(kind for _, _, kind in one)
        self.found.update(kind for _, _, kind in other)
        self.right.update(kind for _, _, kind in one & other)

    def of(self, *kinds: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 of some kinds together."""
        right, found, wanted = (sum(c[kind] for kind in kinds) for c in (self.right, self.found, self.wanted))
        precision, recall = right / max(found, 1), right / max(wanted, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def names(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return the names that labels make up, as (first token, token after the last, kind)."""
    found: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for at, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            found.add((start, at, kind))
            kind = ""
        if label[2:] in LABELS and not kind:
            start, kind = at, label[2:]
    return found


def model(packed_weights: bytes, paths: Mapping[str, str]) -> Model:
    """Return a model ready to tag."""
    return Model(packed_weights, paths)


def scored(model: Model, sentences: Iterable[Labelled], score: Score) -> Score:
    """Add to a score how a model tags sentences."""
    for sentence in sentences:
        score.add(sentence.labels, model.tag([(sentence.words, sentence.marks)])[0].best)
    return score


def folds(
    own: Sequence[Labelled], count: int, *, seed: int
) -> Iterator[tuple[list[Labelled], list[Labelled]]]:
    """Yield (learn from, test on) so many times, each article in one test: never the same article on both sides."""
    sources = sorted({sentence.source for sentence in own})
    random.Random(seed).shuffle(sources)  # noqa: S311 - which article is tested when is no secret
    fold = {source: at % max(count, 1) for at, source in enumerate(sources)}
    for at in range(count):
        yield [s for s in own if fold[s.source] != at], [s for s in own if fold[s.source] == at]
