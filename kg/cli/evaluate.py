"""`kg evaluate`: how well articles are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import (
    PATHS,
    counted,
    extractor_option,
    jobs_option,
    min_score_option,
    quiet_option,
)
from kg.errors import SourceError
from kg.wording import in_one_line

if TYPE_CHECKING:
    from kg.evaluate import Miss, Score, Share

LAYERS = (
    "persons", "organizations", "places", "posts", "events", "statements", "quantities", "relations",
)  # fmt: skip
"""Those of `kg.evaluate`, which this command imports only when it runs."""


@click.command()
@click.argument("gold", metavar="GOLD_DIR", type=PATHS)
@click.option(
    "--articles",
    multiple=True,
    type=PATHS,
    help="Where the articles are, if not in GOLD_DIR/texts: files or folders, once for each.",
)
@click.option(
    "--facts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Score what kg extract wrote to this folder; read no article anew.",
)
@click.option(
    "--misses",
    multiple=True,
    type=click.Choice(LAYERS),
    help="List what went wrong in a layer; once for each.",
)
@click.option("--rules", is_flag=True, help="Show of every rule how much of what it found is right.")
@click.option("--reliability", is_flag=True, help="Show how many claims of each class of scores are right.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@extractor_option
@min_score_option
@jobs_option
@quiet_option
def command(
    gold: Path,
    *,
    articles: tuple[Path, ...],
    facts: Path | None,
    misses: tuple[str, ...],
    rules: bool,
    reliability: bool,
    as_json: bool,
    extractor: str,
    min_score: float,
    jobs: int,
    quiet: bool,
) -> None:
    """Score what is read from articles against facts that people annotated.

    GOLD_DIR holds annotated facts (gold/*.json) and their articles (texts/*.txt). Precision, recall and F1 are given for each layer over
    all articles, with the bounds of F1 when articles are drawn anew (bootstrap, 95 %). An article without facts counts as missed.

    \b
    Examples:
      kg evaluate gold/dev
      kg evaluate gold/dev --misses posts --rules
    """  # noqa: D301 - \b is click's mark for lines that are not wrapped
    from kg import evaluate as room

    wanted = room.annotated(gold)
    found, sentences = _predicted(
        gold, wanted, articles, facts, extractor=extractor, min_score=min_score, jobs=jobs, quiet=quiet
    )
    pairs = {name: room.match(wanted[name], found.get(name, {})) for name in wanted}
    matched = list(pairs.values())
    scores = room.scores(matched)
    if as_json:
        click.echo(json.dumps(_figures(scores)))
        return
    click.echo(counted(len(pairs), "article"))
    _echo(_table(scores))
    if rules:
        _echo(("", *_rules(room.by_rule(matched))))
    if reliability:
        _echo(("", *_reliability(room.reliability(room.judged(matched)))))
    for layer in misses:
        for name, article in pairs.items():
            for miss in room.misses(name, article, sentences.get(name, ()), (layer,)):
                _echo(("", *_miss(miss)))


def _predicted(
    gold: Path,
    wanted: Iterable[str],
    articles: Sequence[Path],
    folder: Path | None,
    *,
    extractor: str,
    min_score: float,
    jobs: int,
    quiet: bool,
) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Return the facts of every wanted article by its id, and its sentences."""
    if folder is not None:
        from kg.evaluate.corpus import facts_of

        files = {name: folder / f"{name}.json" for name in wanted}
        return {name: facts_of(path) for name, path in files.items() if path.is_file()}, {}
    return _extracted(
        set(wanted),
        articles or (gold / "texts",),
        extractor=extractor,
        min_score=min_score,
        jobs=jobs,
        quiet=quiet,
    )


def _extracted(
    wanted: set[str], articles: Sequence[Path], *, extractor: str, min_score: float, jobs: int, quiet: bool
) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    from kg.cli.reading import Tally, extractions, find_sources
    from kg.facts import facts
    from loaders.persian.tokens import sentences

    tally = Tally()
    found: dict[str, dict[str, Any]] = {}
    texts: dict[str, list[str]] = {}
    read = extractions(
        find_sources(articles),
        tally,
        extractor=extractor,
        min_score=min_score,
        jobs=jobs,
        quiet=quiet,
        passed=lambda doc: doc.id not in wanted,
    )
    for extraction in read:
        doc = extraction.doc
        found[doc.id] = dict(facts(extraction))
        texts[doc.id] = [doc.text[s.start : s.end] for s in sentences(doc.text)]
    for line in tally.skipped:
        click.echo(f"kg: {in_one_line(line)}", err=True)
    if not found:
        places = ", ".join(map(str, articles))
        raise SourceError(
            places, "none of the annotated articles is there", "name their place with --articles"
        )
    return found, texts


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _figures(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        layer: {
            "precision": round(s.precision, 4),
            "recall": round(s.recall, 4),
            "f1": s.f1,
            "low": s.low,
            "high": s.high,
            "hits": s.hits,
            "predicted": s.found,
            "gold": s.gold,
        }
        for layer, s in scores.items()
    }


def _table(scores: dict[str, Score]) -> Iterator[str]:
    yield f"{'layer':14} {'P':>6} {'R':>6} {'F1':>6} {'95 %':>11} {'right':>6} {'found':>6} {'gold':>6}"
    for layer, s in scores.items():
        bounds = f"{s.low:.3f}–{s.high:.3f}"
        yield (
            f"{layer:14} {s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f} {bounds:>11} {s.hits:6} {s.found:6} {s.gold:6}"
        )


def _rules(shares: dict[tuple[str, str], Share]) -> Iterator[str]:
    yield f"{'layer':14} {'rule':28} {'right':>7} {'wrong':>7} {'share':>6}"
    for (layer, rule), share in shares.items():
        wrong = share.all - share.right
        yield f"{layer:14} {rule:28} {share.right:7.1f} {wrong:7.1f} {share.value:6.3f}"


def _reliability(shares: dict[float, Share]) -> Iterator[str]:
    yield f"{'score from':14} {'claims':>7} {'right':>7} {'share':>6}"
    for low, share in shares.items():
        yield f"{low:<14} {share.all:7.0f} {share.right:7.1f} {share.value:6.3f}"


def _miss(miss: Miss) -> Iterator[str]:
    yield click.style(f"{miss.layer} · {miss.article}", bold=True)
    if miss.expected:
        yield f"  expected  {in_one_line(miss.expected)}"
    if miss.came:
        rule = f"  ({miss.rule})" if miss.rule else ""
        yield f"  came      {in_one_line(miss.came)}{rule}"
    if miss.sentence:
        yield f"  «{in_one_line(miss.sentence)}»"
