"""One article whose facts are known: written for the tests, with every kind of claim built by hand.

Rooms below the extraction (quads, store, queries, export, views, checks) are tested on it, so that they do not depend on the rules.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from kg import terms as t
from kg.model import (
    Actor,
    ActorRole,
    Claim,
    Document,
    Entity,
    EntityKind,
    EventClaim,
    EventType,
    Evidence,
    Extraction,
    FigureClaim,
    Mention,
    MentionForm,
    PostClaim,
    PostStatus,
    Precision,
    Predicate,
    RelationClaim,
    Run,
    SourceClaim,
    Span,
    SpeechForm,
    StatementClaim,
    TimePoint,
)

TITLE = "دیدار رئیس سازمان اسناد و کتابخانه ملی با سفیر گلستانستان"
KICKER = "در کتابخانه ملی:"
STAMP = "۱۴۰۰/۲/۱۵ - ۱۰:۳۰:۰"
LEAD = "به گزارش روابط عمومی سازمان اسناد و کتابخانه ملی ایران، مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران، با بهرام نیک‌پی، دبیر پیشین شبکه دانشگاه‌های مجازی جهان اسلام، در تهران دیدار کرد."
SAID = (
    "دکتر رستگاری گفت: گنجینه ما بیش از ۵۷ هزار نسخه دارد که ۲۷ هزار نسخه آن خطی و ۳۰ هزار نسخه آن چاپی است."
)
LINK = "وی افزود: سازمان فرهنگ و ارتباطات اسلامی متولی شبکه دانشگاه‌های مجازی جهان اسلام است و با کتابخانه ملی همکاری دارد."
TEXT = "\n".join((KICKER, TITLE, f"تاریخ انتشار: {STAMP}", LEAD, SAID, LINK, ""))

PUBLISHED = date(2021, 5, 5)
TEHRAN_SUMMER = timezone(timedelta(hours=4, minutes=30))

NLAI, ICRO, CINVU, TEHRAN = (t.registered_iri(slug) for slug in ("nlai", "icro", "cinvu", "tehran"))
PR = t.entity_iri(EntityKind.ORGANIZATION, "روابط عمومی سازمان اسناد و کتابخانه ملی ایران")
MINA = t.entity_iri(EntityKind.PERSON, "مینا رستگاری")
BAHRAM = t.entity_iri(EntityKind.PERSON, "بهرام نیک‌پی")


def span(words: str, within: str = TEXT, nth: int = 0) -> Span:
    """Return where the `nth` occurrence of `words` stands inside the passage `within` of the article.

    Raises:
        ValueError: if it does not stand there.
    """
    base = TEXT.index(within)
    at = within.index(words)
    for _ in range(nth):
        at = within.index(words, at + 1)
    return Span(base + at, base + at + len(words))


def evidence(sentence: str, focus: str | None = None) -> Evidence:
    """Return a sentence of the article as evidence."""
    return Evidence(span(sentence), sentence, span(focus, sentence) if focus else None)


def document() -> Document:
    """Return the article as a document."""
    at = datetime(2021, 5, 5, 10, 30, tzinfo=TEHRAN_SUMMER)
    published = TimePoint(STAMP, PUBLISHED, PUBLISHED, Precision.SECOND, at, span(STAMP))
    body = Span(TEXT.index(LEAD), TEXT.index(LINK) + len(LINK))
    return Document(
        "known", TEXT, body, "known.txt", title=span(TITLE), kicker=span(KICKER), published=published
    )


def entities() -> tuple[Entity, ...]:
    """Return the seven entities that the article names."""
    organization, person = EntityKind.ORGANIZATION, EntityKind.PERSON
    return (
        Entity(
            NLAI,
            organization,
            "سازمان اسناد و کتابخانه ملی ایران",
            ("کتابخانه ملی",),
            registered=True,
            types=(t.ORG + "FormalOrganization",),
        ),
        Entity(
            ICRO,
            organization,
            "سازمان فرهنگ و ارتباطات اسلامی",
            registered=True,
            types=(t.ORG + "FormalOrganization",),
        ),
        Entity(
            CINVU,
            organization,
            "شبکه دانشگاه‌های مجازی جهان اسلام",
            registered=True,
            types=(t.ORG + "OrganizationalCollaboration",),
        ),
        Entity(
            PR,
            organization,
            "روابط عمومی سازمان اسناد و کتابخانه ملی ایران",
            types=(t.ORG + "OrganizationalUnit",),
        ),
        Entity(MINA, person, "مینا رستگاری", ("رستگاری",), ("دکتر",)),
        Entity(BAHRAM, person, "بهرام نیک‌پی"),
        Entity(TEHRAN, EntityKind.PLACE, "تهران", registered=True),
    )


def mentions() -> tuple[Mention, ...]:
    """Return one mention an entity, a surname with its honorific and a pronoun."""
    rows = (
        (
            PR,
            LEAD,
            "روابط عمومی سازمان اسناد و کتابخانه ملی ایران",
            EntityKind.ORGANIZATION,
            MentionForm.FULL,
            (),
        ),
        (MINA, LEAD, "مینا رستگاری", EntityKind.PERSON, MentionForm.FULL, ()),
        (BAHRAM, LEAD, "بهرام نیک‌پی", EntityKind.PERSON, MentionForm.FULL, ()),
        (CINVU, LEAD, "شبکه دانشگاه‌های مجازی جهان اسلام", EntityKind.ORGANIZATION, MentionForm.FULL, ()),
        (TEHRAN, LEAD, "تهران", EntityKind.PLACE, MentionForm.FULL, ()),
        (MINA, SAID, "رستگاری", EntityKind.PERSON, MentionForm.SURNAME, ("دکتر",)),
        (MINA, LINK, "وی", EntityKind.PERSON, MentionForm.PRONOUN, ()),
        (ICRO, LINK, "سازمان فرهنگ و ارتباطات اسلامی", EntityKind.ORGANIZATION, MentionForm.FULL, ()),
        (NLAI, LINK, "کتابخانه ملی", EntityKind.ORGANIZATION, MentionForm.SHORT, ()),
    )
    return tuple(
        Mention(
            span(words, within),
            words,
            kind,
            iri,
            form,
            honorifics,
            0.9 if form is MentionForm.PRONOUN else 1.0,
        )
        for iri, within, words, kind, form, honorifics in rows
    )


def claims() -> tuple[Claim, ...]:
    """Return claims of all six kinds: a total with two parts that sum, a former post, a relation through a pronoun's sentence."""
    total = FigureClaim(
        evidence=evidence(SAID, "بیش از ۵۷ هزار نسخه"), score=0.9, rule="known", value=57000, unit="نسخه", about="گنجینه", approximate=True, qualifier="بیش از",
        about_entity=NLAI, speaker=MINA,
    )  # fmt: skip
    parts = tuple(
        FigureClaim(
            evidence=evidence(SAID, focus),
            score=0.9,
            rule="known",
            value=value,
            unit="نسخه",
            about=about,
            speaker=MINA,
            part_of=total,
        )
        for focus, value, about in (
            ("۲۷ هزار نسخه آن خطی", 27000, "نسخه خطی"),
            ("۳۰ هزار نسخه آن چاپی", 30000, "نسخه چاپی"),
        )
    )
    return (
        SourceClaim(evidence=evidence(LEAD, "به گزارش روابط عمومی سازمان اسناد و کتابخانه ملی ایران"), score=1.0, rule="known", agent=PR),
        PostClaim(evidence=evidence(LEAD, "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران"), score=0.95, rule="known", person=MINA, title="رئیس", organization=NLAI, role="head"),
        PostClaim(
            evidence=evidence(LEAD, "بهرام نیک‌پی، دبیر پیشین شبکه دانشگاه‌های مجازی جهان اسلام"), score=0.95, rule="known", person=BAHRAM, title="دبیر",
            organization=CINVU, status=PostStatus.FORMER, role="secretary",
        ),
        EventClaim(
            evidence=evidence(LEAD, "دیدار کرد"), score=0.8, rule="known", type=EventType.MEETING, place=TEHRAN,
            actors=(Actor(MINA, ActorRole.HOST), Actor(BAHRAM, ActorRole.GUEST)),
            time=TimePoint("امروز", PUBLISHED, PUBLISHED, Precision.DAY),
        ),
        StatementClaim(evidence=evidence(SAID, "گفت"), score=0.95, rule="known", speaker=MINA, verb="گفت", infinitive="گفتن", content=span(SAID.split(": ")[1], SAID), form=SpeechForm.DIRECT),
        StatementClaim(
            evidence=evidence(LINK, "افزود"), score=0.9, rule="known", speaker=MINA, verb="افزود", infinitive="افزودن", content=span(LINK.split(": ")[1], LINK), form=SpeechForm.DIRECT,
            antecedents=(evidence(SAID, "رستگاری"),),
        ),
        total,
        *parts,
        RelationClaim(evidence=evidence(LINK, "متولی"), score=0.85, rule="known", subject=ICRO, predicate=Predicate.CUSTODIAN_OF, object=CINVU),
        RelationClaim(evidence=evidence(LINK, "همکاری دارد"), score=0.7, rule="known", subject=ICRO, predicate=Predicate.COOPERATES_WITH, object=NLAI),
        RelationClaim(evidence=evidence(LEAD, "روابط عمومی سازمان اسناد و کتابخانه ملی ایران"), score=0.9, rule="known", subject=PR, predicate=Predicate.PART_OF, object=NLAI),
    )  # fmt: skip


RUN = Run("0.0.0", "0" * 64)
READ_AT = datetime(2021, 5, 6, tzinfo=UTC)


def extraction() -> Extraction:
    """Return the whole article as the pipeline would hand it to the store."""
    return Extraction(document(), RUN, entities(), mentions(), claims())
