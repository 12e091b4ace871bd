"""Events: which words tell one, who takes part, and which mentions are one event. All sentences and persons are made up."""

from __future__ import annotations

import pytest

from kg.model import ActorRole, EventClaim, EventType, Extraction, Modality
from tests.reading import claims, read

WELFARE = "سازمان بهزیستی کشور"
SHIRAZ = "دانشگاه شیراز"


def events(extraction: Extraction) -> list[tuple[str, set[str]]]:
    """Return (type, names of the participants) of each event, in order."""
    names = {entity.iri: entity.name for entity in extraction.entities}
    return [
        (str(event.type), {names[iri] for iri in event.participants})
        for event in claims(extraction, EventClaim)
    ]


def only(text: str, *, title: str | None = None) -> EventClaim:
    """Return the one event of a text."""
    found = list(claims(read(text, title=title), EventClaim))
    assert len(found) == 1, found
    return found[0]


ONE = [
    # Meetings: whichever way the two parties are named.
    ("زهرا کریمی با ناصر محمودی دیدار کرد.", "meeting", {"زهرا کریمی", "ناصر محمودی"}),
    ("زهرا کریمی در دیدار با ناصر محمودی گفت: باران می‌بارد.", "meeting", {"زهرا کریمی", "ناصر محمودی"}),
    ("زهرا کریمی در دیدار ناصر محمودی گفت: باران می‌بارد.", "meeting", {"زهرا کریمی", "ناصر محمودی"}),
    ("دیدار زهرا کریمی با ناصر محمودی دیروز انجام شد.", "meeting", {"زهرا کریمی", "ناصر محمودی"}),
    ("زهرا کریمی با ناصر محمودی درباره آب مذاکره کرد.", "meeting", {"زهرا کریمی", "ناصر محمودی"}),
    ("زهرا کریمی با رئیس سازمان بهزیستی کشور دیدار کرد.", "meeting", {"زهرا کریمی", WELFARE}),
    # Visits.
    ("زهرا کریمی به شیراز سفر کرد.", "visit", {"زهرا کریمی"}),
    ("زهرا کریمی از دانشگاه شیراز بازدید کرد.", "visit", {"زهرا کریمی", SHIRAZ}),
    ("زهرا کریمی وارد شیراز شد.", "visit", {"زهرا کریمی"}),
    # Gatherings: speakers, those present, organisers, hosts, the body that meets.
    ("زهرا کریمی در همایش آب گفت: باران می‌بارد.", "conference", {"زهرا کریمی"}),
    ("همایش آب با حضور زهرا کریمی و ناصر محمودی برگزار شد.", "conference", {"زهرا کریمی", "ناصر محمودی"}),
    ("همایش آب به همت دانشگاه شیراز برگزار می‌شود.", "conference", {SHIRAZ}),
    ("همایش آب به میزبانی دانشگاه شیراز برگزار شد.", "conference", {SHIRAZ}),
    ("دانشگاه شیراز همایش آب را برگزار کرد.", "conference", {SHIRAZ}),
    ("مراسم بزرگداشت ناصر محمودی برگزار شد.", "ceremony", {"ناصر محمودی"}),
    ("نمایشگاه کتاب در شیراز برپا شد.", "exhibition", set()),
    # The others.
    ("دانشگاه شیراز و دانشگاه تبریز تفاهم‌نامه همکاری امضا کردند.", "agreement", {SHIRAZ, "دانشگاه تبریز"}),
    ("زهرا کریمی به عنوان رئیس دانشگاه شیراز منصوب شد.", "appointment", {"زهرا کریمی", SHIRAZ}),
    ("زهرا کریمی درگذشت.", "death", {"زهرا کریمی"}),
    ("ناصر محمودی کتابخانه مرکزی شیراز را افتتاح کرد.", "launch", {"کتابخانه مرکزی شیراز", "ناصر محمودی"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "parties"), ONE)
def test_one_event(text: str, kind: str, parties: set[str]) -> None:
    assert events(read(text)) == [(kind, parties)]


NONE = [
    pytest.param("زهرا کریمی در گفت‌وگو با خبرنگار ایسنا گفت: باران می‌بارد.", id="an interview"),
    pytest.param("زهرا کریمی در گفت‌وگو با روزنامه همشهری گفت: باران می‌بارد.", id="an interview with a paper"),
    pytest.param("باران می‌بارد.\nبرف می‌بارد.\nهر نشست علمی مجوز می‌خواهد.", id="any meeting"),
    pytest.param("باران می‌بارد.\nنشست‌های علمی برای دانشجویان سودمند است.", id="meetings in general"),
    pytest.param("باران می‌بارد.\nبرف می‌بارد.\nآیین‌نامه تازه نوشته شد.", id="a regulation"),
    pytest.param("باران می‌بارد.\nبرف می‌بارد.\nدر سالن همایش باز است.", id="a hall"),
    pytest.param("تیم والیبال شیراز در دیدار دوم از حریف خود پیش افتاد.", id="a match"),
    pytest.param("وارداتِ برنج وارد مرحله تازه‌ای شد.", id="a stage entered"),
    pytest.param("به مناسبت بزرگداشت هفته کتاب، باران می‌بارد.", id="a week honoured"),
    pytest.param("گزارش تازه بانک منتشر شد.", id="a report published"),
]


@pytest.mark.parametrize("text", NONE)
def test_no_event_is_held_for_probable(text: str) -> None:
    assert [event for event in claims(read(text), EventClaim) if event.score >= 0.5] == []


def test_headline_lead_and_reference_are_one_event() -> None:
    text = (
        "زهرا کریمی، رئیس سازمان بهزیستی کشور، با ناصر محمودی دیدار کرد.\n"
        "ناصر محمودی در این دیدار گفت: باران می‌بارد."
    )
    found = events(read(text, title="دیدار رئیس سازمان بهزیستی کشور با ناصر محمودی"))
    assert [kind for kind, _ in found] == ["meeting"]
    assert {"زهرا کریمی", "ناصر محمودی"} <= found[0][1] <= {"زهرا کریمی", "ناصر محمودی", WELFARE}


def test_a_headline_that_names_only_the_title() -> None:
    text = "زهرا کریمی، رئیس سازمان بهزیستی کشور، از دانشگاه شیراز بازدید کرد."
    found = events(read(text, title="بازدید رئیس سازمان بهزیستی از دانشگاه شیراز"))
    assert [kind for kind, _ in found] == ["visit"]
    assert "زهرا کریمی" in found[0][1]


def test_speakers_of_later_sentences_join_the_gathering() -> None:
    text = (
        "زهرا کریمی در همایش آب گفت: باران می‌بارد.\n"
        "ناصر محمودی نیز در این همایش گفت: برف می‌بارد.\n"
        "مریم صالحی هم افزود: تگرگ می‌بارد."
    )
    assert events(read(text)) == [("conference", {"زهرا کریمی", "ناصر محمودی", "مریم صالحی"})]


def test_two_counterparts_are_two_meetings() -> None:
    text = "زهرا کریمی با ناصر محمودی دیدار کرد. زهرا کریمی با مریم صالحی دیدار کرد."
    parties = [("meeting", {"زهرا کریمی", "ناصر محمودی"}), ("meeting", {"زهرا کریمی", "مریم صالحی"})]
    assert events(read(text)) == parties


def test_two_topics_are_two_conferences() -> None:
    text = "همایش آب به همت دانشگاه شیراز برگزار شد. همایش خاک به همت دانشگاه تبریز برگزار شد."
    assert [kind for kind, _ in events(read(text))] == ["conference", "conference"]


def test_the_subject_of_reported_words_is_not_their_speaker() -> None:
    found = events(read("زهرا کریمی گفت: ناصر محمودی به شیراز سفر کرد."))
    assert found == [("visit", {"ناصر محمودی"})]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("همایش آب در شیراز برگزار شد.", Modality.ASSERTED),
        ("همایش آب در شیراز برگزار می‌شود.", Modality.PLANNED),
        ("همایش آب در شیراز برگزار خواهد شد.", Modality.PLANNED),
        ("قرار است همایش آب در شیراز برپا شود.", Modality.PLANNED),
        ("همایش آب در شیراز برگزار نشد.", Modality.DENIED),
        ("همایش آب شیراز لغو شد.", Modality.DENIED),
        ("دانشگاه شیراز خبر برگزاری همایش آب در شیراز را تکذیب کرد.", Modality.DENIED),
        ("احتمال دارد همایش آب در شیراز برگزار شود.", Modality.POSSIBLE),
        ("شاید همایش آب به همت دانشگاه شیراز برگزار شود.", Modality.POSSIBLE),
        ("همایش آب در شیراز برگزار شد و مهلت ثبت نام تمدید نخواهد شد.", Modality.ASSERTED),
    ],
)
def test_modality(text: str, modality: Modality) -> None:
    assert only(text).modality is modality


