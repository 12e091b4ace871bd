"""Who holds which post: every way in which news puts a title beside a name. All sentences and persons are made up."""

from __future__ import annotations

import pytest

from kg.model import PostClaim
from loaders.pipeline import uncalibrated
from tests.reading import claims, document, named, posts, read

WELFARE = "سازمان بهزیستی کشور"
SCIENCE = "وزارت علوم، تحقیقات و فناوری"
PARLIAMENT = "مجلس شورای اسلامی"

BESIDE = [
    pytest.param("رئیس سازمان بهزیستی کشور، زهرا کریمی، به شیراز رفت.", id="title, name"),
    pytest.param("زهرا کریمی، رئیس سازمان بهزیستی کشور، به شیراز رفت.", id="name, title"),
    pytest.param("زهرا کریمی رئیس سازمان بهزیستی کشور به شیراز رفت.", id="name title"),
    pytest.param("رئیس سازمان بهزیستی زهرا کریمی به شیراز رفت.", id="title name"),
    pytest.param("رئیس سازمان بهزیستی کشور زهرا کریمی به شیراز رفت.", id="title name, after a word before places"),
    pytest.param("زهرا کریمی به عنوان رئیس سازمان بهزیستی کشور برگزیده شد.", id="as"),
    pytest.param("زهرا کریمی (رئیس سازمان بهزیستی کشور) به شیراز رفت.", id="in brackets"),
    pytest.param("دکتر زهرا کریمی، رییس سازمان بهزیستی کشور، به شیراز رفت.", id="the other spelling"),
    pytest.param("زهرا كريمي رئيس سازمان بهزيستي كشور به شيراز رفت.", id="Arabic letters"),
    pytest.param("به گفته زهرا کریمی رئیس سازمان بهزیستی کشور، باران می‌بارد.", id="according to"),
    pytest.param(
        "سازمان بهزیستی کشور بیانیه داد. زهرا کریمی، رئیس این سازمان، به شیراز رفت.", id="this organisation"
    ),
    pytest.param(
        "زهرا کریمی رئیس سازمان بهزیستی کشور به شیراز رفت. زهرا کریمی رئیس سازمان بهزیستی کشور آنجا ماند.",
        id="said twice",
    ),
    pytest.param(
        "رئیس سازمان بهزیستی کشور گفت: باران می‌بارد.\nزهرا کریمی افزود: برف هم می‌بارد.",
        id="the name comes in the next sentence",
    ),
]  # fmt: skip


@pytest.mark.parametrize("text", BESIDE)
def test_a_title_and_a_name_beside_each_other(text: str) -> None:
    assert posts(read(text)) == {("زهرا کریمی", "رئیس", WELFARE, "current")}


