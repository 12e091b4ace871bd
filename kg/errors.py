"""Errors that a user can act on: each says where, what is wrong, and what to do about it."""

from __future__ import annotations


class PeyvandError(Exception):
    """A user's mistake or a bad input, told in one line.

    Args:
        place: the file, line, option or IRI that the problem is in.
        problem: what is wrong with it.
        remedy: what the user can do; empty where nothing but another input helps.
    """

    exit_code = 1

    def __init__(self, place: str, problem: str, remedy: str = "") -> None:
        self.place = place
        self.problem = problem
        self.remedy = remedy
        super().__init__(str(self))

    def __reduce__(self) -> tuple[type[PeyvandError], tuple[str, str, str]]:
        """Let an error travel from a worker process to the one that tells it."""
        return type(self), (self.place, self.problem, self.remedy)

    def __str__(self) -> str:
        line = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{line}; {self.remedy}" if self.remedy else line


class SourceError(PeyvandError):
    """An article that can't be read: empty, binary, wrongly encoded, too large, or of an unknown kind."""


class StoreError(PeyvandError):
    """A store that is missing, locked, damaged or of another version."""


class QueryError(PeyvandError):
    """A query or parameter that can't be run."""

    exit_code = 2


class NotFoundError(PeyvandError):
    """A name or IRI that the graph does not know."""

    exit_code = 3


class ExportError(PeyvandError):
    """An output that can't be written, or a format that is not known."""


class OntologyError(PeyvandError):
    """An ontology, register or lexicon file that contradicts itself or can't be parsed."""


class ExtractorError(PeyvandError):
    """An extractor that is not installed, is set up wrongly or can't be reached: no article can be read with it."""


class AnswerError(PeyvandError):
    """An extractor's model gave no usable answer for one article; the others go on."""


class ModelError(PeyvandError):
    """A tagger's model file that is missing or damaged, or training data that can't be used."""
