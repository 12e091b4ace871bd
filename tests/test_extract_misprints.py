"""Names as print has them: in quotation marks, misprinted, split, or with a word of the sentence beside them. All sentences are made up."""

from __future__ import annotations

import pytest

from loaders.extract.mentions import read_row
from loaders.extract.misprints import misprinted
from loaders.extract.page import Kind, Row, words_text
from loaders.persian.tokens import sentences
from loaders.tagger.decide import Guess, fitted
from tests.reading import bodies, persons, places, read

PERSONS = [
    pytest.param("دکتر «کاوه آذرپیک» گفت: بله.", {"کاوه آذرپیک"}, id="quoted after a title of respect"),
    pytest.param("سید «کاوه آذرپیک» گفت: بله.", {"سید کاوه آذرپیک"}, id="quoted after سید"),
    pytest.param("کاروان به سی امین المپیاد ریاضی رفت.", set(), id="an ordinal in two words"),
    pytest.param("امین کریمی به المپیاد ریاضی رفت.", {"امین کریمی"}, id="the same word as a first name"),
    pytest.param("محققان این طرح مدعی شدند که باران می‌بارد.", set(), id="a plural noun"),
    pytest.param(
        "کاوه آذرپیکان گفت: بله. کاوه آذرپیکنا افزود: خیر.",
        {"کاوه آذرپیکان"},
        id="two letters that changed places",
    ),
    pytest.param(
        "کاوه مرادی گفت: بله. زهرا مرادی افزود: خیر.", {"کاوه مرادی", "زهرا مرادی"}, id="two persons"
    ),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons(text: str, expected: set[str]) -> None:
    assert set(persons(text)) == expected


BODIES = [
    ("به گزارش روابط عمومی دانشگاه گلستانستان مراسم بزرگداشت شاعران برگزار شد.", "دانشگاه گلستانستان"),
    ("دانشگاه آزاد اسلامی واحد شیراز بیانیه داد.", "دانشگاه آزاد اسلامی واحد شیراز"),
    ("نمایندگی کشورهای ایتالیا و ژاپن حاضر بود.", None),
]


@pytest.mark.parametrize(("text", "name"), BODIES)
def test_bodies(text: str, name: str | None) -> None:
    found = set(bodies(text))
    assert name in found if name else not found


def test_the_noun_of_a_verb_is_no_part_of_a_name() -> None:
    assert "اداره آگاهی انتقال" not in bodies("سارقان به اداره آگاهی انتقال یافتند.")


def test_a_word_that_awaits_another_ends_no_name() -> None:
    text = "ستاد احیای امر به معروف و نهی از منکر بیانیه داد."
    row = Row(0, next(iter(sentences(text, 0, len(text)))))
    read_row(row)
    assert [chunk.text for chunk in row.chunks] == ["ستاد احیای امر به معروف و نهی از منکر"]


def test_an_outlet_after_the_desk_of_its_reporter() -> None:
    assert "خبرگزاری فارس" in bodies("زهرا کریمی به خبرنگار اجتماعی فارس گفت: بله.")


GUESSES = [
    pytest.param(
        'پژوهش " نیما آذرپیک " ( Nima Azarpeyk ) است',
        6,
        8,
        Kind.PERSON,
        "نیما آذرپیک",
        id="the name that brackets spell",
    ),
    pytest.param("سازمان فضا ( XYZ ) گفت", 3, 4, Kind.ORGANIZATION, "", id="an abbreviation in brackets"),
    pytest.param("سعدی می‌خروشد و", 0, 2, Kind.PERSON, "سعدی", id="a verb after a name"),
    pytest.param("حجت الاسلام والمسلمین گفت", 0, 2, Kind.PERSON, "", id="a title of respect alone"),
    pytest.param("شیخ الاسلام گفت", 0, 2, Kind.PERSON, "شیخ الاسلام", id="a surname like one"),
    pytest.param("در اتحادیه بود", 1, 2, Kind.ORGANIZATION, "", id="a kind of bodies"),
    pytest.param("« امیر آبی » ساخته او", 1, 3, Kind.PERSON, "", id="the title of a work"),
    pytest.param("« تاج سرخ » ( red crown ) است", 1, 3, Kind.PERSON, "", id="a thing that brackets name"),
    pytest.param(
        "« نیما آذرپیک » ( Nima Azarpeyk ) است",
        1,
        3,
        Kind.PERSON,
        "نیما آذرپیک",
        id="a person whom they spell",
    ),
]


@pytest.mark.parametrize(("text", "first", "last", "kind", "name"), GUESSES)
def test_what_a_guess_of_the_tagger_comes_to(text: str, first: int, last: int, kind: Kind, name: str) -> None:
    row = Row(0, next(iter(sentences(text, 0, len(text)))))
    found = fitted(row, Guess(first, last, kind, 1.0))
    assert words_text(row.tokens[found.first : found.last]) == name


def test_a_newspaper_that_writes_is_a_body() -> None:
    entities = read("گلستانستانیما نوشت: باران می‌بارد.").entities
    assert [(str(entity.kind), entity.name) for entity in entities] == [("organization", "گلستانستانیما")]


def test_the_verb_that_closes_a_sentence_is_no_part_of_a_venue() -> None:
    assert "میدان بهارستان رسیدند" not in places("دو خواهر به میدان بهارستان رسیدند.")


@pytest.mark.parametrize(
    ("form", "whole", "same"),
    [
        ("کاوه درمندار", "کاوه درمندرا", True),
        ("کاوه درمنداری", "کاوه درمندار", True),
        ("حسنی‌پور", "کاوه حسینی‌پور", True),
        ("محمدی", "کاوه احمدی", False),
        ("کاوه کریمی", "کاوه رحیمی", False),
        ("زهرا درمندار", "کاوه درمندرا", False),
        ("کاوه صدر", "کاوه صابر", False),
    ],
)
def test_a_letter_wrong(form: str, whole: str, same: bool) -> None:
    assert misprinted(tuple(form.split()), tuple(whole.split())) == same
