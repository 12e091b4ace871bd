"""The plan of the house: which room may import which, and by which door each library enters."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
MODULES = sorted(
    path.relative_to(TOP) for package in ("kg", "loaders") for path in (TOP / package).rglob("*.py")
)

BASE = {"kg", "kg.errors", "kg.evidence", "kg.model", "kg.names", "kg.terms"}

ROOMS: dict[str, set[str]] = {
    "kg": set(),
    "kg.errors": set(),
    "kg.names": set(),
    "kg.model": set(),
    "kg.evidence": {"kg.model"},
    "kg.terms": {"kg.model", "kg.names"},
    "kg.resources": set(),
    "kg.wording": set(),
    "kg.quads": BASE,
    "kg.facts": BASE,
    "kg.evaluate": BASE,
    "kg.store": {*BASE, "kg.quads"},
    "kg.find": {*BASE, "kg.quads", "kg.store"},
    "kg.query": {*BASE, "kg.quads", "kg.store", "kg.find", "kg.resources", "kg.wording"},
    "kg.describe": {*BASE, "kg.quads", "kg.store", "kg.find", "kg.query", "kg.wording"},
    "kg.export": {*BASE, "kg.quads", "kg.store"},
    "kg.check": {*BASE, "kg.quads", "kg.store", "kg.find", "kg.query", "kg.resources", "kg.wording"},
    "kg.graph": {*BASE, "kg.quads", "kg.store", "kg.find", "kg.query", "kg.wording"},
    "kg.view": {*BASE, "kg.graph", "kg.wording", "kg.resources"},
    "kg.cli": {"kg", "loaders"},
    "kg.__main__": {"kg.cli"},
    "loaders": BASE,
    "loaders.train": {*BASE, "kg.evaluate", "kg.facts", "loaders"},
}
"""What each room may import besides itself, within the project. The longest name that fits a module is its room."""

DOORS: dict[str, set[str]] = {
    "babel": {"loaders.authorities"},
    "charset_normalizer": {"loaders.sources"},
    "click": {"kg.cli"},
    "gensim": {"loaders.tagger.clusters"},
    "hazm": {"loaders.persian.hazm_door"},
    "jinja2": {"kg.view"},
    "markupsafe": {"kg.view"},
    "networkx": {"kg.graph", "kg.view"},
    "numpy": {"kg.evaluate", "kg.view", "loaders.tagger", "loaders.train"},
    "persiantools": {"loaders.persian"},
    "pycrfsuite": {"loaders.tagger.crf_door"},
    "pyoxigraph": {"kg.store"},
    "pyvis": {"kg.view"},
    "rdflib": {"kg.check", "loaders.register"},
    "rich": {"kg.cli", "kg.query"},
    "torch": {"loaders.extractors.token_classifier"},
    "tqdm": {"kg.cli"},
    "trafilatura": {"loaders.sources"},
    "transformers": {"loaders.extractors.token_classifier"},
}
"""The rooms by which each library of others enters; no other library does."""

HEAVY = {*DOORS, "nltk", "sklearn", "IPython"} - {"click"}
"""What a command loads only if it needs it."""


def dotted(path: Path) -> str:
    """The name of a module."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it; `from kg import terms` is `kg.terms` where that is a module."""
    for node in ast.walk(ast.parse((TOP / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            assert node.module
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if _is_module(inner) else node.module


def _is_module(name: str) -> bool:
    path = TOP.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def room(module: str) -> str:
    """The room that a module belongs to: `kg.graph_rows` is a back room of `kg.graph`."""
    fitting = [name for name in ROOMS if module == name or module.startswith((f"{name}.", f"{name}_"))]
    return max(fitting, key=len)


def inside(module: str, rooms: set[str]) -> bool:
    """Whether a module is one of the rooms or lies in one."""
    return any(module == name or module.startswith((f"{name}.", f"{name}_")) for name in rooms)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    own = room(dotted(path))
    ours = {name for name in imports(path) if name.split(".")[0] in {"kg", "loaders"}}
    strange = {
        name for name in ours if room(name) != own and room(name) not in ROOMS[own] and own != "kg.cli"
    }
    assert not strange, f"{path} ({own}) may not import {', '.join(sorted(strange))}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_library_enters_by_its_door(path: Path) -> None:
    module = dotted(path)
    for name in imports(path):
        top = name.split(".")[0]
        if top in {"kg", "loaders"} or top in sys.stdlib_module_names:
            continue
        assert top in DOORS, f"{path}: {top} has no door yet"
        assert inside(module, DOORS[top]), f"{path}: {top} enters by {', '.join(sorted(DOORS[top]))} only"


def test_every_module_lies_in_a_room_of_its_own() -> None:
    at_the_top = [path for path in MODULES if path.parts[0] == "kg" and room(dotted(path)) == "kg"]
    assert at_the_top == [Path("kg/__init__.py")], "give the new room a row in ROOMS"


def test_the_tables_name_only_what_is_there() -> None:
    names = {dotted(path) for path in MODULES}
    assert set(ROOMS) <= names
    assert {door for doors in DOORS.values() for door in doors} <= names
    used = {name.split(".")[0] for path in MODULES for name in imports(path)}
    assert set(DOORS) <= used


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert len((TOP / path).read_text(encoding="utf-8").splitlines()) <= 420


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_what_is_run_prints_and_exits(path: Path) -> None:
    tree = ast.parse((TOP / path).read_text(encoding="utf-8"))
    is_run = any(isinstance(node, ast.If) and "__name__" in ast.unparse(node.test) for node in tree.body)
    if is_run or dotted(path).startswith("kg.cli"):
        return
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"print", "exit", "quit", "sys.exit", "os._exit"}


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["queries"], set()),
        (["query", "--help"], set()),
        (["query", "articles", "--format", "csv"], {"pyoxigraph"}),
        (["query", "articles"], {"pyoxigraph", "rich"}),
        (["show", "کتابخانه ملی"], {"pyoxigraph"}),
        (["export", "--out", "graph.ttl"], {"pyoxigraph"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(
    arguments: list[str], more: set[str], known_store: Path, tmp_path: Path
) -> None:
    script = f"import json, sys; from kg.cli import run; code = run({arguments!r}); print(json.dumps([code, *sys.modules]), file=sys.stderr)"
    environment = {
        **os.environ,
        "PYTHONPATH": str(TOP),
        "PEYVAND_STORE": str(known_store),
        "COVERAGE_PROCESS_START": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        encoding="utf-8",
        env=environment,
    )
    code, *modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    assert {module.split(".")[0] for module in modules} & HEAVY == more
