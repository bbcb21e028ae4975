"""Searching texts: the same nodes in the same order on each engine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QuestionError
from graph.folding import fold, split_words
from graph.store import Store
from graph.store.hits import MOST_WORDS, TEXTS
from tests.contract.sample import BREAKDOWN, NOTICE, REPORT


def found(store: Store, text: str, *labels: str) -> list[tuple[str, str, int]]:
    """Label, id without its document, and place of each hit."""
    return [(hit.label, _short(hit.id), hit.place) for hit in store.search(text, labels or None)]


def _short(key: str) -> str:
    return next(
        (key.removeprefix(f"{each}:") for each in (BREAKDOWN, NOTICE, REPORT) if key.startswith(f"{each}:")), key
    )


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("生物医药", [("Task", "1.9", 2), ("Task", "1.13", 2)]),
        ("生物醫藥", [("Task", "1.9", 2), ("Task", "1.13", 2)]),
        ("医药 产业园", [("Task", "1.13", 2)]),
        ("污水处理", [("Task", "2.20", 1), ("Task", "1.81", 2), ("Task", "1.85", 2)]),
        ("一网通办", [("Task", "2.26", 1)]),
        ("公园", [("Task", "1.69", 1), ("Task", "2.22", 1), ("Task", "1.84", 2), ("Task", "2.16", 2)]),
        ("学校 幼儿园 二次结构", [("Task", "2.1", 3)]),
        ("渠", [("Section", "s5", 1)]),
        ("云溪大桥", [("Task", "1.1", 1)]),
        ("ａｐｐ端", [("Task", "2.2", 2)]),
        ("PP", [("Task", "2.2", 2)]),
        ("(a+b)", [("Task", "1.5", 2)]),
        ("（A+B），100％到户", [("Task", "1.5", 2)]),
        ("修建云溪大桥", [("Task", "1.1", 0)]),
        ("编制城区规划", [("Task", "1.2", 0)]),
        ("云政发〔2022〕3号", [("Document", NOTICE, 0)]),
        ("2022年 云政发", [("Document", NOTICE, 2)]),
        ("县道", [("Category", "1:城乡建设/道路/县道", 0)]),
        ("水渠", [("Section", "s5", 1)]),
        ("120公里", [("Section", "s2", 2)]),
        ("没有这样的事", []),
    ],
)
def test_a_node_is_found_where_its_texts_hold_every_word(
    sample: Store, text: str, hits: list[tuple[str, str, int]]
) -> None:
    """Phrases, single characters, parts of Latin words; full-width, traditional and capital forms are alike."""
    assert found(sample, text) == hits


def test_labels_narrow_and_come_in_the_order_of_the_schema(sample: Store) -> None:
    """道路 is a heading of the small document and stands in two contents of the large one."""
    heading, tasks = [("Category", "1:城乡建设/道路", 0)], [("Task", "1.79", 2), ("Task", "2.19", 2)]

    assert found(sample, "道路") == heading + tasks
    assert found(sample, "道路", "Task", "Section") == tasks
    assert found(sample, "2022年") == [("Document", NOTICE, 1), ("Section", "s3", 1)]
    assert sample.search("道路", []) == []


@pytest.mark.parametrize("text", ["", " \u3000\n", " ".join(map(str, range(MOST_WORDS + 1)))])
def test_a_search_has_one_to_fifty_words(sample: Store, text: str) -> None:
    """No words would find everything."""
    with pytest.raises(QuestionError, match="1 to 50 words"):
        sample.search(text)


def test_a_label_without_texts_is_refused(sample: Store) -> None:
    """Units are found by their names, which is not the store's business."""
    with pytest.raises(QuestionError, match="Unit has no texts"):
        sample.search("发改委", ["Unit"])


SIGNS = st.sampled_from("\"*\\+-!(){}[]^~?:/|&<>=.,%'$# \u3000\n〔〕“”…㎡①／＂")
WORDS = st.sampled_from(
    ["AND", "OR", "NOT", "NEAR", "name:", "TO", "公园", "公園", "项目", "水", "年", "2021", "A", "6%", "的"]
)
QUERIES = st.lists(SIGNS | WORDS | st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)


def test_any_words_find_what_holds_them(sample: Store) -> None:
    """Whatever means something to Lucene, Java's patterns or FTS5 is only looked for."""
    texts = {
        (node.label, node.id): [fold(str(node.properties.get(name, ""))) for name in TEXTS[node.label]]
        for node in sample.nodes()
        if node.label in TEXTS
    }

    @settings(deadline=None, max_examples=80)
    @given(QUERIES.map("".join).filter(lambda text: 1 <= len(split_words(text)) <= MOST_WORDS))
    def search_and_compare(text: str) -> None:
        words = split_words(text)
        hits = {(hit.label, hit.id) for hit in sample.search(text)}

        assert hits == {key for key, held in texts.items() if all(any(word in one for one in held) for word in words)}

    search_and_compare()


@pytest.mark.parametrize(
    "text", ["水" * 1000, "a" * 1000, "%" * 1000, " ".join(["水务局" * 6] * 50), "a\0b", "*" * 500]
)
def test_long_and_odd_words_find_nothing_and_break_nothing(sample: Store, text: str) -> None:
    """A thousand characters, fifty words, a character that ends texts elsewhere."""
    assert sample.search(text) == []
