"""A Hugging Face token-classification model in place of our names: the only door of transformers and torch.

    --extractor transformers:FOLDER_OR_NAME[?names=beside&device=cuda&revision=…&batch=16]

FOLDER_OR_NAME is a folder with a model and its tokenizer, or a name on the Hugging Face hub; where it is left out, the variable
`PEYVAND_TRANSFORMERS_MODEL` gives it. Words are labelled by their first piece. With `names=beside` the names that our rules find are
kept, and only those of the model's that overlap none of them are added. Code that comes with a model is never run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import multiprocessing
import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import ExtractorError
from kg.model import Document, EntityKind, Run, Span
from loaders.extract.given import Name
from loaders.extractors import fingerprint
from loaders.extractors.names import NamesAndRules
from loaders.extractors.settings import Settings, settings
from loaders.persian import tokens as persian_tokens
from loaders.persian.letters import display
from loaders.persian.tokens import Token

_NAME = "transformers"
_VARIABLE = "PEYVAND_TRANSFORMERS_MODEL"
_OPTIONS = ("batch", "device", "names", "revision")
_INSTALL = "pip install 'peyvand[transformers]'"
_KINDS = {
    "PER": EntityKind.PERSON, "PERS": EntityKind.PERSON, "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION, "ORGANIZATION": EntityKind.ORGANIZATION, "POG": EntityKind.ORGANIZATION,
    "LOC": EntityKind.PLACE, "LOCATION": EntityKind.PLACE, "GPE": EntityKind.PLACE, "FAC": EntityKind.PLACE, "PLACE": EntityKind.PLACE,
}  # fmt: skip
"""The labels of the Persian corpora (ARMAN, PEYMA, ParsTwiNER, WikiANN) and of OntoNotes that mean what we mean."""
_LABEL = re.compile(r"(?:([BIESLU])[-_])?(.+)", re.DOTALL)
_FURTHER = frozenset("IEL")  # a word with such a prefix goes on with the name before it
_SPARE = 4  # positions that a model keeps for marks of its own
_PARTS = re.compile(
    r"\.(json|txt|model|safetensors|bin)$"
)  # files of a model's folder that decide what it reads


class _Word(NamedTuple):
    """What a model says of a word: the kind of name that it belongs to, whether it goes on with the last one, how certain it is."""

    token: Token
    kind: EntityKind | None
    further: bool
    score: float


class TokenClassifier:
    """Finds names by a token-classification model. See `loaders.extractors.Namer`."""

    def __init__(
        self, model: str, *, revision: str | None = None, device: str = "cpu", batch: int = 16
    ) -> None:
        self._model = model
        self._revision = revision
        self._device = device
        self._batch = batch
        self._place = f"extractor {_NAME!r}"

    def run(self) -> Run:
        """Return the model's name with the version of its weights: a hash of its files, or the hub's commit."""
        return self._run

    @cached_property
    def _run(self) -> Run:
        folder = Path(self._model)
        version = _folder_sha256(folder) if folder.is_dir() else self._commit()
        name = folder.resolve().name if folder.is_dir() else self._model
        return Run("", fingerprint(_NAME, version), extractor=_NAME, model=f"{name}@{version[:12]}")

    def _commit(self) -> str:
        """Return the commit of the hub that a name and revision mean.

        Raises:
            ExtractorError: if there is no such model, or the hub can't be reached and the model was not fetched before.
        """
        transformers = _transformers()
        try:
            config = transformers.AutoConfig.from_pretrained(self._model, revision=self._revision or "main")
        except Exception as error:
            raise self._unusable(error) from error
        return str(getattr(config, "_commit_hash", None) or f"{self._model}@{self._revision}")

    def names(self, doc: Document, sentences: Sequence[Span]) -> Iterator[Name]:
        """Yield the names that the model finds, sentence by sentence."""
        pieces = [piece for span in sentences for piece in self._pieces(_tokens(doc.text, span))]
        for at in range(0, len(pieces), self._batch):
            for words in self._labelled(pieces[at : at + self._batch]):
                yield from _names(words)

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
        """Yield the words of a sentence in runs that are not too long for the model."""
        if not tokens:
            return
        tokenizer, _ = self._loaded
        ids = tokenizer(_texts(tokens), is_split_into_words=True, add_special_tokens=False).word_ids()
        start = used = 0
        for at in range(len(tokens)):
            size = ids.count(at)
            if used + size > self._limit and at > start:
                yield tokens[start:at]
                start, used = at, 0
            used += size
        yield tokens[start:]

    def _labelled(self, pieces: Sequence[Sequence[Token]]) -> Iterator[list[_Word]]:
        """Yield what the model says of the words of each piece."""
        import torch

        tokenizer, model = self._loaded
        encoded = tokenizer(
            [_texts(piece) for piece in pieces],
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=self._limit + _SPARE,
            return_tensors="pt",
        )
        with torch.inference_mode():
            logits = model(**encoded.to(self._device)).logits
        scores, labels = logits.softmax(-1).max(-1)
        for row, piece in enumerate(pieces):
            ids = encoded.word_ids(row)
            firsts = {word: at for at, word in reversed(list(enumerate(ids))) if word is not None}
            yield [
                self._word(token, int(labels[row, firsts[at]]), float(scores[row, firsts[at]]))
                if at in firsts
                else _Word(token, None, False, 1.0)
                for at, token in enumerate(piece)
            ]

    def _word(self, token: Token, label: int, score: float) -> _Word:
        kind, further = self._labels.get(label, (None, False))
        return _Word(token, kind, further, score)

    @cached_property
    def _labels(self) -> dict[int, tuple[EntityKind, bool]]:
        """What each label that means something to us stands for.

        Raises:
            ExtractorError: if none does.
        """
        _, model = self._loaded
        written = {int(number): str(label) for number, label in model.config.id2label.items()}
        found: dict[int, tuple[EntityKind, bool]] = {}
        for number, label in written.items():
            match = _LABEL.fullmatch(label)
            kind = _KINDS.get(match[2].upper()) if match else None
            if match and kind:
                found[number] = kind, (match[1] or "I") in _FURTHER
        if not found:
            problem = (
                f"{self._model} labels no persons, organisations or places, but {', '.join(written.values())}"
            )
            raise ExtractorError(self._place, problem, "name a model trained for named entities")
        return found

    @cached_property
    def _limit(self) -> int:
        """How many pieces of words the model takes at once, besides its own marks."""
        tokenizer, model = self._loaded
        limits = (tokenizer.model_max_length, getattr(model.config, "max_position_embeddings", None) or 512)
        return max(8, int(min(*limits, 4096)) - _SPARE)

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        """The tokenizer and the model.

        Raises:
            ExtractorError: if they can't be loaded, or the model was never trained to label words.
        """
        transformers = _transformers()
        where = {"revision": self._revision or "main", "trust_remote_code": False}
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(self._model, **where)
            model, report = transformers.AutoModelForTokenClassification.from_pretrained(
                self._model, output_loading_info=True, **where
            )
            model = model.eval().to(self._device)
        except Exception as error:  # transformers, torch and safetensors each raise errors of their own
            raise self._unusable(error) from error
        if not tokenizer.is_fast:
            raise ExtractorError(self._place, f"{self._model} has no fast tokenizer", "convert its tokenizer")
        if untrained := sorted(report["missing_keys"]):
            problem = f"{self._model} was not trained to label words: it lacks {untrained[0]}"
            raise ExtractorError(self._place, problem, "name a model trained for named entities")
        return tokenizer, model

    def _unusable(self, error: Exception) -> ExtractorError:
        told = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        remedy = "name a folder with a model and its tokenizer, or a model of the Hugging Face hub"
        return ExtractorError(self._place, f"{self._model} can't be loaded: {told}", remedy)


def make(setting: str) -> NamesAndRules:
    """Return the extractor that a setting describes.

    Raises:
        ExtractorError: if transformers is not installed, no model is named, its folder is not there, or an option is wrong.
    """
    found = settings(_NAME, setting, _OPTIONS)
    model = found.head or os.environ.get(_VARIABLE, "")
    _check(found, model)
    classifier = TokenClassifier(
        model,
        revision=found.options.get("revision"),
        device=found.options.get("device", "cpu"),
        batch=int(found.number("batch", 16, least=1, most=1024)),
    )
    beside = found.choice("names", "instead", {"beside"}) == "beside"
    return NamesAndRules(classifier, keep_ours=beside)


def _check(found: Settings, model: str) -> None:
    """See that there is something to load, and something to load it with.

    Raises:
        ExtractorError: if not.
    """
    for package in ("transformers", "torch"):
        if importlib.util.find_spec(package) is None:
            raise ExtractorError(found.place, f"needs the package {package}", _INSTALL)
    if not model:
        remedy = f"write --extractor {_NAME}:FOLDER_OR_NAME, or set {_VARIABLE}"
        raise ExtractorError(found.place, "got no model", remedy)
    folder = Path(model)
    is_path = folder.exists() or folder.is_absolute() or model.count("/") > 1 or model.startswith((".", "~"))
    if is_path and not (folder / "config.json").is_file():
        problem = f"{model}: {'no config.json in it' if folder.is_dir() else 'no such folder'}"
        raise ExtractorError(found.place, problem, "name the folder that holds the model's files")


def _transformers() -> Any:  # noqa: ANN401 - the package has types of its own that change with every version
    import torch
    import transformers

    transformers.utils.logging.set_verbosity_error()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it tells every further try
    transformers.utils.logging.disable_progress_bar()
    if multiprocessing.parent_process() is not None:  # articles are read side by side already
        torch.set_num_threads(1)
    return transformers


def _folder_sha256(folder: Path) -> str:
    """Return the SHA-256 over the files of a model's folder that decide what it reads, whatever the folder is called."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.is_file() and _PARTS.search(path.name)):
        with path.open("rb") as file:
            total.update(path.name.encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _tokens(text: str, span: Span) -> list[Token]:
    return [
        token
        for sentence in persian_tokens.sentences(text, span.start, span.end)
        for token in sentence.tokens
    ]


def _texts(tokens: Sequence[Token]) -> list[str]:
    """Return words in the letters that models are trained on."""
    return [display(token.text) or token.text for token in tokens]


def _names(words: Sequence[_Word]) -> Iterator[Name]:
    """Join the words of each name. A word that goes on with another kind, or with nothing, begins a name."""
    name: list[_Word] = []
    for word in words:
        if name and not (word.kind is name[0].kind and word.further):
            yield _joined(name)
            name = []
        if word.kind is not None:
            name.append(word)
    if name:
        yield _joined(name)


def _joined(words: Sequence[_Word]) -> Name:
    kind = words[0].kind
    assert kind is not None
    score = sum(word.score for word in words) / len(words)
    return Name(Span(words[0].token.start, words[-1].token.end), kind, round(score, 4))
