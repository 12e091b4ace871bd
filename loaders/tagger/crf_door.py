"""The only place that imports python-crfsuite, the library that learns the weights. Tagging does without it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weights:
    """A learnt linear-chain CRF: what each feature says for each label, and each label for the next."""

    labels: tuple[str, ...]
    state: Mapping[tuple[str, str], float]
    transitions: Mapping[tuple[str, str], float]


Sequences = Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]
"""Sentences as (features of each token, label of each token)."""


def learn(sentences: Sequences, *, l2: float, rounds: int) -> Weights:
    """Learn weights by stochastic gradient descent, which gives the same for the same sentences in the same order.

    Args:
        l2: how strongly weights are held down.
        rounds: how often all sentences are gone through.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="l2sgd", verbose=False)
    trainer.set_params({"c2": l2, "max_iterations": rounds, "feature.possible_transitions": True})
    for features, labels in sentences:
        trainer.append(pycrfsuite.ItemSequence(features), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return Weights(tuple(sorted(info.labels)), dict(info.state_features), dict(info.transitions))
