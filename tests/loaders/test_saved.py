"""Saved records are read again as they were printed; what was changed into nonsense is refused by its field."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.loading import extraction_json
from graph.errors import DocumentError
from loaders import Options, extract_bytes
from loaders.excerpts import Excerpt, ExcerptCell, ExcerptRow
from loaders.records import Duty, Locator, Place, Target
from tests.loaders import formats

DATA = Path(__file__).parents[2] / "data"
RECORD: dict[str, Any] = {
    "id": "320585:青政发〔2023〕5号:1.2",
    "annex": 1,
    "row": 2,
    "number": "(二)",
    "headings": ["强产业", "招商"],
    "title": "",
    "content": "引进企业3家",
    "requirement": "",
    "leaders": ["陆闻笛"],
    "owners": ["商务局", "供销社"],
    "supports": [],
    "deadline": "年底",
    "inherited": ["category", "leaders"],
    "targets": [
        {
            "subject": "企业",
            "comparator": "=",
            "value": 3,
            "unit": "家",
            "measure": "count",
            "year": 2023,
            "phrase": "引进企业3家",
            "place": {"field": "content", "start": 0, "end": 6},
        }
    ],
    "locator": {
        "table": 1,
        "row": 2,
        "page": 4,
        "cells": {"leaders": {"table": 1, "row": 1, "column": 4, "lines": [7, 8]}, "owners": {"table": 1, "row": 2}},
    },
    "quotes": {"leaders": "陆闻笛", "owners": "商务局\n供销社"},
    "receipts": {
        "owners": [
            {"names": ["商务局"], "quote": "商务局", "locator": {"table": 1, "row": 2}, "inherited": False},
            {"names": ["供销社"], "quote": "供销社", "locator": {"table": 1, "row": 2, "column": 6}, "inherited": True},
        ]
    },
    "notes": ["看一看"],
}


def saved(**changed: object) -> bytes:
    """Return the record as a line, with fields changed; ``None`` takes one out."""
    record = {name: value for name, value in {**RECORD, **changed}.items() if value is not None}
    return json.dumps(record, ensure_ascii=False).encode()


def test_a_saved_record_has_every_word_and_receipt() -> None:
    """Read off the line by hand; the place and the number come from the id."""
    extraction = extract_bytes(saved(), "plan.jsonl")
    (record,) = extraction.records

    assert extraction.facts.jurisdiction.name == "太仓市"
    assert (extraction.facts.document, extraction.facts.number) == ("320585:青政发〔2023〕5号", "青政发〔2023〕5号")
    assert record.duties == {
        "leaders": (Duty(("陆闻笛",), "陆闻笛", Locator(1, 1, 4, 7, 8), inherited=True),),
        "owners": (
            Duty(("商务局",), "商务局", Locator(1, 2)),
            Duty(("供销社",), "供销社", Locator(1, 2, 6), inherited=True),
        ),
    }
    assert record.targets == (Target("企业", "=", 3, "家", "count", 2023, "引进企业3家", Place("content", 0, 6)),)
    assert (record.headings, record.deadline, record.inherited) == (("强产业", "招商"), "年底", ("category", "leaders"))
    assert (record.locator, record.notes) == (Locator(1, 2, page=4), ("看一看",))
    assert record.to_json(extraction.facts.document) == RECORD


FORMS: dict[str, Callable[[list[Any]], str]] = {
    "a.jsonl": lambda records: "\n".join(json.dumps(each, ensure_ascii=False) for each in records) + "\n",
    "b.jsonl": lambda records: "\ufeff" + "\r\n\r\n".join(json.dumps(each) for each in records),
    "c.json": lambda records: json.dumps(records, ensure_ascii=False, indent=2),
    "d.json": lambda records: json.dumps({"documents": [{"file": "x", "records": records}], "failed": []}, indent=1),
    "e.JSON": lambda records: json.dumps({"documents": [{"records": records}]}),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_document_read_saved_and_read_again_is_the_same(name: str) -> None:
    """Whichever way it was printed, also one without number or place; the document's own rows are not printed so."""
    before = extract_bytes(formats.docx(), "plan.docx")
    records = [record.to_json(before.facts.document) for record in before.records]

    after = extract_bytes(FORMS[name](records).encode(), name)

    assert after.records == tuple(replace(record, excerpt=None) for record in before.records)
    assert after.facts.document == before.facts.document
    assert after.report.edges == before.report.edges


