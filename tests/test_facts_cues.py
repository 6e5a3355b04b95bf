"""Status and change of numbers, and which numbers state anything, in sentences of our own by family of cue."""

import pytest

import pipeline

PUBLISHED = "2024-10-15"

# text, then a line for each number: quantity | status | change; no line: not looked at; `quantity |`: states nothing
SENTENCES = """
# what differs, after a comparison
今年一季度新入库项目比去年同期多38个,平均投资额却低0.6亿元。
38个 | actual | increase:yoy
0.6亿元 | actual | decrease:yoy

本届展会的专业观众较上届少两成,场租则贵了300元。
两成 | actual | decrease:other
300元 | actual | increase:other

西瓜地头价每斤1.2元,比前一年便宜0.3元。
1.2元 | actual | -
0.3元 | actual | decrease:yoy

按年计,酒店客房收入少一成二。
一成二 | actual | decrease:yoy

與去年同期的46萬人次相比多約8%。
8% | actual | increase:yoy

全省高新技术企业较上年新增412家。
412家 | actual | increase:yoy

# a basis that is declared once
前三季度,川岭市进出口总值318亿元,比去年同期(下同)增长4.2%。其中,出口206亿元,下降1.3%。
4.2% | actual | increase:yoy
1.3% | actual | decrease:yoy

# the base of a quarter, a week, a year-end
第二季度,公司营收5.2亿元,环比增长6.5%,较一季度提高0.32亿元。
6.5% | actual | increase:qoq
0.32亿元 | actual | increase:qoq

上周港口铁矿石库存1.42亿吨,周环比下降1.1%。
1.1% | actual | decrease:other

截至8月末,贷款余额2.1万亿元,较上年末增加1500亿元。
1500亿元 | actual | increase:other

2024年9月,景区接待游客35万人次,比2019年同期增长12%。
12% | actual | increase:other

8月楼价指数升0.4%,较去年12月低2.2%。
2.2% | actual | decrease:other

# differences from others, whole years and year-ends as bases of a part of a year
税收增速快于全省平均1.9个百分点,较去年同期提高0.6个百分点。
1.9个百分点 | actual | -
0.6个百分点 | actual | increase:yoy

今年上半年毛利率为31.2%,较去年全年下降1.4个百分点。
31.2% | actual | -
1.4个百分点 | actual | decrease:other

截至2024年6月底,灌区蓄水2.1亿立方米,较2023年底减少3000万立方米。
3000万立方米 | actual | decrease:other

订单增加的厂商占四成,减少者21.5%。
21.5% | actual | -

盛达股价飙6.4%,矿山停产拉低园区增速0.9个百分点,亏损企业减亏18%。
6.4% | actual | increase:other
0.9个百分点 | actual | decrease:other
18% | actual | decrease:other

加工增值达到35%的产品免征进口税。
35% | condition | -

# dealt out
9月訪澳旅客280萬人次,按年及按月分別上升9.2%及下跌18%。
9.2% | actual | increase:yoy

货物吞吐量同比和环比分别增长4.1%和2.6%。
4.1% | actual | increase:yoy
2.6% | actual | increase:mom

# rates named by a noun, behind the number, from one to another
纺织品出口录得3.4%的跌幅,家电则恢复2%的增长。
3.4% | actual | decrease:other
2% | actual | increase:other

以美元计价,减幅扩大为7.3%。
7.3% | actual | decrease:other

涨幅由上月的1.5%收窄至0.8%。
0.8% | actual | increase:other

基本工资调高720元,调幅2.6%。
720元 | actual | increase:other
2.6% | actual | increase:other

就业率由61.2%升至62.5%。
61.2% | actual | -
62.5% | actual | -

# words of every register, also where the segmenter glues them
凌海电子升3.1%,大同生物急挫6%,恒指收涨0.7%。
3.1% | actual | increase:other
6% | actual | decrease:other
0.7% | actual | increase:other

央行宣布减息0.25厘,部分银行同日降价5%促销。
0.25厘 | actual | decrease:other
5% | actual | decrease:other

塑胶制品、纸品各减4.5%、2.1%。
4.5% | actual | decrease:other

门店全年净增86家,增值服务收入3.2亿元。
86家 | actual | increase:other
3.2亿元 | actual | -

合同额较计划压缩8%,运费每车涨了200元。
8% | actual | decrease:other
200元 | actual | increase:other

订单较上年同月变动-3.4%。
-3.4% | actual | decrease:yoy

上半年增加值增速为-1.4%,高于全市2.1个百分点。
-1.4% | actual | decrease:other

园区税收同比增长7.2%,增速高于全市1.8个百分点。
7.2% | actual | increase:yoy
1.8个百分点 | actual | -

# target and cap behind the number
提前完成全年8万套的建设目标,是年初2万套计划的延续。
8万套 | target | -

全年4.5%的外贸增长目标压力不小,已完成目标的七成。
4.5% | target | increase:other
七成 | actual | -

负债率35.2%,低于法定40%上限。
35.2% | actual | -
40% | cap | -

会议明确3个目标。
3个 | actual | -

# plans, budgets, what must be done
公司拟发行不超过5000万股,募集资金18亿元,其中7亿元用于扩产。
5000万股 | cap | -
18亿元 | target | -
7亿元 | target | -

到2027年,园区产值要突破300亿元,企业要达到800家。
300亿元 | target | -
800家 | target | -

首批6台须于2025年3月底前到货。
6台 | target | -

今年计划新增学位2万个;改造校舍35所;惠及学生4万名。
2万个 | target | -
35所 | target | -
4万名 | target | -

行政院会今日通过明年度总预算案,岁入2.1兆元,岁出2.3兆元。
2.1兆元 | target | -
2.3兆元 | target | -

“绿色出行”积分计划登记用户约65万名。
65万名 | actual | -

公司交付目标由20万辆上调至24万辆。
20万辆 | target | -
24万辆 | target | -

# estimates, and what ends them
协会预计,明年销量有望冲击30万辆,增速在5%左右。
30万辆 | estimate | -
5% | estimate | increase:other

净利2.4亿元,高于分析师预估的2.1亿元。
2.4亿元 | actual | -
2.1亿元 | estimate | -

政府维持全年2%至3%的预测。
2%至3% | estimate | -

出口增长4.2%,远胜市场预期,进口则升6.1%。
6.1% | actual | increase:other

计划购房的家庭占18%,持观望态度的占62%。
18% | actual | -
62% | actual | -

大桥建成后,两地车程将缩短40公里,每年可节省运费2亿元。
40公里 | estimate | decrease:other
2亿元 | estimate | -

预计全年接待游客500万人次。其中过夜游客120万人次。
500万人次 | estimate | -
120万人次 | estimate | -

研究院预测,全年产值6.2万亿元;其中设计业1.4万亿元,成长13%。
6.2万亿元 | estimate | -
1.4万亿元 | estimate | -
13% | estimate | increase:other

每日航班将由30班增至42班。
30班 | actual | -
42班 | estimate | -

机构预计全年投资80亿元,首期的20亿元已到位。
80亿元 | estimate | -
20亿元 | actual | -

初步估计赔偿金额介乎3亿至4亿元。
3亿至4亿元 | estimate | -

# caps, limits, conditions
资助上限200万元,每人限购2只,最高可领6000元补贴。
200万元 | cap | -
2只 | cap | -
6000元 | cap | -

可处1万元以上、5万元以下罚款。
5万元 | cap | -

若增长只有2%,财政恐难平衡。
2% | condition | *

对年营收首次突破1亿元、5亿元的企业,分别给予20万元、50万元奖励。
1亿元 | condition | -
5亿元 | condition | -

# thresholds that pick out whom a rule or a count is for
对首次年产值突破2亿元、6亿元的工厂,分别给予20万元、60万元奖励。
2亿元 | condition | -
6亿元 | condition | -

单笔消费满400元立减40元,乘车满20次者回馈一成。
400元 | condition | -
40元 | actual | -
20次 | condition | -

出口额超8亿元的企业有31家,刚满16岁的选手夺冠。
8亿元 | condition | -
31家 | actual | -
16岁 | actual | -

年收入5万元以下的家庭可申请补助。
5万元 | condition | -

超过四成的农户表示满意,提前达到15件的规划目标。
四成 | actual | -
15件 | target | -

对东部、西部按40%、70%的比例给予补助。
40% | actual | -

# records against caps; limits under other names
全年判赔总额2亿元,单案最高判赔3100万元。
3100万元 | actual | -

首套最高可贷90万元,租房提取限额每月1800元。
90万元 | cap | -
1800元 | cap | -

限额以上单位零售额36亿元,目前有4所学校主体封顶。
36亿元 | actual | -
4所 | actual | -

# forecasts that are none, or not of this number
预计客流将由目前的40万人次增至52万人次。
40万人次 | actual | -
52万人次 | estimate | -

增长预测由2.5%调高至3.1%。
2.5% | estimate | *
3.1% | estimate | *

撇除物业重估亏损1.2亿元,溢利3.4亿元。
1.2亿元 | actual | -
3.4亿元 | actual | -

半年纯利增12%胜市场预期,预期信贷损失为8亿元。
12% | actual | *
8亿元 | actual | -

有38%预期销售转好,维持全年3%的预测。
38% | actual | -
3% | estimate | -

# what ends a plan, and what a plan says will be
今年计划改造的160个小区已全部开工,其中完工71个。
160个 | target | -
71个 | actual | -

按照规划,到2027年,全县产业规模将突破90亿元。
90亿元 | target | -

劳工局将于下月举办12场招聘会。
12场 | target | -

# what states something, and what does not
其中七成为中小企业,逾八成年轻人参与。
七成 | actual | -
八成 | actual | -

全市65岁以上老人12.5万名,占比18.2%。
65岁 |
12.5万名 | actual | -

产量居前三位的县合计120万吨。
三位 |
120万吨 | actual | -

筹集保障房6200套(间),外借图书35万册次,查扣手机46部。
6200套(间) | actual | -
35万册次 | actual | -
46部 | actual | -

综合评分8.6分,港区二期泊位新增能力300万吨。
8.6分 | actual | -
"""


def rows() -> list[tuple[str, list[str]]]:
    return [
        (text, [cell.strip() for cell in line.split("|")])
        for block in SENTENCES.strip().split("\n\n")
        for text, *lines in [[line for line in block.split("\n") if not line.startswith("#")]]
        for line in lines
    ]


@pytest.mark.parametrize(("text", "row"), rows(), ids=lambda value: "".join(value)[:24])
def test_what_cues_say(text: str, row: list[str]) -> None:
    document = pipeline.extract(text, published=PUBLISHED).to_dict()
    names = {item["id"]: item["text"] for item in document["quantities"]}
    found = {
        names[fact["quantity"]]: (
            fact["status"],
            f"{fact['change']['direction']}:{fact['change']['basis']}" if fact["change"] else "-",
        )
        for fact in document["facts"]
        if fact["quantity"]
    }
    quantity, *wanted = row
    if wanted == [""]:
        assert quantity not in found
        return
    shown = [given if want != "*" else "*" for given, want in zip(found[quantity], wanted, strict=True)]
    assert shown == wanted
