"""A Hugging Face model in place of our names: a real one, though tiny, which the test makes and trains itself."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExtractorError
from kg.model import EntityKind, EventClaim, Extraction
from loaders.extractors import load
from loaders.extractors.names import NamesAndRules
from loaders.pipeline import extract, run
from tests.conftest import CHECKOUT
from tests.reading import claims, document, named, posts, read, statements

pytestmark = [
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in ("torch", "transformers")),
        reason="transformers is not installed: pip install 'peyvand[transformers]'",
    ),
    pytest.mark.filterwarnings("ignore"),  # of libraries that are not ours
]

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-DAT")
WORDS = {
    "B-PER": ("مینا", "بهروز"),
    "I-PER": ("رستگاری", "سپهری"),
    "B-ORG": ("بنیاد", "کتابخانه"),
    "I-ORG": ("نیلوفران", "مرکزی", "گلستانستان"),
    "B-LOC": ("سپیدارستان",),
    "B-DAT": ("دیروز",),
    "O": ("دکتر", "،", ".", "رئیس", "در", "با", "دیدار", "کرد", "گفت", ":", "و", "از", "آن", "«", "»", "کتاب"),
}  # fmt: skip
TEXT = "دکتر مینا رستگاری، رئیس بنیاد نیلوفران، دیروز در سپیدارستان با بهروز سپهری دیدار کرد.\nرستگاری گفت: کتاب از آن کتابخانه مرکزی گلستانستان است."


def make_model(folder: Path, labels: tuple[str, ...] = LABELS, *, steps: int = 60, seed: int = 3) -> Path:
    """Make a BERT of two small layers that knows the words above, and a tokenizer for it."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

    torch.manual_seed(seed)
    words = [word for group in WORDS.values() for word in group]
    vocabulary = {word: at for at, word in enumerate(("[PAD]", "[UNK]", "[CLS]", "[SEP]", *words))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - no password
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=32,
        **{f"{name}_token": f"[{name.upper()}]" for name in ("unk", "pad", "cls", "sep")},
    ).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=32, id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    model = BertForTokenClassification(config)
    ids = torch.tensor([[2, *(vocabulary[word] for word in words), 1, 3]])
    right = torch.tensor([[0, *(LABELS.index(label) for label, group in WORDS.items() for _ in group), 0, 0]])
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(steps):
        order = torch.randperm(ids.shape[1])
        loss = model(input_ids=ids[:, order], labels=right[:, order] % len(labels)).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model that labels the words above."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def found(model: Path) -> Extraction:
    """What is read around the model's names."""
    return extract(document(TEXT), extractor=f"transformers:{model}")


def test_the_models_names_are_the_names(found: Extraction) -> None:
    assert set(named(found, EntityKind.PERSON)) == {"مینا رستگاری", "بهروز سپهری"}
    assert set(named(found, EntityKind.ORGANIZATION)) == {"بنیاد نیلوفران", "کتابخانه مرکزی گلستانستان"}
    assert set(named(found, EntityKind.PLACE)) == {"سپیدارستان"}
    assert named(found, EntityKind.PERSON)["مینا رستگاری"].honorifics == ("دکتر",)
    assert {m.rule for m in found.mentions if m.text in {"مینا رستگاری", "سپیدارستان"}} == {"transformers"}


def test_our_rules_read_the_facts_around_them(found: Extraction) -> None:
    assert posts(found) == {("مینا رستگاری", "رئیس", "بنیاد نیلوفران", "current")}
    assert statements(found) == [("مینا رستگاری", "گفت")]
    assert found.rejected == ()
    assert "سپیدارستان" not in named(read(TEXT), EntityKind.PLACE)
    (event,) = claims(found, EventClaim)
    assert {entity.name for entity in found.entities if entity.iri in event.participants} == {
        "مینا رستگاری",
        "بهروز سپهری",
    }


def test_every_word_of_it_stands_in_the_text(found: Extraction) -> None:
    for mention in found.mentions:
        assert found.doc.quote(mention.span) == mention.text
    assert all(0 < mention.score <= 1 for mention in found.mentions)


def test_the_names_have_the_iris_that_our_rules_give(found: Extraction) -> None:
    ours = {entity.name: entity.iri for entity in read(TEXT).entities}
    theirs = {entity.name: entity.iri for entity in found.entities}
    both = ours.keys() & theirs.keys()
    assert "مینا رستگاری" in both
    assert {name: ours[name] for name in both} == {name: theirs[name] for name in both}


