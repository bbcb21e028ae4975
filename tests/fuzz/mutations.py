"""Changes to words, to XML and to the parts of packages: what byte by byte would hardly ever come about."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random

import atheris  # type: ignore[import-untyped]  # it has no types
from lxml import etree

Mutator = Callable[[bytes, int, int], bytes]
"""Data, the largest size, a seed → the data changed."""

TOKENS = (
    "牵头",
    "配合",
    "责任单位",
    "牵头单位：",
    "配合单位：",
    "责任领导",
    "序号",
    "重点任务",
    "完成时限",
    "县教育局",
    "各乡镇",
    "各",
    "等",
    "由",
    "负责",
    "（",
    "）",
    "(",
    ")",
    "【",
    "】",
    "、",
    "，",
    "。",
    "；",
    "：",
    "一、",
    "（一）",
    "1.",
    "①",
    "第一章",
    "附件1",
    "附件：",
    "2023年",
    "6月底前",
    "增长6.5%",
    "10亿元",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\v",
    "\f",
    " ",
    "\u3000",
    "|",
    "|---|",
    "│",
    "┌─┬─┐",
    "├─┼─┤",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\0",
    "\ufffd",
    "\ue000",
    "锟斤拷",
    "同上",
    "〃",
    "—1—",
    "#",
    "- ",
    "> ",
    "**",
    "```",
    "\\",
    '"',
    "'",
    "sep=;\n",
    "<br>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<td rowspan=0>",
    "<td colspan=999>",
    "<div>",
    "<a href=x>",
    "&lt;",
    "&#0;",
    "&#xd800;",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?x",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "1e999",
    "-1",
    "99999999999999999999",
    "²",
    "٣",
    "％",
    "０",
    "〇",
    "亿",
    "𠀀",
    "太政发〔2021〕9号",
    "各乡镇人民政府：",
    "政府工作报告",
)
_VALUES = (
    "",
    "0",
    "-1",
    "1",
    "2",
    "999",
    "16384",
    "1048576",
    "4294967296",
    "9" * 30,
    "9" * 5000,
    "²",
    "٣",
    "1.5",
    "true",
    "x",
    "\n",
    "../x",
    "none",
    "continue",
    "restart",
    "%1",
    "%9",
    "0%",
    "A1:XFD1048576",
    "B2",
    "ZZZ99999999",
    "s",
    "inlineStr",
    "n",
    "e",
    "d",
    "b",
)


def mutate_text(data: bytes, most: int, seed: int) -> bytes:
    """Change lines and words of a text; one time in eight its bytes, one time in eight its encoding."""
    random = Random(seed)  # noqa: S311 - a draw to repeat, no secret
    if random.random() < 0.125:
        return bytes(atheris.Mutate(data, most))
    text = _decoded(data)
    for _ in range(random.randint(1, 4)):
        text = random.choice(_TEXT_CHANGES)(text, random)
    encoding = random.choice(("gb18030", "utf-16", "big5", "utf-8-sig")) if random.random() < 0.125 else "utf-8"
    return text.encode(encoding, "replace")[:most]


def mutate_package(data: bytes, most: int, seed: int) -> bytes:
    """Change one XML part of a package and pack it again; one time in eight the bytes of the package."""
    random = Random(seed)  # noqa: S311 - see above
    parts = _unpacked(data)
    if not parts or random.random() < 0.125:
        return bytes(atheris.Mutate(data, most))
    part = random.choice([name for name in parts if name.endswith((".xml", ".rels"))] or [*parts])
    kind = random.random()
    if kind < 0.05:
        del parts[part]
    elif kind < 0.1:
        parts[random.choice([*parts, "word/document.xml", "xl/workbook.xml", "a\nb.xml"])] = parts[part]
    elif kind < 0.25:
        parts[part] = bytes(atheris.Mutate(parts[part], most))
    else:
        parts[part] = _mutated_xml(parts[part], random)
    packed = _packed(parts)
    return packed if len(packed) <= most else data


def mutate_bytes(data: bytes, most: int, seed: int) -> bytes:
    """Change bytes as libFuzzer does, or a number or a name in them for another of theirs."""
    random = Random(seed)  # noqa: S311 - see above
    if random.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    words = data.split(b" ")
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(words))
        words[at] = random.choice(
            [*random.choices(words, k=3), b"0", b"-1", b"99999999999", b"1e30", b"0.0001", b"null"]
        )
    return b" ".join(words)[:most]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("utf-8", "ignore")


def _inserted(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    token = random.choice(TOKENS) * (random.choice((20, 300)) if random.random() < 0.03 else 1)
    return text[:at] + token + text[at + random.choice((0, 0, 1, 4)) :]


def _without_piece(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + text[at + random.randint(1, 12) :]


def _with_piece_again(text: str, random: Random) -> str:
    start, at = random.randint(0, len(text)), random.randint(0, len(text))
    return text[:at] + text[start : start + random.randint(1, 60)] + text[at:]


def _with_lines_moved(text: str, random: Random) -> str:
    lines = text.split("\n")
    line = lines.pop(random.randrange(len(lines)))
    for _ in range(random.choice((0, 1, 1, 2))):
        lines.insert(random.randint(0, len(lines)), line)
    return "\n".join(lines)


_TEXT_CHANGES = (_inserted, _inserted, _without_piece, _with_piece_again, _with_lines_moved)


def _mutated_xml(content: bytes, random: Random) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return content[: random.randint(0, len(content))]
    for _ in range(random.randint(1, 4)):
        elements = list(root.iter(etree.Element))
        random.choice(_XML_CHANGES)(random.choice(elements), random.choice(elements), random)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _remove(one: etree._Element, _: etree._Element, __: Random) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _copy_into(one: etree._Element, other: etree._Element, random: Random) -> None:
    copy = deepcopy(one)
    for _ in range(40 if random.random() < 0.05 and len(one) < 20 else 1):
        copy.tail = None
        other.insert(random.randint(0, len(other)), deepcopy(copy))


def _move_into(one: etree._Element, other: etree._Element, random: Random) -> None:
    copy = deepcopy(one)
    _remove(one, other, random)
    other.append(copy)


def _wrap(one: etree._Element, other: etree._Element, _: Random) -> None:
    copy = deepcopy(one)
    one.clear()
    one.tag = other.tag
    one.append(copy)


def _rename(one: etree._Element, other: etree._Element, _: Random) -> None:
    one.tag = other.tag


def _set_attribute(one: etree._Element, other: etree._Element, random: Random) -> None:
    names = [*one.attrib, *other.attrib]
    if names:
        value = random.choice((random.choice(_VALUES), *other.attrib.values()))
        one.set(random.choice(names), value)


def _drop_attribute(one: etree._Element, _: etree._Element, random: Random) -> None:
    if one.attrib:
        del one.attrib[random.choice([*one.attrib])]


def _set_text(one: etree._Element, other: etree._Element, random: Random) -> None:
    words = random.choice((other.text or "", random.choice(_VALUES), _inserted(one.text or "", random)))
    one.text = "".join(each for each in words if each.isprintable() or each in "\t\n")


_XML_CHANGES = (
    *(_remove, _copy_into, _copy_into, _move_into, _wrap, _rename),
    *(_set_attribute, _set_attribute, _set_attribute, _drop_attribute, _set_text, _set_text),
)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.file_size < 2**20}
    except Exception:  # whatever libFuzzer made of it
        return {}


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
