"""Clean words: every reader's texts pass here once, without marks that do not show and in ordinary characters.

Which characters that concerns is in ``characters``. A text is searched before it is touched, since most need nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.blocks import Block, BlockDocument, Cell, CellRun, Paragraph, Table
from loaders.readers.characters import UNUSUAL, ordinary, ordinary_in_lines, remarks_on, warnings_on
from loaders.readers.encoding import DecodedText
from loaders.readers.mojibake import damage_warnings, may_be_damaged


def clean_document(document: BlockDocument, name: str, *, from_text: bool) -> BlockDocument:
    """Return the document with every text cleaned, with remarks on what was taken out or written differently.

    Args:
        document: what a reader returned.
        name: the file's name, for messages.
        from_text: whether the file is text, whose decoding was looked at before its lines were.

    Raises:
        DocumentError: the greater part of the words was decoded wrongly before they were saved.
    """
    words = _all_texts(document.blocks)
    if not from_text and may_be_damaged(words):
        warnings = damage_warnings(_placed_texts(document.blocks), name)
        document = replace(document, warnings=(*document.warnings, *warnings))
    if not UNUSUAL.search(words):
        return document
    seen = Counter(UNUSUAL.findall(words))
    cleaned = (_clean_block(block) for block in document.blocks)
    return replace(
        document,
        blocks=tuple(block for block in cleaned if not isinstance(block, Paragraph) or block.text.strip()),
        remarks=(*document.remarks, *remarks_on(seen)),
        warnings=(*document.warnings, *warnings_on(seen)),
    )


def clean_text(decoded: DecodedText) -> DecodedText:
    """Return the text of a file cleaned before its lines are looked at; line separators in a line stay one mark."""
    if not UNUSUAL.search(decoded.text):
        return decoded
    seen = Counter(UNUSUAL.findall(decoded.text))
    text = decoded.text.translate(ordinary_in_lines())
    remarks, warnings = (*decoded.remarks, *remarks_on(seen)), (*decoded.warnings, *warnings_on(seen))
    return DecodedText(text, remarks, warnings)


def _placed_texts(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield every text of the blocks with its place in words."""
    tables = 0
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Paragraph):
            yield f"paragraph {number}", block.text
            continue
        tables += 1
        rows = block.rows if isinstance(block, Table) else (block.cells,)
        for row in rows:
            for cell in row:
                yield f"table {tables}, row {cell.place.row}, column {cell.place.column}", cell.text


def _all_texts(blocks: Iterable[Block]) -> str:
    """Return all words of the blocks, a text a line, to search them at once."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row]
        else:
            lines += [cell.text for cell in block.cells]
    return "\n".join(lines)


def _clean_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        text = _cleaned(block.text)
        return block if text is block.text else replace(block, text=text)
    if isinstance(block, CellRun):
        return CellRun(_clean_cells(block.cells))
    return Table(tuple([_clean_cells(row) for row in block.rows]))


def _clean_cells(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    texts = [_cleaned(cell.text) for cell in cells]
    if all(text is cell.text for text, cell in zip(texts, cells, strict=True)):
        return cells
    return tuple([cell._replace(text=text) for text, cell in zip(texts, cells, strict=True)])


def _cleaned(text: str) -> str:
    """Return the text itself where there is nothing to clean."""
    if (text.isascii() and text.isprintable()) or not UNUSUAL.search(text):
        return text
    return text.translate(ordinary())
