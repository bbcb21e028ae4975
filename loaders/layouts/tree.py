"""The lines of a list → a tree of its items, each with what is said of who answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders.blocks import Place
from loaders.layouts.attribution import leader_of_heading, split_attributions
from loaders.layouts.headers import DUTY_ROLES
from loaders.layouts.items import Item
from loaders.layouts.labels import label_word, labels_demand, labels_task, without_task_label
from loaders.layouts.outline import UNMARKED, OutlineLine, is_request, lines_within
from loaders.layouts.paragraphs import with_paragraphs_apart
from loaders.layouts.pieces import Piece
from loaders.layouts.shared import Shared, parted_at_shared, read_shared, shared_items
from loaders.layouts.that_office import means_nobody_known

_OF_A_TASK = (*DUTY_ROLES, "deadline")
_ENDS = ("。", "；", ";", "！")


def build_tree(lines: Iterable[OutlineLine]) -> Item:
    """Return the items as a tree below a root of level 0: an item holds the deeper ones that follow it."""
    root = Item(0, Place(), Place())
    open_items = [root]
    openers: set[str] = set()
    parted = with_paragraphs_apart(list(parted_at_shared(lines)))
    for line, pieces in _body([(line, split_attributions(line.text)) for line in parted]):
        if _speaks_for_others(open_items, line):
            continue
        word = label_word(line.text) if line.level == UNMARKED else ""
        unsaid = not any(piece.is_attributed for piece in pieces)
        if word and word not in openers and open_items[-1].said_below and (unsaid or labels_demand(word)):
            _take_below(open_items[-1], line, word)
            continue  # 验收单位：… among the labels below a task
        says_only_who = bool(pieces) and not any(piece.text for piece in pieces)
        if says_only_who and line.level != UNMARKED:
            _open(open_items, line)
        elif says_only_who:
            open_items[-1].said_below = True
        elif _is_preamble(open_items):
            root.children.pop()
            open_items.pop()
        for part, piece in _parts(line, pieces):
            last = open_items[-1]
            if part.level != UNMARKED or (piece.text and (last is root or last.is_attributed)):
                level = last.level if part.level == UNMARKED and part is not line and last is not root else part.level
                _open(open_items, replace(part, level=level))
                openers.add(word)
            if open_items[-1] is not root:
                open_items[-1].add(piece, line.place)
                _show(open_items[-1], line)
    _adopt(root)
    return root


def _take_below(item: Item, line: OutlineLine, word: str) -> None:
    """Take a line among the labels below an item: what is to be done (主要职责：…), or what nobody knows.

    It may say by its last clauses who leads: 工作要求：由市发改委牵头.
    """
    words = without_task_label(line.text)
    if item.is_heading_like and labels_task(word):
        item.add(Piece(words), line.place)
    for piece in split_attributions(words) if labels_demand(word) else ():
        item.answer(piece, line.place)
    _show(item, line)


def _speaks_for_others(open_items: Sequence[Item], line: OutlineLine) -> bool:
    """Take a line that says for several items who answers; note one that says it of an office nobody can know."""
    if means_nobody_known(line.text):
        message = f"{line.text} does not tell which office is meant: left out"
        open_items[0].unread.append((message, line.place))
    shared = read_shared(line.text)
    if shared:
        _share(open_items, shared, line)
    return shared is not None


def _show(item: Item, line: OutlineLine) -> None:
    """Note a line as it stands in the document among those of an item."""
    item.shown.append((f"{line.mark}{line.text}", line.place))


def _share(open_items: Sequence[Item], shared: Shared, line: OutlineLine) -> None:
    """Give what a line says for several items to each of them, or say that they are not to be found."""
    items = shared_items(open_items, shared)
    if not items:
        message = f"{line.text} speaks of items that are not to be found: left out"
        open_items[0].unread.append((message, line.place))
    for item in items:
        for piece in shared.pieces:
            item.answer(piece, line.place)


def _body(lines: list[tuple[OutlineLine, list[Piece]]]) -> list[tuple[OutlineLine, list[Piece]]]:
    """Leave out what closes a list of marked items: 各有关单位要密切协作……, and all that follows it."""
    marked = [at for at, (line, pieces) in enumerate(lines, start=1) if line.mark or _is_answer(line, pieces)]
    end = max(marked, default=0)
    if not any(line.mark for line, _ in lines[:end]):
        return lines
    closing = (at for at, (line, _) in enumerate(lines) if at >= end and is_request(line.text))
    return lines[: next(closing, None)]


def _is_answer(line: OutlineLine, pieces: Sequence[Piece]) -> bool:
    """Tell whether a line says who answers for a task: not only in a sentence of a request to all (各单位要……)."""
    said = [piece.attribution for piece in pieces if piece.attribution]
    labels = [label for piece in pieces for label in piece.labels if label.entry["roles"][0] in _OF_A_TASK]
    quotes = [each.quote for attribution in said for each in attribution.said]
    explicit = labels or any(stands_in_brackets(quote, line.text) for quote in quotes) or read_shared(line.text)
    return bool(explicit) or (bool(said) and not is_request(line.text))


def stands_in_brackets(quote: str, text: str) -> bool:
    """Tell whether words that say who answers open a bracket of the text."""
    return any(f"{mark}{quote}" in text for mark in "（(〔[【［")


def _is_preamble(open_items: Sequence[Item]) -> bool:
    """Tell whether the open item is text in front of the first task: whole sentences without a mark."""
    root, last = open_items[0], open_items[-1]
    first = last.level == UNMARKED and root.children == [last]
    return first and bool(last.lines) and last.lines[-1].endswith(_ENDS) and not last.is_attributed


def cut_preamble(root: Item) -> None:
    """Cut the lines in front of the first task where tasks have no marks: it has no more of its own than the others."""
    tasks = [item for item in root.children if item.level == UNMARKED and item.is_attributed and item.lines]
    if tasks and tasks[0] is root.children[0]:
        most = max((len(item.lines) for item in tasks[1:]), default=len(tasks[0].lines))
        tasks[0].lines = tasks[0].lines[-most:]
        first = next((at for at, (text, _) in enumerate(tasks[0].shown) if tasks[0].lines[0] in text), 0)
        tasks[0].shown = tasks[0].shown[first:]


def _adopt(item: Item) -> None:
    """Give what marked lines say alone, as （1）牵头单位：…, to the item that they stand below."""
    kept: list[Item] = []
    for child in item.children:
        if child.lines or child.children:
            kept.append(child)
            _adopt(child)
            continue
        owner = kept[-1] if kept and not kept[-1].children else item
        owner.labels += child.labels
        owner.said += child.said
        owner.deadlines += child.deadlines
        owner.last = child.last
        owner.shown += child.shown
    item.children = kept


def _parts(line: OutlineLine, pieces: Sequence[Piece]) -> Iterator[tuple[OutlineLine, Piece]]:
    """Yield the pieces of a line, each with where it stands in the outline.

    A line with several attributions may have whole parts of the document run into it, marks and all.
    """
    run_together = sum(bool(piece.attribution or piece.labels) for piece in pieces) > 1
    for index, piece in enumerate(pieces):
        whole = line if index == 0 else OutlineLine(UNMARKED, piece.text, line.place)
        if not piece.text:
            yield OutlineLine(UNMARKED, "", line.place), piece
            continue
        parts = lines_within(replace(whole, text=piece.text)) if run_together else [whole]
        *before, last = parts
        for part in before:
            yield part, Piece(part.text)
        yield last, replace(piece, text=last.text if run_together else piece.text)


def _open(open_items: list[Item], line: OutlineLine) -> None:
    """Open an item below the last one of an outer level; a short unmarked line in front of it can be its heading."""
    last = open_items[-1]
    if line.level != UNMARKED and last.level == UNMARKED and not last.children and leader_of_heading(last.lines[-1]):
        last.level, last.lines, last.printed, last.shown = 0, last.lines[-1:], last.lines[-1], last.shown[-1:]
        open_items[:] = [open_items[0], last]
        open_items[0].children = [*(child for child in open_items[0].children if child is not last), last]
    while len(open_items) > 1 and open_items[-1].level >= max(line.level, 1):
        open_items.pop()
    item = Item(line.level, line.place, line.place, line.mark, line.text)
    open_items[-1].children.append(item)
    open_items.append(item)
