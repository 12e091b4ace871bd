"""`kg extract`: the facts of articles as JSON, without a store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.options import (
    PATHS,
    RULES,
    counted,
    extractor_option,
    jobs_option,
    min_score_option,
    quiet_option,
    shortened,
    write_text,
)
from kg.cli.reading import Tally, extractions, find_sources, report, some
from kg.errors import ExportError

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_LONGEST = 250  # bytes: file systems take 255, and an ending is added
_IN_THE_WAY = (
    FileExistsError,
    NotADirectoryError,
    IsADirectoryError,
)  # of one article, as the ids "a" and "a.json/b" make them


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=PATHS)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to."
)
@extractor_option
@min_score_option
@jobs_option
@quiet_option
def command(
    paths: tuple[Path, ...], *, out: Path, extractor: str, min_score: float, jobs: int, quiet: bool
) -> int:
    """Write the facts of articles as JSON, one file an article.

    A file is named by its article's id: the stem of the input, or the "id" of a line of JSON Lines; a / in it makes a folder. Every
    fact carries its IRI, its score and the sentence that says it, with offsets in code points of the article's text.

    \b
    Example:
      kg extract articles/ --out facts
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    tally = Tally()
    written = write(paths, out, tally, extractor=extractor, min_score=min_score, jobs=jobs, quiet=quiet)
    rows = [("Wrote", f"{counted(written, 'file')} to {out}"), ("Found", tally.found())]
    if tally.rejected:
        rows.append(("Rejected", tally.refused()))
    if tally.undated:
        rows.append(("Undated", f"{counted(len(tally.undated), 'article')}: {some(tally.undated)}"))
    if tally.skipped:
        rows.append(("Skipped", f"{counted(len(tally.skipped), 'input')}:"))
    report(rows, tally, quiet=quiet)
    return 1 if tally.skipped else 0


def write(
    paths: Iterable[Path],
    out: Path,
    tally: Tally,
    *,
    extractor: str = RULES,
    min_score: float = 0.0,
    jobs: int = 1,
    quiet: bool = False,
) -> int:
    """Write the facts of the articles of `paths` and return how many files there are; what could not be done is in the tally.

    Raises:
        SourceError: if a path does not exist or holds no file.
        ExportError: if nothing can be written there.
    """
    from kg.facts import facts

    written: set[Path] = set()
    for extraction in extractions(
        find_sources(paths), tally, extractor=extractor, min_score=min_score, jobs=jobs, quiet=quiet
    ):
        try:
            file = target(out, extraction.doc.id)
            if file in written:
                raise ExportError(
                    extraction.doc.origin,
                    f"another article was written to {file}",
                    "change one of the two ids",
                )
            write_text(file, json.dumps(facts(extraction), ensure_ascii=False, indent=1) + "\n")
        except ExportError as error:
            if isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, _IN_THE_WAY):
                raise
            tally.skipped.append(str(error))
            continue
        written.add(file)
    return len(written)


def target(out: Path, name: str) -> Path:
    """Return the file for the article with the id `name`, which lies below `out` whatever the id is.

    Raises:
        ExportError: if the id has a part that no file can have as its name.
    """
    parts = name.split("/")
    if any(part in {"", ".", ".."} or len(part.encode()) > _LONGEST for part in parts):
        raise ExportError(
            shortened(name),
            "an article with this id can't be a file's name",
            "change the id, or use kg build",
        )
    return out.joinpath(
        *(_UNSAFE.sub("_", part) for part in parts[:-1]), _UNSAFE.sub("_", parts[-1]) + ".json"
    )
