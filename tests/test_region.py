"""Where a text was written: our own short texts in the style of each region, tricky ones among them."""

import json

import pytest

import pipeline
from pipeline.config import Config
from pipeline.rulebook import RuleBook
from pipeline.rulebook.regions import RegionCue

TEXTS: list[tuple[str | None, str]] = [
    # mainland, Simplified
    ("CN", "记者从市政府新闻发布会上获悉，去年全市规模以上工业增加值同比增长8.3%。"),
    ("CN", "我市今年安排补助资金500万元，惠及群众3万余人。"),
    ("CN", "公司公告，拟以3亿元收购控股子公司少数股权。"),
    ("CN", "区委副书记、区长李明出席签约活动。"),
    ("CN", "截至10月末，全县播种面积达120万亩。"),
    ("CN", "项目总投资12亿元，预计2025年建成投产。"),
    ("CN", "新品今日上市，售价2999元。"),
    ("CN", "9月CPI环比上涨0.3%，国家统计局解读数据。"),
    ("CN", "“十四五”期间，我省新增高速公路2000公里。"),
    ("CN", "上半年归母净利润2.1亿元，研发投入增长15%。"),
    # mainland about others
    ("CN", "香港特区政府统计处公布，前三季度香港出口同比增长6%，人民币结算占比提高。新华社香港电。"),
    ("CN", "台湾地区今年一季度对大陆出口同比下降3%，国台办发言人回应。"),
    ("CN", "据台湾“行政院”主计总处数据，岛内失业率环比上升，同比持平。"),
    ("CN", "澳门统计暨普查局数据显示，澳门前三季度入境旅客同比增长。新华社澳门电，国务院港澳办此前表示支持。"),
    ("CN", "新加坡企业与我市签约，合作园区总投资3亿元，同比增长20%。"),
    ("CN", "中企赴港上市，募资20亿港元，公司同比扭亏为盈，归母净利润5亿元。"),
    ("CN", "国台办发言人表示，台胞在大陆就业享受同等待遇，新台币贬值影响台商。"),
    # mainland, Traditional editions
    ("CN", "去年全市新增軟件企業640余家，實現營業收入312億元，同比增長8.7%。"),
    ("CN", "市委常委出席“星火”行動計劃發佈會，貫徹落實會議精神。"),
    ("CN", "全省高質量發展大會召開，簽約項目66個，投資430億元。"),
    ("CN", "新華社長沙電 長沙市人民政府介紹，全市廠房面積96余萬平方米。"),
    ("CN", "國臺辦發言人答記者問時表示，臺灣當局公佈的觀光數據不容樂觀，收入減少480億元新台幣。"),
    ("CN", "海關總署公佈，前三季度我國集成電路進口同比增長12%。"),
    ("CN", "縣人民政府與浙江大學簽約，推進“茶科”項目，帶動農戶3萬余人。"),
    ("CN", "國家統計局有關負責人表示，全國服務業生產指數同比增長5.1%。"),
    # Taiwan
    ("TW", "主計總處公布去年經濟成長率為3.2%，優於預期。"),
    ("TW", "經濟部統計處公布5月製造業生產指數102.4，年增6.8%，連三紅。"),
    ("TW", "財政部今公布113年7月稅收2,310億元，年增率5%。"),
    ("TW", "〔記者王小明／台北報導〕內政部統計，上半年房屋移轉棟數年減3成。"),
    ("TW", "公司董事會通過每股配發現金股利3元，全年每股盈餘5.2元，年增12%。"),
    ("TW", "民國113年度補助計畫受理申請，每案最高補助500萬元。"),
    ("TW", "市府表示，捷運沿線新增公車路線，民眾可透過網路查詢。"),
    ("TW", "軟體業者看好人工智慧商機，伺服器拉貨動能強勁。"),
    ("TW", "鉅亨網記者張小美 台北報導 台股今日上漲150點，三大法人買超120億元。"),
    ("TW", "勞動部宣布基本工資調升至29500元。"),
    ("TW", "高雄市政府觀光局統計，燈會湧入百萬人次，帶動產值30億元。"),
    ("TW", "新台幣貶值，出口商受惠，法說會釋出樂觀展望。"),
    # Taiwan about others
    ("TW", "受中國大陸產能外溢影響，業者接單年減15%，人民幣走貶。"),
    ("TW", "中國國家統計局公布，8月規模以上工業生產不如預期，業者接單年減，台股承壓，記者陳大文／綜合報導。"),
    ("TW", "中央社香港電 香港第3季GDP年增2.3%，港元匯率走強。"),
    ("TW", "美國聯準會降息，台股開高，電子零組件業者受惠，元月營收年增兩成。"),
    # Taiwan written in Simplified (converted editions)
    ("TW", "经济部统计处公布，8月外销订单503亿美元，年增9.1%，接单动能回温。主计总处上修全年成长率。"),
    # Hong Kong
    ("HK", "政府統計處今日（一月十五日）公布零售業銷貨額，按年上升3.5%。"),
    ("HK", "本港失業率維持2.8%，勞工處表示會密切留意市況。"),
    ("HK", "食物環境衞生署發言人表示，涉事食肆罰款8,000元。"),
    ("HK", "集團截至六月三十日止六個月股東應佔溢利按年下跌12%，派中期息每股5仙。"),
    ("HK", "的士業界要求加價，運輸署正審視申請，起錶收費擬增至33元。"),
    ("HK", "港鐵公布上半年盈利60億港元，恒指收市升200點。"),
    ("HK", "房屋署推出新一期居屋，售價由150萬元起。"),
    ("HK", "財政司司長宣布寬減差餉，每戶上限1,500元。"),
    # Hong Kong, Simplified edition of the government
    ("HK", "政府统计处今日（一月十五日）公布，二零一五年十二月整体消费物价按年上升2.5%，宽减差饷是主要原因。"),
    ("HK", "卫生防护中心今日（三月五日）呼吁市民接种疫苗，本港已录得320宗个案。"),
    ("HK", "入境事务处发言人表示，去年本港录得入境旅客3400万人次，按年上升三成。"),
    # Hong Kong about others
    ("HK", "《海港財經專訊》國家統計局公布數據，內地零售按年升3%，恒指午後造好，本港地產股受捧，港元走強。"),
    ("HK", "本港旅行社指，澳門及內地旅客按年增加一成，全港酒店入住率上升。"),
    # Macau
    ("MO", "統計暨普查局資料顯示，第三季本澳失業率為1.7%，按季下降0.1個百分點。"),
    ("MO", "博彩監察協調局公布，十月幸運博彩毛收入為二百零八億澳門元，按年上升6.6%。"),
    ("MO", "統計暨普查局今日公布，二零零四年十月入境旅客總數為一百四十萬人次。"),
    ("MO", "市政署表示，全澳公園設施維修費用約300萬澳門元。"),
    ("MO", "统计暨普查局公布，首十个月留宿旅客按年增加12%，人均消费2,100澳门元。"),
    ("MO", "治安警察局於關閘口岸查獲違法個案，本澳居民涉事。"),
    # Singapore
    ("SG", "贸工部公布，新加坡第三季经济增长4.2%，全年预测上调。"),
    ("SG", "建屋局推出5000个预购组屋单位，售价30万新元起。"),
    ("SG", "拥车证成价上涨，陆交局指配额将增加一成。"),
    ("SG", "企业今年营业额料增5巴仙，联合早报报道。"),
    # words inside other words
    ("CN", "上市公司收入超3亿元，从业者与创业者超万人，投资通道畅通。"),
    ("CN", "美国人力部门与外国人协会称，日本澳洲航线、安全港口收费约3000元，投资US$5万。"),
    ("CN", "基本地企业名录发布，广东协会成立委员会，湖北市场接单旺盛。"),
    ("CN", "公司声明报告显示，经济通胀压力不大，网上看房成交98年底以来最高。"),
    # nothing tells, or it is divided
    (None, "公司於7月公布業績，收入增長三成。"),
    (None, "ABC 123"),
    (None, "會議將於下午三時開始。"),
    (None, "「空運貨物統計」專題文章刊出。"),
    (None, "香港、澳門及臺灣旅客增加，日本旅客減少。"),
    (None, "東京都は国際会議を開催しました。"),
]  # fmt: skip
# Raise it when the rules read more of the texts rightly; never lower it.
FLOOR = 1.0


