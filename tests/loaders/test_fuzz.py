"""Tables and lists that nobody wrote: whatever the words and the shape, every name stands in the words it rests on."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import ZerentuError
from graph.words import simplified, without_spaces
from loaders import Extraction, extract_bytes

UNITS = [
    "县教育局",
    "县财政局",
    "县水利局",
    "各乡镇",
    "有关部门",
    "各县（市、区）政府",
    "开发区和高新区管委会",
    "县发改委",
]
PERSONS = ["张三", "李 四", "欧阳建国", "常务副县长", "王小明 张  顺", "副县长赵六", "阿里·买买提"]
HEADERS = [
    "序号", "类别", "项目", "重点任务", "具体措施", "责任领导", "牵头单位", "责任单位", "配合单位",
    "完成时限", "备注", "怪词",
]  # fmt: skip
TASKS = ["修路3公里。", "1.建校；2.建场。", "新建水厂", "一、促发展", "（一）教育", "", "无", "/", "6月底前", "3", "三"]
ODD = [
    "|",
    "\t",
    "；",
    "（",
    "）",
    "：",
    "牵头单位：",
    "（县教育局牵头，县财政局配合）",
    "由县水利局负责。",
    "等",
    "下同",
    "\n",
    "▲",
]
MARKS = ["", "一、", "（一）", "1.", "1、", "(1)", "▲", "附件2", "第一部分 ", "  ", "2﹒"]

words = st.one_of(
    st.sampled_from(UNITS + PERSONS + TASKS + ODD + HEADERS),
    st.text(alphabet="的一二县市局委，。、（）：；0123456789 \n|", max_size=12),
)
cell = st.lists(words, max_size=3).map("".join)
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
long = settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table as CSV: a header of known and unknown words, rows of any length."""
    header = draw(st.lists(st.sampled_from(HEADERS), min_size=2, max_size=8))
    rows = draw(st.lists(st.lists(cell, max_size=9), max_size=12))
    text = io.StringIO()
    csv.writer(text).writerows([*draw(st.lists(st.lists(cell, max_size=3), max_size=2)), header, *rows])
    return text.getvalue()


@st.composite
def lists(draw: st.DrawFn) -> str:
    """Return lines with marks, labels and brackets in any order."""
    line = st.tuples(st.sampled_from(MARKS), cell, cell).map("".join)
    return "\n".join(draw(st.lists(line, min_size=1, max_size=25)))


def check(data: bytes, name: str) -> None:
    """Read a file; it may be refused, and what is read must rest on its own words."""
    try:
        extraction = extract_bytes(data, name)
    except ZerentuError as error:
        assert "\n" not in str(error)
        return
    stands_on_its_words(extraction)
    batch = extraction.batch()
    keys = {(node.label, node.id) for node in batch.nodes}
    assert all(
        (edge.start_label, edge.start) in keys and (edge.finish_label, edge.finish) in keys for edge in batch.edges
    )


def stands_on_its_words(extraction: Extraction) -> None:
    """Every name is in its quote, every task has a place of its own."""
    for record in extraction.records:
        for duties in record.duties.values():
            for duty in duties:
                quote = simplified(without_spaces(duty.quote))
                assert duty.names
                assert all(simplified(without_spaces(name)) in quote for name in duty.names), (duty.names, duty.quote)
    places = [(record.annex, record.row) for record in extraction.records]
    assert len(set(places)) == len(places)


@quick
@given(tables(), st.sampled_from(["plan.csv", "plan.txt", "plan.md"]))
def test_any_table_is_read_or_refused(text: str, name: str) -> None:
    """No uncaught error, no name from nowhere."""
    check(text.encode(), name)


@quick
@given(lists())
def test_any_list_is_read_or_refused(text: str) -> None:
    """No uncaught error, no name from nowhere."""
    check(text.encode(), "plan.txt")


@pytest.mark.soak
@long
@given(st.one_of(tables(), lists()), st.sampled_from(["plan.csv", "plan.txt", "plan.md"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    """The same at length."""
    check(text.encode(), name)
