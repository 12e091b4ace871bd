"""Training the two judges of events (`loaders.extract.event_model`) from annotated articles.

The judge of parties learns from every proposal that an annotated event agrees with: who of its candidates takes part. The judge of
events learns which proposals, with the parties that the first judge chose without having seen their article, are annotated.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Any

from kg.model import Document
from kg.names import fold
from loaders.extract.event_features import features
from loaders.extract.event_gather import Draft, gather
from loaders.extract.event_proposals import Judge, Proposal, propose
from loaders.extract.event_takers import nobody, survey, takers
from loaders.extract.mentions import read_page
from loaders.extract.page import Page
from loaders.extract.resolve import resolve
from loaders.link import Linker
from loaders.train.logistic import fit

Model = dict[str, float]
FOLDS = 5
_ALIGNMENTS = (
    2  # times that the proposals are told which annotated event they mean before the parties are learnt
)
_ROUNDS = 3  # times that the proposals are told anew which of them the annotated events mean
_AGREE = 0.5  # agreement (F1) of two sets of parties that makes two events one
_LIMIT = 30.0
_RIDGE = {"party": 20.0, "nobody": 20.0, "event": 25.0}
_LEAST = 5  # examples that a feature must have
_TELLS = 0.02  # log odds below which a weight is left out
_HEADER = (
    "# Weights of the learned judges of events, in log odds. Columns: judge | feature | weight. Written by `kg train`.",
    "# party = a candidate takes part in an event; nobody = no candidate does; event = a proposal is an event that a reader lists.",
    "# Features are explained in event_takers.py and event_features.py; bias is the constant.",
)


@dataclass(slots=True)
class Rows:
    """Examples for a model: sets of features, and what is true of each."""

    features: list[Collection[str]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)

    def add(self, marks: Collection[str], label: bool) -> None:
        """Add an example."""
        self.features.append(marks)
        self.labels.append(label)


@dataclass(slots=True)
class Lesson:
    """One annotated article, read: its proposals with their candidates, and the annotated events."""

    page: Page
    drafts: list[Draft]
    candidates: list[dict[str, set[str]]]
    gold: list[tuple[str, frozenset[str]]]
    part: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def known_as(self, entities: Iterable[str]) -> frozenset[str]:
        """Return entities as the annotation knows them."""
        return frozenset(self.names.get(entity, entity) for entity in entities)

    def matches(self, index: int, entities: Iterable[str], event: int) -> bool:
        """Tell whether a proposal with these parties is an annotated event."""
        kind, parties = self.gold[event]
        return str(self.drafts[index].type) == kind and agreement(self.known_as(entities), parties) >= _AGREE


def agreement(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the F1 of two sets; 1 where both are empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def lesson(doc: Document, gold: Mapping[str, Any]) -> Lesson:
    """Read an annotated article: `gold` holds its facts in the format of the annotation guide."""
    page = read_page(doc)
    linker = Linker(page)
    linker.link_bodies()
    linker.link_places()
    linker.link_persons()
    resolve(page, linker)
    drafts = gather(page)
    known = survey(page)
    annotated = [*gold["persons"], *gold["organizations"]]
    called = {
        fold(name): f"gold-{at}"
        for at, item in enumerate(annotated)
        for name in [*item.get("aliases", ()), item["name"]]
    }
    names = {
        entity.iri: next(
            (called[fold(n)] for n in (entity.name, *entity.aliases) if fold(n) in called), entity.iri
        )
        for entity in linker.entities()
    }
    events = [
        (event["type"], frozenset(called.get(fold(name), name) for name in event["participants"]))
        for event in gold["events"]
    ]
    candidates = [takers(known, draft.cues, draft.parts) for draft in drafts]
    return Lesson(page, drafts, candidates, events, names=names)


def party_rows(lessons: Sequence[Lesson], judge: Judge | None = None) -> Rows:
    """Return the features of every candidate of the proposals that an annotated event means, and whether it takes part.

    Which event a proposal means is told by the phrases of its sentences, or by a judge of parties where one was learnt.
    """
    found = Rows()
    for one, index, event in _pairs(lessons, judge):
        parties = one.gold[event][1]
        for entity, marks in one.candidates[index].items():
            if parties:
                found.add(marks, one.names.get(entity, entity) in parties)
    return found


def nobody_rows(lessons: Sequence[Lesson], judge: Judge) -> Rows:
    """Return the features of those proposals by which it is judged whether anybody takes part."""
    found = Rows()
    for one, index, event in _pairs(lessons, judge):
        draft = one.drafts[index]
        candidates = {e: judge("party", marks) for e, marks in one.candidates[index].items()}
        found.add(nobody(draft, candidates), not one.gold[event][1])
    return found


def _pairs(lessons: Sequence[Lesson], judge: Judge | None) -> Iterator[tuple[Lesson, int, int]]:
    """Yield the proposals of articles that mean an annotated event, each with that event."""
    for one in lessons:
        for index in range(len(one.drafts)):
            event = _meant(one, index, judge)
            if event is not None:
                yield one, index, event


def _meant(one: Lesson, index: int, judge: Judge | None) -> int | None:
    """Return the annotated event that a proposal most likely means: of its type, whose parties its candidates are."""
    draft, found = one.drafts[index], one.candidates[index]
    sure = {e: judge("party", marks) if judge else float(e in draft.actors) for e, marks in found.items()}
    all_of = one.known_as(found)
    best: tuple[float, int] | None = None
    for event, (kind, parties) in enumerate(one.gold):
        if kind != str(draft.type) or (parties and not parties & all_of):
            continue
        right = sum(chance for entity, chance in sure.items() if one.names.get(entity, entity) in parties)
        total = sum(sure.values()) + len(parties)
        reach = len(parties & all_of) / len(parties) if parties else 0.5
        score = (2 * right / total if total else 1.0) + 0.5 * reach
        if best is None or score > best[0]:
            best = (score, -event)
    return -best[1] if best is not None else None


def judge_by(models: Mapping[str, Model]) -> Judge:
    """Return the judge that scores by these models; a model that is missing holds everything improbable."""

    def judge(name: str, marks: Iterable[str]) -> float:
        model = models.get(name, {"bias": -_LIMIT})
        odds = model["bias"] + sum(model.get(mark, 0.0) for mark in marks)
        return 1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, odds))))

    return judge


@dataclass(slots=True)
class Exam:
    """The proposals of all articles as the judge of events sees them, and which of them are annotated."""

    proposals: list[list[Proposal]]
    rows: Rows
    where: list[tuple[int, int]]
    gold: int


def exam(lessons: Sequence[Lesson], judges: Mapping[int, Judge]) -> Exam:
    """Return the features of every proposal, its parties chosen by its part's judge; nothing is labelled yet."""
    out = Exam([], Rows(), [], sum(len(one.gold) for one in lessons))
    for at, one in enumerate(lessons):
        judge = judges[one.part]
        out.proposals.append(
            [propose(draft, found, judge) for draft, found in zip(one.drafts, one.candidates, strict=True)]
        )
        for index in range(len(one.drafts)):
            out.rows.add(features(one.page, out.proposals[at], index), False)
            out.where.append((at, index))
    return out


