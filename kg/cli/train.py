"""`kg train`: all that is learnt from annotated articles, learnt anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import counted, quiet_option, steps
from kg.errors import ModelError

if TYPE_CHECKING:
    from loaders.tagger.labelled import Labelled
    from loaders.tagger.training import Score

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.option(
    "--gold",
    type=FOLDER,
    multiple=True,
    required=True,
    help="A folder of annotated articles: gold/*.json and texts/*.txt. May be given more than once.",
)
@click.option("--parstwiner", type=FOLDER, help="The folder of ParsTwiNER (train.txt, dev.txt, test.txt).")
@click.option(
    "--corpora",
    type=FOLDER,
    help="A folder of raw articles (*.jsonl.gz): word clusters are learnt from them anew, and labels without texts find theirs.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder that the four files are written below: tagger/ and lexicons/.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same files.")
@click.option(
    "--folds",
    type=click.IntRange(min=2),
    default=4,
    show_default=True,
    help="Into how many parts the articles are cut.",
)
@quiet_option
def command(
    gold: tuple[Path, ...],
    *,
    parstwiner: Path | None,
    corpora: Path | None,
    out: Path,
    seed: int,
    folds: int,
    quiet: bool,
) -> int:
    """Learn the tagger, the judges of events and the scores of claims from annotated articles.

    The articles are cut into parts, and each is read with a tagger learnt from the others: so the tagger is tested, and judges and
    scores learn from names as they are found in articles that nobody has seen. The tagger that is written learns from all. Without
    --corpora the word clusters stay as they are.

    \b
    Example:
      kg train --gold gold/train --parstwiner parstwiner --corpora corpora --out loaders
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    from loaders.extract.calibration import FILE as SCORES
    from loaders.extract.event_model import FILE as EVENTS
    from loaders.tagger.labelled import gold_articles, gold_sentences
    from loaders.tagger.model import CLUSTERS, MODEL, pack_clusters
    from loaders.train.whole import learn

    done, total = iter(range(folds + 5)), folds + 4
    with steps(label="learning", quiet=quiet) as show:

        def step(name: str) -> None:
            show(next(done), total, name)

        step("word clusters")
        texts, paths = _clusters(corpora, seed)
        step("aligning the labels")
        articles = [article for folder in gold for article in gold_articles(folder, texts)]
        own, other = list(gold_sentences(articles)), _tweets(parstwiner)
        learnt = learn(articles, own, other, paths, folds=folds, seed=seed, step=step)
    for name, content in {
        f"tagger/{CLUSTERS.name}": pack_clusters(paths),
        f"tagger/{MODEL.name}": learnt.tagger,
        f"lexicons/{EVENTS}": learnt.events.encode(),
        f"lexicons/{SCORES}": learnt.scores.encode(),
    }.items():
        _write(out / name, content)
    if not quiet:
        for line in _report(own, other, learnt.tested, len(learnt.tagger)):
            click.echo(line)
    return 0


def _clusters(corpora: Path | None, seed: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts of the corpora by id, and the word clusters: learnt from them, or without any the shipped ones."""
    from loaders.tagger import clusters
    from loaders.tagger.model import read_clusters

    if corpora is None:
        return {}, read_clusters()
    files = sorted(corpora.glob("*.jsonl.gz"))
    if not files:
        raise ModelError(str(corpora), "holds no *.jsonl.gz", "name the folder of the raw articles")
    texts = dict(clusters.articles(files))
    return texts, clusters.learn(clusters.corpus_sentences(texts.values()), seed=seed)


def _tweets(parstwiner: Path | None) -> list[Labelled]:
    """Return the labelled sentences of tweets."""
    from loaders.tagger.labelled import corpus_sentences

    other: list[Labelled] = []
    for part in ("train", "dev", "test") if parstwiner else ():
        assert parstwiner is not None
        path = parstwiner / f"{part}.txt"
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise ModelError(str(path), "can't be read", "name the folder of ParsTwiNER") from error
        other += corpus_sentences(lines, "parstwiner")
    return other


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise ModelError(str(path), (error.strerror or str(error)).lower(), "name another place") from error


def _report(own: Sequence[Labelled], other: Sequence[Labelled], score: Score, size: int) -> Iterator[str]:
    """Yield the lines of the report."""
    articles = len({sentence.source for sentence in own})
    yield f"Learnt    {counted(len(own), 'sentence')} of {counted(articles, 'article')}, {counted(len(other), 'sentence')} of tweets"
    yield f"Model     {size:,} bytes"
    if score.wanted:
        yield f"{'Tested':<9} {'P':>6} {'R':>6} {'F1':>6}  names"
    for kind in sorted(score.wanted):
        precision, recall, f1 = score.of(kind)
        yield f"  {kind:<7} {precision:6.3f} {recall:6.3f} {f1:6.3f} {score.wanted[kind]:6,}"
