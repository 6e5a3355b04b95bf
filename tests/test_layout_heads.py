"""Heads of tables that were stored with one cell a line: which names of two rows are over which columns."""

import pytest

import pipeline


def columns(text: str) -> list[str]:
    """The names of the columns of the first table."""
    document = pipeline.extract(text, published="2024-11-20").to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    return [column["name"] for column in table["columns"]]


ROWS = {
    3: ["东湖区", "1.5", "2.6", "3.7", "西山区", "4.1", "5.2", "6.3", "南河县", "7.4", "8.5", "9.6"],
    4: ["东湖区", "8,143", "10.55", "9.81", "620", "西山区", "5,902", "7.30", "8.04", "1,315",
        "南河县", "3,377", "4.08", "5.12", "98"],
    5: ["东湖区", "15.5", "2.6", "3.7", "46.1", "5.5", "西山区", "24.1", "5.2", "6.3", "90.4", "8.8",
        "南河县", "17.4", "8.5", "9.6", "70.5", "1.3"],
}  # fmt: skip


@pytest.mark.parametrize(("head", "width", "names"), [
    # the lower row ends anew: the last name comes back
    ("地区 9月 1-9月 当月 上年同月 增长 累计 增长", 5,
     ["地区", "9月 当月", "9月 上年同月", "9月 增长", "1-9月 累计", "1-9月 增长"]),
    # groups of one column among those of two
    ("地区 工业产值 投资 零售额 总量 增长 增长 总量 增长", 5,
     ["地区", "工业产值 总量", "工业产值 增长", "投资 增长", "零售额 总量", "零售额 增长"]),
    # of names with units the one whose figures are like each other
    ("地区 户数(户) 占全市比重(%) 密度(人/平方公里) 2023年 2013年", 4,
     ["地区", "户数(户)", "占全市比重(%) 2023年", "占全市比重(%) 2013年", "密度(人/平方公里)"]),
    # spread out, and groups of two among one without names below
    ("地　区 人口数 比重 2023年 2013年", 3, ["地区", "人口数", "比重 2023年", "比重 2013年"]),
    ("水库 总库容 蓄水量 水位 当前 去年同期 当前 汛限", 5,
     ["水库", "总库容", "蓄水量 当前", "蓄水量 去年同期", "水位 当前", "水位 汛限"]),
    ("区县 上半年 去年同期 净增(户) 总量(户) 增速(%) 总量(户)", 4,
     ["区县", "上半年 总量(户)", "上半年 增速(%)", "去年同期 总量(户)", "净增(户)"]),
    # units in lines of their own, and the days that columns are of
    ("航线 上期 (2024-11-08) 本期 (2024-11-15) 涨跌 (%)", 3,
     ["航线", "上期(2024-11-08)", "本期(2024-11-15)", "涨跌(%)"]),
    ("股份 收市價 （元） 變動 （元） 成交額 （億元）", 3, ["股份", "收市价（元）", "变动（元）", "成交额（亿元）"]),
    # a name broken behind what is the column before it as well
    ("地区 9月 1-9月 1-9月 同比增长(%)", 3, ["地区", "9月", "1-9月", "1-9月 同比增长(%)"]),
])  # fmt: skip
def test_names_of_two_rows_are_over_their_columns(head: str, width: int, names: list[str]) -> None:
    lines = ["江州市各区情况", "全市情况如下。", *head.split(" "), *ROWS[width]]
    assert columns("\n".join(lines)) == names


def rows(text: str) -> list[tuple[str | None, list[str]]]:
    """The rows of the first table below its head: their names, and their figures with units."""
    document = pipeline.extract(text, published="2024-11-20").to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    figures = {
        item["id"]: item["value"] + (item["unit"] or {"text": ""})["text"] for item in document["quantities"]
    }
    return [
        (name, [figures[cell["quantity"]] for cell in row if cell and cell["quantity"]])
        for name, row in list(zip(table["row_names"], table["rows"], strict=True))[table["head_rows"] :]
    ]


