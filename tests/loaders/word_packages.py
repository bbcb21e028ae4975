"""Word packages built from WordprocessingML, for tests of what python-docx cannot write."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_NAMES = f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:m="{M}" xmlns:v="urn:schemas-microsoft-com:vml"'


def package(body: str, prolog: str = "", **parts: str) -> bytes:
    """Return a .docx package whose body is the given WordprocessingML; ``parts`` are more parts of ``word/``."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {_NAMES}><w:body>{body}</w:body></w:document>'
    )
    others = {f"word/{part}.xml": f"<w:{part} {_NAMES}>{content}</w:{part}>" for part, content in parts.items()}
    return packed({"word/document.xml": document, **others})


def packed(parts: dict[str, str]) -> bytes:
    """Return an archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph with one run."""
    before = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{before}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """Return a paragraph that Word numbers."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
