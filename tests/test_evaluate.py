"""Scoring what is read against what people annotated: the rules of matching, the figures, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import run
from kg.cli.evaluate import LAYERS as LAYERS_OFFERED
from kg.errors import SourceError
from kg.evaluate import (
    LAYERS,
    Pair,
    Score,
    annotated,
    by_rule,
    judged,
    match,
    misses,
    reliability,
    scores,
)
from kg.evaluate.matching import head, key, tally

PERSONS = [{"name": "مینا رستگاری", "aliases": ["رستگاری"]}]
BODIES = [{"name": "سازمان نمونه", "aliases": []}]
GOLD: dict[str, Any] = {
    "persons": PERSONS,
    "organizations": BODIES,
    "places": ["تهران", "شیراز"],
    "posts": [
        {"person": "مینا رستگاری", "title": "رئیس", "organization": "سازمان نمونه", "status": "current"}
    ],
    "events": [{"type": "meeting", "participants": ["مینا رستگاری", "سازمان نمونه"]}],
    "statements": [{"speaker": "رستگاری", "count": 3}],
    "quantities": [{"value": 12, "unit": "نسخه خطی"}],
    "relations": [{"subject": "سازمان نمونه", "predicate": "locatedIn", "object": "تهران"}],
}


def one(layer: str, *items: object) -> tuple[int, int, int]:
    """Return hits, found and gold of a layer when only these are found in it, beside the persons and bodies."""
    found = {"persons": PERSONS, "organizations": BODIES, layer: list(items)}
    return tally(match(GOLD, found)[layer])


POST = {"person": "رستگاری", "title": "رییس موقت", "organization": "سازمان نمونه"}
CASES: dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "an alias is enough": (one("persons", {"name": "رستگاری"}), (1, 1, 1)),
    "another name is not": (one("persons", {"name": "رستگار"}), (0, 1, 1)),
    "Arabic letters and spaces": (one("organizations", {"name": "سازمان‌ نمونه"}), (1, 1, 1)),
    "a place twice": (one("places", "تهران", "تهران"), (1, 2, 2)),
    "the head of a title": (one("posts", POST), (1, 1, 1)),
    "no body where there is one": (one("posts", {**POST, "organization": None}), (0, 1, 1)),
    "half of the participants": (
        one("events", {"type": "meeting", "participants": ["رستگاری"]}),
        (1, 1, 1),
    ),
    "a third of them": (
        one("events", {"type": "meeting", "participants": ["الف", "ب", "پ", "رستگاری"]}),
        (0, 1, 1),
    ),
    "another type": (
        one("events", {"type": "visit", "participants": ["رستگاری", "سازمان نمونه"]}),
        (0, 1, 1),
    ),
    "two clauses of three": (one("statements", {"speaker": "مینا رستگاری", "count": 2}), (2, 2, 3)),
    "four clauses for three": (one("statements", {"speaker": "مینا رستگاری", "count": 4}), (3, 4, 3)),
    "another speaker": (one("statements", {"speaker": "تهران", "count": 1}), (0, 1, 3)),
    "a unit inside the other": (one("quantities", {"value": 12.0, "unit": "نسخه"}), (1, 1, 1)),
    "no unit": (one("quantities", {"value": 12, "unit": ""}), (0, 1, 1)),
    "a relation turned round": (
        one("relations", {"subject": "تهران", "predicate": "locatedIn", "object": "سازمان نمونه"}),
        (0, 1, 1),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_counts_as_found(name: str) -> None:
    counted, expected = CASES[name]
    assert counted == expected


def test_all_layers_match_themselves() -> None:
    pairs = match(GOLD, GOLD)
    assert tuple(pairs) == LAYERS
    for layer in LAYERS:
        hits, found, gold = tally(pairs[layer])
        assert hits == found == gold > 0
        assert all(pair.gold and pair.found for pair in pairs[layer])


def test_the_command_offers_every_layer() -> None:
    assert LAYERS_OFFERED == LAYERS


def test_heads_and_keys() -> None:
    assert key("رئيس كتابخانه‌ي ملّي") == key("رئیس کتابخانه ی ملی")
    assert head("مدیر کل روابط عمومی") == head("مدیرکل") != head("مدیر داخلی")
    assert head("") == ""


def article(right: int, wrong: int, missed: int, score: float = 0.5) -> dict[str, list[Pair]]:
    """An article with so many posts."""
    gold = {"person": "الف", "title": "رئیس"}
    found = {**gold, "rule": "post-x", "score": score, "evidence": {"quote": "س"}}
    posts = [Pair(gold, found)] * right + [Pair(None, found)] * wrong + [Pair(gold, None)] * missed
    return {layer: posts if layer == "posts" else [] for layer in LAYERS}


def test_figures_are_sums_over_articles_and_their_bounds_enclose_them() -> None:
    score = scores([article(3, 1, 1), article(1, 1, 1)])["posts"]
    assert (score.hits, score.found, score.gold) == (4, 6, 6)
    assert score.precision == score.recall == pytest.approx(4 / 6)
    assert score.f1 == 0.6667
    assert (score.low, score.high) == (0.5, 0.75), "of two articles, either may be drawn twice"
    assert score.low < score.f1 < score.high


def test_bounds_close_in_with_more_articles() -> None:
    few = scores([article(3, 1, 2), article(1, 1, 3)] * 3)["posts"]
    many = scores([article(3, 1, 2), article(1, 1, 3)] * 300)["posts"]
    assert few.f1 == many.f1
    assert many.high - many.low < (few.high - few.low) / 5


def test_nothing_to_score() -> None:
    assert scores([])["posts"] == Score()
    assert scores([article(0, 0, 0)])["posts"].f1 == 0.0


def test_rules_are_judged_by_what_they_give_and_cost() -> None:
    shares = by_rule([article(3, 1, 2), article(1, 0, 0)])
    assert list(shares) == [("posts", "post-x")]
    assert shares["posts", "post-x"].right == 4
    assert shares["posts", "post-x"].all == 5


def test_the_clauses_of_a_speaker_share_what_is_right() -> None:
    clauses = [{"rule": "verb", "score": 0.95}] * 4
    pairs = match(GOLD, {"statements": [{"speaker": "رستگاری", "count": 4, "clauses": clauses}]})
    assert [claim.right for claim in judged([pairs])] == [0.75] * 4


def test_a_table_of_reliability() -> None:
    claims = [*judged([article(9, 1, 0, 0.93)]), *judged([article(1, 3, 0, 0.2)])]
    shares = reliability(claims)
    assert (shares[0.9].right, shares[0.9].all) == (9, 10)
    assert shares[0.0].value == 0.25
    assert shares[0.7].all == 0


def test_a_miss_tells_its_sentence_and_what_came_instead() -> None:
    found = {
        "persons": PERSONS,
        "posts": [{**POST, "organization": None, "rule": "post-x", "evidence": {"quote": "جملهٔ دیگر"}}],
        "places": ["تهران", "یزد"],
    }
    sentences = ["هوا خوب بود.", "مینا رستگاری، رئیس سازمان نمونه، آمد.", "رستگاری رفت."]
    told = list(misses("x", match(GOLD, found), sentences, ("posts", "places")))
    post, place, more = told
    assert (post.rule, post.sentence) == ("post-x", sentences[1])
    assert post.expected == "مینا رستگاری · رئیس · سازمان نمونه · current"
    assert post.came == "رستگاری · رییس موقت · —"
    assert (place.expected, place.came) == ("شیراز", None)
    assert (more.expected, more.came) == (None, "یزد")


# Files and the command


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of one annotated article, written for this test."""
    text = "دیدار در تهران\nمینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران، گفت: ۱۲ نسخه رسید.\n"
    gold = {
        "id": "a",
        "persons": PERSONS,
        "posts": [
            {
                "person": "مینا رستگاری",
                "title": "رئیس",
                "organization": "سازمان اسناد و کتابخانه ملی ایران",
                "status": "current",
            }
        ],
        "organizations": [{"name": "سازمان اسناد و کتابخانه ملی ایران", "aliases": []}],
        "places": ["تهران"],
        "statements": [{"speaker": "مینا رستگاری", "count": 2}],
        "quantities": [{"value": 12, "unit": "نسخه", "about": "", "approximate": False}],
    }
    for name, content in (("texts/a.txt", text), ("gold/a.json", json.dumps(gold, ensure_ascii=False))):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_command_prints_figures_rules_and_misses(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(corpus), "--rules", "--reliability", "--misses", "statements"]) == 0
    out = capsys.readouterr().out
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line.strip()}
    assert rows["posts"][-3:] != ["0", "0", "0"]
    assert "expected  مینا رستگاری · 2" in out
    assert "«مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران، گفت: ۱۲ نسخه رسید.»" in out
    assert "score from" in out


