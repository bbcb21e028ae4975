"""Which files are meant by the names on a command line: files themselves, and all documents below a folder."""

import os
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

_LOCKS = ("~$", ".~lock.", "~wrl")
"""How Word, LibreOffice and an older Word name what they leave beside a document that is open."""
_SHOWN = 5
Skipped = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to read in order; which of them folders brought, which folders bring none, and what was skipped why."""

    files: tuple[Path, ...]
    from_folders: frozenset[Path] = frozenset()
    empty: tuple[Path, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def has_folders(self) -> bool:
        """True where a folder was named."""
        return bool(self.from_folders or self.empty)

    def skipped_lines(self) -> list[str]:
        """Say how many files were skipped for each reason, with a few of their names."""
        reasons = dict.fromkeys(why for _, why in self.skipped)
        return [_line(why, [file.name for file, each in self.skipped if each == why]) for why in reasons]


def gather(named: Sequence[Path]) -> Gathered:
    """Return the files that are named, and in place of each folder the documents below it, in the order of names."""
    files: list[Path] = []
    from_folders: set[Path] = set()
    empty: list[Path] = []
    skipped: list[Skipped] = []
    for path in named:
        if not path.is_dir():
            files.append(path)
            continue
        documents, others = _below(path)
        files += documents
        from_folders.update(documents)
        empty += [] if documents else [path]
        skipped += others
    return Gathered(tuple(files), frozenset(from_folders - {*named}), tuple(empty), tuple(skipped))


def _below(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """Return the documents below a folder and what is skipped, each in the order of names.

    Links to folders are not followed, since they can lead back up.
    """
    # Only for a folder does the command wait for the readers, which another process has imported as well.
    from loaders.readers import FILE_SUFFIXES  # noqa: PLC0415

    skipped: list[Skipped] = []
    files: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: skipped.append((Path(error.filename), "cannot be opened")))
    for parent, folders, names in walk:
        skipped += [(Path(parent, name), "hidden") for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(parent, name) for name in names]
    reasons = {file: _why_not(file, FILE_SUFFIXES) for file in files}
    skipped += [(file, why) for file, why in reasons.items() if why]
    return sorted(file for file, why in reasons.items() if not why), sorted(skipped)


def _why_not(file: Path, suffixes: Set[str]) -> str:
    """Return why a file of a folder is not read, nothing where it is."""
    if file.name.lower().startswith(_LOCKS):
        return "left by a program that has the document open"
    if file.name.startswith("."):
        return "hidden"
    suffix = file.suffix.lower()
    if suffix not in suffixes:
        return f"{suffix} is no format that zerentu reads" if suffix else "no suffix that tells the format"
    return "" if file.is_file() else "no file"


def _line(why: str, names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    return f"skipped {len(names)}, {why}: {shown}"