def printed(data: bytes, name: str) -> bytes:
    """Return what ``zerentu extract --json`` prints of a file."""
    extraction = extract_bytes(data, name)
    return json.dumps({"documents": [extraction_json(name, extraction)], "failed": []}, indent=2).encode()


@pytest.mark.parametrize("name", ["taicang-2021-breakdown.docx", "taicang-2022-report.txt"])
def test_a_sample_document_read_saved_and_read_again_gives_the_same_graph(name: str) -> None:
    """With every fact that only its notice says: who it was sent to makes members of groups."""
    data = (DATA / name).read_bytes()
    before, after = extract_bytes(data, name), extract_bytes(printed(data, name), "saved.json")

    assert after.facts == before.facts
    assert after.records == before.records
    assert after.batch().digest() == before.batch().digest()


def test_who_leads_is_saved_with_its_receipt() -> None:
    """A header that says so, and a sentence that makes the first owner lead."""
    for first, head, order in (
        ("", "牵头单位", "unknown"),
        ("列第一位的责任单位为牵头单位。\n", "责任单位", "first_leads"),
    ):
        text = f"{first}序号,任务,{head}\n1,修路3公里,交通局、财政局\n".encode()
        before = extract_bytes(text, "a.csv")
        after = extract_bytes(printed(text, "a.csv"), "a.json")

        assert after.facts.owner_order == before.facts.owner_order == order
        assert after.records == before.records


def test_saved_facts_are_checked() -> None:
    """As records are; they cannot be of another document than the ids."""
    facts = extract_bytes(saved(), "a.jsonl").facts.to_json()
    for changed, message in (
        ({"year": "2023"}, "a.json, facts: year must be a whole number from 0"),
        ({"sha256": "x"}, "a.json, facts: sha256 must be a hash of 64 hex digits"),
        ({"issued_on": "2023年"}, "a.json, facts: issued_on must be a date such as 2023-02-07, or unknown"),
        ({"number": "青政发〔2023〕6号"}, "a.json: its facts and its ids are of two documents"),
        ({"owner_order": "last"}, "a.json, facts: owner_order must be among unknown, first_leads"),
    ):
        document = {"facts": facts | changed, "records": [RECORD], "sections": []}
        with pytest.raises(DocumentError, match=message):
            extract_bytes(json.dumps({"documents": [document]}).encode(), "a.json")


def test_the_caller_s_facts_win() -> None:
    """What stands in the notice alone is unknown: a record does not hold it."""
    extraction = extract_bytes(saved(), "a.jsonl", Options(number="青政发〔2023〕6号", title="青禾县分工", year=2023))

    assert extraction.facts.document == "320585:青政发〔2023〕6号"
    assert (extraction.facts.title, extraction.facts.year) == ("青禾县分工", 2023)
    assert {finding.message.split()[0] for finding in extraction.report.findings} == {"issued-on"}


