"""The tagger: aligning facts with texts, what it sees, learning on a few sentences, and the model that ships."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.cli import run as cli
from kg.errors import ModelError
from kg.facts import facts as kg_facts
from kg.model import Document, Span
from loaders.extract.mentions import read_page, read_rows
from loaders.extract.page import Chunk, Kind, Row
from loaders.pipeline import extract, run
from loaders.tagger import clusters, decide, model, training
from loaders.tagger.align import Stretch, align
from loaders.tagger.features import counts_at, rule_features, rule_marks, strings, word_features
from loaders.tagger.labelled import (
    Labelled,
    as_row,
    begin_inside,
    corpus_label,
    corpus_sentences,
    gold_articles,
    gold_sentences,
    token_rows,
)

CARD = Path(model.__file__).with_name("MODEL_CARD.md")


def document(text: str) -> Document:
    return Document("a", text, Span(0, len(text)), "a.txt")


def facts(**layers: object) -> dict[str, object]:
    empty: dict[str, object] = {"id": "a", "persons": [], "organizations": [], "places": [], "posts": []}
    return {**empty, **layers}


def stretches(text: str, **layers: object) -> list[tuple[str, Kind]]:
    page = read_rows(document(text))
    return [
        (text[row.tokens[s.first].start : row.tokens[s.last - 1].end], s.kind)
        for row, found in zip(page.rows, align(page, facts(**layers)), strict=True)
        for s in found
    ]


ZWNJ = "\u200c"
PERSON = {"name": f"مهرداد نیک{ZWNJ}پندار", "aliases": ["نیک پندار"]}
BODY = {"name": "بنیاد کتاب آفتاب", "aliases": ["بنیاد"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("مهرداد نیک پندار آمد.", "مهرداد نیک پندار"),
        (f"مهرداد نیک{ZWNJ}پندار آمد.", f"مهرداد نیک{ZWNJ}پندار"),
        ("مهرداد نيكپندار آمد.", "مهرداد نيكپندار"),
    ],
)
def test_a_name_is_found_whatever_its_spacing_and_letters(text: str, found: str) -> None:
    assert (found, Kind.PERSON) in stretches(text, persons=[PERSON])


def test_the_longest_name_at_a_place_wins() -> None:
    text = "بنیاد کتاب آفتاب برگزار کرد. بنیاد افزود."
    found = [s for s in stretches(text, organizations=[BODY]) if s[1] is Kind.ORGANIZATION]
    assert found == [("بنیاد کتاب آفتاب", Kind.ORGANIZATION), ("بنیاد", Kind.ORGANIZATION)]


def test_a_title_ends_where_the_name_of_its_body_begins() -> None:
    post = {"person": "x", "title": "معاون پژوهشی بنیاد", "organization": "بنیاد کتاب آفتاب"}
    found = stretches("معاون پژوهشی بنیاد کتاب آفتاب آمد.", organizations=[BODY], posts=[post])
    assert found == [("معاون پژوهشی", Kind.TITLE), ("بنیاد کتاب آفتاب", Kind.ORGANIZATION)]


def test_labels_begin_and_go_on() -> None:
    assert begin_inside(4, [Stretch(1, 3, Kind.PERSON)]) == ["O", "B-PER", "I-PER", "O"]
    assert training.names(["O", "B-PER", "I-PER", "B-PER", "I-ORG"]) == {
        (1, 3, "PER"),
        (3, 4, "PER"),
        (4, 5, "ORG"),
    }


@pytest.mark.parametrize(
    ("label", "ours"),
    [("B-pers", "B-PER"), ("I_LOC", "I-LOC"), ("B-POG", "B-ORG"), ("B-EVE", "O"), ("O", "O")],
)
def test_labels_of_other_corpora_become_ours(label: str, ours: str) -> None:
    assert corpus_label(label) == ours


def test_tagged_corpora_are_read_with_the_titles_that_the_rules_see() -> None:
    lines = ["وزیر\tO", "امور\tO", "خارجه\tO", "سوئد\tB-LOC", "", "باران\tO", ""]
    assert list(token_rows(lines))[1] == (("باران",), ("O",))
    (sentence,) = corpus_sentences(lines, "x")
    assert sentence.labels[0] == "B-TIT"
    assert sentence.labels[3] == "B-LOC"


def test_a_token_of_marks_alone_is_left_out() -> None:
    row, kept = as_row(["باران", "\u064b", "آمد"])
    assert [token.key for token in row.tokens] == ["باران", "امد"]
    assert kept == [0, 2]


def test_what_counts_of_a_word_gets_less_with_the_distance() -> None:
    features = word_features("دانشگاه", {"دانشگاه": "010011010"})
    assert "c6=010011" in features
    seen = [{f for f in features if counts_at(f, distance)} for distance in range(4)]
    assert seen[0] > seen[1] > seen[3]
    assert set(seen[3]) == {"w=دانشگاه", "c6=010011"}
    assert "head-strong" in {f.removeprefix("L=") for f in features}


def test_the_rules_decisions_are_marks() -> None:
    row = read_rows(document("دکتر حسن احمدی گفت.")).rows[0]
    assert rule_marks(row)[:4] == ["H-PER", "B-PER.honorific", "I-PER.honorific", "O"]
    assert rule_features("B-PER.honorific") == ("r=B-PER.honorific", "R=B-PER")


def test_the_learner_sees_neighbours_and_edges() -> None:
    one, two = strings([("w=a",), ("w=b",)], [("r=O",), ("r=O",)])
    assert one == ["bias", "edge@-1", "w=a@0", "r=O@0", "w=b@1", "r=O@1"]
    assert "edge@1" in two


def sentences(times: int) -> list[Labelled]:
    """Sentences in which who comes is a person and where one goes a place."""
    told: list[Labelled] = []
    for name, place in (("شهرزاد", "گلدشت"), ("بامداد", "نوبهار"), ("کیانوش", "سپیدرود")):
        words = (name, "به", place, "رفت", ".")
        told.append(Labelled(name, words, ("O",) * 5, ("B-PER", "O", "B-LOC", "O", "O")))
    return told * times


def test_learning_twice_gives_the_same_bytes() -> None:
    first, second = (training.train(sentences(4), sentences(2), {}) for _ in range(2))
    assert first == second


def test_what_was_learnt_is_applied() -> None:
    packed = training.train(sentences(10), [], {})
    (unseen,) = model.Model(packed, {}).tag([(["مهراب", "به", "زرین‌شهر", "رفت", "."], ["O"] * 5)])
    assert unseen.best == ["B-PER", "O", "B-LOC", "O", "O"]
    assert all(0.3 < sure <= 1 for sure in unseen.sure)
    assert unseen.kinds["PER"][0] > 0.5 > unseen.kinds["LOC"][0]


def test_sentences_are_tagged_alike_alone_and_together() -> None:
    tagger = model.shipped()
    pages = ["وزیر علوم گفت.", "علی رضایی، رئیس دانشگاه تهران، در نشست امروز سخن گفت.", "باران."]
    rows = [row for text in pages for row in read_rows(document(text)).rows]
    asked = [([token.key for token in row.tokens], rule_marks(row)) for row in rows]
    together = tagger.tag(asked)
    for alone, one in zip((tagger.tag([sentence])[0] for sentence in asked), together, strict=True):
        assert alone.best == one.best
        assert alone.sure == pytest.approx(one.sure, abs=1e-4)
        for kind in tagger.kinds:
            assert alone.kinds[kind] == pytest.approx(one.kinds[kind], abs=1e-4)


def test_no_label_goes_on_with_another_kind() -> None:
    tagger = model.shipped()
    for at, label in enumerate(tagger.labels):
        for before, other in enumerate(tagger.labels):
            if label.startswith("I-") and other not in {label, f"B-{label[2:]}"}:
                assert tagger._step[before, at] == 0


def test_nothing_to_tag_is_nothing() -> None:
    assert model.shipped().tag([]) == []
    assert [m.best for m in model.shipped().tag([([], [])])] == [[]]


def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_MOST_WORDS", 10)
    tagger = model.load(model.MODEL, model.CLUSTERS)
    for start in range(0, 40, 8):
        tagger.tag([([f"واژه{n}" for n in range(start, start + 8)], ["O"] * 8)])
    assert tagger._used < 30


def test_articles_are_tested_by_models_that_never_saw_them() -> None:
    for learnt, held in training.folds(sentences(2), 3, seed=1):
        assert held
        assert not {s.source for s in learnt} & {s.source for s in held}


def test_a_score_counts_exact_names() -> None:
    score = training.Score()
    score.add(["B-PER", "I-PER", "O", "B-LOC"], ["B-PER", "O", "O", "B-LOC"])
    assert score.of("PER", "LOC") == (0.5, 0.5, 0.5)


def test_clusters_of_words_used_alike_share_a_path(tmp_path: Path) -> None:
    said = [
        [who, "گفت", what]
        for who in ("سارا", "دارا", "مینا", "نیما")
        for what in ("آری", "نه", "شاید", "هرگز")
    ] * 30
    paths = clusters.learn(said, seed=1)
    assert paths == clusters.learn(said, seed=1)
    path = tmp_path / "clusters.xz"
    path.write_bytes(model.pack_clusters(paths))
    assert model.read_clusters(path) == paths


@pytest.mark.parametrize("content", [b"", b"not a model", lzma.compress(b"\x00\x00\x00\x02{}")])
def test_a_damaged_model_is_told_in_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tagger.model"
    path.write_bytes(content)
    with pytest.raises(ModelError) as error:
        model.load(path, model.CLUSTERS)
    assert "\n" not in str(error.value)


def test_labels_without_texts_find_them_in_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(facts(persons=[PERSON])), encoding="utf-8")
    text = "خبر\nمهرداد نیک پندار آمد."
    found = list(gold_sentences(gold_articles(tmp_path, {"a": text})))
    (body,) = (sentence for sentence in found if "B-PER" in sentence.labels)
    assert body.labels[:3] == ("B-PER", "I-PER", "I-PER")
    with pytest.raises(ModelError, match=re.escape("--corpora")):
        list(gold_articles(tmp_path, {}))


# The model that ships


def test_the_model_is_small() -> None:
    assert model.MODEL.stat().st_size + model.CLUSTERS.stat().st_size < 3_000_000


def test_the_run_names_the_model() -> None:
    assert run().model == f"tagger {model.version()}"


def test_the_card_tells_the_model_and_its_figures() -> None:
    card = CARD.read_text(encoding="utf-8")
    for part in ("ParsTwiNER", "MIT", "devA", "NSURL", "ARMAN", "Known weaknesses"):
        assert part in card
    assert len(re.findall(r"\.\d{3}\b", card)) >= 20


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("دکتر حسن احمدی، رئیس دانشگاه تهران، با رئیس دانشگاه مشهد دیدار کرد.", "حسن احمدی", Kind.PERSON),
        ("او رئیس دانشگاه تهران است.", "دانشگاه تهران", Kind.ORGANIZATION),
    ],
)
def test_rules_and_tagger_agree_on_plain_names(text: str, name: str, kind: Kind) -> None:
    assert name in [chunk.text for chunk in read_page(document(text)).chunks(kind)]


def marginals(row: Row, **likely: tuple[int, int, float]) -> model.Marginals:
    """What a tagger would say that takes tokens [first, last) for a kind with a probability."""
    size = len(row.tokens)
    best, sure = ["O"] * size, [1.0] * size
    kinds = {kind: [0.0] * size for kind in ("PER", "ORG", "LOC")}
    for kind, (first, last, share) in likely.items():
        for at in range(first, last):
            kinds[kind][at] = sure[at] = share
            best[at] = "O" if share < 0.5 else f"{'B' if at == first else 'I'}-{kind}"
    return model.Marginals(best, sure, kinds)


def test_the_tagger_adds_a_name_that_no_rule_reads() -> None:
    row, _ = as_row(["زرنگار", "به", "گلریزان", "رفت", "."])
    assert decide.revise(row, marginals(row, PER=(0, 1, 0.97)))
    (chunk,) = row.of(Kind.PERSON)
    assert (chunk.text, chunk.rule, chunk.score) == ("زرنگار", "tagger", 0.97)


def test_an_adverb_is_no_name() -> None:
    row, _ = as_row(["احترام\u0627\u064b", "به", "گلریزان", "رفت", "."])
    assert not decide.revise(row, marginals(row, PER=(0, 1, 0.97)))


def annotated_articles(folder: Path) -> None:
    """Write a few annotated articles, made for this test."""
    towns, names = ("شیراز", "تبریز", "یزد", "اهواز"), ("مهرداد", "بهنام", "کاوه", "سهراب")
    for number, (town, name) in enumerate(zip(towns * 3, names * 3, strict=True)):
        text = f"دیدار در {town}\nدکتر {name} نیک‌پندار، رئیس دانشگاه {town}، با شهردار {town} دیدار کرد. وی گفت: ۱۲ نفر آمدند."
        extraction = extract(document(text))
        for kind, content in (("gold/{}.json", json.dumps(kg_facts(extraction))), ("texts/{}.txt", text)):
            path = folder / kind.format(f"a{number}")
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")


def test_annotated_articles_become_all_that_is_learnt_and_the_same_every_time(tmp_path: Path) -> None:
    annotated_articles(tmp_path)
    for out in ("one", "other"):
        arguments = ["--gold", str(tmp_path), "--out", str(tmp_path / out), "--folds", "2", "-q"]
        assert cli(["train", *arguments]) == 0
    one, other = (
        {p.relative_to(tmp_path / out): p.read_bytes() for p in (tmp_path / out).rglob("*") if p.is_file()}
        for out in ("one", "other")
    )
    assert one == other
    assert set(map(str, one)) == {
        "tagger/tagger.model",
        "tagger/clusters.xz",
        "lexicons/event_model.tsv",
        "lexicons/claim_scores.tsv",
    }
    learnt = model.load(tmp_path / "one/tagger/tagger.model", tmp_path / "one/tagger/clusters.xz")
    assert "B-PER" in learnt.labels
    scores = (tmp_path / "one/lexicons/claim_scores.tsv").read_text(encoding="utf-8")
    assert "posts\tbias" in scores


def test_another_model_tags_in_place_of_the_shipped_one() -> None:
    class Silent(model.Model):
        """Says nothing of anything."""

        def __init__(self) -> None:
            pass

        def tag(self, sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[model.Marginals]:
            raise RuntimeError("I was asked")

    with model.in_place(Silent()), pytest.raises(RuntimeError, match="I was asked"):
        read_page(document("دکتر حسن احمدی آمد."))
    assert model.in_use() is model.shipped()


def test_a_folder_without_labels_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli(["train", "--gold", str(tmp_path), "--out", str(tmp_path / "out"), "-q"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_tagger_leaves_what_it_is_unsure_of() -> None:
    row, _ = as_row(["زرنگار", "به", "گلریزان", "رفت", "."])
    assert not decide.revise(row, marginals(row, PER=(0, 1, 0.35)))
    assert row.chunks == []


def test_the_tagger_takes_back_what_a_weak_rule_read() -> None:
    row, _ = as_row(["زرنگار", "به", "گلریزان", "رفت", "."])
    row.chunks = [Chunk(Kind.PERSON, 0, 0, 1, row.tokens[:1], score=0.7, rule="surname-alone")]
    assert decide.revise(row, marginals(row))
    assert not list(row.of(Kind.PERSON))


def test_the_tagger_never_takes_back_a_name_of_the_register() -> None:
    row, _ = as_row(["زرنگار", "به", "گلریزان", "رفت", "."])
    row.chunks = [Chunk(Kind.PLACE, 0, 2, 3, row.tokens[2:3], registered="x", rule="register")]
    assert not decide.revise(row, marginals(row))
    assert list(row.of(Kind.PLACE))
