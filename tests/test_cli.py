"""The command line as a person or a script meets it: help, answers, exit codes, and one line for each mistake."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click
import pytest

from kg import __version__
from kg.check import Finding, Report, Severity
from kg.cli import COMMANDS, run
from kg.cli.check import lines as report_lines
from kg.cli.extract import target
from kg.cli.options import progress, write_text
from kg.cli.show import lines
from kg.describe import Description, Fact, Names
from kg.errors import ExportError
from kg.resources import folder
from kg.store import open_store
from tests import known

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line: its exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "160")

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def store(known_store: Path) -> Path:
    """A store with the article whose facts are known."""
    return known_store


def process(*arguments: object, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run `python -m kg` in a process of its own, with `text` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(),
        input=text,
    )


def shell(arguments: str, store: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell, which may redirect its streams, on a store."""
    script = f'"{sys.executable}" -m kg {arguments}'
    return subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(PEYVAND_STORE=str(store)),
    )


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that finds this checkout."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **more}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples."""
    store = tmp_path_factory.mktemp("built") / "store"
    assert run(["build", str(folder("samples")), "--store", str(store), "--quiet"]) == 0
    return store


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that the demo ran in, and what it printed."""
    here = tmp_path_factory.mktemp("demo")
    done = process("demo", cwd=here)
    assert done.returncode == 0, done.stderr
    return here, done.stdout


class TestHelp:
    def test_the_commands_are_listed_without_being_imported(self, kg: Run) -> None:
        code, out, _ = kg("--help")
        assert code == 0
        for name, line in COMMANDS.items():
            assert re.search(rf"^  {name} +{re.escape(line)}$", out, re.MULTILINE)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_has_its_line_an_example_and_quiet(self, name: str, kg: Run) -> None:
        command = import_module(f"kg.cli.{name}").command
        assert command.get_short_help_str(limit=200) == COMMANDS[name]
        code, out, _ = kg(name, "--help")
        assert code == 0
        assert re.search(rf"Examples?:\n +(echo .* \| )?kg {name}", out)
        assert "--quiet" in out

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_says_what_it_is_for(self, name: str) -> None:
        command = import_module(f"kg.cli.{name}").command
        assert all(option.help for option in command.params if isinstance(option, click.Option))

    def test_version(self, kg: Run) -> None:
        assert kg("--version") == (0, f"kg, version {__version__}\n", "")

    def test_no_command_shows_the_help(self, kg: Run) -> None:
        code, out, err = kg()
        assert code == 2
        assert "Commands:" in out + err


class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "code", "line"),
        [
            (["quer"], 2, r"kg: no command 'quer' \(did you mean 'query'\?\); see kg --help"),
            (["query"], 2, r"kg: Missing argument .*; see kg query --help"),
            (["view", "--depth", "0", "--out", "x.html"], 2, r"kg: Invalid value for '--depth': .*"),
            (["build", "nowhere"], 1, r"kg: nowhere: no such file or folder; .*"),
            (["query", "no-such-query"], 2, r"kg: no-such-query: .*"),
            (["query", "articles", "--store", "nowhere"], 1, r"kg: nowhere: there is no store; .*"),
            (["show", "x", "--store", "nowhere"], 1, r"kg: nowhere: there is no store; .*"),
            (["export", "--out", "graph.docx"], 1, r"kg: graph.docx: .*"),
            (["query", "articles", "--set", "novalue"], 2, r"kg: Invalid value for '--set': .*"),
            (["queries", "no-such-query"], 2, r"kg: no-such-query: .*"),
        ],
    )
    def test_a_mistake_is_one_line(
        self,
        arguments: list[str],
        code: int,
        line: str,
        kg: Run,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        got, out, err = kg(*arguments)
        assert (got, out) == (code, "")
        assert re.fullmatch(line + "\n", err)

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["show", "هیچ‌کس"], 3),
            (["show", "https://example.org/nobody"], 3),
            (["view", "--about", "هیچ‌کس", "--out", "x.html"], 3),
            (["export", "--about", "هیچ‌کس", "--out", "x.ttl"], 3),
            (["query", "officials-of", "--set", "organization=هیچ‌جا"], 3),
            (["query", "officials-of", "--set", "nothing=x"], 2),
            (["query", "articles", "--format", "turtle"], 2),
        ],
    )
    def test_what_the_store_does_not_know(
        self,
        arguments: list[str],
        code: int,
        store: Path,
        kg: Run,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        got, out, err = kg(*arguments, "--store", store)
        assert (got, out) == (code, "")
        assert err.startswith("kg: ")
        assert err.count("\n") == 1
        assert not list(tmp_path.iterdir())

    def test_a_file_that_cannot_be_written_is_one_line(self, store: Path, kg: Run, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        code, _, err = kg("view", "--out", tmp_path / "file" / "graph.html", "--store", store)
        assert code == 1
        assert re.fullmatch(r"kg: .*file.*: .*\n", err)

    def test_the_terminal_sees_no_traceback(self, tmp_path: Path) -> None:
        done = process("query", "articles", "--store", "nowhere", cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1

    def test_an_interrupt_is_one_line(self, tmp_path: Path) -> None:
        waiting = subprocess.Popen(
            [sys.executable, "-c", "print('ready', flush=True); from kg.cli import main; main()", "query", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment(), encoding="utf-8",
        )  # fmt: skip
        assert waiting.stdout
        waiting.stdout.readline()
        time.sleep(1)
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=30)
        assert (waiting.returncode, err) == (130, "kg: interrupted\n")

    def test_a_reader_that_stops_reading_is_no_error(self, store: Path, tmp_path: Path) -> None:
        query = tmp_path / "all.rq"
        query.write_text("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
        script = f'"{sys.executable}" -m kg query all.rq --format csv --store "{store}" | head -1; echo "${{PIPESTATUS[0]}}"'
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, encoding="utf-8", cwd=tmp_path, env=environment()
        )
        assert done.stdout.splitlines() == ["s,p,o", "141"]
        assert done.stderr == ""

    def test_nothing_is_printed_raw_that_moves_the_cursor(self, store: Path, kg: Run) -> None:
        code, _, err = kg("show", "نام\x1b[31m\nدیگر\u202e", "--store", store)
        assert code == 3
        assert err.count("\n") == 1
        assert not re.search("[\x1b\u202e]", err)

    @pytest.mark.parametrize(
        "arguments",
        ["query articles", "query articles --format csv", "show 'کتابخانه ملی'", "export --out -", "--help"],
    )
    def test_a_full_disk_behind_standard_output_is_one_line(
        self, arguments: str, store: Path, tmp_path: Path
    ) -> None:
        done = shell(f"{arguments} >/dev/full", store, tmp_path)
        assert (done.returncode, done.stderr) == (1, "kg: standard output: no space left on device\n")

    @pytest.mark.parametrize(
        "arguments", ["query articles >&-", "show 'کتابخانه ملی' >&-", "show 'کتابخانه ملی' >&- 2>&- <&-"]
    )
    def test_closed_streams_are_no_error(self, arguments: str, store: Path, tmp_path: Path) -> None:
        done = shell(arguments, store, tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_closed_standard_input_is_an_empty_query(self, store: Path, tmp_path: Path) -> None:
        done = shell("query - <&-", store, tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)

    def test_an_interrupt_ends_a_query_that_takes_forever(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "endless.rq").write_text(
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        )
        command = [sys.executable, "-m", "kg", "query", "endless.rq", "--store", str(store)]
        waiting = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()
        )
        time.sleep(2)
        waiting.send_signal(signal.SIGINT)
        waiting.communicate(timeout=30)
        assert waiting.returncode == -signal.SIGINT


class TestQuery:
    def test_a_named_query_with_a_value(self, store: Path, kg: Run) -> None:
        code, out, err = kg(
            "query", "officials-of", "--set", "organization=کتابخانه ملی", "--format", "csv", "--store", store
        )
        assert (code, err) == (0, "")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [row["personName"] for row in rows] == ["مینا رستگاری"]
        assert rows[0]["sentence"] == known.LEAD

    def test_sparql_from_standard_input(self, store: Path, tmp_path: Path) -> None:
        sparql = "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p a foaf:Person ; rdfs:label ?l }"
        done = process("query", "-", "--format", "json", "--store", store, cwd=tmp_path, text=sparql)
        assert json.loads(done.stdout)["results"]["bindings"][0]["n"]["value"] == "2"

    def test_sparql_from_a_file(self, store: Path, kg: Run, tmp_path: Path) -> None:
        file = tmp_path / "ask.rq"
        file.write_text("ASK { ?x a schema:NewsArticle }", encoding="utf-8")
        code, out, _ = kg("query", file, "--format", "json", "--store", store)
        assert code == 0
        assert json.loads(out)["boolean"] is True

    def test_the_table_reads_right(self, store: Path, kg: Run) -> None:
        code, out, _ = kg("query", "officials-of", "--set", "organization=کتابخانه ملی", "--store", store)
        assert code == 0
        assert "مینا رستگاری" in out

    def test_the_store_may_be_named_by_the_environment(
        self, store: Path, kg: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PEYVAND_STORE", str(store))
        assert kg("query", "articles", "--format", "csv")[0] == 0

    def test_output_is_utf8_wherever_it_goes(self, store: Path, tmp_path: Path) -> None:
        strange = environment(LC_ALL="C", PYTHONIOENCODING="ascii")
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", "articles", "--store", store],
            capture_output=True,
            cwd=tmp_path,
            env=strange,
        )
        assert known.TITLE.split()[0] in done.stdout.decode("utf-8")


class TestQueries:
    def test_all_are_listed(self, kg: Run) -> None:
        from kg.query import named

        code, out, _ = kg("queries")
        assert code == 0
        for query in named():
            assert f"  {query.name}\n" in out
            assert query.title_fa in out
            assert query.title_en in out

    def test_one_in_full(self, kg: Run) -> None:
        _, out, _ = kg("queries", "officials-of")
        assert "organization (entity)" in out
        assert "SELECT" in out

    def test_quietly_the_names(self, kg: Run) -> None:
        _, out, _ = kg("queries", "--quiet")
        assert "officials-of" in out.splitlines()


class TestExport:
    @pytest.mark.parametrize(
        ("ending", "sign"), [("ttl", "@prefix pv: "), ("nq", "<"), ("trig", "@prefix pv: "), ("jsonld", "{")]
    )
    def test_the_ending_decides(self, ending: str, sign: str, store: Path, kg: Run, tmp_path: Path) -> None:
        file = tmp_path / "new" / f"graph.{ending}"
        code, out, _ = kg("export", "--out", file, "--store", store)
        assert code == 0
        assert out.startswith(f"{file}: ")
        assert sign in file.read_text(encoding="utf-8")[:3000]

    def test_a_part_is_smaller_and_quiet_is_quiet(self, store: Path, kg: Run, tmp_path: Path) -> None:
        whole, part = tmp_path / "whole.nq", tmp_path / "part.nq"
        assert kg("export", "--out", whole, "--store", store, "--quiet") == (0, "", "")
        assert kg("export", "--out", part, "--about", "مینا رستگاری", "--store", store, "--quiet") == (
            0,
            "",
            "",
        )
        assert 0 < part.stat().st_size < whole.stat().st_size

    def test_a_dash_is_standard_output(self, store: Path, tmp_path: Path) -> None:
        done = process("export", "--out", "-", "--store", store, cwd=tmp_path)
        assert "\n@prefix pv: " in done.stdout
        assert not list(tmp_path.iterdir())

    def test_the_help_names_every_ending(self, kg: Run) -> None:
        from kg.export import FORMATS

        _, out, _ = kg("export", "--help")
        assert all(form.ending in out for form in FORMATS.values())


class TestView:
    def test_the_whole_graph_and_a_part(self, store: Path, kg: Run, tmp_path: Path) -> None:
        whole, part = tmp_path / "whole.html", tmp_path / "part.html"
        code, out, _ = kg("view", "--out", whole, "--store", store)
        assert code == 0
        nodes = int(re.search(r": ([\d,]+) nodes", out)[1].replace(",", ""))  # type: ignore[index]
        assert nodes >= 7
        assert kg("view", "--about", "بهرام نیک پی", "--out", part, "--store", store, "--quiet") == (
            0,
            "",
            "",
        )
        assert known.LEAD in part.read_text(encoding="utf-8")

    def test_an_empty_store_has_nothing_to_draw(self, kg: Run, tmp_path: Path) -> None:
        with open_store(tmp_path / "store", write=True) as opened:
            opened.finish()
        code, _, err = kg("view", "--out", tmp_path / "x.html", "--store", tmp_path / "store")
        assert code == 3
        assert "nothing to draw" in err


class TestShow:
    def test_names_posts_and_sentences(self, store: Path, kg: Run) -> None:
        code, out, err = kg("show", "كتابخانه ملي", "--store", store)  # Arabic letters find the same body
        assert (code, err) == (0, "")
        assert out.startswith("سازمان اسناد و کتابخانه ملی ایران\n")
        assert known.NLAI in out
        assert re.search(
            rf"مینا رستگاری، رئیس\n +attested 2021-05-05 · score 0.95\n +«{re.escape(known.LEAD)}»\n +{known.TITLE}",
            out,
        )

    def test_quietly_the_facts_only(self, store: Path, kg: Run) -> None:
        _, out, _ = kg("show", "مینا رستگاری", "--store", store, "--quiet")
        assert "رئیس" in out
        assert "«" not in out

    def test_a_limit_says_what_it_leaves_out(self, store: Path, kg: Run) -> None:
        _, cut, _ = kg("show", "کتابخانه ملی", "--store", store, "--limit", 1)
        _, whole, _ = kg("show", "کتابخانه ملی", "--store", store, "--limit", 0)
        assert re.search(r"… \d+ more; --limit 0 shows all", cut)
        assert "more; --limit" not in whole
        assert len(whole) > len(cut)

    def test_what_several_articles_say_is_one_fact(self) -> None:
        said = [
            Fact("رئیس", f"جملهٔ {n}", f"خبر {n}", "2021-01-01", score)
            for n, score in enumerate((0.5, 0.9, 0.7, 0.6))
        ]
        description = Description("https://example.org/x", Names("فلانی"), posts=tuple(said))
        printed = [line.text for line in lines(description)]
        assert printed.count("رئیس") == 1
        assert "score 0.90" in printed
        assert "… in 1 more" in printed

    @pytest.mark.parametrize("sentence", ["شبکه در ایران است.»", "«شبکه در ایران است."])
    def test_a_sentence_of_a_longer_quotation_is_quoted_once(self, sentence: str) -> None:
        description = Description("https://example.org/x", Names("فلانی"), posts=(Fact("رئیس", sentence),))
        assert "«شبکه در ایران است.»" in [line.text for line in lines(description)]

    @pytest.mark.parametrize(
        ("fact", "words"),
        [
            (Fact("x", first="2021-01-01", last="2021-01-01"), "attested 2021-01-01"),
            (Fact("x", first="2021-01-01", last="2021-02-01"), "attested 2021-01-01 – 2021-02-01"),
            (Fact("x", first="2021-01-01", last="2021-01-01", written="امروز"), "امروز (2021-01-01)"),
            (Fact("x", written="بهار"), "بهار"),
        ],
    )
    def test_time(self, fact: Fact, words: str) -> None:
        description = Description("https://example.org/x", Names("فلانی"), events=(fact,))
        assert words in [line.text for line in lines(description)]

    def test_on_a_terminal_lines_are_wrapped_and_indented(self, store: Path, tmp_path: Path) -> None:
        script = f"{sys.executable} -m kg show 'مینا رستگاری' --store {store}"
        done = subprocess.run(
            ["script", "-qec", script, "/dev/null"], capture_output=True, encoding="utf-8", cwd=tmp_path,
            env=environment(COLUMNS="60", TERM="xterm"),
        )  # fmt: skip
        plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in done.stdout.splitlines()]
        assert max(map(len, plain)) <= 60 + 5  # half-spaces have no width
        assert any(line.startswith("    «به گزارش") for line in plain)


class TestCheck:
    def test_a_sound_store(self, store: Path, kg: Run) -> None:
        code, out, _ = kg("check", "--store", store)
        assert code == 0
        assert re.search(r"^\d+ shapes and \d+ rules checked: ", out.splitlines()[-1])
        assert kg("check", "--store", store, "--quiet") == (0, "", "")

    def test_a_violation_is_told_and_fails(self, kg: Run, tmp_path: Path) -> None:
        extraction = known.extraction()
        wrong = replace(extraction.claims[0], score=1.5)
        with open_store(tmp_path / "store", write=True) as opened:
            opened.add(replace(extraction, claims=(wrong, *extraction.claims[1:])), at=known.READ_AT)
            opened.finish()
        code, out, _ = kg("check", "--store", tmp_path / "store")
        assert code == 1
        assert "violation · " in out
        assert f"«{known.LEAD}»" in out
        assert kg("check", "--store", tmp_path / "store", "--quiet") == (1, "", "")

    def test_the_report_is_cut_at_the_limit(self) -> None:
        findings = tuple(
            Finding(Severity.WARNING, "rule", f"https://example.org/{n}", "هشدار", "A warning.")
            for n in range(7)
        )
        report = Report(findings, 1, 1)
        assert "  … 2 more; --limit 0 shows all" in list(report_lines(report))
        assert list(report_lines(report, limit=0))[-1] == "1 shape and 1 rule checked: 7 warnings"


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 64,
    "picture.png": b"\x89PNG\r\n\x1a\n",
    "broken.jsonl": b'{"id": "a", "text": \n',
}
"""Inputs that can't be read, each with a line of its own."""


