"""Records that were saved (.jsonl, .json) → what was read: as ``zerentu extract`` printed them, checked field by field.

Read are one record a line (``--format jsonl``), an array of records, and the answer of ``extract --json`` with one
document. The ids tell the place and the number of the document; what a record does not hold (title, kind, dates) is
unknown unless the caller gives it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NoReturn

from graph.errors import DocumentError
from graph.jurisdictions import find_jurisdictions, unknown_jurisdiction
from loaders.files import MAX_BYTES
from loaders.notice import Facts, Options, read_facts
from loaders.readers.encoding import decode
from loaders.records import Assignment
from loaders.report import Finding, make_report
from loaders.result import Extraction
from loaders.saved_records import SavedRecord, read_saved_record
from loaders.targets import read_targets

_SUFFIXES = (".jsonl", ".ndjson", ".json")
_HASH_LETTERS = frozenset("0123456789abcdef")
_CURE = "give what zerentu extract prints with --format jsonl or --json"


def is_saved(name: str) -> bool:
    """Tell whether a file of that name holds saved records."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def extract_saved(data: bytes, name: str, options: Options | None = None) -> Extraction:
    """Return what was read once and saved.

    Raises:
        DocumentError: the file is no saved records, or a record is damaged or of another document than the first.
        InputError: an option cannot be used.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name}: larger than {MAX_BYTES // 2**20} MB; save the documents one by one")
    decoded = decode(data, name)
    saved = [read_saved_record(record, place) for place, record in _records(decoded.text, name)]
    document = _one_document(saved, name)
    facts, unknown = _facts(document, data, name, options or Options())
    records = tuple(_with_targets(each, facts.year) for each in saved)
    remarks = [Finding("reading", "file", remark) for remark in (*decoded.remarks, *decoded.warnings)]
    return Extraction(facts, records, make_report(records, [*remarks, *unknown], 0))


def _records(text: str, name: str) -> Iterator[tuple[str, object]]:
    """Yield every saved record with its place in words, in whichever form they come."""
    start = text.lstrip("\ufeff \n\t")
    if not start:
        raise DocumentError(f"{name}: the file is empty")
    first = start.partition("\n")[0]
    if start[0] == "{" and '"documents"' not in first and first.rstrip().endswith("}"):
        for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
            if line.strip():
                yield f"{name}, line {number}", _parsed(line, f"{name}, line {number}")
        return
    for number, record in enumerate(_listed(_parsed(start, name), name), start=1):
        yield f"{name}, record {number}", record


def _listed(saved: object, name: str) -> Sequence[object]:
    """Return the records of an array, of the answer of ``extract --json``, or of a record by itself."""
    if isinstance(saved, dict) and isinstance(saved.get("documents"), list):
        documents = saved["documents"]
        if len(documents) != 1:
            raise DocumentError(f"{name}: holds {len(documents)} documents; save them one by one")
        saved = documents[0].get("records") if isinstance(documents[0], dict) else None
    elif isinstance(saved, dict) and "id" in saved:
        saved = [saved]
    if not isinstance(saved, list):
        raise DocumentError(f"{name}: no saved records; {_CURE}")
    if not saved:
        raise DocumentError(f"{name}: holds no record; {_CURE}")
    return saved


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        line = f", line {error.lineno}" if error.lineno > 1 else ""
        raise DocumentError(f"{place}{line}: no JSON ({error.msg}); {_CURE}") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{place}: no JSON that zerentu reads; {_CURE}") from error


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _one_document(saved: Sequence[SavedRecord], name: str) -> str:
    """Return the id of the document that all records are of."""
    documents = list(dict.fromkeys(record.document for record in saved))
    if len(documents) > 1:
        raise DocumentError(
            f"{name}: holds records of {len(documents)} documents ({documents[0]}, {documents[1]} …); "
            "save them one by one"
        )
    places = set()
    for record in saved:
        place = (record.assignment.annex, record.assignment.row)
        if place in places:
            raise DocumentError(f"{name}: two records are {documents[0]}:{place[0]}.{place[1]}; take one out")
        places.add(place)
    return documents[0]


def _facts(document: str, data: bytes, name: str, options: Options) -> tuple[Facts, list[Finding]]:
    """Return the facts that the document's id tells, and findings on the others.

    A document without a number has the beginning of its file's hash for one: that is all that is known of the hash.
    """
    code, _, number = document.partition(":")
    is_hash = len(number) == 12 and not set(number) - _HASH_LETTERS
    is_place = bool(find_jurisdictions(code))
    given = replace(
        options,
        jurisdiction=options.jurisdiction or (code if is_place else ""),
        number=options.number or ("" if is_hash else number),
    )
    facts, unknown = read_facts((), data, name, given)
    if is_hash and not options.number:
        facts = replace(facts, sha256=number)
    if not is_place and not options.jurisdiction:
        if not code.startswith("x-") or set(code[2:]) - _HASH_LETTERS:
            shown = " ".join(code.split())[:20]
            raise DocumentError(f"{name}: the ids begin with {shown}, which is no place of GB/T 2260")
        facts = replace(facts, jurisdiction=unknown_jurisdiction(code.removeprefix("x-")))
    return facts, unknown


def _with_targets(saved: SavedRecord, year: int) -> Assignment:
    """Return the record; its targets are read where it was saved before there were any."""
    record = saved.assignment
    return record if saved.has_targets else replace(record, targets=read_targets(record, year))