TITLES = [
    # Heads with the words that belong to them.
    ("معاون پژوهشی دانشگاه شیراز", "معاون پژوهشی", "دانشگاه شیراز", "current"),
    ("مدیرعامل شرکت ملی نفت ایران", "مدیرعامل", "شرکت ملی نفت ایران", "current"),
    ("سخنگوی وزارت خارجه", "سخنگو", "وزارت امور خارجه", "current"),
    ("مدیرکل روابط عمومی دانشگاه شیراز", "مدیرکل روابط عمومی", "دانشگاه شیراز", "current"),
    ("معاون وزیر علوم", "معاون وزیر", SCIENCE, "current"),
    ("قائم‌مقام دبیرکل سازمان ملل متحد", "قائم‌مقام دبیرکل", "سازمان ملل متحد", "current"),
    # How it is held.
    ("رئیس سابق سازمان بهزیستی کشور", "رئیس", WELFARE, "former"),
    ("رئیس پیشین سازمان بهزیستی کشور", "رئیس", WELFARE, "former"),
    ("رئیس اسبق سازمان بهزیستی کشور", "رئیس", WELFARE, "former"),
    ("سرپرست سازمان بهزیستی کشور", "سرپرست", WELFARE, "acting"),
    ("کفیل وزارت کشور", "کفیل", "وزارت کشور", "acting"),
    ("رئیس جدید سازمان بهزیستی کشور", "رئیس", WELFARE, "current"),
    # Ministers are known by what they see to.
    ("وزیر علوم", "وزیر", SCIENCE, "current"),
    ("وزیر علوم، تحقیقات و فناوری", "وزیر", SCIENCE, "current"),
    ("وزیر پیشین آموزش و پرورش", "وزیر", "وزارت آموزش و پرورش", "former"),
    ("وزیر امور خارجه", "وزیر", "وزارت امور خارجه", "current"),
    ("وزیر کشور", "وزیر", "وزارت کشور", "current"),
    ("وزیر خارجه ترکیه", "وزیر", "وزارت امور خارجه ترکیه", "current"),
    ("وزیر بهداشت عراق", "وزیر", "وزارت بهداشت عراق", "current"),
    ("وزیر خارجه سابق فرانسه", "وزیر", "وزارت امور خارجه فرانسه", "former"),
    # An ambassador is sent by a country, a head of state heads one.
    ("سفیر ایران در مسکو", "سفیر", "ایران", "current"),
    ("سفیر لهستان در تهران", "سفیر", "لهستان", "current"),
    ("رئیس‌جمهور شیلی", "رئیس‌جمهور", "شیلی", "current"),
    ("رئیس جمهور سابق شیلی", "رئیس‌جمهور", "شیلی", "former"),
    ("نخست‌وزیر عراق", "نخست‌وزیر", "عراق", "current"),
    # Members of parliament.
    ("نماینده مردم همدان در مجلس شورای اسلامی", "نماینده مردم همدان", PARLIAMENT, "current"),
    ("نماینده مردم تبریز و اسکو در مجلس", "نماینده مردم تبریز و اسکو", PARLIAMENT, "current"),
    ("نماینده مردم همدان", "نماینده مردم همدان", PARLIAMENT, "current"),
    # Towns and provinces.
    ("شهردار شیراز", "شهردار", "شهرداری شیراز", "current"),
    ("فرماندار بم", "فرماندار", "فرمانداری بم", "current"),
    ("استاندار خوزستان", "استاندار", "استانداری خوزستان", "current"),
    ("استاندار فارس", "استاندار", "استانداری فارس", "current"),
]  # fmt: skip


@pytest.mark.parametrize(
    "pattern", ["زهرا کریمی، {}، به تهران آمد.", "زهرا کریمی {} گفت: باران می‌بارد."], ids=["comma", "direct"]
)
@pytest.mark.parametrize(("title", "head", "body", "status"), TITLES)
def test_titles_of_every_kind(pattern: str, title: str, head: str, body: str, status: str) -> None:
    assert posts(read(pattern.format(title))) == {("زهرا کریمی", head, body, status)}


@pytest.mark.parametrize("title", ["وزیر علوم", "شهردار شیراز"])
def test_a_body_known_through_a_title_only_is_not_printed(title: str) -> None:
    found = read(f"زهرا کریمی {title} به تهران آمد.")
    (post,) = claims(found, PostClaim)
    assert post.organization is not None
    assert not found.entity(post.organization).printed


