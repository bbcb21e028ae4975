"""Drafts for the tests of the checks: small tables of 青禾县, read as files are, and what is found in them."""

from collections.abc import Sequence

from loaders import Finding, Options, extract_bytes
from tests.loaders.documents import Row, flattened, word

HEADER = ("序号", "任务", "分管领导", "责任单位", "完成时限")
NOTICE = "青政发〔2023〕5号\n\n关于分解落实2023年重点工作任务的通知\n\n附件1\n"
YEARLESS = "关于分解落实重点工作任务的通知\n\n附件1\n"


def table(rows: Sequence[Row], header: Row = HEADER, notice: str = NOTICE) -> str:
    """Return a document with one table."""
    return notice + flattened(rows, header)


def drawn(rows: Sequence[Row], header: Row = HEADER, notice: str = NOTICE) -> bytes:
    """Return a Word document with one table, in which a blank cell is blank and continues nothing."""
    return word(rows, header, [line for line in notice.split("\n") if line])


def checked(document: str | bytes, jurisdiction: str = "") -> tuple[Finding, ...]:
    """Return all that the checks find in a document."""
    data, name = (document.encode(), "draft.txt") if isinstance(document, str) else (document, "draft.docx")
    return extract_bytes(data, name, Options(jurisdiction=jurisdiction)).report.checks


def found(document: str | bytes, rule: str, jurisdiction: str = "") -> list[Finding]:
    """Return what one rule finds in a document."""
    return [finding for finding in checked(document, jurisdiction) if finding.rule == rule]


def tasks(findings: Sequence[Finding]) -> list[str]:
    """Return which tasks the findings are about."""
    return [finding.task for finding in findings]
