"""How long `kg query` takes as a whole process, beside what else could answer the same question: `python tests/benchmarks/bench_query.py`.

The samples are built into a store and exported. Then, in turns, so that a busy machine slows all alike: an interpreter that does nothing,
`import rdflib` alone, `kg query` on the store, and rdflib that loads the Turtle file and puts the same query. The medians and their ratios
to the bare interpreter are printed; the ratios are what can be compared between machines.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kg.cli import run
from kg.resources import folder

ROUNDS = 7
NAME = "articles"


def seconds(command: Sequence[str | Path]) -> float:
    """The wall time of a process that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        store, turtle, python = Path(place, "store"), Path(place, "graph.ttl"), sys.executable
        if run(["build", str(folder("samples")), "--store", str(store), "--quiet"]) or run(
            ["export", "--out", str(turtle), "--store", str(store), "--quiet"]
        ):
            sys.exit("the samples can't be built")
        query = folder("queries") / f"{NAME}.rq"
        loading = f"import rdflib; g = rdflib.Graph(); g.parse({str(turtle)!r}); print(len(list(g.query(open({str(query)!r}).read()))))"
        commands: dict[str, Sequence[str | Path]] = {
            "python -c pass": [python, "-c", "pass"],
            "import rdflib": [python, "-c", "import rdflib"],
            f"kg query {NAME} --format csv": [
                python,
                "-m",
                "kg",
                "query",
                NAME,
                "--format",
                "csv",
                "--store",
                store,
            ],
            f"kg query {NAME}": [python, "-m", "kg", "query", NAME, "--store", store],
            "rdflib: load the export, query": [python, "-c", loading],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                taken[name].append(seconds(command))
    base = statistics.median(taken["python -c pass"])
    print(f"{'median of ' + str(ROUNDS):<32} seconds  ratio")
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:<32} {middle:7.3f}  {middle / base:5.1f}")


if __name__ == "__main__":
    main()
