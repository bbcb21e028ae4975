"""Task sheets of units and officials: as data, on a page, in Word and in a workbook, each line with its source."""

import io
import re
from typing import Any

import httpx2
import pytest
from docx import Document
from lxml import html
from python_calamine import CalamineWorkbook

from api.app import create_app
from api.settings import Settings
from graph.model import Batch, Edge, Node
from graph.store import Store
from tests.api.conftest import Serving

BREAKDOWN = "320585:太政发〔2021〕9号"
COLUMNS = ["序号", "类别", "任务内容和要求", "分管领导", "责任单位", "配合单位", "原文和出处"]
SECOND_ROW = [
    "1",
    "综合指标 / 一般公共预算收入",
    "增长6%左右",
    "汪香元、吴敬宇",
    "财政局",
    "各镇（区）、有关部门",
    "负责：“财政局”\n附件1第2项；表1，第2行，第5栏，文本第39行",
]
"""What the sample says of the first task of 财政局."""


def test_a_unit_has_its_lines_with_their_receipts(api: httpx2.Client) -> None:
    """财政局 is named in six cells; the one of row 39 goes on in row 40, a merged cell."""
    sheet = api.get("/sheets/财政局").json()

    assert (sheet["unit"], sheet["jurisdiction"], sheet["truncated"]) == ("320585:财政局", "太仓市", False)
    assert [each["id"] for each in sheet["documents"]] == [BREAKDOWN]
    assert [(each["row"], each["role"], each["inherited"]) for each in sheet["lines"]] == [
        (2, "owns", False),
        (21, "owns", False),
        (25, "owns", False),
        (39, "owns", False),
        (40, "owns", True),
        (67, "owns", False),
        (130, "owns", False),
    ]
    assert sheet["lines"][4] == {
        "task": f"{BREAKDOWN}:1.40",
        "document": BREAKDOWN,
        "annex": 1,
        "row": 40,
        "headings": sheet["lines"][3]["headings"],
        "content": "统筹财政资源，改善政府债务结构。",
        "requirement": "",
        "deadline": "",
        "leaders": ["汪香元", "吴敬宇"],
        "owners": ["财政局"],
        "supports": ["各有关镇（区）", "有关部门"],
        "role": "owns",
        "via": "",
        "basis": "",
        "quote": "财政局",
        "locator": "table 1, row 39, column 5, line 396",
        "inherited": True,
    }


def test_what_comes_through_a_group_says_so(api: httpx2.Client) -> None:
    """高新区 supports the first task as one of 各镇（区）, since the notice is sent to it; row 30 names it."""
    lines = api.get("/sheets/320585:高新区").json()["lines"]

    [first] = [each for each in lines if each["row"] == 1 and each["annex"] == 1]
    assert (first["role"], first["via"], first["basis"]) == ("supports", "各镇（区）", "addressee")
    assert {(each["role"], each["via"]) for each in lines if each["row"] == 30 and each["annex"] == 1} == {
        ("owns", ""),
        ("supports", "各有关镇（区）"),
    }


def test_the_page_stands_by_itself(api: httpx2.Client) -> None:
    """It loads and runs nothing, and its first row is that of the document."""
    answer = api.get("/sheets/市财政局.html")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = html.fromstring(answer.content)
    assert page.findtext(".//h1") == "财政局任务书"
    assert page.findtext(".//caption") == "负责的任务（7项）"
    assert [each.text for each in page.findall(".//thead//th")] == COLUMNS
    assert [each.text for each in page.findall(".//tbody/tr[1]/td")] == SECOND_ROW
    assert not page.xpath("//script | //link | //img | //@src | //@href")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_the_word_document_says_the_same(api: httpx2.Client) -> None:
    """A part for what names the unit, and one apart for what reaches it through groups."""
    answer = api.get("/sheets/高新区.docx")

    assert answer.headers["content-disposition"].endswith(
        "''%E9%AB%98%E6%96%B0%E5%8C%BA-%E4%BB%BB%E5%8A%A1%E4%B9%A6.docx"
    )
    word = Document(io.BytesIO(answer.content))
    titles = [each.text for each in word.paragraphs if re.fullmatch(r".*（\d+项）", each.text)]
    assert [each.partition("（")[0] for each in titles] == ["负责的任务", "经由单位群的任务"]
    own, groups = word.tables
    assert [each.text for each in own.rows[0].cells] == COLUMNS
    assert "”\n经由“各镇（区）”（主送机关）\n附件1第1项；表1，第1行，第6栏" in groups.rows[1].cells[-1].text


