"""Bytes → text: every usual encoding, strictly; text that was decoded wrongly before is mended, said or refused."""

import pytest

from graph.errors import DocumentError
from loaders.readers.encoding import DecodedText, decode

SIMPLIFIED = "青禾县2023年重点工作责任分解表\n\t新建幼儿园一所，改造操场两处。\n\t牵头单位：教育局\n"
TRADITIONAL = "青禾縣2023年重點工作責任分解表\n\t新建幼兒園一所，改造操場兩處。\n\t牽頭單位：教育局\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"],
)
def test_a_marked_or_usual_encoding_needs_no_remark(encoding: str) -> None:
    """GB18030 is what Chinese systems write where it is not UTF-8."""
    assert decode(SIMPLIFIED.encode(encoding), "a.txt") == DecodedText(SIMPLIFIED)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_common_characters(encoding: str) -> None:
    """The NUL bytes of its tabs and digits begin the search."""
    decoded = decode(SIMPLIFIED.encode(encoding), "a.txt")

    assert decoded == DecodedText(SIMPLIFIED, ("read as UTF-16, which no byte order mark says",))


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_big5_is_told_from_gb18030_by_common_characters(encoding: str) -> None:
    """Both decode the bytes strictly; as GB18030 they are rare characters."""
    decoded = decode(TRADITIONAL.encode(encoding), "a.txt")

    assert decoded == DecodedText(TRADITIONAL, ("read as Big5: as GB18030 it makes no common words",))


def test_traditional_characters_in_gb18030_stay_so() -> None:
    """They are as common in a traditional text as simplified ones in another."""
    assert decode(TRADITIONAL.encode("gb18030"), "a.txt") == DecodedText(TRADITIONAL)


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("gb2312", "gbk", SIMPLIFIED),
        ("GBK", "utf-8", SIMPLIFIED),
        ("iso-8859-1", "gbk", SIMPLIFIED),
        ("gb2312", "big5", TRADITIONAL),
        ("Big5", "big5", TRADITIONAL),
        ("no such", "gbk", SIMPLIFIED),
    ],
)
def test_a_declaration_is_believed_where_it_makes_words(declared: str, encoding: str, text: str) -> None:
    """Pages often declare what they are not."""
    assert decode(text.encode(encoding), "a.html", declared).text == text


def test_line_ends_are_one_kind() -> None:
    """Of Windows, of old Macintoshes and of Unix."""
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\nb\nc\n"


def test_a_few_nul_bytes_are_taken_out_and_said() -> None:
    """Exports of old databases fill the last block with them."""
    stray = (SIMPLIFIED * 3).encode().replace("新建".encode(), "新\0建".encode(), 1)

    assert decode(stray + b"\0" * 400, "a.txt") == DecodedText(SIMPLIFIED * 3, ("401 NUL bytes were taken out",))


@pytest.mark.parametrize("data", [b"\0\1\2", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", b"\0" * 50])
def test_what_is_mostly_binary_is_refused(data: bytes) -> None:
    """No text has so many NUL bytes."""
    with pytest.raises(DocumentError, match=r"a\.txt: not a text file \(it holds NUL bytes\)"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("shown", "remark"),
    [
        ("鐗靛ご鍗曚綅", "it was UTF-8 shown as GBK text before it was saved; undone exactly"),
        (
            "ç‰µå¤´å\x8d•ä½\x8dåŽ¿æ•™è‚²å±€",
            "it was UTF-8 shown as Western text before it was saved; undone exactly",
        ),
        ("Ç£Í·µ¥Î»½ÌÓý¾Ö", "it was GB18030 shown as Western text before it was saved; undone exactly"),
    ],
)
def test_a_wrong_decoding_that_can_be_undone_exactly_is(shown: str, remark: str) -> None:
    """牵头单位, saved after a program had taken its bytes for another encoding."""
    decoded = decode(shown.encode(), "a.txt")

    assert decoded.text.startswith("牵头单位")
    assert decoded.remarks == (remark,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "责任分解\n锟斤拷锟斤拷\n锟斤拷锟斤拷局\n",
            r"a\.txt: its text was decoded wrongly .* \(锟斤拷锟斤拷 in line 2\); get the",
        ),
        (
            "\ufffd\ufffd\ufffd\ufffd\n\ufffd\ufffd局\n",
            r"\(\ufffd\ufffd\ufffd\ufffd in line 1\); get the original file",
        ),
        ("鐗靛ご鍗曚綅锛?\n鏁欒偛灞€、\n", r"\(鐗靛ご鍗曚綅锛 in line 1\)"),
    ],
)
def test_text_that_was_lost_for_the_greater_part_is_refused(text: str, message: str) -> None:
    """With a sample, its line and the cure."""
    with pytest.raises(DocumentError, match=message):
        decode(text.encode(), "a.txt")


@pytest.mark.parametrize("lost", ["\ufffd", "锟斤拷"])
def test_a_single_lost_character_is_a_warning(lost: str) -> None:
    """The rest of the file is sound."""
    text = SIMPLIFIED.replace("教育局", f"教{lost}局")
    decoded = decode(text.encode(), "a.txt")

    assert decoded.text == text
    assert decoded.warnings == (
        f"text was decoded wrongly before the file was saved ({lost} in line 3); compare with the original",
    )


@pytest.mark.parametrize("text", ["温度25°×3、±2%", "café Zürich", "锛钐铑等稀有金属、涓流灌溉", "驻Köln办事处"])
def test_rare_and_foreign_characters_are_no_damage(text: str) -> None:
    """What looks like damage has to make up most of a line."""
    assert decode(text.encode(), "a.txt") == DecodedText(text)