SEVERAL = [
    pytest.param(
        "بهمن کاوه‌راد، رئیس دانشگاه شیراز و دبیر شورای عالی انقلاب فرهنگی، به تهران رفت.",
        {
            ("بهمن کاوه‌راد", "رئیس", "دانشگاه شیراز", "current"),
            ("بهمن کاوه‌راد", "دبیر", "شورای عالی انقلاب فرهنگی", "current"),
        },
        id="two posts of one person",
    ),
    pytest.param(
        "رضا مرادی، وزیر علوم، و زهرا کریمی، شهردار شیراز، آمدند.",
        {("رضا مرادی", "وزیر", SCIENCE, "current"), ("زهرا کریمی", "شهردار", "شهرداری شیراز", "current")},
        id="two persons behind commas",
    ),
    pytest.param(
        "رضا مرادی وزیر علوم و زهرا کریمی شهردار شیراز آمدند.",
        {("رضا مرادی", "وزیر", SCIENCE, "current"), ("زهرا کریمی", "شهردار", "شهرداری شیراز", "current")},
        id="two persons without commas",
    ),
    pytest.param(
        "رضا مرادی وزیر علوم با رئیس دانشگاه شیراز دیدار کرد.",
        {("رضا مرادی", "وزیر", SCIENCE, "current")},
        id="a title that nobody here holds",
    ),
    pytest.param("رئیس دانشگاه شیراز با زهرا کریمی دیدار کرد.", set(), id="a title and a person apart"),
    pytest.param("زهرا کریمی، پزشک و نویسنده، آمد.", set(), id="professions are no posts"),
    pytest.param("زهرا کریمی عضو شد.", set(), id="a member of nothing"),
    pytest.param(
        "زهرا کریمی رئیس دانشگاه شیراز و زهرا کریمی رئیس پیشین سازمان بهزیستی کشور است.",
        {("زهرا کریمی", "رئیس", "دانشگاه شیراز", "current"), ("زهرا کریمی", "رئیس", WELFARE, "former")},
        id="now one body, before another",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_posts(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    assert posts(read(text)) == expected


def test_evidence_of_a_post_covers_the_name_and_the_title() -> None:
    text = "دیروز زهرا کریمی، رئیس دانشگاه شیراز، به تهران رفت."
    found = read(f"باران بارید. {text}")
    (post,) = claims(found, PostClaim)
    assert post.evidence.exact == text
    assert post.evidence.focus is not None
    assert found.doc.quote(post.evidence.focus) == "زهرا کریمی، رئیس دانشگاه شیراز"
    assert post.antecedents == ()


def test_a_post_by_a_lead_names_where_the_name_stands() -> None:
    found = read("رئیس دانشگاه شیراز گفت: باران می‌بارد.\nزهرا کریمی افزود: برف هم می‌بارد.")
    (post,) = claims(found, PostClaim)
    assert post.evidence.exact.startswith("رئیس دانشگاه شیراز گفت")
    (name,) = post.antecedents
    assert name.focus is not None
    assert found.doc.quote(name.focus) == "زهرا کریمی"


def test_a_rule_that_guesses_is_less_sure_than_one_that_reads() -> None:
    scores = []
    for text in (
        "زهرا کریمی رئیس دانشگاه شیراز آمد.",
        "زهرا کریمی، رئیس دانشگاه شیراز، آمد.",
        "رئیس دانشگاه شیراز گفت: باران می‌بارد.\nزهرا کریمی افزود: برف هم می‌بارد.",
    ):
        (post,) = claims(uncalibrated(document(text)), PostClaim)
        scores.append(post.score)
    assert scores == sorted(set(scores), reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_a_heading_that_opens_with_a_warning_names_the_post_of_who_speaks() -> None:
    found = read("زهرا کریمی گفت: باران می‌بارد.", title="هشدار رئیس دانشگاه شیراز درباره باران")
    assert posts(found) == {("زهرا کریمی", "رئیس", "دانشگاه شیراز", "current")}


def test_a_title_keeps_the_person_of_a_heading() -> None:
    found = read(
        "زهرا کریمی، رئیس دانشگاه شیراز، گفت: باران می‌بارد.", title="رئیس دانشگاه شیراز: باران می‌بارد"
    )
    assert posts(found) == {("زهرا کریمی", "رئیس", "دانشگاه شیراز", "current")}
    assert set(named(found, next(iter(found.entities)).kind)) <= {"زهرا کریمی", "دانشگاه شیراز"}


def test_a_title_has_one_role_however_it_is_printed() -> None:
    """`رئیس جمهوری اسلامی ایران` is told as `رئیس‌جمهور` of Iran: the words of the title decide its role, not how they are cut."""
    roles = set()
    for printed in ("رئیس جمهوری اسلامی ایران", "رئیس‌جمهور ایران", "رییس جمهور ایران"):
        (post,) = claims(read(f"زهرا کریمی، {printed}، به شیراز رفت."), PostClaim)
        roles.add((post.title, post.role))
    assert roles == {("رئیس‌جمهور", "president")}
