"""`kg show`: one entity on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import wording
from kg.cli.options import min_score_option, store_option
from kg.wording import in_one_line

if TYPE_CHECKING:
    from kg.describe import Description, Fact, Source

SECTIONS: dict[str, tuple[str, str]] = {
    "posts": ("سمت‌ها", "posts"),
    "officials": ("مسئولان", "officials"),
    "events": ("رویدادها", "events"),
    "statements": ("گفته‌ها", "statements"),
    "figures": ("آمارها", "figures"),
    "relations": ("رابطه‌ها", "relations"),
}
"""The parts of a description in the order in which they are shown, with their headings."""

_MOST_SENTENCES = 3  # under one fact; the others are counted


@dataclass(frozen=True, slots=True)
class Line:
    """A line to print, with its indentation and its look."""

    text: str = ""
    indent: int = 0
    style: str = ""


@click.command()
@click.argument("name_or_iri", metavar="NAME_OR_IRI")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Facts of a kind at most; 0 for all.",
)
@store_option
@min_score_option
@click.option("-q", "--quiet", is_flag=True, help="Facts only, without their sentences and articles.")
def command(name_or_iri: str, *, limit: int, store: Path, min_score: float, quiet: bool) -> None:
    """Show what is known of one person, body or place.

    Its names, posts with time, events, statements, figures and relations, each with the sentence that says it, the article and its day.
    Days are Gregorian. An attested post is one that articles tell of on these days; that is no beginning and no end.

    \b
    Example:
      kg show "کتابخانه ملی"
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    show(store, name_or_iri, limit=limit, sentences=not quiet, min_score=min_score)


def show(
    store: Path, name_or_iri: str, *, limit: int = 10, sentences: bool = True, min_score: float = 0.0
) -> None:
    """Print what the store in a folder knows of one entity.

    Raises:
        NotFoundError: if it knows no such entity.
        QueryError: if several have the name.
    """
    from kg.describe import describe
    from kg.find import find
    from kg.store import open_store

    with open_store(store, min_score=min_score) as opened:
        description = describe(opened, find(opened, name_or_iri))
    _print(lines(description, limit=limit, sentences=sentences))


def lines(description: Description, *, limit: int = 10, sentences: bool = True) -> Iterator[Line]:
    """Yield a description as lines; `limit` 0 leaves none out."""
    yield from _head(description)
    for name, headings in SECTIONS.items():
        facts: Sequence[Fact] = getattr(description, name)
        if facts:
            groups = list(_grouped(facts))
            yield Line()
            yield Line(f"{' · '.join(headings)} ({len(groups)})", style="bold")
            for group in groups[: limit or None]:
                yield from _fact(group, sentences=sentences)
            yield from _left_out(groups, limit)
    yield from _articles(description.articles, limit)


def _head(description: Description) -> Iterator[Line]:
    names = description.names
    yield Line(names.persian, style="bold")
    what = [names.english, description.kind or "", *description.types]
    yield Line(" · ".join(filter(None, what)))
    yield Line(description.iri, style="dim")
    if names.variants:
        yield Line("نام‌های دیگر: " + "، ".join(names.variants))
    if names.honorifics:
        yield Line("عنوان‌ها: " + "، ".join(names.honorifics))


def _grouped(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Yield the facts that say the same together: what several articles say is one thing with several sentences."""
    groups: dict[tuple[str, str, str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.text, fact.first, fact.last, fact.written), []).append(fact)
    yield from groups.values()


def _fact(group: Sequence[Fact], *, sentences: bool) -> Iterator[Line]:
    yield Line(group[0].text, 2)
    about = [_time(group[0]), _score(group)]
    if any(about):
        yield Line(" · ".join(filter(None, about)), 4, "dim")
    if not sentences:
        return
    for fact in group[:_MOST_SENTENCES]:
        if fact.sentence:
            sentence = " ".join(fact.sentence.split())
            yield Line(f"«{sentence[wording.whole(sentence)]}»", 4, "green")
        if source := " · ".join(filter(None, (fact.headline, fact.published))):
            yield Line(source, 4, "dim")
    if left := len(group[_MOST_SENTENCES:]):
        yield Line(f"… in {left:,} more", 4, "dim")


def _time(fact: Fact) -> str:
    """Word the time of a fact: as printed, and its days; of a post, the days on which it is attested."""
    days = fact.first if fact.first == fact.last else f"{fact.first or '…'} – {fact.last or '…'}"
    if fact.written:
        return f"{fact.written} ({days})" if days else fact.written
    return f"attested {days}" if days else ""


def _score(group: Sequence[Fact]) -> str:
    scores = [fact.score for fact in group if fact.score is not None]
    return f"score {max(scores):.2f}" if scores else ""


def _articles(articles: Sequence[Source], limit: int) -> Iterator[Line]:
    if not articles:
        return
    yield Line()
    yield Line(f"خبرها · articles ({len(articles):,})", style="bold")
    for source in articles[: limit or None]:
        yield Line(" · ".join(filter(None, (source.headline or source.iri, source.published))), 2)
    yield from _left_out(articles, limit)


def _left_out(all_of_them: Sequence[object], limit: int) -> Iterator[Line]:
    if limit and len(all_of_them) > limit:
        yield Line(f"… {len(all_of_them) - limit:,} more; --limit 0 shows all", 2, "dim")


def _print(printed: Iterable[Line]) -> None:
    """Print lines: wrapped and coloured on a terminal, as they are elsewhere."""
    printed = (replace(line, text=in_one_line(line.text)) for line in printed)
    if not sys.stdout.isatty():
        for line in printed:
            click.echo(" " * line.indent + line.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in printed:
        for piece in Text(line.text, style=line.style).wrap(
            console, max(console.width - line.indent, 20)
        ) or [Text()]:
            piece.rstrip()
            console.print(Text(" " * line.indent) + piece)
