"""Families of phrasing with the region they are written in, through times, quantities and currencies.

Written as the press writes them, Traditional script included. A line may begin with its region (`HK|`); `\\n` is
a line break. Each item: surface | kind | value, or low..high | comparator | unit code or word (then / and the rate).
"""

from __future__ import annotations

import pytest
from opencc import OpenCC
from rows import cases

from pipeline import model
from pipeline.assemble import exact
from pipeline.draft import Draft, Quantity, Stretch
from pipeline.offsets import Alignment, Coordinates, fold
from pipeline.quantities.currency import settle
from pipeline.quantities.recognise import Recogniser
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser as Times

TABLE = """
HK|首季通脹介乎1.7至2.4厘
    1.7至2.4厘 | percent | 1.7..2.4 | = | %
HK|按揭利率下調四分之一厘
    四分之一厘 | percent | 0.25 | = | %
新增30家国家级专精特新企业，走访200家园林企业
    30家 | count | 30 | = | 家
    200家 | count | 200 | = | 家
选派300名优秀学生、50名师生代表和20名副教授
    300名 | count | 300 | = | 名
    50名 | count | 50 | = | 名
    20名 | count | 20 | = | 名
购置3台大型设备，交付3000套保障性住房
    3台 | count | 3 | = | 台
    3000套 | count | 3000 | = | 套
完成15项目标任务，栽种200种植物，覆盖3类人群
    15项 | count | 15 | = | 项
    200种 | count | 200 | = | 种
    3类 | count | 3 | = | 类
举行5次高层会谈，测评80个性能指标
    5次 | count | 5 | = | 次
    80个 | count | 80 | = | 个
涉及12条件、35套利交易和40部门
    40 | count | 40 | = |
HK|每股基本盈利港幣11.2仙，末期息增至22仙，基本電價95.7仙
    港币11.2仙 | money | 0.112 | = | HKD
    22仙 | money | 0.22 | = | HKD
    95.7仙 | money | 0.957 | = | HKD
旅客平均逗留3.1晚，售出牛肉面1.8万碗，投入烘干机5600台套，其余26列为国际班列
    3.1晚 | count | 3.1 | = | 晚
    1.8万碗 | count | 18000 | = | 碗
    5600台套 | count | 5600 | = | 台套
    26列 | count | 26 | = | 列
捐赠图书300本，馆藏善本1200本
    300本 | count | 300 | = | 本
    1200本 | count | 1200 | = | 本
HK|警方上月破兩宗爆竊案，拘捕5人
    两宗 | count | 2 | = | 宗
    5人 | count | 5 | = | 人
年度票房已破6亿元
    6亿元 | money | 600000000 | > | CNY
以纺织业2,310人最多、服装业640人次之
    2,310人 | count | 2310 | = | 人
    640人 | count | 640 | = | 人
会员以学生1,200人为主
    1,200人 | count | 1200 | = | 人
一天能卖200来杯奶茶
    200来杯 | count | 200 | ~ | 杯
最大阵风10～11级
    10~11级 | measure | 10..11 | = | 级
TW|花蓮最大震度4級
    4级 | measure | 4 | = | 级
风力6级左右
    6级 | measure | 6 | ~ | 级
震级介于4至4.5
    4至4.5 | number | 4..4.5 | = | -
指数介于45.5至52
    45.5至52 | number | 45.5..52 | = | -
速配比例为2.4∶1
    2.4:1 | ratio | - | = | -
水灰配比为1：0.45
    1:0.45 | ratio | - | = | -
TW|每台售价３﹐４５０美元
    3,450美元 | money | 3450 | = | 美元 per 台
TW|標案金額６，７８０萬元
    6,780万元 | money | 67800000 | = | TWD
HK|巴士公司加開1 250班次
    1 250班次 | count | 1250 | = | 班次
HK|涉款1 640萬元
    1 640万元 | money | 16400000 | = | HKD
HK|全港約3 100間幼稚園
    3 100间 | count | 3100 | ~ | 间
HK|登記選民4 412 700人
    4 412 700人 | count | 4412700 | = | 人
表一 120 350 480
第12 300页
喷嘴口径八分之三英寸
    八分之三英寸 | measure | 0.375 | = | [in_i]
TW|新台幣收盤升值2角3.5分
    2角3.5分 | money | 0.235 | = | TWD
水样电导率为420微西门子/厘米
    420微西门子/厘米 | measure | 420 | = | uS/cm per cm
每升含钙85mg/L
    85mg/L | measure | 85 | = | mg/L
发热量28千焦/克
    28千焦/克 | measure | 28 | = | kJ/g per g
呼吸18次/分钟
    18次/分钟 | measure | 18 | = | /min per min
硬度约为普通玻璃的3倍
    3倍 | multiple | 3 | ~ | 倍
女性约占员工总数的四成
    四成 | percent | 40 | ~ | %
造价大约相当于普通隧道的1.5倍
    1.5倍 | multiple | 1.5 | ~ | 倍
折约合人民币1.2亿元
    人民币1.2亿元 | money | 120000000 | ~ | CNY
个人持股不得超过总股本的5%
    5% | percent | 5 | <= | %
产量不足全国总量的两成
    两成 | percent | 20 | < | %
出口额超过全市的一半
    一半 | fraction | 0.5 | > | -
估值最多缩水三成
    三成 | percent | 30 | <= | %
TW|全年入超42億美元
    42亿美元 | money | 4200000000 | = | USD
超市新开12家
    12家 | count | 12 | = | 家
认购超额8倍
    8倍 | multiple | 8 | = | 倍
近日新增15例
    15例 | count | 15 | = | 例
主办单位评出营收20亿元、30亿元以上企业
    20亿元 | money | 2000000000 | >= | CNY
    30亿元 | money | 3000000000 | >= | CNY
招募至少4名和6名
    4名 | count | 4 | >= | 名
    6名 | count | 6 | >= | 名
募资不会低于12亿元
    12亿元 | money | 1200000000 | >= | CNY
投诉率不应高于2%
    2% | percent | 2 | <= | %
到场没有超过80人
    80人 | count | 80 | <= | 人
TW|釋出六千職缺
    六千 | count | 6000 | = |
园区吸纳八千员工
    八千 | count | 8000 | = |
三万村民喝上自来水
    三万 | count | 30000 | = |
七名工程师获表彰
    七名 | count | 7 | = | 名
一人送院治理
    一人 | count | 1 | = | 人
事故造成一人轻伤
    一人 | count | 1 | = | 人
六男三女被带走
    六男 | count | 6 | = | 男
    三女 | count | 3 | = | 女
一死四伤
    一死 | count | 1 | = | 死
    四伤 | count | 4 | = | 伤
TW|外資買超2.6萬張
    2.6万张 | count | 26000 | = | 张
淨資產二百四十六億
    二百四十六亿 | number | 24600000000 | = | -
TW|（金額以新台幣千元列示）\\n營業收入800元
    800元 | money | 800 | = | TWD
HK|（數字以人民幣元列示）收入900元
    900元 | money | 900 | = | CNY
TW|單位:新台幣千元\\n收入 2,468
    2,468 | number | 2468 | = | -
泄洪流量达到每秒1.2万立方米
    1.2万立方米 | measure | 12000 | = | m3/s per s
亩均产量每亩620公斤
    620公斤 | measure | 620 | = | kg/[mu] per [mu]
每人每月补助800元
    800元 | money | 800 | = | CNY per 人.mo
拟10派1.8元
    1.8元 | money | 1.8 | = | 元 per 10股
拟10转3派2.5元
    2.5元 | money | 2.5 | = | 元 per 10股
每10股派发现金红利4元
    10股 | count | 10 | = | 股
    4元 | money | 4 | = | 元 per 10股
两污水处理项目开工
    两 | count | 2 | = |
五企业入围
    五 | count | 5 | = |
客流倍增
    倍增 | multiple | 2 | = | 倍
收入翻倍
    翻倍 | multiple | 2 | = | 倍
新能源倍增计划
成交量成倍增长
约三分之一强
    三分之一 | fraction | 1/3 | > | -
四分之一弱
    四分之一 | fraction | 0.25 | < | -
半公里
    半公里 | measure | 0.5 | = | km
重约半吨
    半吨 | measure | 0.5 | ~ | t
20几家门店
    20几家 | count | 21..29 | = | 家
百来人参加
    百来人 | count | 100 | ~ | 人
三百来自外地的客商
一百六十
    一百六十 | number | 160 | = | -
负五分之二
    负五分之二 | fraction | -0.4 | = | -
二点七一八
    二点七一八 | number | 2.718 | = | -
2e5
    2e5 | number | 200000 | = | -
十打
    十打 | count | 10 | = | 打
两双
    两双 | count | 2 | = | 双
百分之一百一十
    百分之一百一十 | percent | 110 | = | %
华氏八十度
    八十度 | measure | 80 | = | [degF]
零下四度
    零下四度 | measure | -4 | = | Cel
6斤4两
    6斤4两 | measure | 6.4 | = | [jin_cn]
2米8
    2米8 | measure | 2.8 | = | m
一米六五
    一米六五 | measure | 1.65 | = | m
两块八
    两块八 | money | 2.8 | = | CNY
七毛
    七毛 | money | 0.7 | = | CNY
三块五毛
    三块五毛 | money | 3.5 | = | CNY
八九百米
    八九百米 | measure | 800..900 | = | m
四块钱
    四块钱 | money | 4 | = | CNY
十九块三毛五
    十九块三毛五 | money | 19.35 | = | CNY
三又四分之一
    三又四分之一 | fraction | 3.25 | = | -
2又1/4
    2又1/4 | fraction | 2.25 | = | -
5/8
    5/8 | fraction | 0.625 | = | -
第七
    第七 | ordinal | 7 | = | -
60平
    60平 | measure | 60 | = | m2
四斤二两
    四斤二两 | measure | 4.2 | = | [jin_cn]
2尺5寸
    2尺5寸 | measure | 2.5 | = | [chi]
3丈2尺
    3丈2尺 | measure | 3.2 | = | [zhang]
TW|股價漲6元至1,230元
    6元 | money | 6 | = | TWD
    1,230元 | money | 1230 | = | TWD
荔枝每公斤28至36元
    28至36元 | money | 28..36 | = | 元 per kg
楼价破百万
    百万 | number | 1000000 | > | -
票房破亿，
    亿 | number | 100000000 | > | -
房价预计上涨3%至6%
    3%至6% | percent | 3..6 | = | %
指数下跌5点至240点
    5点 | number | 5 | = | 点
    240点 | number | 240 | = | 点
HK|每股盈利12.4仙
    12.4仙 | money | 0.124 | = | HKD
HK|實用面積620方呎
    620方呎 | measure | 620 | = | [sft_i]
卫星倾角98.2度
    98.2度 | measure | 98.2 | = | deg
矿难造成2死6伤3失踪
    2死 | count | 2 | = | 死
    6伤 | count | 6 | = | 伤
    3失踪 | count | 3 | = | 失踪
TW|央行升息半碼
    半码 | percentage_point | 0.5 | = | 码
TW|聯準會降息2碼
    2码 | percentage_point | 2 | = | 码
HK|罰款3 000元
    3 000元 | money | 3000 | = | HKD
得分为96，
    96 | number | 96 | = | -
试点扩大到14校
    14校 | count | 14 | = | 校
TW|約占3/4
    3/4 | fraction | 0.75 | ~ | -
TW|過半民眾贊成
    半 | fraction | 0.5 | > | -
HK|每小時工資42元
    42元 | money | 42 | = | HKD
TW|租金補貼每月3,000元至6,000元
    3,000元至6,000元 | money | 3000..6000 | = | TWD per mo
TW|每坪68.5萬元
    68.5万元 | money | 685000 | = | 元 per [ping_tw]
烈度达6度
    6度 | measure | 6 | = | [intensity]
逾半受访者
    半 | fraction | 0.5 | > | -
累计浏览两千多万，
    两千多万 | number | 20000000 | > | -
TW|預算2點6兆元
    2点6兆元 | money | 2600000000000 | = | TWD
四方代表出席三方会谈
电价每度0.62元
    0.62元 | money | 0.62 | = | 元 per kW.h
自然增长率-2.1‰
    -2.1‰ | percent | -2.1 | = | [ppth]
师生比1:13
    1:13 | ratio | - | = | -
公交车15标台
    15标台 | count | 15 | = | 标台
百公里加速4.1秒
Python 3.11
运算速度达2亿亿次/秒
    2亿亿次/秒 | measure | 20000000000000000 | = | [FLOPS]
"""


