"""Chinese in plots: a font is chosen by the characters that it holds, and what it draws is looked at."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from api.fonts import chinese_font, use_chinese_font
from graph.errors import NotFoundError
from tests.notebooks.running import ROOT

SAMPLE = (ROOT / "data" / "taicang-2021-breakdown.txt").read_text(encoding="utf-8")
FROM_DEBIAN = {"Noto Sans CJK SC", "Noto Sans SC"}


@pytest.fixture(autouse=True)
def own_settings() -> Iterator[None]:
    """Leave matplotlib as it was."""
    with mpl.rc_context():
        yield


@pytest.fixture
def without_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with nothing but what matplotlib brings along, its font of last resort included."""
    own = [
        entry for entry in font_manager.fontManager.ttflist if Path(mpl.get_data_path()) in Path(entry.fname).parents
    ]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)


def drawn(text: str) -> np.ndarray:
    """Return the pixels of a text in a figure."""
    figure = Figure(figsize=(2, 0.6))
    figure.text(0.1, 0.3, text, fontsize=20)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def test_the_font_holds_every_character_of_the_sample() -> None:
    """Told by the table of characters of the font file, not by its name."""
    name = use_chinese_font()

    file = font_manager.findfont(font_manager.FontProperties(family=[name]))
    held = set(map(chr, font_manager.get_font(file).get_charmap()))

    assert {character for character in SAMPLE if "\u4e00" <= character <= "\u9fff"} <= held
    assert mpl.rcParams["font.family"][0] == name


def test_names_are_drawn_differently_and_without_a_warning() -> None:
    """An empty box looks like any other one: 水务局 and 财政局 differ in two characters, and so in pixels."""
    use_chinese_font()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        water, finance, again = drawn("水务局"), drawn("财政局"), drawn("水务局")

    assert (water != finance).any()
    assert (water == again).all()


def test_without_the_font_the_same_names_are_told_as_missing() -> None:
    """So that a test which sees no warning has seen Chinese."""
    with pytest.warns(UserWarning, match="Glyph .* missing"):
        drawn("水务局")


def test_a_machine_without_a_chinese_font_is_told_what_to_install(without_chinese: None) -> None:
    """One line; the font of last resort, which has a box for everything, is not taken."""
    with pytest.raises(NotFoundError, match="install fonts-noto-cjk") as raised:
        chinese_font()

    assert "\n" not in str(raised.value)


def test_a_font_that_lacks_a_wanted_character_is_not_taken() -> None:
    """No font has a character that is none."""
    with pytest.raises(NotFoundError):
        chinese_font("\U0010ffff")


def test_the_font_that_debian_offers_is_preferred() -> None:
    """Where several are installed, the one that is drawn for the screen comes first."""
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    if not installed & FROM_DEBIAN:
        pytest.skip("another Chinese font is installed here")

    assert chinese_font() in FROM_DEBIAN
