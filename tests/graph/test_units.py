"""How cells are parted into units and groups, and which names are one body."""

import pytest

from graph.jurisdictions import find_jurisdictions, unknown_jurisdiction
from graph.units import (
    UnitNames,
    group_kinds,
    has_office_ending,
    is_group,
    is_person,
    is_plainly_unit,
    split_groups,
    split_units,
)
from graph.words import word_list

TAICANG = UnitNames(find_jurisdictions("太仓市")[0])


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("编  办\n行政审批局", ["编办", "行政审批局"]),
        ("发改委、工信局，财政局；税务局", ["发改委", "工信局", "财政局", "税务局"]),
        ("发改委 工信局", ["发改委", "工信局"]),
        ("高新区 港  区", ["高新区", "港区"]),
        ("各县（市、区）政府、发改委", ["各县（市、区）政府", "发改委"]),
        ("各镇\n（区）\n有关部门", ["各镇（区）", "有关部门"]),
        ("农业农村局和水务局", ["农业农村局", "水务局"]),
        ("自然资源和规划局", ["自然资源和规划局"]),
        ("开发区和高新区管委会", ["开发区和高新区管委会"]),
        ("市级各有关部门及各县市区政府", ["市级各有关部门", "各县市区政府"]),
        ("教育局、民政局等单位。", ["教育局", "民政局"]),
        ("区委、区政府", ["区委", "区政府"]),
        ("各县、市、区政府", ["各县、市、区政府"]),
        ("各县、区人民政府（管委会）", ["各县、区人民政府（管委会）"]),
        ("各县（市、区）党委和人民政府、市水利局", ["各县（市、区）党委和人民政府", "市水利局"]),
        ("各镇（街道）党（工）委、政府（办事处）", ["各镇（街道）党（工）委、政府（办事处）"]),
        ("云门高新区党工委、管委会，市财政局", ["云门高新区党工委、管委会", "市财政局"]),
        ("县委办、县政府办", ["县委办", "县政府办"]),
        ("各区人民政府〈含开发区、长江新区,下同〉、市教育局", ["各区人民政府〈含开发区、长江新区,下同〉", "市教育局"]),
        ("【市发改委、市财政局】", ["市发改委", "市财政局"]),
        ("★区教育局、区住建局★、区卫健局（▲）", ["区教育局", "区住建局", "区卫健局"]),
        ("县民政局（分别办理）、市数据局（市人工智能局）", ["县民政局", "市数据局（市人工智能局）"]),
        ("县科协和县计生协", ["县科协", "县计生协"]),
        ("城关镇和南湖镇", ["城关镇", "南湖镇"]),
        ("各省、自治区、直辖市人民政府，省教育厅", ["各省、自治区、直辖市人民政府", "省教育厅"]),
        ("①县水利局②县财政局", ["县水利局", "县财政局"]),
        ("市商\n务局", ["市商务局"]),
        ("市政\n府办\n公厅", ["市政府办公厅"]),
        ("县科技、工业和信息化局、县财政局", ["县科技、工业和信息化局", "县财政局"]),
        ("县科技局、工业和信息化局", ["县科技局", "工业和信息化局"]),
        ("市发改、财政、工信局", ["市发改", "财政", "工信局"]),
        ("市人\n力资\n源社\n会保障局", ["市人力资源社会保障局"]),
        ("市卫健\n教育局", ["市卫健", "教育局"]),
        ("市发改\n财政\n审计局", ["市发改", "财政", "审计局"]),
        ("县工商业联合会／县委统战部", ["县工商业联合会", "县委统战部"]),
        ("  \n", []),
    ],
)
def test_a_cell_is_parted_into_units(cell: str, units: list[str]) -> None:
    """Line ends, marks and wide spaces part units; brackets and the inside of a name do not."""
    assert split_units(cell) == tuple(units)


def test_two_groups_without_a_mark_between_them_are_two() -> None:
    """太政发〔2021〕9号 prints 各有关镇（区）有关部门 on one line twelve times."""
    assert split_groups("各有关镇（区）有关部门") == ["各有关镇（区）", "有关部门"]
    assert split_groups("有关部门") == ["有关部门"]
    assert split_groups("市有关部门") == ["市有关部门"]


@pytest.mark.parametrize(
    "phrase",
    [
        "各镇（区）",
        "各有关镇（区）",
        "有关部门",
        "各县、市、区政府",
        "市级有关部门",
        "各成员单位",
        "属地政府",
        "相关单位",
        "市各委办局",
    ],
)
def test_a_phrase_for_several_units_is_a_group(phrase: str) -> None:
    """Groups are never units (design, rule of truth 4)."""
    assert is_group(phrase)


@pytest.mark.parametrize(
    "name", ["发改委", "港区", "城厢镇", "水务集团", "市监委", "公积金中心", "各有关部门要增强大局意识"]
)
def test_a_unit_is_no_group(name: str) -> None:
    """A name of one body stays a unit, and a sentence about a group is none."""
    assert not is_group(name)


