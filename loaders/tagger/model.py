"""The shipped tagger: a file of weights, and how it is applied.

The weights were learnt as those of a linear-chain CRF (Lafferty et al. 2001) and are applied here with numpy alone: what a word says is
summed up once a word, and all sentences of an article go through the forward-backward algorithm side by side.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from loaders.tagger.features import REACH, rule_features, word_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HERE = Path(__file__).parent
MODEL = HERE / "tagger.model"
CLUSTERS = HERE / "clusters.xz"
PLACES = 2 * REACH + 1
_SCALE = 16  # steps of a weight in one unit
_MOST_WORDS = 32768
_EDGE, _BIAS = "edge", "bias"


def pack(
    labels: Sequence[str],
    features: Mapping[str, Mapping[tuple[int, str], float]],
    transitions: Sequence[Sequence[float]],
) -> bytes:
    """Return a model file's bytes: the same for the same weights.

    Args:
        features: feature → (place, label) → weight.
        transitions: weight from each label (row) to the next (column).
    """
    import numpy as np

    steps: dict[str, bytes] = {}
    for name in sorted(features):
        weights = np.zeros((PLACES, len(labels)), np.float64)
        for (place, label), weight in features[name].items():
            weights[place + REACH, labels.index(label)] = weight
        rounded = np.clip(np.rint(weights * _SCALE), -127, 127).astype(np.int8)
        if rounded.any():
            steps[name] = rounded.tobytes()
    head = {
        "labels": list(labels),
        "scale": _SCALE,
        "transitions": [[round(w, 4) for w in row] for row in transitions],
        "features": list(steps),
    }
    text = json.dumps(head, ensure_ascii=False).encode("utf-8")
    # By columns: a column's weights are alike, so they compress better.
    columns = np.frombuffer(b"".join(steps.values()), np.int8).reshape(len(steps), -1).T.tobytes()
    return lzma.compress(len(text).to_bytes(4, "big") + text + columns, preset=9 | lzma.PRESET_EXTREME)


def pack_clusters(paths: Mapping[str, str]) -> bytes:
    """Return the bytes of a table of word clusters: `path TAB word word …` a line."""
    lines: dict[str, list[str]] = {}
    for word, path in sorted(paths.items()):
        lines.setdefault(path, []).append(word)
    text = "".join(f"{path}\t{' '.join(words)}\n" for path, words in sorted(lines.items()))
    return lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


def read_clusters(path: Path = CLUSTERS) -> dict[str, str]:
    """Read a table of word clusters: word (as key) → its path from the root of the tree.

    Raises:
        ModelError: if the file is missing or is none.
    """
    try:
        text = lzma.decompress(path.read_bytes()).decode("utf-8")
        rows = [line.split("\t") for line in text.splitlines()]
        return {word: row[0] for row in rows for word in row[1].split(" ")}
    except (OSError, lzma.LZMAError, ValueError, IndexError) as error:
        raise ModelError(str(path), "is no table of word clusters", "run `kg train`, or reinstall") from error


@dataclass(frozen=True, slots=True)
class Marginals:
    """What the tagger says of one sentence.

    Attributes:
        best: the likeliest label of each token.
        sure: how likely it is.
        kinds: how likely each token belongs to a name of each kind (`PER` …).
    """

    best: list[str]
    sure: list[float]
    kinds: Mapping[str, list[float]]


class Model:
    """Learnt weights, ready to tag. It keeps what it worked out of each word, and forgets all when there are too many."""

    def __init__(self, packed: bytes, paths: Mapping[str, str]) -> None:
        import numpy as np

        data = lzma.decompress(packed)
        size = int.from_bytes(data[:4], "big")
        head = json.loads(data[4 : 4 + size])
        self.labels: tuple[str, ...] = tuple(head["labels"])
        self._scale = np.float32(1 / head["scale"])
        self._index = {name: at for at, name in enumerate(head["features"])}
        columns = np.frombuffer(data, np.int8, offset=4 + size)
        self._weights = np.ascontiguousarray(columns.reshape(-1, len(self._index)).T)
        self._step = np.exp(np.array(head["transitions"], np.float32))
        for at, label in enumerate(self.labels):
            if label.startswith("I-"):
                allowed = [before in {f"B-{label[2:]}", label} for before in self.labels]
                self._step[:, at] *= np.array(allowed, np.float32)
        self.kinds = tuple(sorted({label[2:] for label in self.labels} - {""}))
        self._of_kind = np.array(
            [[label[2:] == kind for kind in self.kinds] for label in self.labels], np.float32
        )
        self._opens = np.array([not label.startswith("I-") for label in self.labels], np.float32)
        self._paths = paths
        self._bias = self._row((_BIAS,)).reshape(PLACES, -1)[REACH]
        self._rows: dict[str, int] = {}
        self._marks: dict[str, int] = {}
        self._forget()

    def _forget(self) -> None:
        import numpy as np

        self._rows.clear()
        self._marks.clear()
        self._table = np.zeros((1024, PLACES * len(self.labels)), np.float32)
        self._table[1] = self._row((_EDGE,))
        self._used = 2  # row 0 says nothing, row 1 is beyond a sentence's edge

    def _row(self, features: Iterable[str]) -> Floats:
        """Return what features say: for each place the weight of each label."""
        import numpy as np

        index = self._index
        known = [index[name] for name in features if name in index]
        summed: Floats = self._weights[known].sum(axis=0, dtype=np.float32) * self._scale
        return summed

    def _add(self, features: Iterable[str]) -> int:
        import numpy as np

        if self._used == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[self._used] = self._row(features)
        self._used += 1
        return self._used - 1

    def _word(self, word: str) -> int:
        row = self._rows[word] = self._add(word_features(word, self._paths))
        return row

    def _mark(self, mark: str) -> int:
        row = self._marks[mark] = self._add(rule_features(mark))
        return row

    def tag(self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[Marginals]:
        """Return the labels' probabilities for sentences given as (words as keys, rules' marks)."""
        import numpy as np

        if not any(words for words, _ in sentences):
            return [Marginals([], [], {kind: [] for kind in self.kinds}) for _ in sentences]
        if self._used > _MOST_WORDS:
            self._forget()
        scores, sizes = self._scores(sentences)
        found = self.probabilities(scores, sizes)
        best, sure = found.argmax(axis=2).tolist(), found.max(axis=2).tolist()
        summed = np.matmul(found, self._of_kind).transpose(0, 2, 1).tolist()
        return [
            Marginals(
                [self.labels[label] for label in best[at][:size]],
                sure[at][:size],
                {kind: summed[at][column][:size] for column, kind in enumerate(self.kinds)},
            )
            for at, size in enumerate(sizes.tolist())
        ]

    def _scores(
        self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]]
    ) -> tuple[Floats, NDArray[np.int64]]:
        """Return what the features say at each place of each sentence, and the sentences' lengths."""
        import numpy as np

        rows, known, sizes = self._rows, self._marks, np.array([len(words) for words, _ in sentences])
        longest = int(sizes.max())
        words_at = np.ones((len(sentences), longest + 2 * REACH), np.int64)
        marks_at = np.zeros((len(sentences), longest + 2 * REACH), np.int64)
        for at, (words, marks) in enumerate(sentences):
            end = REACH + len(words)
            words_at[at, REACH:end] = [rows[word] if word in rows else self._word(word) for word in words]
            marks_at[at, REACH:end] = [known[mark] if mark in known else self._mark(mark) for mark in marks]
        table = self._table.reshape(len(self._table), PLACES, -1)
        scores = np.zeros((len(sentences), longest, len(self.labels)), np.float32) + self._bias
        for place in range(PLACES):
            scores += table[words_at[:, place : place + longest], place]
            if abs(place - REACH) <= 1:
                scores += table[marks_at[:, place : place + longest], place]
        return scores, sizes

    def probabilities(self, scores: Floats, sizes: NDArray[np.int64]) -> Floats:
        """Return the probability of each label at each place. Each step is scaled to sum to one, so nothing overflows."""
        import numpy as np

        longest = scores.shape[1]
        said = np.exp(scores - scores.max(axis=2, keepdims=True)).transpose(1, 0, 2).copy()
        forward = np.empty_like(said)
        forward[0] = said[0] * self._opens
        for at in range(1, longest):
            now = np.matmul(forward[at - 1], self._step, out=forward[at])
            now *= said[at]
            now /= now.sum(axis=1, keepdims=True)
        back = np.ones_like(said[0])
        turned = self._step.T.copy()
        last = (sizes - 1)[:, None]
        for at in range(longest - 2, -1, -1):
            back = np.where(at < last, (back * said[at + 1]) @ turned, np.float32(1))
            back /= back.sum(axis=1, keepdims=True)
            forward[at] *= back
        forward /= forward.sum(axis=2, keepdims=True)
        found: Floats = forward.transpose(1, 0, 2)
        return found


