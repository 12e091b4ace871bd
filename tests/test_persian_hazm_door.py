"""hazm behind its door: the normal form leads back to the stored text, and nothing that hazm breaks reaches it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.persian import hazm_door
from loaders.persian.hazm_door import lemma, normalize, restore_half_spaces, verb_forms, words
from loaders.persian.letters import key
from loaders.persian.tokens import sentences

NORMAL = [
    ("كتابهاي دانشگاههاي ملي", "کتابهای دانشگاه‌های ملی"),
    ("می شود و نمی رود", "می‌شود و نمی‌رود"),
    ("گفت:  «سلام»", "گفت: «سلام»"),
    ("۱۳۹۹/۸/۲۸ و 8.5 و ۱۲,۵۰۰ و 2/5", "۱۳۹۹/۸/۲۸ و 8.5 و ۱۲,۵۰۰ و 2/5"),
    ("به www.nlai.ir/fa و info@nlai.ir", "به www.nlai.ir/fa و info@nlai.ir"),
    ("@farsna #هفته_کتاب", "@farsna #هفته_کتاب"),
    ("خط یکم می رود\nخط دوم می رود", "خط یکم می‌رود\nخط دوم می‌رود"),
    ("آیت‌الله خامنه‌ای", "آیت‌الله خامنه‌ای"),
    ("", ""),
    (" \n ", " \n "),
]


@pytest.mark.parametrize(("text", "expected"), NORMAL)
def test_normal_form(text: str, expected: str) -> None:
    assert normalize(text)[0] == expected


SPANS = [
    ("كتابخانه  ملي می شود", "می‌شود", "می شود"),
    ("كتابخانه  ملي می شود", "کتابخانه ملی", "كتابخانه  ملي"),
    ("قیمت ۱۲,۵۰۰ريال است", "ریال", "ريال"),
    ("خط یکم\nمـلّي دوم", "ملی", "مـلّي"),
    ('او گفت "سلام" و رفت', "«سلام»", '"سلام"'),
    ("رفت ... و آمد", "و آمد", "و آمد"),
]


@pytest.mark.parametrize(("text", "normal", "stored"), SPANS)
def test_spans_lead_back(text: str, normal: str, stored: str) -> None:
    form, offsets = normalize(text)
    start = form.index(normal)
    first, last = offsets.to_stored(start, start + len(normal))
    assert text[first:last] == stored


class _Forgetful:
    def normalize(self, text: str) -> str:
        return text.replace("ملی", "").replace("ملي", "")


def test_a_piece_that_cannot_be_aligned_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hazm_door, "_normalizer", _Forgetful)
    form, offsets = normalize("كتابخانه ملي\nكتاب")
    assert form == "کتابخانه ملی\nكتاب"
    assert offsets.to_stored(9, 12) == (9, 12)


def test_empty_spans_and_spans_outside() -> None:
    form, offsets = normalize("كتاب ملي")
    assert offsets.to_stored(0, 0) == (0, 0)
    assert offsets.to_stored(len(form), len(form)) == (8, 8)
    with pytest.raises(IndexError, match="not inside"):
        offsets.to_stored(0, len(form) + 1)


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "كتاب",
                "دانشگاههاي",
                "مي",
                "شود",
                "می",
                "شوند",
                "خامنه",
                "اي",
                "شده",
                "اند",
                "ها",
                "های",
                "تر",
                "۱۳۹۹/۸/۲۸",
                "8.5",
                "۱۲,۵۰۰",
                "www.nlai.ir",
                "@farsna",
                "#کتاب",
                '"',
                "«",
                "»",
                "(",
                ")",
                "...",
                "…",
                ".",
                "،",
                ":",
                "؛",
                "!",
                "مـلّی",
                "مؤسسهٔ",
                "خانۀ",
                "40نفر",
                "\n",
                "\u200c",
                "گفت\u200cوگو",
                "ﷲ",
                "ﻻ",
                "🔹",
                "سلامممم",
            ]
        ),
        st.text(alphabet="ابتدرسشکلمنهویيكآأئًَّـ‌ 1۲.،\n", max_size=10),
    ),
    max_size=14,
)


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.sampled_from([" ", "", "  "]))
def test_every_token_of_the_normal_form_leads_back_to_its_own_word(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    form, offsets = normalize(text)
    end = 0
    for sentence in sentences(form):
        for token in sentence.tokens:
            first, last = offsets.to_stored(token.start, token.end)
            assert end <= first <= last <= len(text)
            end = last
            if any(char.isalnum() for char in token.key):
                assert key(text[first:last]).replace(" ", "") == token.key.replace(" ", "")


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_no_letter_is_added_or_lost(pieces: list[str]) -> None:
    text = " ".join(pieces)
    letters = [char for char in key(normalize(text)[0]) if char.isalnum()]
    assert letters == [char for char in key(text) if char.isalnum()]


def test_words_keep_dates_numbers_and_addresses_whole() -> None:
    assert words("در ۱۳۹۹/۸/۲۸ به www.nlai.ir رفت.") == ["در", "۱۳۹۹/۸/۲۸", "به", "www.nlai.ir", "رفت", "."]
    assert words("") == []


LEMMAS = [("کتاب‌ها", "کتاب"), ("كتاب‌ها", "کتاب"), ("می‌روم", "رفت#رو"), ("بزرگ‌ترین", "بزرگ")]


@pytest.mark.parametrize(("word", "expected"), LEMMAS)
def test_lemmas(word: str, expected: str) -> None:
    assert lemma(word) == expected


def test_forms_of_verbs_are_those_of_hazm_without_its_import() -> None:
    from hazm import Lemmatizer

    theirs = Lemmatizer().verbs
    ours = verb_forms()
    assert len(ours) > 30_000
    assert {form: theirs.get(form, "?").partition("#")[0] for form in ours} == ours


def test_extraction_does_not_import_hazm() -> None:
    code = (
        "import sys; from loaders.persian.hazm_door import infinitive, restore_half_spaces as shown;"
        "assert (infinitive('می‌گویند'), shown('دیجیتالسازی')) == ('گفتن', 'دیجیتال‌سازی'); assert 'hazm' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


NAMES = [
    ("شبكه دانشگاههای مجازی", "شبکه دانشگاه‌های مجازی"),
    ("دیجیتالسازی منابع", "دیجیتال‌سازی منابع"),
    ("کتابخانه های عمومی", "کتابخانه‌های عمومی"),
    ("وزارت راه و شهرسازی", "وزارت راه و شهرسازی"),
    ("سید علی خامنه ای", "سید علی خامنه‌ای"),
    ("کتابداری و مدیریت", "کتابداری و مدیریت"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names_for_display(name: str, expected: str) -> None:
    assert restore_half_spaces(name) == expected


def test_the_rest_of_the_layer_does_not_import_hazm() -> None:
    modules = "letters, tokens, numbers, dates, halfspace, hazm_door"
    code = f"import sys; from loaders.persian import {modules}; list(numbers.numbers('دو هزار')); assert 'hazm' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
