"""The words of paragraphs that can be cells of a table without a grid; what pages print again is left out."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.words import without_spaces
from loaders.blocks import Paragraph, Place
from loaders.layouts.loose_headers import WIDEST, LooseHeader, is_page_mark, parts_of

_GOES_ON = re.compile(r"[（(]?续\s*表?\s*\d*[）)]?")
_PAGE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Word:
    """What can be a cell: its text, its place, the index of its paragraph, and whether it is alone on its line."""

    text: str
    place: Place
    paragraph: int
    alone: bool = False


def words_below(header: LooseHeader, body: Sequence[Paragraph], place: Place, titles: Collection[str]) -> list[Word]:
    """Return the words behind a header, without page marks and without what pages print again: the header, its title.

    Args:
        header: the header, whose line may hold the first words.
        body: the paragraphs below it.
        place: where the header stands.
        titles: the texts in front of the header.
    """
    words = [Word(text, place, -1) for text in header.rest]
    words += _words(body, header.splitter)
    numbers_meet = sum(_are_numbers(words[at : at + 2]) for at in range(len(words) - 1)) > 1
    kept: list[Word] = []
    at = 0
    while at < len(words):
        end = _repeated_until(words, at, header.again)
        if end:
            _drop_page_words(kept, titles, numbers_meet=numbers_meet)
            at = end
        else:
            kept.append(words[at])
            at += 1
    return kept


def _words(body: Sequence[Paragraph], splitter: re.Pattern[str] | None) -> Iterator[Word]:
    """Yield the words that can be cells. Bars part, and blanks between them stay."""
    barred = sum("|" in paragraph.text for paragraph in body) > len(body) // 3
    for at, paragraph in enumerate(body):
        text = paragraph.text.strip()
        if is_page_mark(text):
            continue
        if barred:
            parts = [part.strip() for part in text.split("|")]
            # A bar closes the cell in front of it; what follows the last bar of a line is the next line's.
            parts = parts[:-1] if len(parts) > 1 and not parts[-1] else parts
        else:
            parts = parts_of(text, splitter) if splitter else [text]
        alone = splitter is not None and len(parts) == 1
        yield from (Word(part, paragraph.place, at, alone) for part in parts)


def _repeated_until(words: Sequence[Word], at: int, again: Collection[str]) -> int:
    """Return the index after the header that is printed again from a word on, 0 where it is not."""
    text = ""
    for end in range(at, min(at + 2 * WIDEST, len(words))):
        text += without_spaces(words[end].text)
        if not text or not any(printed.startswith(text) for printed in again):
            return 0
        if text in again:
            return end + 1
    return 0


def _drop_page_words(kept: list[Word], titles: Collection[str], *, numbers_meet: bool) -> None:
    """Take out what a page prints in front of the header that it repeats: its number, the title, (续表).

    Where rows end in numbers, so that these meet the next row's, a number alone there is the last cell.
    """
    while kept and (without_spaces(kept[-1].text) in titles or _GOES_ON.fullmatch(kept[-1].text)):
        kept.pop()
    if _are_numbers(kept[-2:] if numbers_meet else kept[-1:]):
        kept.pop()
    while kept and without_spaces(kept[-1].text) in titles:
        kept.pop()


def _are_numbers(words: Sequence[Word]) -> bool:
    return bool(words) and all(_PAGE_NUMBER.fullmatch(word.text) for word in words)
