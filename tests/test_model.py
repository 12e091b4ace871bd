"""The types that the rooms pass to each other, and the gate that a claim's evidence passes."""

from __future__ import annotations

import dataclasses
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import model
from kg.evidence import verify
from kg.model import Document, Evidence, Extraction, PostClaim, Span
from tests import known

TYPES = [cls for _, cls in inspect.getmembers(model, dataclasses.is_dataclass) if isinstance(cls, type)]


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.__name__)
def test_every_type_is_frozen_and_slotted(cls: type) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(cls)


def test_the_known_article_passes_the_gate() -> None:
    kept, rejected = verify(known.document(), known.claims())
    assert (kept, rejected) == (list(known.claims()), [])


def test_every_mention_of_the_known_article_is_what_stands_there() -> None:
    doc = known.document()
    assert all(doc.quote(mention.span) == mention.text for mention in known.mentions())


def claim(evidence: Evidence, *antecedents: Evidence) -> PostClaim:
    return PostClaim(
        evidence=evidence,
        score=1.0,
        rule="test",
        person="x",
        title="رئیس",
        organization=None,
        antecedents=antecedents,
    )


DOC = Document("d", "مینا رئیس است.", Span(0, 14), "d.txt")
GOOD = Evidence(Span(0, 14), "مینا رئیس است.", Span(5, 9))

FLAWS: list[tuple[str, Evidence, str | None]] = [
    ("whole", GOOD, None),
    ("without focus", Evidence(Span(5, 9), "رئیس"), None),
    ("another text", Evidence(Span(0, 4), "مینو"), "the quote is not in the text"),
    ("one code point off", Evidence(Span(1, 5), "مینا"), "the quote is not what stands at its offsets: 1–5"),
    ("Arabic letters", Evidence(Span(5, 9), "رئيس"), "the quote is not in the text"),
    (
        "beyond the end",
        Evidence(Span(0, 15), "مینا رئیس است."),
        "the offsets lie outside the text: 0–15 of 14 characters",
    ),
    (
        "before the start",
        Evidence(Span(-4, 4), "مینا"),
        "the offsets lie outside the text: -4–4 of 14 characters",
    ),
    ("empty", Evidence(Span(3, 3), ""), "the quote is not in the text"),
    ("backwards", Evidence(Span(9, 5), "رئیس"), "the offsets lie outside the text: 9–5 of 14 characters"),
    ("focus outside", Evidence(Span(0, 4), "مینا", Span(2, 6)), "the focus lies outside the sentence: 2–6"),
]


@pytest.mark.parametrize(("evidence", "problem"), [row[1:] for row in FLAWS], ids=[row[0] for row in FLAWS])
def test_the_gate(evidence: Evidence, problem: str | None) -> None:
    for given_claim in (claim(evidence), claim(GOOD, GOOD, evidence)):
        expected = ([given_claim], []) if problem is None else ([], [(given_claim, problem)])
        assert verify(DOC, [given_claim]) == expected


def test_the_gate_keeps_the_order_and_goes_on_after_a_flaw() -> None:
    bad = claim(FLAWS[2][1])
    good = [claim(GOOD), claim(Evidence(Span(5, 9), "رئیس"))]
    assert verify(DOC, [good[0], bad, good[1]])[0] == good


@given(st.text(min_size=1), st.data())
def test_the_gate_lets_pass_exactly_what_stands_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(-1, len(text)))
    end = data.draw(st.integers(-1, len(text) + 1))
    quote = data.draw(st.one_of(st.just(text[max(start, 0) : max(end, 0)]), st.text(max_size=3)))
    doc = Document("d", text, Span(0, len(text)), "d.txt")
    kept, rejected = verify(doc, [claim(Evidence(Span(start, end), quote))])
    stands = 0 <= start < end <= len(text) and text[start:end] == quote
    assert (len(kept), len(rejected)) == ((1, 0) if stands else (0, 1))


@given(*[st.integers(0, 20)] * 4)
def test_covering_is_holding_every_character(a: int, b: int, c: int, d: int) -> None:
    outer, inner = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    if inner.start < inner.end:
        assert outer.covers(inner) is (
            set(range(inner.start, inner.end)) <= set(range(outer.start, outer.end))
        )


def test_offsets_count_code_points() -> None:
    text = "👩‍🏫 گفت"
    doc = Document("d", text, Span(0, len(text)), "d.txt")
    assert doc.quote(Span(4, 7)) == "گفت"


def test_the_hash_is_of_the_text_in_utf_8() -> None:
    assert DOC.sha256 == "e555debe5c6da00df957ce2b3b12122b7edde47ce72d2557d93e0c09a3f2ab51"


def test_an_extraction_finds_its_entities() -> None:
    extraction: Extraction = known.extraction()
    assert extraction.entity(known.MINA).name == "مینا رستگاری"
    with pytest.raises(KeyError):
        extraction.entity("nobody")
