"""What an HTML page says beside its article's text: title, kicker, lead, dates, outlet, address, keywords.

The page is read here as the lines that a reader sees, and its metadata (meta elements, schema.org, JSON-LD) beside them. The
marks by which sites name the parts stand in `lexicons/page_marks.tsv`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.names import fold
from loaders.persian.tables import rows, spellings

Node = Any
"""An element of lxml, which comes without types."""

_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dd",
        "dt",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "time",
        "u",
        "var",
    )
)
_UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "iframe",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "object",
    )
)
_ASIDE_TAGS = frozenset(("footer", "nav", "aside"))
_FRAME_TAGS = frozenset(("html", "body", "main", "article"))
_LAYOUT_BLOCKS = 3
_HEADINGS = ("h1", "h2", "h3")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_SITE_SIGN = re.compile(r"\s+[|–—»«·-]+\s+|\s*::+\s*")
_SHORTEST_TITLE = 8


def unframe(tree: Node) -> None:
    """Turn the tables that only lay a page out into divisions, in place.

    Sites of the 2000s and many offices to this day are built so; an extractor would take the page for a table of figures.
    """
    for table in [node for node in tree.iter("table") if any(map(_lays_out, _own_cells(node)))]:
        for node in [table, *_own_parts(table)]:
            node.tag = "div"


def _lays_out(cell: Node) -> bool:
    """Tell whether a cell holds a part of a page: a heading, another table, or several blocks."""
    return (
        next(cell.iter(*_HEADINGS, "table"), None) is not None
        or len(list(cell.iter("p", "div"))) >= _LAYOUT_BLOCKS
    )


def _own_cells(table: Node) -> list[Node]:
    return [part for part in _own_parts(table) if part.tag in ("td", "th")]


def _own_parts(table: Node) -> list[Node]:
    """The rows and cells of a table itself, without those of tables inside it."""
    parts = table.iter("thead", "tbody", "tfoot", "tr", "td", "th")
    return [part for part in parts if next(part.iterancestors("table"), None) is table]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page as it is seen, with the element that sets it apart."""

    text: str
    node: Node


def lines(tree: Node) -> list[Line]:
    """The lines of the page in order, without those of navigation, footers, comments and the like."""
    found: list[Line] = []
    parts: list[str] = []
    owner = tree

    def close(following: Node) -> None:
        nonlocal owner
        text = _WHITE.sub(" ", "".join(parts)).strip()
        parts.clear()
        if any(map(str.isalnum, text)):
            found.append(Line(text, owner))
        owner = following

    for event, node in _walk(tree):
        block = node.tag not in _INLINE
        if event == "start":
            if block:
                close(node)
            parts.append(node.text or "")
            continue
        if block:
            close(node.getparent() if node.getparent() is not None else tree)
        elif node.tag in ("td", "th", "dd", "dt"):
            parts.append(" ")
        parts.append((node.tail or "") if node is not tree else "")
    close(tree)
    return found


def _walk(tree: Node) -> Iterator[tuple[str, Node]]:
    """Start and end of each element that is seen; of one that is not, the end only (its tail is seen)."""
    stack: list[tuple[str, Node]] = [("start", tree)]
    while stack:
        event, node = stack.pop()
        if event == "end" or _is_seen(node):
            yield event, node
        if event == "start":
            stack.append(("end", node))
            if _is_seen(node):
                stack.extend(("start", child) for child in reversed(node))


def _is_seen(node: Node) -> bool:
    if not isinstance(node.tag, str) or node.tag in _UNSEEN:
        return False
    if node.tag in _FRAME_TAGS:
        return True
    if node.tag in _ASIDE_TAGS:
        return False
    apart = is_marked(node, "aside") or node.tag == "header"
    return not apart or node.find(".//h1") is not None


@cache
def _marks(part: str) -> frozenset[str]:
    return frozenset(
        mark for kind, written in rows("page_marks.tsv") if kind == part for mark in spellings(written)
    )


def is_marked(node: Node, part: str) -> bool:
    """Tell whether an element's class, id or itemprop marks it as a part of the page (see the lexicon)."""
    names = " ".join(node.get(name) or "" for name in ("class", "id", "itemprop")).casefold().split()
    words = {word for name in names for word in (name, *re.split("[-_]", name))}
    return not words.isdisjoint(_marks(part))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page's head says: `meta` by lower-case name in document order, and the JSON-LD object of the article."""

    meta: dict[str, list[str]]
    linked: dict[str, Any]
    page_title: str
    canonical: str | None

    def first(self, *names: str) -> str | None:
        """The first value of the first of these meta elements that has one."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    def stamps(self, kind: str) -> list[str]:
        """The strings that metadata gives as date of publication ("published") or change ("modified")."""
        linked = self.linked.get("datePublished" if kind == "published" else "dateModified")
        ordered = [value for mark in spellings_in_order(kind) for value in self.meta.get(mark, ())]
        return [*ordered, *([linked] if isinstance(linked, str) else [])]


def spellings_in_order(part: str) -> list[str]:
    """The marks of a part in the order of the lexicon, which is the order of trust."""
    return [mark for kind, written in rows("page_marks.tsv") if kind == part for mark in spellings(written)]


def metadata(tree: Node) -> Metadata:
    """The metadata of a page."""
    meta: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        value = _WHITE.sub(" ", node.get("content") or "").strip()
        for name in ("property", "name", "itemprop", "http-equiv"):
            if node.get(name) and value:
                meta.setdefault(node.get(name).casefold(), []).append(value)
    title = next((_WHITE.sub(" ", node.text_content()).strip() for node in tree.iter("title")), "")
    links = (
        node.get("href") for node in tree.iter("link") if (node.get("rel") or "").casefold() == "canonical"
    )
    return Metadata(meta, _linked(tree), title, next(links, None))


def _linked(tree: Node) -> dict[str, Any]:
    """The page's JSON-LD object of an article, empty where there is none or it is broken."""
    for node in tree.iter("script"):
        if (node.get("type") or "").casefold() != "application/ld+json":
            continue
        try:
            found = list(_articles(json.loads(node.text or "", strict=False)))
        except (ValueError, RecursionError):
            continue
        if found:
            return found[0]
    return {}


