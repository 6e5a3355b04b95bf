"""Facts: metric, subject, period, status and change of each number, in sentences of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline

PUBLISHED = "2024-10-15"


def facts_of(text: str) -> dict[str, dict]:
    """Facts by the text of their quantity (`持平` for one without); of equal texts the last."""
    document = pipeline.extract(text, published=PUBLISHED).to_dict()
    quantities = {item["id"]: item["text"] for item in document["quantities"]}
    times = {item["id"]: item["value"] for item in document["times"]}
    found: dict[str, dict] = {}
    for fact in document["facts"]:
        change = fact["change"]
        found[quantities.get(fact["quantity"], "持平")] = {
            "metric": fact["metric"]["text"] if fact["metric"] else None,
            "subject": fact["subject"]["text"] if fact["subject"] else None,
            "period": times.get(fact["period"]),
            "status": fact["status"],
            "change": f"{change['direction']}:{change['basis']}" if change else None,
            "fact": fact,
        }
    return found


# text, then a line for each number: quantity | metric | subject | period | status | change; - for null
SENTENCES = """
2023年,全市软件业务收入310亿元,同比增长8.2%。
310亿元 | 软件业务收入 | 全市 | 2023 | actual | -
8.2% | 软件业务收入 | 全市 | 2023 | actual | increase:yoy

去年全区新增软信企业1200余家。
1200余家 | 新增软信企业 | 全区 | 2023 | actual | -

6月份,规模以上工业增加值同比实际增长5.3%,环比增长0.42%。
5.3% | 规模以上工业增加值 | - | 2024-06 | actual | increase:yoy
0.42% | 规模以上工业增加值 | - | 2024-06 | actual | increase:mom

1至5月,全国固定资产投资188006亿元,同比增长4.0%,其中,民间投资增长0.1%。
188006亿元 | 固定资产投资 | 全国 | 2024-01/2024-05 | actual | -
4.0% | 固定资产投资 | 全国 | 2024-01/2024-05 | actual | increase:yoy
0.1% | 民间投资 | 全国 | 2024-01/2024-05 | actual | increase:yoy

7月份,制造业采购经理指数(PMI)为49.4%,比上月下降0.1个百分点。
49.4% | 制造业采购经理指数 | - | 2024-07 | actual | -
0.1个百分点 | 制造业采购经理指数 | - | 2024-07 | actual | decrease:mom

海关总署统计,今年前8个月,我国货物贸易进出口总值28.58万亿元,同比增长6%。其中,出口16.45万亿元,增长6.9%;进口12.13万亿元,增长4.7%。
28.58万亿元 | 货物贸易进出口总值 | 我国 | 2024-01/2024-08 | actual | -
16.45万亿元 | 出口 | 我国 | 2024-01/2024-08 | actual | -
6.9% | 出口 | 我国 | 2024-01/2024-08 | actual | increase:other
12.13万亿元 | 进口 | 我国 | 2024-01/2024-08 | actual | -
4.7% | 进口 | 我国 | 2024-01/2024-08 | actual | increase:other

政府统计处公布,2024年第二季就业不足率为1.1%。失业率维持在3.0%。
1.1% | 就业不足率 | - | 2024-Q2 | actual | -
3.0% | 失业率 | - | 2024-Q2 | actual | -

統計暨普查局資料顯示,上半年入境旅客共1,672萬人次,按年上升43.7%,當中不過夜旅客910萬人次,增加57.1%。
1,672万人次 | 入境旅客 | - | 2024-H1 | actual | -
43.7% | 入境旅客 | - | 2024-H1 | actual | increase:yoy
910万人次 | 不过夜旅客 | - | 2024-H1 | actual | -
57.1% | 不过夜旅客 | - | 2024-H1 | actual | increase:yoy

主計總處公布,7月消費者物價指數年增率2.52%,核心CPI年增1.83%。
2.52% | 消费者物价指数年增率 | - | 2024-07 | actual | increase:yoy
1.83% | 核心CPI | - | 2024-07 | actual | increase:yoy

该公司预计全年营收将达120亿元,同比增长15%至20%。
120亿元 | 营收 | 该公司 | 2024 | estimate | -
15%至20% | 营收 | 该公司 | 2024 | estimate | increase:yoy

