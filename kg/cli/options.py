"""What several commands share: their options, a progress bar, and how a report is printed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from kg.errors import ExportError

if TYPE_CHECKING:
    from tqdm import tqdm

Item = TypeVar("Item")

RULES = "rules"
"""The extractor that reads unless another is named; that of `loaders.extractors`, which is imported only when articles are read."""

OUT_FILE = click.Path(path_type=Path, dir_okay=False)
PATHS = click.Path(path_type=Path)

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("peyvand-store"),
    envvar="PEYVAND_STORE",
    show_default=True,
    show_envvar=True,
    help="The folder of the store.",
)
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Print no report and no progress; errors only."
)
min_score_option = click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Only claims whose score is at least this, from 0 to 1 (all of them unless given).",
)
extractor_option = click.option(
    "--extractor",
    default=RULES,
    metavar="NAME[:SETTING]",
    envvar="PEYVAND_EXTRACTOR",
    show_default=True,
    show_envvar=True,
    help="What reads the articles: rules, transformers:MODEL, openai:MODEL or a plug-in.",
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Articles read at once."
)


def progress(
    items: Iterable[Item], *, label: str, total: int | None = None, quiet: bool = False, unit: str = "article"
) -> Iterator[Item]:
    """Pass the items on, with a bar on standard error once they have taken two seconds.

    Where standard error is no terminal, a line every ten seconds takes the bar's place.
    """
    with _bar(label, total, quiet, unit) as bar:
        for item in items:
            yield item
            bar.update()


@contextmanager
def steps(*, label: str, quiet: bool = False) -> Iterator[Callable[[int, int, str], None]]:
    """Give a function that shows on such a bar how many of how many steps are done, and what the next one is called."""
    with _bar(label, None, quiet, "step") as bar:

        def show(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name, refresh=False)
            bar.update(done - bar.n)

        yield show


def _bar(label: str, total: int | None, quiet: bool, unit: str) -> tqdm[NoReturn]:
    from tqdm import tqdm

    every = 0.2 if sys.stderr.isatty() else 10.0
    return tqdm(
        desc=label,
        total=total,
        unit=f" {unit}",
        disable=quiet,
        delay=2,
        mininterval=every,
        leave=False,
        file=sys.stderr,
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "article"), counted(2000, "body", "bodies")
    ('1 article', '2,000 bodies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, and the folders above it; a link is followed, and a device or pipe written to.

    Raises:
        ExportError: if it can't be written.
    """
    real = Path(os.path.realpath(path))
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        real.parent.mkdir(parents=True, exist_ok=True)
        beside = real.with_name(
            f".{os.getpid()}.part"
        )  # short, for the name itself may be as long as a name can be
        try:
            beside.write_text(text, encoding="utf-8")
            beside.replace(real)
        finally:
            beside.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            str(path), (error.strerror or str(error)).lower(), "free some space, or name another place"
        ) from error


@contextmanager
def ended_at_once() -> Iterator[None]:
    """Let an interrupt end the process itself: a query runs inside the engine, where Python is not asked for minutes."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def shortened(name: str, most: int = 80) -> str:
    """Return a name as a list of names can hold it."""
    return name if len(name) <= most else name[: most - 1] + "…"
