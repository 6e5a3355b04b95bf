"""Finds the quantities of a reading: numeral, unit, range, elided parts; one pass from left to right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline import model
from pipeline.draft import Quantity
from pipeline.numerals import DIGITS, START, Numeral, scan
from pipeline.quantities.comparing import Comparing
from pipeline.quantities.lexicon import Lexicon, UnitWord
from pipeline.rulebook import RuleBook
from pipeline.rulebook.traps import SetPhrase

_RANGE = re.compile(r" ?(?:[-~—–─]{1,2}|至|到) ?")
_LIST = re.compile(r" ?(?:[、和及与或]|以及) ?")
_OF = re.compile(r"分之")
_DOUBLED = re.compile(r"翻(?:了)?(?:([一两二三四])番|番)")
_REAL_ONE = re.compile(r"(?:仅有?|只有?|唯|共|达|另有?|其中|各)$")
_BASES = {"length": "m", "area": "m2", "volume": "m3", "mass": "kg", "power": "kW", "energy_electric": "kW.h",
          "energy_heat": "J", "energy": "t{ce}", "emission": "t{CO2}", "temperature": "Cel", "data": "By",
          "pressure": "Pa", "frequency": "Hz", "speed": "km/h", "flow": "m3/s", "voltage": "V", "age": "a",
          "density": "/km2", "concentration": "ug/m3", "ratio": "%"}  # fmt: skip


class Recogniser:
    """Callable: reading, stretches that are taken (times), region → quantities in order."""

    def __init__(self, rules: RuleBook) -> None:
        self.lexicon = Lexicon(rules)
        self.comparing = Comparing(rules)
        phrases = sorted({name for entry in rules.entries("set_phrases", SetPhrase) for name in entry.names})
        phrases.sort(key=len, reverse=True)
        self._phrases = re.compile("|".join(map(re.escape, phrases))) if phrases else re.compile(r"(?!)")

    def __call__(self, text: str, taken: Sequence[tuple[int, int]], region: str | None) -> list[Quantity]:
        blocked = _merge([*taken, *(found.span() for found in self._phrases.finditer(text))])
        starts = [start for start, _ in blocked]
        times = sorted(start for start, _ in taken)
        found: list[Quantity] = []
        at = 0
        while (start := START.search(text, at)) is not None:
            at = start.start()
            index = bisect_right(starts, at) - 1
            if index >= 0 and at < blocked[index][1]:
                at = blocked[index][1]
                continue
            items = self._at(text, at, region)
            while (limit := bisect_right(times, at)) < len(times) and items and items[-1].end > times[limit]:
                items.pop()  # it would run into a time
            for item in items:
                self.comparing.apply(text, item)
            found += items
            numeral = None if items else scan(text, at)
            at = items[-1].end if items else max(at + 1, numeral.end if numeral and numeral.arabic else 0)
        for double in _DOUBLED.finditer(text):
            found.append(_doubled(double))
        return sorted(found, key=lambda item: item.start)

    def _at(self, text: str, at: int, region: str | None) -> list[Quantity]:
        numeral = scan(text, at)
        if numeral is None or _part_of_code(text, numeral):
            return []
        if text[at - 1 : at] == "第":
            return self._ordinal(text, numeral, region)
        fraction = _fraction(text, numeral)
        if fraction is not None:
            return [fraction]
        item, word = self._single(text, numeral, region)
        joined = self._range(text, numeral, item, word, region)
        if joined is not None:
            return [_signed(text, joined)]
        if word is None:
            shared = self._elided(text, numeral, region)
            if shared:
                return shared
        return [_signed(text, item)] if item is not None else []

    def _ordinal(self, text: str, numeral: Numeral, region: str | None) -> list[Quantity]:
        """第七届, 第3位; 第二 alone only as a rank before a pause (位列第二,)."""
        if numeral.value is None:
            return []
        at = numeral.end + (text[numeral.end : numeral.end + 1] == " ")
        word = self.lexicon.match(text, at, region)
        if word is not None and word.measure is not None:
            unit = model.Unit(word.name)
            return [
                Quantity(
                    numeral.start - 1, at + len(word.name), "ordinal", "ordinal", numeral.value, unit=unit
                )
            ]
        after, before = (
            text[numeral.end : numeral.end + 1],
            text[max(0, numeral.start - 3) : numeral.start - 1],
        )
        if after in ("", "。", ",", "，", ";", "、", ")", "为") and re.search(
            r"[列居名位界国球省市]$", before
        ):
            return [Quantity(numeral.start - 1, numeral.end, "ordinal", "ordinal", numeral.value)]
        return []

    def _single(
        self, text: str, numeral: Numeral, region: str | None
    ) -> tuple[Quantity | None, UnitWord | None]:
        numeral = self._without_prefix(text, numeral, region)
        at = numeral.end + (text[numeral.end : numeral.end + 1] == " ")
        word = self.lexicon.match(text, at, region)
        prefix = self.lexicon.symbol_before(text, numeral.start)
        if word is None or (
            prefix is not None and word.unit is None and word.currency is None and word.name not in "元"
        ):
            if prefix is None:
                return self._bare(text, numeral), None
            money = Quantity(prefix[0], numeral.end, "money", f"money.{prefix[1].id}")
            money.unit = model.Unit(
                text[prefix[0] : numeral.start].strip(), prefix[1].code, "money", prefix[1].code
            )
            money.unit.basis = "explicit"
            return _valued(money, numeral), None
        if word.measure is not None and not _counts(text, numeral):
            return None, None
        end = at + len(word.name)
        item = Quantity(numeral.start, end, "count", f"count.{word.name}", unit=model.Unit(word.name))
        if word.unit is not None:
            _measure(item, word)
        elif word.measure is None:
            _money(item, word)
            if prefix is not None and word.currency is None and item.unit is not None:
                item.start, item.rule = prefix[0], f"money.{prefix[1].id}"
                item.unit.code = item.unit.currency = prefix[1].code
                item.unit.basis = "explicit"
        _valued(item, numeral, Fraction(word.unit.scale) if word.unit else word.sub_unit)
        if word.unit is not None and word.name == "成":
            _tenths(text, item)
        return item, word

    def _without_prefix(self, text: str, numeral: Numeral, region: str | None) -> Numeral:
        """500千伏, 950百帕: the last scale word belongs to the unit."""
        scale = {"百": 100, "千": 1000}.get(text[numeral.end - 1])
        if scale is None or numeral.head is None or numeral.value is None or numeral.scale != scale:
            return numeral
        word = self.lexicon.match(text, numeral.end - 1, region)
        if word is None or word.unit is None:
            return numeral
        return replace(numeral, end=numeral.end - 1, value=numeral.head, head=None, scale=1)

    def _bare(self, text: str, numeral: Numeral) -> Quantity | None:
        """A number with no unit: an index or a score where it has decimals, a big scale, or a verb of stating."""
        after, before = text[numeral.end : numeral.end + 1], text[max(0, numeral.start - 2) : numeral.start]
        telling = numeral.decimal or (numeral.scale >= 10**4 and numeral.arabic) or numeral.separated
        if not telling and not (
            numeral.arabic and before.endswith(("为", "达", "报", "至")) and after in "。,，;)"
        ):
            return None
        if numeral.bare_scale or after in ("-", ":", "/", "×", "%") or (after.isascii() and after.isalpha()):
            return None
        return _valued(Quantity(numeral.start, numeral.end, "number", "number"), numeral)

    def _range(
        self, text: str, first: Numeral, item: Quantity | None, word: UnitWord | None, region: str | None
    ) -> Quantity | None:
        """3至5亿元, 3万至5万元, 5%-8%: two numbers, the second with its unit; the first not above the second."""
        after = item.end if item is not None and word is not None else first.end
        joint = _RANGE.match(text, after)
        second = scan(text, joint.end()) if joint else None
        if (
            second is None
            or second.value is None
            or first.value is None
            or first.bare_scale != second.bare_scale
        ):
            return None
        other, other_word = self._single(text, second, region)
        if other is None or other_word is None or (word is not None and word.name != other_word.name):
            return None
        low = first.value
        if word is None and first.scale == 1 and second.head is not None and low < second.head:
            low *= second.scale
        factor = Fraction(other_word.unit.scale) if other_word.unit else other_word.sub_unit
        if low >= second.value:
            return None
        other.start = item.start if item is not None and word is not None else first.start
        other.low, other.high = _times(low, factor), _times(second.value, factor)
        other.value = None
        return other

    def _elided(self, text: str, first: Numeral, region: str | None) -> list[Quantity]:
        """0.9和0.2个百分点, 3.2、4.5和5.1亿元: the unit of the last holds for all."""
        parts, numeral = [first], first
        while numeral.arabic and len(parts) < 12:
            joint = _LIST.match(text, numeral.end)
            following = scan(text, joint.end()) if joint else None
            if following is None or not following.arabic or following.value is None:
                return []
            last, word = self._single(text, following, region)
            if last is not None and word is not None:
                scale = following.scale if following.head is not None else 1
                return [*(_share(last, word, part, scale) for part in parts), last]
            parts.append(following)
            numeral = following
        return []


def _counts(text: str, numeral: Numeral) -> bool:
    """Whether number and measure word count something: 一个平台 does not, 仅一家 and 1家 do."""
    if numeral.value == 0 and not numeral.arabic:
        return False  # 零组件
    if text[numeral.start : numeral.end] != "一":
        return not (
            numeral.bare_scale and numeral.extra is None and len(text[numeral.start : numeral.end]) == 1
        )
    return bool(_REAL_ONE.search(text[max(0, numeral.start - 2) : numeral.start]))


def _part_of_code(text: str, numeral: Numeral) -> bool:
    """A4, H-IIP, 5G, 002352, 2582 5039: letters or a hyphen with a letter next to the digits, long plain runs."""
    if not numeral.arabic:
        return False
    before = text[max(0, numeral.start - 2) : numeral.start]
    if before and ((before[-1].isascii() and before[-1].isalpha()) or before[-1] in "_#@"):
        return not before.endswith(("$", "Y", "D", "B", "P"))
    if len(before) == 2 and before[1] in "-." and before[0].isascii() and before[0].isalnum():
        return True
    digits = text[numeral.start : numeral.end]
    return digits.isdigit() and len(digits) > 1 and digits[0] == "0"


def _valued(item: Quantity, numeral: Numeral, factor: Fraction = Fraction(1)) -> Quantity:
    item.value = _times(numeral.value, factor)
    item.low, item.high = _times(numeral.low, factor), _times(numeral.high, factor)
    if item.kind == "percent" and factor == 10 and item.value is not None and item.value > 100:
        item.value = numeral.value  # 85折
    if numeral.extra is not None and numeral.value is not None:
        item.comparator = ">"
    return item


def _signed(text: str, item: Quantity) -> Quantity:
    """零下5摄氏度, 负3.2%, -0.5%: the sign belongs to the number; a hyphen after a word does not."""
    for sign in ("零下", "负", "-"):
        at = item.start - len(sign)
        if not text.startswith(sign, max(at, 0)) or at < 0 or item.kind in ("count", "ordinal", "multiple"):
            continue
        if sign == "-" and text[at - 1 : at] not in ("", " ", "(", "为", "至", ",", "，", "、", ":", "\n"):
            continue
        item.start = at
        item.value = -item.value if item.value is not None else None
        if item.low is not None and item.high is not None:
            item.low, item.high = -item.high, -item.low
        break
    return item


def _times(value: Decimal | None, factor: Fraction) -> Decimal | None:
    if value is None or factor == 1:
        return value
    return value * factor.numerator / factor.denominator


def _measure(item: Quantity, word: UnitWord) -> None:
    unit = word.unit
    assert unit is not None
    item.kind, item.rule = unit.kind, f"unit.{unit.id}"
    item.unit = model.Unit(word.name, unit.code or None, unit.dimension)
    base = _BASES.get(unit.dimension)
    if unit.kind == "measure" and base is not None:
        item.factor, item.offset, item.base = Fraction(unit.factor), Fraction(unit.offset), base


def _money(item: Quantity, word: UnitWord) -> None:
    item.kind, item.rule = "money", f"money.{word.id}"
    code = word.currency.code if word.currency else None
    item.unit = model.Unit(word.name, code, "money", code, basis="explicit" if code else None)


def _share(last: Quantity, word: UnitWord, part: Numeral, scale: int) -> Quantity:
    shared = Quantity(part.start, part.end, last.kind, f"{last.rule}+elided", unit=last.unit)
    shared.factor, shared.offset, shared.base = last.factor, last.offset, last.base
    factor = Fraction(word.unit.scale) if word.unit else word.sub_unit
    if part.scale == 1:
        factor *= scale
    return _valued(shared, part, factor)


def _tenths(text: str, item: Quantity) -> None:
    """七成四, 7 成 4: the digit after 成 counts percents."""
    at = item.end + (text[item.end : item.end + 1] == " ")
    char = text[at : at + 1]
    after = text[at + 1 : at + 2]
    digit = DIGITS.get(char) if char in DIGITS else (int(char) if char.isascii() and char.isdigit() else None)
    if digit and item.value is not None and not (after.isascii() and after.isdigit()) and after not in DIGITS:
        assert isinstance(item.value, Decimal)
        item.value += digit
        item.end = at + 1


def _fraction(text: str, numeral: Numeral) -> Quantity | None:
    """百分之三点一 → percent 3.1, 千分之五, 三分之二 → fraction 2/3; 百分之三至五 is a range."""
    joint = _OF.match(text, numeral.end)
    if joint is None or numeral.value is None:
        return None
    part = scan(text, joint.end())
    if part is None or part.value is None:
        return None
    whole = text[numeral.start : numeral.end]
    if whole not in ("百", "千", "万"):
        ratio = Fraction(part.value) / Fraction(numeral.value) if numeral.value else None
        return Quantity(numeral.start, part.end, "fraction", "fraction", ratio)
    code = {"百": "%", "千": "[ppth]", "万": "[pptt]"}[whole]
    item = Quantity(numeral.start, part.end, "percent", "percent.words", part.value)
    item.unit = model.Unit(f"{whole}分之", code, "ratio")
    between = _RANGE.match(text, part.end)
    upper = scan(text, between.end()) if between else None
    if upper is not None and upper.value is not None and upper.value > part.value:
        item.value, item.low, item.high, item.end = None, part.value, upper.value, upper.end
    return item


def _doubled(found: re.Match[str]) -> Quantity:
    """翻一番 is twice as much, 翻两番 four times."""
    times = DIGITS[found.group(1)] if found.group(1) else 1
    return Quantity(
        found.start(), found.end(), "multiple", "doubled", Decimal(2**times), unit=model.Unit("番")
    )


def _merge(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
