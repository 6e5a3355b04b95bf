"""Reads one numeral from left to right: digits and scales add up as 4亿 + 5千 + 6百 …"""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal

from pipeline.numeral_lookahead import decimals_after_scale, fills, goes_on_after_some, is_tael
from pipeline.numeral_words import (
    BIG,
    DIGITS,
    EXACT,
    HAN_DIGITS,
    SCALES,
    SMALL,
    TENS,
    Numeral,
)

# A comma separates thousands only before exactly three digits: `1,509,403` but `3,2023年` is 3 and 2023.
# A blank does so (`24 500节`) where a word follows at once, and where no column of figures stands before.
_ARABIC = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![\d])|(?<!\d[ ,.])[1-9]\d{0,2}(?: \d{3}){1,3}(?=[一-鿿])|\d+)"
    r"(?:[.·・]\d+(?![\d.]{0,20}\.\d)|点\d+(?= ?[万亿兆%成倍]))?(?:[eE][+-]?\d{1,3}(?![\w.]))?"
)
_PLAIN = str.maketrans({",": None, " ": None, "·": ".", "・": ".", "点": "."})
_HAN_DECIMAL = re.compile(rf"[点.·・][{HAN_DIGITS}]+")
_ZERO = "零〇"
# Before these 兆 is the prefix mega-: 兆瓦, 兆赫, 兆帕, 兆字节, 兆比特, 兆焦.
_PREFIXED = tuple("瓦赫帕字比焦欧伏乏牛位宽")


