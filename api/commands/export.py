"""``zerentu export``: the graph, or a part of it, as a file; its format is told by the suffix."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.commands.files import whole_file, whole_files, whole_folder
from api.commands.options import Layout, Target
from api.commands.output import complain, print_json, say, working
from api.commands.pairs import read_pairs
from api.commands.stores import open_reading
from api.exports.admin_import import write_import_folder
from api.exports.content import Counts, Selection
from api.exports.pair import write_pair
from api.exports.selecting import select
from api.exports.wanted import Wanted
from api.exports.writers import PICTURES, WRITERS
from api.pictures import Picture
from api.pictures.choosing import select_drawn
from api.pictures.png import has_chinese_font
from graph.errors import InputError, NotFoundError
from graph.store import Store

_EXAMPLE = "zerentu export picture.html --question tasks-of-unit unit=水务局"


@dataclass(frozen=True, slots=True)
class Form:
    """How it is to be written: the layout of a picture, two spreadsheets, or a folder for neo4j-admin."""

    layout: Layout | None = None
    csv_pair: bool = False
    neo4j_import: bool = False


def wanted_part(document: str | None, unit: str | None, question: str | None, given: Sequence[str] | None) -> Wanted:
    """Return the part of the graph that options and ``name=value`` arguments name.

    Raises:
        InputError: they do not go together.
    """
    return Wanted(document, unit, question, read_pairs(given or (), _EXAMPLE))


def export_graph(file: Path, wanted: Wanted, form: Form, target: Target, as_json: bool) -> None:
    """Write the part of the graph that is wanted, whole or not at all.

    Raises:
        InputError: the suffix is not known, the options do not go together, a picture would hold too many nodes, or the
            file cannot be written.
        NotFoundError: there is nothing to write.
    """
    write, read = _means(file, form)
    with working("reading the graph"), open_reading(target) as store:
        selection = read(store, wanted)
    if not selection.content.nodes:
        raise NotFoundError(f"{file} is not written: the graph is empty; load a document first")
    with working(f"writing {file}"):
        counts = write(selection)
    if as_json:
        print_json({"file": str(file), **counts})
    else:
        say(f"{file}: {' and '.join(f'{count} {name}' for name, count in counts.items())}")


Write = Callable[[Selection], Counts]
Read = Callable[[Store, Wanted], Selection]


def _means(file: Path, form: Form) -> tuple[Write, Read]:
    """Return how the file is written and what is read for it."""
    suffix = file.suffix.lower()
    if form.layout and suffix not in PICTURES:
        raise InputError(f"--layout is for pictures ({', '.join(PICTURES)}), not for {file}")
    if form.neo4j_import:
        if form.csv_pair or suffix in (*WRITERS, *PICTURES):
            raise InputError(f"--neo4j-import fills a folder: give the name of one instead of {file}")
        return lambda selection: _write_folder(file, selection), select
    if form.csv_pair:
        if suffix != ".csv":
            raise InputError(f"--csv-pair writes two .csv files: give a name with that suffix instead of {file}")
        return lambda selection: _write_pair(file, selection), select
    if suffix in PICTURES:
        return lambda selection: _write_picture(file, selection, form.layout or Layout.LANES), select_drawn
    if suffix not in WRITERS:
        known = ", ".join((*WRITERS, *PICTURES))
        raise InputError(
            f"{file}: zerentu does not write {file.suffix or 'files without a suffix'}; give one of {known}"
        )
    return lambda selection: _write_file(file, selection), select


def _write_file(file: Path, selection: Selection) -> Counts:
    with whole_file(file) as opened:
        return WRITERS[file.suffix.lower()](opened, selection)


def _write_pair(file: Path, selection: Selection) -> Counts:
    names = [file.with_name(f"{file.stem}-{what}{file.suffix}") for what in ("nodes", "relationships")]
    with whole_files(names) as (nodes, relationships):
        return write_pair(nodes, relationships, selection)


def _write_folder(folder: Path, selection: Selection) -> Counts:
    with whole_folder(folder) as filled:
        return write_import_folder(filled, selection)


def _write_picture(file: Path, selection: Selection, layout: Layout) -> Counts:
    picture = Picture(selection, layout)
    makers: Mapping[str, Callable[[], bytes]] = {".html": picture.html, ".svg": picture.svg, ".png": picture.png}
    with whole_file(file) as opened:
        opened.write(makers[file.suffix.lower()]())
    if file.suffix.lower() == ".png" and not has_chinese_font():
        complain(f"{file}: no font with Chinese characters is installed, so names are missing: install fonts-noto-cjk")
    return selection.content.counts()
