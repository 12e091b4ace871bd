"""Figures: what is counted, how much, about what, where and when. All sentences are made up."""

from __future__ import annotations

import pytest

from kg.model import FigureClaim
from tests.reading import claims, read


def figures(text: str, *, title: str | None = None) -> list[FigureClaim]:
    """Return the figures of a text, in order."""
    return list(claims(read(text, title=title), FigureClaim))


def counts(text: str) -> list[tuple[float, str]]:
    """Return (value, unit) of each figure."""
    return [(figure.value, figure.unit) for figure in figures(text)]


COUNTED = [
    ("در این مدرسه ۱۲۰ دانش‌آموز درس می‌خوانند.", [(120, "دانش‌آموز")]),
    ("این کتابخانه ۲۲ میلیون نسخه دارد.", [(22_000_000, "نسخه")]),
    ("بودجه آن دو و نیم میلیارد ریال است.", [(2_500_000_000, "ریال")]),
    ("۴۰ درصد آب هدر می‌رود.", [(40, "درصد")]),
    ("۴۰٪ آب هدر می‌رود.", [(40, "درصد")]),
    ("سفر سه روزه او پایان یافت.", [(3, "روز")]),
    ("۸ میلیون دانشجوی مجازی درس می‌خوانند.", [(8_000_000, "دانشجو")]),
    ("پنج پنجره تازه ساختند.", [(5, "پنجره")]),
    ("سه نفر از تهران و چهار نفر از شیراز آمدند.", [(3, "نفر"), (4, "نفر")]),
    ("در سال ۱۳۹۹ حدود ۵۰ نفر آمدند.", [(50, "نفر")]),
    ("ناصر محمودی ۴۵ ساله است.", [(45, "سال")]),
    ("او در ۸۵ سالگی درگذشت.", [(85, "سال")]),
    ("نشست سه‌ساله و سفر یک‌روزه آغاز شد.", [(3, "سال"), (1, "روز")]),
    ("صددرصد آب پاک است.", [(100, "درصد")]),
    ("۱۰ تا ۱۵ روستا آب ندارند.", [(10, "روستا"), (15, "روستا")]),
    ("ده تا پانزده روستا آب ندارند.", [(10, "روستا"), (15, "روستا")]),
    ("بین ۷ تا ۱۰ هزار نفر آمدند.", [(7_000, "نفر"), (10_000, "نفر")]),
    ("سهم آنان از ۸۲ به ۵۶ درصد رسید.", [(82, "درصد"), (56, "درصد")]),
    ("از ۸ میلیون به ۲۲ میلیون نفر رسید.", [(8_000_000, "نفر"), (22_000_000, "نفر")]),
    ("طی دو سال گذشته باران کم بود.", [(2, "سال")]),
    ("تعداد دانشگاه‌های این کشور ۵۴ بوده است.", [(54, "دانشگاه")]),
    ("در این شهر سه مدرسه، دو کتابخانه و یک موزه هست.", [(3, "مدرسه"), (2, "کتابخانه"), (1, "موزه")]),
    ("یک پزشک و یک پرستار در این شهر هستند.", [(1, "پزشک"), (1, "پرستار")]),
    ("در هر شهر یک مدرسه می‌سازند.", [(1, "مدرسه")]),
    ("تیم ما دو سهمیه دارد.", [(2, "سهمیه")]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_a_number_and_what_it_counts(text: str, expected: list[tuple[float, str]]) -> None:
    assert counts(text) == expected


NONE = [
    pytest.param("او ۲۸ آبان ۱۳۹۹ به شیراز رفت.", id="a date"),
    pytest.param("ساعت ۱۷ و ۳۶ دقیقه باران بارید.", id="a clock time"),
    pytest.param("دو سال پیش باران بارید.", id="how long ago"),
    pytest.param("۱۰ روز دیگر باران می‌بارد.", id="how soon"),
    pytest.param("در دو سال گذشته باران کم بود.", id="of late"),
    pytest.param("شعبه ۹۲ دادگاه رأی داد.", id="a court"),
    pytest.param("او فیلم «سه خانه کوچک» را ساخت.", id="a title"),
    pytest.param("داد و ستد میان دو کشور از راه دریا است.", id="between the two"),
    pytest.param("در سال های ۷۰ تا ۷۲ مصرف آب کم بود.", id="years in a form of two words"),
    pytest.param("او پس از یک دوره بیماری درگذشت.", id="a spell of"),
    pytest.param("سران دو کشور نامه نوشتند.", id="two named before"),
    pytest.param("روابط دو جانبه بهتر شد.", id="bilateral"),
    pytest.param("این دو نامه نوشتند.", id="these two"),
    pytest.param("ماده ۱۲ قانون تازه خوانده شد.", id="an article of law"),
    pytest.param("در سال‌های ۸۶ تا ۹۳ باران کم بود.", id="years"),
    pytest.param("طبقه سوم ساختمان سوخت.", id="an ordinal"),
]


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize("words", ["حدود", "بیش از", "نزدیک به", "بالغ بر", "دست‌کم"])
def test_approximate(words: str) -> None:
    text = f"در شیراز {words} ۳۰۰ کتابخانه هست."
    (figure,) = figures(text)
    assert figure.approximate
    assert figure.evidence.focus is not None
    assert figure.evidence.focus.of(text).startswith(words)
    assert figure.qualifier == words


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [("در حدود", "در حدود"), ("بيش  از", "بیش از"), ("بیش از حدود", "بیش از حدود"), ("تنها", None)],
)
def test_the_qualifier_is_the_whole_phrase_as_an_editor_prints_it(words: str, qualifier: str | None) -> None:
    (figure,) = figures(f"در شیراز {words} ۳۰۰ کتابخانه هست.")
    assert figure.qualifier == qualifier


def test_a_heading_repeats_the_figure_of_the_body_in_its_own_words() -> None:
    found = figures("این سازمان ۱۰۰ عنوان کتاب خرید.", title="خرید ۱۰۰ کتاب")
    assert [(figure.value, figure.unit) for figure in found] == [(100, "عنوان کتاب")]


ABOUT = [
    ("۲۰ جلد کتاب خطی خریداری شد.", "کتاب خطی"),
    ("۸ میلیون دانشجوی مجازی درس می‌خوانند.", "دانشجوی مجازی"),
    ("شمار دانشجویان به ۲۲ میلیون نفر رسید.", "دانشجویان"),
    ("تعداد این کتابخانه‌ها ۳۰۰ مورد است.", "کتابخانه‌ها"),
    ("دانشگاه شیراز ۴۰ استاد دارد.", "دانشگاه شیراز"),
]


@pytest.mark.parametrize(("text", "about"), ABOUT)
def test_what_a_figure_is_about(text: str, about: str) -> None:
    assert [figure.about for figure in figures(text)] == [about]


def test_a_total_and_its_parts() -> None:
    total, *parts = figures(
        "این پیمان ۱۰ کشور دارد: ۴ کشور در حوزه آسیا و اقیانوسیه، ۳ کشور از آفریقا و سه کشور از اروپا که تازه آمده‌اند."
    )
    assert (total.value, total.part_of) == (10, None)
    assert [(part.value, part.region) for part in parts] == [
        (4, "حوزه آسیا و اقیانوسیه"),
        (3, "آفریقا"),
        (3, "اروپا"),
    ]
    assert all(part.part_of is total for part in parts)


def test_numbers_that_do_not_sum_are_no_parts() -> None:
    found = figures("این پیمان ۱۰ کشور دارد: ۴ کشور از آسیا و ۵ کشور از آفریقا.")
    assert [figure.part_of for figure in found] == [None, None, None]


def test_two_periods_are_two_figures() -> None:
    text = "پیش از شیوع بیماری، ۸ هزار دانشجو داشتند و پس از آن شمار دانشجویان به ۲۲ هزار نفر رسید."
    assert [(figure.value, figure.period) for figure in figures(text)] == [
        (8000, "پیش از شیوع بیماری"),
        (22000, "پس از آن"),
    ]


def test_who_gives_the_figure() -> None:
    extraction = read("زهرا کریمی گفت: ۳۰۰ کتابخانه ساخته شد.")
    (figure,) = claims(extraction, FigureClaim)
    assert figure.speaker is not None
    assert extraction.entity(figure.speaker).name == "زهرا کریمی"


def test_a_headline_repeats_the_body() -> None:
    assert [
        (f.value, f.unit) for f in figures("در شیراز ۳۰۰ کتابخانه ساختند.", title="ساخت ۳۰۰ کتابخانه")
    ] == [(300, "کتابخانه")]
    assert [(f.value, f.unit) for f in figures("در شیراز باران بارید.", title="ساخت ۳۰۰ کتابخانه")] == [
        (300, "کتابخانه")
    ]


def test_words_that_run_on_to_the_end_of_the_paragraph() -> None:
    extraction = read("زهرا کریمی گفت: «باران می‌بارد. ۳۰۰ کتابخانه ساخته شد.»\n۴۰ موزه هم ساخته شد.")
    names = {entity.iri: entity.name for entity in extraction.entities}
    found = [(figure.value, names.get(figure.speaker or "")) for figure in claims(extraction, FigureClaim)]
    assert found == [(300, "زهرا کریمی"), (40, None)]
