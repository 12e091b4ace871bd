"""`kg export`: the graph as a file for partners."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import OUT_FILE, counted, quiet_option, store_option


@click.command()
@click.option("--out", type=OUT_FILE, required=True, help="The file to write; its ending names the format.")
@click.option("--about", metavar="NAME_OR_IRI", help="Only what the articles say of this entity.")
@store_option
@quiet_option
def command(*, out: Path, about: str | None, store: Path, quiet: bool) -> None:
    """Write the graph as Turtle, N-Quads, TriG or JSON-LD.

    The ending decides: .ttl, .nq, .trig or .jsonld. All of them keep the evidence of every fact, and the same store gives the same
    file, so that two exports can be compared line by line.

    \b
    Examples:
      kg export --out graph.ttl
      kg export --about "کتابخانه ملی" --out nlai.jsonld
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    written = save(store, out, about=about)
    if not quiet:
        click.echo(f"{out}: {counted(written, 'triple')}")


def save(store: Path, out: Path, *, about: str | None = None) -> int:
    """Write the file and return how many triples it holds."""
    from kg.export import export
    from kg.find import find
    from kg.store import open_store

    with open_store(store) as opened:
        iri = None if about is None else find(opened, about)
        return export(opened, out, about=iri)