def test_targets_are_read_where_they_were_not_saved() -> None:
    """Records of an earlier version have none."""
    (record,) = extract_bytes(saved(targets=None, receipts={"owners": RECORD["receipts"]["owners"]}), "a.jsonl").records

    assert [target.value for target in record.targets] == [3]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (saved(owners="商务局"), r"a\.jsonl, line 1: owners must be a list of texts"),
        (saved(owners=["商务局", "教育局"]), r"line 1: owners and the names in its receipts must be the same"),
        (
            saved(leaders=["陆闻迪"]),
            r"line 1: leaders: 陆闻迪 does not stand in its quote; take it out or correct the quote",
        ),
        (saved(supports=["教育局"]), r"line 1: supports has names and no quote; every name needs a receipt"),
        (saved(content=None), r"line 1: content is missing"),
        (saved(content=5), r"line 1: content must be a text"),
        (saved(contents=""), r"line 1: contents is no field of a record"),
        (saved(annex=True), r"line 1: annex must be a whole number from 1"),
        (saved(row=3), r"line 1: id must be <jurisdiction>:<document number>:1\.3"),
        (saved(id="1.2"), r"line 1: id must be"),
        (saved(id="999999:号:1.2"), r"a\.jsonl: the ids begin with 999999, which is no place of GB/T 2260"),
        (saved(inherited=["row"]), r"line 1: inherited must be among category, project, leaders"),
        (saved(locator={"row": 2}), r"line 1, locator: table is missing"),
        (saved(locator={"table": 1, "row": 2, "lines": [1]}), r"line 1, locator: lines must be the first and the last"),
        (saved(quotes=[]), r"line 1: quotes must be an object"),
        (saved(quotes={"owner": ""}), r"line 1, quotes: owner is no field of a record"),
        (saved(targets=[{}]), r"line 1, targets: comparator is missing"),
        (saved() + b"\n" + saved(), r"a\.jsonl: two records are 320585:青政发〔2023〕5号:1\.2; take one out"),
        (saved() + b"\n" + saved(id="320585:x:1.2"), r"holds records of 2 documents .*; save them one by one"),
        (saved() + b"\n[1]", r"a\.jsonl, line 2: a record must be an object"),
        (saved() + b"\n{", r"a\.jsonl, line 2: no JSON"),
        (b"{}", r"a\.jsonl, line 1: annex is missing"),
        (b"[]", r"a\.jsonl: holds no record; give what zerentu extract prints"),
        (b'"x"', r"a\.jsonl: no saved records"),
        (b'{"documents": [{}, {}]}', r"a\.jsonl: holds 2 documents; save them one by one"),
        (b'{"documents": [{}]}', r"a\.jsonl: no saved records"),
        (b"[NaN]", r"a\.jsonl: no JSON that zerentu reads"),
        (b"[" * 100_000, r"a\.jsonl: no JSON"),
        (b" \n", r"a\.jsonl: the file is empty"),
    ],
)
def test_what_is_no_record_is_one_line(data: bytes, message: str) -> None:
    """It names the line, the field and what it must be."""
    with pytest.raises(DocumentError, match=message) as caught:
        extract_bytes(data, "a.jsonl")
    assert "\n" not in str(caught.value)


def test_a_saved_excerpt_is_checked() -> None:
    """A column that no table has, a cell without words, a field that is none: each is named."""
    cell = {"column": 1, "text": "修路"}
    wrong: list[tuple[object, str]] = [
        ("修路", "excerpt must be an object"),
        ({"rows": [{"row": 1, "cells": [{**cell, "column": 10**6}]}]}, "column must be at most 16384"),
        ({"rows": [{"row": 1, "cells": [{"column": 1}]}]}, "text is missing"),
        ({"rows": [{"row": 0, "cells": [cell]}]}, "row must be a whole number from 1"),
        ({"lines": [{"text": "修路", "column": 1}]}, "column is no field"),
        ({"marks": []}, "marks is no field"),
    ]
    for excerpt, message in wrong:
        with pytest.raises(DocumentError, match=message):
            extract_bytes(saved(excerpt=excerpt), "a.jsonl")

    (record,) = extract_bytes(saved(excerpt={"rows": [{"row": 2, "cells": [cell]}]}), "a.jsonl").records
    assert record.excerpt == Excerpt(rows=(ExcerptRow(2, (ExcerptCell(1, "修路"),)),))