def region(text: str) -> str | None:
    return pipeline.extract(text).region


def test_regions_of_our_texts() -> None:
    wrong = [(wanted, region(text), text) for wanted, text in TEXTS if region(text) != wanted]
    assert 1 - len(wrong) / len(TEXTS) >= FLOOR, wrong


def test_the_evidence_is_recorded() -> None:
    document = pipeline.extract("主計總處公布，114年第3季經濟成長年增3%，人民幣升值。")
    best, second = document.provenance.region_evidence
    assert (best.region, second.region) == ("TW", "CN")
    assert "主计总处" in best.words
    assert second.words == ["人民币"]
    assert best.weight > second.weight
    plain = json.loads(document.to_json())["provenance"]["region_evidence"]
    assert plain[0]["region"] == "TW"


@pytest.mark.parametrize("name", ["香港", "臺灣", "新加坡", "上海", "澳洲"])
def test_a_place_that_is_named_often_tells_nothing(name: str) -> None:
    cued = "、".join([f"{name}旅客"] * 40)
    assert region(f"本屆展會於{cued}舉行") is None


def test_the_region_does_not_depend_on_the_conversion() -> None:
    text = "軟體業者看好網路商機，計程車費調漲，伺服器拉貨，年增三成。"
    regions = {pipeline.load(Config(opencc=name))(text).region for name in ("t2s", "tw2sp", "hk2sp")}
    assert regions == {"TW"}


def test_a_cue_says_something() -> None:
    with pytest.raises(ValueError, match="names, forms or a pattern"):
        RegionCue(id="x", region="CN")
    assert len(RuleBook.load().entries("regions", RegionCue)) > 25