def _articles(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _articles(item)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            str(kind).endswith(("Article", "Posting"))
            for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        yield from _articles(value.get("@graph"))


def title_line(seen: list[Line], data: Metadata) -> int | None:
    """The number of the line that is the title: the heading that the metadata repeats, else the page's first main heading."""
    reference = fold(_stated_title(data))
    headings = sorted(
        (_HEADINGS.index(line.node.tag), at) for at, line in enumerate(seen) if line.node.tag in _HEADINGS
    )
    repeated = [at for _, at in headings if _repeats(fold(seen[at].text), reference)]
    if repeated:
        # The site's name may be a heading too, and stand behind the title in the metadata.
        return max(repeated, key=lambda at: len(seen[at].text))
    in_article = (at for level, at in headings if level == 0 and _inside(seen[at].node, ("article", "main")))
    return next(in_article, next((at for level, at in headings if level == 0), None))


def _repeats(heading: str, reference: str) -> bool:
    return (
        len(heading) >= _SHORTEST_TITLE and bool(reference) and (heading in reference or reference in heading)
    )


def title_text(data: Metadata) -> str | None:
    """The title as the metadata gives it, without the site's name."""
    stated = _stated_title(data)
    site = outlet(data)
    pieces = [
        piece for piece in _SITE_SIGN.split(stated) if piece and not (site and fold(piece) == fold(site))
    ]
    if stated == data.page_title and len(pieces) > 1:
        return max(pieces, key=len)
    return stated if len(pieces) == len(_SITE_SIGN.split(stated)) else " - ".join(pieces) or None


def _stated_title(data: Metadata) -> str:
    headline = data.linked.get("headline")
    stated = data.first("og:title", "twitter:title") or (headline if isinstance(headline, str) else None)
    return stated or data.page_title


def _inside(node: Node, tags: tuple[str, ...]) -> bool:
    return any(ancestor.tag in tags for ancestor in node.iterancestors())


def kicker_line(seen: list[Line], title: int) -> int | None:
    """The number of the line above the title, if it is marked as its kicker, is a heading, or ends with a colon."""
    for at in range(title - 1, max(-1, title - 4), -1):
        line = seen[at]
        heading = at == title - 1 and line.node.tag in ("h2", "h3", "h4", "h5")
        if heading or line.text.endswith(":") or _is_kicker(line):
            return at
    return None


def _is_kicker(line: Line) -> bool:
    """Tell whether the line's element is marked as kicker, or the inline element that is all of the line."""
    inner = [child for child in line.node if isinstance(child.tag, str) and child.tag in _INLINE]
    whole = [child for child in inner if fold(child.text_content()) == fold(line.text)]
    return any(is_marked(node, "kicker") for node in (line.node, *whole))


def lead_text(seen: list[Line], title: int) -> str | None:
    """The paragraph just below the title that the page marks as its lead."""
    below = seen[title + 1 : title + 8]
    return next((line.text for line in below if _is_lead(line.node)), None)


def _is_lead(node: Node) -> bool:
    return is_marked(node, "lead") or (
        node.getparent() is not None and is_marked(node.getparent(), "lead") and node.tag == "p"
    )


def outlet(data: Metadata) -> str | None:
    """The name of the site or publisher."""
    publisher = data.linked.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return data.first("og:site_name") or (name.strip() or None if isinstance(name, str) else None)


def address(data: Metadata) -> str | None:
    """The page's own address: its canonical link, else og:url; None where that is no absolute address."""
    found = (data.canonical, data.first("og:url"), data.linked.get("url"))
    return next(
        (url.strip() for url in found if isinstance(url, str) and re.match(r"\s*https?://\S+\s*$", url)), None
    )


def keywords(data: Metadata) -> tuple[str, ...]:
    """The page's keywords, each once."""
    written = [*data.meta.get("article:tag", ()), *data.meta.get("keywords", ())]
    words = (word.strip() for value in written for word in re.split("[,،؛;]", value))
    return tuple(dict.fromkeys(word for word in words if word))
