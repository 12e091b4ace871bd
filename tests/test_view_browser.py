"""The page in a real Chromium: it draws, its controls do what they say, and no text of the graph ever runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from kg import terms as t
from kg.graph import graph
from kg.names import fold
from kg.store import open_store
from kg.view import bows, render
from tests import known, more
from tests.attacks import ATTACKS, attacked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, ViewportSize

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser

SCHEMES = Path(__file__).parents[1] / "ontology" / "schemes.ttl"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WATCH = """
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium), args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph[str]:
    """The graph of four articles."""
    folder = tmp_path_factory.mktemp("browser") / "store"
    with open_store(folder, write=True) as store:
        store.install({t.ONTOLOGY_GRAPH: [SCHEMES]})
        for extraction in (known.extraction(), *more.extractions()):
            store.add(extraction, at=known.READ_AT)
        store.finish()
    with open_store(folder) as store:
        return graph(store)


@pytest.fixture(scope="module")
def file(told: nx.MultiDiGraph[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page, on disk."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(render(told, title="پیوندهای کتابخانه ملی"), encoding="utf-8")
    return path


class Visit:
    """A page that is open, with all that it did meanwhile."""

    def __init__(self, browser: Browser, path: Path, *, ready: bool = True, **options: Any) -> None:  # noqa: ANN401
        self.context = browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.add_init_script(WATCH)
        self.page.goto(path.as_uri())
        self.address = path.as_uri()
        if ready:
            self.page.wait_for_selector("html[data-ready]", timeout=20_000)

    def _dialog(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def close(self) -> None:
        """Close it, and fail if it did something that it may not do."""
        violations = self.page.evaluate("globalThis.violations")
        address = self.page.url
        self.context.close()
        assert not self.errors
        assert not violations
        assert address.split("#")[0] == self.address
        assert [url for url in self.requests if not url.startswith("data:")] == [self.address]

    def point(self, node: int) -> dict[str, float]:
        """Where a node stands in the window."""
        found: dict[str, float] = self.page.evaluate(
            """(id) => { const {x, y} = peyvand.network.canvasToDOM(peyvand.network.getPosition(id));
            const box = document.getElementById("network").getBoundingClientRect(); return {x: x + box.x, y: y + box.y}; }""",
            node,
        )
        return found


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Visit]:
    """The page of the four articles, open."""
    opened = Visit(browser, file)
    yield opened
    opened.close()


def number(told: nx.MultiDiGraph[str], iri: str) -> int:
    """The page's number of a node."""
    return list(told).index(iri)


def test_the_page_draws_without_a_request_or_a_violation(visit: Visit, told: nx.MultiDiGraph[str]) -> None:
    page = visit.page
    assert page.evaluate("peyvand.network.body.nodeIndices.length") == len(told)
    assert int(page.evaluate("document.documentElement.dataset.labels")) > len(told) / 2
    assert page.evaluate("document.fonts.check('14px Vazirmatn')")
    inked = """() => { const canvas = document.querySelector("canvas"); const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let count = 0; for (let at = 3; at < data.length; at += 4) count += data[at] > 0; return count; }"""
    assert page.evaluate(inked) > 5000
    assert page.locator("#table").get_attribute("open") is None


def test_no_two_labels_touch(browser: Browser, file: Path) -> None:
    opened = Visit(browser, file)
    overlaps = opened.page.evaluate(
        """() => { const boxes = []; const kept = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const width = this.measureText(text).width, tall = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
            boxes.push({ text, left: x - width / 2, right: x + width / 2, top: y - tall / 2, bottom: y + tall / 2 });
            return kept.apply(this, arguments); };
        peyvand.network.redraw();
        CanvasRenderingContext2D.prototype.fillText = kept;
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
            .map((b) => a.text + " / " + b.text)).concat(boxes.length > 30 ? [] : ["few labels"]); }"""
    )
    assert overlaps == []
    opened.close()


def test_a_click_on_a_node_opens_its_facts_with_their_sentences(
    visit: Visit, told: nx.MultiDiGraph[str]
) -> None:
    page = visit.page
    place = visit.point(number(told, known.BAHRAM))
    page.mouse.click(place["x"], place["y"])
    panel = page.locator("#panel")
    panel.locator("h2", has_text="بهرام نیک‌پی").wait_for()
    fact = panel.locator(".fact", has_text="دبیر (پیشین)")
    assert fact.locator("blockquote").is_hidden()
    fact.locator("summary").click()
    assert fact.locator("mark").inner_text() == "بهرام نیک‌پی، دبیر پیشین شبکه دانشگاه‌های مجازی جهان اسلام"
    assert fact.locator("blockquote p").inner_text() == known.LEAD
    footer = fact.locator("footer").inner_text()
    assert known.TITLE in footer
    assert "۱۵ اردیبهشت ۱۴۰۰" in footer
    assert "۹۵٪" in footer
    fact.locator("button", has_text="شبکه دانشگاه‌های مجازی").click()
    assert panel.locator("h2").inner_text() == "شبکه دانشگاه‌های مجازی جهان اسلام"


def test_a_speaker_has_the_statements(visit: Visit, told: nx.MultiDiGraph[str]) -> None:
    visit.page.evaluate("(id) => peyvand.choose(id)", number(told, known.MINA))
    assert "گفته‌ها" in visit.page.locator("#panel h3").all_inner_texts()
    said = visit.page.locator("#panel .fact", has_text="افزود:")
    said.locator("summary").click()
    assert said.locator("mark").inner_text() == "افزود"


def test_a_click_on_an_edge_opens_every_sentence_that_says_it(
    visit: Visit, told: nx.MultiDiGraph[str]
) -> None:
    page = visit.page
    ends = number(told, known.MINA), number(told, known.NLAI)
    point = page.evaluate(
        """([from, to]) => { const edges = Object.values(peyvand.network.body.edges);
        const {x, y} = peyvand.network.canvasToDOM(edges.find((edge) => edge.fromId === from && edge.toId === to).edgeType.getPoint(0.45));
        const box = document.getElementById("network").getBoundingClientRect(); return {x: x + box.x, y: y + box.y}; }""",
        list(ends),
    )
    page.mouse.move(point["x"], point["y"])
    page.locator("#tip", has_text="رئیس").wait_for()
    assert page.locator("#tip mark").inner_text().startswith("مینا رستگاری")
    page.mouse.click(point["x"], point["y"])
    page.locator("#panel .triple", has_text="رئیس").wait_for()
    assert page.locator("#panel blockquote").count() == 2
    assert page.locator("#panel mark").count() == 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("كتابخانه", "کتابخانه"),
        ("نیك پی", "بهرام نیک‌پی"),
        ("به آیین", "شهرام به‌آیین"),
        ("unesco", "UNESCO (دفتر منطقه‌ای)"),
        ("رستگاری", "مینا رستگاری"),
    ],
)
def test_search_folds_letters_and_half_spaces(visit: Visit, typed: str, found: str) -> None:
    page = visit.page
    page.fill("#query", typed)
    assert found in page.locator("#found button").first.inner_text()
    page.keyboard.press("Enter")
    assert found in page.locator("#panel h2").inner_text()
    assert page.locator("#found").is_hidden()


