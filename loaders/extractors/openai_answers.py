"""A model's answer, which may be anything, as facts of the annotation guide's shape: what does not have the shape is told, never guessed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from kg.errors import AnswerError
from kg.model import EntityKind
from loaders.extractors.article import Said

FACTS = ("posts", "events", "statements", "quantities", "relations")
"""The layers whose facts carry a quote."""

_NAMES = {"persons": EntityKind.PERSON, "organizations": EntityKind.ORGANIZATION, "places": EntityKind.PLACE}
_LONGEST = 2_000  # characters of a quote
_LONGEST_NAME = 200
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", re.DOTALL)
_PLACE = "extractor 'openai'"

Word = TypeVar("Word", bound=StrEnum)


class Unfit(Exception):  # noqa: N818 - it ends as a line of a report
    """A fact that can't be made a claim: it lacks something, or says something that the article does not have."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of a layer, as the model gave it.

    Attributes:
        fields: its keys and values, or nothing where the entry was no object.
    """

    layer: str
    fields: Mapping[str, Any]

    @property
    def quote(self) -> str:
        """The sentence that it rests on; empty where the model gave none."""
        value = self.fields.get("quote")
        return clean(value, _LONGEST) if isinstance(value, str) else ""

    def text(self, name: str) -> str:
        """Return a field that must be a text.

        Raises:
            Unfit: if it is missing, empty or something else.
        """
        found = self.text_or_none(name)
        if found is None:
            raise Unfit(f"the fact has no {name}")
        return found

    def text_or_none(self, name: str) -> str | None:
        """Return a field that may be left out.

        Raises:
            Unfit: if it is there and no text.
        """
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise Unfit(f"the fact's {name} is no text")
        return clean(value or "", _LONGEST_NAME) or None

    def number(self, name: str) -> int | float:
        """Return a field that must be a number.

        Raises:
            Unfit: if it is none.
        """
        value = self.fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise Unfit(f"the fact's {name} is no number")
        return value

    def flag(self, name: str) -> bool:
        """Return a field that is true or false; false where it is left out.

        Raises:
            Unfit: if it is something else.
        """
        value = self.fields.get(name) or False
        if not isinstance(value, bool):
            raise Unfit(f"the fact's {name} is neither true nor false")
        return value

    def word(self, name: str, words: type[Word], usual: Word | None = None) -> Word:
        """Return a field that must be one of a few words; `usual` where it is left out.

        Raises:
            Unfit: if it is another, or left out where there is no usual one.
        """
        value = self.text(name) if usual is None else self.text_or_none(name) or str(usual)
        try:
            return words(value)
        except ValueError:
            raise Unfit(f"the fact's {name} is none of the guide's: {value}") from None

    def entries(self, name: str) -> list[Any]:
        """Return a field that is a list; empty where it is left out.

        Raises:
            Unfit: if it is something else.
        """
        value = self.fields.get(name)
        if value is not None and not isinstance(value, list):
            raise Unfit(f"the fact's {name} is no list")
        return value or []


@dataclass(slots=True)
class Answer:
    """What a model says of an article, gathered over its parts."""

    said: list[Said] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def names(self) -> list[str]:
        """Return the fullest names so far, for the next part's question."""
        return list(dict.fromkeys(item.forms[0] for item in self.said))


def read_answer(envelope: Mapping[str, Any], answer: Answer) -> None:
    """Add to `answer` what the envelope of a chat completion holds.

    Raises:
        AnswerError: if there is no answer in it, it was cut off, or it is not the JSON object that was asked for.
    """
    content, reason = _content(envelope)
    if reason == "length":
        raise AnswerError(
            _PLACE,
            "the answer was cut off at the model's limit",
            "ask for less with piece=, or raise the limit",
        )
    facts = _parsed(content)
    for layer, kind in _NAMES.items():
        answer.said.extend(_said(_listed(facts, layer), kind))
    for layer in FACTS:
        for entry in _listed(facts, layer):
            answer.facts.append(Fact(layer, entry if isinstance(entry, dict) else {}))


def _content(envelope: Mapping[str, Any]) -> tuple[str, object]:
    try:
        choice = envelope["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise AnswerError(
            _PLACE, "the service's answer has no message in it", "see that url= is an OpenAI-compatible one"
        ) from None
    if not isinstance(content, str) or not content.strip():
        raise AnswerError(_PLACE, f"the model's answer is empty ({reason})")
    return content, reason


def _parsed(content: str) -> Mapping[str, Any]:
    fenced = _FENCED.fullmatch(content)
    try:
        facts = json.loads(fenced[1] if fenced else content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise AnswerError(
            _PLACE, "the model's answer is not JSON", "name a model that can be held to JSON"
        ) from None
    if not isinstance(facts, dict):
        raise AnswerError(_PLACE, "the model's answer is not a JSON object")
    return facts


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _listed(facts: Mapping[str, Any], layer: str) -> Sequence[Any]:
    found = facts.get(layer) or []
    if not isinstance(found, list):
        raise AnswerError(_PLACE, f"the model's {layer} are not a list")
    return found


def _said(entries: Iterable[Any], kind: EntityKind) -> Iterator[Said]:
    """Yield the names of a layer. A place is a text; an entry without a name is passed over, for it names nothing."""
    for entry in entries:
        fields = entry if isinstance(entry, dict) else {"name": entry}
        aliases = fields.get("aliases")
        written = [fields.get("name"), *(aliases if isinstance(aliases, list) else ())]
        forms = (clean(form, _LONGEST_NAME) for form in written if isinstance(form, str))
        if found := tuple(dict.fromkeys(form for form in forms if form)):
            yield Said(kind, found)


def clean(text: str, most: int) -> str:
    """Return a text of the model's as it can be stored: no halves of characters, no control characters, not too long."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(char if char.isprintable() or char == "\u200c" else " " for char in whole)[:most].strip()