def test_a_head_behind_a_colon_may_begin_with_any_name() -> None:
    head = ["赛果如下：", "参赛方", "主场", "客场", "积分", "胜", "负", "胜", "负"]
    body = [
        "江州队",
        "5",
        "1",
        "3",
        "3",
        "16",
        "海宁队",
        "4",
        "2",
        "4",
        "2",
        "16",
        "云泽队",
        "3",
        "3",
        "2",
        "4",
        "10",
    ]
    text = "\n".join(["联赛公布最新战绩", *head, *body])
    assert columns(text) == ["参赛方", "主场 胜", "主场 负", "客场 胜", "客场 负", "积分"]


def test_a_name_of_two_columns_over_two_rows_of_names() -> None:
    lines = "学院 专业名称 计划数（人） 学费（元/年） 合计 文科 理科 法学院 法学 40 30 10 4800 工学院 机械 60 - 60 5200 工学院 电子 80 10 70 5200"
    assert columns("\n".join(["招生计划公布", "计划如下。", *lines.split(" ")])) == [
        "学院", "专业名称", "计划数（人） 合计", "计划数（人） 文科", "计划数（人） 理科", "学费（元/年）"]  # fmt: skip


KINDERGARTENS = "各区教育局：现将收费标准公布如下。 区县 类别 保教费 （元/学期） 招生 （人） 临江区 一级园 600 120 二级园 480 90 三级园 300 60 城南区 一级园 580 150 二级园 460 80 合计 500 特此通知。"
REPORT = "永泰药业公布一季报 （一）主要会计数据 单位：元 主要会计数据 本报告期 （1-3月） 上年同期 本报告期比上年同期 增减变动幅度(%) 营业收入 512.40 498.33 2.83 净利润 41.01 39.55 3.69 每股收益（元/股） 0.12 0.11 9.09 净资产收益率（%） 1.22 1.30 减少0.08个百分点"
SUBSIDIES = "各乡镇：任务分解如下。 乡镇 种植面积 （亩） 补助标准 （元/亩） 补助资金 （万元） 白沙镇 1,200 150 18 石桥镇 800 150 12 新安乡 400 150 6 特此通知。"


@pytest.mark.parametrize(("text", "names"), [
    (KINDERGARTENS, ["区县", "类别", "保教费（元/学期）", "招生（人）"]),
    (REPORT, ["主要会计数据", "本报告期（1-3月）", "上年同期", "本报告期比上年同期增减变动幅度(%)"]),
    (SUBSIDIES, ["乡镇", "种植面积（亩）", "补助标准（元/亩）", "补助资金（万元）"]),
])  # fmt: skip
def test_units_and_rests_of_names_on_lines_of_their_own(text: str, names: list[str]) -> None:
    assert columns(text.replace(" ", "\n")) == names


def test_a_name_written_once_for_several_rows() -> None:
    assert rows(KINDERGARTENS.replace(" ", "\n")) == [
        ("临江区 / 一级园", ["600元/学期", "120人"]), ("临江区 / 二级园", ["480元/学期", "90人"]), ("临江区 / 三级园", ["300元/学期", "60人"]),
        ("城南区 / 一级园", ["580元/学期", "150人"]), ("城南区 / 二级园", ["460元/学期", "80人"]), ("合计", ["500人"])]  # fmt: skip


def test_words_give_a_cell_its_sign() -> None:
    assert rows(REPORT.replace(" ", "\n"))[-1] == ("净资产收益率（%）", ["1.22%", "1.3%", "-0.08个百分点"])