class Run:
    """Reads one numeral from left to right: digits and scales add up as 4亿 + 5千 + 6百 …"""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = self.at = start
        self.big: list[Decimal] = []
        """Sums already under a big scale, largest first."""
        self.section = Decimal(0)
        """The part below 10^4 that is being read."""
        self.pending: Decimal | None = None
        """A digit or number that waits for its scale."""
        self.pending_han = False
        self.last_scale = 0
        self.zero = False
        self.arabic = self.decimal = self.separated = False
        self.seen_digit = False
        self.head: Decimal | None = None
        self.tail_scale = 1
        self.group: Decimal | None = None
        self.group_scale = 1
        self.extra: int | None = None
        self.low: Decimal | None = None
        self.high: Decimal | None = None

    def read(self) -> Numeral | None:
        text, size = self.text, len(self.text)
        while self.at < size:
            char = text[self.at]
            if self.extra is not None and char not in BIG:
                break
            if char.isdigit() and char.isascii():
                if not self._arabic():
                    break
            elif char in DIGITS:
                if not self._han_digits():
                    break
            elif char in TENS:
                if self.pending is not None or self.section:
                    break
                self.section = EXACT.add(self.section, Decimal(TENS[char]))
                self.last_scale, self.at, self.seen_digit = 10, self.at + 1, True
            elif char in SMALL:
                if not self._small(SMALL[char]):
                    break
            elif char in BIG:
                if not self._large(BIG[char]):
                    break
            elif (char in " 个" and self._filler(char)) or (char in "余多来几" and self._extra(char)):
                self.at += 1
            else:
                break
        return self._result()

    def _arabic(self) -> bool:
        if self.pending is not None:
            return False
        found = _ARABIC.match(self.text, self.at)
        if found is None:
            return False
        raw = found.group()
        value = Decimal(raw.translate(_PLAIN))
        # 3万4000, 452亿8,200万: the part after a scale is smaller than it.
        inner = self.last_scale or self.big
        if inner and (value >= self._floor() or self.text[self.at - 1] == " "):
            return False
        self.separated |= "," in raw or " " in raw
        self.decimal |= not raw.replace(",", "").replace(" ", "").isdigit()
        self.pending, self.pending_han, self.arabic, self.seen_digit = value, False, True, True
        self.at = found.end()
        return True

    def _han_digits(self) -> bool:
        text, start = self.text, self.at
        end = start
        while end < len(text) and text[end] in DIGITS:
            if text[end] == "两" and is_tael(text, end, self.last_scale > 0):
                break
            if text[end] == "两" and end > start and text[end - 1] != "一":
                break  # 三两 of silver
            end += 1
        if self.pending is not None or end == start:
            return False
        if text[start] in _ZERO and (self.last_scale or self.big) and end - start > 1:
            start += 1  # 一百零五
            self.zero = True
        digits = [DIGITS[char] for char in text[start:end]]
        if text[start] in _ZERO and (self.last_scale or self.big) and end - start == 1:
            after = text[end] if end < len(text) else ""
            if not (after.isdigit() and after.isascii()) and after not in SMALL and after != "几":
                return False
            self.zero, self.at = True, end
            return True
        point = _HAN_DECIMAL.match(text, end)
        if point is None and len(digits) == 2 and self._neighbours(digits, end):
            return self._approximate(digits, end)
        value = Decimal("".join(map(str, digits)))
        if (self.last_scale or self.big) and value >= self._floor():
            return False
        if point is not None and (text[end] != "点" or not self.arabic):
            fraction = "".join(str(DIGITS[char]) for char in point.group()[1:])
            value = Decimal(f"{value}.{fraction}")
            end, self.decimal = point.end(), True
        self.pending, self.pending_han, self.seen_digit, self.at = value, True, True, end
        return True

    def _neighbours(self, digits: list[int], end: int) -> bool:
        """两三个, 三五百, 十五六岁: two digits that name a range, not 2 and 3 as a digit string (二三 年)."""
        first, second = digits
        if not 0 < first < second or (second - first != 1 and digits != [3, 5]):
            return False
        after = self.text[end] if end < len(self.text) else ""
        return bool(self.section) or (after != "" and (after in SCALES or after not in "年月日号.点%"))

    def _approximate(self, digits: list[int], end: int) -> bool:
        base, factor = self.section, Decimal(1)
        if self.big:
            return False
        while end < len(self.text) and self.text[end] in SCALES:
            factor *= SCALES[self.text[end]]
            end += 1
        if end < len(self.text) and self.text[end] in DIGITS:
            return False
        self.low, self.high = (base + digits[0]) * factor, (base + digits[1]) * factor
        self.at, self.seen_digit = end, True
        self.extra = -1  # complete: nothing may follow
        return True

    def _small(self, scale: int) -> bool:
        if self.pending is None:
            if self.section and self.last_scale <= scale:
                return False
            if self.pending is None and not self.section and self.big and not self.zero and scale != 10:
                # 3亿千: no numeral goes on like this
                return False
            value = Decimal(1)
        else:
            value = self.pending
            if self.section and self.last_scale <= scale:
                return False
        self.head = self.pending if not self.section and not self.big else None
        self.tail_scale = scale
        self.section = EXACT.add(self.section, EXACT.multiply(value, Decimal(scale)))
        if value != value.to_integral_value():
            self.decimal = True
        self.pending, self.last_scale, self.zero = None, scale, False
        self.at += 1
        # 十五.八%: a decimal after a complete section
        point = _HAN_DECIMAL.match(self.text, self.at) if scale == 10 and not self.arabic else None
        if point is not None and point.group()[0] != "点":
            self._decimals(point.group()[1:], point.end())
        else:
            self._point()
        return True

    def _point(self) -> None:
        """四百点五, 两千万点五五: decimals after a scale word."""
        if self.text.startswith("点", self.at) and not self.arabic:
            point = decimals_after_scale(self.text, self.at, 0 if self.big else int(self.section))
            if point is not None:
                self._decimals(point[1], point.end())

    def _decimals(self, digits: str, end: int) -> None:
        self.section = EXACT.add(self.section, Decimal("0." + "".join(str(DIGITS[char]) for char in digits)))
        self.at, self.decimal, self.seen_digit = end, True, True

    def _large(self, scale: int) -> bool:
        if scale == 10**12 and self.text[self.at + 1 : self.at + 2] in _PREFIXED:
            return False  # 300兆瓦
        if self.big and self.text.startswith(("亿亿", "万万"), self.at - 1):  # 3亿亿次, 四万万同胞
            self.big[-1] = EXACT.multiply(self.big[-1], Decimal(scale))
            self.tail_scale, self.group_scale = self.tail_scale * scale, self.group_scale * scale
            self.at += 1
            return True
        # 一百二万 counts twenty; in 五亿四万 the 四 is a section of its own.
        loose = self._loose() if self.section else self.pending
        section = EXACT.add(self.section, loose or Decimal(0))
        below = [value for value in self.big if value < scale]
        if section == 0 and not below:
            if self.big or self.pending is not None:
                return False
            section = Decimal(1)
        self._regroup(section, bool(below), scale)
        if self.big and not below and section >= self.big[-1]:
            return False
        if not self.big and not self.section:
            self.head, self.tail_scale = self.pending, scale
        elif not self.big and self.head is not None:
            self.tail_scale *= scale  # 3千万
        elif self.big and below and section == 0 and self.head is not None:
            self.tail_scale *= scale  # 1.5万亿
        else:
            self.head = None
        self.big = [value for value in self.big if value >= scale] + [
            EXACT.multiply(_sum([*below, section]), Decimal(scale))
        ]
        self.section, self.pending, self.last_scale, self.zero = Decimal(0), None, scale, False
        self.at += 1
        self._point()
        return True

    def _regroup(self, section: Decimal, below: bool, scale: int) -> None:
        """三十万 is 30 times 10^4: the number before the big scales, for 十八至三十万."""
        if not self.big:
            self.group, self.group_scale = section, scale
        elif below and section == 0 and self.group is not None:
            self.group_scale *= scale
        else:
            self.group = None

    def _floor(self) -> Decimal:
        """What the next part must stay below."""
        if self.section:
            return Decimal(self.last_scale)
        return Decimal(self.last_scale or 10**4)

    def _loose(self) -> Decimal:
        """The waiting number in its place: 五 in 三万五 counts thousands, 5 in 一百零五 is 5."""
        if self.pending is None:
            return Decimal(0)
        if (
            self.last_scale >= 100
            and not self.zero
            and self.pending < 10
            and (self.pending_han or not self.decimal)
            and self._colloquial()
        ):
            whole = self.pending.to_integral_value(ROUND_FLOOR)  # 两千三点一
            return EXACT.add(whole * (self.last_scale // 10), EXACT.subtract(self.pending, whole))
        return self.pending

    def _colloquial(self) -> bool:
        """三万五, 一百二; an Arabic single digit only at the very end of 3万4."""
        return self.pending_han or self.last_scale == 10**4

    def _filler(self, char: str) -> bool:
        """`624.8 亿`: a blank inside, before a scale word; 两个亿."""
        if char == "个":
            return (self.pending is not None or self.section > 0) and fills(self.text, self.at)
        after = self.text[self.at + 1] if self.at + 1 < len(self.text) else ""
        return self.pending is not None and self.arabic and after in BIG

    def _extra(self, char: str) -> bool:
        """170余万, 5万余, 二十多, 十几万, 十来: only right after a number, and with something to follow."""
        if not self.seen_digit and not self.last_scale:
            return False
        if char == "几":
            tens = self.pending is None and (self.last_scale == 10 or (self.zero and self.section))
            if not tens and not self._round_tens():
                return False
            whole = EXACT.add(self.section, self.pending or Decimal(0))
            factor, at = Decimal(1), self.at + 1
            at += fills(self.text, at)  # 十几个亿
            while at < len(self.text) and self.text[at] in BIG:
                factor *= BIG[self.text[at]]
                at += 1
            self.low, self.high = (whole + 1) * factor, (whole + 9) * factor
            self.at, self.extra = at - 1, -1
            return True
        if char == "来" and not self._some():
            return False
        if char == "多" and self.text.startswith(("多米尼", "多布", "多哥", "多伦"), self.at):
            return False
        if char == "多" and self.text[self.at + 1 : self.at + 2] in ("少", "数", "方"):
            return False
        self.extra = self.at
        return True

    def _round_tens(self) -> bool:
        """20几个: Arabic tens before 几."""
        return self.arabic and self.pending is not None and self.pending in (20, 30, 40, 50, 60, 70, 80, 90)

    def _some(self) -> bool:
        """十来个, 百来人, 300来杯; but 三百来自 is three hundred and then a verb."""
        if not goes_on_after_some(self.text, self.at + 1):
            return False
        if self.pending is not None:
            return self.arabic and not self.decimal and self.pending > 0 and self.pending % 10 == 0
        return self.last_scale == 10 or (self.last_scale in (100, 1000, 10_000) and not self.decimal)

    def _result(self) -> Numeral | None:
        if self.at == self.start:
            return None
        end = self.at
        while end > self.start and self.text[end - 1] == " ":
            end -= 1
        if self.low is not None:
            return Numeral(self.start, end, None, self.low, self.high, arabic=self.arabic)
        if not self.seen_digit and not self.last_scale:
            return None
        value = _sum([*self.big, self.section, self._loose()])
        if self.pending is not None and (self.big or self.section):
            self.head = self.group = None
            self.tail_scale = 1
        return Numeral(
            self.start,
            end,
            value,
            extra=self.extra,
            head=self.head,
            scale=self.tail_scale,
            group=self.group if not self.section else None,
            group_scale=self.group_scale,
            arabic=self.arabic,
            decimal=self.decimal,
            separated=self.separated,
            bare_scale=not self.seen_digit,
            about=self.extra is not None and self.extra >= 0 and self.text[self.extra] == "来",
        )


def _sum(values: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total
