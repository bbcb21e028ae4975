"""Word documents with what word processors do to a plan: tracked changes, content controls, boxes, numbering."""

from collections.abc import Callable

from tests.loaders.pdfs import Box, Row
from tests.loaders.test_word_numbering import OUTLINE, abstract, level, listed
from tests.loaders.vectors.grids import word_rows, word_table
from tests.loaders.word_packages import cell, numbered, package, paragraph

_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def changes() -> bytes:
    """Return a table that was revised: words and rows put in and taken out, a form's controls, a table in a cell."""
    title = paragraph("云岭市2024年数字政府建设任务分工") + _text_box("各牵头单位每月28日前报送进展，联系人：市数据局")
    header = word_rows([("序号", "工作任务", "牵头单位", "配合单位", "完成时限")])
    owner = _cell(_del("市信访局") + _ins("市数据局"))
    revised = _row(cell("1"), cell("整合政务热线。"), owner, cell("各区政府"), cell("5月底"))
    taken_out = _changed("del", "2", "撤销旧平台。", "市信访局", "", "3月底")
    put_in = _changed("ins", "2", "上线一网统管平台。", "市数据局", "市城管局、市公安局", "9月底")
    controls = _control(cell("建设电子证照库。")), _control(cell("市行政审批局"))
    in_control = _control(_row(cell("3"), *controls, cell("市公安局"), cell("6月底")))
    inner = f"<w:tc>{paragraph('归集公共数据。')}{word_table([('指标', '数量'), ('数据目录', '三千条')])}<w:p/></w:tc>"
    nested = _row(
        cell("4"),
        inner,
        cell("市数据局"),
        f"<w:tc>{word_table([('市统计局',), ('市财政局',)])}<w:p/></w:tc>",
        cell("10月底"),
    )
    moved = _row(
        cell("5"), _cell(_words("开展网络安全演练") + _del("两次") + _ins("三次") + _words("。")), cell("市委网信办"),
        _cell(_words("市公安局") + _del("、市国安局")), _cell(_ins("11月底")),
    )  # fmt: skip
    last = _row(cell("6"), cell("培训首席数据官。"), cell("市委组织部、市数据局"), cell(""), cell("12月底"))
    rows = [*header, revised, taken_out, put_in, in_control, nested, moved, last]
    return package(f"{title}<w:tbl>{''.join(rows)}</w:tbl>")


def numbering() -> bytes:
    """Return a table whose 序号 Word counts, below banners, with merged duties and a plain empty cell."""
    header = word_rows([("序号", "章节", "工作任务", "主管领导", "责任部门", "协同责任单位")])
    rows: list[Row] = [
        (Box("第一部分  产业振兴", columns=6), *[None] * 5),
        ("", Box("种业", rows=2), "建设良种繁育基地三处。", Box("东方煦", rows=3), "县农业农村局", "县科技局"),
        ("", None, "保护地方猪种。", None, "县畜牧中心", ""),
        ("", "农机", "创建全程机械化示范乡镇。", None, "县农机中心", "各有关乡镇"),
        (Box("第二部分  生态宜居", columns=6), *[None] * 5),
        ("", Box("环境", rows=2), "新建垃圾中转站四座。", "贺兰舟\n东方煦", "县水利局", "县城管局、县住建局"),
        ("", None, "治理黑臭水塘三十口。", "贺兰舟", "县水利局、县生态环境分局", ""),
        ("", "林业", "四旁植树二十万株。", "贺兰舟", "县林业局", "团县委"),
    ]
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    table = f"<w:tbl>{''.join([*header, *word_rows(rows, counted)])}</w:tbl>"
    return package(
        paragraph("墨溪县2023年乡村振兴任务分解表") + table,
        numbering=abstract(0, level(0, "decimal", "%1")) + listed(1, 0),
    )


def numbered_list() -> bytes:
    """Return an outline that Word numbers (一、 （一） 1.) with label lines below the items."""
    lines = [
        (0, "由诸葛闻溪副区长牵头的工作"), (1, "科技创新"),
        (2, "组建创新联合体三个。"), (None, "牵头单位：区科技局；责任单位：区工信局、区财政局"),
        (2, "高新技术企业净增四十家。"), (None, "牵头单位：区科技局；责任单位：各街道"),
        (1, "成果转化"),
        (2, "举办路演二十场。"), (None, "牵头单位：区科技局；责任单位：区金融办。完成时限：11月底"),
        (0, "由贝思远副区长牵头的工作"), (1, "营商环境"),
        (2, "落地免申即享事项五十项。"), (None, "牵头单位：区行政审批局；责任单位：区税务局等"),
        (2, "建立企业诉求直达机制。"), (None, "牵头单位：区政府办公室"),
        (1, "人才服务"),
        (2, "筹集人才公寓八百套。"), (None, "牵头单位：区住建局；责任单位：区人社局、区国资局"),
    ]  # fmt: skip
    body = "".join(paragraph(text) if at is None else numbered(text, 1, at) for at, text in lines)
    return package(paragraph("望峰区2025年科技人才工作分解") + body, numbering=OUTLINE + listed(1, 0))


