"""Document facts: what the notice says of number, title, date, year, kind, addressees and jurisdiction.

What the notice does not say is ``unknown`` with a finding, never guessed; every fact can be given by the caller.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import InputError
from graph.jurisdictions import Jurisdiction, find_jurisdictions, unknown_jurisdiction
from graph.words import simplified, without_spaces, word_list
from loaders.blocks import Block, Paragraph, Table
from loaders.numerals import read_numeral
from loaders.places import find_place
from loaders.records import Json
from loaders.report import Finding

UNKNOWN = "unknown"
REPORT = "report"
FIRST_LEADS = "first_leads"
_DATE = re.compile(r"^[（(]?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[）)]?$")
_CHINESE_DATE = re.compile(
    r"^([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
_FIRST = re.compile("第一|首")
_TITLE_LINES = 4
_TITLE_LENGTHS = (6, 120)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Options:
    """Facts that the caller gives; they win over what the notice says. ``jurisdiction`` is a name or a code."""

    jurisdiction: str = ""
    year: int = 0
    number: str = ""
    title: str = ""
    kind: str = ""
    issued_on: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document; ``unknown`` (0 for the year) where the notice does not say it."""

    sha256: str
    source: str
    jurisdiction: Jurisdiction
    number: str = UNKNOWN
    title: str = UNKNOWN
    kind: str = UNKNOWN
    issued_on: str = UNKNOWN
    year: int = 0
    owner_order: str = UNKNOWN
    addressees: str = ""

    @property
    def document(self) -> str:
        """The document's id: its jurisdiction and its number, or the first 12 hex digits of its hash."""
        return f"{self.jurisdiction.code}:{self.number if self.number != UNKNOWN else self.sha256[:12]}"

    def to_json(self) -> dict[str, Json]:
        """Return the facts as ``zerentu extract --json`` prints them; the jurisdiction by its code."""
        return {
            "jurisdiction": self.jurisdiction.code,
            "number": self.number,
            "title": self.title,
            "kind": self.kind,
            "issued_on": self.issued_on,
            "year": self.year,
            "owner_order": self.owner_order,
            "addressees": self.addressees,
            "sha256": self.sha256,
            "source": self.source,
        }


def read_facts(
    blocks: Sequence[Block], data: bytes, source: str, options: Options | None = None
) -> tuple[Facts, list[Finding]]:
    """Return the facts of a document and a finding for each that is not known.

    Raises:
        InputError: the jurisdiction given by the caller is no place of GB/T 2260, or the name of several.
    """
    options = options or Options()
    notice = list(_notice(blocks))
    sha256 = hashlib.sha256(data).hexdigest()
    number = options.number or _number(notice)
    title = options.title or _title(notice)
    addressees = _addressees(notice)
    place, evidence = _jurisdiction(options.jurisdiction, number, title, addressees, notice)
    order = _owner_order(blocks)
    facts = Facts(
        sha256=sha256,
        source=source,
        jurisdiction=place or unknown_jurisdiction(sha256),
        number=number or UNKNOWN,
        title=title or UNKNOWN,
        kind=options.kind or _kind(title),
        issued_on=options.issued_on or _date(notice) or UNKNOWN,
        year=options.year or _year(title, notice),
        owner_order=FIRST_LEADS if order else UNKNOWN,
        addressees=addressees,
    )
    findings = _findings(facts, bool(place), evidence)
    return facts, [*findings, Finding("owner-order", "document", order)] if order else findings