def test_the_workbook_says_the_same(api: httpx2.Client) -> None:
    """The rows of the page, as texts."""
    rows = _workbook(api.get("/sheets/财政局.xlsx").content)

    assert rows[0][0] == "财政局任务书"
    assert COLUMNS in rows
    assert SECOND_ROW in rows


def test_an_official_has_a_sheet_of_what_it_leads(api: httpx2.Client) -> None:
    """汪香元 leads 17 tasks; in row 40 by the merged cell of row 39."""
    sheet = api.get("/official-sheets/汪香元").json()

    assert sheet.keys() == {"official", "name", "jurisdiction", "documents", "lines", "truncated"}
    assert (sheet["official"], sheet["jurisdiction"], sheet["truncated"]) == ("320585:汪香元", "太仓市", False)
    assert [each["id"] for each in sheet["documents"]] == [BREAKDOWN]
    assert [each["row"] for each in sheet["lines"]] == [
        *(2, 25, 27, 35, 39, 40, 67, 108, 116, 117, 120, 122, 124, 125, 129, 130, 131)
    ]
    assert {(each["annex"], each["role"], each["via"]) for each in sheet["lines"]} == {(1, "leads", "")}
    assert [each["row"] for each in sheet["lines"] if each["inherited"]] == [40, 117]
    first = sheet["lines"][0]
    assert (first["quote"], first["locator"]) == ("汪香元\n吴敬宇", "table 1, row 2, column 4, lines 37-38")
    assert (first["leaders"], first["owners"]) == (["汪香元", "吴敬宇"], ["财政局"])


def test_the_sheet_of_an_official_on_paper(api: httpx2.Client) -> None:
    """All forms say the same: one part, of the tasks that it leads."""
    path = "/official-sheets/320585:汪香元"
    page = html.fromstring(api.get(f"{path}.html").content)
    word = Document(io.BytesIO(api.get(f"{path}.docx").content))
    rows = _workbook(api.get(f"{path}.xlsx").content)

    row = [*SECOND_ROW[:6], "分管：“汪香元 吴敬宇”\n附件1第2项；表1，第2行，第4栏，文本第37—38行"]
    assert page.findtext(".//h1") == rows[0][0] == word.paragraphs[0].text == "汪香元分管任务书"
    assert [each.text for each in page.findall(".//caption")] == ["分管的任务（17项）"]
    assert [each.text for each in page.findall(".//tbody/tr[1]/td")] == row
    assert [each.text for each in word.tables[0].rows[1].cells] == row
    assert row in rows
    empty = api.get(f"{path}.html?document=太政发〔2021〕8号")
    assert "图中没有该领导分管的任务。" in empty.text


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_the_same_sheet_has_the_same_bytes(form: str, sample_settings: Settings, serving: Serving) -> None:
    """An ETag stands for bytes, so another service over the same graph gives the same."""
    uncached = sample_settings.model_copy(update={"answer_cache_mb": 0})
    client = serving(create_app(uncached))

    one, other = (client.get(f"/sheets/财政局.{form}") for _ in range(2))

    assert one.content == other.content
    assert client.get(f"/sheets/财政局.{form}", headers={"If-None-Match": one.headers["etag"]}).status_code == 304


