"""The order of the steps from a document to its claims, and nothing else."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from kg import __version__
from kg.errors import AnswerError, ExtractorError
from kg.evidence import admitted
from kg.model import Claim, Document, Extraction, Run
from loaders.extract.calibration import calibrated
from loaders.extract.events import find_events
from loaders.extract.figures import find_figures
from loaders.extract.mentions import read_page
from loaders.extract.page import Page
from loaders.extract.posts import find_posts
from loaders.extract.relations import find_relations
from loaders.extract.resolve import Holding, resolve
from loaders.extract.sources import find_sources
from loaders.extract.statements import find_statements
from loaders.extractors import RULES, fingerprint, load
from loaders.link import Linker
from loaders.register import files
from loaders.tagger.model import CLUSTERS, MODEL, version

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be extracted, and why."""

    doc: Document
    problem: str


def extract(doc: Document, *, min_score: float = 0.0, extractor: str = RULES) -> Extraction:
    """Return what an extractor, our rules unless another is named, reads from a document: claims whose score is at least `min_score`.

    Claims whose evidence is not in the text are set apart, whoever made them.

    Raises:
        ExtractorError: if the extractor can't be had or can't go on (see `loaders.extractors.load`).
        AnswerError: if it gave no usable answer for this document.
    """
    return admitted(load(extractor).extract(doc), doc, run(min_score, extractor), min_score=min_score)


def read(page: Page) -> Extraction:
    """Return everything that the rules read from a page whose names are found: nothing of it is verified yet."""
    found = _found(page)
    return replace(found, claims=tuple(calibrated(found.claims, found.entities)))


def uncalibrated(doc: Document) -> Extraction:
    """Return everything that our rules read from a document, with the rules' own scores: what scores are learnt from."""
    return _found(read_page(doc))


def _found(page: Page) -> Extraction:
    linker, holdings = linked(page)
    claims: list[Claim] = [
        *find_sources(page),
        *find_posts(page, holdings),
        *find_events(page),
        *find_statements(page),
        *find_figures(page),
        *find_relations(page, linker),
    ]
    return Extraction(page.doc, rules(), linker.entities(), linker.ordered_mentions(), tuple(claims))


def linked(page: Page) -> tuple[Linker, list[Holding]]:
    """Link the names of a page to entities, resolve its titles, references and pronouns, and return who holds which post."""
    linker = Linker(page)
    linker.link_bodies()
    linker.link_places()
    linker.link_persons()
    return linker, resolve(page, linker)


@cache
def run(min_score: float = 0.0, extractor: str = RULES) -> Run:
    """Return what identifies an extractor's run: its version, model and fingerprint, in which the least score counts, too.

    Raises:
        ExtractorError: if the extractor can't be had.
    """
    chosen = load(extractor).run()
    if not min_score:
        return chosen
    return replace(chosen, fingerprint=fingerprint(chosen.fingerprint, repr(min_score)))


@cache
def rules() -> Run:
    """Return what identifies our own engine: the version, a fingerprint of its rules, lexicons, register and tagger, and the tagger's."""
    sources = [*_HERE.rglob("*.py"), *(_HERE / "lexicons").glob("*.t*"), *files(), MODEL, CLUSTERS]
    contents = sorted((path.name.encode(), hashlib.sha256(path.read_bytes()).digest()) for path in sources)
    hasher = hashlib.sha256()
    for name, content in contents:
        hasher.update(name + b"\0" + content)
    return Run(__version__, hasher.hexdigest(), model=f"tagger {version()}")


def extract_many(
    docs: Iterable[Document], *, jobs: int = 1, min_score: float = 0.0, extractor: str = RULES
) -> Iterator[Extraction | Failure]:
    """Yield an extraction, or why there is none, for each document, in their order. `jobs` processes share the work.

    Raises:
        ExtractorError: if the extractor can't be had, or can't go on: then no other article could be read with it either.
    """
    run(min_score, extractor)
    one = partial(_safely, min_score=min_score, extractor=extractor)
    if jobs <= 1:
        yield from map(one, docs)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, _leave_interrupts) as pool:
        yield from pool.imap(one, docs, chunksize=4)


def _leave_interrupts() -> None:
    """Let the parent alone answer an interrupt from the keyboard: it ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _safely(doc: Document, *, min_score: float, extractor: str) -> Extraction | Failure:
    """Extract one document; an error of ours in one article must not stop the others, so it becomes a report."""
    try:
        return extract(doc, min_score=min_score, extractor=extractor)
    except ExtractorError:
        raise
    except AnswerError as error:
        return Failure(doc, str(error))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the other articles go on
        return Failure(doc, f"{type(error).__name__}: {error}")
