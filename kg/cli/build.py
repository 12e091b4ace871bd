"""`kg build`: articles into a store."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import terms as t
from kg.cli.options import (
    PATHS,
    RULES,
    counted,
    extractor_option,
    jobs_option,
    min_score_option,
    quiet_option,
    store_option,
)
from kg.cli.reading import Tally, extractions, find_sources, report, some
from kg.errors import StoreError
from kg.model import Document, Extraction

if TYPE_CHECKING:
    from kg.store import Counts, Store


_MOST_REFUSALS = 3


@dataclass(slots=True)
class Built:
    """What a build did. `refused` counts the articles in a row that the store would not take."""

    tally: Tally
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    counts: Counts | None = None
    seconds: float = 0.0


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=PATHS)
@store_option
@extractor_option
@min_score_option
@jobs_option
@quiet_option
def command(
    paths: tuple[Path, ...], *, store: Path, extractor: str, min_score: float, jobs: int, quiet: bool
) -> int:
    """Read articles into a store.

    PATH is a file or a folder of them: plain text, HTML pages, JSON Lines (.jsonl, .jsonl.gz; one article a line). The store is made
    if it is not there. Reading an article twice changes nothing; a changed article becomes a new version, and the old one is kept.

    \b
    Examples:
      kg build articles/
      kg build news.jsonl.gz pages/ --store press --jobs 2
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    built = build(paths, store, extractor=extractor, min_score=min_score, jobs=jobs, quiet=quiet)
    report(summary(built, store), built.tally, quiet=quiet)
    return 1 if built.tally.skipped else 0


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    extractor: str = RULES,
    min_score: float = 0.0,
    jobs: int = 1,
    quiet: bool = False,
) -> Built:
    """Read the articles of `paths` into the store and return what was done.

    Raises:
        SourceError: if a path does not exist or holds no file.
        ExtractorError: if the extractor can't be used; what was read before is stored.
        StoreError: if the store can't be written.
    """
    from kg.store import open_store
    from loaders.pipeline import run

    start = time.monotonic()
    sources = find_sources(paths)
    built = Built(Tally())
    this_run = run(min_score, extractor)
    with open_store(store, write=True) as opened:
        install_vocabulary(opened)

        def known(doc: Document) -> bool:
            held = opened.holds(doc, this_run)
            built.outcomes["unchanged"] += held
            return held

        for extraction in extractions(
            sources,
            built.tally,
            extractor=extractor,
            min_score=min_score,
            jobs=jobs,
            quiet=quiet,
            passed=known,
        ):
            _add(opened, extraction, built)
        opened.finish()
        built.counts = opened.counts()
    built.seconds = time.monotonic() - start
    return built


def _add(store: Store, extraction: Extraction, built: Built) -> None:
    """Store one extraction. One that the store refuses is noted like a bad input; if it refuses all, it is the store that is at fault.

    Raises:
        StoreError: at the third refusal in a row.
    """
    try:
        built.outcomes[store.add(extraction, at=datetime.now(UTC))] += 1
        built.refused = 0
    except StoreError as error:
        built.refused += 1
        if built.refused >= _MOST_REFUSALS:
            raise
        built.tally.skipped.append(f"{extraction.doc.origin}: {error.problem}; {error.remedy}")


def install_vocabulary(store: Store) -> None:
    """Give the store the ontology and the authority register that this version carries."""
    from kg.resources import folder

    ontology = folder("ontology")
    store.install(
        {
            t.ONTOLOGY_GRAPH: sorted(ontology.glob("*.ttl")),
            t.AUTHORITY_GRAPH: sorted((ontology / "authorities").glob("*.ttl")),
        }
    )


def summary(built: Built, store: Path) -> list[tuple[str, str]]:
    """Return the report's rows."""
    tally, counts = built.tally, built.counts
    outcomes = [
        f"{built.outcomes[name]:,} {name}"
        for name in ("added", "revised", "updated", "unchanged")
        if built.outcomes[name]
    ]
    rows = [
        (
            "Read",
            f"{counted(built.outcomes.total(), 'article')}"
            + (f": {', '.join(outcomes)}" if outcomes else ""),
        )
    ]
    if tally.extracted:
        rows.append(("Found", tally.found()))
    if tally.rejected:
        rows.append(("Rejected", tally.refused()))
    if tally.undated:
        rows.append(("Undated", f"{counted(len(tally.undated), 'article')}: {some(tally.undated)}"))
    if counts:
        rows.append(("Store", f"{store}: {_held(counts)}"))
    rows.append(("Time", f"{built.seconds:.1f} s"))
    if tally.skipped:
        rows.append(("Skipped", f"{counted(len(tally.skipped), 'input')}:"))
    return rows


def _held(counts: Counts) -> str:
    nouns = (
        (counts.articles, "article"), (counts.persons, "person"), (counts.organizations, "body", "bodies"), (counts.places, "place"),
        (counts.claims, "claim"), (counts.quads, "quad"),
    )  # fmt: skip
    return ", ".join(counted(*noun) for noun in nouns)
