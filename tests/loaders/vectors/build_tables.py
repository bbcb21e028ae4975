"""Tables that are drawn with merges, each in several formats: they share what is expected."""

from collections.abc import Callable
from functools import partial

from tests.loaders.pdfs import Box, Row
from tests.loaders.vectors import grids
from tests.loaders.word_packages import package, paragraph

MERGES: list[Row] = [
    (Box("青禾县2023年重点项目责任分解表", columns=7), *[None] * 6),
    ("序号", "类别", "目标任务", "分管领导", "牵头部门", "协同责任单位", "完成时限"),
    (Box("一、基础设施类", columns=7), *[None] * 6),
    (
        "1", Box("交通", rows=3), "改建青石公路十八公里。", Box("夏侯澄", rows=2), Box("县交通局", rows=2),
        "县自然资源局\n县林业局", "10月底",
    ),
    ("2", None, "新建客运枢纽站。", None, None, "", "12月底"),
    ("3", None, "更新新能源公交三十辆。", "夏侯澄  陶 然", "县国资中心", Box("县财政局", rows=2), ""),
    ("4", "水利", "加固青禾河堤防五公里。", "陶  然", "县水利局", None, "汛前"),
    (Box("", columns=7), *[None] * 6),
    (Box("二、公共服务类", columns=7), *[None] * 6),
    (
        "5", Box("教育", rows=2), "县一中迁建工程封顶。", Box("戚望舒", rows=3), "县教育局", "县住建局",
        Box("11月底", rows=2),
    ),
    ("6", None, "新建乡村教师周转房六十套。", None, "县教育局\n县住建局", "各有关乡镇"),
    ("7", "卫生", "中医院康复楼投用。", None, "县卫健局", "", "8月底"),
]  # fmt: skip
MERGES[10] = (*MERGES[10], None)

TWO_HEADERS: list[Row] = [
    (Box("栖云市2022年经济工作目标责任分解表", columns=8), *[None] * 7),
    (Box("填报单位：市政府督查室", columns=4), None, None, None, Box("2022年3月10日", columns=4), None, None, None),
    (
        Box("序号", rows=2), Box("领域", rows=2), Box("工作任务", rows=2), Box("年度目标", rows=2),
        Box("责任分工", columns=3), None, None, Box("完成时限", rows=2),
    ),
    (None, None, None, None, "牵头领导", "牵头单位", "配合单位", None),
    ("1", Box("投资", rows=2), "扩大工业投资。", "12%", Box("尉迟朔", rows=3), "市工信局", "市发改委", "全年"),
    ("2", None, "推进重大项目开工。", "一百个", None, "市发改委", "市自然资源局、市生态环境局", "9月底"),
    ("3", Box("消费", rows=2), "促进汽车消费。", "6.5%", None, "市商务局", "市财政局", "全年"),
    ("4", None, "创建特色商圈。", "三个", "尉迟朔\n明若溪", "市商务局", "各区（县、市）政府", "10月底"),
    (
        "5", Box("外贸", rows=2), "开拓多元市场。", "参展六十家次", Box("明若溪", rows=2), Box("市商务局", rows=2),
        "市贸促会", "全年",
    ),
    ("6", None, "建设公共海外仓。", "两个", None, None, "市财政局、栖云海关", "11月底"),
]  # fmt: skip

BY_UNIT: list[Row] = [
    ("序号", "工作任务", "具体要求", "分管领导", "完成时限"),
    (Box("一、市教育局（3项）", columns=5), *[None] * 4),
    ("1", "学前教育", "新增公办园学位两千个。", "段云卿", "8月底"),
    ("2", "职业教育", "建成产教融合实训基地两个。", "段云卿", "10月底"),
    ("3", "校园安全", "校园食堂明厨亮灶全覆盖。", "段云卿", "6月底"),
    (Box("二、市水务局（2项）", columns=5), *[None] * 4),
    ("4", "河道治理", "整治黑臭水体四条。", "路知行", "11月底"),
    ("5", "节水", "创建节水型单位五十家。", "路知行", "12月底"),
    (Box("三、市供销社（1项）", columns=5), *[None] * 4),
    ("6", "农资", "新建农资服务站十个。", "路知行", "5月底"),
]

