"""Records that were saved (.jsonl, .json) → what was read: as ``zerentu extract`` printed them, checked field by field.

Read are one record a line (``--format jsonl``), an array of records, and the answer of ``extract --json`` with one
document. That answer holds the facts of the document too; where there are only records, their ids tell its place and
number, and the others (title, kind, dates, order of owners) are unknown unless the caller gives them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, NoReturn

from graph.errors import DocumentError
from loaders.files import MAX_BYTES
from loaders.notice import Options
from loaders.readers.encoding import decode
from loaders.records import Assignment
from loaders.report import Finding, make_report
from loaders.result import Extraction
from loaders.saved_facts import read_saved_facts
from loaders.saved_records import SavedRecord, read_saved_record, read_saved_section
from loaders.targets import read_targets

_SUFFIXES = (".jsonl", ".ndjson", ".json")
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
    held = _held(decoded.text, name)
    saved = [read_saved_record(record, place) for place, record in held.records]
    sections = [read_saved_section(one, f"{name}, section {at}") for at, one in enumerate(held.sections, start=1)]
    document = _one_document([one.document for one in saved] + [of for of, _ in sections], name)
    _check_places(saved, name)
    facts, unknown = read_saved_facts(document, held.facts, data, name, options or Options())
    records = tuple(_with_targets(each, facts.year) for each in saved)
    remarks = [Finding("reading", "file", remark) for remark in (*decoded.remarks, *decoded.warnings)]
    report = make_report(records, [*remarks, *unknown], 0, len(sections))
    return Extraction(facts, records, report, tuple(section for _, section in sections))


@dataclass(frozen=True, slots=True)
class _Held:
    """What a file holds, not yet checked: records with their places in words, sections, and facts where it has them."""

    records: list[tuple[str, object]]
    sections: Sequence[object] = ()
    facts: object = None


def _held(text: str, name: str) -> _Held:
    """Return what the file holds, in whichever form it comes."""
    start = text.lstrip("\ufeff \n\t")
    if not start:
        raise DocumentError(f"{name}: the file is empty")
    first = start.partition("\n")[0]
    if start[0] == "{" and '"documents"' not in first and first.rstrip().endswith("}"):
        numbered = enumerate(text.lstrip("\ufeff").split("\n"), start=1)
        lines = [(f"{name}, line {number}", line) for number, line in numbered if line.strip()]
        return _Held([(place, _parsed(line, place)) for place, line in lines])
    saved = _parsed(start, name)
    facts, sections = None, []
    if isinstance(saved, dict) and isinstance(saved.get("documents"), list):
        documents = saved["documents"]
        if len(documents) != 1:
            raise DocumentError(f"{name}: holds {len(documents)} documents; save them one by one")
        document = documents[0] if isinstance(documents[0], dict) else {}
        saved, sections, facts = document.get("records"), document.get("sections", []), document.get("facts")
    elif isinstance(saved, dict) and "id" in saved:
        saved = [saved]
    if not isinstance(saved, list) or not isinstance(sections, list):
        raise DocumentError(f"{name}: no saved records; {_CURE}")
    if not saved and not sections:
        raise DocumentError(f"{name}: holds no record; {_CURE}")
    return _Held([(f"{name}, record {number}", one) for number, one in enumerate(saved, start=1)], sections, facts)


def _parsed(text: str, place: str) -> Any:
    try:
        saved = json.loads(text, parse_constant=_no_constant)
        json.dumps(saved, ensure_ascii=False).encode()  # half of a pair of surrogates is no character
        return saved
    except json.JSONDecodeError as error:
        line = f", line {error.lineno}" if error.lineno > 1 else ""
        raise DocumentError(f"{place}{line}: no JSON ({error.msg}); {_CURE}") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{place}: no JSON that zerentu reads; {_CURE}") from error


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _one_document(named: Sequence[str], name: str) -> str:
    """Return the id of the document that all records and sections are of."""
    documents = list(dict.fromkeys(named))
    if len(documents) > 1:
        raise DocumentError(
            f"{name}: holds records of {len(documents)} documents ({documents[0]}, {documents[1]} …); "
            "save them one by one"
        )
    return documents[0]


def _check_places(saved: Sequence[SavedRecord], name: str) -> None:
    places = set()
    for record in saved:
        place = (record.assignment.annex, record.assignment.row)
        if place in places:
            raise DocumentError(f"{name}: two records are {record.document}:{place[0]}.{place[1]}; take one out")
        places.add(place)


def _with_targets(saved: SavedRecord, year: int) -> Assignment:
    """Return the record; its targets are read where it was saved before there were any."""
    record = saved.assignment
    return record if saved.has_targets else replace(record, targets=read_targets(record, year))
