"""What a caller wants by its headers, as RFC 9110 has it."""

import pytest

from api.negotiation import accepts_gzip, best_language, best_type

OFFERED = ("application/json", "text/csv", "application/x-ndjson")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; header=present", "text/csv"),
        ("application/x-ndjson, text/csv;q=0.5", "application/x-ndjson"),
        ("application/json;q=0.1, text/*;q=0.2", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/csv;q=0.5, application/*", "application/json"),
        ("text/csv;q=high, application/x-ndjson;q=0.1", "application/x-ndjson"),
        ("nonsense", "application/json"),
        ("text/html", None),
        ("text/csv;q=0", None),
    ],
)
def test_the_media_type_is_the_one_that_is_wanted_most(accept: str, chosen: str | None) -> None:
    """The most exact range gives the quality, of equal ones the first that is offered wins, 0 is a refusal."""
    assert best_type(accept, OFFERED) == chosen


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "zh"), ("en", "en"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("zh-CN,en;q=0.5", "zh"), ("fr", "zh"), ("*", "zh")],
)
def test_the_language_is_one_of_ours(header: str, language: str) -> None:
    """Chinese for who has no wish that can be met."""
    assert best_language(header) == language


@pytest.mark.parametrize(
    ("header", "accepted"),
    [("", False), ("gzip, deflate", True), ("gzip;q=0", False), ("*", True), ("*, gzip;q=0", False), ("br", False)],
)
def test_gzip_is_sent_only_to_those_who_take_it(header: str, accepted: bool) -> None:
    """A quality of 0 is a refusal."""
    assert accepts_gzip(header) is accepted
