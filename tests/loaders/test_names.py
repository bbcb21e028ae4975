"""The names of a duty cell: lines that belong together."""

import pytest

from loaders.blocks import Cell, Place
from loaders.layouts.names import read_leaders


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("副市长\n何锐", ("何锐",)),
        ("张三\n副市长\n李四\n市长", ("张三", "李四")),
        ("市委常委、副市长\n何 锐\n副市长\n代洪斌", ("何锐", "代洪斌")),
        ("市委常委、\n常务副市长\n张三", ("张三",)),
        ("市委书记\n市长", ("市委书记", "市长")),
        ("分管领导\n张三", ("分管领导", "张三")),
        ("常务副市长\n缪行之", ("常务副市长", "缪行之")),
    ],
)
def test_a_title_on_a_line_of_its_own_belongs_to_the_name_beside_it(text: str, names: tuple[str, ...]) -> None:
    """Narrow columns print the office above the name or below; 常务副市长 is a person of his own."""
    assert read_leaders(Cell(text, Place())).names == names
