"""A document whose names are made to break out of whatever they are written into."""

from graph.model import Batch, Edge, Node

PLACE = "x-0bad0bad"
DOCUMENT = f"{PLACE}:坏文〔2023〕1号"
MARKUP = "<img src=x onerror=alert(1)>局"
SCRIPT = "</script><script>alert(2)</script>"
LINK = "href='javascript:alert(3)'"
BENT = "a\\u0041'\"\n;};\u2028\x01末"
QUOTE = "\"], [x'; DETACH DELETE n //"
TASK = f"{DOCUMENT}:1.1"


def unit(name: str) -> str:
    """The key of a unit."""
    return f"{PLACE}:{name}"


def hostile() -> Batch:
    """One task that four bodies with such names answer for, led by one more."""
    names = (MARKUP, SCRIPT, LINK, BENT)
    receipt = {"rank": 1, "inherited": True, "locator": "table 1, row 1", "quote": QUOTE}
    nodes = (
        Node("Jurisdiction", PLACE, {"name": "坏县"}),
        Node("Document", DOCUMENT, {"title": SCRIPT, "number": "坏文〔2023〕1号", "kind": "breakdown"}),
        Node("Task", TASK, {"name": MARKUP, "content": BENT, "requirement": "", "annex": 1, "row": 1}),
        Node("Official", unit(SCRIPT), {"name": SCRIPT}),
        *(Node("Unit", unit(name), {"name": name, "kind": "other", "aliases": (name, "，")}) for name in names),
    )
    edges = (
        Edge("STATED_IN", "Task", TASK, "Document", DOCUMENT),
        Edge("ISSUED_FOR", "Document", DOCUMENT, "Jurisdiction", PLACE),
        *(Edge("WITHIN", "Unit", unit(name), "Jurisdiction", PLACE) for name in names),
        Edge("WITHIN", "Official", unit(SCRIPT), "Jurisdiction", PLACE),
        Edge("LEADS", "Official", unit(SCRIPT), "Task", TASK, receipt),
        *(Edge("OWNS", "Unit", unit(name), "Task", TASK, {**receipt, "rank": at}) for at, name in enumerate(names, 1)),
    )
    return Batch(DOCUMENT, nodes, edges)
