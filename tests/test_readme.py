"""The README tells the truth: its commands run as they stand, and no command or exit code is missing from it."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS, EXIT_CODES
from kg.resources import folder
from tests.stub import says, serving
from tests.test_extractors_transformers import make_model

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
LINES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line
]
SETTING_UP = [line for line in LINES if "venv" in line]
USING = [line for line in LINES if line not in SETTING_UP]


def test_two_commands_set_up_and_run() -> None:
    assert len(SETTING_UP) == 2
    assert SETTING_UP[0].endswith("kg demo")
    assert SETTING_UP[1].endswith("pytest --cov")
    assert all(
        f"-r {lock} " in line
        for line, lock in zip(SETTING_UP, (".ci/requirements.txt", ".ci/requirements-dev.txt"), strict=True)
    )


def test_ci_runs_the_second_command_step_by_step() -> None:
    steps = [line.strip() for line in (TOP / ".ci" / "run").read_text(encoding="utf-8").splitlines()]
    places = [steps.index(step) for step in SETTING_UP[1].split(" && ")]
    assert places == sorted(places)
    assert places[-1] == len(steps) - 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told(name: str) -> None:
    assert f"`kg {name}" in README


def test_the_exit_codes_are_those_of_the_help() -> None:
    told = dict(re.findall(r"^\| (\d+) \| (.+?) \|$", README, re.MULTILINE))
    helped = dict(re.findall(r"^  (\d+) +(.+)$", EXIT_CODES, re.MULTILINE))
    assert {code: text.replace("`", "") for code, text in told.items()} == helped


def test_every_link_into_the_repository_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" in target or (TOP / target).exists(), target


@pytest.mark.filterwarnings("ignore")  # of libraries that are not ours
def test_every_command_line_of_the_readme_runs(tmp_path: Path) -> None:
    kg = Path(sys.executable).with_name("kg")
    if not kg.exists():
        pytest.skip("Peyvand is not installed in this environment: pip install --no-deps -e .")
    shutil.copytree(folder("samples"), tmp_path / "kg" / "samples")
    shutil.copytree(TOP / "tests" / "annotated", tmp_path / "tests" / "annotated")
    environment = {**os.environ, "PATH": f"{kg.parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("PEYVAND_STORE", None)
    lines = USING
    if importlib.util.find_spec("transformers") and importlib.util.find_spec("torch"):
        make_model(tmp_path / "models" / "ner")
    else:
        lines = [line for line in USING if "transformers:" not in line]
    script = "set -euo pipefail\n" + "\n".join(lines)
    with serving(says({"persons": [{"name": "اشرف بروجردی"}]})) as server:
        environment |= {"OPENAI_BASE_URL": server.url, "OPENAI_MODEL": "any"}
        done = subprocess.run(
            ["bash", "-xc", script], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
        )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "graph.html").stat().st_size > 10_000
    assert "@prefix pv: " in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert len(list((tmp_path / "facts").rglob("*.json"))) >= len(
        list((tmp_path / "kg" / "samples").iterdir())
    )
    shown = subprocess.run(
        [kg, "show", "شبکه دانشگاه‌های مجازی جهان اسلام", "--limit", "0"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    (excerpt,) = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert set(excerpt.splitlines()) <= set(shown.stdout.splitlines())
