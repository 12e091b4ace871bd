"""Our own rules as an extractor."""

from __future__ import annotations

from kg.errors import ExtractorError
from kg.model import Document, Extraction, Run
from loaders import pipeline
from loaders.extract.mentions import read_page


class Rules:
    """Reads by rules and word lists. See `loaders.extractors.Extractor`."""

    def run(self) -> Run:
        """Return the version and the fingerprint of the rules."""
        return pipeline.rules()

    def extract(self, doc: Document) -> Extraction:
        """Return what the rules read."""
        return pipeline.read(read_page(doc))


def make(setting: str) -> Rules:
    """Return the rules, which take no setting.

    Raises:
        ExtractorError: if there is one.
    """
    if setting:
        raise ExtractorError("extractor 'rules'", f"takes no setting, but got {setting!r}", "leave it out")
    return Rules()
