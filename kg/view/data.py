"""A graph as the page's data: nodes with their places, one drawn edge for all facts that say the same, and the sentences shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kg import wording
from kg.graph import Fact
from kg.names import fold
from kg.view.bows import bowed
from kg.view.layout import layout
from kg.view.network import Network

if TYPE_CHECKING:
    import networkx as nx

KINDS = {"organization": "نهاد", "person": "شخص", "event": "رویداد", "figure": "رقم", "place": "مکان"}
"""The kinds of node, in the order of the legend, with their Persian names."""
LINKS = frozenset({"post", "relation", "participation", "place", "figure", "part", "statement", "event"})
"""The kinds of fact that the page can group."""
SHAPES = {
    "organization": "square",
    "person": "dot",
    "event": "diamond",
    "figure": "hexagon",
    "place": "triangle",
}
_LETTER, _LINE, _MARGIN = (
    7.2,
    21.0,
    26.0,
)  # pixels of a label's letter and line, and of the air around its box
_ROOMY = 70  # nodes; of more, not all labels are shown at once, and room for all would tear the picture apart
_FACT_FIELDS = tuple(entry.name for entry in fields(Fact))


@dataclass(frozen=True, slots=True)
class Line:
    """One fact with the names of its ends, for the table; `end` is empty where it has only one.

    Attributes:
        parts: the sentence before, in and after the words that say it; the middle is empty where the whole sentence does.
        day: the article's day in the Jalali calendar.
        link: the article's address, if it is one of the web.
    """

    start: str
    end: str
    fact: Fact
    parts: tuple[str, str, str]
    day: str
    link: str


class _Pool:
    """Values in the order of their first use, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._at: dict[Any, int] = {}

    def place(self, key: object, value: object) -> int:
        """Return where the value stands, adding it if its key is new."""
        if key not in self._at:
            self._at[key] = len(self.values)
            self.values.append(value)
        return self._at[key]


def kind(value: object) -> str:
    """Return a kind of node that the legend knows."""
    return str(value) if value in KINDS else "organization"


def web(url: str) -> str:
    """Return an address that may be followed, or nothing: `javascript:` and its kin are no sources."""
    return url if url.casefold().startswith(("https://", "http://")) else ""


def fact_of(values: Mapping[str, Any]) -> Fact:
    """Return the fact that an edge's attributes hold; what is missing is empty."""
    known = {name: values[name] for name in _FACT_FIELDS if name in values}
    if known.get("kind") not in LINKS:
        known["kind"] = "relation"
    return Fact(**{"claim": "", "label": "", **known})


def lines(graph: nx.MultiDiGraph[str]) -> list[Line]:
    """Return every fact of the graph once, those of edges and those that stand at one node, in the order of the names."""
    return sorted(
        _lines(graph),
        key=lambda line: (line.start, line.end, line.fact.label, line.fact.date, line.fact.claim),
    )


def _lines(graph: nx.MultiDiGraph[str]) -> Iterator[Line]:
    label = {iri: str(values.get("label", iri)) for iri, values in graph.nodes(data=True)}
    for start, end, values in graph.edges(data=True):
        yield _line(label[start], label[end], fact_of(values))
    for iri, values in graph.nodes(data=True):
        for fact in values.get("facts", ()):
            yield _line(label[iri], "", fact)


def _line(start: str, end: str, fact: Fact) -> Line:
    sentence, focus = _shown(fact)
    first, last = focus or (0, 0)
    parts = sentence[:first], sentence[first:last], sentence[last:]
    return Line(start, end, fact, parts, wording.day(fact.date), web(fact.url))


def _shown(fact: Fact) -> tuple[str, tuple[int, int] | None]:
    """Return the sentence without a quotation mark at an end that lacks its partner, and where the focus stands in it."""
    shown = wording.whole(fact.sentence)
    sentence = fact.sentence[shown]
    if fact.focus is None:
        return sentence, None
    first, last = (min(max(at - shown.start, 0), len(sentence)) for at in fact.focus)
    return sentence, (first, last)


