"""Workbooks as offices keep them: explanations on a second sheet, hidden rows, figures above the header."""

import datetime
from collections.abc import Callable
from typing import Any

import openpyxl

from tests.loaders.pdfs import Box, Row
from tests.loaders.vectors.grids import fill_sheet, ods, saved, xls, xlsx


def ledger() -> bytes:
    """Return a ledger: title rows, goals as percentages, a hidden row, a second sheet that explains the columns."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "任务台账"
    rows: list[Row] = [
        (Box("汀澜新区2023年度高质量发展任务台账", columns=8), *[None] * 7),
        (Box("（制表时间：2023年2月20日）", columns=8), *[None] * 7),
        ("序号", "门类", "重点任务", "2023年目标", "责任领导", "主要责任单位", "配合单位", "完成时限"),
        ("1", Box("总量", rows=2), "做大经济总量，", "", Box("单于靖", rows=2), "发展改革局", "统计中心", "全年"),
        ("2", None, "提高投资强度，", "", None, "发展改革局\n自然资源和规划分局", "各产业组团", "全年"),
        ("3", Box("动能", rows=3), "提升研发投入占比，", "", "郁金声", "科技创新局", "税务分局", "12月底"),
        ("4", None, "扩大数字贸易规模，", "", Box("郁金声", rows=2), "商务局", "", "10月底"),
        ("5", None, "集聚高层次人才，", "", None, "人才工作办", "科技创新局、财政局", "11月底"),
        ("6", "绿色", "降低单位能耗，", "", "单于靖", "发展改革局", "生态环境分局", "全年"),
    ]
    fill_sheet(sheet, rows)
    goals = (0.075, 0.125, 0.036, 0.2, 0.08, -0.03)
    for at, goal in enumerate(goals, start=4):
        sheet.cell(at, 4, goal).number_format = "0.0%"
    sheet.row_dimensions[7].hidden = True
    notes = workbook.create_sheet("填表说明")
    notes.append(["填表说明"])
    notes.append(["一、主要责任单位负责汇总，配合单位按职责提供数据。"])
    notes.append(["二、完成时限填写到月。"])
    notes.append(["栏目", "含义"])
    notes.append(["责任领导", "管委会班子成员"])
    return saved(workbook)


def typed() -> bytes:
    """Return a sheet that begins at B3, with numbers and dates as such, words wrapped by hand, and wide headers."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    header = ("序号", "任务名称", "工作内容", "分管\n市领导", "牵头单位\n（部门）", "配  合\n单  位", "计划完成\n时间")
    rows = [
        (
            1.0,
            "创文",
            "提升农贸市场环境。",
            "支 朗",
            "市市场监管局",
            "市商务局、\n市城管局",
            datetime.date(2023, 6, 30),
        ),
        (2.0, "创卫", "改造旱厕三百座。", "支 朗", "市住房和\n城乡建设局", "各区政府", datetime.date(2023, 9, 30)),
        (3.0, "双拥", "建成军人驿站。", "缑云舒", "市退役军人\n事务局", None, datetime.datetime(2023, 7, 31)),
        (4.0, "食安", "复审国家食品安全城市。", "缑云舒", "市市场监管局", "市食安委成员单位", "2023年11月"),
        (5.0, "双创", "新增科技孵化器两家。", "支 朗\n缑云舒", "市科技局", "团市委\n市人社局", "年内"),
        (6.0, "平安", "建设智安小区五十个。", "缑云舒", "市公安局", "市住房和城乡建设局", None),
    ]
    for at, row in enumerate([header, *rows], start=3):
        for column, value in enumerate(row, start=2):
            sheet.cell(at, column, value)
    return saved(workbook)


def departments() -> bytes:
    """Return a workbook with a sheet for each half of the plan, and a hidden one with last year's."""
    workbook = openpyxl.Workbook()
    first: Any = workbook.active
    first.title = "经济类"
    fill_sheet(first, [
        ("序号", "任务", "牵头部门", "责任部门", "完成期限"),
        ("1", "建设中央厨房产业园。", "区商务局", "区自然资源分局", "12月"),
        ("2", "扶持预制菜企业十家。", "区农业农村局", "区市场监管局", "10月"),
        ("3", "举办采购商大会。", "区商务局", "区贸促会", "5月"),
    ])  # fmt: skip
    fill_sheet(workbook.create_sheet("民生类"), [
        ("序号", "任务", "牵头部门", "责任部门", "完成期限"),
        ("1", "建设嵌入式托育点六处。", "区卫健局", "各街道", "9月"),
        ("2", "加固护坡十一处。", "区水务局", "区应急局、各街道", "汛期前"),
        ("3", "翻新公办养老院。", "区民政局", "", "11月"),
    ])  # fmt: skip
    old = workbook.create_sheet("2022年")
    fill_sheet(old, [("序号", "任务", "牵头部门"), ("1", "关停小煤棚。", "区工信局")])
    old.sheet_state = "hidden"
    return saved(workbook)


MIDDLE: list[Row] = [
    (Box("沅浦市2021年重点工作半年统计", columns=6), *[None] * 5),
    ("项目总数", "已完成", "进行中", "未启动", "", ""),
    ("6", "2", "3", "1", "", ""),
    ("", "", "", "", "", ""),
    ("编号", "工作重点", "内容和要求", "牵头领导", "牵头责任单位", "相关单位"),
    ("A-1", Box("港航", rows=2), "疏浚下游航道二十公里。", "缪行之", Box("市港航中心", rows=2), "市水务局"),
    ("A-2", None, "开通至外港集装箱班轮。", "缪行之", None, "海关、海事处"),
    ("B-1", "空港", "完成机场改扩建选址报告。", "常务副市长", "市发改委", "市交通运输局、军分区"),
    ("B-2", "铁路", "推动货运专线列入规划。", "常务副市长\n缪行之", "市发改委", ""),
    ("C-1", Box("物流", rows=2), "建设冷链骨干基地。", "米若兰", "市商务局", "各县（区）政府"),
    ("C-2", None, "引进网络货运平台三家。", "米若兰", "市交通运输局", "市税务局"),
    (Box("合计：6项", columns=6), *[None] * 5),
]
"""A sheet whose header stands below some figures."""


BUILT: dict[str, Callable[[], bytes]] = {
    "sheet-ledger.xlsx": ledger,
    "sheet-typed.xlsx": typed,
    "sheet-departments.xlsx": departments,
    "sheet-header-in-the-middle.xlsx": lambda: xlsx(MIDDLE),
    "sheet-header-in-the-middle.xls": lambda: xls(MIDDLE),
    "sheet-header-in-the-middle.ods": lambda: ods(MIDDLE),
}
