"""One table of responsibility of the invented 青禾县 in every format, its merges drawn as the format can."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from html import escape

import openpyxl
import xlwt

from tests.loaders.documents import HEADER, MERGED, Row, word

TITLE = "青禾县2023年重点工作责任分解表"
ROWS: tuple[Row, ...] = (
    ("强产业", "招商", "引进食品加工企业三家。", "陆闻笛", "商务局", "各乡镇"),
    (MERGED, MERGED, "建成冷链仓库一座。", MERGED, "供销社", MERGED),
    (MERGED, "园区", "园区路网通车6公里。", "祁远帆", "交通局\n住建局", ""),
    ("惠民生", "教育", "新建幼儿园一所。", "乔映雪", "教育局", "财政局"),
    (MERGED, MERGED, "改造“三校”操场，\n面积2万平方米。", MERGED, MERGED, MERGED),
    (MERGED, "就医", "县医院新楼投用。", "乔映雪", "卫健委", "住建局"),
    (MERGED, "养老", "加装扶手五百户。", MERGED, "民政局", "残联"),
    ("优环境", "水", "治理青禾河三公里。", "祁远帆", "水利局", "各乡镇"),
    (MERGED, MERGED, "关停散乱污企业十家。", MERGED, "生态环境局", ""),
)


def grid() -> list[Row]:
    """Return the title, the header and the rows."""
    return [(TITLE, *[""] * (len(HEADER) - 1)), HEADER, *ROWS]


def merges(rows: Sequence[Row]) -> list[tuple[int, int, int]]:
    """Return the vertical merges as column, first row and last row, counted from 0."""
    found = []
    for column in range(len(rows[0])):
        first = 0
        for number in range(1, len(rows) + 1):
            if number == len(rows) or rows[number][column] is not MERGED:
                if number - 1 > first:
                    found.append((column, first, number - 1))
                first = number
    return found


def docx() -> bytes:
    """Return a Word document."""
    return word(ROWS, paragraphs=[TITLE])


def xlsx() -> bytes:
    """Return a workbook of Excel with a merged title."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in grid():
        sheet.append(row)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    for column, first, last in merges(grid()):
        sheet.merge_cells(start_row=first + 1, end_row=last + 1, start_column=column + 1, end_column=column + 1)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def xls() -> bytes:
    """Return a workbook of Excel 97 with a merged title."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    sheet.write_merge(0, 0, 0, len(HEADER) - 1, TITLE)
    last_rows = {(first, column): last for column, first, last in merges(grid())}
    for number, row in enumerate(grid()[1:], start=1):
        for column, text in enumerate(row):
            if text is not MERGED:
                sheet.write_merge(number, last_rows.get((number, column), number), column, column, text)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ods() -> bytes:
    """Return a workbook of LibreOffice."""
    rows = grid()
    spans = {
        (first, column): f' table:number-rows-spanned="{1 + last - first}"' for column, first, last in merges(rows)
    }
    spans[0, 0] = f' table:number-columns-spanned="{len(HEADER)}"'
    lines = [
        "".join(
            "<table:covered-table-cell/>" if text is MERGED else _ods_cell(text, spans.get((number, column), ""))
            for column, text in enumerate(row)
        )
        for number, row in enumerate(rows)
    ]
    return ods_package("".join(f"<table:table-row>{line}</table:table-row>" for line in lines))


def _ods_cell(text: str, span: str) -> str:
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{span}>{words}</table:table-cell>"


def ods_package(rows: str, prolog: str = "") -> bytes:
    """Return an OpenDocument package with one sheet of the given rows."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{each}="{space}:{each}:1.0"' for each in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table>'
    end = "</office:spreadsheet></office:body></office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f"{prolog}<office:document-content {names}>{body}{end}")
    return buffer.getvalue()


def html() -> bytes:
    """Return a page of a government site: its words between navigation and footer, in GB2312."""
    rows = [HEADER, *ROWS]
    spans = {(first, column): f' rowspan="{1 + last - first}"' for column, first, last in merges(rows)}
    lines = [
        "".join(
            f"<td{spans.get((number, column), '')}><p>{escape(text).replace(chr(10), '<br>')}</p></td>"
            for column, text in enumerate(row)
            if text is not MERGED
        )
        for number, row in enumerate(rows)
    ]
    table = "".join(f"<tr>{line}</tr>\n" for line in lines)
    page = (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        f"<title>x</title><style>td {{}}</style></head><body><nav>首页</nav><h1>{TITLE}</h1>"
        f"<table border=1>{table}</table><footer>主办单位：办公室</footer>"
        "<script>var a = '<td>';</script></body></html>"
    )
    return page.encode("gb18030")


def md() -> bytes:
    """Return Markdown; a merged cell is an empty one."""
    lines = [f"# {TITLE}", "", _pipes(HEADER), "|" + "---|" * len(HEADER)]
    return "\n".join([*lines, *map(_pipes, ROWS)]).encode()


def _pipes(row: Row) -> str:
    return "| " + " | ".join((text or "").replace("\n", "<br>") for text in row) + " |"


def delimited(delimiter: str, encoding: str, *, repeats: bool) -> bytes:
    """Return delimited text; the words of a merged cell are repeated, or it is left blank."""
    above = list(HEADER)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([TITLE])
    writer.writerow(HEADER)
    for row in ROWS:
        above = [before if text is MERGED else text for text, before in zip(row, above, strict=True)]
        writer.writerow(above if repeats else [text or "" for text in row])
    return buffer.getvalue().encode(encoding)


MERGING: dict[str, Callable[[], bytes]] = {"docx": docx, "xlsx": xlsx, "ods": ods, "html": html}
"""The formats that draw merges, by suffix."""
