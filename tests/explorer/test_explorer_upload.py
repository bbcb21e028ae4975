"""Loading a document in the page: read first, then written, and nothing of it ever runs."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.app import create_app
from api.settings import Settings
from tests.api.conftest import SAMPLE, serve
from tests.explorer.conftest import BREAKDOWN, is_wider_than_the_window, open_view, violations

HOSTILE = """<html><body><p>关于<b>&lt;img src=x onerror=alert(1)&gt;</b>的责任分解</p><table>
<tr><th>内容</th><th>分管领导</th><th>责任单位</th></tr>
<tr><td>&lt;img src=x onerror=alert(1)&gt;修坝&lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt;</td>
<td>李四</td><td>水务局</td></tr>
<tr><td>&lt;a href="javascript:alert(3)"&gt;修路&lt;/a&gt;</td>
<td>李四</td><td>交通局&lt;img src=x onerror=alert(4)&gt;</td></tr>
</table></body></html>"""


@pytest.fixture
def desk(open_page: Any, editable: tuple[str, str]) -> Page:
    """The page for loading, with the key of an editor filled in, before a service with an empty graph."""
    page: Page = open_page(editable[0])
    open_view(page, "#/upload")
    page.get_by_label("密钥").fill(editable[1])
    return page


def read(page: Page, file: Path) -> None:
    """Choose a file and let it be read."""
    page.set_input_files("#file", file)
    page.get_by_role("button", name="试读").click()
    page.wait_for_selector("[data-act=load], .problem")


def load(page: Page) -> None:
    page.click("[data-act=load]")
    page.wait_for_selector(".answer h2:has-text('图'), .answer h2:has-text('已')", timeout=60_000)


def test_a_document_is_read_before_it_is_written(desk: Page) -> None:
    """Its facts, its tasks with words and place, its findings; the graph still holds nothing."""
    read(desk, SAMPLE)

    assert "还没有写入图中。" in desk.locator(".answer").inner_text()
    assert "太政发〔2021〕9号" in desk.locator(".answer dl.facts").inner_text()
    assert "太仓市（320585）" in desk.locator(".answer dl.facts").inner_text()
    assert desk.locator("table.records tbody tr").count() == 157
    second = desk.locator("table.records tbody tr").nth(1)
    assert second.locator("th").inner_text().startswith("1.2\n表1，第2行")
    assert (
        second.locator("td").nth(2).inner_text() == "汪香元、吴敬宇\n\n汪香元 吴敬宇 表1，第2行，第4栏，文本第37—38行"
    )
    assert "继承" in second.locator("td").nth(4).inner_text()
    assert desk.locator('.rule[data-rule="no-target"] .count').inner_text() == "102处"
    assert desk.request.get("/documents").json()["total"] == 0


def test_a_load_tells_how_far_it_is_and_what_it_wrote(desk: Page) -> None:
    """In the end the report, and the ways to picture and findings; the first page knows of it at once."""
    states: list[str] = []
    desk.on("response", lambda answer: states.append(answer.url) if "/jobs/" in answer.url else None)
    read(desk, SAMPLE)
    load(desk)

    assert states
    assert desk.locator(".answer h2").first.inner_text() == "已载入"
    assert desk.locator("table.counts tbody tr").first.inner_text() == "任务\t157\t"
    desk.locator("nav.views [data-view=start]").click()
    desk.wait_for_selector(".headline")
    assert desk.locator(".headline dd").all_inner_texts()[:2] == ["1", "157"]
    desk.go_back()
    desk.wait_for_selector("body[data-view=upload]")
    assert desk.get_by_label("密钥").input_value().startswith("zer_")


def test_the_way_from_a_load_to_its_findings(desk: Page) -> None:
    """And loading the same again writes nothing, and says so."""
    read(desk, SAMPLE)
    load(desk)
    desk.locator(".answer").get_by_role("link", name="核查").click()
    desk.wait_for_selector("body[data-view=findings] h1:has-text('太政发〔2021〕9号')")
    assert BREAKDOWN in desk.evaluate("decodeURIComponent(location.hash)")

    open_view(desk, "#/upload")
    read(desk, SAMPLE)
    load(desk)
    assert desk.locator(".answer h2").first.inner_text() == "图中已有完全相同的内容，没有写入"


def test_a_place_that_no_document_tells_has_no_name(desk: Page, tmp_path: Path) -> None:
    """It is not known, and shows no code made up for it; all of many findings are there before anything is written."""
    file = tmp_path / "plan.csv"
    rows = "\n".join(f"水利,修好第{each}座坝,水务局" for each in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    file.write_text(f"类别,主要任务,责任单位\n{rows}\n", encoding="utf-8")

    read(desk, file)

    facts = desk.locator(".answer dl.facts")
    assert facts.locator("dt", has_text="行政区").locator("+ dd").inner_text() == "不明"
    rule = desk.locator('.rule[data-rule="no-target"]')
    rule.locator("summary").click()
    rule.get_by_role("button", name="还有2处").click()
    assert rule.locator(".found li").count() == 22


def test_what_the_reader_says_of_a_document_wins(desk: Page) -> None:
    """The facts of the form go with the file."""
    desk.get_by_text("文件信息（可不填）").click()
    desk.get_by_label("发文字号").fill("太政发〔2022〕9号")
    desk.get_by_label("年度").fill("2022")
    read(desk, SAMPLE)

    facts = desk.locator(".answer dl.facts").inner_text()
    assert "太政发〔2022〕9号" in facts
    assert "2022" in facts


def test_a_file_may_be_dropped(desk: Page) -> None:
    """As it may be chosen."""
    text = SAMPLE.read_text(encoding="utf-8")
    drop = desk.evaluate_handle(
        "(text) => { const data = new DataTransfer(); data.items.add(new File([text], 'plan.txt')); return data; }",
        text,
    )

    desk.dispatch_event(".drop", "drop", {"dataTransfer": drop})

    assert desk.locator(".chosen").inner_text().startswith("plan.txt（")
    desk.get_by_role("button", name="试读").click()
    desk.wait_for_selector("table.records")
    assert desk.locator("table.records tbody tr").count() == 157


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "试读和载入都要用编辑者的密钥。请在上面的“密钥”一栏填写"),
        ("zer_00000000_nobody", "这个密钥不对，或已停用。请在上面重新填写"),
    ],
)
def test_without_a_key_the_page_says_what_to_do(desk: Page, complaints: list[str], key: str, said: str) -> None:
    """In words for a clerk: nothing of headers, roles and commands."""
    desk.get_by_label("密钥").fill(key)
    read(desk, SAMPLE)

    told = desk.get_by_role("alert").inner_text()
    assert told.startswith(said)
    assert "Authorization" not in told
    assert all("401" in each for each in complaints)
    complaints.clear()


def test_a_key_that_only_reads_does_not_load(open_page: Any, tmp_path: Path, complaints: list[str]) -> None:
    """And that is what is said, not that it is wrong."""
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}")
    file = ServiceFile(settings.service_path())
    _, key = KeyRing(file).create(Role.READER, "a reader")
    file.close()
    with serve(create_app(settings)) as client:
        page = open_page(str(client.base_url))
        open_view(page, "#/upload")
        page.get_by_label("密钥").fill(key)
        read(page, SAMPLE)

        assert page.get_by_role("alert").inner_text().startswith("这个密钥只能查看，不能载入。")
    assert all("403" in each for each in complaints)
    complaints.clear()


def test_what_cannot_be_read_is_said_by_the_service(desk: Page, complaints: list[str], tmp_path: Path) -> None:
    """The line that `zerentu load` says."""
    file = tmp_path / "broken.docx"
    file.write_bytes(b"PK\x03\x04 no package at all")
    read(desk, file)

    assert "broken.docx" in desk.get_by_role("alert").inner_text()
    assert "422" in complaints.pop()


def test_a_name_that_would_be_markup_is_text(desk: Page, tmp_path: Path) -> None:
    """Read, loaded and drawn in every view: no element comes of it, no script runs, nothing is asked for."""
    file = tmp_path / "<img src=x onerror=alert(5)>.html"
    file.write_text(HOSTILE, encoding="utf-8")
    dialogs: list[str] = []
    desk.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    desk.get_by_text("文件信息（可不填）").click()
    desk.get_by_label("标题").fill("</script><script>alert(6)</script>")
    read(desk, file)

    assert (
        "<img src=x onerror=alert(1)>修坝</script><script>alert(2)</script>"
        in desk.locator("table.records").inner_text()
    )
    assert '<a href="javascript:alert(3)">修路</a>' in desk.locator("table.records").inner_text()
    load(desk)
    document = desk.request.get("/documents").json()["items"][0]["id"]
    unit = desk.request.get("/units?name=水务局").json()["items"][0]["id"]
    views = [
        "#/",
        f"#/findings?document={document}",
        "#/matrix?of=official",
        f"#/sheet?label=Unit&id={unit}",
        "#/compare",
    ]
    for fragment in views:
        open_view(desk, fragment)
        assert desk.locator("main img, main script, main a[href^='javascript']").count() == 0, fragment
    open_view(desk, views[3])
    assert "<img src=x onerror=alert(1)>修坝" in desk.locator("table.paper").inner_text()
    assert dialogs == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(desk: Page, scheme: Any) -> None:
    """Axe finds nothing before and after reading, and a telephone does not scroll to the side."""
    desk.emulate_media(color_scheme=scheme)
    assert violations(desk) == []

    read(desk, SAMPLE)

    assert violations(desk) == []
    desk.set_viewport_size({"width": 390, "height": 800})
    assert not is_wider_than_the_window(desk)
