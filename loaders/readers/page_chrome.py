"""What of a web page is no content: navigation, headers, footers, forms, what is hidden, and blocks of links.

Told by element, by ARIA role, and by how much of a block's words are links (breadcrumbs, menus, 上一篇 and 下一篇, 打印
and 关闭). Names of classes count only for short blocks without a table, since every site has its own.
"""

import re
from collections import Counter

from lxml import etree

# fmt: off
_LEFT_OUT = frozenset({
    "head", "script", "style", "nav", "header", "footer", "aside", "noscript", "template", "select", "button",
    "textarea", "iframe", "object", "svg", "math", "dialog", "audio", "video", "canvas",
})
# fmt: on
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"})
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|breadcrumbs?|crumbs?|share|sidebar|copyright|toolbar|pagination)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MARKS = re.compile(r"[\W_]+")
_SHORT = 300
_MOST_ELEMENTS = 5000
_FEWEST_LINKS = 2
_LETTERS_BESIDE_A_LINK = 4


class PageChrome:
    """What is left out of one page; counts its links once."""

    def __init__(self, root: etree._Element) -> None:
        """Count links and their letters in every element that holds some."""
        self._links: Counter[etree._Element] = Counter()
        self._letters: Counter[etree._Element] = Counter()
        for link in root.iter("a"):
            if "href" in link.attrib or "onclick" in link.attrib:
                letters = _letters(link)
                for around in link.iterancestors():
                    self._links[around] += 1
                    self._letters[around] += letters

    def holds(self, element: etree._Element) -> bool:
        """Tell whether a block is left out; a table only where all its words are links. What is in cells is kept."""
        if element.tag == "table":
            return self._is_of_links(element, beside=0)
        named = f"{element.get('class', '')} {element.get('id', '')}"[:_SHORT]
        if element.tag == "form" or _CLASSES.search(named):
            return _is_short(element)
        inside = self._letters.get(element, 0)
        return self._is_of_links(element, beside=max(inside, _LETTERS_BESIDE_A_LINK * self._links.get(element, 0)))

    def _is_of_links(self, element: etree._Element, beside: int) -> bool:
        """Tell whether a block has several links and at most so many letters beside them."""
        links = self._links.get(element, 0)
        if links < _FEWEST_LINKS or element.find(".//table") is not None:
            return False
        most = self._letters[element] + beside
        return _letters(element, most) <= most


def is_shown(element: etree._Element) -> bool:
    """Tell whether an element is content by its name, its role and its style."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or "hidden" in element.attrib:
        return False
    if element.get("role", "").lower() in _ROLES:
        return False
    return not _NOT_SHOWN.search(element.get("style", "")[:1000])


def _is_short(element: etree._Element) -> bool:
    return element.find(".//table") is None and _letters(element) <= _SHORT


def _letters(element: etree._Element, most: int = _SHORT) -> int:
    """Return how many letters and digits an element shows, scripts left out; more than ``most`` is all the same."""
    letters = 0
    for number, each in enumerate(element.iter()):
        if each.tag not in ("script", "style"):
            letters += len(_MARKS.sub("", each.text or ""))
        if each is not element:
            letters += len(_MARKS.sub("", each.tail or ""))
        if letters > most or number > _MOST_ELEMENTS:
            return most + 1
    return letters
