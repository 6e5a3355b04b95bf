"""Stock codes and the names that they are of."""

import pytest

import pipeline
from pipeline.config import Config, EntityConfig
from pipeline.engine import Pipeline
from pipeline.model import Document

RULES = pipeline.load(Config(entities=EntityConfig(model="none")))
BOTH = pipeline.load()


def codes(document: Document) -> dict[str, list[str]]:
    found = {
        entity.original.text: [c.value for c in entity.codes if c.scheme == "ticker"]
        for entity in document.entities
    }
    return {name: values for name, values in found.items() if values}


@pytest.mark.parametrize("read", [RULES, BOTH], ids=["rules", "both"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # names that no list has, and names that one has
        ("远景控股(002399.SZ)发布公告。", {"远景控股": ["002399.SZ"]}),
        ("宁德时代（300750.SZ）产能利用率上升。", {"宁德时代": ["300750.SZ"]}),
        ("台積電（2330.TW）與聯發科(2454)公布營收。", {"台積電": ["2330.TW"], "聯發科": ["2454"]}),
        ("貴州茅台（600519）公布分紅方案。", {"貴州茅台": ["600519"]}),
        # two exchanges in one bracket
        ("中国平安（601318.SH，02318.HK）昨日公告。", {"中国平安": ["601318.SH", "02318.HK"]}),
        ("海川股份（A股：600111；H股：01111）复牌。", {"海川股份": ["600111", "01111"]}),
        ("阿里巴巴（NYSE：BABA；港交所：9988）公布季报。", {"阿里巴巴": ["NYSE:BABA", "港交所:9988"]}),
        # few digits, with the exchange; companies in a row stay apart
        (
            "騰訊控股（00700.HK）、滙豐控股（0005.HK）及港鐵公司（66.HK）收市向好。",
            {"騰訊控股": ["00700.HK"], "滙豐控股": ["0005.HK"], "港鐵公司": ["66.HK"]},
        ),
        # other words in the bracket; the short form has the codes as well
        (
            "澜海科技股份有限公司（以下简称“澜海科技”，股票代码：600000）复牌。",
            {"澜海科技股份有限公司": ["600000"], "澜海科技": ["600000"]},
        ),
        (
            "嘉楠资产有限公司（01234.HK，下称“嘉楠资产”）更名。",
            {"嘉楠资产有限公司": ["01234.HK"], "嘉楠资产": ["01234.HK"]},
        ),
        # wherever the name stands
        ("恒川药业扩产。恒川药业(600888)今日涨停。", {"恒川药业": ["600888"]}),
        # the head of a notice
        ("证券代码:300999 证券简称:云川股份 公告编号:2025-031\n会议已召开。", {"云川股份": ["300999"]}),
        ("股票简称：恒川药业　股票代码：600888\n会议已召开。", {"恒川药业": ["600888"]}),
        # letters alone: what nobody uses but for a code, and what the clause speaks of as a share of the US market
        ("微软（MSFT）公布财报，英伟达（NVDA）亦然。", {"微软": ["MSFT"], "英伟达": ["NVDA"]}),
        ("特斯拉（TSLA）首席执行官马斯克与苹果公司会面。", {"特斯拉": ["TSLA"]}),
        ("昨夜美股走高，橙光科技（CGKJ）收涨3%。", {"橙光科技": ["CGKJ"]}),
        ("橙光科技（CGKJ）收涨3%。", {}),
        ("美股走高，橙光科技（CGKJ）发布新品。", {}),
        ("美股走高，台積電（TSMC）收漲3%。", {}),
        ("宁德时代（CATL）、比亚迪（BYD）装机量居前。", {}),
        ("世界卫生组织（WHO）发布报告。", {}),
        # letters and few digits behind what they are called
        ("拼多多（股票代码：PDD）公布财报。", {"拼多多": ["PDD"]}),
        ("远景科技（美股代码：YJKJ）扩产。", {"远景科技": ["YJKJ"]}),
        ("百度（纳斯达克：BIDU；港交所：9888）公布财报。", {"百度": ["纳斯达克:BIDU", "港交所:9888"]}),
        (
            "京东集团（纳斯达克代码：JD；港交所股份代号：9618）公布财报。",
            {"京东集团": ["纳斯达克:JD", "港交所:9618"]},
        ),
        ("公司代码：600111 公司简称：云川股份\n年度报告", {"云川股份": ["600111"]}),
        ("滙豐控股（股份代號：5）公布。", {"滙豐控股": ["5"]}),
        ("澜海科技（编号：5）中标。", {}),
        # Hong Kong's notices: the bracket has a line of its own, with another before it
        (
            "騰華控股有限公司\n（於開曼群島註冊成立的有限公司）\n（股份代號：388）\n公布業績",
            {"騰華控股有限公司": ["388"]},
        ),
        # the name behind its code
        ("股份代號：00388 香港交易所 中期業績", {"香港交易所": ["00388"]}),
        ("（00388.HK）香港交易所公布业绩。", {"香港交易所": ["00388.HK"]}),
        ("(2330.TW)台積電公布營收。", {"台積電": ["2330.TW"]}),
        ("股份代號：00388 公布業績", {}),
        # the name in the bracket
        (
            "瑞青生物技术有限公司（瑞青生物，2269.HK）扩产。瑞青生物表示，订单充足。",
            {"瑞青生物技术有限公司": ["2269.HK"], "瑞青生物": ["2269.HK"]},
        ),
        ("公司（瑞青生物，2269.HK）扩产。", {"瑞青生物": ["2269.HK"]}),
        ("微软（Microsoft，MSFT.US）发布新品。", {"微软": ["MSFT.US"]}),
        # a group and its listed company are two
        ("贵州茅台（600519.SH）上涨，茅台集团表示支持。", {"贵州茅台": ["600519.SH"]}),
        ("浪潮信息（000977）上涨，浪潮集团表示支持。", {"浪潮信息": ["000977"]}),
        # a full name and the short one that the text introduces share the code, whichever has it
        (
            "贵州茅台酒股份有限公司（以下简称“贵州茅台”）公告。贵州茅台（600519）上涨。",
            {"贵州茅台酒股份有限公司": ["600519"], "贵州茅台": ["600519"]},
        ),
        # several fields at the head
        ("A股代码:601318 H股代码:02318 证券简称:中国平安\n公告", {"中国平安": ["601318", "02318"]}),
        (
            "证券代码：600663、900932 证券简称：云川股份、云川B股\n公告",
            {"云川股份": ["600663"], "云川B股": ["900932"]},
        ),
        ("证券代码：600111\n证券简称：云川股份\n编号：2025-031", {"云川股份": ["600111"]}),
        (
            "证券代码：300999 证券简称：云川股份 债券代码：123456 债券简称：云川转债",
            {"云川股份": ["300999"]},
        ),
        # years, postcodes and ordinals are none
        ("复旦大学（2024）公布招生章程。", {}),
        ("地址在北京市（100000）东城区。", {}),
        ("第3届（2330）到会。", {}),
        # figures in brackets
        ("远山物流（2500，其中新增300）公布运量。", {}),
        ("远山物流（2500、2600）公布运量。", {}),
        ("远山物流（2024，编号另行公布）招标。", {}),
    ],
)
def test_codes_belong_to_the_name_before_them(
    read: Pipeline, text: str, expected: dict[str, list[str]]
) -> None:
    assert codes(read(text)) == expected


