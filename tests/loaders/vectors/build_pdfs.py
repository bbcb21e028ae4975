"""PDFs as word processors print them: a ruled table over three pages, a list, paragraphs that end in brackets."""

from collections.abc import Callable, Sequence

from tests.loaders.pdfs import Box, Pdf, Row

_WIDTHS = (30, 60, 105, 70, 95, 95)
_HEADER = ("序号", "类别", "工作任务", "分管领导", "牵头单位", "配合单位")
_PAGES: tuple[Sequence[Row], ...] = (
    [
        _HEADER,
        ("1", Box("乡村建设", rows=3), "硬化村组道路\n四十公里。", Box("樊知节", rows=2), "县交通局", "各乡镇"),
        ("2", None, "改造电网台区\n六十个。", None, "县发改局", "霞川供电公司"),
        ("3", None, "新建水冲厕所\n五百座。", "施雨眠", "县农业农村局", "县卫健局"),
    ],
    [
        _HEADER,
        ("4", Box("", rows=2), "创建和美乡村\n八个。", "施雨眠", "县农业农村局", "县住建局"),
        ("5", None, "打造精品民宿\n集聚区。", "施雨眠", "县文旅局", "县乡建公司"),
        ("6", Box("乡村治理", rows=2), "推广积分制\n到村。", Box("樊知节", rows=2), "县委组织部", "县民政局"),
        ("7", None, "培育法律明白人\n三百名。", None, "县司法局", "各乡镇"),
    ],
    [
        _HEADER,
        ("8", Box("乡风文明", rows=2), "修订村规民约。", "常务副县长", "县民政局", ""),
        ("9", None, "举办村歌大赛。", "施雨眠", "县委宣传部", "县文旅局\n县融媒体中心"),
        ("10", "支部建设", "整顿后进村。", "樊知节", "县委组织部", "各乡镇党委"),
    ],
)


def ruled() -> bytes:
    """Return a ruled table over three pages, its header on each, a merged cell cut by a page end."""
    pdf = Pdf().text("霞川县2023年乡村振兴任务分解表", 180, 60, 16)
    for number, rows in enumerate(_PAGES, start=1):
        pdf.table(rows, _WIDTHS).text(f"— {number} —", 280, 790).page()
    return pdf.done()


def listed() -> bytes:
    """Return a list with label lines below its items."""
    pdf = Pdf().text("晴川县2022年工业强县任务分工", 190, 60, 16)
    pdf.lines(
        "一、做优存量",
        "1.实施技术改造项目二十个。",
        "牵头单位：县工信局",
        "配合单位：县财政局、县行政审批局",
        "2.盘活停产企业七家。",
        "牵头单位：县工信局",
        "配合单位：县法院、县税务局，各乡镇",
        "完成时限：10月底前",
        "二、做大增量",
        "3.签约补链项目十五个。",
        "牵头单位：县招商中心",
        "配合单位：县商务局",
        "4.建成化工集中区污水厂。",
        "牵头单位：县住建局",
        "配合单位：晴川经开区管委会等",
        "三、做强服务",
        "5.新增应急转贷资金五千万元。",
        "牵头单位：县金融服务中心",
        "配合单位：县财政局、人行晴川支行",
        "6.组织订单班招生三百名。",
        "牵头单位：县人社局",
        "配合单位：县教育局",
    ).page()
    return pdf.done()


def brackets() -> bytes:
    """Return paragraphs that run over lines and a page and end in brackets."""
    pdf = Pdf().text("汐州市促进海洋经济发展若干措施", 180, 60, 16)
    first = (
        "　　（一）支持深远海养殖。对新建重力式网箱给予补助，单个主体全",
        "年不超过一百万元。（市海洋渔业局牵头，市财政局配合）",
        "　　（二）培育海工装备。推动链主企业与高校（含科研院所）共建实验",
        "平台。（市工信局、市科技局按职责分工负责）",
        "　　（三）拓展滨海旅游。开发海岛跳岛游线路，完善码头（一期）配套",
        "设施。（市文旅局牵头，市交通运输局、汐州海事局参与，各县（市、",
        "区）政府负责落实）",
        "　　（四）强化用海保障。推行立体分层设权。（市自然资源局）建立用",
        "海审批绿色通道。（市海洋渔业局、市行政审批局）",
    )
    second = (
        "　　（五）发展海洋生物医药。设立专项基金，首期规模两亿元。〔市国",
        "资委会同市卫生健康委负责〕",
        "　　（六）完善海上救助体系。2026年底前建成救助基地。（汐州海事局",
        "等负责，年内启动）",
    )
    return pdf.lines(*first).page().lines(*second).page().done()


def narrow() -> bytes:
    """Return a ruled table whose columns are so narrow that names and sentences are wrapped inside them."""
    rows: list[Row] = [
        ("序\n号", "重点任务", "牵头责任\n单位", "协同责任\n单位", "完成\n时限"),
        ("1", "实施城区学校扩\n容工程，新增班\n级六十个。", "市教育局", "市自然资源\n局、市财政\n局", "8月底"),
        ("2", "推进三级医院建\n设。", "市卫生健康\n委", "市委编办", "12月\n底"),
        ("3", "建设市民中心主\n体。", "市住房城乡\n建设局", "市机关事务\n局、碧洲城\n投集团", "10月\n底"),
        ("4", "发布生活垃圾分\n类指南。", "市城管局", "各区人民政\n府", "3月底"),
        ("5", "新开通社区微公\n交。", "市交通运输\n局", "市公安局交\n警支队", "5月底"),
        ("6", "提高工伤保险覆\n盖面。", "市人力资源\n社会保障局", "市税务局、\n市总工会", "全年"),
    ]
    widths = (22, 10 + 7.3 * 12, 10 + 5.3 * 12, 10 + 5.3 * 12, 10 + 3.3 * 12)
    return Pdf().text("碧洲市2024年民生任务表", 200, 60, 16).table(rows, widths).page().done()


BUILT: dict[str, Callable[[], bytes]] = {
    "pdf-ruled.pdf": ruled,
    "pdf-narrow.pdf": narrow,
    "pdf-list.pdf": listed,
    "pdf-brackets.pdf": brackets,
}
