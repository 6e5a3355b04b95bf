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
BRACKET_DAY = re.compile(rf"(今|昨|明|前)\(({N})\)[日天]")
FULL_YEAR = re.compile(rf"({YEAR4}|{HAN4}) ?(?:年度?(?!会)|财年)")
# 2022—2025年, 2023、2024年, 2024-25年度, 113—116年: the first year lends its unit from the second.
YEARS = re.compile(
    rf"(?P<a>{YEAR4}|{HAN4}|\d{{2,3}}) ?年?(?:{CONNECTIVE}|(?P<list>、)|/)(?P<b>{YEAR4}|{HAN4}|\d{{2,3}}|[{DIGIT}]{{2}}) ?(?:财政年度|财年|学年度?|年度?)(?! ?\d{{1,2}} ?月)"
)
# 2022全年, 2023Q3, 2024第一季: the word 年 is left out.
BARE_YEAR = re.compile(
    rf"({YEAR4}) ?(?=全年|[上下]半年|[QH][1-4]{LATIN}|第[一二三四1-4]季|[一二三四]季|前[二三]季|首[二三]季)"
)
MINGUO = re.compile(rf"民国 ?(\d{{1,3}}|[{DIGIT}十百]{{1,4}}) ?年度?")
SHORT_YEAR = re.compile(rf"(?:[’'‘](\d\d)|(\d{{2,3}}|[一九][{DIGIT}]{{2}}|[〇零一九][{DIGIT}])) ?年度?")
SCHOOL_YEAR = re.compile(
    r"(\d{4}|\d{2,3})(?:[-—–/至](\d{4}|\d\d))? ?(?:学年度?|年度?财年|财政年度|财年|年度|年(?=度))"
)
DECADE = re.compile(
    r"(?:(上|本|\d\d|[一二]十[一二三四五六七八九]?)世纪)?([1-9]0|[一二三四五六七八九]十) ?年代(初|中期|末|后期)?"
)
NUMERIC = re.compile(rf"({YEAR4})([-/.])(\d{{1,2}})\2(\d{{1,2}}){END}")
NUMERIC_MONTH = re.compile(rf"({YEAR4})([-/])(\d{{2}})(?![\d/.-])")
DAY_FIRST = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/({YEAR4}){END}")
ROC_NUMERIC = re.compile(rf"(1[0-4]\d|[89]\d)([/.])(\d{{1,2}})\2(\d{{1,2}}){END}")
COMPACT = re.compile(r"(?:((?:19|20)\d\d)|(1[0-4]\d))(\d\d)(\d\d)(?!\d)")
COMPACT_CUE = re.compile(r"(?:日期|时间|发布|更新|公告日|生效)[:: ]{0,2}\Z")

QUARTER = re.compile(
    rf"(?:第? ?([一二三四1-4]) ?|首)季(?:度(?!假)|(?!后赛|[稻报风军冠亚节票]|常))|[Qq]([1-4]){LATIN}"
)
ENGLISH_HALF = re.compile(rf"[Hh]([12]){LATIN}")
LATIN_PERIOD = re.compile(
    rf"(?:([1-4])Q|([12])H)(\d\d){LATIN}|FY(20\d\d|\d\d){LATIN}|(\d\d)?([QH])([1-4])(?![A-Za-z\d])"
)
QUARTERS = re.compile(
    rf"(?:前|首) ?([二三两23]) ?个?季(?:度|(?!后赛))|第? ?([一二三四1-4])(?:季度?)?(?:[、和]|{CONNECTIVE})第? ?([一二三四1-4]) ?季度?"
)
MONTHS = re.compile(
    rf"(?:前|首|头) ?(?P<n>{N}|两) ?个?月(?:份)?"
    rf"|(?P<a>{N}) ?(?:月份?)?{CONNECTIVE}(?P<b>{N}) ?月(?:份)?(?! ?{N}[日号])"
    rf"|(?P<list>{N}(?:[、,和]{N}){{1,5}}) ?(?:两个?|三个?)?月(?:份)?(?! ?{N}[日号])"
)
MONTH = re.compile(rf"({N}) ?月(?:份|(?=号《))?")
DAY_OF_MONTH = re.compile(rf" ?({N}) ?[日号]")
# 9—11日, 9日至11日, 9、10日; 9日、10日 are two dates.
DAYS_OF_MONTH = re.compile(rf" ?({N}) ?(?:[日号]?{CONNECTIVE}|(?P<list>[、和]))({N}) ?[日号]")
THIRD = re.compile(r" ?([上中下])旬")
NTH_WEEK = re.compile(r"(?:的)?第([一二三四五1-5])个?(?:周(?![一二三四五六日])|星期(?![一二三四五六日天]))")
WHOLE = re.compile(r" ?(?:全年度?|整年度?|年内)")
EDGE = re.compile(r" ?年?([底末初])")
# 月底, 月初 without a month: of the one that is talked about.
MONTH_EDGE = re.compile(r"月([底末初])(?!的)")
NO_MONTH_EDGE = "0123456789一二三四五六七八九十个每满岁腊正本上下当该逐"
MIDDLE = re.compile(r"年?中(?=[,。、;:)\s]|时|$)")
WEEKDAY_NOTE = re.compile(r" ?\((?:周|星期|礼拜)[一二三四五六日天]\)")
SEPARATOR = re.compile(r"[ 的](?=.)")
THIRDS = {"上": 1, "中": 2, "下": 3}
EDGES: dict[str, TimeModifier] = {"底": "end_of", "末": "end_of", "初": "start_of"}
TIGHT = re.compile(rf"[\d.,{DIGIT}十百千万/]")
ROC = 1911
