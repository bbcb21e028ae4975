"""Text that stands in a frame: a table of one column is drawn around it, and its lines are paragraphs."""

from collections.abc import Iterable, Iterator

from loaders.blocks import Block, Paragraph, Table


def unframed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, the lines of a table of one column as paragraphs."""
    for block in blocks:
        if isinstance(block, Table) and all(len(row) == 1 for row in block.rows):
            for (cell,) in block.rows:
                yield from (Paragraph(line, cell.place) for line in cell.text.split("\n") if line.strip())
        else:
            yield block