def test_a_sheet_is_of_one_document_where_that_is_asked(api: httpx2.Client) -> None:
    """The report names no units, so nothing is left."""
    assert len(api.get("/sheets/财政局?document=太政发〔2021〕9号").json()["lines"]) == 7
    assert api.get("/sheets/财政局?document=太政发〔2021〕8号").json()["lines"] == []
    empty = api.get("/sheets/财政局.html?document=太政发〔2021〕8号")
    assert "图中没有该单位的任务。" in empty.text


@pytest.mark.parametrize(
    "path",
    [
        "/sheets/无此局",
        "/sheets/无此局.docx",
        "/sheets/财政局.pdf",
        "/sheets/",
        "/official-sheets/无此人",
        "/official-sheets/财政局",
        "/sheets/汪香元",
    ],
)
def test_what_there_is_not_is_a_problem(embedded: httpx2.Client, path: str) -> None:
    """Neither a unit nor a form that nobody knows."""
    answer = embedded.get(path)

    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/not-found"


def _hostile(code: str) -> Batch:
    """A document of a place whose words would like to be code."""
    document, task, unit = f"{code}:计划", f"{code}:计划:1.1", f"{code}:水务局"
    official = f"{code}:李四"
    receipt: dict[str, Any] = {"rank": 1, "inherited": False, "locator": "table 1, row 1", "quote": "=cmd|'/c calc'!A1"}
    nodes = (
        Node("Jurisdiction", code, {"name": code, "level": "county"}),
        Node("Document", document, {"title": "<script>alert(1)</script>", "number": ""}),
        Node("Task", task, {"name": "修坝", "content": "<img src=x onerror=alert(1)>\x0b修坝", "annex": 1, "row": 1}),
        Node("Unit", unit, {"name": "水务局", "kind": "department"}),
        Node("Official", official, {"name": "李四"}),
    )
    edges = (
        Edge("ISSUED_FOR", "Document", document, "Jurisdiction", code, {}),
        Edge("WITHIN", "Unit", unit, "Jurisdiction", code, {}),
        Edge("STATED_IN", "Task", task, "Document", document, {}),
        Edge("OWNS", "Unit", unit, "Task", task, receipt),
        Edge("WITHIN", "Official", official, "Jurisdiction", code, {}),
        Edge("LEADS", "Official", official, "Task", task, receipt),
    )
    return Batch(document, nodes, edges)


@pytest.fixture
def hostile(store: Store, serving: Serving) -> httpx2.Client:
    """The API over two places with a unit of one name."""
    for code in ("x-00000001", "x-00000002"):
        store.load(_hostile(code))
    return serving(create_app(Settings(), store))


def test_a_name_of_several_units_is_refused_with_their_ids(hostile: httpx2.Client) -> None:
    """A sheet never joins the tasks of two bodies."""
    answer = hostile.get("/sheets/水务局.docx")

    assert answer.status_code == 422
    assert "give an id, one of x-00000001:水务局, x-00000002:水务局" in answer.json()["detail"]
    assert len(hostile.get("/sheets/x-00000002:水务局").json()["lines"]) == 1
    person = hostile.get("/official-sheets/李四")
    assert person.status_code == 422
    assert "several officials: give an id, one of x-00000001:李四, x-00000002:李四" in person.json()["detail"]


def test_words_that_would_be_code_are_words(hostile: httpx2.Client) -> None:
    """Neither the page nor the workbook runs or calculates anything; characters that no file can hold are escapes."""
    path = "/sheets/x-00000001:水务局"
    page = html.fromstring(hostile.get(f"{path}.html").content)
    rows = _workbook(hostile.get(f"{path}.xlsx").content)
    word = Document(io.BytesIO(hostile.get(f"{path}.docx").content))

    content = "<img src=x onerror=alert(1)>\\x0b修坝"
    assert not page.xpath("//script | //img")
    assert page.xpath("//tbody/tr/td[3]/text()") == [content]
    assert rows[-1][2] == content
    assert rows[-1][6].startswith("负责：“=cmd|'/c calc'!A1”")
    assert word.tables[0].rows[1].cells[2].text == content


def _workbook(data: bytes) -> list[list[str]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows if any(row)]