def label(paper: Exam, lessons: Sequence[Lesson], scores: Sequence[float]) -> None:
    """Label the proposals that are annotated events: each event takes the proposal that fits it and scores highest."""
    order = sorted(range(len(paper.where)), key=lambda at: (-scores[at], at))
    free = [set(range(len(one.gold))) for one in lessons]
    paper.rows.labels = [False] * len(paper.where)
    for at in order:
        article, index = paper.where[at]
        one, chosen = lessons[article], paper.proposals[article][index].chosen
        hit = next((e for e in sorted(free[article]) if one.matches(index, chosen, e)), None)
        if hit is not None:
            free[article].discard(hit)
            paper.rows.labels[at] = True


def train(
    articles: Iterable[tuple[Document, Mapping[str, Any]]], *, seed: int = 1, folds: int = FOLDS
) -> dict[str, Model]:
    """Return the judges `party`, `nobody` and `event`, learnt from articles with their annotated facts.

    The same articles and seed give the same models: the seed deals the articles out to the folds, nothing else is random.
    """
    return learn([lesson(doc, gold) for doc, gold in articles], seed=seed, folds=folds)


def learn(lessons: Sequence[Lesson], *, seed: int = 1, folds: int = FOLDS) -> dict[str, Model]:
    """Return the judges that are learnt from articles read already; see `train`."""
    deal(lessons, seed, folds)
    judges = {part: judge_by(parties([one for one in lessons if one.part != part])) for part in range(folds)}
    paper = exam(lessons, judges)
    model = examined(paper, lessons, folds)
    return {**parties(lessons), "event": model}


def parties(lessons: Sequence[Lesson]) -> dict[str, Model]:
    """Return the judges `party` and `nobody`, learnt from articles."""
    judge: Judge | None = None
    for _ in range(_ALIGNMENTS):
        rows = party_rows(lessons, judge)
        models = {"party": fit(rows.features, rows.labels, ridge=_RIDGE["party"], least=_LEAST)}
        judge = judge_by(models)
    rows = nobody_rows(lessons, judge_by(models))
    models["nobody"] = fit(rows.features, rows.labels, ridge=_RIDGE["nobody"], least=_LEAST)
    return models


def examined(paper: Exam, lessons: Sequence[Lesson], folds: int) -> Model:
    """Return the judge of events. Which of the proposals an annotated event means is told anew with what was learnt from the others."""
    scores = [paper.proposals[article][index].agrees for article, index in paper.where]
    for _ in range(_ROUNDS):
        label(paper, lessons, scores)
        scores = unseen(paper, lessons, folds)
    label(paper, lessons, scores)
    return fit(paper.rows.features, paper.rows.labels, ridge=_RIDGE["event"], least=_LEAST)


def unseen(paper: Exam, lessons: Sequence[Lesson], folds: int) -> list[float]:
    """Return every proposal's probability by a judge that did not see its article."""
    scores = [0.0] * len(paper.where)
    for part in range(folds):
        mine = [at for at, (article, _) in enumerate(paper.where) if lessons[article].part == part]
        others = sorted(set(range(len(scores))) - set(mine))
        rows = [paper.rows.features[at] for at in others]
        model = fit(rows, [paper.rows.labels[at] for at in others], ridge=_RIDGE["event"], least=_LEAST)
        judge = judge_by({"event": model})
        for at in mine:
            scores[at] = judge("event", paper.rows.features[at])
    return scores


def deal(lessons: Sequence[Lesson], seed: int, folds: int) -> None:
    """Deal the articles out to the folds."""
    order = list(range(len(lessons)))
    random.Random(seed).shuffle(order)  # noqa: S311 - dealing out, no secret
    for place, at in enumerate(order):
        lessons[at].part = place % folds


def table(models: Mapping[str, Model]) -> str:
    """Return models as the table that `loaders.extract.event_model` reads; weights that tell nothing are left out."""
    lines = [
        f"{name}\t{feature}\t{weight:.3f}"
        for name, model in models.items()
        for feature, weight in sorted(model.items(), key=lambda item: (item[0] != "bias", item[0]))
        if abs(weight) >= _TELLS or feature == "bias"
    ]
    return "\n".join([*_HEADER, *lines, ""])
