"""Patterns of calendar dates. Each is bounded, and is tried where the piece before it ended."""

from __future__ import annotations

import re

from pipeline.model import TimeModifier
from pipeline.times.lexicon import CONNECTIVE, DIGIT, NUMBER

N = NUMBER
END = r"(?![\d.]*\d)"
LATIN = r"(?![A-Za-z\d])"
YEAR4 = r"(?:1\d|20|21)\d\d"
HAN4 = rf"[一二][{DIGIT}]{{3}}"
# 明(110)年, 本（2021）年, 今(9)日: what the word says is written out behind it.
BRACKET_YEAR = re.compile(r"(?:[今去明前本])\((\d{2,4})\)年度?")
BRACKET_MONTH = re.compile(rf"[本上下]\(({N})\)月份?")
BRACKET_DAY = re.compile(rf"(今|昨|明|前)\(({N})\)(?:[日天]|(?=[晚早晨夜]))")
FULL_YEAR = re.compile(rf"({YEAR4}|{HAN4}) ?(?:年度?(?!会)|财年)")
# 2022—2025年, 2023、2024年, 2024-25年度, 113—116年: the first year lends its unit from the second.
YEARS = re.compile(
    rf"(?P<a>{YEAR4}|{HAN4}|\d{{2,3}})(?: ?年?{CONNECTIVE}|(?P<list>、)|/)(?P<b>{YEAR4}|{HAN4}|\d{{2,3}}|[{DIGIT}]{{2}}) ?(?:财政年度|财年|学年度?|年度?)(?! ?\d{{1,2}} ?月)"
)
# What is said of a company's quarter: Q3毛利率, H1营收.
RESULTS = re.compile(
    r" ?(?:单季|合并|归母)?(?:营收|净利|毛利|纯益|税后|EPS|每股|获利|业绩|财报|营业|出货|亏损|盈利|稼动率|GDP|销售额)"
)
# 2022全年, 2023Q3, 2024第一季: the word 年 is left out.
BARE_YEAR = re.compile(
    rf"({YEAR4}|1[0-4]\d(?=年?度?(?:[上下]半年|[QH]))) ?(?=全年|[上下]半年|[QH][1-4]{LATIN}|第[一二三四1-4]季|[一二三四]季|前[二三]季|首[二三]季)"
)
# 民国70年代 are the years 70 to 79.
MINGUO_DECADE = re.compile(r"民国 ?([1-9]0|[一二三四五六七八九]十) ?年代")
MINGUO = re.compile(rf"民国 ?(\d{{1,3}}|[{DIGIT}十百]{{1,4}}) ?年度?")
SHORT_YEAR = re.compile(
    rf"(?:[’'‘](\d\d)|(\d{{2,3}}|[一九][{DIGIT}]{{2}}|[〇零一二三四五六七八九][{DIGIT}])) ?年度?"
)
# 两千零三年, 一千九百九十八年: the year read as a number.
SPELLED_YEAR = re.compile(
    r"([一二两]千(?:零[一二三四五六七八九十]{1,3}|[一八九]百[一二三四五六七八九十零]{0,4})?) ?年(?!代)"
)
# 三八七年二月, 在789年.
EARLY_YEAR = re.compile(rf"([1-9]\d\d|[一二三四五六七八九][{DIGIT}]{{2}}) ?年(?!代)")
ERA_YEAR = re.compile(r" ?(元|\d{1,2}|[一二三四五六七八九十]{1,3}) ?年(?![间代轻])")
YEARS_LONG = re.compile(r"的?(?:历史|来|以来|前|之久|间|里|古|文[明化]|时间|沧桑|风雨|老)")
YEAR_COMES = re.compile(r"(?:在|(?<![低高大小多少])于|公元)\Z")
YEAR_GOES = re.compile(r"(?![内间里后前多余来校华庆诞基历大一]|之|以|的历史|的时间)")
SCHOOL_YEAR = re.compile(
    r"(\d{4}|\d{2,3})(?:[-—–/至](\d{4}|\d\d))? ?(?:学年度?|年度?财年|财政年度|财年|年度|年(?=度))"
)
_CENTURY = r"(?P<century>上|本|[12]?\d|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])个?世纪"
_DECADE_EDGE = r"(?P<edge>初期?|前期|中期|末期?|后期)?"
DECADE = re.compile(rf"(?:{_CENTURY})?(?P<tens>[1-9]0|[一二三四五六七八九]十) ?年代{_DECADE_EDGE}")
# 上世纪八九十年代, 20世纪五六十年代, 上世纪80、90年代, 上世纪70至90年代
DECADES = re.compile(
    rf"(?:{_CENTURY})?(?:(?P<a>[一二三四五六七八])(?P<b>[二三四五六七八九])十|(?P<c>[1-9])0 ?(?:年代)?(?:[、和]|{CONNECTIVE})(?P<d>[1-9])0) ?年代"
)
CENTURY = re.compile(
    rf"{_CENTURY}(?:(?P<edge>[初末])(?!步|期)|(?P<mid>中叶|中期)|(?P<early>初期)|(?P<late>末期)|(?=上半叶|下半叶))?(?!经济|海上|不动产|教育|环球|议程|大饭店|公园|广场|财经|报)"
)
BEFORE_CHRIST = re.compile(rf"公元前 ?(\d{{1,4}}|[{DIGIT}]{{1,4}}) ?年")
# 2021.01-2021.12, 2021年.., 2024.5.1-5.3: numbers with points are dates in pairs only.
NUMERIC_MONTHS = re.compile(
    rf"({YEAR4})([./])(0?[1-9]|1[0-2])(?:{CONNECTIVE})({YEAR4})\2(0?[1-9]|1[0-2])(?![\d./])"
)
NUMERIC_DAYS = re.compile(
    rf"({YEAR4})([./])(\d{{1,2}})\2(\d{{1,2}})(?:{CONNECTIVE})(?:({YEAR4})\2)?(\d{{1,2}})\2(\d{{1,2}})(?![\d./])"
)
# 今夏, 去冬今春: the year in one character.
SHORT_SEASON = re.compile(r"([今去明])([春夏秋冬])(?![节运联招奥残至季天])")
# 21-25年: short years near the publishing date.
SHORT_YEARS = re.compile(rf"(\d\d)(?:{CONNECTIVE})(\d\d)年(?![期内以的前后左龄中历])")
SHORT_YEARS_LENGTH = re.compile(
    r"(?:约|近|达|需|用|为期|未来|过去|今后|有|以|至少|寿命|存续|租期|仅|了|过|经|超|满|历|时|长|徒刑|要|的)\Z"
)
NUMERIC = re.compile(rf"({YEAR4})([-/.])(\d{{1,2}})\2(\d{{1,2}}){END}")
# 2023-07-0809:30: the blank was lost with the page's layout.
GLUED = re.compile(rf"({YEAR4})(-)(\d\d)\2(\d\d)(?=\d\d:\d\d)")
# 2023.07.08 15:20-2023.07.12 12:10
AFTER_CLOCK = re.compile(r":\d\d-\Z")
NUMERIC_MONTH = re.compile(rf"({YEAR4})([-/])(\d{{2}})(?![\d/.-])")
# 15/09/2025, 14.6.2016, 3-7-2017
DAY_FIRST = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2({YEAR4}){END}")
DAY_FIRST_PAIR = re.compile(
    rf"(\d{{1,2}})/(\d{{1,2}})/({YEAR4}) ?[-—–~至到] ?(\d{{1,2}})/(\d{{1,2}})/({YEAR4}){END}"
)
ROC_NUMERIC = re.compile(rf"(1[0-4]\d|[89]\d)([/.])(\d{{1,2}})\2(\d{{1,2}}){END}")
COMPACT = re.compile(r"(?:((?:19|20)\d\d)|(1[0-4]\d))(\d\d)(\d\d)(?!\d)")
COMPACT_CUE = re.compile(r"(?:日期|时间|发布|更新|公告日|生效)[:: ]{0,2}\Z")
# )1140612 at the end of an agency's report.
AGENCY_CODE = re.compile(r"\) ?\Z")
# What is a date where the line says nothing else: 2010 01 29, 1994.01-19; 15.3.3, 05/05/89; a time may follow.
SPACED = re.compile(rf"({YEAR4})[ ./-](\d{{1,2}})[ ./-](\d{{1,2}}){END}")
SHORT_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{1,2}}){END}")
FULL_SHORT = re.compile(rf"(\d\d)(/)(\d\d)/(\d\d){END}(?![%/])")
# 2013.03, 2008.03-2009; 2/15, 03-03, 02.12, 6·30: no number looks like them.
YEAR_MONTH = re.compile(rf"({YEAR4})[./](0[1-9]|1[0-2])(?![\d.])(?: ?[-—–~至到] ?({YEAR4})(?![\d年./-]))?")
MONTH_DAY = re.compile(r"(0?[1-9]|1[0-2])([./·・-])(\d{1,2})(?![\d.%])")
LONE_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
# 2018看起来是一个年份
CALLED_YEAR = re.compile(r"((?:1[0-9]|20|21)\d\d)(?= ?[^\d,.%年。;\n]{0,8}年份)")
# 从2016到2018: both ends are years.
FROM_YEARS = re.compile(rf"({YEAR4}) ?[-—–~至到] ?({YEAR4})(?=$|[,，。;、)\n期之间]|间)")
FROM = re.compile(r"[从自由]\Z")

