"""What the questions about documents, headings and receipts answer; expected values are read off the rows by hand."""

from graph.store import Store
from tests.contract.answers import ask
from tests.contract.sample import BREAKDOWN, NOTICE, REPORT

TASK = f"{BREAKDOWN}:1.2"


def test_load_by_category(sample: Store) -> None:
    """Tasks, owning units and officials of the outermost categories, in the order of the document."""
    rows = ask(sample, "load-by-category", "category_name tasks units officials annex first_row", document=BREAKDOWN)

    assert len(rows) == 17
    assert rows[0] == ("综合指标", 7, 6, 6, 1, 1)
    assert rows[3] == ("致力深化改革开放，共谱对外合作新篇章", 27, 29, 9, 1, 34)
    assert rows[9:11] == [("教育文体", 4, 2, 1, 2, 1), ("医疗卫生", 4, 2, 1, 2, 5)]


def test_second_level_categories(sample: Store) -> None:
    """Annex 1 has 36 projects below its 9 categories, annex 2 none; 云溪县 has one heading on the third level."""
    assert len(ask(sample, "load-by-category", "category", document=BREAKDOWN, level=2)) == 36
    assert ask(sample, "load-by-category", "category tasks", level=3) == [("1:城乡建设/道路/县道", 1)]


def test_who_leads_and_who_owns_in_a_category(sample: Store) -> None:
    """By number of tasks, then id."""
    leads = ask(sample, "category-officials", "official_name led first_listed", category="综合指标")
    owns = ask(sample, "category-units", "unit_name owned first_listed", category="生态环境")

    assert leads == [
        ("吴敬宇", 3, 2),
        ("张顺", 3, 0),
        ("许超震", 3, 3),
        ("汪香元", 1, 1),
        ("郑丙华", 1, 0),
        ("韩飚", 1, 1),
    ]
    assert owns[:2] == [("水务局", 3, 3), ("水务集团", 2, 0)]


def test_open_groups(sample: Store) -> None:
    """All 157 tasks have only groups as supporters; the closed group of 云溪县 is not listed."""
    rows = ask(sample, "open-groups", "group_name members owned only_owner supported only_supporter")

    assert rows == [
        ("有关部门", 1, 0, 0, 157, 157),
        ("各有关镇（区）", 2, 0, 0, 150, 150),
        ("各镇（区）", 2, 0, 0, 7, 7),
    ]


def test_inherited_share(sample: Store) -> None:
    """38 of 303, 24 of 317 and 264 of 314 come from merged cells."""
    rows = ask(sample, "inherited-share", "relationship edges inherited percent", document=BREAKDOWN)

    assert rows == [("LEADS", 303, 38, 13), ("OWNS", 317, 24, 8), ("SUPPORTS", 314, 264, 84)]


def test_mentions_without_role(sample: Store) -> None:
    """1.30 mentions 高新区, which owns it, and so is left out; 浏河镇 may be meant by a group of 2.14."""
    rows = ask(sample, "mentions-without-role", "task unit_name quote groups")

    assert rows == [
        ("1.100", "港区", "港区医院", ()),
        ("2.9", "城厢镇", "建城厢镇养老机构", ()),
        ("2.14", "双凤镇", "含双凤镇塘东线", ()),
        ("2.14", "浏河镇", "浏河镇新塘线", ("各有关镇（区）",)),
        ("1.4", "水务局", "水务局参与验收", ()),
    ]


def test_receipt_of_one_responsibility(sample: Store) -> None:
    """财政局 owns the second row of annex 1; 有关部门 supports it by a merged cell."""
    columns = "role rank party_name inherited quote locator title number"
    title = "关于分解落实2021年政府各项主要工作任务和民生实事项目的通知"

    owner = ask(sample, "receipt", columns, task=TASK, name="财政局")
    group = ask(sample, "receipt", "role rank inherited quote", task=TASK, name="有关部门")

    assert owner == [("owns", 1, "财政局", False, "财政局", "1.2 第5列", title, "太政发〔2021〕9号")]
    assert group == [("supports", 2, True, "各镇（区）\n有关部门")]


def test_all_receipts_of_a_task(sample: Store) -> None:
    """Leaders, owners, supporters, each in the order of the cell."""
    rows = ask(sample, "receipt", "role rank party_name", task=TASK)

    assert rows == [
        ("leads", 1, "汪香元"),
        ("leads", 2, "吴敬宇"),
        ("owns", 1, "财政局"),
        ("supports", 1, "各镇（区）"),
        ("supports", 2, "有关部门"),
    ]


