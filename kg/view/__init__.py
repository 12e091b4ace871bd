"""A graph as one HTML page that needs nothing else: no request, no other file, and a table where no script runs."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kg import wording
from kg.view import data
from kg.view.network import script

if TYPE_CHECKING:
    import networkx as nx

_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; font-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def render(graph: nx.MultiDiGraph[str], *, title: str) -> str:
    """Return a graph of `kg.graph.graph` as a self-contained HTML page.

    Args:
        graph: nodes with `label`, `kind`, `names` and `facts`, edges with the fields of `kg.graph.Fact`; what is missing is empty.
        title: the page's heading, as plain text.
    """
    scripts = [script(), _asset("view.js")]
    style = _style()
    page = _template().render(
        title=wording.short(title, 200) or "پیوند",
        policy=_POLICY.format(scripts=" ".join(map(_hash, scripts)), styles=_hash(style)),
        style=Markup(style),  # noqa: S704 - our own file
        scripts=[Markup(text) for text in scripts],  # noqa: S704 - our own file and the library's
        data=Markup(_island(data.page_data(graph))),  # noqa: S704 - `<` is escaped
        counts=data.counts(graph),
        kinds=data.KINDS,
        nodes=wording.number(str(graph.number_of_nodes())),
        left_out=wording.number(str(graph.graph.get("left_out") or 0)) if graph.graph.get("left_out") else "",
        lines=data.lines(graph),
        number=wording.number,
    )
    # What UTF-8 can't hold (a lone surrogate) must not keep the page from being written.
    return page.encode("utf-8", "replace").decode("utf-8")


def _island(value: object) -> str:
    """Return JSON that can't end the element it stands in; Persian stays as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    """Return our style sheet with the font inside it."""
    font = files(__package__).joinpath("assets", "Vazirmatn-wght.woff2").read_bytes()
    return _asset("view.css").replace("FONT_DATA", base64.b64encode(font).decode("ascii"))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset("template.html.j2"))
