"""Bodies that speak of copyright, editors, contacts and lose nothing; notices in awkward places; faults."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_boilerplate_pages import extractor, ink, mark, removed, shown

from pipeline.boilerplate.dates import read_date
from pipeline.boilerplate.wrap import soft_breaks
from pipeline.model import Document

BODIES = {
    "copyright law": "江州修订版权保护条例\n条例规定,任何单位和个人不得擅自复制、发行他人作品。未经著作权人许可,不得通过信息网络向公众传播其作品。\n市版权局负责人表示,违反条例的,处5万元以上20万元以下罚款;构成犯罪的,依法追究刑事责任。\n条例自2024年3月1日起施行。",
    "press law": "网络新闻转载管理办法征求意见\n办法提出,转载新闻信息应当注明来源、作者和编辑姓名,不得歪曲原意。\n网站应当建立责任编辑制度。责任编辑是内容审核的第一责任人,未经审核不得发布。\n去年全市共查处违规转载案件126起,罚款合计340万元。",
    "editors": "第八届编辑技能大赛落幕\n来自42家出版单位的责任编辑、校对人员共318人参赛。\n责任编辑王敏获得一等奖,奖金2万元。校对组的平均差错率为万分之0.5。\n大赛由省新闻出版局主办,江州出版集团承办。",
    "qr codes": "江州推广扫码乘车\n市民扫描二维码即可乘车,无需下载客户端。截至6月底,日均扫码客流达86万人次。\n关注公众号的用户超过300万,其中45%来自外地。\n下一步,全市将在120个站点增设扫一扫设备。",
    "contacts": "12345热线全年受理诉求210万件\n去年,全市12345政务服务便民热线接听电话180.6万个,网络渠道受理29.4万件。\n市民反映问题可致电12345,也可通过微信、微博等渠道提交。\n热线平均等待时间缩短至8秒,满意率达98.2%。",
    "address list": "江州新增三处便民服务点\n为方便市民办事,全市新增三处便民服务点,自6月1日起开放,预计年服务30万人次。各服务点地址如下:\n地址:人民路18号\n地址:解放路6号\n地址:中山路220号",
    "risk": "证监局开展投资者教育\n讲师提醒投资者,投资有风险,入市须谨慎,切勿轻信荐股信息。\n全年共举办讲座86场,覆盖投资者4.2万人次。\n据介绍,某公司年报存在虚假记载和重大遗漏,被处以罚款60万元。",
    "reading": "全民阅读活动启动\n相关阅读推广活动将举办1200场,推荐阅读书目500种。\n去年成年国民人均纸质图书阅读量为4.75本,延伸阅读服务覆盖全部乡镇。\n主办方向农家书屋赠书3万册。",
    "statement": "声明\n近日,有网络账号散布涉及我公司的不实信息,侵犯了我公司的合法权益。\n经核查,相关信息均不属实。我公司今年一季度营业收入12亿元,经营情况一切正常。\n我公司保留追究法律责任的权利。",
    "measures": "江州推出四项措施\n1、减免场地租金,最长6个月。\n2、发放消费券5000万元。\n3、对首次上规的企业奖励10万元。\n4、设立20亿元产业基金。",
    "sources": "我市多渠道增加居民收入\n收入来源:工资性收入占56.2%,经营净收入占18.1%。\n资金来源于财政拨款和社会捐赠,全年合计3.4亿元。\n下一步将继续拓宽来源渠道。",
    "interview": "局长谈统计数据\n记者:请问如何看待上半年的数据?\n答:总体平稳。上半年增长5.2%,好于预期。\n记者:下半年有什么安排?\n答:我们将继续做好监测,确保数据真实、准确。",
    "about": "市领导谈五个问题\n关于就业问题\n今年全市新增就业12万人,完成年度目标的63%。\n关于房地产市场\n上半年销售面积210万平方米,同比下降6.3%。\n关于财政\n一般公共预算收入增长4.1%。",
    "reporting": "市监局发布举报奖励办法\n举报人可通过电话、信件等方式举报,查实后给予最高50万元奖励。\n举报内容涉及侵权的,受理机关应在7个工作日内告知。\n去年共受理举报1.2万件,联系举报人核实9800余次。",
    "advertising": "广告业营收增长一成\n全市广告业务收入达86亿元,同比增长10.4%。互联网广告占比升至71%。\n广告企业表示,将加强内容审核,未经授权不使用他人肖像。\n协会呼吁企业签署自律公约。",
    "asterisks": "二零二四年五月份零售業銷貨額\n＊＊＊＊＊＊＊＊＊＊＊\n政府統計處公布,五月的零售業總銷貨價值為305億元,較上年同月下跌11.5%。\n發言人表示,外遊熱潮仍然持續。",
    "three-part headline": "坚定信心 迎难而上 奋力前行\n江州上半年完成投资1200亿元,同比增长8%。\n下一步,全市将继续推进重点项目建设。",
    "channel as headline": "樓市｜新盤熱賣\n兩個新盤周末合共售出186伙,收票超購12倍。\n代理預期本月成交將達1500宗。",
    "table at the end": "江州各区新增企业情况\n去年全市新增企业1200家,同比增长8%。各区情况如下。\n地区\n新增企业\n城东\n320\n城西\n410",
    "annex and signature": "江州市人民政府关于加快发展服务业的意见\n对首次上规的企业,给予10万元奖励。\n附件:服务业重点项目清单\n江州市人民政府办公室\n2023年5月8日",
    "names at the end": "江州评出十佳企业家\n经专家评审,决定授予下列10人江州市十佳企业家称号,每人奖励5万元。\n张海明\n李建业\n王开元",
    "two releases": "江州八月入境旅客\n八月入境旅客共120万人次,按年升12%。\n完\n江州八月酒店入住率\n八月酒店平均入住率为86%,按年升4个百分点,房价平均每晚620元。",
    "opening hours": "江州科技馆新馆开放\n新馆建筑面积4.2万平方米,投资6.8亿元,预计年接待观众80万人次。\n开放时间:周三至周日\n票价:成人30元,学生15元",
    "public may call": "江州开通养老热线\n热线开通一年,接听来电6.2万个,市民如有养老方面的疑问都能得到答复。\n有老人的家庭可拨打热线预约,平均等候12秒。",
    "disclosure": "1.事實發生日:114/08/20\n2.公司名稱:星河電子股份有限公司\n3.與公司關係:本公司\n4.發生緣由:本公司董事會決議現金股利每股2.5元,合計新台幣12億元。\n5.因應措施:無。",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_loses_nothing(body: str) -> None:
    assert shown(body, ink(body, removed(extractor()(body)))) == []


EDGES = [
    "江州八月入境旅客\n八月入境旅客共120万人次,按年升12%。发言人表示,升幅来自内地旅客,预期九月将保持平稳。\n⟦完⟧\n附表:按来源地划分的旅客\n内地 82万\n东南亚 21万",
    "江州八月入境旅客\n八月入境旅客共120万人次,按年升12%。发言人表示,升幅来自内地旅客,预期九月将保持平稳。\n⟦- 完 -⟧\n⟦旅业局由政府资助,在全球推广江州。⟧\n⟦梁女士⟧",
    "全市新增企业1200家。⟦市民如有查询,请致电2150 0000。⟧\n其中,民营企业1100家,增长9%。",
    "江州新增企业情况\n去年全市新增企业1200家,同比增长8%。\n⟦责任编辑:张三⟧\n⟦江州网⟧\n⟦换个频道看看⟧",
    "去年全市新增企业1200家,同比增长8%。市统计局表示,下半年将保持平稳。⟦责任编辑：张三⟧",
    "去年全市新增企业1200家,同比增长8%。⟦（责任编辑 张三）⟧",
    "去年全市新增企业1200家,同比增长8%。⟦本文不构成投资建议，据此入市盈亏自负。⟧",
    "⟦（记者 王明）⟧去年全市新增企业1200家,同比增长8%。⟦[責任編輯:王小明]⟧",
    "去年全市新增企业1200家,同比增长8%。\r\n⟦来源：江州日报⟧\r\n⟦编辑：张三⟧\r\n",
    "⟦2023-01-09 10:22 来源：江州网⟧\r\n去年全市新增企业1200家,同比增长8%。\r\n⟦打印 关闭⟧",
    "去年全市新增企业1200家,同比增长8%。\n⟦相关阅读⟧\n⟦海州新增企业900家⟧\n⟦云州企业数翻番⟧",
    "去年全市新增企业1200家,同比增长8%。\n⟦延伸閱讀：海州新增企业900家⟧\n其中,民营企业1100家,增长9%。市统计局表示,将保持平稳。",
]


@pytest.mark.parametrize("text", EDGES)
def test_edges(text: str) -> None:
    page = mark(text)
    gone = ink(page.text, removed(extractor()(page.text)))
    assert shown(page.text, gone ^ ink(page.text, page.goes)) == []


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        ("发布日期：2023-01-12\n成文日期：2023年1月9日\n各区县:全市新增企业1200家。", "2023-01-12", "publishing_line"),
        ("发布时间：2023-13-45\n去年全市新增企业1200家,同比增长8%。", None, None),
        ("江州2023年1月9日 /美通社/ -- 星河科技今日宣布新增企业1200家。", "2023-01-09", "dateline"),
        ("2023年1月9日,市统计局公布去年全市新增企业1200家,增长8%。", None, None),
        ("新华社江州1月9日电 去年全市新增企业1200家,同比增长8%。", None, None),
        ("發布日期：114-08-20\n統計處公布,7月出口達566億美元,年增42%。", "2025-08-20", "publishing_line"),
    ],
)  # fmt: skip
def test_published(text: str, published: str | None, basis: str | None) -> None:
    document = extractor()(text)
    assert (document.published, document.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("新华社江州1月9日电 全市新增企业1200家。", "新华社江州1月9日电"),
        ("中新网9月3日电（记者 李明）全市新增企业1200家。", "中新网9月3日电"),
        ("（中央社記者王小明台北9日電）財政部公布,出口達300億元。", "（中央社記者王小明台北9日電）"),
        ("本报讯（记者 李明）全市新增企业1200家,增长8%。", "本报讯"),
        ("【明報專訊】統計處公布,出口達300億元,按年升8%。", "【明報專訊】"),
        ("江州2023年1月9日 /美通社/ -- 星河科技新增企业1200家。", "江州2023年1月9日 /美通社/ --"),
        ("1月9日,市统计局公布全市新增企业1200家。", None),
        ("会议9日举行,来自30个国家的代表参加,签约120亿元。", None),
    ],
)
def test_dateline(text: str, dateline: str | None) -> None:
    found = extractor()(text).dateline
    assert (found and found.original.text.strip()) == dateline


@pytest.mark.parametrize(
    ("text", "region", "date"),
    [
        ("2023年1月9日", None, "2023-01-09"),
        ("2019-09-3007:42", None, "2019-09-30"),
        ("15/09/2025", "HK", "2025-09-15"),
        ("114年8月20日", "TW", "2025-08-20"),
        ("97.12.05", "TW", "2008-12-05"),
        ("民国一百一十四年八月二十日", None, "2025-08-20"),
        ("二零一六年一月十五日", "HK", "2016-01-15"),
        ("20230109", None, "2023-01-09"),
        ("2023-02-30", None, None),
        ("23.1.9", "CN", None),
    ],
)
def test_dates(text: str, region: str | None, date: str | None) -> None:
    assert read_date(text, region) == date  # type: ignore[arg-type]


WRAPPED = (
    "　　政府統計處今日公布，二零二四年第二季本地整體製造業的工業\n生產較上年同季上升百分之一點五，經季節性調整後的工業生產指數\n"
    "較對上一季上升百分之零點九，升幅較預期為高。\n\n　　與上年同季比較，食品及飲品業的產量上升百分之二點三，金屬業\n"
    "的產量上升百分之三點八，而紡織業的產量則下跌百分之六點二。\n"
)


def test_wrapped_lines_are_read_across() -> None:
    assert [WRAPPED[start:end] for start, end in soft_breaks(WRAPPED)] == ["\n"] * 3
    document = extractor()(WRAPPED)
    assert [block.original.text.count("\n") for block in document.blocks] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "今年全市推进十大民生工程建设情况\n今年全市推进十大产业项目建设情况\n今年全市推进十大交通工程建设情况\n今年全市推进十大水利项目建设情况\n",
        "全市新增企业一千二百家,同比增长百分之八点五。\n全市新增专利一千三百件,同比增长百分之九点五。\n全市新增投资一千四百亿,同比增长百分之七点五。\n",
        "地区      一季度      二季度      三季度\n江州      1200.5      1300.5      1400.5\n海州      1100.5      1200.5      1300.5\n云州      1000.5      1100.5      1200.5\n",
        "短行\n短行\n短行\n短行\n",
    ],
)
def test_lists_tables_and_plain_paragraphs_keep_their_breaks(text: str) -> None:
    assert soft_breaks(text) == []


def sound(document: Document) -> bool:
    ends = [0]
    for item in document.removed:
        assert ends[-1] <= item.original.start < item.original.end
        ends.append(item.original.end)
    return all(
        document.original_text[b.original.start : b.original.end] == b.original.text for b in document.bylines
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["来源：江州网", "记者 张三", "（编辑：李四）", "2023-01-09 10:22", "责编", "：", "。", "\n", "\r\n", "　",
             "全市新增企业1200家", "相关阅读", "凡本网注明", "版权所有", "（", "）", "乾", "關於星河科技", "電話："]
        ),
        min_size=1,
        max_size=25,
    )
)  # fmt: skip
def test_any_page_is_cut_soundly(parts: list[str]) -> None:
    text = "".join(parts)
    if text.strip():
        assert sound(extractor()(text))


@pytest.mark.parametrize(
    "text",
    ["来源：" * 30_000, "（记者 " * 30_000, "版权所有" * 30_000, "编辑：张三 " * 20_000, "1、" * 50_000, "年" * 50_000,
     "相关阅读\n" * 5_000, "9" * 100_000, "版权，转载" * 20_000, "首页 > " * 20_000, "\n" * 50_000 + "完"],
    ids=lambda text: text[:6].strip(),
)  # fmt: skip
def test_long_runs_end(text: str) -> None:
    from pipeline.boilerplate.decide import Page
    from pipeline.boilerplate.families import Families
    from pipeline.boilerplate.lines import View
    from pipeline.draft import Draft
    from pipeline.model import Source
    from pipeline.rulebook import RuleBook

    view = View(Draft(text, "x", Source("-", ""), converted=text), str)
    assert isinstance(Page(view.lines, Families(RuleBook.load())).decide(), dict)
    assert isinstance(soft_breaks(text), list)
