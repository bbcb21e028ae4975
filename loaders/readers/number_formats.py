"""Percentages of a workbook: a cell that holds 0.065 and shows 6.5% becomes a cell of the words 6.5%.

Which formats of styles.xml are percentages is told by their numbers (9 and 10 are built in) and by the % in their
codes; the cells are rewritten in the XML of the sheets, before calamine reads them. Where no style is one, nothing is
touched. Names are those of ECMA-376, Part 1, 18.8.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

_STYLES = "xl/styles.xml"
_SHEETS = "xl/worksheets/"
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_CODE = re.compile(r"(?P<before>[^#0?%]*)[#0?,]*(?:\.(?P<always>0*)(?P<perhaps>[#?]*))?\s*%(?P<after>.*)", re.DOTALL)
_QUOTED_OR_CODE = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].', re.DOTALL)
_SECTION_END = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_LONGEST_CODE = 300
_MOST_PLACES = 15


@dataclass(frozen=True, slots=True)
class Percentage:
    """A format: the words around the number, the decimals that always stand and those that only stand if not 0."""

    before: str
    after: str
    always: int
    perhaps: int

    def shown(self, value: str) -> str:
        """Return a stored number as the sheet shows it, rounded as the sheet rounds."""
        places = min(self.always + self.perhaps, _MOST_PLACES)
        number = (Decimal(f"{float(value):.15g}") * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{number:f}"
        while self.perhaps and "." in text and text[-1] in "0." and len(text.partition(".")[2]) > self.always:
            text = text[:-1]
        return f"{self.before}{text.rstrip('.')}%{self.after}"


def show_percentages(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a workbook, with percentages in the sheets written as they are shown."""
    formats = _percentages(parts.get(_STYLES, b""))
    if not formats:
        return parts
    styles = "|".join(formats).encode()
    cell = re.compile(
        rb"<(|\w{1,20}:)c(\s[^<>s]{0,200}s=\"(" + styles + rb")\"[^<>]{0,200})>"
        rb"(?:<\1f\b[^<>]{0,300}(?:/>|>[^<]{0,8192}</\1f>))?<\1v>([-+.0-9eE]{1,40})</\1v></\1c>"
    )

    def written(match: re.Match[bytes]) -> bytes:
        prefix, attributes, style, value = match.groups()
        if b' t="' in attributes and b' t="n"' not in attributes:
            return match[0]
        try:
            words = formats[style.decode()].shown(value.decode())
        except (ArithmeticError, ValueError):
            return match[0]
        escaped = words.replace("&", "&amp;").replace("<", "&lt;").encode()
        start = b'<%sc%s t="inlineStr">' % (prefix, attributes.replace(b' t="n"', b""))
        return b"%s<%sis><%st>%s</%st></%sis></%sc>" % (start, prefix, prefix, escaped, prefix, prefix, prefix)

    return {
        part: cell.sub(written, content) if part.lower().startswith(_SHEETS) else content
        for part, content in parts.items()
    }


def _percentages(styles: bytes) -> dict[str, Percentage]:
    """Return the percentage formats by the number that cells name them by."""
    if b"%" not in styles and not re.search(rb'numFmtId="(?:9|10)"', styles):
        return {}
    try:
        root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return {}
    codes = _BUILT_IN | {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter("{*}numFmt")}
    formats = next(root.iter("{*}cellXfs"), None)
    found = {}
    for number, each in enumerate(formats if formats is not None else ()):
        percentage = read_format(codes.get(each.get("numFmtId", ""), ""))
        if percentage:
            found[str(number)] = percentage
    return found


def read_format(code: str) -> Percentage | None:
    """Read the section of a format code for positive numbers; nothing where it is no percentage."""
    section = _SECTION_END.split(code[:_LONGEST_CODE], maxsplit=1)[0]
    match = _CODE.fullmatch(section)
    if match is None:
        return None
    before, after = (_QUOTED_OR_CODE.sub(r"\1\2", match[name]) for name in ("before", "after"))
    return Percentage(before, after, len(match["always"] or ""), len(match["perhaps"] or ""))
