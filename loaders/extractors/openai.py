"""An OpenAI-compatible chat service as an extractor: it is asked for facts with the sentence that states each, and taken at no word.

    --extractor openai:MODEL[?url=http://localhost:8000/v1&timeout=120&retries=3&piece=12000&version=…&key-from=VARIABLE]

Where they are left out, the model's name comes from `OPENAI_MODEL` and the address from `OPENAI_BASE_URL`; there is no usual address, so
that no article leaves the machine unless the user says where to. The key comes from `OPENAI_API_KEY`, or the variable that `key-from`
names, never from the command line, where others could read it. `piece` is how many characters are asked about at once. The version of
the model is what the service itself says that it is; for a service that always says the same, `version` tells two models apart.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg import __version__
from kg.errors import AnswerError, ExtractorError
from kg.model import Document, Extraction, Run, Span
from loaders import pipeline
from loaders.extract.mentions import article_sentences
from loaders.extract.sources import find_sources
from loaders.extractors import fingerprint
from loaders.extractors.article import read_article
from loaders.extractors.openai_answers import Answer, clean, read_answer
from loaders.extractors.openai_claims import SCORE, claims
from loaders.extractors.openai_http import Refused, Service, ask
from loaders.extractors.settings import settings

_NAME = "openai"
_OPTIONS = ("key-from", "piece", "retries", "timeout", "url", "version")
_PROMPT = Path(__file__).with_name("openai_prompt.txt")
_MOST_SILENT = 3  # articles in a row without an answer, after which no other is tried
_GREETING = [{"role": "user", "content": "Answer with the JSON object {}."}]


class Chat:
    """Asks a model for facts. See `loaders.extractors.Extractor`."""

    def __init__(self, model: str, service: Service, *, piece: int = 12_000, version: str = "") -> None:
        self._model = model
        self._service = service
        self._piece = piece
        self._version = version
        self._plain = False  # whether the service takes a question only without wishes for its form
        self._silent = 0

    def run(self) -> Run:
        """Return the model's name and version as the service tells them; the first call asks it.

        Raises:
            ExtractorError: if the service can't be reached or does not know the model or the key.
        """
        return self._run

    @cached_property
    def _run(self) -> Run:
        try:
            told = self._asked(_GREETING).get("model")
        except AnswerError as error:
            raise ExtractorError(error.place, error.problem, error.remedy) from error
        model = clean(told, 200) if isinstance(told, str) and told.strip() else self._model
        model = f"{model}@{self._version}" if self._version else model
        parts = (_NAME, model, _prompt(), str(self._piece), pipeline.rules().fingerprint)
        return Run(__version__, fingerprint(*parts), extractor=_NAME, model=model)

    def extract(self, doc: Document) -> Extraction:
        """Return the model's facts as claims, each with the sentence that it quotes; what does not hold is set apart.

        Raises:
            AnswerError: if the model gives no usable answer for this article.
            ExtractorError: if the service does not answer any more.
        """
        answer = Answer()
        for piece in _pieces(doc, self._piece):
            question = {"article": piece, **({"names": names} if (names := answer.names()) else {})}
            messages = [
                {"role": "system", "content": _prompt()},
                {"role": "user", "content": json.dumps(question, ensure_ascii=False)},
            ]
            read_answer(self._heard(messages), answer)
        article = read_article(doc, answer.said, rule=_NAME, score=SCORE)
        made, refused = claims(article, answer.facts)
        return article.extraction((*find_sources(article.page), *made), self.run(), refused)

    def _heard(self, messages: list[dict[str, str]]) -> Mapping[str, Any]:
        """Ask, and give up for good when article after article gets no answer.

        Raises:
            AnswerError: if there is no answer this time.
            ExtractorError: if there was none for several articles in a row.
        """
        try:
            answer = self._asked(messages)
        except AnswerError as error:
            self._silent += 1
            if self._silent >= _MOST_SILENT:
                raise ExtractorError(
                    error.place, error.problem, "try again when the service answers"
                ) from error
            raise
        self._silent = 0
        return answer

    def _asked(self, messages: list[dict[str, str]]) -> Mapping[str, Any]:
        """Ask for JSON without chance in it; a service that does not take these wishes is asked without them.

        Raises:
            AnswerError, ExtractorError: see `ask`.
        """
        question = {"model": self._model, "messages": messages}
        wishes: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}
        try:
            if not self._plain:
                try:
                    return ask(self._service, {**question, **wishes})
                except Refused:
                    answer = ask(self._service, question)
                    self._plain = True
                    return answer
            return ask(self._service, question)
        except Refused as error:
            raise AnswerError(
                f"extractor {_NAME!r}", f"the service does not take the question ({error})"
            ) from error


def make(setting: str) -> Chat:
    """Return the extractor that a setting describes. Nothing is asked yet.

    Raises:
        ExtractorError: if the model or the address is missing, or an option is wrong.
    """
    found = settings(_NAME, setting, _OPTIONS)
    model = found.head or os.environ.get("OPENAI_MODEL", "")
    if not model:
        raise ExtractorError(
            found.place, "got no model", "write --extractor openai:MODEL, or set OPENAI_MODEL"
        )
    service = Service(
        url=_address(found.place, found.options.get("url") or os.environ.get("OPENAI_BASE_URL", "")),
        key=_key(found.place, found.options.get("key-from")),
        timeout=found.number("timeout", 120, least=0.1, most=3600),
        retries=int(found.number("retries", 3, least=0, most=10)),
    )
    piece = int(found.number("piece", 12_000, least=500, most=1_000_000))
    return Chat(model, service, piece=piece, version=found.options.get("version", ""))


def _address(place: str, url: str) -> str:
    if not url:
        remedy = "add ?url=http://HOST:PORT/v1 to the model, or set OPENAI_BASE_URL"
        raise ExtractorError(place, "got no address of a service", remedy)
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username or parts.query or parts.fragment:
        raise ExtractorError(
            place, "the address is none of a service", "give one like http://localhost:8000/v1"
        )
    return url.rstrip("/")


def _key(place: str, variable: str | None) -> str:
    key = os.environ.get(variable or "OPENAI_API_KEY", "").strip()
    if variable and not key:
        raise ExtractorError(place, f"the variable {variable} holds no key", "set it, or leave key-from out")
    if not key.isascii() or not key.isprintable():
        raise ExtractorError(place, "the key has characters that no key has", "correct the variable")
    return key


def _prompt() -> str:
    return _PROMPT.read_text(encoding="utf-8")


def _pieces(doc: Document, most: int) -> Iterator[str]:
    """Yield the article in pieces of whole sentences of at most `most` characters, if no sentence is longer."""
    spans = [Span(sentence.start, sentence.end) for sentence, _ in article_sentences(doc)]
    start = end = None
    for span in spans:
        if start is not None and end is not None and span.end - start > most:
            yield doc.text[start:end]
            start = None
        start, end = span.start if start is None else start, span.end
    if start is not None and end is not None:
        yield doc.text[start:end]