UNIT_COLUMN: list[Row] = [
    (Box("澄湖区2021年改革任务台账", columns=5), *[None] * 4),
    ("责任单位", "序号", "改革任务", "配合单位", "进度安排"),
    (Box("区发改局", rows=3), "1", "探索容缺受理机制。", "区行政审批局", "6月底前试行"),
    (None, "2", "完善价格监测预警。", "区市场监管局", "9月底前完成"),
    (None, "3", "修订政府投资管理办法。", "区财政局、区审计局", "12月底前印发"),
    (Box("区农业农村局", rows=2), "4", "开展宅基地盘活试点。", "区自然资源分局", "10月底前总结"),
    (None, "5", "推行农技员联户。", "", "全年"),
    ("区司法局\n区信访局", "6", "设立矛盾调处中心。", "各街道", "7月底前运行"),
]  # fmt: skip

NUMBERED: list[Row] = [
    ("类别", "重点任务", "牵头单位", "配合单位"),
    (
        "稳就业", "1.发放稳岗补贴三千万元。\n2.举办招聘会六十场。\n3.建设创业孵化园两个。",
        "1.市人社局\n2.市总工会\n3.市人社局、团市委", "1.市财政局\n2.市工商联\n3.各区政府",
    ),
    ("稳物价", "1.投放储备肉五百吨。2.建设平价菜店三十家。", "1.市商务局 2.市发改委", "1.市财政局 2.市市场监管局"),
    ("稳外资", "（1）实施外资准入负面清单。（2）新设外资企业二十家。", "市商务局", "市外办、市市场监管局"),
    ("稳预期", "召开民企座谈会四次。", "市工商联", "市工信局"),
    ("稳主体", "①注销简易办。②兑付奖补。", "①市市场监管局 ②市财政局", ""),
    ("稳市场", "①清欠账款。②减免房租。③发布清单。", "①市工信局 ②市国资委", "市财政局"),
]  # fmt: skip

CELL_ROLES: list[Row] = [
    ("序号", "主要任务", "责任单位", "时限要求"),
    ("1", "建设零碳园区两个。", "市发改委牵头，市生态环境局、市工信局配合", "2025年底"),
    ("2", "新增充电桩四千个。", "市发改委（牵头）、市城管局、鹤洲供电公司", "2024年10月"),
    ("3", "推广超低能耗建筑。", "牵头单位：市住建局\n配合单位：市自然资源局、市财政局", "2025年6月"),
    ("4", "完成水泥行业改造。", "市工信局、市生态环境局按职责分工负责", "2024年12月"),
    ("5", "开展碳普惠行动。", "▲市生态环境局、市机关事务局", "持续推进"),
    ("6", "建设林业碳汇基地。", "市林业局，各县区政府", "2025年9月"),
    ("7", "培养碳核查人才。", "由市人社局会同市生态环境局负责", "2024年11月"),
]  # fmt: skip

BY_LEADER: list[Row] = [
    ("序号", "工作任务", "牵头单位", "相关单位", "完成时限"),
    (Box("一、钟离岸市长负责事项（共2项）", columns=5), *[None] * 4),
    ("1", "推进跨江通道前期工作。", "市发改委", "市交通运输局", "12月底"),
    ("2", "组建产业母基金。", "市财政局", "市国资委、市地方金融局", "6月底"),
    (Box("二、常务副市长负责事项（共2项）", columns=5), *[None] * 4),
    ("3", "开展财源普查。", "市税务局", "市统计局", "9月底"),
    ("4", "清理拖欠账款。", "市工信局", "各县（市、区）政府", "年底前"),
    (Box("三、巴图·额尔德尼副市长负责事项（共3项）", columns=5), *[None] * 4),
    ("5", "建设民族团结进步示范街。", "市民宗局", "", "10月底"),
    ("6", "改造乡村寄宿制学校六所。", "市教育局", "市住建局", "8月底"),
    ("7", "引进三甲医院分院。", "市卫健委", "市委编办、市医保局", "持续推进"),
]

