"""The folded form of names: what it unites, what it keeps apart, and that it can't be folded further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import fold

PAIRS: list[tuple[str, str, bool]] = [
    ("كتابخانه ملي", "کتابخانه ملی", True),
    ("دانشگاه‌های", "دانشگاههای", True),
    ("دانشگاه‌های", "دانشگاه های", True),
    ("ملّی", "ملی", True),
    ("مسئول", "مسیول", True),
    ("مؤسسه", "موسسه", True),
    ("خانۀ کتاب", "خانه کتاب", True),
    ("آسیا", "اسیا", True),
    ("مرکز ۱۲", "مرکز 12", True),
    ("مرکز ١٢", "مرکز ۱۲", True),
    ("UNESCO", "Unesco", True),
    ("ﻛﺘﺎﺏ", "کتاب", True),
    ("شبکهٔ ملی", "شبکه ملی", True),
    ("«بنیاد سعدی»", "بنیاد سعدی", True),
    ("علی‌رضا", "علیرضا", True),
    ("نجفی", "نجف", False),
    ("فریبرز", "فریبزر", False),
    ("حسن", "حسین", False),
    ("مرکز ۱۲", "مرکز ۱۳", False),
]


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_pairs(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


@pytest.mark.parametrize("text", ["", " ", "\u200c", "«»", "ًٌٍ"])
def test_nothing_is_left_of_what_is_no_name(text: str) -> None:
    assert fold(text) == ""


PERSIAN = st.text(
    alphabet=st.sampled_from("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأإئؤةۀيك\u200c ًَِّ۱۲٣4«»،ﻛﺎ"), max_size=30
)


@given(st.one_of(st.text(max_size=30), PERSIAN))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(PERSIAN, st.integers(0, 30), st.sampled_from(["\u200c", " ", "ّ", "ِ", "\u200f", "-"]))
def test_marks_and_spaces_never_matter(text: str, place: int, mark: str) -> None:
    assert fold(text[:place] + mark + text[place:]) == fold(text)


@given(st.text(max_size=30))
def test_only_letters_and_digits_are_left(text: str) -> None:
    assert all(char.isalnum() for char in fold(text))