def _notice(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    """Yield the paragraphs before the first table."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        yield block


def _number(notice: Sequence[Paragraph]) -> str:
    for paragraph in notice:
        text = without_spaces(paragraph.text)
        match = re.match(_words()["number"], text)
        if match:
            return f"{match[1]}〔{match[2]}〕{match[3]}号"
    return ""


def _title(notice: Sequence[Paragraph]) -> str:
    """Return the first lines before the addressees that together end as titles do; a title may run over some lines."""
    head = list(_head(notice))
    for start in range(len(head)):
        for end in range(min(start + _TITLE_LINES, len(head)), start, -1):
            text = "".join(head[start:end])
            if _is_title(text):
                return text
    return ""


def _head(notice: Sequence[Paragraph]) -> Iterator[str]:
    """Yield the lines above the text: without number and letterhead, up to the addressees or the first sentence."""
    for paragraph in notice:
        text = without_spaces(paragraph.text)
        if text.endswith(("。", *_words()["addressees_end"])):
            return
        if not re.match(_words()["number"], text) and not text.endswith(tuple(_words()["letterheads"])):
            yield text


def _is_title(text: str) -> bool:
    return _TITLE_LENGTHS[0] <= len(text) <= _TITLE_LENGTHS[1] and text.endswith(tuple(_words()["title_endings"]))


def _addressees(notice: Sequence[Paragraph]) -> str:
    for paragraph in notice:
        text = without_spaces(paragraph.text)
        if text.endswith(tuple(_words()["addressees_end"])) and any(w in text for w in _words()["addressee_words"]):
            return text[:-1]
        if text.endswith("。"):
            break
    return ""


def _kind(title: str) -> str:
    for entry in _words()["kinds"]:
        if any(word in title for word in entry["words"]):
            return str(entry["kind"])
    return UNKNOWN


def _date(notice: Sequence[Paragraph]) -> str:
    """Return the last paragraph that is nothing but a date, as ISO 8601: the date of issue stands under the text."""
    found = ""
    for paragraph in notice:
        text = without_spaces(paragraph.text)
        match = _DATE.match(text)
        if match:
            found = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        chinese = _CHINESE_DATE.match(text)
        if chinese:
            year, month, day = map(read_numeral, chinese.groups())
            found = f"{year}-{month:02}-{day:02}"
    return found


def _owner_order(blocks: Iterable[Block]) -> str:
    """Return what the document says of the order of owners, as a remark; empty where it says nothing."""
    texts = list(document_texts(blocks))
    if not _FIRST.search("\n".join(texts)):
        return ""
    for text in filter(_FIRST.search, texts):
        words = simplified(without_spaces(text))
        for entry in _words()["first_leads"]:
            match = re.search(entry["pattern"], words)
            if match:
                return f"the document says {match[0]}: of several owners the first listed leads, the others support"
    return ""


def document_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the words of every paragraph and cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            rows = block.rows if isinstance(block, Table) else (block.cells,)
            yield from (cell.text for row in rows for cell in row)


def document_words(blocks: Iterable[Block]) -> str:
    """Return the words of every paragraph and cell in simplified characters without spaces, to be searched at once.

    Between them stands a sign that is in no sentence.
    """
    return simplified(without_spaces("\0".join(document_texts(blocks))))


def report_year(facts: Facts, blocks: Iterable[Block]) -> int:
    """Return the year that a report counts from (过去一年, 今年), 0 where it was delivered in another than its own."""
    delivery = _delivery(list(_notice(blocks)))
    return 0 if delivery and delivery[0] != facts.year else facts.year


def _delivery(notice: Iterable[Paragraph]) -> tuple[int, int] | None:
    """Return the year and month in which a report was delivered, as the line under its title says."""
    pattern = re.compile(_words()["delivered"])
    matches = (pattern.match(without_spaces(one.text)) for one in notice)
    return next(((int(match["year"]), int(match["month"])) for match in matches if match), None)


def _year(title: str, notice: Sequence[Paragraph]) -> int:
    """Return the one year that the title names, else that of delivery, else the one that the list of annexes names."""
    years = set(_YEAR.findall(title))
    delivery = _delivery(notice)
    if not years and delivery:
        year, month = delivery
        return year if month <= _words()["last_month_of_delivery"] else 0
    if not years:
        annexes = [without_spaces(one.text) for one in notice]
        years = {year for text in annexes if len(text) < 60 and not _DATE.match(text) for year in _YEAR.findall(text)}
    return int(years.pop()) if len(years) == 1 else 0


def _jurisdiction(
    given: str, number: str, title: str, addressees: str, notice: Sequence[Paragraph]
) -> tuple[Jurisdiction | None, str]:
    if not given:
        return find_place(number, title, addressees, [without_spaces(one.text) for one in notice])
    places = find_jurisdictions(given)
    if len(places) == 1:
        return places[0], ""
    if places:
        codes = ", ".join(place.code for place in places)
        raise InputError(
            f"jurisdiction {given!r} is the name of {len(places)} places; give one of their codes: {codes}"
        )
    raise InputError(f"jurisdiction {given!r} is not in GB/T 2260; give a full name such as 太仓市 or a six-digit code")


def _findings(facts: Facts, place_known: bool, evidence: str) -> list[Finding]:
    """Return a finding for each fact that is not known, with the option that gives it."""
    known = {
        "jurisdiction": place_known,
        "number": facts.number != UNKNOWN,
        "title": facts.title != UNKNOWN,
        "kind": facts.kind != UNKNOWN,
        "issued-on": facts.issued_on != UNKNOWN,
        "year": bool(facts.year),
    }
    findings = [
        Finding("unknown-fact", "notice", f"{fact} is unknown; give it with --{fact}", "warning")
        for fact, is_known in known.items()
        if not is_known
    ]
    if evidence:
        findings.insert(0, Finding("jurisdiction", "notice", evidence, "note" if place_known else "warning"))
    return findings


def _words() -> dict[str, Any]:
    words: dict[str, Any] = word_list("loaders", "notice.yml")
    return words
