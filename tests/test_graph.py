"""The graph of a store's facts, from a real store on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import networkx as nx
import pytest
from persiantools.jdatetime import JalaliDate

from kg import terms as t
from kg import wording
from kg.errors import NotFoundError
from kg.graph import Fact, graph
from kg.model import FigureClaim
from kg.store import Store, open_store
from tests import known, more

SCHEMES = Path(__file__).parents[1] / "ontology" / "schemes.ttl"

Edge = tuple[str, str, str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of the known article and three more, with the concept schemes."""
    folder = tmp_path_factory.mktemp("graph") / "store"
    with open_store(folder, write=True) as writing:
        writing.install({t.ONTOLOGY_GRAPH: [SCHEMES]})
        for extraction in (known.extraction(), *more.extractions()):
            writing.add(extraction, at=known.READ_AT)
        writing.finish()
    with open_store(folder) as reading:
        yield reading


@pytest.fixture(scope="module")
def whole(store: Store) -> nx.MultiDiGraph[str]:
    """All of the store."""
    return graph(store)


def edges(found: nx.MultiDiGraph[str]) -> set[Edge]:
    """The labels of the ends and of the edge, for all edges."""
    label = labels(found)
    return {(label[start], values["label"], label[end]) for start, end, values in found.edges(data=True)}


def labels(found: nx.MultiDiGraph[str]) -> dict[str, str]:
    """The label of each node."""
    return {iri: found.nodes[iri]["label"] for iri in found}


def own(found: nx.MultiDiGraph[str]) -> list[Fact]:
    """The facts that stand at one node."""
    return [fact for iri in found for fact in found.nodes[iri]["facts"]]


@pytest.mark.parametrize(
    "edge",
    [
        ("مینا رستگاری", "رئیس", "سازمان اسناد و کتابخانه ملی ایران"),
        ("بهرام نیک‌پی", "دبیر (پیشین)", "شبکه دانشگاه‌های مجازی جهان اسلام"),
        ("فرهاد کیان‌منش", "سرپرست", "مرکز اسناد دیجیتال"),
        ("مینا رستگاری", "میزبان", "دیدار، ۱۵ اردیبهشت ۱۴۰۰"),
        ("بهرام نیک‌پی", "مهمان", "دیدار، ۱۵ اردیبهشت ۱۴۰۰"),
        ("دیدار، ۱۵ اردیبهشت ۱۴۰۰", "محل", "تهران"),
        ("لیلا مهرآوران", "شرکت‌کننده", "توافق، مرداد ۱۴۰۰"),
        ("سازمان فرهنگ و ارتباطات اسلامی", "متولی", "شبکه دانشگاه‌های مجازی جهان اسلام"),
        ("سازمان اسناد و کتابخانه ملی ایران", "گنجینه", "بیش از ۵۷٬۰۰۰ نسخه"),
        ("بیش از ۵۷٬۰۰۰ نسخه", "جزء: نسخه خطی", "۲۷٬۰۰۰ نسخه"),
        ("۱۱۲ دانشگاه", "جزء: آسیا", "۶۴ دانشگاه"),
        ("نهاد کتابخانه‌های روستایی", "کتابخانه‌های روستایی امسال", "۴۰۸ کتابخانه"),
    ],
)
def test_facts_become_edges(whole: nx.MultiDiGraph[str], edge: Edge) -> None:
    found = edges(whole)
    if edge[1] == "متولی":
        assert any(
            (start, end) == (edge[0], edge[2]) and said.startswith("متول") for start, said, end in found
        )
    else:
        assert edge in found


@pytest.mark.parametrize(
    ("about", "qualifier", "expected"),
    [("نسخه", None, ("رقم", "حدود ۵۷٬۰۰۰ نسخه")), ("گنجینه", "نزدیک به", ("گنجینه", "نزدیک به ۵۷٬۰۰۰ نسخه"))],
)
def test_a_figure_says_its_own_qualifier_and_its_unit_once(
    tmp_path: Path, about: str, qualifier: str | None, expected: tuple[str, str]
) -> None:
    total = next(claim for claim in known.claims() if isinstance(claim, FigureClaim))
    figure = replace(total, about=about, qualifier=qualifier)
    with open_store(tmp_path, write=True) as writing:
        writing.add(replace(known.extraction(), claims=(figure,)), at=known.READ_AT)
        writing.finish()
    with open_store(tmp_path) as reading:
        assert edges(graph(reading)) == {("سازمان اسناد و کتابخانه ملی ایران", *expected)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("ایران میزبان آن است.»", "ایران میزبان آن است."),
        ("«ایران میزبان است.", "ایران میزبان است."),
        ("او گفت: «ایران میزبان است»", "او گفت: «ایران میزبان است»"),
        ("نام آن «شبکه» است.»", "نام آن «شبکه» است."),
        ("شبکه» و «کتابخانه", "شبکه» و «کتابخانه"),
        ("«»", "«»"),
        ("»", ""),
        ("", ""),
    ],
)
def test_a_quotation_mark_at_an_end_without_its_partner_is_not_shown(sentence: str, expected: str) -> None:
    assert sentence[wording.whole(sentence)] == expected