def continued() -> bytes:
    """Return a table that goes on in a second one without a header, behind a page break, and in a third with it."""
    header = ("类别", "目标任务", "第一责任单位", "协同配合单位", "时限要求")
    first: list[Row] = [
        header,
        (Box("河湖治理", rows=2), "清淤疏浚沟渠八十公里。", "市水务局", "各区政府", "5月底"),
        (None, "建设幸福河湖六条。", "市水务局", "市生态环境局", "11月底"),
    ]
    second: list[Row] = [
        ("土壤修复", "完成两块污染地块管控。", "市生态环境局", "市自然资源局", "9月底"),
        (Box("固废处置", rows=2), "投运厨余处理厂。", "市城管局", "琴江环境集团", "7月底"),
        (None, "建设再生资源分拣中心。", "市商务局", "市供销社", "10月底"),
    ]
    third: list[Row] = [header, ("噪声防治", "划定安静小区十个。", "市生态环境局", "市公安局、市城管局", "8月底")]
    body = word_table(first) + _PAGE_BREAK + word_table(second) + paragraph("续表") + word_table(third)
    return package(paragraph("琴江市生态环境保护督察整改任务清单") + body)


def first_leads() -> bytes:
    """Return a notice that says how owners are listed, above a table in which owners are merged over tasks."""
    notice = [
        "鹿政办发〔2022〕18号",
        "鹿鸣县人民政府办公室关于印发《2022年重点改革任务分解表》的通知",
        "各乡镇人民政府，县政府有关部门：",
        "《分解表》中列第一位的责任单位为牵头单位，其余为参与单位。各单位于2022年4月15日前报送工作方案。",
        "2022年3月28日",
        "附件：2022年重点改革任务分解表",
    ]
    rows: list[Row] = [
        ("序号", "改革事项", "分管县领导", "责任单位", "完成时间"),
        ("1", "推行交房即交证。", Box("柏舟野", rows=2), Box("县自然资源局、县住建局、县税务局", rows=2), "6月"),
        ("2", "存量房带押过户。", None, None, "9月"),
        ("3", "招投标全流程电子化。", "上官敏", "县发改局、县公共资源交易中心", "10月"),
        ("4", "国有林场改革。", "上官敏", "县林业局", "12月"),
        ("5", "城乡公交一体化。", "柏舟野\n上官敏", "县交通局、县国资中心，各乡镇人民政府", ""),
        ("6", "医共体建设。", "柏舟野", "县卫健局、县医保局等", "11月"),
    ]  # fmt: skip
    return package("".join(map(paragraph, notice)) + word_table(rows))


def annexes() -> bytes:
    """Return two annexes of different columns, each with its own table, and a third that is a list."""
    first: list[Row] = [
        ("门类", "内容和要求", "分管领导", "主要责任单位", "相关单位"),
        (Box("综合", rows=2), "税收收入增长6%。", Box("危长风", rows=2), "税务局", "各镇"),
        (None, "城乡收入比缩小。", None, "农业农村局", ""),
        ("创新", "研发占比2.8%。", "展雁行", "科技局", "统计局"),
    ]
    second: list[Row] = [
        ("序号", "项目", "工作任务", "牵头单位", "协办", "时限要求"),
        ("1", "实事一", "加装电梯二百部。", "住建局", "各街道", "11月底"),
        ("2", "实事二", "新增体育公园三个。", "教体局", "城管局", "10月底"),
    ]
    third = (
        "1. 推行一业一证。（审批局牵头，市场监管局配合）",
        "2. 建设综合监管平台。（大数据中心、司法局负责）",
    )
    parts = [paragraph("附件1"), word_table(first), paragraph("附件2"), word_table(second), paragraph("附件3")]
    return package(paragraph("瑶湖区2020年目标任务分解表") + "".join([*parts, *map(paragraph, third)]))


def framed() -> bytes:
    """Return a document that stands in a frame as a whole: a table of one cell around title, items and signature."""
    lines = [
        "碧洲市人民政府督查通知",
        "编号：〔2024〕督字第9号",
        "（一）尽快恢复滨河路照明。",
        "责任单位：市城管局，碧洲供电公司",
        "办结时限：3日内",
        "（二）督促开发商办理小区移交。",
        "责任单位：市住房城乡建设局",
        "（三）查处占道洗车。",
        "责任单位：市城管局、市公安局",
        "办结时限：2024年4月20日",
        "（四）核实学校周边噪声。",
        "责任单位：市生态环境局",
        "（五）补植行道树。",
        "责任单位：市园林中心",
        "（六）公示公交改线方案。",
        "责任单位：市交通运输局、公交集团",
        "2024年4月8日",
    ]
    return package(f"<w:tbl><w:tr><w:tc>{''.join(map(paragraph, lines))}</w:tc></w:tr></w:tbl>")


def _changed(change: str, *texts: str) -> str:
    return f"<w:tr><w:trPr><w:{change}/></w:trPr>{''.join(map(cell, texts))}</w:tr>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _cell(runs: str) -> str:
    return f"<w:tc><w:p>{runs}</w:p></w:tc>"


def _words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _ins(text: str) -> str:
    return f"<w:ins>{_words(text)}</w:ins>"


def _del(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def _control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _text_box(text: str) -> str:
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return f"<w:p><w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>"


BUILT: dict[str, Callable[[], bytes]] = {
    "word-changes.docx": changes,
    "word-numbering.docx": numbering,
    "word-numbered-list.docx": numbered_list,
    "word-continued.docx": continued,
    "word-framed.docx": framed,
    "word-annexes.docx": annexes,
    "word-first-leads.docx": first_leads,
}
