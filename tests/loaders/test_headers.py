"""Header rows and the roles of their columns."""

import pytest

from loaders.layouts.headers import read_header


@pytest.mark.parametrize(
    ("cells", "roles"),
    [
        (
            ["门类", "项   目", "内 容 和 要 求", "分管领导", "主要责任单位", "相关单位"],
            {"category": (0,), "project": (1,), "content": (2,), "leaders": (3,), "owners": (4,), "supports": (5,)},
        ),
        (
            ["序号", "分类", "项目名称", "主要建设内容", "2021年工作任务", "主要责任单位"],
            {"seq": (0,), "category": (1,), "title": (2,), "content": (3,), "requirement": (4,), "owners": (5,)},
        ),
        (
            ["重点任务", "牵头单位", "责任单位", "完成时限"],
            {"content": (0,), "owners": (1,), "supports": (2,), "deadline": (3,)},
        ),
        (["第一责任单位", "主要责任单位", "任务"], {"owners": (0,), "supports": (1,), "content": (2,)}),
        (["序号", "项目", "责任单位"], {"seq": (0,), "content": (1,), "owners": (2,)}),
        (
            ["类别", "项目名称", "责任部门", "配合单位", "协办单位"],
            {"category": (0,), "content": (1,), "owners": (2,), "supports": (3, 4)},
        ),
        # Units of two levels answer alike; a department that oversees them all does not own beside them.
        (["任务", "市级牵头单位", "区级牵头单位", "配合单位"], {"content": (0,), "owners": (1, 2), "supports": (3,)}),
        (["任务", "责任单位（市级）", "责任单位（县级）"], {"content": (0,), "owners": (1, 2)}),
        (["任务", "责任主体省直", "责任主体市县"], {"content": (0,), "owners": (1, 2)}),
        (["任务", "省级主管部门", "责任主体"], {"content": (0,), "owners": (2,), "supports": (1,)}),
        (["任务", "主管部门", "配合单位"], {"content": (0,), "owners": (1,), "supports": (2,)}),
    ],
)  # fmt: skip
def test_each_column_gets_its_role(cells: list[str], roles: dict[str, tuple[int, ...]]) -> None:
    """Roles come from the vocabulary; what owns is told by rank beside its neighbours."""
    columns = read_header(cells)

    assert columns is not None
    assert columns.roles == roles


@pytest.mark.parametrize(
    "cells",
    [
        ["姓名", "年龄"],
        ["序号", "项目", "金额"],
        ["分管领导", "主要责任单位"],
        ["发改委", "修路", "张三"],
        ["责任单位", "甲", "乙", "丙", "内容"],
    ],
)
def test_other_rows_are_no_header(cells: list[str]) -> None:
    """A header names a task and a unit or official, and at least half of its words are known."""
    assert read_header(cells) is None
