"""The lexicons that are learnt by counting, learnt here from a small made-up corpus."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.learn import main

_SENTENCES = (
    "به گزارش خبرنگار ما، دکتر مهران گلستانی در نشست سازمان آفتاب‌گردان گفت: باران خوب است.",
    "گلستانی افزود: سازمان آفتاب‌گردان همچنین طرح تازه‌ای دارد.",
    "شیرین گلستانی به شهر رفت.",
    "لایحه به سازمان آفتاب‌گردان ارسال شد.",
    "سازمان آفتاب‌گردان موظف به پاسخ و موظف به کار است.",
)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sequence[list[str]]]:
    """Return the rows of each lexicon that the corpus gives."""
    folder = tmp_path_factory.mktemp("learn")
    (folder / "nabidam_names.json").write_text(
        json.dumps({"مهران": {"name": "مهران", "gender": "MALE"}}), encoding="utf-8"
    )
    (folder / "hejazirad_names.json").write_text(
        json.dumps([{"id": 1, "name": "شيرين", "gender": 2, "rate": 3}]), encoding="utf-8"
    )
    (folder / "farsbase_personLexicon.txt").write_text(
        "شیرین گلستانی\n" * 20 + "مهران گلستانی\n", encoding="utf-8"
    )
    records: list[dict[str, object]] = [{"id": str(n), "text": "\n".join(_SENTENCES)} for n in range(11)]
    records.append(
        {"id": "12", "title": _SENTENCES[0], "abstract": _SENTENCES[1], "paragraphs": list(_SENTENCES[2:])}
    )
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    main(folder, [folder / "corpus.jsonl.gz"], folder)
    return {
        path.name: rows(path) for path in folder.glob("*.t*") if path.name != "farsbase_personLexicon.txt"
    }


def rows(path: Path) -> list[list[str]]:
    """Return the rows of a lexicon without its header, which must say how it was made."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    assert "python -m loaders.learn" in head
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_the_lexicons(learnt: dict[str, Sequence[list[str]]]) -> None:
    assert set(learnt) == {
        "name_words.tsv",
        "first_names.tsv",
        "common_words.txt",
        "org_names.tsv",
        "body_ends.tsv",
        "body_words.tsv",
        "governing_words.tsv",
        "joined_words.tsv",
    }
    assert all(list(lines) == sorted(lines) for lines in learnt.values())


def test_words_of_names_with_their_counts(learnt: dict[str, Sequence[list[str]]]) -> None:
    """After a title, before a verb and after a common first name: three a copy; anywhere: three a copy; in 21 listed names."""
    assert ["گلستانی", "36", "36", "21"] in learnt["name_words.tsv"]
    assert ["مهران", "12", "12", "1"] in learnt["name_words.tsv"]
    assert not [word for word, *_ in learnt["name_words.tsv"] if word in {"باران", "سازمان", "شهر"}]


def test_first_names_have_their_gender(learnt: dict[str, Sequence[list[str]]]) -> None:
    assert {(name, gender) for name, gender, *_ in learnt["first_names.tsv"]} == {
        ("مهران", "m"),
        ("شیرین", "f"),
    }


def test_common_words_are_no_names(learnt: dict[str, Sequence[list[str]]]) -> None:
    words = {word for (word,) in learnt["common_words.txt"]}
    assert {"سازمان", "باران", "لایحه"} <= words
    assert not words & {"گلستانی", "مهران", "شیرین"}


def test_names_of_bodies_end_where_a_name_must(learnt: dict[str, Sequence[list[str]]]) -> None:
    """A noun of a light verb is no part of the name: `به سازمان X ارسال شد`."""
    names = {name: (articles, ends) for name, articles, ends in learnt["org_names.tsv"]}
    assert names["سازمان آفتاب‌گردان"] == ("12", "67")
    assert not [name for name in names if "ارسال" in name]


def test_words_after_known_bodies(learnt: dict[str, Sequence[list[str]]]) -> None:
    ends = {word: (after, inside) for word, after, inside in learnt["body_ends.tsv"]}
    assert ends["ارسال"] == ("12", "0")
    assert "آفتاب‌گردان" not in ends


def test_what_begins_a_clause_is_no_name(learnt: dict[str, Sequence[list[str]]]) -> None:
    """`سازمان X موظف به …`: the same preposition follows always."""
    assert not [name for name, *_ in learnt["org_names.tsv"] if "موظف" in name]


def test_words_before_a_preposition_or_a_verb(learnt: dict[str, Sequence[list[str]]]) -> None:
    assert ["موظف", "100"] in learnt["governing_words.tsv"]
