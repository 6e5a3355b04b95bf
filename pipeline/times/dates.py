"""Reads calendar dates at a position: years of every kind, what stands within a year, days, numeric notations.

Each piece is a small bounded pattern tried where the one before it ended, so reading costs the same wherever it is done.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from pipeline.model import TimeModifier
from pipeline.numerals import number
from pipeline.times.calendar import Point, Shift, Unit, valid
from pipeline.times.clock import ClockReader
from pipeline.times.expressions import Expression
from pipeline.times.holidays import fixed_day
from pipeline.times.lexicon import CONNECTIVE, DIGIT, NUMBER, Lexicon, digits, small

_N = NUMBER
_END = r"(?![\d.]*\d)"
_LATIN = r"(?![A-Za-z\d])"
_YEAR4 = r"(?:1\d|20|21)\d\d"
_HAN4 = rf"[一二][{DIGIT}]{{3}}"
# 明(110)年, 本（2021）年, 今(9)日: what the word says is written out behind it.
_BRACKET_YEAR = re.compile(r"(?:[今去明前本])\((\d{2,4})\)年度?")
_BRACKET_MONTH = re.compile(rf"[本上下]\(({_N})\)月份?")
_BRACKET_DAY = re.compile(rf"(今|昨|明|前)\(({_N})\)[日天]")
_FULL_YEAR = re.compile(rf"({_YEAR4}|{_HAN4}) ?(?:年度?(?!会)|财年)")
# 2022—2025年, 2023、2024年, 2024-25年度, 113—116年: the first year lends its unit from the second.
_YEARS = re.compile(
    rf"(?P<a>{_YEAR4}|{_HAN4}|\d{{2,3}}) ?年?(?:{CONNECTIVE}|(?P<list>、)|/)(?P<b>{_YEAR4}|{_HAN4}|\d{{2,3}}|[{DIGIT}]{{2}}) ?(?:财政年度|财年|学年度?|年度?)(?! ?\d{{1,2}} ?月)"
)
# 2022全年, 2023Q3, 2024第一季: the word 年 is left out.
_BARE_YEAR = re.compile(
    rf"({_YEAR4}) ?(?=全年|[上下]半年|[QH][1-4]{_LATIN}|第[一二三四1-4]季|[一二三四]季|前[二三]季|首[二三]季)"
)
_MINGUO = re.compile(rf"民国 ?(\d{{1,3}}|[{DIGIT}十百]{{1,4}}) ?年度?")
_SHORT_YEAR = re.compile(rf"(?:[’'‘](\d\d)|(\d{{2,3}}|[一九][{DIGIT}]{{2}}|[〇零一九][{DIGIT}])) ?年度?")
_SCHOOL_YEAR = re.compile(
    r"(\d{4}|\d{2,3})(?:[-—–/至](\d{4}|\d\d))? ?(?:学年度?|年度?财年|财政年度|财年|年度|年(?=度))"
)
_DECADE = re.compile(
    r"(?:(上|本|\d\d|[一二]十[一二三四五六七八九]?)世纪)?([1-9]0|[一二三四五六七八九]十) ?年代(初|中期|末|后期)?"
)
_NUMERIC = re.compile(rf"({_YEAR4})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_END}")
_NUMERIC_MONTH = re.compile(rf"({_YEAR4})([-/])(\d{{2}})(?![\d/.-])")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/({_YEAR4}){_END}")
_ROC_NUMERIC = re.compile(rf"(1[0-4]\d|[89]\d)([/.])(\d{{1,2}})\2(\d{{1,2}}){_END}")
_COMPACT = re.compile(r"(?:((?:19|20)\d\d)|(1[0-4]\d))(\d\d)(\d\d)(?!\d)")
_COMPACT_CUE = re.compile(r"(?:日期|时间|发布|更新|公告日|生效)[:: ]{0,2}\Z")

_QUARTER = re.compile(
    rf"第? ?([一二三四1-4]) ?季(?:度(?!假)|(?!后赛|[稻报风军冠亚节票]|常))|[Qq]([1-4]){_LATIN}"
)
_ENGLISH_HALF = re.compile(rf"[Hh]([12]){_LATIN}")
_LATIN_PERIOD = re.compile(
    rf"(?:([1-4])Q|([12])H)(\d\d){_LATIN}|FY(20\d\d|\d\d){_LATIN}|(\d\d)?([QH])([1-4])(?![A-Za-z\d])"
)
_QUARTERS = re.compile(
    rf"(?:前|首) ?([二三两23]) ?个?季(?:度|(?!后赛))|第? ?([一二三四1-4])(?:季度?)?(?:[、和]|{CONNECTIVE})第? ?([一二三四1-4]) ?季度?"
)
_MONTHS = re.compile(
    rf"(?:前|首) ?(?P<n>{_N}|两) ?个?月(?:份)?"
    rf"|(?P<a>{_N}) ?(?:月份?)?{CONNECTIVE}(?P<b>{_N}) ?月(?:份)?(?! ?{_N}[日号])"
    rf"|(?P<list>{_N}(?:[、,和]{_N}){{1,5}}) ?(?:两个?|三个?)?月(?:份)?(?! ?{_N}[日号])"
)
_MONTH = re.compile(rf"({_N}) ?月(?:份|(?=号《))?")
_DAY_OF_MONTH = re.compile(rf" ?({_N}) ?[日号]")
# 9—11日, 9日至11日, 9、10日; 9日、10日 are two dates.
_DAYS_OF_MONTH = re.compile(rf" ?({_N}) ?(?:[日号]?{CONNECTIVE}|(?P<list>[、和]))({_N}) ?[日号]")
_THIRD = re.compile(r" ?([上中下])旬")
_NTH_WEEK = re.compile(r"(?:的)?第([一二三四五1-5])个?(?:周(?![一二三四五六日])|星期(?![一二三四五六日天]))")
_WHOLE = re.compile(r" ?(?:全年度?|整年度?|年内)")
_EDGE = re.compile(r" ?年?([底末初])")
# 月底, 月初 without a month: of the one that is talked about.
_MONTH_EDGE = re.compile(r"月([底末初])(?!的)")
_NO_MONTH_EDGE = "0123456789一二三四五六七八九十个每满岁腊正本上下当该逐"
_MIDDLE = re.compile(r"年?中(?=[,。、;:)\s]|时|$)")
_WEEKDAY_NOTE = re.compile(r" ?\((?:周|星期|礼拜)[一二三四五六日天]\)")
_SEPARATOR = re.compile(r"[ 的](?=.)")
_THIRDS = {"上": 1, "中": 2, "下": 3}
_EDGES: dict[str, TimeModifier] = {"底": "end_of", "末": "end_of", "初": "start_of"}
_TIGHT = re.compile(rf"[\d.,{DIGIT}十百千万/]")
ROC = 1911


class DateReader:
    """`read(at)` for one text: an expression that begins there, or null."""

    def __init__(self, text: str, words: Lexicon, region: str | None, year: int | None) -> None:
        self.text, self.words, self.region, self.published = text, words, region, year
        self.clock = ClockReader(text, words)

    def read(self, at: int) -> Expression | None:
        return (
            self._numeric(at)
            or self._bracket(at)
            or self._latin(at)
            or self._decade(at)
            or self._calendar(at)
            or self._word(at)
            or self._weekday(at)
        )

    # -- notations of their own

    def _numeric(self, at: int) -> Expression | None:
        """2023-01-09, 2023/1/9, 2023.1.9, 15/09/2025, 113/07/15, 1020107, 20230109, 2024-09."""
        text = self.text
        if not text[at].isdecimal() or (at and (text[at - 1].isdecimal() or text[at - 1] in "-/.")):
            return None
        point: Point | None = None
        if found := _NUMERIC.match(text, at):
            point = Point(int(found[1]), int(found[3]), int(found[4]))
        elif found := _DAY_FIRST.match(text, at):
            point = Point(int(found[3]), int(found[2]), int(found[1]))
            if not valid(point.year, point.month, point.day):
                point = Point(point.year, point.day, point.month)
        elif (found := _ROC_NUMERIC.match(text, at)) and self._roc(int(found[1])):
            point = Point(int(found[1]) + ROC, int(found[3]), int(found[4]))
        elif (found := _COMPACT.match(text, at)) and _COMPACT_CUE.search(text[max(0, at - 8) : at]):
            year = int(found[1]) if found[1] else int(found[2]) + ROC
            point = Point(year, int(found[3]), int(found[4]))
        elif found := _NUMERIC_MONTH.match(text, at):
            point = Point(int(found[1]), int(found[3]))
        if found is None or point is None or not valid(point.year, point.month, point.day):
            return None
        return self._with_time(Expression(at, found.end(), "date", "date.numeric", point))

    def _bracket(self, at: int) -> Expression | None:
        """今(9)日, 昨(21)日, 明(110)年, 本(2021)年: the number in brackets is the date."""
        text = self.text
        if found := _BRACKET_DAY.match(text, at):
            day = small(found[2])
            if valid(None, None, day):
                return self._with_time(
                    Expression(at, found.end(), "date", "date.bracket", Point(day=day), after=found.end())
                )
        if found := _BRACKET_MONTH.match(text, at):
            point = Point(month=small(found[1]))
            return (
                Expression(at, found.end(), "date", "date.bracket", point)
                if valid(None, point.month, 1)
                else None
            )
        if found := _BRACKET_YEAR.match(text, at):
            year = int(found[1])
            return self._within(at, found.end(), Point(year + ROC if year < 200 else year), None)
        return None

    def _latin(self, at: int) -> Expression | None:
        """2Q25, 1H24, FY2024, 23Q3, H1; a bare Q3 only where no letter or name stands before it (奥迪Q3)."""
        text = self.text
        if text[at] not in "1234567890QHF" or (at and (text[at - 1].isalnum() and text[at - 1].isascii())):
            return None
        found = _LATIN_PERIOD.match(text, at)
        if found is None:
            return None
        quarter, half, short, fiscal, year, letter, which = found.groups()
        if fiscal:
            point = Point(int(fiscal[-2:]) + 2000)
        elif short:
            point = Point(
                2000 + int(short), quarter=int(quarter) if quarter else None, half=int(half) if half else None
            )
        else:
            if letter == "H" and which not in "12":
                return None
            if not year and at and text[at - 1] > "一" and text[at - 1] not in "年度的在,。、;:(于司":
                return None
            point = Point(2000 + int(year) if year else None)
            point = replace(point, quarter=int(which)) if letter == "Q" else replace(point, half=int(which))
        return Expression(at, found.end(), "date", "date.latin", point)

    def _decade(self, at: int) -> Expression | None:
        """20世纪90年代, 上世纪八十年代, 90年代."""
        if self._inside_number(at):
            return None
        found = _DECADE.match(self.text, at)
        if found is None:
            return None
        century = found[1]
        tens = small(found[2])
        if century is None or century in "上本":
            base = 2000 if century == "本" or (century is None and tens < 30) else 1900
        else:
            base = (small(century) - 1) * 100
        return Expression(at, found.end(), "date", "date.decade", Point(base + tens, decade=True))

    # -- year, and what stands within it

    def _calendar(self, at: int) -> Expression | None:
        text = self.text
        if (found := _SCHOOL_YEAR.match(text, at)) and (school := self._school_year(at, found)):
            return school
        if years := self._years(at):
            return years
        end, point, shift = self._year(at)
        if end > at:
            return self._within(at, end, point, shift)
        if self._inside_number(at) or (at and text[at - 1] in "第个+×*"):
            return None
        return self._within(at, at, Point(), None)

    def _school_year(self, at: int, found: re.Match[str]) -> Expression | None:
        """113学年度, 2023-2024学年, 2024/25年度, 2023财年. One year of the school or budget is a date."""
        if at and (self.text[at - 1].isdecimal() or self.text[at - 1] in ".,-/—"):
            return None
        first = found[1]
        year = int(first)
        if len(first) < 4:
            if not (self._roc(year) and "学年" in found.group() and not found[2]):
                return None
            year += ROC
        if not 1800 <= year <= 2199:
            return None
        rule = "date.school-year" if "学" in found.group() else "date.fiscal-year"
        if not found[2]:
            if not found.group().endswith(("学年", "学年度", "财年")):
                return None
            return Expression(at, found.end(), "date", rule, Point(year))
        last = int(found[2]) if len(found[2]) == 4 else year // 100 * 100 + int(found[2])
        if not 0 < last - year <= 10:
            return None
        return Expression(at, found.end(), "range", rule, Point(year), Point(last))

    def _years(self, at: int) -> Expression | None:
        found = _YEARS.match(self.text, at)
        if found is None or self._inside_number(at) or self._names_a_part(found.end()):
            return None
        first, last = digits(found["a"]), digits(found["b"])
        long, short = len(found["a"]) == 4, len(found["b"]) < 4
        if long and short:
            last += first // 100 * 100
        elif not long:
            # 3-5年 is a duration; 113-116年 are years in Taiwan, 21-25年 where they cannot be lengths.
            if not short or first < 100 or not self._roc(first):
                return None
            first, last = first + ROC, last + ROC
        if not 1000 <= first < last <= 2199 or (found["list"] and last - first != 1):
            return None
        rule = "date.school-year" if "学" in found.group() else "range.years"
        return Expression(at, found.end(), "range", rule, Point(first), Point(last))

    def _year(self, at: int) -> tuple[int, Point, Shift | None]:
        text = self.text
        none = at, Point(), None
        if found := self.words["year"].at(text, at):
            end, entry = found
            return end, Point(), Shift("year", entry.shift, entry.base)
        if found_roc := _MINGUO.match(text, at):
            raw = found_roc[1]
            year = int(number(raw) or 0)
            return found_roc.end(), Point(year + ROC), None
        if self._inside_number(at):
            return none
        for pattern in (_FULL_YEAR, _BARE_YEAR):
            if full := pattern.match(text, at):
                if text.startswith(("历史", "的历史", "前的", "之久"), full.end()):
                    return none
                return full.end(), Point(digits(full[1])), None
        if short := _SHORT_YEAR.match(text, at):
            year_of = self._short_year(at, short)
            if year_of is not None:
                return short.end(), Point(year_of), None
        return none

    def _short_year(self, at: int, found: re.Match[str]) -> int | None:
        """’23年, 08年, 23年3月, 114年 (Taiwan), 一六年; null where it is a duration (26年来, 十年)."""
        if found[1]:
            return _century(int(found[1]))
        raw = found[2]
        value = digits(raw)
        end = found.end()
        within = self._names_a_part(end)
        if len(raw) == 3:
            return value + ROC if self._roc(value) and (within or self._roc_alone(at, end)) else None
        if self.region == "TW" and value >= 80 and (within or self._roc_alone(at, end)):
            return value + ROC
        if raw[0] in "0〇零":
            return 2000 + value
        if not raw.isdecimal():
            # 一六年, 九八年 are years, 一二年, 三四年 may be one or two, three or four.
            sure = raw[0] in "一九" and value % 10 - value // 10 not in (1, 2)
            return _century(value) if sure or within else None
        return _century(value) if within else None

    def _roc(self, number: int) -> bool:
        if self.region == "TW":
            return True
        near = self.published is None or abs(number + ROC - self.published) <= 30
        return self.region is None and near

    def _roc_alone(self, at: int, end: int) -> bool:
        """A lone 114年: in Taiwan, near the publishing year, and no 110年历史, 近百年, 逾100年."""
        near = (
            self.published is None
            or abs(int(digits(self.text[at : at + 3].rstrip(" 年"))) + ROC - self.published) <= 30
        )
        before = self.text[max(0, at - 2) : at]
        spans = before.endswith(
            (
                "近",
                "逾",
                "达",
                "约",
                "满",
                "过",
                "超",
                "长",
                "历",
                "续",
                "期",
                "经",
                "共",
                "有",
                "去",
                "第",
                "前",
            )
        )
        return self.region == "TW" and near and not spans and self.words["no_roc"].at(self.text, end) is None

    def _names_a_part(self, at: int) -> bool:
        """Whether month, quarter, half or 全年 follows a short year."""
        text = self.text
        at += text.startswith(" ", at)
        return bool(
            _MONTHS.match(text, at) or _MONTH.match(text, at) or _QUARTER.match(text, at) or _QUARTERS.match(text, at)
            or _WHOLE.match(text, at) or _EDGE.match(text, at) or text.startswith(("上半年", "下半年"), at)
        )  # fmt: skip

    def _within(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        """Month, day, quarter, half, season, whole, edge or holiday, after a year that ended at `at` (or none)."""
        text, year = self.text, at > start
        begin = at
        if year and (gap := _SEPARATOR.match(text, at)):
            begin = gap.end()
        found = (
            self._months(start, begin, point, shift)
            or self._month(start, begin, point, shift)
            or self._quarters(start, begin, point, shift)
            or self._named_part(start, begin, point, shift, year)
        )
        if found is None and not year:
            found = self._day(start)
        if found is None:
            if not year:
                return None
            found = Expression(start, at, "date", "date.year", point, shift=shift)
        return self._with_time(self._same(found))

    def _months(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        """1—7月, 前11月, 首十个月, 7、8月份; a list of months that follow each other is a range."""
        found = _MONTHS.match(self.text, at)
        if found is None or self.words["no_month"].at(self.text, found.end()):
            return None
        if found["n"]:
            first, last = 1, small(found["n"].replace("两", "二"))
            if start == at and self.text[at] == "前" and at and self.text[at - 1] in "目以之提":
                return None
        elif found["a"]:
            first, last = small(found["a"]), small(found["b"])
        else:
            members = [small(part) for part in re.split("[、,和]", found["list"])]
            first, last = members[0], members[-1]
            if members != list(range(first, first + len(members))):
                return None
        if not (1 <= first < last <= 12):
            return None
        return Expression(
            start,
            found.end(),
            "range",
            "range.months",
            replace(point, month=first),
            replace(point, month=last),
            shift,
        )

    def _month(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        found = _MONTH.match(text, at)
        if found is None or not valid(None, month := small(found[1]), None):
            return None
        point, end = replace(point, month=month), found.end()
        rule = "date.month"
        if days := _DAYS_OF_MONTH.match(text, end):
            first, last = small(days[1]), small(days[3])
            if first < last and (not days["list"] or last == first + 1) and valid(point.year, month, last):
                return Expression(
                    start,
                    days.end(),
                    "range",
                    "range.days",
                    replace(point, day=first),
                    replace(point, day=last),
                    shift,
                )
        if day := _DAY_OF_MONTH.match(text, end):
            of_month = small(day[1])
            if not valid(point.year, month, of_month):
                return None
            if not self.words["no_day_of_month"].at(text, day.end()):
                return Expression(
                    start, day.end(), "date", "date.day", replace(point, day=of_month), shift=shift,
                    after=self._note(day.end()),
                )  # fmt: skip
        if third := _THIRD.match(text, end):
            which = _THIRDS[third[1]]
            modifiers: dict[int, TimeModifier] = {1: "start_of", 2: "mid", 3: "end_of"}
            return Expression(
                start,
                third.end(),
                "date",
                rule,
                replace(point, third=which),
                shift=shift,
                modifier=modifiers[which],
            )
        if week := _NTH_WEEK.match(text, end):
            return Expression(
                start, week.end(), "date", rule, replace(point, nth_week=small(week[1])), shift=shift
            )
        if edge := self.words["edge"].at(text, end):
            return Expression(
                start, edge[0], "date", rule, point, shift=shift, modifier=cast(TimeModifier, edge[1].code)
            )
        if self.words["no_month"].at(text, end):
            return None
        return Expression(start, end, "date", rule, point, shift=shift)

    def _quarters(self, start: int, at: int, point: Point, shift: Shift | None) -> Expression | None:
        text = self.text
        if found := _QUARTERS.match(text, at):
            first, last = (
                (1, small(found[1].replace("两", "二"))) if found[1] else (small(found[2]), small(found[3]))
            )
            if first < last:
                return Expression(
                    start, found.end(), "range", "range.quarters",
                    replace(point, quarter=first), replace(point, quarter=last), shift,
                )  # fmt: skip
        if found := _QUARTER.match(text, at):
            if start == at and found[2]:
                return None
            if edge := self.words["edge"].at(text, found.end()):
                quarter = replace(point, quarter=small(found[1] or found[2]))
                modifier = cast(TimeModifier, edge[1].code)
                return Expression(
                    start, edge[0], "date", "date.quarter", quarter, shift=shift, modifier=modifier
                )
            return Expression(
                start,
                found.end(),
                "date",
                "date.quarter",
                replace(point, quarter=small(found[1] or found[2])),
                shift=shift,
            )
        return None

    def _named_part(
        self, start: int, at: int, point: Point, shift: Shift | None, year: bool
    ) -> Expression | None:
        """上半年, H1; after a year 全年, 春季, 底, 初, 春节; alone 全年, 年底."""
        text = self.text

        def made(end: int, rule: str, point: Point, modifier: TimeModifier | None = None) -> Expression:
            return Expression(start, end, "date", rule, point, shift=shift, modifier=modifier)

        if half := self.words["half"].at(text, at):
            return made(half[0], "date.half", replace(point, half=half[1].shift))
        if not year:
            if whole := self.words["whole"].at(text, at):
                return made(whole[0], "date.whole", Point(whole=True))
            if (
                (edge := _EDGE.match(text, at))
                and text[at] == "年"
                and not self._inside_number(at)
                and not (at and text[at - 1] in "今去明前每多近几数半周")
            ):
                word = self.words["edge"].at(text, edge.end() - 1)
                return made(edge.end(), "date.edge", Point(whole=True), _EDGES[edge[1]]) if word else None
            return None
        if found := _ENGLISH_HALF.match(text, at):
            return made(found.end(), "date.half", replace(point, half=int(found[1])))
        if found := _WHOLE.match(text, at):
            return made(found.end(), "date.year", point)
        if season := self.words["season"].at(text, at):
            return made(season[0], "date.season", replace(point, season=season[1].code))
        if (found := _EDGE.match(text, at)) and self.words["edge"].at(text, found.end() - 1):
            return made(found.end(), "date.year", point, _EDGES[found[1]])
        if found := _MIDDLE.match(text, at):
            return made(found.end(), "date.year", point, "mid")
        if point.year is not None and (holiday := self.words["holiday"].at(text, at)):
            fixed = fixed_day(point.year, holiday[1].code)
            return made(holiday[0], "date.holiday", fixed) if fixed else None
        return None

    def _day(self, at: int) -> Expression | None:
        """9日, 28日至31日 (the second is joined to it), 9—11日; 30日内 is a duration."""
        text = self.text
        days = _DAYS_OF_MONTH.match(text, at)
        if days is not None and text[at] != " ":
            first, last = small(days[1]), small(days[3])
            if (
                first < last <= 31
                and (not days["list"] or last == first + 1)
                and text[days.end() - 1] == "日"
                and not self.words["no_day"].at(text, days.end())
            ):
                return Expression(
                    at,
                    days.end(),
                    "range",
                    "range.days",
                    Point(day=first),
                    Point(day=last),
                    after=self._note(days.end()),
                )
        found = _DAY_OF_MONTH.match(text, at)
        if (
            found is None
            or text[at] == " "
            or text[found.end() - 1] != "日"
            or found[1] in ("一", "十", "百")
        ):
            return None
        day = small(found[1])
        if not 1 <= day <= 31 or self.words["no_day"].at(text, found.end()):
            return None
        return Expression(at, found.end(), "date", "date.day", Point(day=day), after=self._note(found.end()))

    # -- words

    def _word(self, at: int) -> Expression | None:
        """上月, 本季度, 昨天, 当日; 上月底; 昨 before 公布."""
        text = self.text
        units: tuple[Unit, ...] = ("quarter", "month", "day")
        for unit in units:
            if found := self.words[unit].at(text, at):
                end, entry = found
                expression = Expression(
                    at, end, "date", f"date.{unit}", shift=Shift(unit, entry.shift, entry.base)
                )
                if unit != "day":
                    if edge := self.words["edge"].at(text, end):
                        expression.end = expression.after = edge[0]
                        expression.modifier = cast(TimeModifier, edge[1].code)
                    elif (day := _DAY_OF_MONTH.match(text, end)) and valid(None, None, small(day[1])):
                        expression.end = expression.after = day.end()
                        expression.point = Point(day=small(day[1]))
                    elif third := _THIRD.match(text, end):
                        expression.end = expression.after = third.end()
                        expression.point = Point(third=_THIRDS[third[1]])
                return self._with_time(expression)
        if (alone := _MONTH_EDGE.match(text, at)) and not (at and text[at - 1] in _NO_MONTH_EDGE):
            return Expression(
                at, alone.end(), "date", "date.month",
                shift=Shift("month", 0, "near"), modifier=_EDGES[alone[1]],
            )  # fmt: skip
        if text[at] in "昨今明" and (at == 0 or text[at - 1] not in "至如当迄现古而"):
            if text[at] == "昨" and self.words["speak"].at(text, at + 1):
                return self._with_time(
                    Expression(at, at + 1, "date", "date.day", shift=Shift("day", -1, "reference"))
                )
            if text[at + 1 : at + 2] in ("晚", "早", "晨", "夜"):
                by = {"昨": -1, "今": 0, "明": 1}[text[at]]
                code = {"晚": "EV", "夜": "NI"}.get(text[at + 1], "MO")
                found_clock = self._with_time(
                    Expression(at, at + 1, "date", "date.day", shift=Shift("day", by, "reference"))
                )
                if found_clock.end == at + 1:
                    found_clock.end = found_clock.after = at + 2
                    found_clock.point = Point(part_of_day=code)
                return found_clock
        return None

    def _weekday(self, at: int) -> Expression | None:
        """上周, 上周五, 周四, 星期五."""
        text = self.text
        shift, end = None, at
        if week := self.words["week"].at(text, at):
            end, entry = week
            shift = Shift("week", entry.shift, entry.base)
        elif lone := self.words["weekday"].at(text, at):
            end = lone[0]
        if end == at:
            return None
        day = "一二三四五六日天".find(text[end]) + 1 if end < len(text) else 0
        if shift is None and (not day or text[at - 1 : at] == "("):
            return None
        if day:
            expression = Expression(
                at,
                end + 1,
                "date",
                "date.weekday",
                Point(weekday=min(day, 7)),
                shift=shift,
                after=self._note(end + 1),
            )
            return self._with_time(expression)
        return Expression(at, end, "date", "date.week", shift=shift)

    # -- helpers

    def _same(self, expression: Expression) -> Expression:
        """2021年同期, 去年同期, 上年同月, 去年的同期."""
        at = expression.end
        at += self.text.startswith("的", at)
        if found := self.words["same"].at(self.text, at):
            expression.same = True
            expression.end = expression.after = found[0]
        return expression

    def _with_time(self, expression: Expression) -> Expression:
        """9月16日下午, 今天上午10点, 2023-01-09 17:13 are one time."""
        point = expression.point
        day = (
            point.day is not None
            or point.weekday is not None
            or (expression.shift is not None and expression.shift.unit == "day")
        )
        if expression.type != "date" or not day or point.third:
            return expression
        found = self.clock.behind(expression.after)
        if found is not None:
            end, part, clock = found
            expression.end = expression.after = end
            expression.point = replace(point, part_of_day=part, clock=clock)
            if clock is not None:
                expression.type, expression.rule = "time", "time.dated"
        return expression

    def _note(self, at: int) -> int:
        """1月9日(周一): the weekday in brackets adds nothing and stays outside."""
        found = _WEEKDAY_NOTE.match(self.text, at)
        return found.end() if found else at

    def _inside_number(self, at: int) -> bool:
        return at > 0 and _TIGHT.match(self.text, at - 1) is not None and self.text[at - 1] != ","


def _century(number: int) -> int:
    return 2000 + number if number < 70 else 1900 + number
