"""A picture as PNG: the SVG drawn with the fonts of this machine."""

from functools import cache
from importlib import import_module
from typing import Any

from api.pictures.svg import FONTS

_MOST_PIXELS = 30_000_000
_SHARP, _PLAIN = 2.0, 0.25
_TRIED = "责"


def png_of(svg: bytes) -> bytes:
    """Return an SVG as PNG, twice as large in pixels, less where that would be too many."""
    text = svg.decode()
    width, height = (float(text.split(f' {name}="', 1)[1].split('"', 1)[0]) for name in ("width", "height"))
    zoom = max(_PLAIN, min(_SHARP, (_MOST_PIXELS / (width * height)) ** 0.5))
    return _draw(text, zoom)


@cache
def has_chinese_font() -> bool:
    """Return whether the machine has a font with Chinese characters: without one they are left out of the picture."""
    shell = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-family="{FONTS}">'
    return _draw(f"{shell}{_TRIED}</text></svg>", 1.0) != _draw(f"{shell}</text></svg>", 1.0)


def _draw(svg: str, zoom: float) -> bytes:
    resvg: Any = import_module("resvg_py")
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=zoom, languages=["zh-Hans", "en"]))