def _described(text: str, item: Quantity) -> str:
    value = exact(item.value)
    if value is None:
        bounded = item.low is not None or item.high is not None
        value = f"{exact(item.low)}..{exact(item.high)}" if bounded else "-"
    unit = (item.unit.code or item.unit.text) if item.unit else "-"
    if item.unit and item.unit.per:
        unit += f" per {item.unit.per}"
    return f"{text[item.start : item.end]} | {item.kind} | {value} | {item.comparator} | {unit}".strip()


class _Reader:
    def __init__(self) -> None:
        rules = RuleBook.load()
        self.times, self.quantities, self.simplify = Times(rules), Recogniser(rules), OpenCC("t2s").convert

    def __call__(self, row: str) -> list[str]:
        region, mark, words = row.rpartition("|")
        text = fold(self.simplify(words)).replace("\\n", "\n")
        draft = Draft(original=text, id="row", source=model.Source("-", "row"))
        draft.coordinates = Coordinates(text, text, Alignment.identity(len(text)))
        draft.sentences = [Stretch(0, len(text))]
        draft.region = region if mark else "CN"  # type: ignore[assignment]
        times = self.times(text, draft.sentences, "2023-05-10", draft.region)
        taken = [(time.start, time.end) for time in times]
        draft.quantities = self.quantities(text, taken, draft.region)
        settle(draft, self.quantities.lexicon)
        return [_described(text, item) for item in draft.quantities]


@pytest.fixture(scope="module")
def read() -> _Reader:
    return _Reader()


@pytest.mark.parametrize(("row", "wanted"), cases(TABLE))
def test_row(read: _Reader, row: str, wanted: list[str]) -> None:
    assert read(row) == wanted
