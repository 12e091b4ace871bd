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


def open_store(path: Path, *, write: bool = False) -> Store:
    """Open the store in the folder `path`; with `write`, make it if it is not there.

    A store opened to read shows what was committed when it was opened. Any number may read while one writes.

    Raises:
        StoreError: if there is no store, the folder holds something else, another process is writing to it (with `write`), it is
            damaged, or a newer Peyvand made it.
    """
    from kg.store.embedded import open_folder

    return open_folder(path, write=write)
