"""Word clusters, learnt from raw news: words used alike lie near each other in a binary tree. gensim's door.

Each word gets a vector by the words around it (skip-gram, Mikolov et al. 2013); the vectors are then split in two again and again, so
a word's path from the root is an address whose beginnings are ever wider clusters, as in Brown clustering.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.persian.tokens import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_DIGIT = re.compile(r"\d")
_LONGEST = 24  # letters of a word; longer ones are addresses
_FEWEST = 4  # uses of a word that is clustered
_SIZE, _WINDOW, _EPOCHS = 100, 2, 6
_DEEPEST, _SMALLEST = 12, 12
_TURNS = 30


def articles(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield (id, text) of the articles of gzipped JSON Lines, whatever the shape of a line."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = record.get("text")
                if not text:
                    body = record["paragraphs"]
                    text = "\n".join(
                        [record["title"], record["abstract"], *([body] if isinstance(body, str) else body)]
                    )
                yield str(record["id"]), text


def corpus_sentences(texts: Iterable[str]) -> list[list[str]]:
    """Return the sentences of texts as words (as keys), each digit a 0."""
    return [
        [_DIGIT.sub("0", token.key)[:_LONGEST] for token in sentence.tokens]
        for text in texts
        for sentence in sentences(text)
    ]


def learn(said: list[list[str]], *, seed: int) -> dict[str, str]:
    """Learn clusters from sentences: word → its path in the tree. One thread, so that a seed gives the same tree again."""
    import numpy as np
    from gensim.models import Word2Vec

    model = Word2Vec(
        said,
        vector_size=_SIZE,
        window=_WINDOW,
        min_count=_FEWEST,
        sg=1,
        negative=5,
        epochs=_EPOCHS,
        sample=1e-4,
        seed=seed,
        workers=1,
    )
    vectors = model.wv.vectors / np.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
    paths: dict[str, str] = {}
    for path, members in _tree(vectors, np.arange(len(vectors)), ""):
        paths.update((model.wv.index_to_key[at], path) for at in members.tolist())
    return paths


def _tree(vectors: Vectors, members: NDArray[np.int64], path: str) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield the leaves of a tree over the members as (path, members)."""
    side = _halves(vectors[members]) if len(path) < _DEEPEST and len(members) >= _SMALLEST else None
    if side is None or side.all() or not side.any():
        yield path, members
        return
    yield from _tree(vectors, members[side], path + "1")
    yield from _tree(vectors, members[~side], path + "0")


def _halves(vectors: Vectors) -> NDArray[np.bool_]:
    """Split vectors in two by spherical 2-means, begun on either side of the direction in which they differ most."""
    import numpy as np

    centred = vectors - vectors.mean(axis=0)
    spread = centred.T @ centred
    direction = np.ones(vectors.shape[1], np.float32)
    for _ in range(_TURNS):
        direction = spread @ direction
        direction /= np.linalg.norm(direction)
    side: NDArray[np.bool_] = centred @ direction > 0
    for _ in range(_TURNS):
        if side.all() or not side.any():
            break
        one, other = vectors[side].mean(axis=0), vectors[~side].mean(axis=0)
        again = vectors @ (one / np.linalg.norm(one) - other / np.linalg.norm(other)) > 0
        if (again == side).all():
            break
        side = again
    return side
