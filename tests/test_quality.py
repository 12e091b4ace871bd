"""How well the rules read articles that people annotated, and that it never gets worse unseen.

The articles stand beside the checkout (`../shared/gold`) with the scorer whose matching rules count. `quality.json` holds the F1 of
each layer as it was measured, with the bounds of a bootstrap over articles, and the SHA-256 of the corpus that it was measured on.

    python -m tests.test_quality                     measure and print
    python -m tests.test_quality --pin               write the figures down; one that fell stays as it was, and the command fails
    python -m tests.test_quality --pin --allow-lower write them all down
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.errors import SourceError
from kg.evaluate import LAYERS, Pair, Score, annotated, judged, match, reliability, scores
from kg.facts import facts
from kg.model import Document
from loaders.pipeline import Failure, extract_many
from loaders.sources import locate, read_all
from tests.conftest import CHECKOUT

GOLD = CHECKOUT.parent / "shared" / "gold"
ARCHIVES = CHECKOUT.parent / "shared" / "corpora"
LABELS = CHECKOUT / "loaders" / "labels"
PINS = Path(__file__).with_name("quality.json")
TOLERANCE = 0.005
"""How far a figure may fall below its pin: a rule that helps one layer may cost another an article."""

SPELLING = {
    "dev, half-spaces deleted": 0.0101,
    "dev, half-spaces turned into spaces": 0.0251,
    "dev, Arabic letters": 0.0101,
}
"""How far the figures of one text in another spelling may lie from its own: one point, as both are rounded.

With spaces for half-spaces a word's end looks like a name's end, which costs more where there is little to count.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of the corpus, in the letters and half-spaces that some newsrooms write."""

    part: str
    change: Callable[[str], str] = str


READINGS: dict[str, Reading] = {
    "dev": Reading("dev"),
    "dev, half-spaces deleted": Reading("dev", lambda text: text.replace("\u200c", "")),
    "dev, half-spaces turned into spaces": Reading("dev", lambda text: text.replace("\u200c", " ")),
    "dev, Arabic letters": Reading("dev", lambda text: text.translate(str.maketrans("یک", "يك"))),
    "train": Reading("train"),
    "held out": Reading("held_out"),
}
"""Nothing is trained on `held out`, and no rule was written with a look at it (see `loaders/labels/README.md`)."""


def corpus_hash() -> str:
    """Return the SHA-256 over names and contents of all files of the corpus, the scorer included."""
    hasher = hashlib.sha256()
    for top in (GOLD, LABELS):
        for path in sorted(path for path in top.rglob("*") if path.suffix in {".json", ".txt", ".py", ".md"}):
            hasher.update(path.relative_to(top).as_posix().encode() + b"\0")
            hasher.update(hashlib.sha256(path.read_bytes()).digest())
    return hasher.hexdigest()


def scorer() -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_of(reading: Reading) -> Path:
    """Return the folder of the annotated facts of a reading."""
    return LABELS / "held_out" if reading.part == "held_out" else GOLD / reading.part


def documents(reading: Reading) -> list[Document]:
    """Return the articles of a part in the letters of this reading, as they are stored."""
    if reading.part == "held_out":
        wanted = set(annotated(gold_of(reading)))
        read = read_all(locate(sorted(ARCHIVES.glob("[fhi]*.jsonl.gz"))))
        return [doc for doc in read if isinstance(doc, Document) and doc.id in wanted]
    docs = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((GOLD / reading.part / "texts").glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            (Path(folder) / path.name).write_bytes(reading.change(text).encode("utf-8"))
        for doc in read_all(locate([Path(folder)])):
            assert not isinstance(doc, SourceError), doc
            docs.append(doc)
    return docs


def predictions(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, facts) of each article of a part, as `kg extract` reads and writes them."""
    for result in extract_many(documents(reading)):
        assert not isinstance(result, Failure), (result.doc.id, result.problem)
        yield result.doc.id, json.loads(json.dumps(facts(result), ensure_ascii=False))


@cache
def found(name: str) -> dict[str, dict[str, Any]]:
    """Return what is read from the articles of a reading, by article."""
    return dict(predictions(READINGS[name]))


@cache
def matched(name: str) -> list[dict[str, list[Pair]]]:
    """Return what is read from each article of a reading beside what people annotated."""
    gold = annotated(gold_of(READINGS[name]))
    assert set(gold) == set(found(name))
    return [match(gold[article], found(name)[article]) for article in gold]


@cache
def measured(name: str) -> dict[str, Score]:
    """Return the score of each layer over the articles of a reading."""
    return scores(matched(name))


def pins() -> dict[str, Any]:
    """Return what was written down: the hash of the corpus, and the figures of each layer of each reading."""
    written: dict[str, Any] = json.loads(PINS.read_text(encoding="utf-8"))
    return written


