"""`kg check`: whether a store holds what it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import counted, ended_at_once, min_score_option, quiet_option, steps, store_option

if TYPE_CHECKING:
    from kg.check import Finding, Report

_COLOUR = {"violation": "red", "warning": "yellow", "info": "blue"}
_NOUN = {"info": "remark"}


@click.command()
@store_option
@min_score_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="Findings of a rule at most; 0 for all.",
)
@quiet_option
def command(store: Path, *, limit: int, min_score: float, quiet: bool) -> int:
    """Check a store against the shapes and the rules of plausibility.

    The shapes (SHACL) are those of ontology/shapes.ttl, the rules the queries of queries/checks. Each finding names its node and, where
    it has one, its sentence and article. A violation makes the exit code 1; a warning does not.

    \b
    Example:
      kg check --store press
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    with ended_at_once():
        report = inspect(store, min_score=min_score, quiet=quiet)
    if not quiet:
        for line in lines(report, limit=limit):
            click.echo(line)
    return 0 if report.conforms else 1


def inspect(store: Path, *, min_score: float = 0.0, quiet: bool = False) -> Report:
    """Return the report on the store in a folder."""
    from kg.check import check
    from kg.store import open_store

    with open_store(store, min_score=min_score) as opened, steps(label="checking", quiet=quiet) as progress:
        return check(opened, progress=progress)


def lines(report: Report, *, limit: int = 5) -> Iterator[str]:
    """Yield the report: the findings by rule, the worst first, and a line that sums them up."""
    for _, group in groupby(report.results, key=lambda finding: (finding.severity, finding.source)):
        yield from _rule(list(group), limit)
    yield summary(report)


def summary(report: Report) -> str:
    """Return the report's last line."""
    tally = Counter(finding.severity for finding in report.results)
    checked = (
        f"{counted(report.shapes_checked, 'shape')} and {counted(report.queries_checked, 'rule')} checked"
    )
    found = ", ".join(counted(number, _NOUN.get(severity, severity)) for severity, number in tally.items())
    return f"{checked}: {found or 'nothing found'}"


def _rule(findings: Sequence[Finding], limit: int) -> Iterator[str]:
    first = findings[0]
    head = f"{first.severity} · {first.source.rpartition('#')[2]} ({len(findings):,})"
    yield click.style(head, fg=_COLOUR[first.severity], bold=True)
    for finding in findings[: limit or None]:
        yield from _finding(finding)
    if limit and len(findings) > limit:
        yield f"  … {len(findings) - limit:,} more; --limit 0 shows all"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.message_fa}"
    yield f"  {finding.message_en}"
    yield "    " + " · ".join(filter(None, (finding.label, finding.focus)))
    if finding.value:
        yield f"    value: {finding.value}"
    if finding.sentence:
        yield f"    «{' '.join(finding.sentence.split())}»"
    if finding.article:
        yield f"    {finding.article}"
