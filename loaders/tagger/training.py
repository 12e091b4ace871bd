"""From labelled sentences to a model file.

Sentences of the domain (our own labels of news) count twice: each of their features also as one of the domain's own, so that what holds
in tweets only does not speak in news (Daumé 2007, "Frustratingly easy domain adaptation"). The two weights are summed in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from loaders.tagger.crf_door import Weights, learn
from loaders.tagger.features import rule_features, strings, word_features
from loaders.tagger.labelled import Labelled
from loaders.tagger.model import pack

_OWN = "own:"
L2 = 1.0
ROUNDS = 15


def train(own: Iterable[Labelled], other: Iterable[Labelled], paths: Mapping[str, str]) -> bytes:
    """Return the model file learnt from sentences of the domain (`own`) and of others, with this table of word clusters."""
    words = lru_cache(maxsize=None)(lambda word: word_features(word, paths))
    marks = lru_cache(maxsize=None)(rule_features)

    def featured() -> Iterator[tuple[list[list[str]], list[str]]]:
        for is_own, sentences in ((True, own), (False, other)):
            for sentence in sentences:
                rows = list(strings([words(w) for w in sentence.words], [marks(m) for m in sentence.marks]))
                yield [row + [_OWN + name for name in row] if is_own else row for row in rows], list(sentence.labels)

    return packed(learn(featured(), l2=L2, rounds=ROUNDS))


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
