"""How well articles are read: facts that were found beside facts that people annotated.

    GOLD_DIR/gold/*.json    the annotated facts, one file an article
    GOLD_DIR/texts/*.txt    the articles, by the same names

`match` pairs what was found with what was annotated, `figures` counts, `misses` says in words what went wrong and in which sentence.
"""

from __future__ import annotations

from kg.evaluate.corpus import annotated
from kg.evaluate.figures import Score, Share, by_rule, judged, reliability, scores
from kg.evaluate.matching import LAYERS, Pair, match
from kg.evaluate.misses import Miss, misses

__all__ = [
    "LAYERS",
    "Miss",
    "Pair",
    "Score",
    "Share",
    "annotated",
    "by_rule",
    "judged",
    "match",
    "misses",
    "reliability",
    "scores",
]
