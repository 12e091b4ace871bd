"""`kg queries`: the questions that have a name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.cli.options import quiet_option

if TYPE_CHECKING:
    from kg.query import NamedQuery, Parameter


@click.command()
@click.argument("name", required=False)
@quiet_option
def command(name: str | None, *, quiet: bool) -> None:
    """List the named queries with their parameters.

    With NAME, one of them in full: what it asks, each parameter, an example and its SPARQL. With --quiet, names only.

    \b
    Examples:
      kg queries
      kg queries officials-of
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    from kg import query as rooms

    if name is not None:
        click.echo(rooms.load(name).text if quiet else full(rooms.load(name)))
    elif quiet:
        click.echo("\n".join(query.name for query in rooms.named()))
    else:
        click.echo(listing(rooms.named()))


def listing(queries: Iterable[NamedQuery]) -> str:
    """Return the queries by group, each with its titles and parameters."""
    parts: list[str] = []
    for group, members in groupby(queries, key=lambda query: query.group):
        parts.append(group.upper() or "OTHERS")
        parts.extend(_entry(query) for query in members)
    return "\n".join(parts)


def full(query: NamedQuery) -> str:
    """Return all that there is to say of one query."""
    lines = [query.name, f"  {query.title_fa}", f"  {query.title_en}"]
    lines += [f"\n  {text}" for text in (query.description_fa, query.description_en) if text]
    if query.parameters:
        lines += ["\nParameters:", *map(_parameter, query.parameters)]
    if query.example:
        lines += ["\nExample:", f"  {query.example}"]
    return "\n".join([*lines, "\nSPARQL:", query.text.rstrip()])


def _entry(query: NamedQuery) -> str:
    lines = [f"  {query.name}", f"      {query.title_fa}", f"      {query.title_en}"]
    if query.parameters:
        lines.append("      --set " + ", ".join(map(_short, query.parameters)))
    return "\n".join(lines)


def _short(parameter: Parameter) -> str:
    default = f"={parameter.default}" if parameter.default is not None else ""
    return f"{parameter.name} ({parameter.type}{default})"


def _parameter(parameter: Parameter) -> str:
    default = f", {parameter.default} unless given" if parameter.default is not None else ""
    labels = " · ".join(filter(None, (parameter.label_fa, parameter.label_en)))
    return f"  {parameter.name} ({parameter.type}{default})" + (f": {labels}" if labels else "")