公司实现营业收入86.3亿元,同比下降12.4%;归属于上市公司股东的净利润为9.2亿元,同比增长3.1%;基本每股收益0.45元。
86.3亿元 | 营业收入 | 公司 | - | actual | -
12.4% | 营业收入 | 公司 | - | actual | decrease:yoy
9.2亿元 | 归属于上市公司股东的净利润 | 公司 | - | actual | -
3.1% | 归属于上市公司股东的净利润 | 公司 | - | actual | increase:yoy
0.45元 | 基本每股收益 | 公司 | - | actual | -

截至9月末,全市市场主体达到321万户,较年初增长6.8%。
321万户 | 市场主体 | 全市 | 2024-09 | actual | -

我市计划到2027年建成充电桩30万个,新能源汽车保有量突破150万辆。
30万个 | 建成充电桩 | 我市 | 2027 | target | -
150万辆 | 新能源汽车保有量 | 我市 | 2027 | target | -

对符合条件的企业,给予最高500万元奖励。
500万元 | 奖励 | - | - | cap | -

对年营业收入达到5亿元以上的企业,给予100万元奖励。
5亿元 | 年营业收入 | - | - | condition | -
100万元 | 奖励 | - | - | actual | -

全市接待游客1256万人次,实现旅游收入78.5亿元,分别增长12.3%和15.6%。
1256万人次 | 接待游客 | 全市 | - | actual | -
78.5亿元 | 旅游收入 | 全市 | - | actual | -
12.3% | 接待游客 | 全市 | - | actual | increase:other
15.6% | 旅游收入 | 全市 | - | actual | increase:other

北京、上海、深圳新房价格分别上涨0.3%、0.5%和0.2%。
0.3% | 新房价格 | 北京 | - | actual | increase:other
0.5% | 新房价格 | 上海 | - | actual | increase:other
0.2% | 新房价格 | 深圳 | - | actual | increase:other

全省常住人口6126万人,城镇化率为63.8%,比上年末提高0.7个百分点。
6126万人 | 常住人口 | 全省 | - | actual | -
63.8% | 城镇化率 | 全省 | - | actual | -
0.7个百分点 | 城镇化率 | 全省 | - | actual | increase:yoy

世界银行预测,今年中国经济将增长4.8%。
4.8% | 经济 | 中国 | 2024 | estimate | increase:other

出口降幅收窄2.1个百分点。
2.1个百分点 | 出口降幅 | - | - | actual | decrease:other

失业率由5.2%降至5.0%。
5.2% | 失业率 | - | - | actual | -
5.0% | 失业率 | - | - | actual | -

全区规上工业总产值比2020年翻一番。
翻一番 | 规上工业总产值 | 全区 | - | actual | increase:other

本次活动吸引来自30多个国家和地区的500余家企业参展,观众超过8万人次。
500余家 | 企业 | - | - | actual | -
8万人次 | 观众 | - | - | actual | -

警方破获案件45宗,拘捕68人。
68人 | 拘捕 | - | - | actual | -

我省粮食总产量达1341亿斤,居全国第二。
1341亿斤 | 粮食总产量 | 我省 | - | actual | -

集团上半年收入为港币328.5亿元,按年增长8%。
港币328.5亿元 | 收入 | 集团 | 2024-H1 | actual | -
8% | 收入 | 集团 | 2024-H1 | actual | increase:yoy

8月,全国居民消费价格同比上涨0.6%,环比上涨0.4%。其中,食品价格上涨2.8%,非食品价格上涨0.2%。
0.6% | 居民消费价格 | 全国 | 2024-08 | actual | increase:yoy
0.4% | 居民消费价格 | 全国 | 2024-08 | actual | increase:mom

方案明确了6个方面,15项重点任务。
6个 | 方面 | 方案 | - | actual | -
15项 | 重点任务 | 方案 | - | actual | -

比重增至31.2%。
31.2% | 比重 | - | - | actual | -

電子產品接單88.6億美元,年增21.4%;機械產品接單17.3億美元,年減5.2%。
88.6亿美元 | 电子产品接单 | 电子产品 | - | actual | -
21.4% | 电子产品接单 | 电子产品 | - | actual | increase:yoy
17.3亿美元 | 机械产品接单 | 机械产品 | - | actual | -
5.2% | 机械产品接单 | 机械产品 | - | actual | decrease:yoy

海川股份:8350万元竞得工业用地。远航科技:拟2.4亿元收购少数股权。
8350万元 | 竞得工业用地 | 海川股份 | - | actual | -
2.4亿元 | 收购少数股权 | 远航科技 | - | target | -

