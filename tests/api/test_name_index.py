"""The index of names leaves out none that fits, and spares looking at the others."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.search import name_index
from api.search.name_index import NameIndex
from api.search.names import NameKeeper
from api.search.nearness import nearness
from api.search.pinyin import spelled_span
from api.versions import read_version
from graph.errors import StoreAbsentError
from graph.folding import fold
from graph.store import Store, open_store
from loaders import extract_file
from tests.access.conftest import SAMPLE

CHARACTERS = "重庆长沙乐行单曾仇吕朴市县区镇水税财政务局办委发改会系统ab中（）\n"
"""With rare readings, readings that sound alike, signs that are read as themselves, and a line end inside a name."""
NAMES = st.lists(st.text(CHARACTERS, max_size=6), max_size=25)
WORDS = st.text(CHARACTERS.replace("\n", ""), min_size=1, max_size=7)
LETTERS = st.one_of(
    st.text("abcdefghijklnopqrstuwxyz", min_size=2, max_size=12),
    st.lists(
        st.sampled_from(
            ["chong", "zhong", "chang", "zhang", "sha", "le", "yue", "shan", "dan", "shui", "cai", "zheng"]
        ),
        min_size=1,
        max_size=4,
    ).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(names=NAMES, word=WORDS)
def test_every_name_that_holds_a_word_is_found(names: list[str], word: str) -> None:
    """The same as to look into each of them."""
    assert [*NameIndex(names).holding(word)] == [each for each in dict.fromkeys(names) if word in each]


@settings(max_examples=400, deadline=None)
@given(names=NAMES, letters=LETTERS)
def test_every_name_that_letters_spell_is_found(names: list[str], letters: str) -> None:
    """The same as to spell each of them: initials, syllables in any reading, the last one cut off."""
    assert {*NameIndex(names).spelled_by(letters)} == {each for each in names if spelled_span(letters, each)}


@settings(max_examples=600, deadline=None)
@given(names=NAMES, wanted=st.one_of(st.text(CHARACTERS.replace("\n", ""), min_size=2, max_size=7), LETTERS))
def test_every_name_that_is_near_is_found(names: list[str], wanted: str) -> None:
    """The same as to compare each of them, by sound, spelling and short form."""
    compared = {each: nearness(wanted, each) for each in names}

    assert NameIndex(names).near(wanted) == {each: near for each, near in compared.items() if near}


def test_few_names_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two thousand names a search compares and spells the few that may fit, whatever is asked for."""
    looked: list[object] = []

    def counted(work: Any) -> Any:
        def look(*given: str) -> Any:
            looked.append(given)
            return work(*given)

        return look

    firsts, seconds = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张", "安邦昌德恩芳刚红佳凯兰明宁鹏琴荣"
    index = NameIndex(one + two + three for one in firsts for two in seconds for three in "伟芬磊娜军")
    monkeypatch.setattr(name_index, "nearness", counted(nearness))
    monkeypatch.setattr(name_index, "spelled_span", counted(spelled_span))
    found = [
        *index.holding("王明伟"),
        *index.spelled_by("wangmingwei"),
        *index.near("黄明伟"),
        *index.near("wangmingwe"),
    ]

    assert {"王明伟"} <= {*found}
    assert 0 < len(looked) < 3 * 23 * 16 * 5 / 10


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A graph that holds the sample."""
    with open_store(f"ladybug:{tmp_path / 'graph.lbug'}") as opened:
        opened.load(extract_file(SAMPLE).batch())
        yield opened


class Noting:
    """A store that notes what it is asked, and may be made to wait or to fail."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.statements: list[str] = []
        self.waiting, self.go_on = Event(), Event()
        self.go_on.set()
        self.fails = False

    def ask(self, statement: str, *given: Any, **named: Any) -> Any:
        """Ask, when it may go on."""
        self.statements.append(statement)
        self.waiting.set()
        assert self.go_on.wait(60)
        if self.fails:
            raise StoreAbsentError("the store does not answer")
        return self.store.ask(statement, *given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def test_names_are_read_once_for_a_version(store: Store) -> None:
    """The second search of the same version asks the store for nothing; a load makes them be read anew."""
    keeper, noting = NameKeeper(), Noting(store)
    version = read_version(store)
    first = keeper.names(cast("Store", noting), version)
    asked = len(noting.statements)
    again = keeper.names(cast("Store", noting), version)
    store.unload("320585:太政发〔2021〕9号")
    after = keeper.names(cast("Store", noting), read_version(store))

    assert again is first
    assert 0 < asked < len(noting.statements)
    assert [hit.id for hit in first.find([fold("发改委")], ["Unit"])] == ["320585:发改委"]
    assert [*after.find([fold("发改委")], ["Unit"])] == []


def test_names_of_another_version_than_was_asked_for_are_not_kept(store: Store) -> None:
    """A load came in between: the names are those of now, and the next who asks has them read under their version."""
    keeper, noting = NameKeeper(), Noting(store)
    passed = keeper.names(cast("Store", noting), "the version before")
    asked = len(noting.statements)
    again = keeper.names(cast("Store", noting), "the version before")

    assert again is not passed
    assert len(noting.statements) == 2 * asked
    assert [hit.id for hit in passed.find([fold("发改委")], ["Unit"])] == ["320585:发改委"]


def test_who_waits_for_the_same_names_meets_the_same_failure(store: Store) -> None:
    """Ten searches at once over a store that gives up after a while ask it once, not one after the other."""
    keeper, noting = NameKeeper(), Noting(store)
    noting.go_on.clear()
    with ThreadPoolExecutor(10) as threads:
        asked = [threads.submit(keeper.names, cast("Store", noting), "a version") for _ in range(10)]
        assert noting.waiting.wait(60)
        while not all(each.running() for each in asked):
            time.sleep(0.01)
        time.sleep(0.5)
        noting.fails = True
        noting.go_on.set()
        failures = [each.exception() for each in asked]

    assert {type(each) for each in failures} == {StoreAbsentError}
    assert len(noting.statements) == 1
    noting.fails = False
    assert keeper.names(cast("Store", noting), "a version")
