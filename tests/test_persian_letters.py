"""The three normal forms of a text: of one length, to match by, to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import fold
from loaders.persian.letters import INVISIBLE, MARKS, TATWEEL, display, key, same_length

PERSIAN = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأإٱؤئءةۀيىكۍہ ‌۱۲٣٤۰٠56.,،؛«»()\n\tABcd"),
        st.sampled_from(INVISIBLE + MARKS + TATWEEL),
        st.characters(codec="utf-8"),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC, categories=["Lo"]),
    ),
    max_size=60,
)

SAME_LENGTH = [
    ("كتابخانه ملي", "کتابخانه ملی"),
    ("موسی و عيسى", "موسی و عیسی"),
    ("مدرسة ۀ", "مدرسه ه"),
    ("أإٱآ", "اااآ"),
    ("مؤسسه رئیس", "موسسه رئیس"),
    ("۱۳۹۹ ٢٠٢٠ 8", "1399 2020 8"),
    ("الف\u00a0ب\u2003ج\tد", "الف ب ج د"),
    ("می\u200cشود", "می\u200cشود"),
    ("مـلّی", "مـلّی"),
    ("\ufee1\ufef4", "می"),
    ("\ufefb", "\ufefb"),
    ("پایان\u2028خط", "پایان\nخط"),
]

SAME_KEY = [
    ("رئيس", "رییس"),
    ("كتابخانه‌هاي", "کتابخانههای"),
    ("مسؤول", "مسوول"),
    ("آیین‌نامه", "ایین\u200dنامه"),
    ("خانهٔ", "خانۀ"),
    ("خانهٔ", "خانه"),
    ("رحمٰن", "رحمن"),
    ("مــحــمّد", "محمد"),
    ("ﷲ", "الله"),
    ("\ufefb\ufedf", "لال"),
    ("ISNA", "isna"),
    ("۱۲", "12"),
    ("\ufeffسلام\u200f", "سلام"),
]

DIFFERENT_KEY = [("کتاب خانه", "کتابخانه"), ("علی", "عالی"), ("شیء", "شی"), ("بار", "باز"), ("۱۲", "۲۱")]

DISPLAY = [
    ("  كتابخانه‌ي   ملي ", "کتابخانه‌ی ملی"),
    ("مـلّی", "ملی"),
    ("می‌\u200cشود", "می‌شود"),
    ("دانشگاه ‌های", "دانشگاه های"),
    ("دانشگاه‌ ", "دانشگاه"),
    ("۱۳۹۹ ٢٠٢٠ 8", "۱۳۹۹ ۲۰۲۰ 8"),
    ("مؤسسهٔ آیندۀ رئیس", "مؤسسه آینده رئیس"),
    ("خط\nدوم", "خط دوم"),
    ("پیش¬بینی", "پیش‌بینی"),
    ("\u202bمتن\u202c", "متن"),
]


@pytest.mark.parametrize(("text", "expected"), SAME_LENGTH)
def test_same_length_unifies_letters_and_keeps_every_place(text: str, expected: str) -> None:
    assert same_length(text) == expected
    assert len(same_length(text)) == len(text)


@pytest.mark.parametrize(("one", "other"), SAME_KEY)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_KEY)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(("text", "expected"), DISPLAY)
def test_display_is_as_an_editor_prints_it(text: str, expected: str) -> None:
    assert display(text) == expected


@given(PERSIAN)
def test_normal_forms_are_idempotent(text: str) -> None:
    assert same_length(same_length(text)) == same_length(text)
    assert key(key(text)) == key(text)
    assert display(display(text)) == display(text)


@given(PERSIAN)
def test_same_length_keeps_the_length(text: str) -> None:
    assert len(same_length(text)) == len(text)


@given(PERSIAN)
def test_forms_agree_on_the_key(text: str) -> None:
    assert key(same_length(text)) == key(text)
    assert key(display(text)).split() == key(text).split()


@given(st.text(alphabet="ابپتکگیيكۀآأئؤ ‌۱۲َّ", max_size=30))
def test_what_shares_a_key_is_one_name(text: str) -> None:
    assert fold(key(text)) == fold(text)