@pytest.mark.parametrize(
    "name",
    [
        "县计生协",
        "县气象台",
        "县电视台",
        "县红十字会",
        "县社科联",
        "县交警大队",
        "县国有林场",
        "县公路段",
        "县电信",
        "市交警",
        "县第一中学",
        "縣電視臺",
        "海事处",
        "县工作专班",
        "东村村委会",
        "政策法规科",
        "人事教育处",
        "商标监管处",
        "教务处",
    ],
)
def test_the_bodies_beside_the_offices_are_plainly_units(name: str) -> None:
    """Mass organisations, stations, companies and villages answer as offices do."""
    assert is_plainly_unit(name)
    assert not is_person(name)


@pytest.mark.parametrize("words", ["完成25个小区", "招收本科", "整改多处", "建成公园3处"])
def test_what_only_ends_as_units_do_is_not_plainly_one(words: str) -> None:
    """A count of places, and words that end in 科 or 处."""
    assert not is_plainly_unit(words)


@pytest.mark.parametrize("words", ["环城路交界处", "高速入口处", "好处", "用处", "多处", "各类隐患3处"])
def test_a_place_or_a_count_is_no_section(words: str) -> None:
    """They end in 处 as 教务处 does."""
    assert not has_office_ending(words)


def test_the_words_of_a_group_tell_which_kinds_it_covers() -> None:
    """各镇（区） covers towns and zones; 有关部门 leaves it open."""
    assert group_kinds("各有关镇（区）") == {"town", "zone"}
    assert group_kinds("各镇（街道）") == {"town", "subdistrict"}
    assert group_kinds("有关部门") == frozenset()


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("市发改委", "发改委"),
        ("太仓市发改委", "发改委"),
        ("发展和改革委员会", "发改委"),
        ("市发展改革委", "发改委"),
        ("编  办", "编办"),
        ("市监委", "监委"),
        ("市委宣传部", "宣传部"),
        ("市政府办公室", "政府办"),
        ("市粮食和物资储备局", "粮食和物资储备局"),
        ("市市场监管局", "市场监管局"),
        ("太仓海关", "海关"),
        ("太仓高新区管委会", "高新区"),
        ("浏河镇人民政府", "浏河镇"),
        ("娄东街道办事处", "娄东街道"),
    ],
)
def test_names_of_one_body_have_one_canonical_name(printed: str, canonical: str) -> None:
    """The own place's prefix is dropped, then the reviewed table decides."""
    assert TAICANG.canonical(printed) == canonical


@pytest.mark.parametrize(
    "name",
    ["市场监管局", "市政公用局", "市民卡公司", "市委办", "港区", "港口管委会", "太仓港经济技术开发区", "苏州市发改委"],
)
def test_a_name_that_only_begins_like_a_prefix_is_kept(name: str) -> None:
    """市场监管局 is not 场监管局; 港区 and 港口管委会 are two units; another place's office stays its own."""
    assert TAICANG.canonical(name) == name


def test_without_a_known_place_no_prefix_is_dropped() -> None:
    """Whose 市 it is cannot be told where the jurisdiction is unknown."""
    names = UnitNames(unknown_jurisdiction("ab" * 32))

    assert names.canonical("市财政局") == "市财政局"
    assert names.canonical("发展和改革委员会") == "发改委"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("发改委", "department"),
        ("宣传部", "party"),
        ("编办", "party"),
        ("政法委", "party"),
        ("城厢镇", "town"),
        ("娄东街道", "subdistrict"),
        ("高新区", "zone"),
        ("接待办", "office"),
        ("水务集团", "enterprise"),
        ("供电公司", "enterprise"),
        ("税务局", "vertical"),
        ("海关", "vertical"),
        ("红十字会", "other"),
        ("港口管委会", "other"),
    ],
)
def test_the_kind_of_a_unit_is_told_by_its_name(name: str, kind: str) -> None:
    """Reviewed exceptions come before endings: 政法委 ends like a department and is none."""
    assert TAICANG.kind(name) == kind


def test_the_aliases_of_a_unit_are_the_table_s_and_the_prefixed_ones() -> None:
    """Aliases do not depend on which documents were loaded, so taking one out changes no unit."""
    assert TAICANG.aliases("人社局") == (
        "人力资源和社会保障局",
        "人力资源社会保障局",
        "人力社保局",
        "市人社局",
        "市人力资源和社会保障局",
        "市人力资源社会保障局",
        "市人力社保局",
    )
    assert TAICANG.aliases("城厢镇") == ()


def test_no_name_in_the_alias_table_stands_for_two_bodies() -> None:
    """Each name is listed once, so that the table cannot contradict itself."""
    entries = word_list("graph", "aliases.yml")
    names = [(entry.get("jurisdiction"), name) for entry in entries for name in (entry["name"], *entry["aliases"])]

    assert len(names) == len(set(names))
