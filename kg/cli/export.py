"""`kg export`: the graph as a file for partners."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import counted, min_score_option, quiet_option, store_option

STANDARD_OUTPUT = Path("-")


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    required=True,
    help="The file; its ending names the format.",
)
@click.option("--about", metavar="NAME_OR_IRI", help="Only what the articles say of this entity.")
@store_option
@min_score_option
@quiet_option
def command(*, out: Path, about: str | None, store: Path, min_score: float, quiet: bool) -> None:
    """Write the graph as Turtle, N-Quads, TriG or JSON-LD.

    The ending decides: .ttl, .nt, .nq, .trig or .jsonld; - writes Turtle to standard output. Each keeps the evidence of every fact, and
    the same store gives the same file, so that two exports can be compared line by line.

    \b
    Examples:
      kg export --out graph.ttl
      kg export --about "کتابخانه ملی" --out nlai.jsonld
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    written = save(store, out, about=about, min_score=min_score)
    if not quiet and out != STANDARD_OUTPUT:
        click.echo(f"{out}: {counted(written, 'statement')}")


def save(store: Path, out: Path, *, about: str | None = None, min_score: float = 0.0) -> int:
    """Write the file and return how many statements it holds.

    Raises:
        ExportError: if the ending names no format, or the file can't be written.
        NotFoundError: if nothing is known of `about`.
    """
    from kg.export import export, format_of
    from kg.find import find
    from kg.store import open_store

    form = "turtle" if out == STANDARD_OUTPUT else format_of(out)
    with open_store(store, min_score=min_score) as opened:
        iri = None if about is None else find(opened, about)
        if out == STANDARD_OUTPUT:
            return export(opened, sys.stdout.buffer, format=form, about=iri)
        out.parent.mkdir(parents=True, exist_ok=True)
        return export(opened, out, format=form, about=iri)
