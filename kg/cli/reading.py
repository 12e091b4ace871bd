"""From the paths that a user names to extractions, with a record of what could not be read: what `build` and `extract` share."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import RULES, counted, progress, shortened
from kg.errors import SourceError
from kg.model import Document, EntityKind, Extraction
from kg.wording import in_one_line

if TYPE_CHECKING:
    from loaders.sources import Source


@dataclass(slots=True)
class Tally:
    """What became of the inputs, counted while they pass.

    Attributes:
        skipped: a line for each input that could not be read: place, problem, remedy.
        undated: the ids of the articles in which no date of publication was found.
        rejected: how many claims were dropped because their evidence does not hold.
        reasons: how often which reason was given for that.
    """

    extracted: int = 0
    skipped: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    entities: dict[str, EntityKind] = field(default_factory=dict)
    claims: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def note(self, extraction: Extraction) -> None:
        """Count what an extraction found."""
        self.extracted += 1
        self.entities.update((entity.iri, entity.kind) for entity in extraction.entities if entity.printed)
        self.claims.update(type(claim).__name__ for claim in extraction.claims)
        self.rejected += len(extraction.rejected)
        self.reasons.update(reason.partition(":")[0] for _, reason in extraction.rejected)
        if extraction.doc.published is None:
            self.undated.append(extraction.doc.id)

    def refused(self) -> str:
        """Return how many claims were dropped and why, as one line."""
        reasons = ", ".join(f"{reason} ({number:,})" for reason, number in self.reasons.most_common())
        return f"{counted(self.rejected, 'claim')}: {reasons}"

    def found(self) -> str:
        """Return what was found as one line."""
        kinds = Counter(self.entities.values())
        names = [counted(kinds[kind], *nouns) for kind, nouns in _KINDS.items()]
        facts = [counted(self.claims[claim], *nouns) for claim, nouns in _CLAIMS.items()]
        return f"{', '.join(names)}; {', '.join(facts)}"


_KINDS: dict[EntityKind, tuple[str, ...]] = {
    EntityKind.PERSON: ("person",),
    EntityKind.ORGANIZATION: ("body", "bodies"),
    EntityKind.PLACE: ("place",),
}
_CLAIMS: dict[str, tuple[str, ...]] = {
    "PostClaim": ("post held", "posts held"),
    "EventClaim": ("event",),
    "StatementClaim": ("statement",),
    "FigureClaim": ("figure",),
    "RelationClaim": ("relation",),
    "SourceClaim": ("named source",),
}


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """Return the files that the paths name.

    Raises:
        SourceError: if a path does not exist, or all of them together hold no file.
    """
    from loaders.sources import locate

    paths = list(paths)
    if sources := locate(paths):
        return sources
    raise SourceError(" ".join(map(str, paths)), "no file in it", "name files or folders of articles")


def extractions(
    sources: Sequence[Source],
    tally: Tally,
    *,
    min_score: float = 0.0,
    extractor: str = RULES,
    jobs: int,
    quiet: bool,
    passed: Callable[[Document], bool] = lambda doc: False,
) -> Iterator[Extraction]:
    """Yield the extraction of every article but those `passed` over, without claims below `min_score`; what can't be read is noted and stops nothing."""
    from loaders.pipeline import Failure, extract_many
    from loaders.sources import read_all

    def wanted() -> Iterator[Document]:
        for item in read_all(sources):
            if isinstance(item, SourceError):
                tally.skipped.append(str(item))
            elif not passed(item):
                yield item

    total = (
        None if any(".jsonl" in s.path.name or ".ndjson" in s.path.name for s in sources) else len(sources)
    )
    with _ended_in_order():
        for result in progress(
            extract_many(wanted(), jobs=jobs, min_score=min_score, extractor=extractor),
            label="reading",
            total=total,
            quiet=quiet,
        ):
            if isinstance(result, Failure):
                tally.skipped.append(f"{result.doc.origin}: {result.problem}")
            else:
                tally.note(result)
                yield result


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end (SIGTERM) do what an interrupt does: the workers are ended, and the store is left complete."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def report(rows: Iterable[tuple[str, str]], tally: Tally, *, quiet: bool) -> None:
    """Print the rows of a report, then what was skipped and why; with `quiet`, only the latter, on standard error."""
    if quiet:
        for line in tally.skipped:
            click.echo(f"kg: {in_one_line(line)}", err=True)
        return
    for head, text in rows:
        click.echo(f"{head:<9} {in_one_line(text)}")
    for line in tally.skipped:
        click.echo(f"  {in_one_line(line)}")


def some(ids: Sequence[str], most: int = 5) -> str:
    """Return a list in one line, cut after `most` entries."""
    rest = len(ids) - most
    return ", ".join(shortened(name) for name in ids[:most]) + (f" and {rest:,} more" if rest > 0 else "")
