"""The whole extraction of an article against hazm's normaliser, tokenisers and tagger alone, on the same articles in the same run.

    python -m tests.benchmarks.bench_extract [ARTICLES]

The articles (100 unless told otherwise) have about 350 words: sentences of the samples, taken in turn from a place that moves on from
article to article, until there are enough. Printed are articles a second of CPU time of both, their ratio, the peak memory of a process
that extracts and of one that runs hazm too, and what `kg build --jobs 2` gains over one process. The ratio is what to watch: articles a
second are this machine's.

hazm's own tagger models are not part of the package. So the benchmark trains hazm's `POSTagger`, with its own features, on a part of the
treebank iPerUDT (CC0) in ../shared, keeps the model in a temporary folder and says so; without ../shared hazm is measured without a tagger.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document, Span
from kg.resources import folder
from loaders.persian.tokens import sentences
from loaders.pipeline import extract
from loaders.sources import locate, read_all

WORDS = 350
_TREEBANK = Path(__file__).parents[2].parent / "shared" / "treebanks" / "iperudt" / "iPerUDT_train.conllu"
_SENTENCES = 1200  # of the treebank: training takes well below a minute, and the number of labels, which tagging's speed hangs on, is whole
_ITERATIONS = 40
_CHUNK = (
    5  # articles that each side reads before it is the other's turn, so that a busy machine slows both alike
)

Work = Callable[[Document], object]


def articles(number: int) -> list[Document]:
    """Return so many articles of about 350 words, made of the samples' sentences."""
    docs = [doc for doc in read_all(locate([folder("samples")])) if not isinstance(doc, SourceError)]
    said = [doc.text[s.start : s.end] for doc in docs for s in sentences(doc.text)]
    made: list[Document] = []
    for first in range(number):
        lines: list[str] = []
        for line in islice(cycle(said), first * 7, None):
            if sum(len(known.split()) for known in lines) >= WORDS:
                break
            lines.append(line)
        text = "\n".join([*lines, str(first)])  # a number of its own: nothing kept by text is found again
        title = Span(0, len(lines[0]))
        made.append(Document(f"article-{first}", text, Span(title.end + 1, len(text)), "", title=title))
    return made


def tagged() -> list[list[tuple[str, str]]]:
    """Return sentences of the treebank as (word, part of speech)."""
    blocks = _TREEBANK.read_text(encoding="utf-8").split("\n\n")[:_SENTENCES]
    rows = [[line.split("\t") for line in block.splitlines() if line[:1].isdigit()] for block in blocks]
    return [[(row[1], row[3]) for row in block if row[0].isdigit()] for block in rows if block]


def hazm_alone() -> Work:
    """Return a function that normalises, tokenises and tags an article as hazm does; without the treebank it does not tag."""
    from hazm import Normalizer, POSTagger, SentenceTokenizer, WordTokenizer

    normalizer, split, words = Normalizer(), SentenceTokenizer(), WordTokenizer()
    tagger = None
    if _TREEBANK.is_file():
        with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()):
            tagger = POSTagger()
            tagger.train(
                tagged(), max_iteration=_ITERATIONS, verbose=False, file_name=str(Path(place, "pos.model"))
            )

    def work(doc: Document) -> object:
        tokens = [words.tokenize(sentence) for sentence in split.tokenize(normalizer.normalize(doc.text))]
        return tagger.tag_sents(tokens) if tagger is not None else tokens

    return work


def measured(docs: list[Document], works: dict[str, Work]) -> dict[str, float]:
    """Return the CPU seconds of each work for all documents; they take turns."""
    taken = dict.fromkeys(works, 0.0)
    for start in range(0, len(docs), _CHUNK):
        for name, work in works.items():
            begun = time.process_time()
            for doc in docs[start : start + _CHUNK]:
                work(doc)
            taken[name] += time.process_time() - begun
    return taken


def peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def worker(number: int) -> float:
    """Return the peak memory in MB of a process of its own that extracts so many articles and nothing else."""
    code = (
        "import sys; from tests.benchmarks import bench_extract as b\n"
        f"for doc in b.articles({number}): b.extract(doc)\n"
        "assert 'hazm' not in sys.modules; print(b.peak())"
    )
    return float(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    )


def build(docs: list[Document], jobs: int) -> float:
    """Return the wall seconds of `kg build` over the articles, as a whole process."""
    with tempfile.TemporaryDirectory() as place:
        lines = Path(place, "articles.jsonl")
        rows = (json.dumps({"id": d.id, "text": d.text}, ensure_ascii=False) + "\n" for d in docs)
        lines.write_text("".join(rows), encoding="utf-8")
        command = [sys.executable, "-m", "kg", "build", str(lines), "--store", str(Path(place, "store"))]
        begun = time.perf_counter()
        subprocess.run([*command, "--jobs", str(jobs), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun


def report(number: int) -> Iterator[str]:
    """Measure and yield the lines of what was found."""
    docs = articles(number)
    alone = worker(number)
    begun = time.process_time()
    extract(docs[0])
    ready = time.process_time() - begun
    begun = time.process_time()
    hazm = hazm_alone()
    hazm(docs[0])
    theirs_ready = time.process_time() - begun
    words = sum(len(doc.text.split()) for doc in docs) / number
    yield f"{number} articles of {words:.0f} words, made of the samples' sentences; CPU time, the two in turns"
    yield (
        f"hazm's tagger: trained here on {_SENTENCES} sentences of iPerUDT (CC0); no model of hazm's own is in its package"
        if _TREEBANK.is_file()
        else f"hazm's tagger: LEFT OUT, since {_TREEBANK} is not there to train it on"
    )
    taken = measured(docs, {"whole extraction": extract, "hazm alone": hazm})
    for (name, seconds), first in zip(taken.items(), (ready, theirs_ready), strict=True):
        yield f"{name:<40}{number / seconds:8.1f} articles/s   (the first, with all set-up: {first:.1f} s)"
    yield f"{'ratio':<40}{taken['hazm alone'] / taken['whole extraction']:8.2f}"
    yield f"{'peak memory, extraction':<40}{alone:8.0f} MB"
    yield f"{'peak memory, extraction and hazm':<40}{peak():8.0f} MB"
    one, two = build(docs, 1), build(docs, 2)
    yield f"{'kg build --jobs 1':<40}{number / one:8.1f} articles/s of wall time, set-up included"
    yield f"{'kg build --jobs 2':<40}{number / two:8.1f} articles/s, {one / two:.2f} times, on {os.cpu_count()} cores"


if __name__ == "__main__":
    for line in report(int(sys.argv[1]) if len(sys.argv) > 1 else 100):
        print(line, flush=True)
