"""`--min-score`: a store as if claims below a score had never been read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import terms as t
from kg.cli import run
from kg.cli.build import install_vocabulary
from kg.evidence import at_least
from kg.model import Claim, Extraction, FigureClaim, RelationClaim
from kg.quads import Quad
from kg.store import Store, open_store
from loaders.pipeline import extract_many
from loaders.pipeline import run as run_of
from loaders.sources import locate, read_all
from tests import known
from tests.conftest import CHECKOUT
from tests.stores import AT, built

SAMPLES = CHECKOUT / "kg" / "samples"
LEAST = 0.75


def graded(extraction: Extraction, first: int) -> Extraction:
    """The extraction with scores that lie on both sides of the least one, whatever the rules' own are."""
    scores = (0.9, 0.3, LEAST, 0.7499)
    claims = tuple(replace(c, score=scores[n % 4]) for n, c in enumerate(extraction.claims, first))
    by_old = dict(zip(extraction.claims, claims, strict=True))
    return replace(extraction, claims=tuple(_follow(claim, by_old) for claim in claims))


def _follow(claim: Claim, by_old: dict[Claim, Claim]) -> Claim:
    if isinstance(claim, FigureClaim) and claim.part_of:
        total = by_old[claim.part_of]
        assert isinstance(total, FigureClaim)
        return replace(claim, part_of=total)
    return claim


def articles() -> Iterator[Extraction]:
    docs = [doc for doc in read_all(locate([SAMPLES])) if not isinstance(doc, Exception)]
    for number, extraction in enumerate((*extract_many(docs), known.extraction())):
        assert isinstance(extraction, Extraction)
        yield graded(extraction, number)


def stated(store: Store) -> set[Quad]:
    """What the articles' own graphs say."""
    return {quad for quad in store.quads() if quad.graph not in t.SYSTEM_GRAPHS}


def test_it_is_the_store_that_a_build_with_the_least_score_makes(tmp_path: Path) -> None:
    whole = list(articles())
    kinds = {type(claim) for e in whole for claim in e.claims if claim.score < LEAST}
    assert len(kinds) == 6, "every kind of claim must be dropped somewhere, or this test shows little"
    pruned = [replace(e, claims=tuple(at_least(LEAST, e.claims))) for e in whole]
    with (
        open_store(built(tmp_path / "whole", *whole), min_score=LEAST) as one,
        open_store(built(tmp_path / "pruned", *pruned)) as other,
    ):
        assert stated(one) == stated(other)
        assert one.counts().claims == sum(len(e.claims) for e in pruned) > 0
    with open_store(tmp_path / "whole") as untouched:
        assert untouched.counts().claims == sum(len(e.claims) for e in whole)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"whole", "pruned"}, "a copy stayed"


def test_what_two_claims_say_stays_while_one_of_them_does(tmp_path: Path) -> None:
    extraction = known.extraction()
    relation = next(claim for claim in extraction.claims if isinstance(claim, RelationClaim))
    other = replace(relation, score=0.1, evidence=replace(relation.evidence, focus=None))
    twice = replace(extraction, claims=(replace(relation, score=0.9), other))
    with open_store(built(tmp_path / "store", twice), min_score=0.5) as store:
        assert store.query(f"ASK {{ ?claim pv:subject <{relation.subject}> }}")
        assert store.query(f"ASK {{ <{relation.subject}> ?p <{relation.object}> }}")
    with open_store(tmp_path / "store", min_score=0.95) as store:
        assert not store.query(f"ASK {{ <{relation.subject}> ?p <{relation.object}> }}")


def test_the_history_is_pruned_too(tmp_path: Path) -> None:
    folder = built(tmp_path / "store", known.extraction())
    newer = known.extraction()
    with open_store(folder, write=True) as store:
        store.add(replace(newer, doc=replace(newer.doc, text=newer.doc.text + "!")), at=AT)
    with open_store(folder, min_score=1.0) as store:
        assert not store.history.query("ASK { ?claim pv:extractionScore ?s . FILTER(?s < 1) }")
        assert store.history.query("ASK { ?version a schema:NewsArticle }")


def count(capsys: pytest.CaptureFixture[str], *arguments: object) -> int:
    """Run a query that counts, and return the number."""
    assert run([str(argument) for argument in arguments]) == 0
    return int(list(csv.reader(io.StringIO(capsys.readouterr().out)))[1][0])


def test_every_command_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "store"
    with open_store(folder, write=True) as store:
        install_vocabulary(store)
        for extraction in articles():
            store.add(extraction, at=AT)
    question = tmp_path / "claims.rq"
    question.write_text("SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c pv:extractionScore ?s }")
    asked = ("query", question, "--format", "csv", "--store", folder)
    everything, sure = count(capsys, *asked), count(capsys, *asked, "--min-score", LEAST)
    assert 0 < sure < everything
    least = ("--min-score", str(LEAST), "--store", str(folder))
    sizes = {}
    for score in ("0", str(LEAST)):
        out = tmp_path / f"{score}.nq"
        assert run(["export", "--out", str(out), "--min-score", score, "--store", str(folder)]) == 0
        sizes[score] = out.stat().st_size
    assert sizes[str(LEAST)] < sizes["0"]
    assert run(["check", *least, "-q"]) == 0
    assert run(["view", "--out", str(tmp_path / "page.html"), *least]) == 0
    assert run(["show", known.NLAI, *least]) == 0


def test_a_build_stores_and_an_extraction_writes_only_these(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = tmp_path / "scores.rq"
    question.write_text(
        "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c pv:extractionScore ?s FILTER(?s < 0.85) }"
    )
    asked = ("query", question, "--format", "csv", "--store", tmp_path / "store")
    for least, some in (("0.85", False), ("0", True)):
        assert (
            run(["build", str(SAMPLES), "--store", str(tmp_path / "store"), "--min-score", least, "-q"]) == 0
        )
        assert (count(capsys, *asked) > 0) is some, "a build with another least score must read anew"


def test_another_least_score_is_another_run() -> None:
    assert run_of(0.5).fingerprint != run_of().fingerprint == run_of(0.0).fingerprint


@pytest.mark.parametrize("score", ["1.1", "-0.1", "much"])
def test_a_score_lies_between_0_and_1(score: str, known_store: Path) -> None:
    assert run(["show", known.NLAI, "--min-score", score, "--store", str(known_store)]) == 2