def test_every_mention_has_the_code() -> None:
    document = BOTH("恒川药业扩产。恒川药业(600888)今日涨停。")
    assert [[c.value for c in e.codes] for e in document.entities if e.label == "ORG"] == [
        ["600888"],
        ["600888"],
    ]


def test_a_code_between_company_and_post_hides_neither() -> None:
    document = BOTH("贵州茅台（600519）董事长周启明表示，目标不变。")
    (person,) = [entity for entity in document.entities if entity.label == "PERSON"]
    assert person.title is not None
    assert person.title.text == "贵州茅台（600519）董事长"
    assert person.org == next(entity.id for entity in document.entities if entity.label == "ORG")


def test_many_brackets_are_read_in_linear_time() -> None:
    assert codes(RULES("(" * 20_000 + "1," * 20_000 + "A股" * 10_000)) == {}
    assert len(codes(RULES("云海公司(600111)、" * 5_000))) == 1
    assert codes(RULES("证券代码:600111 " * 5_000 + "(600111" + " " * 50_000)) == {}
    assert codes(RULES("纳斯达克(NDX)涨，" * 10_000)) == {}


def test_letters_that_are_a_code_are_no_short_form() -> None:
    document = BOTH("特斯拉（TSLA）公布财报，宁德时代（CATL）扩产。")
    assert [entity.original.text for entity in document.entities] == ["特斯拉", "宁德时代", "CATL"]
    document = BOTH("小鹏汽车（NYSE: XPEV; HKEX: 9868）宣布交付。")
    assert [entity.original.text for entity in document.entities] == ["小鹏汽车"]