TITLES: list[Row] = [
    ("序号", "重点工作", "牵头领导", "牵头责任单位", "参与单位"),
    ("1", "筹备省运会分赛区。", Box("副县长 濮阳川", rows=2), "县教体局", "县公安局"),
    ("2", "修缮县体育馆。", None, "县教体局", "县住建局"),
    ("3", "推进殡葬改革。", "冉  星副县长", "县民政局", "县自然资源局、各乡镇"),
    ("4", "实施村级光伏。", "濮阳川、冉星", "县发改局", "县供电公司"),
    ("5", "整治电动车乱停。", "常务副县长", "县城管局", "县公安局交警大队"),
    ("6", "建立民族文化展陈馆。", "古丽·阿不都", "县文旅局", "县统战部"),
]

CONTACTS: list[Row] = [
    ("", Box("丹桂区2022年信访积案包案表", columns=8), *[None] * 7),
    ("", "序\n号", "事项内容", "包案领导", "责任\n单位", "责任人", "联系人及电话", "办结时限", "备注"),
    (
        "", "1", "桂园小区产权证办理。", "敖知秋", "区住建局、自然资源丹桂分局", "牧野", "牧野 0000-2001",
        "2022年6月30日", "由桂园社区协助",
    ),
    ("", "2", "东港路施工扰民。", "敖知秋", "区城管局", "强音", "强音 0000-2002", "2022年5月底", "区交通局已函复"),
    ("", "3", "退役人员安置。", "从 简", "区退役军人局", "家乐", "家乐 0000-2003", "2022年7月", "无"),
    ("", "4", "学区划分诉求。", "从 简", "区教体局", "—", "/", "2022年8月", "市教育局督办"),
    ("", "5", "农民工欠薪。", "敖知秋\n从 简", "区人社局\n区住建局", "明月", "明月 0000-2005", "立行立改", ""),
    ("", "6", "涉法涉诉救助。", "无", "区委政法委", "", "", "2022年9月", "区法院配合"),
]  # fmt: skip

CONTENT_MERGED: list[Row] = [
    ("工作重点", "目标任务（2024年度）", "责任单位（列第一位的为牵头单位）", "完成时限"),
    (Box("韧性电网", rows=3), "新建变电站两座。", "市发改委、望峰供电公司", "11月底"),
    (None, Box("改造配电线路，更换老旧变压器。", rows=2), "望峰供电公司", Box("9月底", rows=2)),
    (None, None, "市住建局", None),
    (Box("清洁供热", rows=2), "投运余热利用项目。", "市住建局\n市国资委\n望峰热力集团", "10月底"),
    (None, "核减燃煤机组。", "市工信局，市生态环境局", "年底前"),
    ("节水型城市", "更换节水器具。", "市水务局、市机关事务局等有关部门", "全年"),
]

TWO_LEVELS: list[Row] = [
    ("序号", "领域", "目标任务", "市级牵头单位", "市级配合单位", "县级责任单位", "完成时间"),
    ("1", Box("粮油", rows=2), "扩种油菜八万亩。", "市农业农村局", "市财政局", "各县（市、区）政府", "11月"),
    ("2", None, "改造粮食物流园。", "市粮储局", "市发改委", "琴江区政府", "9月"),
    ("3", Box("蔬菜", rows=2), "建设净菜加工中心。", "市商务局", "", "鹿鸣县政府、琴江区政府", "10月"),
    ("4", None, "规划永久菜地两万亩。", "市自然资源局", "市农业农村局", "各县（市、区）政府", "6月"),
    ("5", "水产", "推广稻渔综合种养。", "市农业农村局", "市水产技术站", "", "全年"),
    ("6", "农机", "建设区域农事服务中心。", "市农机中心", "市财政局、市供销社", "鹿鸣县政府", "12月"),
]

NAMES: list[Row] = [
    ("序号", "工作任务", "责任领导", "牵头单位", "配合单位", "完成时限"),
    (
        "1",
        "编制国土空间专项规划。",
        "万 青（总牵头）、栾知白",
        "市规划和自然资源局",
        "市发展和改革委员会和市水务局",
        "6月底",
    ),
    (
        "2",
        "化解劳动争议。",
        "栾知白（市政府党组成员）",
        "市人力资源和社会保障局",
        "市中级人民法院、市人民检察院、市总工会",
        "/",
    ),
    ("3", "加密供电网格。", "—", "国网云岭供电公司", "1.市工信局\n2.市住建局", "—"),
    ("4", "改造通信杆线。", "同上", "同上", "中国移动云岭分公司 中国铁塔云岭分公司", "11月底"),
    (
        "5",
        "整治校园周边交通。",
        "万 青",
        "市公安局交警支队",
        "石佛镇人民政府、松岗镇人民政府以及各街道办事处",
        "9月1日前",
    ),
    ("6", "收集老照片。", "暂无", "市委办公室、市政府办公室", "空", "全年"),
    (
        "7",
        "建立外籍人士服务站。",
        "万  青\n栾知白",
        "市委统战部（市民宗局）；市外办",
        "各县（市）、区，高新区、经开区管委会",
        "",
    ),
]

