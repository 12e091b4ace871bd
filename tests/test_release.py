"""The press release that Peyvand was first asked to read, and a second text that tells the same facts in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import EntityKind, EventClaim, EventType, Extraction, FigureClaim, RelationClaim
from kg.resources import folder
from loaders.pipeline import extract
from loaders.sources import locate, read
from tests.reading import claims

NLAI = "https://w3id.org/peyvand/id/nlai"
ICRO = "https://w3id.org/peyvand/id/icro"
CINVU = "https://w3id.org/peyvand/id/cinvu"
IRAN = "https://w3id.org/peyvand/id/iran"


@pytest.fixture(scope="module", params=["real", "sample"])
def release(request: pytest.FixtureRequest) -> Extraction:
    """What the rules read from each of the two texts; the real one stands beside the checkout only."""
    path = folder("samples") / "nlai-cinvu-release.txt"
    if request.param == "real":
        path = Path(__file__).parents[1].parent / "shared" / "articles" / "nlai-1399-08-28.txt"
        if not path.is_file():
            pytest.skip("the real press release (../shared) is not beside this checkout")
    (document,) = (found for source in locate([path]) for found in read(source))
    assert not isinstance(document, Exception)
    return extract(document)


def test_nothing_was_rejected(release: Extraction) -> None:
    assert release.rejected == ()


def test_fifty_seven_countries_and_their_parts(release: Extraction) -> None:
    countries = [figure for figure in claims(release, FigureClaim) if figure.unit == "کشور"]
    total, *parts = countries
    assert total.value == 57
    assert total.part_of is None
    assert total.about_entity == CINVU
    assert [part.value for part in parts] == [27, 27, 3]
    assert all(part.part_of is total for part in parts)
    regions = [part.region or "" for part in parts]
    for region, (first, second) in zip(
        regions, [("آسیا", "اقیانوسیه"), ("آفریقا", "عربی"), ("اروپا", "آمریکا")], strict=True
    ):
        assert first in region
        assert second in region


def test_networks_and_universities(release: Extraction) -> None:
    found = {(figure.value, figure.unit) for figure in claims(release, FigureClaim)}
    assert {(13, "شبکه"), (40, "دانشگاه")} <= found


def test_students_before_and_after_the_outbreak(release: Extraction) -> None:
    figures = list(claims(release, FigureClaim))
    assert [f.period is None for f in figures if f.value == 22_000_000 and f.approximate] == [True]
    (before,) = [f for f in figures if f.value == 8_000_000]
    assert (before.unit, before.approximate) == ("دانشجو", False)
    assert (before.period or "").startswith("پیش از")
    (after,) = [f for f in figures if f.value == 22_000_000 and f.period]
    assert (after.period or "").startswith("پس از")
    assert "دانشجو" in f"{after.unit} {after.about}"


def test_no_other_figures(release: Extraction) -> None:
    values = sorted(figure.value for figure in claims(release, FigureClaim))
    assert values == [3, 13, 27, 27, 40, 57, 8_000_000, 22_000_000, 22_000_000]


def test_custody_hosting_and_cooperation(release: Extraction) -> None:
    found = {(r.subject, str(r.predicate), r.object) for r in claims(release, RelationClaim)}
    assert (ICRO, "custodianOf", CINVU) in found
    assert (IRAN, "hosts", CINVU) in found
    assert (NLAI, "cooperatesWith", ICRO) in found or (ICRO, "cooperatesWith", NLAI) in found


def test_one_meeting_at_the_national_library(release: Extraction) -> None:
    persons = {e.iri: e.name for e in release.entities if e.kind is EntityKind.PERSON}
    (meeting,) = claims(release, EventClaim)
    assert meeting.type is EventType.MEETING
    assert {persons[iri] for iri in meeting.participants if iri in persons} == {
        "اشرف بروجردی",
        "کریم نجفی برزگر",
    }
    assert meeting.place == NLAI


def test_each_focus_stands_in_its_sentence(release: Extraction) -> None:
    for claim in release.claims:
        assert release.doc.quote(claim.evidence.span) == claim.evidence.exact
        if isinstance(claim, FigureClaim | RelationClaim | EventClaim):
            assert claim.evidence.focus is not None
            assert claim.evidence.span.covers(claim.evidence.focus)
