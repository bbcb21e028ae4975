"""Invented documents for measuring: places, people and promises that exist nowhere, the same for the same seed.

A document has 150 tasks and about 1,050 edges, as a county's breakdown has. Five documents, a year each, are of one
place and share its units and officials, so that a graph of 100,000 tasks has 134 places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from graph.jurisdictions import Jurisdiction
from graph.model import Batch
from loaders.assemble import assemble
from loaders.notice import Facts
from loaders.records import DUTIES, Assignment, Duty, Locator

TASKS_A_DOCUMENT = 150
YEARS_A_PLACE = 5
FIRST_YEAR = 2021
SEARCHED = "智慧农业"
"""Words that stand in about one task of two hundred."""

_SYLLABLES = "青禾云溪临江石桥白沙东湖南塘北岭柳泉松溪竹山梅岗兰亭荷塘"
_SURNAMES = "陈林何沈陆顾许严章秦程姚"
_GIVEN = "文明志远建平国华晓春立新海涛永康"
_OFFICES = (
    "发改委", "工信局", "财政局", "教育局", "科技局", "公安局", "民政局", "司法局", "人社局",
    "住建局", "城管局", "水务局", "商务局", "文体广旅局", "卫健委", "应急管理局", "审计局", "行政审批局",
    "市场监管局", "统计局", "医保局", "信访局", "农业农村局", "交通运输局", "生态环境局", "资源规划局", "金融监管局",
    "退役军人局", "国资办", "招商局", "编办", "组织部", "宣传部", "政法委", "税务局", "供电公司",
    "总工会", "妇联", "残联", "气象局",
)  # fmt: skip
_GROUPS = ("各镇（区）", "有关部门")
_VERBS = ("推进", "加快", "完成", "启动", "优化", "扩大", "健全", "落实")
_SUBJECTS = (
    "老旧小区改造", "河道整治", "产业园区建设", "公交线路调整", "学校新建扩建", "医疗共同体运行",
    "高标准农田", "污水管网铺设", "企业技术改造", "养老服务网点", "数据平台归集", "招才引智",
    "文化场馆开放", "道路养护", "粮食仓储", "电网升级",
)  # fmt: skip
_THEMES = ("壮大实体经济", "深化改革开放", "提升城乡面貌", "保护生态环境", "增进民生福祉", "守牢安全底线")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: two headings, what is to be done, who by role; ``inherited`` cells are printed blank."""

    headings: tuple[str, str]
    content: str
    names: dict[str, tuple[str, ...]]
    inherited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """An invented county with those who answer for its tasks."""

    jurisdiction: Jurisdiction
    officials: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def addressees(self) -> str:
        """The line that the notice begins with."""
        return "各镇人民政府，县各委办局，县各直属单位"


def make_place(number: int, seed: int = 1) -> Place:
    """Return the place with this number; its code is of no province that GB/T 2260 has."""
    random = Random(f"{seed} place {number}")
    name = "".join(random.sample(_SYLLABLES, 2)) + "县"
    officials = {random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, 2)) for _ in range(12)}
    towns = {"".join(random.sample(_SYLLABLES, 2)) + "镇" for _ in range(16)}
    code = f"99{number:04}"
    return Place(Jurisdiction(code, name, "county"), tuple(sorted(officials)[:9]), (*_OFFICES, *sorted(towns)[:12]))


def make_rows(place: Place, year: int, count: int = TASKS_A_DOCUMENT, seed: int = 1) -> list[Row]:
    """Return the rows of one table, with merged cells as a real one has them."""
    random = Random(f"{seed} rows {place.jurisdiction.code} {year}")
    rows: list[Row] = []
    for number in range(count):
        rows.append(_row(random, place, number, rows[-1] if rows else None))
    return rows