ACROSS: list[Row] = [
    (Box("丹溪县2024年民生项目责任表", columns=6), *[None] * 5),
    (Box("序号", columns=2), None, "1", "2", "3", "4"),
    (Box("类别", columns=2), None, Box("住有所居", columns=2), None, Box("出行", columns=2), None),
    (
        Box("重点任务", columns=2), None, "改造老旧小区十二个。", "分配保障性住房三百套。", "新辟公交线路两条。",
        "新建停车泊位八百个。",
    ),
    (Box("责任领导", columns=2), None, Box("濮阳川", columns=3), None, None, "冉  星"),
    (
        Box("责任分工", rows=2), "牵头单位", Box("县住建局", columns=2), None, "县交通局", "县城管局",
    ),
    (None, "配合单位", "县财政局、各街道", "", "县公安局交警大队\n县财政局", "县自然资源局"),
    (Box("完成时限", columns=2), None, "10月底", "12月底", "6月底", "年底前"),
]  # fmt: skip

ACROSS_EXPLAINED: list[Row] = [
    ("序号", "1", "2", "3"),
    ("重点任务", "填写任务的全称，与报告一致。", "写明数量和时间。", "一项一行。"),
    ("牵头单位", "只填一个。", "用规范简称。", "不填科室。"),
    ("责任单位", "可以填多个。", "按职能顺序排列。", "中间用顿号隔开。"),
    ("完成时限", "具体到月。", "跨年的写年度目标。", "长期任务写全年。"),
]

ACROSS_MERGED_ROLES: list[Row] = [
    ("序号", "1", "2", "3"),
    ("重点任务", "新建垃圾中转站。", "更新路灯两百盏。", "清淤排水管网。"),
    ("牵头单位", Box("县城管局", rows=2), "县住建局", "县水利局"),
    ("配合单位", None, "县供电公司", "县财政局"),
]

GROUPS: list[Row] = [
    ("序号", "专班名称", "组长", "副组长", "组长单位", "成员单位", "主要职责"),
    ("1", "园区专班", Box("副县长 濮阳川", rows=2), "路知行", "县工信局", "县财政局", "盘活闲置厂房十处。"),
    ("2", "用工专班", None, "牧野", "县人社局", "县总工会、各乡镇", "新增技工一千名。"),
    ("3", "物流专班", "冉星", "", "县商务局", "县交通局", "建成冷链仓库三座。"),
]  # fmt: skip

GROUPS_LED: list[Row] = [
    ("序号", "重点任务", "分管领导", "组长", "牵头单位", "成员单位"),
    ("1", "改造村级卫生室二十所。", "冉星", "县卫健局局长 牧野", "县卫健局", "县财政局"),
    ("2", "新建托育中心一所。", "冉星", "县卫健局副局长 从简", "县卫健局", "县住建局"),
]

CHAINS: list[Row] = [
    ("产业链", "链长", "副链长", "链主企业", "重点任务", "牵头部门", "责任单位"),
    (
        Box("新能源", rows=2), Box("市委常委、常务副市长\n宿怀瑾", rows=2), Box("路知行", rows=2),
        Box("远山电池公司", rows=2), "建成电池回收线两条。", "市工信局", "市生态环境局",
    ),
    (None, None, None, None, "引进配套企业五家。", "市投促局", "高新区管委会"),
    ("食品", "", "路知行", "清禾食品公司", "创建省级品牌三个。", "市市场监管局", "市农业农村局"),
    ("文旅", "副市长 明若溪", "", "", "开行旅游专线四条。", "市文旅局", "市交通局"),
]  # fmt: skip


def _word(rows: list[Row], *paragraphs: str) -> bytes:
    return package("".join(map(paragraph, paragraphs)) + grids.word_table(rows))


