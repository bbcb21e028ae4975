"""Tables as they are read."""

import pandas as pd
from lxml import html

from api.notebook import readable


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