QUARTER = re.compile(
    rf"(?:(?<!一年)第? ?([一二三四1-4]) ?|首|(?P<last>末))季(?:度(?!假)|(?!后赛|[稻风军冠亚节票]|报(?!\d|[于在出收])|常))|[Qq](?P<latin>[1-4]){LATIN}"
)
ENGLISH_HALF = re.compile(rf"[Hh]([12]){LATIN}")
LATIN_PERIOD = re.compile(
    rf"(?:([1-4])Q|([12])H)(\d\d){LATIN}|FY(20\d\d|\d\d){LATIN}|(\d\d)?([QH])([1-4])(?![A-Za-z\d])"
)
QUARTERS = re.compile(
    rf"(?:前|首) ?([二三两23]) ?个?季(?:度|(?!后赛))|第? ?([一二三四1-4])(?:(?:、第? ?[一二三四1-4])?[、和]|(?:季度?)?{CONNECTIVE})第? ?([一二三四1-4]) ?季度?"
)
MONTHS = re.compile(
    rf"(?:前|首|头) ?(?P<n>{N}|两) ?个?月(?:份)?"
    rf"|(?:最后|后) ?(?P<tail>{N}|两) ?个?月(?:份)?(?![内之以左])"
    rf"|(?P<a>{N}|元(?=月)) ?(?:月份?)?{CONNECTIVE}(?P<b>{N}) ?月(?:份)?(?! ?{N}[日号])"
    rf"|(?P<list>{N}(?:[、,和]{N}){{1,5}}) ?(?:两个?|三个?)?月(?:份)?(?! ?{N}[日号])"
)
MONTH = re.compile(rf"({N}|元) ?月(?:份|(?=号《))?")
NTH_MONTH = re.compile(rf"第({N})个月")
# 2005年首月, 2005年第8个月
MONTH_OF_YEAR = re.compile(rf"首月|第({N})个月")
DAY_OF_MONTH = re.compile(rf" ?的?({N}) ?[日号]")
# 9—11日, 9日至11日, 9、10日; 9日、10日 are two dates.
DAYS_OF_MONTH = re.compile(
    rf" ?(?P<first>{N}) ?(?:[日号]?{CONNECTIVE}(?P<last>{N})|(?P<list>(?:[、和及]{N}){{1,4}})) ?(?:[日号]|[两三四五]天|[两三四五]日)"
)
# 9月10号、11号: a bare 11号 is a day beside another.
BESIDE_DAY = re.compile(rf"月 ?{N}[日号](?:[、,，和及至到—-]{N}[日号]){{0,4}}[、,，和及至到—-]\Z")
# 13号 is a day where 上午, 晚 or 星期 follows, or between such words as these.
NUMBER_IS_DAY = re.compile(
    rf" ?(?:[至到](?:{N}月)?{N}号(?![线楼门院机库车站厅])|[上下中]午|早上|晚上?|凌晨|当天|那天|这天|,? ?(?:星期|周)[一二三四五六日天])"
)
DAY_COMES = re.compile(r"(?:[在于从自至到,，。;]|[天日]是|次的|截至|定在|改在)\Z")
DAY_GOES = re.compile(
    r"(?:[,，。;!?)前后起至到之以]|$|\n|开[始幕会业放学]|举[行办]|召开|出发|截止|放假|结束|[—–~-])"
)
# 九月十六, 二月十三到十五: the day without 日.
BARE_DAY = re.compile(rf" ?(?:的 ?)?({N})(?! ?[日号.\d%百千万亿])")
BARE_DAY_ENDS = re.compile(r"(?:$|[\n,，。;:!?)]|[上下中]午|早[上晨间]?|晚[上间]?|凌晨|清晨|[至到—–~-])")
# 1月3至2月10, 二月十三到十五: a line that is such a range.
BARE_RANGE = re.compile(rf"(?:^|(?<=\n)) {{0,3}}{N}月({N}){CONNECTIVE}(?:{N}月)?({N})(?:$|(?=\n))")
# 12月月底, 去年三月的月初, 五月中: 月 said twice, and the middle.
MONTH_TAIL = re.compile(r"的?月([底末初])|(中)(?=[,，。;、)\n]|$)")
THIRD = re.compile(r" ?的?([上中下])旬")
NTH_WEEK = re.compile(r"(?:的)?第([一二三四五1-5])个?(?:周(?![一二三四五六日])|星期(?![一二三四五六日天]))")
# 2016年第10周.
WEEK_OF_YEAR = re.compile(rf"第 ?({N}) ?周(?![岁年期边])")
WHOLE = re.compile(r" ?(?:全年度?|整年度?|年内)")
EDGE = re.compile(r" ?的?年?(伊始|[底末初尾头])")
# 月底, 月初 without a month: of the one that is talked about.
MONTH_EDGE = re.compile(r"月([底末初尾]|中(?=[,，。;、)\n]|旬|前后|$))(?!的)")
NO_MONTH_EDGE = "0123456789一二三四五六七八九十个每满岁腊正本上下当该逐"
# 2023年半年度报告, 2023年半年报: what a report of half a year covers.
HALF_REPORT = re.compile(r"半年(?:度(?=报|业绩|净利|营收|利润|权益|分红|财务|经营|募集)|(?=报))")
# 未达111年水准, 111年的历史高点: with such words behind it a bare number is a year, whatever stands before it.
LEVEL_OF_YEAR = re.compile(
    r" ?(?:度|的?(?:历史|历年|全年|疫情前)?(?:同期|单月|单季)?的?(?:水准|水平|规模|纪录|记录|次?[高低]点|[次新最][高低]|高峰|谷底|同期))"
)
ROC_NEAR = re.compile(r"(?<!\d)1[01]\d年")
MIDDLE = re.compile(r"年?中(?=[,，。、;:)\s]|时|$)")
SAME_COMES = re.compile(r"(?:^|[,，。;、\n 市省区州国县])\Z")
SAME_GOES = re.compile(r"[,，全进出外新实完规社固工财地消货服农我本该其]")
# 6月8日(周六), 6月8日至10日(周六至周一)
WEEKDAY_IN_BRACKETS = re.compile(
    rf" ?\( ?(?:周|星期|礼拜)[一二三四五六日天](?:(?:{CONNECTIVE}|[、和及])下?(?:周|星期|礼拜)?[一二三四五六日天])? ?\)"
)
WEEKDAY_BEHIND = re.compile(
    r"[,， ]{0,2}(?:星期|礼拜)[一二三四五六日天](?!至|到|[-—–~])"
    r"| ?周[一二三四五六日天](?=[ ,，。;!?、)]|$|[上中下晚早清凌夜傍]|\d{1,2}[:时点]|[举召开在起])"
    r"|[,，] ?周[一二三四五六日天](?=[,，。;!?、)\n]|$|[上中下]午|[开举召晚早])"
)
# A line that says nothing else, the mark at its end aside.
LINE_BEGINS = re.compile(r"(?:^|\n) {0,3}\Z")
LINE_ENDS = re.compile(r"[ 。.,，!?;]{0,3}(?:$|(?=\n))")
SEPARATOR = re.compile(r"[ 的](?=.)")
THIRDS = {"上": 1, "中": 2, "下": 3}
EDGES: dict[str, TimeModifier] = {
    "底": "end_of", "末": "end_of", "尾": "end_of", "初": "start_of", "头": "start_of", "伊始": "start_of", "中": "mid",
}  # fmt: skip
TIGHT = re.compile(rf"[\d.,{DIGIT}十百千万/]")
ROC = 1911
