"""Times of real phrasing: surface, type, value, days and modifier; and what is none.

Each row: text, region, and the expected times as `surface type value [first..last] [modifier]`.
The publishing date is 2024-05-20 (a Monday) unless a row says otherwise.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draft import Stretch, Time
from pipeline.offsets import fold
from pipeline.rulebook import RuleBook
from pipeline.times.calendar import Point
from pipeline.times.recognise import Recogniser

PUBLISHED = "2024-05-20"


@lru_cache
def recogniser() -> Recogniser:
    return Recogniser(RuleBook.load())


def times(text: str, region: str | None = "CN", published: str | None = PUBLISHED) -> list[Time]:
    sentences, at = [], 0
    for part in text.split("。"):
        sentences.append(Stretch(at, at + len(part) + 1))
        at += len(part) + 1
    return recogniser()(text, sentences, published, region)


def shown(text: str, region: str | None = "CN", published: str | None = PUBLISHED) -> list[str]:
    text = fold(text)
    return [
        f"{text[item.start : item.end]} {item.type} {item.value}" for item in times(text, region, published)
    ]


ONE = """
2021年营收持平|2021年 date 2021
2021年度预算|2021年度 date 2021
二〇二一年的数据|二〇二一年 date 2021
二零二一年九月的数字|二零二一年九月 date 2021-09
二○一九年十月一日|二○一九年十月一日 date 2019-10-01
二零一八年十二月卅日|二零一八年十二月 date 2018-12
自2019年3月投产|2019年3月 date 2019-03
2019 年 3 月 5 日签约|2019 年 3 月 5 日 date 2019-03-05
2019年03月05日|2019年03月05日 date 2019-03-05
5月16日开工|5月16日 date 2024-05-16
５月１６日开工|5月16日 date 2024-05-16
五月十六日开工|五月十六日 date 2024-05-16
5月16号开工|5月16号 date 2024-05-16
16日开工|16日 date 2024-05-16
28日开工|28日 date 2024-04-28
拟于28日开工|28日 date 2024-05-28
新华社北京19日电|19日 date 2024-05-19
2024-03-01发布|2024-03-01 date 2024-03-01
2024/3/1发布|2024/3/1 date 2024-03-01
2024.3.1发布|2024.3.1 date 2024-03-01
发布日期:20240301|20240301 date 2024-03-01
更新于15/03/2024|15/03/2024 date 2024-03-15
2024-03-01 09:30发布|2024-03-01 09:30 time 2024-03-01T09:30
2024年3月1日 09:30:15|2024年3月1日 09:30:15 time 2024-03-01T09:30:15
今(18)日公布|今(18)日 date 2024-05-18
昨（17）日公布|昨(17)日 date 2024-05-17
本(2021)年预算|本(2021)年 date 2021
’23年产量|’23年 date 2023
08年动工|08年 date 2008
23年3月动工|23年3月 date 2023-03
一六年动工|一六年 date 2016
5月1日(周三)开园|5月1日 date 2024-05-01
2021年5月1日（星期六）开园|2021年5月1日 date 2021-05-01
十二月三日（星期六）开幕|十二月三日 date 2023-12-03
自3月1日（周五）起施行|3月1日 date 2024-03-01
28日（礼拜二）前报名|28日 date 2024-04-28
下月15日（ 周六 ）举行|下月15日 date 2024-06-15
5月1日（周三）、2日（周四）放假|5月1日 date 2024-05-01;2日 date 2024-05-02
5月9日至11日（星期六）举行|5月9日至11日 range 2024-05-09/2024-05-11
5月1日（周三）至3日（周五）开放|5月1日(周三)至3日 range 2024-05-01/2024-05-03
6月8日至10日（周六至周一）放假|6月8日至10日 range 2024-06-08/2024-06-10
6月15日、16日（星期六、日）停运|6月15日 date 2024-06-15;16日 date 2024-06-16
5月1日（星期三）上午9时开幕|5月1日(星期三)上午9时 time 2024-05-01T09:00
星期五（7月26日）开馆|星期五 date 2024-05-17;7月26日 date 2024-07-26
5月1日 星期三开园|5月1日 星期三 date 2024-05-01
5月1日，星期三|5月1日，星期三 date 2024-05-01
一季度增速|一季度 date 2024-Q1
第一季度增速|第一季度 date 2024-Q1
第三季营收|第三季 date 2024-Q3
3季度营收|3季度 date 2024-Q3
四季度营收|四季度 date 2023-Q4
2023年第三季营收|2023年第三季 date 2023-Q3
2023Q3营收|2023Q3 date 2023-Q3
2023年Q3营收|2023年Q3 date 2023-Q3
3Q23营收|3Q23 date 2023-Q3
1H23营收|1H23 date 2023-H1
2023H1营收|2023H1 date 2023-H1
Q1营收增长|Q1 date 2024-Q1
今年第二季度|今年第二季度 date 2024-Q2
去年第三季度的订单|去年第三季度 date 2023-Q3
2022年上半年亏损|2022年上半年 date 2022-H1
上半年将完成|上半年 date 2024-H1
去年下半年以降|去年下半年 date 2023-H2
2022全年亏损|2022全年 date 2022
2022年全年亏损|2022年全年 date 2022
去年全年亏损|去年全年 date 2023
去年整年度亏损|去年整年度 date 2023
今年全年预计增长|今年全年 date 2024
全年预计增长|全年 date 2024
年内投用|年内 date 2024
今年年内投用|今年年内 date 2024
去年7月投用|去年7月 date 2023-07
明年3月投用|明年3月 date 2025-03
12月出口回落|12月 date 2023-12
8月出口回落|8月 date 2024-08
预计12月竣工|12月 date 2024-12
4月份出口|4月份 date 2024-04
四月份出口|四月份 date 2024-04
6月中旬交付|6月中旬 date 2024-06
3月第二周开课|3月第二周 date 2024-03
2023年春季开课|2023年春季 date 2023-SP
去年冬天寒冷|去年冬天 date 2023-WI
今年营收|今年 date 2024
去年营收|去年 date 2023
前年营收|前年 date 2022
明年营收|明年 date 2025
本月营收|本月 date 2024-05
上月营收|上月 date 2024-04
上个月营收|上个月 date 2024-04
下月营收|下月 date 2024-06
上月底完工|上月底 date 2024-04
上月15日完工|上月15日 date 2024-04-15
本季度营收|本季度 date 2024-Q2
上季度营收|上季度 date 2024-Q1
今天签约|今天 date 2024-05-20
昨日签约|昨日 date 2024-05-19
前天签约|前天 date 2024-05-18
明日签约|明日 date 2024-05-21
昨公布数据|昨 date 2024-05-19
昨晚启用|昨晚 date 2024-05-19TEV
今早启用|今早 date 2024-05-20TMO
5月16日下午召开|5月16日下午 date 2024-05-16TAF
今天上午10点召开|今天上午10点 time 2024-05-20T10:00
5月16日16时01分启用|5月16日16时01分 time 2024-05-16T16:01
5月16日15:30启用|5月16日15:30 time 2024-05-16T15:30
5月16日晚8点启用|5月16日晚8点 time 2024-05-16T20:00
下午3点半启用|下午3点半 time T15:30
16时01分启用|16时01分 time T16:01
香港时间17时06分|17时06分 time T17:06
北京时间9:59:32发射|9:59:32 time T09:59:32
上午9时至下午5时开放|上午9时至下午5时 time T09:00/T17:00
每日9:00-17:00开放|每日9:00-17:00 set XXXX-XX-XXT09:00/XXXX-XX-XXT17:00
上周签约|上周 date 2024-W20
本周签约|本周 date 2024-W21
上周五签约|上周五 date 2024-05-17
周四签约|周四 date 2024-05-16
星期一签约|星期一 date 2024-05-20
周三晚上签约|周三晚上 date 2024-05-15TEV
下周四签约|下周四 date 2024-05-30
2021—2025年规划|2021—2025年 range 2021/2025
2021年至2025年规划|2021年至2025年 range 2021/2025
2021-2025年规划|2021-2025年 range 2021/2025
从2021年到2025年|2021年到2025年 range 2021/2025
二零一一年至二零一三年|二零一一年至二零一三年 range 2011/2013
2023、2024年投产|2023、2024年 range 2023/2024
2013年第一季至2015年第三季|2013年第一季至2015年第三季 range 2013-Q1/2015-Q3
1至4月进出口|1至4月 range 2024-01/2024-04
１—４月进出口|1—4月 range 2024-01/2024-04
1月至4月进出口|1月至4月 range 2024-01/2024-04
1月份至4月份进出口|1月份至4月份 range 2024-01/2024-04
1-9月进出口|1-9月 range 2023-01/2023-09
今年1-4月进出口|今年1-4月 range 2024-01/2024-04
2022年1—9月进出口|2022年1—9月 range 2022-01/2022-09
前4月进出口|前4月 range 2024-01/2024-04
前四个月进出口|前四个月 range 2024-01/2024-04
今年前4个月进出口|今年前4个月 range 2024-01/2024-04
首四个月进出口|首四个月 range 2024-01/2024-04
首十个月进出口|首十个月 range 2023-01/2023-10
今年前三季度实现|今年前三季度 range 2024-Q1/2024-Q3
前三季度实现|前三季度 range 2023-Q1/2023-Q3
一、二季度实现|一、二季度 range 2024-Q1/2024-Q2
3、4月份数据|3、4月份 range 2024-03/2024-04
2022年12月至2023年2月|2022年12月至2023年2月 range 2022-12/2023-02
5月16日至18日举行|5月16日至18日 range 2024-05-16/2024-05-18
5月16—18日举行|5月16—18日 range 2024-05-16/2024-05-18
4月28日至5月3日举行|4月28日至5月3日 range 2024-04-28/2024-05-03
2023年4月28日至5月3日|2023年4月28日至5月3日 range 2023-04-28/2023-05-03
16日至18日举行|16日至18日 range 2024-05-16/2024-05-18
“十四五”期间建成|十四五 range 2021/2025
“十五五”规划建议|十五五 range 2026/2030
“十一五”以来|十一五 range 2006/2010
“十五”末|十五 range 2001/2005
“九五”期间|九五 range 1996/2000
十四五时期|十四五 range 2021/2025
24小时响应|24小时 duration PT24H
一个半小时抵达|一个半小时 duration PT1.5H
两个半月完工|两个半月 duration P2.5M
2小时30分抵达|2小时30分 duration PT2H30M
15分钟到岗|15分钟 duration PT15M
连续7个月增长|7个月 duration P7M
连续3年增长|3年 duration P3Y
近十年来|十年 duration P10Y
近15年增长|15年 duration P15Y
未来五年投入|五年 duration P5Y
过去10年投入|10年 duration P10Y
最近两年投入|两年 duration P2Y
十多年积累|十多年 duration P10Y
三年多建成|三年多 duration P3Y
一年半建成|一年半 duration P1.5Y
26个月以来最高|26个月 duration P26M
半年建成|半年 duration P6M
半个月建成|半个月 duration P0.5M
五个季度增长|五个季度 duration P15M
持续两周|两周 duration P2W
4晚5天行程|4晚5天 duration P5D
100天倒计时|100天 duration P100D
须在30日内申报|30日 duration P30D
7个工作日内办结|7个工作日 duration P7D
建校100周年|100周年 duration P100Y
每年增长|每年 set P1Y
每月公布|每月 set P1M
每季度公布|每季度 set P3M
每周例会|每周 set P1W
每天通行|每天 set P1D
每个工作日公布|每个工作日 set P1D
每3年评估|每3年 set P3Y
逐月回升|逐月 set P1M
逐年回升|逐年 set P1Y
月月增长|月月 set P1M
每半年盘点|每半年 set P6M
半年一次的盘点|半年一次 set P6M
两年一度的赛事|两年一度 set P2Y
一年一度的灯会|一年一度 set P1Y
逢周五闭馆|逢周五 set XXXX-WXX-5
每逢周三闭馆|每逢周三 set XXXX-WXX-3
逢单数月抽检|逢单数月 set P2M
每周二上午九点开会|每周二上午九点 set XXXX-WXX-2T09:00
每晚八点亮灯|每晚八点 set XXXX-XX-XXT20:00
每年9月至11月采收|每年9月至11月 set XXXX-09/XXXX-11
服刑七年六个月|七年六个月 duration P7Y6M
工期一年零三个月|一年零三个月 duration P1Y3M
全程2小时35分|2小时35分 duration PT2H35M
成绩为8分30秒|8分30秒 duration PT8M30S
用时3天5小时|3天5小时 duration P3DT5H
店铺停业十四日|十四日 duration P14D
股票停牌五日|五日 duration P5D
过去十四日内无新增|十四日 duration P14D
今后一年内交付|一年 duration P1Y
20年前的老厂|20年前 date 2004
三天前刚签约|三天前 date 2024-05-17
两个月前动工|两个月前 date 2024-03
三年后,产能翻番|三年后 date 2027
投产三年后达产|三年 duration P3Y
5月10日开标,三天后公示|5月10日 date 2024-05-10;三天后 date 2024-05-13
次季交付|次季 date 2024-Q3
上半年投資收入12億元，次季佔七成|上半年 date 2024-H1;次季 date 2024-Q2
首季淨利3億元，次季4億元|首季 date 2024-Q1;次季 date 2024-Q2
云帆电Q3毛利率41%|Q3 date 2024-Q3
1至9月经常性薪资|1至9月 range 2023-01/2023-09
3月经济数据|3月 date 2024-03
去年末季营收|去年末季 date 2023-Q4
首半年营收|首半年 date 2024-H1
元月出口|元月 date 2024-01
2021.03-2022.06在建|2021.03-2022.06 range 2021-03/2022-06
2024.5.1-5.3休市|2024.5.1-5.3 range 2024-05-01/2024-05-03
21-25年规划|21-25年 range 2021/2025
寿命20-25年|20-25年 duration P20Y/P25Y
9月10号、11号体检|9月10号 date 2023-09-10;11号 date 2023-09-11
24、25两日路演|24、25两日 range 2024-04-24/2024-04-25
5月7、8、9日路演|5月7、8、9日 range 2024-05-07/2024-05-09
周一至周五营业|周一至周五 range 2024-05-20/2024-05-24
2023年半年度报告|2023年半年度 date 2023-H1
凌晨零时上线|凌晨零时 time T00:00
午夜12点上线|午夜12点 time T24:00
上午八点四十五到岗|上午八点四十五 time T08:45
3:30pm到岗|3:30pm time T15:30
大前天签约|大前天 date 2024-05-17
上上周五签约|上上周五 date 2024-05-10
下下个月签约|下下个月 date 2024-07
上周末客流|上周末 date 2024-W20-WE
这个周末客流|这个周末 date 2024-W21-WE
进入21世纪|21世纪 date 20XX
上世纪末建厂|上世纪末 date 19XX
上世纪八九十年代建厂|上世纪八九十年代 range 198X/199X
民国70年代建厂|民国70年代 range 1981/1990
公元前221年统一|公元前221年 date -0220
今夏用电|今夏 date 2024-SU
今冬明春保供|今冬明春 range 2024-WI/2025-SP
“十四五”末达标|十四五 range 2021/2025
今年春节客流|今年春节 date 2024-02-10
端午假期客流|端午 date 2024-06-10
4月台湾外销订单|4月 date 2024-04
1至4月台铁载客|1至4月 range 2024-01/2024-04
4月光伏装机|4月 date 2024-04
4月票房出炉|4月 date 2024-04
4月花莲地震|4月 date 2024-04
4月租金上涨|4月 date 2024-04
4月老年人口|4月 date 2024-04
4月天津港吞吐量|4月 date 2024-04
跑手昨参与赛事|昨 date 2024-05-19
案件昨于法院开审|昨 date 2024-05-19
农损截至昨晚估1540万元|昨晚 date 2024-05-19TEV
清明前后采茶|清明 date 2024-04-04
“双十一”成交|双十一 date 2024-11-11
“十一”黄金周|十一 date 2024-10-01
母亲节花市|母亲节 date 2024-05-12
除夕客流|除夕 date 2024-02-09
正月初八开工|正月初八 date 2024-02-17
农历五月初五竞渡|农历五月初五 date 2024-06-10
腊月廿三祭灶|腊月廿三 date 2024-02-02
2025年冬至客流|2025年冬至 date 2025-12-21
霜降节气采收|霜降 date 2024-10-23
今年的国庆节客流|今年 date 2024;国庆节 date 2024-10-01
上个季度营收|上个季度 date 2024-Q1
2024年第10周客流|2024年第10周 date 2024-W10
5月的第二个星期日|5月的第二个星期日 date 2024-05-12
十点钟集合|十点钟 time T10:00
从去年5月到今年4月|去年5月到今年4月 range 2023-05/2024-04
今日17时起至22日24时停水|今日17时起至22日24时 time 2024-05-20T17:00/2024-05-22T24:00
20日夜间到21日白天有雨|20日夜间到21日白天 range 2024-05-20TNI/2024-05-21TDT
2021年、2022年和2023年增长|2021年 date 2021;2022年 date 2022;2023年 date 2023
一个多月建成|一个多月 duration P1M
每年3月评估|每年3月 set XXXX-03
每月10日公布|每月10日 set XXXX-XX-10
每周一至周五开放|每周一至周五 set P1W
未来3—5年投入|3—5年 duration P3Y/P5Y
三十多年积累|三十多年 duration P30Y
历时48小时,走了3天|48小时 duration PT48H;3天 duration P3D
首两个月增长|首两个月 range 2024-01/2024-02
二零二二至二三财政年度|二零二二至二三财政年度 range 2022/2023
一季度末余额|一季度末 date 2024-Q1
月底完工|月底 date 2024-05
5月1日、2日休市|5月1日 date 2024-05-01;2日 date 2024-05-02
5月1、2日休市|5月1、2日 range 2024-05-01/2024-05-02
首季营收|首季 date 2024-Q1
头三个月营收|头三个月 range 2024-01/2024-03
上周一至周日开放|上周一至周日 range 2024-05-13/2024-05-19
下午二时三十分至四时开放|下午二时三十分至四时 time T14:30/T16:00
上世纪90年代建厂|上世纪90年代 date 199X
20世纪八十年代建厂|20世纪八十年代 date 198X
2022-2023学年开学|2022-2023学年 range 2022/2023
2023财年营收|2023财年 date 2023
2024-25年度预算|2024-25年度 range 2024/2025
2023年春节期间|2023年春节 date 2023-01-22
2023年中秋节旅游|2023年中秋节 date 2023-09-29
2023年国庆节旅游|2023年国庆节 date 2023-10-01
全市GDP增长5.1%,2022年以来最高|2022年 date 2022
"""

TAIWAN = """
113 年 5 月出口|113 年 5 月 date 2024-05
113年5月20日公布|113年5月20日 date 2024-05-20
112年全年出口|112年全年 date 2023
112年出口|112年 date 2023
民国112年出口|民国112年 date 2023
民国九十八年设厂|民国九十八年 date 2009
113/05/20公布|113/05/20 date 2024-05-20
公告日:1130520|1130520 date 2024-05-20
112学年度招生|112学年度 date 2023
明(114)年预算|明(114)年 date 2025
112—115年计画|112—115年 range 2023/2026
98年8月的灾情|98年8月 date 2009-08
112年第4季|112年第4季 date 2023-Q4
112年上半年|112年上半年 date 2023-H1
113上半年营收|113上半年 date 2024-H1
113Q1营收|113Q1 date 2024-Q1
未达111年水准|111年 date 2022
低于112年、111年同期|112年 date 2023;111年同期 date 2022
未达110年的历史高点|110年 date 2021
超越 112 年同期|112 年同期 date 2023
拥有110年历史|110年 duration P110Y
三讀通過114年度總預算|114年度 date 2025
成立逾120年|120年 duration P120Y
"""

NONE = """
全区企业2011家
服务群众2000多名
比例为1/3
第三季后赛
日均客流
日本企业
1年期LPR
7天期逆回购
10年期国债
三年级学生
2月32日
13月出货
一年级
第一时间
三季稻
四月天
5.1个百分点
版本2.3.1
电话010-12345678
7×24小时
5G网络
一期工程
千年古城
百年老店
万年青
数年
几个月
多年来
今日头条
目前日产
周期
四周围
上涨5点
10日均线
比分21:17
1-2亿元
第3天
24小时自助银行
中年人
创历年同月新高
最后一天
编号2023-05-12345
21世纪经济报道
持续半个世纪
王国庆
3号、4号机组
9号、10号楼
7日年化收益率
五一路
下小雪
“清明上河图”
版本2021.3
以上年轻人
九三学社
新三板
三八红旗手
12345热线
产品型号2023A
6.5级
五年级
12月台票
2月薪
5月天演唱会
停止年度考核
"""

MODIFIERS = """
自2020年以来增长|since 2020-01-01..
2020年以来增长|since 2020-01-01..
今年以来增长|since 2024-01-01..
自2020年3月起施行|since 2020-03-01..
2020年3月1日起施行|since 2020-03-01..
从2020年开始|since 2020-01-01..
自2020年投产以来|since 2020-01-01..
截至2023年|until ..2023-12-31
截至2023年底|until ..2023-12-31
截至5月16日|until ..2024-05-16
到2025年建成|until ..2025-12-31
到2023年3月底止|until ..2023-03-31
2025年前建成|before ..2025-12-31
2025年以前建成|before ..2025-12-31
2025年以后建成|after 2025-01-01..
2000年前后建成|approx 2000-01-01..2000-12-31
2019年底|end_of 2019-01-01..2019-12-31
2022年初|start_of 2022-01-01..2022-12-31
近三年|None 2021-05-20..2024-05-20
过去30天|None 2024-04-20..2024-05-20
未来五年|None 2024-05-20..2029-05-20
十四五末|end_of 2021-01-01..2025-12-31
本世纪中叶|mid 2000-01-01..2099-12-31
上周末|None 2024-05-18..2024-05-19
3月底|end_of 2024-03-01..2024-03-31
2月上旬|start_of 2024-02-01..2024-02-10
2月中旬|mid 2024-02-11..2024-02-20
2月下旬|end_of 2024-02-21..2024-02-29
2023年2月|None 2023-02-01..2023-02-28
1997年通车以来|since 1997-01-01..
恢复至2019年水平|None 2019-01-01..2019-12-31
去年国庆假期|None 2023-09-29..2023-10-06
“五一”假期|None 2024-05-01..2024-05-05
春节期间|None 2024-02-10..2024-02-17
春节客流|None 2024-02-10..2024-02-10
端午小长假|None 2024-06-08..2024-06-10
达到2023年水平|None 2023-01-01..2023-12-31
"""

CONTEXT = """
2022年1—9月营收增长，比去年同期多两成|2022年1—9月 2022-01/2022-09;去年同期 2021-01/2021-09|2023-10-20
2022年1—9月营收增长，比上年同期多两成|2022年1—9月 2022-01/2022-09;上年同期 2021-01/2021-09|2022-10-20
113年4月出口增长，较上年同月增加|113年4月 2024-04;上年同月 2023-04|2024-05-09
113年第一季增长，较上年同季增加|113年第一季 2024-Q1;上年同季 2023-Q1|2024-05-09
4月出口增长，较上月增加|4月 2024-04;上月 2024-03|2024-05-09
一季度增长，较上季度增加|一季度 2024-Q1;上季度 2023-Q4|2024-05-09
2018年增速比上年回落|2018年 2018;上年 2017|2024-05-09
去年11月下降，上月回升|去年11月 2023-11;上月 2024-04|2024-05-09
2018年签约，次年开工|2018年 2018;次年 2019|2024-05-09
2018年签约，当年开工|2018年 2018;当年 2018|2024-05-09
2018年3月5日签约，次日开工|2018年3月5日 2018-03-05;次日 2018-03-06|2024-05-09
2018年3月5日签约，6日开工|2018年3月5日 2018-03-05;6日 2018-03-06|2024-05-09
2023年城市发展统计公报。年末人口增加，比上年末多，全年新增|2023年 2023;年末 2023;上年末 2022;全年 2023|2024-03-20
2023年城市发展统计公报。公园40个，比上年增加|2023年 2023;上年 2022|2024-03-20
2023年年度报告摘要。本年净利增长，四季度下降|2023年 2023;本年 2023;四季度 2023-Q4|2024-04-20
2023年全市交通运行情况。年末通车里程，预计今年全年增长|2023年 2023;年末 2023;今年全年 2024|2024-03-20
3月份鲜菜价格上涨。与上月相比，水果下降|3月份 2024-03;上月 2024-02|2024-04-10
3月份鲜菜价格上涨。上月开工的厂|3月份 2024-03;上月 2024-03|2024-04-10
一季度用电增长。较上季度回落|一季度 2024-Q1;上季度 2023-Q4|2024-04-20
2024年3月31日止三个月|2024年3月31日 2024-03-31;三个月 P3M|2024-05-10
2023年中秋、国庆|2023年中秋 2023-09-29;国庆 2023-10-01|2023-11-10
2023年，全区新增门店。年末人数比上年末增加，预计年底前再招|2023年 2023;年末 2023;上年末 2022;年底 2024|2024-01-20
2023年新增门店，预计全年翻番|2023年 2023;全年 2023|2024-01-20
5月20日收盘，较上一交易日放量|5月20日 2024-05-20;上一交易日 2024-05-17|2024-05-20
截至2024年3月31日止年度|2024年3月31日 2024-03-31;年度 P1Y|2024-05-10
截至去年6月底止半年度|去年6月底 2023-06;半年度 P6M|2024-05-10
截至去年6月底止中期业绩|去年6月底 2023-06;中期 P6M|2024-05-10
2023年12月底止，13日起开放|2023年12月底 2023-12;13日 2024-01-13|2024-01-12
2018年3月签约，9月开工|2018年3月 2018-03;9月 2018-09|2024-05-09
3月5日9时签约，11时结束|3月5日9时 2024-03-05T09:00;11时 2024-03-05T11:00|2024-05-09
比2021年同期增长|2021年同期 2021|2024-05-09
去年12月出口下降|去年12月 2023-12|2024-01-09
12月出口下降|12月 2023-12|2024-01-09
全年出口下降|全年 2023|2024-01-09
1月9日|1月9日 XXXX-01-09|-
9日|9日 XXXX-XX-09|-
今年增长|今年 XXXX|-
上月增长|上月 XXXX-XX|-
昨日增长|昨日 XXXX-XX-XX|-
一季度|一季度 XXXX-Q1|-
一、二、三季度累计|一、二、三季度 2023-Q1/2023-Q3|2023-11-05
一季度、二季度、三季度分别|一季度 2024-Q1;二季度 2024-Q2;三季度 2024-Q3|2024-11-05
2018年签约。9月开工|2018年 2018;9月 XXXX-09|-
2018年3月5日签约，9月开工|2018年3月5日 2018-03-05;9月 2018-09|-
"""


def rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), rows(ONE))
def test_one(text: str, expected: str) -> None:
    assert shown(text) == expected.split(";")


@pytest.mark.parametrize(("text", "expected"), rows(TAIWAN))
def test_taiwan(text: str, expected: str) -> None:
    assert shown(text, "TW") == expected.split(";")


@pytest.mark.parametrize("text", NONE.split("\n")[1:-1])
def test_nothing(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(("text", "expected"), rows(MODIFIERS))
def test_modifier(text: str, expected: str) -> None:
    found = times(text)
    assert [f"{item.modifier} {item.first or ''}..{item.last or ''}".rstrip() for item in found] == [expected]


@pytest.mark.parametrize(("text", "expected", "published"), rows(CONTEXT))
def test_context(text: str, expected: str, published: str) -> None:
    text = fold(text)
    region = "TW" if "113年" in text else "CN"
    found = times(text, region, None if published == "-" else published)
    assert [f"{text[item.start : item.end]} {item.value}" for item in found] == expected.split(";")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-05-20", [("duration", "PT2H", "after", False, None)]),
        ("2024-05-20T22:30", [("time", "2024-05-21T00:30", None, True, "reference")]),
        ("2024-05-20T22:30:05", [("time", "2024-05-21T00:30:05", None, True, "reference")]),
        (None, [("duration", "PT2H", "after", False, None)]),
    ],
)
def test_two_hours_later_wants_a_clock_time(published: str | None, expected: list[object]) -> None:
    found = times("两小时后", published=published)
    assert [(item.type, item.value, item.modifier, item.anchored, item.anchor) for item in found] == expected


def test_a_clock_time_alone_is_of_the_day_it_is_said() -> None:
    (said,) = times("下午三点", published="2024-05-20T10:00")
    assert (said.value, said.first, said.last, said.anchor) == (
        "T15:00",
        "2024-05-20",
        "2024-05-20",
        "reference",
    )
    (written,) = times("下午三点", published="2024-05-20")
    assert (written.value, written.first, written.anchor) == ("T15:00", None, None)


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("未来48小时有雨", "2024-05-20T20:00", ("2024-05-20", "2024-05-22")),
        ("最近10分钟数据中断", "2024-05-20T00:05", ("2024-05-19", "2024-05-20")),
        ("未来48小时有雨", "2024-05-20", (None, None)),
        ("未来两周有雨", "2024-05-20", ("2024-05-20", "2024-06-03")),
    ],
)
def test_lengths_beside_the_reference(text: str, published: str, days: tuple[str | None, str | None]) -> None:
    (found,) = times(text, published=published)
    assert (found.type, (found.first, found.last)) == ("duration", days)


def test_anchor() -> None:
    year, following, today = times("2018年签约,次年开工,今天投产")
    assert (year.anchored, year.anchor) == (False, None)
    assert (following.anchored, following.anchor) == (True, year)
    assert (today.anchored, today.anchor) == (True, "reference")


@pytest.mark.parametrize(
    ("point", "days"),
    [
        (Point(2024, 2), ("2024-02-01", "2024-02-29")),
        (Point(2023, quarter=4), ("2023-10-01", "2023-12-31")),
        (Point(2023, half=1), ("2023-01-01", "2023-06-30")),
        (Point(2023, season="WI"), ("2023-12-01", "2024-02-29")),
        (Point(2024, week=1), ("2024-01-01", "2024-01-07")),
        (Point(1990, decade=True), ("1990-01-01", "1999-12-31")),
        (Point(month=3), (None, None)),
    ],
)
def test_days(point: Point, days: tuple[str | None, str | None]) -> None:
    assert point.days() == days


PARAGRAPHS = [line[0] for line in rows(ONE)]


def test_a_long_document_reads_as_its_paragraphs() -> None:
    text, repeated = "", 0
    while len(text) < 50_000:
        text += "。\n".join(PARAGRAPHS) + "。\n"
        repeated += 1
    alone = [row for paragraph in PARAGRAPHS for row in shown(paragraph)]
    assert shown(text) == alone * repeated


@pytest.mark.parametrize(
    "text",
    ["年" * 100_000, "1月" * 50_000, "第" * 100_000, "9" * 100_000, "十" * 100_000, "1," * 50_000, "1-" * 50_000,
     "2022年" * 20_000, "自" * 100_000, "(今" * 50_000, "上半" * 50_000, "1、" * 50_000, " " * 100_000, "12:" * 30_000,
     "差" * 50_000, "差五" * 50_000, "个半" * 50_000, "三点" * 50_000, "1年1月" * 20_000, "3到" * 50_000, "一年又" * 30_000,
     "每天9点到" * 20_000, "现在到" * 30_000, "两小时后" * 20_000, "再过" * 50_000],
)  # fmt: skip
def test_long_runs_end(text: str) -> None:
    found = times(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)


PIECES = st.sampled_from(
    [*"年月日号季周时点分半天〇一二三十百第前后上下今昨去明本自至到—、,。(）’ ", "2023", "114", "1", "12", "31", "99999",
     "农历", "闰", "初", "廿", "国庆", "复活节", "康熙", "最后一天", "星期", "13号", "2/15", "2011 02 27", "前两周", "的",
     "以来", "同期", "截至", "十四五", "小时", "个月", "季度", ":30", "Q3", "H1", "差", "过", "刻", "个半", "又", "两小时后",
     "现在", "每天", "下午", "次日", "pm", "99999999999"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["CN", "TW", "HK", None]),
       st.sampled_from([None, "2024", "2024-02", "2024-02-29", "2024-02-29T23:59", "0001-01-01T00:00", "9999-12-31T23:59:59"]))  # fmt: skip
def test_anything_is_read(text: str, region: str | None, published: str | None) -> None:
    end = 0
    for item in times(text, region, published):
        assert end <= item.start < item.end <= len(text)
        assert item.value
        if item.first and item.last:
            assert item.first <= item.last
        end = item.end


@pytest.mark.parametrize(("text", "region", "last"), [
    ("春节假期", "CN", "2024-02-17"), ("春节假期", "HK", "2024-02-10"), ("春节黄金周", "HK", "2024-02-17"), ("春节假期", None, "2024-02-17"),
])  # fmt: skip
def test_days_off_are_those_of_the_mainland(text: str, region: str | None, last: str) -> None:
    assert [item.last for item in times(text, region)] == [last]
