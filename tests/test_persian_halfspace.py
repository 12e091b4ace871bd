"""Half-spaces put back for display, and the lexicon that is learnt for it."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.persian.half_space_lexicon import documents, learn, listed, main, score
from loaders.persian.halfspace import Lexicon, learnt, places, restore
from loaders.persian.letters import ZWNJ, key

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpora" / "isna.jsonl.gz"

RESTORED = [
    ("دانشگاههای مجازی", "دانشگاه‌های مجازی"),
    ("دانشگاه های مجازی", "دانشگاه‌های مجازی"),
    ("كتابخانههاي ملي", "كتابخانه‌هاي ملي"),
    ("پایان نامهها", "پایان نامه‌ها"),
    ("پایاننامههای", "پایان‌نامه‌های"),
    ("مهمترین", "مهم‌ترین"),
    ("میشود و نمیتواند", "می‌شود و نمی‌تواند"),
    ("می شود", "می‌شود"),
    ("خامنه ای", "خامنه‌ای"),
    ("هستهای و رسانهای", "هسته‌ای و رسانه‌ای"),
    ("شده اند", "شده‌اند"),
    ("رئیسجمهور", "رئیس‌جمهور"),
    ("بینالمللی", "بین‌المللی"),
    ("گفت وگو", "گفت‌وگو"),
    ("برنامهریزی", "برنامه‌ریزی"),
]

LEFT_ALONE = [
    "تنها دریا را دید",
    "کتابخانه ملی ایران",
    "دانشگاه‌های مجازی",
    "میدان و میراث و میلیون",
    "نهاد و بها و رها",
    "دکتر و دفتر و مشتری",
    "به ام گفت",
    "می ۲۰۲۰",
    "National Library 12",
    "",
]


@pytest.mark.parametrize(("text", "expected"), RESTORED)
def test_lost_half_spaces_come_back(text: str, expected: str) -> None:
    assert restore(text) == expected


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_needs_none_is_left_alone(text: str) -> None:
    assert restore(text) == text


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "دانشگاه",
                "کتابخانه",
                "ها",
                "های",
                "هایی",
                "می",
                "نمی",
                "شود",
                "کرد",
                "مهم",
                "تر",
                "ترین",
                "خامنه",
                "ای",
                "شده",
                "اند",
                "ام",
                "میشود",
                "دانشگاههای",
                "،",
                ".",
                "۱۲",
                "a",
            ]
        ),
        st.text(alphabet="ابپتدرسشکگلمنهویآئًّ‌", max_size=8),
    ),
    max_size=10,
)


@given(WORDS)
def test_only_half_spaces_change(words: list[str]) -> None:
    text = " ".join(words)
    restored = restore(text)
    assert restored.replace(ZWNJ, "").replace(" ", "") == text.replace(ZWNJ, "").replace(" ", "")
    assert key(restored).replace(" ", "") == key(text).replace(" ", "")
    assert restored.count(ZWNJ) >= text.count(ZWNJ)


@given(WORDS)
def test_restoring_twice_changes_nothing_more(words: list[str]) -> None:
    restored = restore(" ".join(words))
    assert restore(restored) == restored


def test_places_are_counted_in_letters_of_the_key() -> None:
    assert places("می‌شود") == (2,)
    assert places("پایان+نامه+ها", "+") == (5, 9)
    assert places("ملی") == ()


def test_a_lexicon_is_learnt_from_three_documents_and_no_fewer() -> None:
    texts = ["قانون‌گذار بین‌المللی می‌آغازد"] * 2 + ["بین‌المللی می‌آغازد", "رها"]
    lexicon, best = learn(texts)
    assert "اغازد" in lexicon.verbs
    assert key("بین‌المللی") in lexicon.words
    assert key("قانون‌گذار") not in lexicon.words
    assert "word\tبین+المللی" in list(listed(lexicon, best))
    assert restore("بینالمللی میآغازد", lexicon) == "بین‌المللی می‌آغازد"


def test_the_lexicon_is_printed_and_measured_from_a_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as lines:
        for _ in range(100):
            lines.write(json.dumps({"text": "نشست بین‌المللی برگزار می‌شود"}) + "\n")
    main([str(corpus)])
    printed = capsys.readouterr().out
    assert printed.startswith("# Half-spaces")
    assert "verb\tشود\n" in printed
    main([str(corpus), "--measure"])
    assert capsys.readouterr().out.count("F1 1.000") == 2


def test_the_score_counts_places() -> None:
    nothing = Lexicon()
    assert score(["دانشگاه‌های می‌شود"], nothing, "") == (1.0, 0.5)


def test_the_lexicon_that_ships_is_whole() -> None:
    lexicon = learnt()
    assert {"شود", "کند", "تواند"} <= set(lexicon.verbs)
    assert min(map(len, (lexicon.adjectives, lexicon.heh, lexicon.words, lexicon.pairs))) > 100
    assert not [word for word, wanted in lexicon.words.items() if wanted and not 0 < max(wanted) < len(word)]


@pytest.mark.corpus
@pytest.mark.parametrize(("lost", "least"), [("", 0.88), (" ", 0.80)])
def test_restored_half_spaces_of_real_articles(lost: str, least: float) -> None:
    if not CORPUS.exists():
        pytest.skip("no corpus with good half-spaces beside the checkout")
    precision, recall = score(islice(documents(CORPUS), 0, 1500, 5), learnt(), lost)
    assert 2 * precision * recall / (precision + recall) > least
