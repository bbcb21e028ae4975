"""What a caller gives is coerced to what the question declares, or refused with what is accepted."""

import pytest

import queries
from graph.errors import QuestionError
from queries.values import complete_parameters


def values(name: str, **given: object) -> dict[str, object]:
    return dict(complete_parameters(queries.question(name), given))


def test_what_is_not_given_has_its_default() -> None:
    """None counts as not given."""
    assert values("brokers", limit=None) == {"jurisdiction": "", "document": "", "limit": 20}


def test_texts_of_a_command_line_become_values() -> None:
    """Numbers, truths and words are read from text; spaces around a text fall away."""
    assert values("brokers", limit=" 10 ")["limit"] == 10
    assert values("tasks-of-unit", unit=" 水务局 ", direct="TRUE")["unit"] == "水务局"
    assert values("tasks-of-unit", unit="水务局", direct="TRUE")["direct"] is True
    assert values("tasks-of-unit", unit="水务局", direct="no")["direct"] is False
    assert values("search", text="重大　项目 APP 项目")["text"] == ["重大", "项目", "app"]
    assert values("search", text=["重大", "项目"])["text"] == ["重大", "项目"]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("tasks-of-unit", {}, "needs the parameter 'unit': name, alias or id of the unit"),
        ("tasks-of-unit", {"unit": ""}, "'unit' takes a text, not ''"),
        ("tasks-of-unit", {"unit": 7}, "'unit' takes a text, not 7"),
        ("tasks-of-unit", {"unit": "a\0b"}, "'unit' takes a text"),
        ("tasks-of-unit", {"uint": "水务局"}, "no parameter 'uint'; did you mean 'unit'?"),
        (
            "tasks-of-unit",
            {"unit": "水务局", "role": "leads"},
            "'role' takes one of owns, supports, mentions, not 'leads'",
        ),
        ("tasks-of-unit", {"unit": "水务局", "direct": "maybe"}, "'direct' takes true or false, not 'maybe'"),
        ("tasks-of-unit", {"unit": "水务局", "direct": 1}, "'direct' takes true or false, not 1"),
        ("brokers", {"limit": "ten"}, "'limit' takes a whole number from 0 to 2147483647, not 'ten'"),
        ("brokers", {"limit": "-1"}, "'limit' takes a whole number"),
        ("brokers", {"limit": 2.5}, "'limit' takes a whole number"),
        ("brokers", {"limit": True}, "'limit' takes a whole number"),
        ("brokers", {"limit": 2**31}, "'limit' takes a whole number"),
        ("brokers", {"limit": "１０"}, "'limit' takes a whole number"),
        ("search", {"text": "   "}, "'text' takes 1 to 50 words"),
        ("search", {"text": " ".join(map(str, range(51)))}, "'text' takes 1 to 50 words"),
    ],
)
def test_a_wrong_parameter_says_what_is_accepted(name: str, given: dict[str, object], words: str) -> None:
    """The message names question and parameter."""
    with pytest.raises(QuestionError) as raised:
        values(name, **given)

    assert name in str(raised.value)
    assert words in str(raised.value)


def test_an_unknown_question_names_those_that_come_close() -> None:
    """Close ones are suggested; where none is, the way to list them."""
    with pytest.raises(QuestionError, match="no question 'busy-units'; did you mean busiest-units"):
        queries.question("busy-units")
    with pytest.raises(QuestionError, match="`zerentu ask` lists them"):
        queries.question("../../etc/passwd")