def counts(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Return how many nodes there are of each kind, in the legend's order; kinds without any are left out."""
    found = Counter(kind(values.get("kind")) for _, values in graph.nodes(data=True))
    return {name: found[name] for name in KINDS if found[name]}


def page_data(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Return all that the page's script needs, as plain lists and dictionaries.

    Nodes and edges are numbered (an IRI could be a name that JavaScript keeps for itself, such as `__proto__`).
    A fact refers to its sentence and article by their place in `sentences` and `articles`; offsets count code points.
    """
    facts, sentences, articles = _Pool(), _Pool(), _Pool()

    def refer(fact: Fact) -> int:
        article = {"headline": fact.headline, "day": wording.day(fact.date), "url": web(fact.url)}
        sentence, focus = _shown(fact)
        return facts.place(
            (fact.claim, fact.kind, fact.label),
            {
                "kind": fact.kind,
                "label": fact.label,
                "time": fact.time,
                "score": fact.score,
                "s": sentences.place(sentence, sentence),
                "focus": focus,
                "a": articles.place((fact.article, *article.values()), article),
            },
        )

    network = Network()
    _add_nodes(network, graph, refer)
    _add_edges(network, graph, refer)
    return {
        **network.data(),
        "facts": facts.values,
        "sentences": sentences.values,
        "articles": articles.values,
    }


def _add_nodes(network: Network, graph: nx.MultiDiGraph[str], refer: Any) -> None:  # noqa: ANN401
    neighbours = {iri: list(dict.fromkeys(_around(graph, iri))) for iri in graph}
    labels = {iri: wording.lines(wording.short(str(graph.nodes[iri].get("label", iri)))) for iri in graph}
    sizes = {iri: round(10 + min(len(neighbours[iri]), 16) ** 0.5 * 4.5, 1) for iri in graph}
    share = min(1.0, _ROOMY / max(len(labels), 1))
    boxes = {iri: _box(labels[iri], sizes[iri], share) for iri in graph}
    places = layout(neighbours, boxes)
    for number, iri in enumerate(graph):
        values = graph.nodes[iri]
        name = kind(values.get("kind"))
        forms = [str(values.get("label", iri)), *map(str, values.get("names", ()))]
        network.add_node(
            number,
            labels[iri],
            iri=iri,
            shape=SHAPES[name],
            size=sizes[iri],
            x=places[iri][0],
            y=places[iri][1],
            kind=name,
            names=forms,
            keys=[fold(form) for form in forms],
            facts=[refer(fact) for fact in values.get("facts", ())],
            weight=len(neighbours[iri]),
            about=iri == graph.graph.get("about"),
        )


def _around(graph: nx.MultiDiGraph[str], iri: str) -> Iterator[str]:
    for other in (*graph.successors(iri), *graph.predecessors(iri)):
        if other != iri:
            yield other


def _box(label: str, size: float, share: float) -> tuple[float, float]:
    """Return the room that a node needs with its label below it; in a crowd only a `share` of the label counts."""
    rows = label.split("\n")
    return max(2 * size, _LETTER * share * max(map(len, rows))) + _MARGIN, 2 * size + _LINE * share * len(
        rows
    ) + _MARGIN


def _add_edges(network: Network, graph: nx.MultiDiGraph[str], refer: Any) -> None:  # noqa: ANN401
    """Draw facts of the same ends, kind and wording as one edge, and bow the edges between the same two nodes apart."""
    bundles: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for start, end, values in graph.edges(data=True):
        fact = fact_of(values)
        bundles[start, end, fact.kind, fact.label].append(fact)
    pairs: dict[tuple[str, ...], list[tuple[str, str, str, str]]] = defaultdict(list)
    for bundle in bundles:
        pairs[tuple(sorted(bundle[:2]))].append(bundle)
    at = {iri: number for number, iri in enumerate(graph)}
    places = {iri: (node["x"], node["y"]) for iri, node in zip(graph, network.nodes, strict=True)}
    sizes = {iri: node["size"] for iri, node in zip(graph, network.nodes, strict=True)}
    drawn = (found for pair in pairs.values() for found in bowed(pair, places, sizes))
    for number, (bundle, smooth) in enumerate(drawn):
        start, end, name, label = bundle
        network.add_edge(
            at[start],
            at[end],
            id=number,
            kind=name,
            label=wording.short(label),
            words=label,
            facts=[refer(fact) for fact in bundles[bundle]],
            smooth=smooth,
        )
