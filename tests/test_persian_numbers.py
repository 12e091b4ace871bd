"""Numbers that count, in digits, words and both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.persian.numbers import Number, numbers

GOLD = Path(__file__).parents[1].parent / "shared" / "gold" / "dev"


def read(text: str) -> list[tuple[str, float]]:
    return [(number.text, number.value) for number in numbers(text)]


VALUES: list[tuple[str, list[tuple[str, float]]]] = [
    # words
    ("سه کشور", [("سه", 3)]),
    ("بیست و پنج نفر", [("بیست و پنج", 25)]),
    ("صد و بیست و سه نفر", [("صد و بیست و سه", 123)]),
    ("هفده و هیفده و هجده و هیجده نفر", [("هفده", 17), ("هیفده", 17), ("هجده", 18), ("هیجده", 18)]),
    ("بیست‌وپنج کشور", [("بیست‌وپنج", 25)]),
    ("بیست‌و‌پنج کشور", [("بیست‌و‌پنج", 25)]),
    ("سیصد نفر", [("سیصد", 300)]),
    ("سی صد نفر", [("سی صد", 300)]),
    ("یک صد نفر و يكصد نفر", [("یک صد", 100), ("يكصد", 100)]),
    ("شش صد و دوازده تن", [("شش صد و دوازده", 612)]),
    ("یکصد و ۵۸ کیلوگرم", [("یکصد و ۵۸", 158)]),
    # scales
    ("۲۲ میلیون دانشجو", [("۲۲ میلیون", 22_000_000)]),
    ("22ميليون دانشجو", [("22ميليون", 22_000_000)]),
    ("دو هزار و ۵۰۰ جلد", [("دو هزار و ۵۰۰", 2500)]),
    ("۱۳ هزار و پانصد جلد", [("۱۳ هزار و پانصد", 13_500)]),
    ("یک میلیون و دویست هزار نفر", [("یک میلیون و دویست هزار", 1_200_000)]),
    ("یک‌هزار و ۸۳۰ میلیارد تومان", [("یک‌هزار و ۸۳۰ میلیارد", 1_830_000_000_000)]),
    ("دو هزار میلیارد", [("دو هزار میلیارد", 2 * 10**12)]),
    ("یک میلیارد و ۲۰۰ میلیون و ۵ هزار", [("یک میلیارد و ۲۰۰ میلیون و ۵ هزار", 1_200_005_000)]),
    ("هزار و سیصد و نود و نه جلد", [("هزار و سیصد و نود و نه", 1399)]),
    ("۲۲ میلیون و ۸ میلیون", [("۲۲ میلیون", 22_000_000), ("۸ میلیون", 8_000_000)]),
    ("نیم میلیون", [("نیم میلیون", 500_000)]),
    ("سه میلیون و نیم", [("سه میلیون و نیم", 3_500_000)]),
    ("یک و نیم میلیون", [("یک و نیم میلیون", 1_500_000)]),
    # fractions and decimals
    ("یک‌سوم مردم، دو سوم", [("یک‌سوم", 1 / 3), ("دو سوم", 2 / 3)]),
    ("دو و نیم درصد", [("دو و نیم", 2.5)]),
    ("۳ و ۲ دهم درصد", [("۳ و ۲ دهم", 3.2)]),
    ("سه ساعت و نیم", [("سه", 3.5)]),
    ("8.5 درصد و ۸٫۵ درصد", [("8.5", 8.5), ("۸٫۵", 8.5)]),
    ("۱۲,۵۰۰ و ۱۲،۵۰۰ و ۱۲٬۵۰۰ نفر", [("۱۲,۵۰۰", 12_500), ("۱۲،۵۰۰", 12_500), ("۱۲٬۵۰۰", 12_500)]),
    ("1.250.000 ریال", [("1.250.000", 1_250_000)]),
    ("۳.۹۰۰ نفر", [("۳.۹۰۰", 3900)]),
    ("480.000 تومان", [("480.000", 480_000)]),
    ("۲.۱۸۷ میلیارد", [("۲.۱۸۷ میلیارد", 2_187_000_000)]),
    # the newspaper's slash
    ("۲/۵ میلیارد", [("۲/۵ میلیارد", 2_500_000_000)]),
    ("5/2 ميليارد", [("5/2 ميليارد", 2_500_000_000)]),
    ("6/12 درصد", [("6/12", 12.6)]),
    ("رشد 12/5 درصد و 40/3 درصد بود و 2/1 درصد", [("12/5", 12.5), ("40/3", 40.3), ("2/1", 2.1)]),
    ("5 /16 درصد", [("5 /16", 16.5)]),
    ("2,5 درصد", [("2,5", 2.5)]),
    ("5/2 میلیارد و 6 درصد", [("5/2 میلیارد", 2_500_000_000), ("6", 6)]),
    ("پرونده 5/3 را", []),
    # joined to the unit
    ("دوره سه‌ساله", [("سه", 3)]),
    ("40نفر", [("40", 40)]),
    # what is no number
    ("سوم و سومین و دومین و بیست و پنجم", []),
    ("۱۵۰اُمین سال و 150 امین و ۲۰م", []),
    ("نوزدهمین دوره و بیست ودوم", []),
    ("چهاردهم", []),
    ("صدها نفر، ده‌ها نفر، چند هزار نفر، چندین میلیون", []),
    ("ده ها نفر", []),
    ("یک کتاب خوب", []),
    ("یک درصد و یک میلیون", [("یک", 1), ("یک میلیون", 1_000_000)]),
    ("دو کشته و یک زخمی", [("دو", 2), ("یک", 1)]),
    ("نه تنها این بلکه نه در آن", []),
    ("نه سال", [("نه", 9)]),
    ("مردم ده ما", []),
    ("شبکه سی ان ان و بی بی سی گفت", []),
    ("سی سال", [("سی", 30)]),
    ("صد در صد", []),
    ("دو و میدانی", []),
    ("هر دو", []),
    ("پنج شنبه", []),
    ("یک‌چهارم نهایی و یک چهارم نهایی", []),
    # dates, times and labels
    ("۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", []),
    ("۲۸ آبان ۱۳۹۹ و ۲۸ آبان‌ماه", []),
    ("هفت اردیبهشت و یازده سپتامبر", []),
    ("سال ۱۳۹۹ و سال 86", []),
    ("جام ۲۰۱۹ و المپیک ۲۰۲۰", []),
    ("۲۰۰۰ نفر", [("۲۰۰۰", 2000)]),
    ("حدود ۲۰۰۰ اثر", [("۲۰۰۰", 2000)]),
    ("ماده ۱۲ و اصل ۴۴ و ساعت 9 و دهه هفتاد", []),
    ("تلفن ۰۲۱۸۸۰۰", []),
    ("3- بند سوم برنامه", []),
    ("با نتیجه ۲۵-۲۳ برد", []),
    ("بین 20-25 نفر", [("20", 20), ("25", 25)]),
    ("5G و G20 و hap-2", []),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: list[tuple[str, float]]) -> None:
    assert [written for written, _ in read(text)] == [written for written, _ in expected]
    assert [value for _, value in read(text)] == pytest.approx([value for _, value in expected])


APPROXIMATE = [
    ("حدود ۲۰ نفر", True),
    ("در حدود ۲۰ نفر", True),
    ("بیش از ۲۲ میلیون نفر", True),
    ("بیش از حدود ۲۲ میلیون نفر", True),
    ("بيشتر از 20 نفر", True),
    ("نزدیک به دو هزار نفر", True),
    ("بالغ بر ۲۰ نفر", True),
    ("قریب به ۲۰ نفر", True),
    ("تقریباً ۲۰ نفر", True),
    ("کمتر از ۲۰ نفر", True),
    ("دست‌کم ۲۰ نفر", True),
    ("دست کم ۲۰ نفر", True),
    ("حداقل سه نفر", True),
    ("۲۰ نفر", False),
    ("از ۲۰ نفر", False),
    ("بیش از همه ۲۰ نفر", False),
]


@pytest.mark.parametrize(("text", "expected"), APPROXIMATE)
def test_approximate(text: str, *, expected: bool) -> None:
    assert [number.approximate for number in numbers(text)] == [expected]


def test_articles_on_demand() -> None:
    assert [n.value for n in numbers("یک کتاب", articles=True)] == [1]


def test_part_of_a_text_keeps_its_offsets() -> None:
    text = "سه شهر. بیش از ۲۲ میلیون نفر. پنج روستا"
    assert list(numbers(text, 8, 30)) == [Number(15, 24, "۲۲ میلیون", 22_000_000, approximate=True)]


UNITS = [
    "",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
]
UNITS += ["شانزده", "هفده", "هجده", "نوزده"]
TENS = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
HUNDREDS = ["", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
SCALES = ["", "هزار", "میلیون", "میلیارد"]


def below_thousand(number: int) -> str:
    parts = [HUNDREDS[number // 100]]
    rest = number % 100
    parts += [UNITS[rest]] if rest < 20 else [TENS[rest // 10], UNITS[rest % 10]]
    return " و ".join(filter(None, parts))


def in_words(number: int) -> str:
    groups = []
    for scale in SCALES:
        number, low = divmod(number, 1000)
        if low:
            groups.append(f"{below_thousand(low)} {scale}".strip())
    return " و ".join(reversed(groups))


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_every_number_in_words_is_read_back(number: int) -> None:
    text = f"{in_words(number)} نفر"
    assert [(n.start, n.end, n.value) for n in numbers(text)] == [(0, len(text) - 4, number)]


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from("۰٠0"), st.sampled_from(",،٬"))
def test_every_number_in_digits_is_read_back(number: int, zero: str, separator: str) -> None:
    digits = f"{number:,}".replace(",", separator)
    text = "".join(chr(ord(zero) + int(char)) if char.isdecimal() else char for char in digits) + " نفر"
    assert [n.value for n in numbers(text)] == [number]


@given(
    st.lists(
        st.sampled_from(
            [
                "سه",
                "بیست",
                "و",
                "نیم",
                "هزار",
                "میلیون",
                "سوم",
                "دهم",
                "۱۲",
                "5/2",
                "۳.۵",
                "یک",
                "ده",
                "صد",
                "درصد",
                "نفر",
                "،",
                ".",
                "/",
                "-",
                "آبان",
                "سال",
                "در",
            ]
        ),
        max_size=14,
    )
)
def test_numbers_are_slices_in_order(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        assert number.value > 0
        end = number.end


@pytest.mark.parametrize(
    "text",
    ["1" * 5000, "111," * 5000, f"{'1' * 5000}.5 درصد", f"2/{'5' * 5000} درصد", f"{'1' * 5000} /5 درصد"],
)
def test_endless_digits_are_no_number(text: str) -> None:
    assert not [number for number in numbers(text) if number.value > 10**22]


@pytest.mark.corpus
def test_the_annotated_articles_values_are_found() -> None:
    if not GOLD.exists():
        pytest.skip("no annotated articles beside the checkout")
    found = wanted = 0
    for path in sorted((GOLD / "gold").glob("*.json")):
        values = {n.value for n in numbers((GOLD / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"))}
        for quantity in json.loads(path.read_text(encoding="utf-8"))["quantities"]:
            wanted += 1
            found += quantity["value"] in values
    assert found / wanted > 0.94
