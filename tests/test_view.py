"""The page as text: nothing of the graph is markup, nothing is fetched, and the same graph gives the same page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import terms as t
from kg.graph import graph
from kg.store import open_store
from kg.view import bows, data, network, render
from kg.view.layout import layout
from tests import known, more
from tests.attacks import ATTACKS, attacked

SCHEMES = Path(__file__).parents[1] / "ontology" / "schemes.ttl"


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and the text of scripts, styles and cells."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.cells: list[list[str]] = []
        self.shown: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")
        if tag == "tr":
            self.cells.append([])
        if tag == "td":
            self.cells[-1].append("")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, text: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside in self.raw:
            self.raw[inside][-1] += text
        else:
            self.shown.append(text)
            if "td" in self._open:
                self.cells[-1][-1] += text

    def island(self) -> dict[str, Any]:
        """The data of the page."""
        found: dict[str, Any] = json.loads(self.raw["script"][0])
        return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph[str]:
    """The graph of four articles."""
    folder = tmp_path_factory.mktemp("view") / "store"
    with open_store(folder, write=True) as store:
        store.install({t.ONTOLOGY_GRAPH: [SCHEMES]})
        for extraction in (known.extraction(), *more.extractions()):
            store.add(extraction, at=known.READ_AT)
        store.finish()
    with open_store(folder) as store:
        return graph(store)


@pytest.fixture(scope="module")
def page(told: nx.MultiDiGraph[str]) -> str:
    """Its page."""
    return render(told, title="پیوندهای کتابخانه ملی")


def test_the_page_is_persian_and_reads_right_to_left(page: str) -> None:
    tag, attributes = Page(page).elements[0]
    assert (tag, attributes) == ("html", {"lang": "fa", "dir": "rtl"})
    assert "مینا رستگاری" in page
    assert "\\u06" not in page.replace(network.script(), "")


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page(page: str) -> None:
    parsed = Page(page)
    policy = next(
        a["content"] or "" for tag, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    assert "unsafe" not in policy
    digests = [
        "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
        for text in (*parsed.raw["script"][1:], *parsed.raw["style"])
    ]
    assert len(digests) == 3
    assert allowed["script-src"].split() == digests[:2]
    assert allowed["style-src"] == digests[2]
    assert not set(allowed) & {"connect-src", "img-src", "frame-src"}


def test_nothing_is_fetched(page: str) -> None:
    elements = Page(page).elements
    assert not [
        tag for tag, _ in elements if tag in {"link", "img", "iframe", "object", "embed", "base", "form"}
    ]
    assert not [(tag, a) for tag, a in elements if a.keys() & {"src", "srcset", "style", "action"}]
    assert not [(tag, name) for tag, a in elements for name in a if name.startswith("on")]
    assert {a["href"] for tag, a in elements if tag == "a"} == {
        "https://news.example/1400/conference", "https://press.example/award?id=7&lang=fa",
    }  # fmt: skip
    assert set(re.findall(r"url\(.{11}", page.split("</style>", maxsplit=1)[0])) == {'url("data:font/'}
    assert "sourceMappingURL" not in page


def test_the_table_holds_every_fact_with_its_sentence(page: str, told: nx.MultiDiGraph[str]) -> None:
    rows = Page(page).cells[1:]
    own = sum(len(facts) for _, facts in told.nodes(data="facts"))
    assert len(rows) == told.number_of_edges() + own
    assert all(row[4] for row in rows)
    row = next(row for row in rows if row[1] == "دبیر (پیشین)")
    assert row[0] == "بهرام نیک‌پی"
    assert row[2] == "شبکه دانشگاه‌های مجازی جهان اسلام"
    assert row[4] == known.LEAD
    assert row[5:] == [known.TITLE, "۱۵ اردیبهشت ۱۴۰۰", "۹۵٪"]


def test_the_data_shares_sentences_and_articles(page: str, told: nx.MultiDiGraph[str]) -> None:
    island = Page(page).island()
    assert len(island["nodes"]) == len(told)
    assert len(island["articles"]) == 4
    assert len(set(island["sentences"])) == len(island["sentences"]) < len(island["facts"])
    assert {at for edge in island["edges"] for at in edge["facts"]} <= set(range(len(island["facts"])))
    for fact in island["facts"]:
        start, end = fact["focus"]
        assert island["sentences"][fact["s"]][start:end].strip()


@pytest.mark.parametrize(
    ("sentence", "focus", "words"),
    [
        ("ایران میزبان شبکه است.»", (6, 12), "میزبان"),
        ("«ایران میزبان شبکه است.", (7, 13), "میزبان"),
        ("ایران میزبان شبکه است.»", (6, 23), "میزبان شبکه است."),
    ],
)
def test_a_quotation_mark_without_its_partner_is_left_out(
    sentence: str, focus: tuple[int, int], words: str
) -> None:
    told: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    told.add_edge("a", "b", kind="relation", label="میزبان", sentence=sentence, focus=focus)
    assert "".join(data.lines(told)[0].parts) == "ایران میزبان شبکه است."
    assert data.lines(told)[0].parts[1] == words
    island = data.page_data(told)
    (start, end), shown = island["facts"][0]["focus"], island["sentences"][0]
    assert (shown, shown[start:end]) == ("ایران میزبان شبکه است.", words)


def test_the_same_fact_of_two_articles_is_drawn_once_with_both_sentences(page: str) -> None:
    island = Page(page).island()
    iri = [node["iri"] for node in island["nodes"]]
    heads = [
        e
        for e in island["edges"]
        if (iri[e["from"]], iri[e["to"]], e["label"]) == (known.MINA, known.NLAI, "رئیس")
    ]
    assert [len(edge["facts"]) for edge in heads] == [2]


def test_parallel_edges_bow_apart_whichever_way_they_point() -> None:
    between: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for start, end, label in (("a", "b", "یک"), ("a", "b", "دو"), ("b", "a", "سه"), ("b", "a", "چهار")):
        between.add_edge(start, end, kind="relation", label=label)
    drawn = data.page_data(between)["edges"]
    side = {"curvedCW": 1, "curvedCCW": -1}
    bows = [
        (1 if e["from"] == 0 else -1) * side[e["smooth"]["type"]] * e["smooth"]["roundness"] for e in drawn
    ]
    assert len(set(bows)) == 4
    assert min(abs(a - b) for a in bows for b in bows if a != b) > 0.1


def test_one_edge_is_straight() -> None:
    single: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    single.add_edge("a", "b", kind="relation", label="همکار")
    assert data.page_data(single)["edges"][0]["smooth"]["enabled"] is False


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_markup(attack: str) -> None:
    plain = Page(render(attacked("متن ساده"), title="متن ساده"))
    parsed = Page(render(attacked(attack), title=attack))
    assert [tag for tag, _ in parsed.elements] == [tag for tag, _ in plain.elements]
    assert parsed.raw["script"][1:] == plain.raw["script"][1:]
    assert parsed.island()["sentences"] == [f"پیش {attack} پس"]
    assert parsed.island()["nodes"][0]["names"][0] == attack
    assert not [a for tag, a in parsed.elements if tag == "a"]


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://news.example/1", True),
        ("HTTP://news.example/1", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example/1", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(url: str, followed: bool) -> None:
    assert bool(data.web(url)) is followed


def test_what_utf8_can_not_hold_does_not_keep_the_page_from_being_written() -> None:
    broken: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    broken.add_node("a", label="نیم\ud800ه", kind="person")
    assert "نیم?ه" in render(broken, title="\udfff")


def test_an_empty_graph_still_has_a_page() -> None:
    parsed = Page(render(nx.MultiDiGraph(), title=""))
    assert parsed.island()["nodes"] == []
    assert "پیوند" in parsed.shown


def test_the_number_of_nodes_left_out_is_told() -> None:
    cut: nx.MultiDiGraph[str] = nx.MultiDiGraph(left_out=1234)
    cut.add_node("a", label="الف", kind="person")
    assert any("۱٬۲۳۴ گره دیگر" in text for text in Page(render(cut, title="برش")).shown)


def test_the_same_graph_gives_the_same_page(told: nx.MultiDiGraph[str], page: str) -> None:
    assert render(told, title="پیوندهای کتابخانه ملی") == page


def test_the_font_travels_with_its_licence() -> None:
    assets = files("kg.view").joinpath("assets")
    assert "SIL OPEN FONT LICENSE" in assets.joinpath("Vazirmatn-OFL.txt").read_text(encoding="utf-8").upper()
    assert "vis-network" in assets.joinpath("NOTICE.md").read_text(encoding="utf-8")


def test_an_edge_to_a_node_that_is_not_there_is_refused() -> None:
    drawn = network.Network()
    drawn.add_node("a", "الف")
    with pytest.raises(KeyError, match="b"):
        drawn.add_edge("a", "b")


def test_an_edge_bows_round_a_node_in_its_way() -> None:
    places = {"a": (0.0, 0.0), "b": (200.0, 0.0), "between": (100.0, 4.0)}
    sizes = dict.fromkeys(places, 12.0)
    bow = bows.around("a", "b", places, sizes)
    assert bow != 0
    assert bows.around("b", "a", places, sizes) != 0
    assert bows.around("a", "between", places, sizes) == 0
    assert bows.smooth(bow)["enabled"]


def overlapping(
    places: dict[str, tuple[float, float]], boxes: dict[str, tuple[float, float]]
) -> list[tuple[str, str]]:
    """The pairs of boxes that overlap by more than two pixels each way."""
    return [
        (a, b)
        for a in places
        for b in places
        if a < b
        and abs(places[a][0] - places[b][0]) < (boxes[a][0] + boxes[b][0]) / 2 - 2
        and abs(places[a][1] - places[b][1]) < (boxes[a][1] + boxes[b][1]) / 2 - 2
    ]


def test_no_two_nodes_of_the_articles_stand_on_each_other(page: str) -> None:
    island = Page(page).island()
    places = {node["id"]: (node["x"], node["y"]) for node in island["nodes"]}
    boxes = {node["id"]: (2 * node["size"], 2 * node["size"]) for node in island["nodes"]}
    assert not overlapping(places, boxes)


pairs = st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


@settings(max_examples=40, deadline=None)
@given(pairs, st.integers(1, 12))
def test_boxes_are_kept_apart(links: set[tuple[int, int]], count: int) -> None:
    around: dict[str, list[str]] = {str(n): [] for n in range(count)}
    for a, b in sorted(links):
        if a != b and max(a, b) < count and str(b) not in around[str(a)]:
            around[str(a)].append(str(b))
            around[str(b)].append(str(a))
    boxes = dict.fromkeys(around, (140.0, 60.0))
    places = layout(around, boxes)
    assert set(places) == set(around)
    assert layout(around, boxes) == places
    assert not overlapping(places, boxes)