class TestBuild:
    def test_building_twice_changes_nothing(self, built: Path, kg: Run, tmp_path: Path) -> None:
        kg("export", "--out", tmp_path / "before.nq", "--store", built)
        code, out, err = kg("build", folder("samples"), "--store", built)
        assert (code, err) == (0, "")
        number = re.search(r"^Read +(\d+) articles: (\d+) unchanged$", out, re.MULTILINE)
        assert number
        assert number[1] == number[2]
        kg("export", "--out", tmp_path / "after.nq", "--store", built)
        assert (tmp_path / "after.nq").read_bytes() == (tmp_path / "before.nq").read_bytes()

    def test_processes_make_no_difference(self, built: Path, kg: Run, tmp_path: Path) -> None:
        code, out, _ = kg("build", folder("samples"), "--store", tmp_path / "store", "--jobs", 2)
        assert code == 0
        assert re.search(r"^Found +\d+ persons?, \d+ bod(y|ies), ", out, re.MULTILINE)
        for store, file in ((built, "one.nq"), (tmp_path / "store", "two.nq")):
            kg("export", "--out", tmp_path / file, "--store", store)
        one, two = (
            {
                line
                for line in (tmp_path / file).read_text("utf-8").splitlines()
                if "generatedAtTime" not in line
            }
            for file in ("one.nq", "two.nq")
        )
        assert one == two

    def test_bad_inputs_get_a_line_each_and_stop_nothing(self, kg: Run, tmp_path: Path) -> None:
        news = tmp_path / "news"
        news.mkdir()
        for name, content in BAD.items():
            (news / name).write_bytes(content)
        (news / "good.txt").write_text(
            "مینا رستگاری، رئیس کتابخانه ملی، گفت: کتابخانه باز است.\n", encoding="utf-8"
        )
        code, out, err = kg("build", news, "--store", tmp_path / "store")
        assert code == 1
        assert err == ""
        assert "Read      1 article: 1 added" in out
        assert "Undated   1 article: good" in out
        assert f"Skipped   {len(BAD)} inputs:" in out
        for name in BAD:
            assert re.search(rf"^  \S*{re.escape(name)}\S*: .+", out, re.MULTILINE), name

    def test_quietly_only_the_bad_inputs_are_told(self, kg: Run, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_bytes(b"")
        code, out, err = kg("build", tmp_path / "empty.txt", "--store", tmp_path / "store", "--quiet")
        assert (code, out) == (1, "")
        assert re.fullmatch(r"kg: .*empty\.txt: .+\n", err)

    def test_a_folder_without_files_is_a_mistake(self, kg: Run, tmp_path: Path) -> None:
        (tmp_path / "nothing").mkdir()
        code, _, err = kg("build", tmp_path / "nothing", "--store", tmp_path / "store")
        assert code == 1
        assert "no file in it" in err
        assert not (tmp_path / "store").exists()

    def test_a_changed_article_becomes_a_new_version(self, kg: Run, tmp_path: Path) -> None:
        article, store = tmp_path / "a.txt", tmp_path / "store"
        for text, word in (("کتابخانه ملی باز است.", "added"), ("کتابخانه ملی بسته است.", "revised")):
            article.write_text(text + "\n", encoding="utf-8")
            _, out, _ = kg("build", article, "--store", store)
            assert f"Read      1 article: 1 {word}" in out


class TestExtract:
    def test_one_file_an_article_with_evidence_in_place(self, kg: Run, tmp_path: Path) -> None:
        code, out, err = kg("extract", folder("samples"), "--out", tmp_path / "facts")
        assert (code, err) == (0, "")
        files = sorted((tmp_path / "facts").rglob("*.json"))
        assert f"Wrote     {len(files)} files to {tmp_path / 'facts'}" in out
        read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        assert all(
            (tmp_path / "facts" / f"{facts['id']}.json") == file
            for facts, file in zip(read, files, strict=True)
        )
        assert any(facts["posts"] for facts in read)

    def test_ids_that_need_one_name_as_file_and_as_folder_stop_nothing(self, kg: Run, tmp_path: Path) -> None:
        rows = [{"id": name, "text": "کتابخانه باز است."} for name in ("q", "q.json/z", "r")]
        (tmp_path / "x.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        code, out, _ = kg("extract", tmp_path / "x.jsonl", "--out", tmp_path / "facts")
        assert code == 1
        assert "q.json/z" in out
        assert sorted(file.name for file in (tmp_path / "facts").iterdir()) == ["q.json", "r.json"]

    def test_two_ids_that_make_one_file_are_told(self, kg: Run, tmp_path: Path) -> None:
        rows = [{"id": name, "text": "کتابخانه ملی باز است."} for name in ("a:b", "a_b", "../c")]
        (tmp_path / "x.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        code, out, _ = kg("extract", tmp_path / "x.jsonl", "--out", tmp_path / "facts")
        assert code == 1
        assert "Wrote     1 file" in out
        assert "Skipped   2 inputs:" in out
        assert [file.name for file in (tmp_path / "facts").rglob("*")] == ["a_b.json"]


class TestDemo:
    def test_it_ends_with_the_paths_of_what_it_made(self, shown: tuple[Path, str]) -> None:
        here, out = shown
        for name in ("store", "graph.html", "graph.ttl"):
            assert re.search(rf"^\w+ +peyvand-demo/{name}\b", out, re.MULTILINE)
            assert (here / "peyvand-demo" / name).exists()

    def test_the_three_things_to_try_next_work(self, shown: tuple[Path, str]) -> None:
        here, out = shown
        tries = out.partition("Try next:\n")[2].partition("\n\n")[0].splitlines()
        assert len(tries) == 3
        for line in tries:
            done = subprocess.run(
                ["bash", "-c", line], capture_output=True, encoding="utf-8", cwd=here, env=environment()
            )
            assert done.returncode == 0, done.stderr
            assert done.stdout

    def test_it_leaves_other_peoples_folders_alone(self, kg: Run, tmp_path: Path) -> None:
        (tmp_path / "graph.html").write_text("mine")
        code, _, err = kg("demo", "--dir", tmp_path)
        assert code == 1
        assert "something else in this folder" in err
        assert (tmp_path / "graph.html").read_text() == "mine"


class TestExtractNames:
    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("a", "a.json"),
            ("news/1", "news/1.json"),
            ("a.b", "a.b.json"),
            ("a:b", "a_b.json"),
            ("خبر ۱", "خبر ۱.json"),
        ],
    )
    def test_an_id_names_a_file(self, name: str, file: str, tmp_path: Path) -> None:
        assert target(tmp_path, name) == tmp_path / file

    @pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a//b", "", ".", "a/../../b", "x" * 300])
    def test_an_id_never_leads_out_of_the_folder(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(ExportError):
            target(tmp_path, name)


class TestParts:
    def test_a_file_is_written_whole_or_not_at_all(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a" / "b.txt", "کتاب")
        assert (tmp_path / "a" / "b.txt").read_text(encoding="utf-8") == "کتاب"
        with pytest.raises(UnicodeEncodeError):
            write_text(tmp_path / "a" / "b.txt", "\ud800")
        assert (tmp_path / "a" / "b.txt").read_text(encoding="utf-8") == "کتاب"

    def test_what_is_no_file_is_written_to_and_stays(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        write_text(tmp_path / "pipe", "کتاب")
        assert os.read(reader, 100).decode() == "کتاب"
        os.close(reader)
        assert (tmp_path / "pipe").is_fifo()
        (tmp_path / "link").symlink_to(tmp_path / "real")
        write_text(tmp_path / "link", "کتاب")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_text(encoding="utf-8") == "کتاب"

    def test_nothing_is_left_beside_a_file_that_could_not_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        with pytest.raises(UnicodeEncodeError):
            write_text(tmp_path / "a" / "b.txt", "\ud800")
        assert not list((tmp_path / "a").iterdir())

    def test_short_work_shows_no_bar(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert list(progress(range(5), label="reading")) == [0, 1, 2, 3, 4]
        assert capsys.readouterr().err == ""

    def test_long_work_shows_a_bar_unless_quiet(self, tmp_path: Path) -> None:
        script = (
            "import sys, time; sys.stderr.isatty = lambda: True\n"
            "from kg.cli.options import progress\n"
            "for _ in progress(range(5), label='reading', total=5, quiet={}): time.sleep(0.5)"
        )
        seen = [
            subprocess.run(
                [sys.executable, "-c", script.format(quiet)],
                capture_output=True,
                encoding="utf-8",
                env=environment(),
            ).stderr
            for quiet in (False, True)
        ]
        assert "reading" in seen[0]
        assert seen[1] == ""


def test_the_module_is_the_command() -> None:
    assert process("--version", cwd=Path.cwd()).stdout == f"kg, version {__version__}\n"
