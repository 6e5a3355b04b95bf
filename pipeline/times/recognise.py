"""Finds and resolves the times of a reading, from left to right.

A bare month or day takes its year from the sentence, else from the reference date (the latest one that is not
after it); without either it stays underspecified (`XXXX-01-09`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from pipeline.draft import Stretch, Time
from pipeline.model import TimeModifier
from pipeline.numerals import number
from pipeline.times.calendar import days, valid

_H = "〇零○一二三四五六七八九十"
_N = rf"(?:\d{{1,2}}|[{_H}]{{1,3}}|廿[一二三四五六七八九]?)"
_YEAR = rf"(?:(?<!\d)(?:1[5-9]|20)\d\d|[一二][{_H}]{{3}})"
_ROC = r"(?<!\d)(?:民国 ?)?1[01]\d(?= ?年)|民国 ?\d{1,3}(?= ?年)"
_RELATIVE_YEAR = "今年|去年|明年|前年|后年|上年|本年|当年|同年|次年|翌年"
_QUARTER = r"第? ?[一二三四1-4] ?季度?(?!后赛)"
_SAME = r"(?:度?的?同期|同月|同季)?"
_TAIL = (
    rf"(?: ?(?P<m>{_N}) ?月(?:份|号)?(?: ?(?P<d>{_N}) ?[日号])?| ?(?P<q>{_QUARTER})| ?(?P<h>[上下]半年)"
    rf"|(?P<part>年?[底末初中](?!国|央|心|学|期|小|型|级|部|共))|(?P<whole> ?全年|全年度|整年度?))?{_SAME}"
)
_DATE = re.compile(rf"(?:(?P<y>{_YEAR}|{_ROC}) ?年度?|(?P<rel>{_RELATIVE_YEAR})度?){_TAIL}")
_YEARS = re.compile(rf"(?P<a>{_YEAR}) ?年? ?(?:[-—–─~至到]{{1,2}}) ?(?P<b>{_YEAR}) ?年")
_PLAN = re.compile(
    r"(?P<n>十[一二三四五六]|[六七八九]|十)五(?=[”’」』]?(?:期间|规划|时期|以来|末|计划|[”’」』]))"
)
_MONTHS = re.compile(
    rf"(?:(?:(?P<y>{_YEAR}|{_ROC}) ?年|(?P<rel>{_RELATIVE_YEAR}))的?)?"
    rf"(?:(?P<a>{_N}) ?月?(?:份)? ?[-—–─~至到]{{1,2}} ?(?P<b>{_N}) ?月(?:份)?|(?:前|首) ?(?P<n>{_N}) ?个?月(?:份)?"
    rf"|前 ?(?P<qs>[二三两23]) ?季度?){_SAME}"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./-]*\d)"
)
_MONTH = re.compile(
    rf"(?<![\d个{_H}])(?P<m>{_N}) ?月(?:份)?(?! ?饼)(?: ?(?P<d>{_N}) ?[日号](?!线|楼|门|院|机|店))?{_SAME}"
)
_DAY = re.compile(rf"(?<![\d个第{_H}.])(?P<d>{_N}) ?日(?!均|元|本|内|以内|游|报|前|后|间|圆|币|龄)")
_QUARTERS = re.compile(rf"(?P<q>{_QUARTER}){_SAME}|(?P<h>[上下]半年){_SAME}")
_BRACKET = re.compile(rf"(?P<rel>今|昨|明|前)\((?P<d>{_N})\)[日天]")
_RELATIVE = re.compile(
    r"今日|今天|昨日|昨天|明天|明日|前天|当日|当天|同日|次日|本月|上月|上个月|当月|下月|本季度?|上季度?|当季|下季度?"
    r"|(?:上年|去年)?同[期月季](?!间|性)|全年|年[底初末](?!终)|年内"
)
_DURATION = re.compile(
    r"(?P<n>(?<![\d.])\d{1,6}(?:\.\d{1,3})?|(?<![〇零一二三四五六七八九十百两])[〇零一二三四五六七八九十百两]{1,7}) ?(?P<more>[多余几])? ?(?P<half>个半)?"
    r"(?P<u>小时|分钟|秒钟|天|日(?=内|以内|前|后|之内)|周年?|个月|个季度|个工作日|个交易日|年(?!期|级|代|度|轻|底|初|货|产|报|检)|个?星期|个半月)"
)
_CLOCK = re.compile(
    r"(?P<p>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间)?(?P<h>\d{1,2}|[一二三四五六七八九十]{1,2})(?:(?:时|点)(?:(?P<mi>\d{1,2})分|(?P<half>半)|整)?|:(?P<mm>\d\d)(?::(?P<ss>\d\d))?)"
)
_SINCE = re.compile(r" ?(?:年)?(?:[^,，。;；\n]{0,12}?)以来")
_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_UNITS = {"小时": ("T", "H"), "分钟": ("T", "M"), "秒钟": ("T", "S"), "天": ("", "D"), "日": ("", "D"), "周": ("", "W"),
          "周年": ("", "Y"), "个月": ("", "M"), "个季度": ("", "Q"), "个工作日": ("", "D"), "个交易日": ("", "D"),
          "年": ("", "Y"), "个星期": ("", "W"), "星期": ("", "W")}  # fmt: skip
_DAYS_AGO = {"今": 0, "昨": -1, "明": 1, "前": -2}


class Recogniser:
    """Callable: reading, sentences, reference date, region → times in order."""

    def __call__(
        self, text: str, sentences: Sequence[Stretch], reference: str | None, region: str | None
    ) -> list[Time]:
        self.text, self.region = text, region
        self.reference = reference
        self.ends = [end for _, end in sentences]
        found: list[Time] = []
        taken = bytearray(len(text) + 1)
        for pattern, build in self._families():
            for match in pattern.finditer(text):
                start, end = match.span()
                if start == end or any(taken[start:end]):
                    continue
                times = build(match)
                for time in times:
                    taken[time.start : time.end] = b"\1" * (time.end - time.start)
                found += times
        found.sort(key=lambda time: time.start)
        self._resolve(found)
        for time in found:
            self._modify(time)
        return found

    def _families(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Time]]]]:
        return [
            (_NUMERIC, self._numeric), (_YEARS, self._years), (_PLAN, self._plan), (_MONTHS, self._months),
            (_DATE, self._date), (_BRACKET, self._bracket), (_DURATION, self._duration), (_MONTH, self._month),
            (_QUARTERS, self._quarter), (_RELATIVE, self._relative), (_DAY, self._day), (_CLOCK, self._clock),
        ]  # fmt: skip

    def _numeric(self, match: re.Match[str]) -> list[Time]:
        month, day = int(match["m"]), int(match["d"])
        if not valid(match["y"], month, day):
            return []
        return [_time(match, "date", f"{match['y']}-{month:02}-{day:02}", "date.numeric")]

    def _years(self, match: re.Match[str]) -> list[Time]:
        first, last = _number(match["a"]), _number(match["b"])
        if first >= last:
            return []
        return [_time(match, "range", f"{first}/{last}", "range.years")]

    def _plan(self, match: re.Match[str]) -> list[Time]:
        """The eleventh five-year plan ran from 2006 to 2010."""
        first = 1951 + 5 * _number(match["n"])
        return [_time(match, "range", f"{first}/{first + 4}", "range.plan")]

    def _months(self, match: re.Match[str]) -> list[Time]:
        year = self._year(match)
        if match["qs"]:
            return [_time(match, "range", f"{year}-Q1/{year}-Q{_number(match['qs'])}", "range.quarters")]
        first, last = (1, _number(match["n"])) if match["n"] else (_number(match["a"]), _number(match["b"]))
        if not 1 <= first < last <= 12:
            return []
        return [_time(match, "range", f"{year}-{first:02}/{year}-{last:02}", "range.months")]

    def _date(self, match: re.Match[str]) -> list[Time]:
        year = self._year(match)
        if match["m"]:
            month = _number(match["m"])
            day = _number(match["d"]) if match["d"] else None
            if not valid(year, month, day):
                return []
            value = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        elif match["q"] or match["h"]:
            value = f"{year}-{_part(match)}"
        else:
            value = year
        time = _time(match, "date", value, "date.year")
        time.modifier = _modifier(match["part"])
        return [time]

    def _month(self, match: re.Match[str]) -> list[Time]:
        month, day = _number(match["m"]), _number(match["d"]) if match["d"] else None
        if not valid("XXXX", month, day):
            return []
        return [_time(match, "date", f"?-{month:02}" + (f"-{day:02}" if day else ""), "date.month")]

    def _day(self, match: re.Match[str]) -> list[Time]:
        day = _number(match["d"])
        return [_time(match, "date", f"?-?-{day:02}", "date.day")] if 1 <= day <= 31 else []

    def _quarter(self, match: re.Match[str]) -> list[Time]:
        return [_time(match, "date", f"?-{_part(match)}", "date.quarter")]

    def _bracket(self, match: re.Match[str]) -> list[Time]:
        """今(9)日: the day is told, the month is that of the reference date."""
        return [_time(match, "date", f"?-?-{_number(match['d']):02}", "date.today")]

    def _relative(self, match: re.Match[str]) -> list[Time]:
        return [_time(match, "date", f"@{match.group()}", "date.relative")]

    def _duration(self, match: re.Match[str]) -> list[Time]:
        before = self.text[max(0, match.start() - 1) : match.start()]
        unit, raw = match["u"], match["n"]
        amount = number(raw)
        if (
            amount is None
            or (before in "第×.:/年" and before)
            or (unit == "年" and raw.isdigit() and len(raw) == 4)
        ):
            return []
        if unit == "个半月":
            return []
        mark, letter = _UNITS[unit]
        value = f"{amount}.5" if match["half"] else f"{amount}"
        time = _time(match, "duration", f"P{mark}{value}{letter}", "duration")
        time.modifier = "approx" if match["more"] else None
        return [time]

    def _clock(self, match: re.Match[str]) -> list[Time]:
        """16时01分, 下午3点半, 9:59:32; a bare 5点 is none without a part of day."""
        hour = _number(match["h"])
        minute = 30 if match["half"] else int(match["mi"] or match["mm"] or 0)
        told = (
            match["p"]
            or match["mi"]
            or match["ss"]
            or (match["mm"] and "时间" in self.text[match.start() - 4 : match.start()])
        )
        if not told or hour > 24 or minute > 59:
            return []
        if match["p"] in ("下午", "傍晚", "晚上", "晚间", "夜间") and hour < 12:
            hour += 12
        return [_time(match, "time", f"T{hour:02}:{minute:02}", "time.clock")]

    def _year(self, match: re.Match[str]) -> str:
        if match["rel"]:
            return f"@{match['rel']}"
        if not match["y"]:
            return "?"
        raw = match["y"].replace("民国", "").strip()
        year = _number(raw)
        return str(year + 1911) if len(raw) <= 3 else str(year)

    def _resolve(self, times: list[Time]) -> None:
        """Complete what is left open (`?`, `@今年`) from the sentence, the text before, or the reference date."""
        year_of: Time | None = None
        month_of: Time | None = None
        sentence = 0
        for time in times:
            here = sentence
            while here < len(self.ends) - 1 and time.start >= self.ends[here]:
                here += 1
            if here != sentence:
                sentence, year_of = here, None
            if "@" in time.value or "?" in time.value:
                time.value = self._complete(time, year_of, month_of)
            if time.type == "date" and time.value[:4].isdigit():
                year_of = time
                month_of = time if time.value[5:7].isdigit() else month_of
            time.first, time.last = self._cover(time)

    def _complete(self, time: Time, year_of: Time | None, month_of: Time | None) -> str:
        value = time.value
        reference = self.reference or ""
        this_year = reference[:4] if reference[:4].isdigit() else "XXXX"
        time.anchored, time.anchor = True, "reference" if reference else None
        for word in re.findall(r"@([一-鿿]+)", value):
            value = value.replace(f"@{word}", self._word(word, this_year, time, year_of, month_of))
        if "?" in value:
            value = self._fill(value, this_year, time, year_of, month_of)
        return value

    def _word(
        self, word: str, this_year: str, time: Time, year_of: Time | None, month_of: Time | None
    ) -> str:
        before = year_of.value[:4] if year_of else this_year
        if word in _OFFSETS:
            base = before if word == "上年" and year_of else this_year
            return _shift(base, _OFFSETS[word])
        if word in ("当年", "同年", "全年", "年内", "年底", "年初", "年末"):
            time.anchor = year_of or time.anchor
            time.modifier = _modifier(word[1:]) if word[0] == "年" and word != "年内" else None
            return before
        if word in ("次年", "翌年"):
            time.anchor = year_of or time.anchor
            return _shift(before, 1)
        if "同" in word and word != "同日":
            time.anchor = year_of or time.anchor
            return _shift(before, -1)
        reference = self.reference or ""
        if word.endswith(("日", "天")) and len(reference) == 10:
            anchor = month_of.value if word in ("当日", "当天", "同日", "次日") and month_of else reference
            if len(anchor) < 10:
                return anchor
            shift = {"昨": -1, "前": -2, "明": 1, "次": 1}.get(word[0], 0)
            return (date.fromisoformat(anchor[:10]) + timedelta(shift)).isoformat()
        if word.endswith("月") and len(reference) >= 7:
            base = month_of.value[:7] if word == "当月" and month_of else reference[:7]
            months = int(base[:4]) * 12 + int(base[5:7]) - 1 + {"上": -1, "下": 1}.get(word[0], 0)
            return f"{months // 12:04}-{months % 12 + 1:02}"
        if "季" in word and len(reference) >= 7:
            quarters = (
                int(reference[:4]) * 4 + (int(reference[5:7]) - 1) // 3 + {"上": -1, "下": 1}.get(word[0], 0)
            )
            return f"{quarters // 4:04}-Q{quarters % 4 + 1}"
        return "XXXX-XX-XX" if word.endswith(("日", "天")) else "XXXX-XX"

    def _fill(
        self, value: str, this_year: str, time: Time, year_of: Time | None, month_of: Time | None
    ) -> str:
        """`?-09` and `?-?-21`."""
        reference = self.reference or ""
        if value.startswith("?-?-"):
            near = reference if len(reference) >= 7 else (month_of.value if month_of else "")
            if len(near) < 7:
                return f"XXXX-XX-{value[4:]}"
            year, month, day = int(near[:4]), int(near[5:7]), int(value[4:])
            if len(near) == 10 and near == reference and day > int(near[8:10]) + 1:
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            return f"{year:04}-{month:02}-{day:02}" if valid(str(year), month, day) else f"XXXX-XX-{day:02}"
        if year_of is not None:
            time.anchor = year_of
            return value.replace("?", year_of.value[:4])
        if "/" in value:
            return value.replace("?", this_year)
        part = value[2:]
        begins = (
            int(part[1:]) * 3 - 2
            if part[0] == "Q"
            else (int(part[1:]) * 6 - 5 if part[0] == "H" else int(part[:2]))
        )
        if this_year != "XXXX" and len(reference) >= 7 and begins > int(reference[5:7]) + 3:
            return f"{_shift(this_year, -1)}{value[1:]}"
        return f"{this_year}{value[1:]}"

    def _cover(self, time: Time) -> tuple[str | None, str | None]:
        if time.type == "date":
            return days(time.value)
        if time.type == "range":
            first, _, last = time.value.partition("/")
            return days(first)[0], days(last)[1]
        return None, None

    def _modify(self, time: Time) -> None:
        """自2022年以来 → since; 截至 → until; the words themselves stay outside."""
        if time.type != "date" or time.modifier:
            return
        before = self.text[max(0, time.start - 2) : time.start]
        modifier: TimeModifier | None = None
        if _SINCE.match(self.text, time.end) and (
            before.endswith("自") or self.text[time.end : time.end + 2] == "以来"
        ):
            modifier, time.last = "since", None
        elif before.endswith(("截至", "截止")):
            modifier, time.first = "until", None
        time.modifier = modifier


def _time(match: re.Match[str], kind: str, value: str, rule: str) -> Time:
    end = match.end()
    while end > match.start() and match.string[end - 1] == " ":
        end -= 1
    return Time(match.start(), end, kind, value, rule)  # type: ignore[arg-type]


def _number(text: str) -> int:
    value = number(text.strip())
    return int(value) if value is not None else 0


def _part(match: re.Match[str]) -> str:
    if match["h"]:
        return "H1" if match["h"][0] == "上" else "H2"
    return f"Q{_number(re.sub('[第季度 ]', '', match['q']))}"


def _shift(year: str, by: int) -> str:
    return str(int(year) + by) if year.isdigit() else year


def _modifier(part: str | None) -> TimeModifier | None:
    if not part:
        return None
    modifiers: dict[str, TimeModifier] = {"底": "end_of", "末": "end_of", "初": "start_of", "中": "mid"}
    return modifiers.get(part[-1])
