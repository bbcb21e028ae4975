"""``zerentu judge``: what it prints, what it writes, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.api.command_line import SAMPLE, Ended, zerentu


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store that holds the sample."""
    url = f"ladybug:{tmp_path / 'graph.lbug'}"
    assert zerentu("load", str(SAMPLE), "--store", url).code == 0
    return url


def judge(store: str, *arguments: str) -> Ended:
    return zerentu("judge", *arguments, "--store", store)


def test_names_are_joined_listed_and_parted_again(store: str) -> None:
    """The unit goes by the first name; the list says who and why; taken back, both are there again."""
    made = judge(store, "same", "港口管委会", "港区", "--reason", "合署办公", "--by", "督查室")
    assert made.code == 0
    assert made.out.splitlines() == [
        "港区 = 港口管委会: new, one unit: 320585:港口管委会",
        "1 documents written anew",
        "  320585:太政发〔2021〕9号",
    ]
    listed = judge(store, "list")
    assert all(words in listed.out for words in ("320585:港区|港口管委会", "合署办公", "督查室"))

    assert judge(store, "same", "港口管委会", "市港区", "--reason", "合署办公").out.startswith(
        "港区 = 港口管委会: unchanged"
    )
    taken = json.loads(judge(store, "withdraw", "320585:港区|港口管委会", "--json").out)
    assert (taken["outcome"], taken["documents"]) == ("withdrawn", ["320585:太政发〔2021〕9号"])
    assert json.loads(judge(store, "list", "--json").out) == {"judgements": []}
    rows = json.loads(zerentu("ask", "tasks-of-unit", "unit=港区", "--store", store, "--json").out)
    assert rows


def test_two_names_are_kept_apart(store: str) -> None:
    """JSON says the same as the lines; the user of the machine decided where nobody is named."""
    told = json.loads(judge(store, "different", "港区", "港口管委会", "--place", "太仓市", "--json").out)

    assert (told["outcome"], told["unit"], told["documents"]) == ("new", "", [])
    assert told["judgement"]["verdict"] == "different"
    assert told["judgement"]["decided_by"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("same", "财政局", "市财政局"), 2, "both 财政局"),
        (("same", "各镇（区）", "浏河镇"), 2, "stands for several"),
        (("same", "林业局", "园林局"), 1, "no Unit '320585:林业局'"),
        (("different", "港区", "港口管委会", "--place", "昆山市"), 1, "no Jurisdiction '昆山市'"),
        (("withdraw", "320585:甲|乙"), 1, "no Judgement"),
    ],
)
def test_what_cannot_be_judged_is_said_in_a_line(store: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    """Nothing is written, and the list stays empty."""
    ended = judge(store, *arguments)

    assert ended.code == code
    assert words in ended.err
    assert len(ended.err.splitlines()) == 1
    assert json.loads(judge(store, "list", "--json").out) == {"judgements": []}


def test_without_a_graph_nothing_is_made(tmp_path: Path) -> None:
    """Who judges where nothing is loaded named the wrong store."""
    ended = judge(f"ladybug:{tmp_path / 'graph.lbug'}", "same", "甲局", "乙局")

    assert ended.code == 3
    assert not (tmp_path / "graph.lbug").exists()
