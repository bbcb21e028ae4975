"""Web pages → blocks: spans on the grid of a browser, page chrome left out, hostile pages refused."""

import pytest

from graph.errors import DocumentError
from loaders.blocks import Paragraph, Table
from loaders.readers.html import read_html


def read(markup: str, encoding: str = "utf-8") -> list[object]:
    """Return paragraphs as text and tables as rows of text, column and span; ``↑`` continues the cell above."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [
            [("↑" if cell.continues else cell.text, cell.place.column, cell.span) for cell in row] for row in block.rows
        ]
        for block in read_html(markup.encode(encoding), "plan.html").blocks
        if isinstance(block, Paragraph | Table)
    ]


def test_rowspan_continues_and_colspan_spans() -> None:
    """Cells after a span stand where a browser draws them."""
    markup = "<table><tr><td rowspan=2 colspan=2>甲<td>乙</tr><tr><td rowspan=2>丙</tr><tr><td>丁<td>戊</tr></table>"

    assert read(markup) == [
        [[("甲", 1, 2), ("乙", 3, 1)], [("↑", 1, 2), ("丙", 3, 1)], [("丁", 1, 1), ("戊", 2, 1), ("↑", 3, 1)]]
    ]


def test_spans_are_clamped() -> None:
    """To the rows that the table has; 0 means all of them."""
    markup = "<table><tr><td rowspan=99999>甲<td rowspan=0>乙<td colspan=x>丙</tr><tr><td>丁</tr></table>"

    assert read(markup) == [[[("甲", 1, 1), ("乙", 2, 1), ("丙", 3, 1)], [("↑", 1, 1), ("↑", 2, 1), ("丁", 3, 1)]]]


def test_breaks_and_paragraphs_part_the_lines_of_a_cell() -> None:
    """Space in the source is one space, as shown; a hard space is a space."""
    markup = "<table><tr><td>甲局<br>乙局<p>丙局</p><ul><li>丁局</ul></td><td>\n 陆&nbsp;&nbsp;闻 </td></tr></table>"

    assert read(markup) == [[[("甲局\n乙局\n丙局\n丁局", 1, 1), ("陆  闻", 2, 1)]]]


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    """Its rows are no rows of the outer table."""
    inner = "<table><tr><td>甲局</td><td>乙局</td></tr></table>"

    assert read(f"<table><tr><td>一</td><td>{inner}</td></tr><tr><td>二</td><td>丙局</td></tr></table>") == [
        [[("一", 1, 1), ("甲局\n乙局", 2, 1)], [("二", 1, 1), ("丙局", 2, 1)]]
    ]


def test_a_table_that_only_places_others_is_seen_through() -> None:
    """Old sites put the whole page into one cell."""
    inner = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>修路</td><td>甲局</td></tr></table>"

    assert read(f"<table><tr><td>首页</td><td><p>通知</p>{inner}</td></tr></table>") == [
        "首页",
        "通知",
        [[("任务", 1, 1), ("单位", 2, 1)], [("修路", 1, 1), ("甲局", 2, 1)]],
    ]


def test_only_the_body_s_words_are_read() -> None:
    """Scripts, styles, navigation, header, footer and what is hidden are left out."""
    markup = (
        "<head><title>t</title></head><body><header>页头</header><nav>首页</nav><script>x</script><style>y</style>"
        "<h1>分<b>工</b>表</h1><div style='display: none'>暗</div><p hidden>暗</p><div>一<p>二</p>三</div>"
        "<!-- 注 --><footer>页脚</footer></body>"
    )

    assert read(markup) == ["分工表", "一", "二", "三"]


def test_head_body_and_foot_rows_are_one_table_with_its_caption_before() -> None:
    """A span ends where the part ends."""
    markup = (
        "<table><caption>附件</caption><thead><tr><th rowspan=3>任务<th>单位</thead>"
        "<tbody><tr><td>修路<td>甲局</tbody></table>"
    )

    assert read(markup) == ["附件", [[("任务", 1, 1), ("单位", 2, 1)], [("修路", 1, 1), ("甲局", 2, 1)]]]


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        ('<meta charset="gb2312"><p>镕</p>', "gb18030"),
        ('<?xml version="1.0" encoding="GBK"?><html><body><p>镕</p></body></html>', "gbk"),
        ('<meta charset="big5"><p>鎔</p>', "big5"),
        ('<meta charset="gbk"><p>镕树</p>', "utf-8-sig"),
        ("<p>镕</p>", "gb18030"),
        ("<p>镕</p>", "utf-8"),
        ("<p>镕</p>", "utf-16"),
        ('<meta charset="no-such"><p>镕</p>', "utf-8"),
        ('<meta charset="rot13"><p>镕</p>', "utf-8"),
    ],
)
def test_the_encoding_is_marked_declared_or_tried(markup: str, encoding: str) -> None:
    """A mark wins over a declaration; a declaration that does not hold is passed over."""
    assert read(markup, encoding) == ["镕树" if "镕树" in markup else "鎔" if "鎔" in markup else "镕"]


def test_markup_in_a_name_stays_text() -> None:
    """What was escaped in the page is words."""
    assert read("<p>&lt;b&gt;甲局&lt;/b&gt;</p>") == ["<b>甲局</b>"]


def test_no_entity_of_the_page_is_followed() -> None:
    """A file named in a DOCTYPE is not opened."""
    markup = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><body><p>甲&x;</p></body>"

    assert "甲&x;" in read(markup)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<div>" * 230 + "x", r"plan\.html: nested deeper than 200 elements"),
        ("<table><tr><td>" * 20_000 + "x", r"plan\.html: nested too deep"),
        ("<p>x" * 400_001, r"plan\.html: more than 400000 tags; save the table alone"),
        ("<table><tr>" + "<td>x" * 1001 + "</table>", r"plan\.html: a table has more than 1000 columns"),
        pytest.param(
            "<table><tr>" + "<td rowspan=9999>x" * 900 + "<tr>" * 600 + "</table>",
            r"more than 500000 cells",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_hostile_page_is_one_line(markup: str, message: str) -> None:
    """Before it takes time or memory."""
    with pytest.raises(DocumentError, match=message):
        read(markup)
