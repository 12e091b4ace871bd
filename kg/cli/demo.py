"""`kg demo`: the sample articles through all that Peyvand does."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from kg.cli.options import counted, quiet_option
from kg.errors import PeyvandError

PERSON = "اشرف بروجردی"
BODY = "شبکه دانشگاه‌های مجازی جهان اسلام"
"""The person and the body of the samples that the demo shows."""

ANSWERED, NEXT = "hosts-and-custodians", "figure-breakdown"
"""The named query that the demo puts, and the one that it proposes."""


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("peyvand-demo"),
    show_default=True,
    help="The folder to work in; it is made if it is not there.",
)
@quiet_option
def command(folder: Path, *, quiet: bool) -> int:
    """Take the sample articles through everything below.

    The samples are written for this purpose. At the end stand the paths of a store, a web page and a Turtle file, and three things to
    try next.

    \b
    Example:
      kg demo --dir /tmp/peyvand
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "store").is_dir():
        raise PeyvandError(str(folder), "there is something else in this folder", "name another with --dir")
    say: Callable[[str], None] = (lambda line: None) if quiet else click.echo
    whole = take_through(folder, say, quiet=quiet)
    for line in closing(folder):
        say(line)
    return 0 if whole else 1


def take_through(folder: Path, say: Callable[[str], None], *, quiet: bool) -> bool:
    """Do every step; tell whether all articles were read and no check found a violation."""
    from kg.cli import build, check, export, extract, query, reading, show, view
    from kg.resources import folder as resource

    store, page, turtle, facts = (folder / name for name in ("store", "graph.html", "graph.ttl", "facts"))
    samples = resource("samples")

    def step(*words: str | Path) -> None:
        say(click.style(f"\n$ {_line(*words)}", bold=True))

    step("build", samples, "--store", store)
    built = build.build([samples], store, quiet=quiet)
    reading.report(build.summary(built, store), built.tally, quiet=quiet)
    step("extract", samples, "--out", facts)
    written = extract.write([samples], facts, reading.Tally(), quiet=quiet)
    say(f"{facts}: {counted(written, 'file')}")
    step("check", "--store", store)
    report = check.inspect(store, quiet=quiet)
    say(check.summary(report))
    step("view", "--out", page, "--store", store)
    nodes, edges = view.draw(store, page)
    say(f"{page}: {counted(nodes, 'node')}, {counted(edges, 'edge')}")
    step("export", "--out", turtle, "--store", store)
    say(f"{turtle}: {counted(export.save(store, turtle), 'statement')}")
    if not quiet:
        step("show", BODY, "--limit", "2", "--store", store)
        show.show(store, BODY, limit=2)
        step("query", ANSWERED, "--store", store)
        query.answer(store, ANSWERED)
    return report.conforms and not built.tally.skipped


def closing(folder: Path) -> list[str]:
    """Return the last lines: where the results are, and what to try next."""
    store, page, turtle = folder / "store", folder / "graph.html", folder / "graph.ttl"
    return [
        "",
        f"Store   {store}",
        f"Graph   {page} (open it in a browser: {page.resolve().as_uri()})",
        f"Turtle  {turtle}",
        "",
        "Try next:",
        f"  {_line('show', PERSON, '--store', store)}",
        f"  {_line('query', NEXT, '--store', store)}",
        f"  {_line('view', '--about', BODY, '--depth', '2', '--out', folder / 'network.html', '--store', store)}",
        "",
        f"Your own articles: {_line('build')} FOLDER; {_line('--help')} tells the rest.",
    ]


def _line(*words: str | Path) -> str:
    """Return a command line as the user would type it here."""
    called = Path(sys.argv[0])
    found = shutil.which("kg")
    if called.name == "__main__.py":
        start = f"{shlex.quote(_near(Path(sys.executable)))} -m kg"
    elif called.name != "kg" or (found and Path(found).samefile(called)):
        start = "kg"
    else:
        start = shlex.quote(_near(called))
    return " ".join([start, *(_quoted(_near(word) if isinstance(word, Path) else word) for word in words)])


def _near(path: Path) -> str:
    """Return a path from the working folder where it lies below it, and whole elsewhere."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _quoted(word: str) -> str:
    """Quote a word for the shell if need be; with double quotes, which do not stand out in Persian."""
    plain = shlex.quote(word)
    return f'"{word}"' if plain != word and not set(word) & set('"$`\\!') else plain
