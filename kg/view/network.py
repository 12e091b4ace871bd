"""Pyvis, by its only door: what it says of nodes and edges is kept, its template and its handling of titles are not.

Measured with pyvis 0.3.2: its own page puts headings and titles into HTML unescaped, links a CDN even when told to inline, searches a
list for every node that an edge names, and reads `href` in a title as leave to run it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pyvis.network import Network as PyvisNetwork

_SCRIPT = "lib/vis-9.1.2/vis-network.min.js"
_MAP = "//# sourceMappingURL="

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "multiselect": False,
        "tooltipDelay": 10_000_000,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "shapeProperties": {"interpolation": False}},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "selectionWidth": 1.5,
        "hoverWidth": 0.6,
    },
}
"""What vis-network is told: nothing moves by itself, and tooltips and labels are left to our own script."""


class Network(PyvisNetwork):  # type: ignore[misc]
    """A directed pyvis network that keeps parallel edges and gives its data instead of a page."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.options = OPTIONS

    def add_node(self, n_id: int | str, label: str | None = None, **options: object) -> None:
        """Add a node once; a second one of the same id is passed over, as in pyvis."""
        if n_id not in self.node_map:
            node = {"id": n_id, "label": str(n_id) if label is None else label, **options}
            self.nodes.append(node)
            self.node_ids.append(n_id)
            self.node_map[n_id] = node

    def add_edge(self, source: int | str, to: int | str, **options: object) -> None:
        """Add an edge between two nodes that are there.

        Raises:
            KeyError: if one of them is not.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(end)
        self.edges.append({"from": source, "to": to, **options})

    def data(self) -> Mapping[str, Any]:
        """Return `nodes`, `edges` and `options` as vis-network takes them."""
        return {"nodes": self.nodes, "edges": self.edges, "options": self.options}


def script() -> str:
    """Return the vis-network that pyvis ships, licence notice included, without the pointer to a source map (a request)."""
    text = files("pyvis").joinpath(_SCRIPT).read_text(encoding="utf-8")
    # Only "\n" ends a line here: a script may hold U+2028 in a string.
    return "\n".join(line for line in text.replace("\r\n", "\n").split("\n") if not line.startswith(_MAP))