@pytest.mark.parametrize(("text", "found"), [
    # points of a score are no cents
    ("院校名称 科类 最低分（分） 平均分（分） 江州大学 理工类 562 571.3 海宁学院 文史类 530 535.5 云泽师大 文史类 488 490",
     ("江州大学 / 理工类", ["562分", "571.3分"])),
    ("档次 电价（分/千瓦时） 加价（分） 第一档 52.83 0 第二档 57.83 5 第三档 82.83 30", ("第一档", ["0.5283分/千瓦时", "0分"])),
    # what counts stands in the cell
    ("设备名称 品牌型号 数量 单价（元） 冷柜 寒雪HX-4D 12台 6,350.00 蒸饭柜 金厨JC-24B 6台 8,200.00 餐桌 定制 200套 1,830.50",
     ("冷柜 / 寒雪HX-4D", ["12台", "6350元"])),
    # how much of a plan was done is in percent; the month of a row is no figure
    ("单位：万元、% 项目 预算数 累计完成 完成预算 税收收入 312,000 268,320 86.0 非税收入 144,000 121,121 84.1 其他收入 10,000 9,000 90.0",
     ("税收收入", ["3120000000元", "2683200000元", "86%"])),
    ("时间 外汇储备（亿美元） 黄金储备（万盎司） 2024.07 32563.72 7280 2024.08 32882.15 7280 2024.09 33163.67 7280",
     ("2024.07", ["3256372000000美元", "72800000盎司"])),
    # remarks that the first row lacks, and degrees
    ("序号 车牌号 成交价（元） 备注 1 江A88888 120,000 2 江A66666 98,000 现场 3 江A12345 15,000", ("江A88888", ["120000元"])),
    ("城市 天气 最低温 最高温 江州 晴 8℃ 18℃ 海宁 多云 10℃ 20℃ 云泽 小雨 12℃ 16℃", ("江州", ["8℃", "18℃"])),
    # a code numbers the rows
    ("序号 项目编码 项目名称 三级 二级 1 310100001 诊查费 18 15 2 310100002 专家费 40 30 3 310200001 急诊费 25 20",
     ("诊查费", ["18", "15"])),
])  # fmt: skip
def test_units_of_cells(text: str, found: tuple[str, list[str]]) -> None:
    assert rows("\n".join(["通知", "具体如下。", *text.split(" ")]))[0] == found


def test_figures_parted_by_blanks_in_brackets_and_of_another_currency() -> None:
    text = "統計\n數字如下。\n| 項目 | 第三季 | 第四季 |\n|---|---|---|\n| 勞動人口 | 3 832 400人 | 3 821 900人 |\n| 每股虧損 | (3.42港仙) | (3.51港仙) |\n| 失業率 | 2.9% | 3.0% |"
    assert rows(text)[:2] == [
        ("劳动人口", ["3832400人", "3821900人"]),
        ("每股亏损", ["-0.0342港仙", "-0.0351港仙"]),
    ]
    rates = "外汇牌价参考\n人民币汇率如下。\n| 外币 | 中间价（元） |\n|---|---|\n| 1美元 | 7.0993 |\n| 1港元 | 0.91341 |"
    document = pipeline.extract(rates, published="2024-11-20").to_dict()
    cells = [item for item in document["quantities"] if item["value"] in ("7.0993", "0.91341")]
    assert len({item["unit"]["currency"] for item in cells}) == 1


def test_a_change_beside_years_under_one_head() -> None:
    text = "業績\n業績如下。\n\t截至三月三十一日止年度\t截至三月三十一日止年度\t變動\n\t2024\t2023\t\n\t百萬元\t百萬元\t%\n收益\t2,146.8\t2,050.4\t4.7\n毛利\t658.7\t604.5\t9.0\n溢利\t219.7\t184.2\t19.3"
    assert columns(text)[-1] == "变动"


def test_rows_of_a_drawn_table_with_few_figures_are_no_menu() -> None:
    text = "线路公告\n公交公司公布新线路，请市民留意。\n| 线路 | 起点 | 终点 | 首班 | 票价（元） |\n|---|---|---|---|---|\n| K1 | 火车站 | 汽车南站 | 6:00 | 2 |\n| K2 | 大学城 | 江边公园 | 6:30 | 2 |\n以上线路即日起运营。"
    assert len(rows(text)) == 2