def test_kinds_come_from_the_store(whole: nx.MultiDiGraph[str]) -> None:
    kinds = {iri: whole.nodes[iri]["kind"] for iri in whole}
    assert [kinds[iri] for iri in (known.MINA, known.NLAI, known.TEHRAN)] == [
        "person",
        "organization",
        "place",
    ]
    assert {"event", "figure"} <= set(kinds.values())


def test_an_event_that_is_only_planned_says_so(whole: nx.MultiDiGraph[str]) -> None:
    planned = [label for label in labels(whole).values() if "(" in label and label.startswith("نشست و همایش")]
    assert len(planned) == 1


def test_every_edge_and_fact_carries_its_evidence(whole: nx.MultiDiGraph[str]) -> None:
    texts = {t.version_iri(e.doc): e.doc.text for e in (known.extraction(), *more.extractions())}
    names = ("claim", "sentence", "focus", "article", "headline", "date", "score")
    said = [tuple(getattr(fact, name) for name in names) for fact in own(whole)]
    said += [tuple(values[name] for name in names) for _, _, values in whole.edges(data=True)]
    assert len(own(whole)) > 10
    assert whole.number_of_edges() > 40
    for claim, sentence, focus, article, headline, day, score in said:
        assert claim.startswith(t.ID)
        assert sentence in texts[article]
        assert focus is None or 0 <= focus[0] < focus[1] <= len(sentence)
        assert headline == texts[article].split("\n")[1 if article == t.version_iri(known.document()) else 0]
        assert date.fromisoformat(day).year > 2020
        assert 0 < score <= 1


def test_the_focus_marks_the_words_that_say_it(whole: nx.MultiDiGraph[str]) -> None:
    post = next(d for _, _, d in whole.out_edges(known.BAHRAM, data=True) if d["label"].startswith("دبیر"))
    start, end = post["focus"]
    assert post["sentence"][start:end] == "بهرام نیک‌پی، دبیر پیشین شبکه دانشگاه‌های مجازی جهان اسلام"


def test_statements_stand_at_their_speaker(whole: nx.MultiDiGraph[str]) -> None:
    said = [fact for fact in whole.nodes[known.MINA]["facts"] if fact.kind == "statement"]
    assert [fact.label.split(":")[0] for fact in said] == ["افزود", "گفت"]


def test_the_same_fact_of_two_articles_is_two_parallel_edges(whole: nx.MultiDiGraph[str]) -> None:
    between = whole.get_edge_data(known.MINA, known.NLAI)
    assert [values["label"] for values in between.values()] == ["رئیس", "رئیس"]
    assert len({values["article"] for values in between.values()}) == 2


def test_a_figure_about_nothing_known_stands_alone(whole: nx.MultiDiGraph[str]) -> None:
    alone = list(nx.isolates(whole))
    assert [whole.nodes[iri]["label"] for iri in alone] == ["۲۳۰ ناشر"]
    assert whole.nodes[alone[0]]["facts"][0].sentence


def test_the_neighbourhood_passes_through_events_and_figures(store: Store) -> None:
    near = graph(store, about=known.BAHRAM)
    assert near.graph["about"] == known.BAHRAM
    assert {known.MINA, known.CINVU, known.TEHRAN} <= set(near)
    assert known.NLAI not in near
    assert known.NLAI in graph(store, about=known.BAHRAM, depth=2)
    parts = graph(store, about=known.NLAI)
    assert {"۲۷٬۰۰۰ نسخه", "۳۰٬۰۰۰ نسخه"} <= set(labels(parts).values())


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_a_deeper_neighbourhood_holds_the_nearer_one(store: Store, depth: int) -> None:
    near, far = graph(store, about=known.MINA, depth=depth), graph(store, about=known.MINA, depth=depth + 1)
    assert set(near) <= set(far)
    assert set(near.edges(keys=True)) <= set(far.edges(keys=True))


