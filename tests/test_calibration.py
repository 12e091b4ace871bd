"""Scores as shares of what is right: the table's features, how it is applied, and how it is learnt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.evaluate import match
from kg.facts import facts
from kg.model import Claim, Entity, EntityKind, Extraction, FigureClaim, PostClaim
from loaders.extract import calibration
from loaders.extract.calibration import LAYERS, calibrated, features, weights
from loaders.pipeline import uncalibrated
from loaders.train.logistic import fit
from loaders.train.scores import Rows, add, nothing, table
from tests import known
from tests.reading import document

TEXT = "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران، گفت: این کتابخانه ۱۲ نسخه خطی و ۳ نقشه دارد. وی افزود: کار ادامه دارد."


def by_iri(extraction: Extraction) -> dict[str, Entity]:
    return {entity.iri: entity for entity in extraction.entities}


def test_every_layer_has_its_constant_and_every_weight_its_layer() -> None:
    assert set(weights()) == set(LAYERS.values())
    assert all("bias" in table for table in weights().values())


def test_scores_are_probabilities_and_nothing_else_changes() -> None:
    extraction = known.extraction()
    scored = calibrated(extraction.claims, extraction.entities)
    for old, new in zip(extraction.claims, scored, strict=True):
        assert 0 < new.score < 1 or type(old) not in LAYERS
        assert alone(new) == alone(old)


def alone(claim: Claim) -> Claim:
    """The claim without its score and its total's."""
    bare = replace(claim, score=0.0)
    return replace(bare, part_of=None) if isinstance(bare, FigureClaim) else bare


def test_a_part_points_to_its_total_as_it_is_scored_now() -> None:
    extraction = known.extraction()
    scored = calibrated(extraction.claims, extraction.entities)
    parts = [claim for claim in scored if isinstance(claim, FigureClaim) and claim.part_of]
    assert parts
    assert all(any(claim.part_of == total for total in scored) for claim in parts)


def test_a_layer_without_weights_keeps_its_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "weights", dict)
    extraction = known.extraction()
    assert tuple(calibrated(extraction.claims, extraction.entities)) == extraction.claims


def test_a_weight_moves_the_claims_that_have_its_feature(monkeypatch: pytest.MonkeyPatch) -> None:
    extraction = known.extraction()
    post = next(claim for claim in extraction.claims if isinstance(claim, PostClaim))
    monkeypatch.setattr(calibration, "weights", lambda: {"posts": {"bias": 0.0}})
    assert calibrated([post], extraction.entities)[0].score == 0.5
    monkeypatch.setattr(calibration, "weights", lambda: {"posts": {"bias": 0.0, f"rule={post.rule}": 2.1972}})
    assert calibrated([post], extraction.entities)[0].score == pytest.approx(0.9, abs=1e-4)
    assert calibrated([replace(post, rule="another")], extraction.entities)[0].score == 0.5


def test_what_is_known_of_a_claim() -> None:
    extraction = known.extraction()
    kinds = {LAYERS[type(c)]: features(c, by_iri(extraction)) for c in extraction.claims if type(c) in LAYERS}
    assert {"body=registered", "person=full"} <= kinds["posts"]
    assert f"speaker={EntityKind.PERSON}" in kinds["statements"]
    assert "one=False" in kinds["quantities"]
    assert any(name.startswith("predicate=") for name in kinds["relations"])


def lesson() -> tuple[Any, dict[str, Any]]:
    """An article, annotated with what is read from it but for one statement of two and one figure of two."""
    doc = document(TEXT)
    gold = dict(facts(uncalibrated(doc)))
    return doc, {
        **gold,
        "statements": [{"speaker": "مینا رستگاری", "count": 1}],
        "quantities": [{"value": 12, "unit": "نسخه خطی"}],
    }


def learn(*lessons: tuple[Any, dict[str, Any]]) -> Rows:
    """What is known of the claims of some annotated articles."""
    learnt = nothing()
    for doc, gold in lessons:
        add(learnt, doc, gold)
    return learnt


def test_claims_are_right_if_the_annotation_has_them() -> None:
    doc, gold = lesson()
    learnt = learn((doc, gold))
    assert learnt["posts"][1] == [True]
    assert sorted(learnt["statements"][1]) == [False, True]
    assert sorted(learnt["quantities"][1]) == [False, True]
    pairs = match(gold, dict(facts(uncalibrated(doc))))["quantities"]
    assert sum(pair.gold is not None for pair in pairs) == 1


def test_the_table_is_the_same_every_time_and_tells_the_share() -> None:
    lessons = [lesson() for _ in range(8)]
    text = table(learn(*lessons))
    assert text == table(learn(*lessons))
    read = {
        tuple(line.split("\t")[:2]): float(line.split("\t")[2])
        for line in text.splitlines()
        if line[0] != "#"
    }
    assert read["posts", "bias"] > 0, "all posts are right"
    assert {layer for layer, _ in read} >= {"posts", "statements", "quantities"}


def test_a_logistic_model_finds_the_shares() -> None:
    examples = [{"a"}] * 90 + [{"b"}] * 100
    truth = [True] * 81 + [False] * 9 + [True] * 20 + [False] * 80
    model = fit(examples, truth, ridge=0.01)
    share = {name: 1 / (1 + 2.718281828 ** -(model["bias"] + model[name])) for name in "ab"}
    assert share["a"] == pytest.approx(0.9, abs=0.01)
    assert share["b"] == pytest.approx(0.2, abs=0.01)
