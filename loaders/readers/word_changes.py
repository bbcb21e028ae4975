"""Tracked changes, hidden text and fields, settled in the tree before it is read, where the walk cannot pass over them.

Accepted as Word does: a paragraph whose mark is deleted goes on in the next one, a deleted cell is gone. Text that is
formatted as hidden is taken out and said. Of a field only the result is shown, not what a field inside its instruction
gives (ECMA-376, Part 1, 17.16.18).
"""

from collections.abc import Iterator

from lxml import etree

from loaders.readers.word_parts import W

_P, _R, _R_PROPERTIES, _P_PROPERTIES = (W + name for name in ("p", "r", "rPr", "pPr"))
_AFTER = (_P, W + "tbl", W + "sdt")
_T, _FIELD = W + "t", W + "fldChar"
_OFF = ("0", "false", "off")
_LONGEST_SAMPLE = 20


def settle_changes(root: etree._Element) -> tuple[str, ...]:
    """Change the tree as described; return what is to be said."""
    for mark in list(root.iter(W + "del", W + "moveFrom")):
        _join_with_next(mark)
    for mark in list(root.iter(W + "cellDel")):
        _remove(_ancestor(mark, W + "tc"))
    _take_instructions(root)
    words = "".join(_take_hidden(root))
    sample = words[:_LONGEST_SAMPLE] + ("…" if len(words) > _LONGEST_SAMPLE else "")
    return (f"hidden text was left out: {sample}",) if words.strip() else ()


def unread_parts(root: etree._Element) -> tuple[str, ...]:
    """Return what is to be said of files that the document only refers to and Word shows inside it."""
    count = sum(1 for _ in root.iter(W + "altChunk"))
    what = f"{count} inserted file{'s' * (count > 1)} (altChunk) not read"
    return (f"{what}; open the document in Word and save it again",) if count else ()


def _take_instructions(root: etree._Element) -> None:
    """Empty the words that stand in the instructions of fields; a field without an end keeps its words."""
    if next(root.iter(_FIELD), None) is None:
        return
    fields: list[list[etree._Element] | None] = []
    open_instructions: list[list[etree._Element]] = []
    for element in root.iter(_FIELD, _T):
        kind = element.get(W + "fldCharType", "")
        if element.tag == _T:
            if open_instructions:
                open_instructions[-1].append(element)
        elif kind == "begin":
            open_instructions.append([])
            fields.append(open_instructions[-1])
        elif fields and kind in ("separate", "end"):
            words = fields.pop()
            if words is not None:
                open_instructions.pop()
                for word in words:
                    word.text = ""
            if kind == "separate":
                fields.append(None)


def _join_with_next(mark: etree._Element) -> None:
    """Put the words of a paragraph in front of those of the next, if it is the paragraph's mark that is deleted."""
    run_properties = mark.getparent()
    properties = run_properties.getparent() if run_properties is not None else None
    if (
        run_properties is None
        or properties is None
        or (run_properties.tag, properties.tag) != (_R_PROPERTIES, _P_PROPERTIES)
    ):
        return
    paragraph = properties.getparent()
    following = next(paragraph.itersiblings(*_AFTER), None) if paragraph is not None else None
    if paragraph is None or following is None or following.tag != _P:
        return
    place = 1 if len(following) and following[0].tag == _P_PROPERTIES else 0
    following[place:place] = [child for child in paragraph if child.tag != _P_PROPERTIES]
    _remove(paragraph)


def _take_hidden(root: etree._Element) -> Iterator[str]:
    """Take out the runs that are formatted as hidden, and yield their words."""
    for mark in list(root.iter(W + "vanish")):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None else None
        if run is not None and run.tag == _R and mark.get(W + "val", "") not in _OFF:
            yield from (text.text or "" for text in run.iter(W + "t"))
            _remove(run)


def _ancestor(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)
