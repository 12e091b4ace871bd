"""What is refused in a query's text before the engine sees it: what would overflow its stack, and what it would silently pass over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import QueryError

DEEPEST = 200
"""Levels of brackets that a query may have. pyoxigraph 0.5 parses by recursion: 1,000 levels of EXISTS end its process."""

MOST_PARTS = 2000
"""Groups and operators that a query may have: a chain of them (`1+1+1…`, `{} UNION {}…`) is a tree as deep as it is long."""

_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*>"
_TOKEN = re.compile(
    rf"""
    (?P<string> \"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
              | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<comment> \#[^\n\r]* )
  | (?P<iri> {_IRI} )
  | (?P<open> [(\[{{] | <<(?!{_IRI[1:]}) )
  | (?P<close> [)\]}}] | >> )
  | (?P<name> [?$@]\w+ | \w*:(?:\\.|[\w.:%\u200c\u200d\xb7-])* )
  | (?P<word> \w+ )
  | (?P<operator> \|\| | && | [-+*/|^!] )
  | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIRS = {")": "(", "]": "[", "}": "{", ">>": "<<"}
_BRACKETS = re.compile(r"[(\[)\]]")
_CHAINED = {"bind", "filter"}


class Token(NamedTuple):
    """A token of SPARQL, as far as is needed here: its kind and its characters."""

    kind: str
    text: str


def check(name: str, text: str) -> None:
    """See that the text of a query can be given to the engine.

    Raises:
        QueryError: if it is nested or chained deeper than the engine's stack bears, or names its graphs by `FROM`, which a store that
            is asked as the union of its graphs would pass over.
    """
    tokens = list(_tokens(text))
    if _depth(tokens) > DEEPEST:
        raise QueryError(
            name,
            f"its brackets are nested deeper than {DEEPEST} levels",
            "ask with fewer levels, or in parts",
        )
    if sum(map(_is_part, tokens)) > MOST_PARTS:
        raise QueryError(
            name,
            f"it has more than {MOST_PARTS:,} groups and operators",
            "list values with VALUES or IN, or ask in parts",
        )
    if _names_graphs(tokens):
        raise QueryError(
            name,
            "FROM has no effect, for a query is put to all articles of the store",
            "name an article's version with GRAPH <…> { } inside WHERE",
        )


def _tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; strings that never end are read as the engine reads them, as if their quote were not there."""
    for found in _TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "comment":
            yield Token(found.lastgroup, found[0])


def _depth(tokens: list[Token]) -> int:
    """Return how deep the brackets are nested at most.

    Between parentheses `?a<f((1))&&?b>1` has what looks like an IRI: there the brackets in it count, the closing ones only for those that
    it opens itself.
    """
    stack: list[str] = []
    deepest = 0
    for kind, text in tokens:
        if kind == "open":
            stack.append(text)
        elif kind == "close" and _PAIRS[text] in stack[-DEEPEST:]:
            while stack.pop() != _PAIRS[text]:
                pass
        elif kind == "iri" and stack and stack[-1] == "(":
            before = len(stack)
            for bracket in _BRACKETS.findall(text):
                if bracket in "([":
                    stack.append("(")
                elif len(stack) > before:
                    stack.pop()
                deepest = max(deepest, len(stack))
        deepest = max(deepest, len(stack))
        if deepest > DEEPEST:
            break
    return deepest


def _is_part(token: Token) -> bool:
    return (
        token.kind == "operator"
        or token.text == "{"
        or (token.kind == "word" and token.text.lower() in _CHAINED)
    )


def _names_graphs(tokens: list[Token]) -> bool:
    """Tell whether the keyword FROM stands before an IRI, with NAMED or without."""
    for place, (kind, text) in enumerate(tokens):
        if kind == "word" and text.lower() == "from":
            rest = tokens[place + 1 : place + 3]
            if rest and rest[0].kind == "word" and rest[0].text.lower() == "named":
                rest = rest[1:]
            if rest and rest[0].kind in ("iri", "name"):
                return True
    return False
