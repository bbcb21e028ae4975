"""Where one person's name ends and the next begins."""

import pytest

from graph.people import looks_like_name, split_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("张  顺", ("张顺",)),
        ("吴敬宇", ("吴敬宇",)),
        ("吴 敬 宇", ("吴敬宇",)),
        ("郑丙华 周  强", ("郑丙华", "周强")),
        ("周　强　郑丙华", ("周强", "郑丙华")),
        ("陆 明俞 悦", ("陆明", "俞悦")),
        ("王 小明 李 四", ("王小明", "李四")),
        ("欧阳修", ("欧阳修",)),
        ("司马 相如、李四", ("司马相如", "李四")),
        ("阿不都·热合曼", ("阿不都·热合曼",)),
        ("副市长 张三", ("张三",)),
        ("李四副市长；王五", ("李四", "王五")),
        ("常务副市长", ("常务副市长",)),
        ("", ()),
    ],
)
def test_a_line_is_parted_into_its_names(line: str, names: tuple[str, ...]) -> None:
    """Spaces inside a name go, names that share a line are told apart, titles beside a name go."""
    read = split_names(line)

    assert read.names == names
    assert read.certain


def test_a_line_that_can_be_parted_in_two_ways_says_so() -> None:
    """Six characters without a space may be two names of three or three of two: the result is not certain."""
    read = split_names("王李张刘陈杨")

    assert not read.certain


@pytest.mark.parametrize(
    ("text", "expected"), [("张顺", True), ("欧阳修", True), ("发改委", False), ("增长6%", False), ("张", False)]
)
def test_only_a_short_text_after_a_surname_looks_like_a_name(text: str, expected: bool) -> None:
    """The check guards rows in which a cell is missing: units must not be taken for persons."""
    assert looks_like_name(text) is expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("市委常委、常务副市长张三", ("张三",)),
        ("李四市委常委、副市长", ("李四",)),
        ("市长张三、副市长李四", ("张三", "李四")),
        ("张三（市委常委、副市长）", ("张三",)),
        ("市委书记、市长", ("市长",)),
    ],
)
def test_several_titles_are_one_persons(line: str, names: tuple[str, ...]) -> None:
    """A title belongs to the name beside it; titles alone stand for one person."""
    assert split_names(line).names == names
