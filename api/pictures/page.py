"""A picture as one page that opens offline: pyvis's network, our own template, vis-network inlined, a strict policy.

Names from documents are in the page as data only. The policy allows the two scripts and the style by their hashes and
nothing else: no address, no other script, nothing evaluated.
"""

import base64
import hashlib
import html
import json
import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, select_autoescape
from markupsafe import Markup

from api.exports.content import NodeKey, Selection
from api.pictures.builder import build_network, network_data
from api.pictures.caption import caption_of, edge_kinds, node_kinds
from api.pictures.palette import outline
from api.pictures.scene import Scene
from api.pictures.wording import page_words

_STYLE_SHEET = re.compile(r"(?<=[;}])A\((?P<quote>[\"'])(?!\1)[^\n]*?(?<!\\)\1\)")
"""How the library puts a style sheet into the page. Its tooltips and editing tools are not used, and the policy would
refuse the sheets; without them the page is a third smaller."""


def page_of(selection: Selection, scene: Scene, made: datetime) -> bytes:
    """Return the page in UTF-8; ``made`` is shown as it is."""
    library, script, style = library_script(), _own("page.js"), _own("page.css")
    page: str = _template().render(
        policy=_policy(scripts=(library, script), styles=(style,)),
        caption=caption_of(selection),
        made=made.strftime("%Y-%m-%d %H:%M %z").strip(),
        words=page_words(),
        data=Markup(_in_script(_data(scene, selection.focus))),  # noqa: S704 - JSON without <
        library=Markup(library),  # noqa: S704 - our file
        script=Markup(script),  # noqa: S704 - our file
        style=Markup(style),  # noqa: S704 - our file
    )
    return page.encode()


def frame_of(page: bytes, height: int) -> str:
    """Return the page in a frame for a notebook: it may run its own scripts and reach nothing around it."""
    source = html.escape(page.decode(), quote=True)
    return (
        f'<iframe sandbox="allow-scripts" srcdoc="{source}" width="100%" height="{height}" '
        'style="border:1px solid #ccc" title="zerentu"></iframe>'
    )


@cache
def library_script() -> str:
    """Return vis-network without the style sheets that it would put into the page."""
    path = files("api") / "static" / "vendor" / "vis-network" / "vis-network.min.js"
    return _STYLE_SHEET.sub('A("")', path.read_text(encoding="utf-8"))


def _data(scene: Scene, focus: NodeKey | None) -> dict[str, Any]:
    nodes, edges, options = network_data(build_network(scene))
    return {
        "nodes": nodes,
        "edges": edges,
        "options": options,
        "bands": [{"zh": band.zh, "en": band.en, "left": band.left, "right": band.right} for band in scene.bands],
        "box": scene.box(),
        "node_kinds": [
            {
                "label": kind.label,
                "words": kind.words,
                "count": kind.count,
                "colour": kind.style.colour,
                "corners": outline(kind.style.shape),
            }
            for kind in node_kinds(scene)
        ],
        "edge_kinds": [
            {
                "kind": kind.kind,
                "words": kind.words,
                "count": kind.count,
                "colour": kind.line.colour,
                "dashes": kind.line.dashes,
                "width": kind.line.width,
                "through_group": kind.through_group,
            }
            for kind in edge_kinds(scene)
        ],
        "words": page_words(),
        "focus": f"n{list(scene.plates).index(focus)}" if focus else None,
    }


def _in_script(data: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    allowed = [
        f"{name} {' '.join(map(_hash, texts))}" for name, texts in (("script-src", scripts), ("style-src", styles))
    ]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _own(name: str) -> str:
    return (files("api.pictures") / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    environment = Environment(autoescape=select_autoescape(default=True), keep_trailing_newline=True)
    return environment.from_string(_own("page.html"))
