"""Free text: the same rows on each engine, whether the full-text index or the substring finds them."""

import pytest

from graph.errors import QuestionError
from graph.store import Store
from tests.contract.answers import ask
from tests.contract.sample import BREAKDOWN, NOTICE


def found(store: Store, text: str, **parameters: object) -> list[tuple[str, int]]:
    return ask(store, "search", "task place", text=text, limit=100, **parameters)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("生物医药", [("1.9", 2), ("1.13", 2)]),
        ("医药 产业园", [("1.13", 2)]),
        ("产业园  医药", [("1.13", 2)]),
        ("智慧文旅", [("2.2", 1)]),
        ("桥", [("1.1", 1)]),
        ("app端", [("2.2", 2)]),
        ("PP", [("2.2", 2)]),
        ("guide", [("1.5", 2)]),
        ("补助 一本通", [("1.5", 2)]),
        ("没有这样的事", []),
    ],
)
def test_every_word_is_contained(sample: Store, text: str, rows: list[tuple[str, int]]) -> None:
    """Phrases, single characters, parts of Latin words in any case; all words, in any order."""
    document = NOTICE if rows and rows[0][0] in {"1.1", "1.5"} else BREAKDOWN

    assert found(sample, text, document=document) == rows


def test_a_name_comes_before_content_and_content_before_requirement(sample: Store) -> None:
    """公园 stands in the names of 1.69 and 2.22 and in two more contents; 主体封顶 only in requirements."""
    assert found(sample, "公园") == [("1.69", 1), ("2.22", 1), ("1.84", 2), ("2.16", 2)]
    assert found(sample, "主体封顶") == [("2.1", 3), ("2.7", 3), ("1.3", 3)]
    assert found(sample, "学校 幼儿园 二次结构") == [("2.1", 3)]


@pytest.mark.parametrize(
    "text",
    ["(A+B)", "100%", "C:\\", '"Help"', "“一本通”", "a+b c:\\guide"],
)
def test_signs_are_only_signs(sample: Store, text: str) -> None:
    """What means something to a query language is looked for as it stands."""
    assert found(sample, text, document=NOTICE) == [("1.5", 2)]


@pytest.mark.parametrize(
    "text", ["'", '"', "\\", "*", "手册~", "name:补助", "手册 OR 大桥", "') RETURN 1 //", "[1 TO 2]", "+-&&||!"]
)
def test_signs_that_do_not_stand_there_find_nothing(sample: Store, text: str) -> None:
    """No sign is an operator, none breaks the statement; the two that do occur are found as they stand."""
    expected = [("1.5", 2)] if text in {'"', "\\"} else []

    assert found(sample, text, document=NOTICE) == expected


def test_a_search_for_nothing_is_refused(sample: Store) -> None:
    """Spaces alone are no word."""
    with pytest.raises(QuestionError, match="'text' takes 1 to 50 words"):
        found(sample, " \u3000 ")
