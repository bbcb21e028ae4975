"""Saved pages of government sites: what stands around the document is no part of it."""

import pytest

from loaders.blocks import Paragraph, Table
from loaders.readers.html import read_html

ROWS = "".join(
    f"<tr><td>{task}</td><td><a href='/u'>{unit}</a></td></tr>"
    for task, unit in (("任务", "牵头单位"), ("修路", "交通局"), ("办学", "教育局"))
)
TABLE = [["任务", "牵头单位"], ["修路", "交通局"], ["办学", "教育局"]]

PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青禾县人民政府</title></head><body>
<div class="top-nav"><a href="/">首页</a> | <a href="/zw">政务公开</a> | <a href="/fw">办事服务</a></div>
<form action="/s"><input name="q"><label>站内搜索</label><input type="submit" value="搜索"></form>
<div>您的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a href="/wj">政策文件</a> &gt; 正文</div>
<ul><li><a href="/1">政府领导</a></li><li><a href="/2">机构职能</a></li></ul>
<div class="content">
  <h1>青禾县2023年重点工作责任分解表</h1>
  <div><a href="javascript:window.print()">【打印】</a> <a href="javascript:window.close()">【关闭】</a></div>
  <div>分享到：<a href="#" title="微信"></a><a href="#" title="微博"></a></div>
  <div class="article"><p>现将责任分解印发，请<a href="/x">对照</a>落实。</p><table>{ROWS}</table>
  <p>附件：<a href="/f.docx">责任分解表.docx</a></p></div>
  <div><p>上一篇：<a href="/a">青禾县2022年重点工作责任分解表</a></p><p>下一篇：<a href="/b">没有了</a></p></div>
</div>
<aside>热点推荐</aside><div style="visibility:hidden">暗</div>
<div id="footer"><p>版权所有：青禾县人民政府 主办：青禾县人民政府办公室</p>
<p><a href="https://beian.example">某ICP备00000000号</a> 网站标识码：0000000000</p></div>
<div role="contentinfo">联系我们</div></body></html>"""


def read(markup: str) -> list[object]:
    """Return paragraphs as text and tables as rows of text."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in read_html(markup.encode(), "plan.html").blocks
        if isinstance(block, Paragraph | Table)
    ]


def test_the_chrome_of_a_page_is_no_content() -> None:
    """Menus, breadcrumbs, 打印, 分享到, 上一篇, copyright go; a link in a sentence and the annex stay."""
    assert read(PAGE) == [
        "青禾县2023年重点工作责任分解表",
        "现将责任分解印发，请对照落实。",
        TABLE,
        "附件：责任分解表.docx",
    ]


def test_a_page_laid_out_with_a_table_is_seen_through() -> None:
    """One column of cells holds title, links and text; a form around all of it is no search form."""
    layout = (
        "<form id='aspnetForm'><table><tr><td>青禾县责任分解表</td></tr>"
        "<tr><td><a href='/'>首页</a> <a href='/x'>返回</a></td></tr>"
        f"<tr><td><table><tr><td><p>附件1</p><table>{ROWS}</table></td></tr></table></td></tr></table></form>"
    )

    assert read(layout) == ["青禾县责任分解表", "附件1", TABLE]


@pytest.mark.parametrize("article", ["<h1>若干措施</h1><p>一、修路</p>", "<p>若干措施</p>" + "<p>一、修路</p>" * 7])
def test_an_article_beside_a_menu_in_a_table_is_seen_through(article: str) -> None:
    """Old sites part the page into columns with a table; a table of links alone is a menu."""
    menu = "<table><tr><td><a href='/'>首页</a></td><td><a href='/z'>政务</a></td></tr></table>"
    page = f"{menu}<table><tr><td><ul><li>目录</li></ul></td><td>{article}</td></tr></table>"

    assert read(page)[:3] == ["目录", "若干措施", "一、修路"]


def test_a_short_table_whose_cells_have_some_paragraphs_is_data() -> None:
    """Units stand a paragraph each."""
    units = "<p>交通局</p><p>住建局</p><p>城管局</p>"

    assert read(f"<table><tr><td>任务<td>单位<tr><td>修路<td>{units}</table>") == [
        [["任务", "单位"], ["修路", "交通局\n住建局\n城管局"]]
    ]


def test_a_text_in_the_only_cell_of_a_table_is_paragraphs() -> None:
    """Old sites draw their frames with tables."""
    assert read("<table><tr><td><p>一、修路</p><p>牵头单位：交通局</p></td></tr></table>") == [
        "一、修路",
        "牵头单位：交通局",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='footer-note'><p>{}</p></div>",
        "<div><a href='/1'>一</a><a href='/2'>二</a><p>{}</p></div>",
        "<form><p>{}</p></form>",
    ],
)
def test_a_long_text_is_content_whatever_stands_around_it(markup: str) -> None:
    """Some systems put everything into a form or name their blocks at random."""
    text = "各乡镇人民政府，县各有关部门：现将责任分解印发给你们，请认真组织实施。" * 12

    assert text in read(markup.format(text))
