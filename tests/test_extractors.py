"""The interface of extractors: how one is chosen, what a package of others' must give, and that it is believed no more than ours."""

from __future__ import annotations

import importlib
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kg.cli import run as kg
from kg.errors import AnswerError, ExtractorError, PeyvandError
from kg.evidence import admitted
from kg.model import (
    Claim,
    Document,
    EntityKind,
    Evidence,
    Extraction,
    Mention,
    PostClaim,
    Run,
    Span,
    StatementClaim,
)
from loaders import extractors
from loaders.extract.given import Name, read_named_page
from loaders.extract.page import Kind
from loaders.extractors import SHIPPED, available, fingerprint, load
from loaders.pipeline import Failure, extract, extract_many, run
from loaders.pipeline import read as read_page_by_rules
from loaders.tagger.model import version
from tests.conftest import CHECKOUT
from tests.reading import claims, document, mentions, named, posts, read

TEXT = "دکتر بهار دلافروز، رئیس کانون نیلوفران، گفت: ۳ کتاب منتشر شد.\nدلافروز از شهر سپیدار دیدن کرد."

PACKAGE = '''
"""A tagger as another package would offer it: it knows a few names by heart."""

from collections.abc import Iterator, Sequence

from kg.errors import AnswerError, ExtractorError
from kg.model import Document, EntityKind, Extraction, Run, Span
from loaders.extractors import Name, fingerprint
from loaders.extractors.names import NamesAndRules

KNOWN = {
    "بهار دلافروز": EntityKind.PERSON,
    "کانون نیلوفران": EntityKind.ORGANIZATION,
    "شهر سپیدار": EntityKind.PLACE,
}


class Tagger:
    def __init__(self, edition: str) -> None:
        self.edition = edition

    def run(self) -> Run:
        return Run("1.0", fingerprint("nilufar", self.edition), extractor="nilufar", model=f"names-{self.edition}")

    def names(self, doc: Document, sentences: Sequence[Span]) -> Iterator[Name]:
        for sentence in sentences:
            for name, kind in KNOWN.items():
                at = doc.text.find(name, sentence.start, sentence.end)
                if at >= 0:
                    yield Name(Span(at, at + len(name)), kind, 0.9)


def make(setting: str) -> NamesAndRules:
    if setting == "none":
        raise ExtractorError("extractor 'nilufar'", "has no edition 'none'", "name one")
    return NamesAndRules(Tagger(setting or "first"))


class Moody:
    """A whole extractor with troubles of its own."""

    def run(self) -> Run:
        return Run("1.0", fingerprint("moody"), extractor="moody")

    def extract(self, doc: Document) -> Extraction:
        if "bad" in doc.id:
            raise AnswerError("extractor 'moody'", "does not like this one", "")
        if "odd" in doc.id:
            raise KeyError("something of its own")
        if "end" in doc.id:
            raise ExtractorError("extractor 'moody'", "has had enough", "ask tomorrow")
        return Extraction(doc, self.run())


def moody(setting: str) -> Moody:
    return Moody()


def failing(setting: str) -> None:
    raise RuntimeError("no licence\\nfound")
'''
ENTRY_POINTS = """[peyvand.extractors]
nilufar = nilufar_names:make
moody = nilufar_names:moody
failing = nilufar_names:failing
gone = nilufar_names:no_such_thing
missing = no_such_package_anywhere:make
rules = nilufar_names:moody
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the package installed in it, as pip would leave it, on the path of this process."""
    site = tmp_path / "site"
    install(site, "nilufar-names", ENTRY_POINTS)
    (site / "nilufar_names.py").write_text(PACKAGE, encoding="utf-8")
    monkeypatch.syspath_prepend(site)
    fresh()
    yield site
    fresh()
    sys.modules.pop("nilufar_names", None)


