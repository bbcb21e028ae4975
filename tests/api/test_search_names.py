"""Units and officials by name, alias, short form and pinyin, and what is proposed where none is found."""

import pytest

from api.search.names import LABELS, Named, NameList
from api.search.pinyin import spelled_span, spelling
from api.search.snippets import cut, marked
from api.search.suggestions import suggest
from graph.folding import fold, split_words
from graph.jurisdictions import Jurisdiction
from graph.units import UnitNames

PLACE = Jurisdiction("320585", "太仓市", "county")


def named(label: str, *names: str) -> Named:
    return Named(label, f"320585:{names[0]}", names, tuple(map(fold, names)))


NAMES = NameList(
    [
        named("Unit", "发改委", "发展和改革委员会", "市发改委"),
        named("Unit", "水务局", "市水务局"),
        named("Unit", "税务局"),
        named("Unit", "浏河镇"),
        named("Unit", "长沙路街道"),
        named("Official", "汪香元"),
        named("Official", "曾单重"),
        named("Official", "仇长乐"),
        named("Official", "吕行"),
    ],
    [UnitNames(PLACE)],
)


def found(text: str, *labels: str) -> dict[str, int]:
    """The names and places of what is found."""
    hits = NAMES.find(split_words(text), labels or ("Unit", "Official"))
    return {hit.id.partition(":")[2]: hit.place for hit in hits}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("发改委", {"发改委": 0}),
        ("發改委", {"发改委": 0}),
        ("市发改委", {"发改委": 0}),
        ("改委", {"发改委": 1}),
        ("改革委员", {"发改委": 2}),
        ("太仓市发改委", {"发改委": 0}),
        ("太仓市发展改革委", {"发改委": 0}),
        ("浏河镇人民政府", {"浏河镇": 0}),
        ("太仓市水利局", {}),
        ("务局", {"水务局": 1, "税务局": 1}),
        ("汪 香元", {"汪香元": 0}),
    ],
)
def test_a_unit_is_found_by_whatever_the_table_says_it_is_called(text: str, names: dict[str, int]) -> None:
    """Its name, an alias, a part of either, and full forms with the place; never by likeness."""
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("fgw", {"发改委"}),
        ("FaGaiWei", {"发改委"}),
        ("fā gǎi wěi", {"发改委"}),
        ("gaiwei", {"发改委"}),
        ("fazhanhegaige", {"发改委"}),
        ("shuiwuj", {"水务局", "税务局"}),
        ("swj", {"水务局", "税务局"}),
        ("wangxiangyuan", {"汪香元"}),
        ("wxy", {"汪香元"}),
        ("wangxy", set()),
        ("changshalu", {"长沙路街道"}),
        ("zhangshalu", {"长沙路街道"}),
        ("cslj", {"长沙路街道"}),
        ("zengshanchong", {"曾单重"}),
        ("cengdanzhong", {"曾单重"}),
        ("zengchanzhong", {"曾单重"}),
        ("zdc", {"曾单重"}),
        ("qiuchangle", {"仇长乐"}),
        ("chouzhangyue", {"仇长乐"}),
        ("lvxing", {"吕行"}),
        ("lüháng", {"吕行"}),
        ("lyuxing", {"吕行"}),
        ("f", set()),
    ],
)
def test_pinyin_spells_a_name_in_any_reading(text: str, names: set[str]) -> None:
    """Initials from its beginning, or syllables from any character on; polyphonic characters in all readings."""
    assert found(text).keys() == names
    assert set(found(text).values()) <= {3}


def test_labels_narrow() -> None:
    """Only officials, only units."""
    assert found("wang", "Official").keys() == {"汪香元"}
    assert found("wang", "Unit") == {}


def test_the_characters_that_were_spelled_are_known() -> None:
    """The first that fit."""
    assert spelled_span("weiyuan", "发展和改革委员会") == (5, 7)
    assert spelled_span("fgw", "发改委") == (0, 3)
    assert spelled_span("wf", "发改委") is None
    assert (spelling("Xi’an"), spelling("西安"), spelling("a1"), spelling("x" * 61)) == ("xian", "", "", "")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("汪向元", [("汪香元", "sound")]),
        ("水物局", [("水务局", "sound"), ("税务局", "sound")]),
        ("水利务局", [("水务局", "spelling")]),
        ("wangxiangyun", [("汪香元", "spelling")]),
        ("发展委员会", [("发展和改革委员会", "short")]),
        ("曾山虫", [("曾单重", "sound")]),
        ("污水处理", []),
        ("局", []),
        ("水" * 31, []),
    ],
)
def test_near_names_are_proposed(text: str, near: list[tuple[str, str]]) -> None:
    """By sound (shan and san alike), by spelling, or one as the other's short form; nearest first, five at most."""
    proposed = [(each.name, each.basis) for each in suggest(split_words(text), NAMES, LABELS)]

    assert proposed == near


def test_marks_are_places_in_the_text_as_it_is_printed() -> None:
    """Folding keeps places; words that touch are one mark."""
    assert marked("建設ＡＰＰ端，APP", ("app", "端")) == ((2, 6), (7, 10))
    assert marked("水水水", ("水水",)) == ((0, 2),)


def test_a_long_text_is_cut_around_its_first_mark() -> None:
    """160 characters, 40 of them before; what starts beyond them has no mark."""
    text = "一" * 300 + "桥" + "二" * 150 + "桥"

    snippet = cut(text, marked(text, ("桥",)))

    assert (len(snippet.text), snippet.start, snippet.marks) == (160, 260, ((40, 41),))
    assert cut("短", ()).start == 0
