"""The whole extraction of an article against hazm's normaliser and tokenisers alone, on the same articles in the same run.

    python -m tests.benchmarks.bench_extract [ROUNDS]

The articles are the samples, each as often as ROUNDS says (50 unless told otherwise). Printed are articles a second of both, their
ratio, and the peak memory of the process. Setting up (reading the register, importing hazm) is timed apart.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from kg.errors import SourceError
from kg.model import Document
from kg.resources import folder
from loaders.pipeline import extract
from loaders.sources import locate, read_all


def samples() -> list[Document]:
    """Return the sample articles."""
    return [doc for doc in read_all(locate([folder("samples")])) if not isinstance(doc, SourceError)]


def hazm_alone() -> Callable[[str], object]:
    """Return a function that normalises a text and splits it into sentences and words, as hazm does it."""
    from hazm import Normalizer, SentenceTokenizer, WordTokenizer

    normalizer, sentences, words = Normalizer(), SentenceTokenizer(), WordTokenizer()
    return lambda text: [
        words.tokenize(sentence) for sentence in sentences.tokenize(normalizer.normalize(text))
    ]


def seconds(work: Callable[[Document], object], docs: list[Document]) -> float:
    """Return the CPU seconds that `work` takes for all documents."""
    start = time.process_time()
    for doc in docs:
        work(doc)
    return time.process_time() - start


def main(rounds: int) -> None:
    """Measure and print."""
    once = samples()
    # Each copy ends in a number of its own, so that nothing that is kept by text is found again.
    docs = [replace(doc, text=f"{doc.text}\n{copy}") for copy in range(rounds) for doc in once]
    start = time.process_time()
    extract(once[0])
    ready = time.process_time() - start
    alone = hazm_alone()
    alone(once[0].text)
    ours, theirs = seconds(extract, docs), seconds(lambda doc: alone(doc.text), docs)
    words = sum(len(doc.text.split()) for doc in once) / len(once)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(docs)} articles of {words:.0f} words; the first one, with all that must be read before: {ready:.1f} s"
    )
    print(f"whole extraction                 {len(docs) / ours:8.1f} articles/s")
    print(f"hazm, normalise and tokenise     {len(docs) / theirs:8.1f} articles/s")
    print(f"ratio                            {theirs / ours:8.2f}")
    print(f"peak memory of both              {peak:8.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