def test_beside_ours_the_model_adds_only_what_is_missing(model: Path) -> None:
    text = f"{TEXT}\nوزیر علوم از دانشگاه تهران بازدید کرد."
    ours = {entity.iri for entity in read(text).entities}
    beside = extract(document(text), extractor=f"transformers:{model}?names=beside")
    assert ours <= {entity.iri for entity in beside.entities}
    assert "سپیدارستان" in named(beside, EntityKind.PLACE)
    instead = extract(document(text), extractor=f"transformers:{model}")
    assert "دانشگاه تهران" in named(beside, EntityKind.ORGANIZATION)
    assert "دانشگاه تهران" not in named(instead, EntityKind.ORGANIZATION)


def test_sentences_longer_than_the_model_are_read_in_pieces(model: Path) -> None:
    text = "کتاب " * 70 + "از آن مینا رستگاری است."
    found = extract(document(text), extractor=f"transformers:{model}")
    assert set(named(found, EntityKind.PERSON)) == {"مینا رستگاری"}


@pytest.mark.parametrize(
    "text", ["", " ", "\n", ".", "\u200c", "مینا", "«بنیاد نیلوفران»", "\U0001f600 مينا رستگاري"]
)
def test_any_text_can_be_read(model: Path, text: str) -> None:
    found = extract(document(text), extractor=f"transformers:{model}")
    assert found.rejected == ()


def test_arabic_letters_are_shown_to_the_model_as_persian_ones(model: Path) -> None:
    found = extract(document("مينا رستگاري در سپيدارستان گفت."), extractor=f"transformers:{model}")
    assert set(named(found, EntityKind.PERSON)) == {"مینا رستگاری"}
    assert set(named(found, EntityKind.PLACE)) == {"سپیدارستان"}


def test_the_run_names_the_model_and_changes_with_its_weights(model: Path, tmp_path: Path) -> None:
    whole = run(extractor=f"transformers:{model}")
    assert (whole.extractor, whole.model.partition("@")[0]) == ("transformers", "tiny")
    moved = shutil.copytree(model, tmp_path / "elsewhere")
    assert run(extractor=f"transformers:{moved}").fingerprint == whole.fingerprint
    other = make_model(tmp_path / "tiny", seed=4)
    assert run(extractor=f"transformers:{other}").fingerprint != whole.fingerprint
    beside = run(extractor=f"transformers:{model}?names=beside")
    assert len({whole.fingerprint, beside.fingerprint, run().fingerprint}) == 3


def broken(folder: Path, model: Path) -> Iterator[tuple[str, Path, str]]:
    """Models that can't be used: what is wrong, where they are, what is told."""
    yield "no folder", folder / "missing", "no such folder"
    (folder / "empty").mkdir()
    yield "empty", folder / "empty", "no config.json in it"
    cut = shutil.copytree(model, folder / "cut")
    weights = cut / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    yield "weights cut off", cut, "can't be loaded"
    mute = make_model(folder / "mute", ("O", "B-DAT"), steps=1)
    yield "no such labels", mute, "labels no persons, organisations or places, but O, B-DAT"
    yield "never trained", _headless(folder / "headless"), "was not trained to label words"
    config = shutil.copytree(model, folder / "config") / "config.json"
    config.write_text(json.dumps({"model_type": "no-such-model"}), encoding="utf-8")
    yield "unknown architecture", config.parent, "can't be loaded"


def _headless(folder: Path) -> Path:
    from transformers import BertForTokenClassification

    make_model(folder, steps=1)
    loaded: Any = BertForTokenClassification.from_pretrained(folder)
    loaded.bert.save_pretrained(folder)
    return folder


def test_a_model_that_cant_be_used_is_told_in_one_line(model: Path, tmp_path: Path) -> None:
    for name, folder, told in broken(tmp_path, model):
        with pytest.raises(ExtractorError) as caught:
            extract(document(TEXT), extractor=f"transformers:{folder}")
        assert told in str(caught.value), name
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("?names=beside", "got no model"),
        ("{model}?names=never", "names is 'never'"),
        ("{model}?batch=0", "batch is '0'"),
        ("{model}?colour=red", "has no option 'colour'"),
        ("{model}?device=cpu&device=cuda", "got an option twice"),
        ("{model}?device=abacus", "can't be loaded"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(
    model: Path, setting: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PEYVAND_TRANSFORMERS_MODEL", raising=False)
    with pytest.raises(ExtractorError, match=told):
        extract(document(TEXT), extractor=f"transformers:{setting.format(model=model)}")


def test_the_variable_names_the_model(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEYVAND_TRANSFORMERS_MODEL", str(model))
    load.cache_clear()
    assert isinstance(load("transformers"), NamesAndRules)
    assert load("transformers").run() == run(extractor=f"transformers:{model}")
    load.cache_clear()


def test_a_hub_that_cant_be_reached_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    command = ["extract", "a.txt", "--out", "facts", "--extractor", "transformers:nobody/no-such-model"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "kg", *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert done.stderr.startswith("kg: extractor 'transformers': nobody/no-such-model can't be loaded: ")
    assert done.stderr.count("\n") == 1
