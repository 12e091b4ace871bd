"""What reads articles: our rules, or another extractor in their place.

An extractor is anything with the two methods of `Extractor`. It is chosen by `--extractor NAME[:SETTING]` (`kg build`, `kg extract`,
`kg evaluate`) or the variable `PEYVAND_EXTRACTOR`; what stands behind the colon is the extractor's own business. A package offers one
by an entry point of the group `peyvand.extractors` that names a function from the setting (a string, empty where none was given) to
the extractor:

    # pyproject.toml
    [project.entry-points."peyvand.extractors"]
    mine = "my_package:make"

    # my_package.py
    from kg.model import Document, EntityKind, Run, Span
    from loaders.extractors import Name, fingerprint
    from loaders.extractors.names import NamesAndRules

    class Tagger:
        def run(self) -> Run:
            return Run("1.0", fingerprint("mine", "1.0"), extractor="mine", model="my-model-3")

        def names(self, doc: Document, sentences: Sequence[Span]) -> Iterator[Name]:
            ...  # Name(Span(start, end), EntityKind.PERSON, score)

    def make(setting: str) -> NamesAndRules:
        return NamesAndRules(Tagger())

Two ways are open to it:

- **A tagger** finds names only (`Namer`). `NamesAndRules` makes an extractor of it: the names are linked as ours are, and posts, events,
  statements, figures and relations follow from them by our rules.
- **A whole extractor** makes claims of its own. `loaders.extractors.article.Article` links names for it, so that its IRIs are the ones
  that our rules would give, and finds quotes in the text.

Whatever an extractor returns passes the gate of `kg.evidence.admitted`: a claim whose quote is not what stands at its offsets, or that
speaks of an entity that the extraction does not list, is rejected and reported, and the run's identity is what `run()` says. The
extractor is made once in each process, and only there.

Errors: raise `kg.errors.ExtractorError` (place, problem, remedy) where no article can be read: a bad setting, a missing package, a
service that does not answer; it ends the command with one line. Raise `kg.errors.AnswerError` where one article can't be read; any other
exception counts as that, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeAlias

from kg.errors import ExtractorError, PeyvandError
from kg.model import Document, Extraction, Run, Span
from loaders.extract.given import Name

__all__ = [
    "GROUP",
    "RULES",
    "SHIPPED",
    "Extractor",
    "Make",
    "Name",
    "Namer",
    "available",
    "fingerprint",
    "load",
]

GROUP = "peyvand.extractors"
"""The group of entry points in which other packages offer extractors."""

RULES = "rules"
"""The name of our own rules, which read unless another extractor is named."""

SHIPPED = {
    RULES: "loaders.extractors.rules:make",
    "transformers": "loaders.extractors.token_classifier:make",
    "openai": "loaders.extractors.openai:make",
}
"""The extractors that come with Peyvand: no other package can take their names."""


class Extractor(Protocol):
    """Reads articles."""

    def run(self) -> Run:
        """Return what identifies this extractor with its model and settings: always the same, and known before any article is read.

        `kg build` reads an article again if it was read by a run of another fingerprint, so the fingerprint must change with whatever
        changes what is read: program, model, settings.

        Raises:
            ExtractorError: if the extractor can't be used.
        """

    def extract(self, doc: Document) -> Extraction:
        """Return what the article says: entities, mentions and claims. `doc.text` is what every offset counts in, in code points.

        Raises:
            ExtractorError: if no article can be read any more.
            AnswerError: if this article can't be read.
        """


class Namer(Protocol):
    """Finds the names of persons, organisations and places."""

    def run(self) -> Run:
        """Return what identifies this namer, as `Extractor.run` does. The rules' own fingerprint is added to it."""

    def names(self, doc: Document, sentences: Sequence[Span]) -> Iterable[Name]:
        """Yield the names in an article, whose sentences (title and kicker among them) are given.

        Names may come in any order. Titles of respect and quotation marks around a name may be part of the span or not. Of names that
        overlap, the longer one counts; an organisation inside an organisation's name is kept as a part of it.
        """


Make: TypeAlias = Callable[[str], Extractor]
"""What an entry point names: makes an extractor from its setting. It should be quick; load a model when the first article comes."""


def fingerprint(*parts: str) -> str:
    """Return the SHA-256 of the parts, which are told apart by a separator, as 64 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()


@lru_cache(maxsize=8)
def load(choice: str = RULES) -> Extractor:
    """Return the extractor that `NAME[:SETTING]` names; each is made once in a process.

    Raises:
        ExtractorError: if there is none of that name, two packages offer it, or it can't be made with this setting.
    """
    name, _, setting = choice.partition(":")
    entry = _entry(name.strip())
    try:
        return entry.load()(setting.strip())  # type: ignore[no-any-return]
    except PeyvandError:
        raise
    except Exception as error:  # a package of others may raise whatever it likes when it is loaded
        raise ExtractorError(
            f"extractor {name!r}",
            f"can't be started ({type(error).__name__}: {' '.join(str(error).split())})",
            f"correct its setting or the installation of {entry.value}",
        ) from error


def available() -> list[str]:
    """Return the names of the extractors that can be chosen."""
    return sorted({*SHIPPED, *(entry.name for entry in entry_points(group=GROUP))})


def _entry(name: str) -> EntryPoint:
    if name in SHIPPED:
        return EntryPoint(name, SHIPPED[name], GROUP)
    found = {entry.value: entry for entry in entry_points(group=GROUP) if entry.name == name}
    if not found:
        raise ExtractorError(
            f"extractor {name!r}", "is not installed", f"name one of these: {', '.join(available())}"
        )
    if len(found) > 1:
        raise ExtractorError(
            f"extractor {name!r}", f"is offered by {' and by '.join(sorted(found))}", "uninstall one of them"
        )
    return next(iter(found.values()))