def test_figures_as_json_and_from_a_folder_of_facts(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(corpus), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["quantities"]["f1"] == read["posts"]["f1"] == 1.0
    assert read["statements"]["hits"] == 1
    assert run(["extract", str(corpus / "texts"), "--out", str(corpus / "facts"), "-q"]) == 0
    assert run(["evaluate", str(corpus), "--facts", str(corpus / "facts"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == read


def test_articles_may_lie_elsewhere(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": name, "title": "خبر", "text": (corpus / "texts/a.txt").read_text()} for name in ("a", "b")
    ]
    archive = corpus / "news.jsonl"
    archive.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert run(["evaluate", str(corpus / "gold"), "--articles", str(archive), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["persons"]["predicted"] == 1


def test_an_article_without_facts_counts_as_missed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "gold/b.json").write_text('{"places": ["شیراز"]}', encoding="utf-8")
    assert run(["evaluate", str(corpus), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["places"]["gold"] == 2


BROKEN: dict[str, tuple[str, str]] = {
    "no JSON": ("{", "not JSON"),
    "no object": ("[]", "no JSON object"),
    "no list": ('{"posts": {}}', "posts is no list"),
    "no name": ('{"persons": [{"name": "الف"}, {"aliases": []}]}', "persons, item 2: no name"),
    "no string": ('{"places": [1]}', "places, item 1"),
    "no fact": ('{"events": ["x"]}', "events, item 1: no type"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_annotation_is_named(name: str, corpus: Path) -> None:
    content, problem = BROKEN[name]
    (corpus / "gold/z.json").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"z\.json") as raised:
        annotated(corpus)
    assert problem in raised.value.problem


def test_one_line_for_a_folder_without_annotations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["evaluate", str(tmp_path / "none")]) == 1
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.txt").write_text("متن خبر دیگری است.")
    assert run(["evaluate", str(tmp_path), "--articles", str(tmp_path / "b.txt")]) == 1
    assert "none of the annotated articles" in capsys.readouterr().err
