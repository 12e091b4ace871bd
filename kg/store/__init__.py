"""The store: where the graph lives between two commands. Rooms above know this interface and no engine.

`open_store` opens the embedded store, a folder:

    DIR/peyvand.json   the version of this layout
    DIR/current/       the current version of every article, ontology, register, names, provenance
    DIR/history/       the versions that newer ones have replaced
"""

from __future__ import annotations

from pathlib import Path

from kg.store.protocol import Counts, Graphs, Outcome, Store, Table

__all__ = ["Counts", "Graphs", "Outcome", "Store", "Table", "open_store"]


def open_store(path: Path, *, write: bool = False, min_score: float = 0.0) -> Store:
    """Open the store in the folder `path`; with `write`, make it if it is not there.

    A store opened to read shows what was committed when it was opened. Any number may read while one writes. With `min_score` it
    shows only the claims whose score is at least that (see `kg.store.confidence`); the store itself is left as it is.

    Raises:
        StoreError: if there is no store, the folder holds something else, another process is writing to it (with `write`), it is
            damaged, or a newer Peyvand made it.
    """
    from kg.store.embedded import open_confident, open_folder

    if min_score > 0 and not write:
        return open_confident(path, min_score)
    return open_folder(path, write=write)
