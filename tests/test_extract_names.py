"""Names in sentences of every shape that news uses: bodies, places, persons and what stands for them. All sentences are made up."""

from __future__ import annotations

import pytest

from kg.model import EntityKind, MentionForm
from tests.reading import bodies, mentions, named, persons, places, read, sources

NLAI = "سازمان اسناد و کتابخانه ملی ایران"
ISNA = "خبرگزاری دانشجویان ایران"

BODIES = [
    # The register, whatever comes after the name.
    ("وزارت کشور بیانیه داد.", {"وزارت کشور"}),
    ("وزارت علوم، تحقیقات و فناوری بیانیه داد.", {"وزارت علوم، تحقیقات و فناوری"}),
    ("وزارت میراث فرهنگی، گردشگری و صنایع دستی بیانیه داد.", {"وزارت میراث فرهنگی، گردشگری و صنایع دستی"}),
    ("وزارت ارشاد بیانیه داد.", {"وزارت فرهنگ و ارشاد اسلامی"}),
    ("کتابخانه ملی ایران بیانیه داد.", {NLAI}),
    ("در كتابخانه ملي ايران بسته است.", {NLAI}),
    ("ساختمان سازمان اسنادوکتابخانه ملی ایران بزرگ است.", {NLAI}),
    ("دانشگاه شیراز بیانیه داد.", {"دانشگاه شیراز"}),
    # A head noun and what names the body after it.
    ("دانشگاه گلستانستان بیانیه داد.", {"دانشگاه گلستانستان"}),
    ("او از بنیاد نسخه‌های خطی سپیدارستان آمد.", {"بنیاد نسخه‌های خطی سپیدارستان"}),
    ("این کتاب را انتشارات «نیلوفر آبی» چاپ کرد.", {"انتشارات نیلوفر آبی"}),
    ("در آیین دانشگاه گلستانستان، زهرا کریمی جایزه گرفت.", {"دانشگاه گلستانستان"}),
    ("موسسه فرهنگی هنری نیلوفر بیانیه داد.", {"موسسه فرهنگی هنری نیلوفر"}),
    # «و» inside a name, and between two names.
    ("دانشگاه تهران و دانشگاه شیراز بیانیه دادند.", {"دانشگاه تهران", "دانشگاه شیراز"}),
    ("دانشگاه تهران و بهمن کاوه‌راد بیانیه دادند.", {"دانشگاه تهران"}),
    ("دانشگاه شیراز و اصفهان را دید.", {"دانشگاه شیراز"}),
    (
        "دفتر همکاری‌های علمی و بین‌المللی دانشگاه گلستانستان بیانیه داد.",
        {"دفتر همکاری‌های علمی و بین‌المللی دانشگاه گلستانستان", "دانشگاه گلستانستان"},
    ),
    (
        "معاونت فنی و درآمد سازمان زیباسازی گلستانستان بیانیه داد.",
        {"معاونت فنی و درآمد سازمان زیباسازی گلستانستان", "سازمان زیباسازی گلستانستان"},
    ),
    # Units give the bodies that they belong to.
    ("به روابط عمومی دانشگاه شیراز نامه نوشت.", {"روابط عمومی دانشگاه شیراز", "دانشگاه شیراز"}),
    (
        "دانشکده مهندسی دانشگاه گلستانستان بیانیه داد.",
        {"دانشکده مهندسی دانشگاه گلستانستان", "دانشگاه گلستانستان"},
    ),
    # Branches are bodies of their own.
    ("اداره کل آموزش و پرورش استان کرمان بیانیه داد.", {"اداره کل آموزش و پرورش استان کرمان"}),
    ("سازمان بهزیستی کشور استان کرمان بیانیه داد.", {"سازمان بهزیستی کشور استان کرمان", "سازمان بهزیستی کشور"}),
    ("سازمان بهزیستی کشور بیانیه داد.", {"سازمان بهزیستی کشور"}),
    # Missions abroad.
    ("سفارت ایران در مسکو بیانیه داد.", {"سفارت ایران در مسکو"}),
    ("سفارت فرانسه در تهران بیانیه داد.", {"سفارت فرانسه در تهران"}),
    # Outlets: a word that means more than the outlet counts only where one must stand.
    ("به گزارش فارس، باران بارید.", {"خبرگزاری فارس"}),
    ("به گزارش خبرنگار مهر، باران بارید.", {"خبرگزاری مهر"}),
    ("ایسنا: باران بارید.", {ISNA}),
    ("ماه مهر با باران آغاز شد.", set()),
    ("مردم فارس باران را دیدند.", set()),
    # Kinds of bodies are no bodies.
    ("همه دانشگاه‌ها و سازمان‌ها و وزارتخانه‌ها بسته شدند.", set()),
    ("سه دانشگاه و چند کتابخانه و هر مدرسه بسته شد.", set()),
    ("این دانشگاه بسته است.", set()),
    ("بزرگترین دانشگاه کشور آنجاست.", set()),
    ("کتابخانه ملی یونان بیانیه داد.", {"کتابخانه ملی یونان"}),
    ("سازمان مدیریت و برنامه‌ریزی استان یزد بیانیه داد.", {"سازمان مدیریت و برنامه‌ریزی استان یزد", "سازمان مدیریت و برنامه‌ریزی"}),
    ("دانشگاه گلستانستان نشستی برگزار کرد.", {"دانشگاه گلستانستان"}),
    # A head noun before a verb, or inside one, names no body.
    ("همین اتفاق در دانشگاه تجربه کرده‌اند.", set()),
    ("این در دانشگاه اتفاق می‌افتد.", set()),
    ("هزار شرکت کننده بزرگسال آمدند.", set()),
    ("ستاد مبارزه با قاچاق کالا و ارز بیانیه داد.", {"ستاد مبارزه با قاچاق کالا و ارز"}),
    # «و» after what is no whole name goes on with it; after a whole name it does not.
    ("صندوق تملیک و ساماندهی آثار سپیدار، بیانیه داد.", {"صندوق تملیک و ساماندهی آثار سپیدار"}),
    ("انجمن نقش و تذهیب سپیدارستان بیانیه داد.", {"انجمن نقش و تذهیب سپیدارستان"}),
    ("بنیاد سپیدار و جمعی از هنرمندان آمدند.", {"بنیاد سپیدار"}),
    ("بنیاد سپیدار و همسایگان این بنیاد آمدند.", {"بنیاد سپیدار"}),
    ("بنیاد سپیدار و پنجاه هنرمند آمدند.", {"بنیاد سپیدار"}),
    ("کمیسیون مشترک ایران و ترکیه بیانیه داد.", {"کمیسیون مشترک ایران و ترکیه"}),
    # A plural with its ezafe asks for a complement; what it opened is cut where none follows.
    ("کارگروه همکاری‌های استانی بیانیه داد.", {"کارگروه همکاری‌های استانی"}),
    # Heads that a proper name or a field follows, not any noun; a unit of a kind of bodies; an election to an office.
    ("دانشگاه تخفیف ویژه‌ای می‌دهد.", set()),
    ("مدارک را به دبیرخانه جشنواره بفرستید.", set()),
    ("نامزد ریاست جمهوری بیانیه داد.", set()),
    ("معاون حقوقی و امور مجلس سازمان بهزیستی کشور بیانیه داد.", {"سازمان بهزیستی کشور"}),
    (
        "اداره کل روابط عمومی و تشریفات سازمان بهزیستی کشور بیانیه داد.",
        {"اداره کل روابط عمومی و تشریفات سازمان بهزیستی کشور", "سازمان بهزیستی کشور"},
    ),
    # Words that stand before a preposition or a verb, and words with endings that names do not have.
    ("او در مجلس خطاب به وزیر سخن گفت.", {"مجلس شورای اسلامی"}),
    ("ارتش کلاس‌هایی برگزار کرد.", {"ارتش"}),
    ("ساختمان موزه سپیدار واقع در شیراز باز شد.", {"موزه سپیدار"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), BODIES)
def test_bodies_of_a_sentence(sentence: str, expected: set[str]) -> None:
    assert bodies(sentence) == expected


SOURCES = [
    ("به گزارش ایسنا، باران بارید.", [(ISNA, False)]),
    (
        "به گزارش ایسنا به نقل از روابط عمومی دانشگاه شیراز، باران بارید.",
        [(ISNA, False), ("روابط عمومی دانشگاه شیراز", True)],
    ),
    ("به گزارش خبرگزاری مهر، باران بارید. به گزارش خبرگزاری مهر، برف بارید.", [("خبرگزاری مهر", False)]),
    ("دانشگاه شیراز به گزارش‌ها پاسخ داد.", []),
    ("کارشناسان به گزارش سالانه دل بسته‌اند.", []),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_sources_of_a_text(text: str, expected: list[tuple[str, bool]]) -> None:
    assert sources(read(text)) == expected


PLACES = [
    ("نمایشگاه در شیراز و اصفهان برپا شد.", {"شیراز", "اصفهان"}),
    ("نمایشگاه در استان فارس برپا شد.", {"استان فارس"}),
    ("نمايشگاه در تركيه برپا شد.", {"ترکیه"}),
    ("نمایشگاه در تالار وحدت برپا شد.", {"تالار وحدت"}),
    ("نمایشگاه در هتل نیلوفر برپا شد.", {"هتل نیلوفر"}),
    ("از تهران به مسکو رفت.", {"تهران", "مسکو"}),
    pytest.param("دانشگاه شیراز بیانیه داد.", set(), id="a town in a body's name is no place"),
    pytest.param("سفارت ایران در مسکو بیانیه داد.", set(), id="nor is one in a mission's name"),
    pytest.param("زبان ایرانی‌ها شیرین است.", set(), id="nor is a people"),
    pytest.param("ماه مهر با باران آغاز شد.", set(), id="nor is a month that is also a town"),
]


@pytest.mark.parametrize(("sentence", "expected"), PLACES)
def test_places_of_a_sentence(sentence: str, expected: set[str]) -> None:
    assert places(sentence) == expected


PERSONS = [
    ("زهرا کریمی به شیراز رفت.", {"زهرا کریمی"}),
    ("زهرا کریمی و رضا مرادی و مریم احمدی آمدند.", {"زهرا کریمی", "رضا مرادی", "مریم احمدی"}),
    ("بهمن کاوه‌راد به شیراز رفت.", {"بهمن کاوه‌راد"}),
    # First names and surnames in two words.
    ("محمد رضا کریمی به شیراز رفت.", {"محمد رضا کریمی"}),
    ("علی اصغر احمدی زاده به شیراز رفت.", {"علی اصغر احمدی‌زاده"}),
    ("حسام الدین کریمی به شیراز رفت.", {"حسام‌الدین کریمی"}),
    ("سید محمد حسینی به شیراز رفت.", {"سید محمد حسینی"}),
    # Titles of respect are no part of the name.
    ("آقای کریمی به شیراز رفت.", {"کریمی"}),
    ("خانم مهندس زهرا مرادی به شیراز رفت.", {"زهرا مرادی"}),
    ("حجت‌الاسلام والمسلمین محسن کریمی به شیراز رفت.", {"محسن کریمی"}),
    ("سردار سرتیپ پاسدار علی محمدی به شیراز رفت.", {"علی محمدی"}),
    ("دكتر علي كريمي به شيراز رفت.", {"علی کریمی"}),
    ("دکتر مینا رستگاری به شیراز رفت.", {"مینا رستگاری"}),
    # Foreign names, which no list holds, beside a title.
    ("یوهان اشتراوبل، وزیر دفاع آلمان، به تهران آمد.", {"یوهان اشتراوبل"}),
    ("وزیر دفاع آلمان، یوهان اشتراوبل، به تهران آمد.", {"یوهان اشتراوبل"}),
    ("آرنولد کلاین سفیر اتریش در تهران گفت: بله.", {"آرنولد کلاین"}),
    ("«یون سوک» دبیرکل سازمان ملل متحد گفت: بله.", {"یون سوک"}),
    # Before a reporting verb.
    ("نجفی افزود: باران می‌بارد.", {"نجفی"}),
    # Words that are no persons.
    ("رئیس دانشگاه شیراز به تهران آمد.", set()),
    ("وی به تهران آمد و او را دید.", set()),
    ("دکترها و مهندسان به شیراز رفتند.", set()),
    ("باران بارید و رود پرآب شد.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), PERSONS)
def test_persons_of_a_sentence(sentence: str, expected: set[str]) -> None:
    assert persons(sentence) == expected


HONORIFICS = [
    ("خانم مهندس زهرا مرادی به شیراز رفت.", ("خانم", "مهندس")),
    ("آیت‌الله کریمی به شیراز رفت.", ("آیت‌الله",)),
    ("مرحوم علی کریمی از شیراز بود.", ("مرحوم",)),
    ("علی کریمی به شیراز رفت. دکتر کریمی در شیراز ماند.", ("دکتر",)),
    ("سید محمد حسینی به شیراز رفت.", ()),
]


@pytest.mark.parametrize(("text", "expected"), HONORIFICS)
def test_titles_of_respect_are_kept_apart(text: str, expected: tuple[str, ...]) -> None:
    (person,) = named(read(text), EntityKind.PERSON).values()
    assert person.honorifics == expected


MISPRINTS = [
    pytest.param("فریبزر محمدی", "فریبرز محمدی", id="two letters changed places"),
    pytest.param("نصار الربیعی", "نصار الربیعی", id="an Arabic name"),
    pytest.param("فریبرز محمدی", "فریبرز محمدی", id="no misprint"),
    pytest.param("فریبزر کاوه‌رادمنش", "فریبزر کاوه‌رادمنش", id="before a surname that nobody knows"),
]


@pytest.mark.parametrize(("printed", "name"), MISPRINTS)
def test_a_misprinted_first_name_is_put_right_only_where_that_is_sure(printed: str, name: str) -> None:
    (person,) = named(read(f"{printed}، رئیس دانشگاه شیراز، به تهران رفت."), EntityKind.PERSON).values()
    assert person.name == name
    assert person.aliases == (() if printed == name else (printed,))


def test_a_misprint_and_the_right_spelling_are_one_person() -> None:
    people = named(
        read("فریبرز محمدی به شیراز رفت. فریبزر محمدی، رئیس دانشگاه شیراز، آمد."), EntityKind.PERSON
    )
    assert list(people) == ["فریبرز محمدی"]
    assert people["فریبرز محمدی"].aliases == ("فریبزر محمدی",)


SURNAMES = [
    ("محمدرضا کریمی به شیراز رفت. کریمی در شیراز ماند.", [("کریمی", "محمدرضا کریمی")]),
    ("کریمی در شیراز ماند. محمدرضا کریمی به شیراز رفت.", [("کریمی", "محمدرضا کریمی")]),
    ("کریم نجفی برزگر آمد. شهر به نجفی برزگر خوشامد گفت.", [("نجفی برزگر", "کریم نجفی برزگر")]),
    ("زهرا کریمی آمد. خانم کریمی از شیراز بود.", [("کریمی", "زهرا کریمی")]),
    ("سید محمد حسینی آمد. حسینی از شیراز بود.", [("حسینی", "سید محمد حسینی")]),
]


@pytest.mark.parametrize(("text", "expected"), SURNAMES)
def test_surnames_stand_for_whole_names(text: str, expected: list[tuple[str, str]]) -> None:
    found = read(text)
    assert mentions(found, MentionForm.SURNAME) == expected
    assert len(named(found, EntityKind.PERSON)) == 1


PRONOUNS = [
    ("زهرا کریمی گفت: بله. وی افزود: خیر.", [("وی", "زهرا کریمی")]),
    ("زهرا کریمی گفت: بله. او افزود: خیر. ایشان رفت.", [("او", "زهرا کریمی"), ("ایشان", "زهرا کریمی")]),
    pytest.param(
        "زهرا کریمی با رضا مرادی دیدار کرد. وی گفت: خیر.",
        [("وی", "زهرا کریمی")],
        id="the one whom the sentence before is about",
    ),
    ("زهرا کریمی گفت: بله. رضا مرادی گفت: خیر. وی رفت.", [("وی", "رضا مرادی")]),
    pytest.param("وی گفت: خیر.", [], id="nobody was named"),
]


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronouns_stand_for_whom_the_text_is_about(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(read(text), MentionForm.PRONOUN) == expected


REFERENCES = [
    ("سازمان بهزیستی کشور بیانیه داد. این سازمان بزرگ است.", [("سازمان", "سازمان بهزیستی کشور")]),
    (
        "دانشگاه شیراز با وزارت کشور قرارداد بست. این دانشگاه بزرگ است.",
        [("دانشگاه", "دانشگاه شیراز")],
    ),
    ("دانشگاه شیراز بیانیه داد. این شرکت بزرگ است.", []),
    ("این سازمان بزرگ است.", []),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_demonstratives_stand_for_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(read(text), MentionForm.PRONOUN) == expected


@pytest.mark.parametrize("mark", ["\u200c", " ", ""], ids=["half-space", "space", "nothing"])
def test_one_name_however_its_half_spaces_survived(mark: str) -> None:
    text = f"پژوهش{mark}گاه گلستانستان و شبکه دانشگاه{mark}های مجازی جهان اسلام بزرگ است."
    assert "شبکه دانشگاه‌های مجازی جهان اسلام" in bodies(text)
