"""The facts of a document as ``zerentu extract --json`` prints them → facts again, every field checked."""

import re
from dataclasses import replace

from graph.errors import DocumentError
from graph.jurisdictions import find_jurisdictions, unknown_jurisdiction
from loaders.notice import FIRST_LEADS, UNKNOWN, Facts, Options, read_facts
from loaders.report import Finding
from loaders.saved_fields import Fields, as_object

_HASH = re.compile("[0-9a-f]{12}(?:[0-9a-f]{52})?")
_UNKNOWN_PLACE = re.compile("x-[0-9a-f]{8}")
_DATE = re.compile(rf"\d{{4}}-\d\d-\d\d|{UNKNOWN}")
_FIELDS = frozenset(Facts("", "", unknown_jurisdiction("")).to_json())


def read_saved_facts(
    document: str, saved: object, data: bytes, name: str, options: Options
) -> tuple[Facts, list[Finding]]:
    """Return the facts that were saved, else those that the document's id tells; those the caller gives win.

    A document without a number has the beginning of its file's hash for one: that is all that is known of the hash.

    Raises:
        DocumentError: a field is missing, unknown or not what it must be, or the ids are of another document.
        InputError: an option cannot be used.
    """
    code, _, number = document.partition(":")
    is_hash = bool(_HASH.fullmatch(number))
    kept = _fields(saved, document, name) if saved is not None else None
    known = replace(_options(kept) if kept else Options(), number="" if is_hash else number)
    is_place = bool(find_jurisdictions(code))
    if not is_place and not options.jurisdiction and not _UNKNOWN_PLACE.fullmatch(code):
        shown = " ".join(code.split())[:20]
        raise DocumentError(f"{name}: the ids begin with {shown}, which is no place of GB/T 2260")
    given = Options(
        jurisdiction=options.jurisdiction or (code if is_place else ""),
        year=options.year or known.year,
        number=options.number or known.number,
        title=options.title or known.title,
        kind=options.kind or known.kind,
        issued_on=options.issued_on or known.issued_on,
    )
    facts, findings = read_facts((), data, name, given)
    if is_hash and not options.number:
        facts = replace(facts, sha256=number)
    if not is_place and not options.jurisdiction:
        facts = replace(facts, jurisdiction=unknown_jurisdiction(code.removeprefix("x-")))
    return _with_kept(facts, kept) if kept else facts, findings


def _fields(saved: object, document: str, name: str) -> Fields:
    """Return the saved facts, checked one by one."""
    fields = Fields(as_object(saved, f"{name}: facts"), f"{name}, facts")
    fields.check_names(_FIELDS, _FIELDS)
    number = fields.text("number")
    sha256 = fields.matching("sha256", _HASH, "a hash of 64 hex digits")
    fields.matching("issued_on", _DATE, f"a date such as 2023-02-07, or {UNKNOWN}")
    fields.one_of(fields.text("owner_order"), "owner_order", (UNKNOWN, FIRST_LEADS))
    if document != f"{fields.text('jurisdiction')}:{number if number != UNKNOWN else sha256[:12]}":
        raise DocumentError(f"{name}: its facts and its ids are of two documents; {document} stands in the first id")
    return fields


def _options(kept: Fields) -> Options:
    texts = {each: kept.text(each) for each in ("title", "kind", "issued_on")}
    return Options(year=kept.number("year"), **{each: text for each, text in texts.items() if text != UNKNOWN})


def _with_kept(facts: Facts, kept: Fields) -> Facts:
    """Return the facts with those that only the document itself could say, and the file that it was read from."""
    return replace(
        facts,
        owner_order=kept.text("owner_order"),
        addressees=kept.text("addressees"),
        sha256=kept.text("sha256"),
        source=kept.text("source"),
    )
