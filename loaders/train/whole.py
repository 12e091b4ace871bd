"""Training all that is learnt from annotated articles, so that nothing is judged by what has seen its article.

What stands later in the pipeline learns from what stands before it: the judges of events and the scores of claims see names as the
tagger finds them. On the articles that it learnt from, the tagger finds them better than anywhere else. So the articles are cut into
parts, each part is read with a tagger that learnt from the others, and from these readings judges and scores are learnt ("stacking",
Wolpert 1992). The tagger that is shipped learns from all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import Document
from loaders.tagger import training
from loaders.tagger.labelled import Labelled
from loaders.tagger.model import in_place
from loaders.train import events, scores

Article = tuple[Document, Mapping[str, Any]]
"""An article with its annotated facts."""

Step = Callable[[str], None]
"""Told of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is shipped: the tagger's weights, the judges of events and the scores of claims as tables, and how the tagger did when tested."""

    tagger: bytes
    events: str
    scores: str
    tested: training.Score


def learn(
    articles: Sequence[Article],
    own: Sequence[Labelled],
    other: Sequence[Labelled],
    paths: Mapping[str, str],
    *,
    folds: int,
    seed: int,
    step: Step,
) -> Learnt:
    """Learn from annotated articles, whose sentences are `own`, and from the sentences of other corpora.

    Args:
        paths: the word clusters (see `loaders.tagger.clusters`).
        folds: into how many parts the articles are cut, at least two.
    """
    tested = training.Score()
    lessons: list[events.Lesson] = []
    claims = scores.nothing()
    for part, (learnt, held) in enumerate(training.folds(own, folds, seed=seed)):
        step(f"part {part + 1} of {folds}")
        tagger = training.model(training.train(learnt, other, paths), paths)
        training.scored(tagger, held, tested)
        here = {sentence.source for sentence in held}
        with in_place(tagger):
            for doc, facts in articles:
                if doc.id in here:
                    lessons.append(events.lesson(doc, facts))
                    scores.add(claims, doc, facts)
    step("the judges of events")
    judges = events.table(events.learn(lessons, seed=seed))
    step("the tagger")
    return Learnt(training.train(own, other, paths), judges, scores.table(claims), tested)