2022年营收为86亿元,比2021年的74亿元增长16.2%,增速比上年回落3.1个百分点。
86亿元 | 营收 | - | 2022 | actual | -
74亿元 | 营收 | - | 2021 | actual | -
16.2% | 营收 | - | 2022 | actual | increase:yoy
3.1个百分点 | 营收 | - | 2022 | actual | decrease:yoy

体育中心举行12公里长跑。
12公里 | 长跑 | 体育中心 | - | actual | -
"""


def rows() -> list[tuple[str, list[str]]]:
    return [
        (text, line.split(" | "))
        for text, *lines in (part.split("\n") for part in SENTENCES.strip().split("\n\n"))
        for line in lines
    ]


@pytest.mark.parametrize(("text", "row"), rows(), ids=lambda value: "".join(value)[:24])
def test_what_a_number_says(text: str, row: list[str]) -> None:
    quantity, *wanted = row
    fact = facts_of(text)[quantity]
    found = [fact[key] or "-" for key in ("metric", "subject", "period", "status", "change")]
    assert found == wanted


def test_unchanged_is_a_fact_without_a_quantity() -> None:
    fact = facts_of("8月居民消費價格與上月持平,按年上升0.6%。")["持平"]
    assert (fact["metric"], fact["change"], fact["period"]) == ("居民消费价格", "unchanged:mom", "2024-08")
    assert fact["fact"]["quantity"] is None


def test_signs_and_kinds_of_measure() -> None:
    facts = facts_of("2023年,全区失业率下降0.3个百分点,出口下降2.5%,女性占52.3%,总投资3亿元。")
    shown = {text: (f["fact"]["signed_value"], f["fact"]["measure_type"]) for text, f in facts.items()}
    assert shown["0.3个百分点"] == ("-0.3", "delta")
    assert shown["2.5%"] == ("-2.5", "growth")
    assert shown["52.3%"][1] == "share"


def test_a_change_of_a_rate_is_marked() -> None:
    fact = facts_of("出口增速回落1.2个百分点。")["1.2个百分点"]["fact"]
    assert (fact["change"]["direction"], fact["change"]["of_growth"]) == ("decrease", True)


@pytest.mark.parametrize("text", ["本届为第七届大会。", "比例为3:1。", "指数(2020年=100)公布。"])
def test_what_states_nothing_gets_no_fact(text: str) -> None:
    assert pipeline.extract(text).facts == []


def test_metrics_have_ids_and_canonical_names() -> None:
    fact = facts_of("去年軟件業務收入275億元。")["275亿元"]["fact"]
    assert (fact["metric"]["id"], fact["metric"]["norm"]) == ("software-revenue", "软件业务收入")


def test_repeats_point_to_the_first() -> None:
    document = pipeline.extract("2023年营收达86亿元\n\n公司公告,2023年营收达86亿元。", published=PUBLISHED)
    assert [fact.same_as for fact in document.facts] == [None, "f1"]


def test_a_partner_is_a_dimension() -> None:
    fact = facts_of("9月對美國出口12.3億美元。")["12.3亿美元"]["fact"]
    assert ("partner", "美国") in [(item["role"], item["text"]) for item in fact["dimensions"]]


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet="全市同比增长分别3亿元5%家,;。(、)的占比较与去年企业新增达由至\n", min_size=1, max_size=80
    )
)
def test_any_text_gives_facts_inside_it(text: str) -> None:
    if not text.strip():
        return
    document = pipeline.extract(text, published=PUBLISHED)
    order = [
        document.quantities[int(fact.quantity[1:]) - 1].start for fact in document.facts if fact.quantity
    ]
    assert order == sorted(order)
    for fact in document.facts:
        for span in (fact.metric, fact.subject and fact.subject.span):
            assert span is None or document.text[span.start : span.end] == span.text


@pytest.mark.parametrize("piece", ["比", "分别3%", "(", "全市", "增长3%、", "的", "、", "受", "累计"])
def test_long_runs_end(piece: str) -> None:
    assert pipeline.extract(piece * 3000).text


def test_a_dimension_points_to_its_entity() -> None:
    document = pipeline.extract("9月,深圳市出口412亿元。", published=PUBLISHED)
    area = next(item for item in document.facts[0].dimensions if item.role == "area")
    assert area.entity == next(item.id for item in document.entities if item.text == "深圳市")
