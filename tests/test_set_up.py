"""Installing: what the wheel carries, that the lock files are whole, and that the project names no place of its own making."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

TOP = Path(__file__).parents[1]
LOCKS = {name: TOP / ".ci" / name for name in ("requirements.txt", "requirements-dev.txt")}
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))


def locked(name: str) -> dict[str, Requirement]:
    """The pinned packages of a lock file."""
    lines = LOCKS[name].read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith(("#", "-e"))]
    return {canonical(requirement.name): requirement for requirement in found}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_once_and_ends_with_the_project(name: str) -> None:
    lines = [
        line for line in LOCKS[name].read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert lines[-1] == "-e ."
    assert len(locked(name)) == len(lines) - 1
    assert all(re.fullmatch(r"==[^,*]+", str(r.specifier)) for r in locked(name).values())


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    pins = locked(name)
    asked = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    if "dev" in name:
        asked += [Requirement(text) for text in PROJECT["dependency-groups"]["dev"] if isinstance(text, str)]
    for requirement in asked:
        version = str(pins[canonical(requirement.name)].specifier).removeprefix("==")
        assert requirement.specifier.contains(version, prereleases=True), requirement


def test_the_two_locks_agree() -> None:
    run, dev = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: str(r.specifier) for name, r in run.items()} == {
        name: str(dev[name].specifier) for name in run
    }


def test_what_is_installed_here_is_what_is_locked() -> None:
    pins = locked("requirements-dev.txt")
    wanted = {
        name: str(r.specifier).removeprefix("==")
        for name, r in pins.items()
        if not r.marker or r.marker.evaluate()
    }
    here = {canonical(d.metadata["Name"]): d.version for d in metadata.distributions()}
    other = {
        name: (version, here[name])
        for name, version in wanted.items()
        if name in here and here[name] != version
    }
    assert not other, "the tests run with other versions than those locked; set up the environment anew"


def test_no_file_names_a_package_index() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    hosts = re.compile(rb"(--(extra-)?index-url|--find-links|files\.pythonhosted\.org|pypi\.org/simple)")
    named = [
        name
        for name in tracked.split("\0")
        if name and (TOP / name).is_file() and hosts.search((TOP / name).read_bytes())
    ]
    assert named == ["tests/test_set_up.py"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, TOP],
        capture_output=True,
        encoding="utf-8",
    )
    if built.returncode and "hatchling" in built.stderr and "No matching distribution" in built.stderr:
        pytest.skip("hatchling, which builds the wheel, can't be fetched here")
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("peyvand-*.whl")
    return found


@pytest.mark.setup
def test_the_wheel_carries_every_data_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
        (information,) = (name for name in packed if name.endswith(".dist-info/METADATA"))
        described = Parser().parsestr(archive.read(information).decode("utf-8"))
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True, encoding="utf-8"
    ).stdout.split("\0")
    ours = {name for name in tracked if name.startswith(("kg/", "loaders/")) and "/labels/" not in name}
    ours |= {f"kg/{name}" for name in tracked if name.startswith(("ontology/", "queries/"))}
    assert ours <= packed
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == {"kg", "loaders"}
    assert described["License-Expression"] == "Apache-2.0"


@pytest.mark.setup
def test_an_installed_wheel_finds_its_files_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    # The libraries of this environment are borrowed; only the project itself is installed.
    venv.create(environment, with_pip=False)
    (site,) = (environment / "lib").glob("python3.*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = Path(str(metadata.distribution("click").locate_file("")))
    script = (
        f"import sys; sys.path.append({str(libraries)!r})\n"
        "import kg, kg.resources as r; from kg.cli import run\n"
        "print(kg.__file__); print(*(r.folder(n) for n in ('ontology', 'queries', 'samples')), sep='\\n')\n"
        "sys.exit(run(['queries', '--quiet']))"
    )
    done = subprocess.run(
        [environment / "bin" / "python", "-I", "-c", script],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        encoding="utf-8",
    )
    package, *folders = done.stdout.splitlines()[:4]
    assert Path(package).is_relative_to(site)
    assert all(Path(folder).is_relative_to(site) for folder in folders)
    assert len(done.stdout.splitlines()) >= 4 + 15
