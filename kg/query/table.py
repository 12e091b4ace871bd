"""A result for the eye: a table where it fits the terminal, and one block a row where it does not. rich's only door in `kg.query`."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from kg.quads import Literal, Object, Triple
from kg.query import turtle
from kg.query.running import Result
from kg.store import Table
from kg.wording import in_one_line

_SPACE = re.compile(r"\s+")
# Turtle escapes ASCII's control characters itself; these it may hold as they are, and escaped they mean the same.
_UNSAFE = re.compile(r"[\x7f-\x9f\u2028\u2029\u202d\u202e]")
_NARROWEST = 14  # cells: a column that is narrower breaks Persian sentences into ribbons


def write_table(result: Result, stream: TextIO, *, width: int | None = None) -> None:
    """Write a result for a terminal.

    IRIs stand as the Persian name of what they denote, or else as prefixed names; the column `x` is left out where `xName` names it.
    """
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if title := " · ".join(filter(None, (result.query.title_fa, result.query.title_en))):
        console.print(Text(in_one_line(title), style="bold"))
    answer = result.answer
    if isinstance(answer, bool):
        console.print("بله · yes" if answer else "خیر · no")
    elif isinstance(answer, Table):
        _rows(result, answer, console)
    else:
        _triples(answer, stream)


def _rows(result: Result, table: Table, console: Console) -> None:
    if not table.rows:
        console.print("هیچ سطری یافت نشد · no rows")
        return
    places = _shown(table)
    names = [table.variables[place] for place in places]
    lines = [[cell(result, row[place]) for place in places] for row in table.rows]
    if _fits(names, lines, console.width):
        _grid(names, lines, console)
    else:
        _blocks(names, lines, console)
    count = len(table.rows)
    console.print(Text(f"{count} row{'' if count == 1 else 's'}", style="dim"))


def _shown(table: Table) -> list[int]:
    """Return the places of the columns that a reader needs: not an IRI beside its name, nor what is empty in every row."""
    named = {name.removesuffix("Name") for name in table.variables if name.endswith("Name")}
    full = {place for row in table.rows for place, term in enumerate(row) if term is not None}
    return [place for place, name in enumerate(table.variables) if name not in named and place in full]


def cell(result: Result, term: Object | None) -> str:
    """Return what a cell shows: characters of a literal on one line, and for an IRI a name if it has one."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return in_one_line(_SPACE.sub(" ", term.value).strip())
    # Claims and passages have no names, and looking each of them up would be in vain.
    name = None if _nameless(term) else result.label(term)
    return in_one_line(name or turtle.curie(term) or term)


def _nameless(iri: str) -> bool:
    return "#" in iri and "/id/" in iri


def _fits(names: Sequence[str], lines: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether each column gets at least what its longest word needs, or a readable width."""
    widest = (max([len(name), *(len(line[place]) for line in lines)]) for place, name in enumerate(names))
    needed = sum(min(most, _NARROWEST) + 3 for most in widest)
    return needed + 1 <= width


def _grid(names: Sequence[str], lines: Sequence[Sequence[str]], console: Console) -> None:
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in names:
        grid.add_column(name, overflow="fold", vertical="top")
    for line in lines:
        grid.add_row(*map(Text, line))
    console.print(grid)


def _blocks(names: Sequence[str], lines: Sequence[Sequence[str]], console: Console) -> None:
    """Write one block a row, a line a value, wrapped beside its name."""
    for number, line in enumerate(lines, 1):
        console.rule(str(number), align="left", style="dim", characters="─")
        grid = Grid.grid(padding=(0, 2))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, value in zip(names, line, strict=True):
            if value:
                grid.add_row(name, Text(value))
        console.print(grid)


def _triples(triples: Sequence[Triple], stream: TextIO) -> None:
    if not triples:
        stream.write("هیچ گزاره‌ای یافت نشد · no triples\n")
        return
    text = io.StringIO()
    turtle.write(triples, text)
    stream.write(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04X}", text.getvalue()))
