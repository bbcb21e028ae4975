"""The parts of a Word document that are read: found by their relationships, parsed safely, in one set of names.

An office program writes the names of ISO 29500 Transitional, or those of Strict; the latter are put into the former.
"""

import posixpath
from dataclasses import dataclass

from lxml import etree

from graph.errors import DocumentError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it in names."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_START = 8192
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The document, and its numbering and styles, each as XML; empty where it has none."""

    document: bytes
    document_name: str
    numbering: bytes = b""
    styles: bytes = b""


def find_parts(parts: dict[str, bytes], name: str) -> WordParts:
    """Return the parts that matter, given all XML parts of the package by name.

    Raises:
        DocumentError: the package holds no Word document, or its relationships are damaged.
    """
    document = _related(parts, "", name).get("officeDocument", "word/document.xml")
    if document not in parts:
        raise DocumentError(f"{name}: not a readable .docx file; open it in Word or WPS and save it again")
    related = _related(parts, document, name)
    found = [parts.get(related.get(kind, f"word/{kind}.xml"), b"") for kind in ("numbering", "styles")]
    return WordParts(parts[document], document, *found)


def parse_part(content: bytes, part: str, name: str) -> etree._Element:
    """Parse without entities, network or DTD; a DOCTYPE has no place in an office file.

    Raises:
        DocumentError: the XML is damaged.
    """
    if b"purl.oclc.org" in content[:_START]:
        for strict, transitional in _STRICT:
            content = content.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # Some messages of libxml2 end in the middle with a line break.
        cause = " ".join((getattr(error, "msg", None) or "not XML").split())
        raise DocumentError(f"{name}, {part}: damaged XML ({cause}); save the file again") from error


def _related(parts: dict[str, bytes], source: str, name: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the last word of the relationship's type; the first of a kind."""
    folder, file = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, str] = {}
    if content := parts.get(part, b""):
        for each in parse_part(content, part, name).iter(_RELATIONSHIP):
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            if each.get("TargetMode", "") != "External":
                found.setdefault(each.get("Type", "").rpartition("/")[2], target.lstrip("/"))
    return found
