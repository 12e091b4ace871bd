"""The learned judges of events: logistic models whose weights are a table that a person can read (`event_model.tsv`).

`kg train` writes the table from annotated articles (`loaders.train.events`); here it is only added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import exp

from loaders.persian.tables import rows

FILE = "event_model.tsv"
_FARTHEST = 30.0  # log odds beyond which the exponential says nothing more


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Return the weight of every feature, in log odds, by model: `event` and `party`."""
    found: dict[str, dict[str, float]] = {}
    for model, feature, weight in rows(FILE):
        found.setdefault(model, {})[feature] = float(weight)
    return found


def probability(model: str, features: Iterable[str]) -> float:
    """Return how probable a model holds what it judges, by its features; a feature that it never met weighs nothing."""
    table = weights()[model]
    odds = table["bias"] + sum(table.get(feature, 0.0) for feature in features)
    return 1 / (1 + exp(-max(-_FARTHEST, min(_FARTHEST, odds))))
