"""A tagger in place of our names: posts, events, statements, figures and relations follow from its names by our rules."""

from __future__ import annotations

from dataclasses import replace

from kg import __version__
from kg.model import Document, Extraction, Run, Span
from loaders import pipeline
from loaders.extract.given import read_named_page
from loaders.extract.mentions import article_sentences
from loaders.extractors import Namer, fingerprint


class NamesAndRules:
    """An extractor made of a tagger and our rules.

    Args:
        namer: what finds the names.
        keep_ours: keep the names that the rules find, too, and add only those that overlap none of them.
    """

    def __init__(self, namer: Namer, *, keep_ours: bool = False) -> None:
        self._namer = namer
        self._keep_ours = keep_ours

    def run(self) -> Run:
        """Return the tagger's run with a fingerprint that changes with our rules, too."""
        own = self._namer.run()
        whole = fingerprint(own.fingerprint, pipeline.rules().fingerprint, str(self._keep_ours))
        return replace(own, version=__version__, fingerprint=whole)

    def extract(self, doc: Document) -> Extraction:
        """Return what the rules read around the tagger's names."""
        spans = [Span(sentence.start, sentence.end) for sentence, _ in article_sentences(doc)]
        rule = self._namer.run().extractor or "names"
        names = self._namer.names(doc, spans)
        return pipeline.read(read_named_page(doc, names, rule=rule, keep_ours=self._keep_ours))
