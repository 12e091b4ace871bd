"""Phrases are found whatever became of their spaces and half-spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extract.phrases import Phrases, joined, table, words
from loaders.persian.tokens import Token, sentences

TITLES = Phrases([("دبیر", 1), ("دبیر کل", 2), ("دبیر کل سازمان", 3), ("رئیس‌جمهور", 4), ("آب", 5)])


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text."""
    return tuple(token for sentence in sentences(text) for token in sentence.tokens)


AT = [
    ("دبیر کل شبکه", (2, 2)),
    ("دبیرکل شبکه", (1, 2)),
    ("دبیر\u200cکل شبکه", (1, 2)),
    ("دبير كل شبکه", (2, 2)),
    ("دبیر شبکه", (1, 1)),
    ("دبیرکل سازمان", (2, 3)),
    ("دبیران شبکه", None),
    ("رییس جمهور آمد", (2, 4)),
    ("رئیس آمد", None),
    ("آب", (1, 5)),
    ("آبان", None),
    ("شبکه دبیرکل", None),
]


@pytest.mark.parametrize(("text", "expected"), AT)
def test_the_longest_phrase_at_the_first_token(text: str, expected: tuple[int, int] | None) -> None:
    assert TITLES.at(tokens(text), 0) == expected


def test_a_phrase_may_be_cut_off_by_an_end() -> None:
    row = tokens("دبیر کل سازمان")
    assert [TITLES.at(row, 0, last) for last in (1, 2, 3)] == [(1, 1), (2, 2), (3, 3)]
    assert TITLES.at(row, 0, 0) is None
    assert TITLES.at(row, 3) is None


def test_the_first_value_of_a_phrase_stays() -> None:
    phrases = Phrases([("دبیر کل", 1)])
    phrases.add("دبیرکل", 2)
    phrases.add("", 3)
    phrases.add("مدیر", 4)
    assert (len(phrases), phrases.get("دبیر\u200cکل"), phrases.get("مدیر"), phrases.get("وزیر")) == (
        2,
        1,
        4,
        None,
    )
    assert "دبیرکل" in phrases
    assert "کل" not in phrases


WORDS = st.lists(st.text("ابپتجدرزسشکگلمنوهی", min_size=2, max_size=6), min_size=1, max_size=5)
GAPS = st.lists(st.sampled_from(["", " ", "\u200c", "  ", " \u200c"]), min_size=4, max_size=4)
ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})


def written(parts: list[str], gaps: list[str]) -> str:
    """Return words with these gaps between them."""
    return "".join(part + gap for part, gap in zip(parts, [*gaps, "", "", ""], strict=False)).rstrip(
        " \u200c"
    )


@given(WORDS, GAPS, GAPS, st.booleans())
def test_a_phrase_is_found_however_it_is_spaced(
    parts: list[str], listed: list[str], printed: list[str], arabic: bool
) -> None:
    phrases = Phrases([(written(parts, listed), "value")])
    text = written(parts, printed)
    row = tokens(text.translate(ARABIC) if arabic else text)
    assert phrases.at(row, 0) == (len(row), "value")
    assert phrases.get(text) == "value"


@given(WORDS, GAPS, WORDS)
def test_a_phrase_ends_where_a_token_ends(parts: list[str], gaps: list[str], more: list[str]) -> None:
    phrases = Phrases([("".join(parts), "value")])
    row = tokens(f"{written(parts, gaps)} {' '.join(more)}")
    found = phrases.at(row, 0)
    assert found is not None
    assert "".join(token.key for token in row[: found[0]]) == joined("".join(parts))


def test_lexicons_are_tables_of_phrases() -> None:
    phrases = table("reporting_phrases.tsv")
    assert phrases.get("به‌گفته") == phrases.get("به گفتۀ") == ("به گفته", "by")
    assert table("reporting_phrases.tsv") is phrases
    assert joined("روزنامه‌نگار") not in words("stop_words.txt")
    assert joined("که") in words("stop_words.txt")
