"""Questions to the graph: named queries and the user's own, typed values, and answers in every format.

    query = load("officials-of")
    result = run(store, query, {"organization": "کتابخانه ملی"})
    write(result, "csv", sys.stdout)

Rows are read whole: a query's answer is held in memory.
"""

from __future__ import annotations

from kg.query.header import Parameter
from kg.query.named import NamedQuery, load, named
from kg.query.results import FORMATS, write
from kg.query.running import Result, run

__all__ = ["FORMATS", "NamedQuery", "Parameter", "Result", "load", "named", "run", "write"]
