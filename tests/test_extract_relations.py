"""Relations between bodies, and between a body and a place. All sentences are made up; the bodies are real or made up."""

from __future__ import annotations

import pytest

from kg.model import Extraction, RelationClaim
from tests.reading import claims, read

NLAI = "سازمان اسناد و کتابخانه ملی ایران"
ICRO = "سازمان فرهنگ و ارتباطات اسلامی"
CINVU = "شبکه دانشگاه‌های مجازی جهان اسلام"
WELFARE = "سازمان بهزیستی کشور"
PARLIAMENT = "مجلس شورای اسلامی"
SHIRAZ, TABRIZ, YAZD = "دانشگاه شیراز", "دانشگاه تبریز", "دانشگاه یزد"


def relations(extraction: Extraction) -> set[tuple[str, str, str]]:
    """Return (subject, predicate, object) of each relation."""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return {
        (names[found.subject], str(found.predicate), names[found.object])
        for found in claims(extraction, RelationClaim)
    }


STATED = [
    # Parts.
    ("روابط عمومی سازمان بهزیستی کشور بیانیه داد.", {("روابط عمومی سازمان بهزیستی کشور", "partOf", WELFARE)}),
    ("دانشکده ادبیات دانشگاه شیراز باز شد.", {("دانشکده ادبیات دانشگاه شیراز", "partOf", SHIRAZ)}),
    (
        "کمیسیون کشاورزی مجلس بیانیه داد.",
        {("کمیسیون کشاورزی مجلس شورای اسلامی", "partOf", PARLIAMENT)},
    ),
    (
        "پژوهشکده آب‌شناسی وابسته به دانشگاه شیراز بیانیه داد.",
        {("پژوهشکده آب‌شناسی", "partOf", SHIRAZ)},
    ),
    (
        "کانون تئاتر دانشگاه شیراز بیانیه داد.",
        {("کانون تئاتر دانشگاه شیراز", "partOf", SHIRAZ)},
    ),
    (
        "مجمع تشخیص مصلحت نظام بیانیه داد. باران در دبیرخانه مجمع، و برف.",
        {("دبیرخانه مجمع", "partOf", "مجمع تشخیص مصلحت نظام")},
    ),
    (
        "مجلس شورای اسلامی بیانیه داد. کمیسیون ورزش و جوانان، بیانیه‌ای داد.",
        {("کمیسیون ورزش و جوانان", "partOf", PARLIAMENT)},
    ),
    (
        "شرکت عمران سپیدار شهرداری شیراز بیانیه داد.",
        {("شرکت عمران سپیدار شهرداری شیراز", "partOf", "شهرداری شیراز")},
    ),
    pytest.param("بنیاد دوستداران دانشگاه شیراز بیانیه داد.", set(), id="a foundation is no part of what it is for"),
    # Seats.
    ("بیمارستان آفتاب شیراز باز شد. او به شیراز رفت.", {("بیمارستان آفتاب شیراز", "locatedIn", "شیراز")}),
    ("انجمن ادبی آفتاب شهر شیراز بیانیه داد. او به شیراز رفت.", {("انجمن ادبی آفتاب شهر شیراز", "locatedIn", "شیراز")}),
    ("دانشگاه یزد واقع در شیراز باز شد.", {(YAZD, "locatedIn", "شیراز")}),
    pytest.param("بیمارستان آفتاب شیراز باز شد.", set(), id="a town that the text names nowhere else"),
    pytest.param("استانداری کرمان بیانیه داد. او به کرمان رفت.", set(), id="a town that a body governs"),
    # Missions.
    (
        "سفارت ایران در آنکارا بیانیه داد.",
        {("سفارت ایران در آنکارا", "representativeOf", "ایران"), ("سفارت ایران در آنکارا", "locatedIn", "آنکارا")},
    ),
    # Custody and hosting.
    (
        "سازمان فرهنگ و ارتباطات اسلامی متولی شبکه دانشگاه‌های مجازی جهان اسلام است.",
        {(ICRO, "custodianOf", CINVU)},
    ),
    (
        "سازمان فرهنگ و ارتباطات اسلامی که متولی شبکه دانشگاه‌های مجازی جهان اسلام است بیانیه داد.",
        {(ICRO, "custodianOf", CINVU)},
    ),
    ("میزبانی شبکه دانشگاه‌های مجازی جهان اسلام به عهده ایران است.", {("ایران", "hosts", CINVU)}),
    ("شبکه دانشگاه‌های مجازی جهان اسلام بزرگ است و میزبانی آن با ایران است.", {("ایران", "hosts", CINVU)}),
    ("ایران میزبان شبکه دانشگاه‌های مجازی جهان اسلام است.", {("ایران", "hosts", CINVU)}),
    ("دانشگاه شیراز میزبان سازمان بهزیستی کشور است.", {(SHIRAZ, "hosts", WELFARE)}),
    # Founders and members.
    ("انجمن آفتاب که سال ۱۳۸۰ توسط ناصر محمودی تأسیس شد بیانیه داد.", {("انجمن آفتاب", "foundedBy", "ناصر محمودی")}),
    ("دانشگاه شیراز عضو شبکه دانشگاه‌های مجازی جهان اسلام است.", {(SHIRAZ, "memberOf", CINVU)}),
    # Cooperation.
    ("این کتاب از سوی دانشگاه شیراز با همکاری دانشگاه تبریز چاپ شد.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    (
        "این همایش توسط دانشگاه شیراز و با همکاری دانشگاه تبریز و دانشگاه یزد برپاست.",
        {(SHIRAZ, "cooperatesWith", TABRIZ), (SHIRAZ, "cooperatesWith", YAZD)},
    ),
    ("دانشگاه شیراز با مشارکت دانشگاه تبریز کتاب چاپ می‌کند.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    (
        "این همایش توسط دانشگاه شیراز، دانشگاه تبریز و دانشگاه یزد برگزار شد.",
        {(SHIRAZ, "cooperatesWith", TABRIZ), (SHIRAZ, "cooperatesWith", YAZD)},
    ),
    ("این همایش با همکاری دانشگاه شیراز و دانشگاه تبریز برپا شد.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    (
        "دانشگاه شیراز و دانشگاه تبریز با همکاری دانشگاه یزد کتاب چاپ می‌کنند.",
        {(SHIRAZ, "cooperatesWith", YAZD), (TABRIZ, "cooperatesWith", YAZD)},
    ),
    (
        "رئیس دانشگاه شیراز گفت: با همکاری دانشگاه تبریز کتاب چاپ می‌کنیم.",
        {(SHIRAZ, "cooperatesWith", TABRIZ)},
    ),
    ("تفاهم‌نامه دانشگاه شیراز و دانشگاه تبریز نوشته شد.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    ("همکاری میان دانشگاه شیراز و دانشگاه تبریز بیشتر شد.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    ("همکاری دانشگاه شیراز با دانشگاه تبریز بیشتر شد.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    ("دانشگاه شیراز بزرگ است و همکاری آن با دانشگاه تبریز بیشتر شد.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
    ("بین دانشگاه شیراز و دانشگاه تبریز فعالیت‌های مشترک شکل گرفت.", {(SHIRAZ, "cooperatesWith", TABRIZ)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_stated_relation(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert relations(read(text)) == expected


NONE = [
    pytest.param("دانشگاه شیراز و دانشگاه تبریز باز شدند.", id="two bodies named together"),
    pytest.param("رئیس دانشگاه شیراز، عضو شورای شهر است و ناصر محمودی رفت.", id="a person's membership"),
    pytest.param("دانشگاه تهران بیانیه داد.", id="a town fixed in a registered name"),
    pytest.param("وزارت انرژی روسیه بیانیه داد.", id="whose a ministry is"),
    pytest.param("به گزارش ایسنا، دانشگاه تهران بیانیه داد.", id="a source"),
    pytest.param("دانشگاه تهران در تبریز بیانیه داد.", id="where something was done"),
]


@pytest.mark.parametrize("text", NONE)
def test_no_relation(text: str) -> None:
    assert relations(read(text)) == set()


def test_a_relation_is_claimed_once_and_cooperation_is_mutual() -> None:
    text = "همکاری دانشگاه شیراز با دانشگاه تبریز بیشتر شد. همکاری دانشگاه تبریز با دانشگاه شیراز بیشتر شد."
    assert relations(read(text)) == {(SHIRAZ, "cooperatesWith", TABRIZ)}


def test_the_focus_covers_both_names() -> None:
    text = "باران می‌بارد. دیروز همکاری دانشگاه شیراز با دانشگاه تبریز بیشتر شد."
    found = next(claims(read(text), RelationClaim))
    assert found.evidence.exact == "دیروز همکاری دانشگاه شیراز با دانشگاه تبریز بیشتر شد."
    assert found.evidence.focus is not None
    assert found.evidence.focus.of(text) == "دانشگاه شیراز با دانشگاه تبریز"
