"""What several commands share: their options, a progress bar, and how a report is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from tqdm import tqdm

Item = TypeVar("Item")

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
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print no report and no progress; errors only.")
jobs_option = click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Articles read at once.")


def progress(items: Iterable[Item], *, label: str, total: int | None = None, quiet: bool = False, unit: str = "article") -> Iterator[Item]:
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
    return tqdm(desc=label, total=total, unit=f" {unit}", disable=quiet, delay=2, mininterval=every, leave=False, file=sys.stderr)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "article"), counted(2000, "body", "bodies")
    ('1 article', '2,000 bodies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
