"""A work report that names nobody, from its text into both engines: loaded, loaded again, corrected, taken out."""

from graph.store import Store
from loaders import Extraction, Options, extract_bytes
from tests.contract.answers import ask

REPORT = """政府工作报告
——2023年1月9日在云溪区第三届人民代表大会第二次会议上
各位代表：
一、2022年工作回顾
开工项目30个。
二、2023年工作安排
（一）抓农业
修水渠60公里。
建粮库两座。
"""


def read(text: str) -> Extraction:
    """Read the report from its text; its number tells the document, whatever its words."""
    return extract_bytes(text.encode(), "report.txt", Options(number="云政发〔2023〕1号", jurisdiction="320585"))


def test_a_report_is_held_as_its_sections(store: Store) -> None:
    """Two parts, a heading, three paragraphs; nobody is given a duty."""
    store.load(read(REPORT).batch())

    nodes, relationships = store.counts()
    held = {name: count for name, count in (nodes | relationships).items() if count}
    assert held == {"Jurisdiction": 1, "Document": 1, "Section": 6, "STATED_IN": 6, "PART_OF": 4, "ISSUED_FOR": 1}
    assert ask(store, "report-sections", "section_name period", kind="heading") == [("抓农业", "2023")]
    assert ask(store, "report-sections", "text locator", period="2022", kind="paragraph") == [
        ("开工项目30个。", "item 2, line 5")
    ]


def test_the_same_report_again_changes_nothing(store: Store) -> None:
    """As with every document."""
    store.load(read(REPORT).batch())

    assert store.load(read(REPORT).batch()).outcome == "unchanged"


def test_a_corrected_report_replaces_the_first(store: Store) -> None:
    """A paragraph less: nothing of the first stays."""
    store.load(read(REPORT).batch())

    result = store.load(read(REPORT.replace("建粮库两座。\n", "")).batch())

    assert result.outcome == "replaced"
    assert ask(store, "report-sections", "text", kind="paragraph") == [("开工项目30个。",), ("修水渠60公里。",)]


def test_a_report_is_taken_out(store: Store) -> None:
    """With all its sections."""
    document = store.load(read(REPORT).batch()).document

    store.unload(document)

    assert not any(store.counts()[0].values())
