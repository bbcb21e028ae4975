"""Places that governments answer for: the GB/T 2260 gazetteer and how documents name its entries.

The codes and names are in ``jurisdictions.csv`` (GB/T 2260 with the changes published to 2023).
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from graph.words import REMEMBERED, without_spaces

UNKNOWN_LEVEL = "unknown"
_LEVEL_CHARACTERS = tuple("省市县区州盟旗")

_LEVEL_WORDS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place: its GB/T 2260 code (six digits, or ``x-`` and eight hex digits where unknown), name and level."""

    code: str
    name: str
    level: str

    @property
    def stem(self) -> str:
        """The name without its level word: 太仓市 → 太仓; the whole name where less than two characters would stay."""
        return _stem(self.name)

    @property
    def level_word(self) -> str:
        """The one character that the place's own offices put before their names: 市 in 太仓市; empty where unknown."""
        return self.name[-1] if self.level != UNKNOWN_LEVEL else ""


@lru_cache(REMEMBERED)
def _stem(name: str) -> str:
    for word in _LEVEL_WORDS:
        if name.endswith(word) and len(name) - len(word) >= 2:
            return name[: -len(word)]
    return name


def unknown_jurisdiction(sha256: str) -> Jurisdiction:
    """Return a place of the document's own, so that its units are never joined with another's."""
    return Jurisdiction(f"x-{sha256[:8]}", "unknown", UNKNOWN_LEVEL)


@cache
def gazetteer() -> tuple[Jurisdiction, ...]:
    """Return every place of GB/T 2260, by code."""
    lines = (files("graph") / "jurisdictions.csv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Jurisdiction(code, name, level) for code, name, level in csv.reader(lines))


def find_jurisdictions(text: str) -> list[Jurisdiction]:
    """Return the places called ``text``: a code, a full name, or a full name after its parents' (北京市朝阳区)."""
    text = without_spaces(text)
    exact = [place for place in gazetteer() if text in (place.code, place.name)]
    return exact or [place for place in gazetteer() if text.endswith(place.name) and _parents_named(place, text)]


def parent_codes(code: str) -> tuple[str, str]:
    """Return the codes of the prefecture and the province above a GB/T 2260 code."""
    return code[:4] + "00", code[:2] + "0000"


def named_in(text: str) -> set[Jurisdiction]:
    """Return the places whose stem stands in ``text``.

    A stem that is part of a longer one found does not count, nor one that goes on with the level word of another kind
    of place: 云溪市 does not name 云溪区.
    """
    likely = (each for character in set(text) for each in _stems().get(character, ()))
    found = [(stem, place) for stem, place in likely if stem in text]
    stems = {stem for stem, _ in found}
    return {place for stem, place in found if _stands_alone(place, text, stems)}


@cache
def _stems() -> dict[str, list[tuple[str, Jurisdiction]]]:
    """Return the stems of all places with their places, by their first characters."""
    stems: dict[str, list[tuple[str, Jurisdiction]]] = {}
    for place in gazetteer():
        stems.setdefault(place.stem[:1], []).append((place.stem, place))
    return stems


def _stands_alone(place: Jurisdiction, text: str, stems: set[str]) -> bool:
    rest = text
    for longer in stems:
        if longer != place.stem and place.stem in longer:
            rest = rest.replace(longer, "\n")
    level = place.name[len(place.stem) :]
    return any(
        not level or after.startswith(level) or after[:1] not in _LEVEL_CHARACTERS
        for after in rest.split(place.stem)[1:]
    )


def _parents_named(place: Jurisdiction, text: str) -> bool:
    """Tell whether what stands before the place's name consists of names of its own parents."""
    before = text[: -len(place.name)]
    codes = parent_codes(place.code)
    for parent in gazetteer():
        if parent.code in codes:
            before = before.replace(parent.name, "", 1)
    return not before
