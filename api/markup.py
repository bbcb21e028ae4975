"""Pages that stand by themselves: nothing is loaded, nothing runs, every text is a text of the page's tree."""

import base64
import hashlib
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from api.commands.output import visible

_STATIC = Path(__file__).parent / "static"


def page(title: str, style: str, *content: Element) -> str:
    """Return a page in Chinese with the style of this name among our files in it."""
    html = make(
        "html", _head(title, (_STATIC / style).read_text(encoding="utf-8")), make("body", *content), lang="zh-CN"
    )
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html")


def make(tag: str, *content: Element | str, kind: str = "", **attributes: str) -> Element:
    """Return an element with its class, its attributes, and either a text or elements in it."""
    element = Element(tag, {**({"class": kind} if kind else {}), **attributes})
    for each in content:
        if isinstance(each, str):
            element.text = visible(each)
        else:
            element.append(each)
    return element


def _head(title: str, style: str) -> Element:
    """Return the head, with a policy that allows this style by its hash and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return make(
        "head",
        make("meta", charset="utf-8"),
        make("meta", content=policy, **{"http-equiv": "Content-Security-Policy"}),
        make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make("title", title),
        make("style", style),
    )