def test_everything_about_a_task(sample: Store) -> None:
    """One row; what is not known is null."""
    columns = "task_name content requirement year category leader_names owner_names mentioned_names annex row"

    rows = ask(sample, "task", columns, task=TASK)

    expected = ("增长6%左右", "增长6%左右", None, 2021, "1:综合指标/一般公共预算收入")
    assert rows == [(*expected, ("吴敬宇", "汪香元"), ("财政局",), (), 1, 2)]
    assert ask(sample, "task", "mentioned_names deadline", task=f"{NOTICE}:1.4") == [(("水务局",), "12月底前")]
    assert ask(sample, "task", "task", task="no such task") == []


def test_documents(sample: Store) -> None:
    """Each with its counts; the year and the place filter."""
    columns = "number year jurisdiction_name issued_on tasks units officials"

    rows = ask(sample, "documents", columns)

    assert rows == [
        ("太政发〔2021〕9号", 2021, "太仓市", "2021-02-07", 157, 56, 9),
        ("云政发〔2022〕1号", 2022, "云溪县", None, 0, 0, 0),
        ("云政发〔2022〕3号", 2022, "云溪县", None, 5, 3, 2),
    ]
    assert ask(sample, "documents", "number", year=2022) == [("云政发〔2022〕1号",), ("云政发〔2022〕3号",)]


def test_sections_of_a_report(sample: Store) -> None:
    """In the order of the document, each with the years it speaks of and the section it stands under."""
    columns = "section level kind parent section_name period"
    report = f"{REPORT}:"

    rows = ask(sample, "report-sections", columns, document=REPORT)

    assert [tuple(str(cell).removeprefix(report) for cell in row) for row in rows] == [
        ("s1", "1", "part", "", "本届政府工作回顾", "None"),
        ("s2", "2", "paragraph", "s1", "过去五年", "2017-2021"),
        ("s3", "1", "part", "", "2022年工作安排", "2022"),
        ("s4", "2", "heading", "s3", "稳粮食", "2022"),
        ("s5", "3", "paragraph", "s4", "修水渠60公里", "2022"),
        ("s6", "2", "paragraph", "s3", "各位代表", "2022"),
    ]
    assert ask(sample, "report-sections", "text", period="2022", kind="paragraph") == [
        ("修水渠60公里。",),
        ("各位代表，让我们一起干！",),
    ]
    assert ask(sample, "report-sections", "section", document=BREAKDOWN) == []


def test_tree_of_categories(sample: Store) -> None:
    """The headings of 云溪县 in the order of its document, with tasks directly under them and below."""
    rows = ask(sample, "categories", "category level parent tasks tasks_below", document="云政发〔2022〕3号")

    assert rows == [
        ("1:城乡建设", 1, "", 1, 2),
        ("1:城乡建设/道路", 2, "1:城乡建设", 0, 1),
        ("1:城乡建设/道路/县道", 3, "1:城乡建设/道路", 1, 1),
        ("1:民生", 1, "", 3, 3),
    ]
    assert len(ask(sample, "categories", "category", document=BREAKDOWN)) == 9 + 36 + 8


def test_units_by_kind(sample: Store) -> None:
    """云溪县: six departments, of which three own two tasks by name, and two towns that own nothing by name."""
    rows = ask(sample, "units-by-kind", "kind units owning_units tasks", jurisdiction="云溪县")

    assert rows == [("department", 6, 3, 2), ("town", 2, 0, 0)]


def test_members_of_groups(sample: Store) -> None:
    """Who may be meant by 各镇（区）, and the two that the notice of 云溪县 names."""
    columns = "unit_name basis is_open"

    assert ask(sample, "group-members", columns, unit_group="各镇（区）") == [
        ("浏河镇", "kind", True),
        ("高新区", "addressee", True),
    ]
    assert ask(sample, "group-members", columns, document=NOTICE) == [
        ("东溪镇", "named", False),
        ("西溪镇", "named", False),
    ]


def test_deadlines(sample: Store) -> None:
    """The sample prints none; of the five tasks of 云溪县 three have one."""
    assert ask(sample, "deadlines", "deadline tasks example_task", document=BREAKDOWN) == [("", 157, "1.1")]
    assert ask(sample, "deadlines", "deadline tasks units officials", year=2022) == [
        ("", 2, 1, 0),
        ("12月底前", 2, 2, 2),
        ("6月底前", 1, 0, 2),
    ]
