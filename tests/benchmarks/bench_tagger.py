"""The tagger beside two public corpora: `python -m tests.benchmarks.bench_tagger [SHARED] [--tokens N] [--parts nsurl,arman]`.

Reports strict entity F1 (exact ends, exact kind; persons, bodies, places) of the shipped model on NSURL-2019's official test and on
ARMAN's test folds, and what the same code reaches when it learns from their own training parts. Neither licence lets a model of them
ship: they measure only. Nothing is written.
"""

from __future__ import annotations

import argparse
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from loaders.extract.mentions import read_row
from loaders.tagger import model, training
from loaders.tagger.labelled import Labelled, as_row, labelled, token_rows, with_titles

SHARED = Path(__file__).parents[3] / "shared"
KINDS = ("PER", "ORG", "LOC")


def sentences(lines: list[str], source: str, *, most: int = 0) -> Iterator[Labelled]:
    """Yield the sentences of a tagged corpus, all of them or about `most` tokens."""
    seen = 0
    for tokens, labels in token_rows(lines):
        row, kept = as_row(tokens)
        if not kept:
            continue
        read_row(row)
        yield labelled(row, with_titles(row, [labels[at] for at in kept]), source)
        seen += len(kept)
        if most and seen >= most:
            return


def nsurl(folder: Path) -> tuple[list[str], list[str]]:
    """Return the lines of NSURL's training part and of its official test."""
    with zipfile.ZipFile(folder / "Farsi-NER-TrainingDataFixed.zip") as part:
        names = sorted(name for name in part.namelist() if not name.endswith("/"))
        train = [
            line for name in names for line in [*part.read(name).decode("utf-8", "replace").splitlines(), ""]
        ]
    with (
        zipfile.ZipFile(folder / "Farsi-NER-TestData-tokens.zip") as tokens,
        zipfile.ZipFile(folder / "Farsi-NER-TestData-gold.zip") as gold,
    ):
        test: list[str] = []
        for name in sorted(gold.namelist()):
            words = tokens.read(f"{name.removesuffix('.gold')}.txt").decode("utf-8").splitlines()
            labels = gold.read(name).decode("utf-8").splitlines()
            test += [f"{w}\t{label}" if w.strip() else "" for w, label in zip(words, labels, strict=False)]
            test.append("")
    return train, test


def arman(folder: Path, fold: int) -> tuple[list[str], list[str]]:
    """Return the lines of a fold of ARMAN: to learn from, and to test on."""
    with zipfile.ZipFile(folder / "ArmanPersoNERCorpus.zip") as part:
        return (
            part.read(f"train_fold{fold}.txt").decode("utf-8").splitlines(),
            part.read(f"test_fold{fold}.txt").decode("utf-8").splitlines(),
        )


def line(name: str, tagger: model.Model, test: list[Labelled]) -> str:
    """Return one row of the report."""
    start = time.perf_counter()
    score = training.scored(tagger, test, training.Score())
    speed = sum(len(sentence.words) for sentence in test) / (time.perf_counter() - start)
    figures = "  ".join(f"{kind} {score.of(kind)[2]:.3f}" for kind in KINDS)
    return f"{name:<34} {score.of(*KINDS)[2]:.3f}   {figures}   {speed:,.0f} tokens/s"


def report(folder: Path, parts: list[str], most: int) -> Iterator[str]:
    """Yield the rows of the report: each corpus by the shipped model, then by one of its own."""
    sets: dict[str, Callable[[], tuple[list[str], list[str]]]] = {}
    if "nsurl" in parts:
        sets["NSURL"] = partial(nsurl, folder)
    if "arman" in parts:
        sets |= {f"ARMAN fold {fold}": partial(arman, folder, fold) for fold in (1, 2, 3)}
    paths = model.read_clusters()
    for name, lines in sets.items():
        train, test = lines()
        held = list(sentences(test, name))
        yield line(f"{name}, shipped model", model.shipped(), held)
        learnt = list(sentences(train, name, most=most))
        own = training.model(training.train(learnt, [], paths), paths)
        yield line(f"{name}, learnt from its own", own, held)


def main() -> None:
    """Print the report, or why there is none."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path, nargs="?", default=SHARED)
    options.add_argument("--tokens", type=int, default=0, help="learn from so many tokens at most; 0: all")
    options.add_argument("--parts", default="nsurl,arman")
    chosen = options.parse_args()
    folder = chosen.shared / "ner"
    if not folder.is_dir():
        print(f"skipped: {folder} is missing")
        return
    for row in report(folder, chosen.parts.split(","), chosen.tokens):
        print(row, flush=True)


if __name__ == "__main__":
    main()
