"""Strings that break pages which are put together carelessly, for every field of a graph."""

from __future__ import annotations

import networkx as nx

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</ScRiPt ><img src=x onerror=alert(3)>",
    "<img src=x onerror=alert(4)>",
    "<svg/onload=alert(5)>",
    "<!--<script>alert(6)",
    "]]><![CDATA[<script>alert(7)</script>",
    "'\"><b onmouseover=alert(8)>",
    "javascript:alert(9)",
    "data:text/html,<script>alert(10)</script>",
    '<a href="javascript:alert(11)">نشست</a>',
    "<a href='https://evil.example/12'>پیوند</a>",
    "{{ 13 * 13 }} {% raw %}",
    "${alert(14)} `${alert(14)}`",
    "\\u003cscript\\u003ealert(15)\\u003c/script\\u003e",
    "سطر\u2028دوم\u2029سوم",
    "پایان\u202eوارونه\u202c و \u2066جدا\u2069",
    "</title></style></textarea></details><script>alert(18)</script>",
    "<iframe srcdoc='<script>alert(19)</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/20'>",
    "<base href='https://evil.example/'><link rel=stylesheet href=//evil.example/21>",
    "&lt;b&gt; &amp; &#60;script&#62;alert(22)&#60;/script&#62;",
    "__proto__",
    "نُقل‌قول «\"'`» \\ / \t\x0b",
    "<math><mi xlink:href='javascript:alert(25)'>",
)


def attacked(attack: str) -> nx.MultiDiGraph[str]:
    """Return a small graph with the attack in every field that a text can stand in."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(about=attack, left_out=0)
    fields: dict[str, object] = {
        "claim": attack,
        "label": attack,
        "sentence": f"پیش {attack} پس",
        "focus": (4, 4 + len(attack)),
    }
    fields |= {
        "article": attack,
        "headline": attack,
        "url": attack,
        "date": attack,
        "score": 0.5,
        "time": attack,
    }
    graph.add_node(attack, label=attack, kind="person", names=(attack, f"نام {attack}"), facts=())
    graph.add_node("b", label=f"{attack} {attack} {attack}", kind=attack, names=(), facts=())
    graph.add_edge(attack, "b", key=attack, kind=attack, **fields)
    graph.add_edge(attack, "b", kind="post", **fields)
    graph.add_edge("b", attack, kind="relation", **fields)
    return graph
