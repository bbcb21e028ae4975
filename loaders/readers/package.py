"""The gate before any office package (.docx, .xlsx, .ods are zip archives): what is refused, and clean parts.

The headers of an archive can lie, so sizes are counted while inflating. Refused: too many parts, too much text or too
high a ratio, encrypted parts, parts that leave the archive, links, two parts of one name, names of several lines, a
DOCTYPE in an XML part, and any packing but deflate: zipfile unpacks the others without asking how much comes out.
"""

import io
import re
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from graph.errors import DocumentError

ZIP_MAGIC = b"PK\x03\x04"
_MAX_PARTS = 10_000
_MAX_BYTES = 200 * 2**20
_MAX_XML_BYTES = 100 * 2**20
_MAX_RATIO = 200
_RATIO_COUNTS_FROM = 20 * 2**20
_CHUNK = 2**20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(r"<\?xml[^>]{0,200}\?>")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML_SUFFIXES = (".xml", ".rels")
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)


def part_names(data: bytes) -> frozenset[str]:
    """Return the names of the parts, none where the bytes are no readable archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except _DAMAGED:
        return frozenset()


def macro_remarks(data: bytes) -> tuple[str, ...]:
    """Say that a package holds a macro; nothing of ours ever looks at one."""
    has_macro = any(name.lower().endswith("vbaproject.bin") for name in part_names(data))
    return ("the file holds a macro, which was neither read nor run",) if has_macro else ()


def read_parts(data: bytes, name: str) -> dict[str, bytes]:
    """Return the XML parts of a package by name; other parts are inflated and counted, then dropped.

    Raises:
        DocumentError: the package is damaged, or holds what the gate refuses.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_names(entries, name)
            return _inflate(package, entries, name, len(data))
    except _DAMAGED as error:
        raise DocumentError(f"{name}: the file is damaged; open it in its program and save it again") from error


def repack(parts: dict[str, bytes]) -> bytes:
    """Return an archive of just these parts, for a library that inflates by itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for part, content in parts.items():
            package.writestr(zipfile.ZipInfo(part), _as_utf8(content))
    return buffer.getvalue()


def _as_utf8(content: bytes) -> bytes:
    """Return a part that is in UTF-16 in UTF-8, which is all that some libraries read."""
    if not content.startswith(_UTF16):
        return content
    return _DECLARED.sub("", content.decode("utf-16", "surrogatepass"), count=1).encode("utf-8", "surrogatepass")


def _check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > _MAX_PARTS:
        raise _refused(name, f"more than {_MAX_PARTS} parts")
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        shown = ascii(entry.filename[:60])
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise _refused(name, f"a part named {shown} that leaves the package")
        if any(letter < " " for letter in entry.filename):
            raise _refused(name, f"a part named {shown}, with a control character")
        if entry.compress_type not in _PACKINGS:
            raise _refused(name, f"a part packed as no office program does, {shown}")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _refused(name, f"a link, {shown}")
        if entry.filename in seen:
            raise _refused(name, f"two parts named {shown}")
        if entry.flag_bits & 1:
            raise DocumentError(f"{name}: protected by a password; take the password off and save it again")
        seen.add(entry.filename)


def _inflate(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, packed: int) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    total = kept = 0
    for entry in entries:
        chunks = []
        with package.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > _MAX_BYTES or (total > _RATIO_COUNTS_FROM and total > _MAX_RATIO * packed):
                    raise _refused(name, f"far more than it shows when unpacked (over {total // 2**20} MB)")
                if entry.filename.lower().endswith(_XML_SUFFIXES):
                    kept += len(chunk)
                    chunks.append(chunk)
                if kept > _MAX_XML_BYTES:
                    raise _refused(name, f"more than {_MAX_XML_BYTES // 2**20} MB of XML; give it in smaller files")
        if chunks:
            parts[entry.filename] = _without_doctype(b"".join(chunks), entry.filename, name)
    return parts


def _without_doctype(content: bytes, part: str, name: str) -> bytes:
    if any(doctype in content for doctype in _DOCTYPES):
        raise DocumentError(f"{name}, {part}: refused, it holds a DOCTYPE that no office program writes; save it again")
    return content


def _refused(name: str, what: str) -> DocumentError:
    return DocumentError(f"{name}: refused, the package holds {what}; open it in its program and save it again")