def test_search_says_when_it_finds_nothing(visit: Visit) -> None:
    visit.page.fill("#query", "<script>alert(1)</script>")
    assert visit.page.locator("#found").inner_text() == "نامی پیدا نشد."
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#found").is_hidden()


@pytest.mark.parametrize(
    "text",
    [
        "كتابخانه‌ي ملّي",
        "کتابخانه ی ملی",
        "ﻛﺘﺎﺑﺨﺎﻧﻪ",
        "مؤسسهٔ آموزشِ ۱۳۹۹ و ١٣٩٩ و 1399",
        "UNESCO (منطقه‌ای)",
        "هیئت‌أمنا",
        "",
        "۸٫۵٪",
        "Straße",
    ],
)
def test_the_page_folds_names_as_the_library_does(visit: Visit, text: str) -> None:
    # JavaScript has no case folding proper: ß is the one letter of the table that lower-casing leaves.
    assert visit.page.evaluate("(text) => peyvand.fold(text)", text).replace("ß", "ss") == fold(text)


def test_the_keyboard_alone_reaches_a_fact(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("نیک‌پی")
    page.keyboard.press("ArrowDown")
    assert "بهرام" in page.evaluate("document.activeElement.textContent")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "go"
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").count() == 0


def test_the_legend_hides_a_kind_with_its_edges(visit: Visit, told: nx.MultiDiGraph[str]) -> None:
    page = visit.page
    page.locator("#legend label", has_text="رویداد").click()
    hidden = page.evaluate(
        "Object.values(peyvand.network.body.nodes).filter((node) => node.options.hidden).length"
    )
    assert hidden == sum(told.nodes[iri]["kind"] == "event" for iri in told)
    edges = page.evaluate(
        "Object.values(peyvand.network.body.edges).filter((edge) => edge.options.hidden).length"
    )
    assert edges == sum("event" in (told.nodes[a]["kind"], told.nodes[b]["kind"]) for a, b in told.edges())
    page.locator("#legend label", has_text="رویداد").click()
    assert not page.evaluate("Object.values(peyvand.network.body.nodes).some((node) => node.options.hidden)")


def test_the_counts_of_the_legend_are_those_of_the_graph(visit: Visit, told: nx.MultiDiGraph[str]) -> None:
    shown = visit.page.locator("#legend .number").all_inner_texts()
    assert sum(int(text) for text in shown) == len(told)


def test_the_zoom_buttons_zoom(visit: Visit) -> None:
    scale = "peyvand.network.getScale()"
    before = visit.page.evaluate(scale)
    visit.page.click("#nearer")
    nearer = visit.page.evaluate(scale)
    visit.page.click("#farther")
    visit.page.click("#whole")
    assert nearer > before
    assert visit.page.evaluate(scale) == pytest.approx(before, rel=0.2)


def test_the_page_of_one_thing_opens_on_it(
    browser: Browser, told: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    about = told.copy()
    about.graph["about"] = known.NLAI
    path = tmp_path / "about.html"
    path.write_text(render(about, title="سازمان"), encoding="utf-8")
    opened = Visit(browser, path)
    assert opened.page.locator("#panel h2").inner_text() == "سازمان اسناد و کتابخانه ملی ایران"
    opened.close()


def test_a_bow_is_reckoned_as_the_page_draws_it(browser: Browser, tmp_path: Path) -> None:
    pair: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in "ab":
        pair.add_node(iri, label=iri, kind="organization")
    for start, end, label in (("a", "b", "یک"), ("a", "b", "دو"), ("b", "a", "سه")):
        pair.add_edge(start, end, kind="relation", label=label)
    path = tmp_path / "bow.html"
    path.write_text(render(pair, title="کمان"), encoding="utf-8")
    opened = Visit(browser, path)
    drawn = opened.page.evaluate(
        """Object.values(peyvand.network.body.edges).map((edge) => ({ start: [edge.from.x, edge.from.y], end: [edge.to.x, edge.to.y],
        smooth: edge.options.smooth, middle: edge.edgeType.getPoint(0.5) }))"""
    )
    for edge in drawn:
        side = {"curvedCW": 1, "curvedCCW": -1}[edge["smooth"]["type"]] if edge["smooth"]["enabled"] else 0
        line = bows.curve(tuple(edge["start"]), tuple(edge["end"]), side * edge["smooth"]["roundness"])
        assert line[len(line) // 2].tolist() == pytest.approx(
            [edge["middle"]["x"], edge["middle"]["y"]], abs=0.5
        )
    opened.close()


def test_parallel_edges_stand_apart_on_the_screen(browser: Browser, tmp_path: Path) -> None:
    between: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in "ab":
        between.add_node(iri, label=iri, kind="organization")
    for start, end, label in (("a", "b", "همکار"), ("a", "b", "عضو"), ("b", "a", "میزبان")):
        between.add_edge(start, end, kind="relation", label=label, sentence="جمله")
    path = tmp_path / "parallel.html"
    path.write_text(render(between, title="موازی"), encoding="utf-8")
    opened = Visit(browser, path)
    middles = opened.page.evaluate(
        "Object.values(peyvand.network.body.edges).map((edge) => edge.edgeType.getPoint(0.5))"
    )
    gaps = [abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) for i, a in enumerate(middles) for b in middles[:i]]
    assert len(gaps) == 3
    assert min(gaps) > 8
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_fits_the_window_and_the_text_stands_out(
    browser: Browser, file: Path, scheme: str, size: ViewportSize
) -> None:
    opened = Visit(browser, file, viewport=size, color_scheme=scheme)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate("document.documentElement.scrollHeight") <= size["height"]
    box = page.locator("#network").bounding_box()
    assert box
    assert box["width"] >= 0.6 * size["width"]
    assert box["height"] >= 0.3 * size["height"]
    luminance = page.evaluate(
        """() => ["color", "backgroundColor"].map((name) => { const [r, g, b] = getComputedStyle(name === "color" ? document.querySelector("h1")
            : document.querySelector("header"))[name].match(/\\d+/g).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b; })"""
    )
    assert (max(luminance) + 0.05) / (min(luminance) + 0.05) > 7
    assert (luminance[0] > luminance[1]) is (scheme == "dark")
    opened.close()


def test_without_scripts_the_table_is_there(browser: Browser, file: Path, told: nx.MultiDiGraph[str]) -> None:
    opened = Visit(browser, file, ready=False, java_script_enabled=False)
    page = opened.page
    assert page.locator("#table").get_attribute("open") is not None
    assert page.locator("main").is_hidden()
    assert page.locator("tbody tr").first.is_visible()
    assert page.locator("tbody tr").count() >= told.number_of_edges()
    assert page.locator(".noscript").is_visible()
    opened.context.close()


def test_the_table_opens(visit: Visit) -> None:
    visit.page.click("#table > summary")
    assert visit.page.locator("tbody tr mark").first.is_visible()


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_field_is_shown_as_text(browser: Browser, attack: str, tmp_path: Path) -> None:
    path = tmp_path / "attack.html"
    path.write_text(render(attacked(attack), title=attack), encoding="utf-8", newline="")
    opened = Visit(browser, path)
    page = opened.page
    assert page.locator("#panel h2").evaluate("(e) => e.textContent") == attack
    for summary in page.locator("#panel summary").all():
        summary.click()
    quotes = page.locator("#panel blockquote p").evaluate_all("(all) => all.map((e) => e.textContent)")
    assert quotes
    assert set(quotes) == {f"پیش {attack} پس"}
    assert {*page.locator("#panel mark").evaluate_all("(all) => all.map((e) => e.textContent)")} == {attack}
    page.evaluate("peyvand.choose(0, {edge: true})")
    assert page.locator("#panel .label").evaluate("(e) => e.textContent") == attack
    page.fill("#query", attack.replace("\u2028", " ").replace("\u2029", " "))
    place = opened.point(0)
    page.mouse.move(place["x"], place["y"])
    page.mouse.click(place["x"], place["y"])
    page.click("#table > summary")
    assert page.locator("tbody tr").count() == 3
    assert page.locator("a, iframe, img, base, link").count() == 0
    opened.close()


def test_four_hundred_nodes_are_drawn(browser: Browser, tmp_path: Path) -> None:
    large: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for at in range(400):
        large.add_node(
            str(at),
            label=f"سازمان شماره {at}",
            kind=("organization", "person", "event", "figure", "place")[at % 5],
        )
        if at:
            large.add_edge(
                str(at),
                str(at * 7 // 10 % at),
                kind="post",
                label="رئیس",
                sentence=f"جمله {at}",
                claim=str(at),
            )
    path = tmp_path / "large.html"
    path.write_text(render(large, title="بزرگ"), encoding="utf-8")
    opened = Visit(browser, path)
    assert opened.page.evaluate("peyvand.network.body.nodeIndices.length") == 400
    assert int(opened.page.evaluate("document.documentElement.dataset.labels")) >= 20
    opened.close()
