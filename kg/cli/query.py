"""`kg query`: a question, its answer in any format."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from kg.cli.options import ended_at_once, min_score_option, quiet_option, store_option

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


class Setting(click.ParamType[tuple[str, str]]):
    """`key=value`."""

    name = "key=value"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Part the key from the value at the first `=`."""
        if isinstance(value, tuple):
            return value
        key, equals, text = str(value).partition("=")
        if not equals or not key.strip():
            self.fail(f"{value!r} is not KEY=VALUE", param, ctx)
        return key.strip(), text


@click.command()
@click.argument("question", metavar="NAME|FILE.rq|-")
@click.option(
    "--set", "settings", multiple=True, type=Setting(), help="The value of a parameter; once for each."
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Of the answer."
)
@store_option
@min_score_option
@quiet_option
def command(
    question: str,
    *,
    settings: tuple[tuple[str, str], ...],
    form: str,
    store: Path,
    min_score: float,
    quiet: bool,
) -> None:
    """Put a named query, or your own SPARQL, to a store.

    NAME is one of `kg queries`, FILE.rq a file of SPARQL, - reads SPARQL from standard input. The values of --set are bound by the
    engine, so quotes in them do no harm. Nothing but the answer is printed, with --quiet or without.

    \b
    Examples:
      kg query officials-of --set organization="کتابخانه ملی"
      echo "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g" | kg query - --format csv
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    answer(store, question, dict(settings), form=form, min_score=min_score)


def answer(
    store: Path,
    question: str,
    values: Mapping[str, str] | None = None,
    *,
    form: str = "table",
    min_score: float = 0.0,
) -> None:
    """Print the answer of the store in a folder.

    Raises:
        QueryError: if there is no such query, or it can't be run with these values.
        NotFoundError: if a value names an entity that the store does not know.
    """
    from kg import query as rooms
    from kg.store import open_store

    named = rooms.load(question)
    with open_store(store, min_score=min_score) as opened, ended_at_once():
        rooms.write(rooms.run(opened, named, values or {}), form, sys.stdout)
