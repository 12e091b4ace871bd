"""Reading annotated facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.evaluate.matching import LAYERS

_ITEMS: dict[str, tuple[str, ...]] = {
    "persons": ("name",),
    "organizations": ("name",),
    "posts": ("person", "title"),
    "events": ("type", "participants"),
    "statements": ("speaker", "count"),
    "quantities": ("value", "unit"),
    "relations": ("subject", "predicate", "object"),
}
"""What an item of a layer must have; places are plain strings."""


def annotated(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the facts of every JSON file of a folder, or of its folder `gold`, by the article's id, which is the file's stem.

    Raises:
        SourceError: if there is no such file, or one is not in the format of the annotation; the message names it and the item.
    """
    inner = folder / "gold"
    files = sorted((inner if inner.is_dir() else folder).glob("*.json"))
    if not files:
        raise SourceError(
            str(folder), "no *.json in it or in its folder gold", "name a folder of annotated facts"
        )
    return {path.stem: facts_of(path) for path in files}


def facts_of(path: Path) -> dict[str, Any]:
    """Return the facts in one file.

    Raises:
        SourceError: if it can't be read or is not in the format.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(str(path), error.strerror or "it can't be read", "restore the file") from error
    except ValueError as error:
        raise SourceError(str(path), f"it is not JSON in UTF-8 ({error})", "correct it") from error
    problem = _problem(facts)
    if problem:
        raise SourceError(str(path), problem, "correct it")
    assert isinstance(facts, dict)
    return facts


def _problem(facts: object) -> str | None:
    """Say what is wrong with facts, or return None."""
    if not isinstance(facts, dict):
        return "it holds no JSON object"
    for layer in LAYERS:
        items = facts.get(layer)
        if items is None:
            continue
        if not isinstance(items, list):
            return f"{layer} is no list"
        for number, item in enumerate(items, 1):
            if layer == "places":
                if not isinstance(item, str):
                    return f"places, item {number}: not a name"
                continue
            missing = [name for name in _ITEMS[layer] if not isinstance(item, dict) or name not in item]
            if missing:
                return f"{layer}, item {number}: no {missing[0]}"
    return None