def install(site: Path, name: str, points: str) -> None:
    """Write what tells Python of an installed package."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")


def fresh() -> None:
    """Forget the extractors that were made."""
    load.cache_clear()
    run.cache_clear()
    importlib.invalidate_caches()


# A package of others


@pytest.mark.usefixtures("package")
def test_a_tagger_of_others_names_and_our_rules_read_on() -> None:
    found = extract(document(TEXT), extractor="nilufar")
    assert set(named(found, EntityKind.PERSON)) == {"بهار دلافروز"}
    assert set(named(found, EntityKind.ORGANIZATION)) == {"کانون نیلوفران"}
    assert set(named(found, EntityKind.PLACE)) == {"شهر سپیدار"}
    assert posts(found) == {("بهار دلافروز", "رئیس", "کانون نیلوفران", "current")}
    assert [text for text, _ in mentions(found)] == []
    assert {m.text: m.rule for m in found.mentions}["دلافروز"] == "surname"
    assert found.run == Run(run().version, found.run.fingerprint, "nilufar", "names-first")


@pytest.mark.usefixtures("package")
def test_its_setting_is_its_own_and_makes_another_run() -> None:
    runs = [run(extractor=choice) for choice in ("nilufar", "nilufar:second", "rules")]
    assert [one.model for one in runs] == ["names-first", "names-second", f"tagger {version()}"]
    assert len({one.fingerprint for one in runs}) == 3
    assert run(extractor="nilufar:first").fingerprint == runs[0].fingerprint


def test_the_command_finds_it_in_every_process(package: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(3):
        (articles / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{package}",
        "PEYVAND_EXTRACTOR": "nilufar",
    }
    command = [
        sys.executable,
        "-m",
        "kg",
        "extract",
        str(articles),
        "--out",
        str(tmp_path / "facts"),
        "--jobs",
        "2",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    for number in range(3):
        facts = json.loads((tmp_path / "facts" / f"{number}.json").read_text(encoding="utf-8"))
        assert facts["places"] == ["شهر سپیدار"]


@pytest.mark.usefixtures("package")
def test_each_command_that_reads_articles_takes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, gold = tmp_path / "texts", tmp_path / "gold"
    texts.mkdir()
    gold.mkdir()
    (texts / "a.txt").write_text(TEXT, encoding="utf-8")
    layers = ("organizations", "places", "posts", "events", "statements", "quantities", "relations")
    facts = {
        "id": "a",
        "persons": [{"name": "بهار دلافروز", "aliases": []}],
        **{layer: [] for layer in layers},
    }
    (gold / "a.json").write_text(json.dumps(facts), encoding="utf-8")
    assert kg(["build", str(texts), "--store", str(tmp_path / "store"), "--extractor", "nilufar"]) == 0
    assert "1 person, 1 body, 1 place" in capsys.readouterr().out
    assert kg(["evaluate", str(tmp_path), "--json", "--extractor", "nilufar"]) == 0
    assert json.loads(capsys.readouterr().out)["persons"]["f1"] == 1


@pytest.mark.usefixtures("package")
def test_trouble_with_one_article_stops_no_other() -> None:
    docs = [document(TEXT, name=name) for name in ("a", "bad", "odd", "b")]
    first, bad, odd, last = extract_many(docs, extractor="moody")
    assert isinstance(first, Extraction)
    assert isinstance(last, Extraction)
    assert bad == Failure(docs[1], "extractor 'moody': does not like this one")
    assert odd == Failure(docs[2], "KeyError: 'something of its own'")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_extractor_that_cant_go_on_ends_the_command(
    package: Path,
    jobs: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{CHECKOUT}{os.pathsep}{package}")
    for name in ("a", "end", "z"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    paths = [str(tmp_path / f"{name}.txt") for name in ("a", "end", "z")]
    code = kg(["build", *paths, "--store", str(tmp_path / "s"), "--extractor", "moody", "--jobs", str(jobs)])
    assert (code, capsys.readouterr().err) == (1, "kg: extractor 'moody': has had enough; ask tomorrow\n")
    assert kg(["query", "articles", "--store", str(tmp_path / "s"), "--format", "csv"]) == 0


CHOICES = [
    ("", "is not installed"),
    ("rule", "extractor 'rule': is not installed; name one of these: "),
    ("rules:strict", "takes no setting, but got 'strict'"),
    ("nilufar:none", "has no edition 'none'"),
    ("failing", "extractor 'failing': can't be started (RuntimeError: no licence found)"),
    ("gone", "can't be started (AttributeError: "),
    ("missing", "can't be started (ModuleNotFoundError: No module named 'no_such_package_anywhere')"),
]


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(("choice", "told"), CHOICES)
def test_a_choice_that_cant_be_had_is_told_in_one_line(
    choice: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    store = tmp_path / "store"
    assert kg(["build", str(tmp_path / "a.txt"), "--store", str(store), "--extractor", choice]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert err.count("\n") == 1
    assert not store.exists()


@pytest.mark.usefixtures("package")
def test_the_names_are_listed_and_ours_cant_be_taken() -> None:
    assert {"nilufar", "moody", *SHIPPED} <= set(available())
    assert load("rules").run() == run()


def test_two_packages_of_one_name_are_told(package: Path) -> None:
    install(package, "other-names", "[peyvand.extractors]\nnilufar = other_names:make\n")
    fresh()
    with pytest.raises(ExtractorError, match="is offered by nilufar_names:make and by other_names:make"):
        load("nilufar")


def test_transformers_that_is_missing_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "torch" else whole(name, *more)
    )
    fresh()
    with pytest.raises(ExtractorError) as caught:
        load("transformers:anywhere")
    assert str(caught.value) in {
        f"extractor 'transformers': needs the package {package}; pip install 'peyvand[transformers]'"
        for package in ("torch", "transformers")
    }
    fresh()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_there(name: str) -> None:
    module, _, function = SHIPPED[name].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_the_interface_tells_authors_what_to_do() -> None:
    """The example in the docstring names what there is."""
    told: ModuleType = extractors
    assert told.__doc__ is not None
    for word in (
        "peyvand.extractors",
        "Extractor",
        "Namer",
        "NamesAndRules",
        "ExtractorError",
        "AnswerError",
        "Article",
    ):
        assert word in told.__doc__
    assert all(
        vars(extractors)[name].__doc__
        for name in ("Extractor", "Name", "Namer", "available", "fingerprint", "load")
    )


# The gate


def honest() -> Extraction:
    """What the rules read."""
    return read("زهرا کریمی، رئیس کتابخانه ملی ایران، گفت: بیش از ۴۰ دانشگاه در این شبکه عضو هستند.")


LIES: list[tuple[str, Callable[[PostClaim], Claim], str]] = [
    ("another quote", lambda c: replace(c, evidence=Evidence(c.evidence.span, "دروغ")), "the quote is not in the text"),
    ("another place", lambda c: replace(c, evidence=Evidence(Span(0, 5), "کریمی")), "not what stands at its offsets: 0–5"),
    ("an unknown person", lambda c: replace(c, person="https://evil.example/x"), "an entity that the extraction does not list"),
    ("an unknown body", lambda c: replace(c, organization="x"), "an entity that the extraction does not list"),
    ("too sure", lambda c: replace(c, score=1.5), "does not lie between 0 and 1: 1.5"),
    ("not at all sure", lambda c: replace(c, score=0.0), "does not lie between 0 and 1"),
    ("no number", lambda c: replace(c, score=float("nan")), "does not lie between 0 and 1: nan"),
    ("of no kind", lambda c: Claim(evidence=c.evidence, score=1.0, rule="x"), "of no known kind"),
]  # fmt: skip


@pytest.mark.parametrize(("lie", "told"), [row[1:] for row in LIES], ids=[row[0] for row in LIES])
def test_no_extractor_is_believed_without_evidence(lie: Callable[[PostClaim], Claim], told: str) -> None:
    found = honest()
    (post,) = claims(found, PostClaim)
    forged = replace(found, claims=(*found.claims, lie(post)))
    passed = admitted(forged, found.doc, found.run)
    assert passed.claims == found.claims
    ((claim, reason),) = passed.rejected
    assert (type(claim), told in reason) == (type(lie(post)), True)


def test_words_said_beyond_the_text_are_refused() -> None:
    found = honest()
    (said,) = claims(found, StatementClaim)
    forged = replace(found, claims=(replace(said, content=Span(0, 10_000)),))
    assert [reason for _, reason in admitted(forged, found.doc, found.run).rejected] == [
        "the words said lie outside the text"
    ]


@pytest.mark.parametrize("span", [Span(0, 4), Span(-3, 4), Span(5, 5), Span(0, 9999)], ids=str)
def test_a_mention_that_does_not_stand_there_is_refused(span: Span) -> None:
    found = honest()
    iri = found.entities[0].iri
    stray = Mention(span, "بهروز", EntityKind.PERSON, iri)
    passed = admitted(replace(found, mentions=(*found.mentions, stray)), found.doc, found.run)
    assert passed.mentions == found.mentions
    ((claim, reason),) = passed.rejected
    assert (claim.evidence.exact, reason) == ("بهروز", "the mention's words do not stand at its place")


def test_the_text_and_the_run_are_those_of_the_caller() -> None:
    found = honest()
    other: Document = replace(found.doc, text=found.doc.text.replace("۴۰", "۹۰"), origin="elsewhere")
    passed = admitted(replace(found, doc=other, run=Run("9", "x")), found.doc, run())
    assert (passed.doc, passed.run) == (found.doc, run())
    assert len(passed.claims) == len(found.claims)


@pytest.mark.parametrize("error", [PeyvandError, ExtractorError, AnswerError])
def test_errors_travel_between_processes(error: type[PeyvandError]) -> None:
    told = error("place", "problem", "remedy")
    there = pickle.loads(pickle.dumps(told))  # noqa: S301 - what was pickled here
    assert (type(there), str(there), there.place) == (error, "place: problem; remedy", "place")


# Names that were given


def given(text: str, *words: tuple[str, EntityKind], keep_ours: bool = False) -> Extraction:
    """What is read around names, each given as its words where they first stand."""
    doc = document(text)
    found = [Name(Span(text.index(word), text.index(word) + len(word)), kind, 0.9) for word, kind in words]
    return read_page_by_rules(read_named_page(doc, found, rule="given", keep_ours=keep_ours))


PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE

GIVEN: list[tuple[str, str, EntityKind, str | None, tuple[str, ...]]] = [
    ("a name", "بهار دلافروز آمد.", PERSON, "بهار دلافروز", ()),
    ("quotation marks in it", "«بهار دلافروز» آمد.", PERSON, "بهار دلافروز", ()),
    ("a comma behind it", "بهار دلافروز، آمد.", PERSON, "بهار دلافروز", ()),
    ("a title of respect in it", "دکتر بهار دلافروز آمد.", PERSON, "بهار دلافروز", ("دکتر",)),
    ("two of them", "جناب آقای دکتر بهار دلافروز آمد.", PERSON, "بهار دلافروز", ("جناب آقای", "دکتر")),
    ("half a word at its end", "بهار دلافروزها آمد.", PERSON, "بهار دلافروز\u200cها", ()),
    ("a pronoun", "وی آمد.", PERSON, None, ()),
    ("a title of respect alone", "دکتر آمد.", PERSON, None, ()),
    ("marks only", "«،» آمد.", BODY, None, ()),
]


@pytest.mark.parametrize(
    ("text", "kind", "name", "honorifics"), [row[1:] for row in GIVEN], ids=[row[0] for row in GIVEN]
)
def test_a_given_name_is_cut_to_the_name(
    text: str, kind: EntityKind, name: str | None, honorifics: tuple[str, ...]
) -> None:
    words = text.removesuffix(" آمد.").removesuffix("ها")
    found = named(given(text, (words, kind)), kind)
    assert set(found) == ({name} if name else set())
    if name:
        assert found[name].honorifics == honorifics


def test_a_title_of_respect_before_a_given_name_belongs_to_it() -> None:
    found = given("به گفته جناب آقای دکتر بهار دلافروز، باران آمد.", ("بهار دلافروز", PERSON))
    assert named(found, PERSON)["بهار دلافروز"].honorifics == ("جناب آقای", "دکتر")


def test_a_body_inside_a_body_is_kept_as_its_whole() -> None:
    text = "روابط عمومی کانون نیلوفران خبر داد."
    page = read_named_page(
        document(text),
        [Name(Span(0, 26), BODY), Name(Span(12, 26), BODY), Name(Span(12, 17), PERSON)],
        rule="given",
    )
    (chunk,) = page.chunks(Kind.ORGANIZATION)
    assert [inner.text for inner in chunk.inner] == ["کانون نیلوفران"]
    found = read_page_by_rules(page)
    assert set(named(found, BODY)) == {"روابط عمومی کانون نیلوفران", "کانون نیلوفران"}


def test_a_given_name_that_the_register_has_is_its_entry() -> None:
    found = given("او از کتابخانه ملی ایران گفت.", ("کتابخانه ملی ایران", BODY))
    (body,) = named(found, BODY).values()
    assert body.registered
    assert body.iri.endswith("/nlai")


def test_of_names_that_overlap_the_longer_counts() -> None:
    found = given("بهار دلافروز آمد.", ("بهار", PLACE), ("دلافروز", PERSON), ("بهار دلافروز", PERSON))
    assert set(named(found, PERSON)) == {"بهار دلافروز"}


def test_beside_ours_a_given_name_fills_gaps_only() -> None:
    text = "دانشگاه تهران و سپیدار نو همکاری دارند."
    both = given(text, ("تهران و سپیدار", PLACE), ("سپیدار نو", PLACE), keep_ours=True)
    assert "دانشگاه تهران" in named(both, BODY)
    assert set(named(both, PLACE)) == {"سپیدار نو"}


def test_the_fingerprint_tells_its_parts_apart() -> None:
    assert len({fingerprint("a", "b"), fingerprint("ab"), fingerprint("a", "b", ""), fingerprint()}) == 4
