"""The order of the steps from a document to its claims, and nothing else."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from kg import __version__
from kg.evidence import at_least, verify
from kg.model import Claim, Document, Extraction, Run
from loaders.extract.events import find_events
from loaders.extract.figures import find_figures
from loaders.extract.mentions import read_page
from loaders.extract.posts import find_posts
from loaders.extract.relations import find_relations
from loaders.extract.resolve import resolve
from loaders.extract.sources import find_sources
from loaders.extract.statements import find_statements
from loaders.link import Linker
from loaders.register import files

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be extracted, and why."""

    doc: Document
    problem: str


def extract(doc: Document, *, min_score: float = 0.0) -> Extraction:
    """Return everything that the rules read from a document: claims whose score is at least `min_score`.

    Claims whose evidence is not in the text are set apart.
    """
    page = read_page(doc)
    linker = Linker(page)
    linker.link_bodies()
    linker.link_places()
    linker.link_persons()
    holdings = resolve(page, linker)
    claims: list[Claim] = [
        *find_sources(page),
        *find_posts(page, holdings),
        *find_events(page),
        *find_statements(page),
        *find_figures(page),
        *find_relations(page, linker),
    ]
    kept, rejected = verify(doc, at_least(min_score, claims))
    mentions = sorted(linker.mentions, key=lambda mention: (mention.span, mention.entity))
    return Extraction(doc, run(min_score), linker.entities(), tuple(mentions), tuple(kept), tuple(rejected))


@cache
def run(min_score: float = 0.0) -> Run:
    """Return what identifies this engine: the version, and a fingerprint of its rules, lexicons, register and least score."""
    sources = [*_HERE.rglob("*.py"), *(_HERE / "lexicons").glob("*.t*"), *files()]
    contents = sorted((path.name.encode(), hashlib.sha256(path.read_bytes()).digest()) for path in sources)
    hasher = hashlib.sha256()
    for name, content in contents:
        hasher.update(name + b"\0" + content)
    if min_score:
        hasher.update(repr(min_score).encode())
    return Run(__version__, hasher.hexdigest())


def extract_many(
    docs: Iterable[Document], *, jobs: int = 1, min_score: float = 0.0
) -> Iterator[Extraction | Failure]:
    """Yield an extraction, or why there is none, for each document, in their order. `jobs` processes share the work."""
    one = partial(_safely, min_score=min_score)
    if jobs <= 1:
        yield from map(one, docs)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, _leave_interrupts) as pool:
        yield from pool.imap(one, docs, chunksize=4)


def _leave_interrupts() -> None:
    """Let the parent alone answer an interrupt from the keyboard: it ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _safely(doc: Document, *, min_score: float) -> Extraction | Failure:
    """Extract one document; an error of ours in one article must not stop the others, so it becomes a report."""
    try:
        return extract(doc, min_score=min_score)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the other articles go on
        return Failure(doc, f"{type(error).__name__}: {error}")
