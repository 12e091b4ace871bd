"""The quads of the known article: held against a golden file, and against what every extraction's quads must be.

After a wanted change of the shape, write the golden file anew and read its difference:

    python -m tests.test_quads
    git diff tests/golden
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import terms as t
from kg.model import Claim, Precision, Predicate, RelationClaim, TimePoint
from kg.quads import DIRECT_PROPERTY, Literal, Object, Quad, entities_of, number, quads
from kg.store.text import n_quad
from tests import known

GOLDEN = Path(__file__).parent / "golden" / "known.nq"
VERSION = t.version_iri(known.document())
QUADS = list(quads(known.extraction()))


def rendered() -> str:
    return "".join(line + "\n" for line in sorted(map(n_quad, QUADS)))


def objects(subject: str, predicate: str, within: list[Quad] = QUADS) -> list[Object]:
    return [quad.object for quad in within if (quad.subject, quad.predicate) == (subject, predicate)]


def subjects(cls: str) -> list[str]:
    return [quad.subject for quad in QUADS if quad.predicate == t.RDF + "type" and quad.object == cls]


def value(subject: str, predicate: str) -> str:
    (found,) = objects(subject, predicate)
    return found.value if isinstance(found, Literal) else found


def test_golden() -> None:
    assert rendered() == GOLDEN.read_text("utf-8")


def test_the_same_extraction_gives_the_same_quads_each_once() -> None:
    assert list(quads(known.extraction())) == QUADS
    assert len(set(QUADS)) == len(QUADS)


def test_all_stands_in_the_graph_of_the_version() -> None:
    assert {quad.graph for quad in QUADS} == {VERSION}


def test_iris_are_ascii_and_there_are_no_blank_nodes() -> None:
    iris = {term for quad in QUADS for term in quad if isinstance(term, str)}
    assert all(iri.isascii() and iri.startswith("http") and " " not in iri for iri in iris)


def test_every_instance_that_is_named_is_described() -> None:
    described = {quad.subject for quad in QUADS}
    named = {
        str(quad.object)
        for quad in QUADS
        if not isinstance(quad.object, Literal) and quad.object.startswith(t.ID)
    }
    assert named - described == {t.FIGURES, t.run_iri(known.RUN.fingerprint)}


def test_every_passage_quotes_what_stands_at_its_offsets() -> None:
    passages = subjects(t.OA + "SpecificResource")
    assert passages
    for passage in passages:
        selectors = {value(str(s), t.RDF + "type"): str(s) for s in objects(passage, t.OA + "hasSelector")}
        position, quote = selectors[t.OA + "TextPositionSelector"], selectors[t.OA + "TextQuoteSelector"]
        start, end = int(value(position, t.OA + "start")), int(value(position, t.OA + "end"))
        assert known.TEXT[start:end] == value(quote, t.OA + "exact") != ""
        assert known.TEXT[:start].endswith(value(quote, t.OA + "prefix"))
        assert known.TEXT[end:].startswith(value(quote, t.OA + "suffix"))
        assert passage == f"{VERSION}#char={start},{end}"


def test_every_claim_carries_its_article_evidence_and_trust() -> None:
    claims = subjects(t.PV + "Claim")
    assert claims == [t.claim_iri(VERSION, claim) for claim in known.claims()]
    carried = ("statedIn", "rule", "extractionScore", "linkScore", "reviewStatus", "rank")
    for claim in claims:
        assert all(len(objects(claim, t.PV + name)) == 1 for name in carried)
        assert len(objects(claim, t.PROV + "wasDerivedFrom")) == 1


@pytest.mark.parametrize("claim", known.claims(), ids=lambda claim: claim.rule + type(claim).__name__)
def test_every_entity_of_a_claim_stands_in_its_quads(claim: Claim) -> None:
    iri = t.claim_iri(VERSION, claim)
    assert entities_of(claim) <= {quad.object for quad in QUADS if quad.subject == iri}


def test_parts_point_to_their_total_and_sum_to_it() -> None:
    parts: dict[str, list[int]] = defaultdict(list)
    for quad in QUADS:
        if quad.predicate == t.PV + "partOfTotal":
            parts[str(quad.object)].append(int(value(quad.subject, t.SDMX_MEASURE + "obsValue")))
    assert [
        (int(value(total, t.SDMX_MEASURE + "obsValue")), sorted(found)) for total, found in parts.items()
    ] == [(57000, [27000, 30000])]


@pytest.mark.parametrize("predicate", Predicate)
def test_a_relation_gives_its_plain_property(predicate: Predicate) -> None:
    claim = RelationClaim(
        evidence=known.evidence(known.LINK),
        score=1.0,
        rule="test",
        subject=known.ICRO,
        predicate=predicate,
        object=known.NLAI,
    )
    found = list(quads(replace(known.extraction(), claims=(claim,))))
    assert objects(known.ICRO, DIRECT_PROPERTY[predicate], found) == [known.NLAI]
    back = objects(known.NLAI, DIRECT_PROPERTY[predicate], found)
    assert back == ([known.ICRO] if predicate is Predicate.COOPERATES_WITH else [])
    assert objects(t.claim_iri(VERSION, claim), t.PV + "relationType", found) == [
        t.term("relation", predicate)
    ]


TIMES = [
    (Precision.SECOND, 1),
    (Precision.MINUTE, 1),
    (Precision.DAY, 0),
    (Precision.MONTH, 0),
    (Precision.YEAR, 0),
]


@pytest.mark.parametrize(("precision", "stamps"), TIMES)
def test_a_time_has_its_bounds_whatever_its_precision(precision: Precision, stamps: int) -> None:
    event = known.claims()[3]
    time = TimePoint("روزی", known.PUBLISHED, known.PUBLISHED.replace(day=20), precision, known.READ_AT)
    claim = replace(event, time=time)  # type: ignore[call-arg]
    found = list(quads(replace(known.extraction(), claims=(claim,))))
    iri = t.claim_iri(VERSION, claim)
    assert objects(iri, t.SEM + "hasEarliestBeginTimeStamp", found) == [Literal("2021-05-05", t.XSD + "date")]
    assert objects(iri, t.SEM + "hasLatestEndTimeStamp", found) == [Literal("2021-05-20", t.XSD + "date")]
    assert len(objects(iri, t.SEM + "hasTimeStamp", found)) == stamps


NUMBERS: list[tuple[int | float, str]] = [
    (57, "57"), (57000, "57000"), (8.5, "8.5"), (0.5, "0.5"), (0, "0"), (-3, "-3"), (22_000_000, "22000000"), (1e21, "1000000000000000000000"),
    (1e-7, "0.0000001"), (100.0, "100"),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text"), NUMBERS)
def test_numbers(figure: int | float, text: str) -> None:
    assert number(figure) == Literal(text, t.XSD + "decimal")


@given(st.integers(-(10**15), 10**15) | st.floats(-1e12, 1e12))
def test_a_number_comes_back(figure: int | float) -> None:
    text = number(figure).value
    assert float(text) == figure
    assert "e" not in text.lower()


if __name__ == "__main__":
    GOLDEN.write_text(rendered(), "utf-8")