def _page(rows: list[Row]) -> bytes:
    chrome = "<div class=nav><a href='#'>网站首页</a> | <a href='#'>政务公开</a></div><p>当前位置：首页 &gt; 文件</p>"
    foot = "<div>主办单位：市政府办公室　联系电话：0000-7654321　备案号：ICP0000</div>"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{chrome}{grids.html(rows)}{foot}</body></html>"
    ).encode()


BUILT: dict[str, Callable[[], bytes]] = {
    "grid-merges.docx": partial(_word, MERGES[1:], "青禾县2023年重点项目责任分解表"),
    "grid-merges.xlsx": partial(grids.xlsx, MERGES),
    "grid-merges.xls": partial(grids.xls, MERGES),
    "grid-merges.ods": partial(grids.ods, MERGES),
    "grid-merges.html": partial(_page, MERGES),
    "grid-two-headers.docx": partial(_word, TWO_HEADERS),
    "grid-two-headers.xlsx": partial(grids.xlsx, TWO_HEADERS),
    "grid-two-headers.xls": partial(grids.xls, TWO_HEADERS),
    "grid-two-headers.ods": partial(grids.ods, TWO_HEADERS),
    "grid-two-headers.html": partial(_page, TWO_HEADERS),
    "grid-by-unit.docx": partial(_word, BY_UNIT, "鹤洲市各部门任务清单"),
    "grid-by-unit.xlsx": partial(grids.xlsx, BY_UNIT),
    "grid-by-unit.html": partial(_page, BY_UNIT),
    "grid-unit-column.docx": partial(_word, UNIT_COLUMN),
    "grid-unit-column.xlsx": partial(grids.xlsx, UNIT_COLUMN),
    "grid-unit-column.ods": partial(grids.ods, UNIT_COLUMN),
    "grid-numbered.docx": partial(_word, NUMBERED),
    "grid-numbered.xlsx": partial(grids.xlsx, NUMBERED),
    "grid-by-leader.docx": partial(_word, BY_LEADER, "琴江市重点事项清单"),
    "grid-by-leader.xlsx": partial(grids.xlsx, BY_LEADER),
    "grid-by-leader.html": partial(_page, BY_LEADER),
    "grid-titles.docx": partial(_word, TITLES),
    "grid-titles.ods": partial(grids.ods, TITLES),
    "grid-contacts.docx": partial(_word, CONTACTS),
    "grid-contacts.xlsx": partial(grids.xlsx, CONTACTS),
    "grid-contacts.xls": partial(grids.xls, CONTACTS),
    "grid-content-merged.docx": partial(_word, CONTENT_MERGED, "望峰区能源任务分解"),
    "grid-content-merged.html": partial(_page, CONTENT_MERGED),
    "grid-two-levels.xlsx": partial(grids.xlsx, TWO_LEVELS),
    "grid-two-levels.html": partial(_page, TWO_LEVELS),
    "grid-names.docx": partial(_word, NAMES),
    "grid-names.xlsx": partial(grids.xlsx, NAMES),
    "grid-across.docx": partial(_word, ACROSS[1:], "丹溪县2024年民生项目责任表"),
    "grid-across.xlsx": partial(grids.xlsx, ACROSS),
    "grid-across.ods": partial(grids.ods, ACROSS),
    "grid-across.html": partial(_page, ACROSS),
    "grid-across-explained.docx": partial(_word, ACROSS_EXPLAINED),
    "grid-across-explained.html": partial(_page, ACROSS_EXPLAINED),
    "grid-across-merged-roles.xlsx": partial(grids.xlsx, ACROSS_MERGED_ROLES),
    "grid-groups.docx": partial(_word, GROUPS, "丹溪县产业专班一览表"),
    "grid-groups.xlsx": partial(grids.xlsx, GROUPS),
    "grid-groups-led.docx": partial(_word, GROUPS_LED),
    "grid-chains.docx": partial(_word, CHAINS, "栖云市产业链任务分工"),
    "grid-chains.xlsx": partial(grids.xlsx, CHAINS),
    "grid-cell-roles.docx": partial(_word, CELL_ROLES),
    "grid-cell-roles.xls": partial(grids.xls, CELL_ROLES),
    "grid-cell-roles.html": partial(_page, CELL_ROLES),
}