@pytest.mark.parametrize("limit", [1, 5, 20, 400])
def test_the_limit_keeps_the_most_connected_and_counts_the_rest(
    store: Store, whole: nx.MultiDiGraph[str], limit: int
) -> None:
    cut = graph(store, limit=limit)
    assert len(cut) == min(limit, len(whole))
    assert cut.graph["left_out"] == len(whole) - len(cut)
    degree = {iri: len(set(whole.successors(iri)) | set(whole.predecessors(iri))) for iri in whole}
    outside = [degree[iri] for iri in whole if iri not in cut]
    assert max(outside, default=0) <= min(degree[iri] for iri in cut)


def test_a_limit_on_the_neighbourhood_keeps_the_node_itself(store: Store) -> None:
    assert list(graph(store, about=known.TEHRAN, limit=1)) == [known.TEHRAN]


@pytest.mark.parametrize("iri", ["https://w3id.org/peyvand/id/nobody", "no iri> at all", "مینا", ""])
def test_an_unknown_node_is_a_clear_error(store: Store, iri: str) -> None:
    with pytest.raises(NotFoundError, match="no such thing"):
        graph(store, about=iri)


def test_the_same_store_gives_the_same_graph(store: Store, whole: nx.MultiDiGraph[str]) -> None:
    again = graph(store)
    assert list(again.nodes(data=True)) == list(whole.nodes(data=True))
    assert list(again.edges(data=True, keys=True)) == list(whole.edges(data=True, keys=True))


def test_without_the_schemes_the_notation_stands_for_the_label(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as writing:
        writing.add(known.extraction(), at=known.READ_AT)
        writing.finish()
    with open_store(tmp_path / "store") as reading:
        found = graph(reading)
    assert ("سازمان فرهنگ و ارتباطات اسلامی", "custodianOf", "شبکه دانشگاه‌های مجازی جهان اسلام") in edges(
        found
    )


def test_the_calendar_agrees_with_a_library_on_every_day_of_two_centuries() -> None:
    day, last = date(1900, 1, 1), date(2099, 12, 31)
    while day <= last:
        other = JalaliDate(day)  # type: ignore[no-untyped-call]
        assert wording.jalali(day) == (other.year, other.month, other.day)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-11-18", "2020-11-18", "۲۸ آبان ۱۳۹۹"),
        ("2020-10-22", "2020-11-20", "آبان ۱۳۹۹"),
        ("2021-02-19", "2021-03-20", "اسفند ۱۳۹۹"),
        ("2020-03-20", "2021-03-20", "۱۳۹۹"),
        ("2020-11-18", "2020-11-19", "۲۸ آبان ۱۳۹۹ تا ۲۹ آبان ۱۳۹۹"),
        ("2020-11-18T15:57:00+03:30", "2020-11-18", "۲۸ آبان ۱۳۹۹"),
        ("", "2020-11-18", "۲۸ آبان ۱۳۹۹"),
        ("", "", ""),
        ("yesterday", "", ""),
    ],
)
def test_periods_are_worded(first: str, last: str, said: str) -> None:
    assert wording.period(first, last) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("57000", "۵۷٬۰۰۰"),
        ("22000000", "۲۲٬۰۰۰٬۰۰۰"),
        ("8.5", "۸٫۵"),
        ("-3", "-۳"),
        ("13", "۱۳"),
        ("۱۳", "۱۳"),
        ("x1", "x۱"),
    ],
)
def test_numbers_are_worded(value: str, said: str) -> None:
    assert wording.number(value) == said


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("سازمان اسناد و کتابخانه ملی ایران", 40, "سازمان اسناد و کتابخانه ملی ایران"),
        ("سازمان اسناد و کتابخانه ملی ایران", 20, "سازمان اسناد و…"),
        ("یک\n  دو\u202eسه", 40, "یک دوسه"),
        ("ا" * 50, 10, "ا" * 9 + "…"),
        ("کتاب‌خانه‌های ایران، جهان", 22, "کتاب‌خانه‌های ایران…"),
        ("", 40, ""),
    ],
)
def test_labels_are_cut_at_a_word(text: str, limit: int, cut: str) -> None:
    assert wording.short(text, limit) == cut
    assert len(cut) <= limit
