"""Whether a graph holds what it must: SHACL shapes and violation queries, run inside the store.

>>> with open_store(path) as store:  # doctest: +SKIP
...     report = check(store)
"""

from __future__ import annotations

from kg.check.report import Finding, Progress, Report, check
from kg.check.shapes import Rule, Severity, rules
from kg.check.violations import Check, checks

__all__ = ["Check", "Finding", "Progress", "Report", "Rule", "Severity", "check", "checks", "rules"]