def test_place_and_day() -> None:
    event = only("همایش آب روز ۱۲ مهر ۱۳۹۹ در شیراز برگزار شد.")
    assert event.place == "https://w3id.org/peyvand/id/shiraz"
    assert event.time is not None
    assert event.time.earliest.isoformat() == event.time.latest.isoformat() == "2020-10-03"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("زهرا کریمی در همایش آب گفت: باران می‌بارد.", ActorRole.SPEAKER),
        ("همایش آب به میزبانی دانشگاه شیراز برگزار شد.", ActorRole.HOST),
        ("مراسم بزرگداشت ناصر محمودی برگزار شد.", ActorRole.HONOUREE),
        ("زهرا کریمی درگذشت.", ActorRole.DECEASED),
    ],
)
def test_roles(text: str, role: ActorRole) -> None:
    assert [actor.role for actor in only(text).actors] == [role]


def test_the_evidence_is_the_sentence_and_the_focus_the_word_that_tells() -> None:
    text = "باران می‌بارد. همایش آب در شیراز برگزار شد."
    evidence = only(text).evidence
    assert evidence.exact == "همایش آب در شیراز برگزار شد."
    assert evidence.focus is not None
    assert evidence.focus.of(text) == "همایش"


def test_a_country_never_takes_part() -> None:
    event = only("سفیر ترکیه با زهرا کریمی دیدار کرد.")
    assert event.type is EventType.MEETING
    assert len(event.participants) == 1


def test_who_appoints_and_who_is_appointed() -> None:
    extraction = read("زهرا کریمی دیروز ناصر محمودی را به عنوان رئیس دانشگاه شیراز منصوب کرد.")
    names = {entity.iri: entity.name for entity in extraction.entities}
    (event,) = claims(extraction, EventClaim)
    assert {(names[actor.entity], actor.role) for actor in event.actors} == {
        ("ناصر محمودی", ActorRole.APPOINTEE),
        (SHIRAZ, ActorRole.PARTICIPANT),
        ("زهرا کریمی", ActorRole.APPOINTER),
    }


@pytest.mark.parametrize(
    "text",
    [
        "زهرا کریمی این کتاب را هدف نقد قرار داد.",
        "در این سال ۳ جلسه برگزار شد.",
        "باران می‌بارد.\nبرف می‌بارد.\nاین فیلم در جشنواره دیگری هم شرکت داشت.",
    ],
)
def test_words_that_only_look_like_events(text: str) -> None:
    assert [event for event in claims(read(text), EventClaim) if event.score >= 0.5] == []
