"""Tables as they are read."""

import pandas as pd
from lxml import html

from api.notebook import in_chinese, readable


def test_a_table_keeps_the_lines_of_the_document_and_shows_markup_as_text() -> None:
    """A quote has the line breaks of its cell; what a document holds is never HTML of the notebook."""
    frame = pd.DataFrame({"<b>原文</b>": ["<script>alert(1)</script>\n水务局"], "数值": [41.1], "空": [None]})

    markup = readable(frame).to_html()
    page = html.fromstring(f"<div>{markup}</div>")

    assert page.xpath("//script | //b | //tbody//th") == []
    assert [cell.text_content().strip() for cell in page.xpath("//td")] == [
        "<script>alert(1)</script>\n水务局",
        "41.1",
        "",
    ]
    assert "white-space: pre-line" in markup


def test_values_and_places_are_said_in_chinese_by_the_name_of_their_column() -> None:
    """What a document says stays as it is, though it may read like one of our values."""
    frame = pd.DataFrame(
        {"role": ["owns"], "locator": ["table 1, row 2, column 4"], "inherited": [True], "rank": [1], "quote": ["owns"]}
    )

    assert in_chinese(frame).to_dict("records") == [
        {"role": "负责", "locator": "表1，第2行，第4栏", "inherited": "是", "rank": 1, "quote": "owns"}
    ]
    assert frame["role"].tolist() == ["owns"]
