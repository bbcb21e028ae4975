"""A font with Chinese characters for matplotlib, whose own has none and draws an empty box for each.

Fonts are looked for among those that are installed, and told by the characters that they hold: a name promises
nothing. docs/decisions/0021 says why none is bundled.
"""

from collections.abc import Iterable, Iterator

from graph.errors import NotFoundError
from graph.schema import NODES, RELATIONSHIPS

_PREFERRED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "DengXian",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Heiti SC",
    "Noto Serif CJK SC",
    "SimSun",
    "Arial Unicode MS",
)
"""What Linux, macOS and Windows bring along or offer, those first that are drawn for the screen."""
_OWN = "DejaVu Sans"
"""matplotlib brings it along: it has the signs that a Chinese font may lack."""
_NONE_FOUND = (
    "no installed font has the Chinese characters, and plots would show empty boxes: on Debian or Ubuntu install "
    "fonts-noto-cjk, elsewhere the font Noto Sans SC, and start the notebook again"
)


def use_chinese_font(characters: str = "") -> str:
    """Let matplotlib draw Chinese from now on, and return the name of the font that it takes.

    Raises:
        NotFoundError: no installed font has Chinese characters, these included; the message says what to install.
    """
    import matplotlib as mpl  # noqa: PLC0415 - only the extra `notebooks` has it

    name = chinese_font(characters)
    mpl.rcParams["font.family"] = [name, _OWN]
    # Else the figures of an axis have a sign that many Chinese fonts lack.
    mpl.rcParams["axes.unicode_minus"] = False
    return name


def chinese_font(characters: str = "") -> str:
    """Return the name of an installed font that holds the Chinese characters of the schema, and these.

    Raises:
        NotFoundError: there is none; the message says what to install.
    """
    chinese = _codes([*(node.zh for node in NODES), *(each.zh for each in RELATIONSHIPS)])
    wanted = _codes([characters])
    for name in _names():
        glyphs = _glyphs(name)
        # A font of last resort has one box for whole blocks of characters.
        is_drawn = len({glyphs.get(code, 0) for code in chinese}) == len(chinese)
        if is_drawn and chinese | wanted <= glyphs.keys():
            return name
    raise NotFoundError(_NONE_FOUND)


def _codes(texts: Iterable[str]) -> set[int]:
    return {ord(character) for character in "".join(texts) if not character.isspace()}


def _names() -> Iterator[str]:
    """Yield the names of the installed fonts, those preferred first; a name that begins with a dot is the system's."""
    from matplotlib import font_manager  # noqa: PLC0415 - as above

    entries = font_manager.fontManager.ttflist
    installed = {entry.name for entry in entries}
    yield from (name for name in _PREFERRED if name in installed)
    upright = {entry.name for entry in entries if entry.weight in (400, "normal") and entry.style == "normal"}
    yield from sorted(name for name in upright.difference(_PREFERRED) if not name.startswith("."))


def _glyphs(name: str) -> dict[int, int]:
    """Return the glyph of each character in the font that matplotlib takes for a name."""
    from matplotlib import font_manager  # noqa: PLC0415 - as above

    found = font_manager.findfont(font_manager.FontProperties(family=[name]))
    return {int(code): int(glyph) for code, glyph in font_manager.get_font(found).get_charmap().items()}
