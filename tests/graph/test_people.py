"""Where one person's name ends and the next begins."""

import pytest

from graph.people import is_official, split_names
from graph.surnames import looks_like_name


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
        ("政法委书记、公安局局长 钱七", ("钱七",)),
        ("市政协副主席、市工商联主席 万小红", ("万小红",)),
        ("党委委员、武装部长李强", ("李强",)),
        ("市人大常委会副主任 赵六", ("赵六",)),
        ("局党组书记 张洪涛", ("张洪涛",)),
        ("铜陵市委书记王明", ("王明",)),
        ("刘洋市政府秘书长", ("刘洋",)),
        ("市委副书记 王明 副市长 李强", ("王明", "李强")),
        ("市政协副主席孙八、市长助理周九", ("孙八", "周九")),
        ("副市长张曙光、王健", ("张曙光", "王健")),
        ("王强副市长 刘洋", ("王强", "刘洋")),
        ("市长王明和副市长李强", ("王明", "李强")),
        ("副市长和丽川", ("和丽川",)),
        ("组长：王明", ("王明",)),
        ("张三 13812345678", ("张三",)),
        ("张三 0571-8675-1234", ("张三",)),
        ("李四、张三等市领导", ("李四", "张三")),
    ],
)
def test_a_title_with_a_name_is_the_name(line: str, names: tuple[str, ...]) -> None:
    """Bodies, ranks and offices in front of a name or behind it go; several titles in a row are one person's."""
    assert split_names(line).names == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("市委书记、市长", ("市委书记", "市长")),
        ("市长 常务副市长", ("市长", "常务副市长")),
        ("市长、副市长李四", ("市长", "李四")),
        ("区委常委、政法委书记", ("区委常委、政法委书记",)),
        ("区委常委，政法委书记", ("区委常委，政法委书记",)),
        ("区教体局局长、党组书记", ("区教体局局长、党组书记",)),
        ("王店镇镇长", ("王店镇镇长",)),
        ("高新区管委会主任", ("高新区管委会主任",)),
        ("安阳市委书记", ("安阳市委书记",)),
        ("水利局长", ("水利局长",)),
        ("李市长", ("李市长",)),
    ],
)
def test_a_title_without_a_name_is_kept_as_printed(line: str, names: tuple[str, ...]) -> None:
    """A member of a body is the same person as the office beside it; two offices are two persons."""
    assert split_names(line).names == names


@pytest.mark.parametrize(
    "words",
    [
        "区政府分管领导",
        "分管副市长",
        "各副市长",
        "有关市领导",
        "全體市政府領導",
        "市政府分管负责同志",
        "县委主要领导",
        "分管教育的副市长",
        "市委、市政府分管领导",
        "各县（市、区）政府主要负责人",
    ],
)
def test_a_leader_by_function_is_kept_as_printed(words: str) -> None:
    """Who answers for a field of work stands for the person who holds it."""
    assert split_names(words).names == (words,)
    assert is_official(words)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("格桑卓玛", ("格桑卓玛",)),
        ("格桑卓玛 陈军", ("格桑卓玛", "陈军")),
        ("扎西次仁、旦增·罗布", ("扎西次仁", "旦增·罗布")),
        ("旦增·罗布 陈军", ("旦增·罗布", "陈军")),
        ("副县长阿卜杜热合曼", ("阿卜杜热合曼",)),
        ("乌云其木格", ("乌云其木格",)),
    ],
)
def test_a_name_of_name_words_stays_whole(line: str, names: tuple[str, ...]) -> None:
    """Tibetan, Turkic, Mongolian and Yi names have no surname; the words of which they are made tell them."""
    assert split_names(line).names == names


@pytest.mark.parametrize(
    "words",
    [
        "副市长刘志远",
        "王丽华市长助理",
        "市政府秘书长李强",
        "区委常委、副区长马晓峰",
        "副市长张曙光、王健",
        "区委副书记",
        "武装部长",
        "李市长",
    ],
)
def test_words_that_name_persons_by_their_offices_are_told(words: str) -> None:
    """A title in front of a name, behind it or alone says that a person is meant."""
    assert is_official(words)


@pytest.mark.parametrize(
    "words",
    [
        "市政府办公室",
        "市委组织部",
        "市人大常委会",
        "市长热线",
        "市长江办",
        "县长安镇",
        "市市政委",
        "市林长办",
        "各成员单位",
        "李强",
        "副市长李强、文旅局",
        "强化组织领导",
        "市长石清越对全部事项负总责",
    ],
)
def test_units_and_sentences_name_no_person_by_an_office(words: str) -> None:
    """An office's characters stand in the names of bodies, too; a name alone may be anybody's."""
    assert not is_official(words)


def test_bodies_that_share_a_leader_stay_as_printed() -> None:
    """Found by the fuzz run: a comma between them became another mark, which the cell does not have."""
    assert split_names("市委，市政府分管领导").names == ("市委，市政府分管领导",)