def make_batch(place: Place, year: int, rows: Sequence[Row]) -> Batch:
    """Return the rows as the nodes and edges that a loader would hand to a store."""
    county = place.jurisdiction
    facts = Facts(
        sha256=f"{int(county.code):032x}{year:032x}",
        source=f"{county.code}-{year}.docx",
        jurisdiction=county,
        number=document_number(place, year),
        title=document_title(place, year),
        kind="breakdown",
        issued_on=f"{year}-02-10",
        year=year,
        addressees=place.addressees,
    )
    return assemble(facts, [_assignment(row, number) for number, row in enumerate(rows, start=1)])


def document_number(place: Place, year: int) -> str:
    """Return the number that a document of the place bears."""
    return f"{place.jurisdiction.name[0]}政发〔{year}〕9号"


def document_title(place: Place, year: int) -> str:
    """Return the title of a document of the place."""
    return f"关于分解落实{place.jurisdiction.name}{year}年政府主要工作任务的通知"


def make_documents(first: int, last: int, seed: int = 1) -> Iterator[Batch]:
    """Yield the documents from number ``first`` up to ``last`` (exclusive), each 150 tasks."""
    for number in range(first, last):
        yield make_document(number // YEARS_A_PLACE, FIRST_YEAR + number % YEARS_A_PLACE, seed)


def make_document(place_number: int, year: int, seed: int = 1) -> Batch:
    """Return one document of 150 tasks."""
    place = make_place(place_number, seed)
    return make_batch(place, year, make_rows(place, year, seed=seed))


def documents_for(tasks: int) -> int:
    """Return how many documents hold at least so many tasks."""
    return -(-tasks // TASKS_A_DOCUMENT)


def _row(random: Random, place: Place, number: int, above: Row | None) -> Row:
    inherited: set[str] = set()
    if above and random.random() < 0.75:
        inherited |= {"category", "project"}
    elif above and random.random() < 0.8:
        inherited.add("category")
    for role, share in (("leaders", 0.15), ("owners", 0.1), ("supports", 0.8)):
        if above and random.random() < share:
            inherited.add(role)
    fresh = _names(random, place)
    names = {role: above.names[role] if above and role in inherited else fresh[role] for role in DUTIES}
    category = above.headings[0] if above and "category" in inherited else f"{_THEMES[number % 6]}行动{number}"
    project = above.headings[1] if above and "project" in inherited else f"{random.choice(_SUBJECTS)}工程{number}"
    return Row((category, project), _content(random, place), names, frozenset(inherited))


def _names(random: Random, place: Place) -> dict[str, tuple[str, ...]]:
    """Draw who leads, owns and supports; the first offices of the list draw most tasks, as in life."""
    offices = [place.units[int(random.expovariate(0.05)) % len(place.units)] for _ in range(5)]
    owners = tuple(dict.fromkeys(offices[: random.choice((1, 1, 1, 2, 2, 3))]))
    others = tuple(dict.fromkeys(office for office in offices[3:] if office not in owners))
    supports = _GROUPS[: random.choice((1, 2))] if random.random() < 0.75 else others or _GROUPS
    return {
        "leaders": tuple(random.sample(place.officials, random.choice((1, 1, 1, 2)))),
        "owners": owners,
        "supports": supports,
    }


def _content(random: Random, place: Place) -> str:
    clauses = [
        f"{random.choice(_VERBS)}{random.choice(_SUBJECTS)}，年内{random.choice(_VERBS)}{random.randint(2, 90)}项"
        for _ in range(random.choice((1, 2, 2, 3, 4)))
    ]
    if random.random() < 0.005:
        clauses.append(f"试点{SEARCHED}")
    if random.random() < 0.03:
        clauses.append(f"配合{random.choice(place.units)}做好督查")
    return "；".join(clauses) + "。"


def _assignment(row: Row, number: int) -> Assignment:
    duties = {
        role: (Duty(row.names[role], "\n".join(row.names[role]), Locator(1, number, column), role in row.inherited),)
        for column, role in enumerate(DUTIES, start=4)
    }
    return Assignment(
        annex=1,
        row=number,
        headings=row.headings,
        content=row.content,
        locator=Locator(1, number),
        duties=duties,
        inherited=tuple(sorted(row.inherited)),
    )