def pinned(
    old: dict[str, Any], new: dict[str, Any], *, allow_lower: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return the figures to write down, and which of the new ones fell.

    A figure that fell stays as it was unless that is allowed; figures of another corpus are no measure for these.
    """
    if old.get("corpus") != new["corpus"]:
        return new, []
    kept, fallen = {"corpus": new["corpus"], "figures": {}}, []
    for name, layers in new["figures"].items():
        before = old["figures"].get(name, {})
        lower = [
            layer for layer, now in layers.items() if layer in before and now["f1"] < before[layer]["f1"]
        ]
        fallen += [f"{name}, {layer}: {before[layer]['f1']} → {layers[layer]['f1']}" for layer in lower]
        kept["figures"][name] = {
            layer: before[layer] if layer in lower and not allow_lower else now
            for layer, now in layers.items()
        }
    return kept, fallen


def present() -> None:
    """Skip a test where the corpus is missing."""
    if not (GOLD / "score.py").is_file():
        pytest.skip("the annotated articles (../shared/gold) are not beside this checkout")


@pytest.mark.corpus
def test_the_figures_belong_to_this_corpus() -> None:
    present()
    assert pins()["corpus"] == corpus_hash(), (
        "another corpus: measure anew with python -m tests.test_quality --pin"
    )


@pytest.mark.corpus
@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("name", READINGS)
def test_no_layer_got_worse(name: str, layer: str) -> None:
    present()
    pin, now = pins()["figures"][name][layer]["f1"], measured(name)[layer].f1
    assert now >= pin - TOLERANCE, f"F1 of {layer} over {name} fell from {pin} to {now}"


@pytest.mark.corpus
@pytest.mark.parametrize("name", [name for name, reading in READINGS.items() if reading.change is not str])
def test_a_changed_reading_is_another_text(name: str) -> None:
    """Figures of two readings may be equal; this tells that it is the rules that make them so, and not a change that does nothing."""
    present()
    stored = {doc.id: doc.text for doc in documents(READINGS["dev"])}
    changed = [doc.id for doc in documents(READINGS[name]) if doc.text != stored[doc.id]]
    assert len(changed) > len(stored) / 2


@pytest.mark.corpus
@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("name", [name for name, reading in READINGS.items() if reading.change is not str])
def test_spelling_costs_little(name: str, layer: str) -> None:
    present()
    assert abs(measured(name)[layer].f1 - measured("dev")[layer].f1) <= SPELLING[name]


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["dev", "train"])
def test_the_figures_are_those_of_the_annotations_own_scorer(name: str) -> None:
    present()
    totals = dict.fromkeys(LAYERS, (0, 0, 0))
    for article, gold in annotated(GOLD / name).items():
        for layer, row in scorer().score_article(gold, found(name)[article]).items():
            totals[layer] = (totals[layer][0] + row[0], totals[layer][1] + row[1], totals[layer][2] + row[2])
    assert {layer: (s.hits, s.found, s.gold) for layer, s in measured(name).items()} == totals


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["dev", "held out"])
def test_claims_with_a_high_score_are_right_nine_times_in_ten(name: str) -> None:
    present()
    high = reliability(judged(matched(name)))[0.9]
    assert high.all >= 50
    assert high.value >= 0.9


OLD = {"corpus": "a", "figures": {"dev": {"posts": {"f1": 0.5}, "places": {"f1": 0.9}}}}
NEW = {"corpus": "a", "figures": {"dev": {"posts": {"f1": 0.4}, "places": {"f1": 0.95}}}}


def test_pins_never_go_down_unless_allowed() -> None:
    kept, fallen = pinned(OLD, NEW, allow_lower=False)
    assert kept == {"corpus": "a", "figures": {"dev": {"posts": {"f1": 0.5}, "places": {"f1": 0.95}}}}
    assert fallen == ["dev, posts: 0.5 → 0.4"]
    assert pinned(OLD, NEW, allow_lower=True)[0] == NEW
    assert pinned(OLD, {**NEW, "corpus": "b"}, allow_lower=False) == ({**NEW, "corpus": "b"}, [])


def test_all_readings_and_layers_are_pinned_with_their_bounds() -> None:
    figures = pins()["figures"]
    assert {name: set(layers) for name, layers in figures.items()} == {name: set(LAYERS) for name in READINGS}
    for layers in figures.values():
        assert all(pin["low"] <= pin["f1"] <= pin["high"] for pin in layers.values())


def report(names: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a table of all figures."""
    for name in names:
        yield f"{name}\n{'layer':14} {'P':>6} {'R':>6} {'F1':>7} {'95 %':>15} {'hits':>6} {'found':>6} {'gold':>6}"
        for layer, s in measured(name).items():
            bounds = f"{s.low:.4f}–{s.high:.4f}"
            yield f"{layer:14} {s.precision:6.3f} {s.recall:6.3f} {s.f1:7.4f} {bounds:>15} {s.hits:6} {s.found:6} {s.gold:6}"
        yield ""
    for low, share in reliability(judged(matched("dev"))).items():
        yield f"dev, score from {low}: {share.right:.1f} of {share.all:.0f} claims are right ({share.value:.3f})"


def main() -> int:
    """Measure and print; write the figures down if asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.test_quality", description="Measure how well articles are read."
    )
    parser.add_argument("--pin", action="store_true", help="write the figures to tests/quality.json")
    parser.add_argument("--allow-lower", action="store_true", help="also where they fell")
    args = parser.parse_args()
    if not (GOLD / "score.py").is_file():
        sys.stderr.write(f"{GOLD}: the annotated articles are not there\n")
        return 2
    for line in report(iter(READINGS)):
        sys.stdout.write(f"{line}\n")
    if not args.pin:
        return 0
    figures = {
        name: {layer: {"f1": s.f1, "low": s.low, "high": s.high} for layer, s in measured(name).items()}
        for name in READINGS
    }
    old = pins() if PINS.is_file() else {}
    kept, fallen = pinned(old, {"corpus": corpus_hash(), "figures": figures}, allow_lower=args.allow_lower)
    PINS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for line in fallen:
        sys.stdout.write(f"fell: {line}{'' if args.allow_lower else ' (the pin stays)'}\n")
    return 1 if fallen and not args.allow_lower else 0


if __name__ == "__main__":
    sys.exit(main())
