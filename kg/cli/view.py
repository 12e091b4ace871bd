"""`kg view`: the graph as a web page."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import OUT_FILE, counted, min_score_option, quiet_option, store_option, write_text
from kg.errors import NotFoundError


@click.command()
@click.option(
    "--about",
    metavar="NAME_OR_IRI",
    help="Only what is within reach of this entity; without it, the whole graph.",
)
@click.option(
    "--depth", type=click.IntRange(min=1), default=1, show_default=True, help="How many steps from --about."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=400,
    show_default=True,
    help="Nodes at most, the best connected first.",
)
@click.option("--out", type=OUT_FILE, required=True, help="The HTML file to write.")
@store_option
@min_score_option
@quiet_option
def command(
    about: str | None, *, depth: int, limit: int, out: Path, store: Path, min_score: float, quiet: bool
) -> None:
    """Draw the graph, or one entity's part of it, as a web page.

    The page is one file that works offline. Every edge shows the sentence that says it, with the article and its date.

    \b
    Example:
      kg view --about "کتابخانه ملی" --depth 2 --out graph.html
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    nodes, edges = draw(store, out, about=about, depth=depth, limit=limit, min_score=min_score)
    if not quiet:
        click.echo(f"{out}: {counted(nodes, 'node')}, {counted(edges, 'edge')}")


def draw(
    store: Path,
    out: Path,
    *,
    about: str | None = None,
    depth: int = 1,
    limit: int = 400,
    min_score: float = 0.0,
) -> tuple[int, int]:
    """Write the page and return how many nodes and edges it shows.

    Raises:
        NotFoundError: if nothing is known of `about`, or the store holds no article.
    """
    from kg.find import find, label
    from kg.graph import graph
    from kg.store import open_store
    from kg.view import render

    with open_store(store, min_score=min_score) as opened:
        iri = None if about is None else find(opened, about)
        drawn = graph(opened, about=iri, depth=depth, limit=limit)
        title = (label(opened, iri) or iri) if iri else "پیوند"
    if not drawn.number_of_nodes():
        raise NotFoundError(about or str(store), "there is nothing to draw", "add articles with kg build")
    write_text(out, render(drawn, title=title))
    return drawn.number_of_nodes(), drawn.number_of_edges()
