"""Titles that stand apart from the name of the one who holds them. All sentences and persons are made up."""

from __future__ import annotations

import pytest

from kg.model import EntityKind, PostClaim
from tests.reading import claims, named, posts, read

WELFARE = "سازمان بهزیستی کشور"
UNIVERSITY = "دانشگاه شیراز"
FOREIGN = "وزارت امور خارجه"
PARLIAMENT = "مجلس شورای اسلامی"

APART = [
    pytest.param(
        "معاون وزیر علوم و رئیس سازمان بهزیستی کشور گفت: باران می‌بارد.\nزهرا کریمی افزود: برف هم می‌بارد.",
        {
            ("زهرا کریمی", "معاون وزیر", "وزارت علوم، تحقیقات و فناوری", "current"),
            ("زهرا کریمی", "رئیس", WELFARE, "current"),
        },
        id="two titles of a lead",
    ),
    pytest.param(
        "زهرا کریمی افزود: باران می‌بارد.\nرئیس سازمان بهزیستی کشور گفت: برف هم می‌بارد.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="the title comes in the next sentence",
    ),
    pytest.param(
        "زهرا کریمی افزود: باران می‌بارد.\nرئیس سازمان بهزیستی کشور نیز گفت: برف هم می‌بارد.",
        set(),
        id="another who speaks too",
    ),
    pytest.param(
        "رئیس سازمان بهزیستی کشور گفت: باران می‌بارد.\nزهرا کریمی نیز گفت: برف هم می‌بارد.",
        set(),
        id="another name that speaks too",
    ),
    pytest.param(
        "رئیس سازمان بهزیستی کشور گفت: باران می‌بارد.\nزهرا کریمی یکی از دانشجویان گفت: برف هم می‌بارد.",
        set(),
        id="a name with words of its own",
    ),
    pytest.param(
        "رئیس دانشگاه شیراز با رئیس سازمان بهزیستی کشور دیدار کرد.\n"
        "رضا مرادی در این دیدار با زهرا کریمی گفت: باران می‌بارد.",
        {("رضا مرادی", "رئیس", UNIVERSITY, "current"), ("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="the two of a meeting",
    ),
    pytest.param(
        "وزرای خارجه ایران و ترکیه دیدار کردند.\nرضا مرادی و حسن اکبری در این دیدار گفتند: باران می‌بارد.",
        {
            ("رضا مرادی", "وزیر", FOREIGN, "current"),
            ("حسن اکبری", "وزیر", "وزارت امور خارجه ترکیه", "current"),
        },
        id="a plural title of two countries",
    ),
    pytest.param(
        "رئیس سازمان بهزیستی کشور گفت: باران می‌بارد.\nرضا مرادی افزود: برف هم می‌بارد.\n"
        "زهرا کریمی، رئیس سازمان بهزیستی کشور، به تهران رفت.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="the title turns out to be another's",
    ),
    pytest.param(
        "گروه شهری - رضا مرادی: باران می‌بارد.\nرئیس سازمان بهزیستی کشور گفت: برف هم می‌بارد.",
        set(),
        id="who signs is not who speaks",
    ),
    pytest.param(
        "دبیرخانه اعلام کرد: ساخته‌های رضا مرادی برگزیده شد.\nرئیس سازمان بهزیستی کشور گفت: برف هم می‌بارد.",
        set(),
        id="a name in what is said",
    ),
    pytest.param(
        "زهرا کریمی دبیر جشنواره قصه‌گویی شد.\nزهرا کریمی به عنوان دبیر نهمین جشنواره قصه‌گویی کرمان منصوب شد.",
        {("زهرا کریمی", "دبیر", "نهمین جشنواره قصه‌گویی کرمان", "current")},
        id="a festival in fewer words and in more",
    ),
    pytest.param(
        "حسن اکبری گفت: باران می‌بارد.\nزهرا کریمی افزود: برف هم می‌بارد.\n"
        "رئیس سازمان بهزیستی کشور همچنین گفت: هوا سرد است.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="the last who spoke goes on",
    ),
    pytest.param(
        "زهرا کریمی، رئیس دانشگاه شیراز، گفت: باران می‌بارد.\nرئیس سازمان بهزیستی کشور افزود: برف هم می‌بارد.",
        {("زهرا کریمی", "رئیس", UNIVERSITY, "current"), ("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="one who heads two bodies of different kinds",
    ),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_titles_apart_from_the_name(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert posts(read(text)) == expected


def test_the_name_that_opens_a_heading_bears_the_title_that_opens_the_text() -> None:
    found = read("رئیس دانشگاه شیراز به تهران رفت و بازگشت.", title="سفر کریمی به تهران")
    assert posts(found) == {("کریمی", "رئیس", UNIVERSITY, "current")}


def test_a_title_alone_keeps_where_the_name_stands_as_evidence() -> None:
    found = read("زهرا کریمی افزود: باران می‌بارد.\nرئیس سازمان بهزیستی کشور گفت: برف هم می‌بارد.")
    (post,) = claims(found, PostClaim)
    assert [antecedent.exact for antecedent in post.antecedents] == ["زهرا کریمی افزود: باران می‌بارد."]


SEVERAL = [
    pytest.param(
        "رضا مرادی و حسن اکبری معاونان وزیر علوم به شیراز رفتند.",
        {
            ("رضا مرادی", "معاون وزیر", "وزارت علوم، تحقیقات و فناوری", "current"),
            ("حسن اکبری", "معاون وزیر", "وزارت علوم، تحقیقات و فناوری", "current"),
        },
        id="two before a plural title",
    ),
    pytest.param(
        "رضا مرادی و حسن اکبری وزیران خارجه عراق و ترکیه به تهران آمدند.",
        {
            ("رضا مرادی", "وزیر", "وزارت امور خارجه عراق", "current"),
            ("حسن اکبری", "وزیر", "وزارت امور خارجه ترکیه", "current"),
        },
        id="each with the country in his place",
    ),
    pytest.param(
        "رضا مرادی معاون آموزشی و سخنگوی دانشگاه شیراز آمد.",
        {
            ("رضا مرادی", "معاون آموزشی", UNIVERSITY, "current"),
            ("رضا مرادی", "سخنگو", UNIVERSITY, "current"),
        },
        id="two titles share the body after the last",
    ),
    pytest.param(
        "زهرا کریمی، حسن اکبری، مریم احمدی و رضا مرادی اعضای شورای عالی انقلاب فرهنگی هستند.",
        {
            (name, "عضو", "شورای عالی انقلاب فرهنگی", "current")
            for name in ("زهرا کریمی", "حسن اکبری", "مریم احمدی", "رضا مرادی")
        },
        id="all of a list",
    ),
    pytest.param(
        "زهرا کریمی به عنوان رئیس دانشگاه شیراز، حسن اکبری به عنوان نایب رئیس و رضا مرادی به عنوان سخنگو انتخاب شدند.",
        {
            ("زهرا کریمی", "رئیس", UNIVERSITY, "current"),
            ("حسن اکبری", "نایب رئیس", UNIVERSITY, "current"),
            ("رضا مرادی", "سخنگو", UNIVERSITY, "current"),
        },
        id="those chosen together serve one body",
    ),
    pytest.param(
        "زهرا کریمی عضو شورای عالی انقلاب فرهنگی و معاون آموزشی دانشگاه شیراز، حسن اکبری و رضا مرادی آمدند.",
        {
            ("زهرا کریمی", "عضو", "شورای عالی انقلاب فرهنگی", "current"),
            ("زهرا کریمی", "معاون آموزشی", UNIVERSITY, "current"),
        },
        id="a title joined to the one before is not the next guest's",
    ),
    pytest.param(
        "زهرا کریمی، نماینده مالک و سخنگوی دانشگاه شیراز، آمد.",
        {("زهرا کریمی", "سخنگو", UNIVERSITY, "current")},
        id="an unknown field before the second title",
    ),
    pytest.param(
        "با حضور رئیس دانشگاه شیراز، زهرا کریمی به عنوان رئیس سازمان بهزیستی کشور معرفی شد.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="who is given a title holds not the one before",
    ),
    pytest.param(
        "- خاتالوسان (نایب رئیس فدراسیون کشتی مغولستان)",
        {("خاتالوسان", "نایب رئیس", "فدراسیون کشتی مغولستان", "current")},
        id="an unknown name with its title in brackets",
    ),
    pytest.param(
        "رئیس دانشگاه شیراز یعنی زهرا کریمی آمد.",
        {("زهرا کریمی", "رئیس", UNIVERSITY, "current")},
        id="that is",
    ),
    pytest.param(
        "رضا مرادی، معاون امور بین‌الملل، حقوقی و مجلس سازمان بهزیستی کشور آمد.",
        {("رضا مرادی", "معاون امور بین‌الملل، حقوقی و مجلس", WELFARE, "current")},
        id="the parliament as a field",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_titles_of_several(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert posts(read(text)) == expected


BODIES = [
    ("رئیس دفتر رئیس‌جمهور", "رئیس", "دفتر رئیس‌جمهور", "current"),
    ("سفیر جدید جمهوری اسلامی افغانستان", "سفیر", "افغانستان", "current"),
    ("نماینده فقید مردم همدان", "نماینده مردم همدان", PARLIAMENT, "former"),
    ("نماینده محترم مردم شریف نطنز، آران و بیدگل در مجلس شورای اسلامی", None, PARLIAMENT, "current"),
    ("سفیر و نماینده دائم کشورمان", "سفیر", "ایران", "current"),
    ("وزیر نیروی عراق", "وزیر", "وزارت نیروی عراق", "current"),
    (
        "وزیر فرهنگ، گردشگری و آثار باستانی عراق",
        "وزیر",
        "وزارت فرهنگ، گردشگری و آثار باستانی عراق",
        "current",
    ),
    ("دبیر چهاردهمین دوره جشنواره قصه‌گویی کرمان", "دبیر", "چهاردهمین جشنواره قصه‌گویی کرمان", "current"),
    ("مدیر فوریت‌های پزشکی استان کرمانشاه", "مدیر", "فوریت‌های پزشکی استان کرمانشاه", "current"),
    ("مدیرکل هنرهای نمایشی", "مدیرکل", "اداره کل هنرهای نمایشی", "current"),
    ("رایزن فرهنگی سفارت ایران در باکو", "رایزن فرهنگی", "سفارت ایران در باکو", "current"),
    ("رئیس جمهوری اسلامی ایران", "رئیس‌جمهور", "ایران", "current"),
    ("عضو هیئت علمی دانشگاه شیراز", "عضو هیئت علمی", UNIVERSITY, "current"),
    ("رئیس ستاد ارتش عراق", "رئیس ستاد", "ارتش عراق", "current"),
    ("رئیس فدراسیون کشتی آزاد ازبکستان", "رئیس", "فدراسیون کشتی آزاد ازبکستان", "current"),
    ("مدیرکل آموزش و پرورش خراسان جنوبی", "مدیرکل", "اداره کل آموزش و پرورش خراسان جنوبی", "current"),
    ("رئیس بهزیستی شهرستان اهر", "رئیس", "بهزیستی شهرستان اهر", "current"),
    ("مدیرکل قرآن، عترت و نماز سازمان بهزیستی کشور", "مدیرکل قرآن، عترت و نماز", WELFARE, "current"),
    ("رئیس سازمان پیشگیری و مدیریت بحران شیراز", "رئیس", "سازمان پیشگیری و مدیریت بحران شیراز", "current"),
    ("رئیس اتحادیه رادیو و تلویزیون‌های عراق", "رئیس", "اتحادیه رادیو و تلویزیون‌های عراق", "current"),
    (
        "رئیس مرکز فناوری اطلاعات و رسانه‌های نوین سازمان بهزیستی کشور",
        "رئیس",
        "مرکز فناوری اطلاعات و رسانه‌های نوین سازمان بهزیستی کشور",
        "current",
    ),
    ("معاون پژوهشی دانشگاه نرجس (س) شیراز", "معاون پژوهشی", "دانشگاه نرجس (س) شیراز", "current"),
    ("سرمربی عراق", "سرمربی", "تیم ملی عراق", "current"),
    ("معاون هماهنگی امور عمرانی استاندار گلستان", None, "استانداری گلستان", "current"),
]


@pytest.mark.parametrize(("title", "said", "body", "status"), BODIES)
def test_where_a_post_is_held(title: str, said: str | None, body: str, status: str) -> None:
    found = posts(read(f"رضا مرادی، {title}، آمد."))
    assert {(person, of, how) for person, _, of, how in found} == {("رضا مرادی", body, status)}
    assert said is None or said in {what for _, what, _, _ in found}


OFFICES = [
    pytest.param(
        "سازمان بهزیستی کشور به ریاست زهرا کریمی بیانیه داد.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="a body under its head",
    ),
    pytest.param(
        "زهرا کریمی به ریاست سازمان بهزیستی کشور برگزیده شد.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="chosen for an office",
    ),
    pytest.param(
        "زهرا کریمی که ریاست سازمان بهزیستی کشور را بر عهده دارد، آمد.",
        {("زهرا کریمی", "رئیس", WELFARE, "current")},
        id="an office taken on",
    ),
    pytest.param(
        "نهمین جشنواره قصه‌گویی کرمان به دبیری زهرا کریمی برگزار شد.",
        {("زهرا کریمی", "دبیر", "نهمین جشنواره قصه‌گویی کرمان", "current")},
        id="a festival under its secretary",
    ),
    pytest.param("هیاتی به ریاست زهرا کریمی به شیراز رفت.", set(), id="a delegation is no body"),
    pytest.param(
        "با حکم رئیس سازمان بهزیستی کشور، زهرا کریمی به عنوان مدیر دانشگاه شیراز منصوب شد.",
        {("زهرا کریمی", "مدیر", UNIVERSITY, "current")},
        id="who appoints is another",
    ),
    pytest.param(
        "زهرا کریمی که اکنون رئیس دانشگاه شیراز است، آمد.",
        {("زهرا کریمی", "رئیس", UNIVERSITY, "current")},
        id="who is",
    ),
    pytest.param(
        "زهرا کریمی پیش از این رئیس دانشگاه شیراز بود.",
        {("زهرا کریمی", "رئیس", UNIVERSITY, "former")},
        id="who was",
    ),
    pytest.param(
        "احتمال انتخاب زهرا کریمی به عنوان رئیس دانشگاه شیراز کم است.", set(), id="what only may come"
    ),
    pytest.param(
        "زهرا کریمی به تهران رفت.\nریاست دانشگاه شیراز و عضویت در سازمان بهزیستی کشور از سوابق او است.",
        {("زهرا کریمی", "رئیس", UNIVERSITY, "former"), ("زهرا کریمی", "عضو", WELFARE, "former")},
        id="a career",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_offices(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert posts(read(text)) == expected


NAMES = [
    ("دونالد ترامپ گفت: باران می‌بارد.", {"دونالد ترامپ"}),
    ("باران بارید و ترامپ آمد.", {"ترامپ"}),
    ("رابرت گرینول به تهران آمد.", {"رابرت گرینول"}),
    ("حسن نمک دوست گفت: باران می‌بارد.", {"حسن نمک دوست"}),
    ("میدان شهید اکبری بسته شد.", set()),
    ("با حسن سلوک کار کنید.", set()),
    ("سید راضی نوری گفت: باران می‌بارد.", {"سید راضی نوری"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_that_are_words_too_or_foreign(text: str, expected: set[str]) -> None:
    assert set(named(read(text), EntityKind.PERSON)) == expected


ONE = [
    "سیدحسن مرادی گفت: باران می‌بارد. حسن مرادی افزود: برف هم می‌بارد.",
    "محمدرضا رضایی‌کوچی گفت: باران می‌بارد. رضایی افزود: برف هم می‌بارد.",
    "حسن ظریف گفت: باران می‌بارد. ظریف افزود: برف هم می‌بارد.",
]


@pytest.mark.parametrize("text", ONE)
def test_forms_of_one_name_are_one_person(text: str) -> None:
    assert len(named(read(text), EntityKind.PERSON)) == 1
