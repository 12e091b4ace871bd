"""Training the judges of events: the regression, who is chosen, and that the same articles give the same judges."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.event_choice import agreement, choose
from loaders.train.events import judge_by, table, train
from loaders.train.logistic import fit
from tests.reading import document

ROWS = [{"wet", "cold"}, {"wet"}, {"dry"}, {"dry", "cold"}] * 5
LABELS = [True, True, False, False] * 5
PEOPLE = ("زهرا کریمی", "ناصر محمودی")


def test_the_regression_tells_apart_what_differs() -> None:
    judge = judge_by({"rain": fit(ROWS, LABELS, ridge=0.1)})
    assert judge("rain", {"wet"}) > 0.9 > 0.1 > judge("rain", {"dry"})
    assert judge("rain", {"wet"}) == pytest.approx(judge("rain", {"wet", "cold"}), abs=0.05)


def test_rare_features_have_no_weight() -> None:
    assert set(fit([*ROWS, {"odd"}], [*LABELS, True], least=2)) == {"wet", "cold", "dry", "bias"}


def test_more_features_than_rows_are_solved_alike() -> None:
    wide = [{*row, *(f"{mark}-{n}" for mark in row for n in range(20))} for row in ROWS]
    judge = judge_by({"rain": fit(wide, LABELS)})
    assert judge("rain", wide[0]) > 0.8 > 0.2 > judge("rain", wide[2])


@given(st.lists(st.floats(0, 1), max_size=4), st.lists(st.floats(0, 1), max_size=4))
def test_agreement_is_the_sum_over_all_truths(inside: list[float], outside: list[float]) -> None:
    total = 0.0
    for truth in product((False, True), repeat=len(inside) + len(outside)):
        chance = 1.0
        for is_in, p in zip(truth, [*inside, *outside], strict=True):
            chance *= p if is_in else 1 - p
        right, size = sum(truth[: len(inside)]), sum(truth)
        total += chance * bool(right and 2 * right / (len(inside) + size) >= 0.5)
    assert agreement(inside, outside) == pytest.approx(total, abs=1e-9)


def test_who_probably_takes_part_is_chosen_and_nobody_where_that_is_likelier() -> None:
    candidates = {"a": 0.9, "b": 0.6, "c": 0.1}
    assert list(choose(candidates, 0.05)[0]) == ["a", "b"]
    assert choose(candidates, 0.95) == ({}, 0.95)
    assert list(choose({"a": 0.9, "b": 0.3}, 0.05, ["b"])[0]) == ["a", "b"]


def article(number: int) -> tuple[Any, dict[str, Any]]:
    """Return a made-up article and its facts: a meeting that is annotated, a session in general that is not."""
    town = ("شیراز", "تبریز", "اصفهان")[number % 3]
    text = f"{PEOPLE[0]} در {town} با {PEOPLE[1]} دیدار کرد.\nباران می‌بارد.\nهمه می‌دانند که نشست‌های علمی سودمند است."
    people = [{"name": name, "aliases": []} for name in PEOPLE]
    meeting = {"type": "meeting", "participants": list(PEOPLE)}
    return document(text, name=f"case-{number}"), {
        "persons": people,
        "organizations": [],
        "events": [meeting],
    }


def test_the_same_articles_give_the_same_judges() -> None:
    once, again = (train([article(n) for n in range(12)], seed=3, folds=3) for _ in range(2))
    assert table(once) == table(again)
    assert set(once) == {"party", "nobody", "event"}
    judge = judge_by(once)
    assert judge("event", {"rule=held", "noun=دیدار"}) > judge("event", {"rule=loose", "noun=نشست"})