_INSTEAD: ContextVar[Model | None] = ContextVar("the tagger in use instead of the shipped one", default=None)


@contextmanager
def in_place(model: Model) -> Iterator[None]:
    """Let another model tag instead of the shipped one: one that has not seen the articles that are read, to learn from their reading."""
    token = _INSTEAD.set(model)
    try:
        yield
    finally:
        _INSTEAD.reset(token)


def in_use() -> Model:
    """Return the model that tags: the shipped one, unless another is in its place.

    Raises:
        ModelError: if a file of it is missing or damaged.
    """
    return _INSTEAD.get() or shipped()


@lru_cache(maxsize=1)
def shipped() -> Model:
    """Return the model that Peyvand ships.

    Raises:
        ModelError: if a file of it is missing or damaged.
    """
    return load(MODEL, CLUSTERS)


def load(model: Path, clusters: Path) -> Model:
    """Read a model and its table of word clusters.

    Raises:
        ModelError: if a file is missing or damaged.
    """
    try:
        return Model(model.read_bytes(), read_clusters(clusters))
    except (OSError, lzma.LZMAError, ValueError, KeyError) as error:
        raise ModelError(str(model), "is no model of the tagger", "run `kg train`, or reinstall") from error


@lru_cache(maxsize=1)
def version() -> str:
    """Return the fingerprint of the shipped model: of its weights and its word clusters."""
    return hashlib.sha256(MODEL.read_bytes() + CLUSTERS.read_bytes()).hexdigest()[:16]
