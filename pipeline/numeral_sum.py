"""Adds up the parts of one numeral under their scales: 4亿 + 5千 + 6百 …"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from pipeline.numeral_lookahead import HAN_DECIMAL, decimals_after_scale
from pipeline.numeral_words import DIGITS, EXACT

# Before these 兆 is the prefix mega-: 兆瓦, 兆赫, 兆帕, 兆字节, 兆比特, 兆焦.
_PREFIXED = tuple("瓦赫帕字比焦欧伏乏牛位宽像")
# A scale above this is not doubled again: no text counts so far, and a run of 亿 must end.
_LARGEST = 10**16


class Sum:
    """What has been read of a numeral so far. `at` is where reading goes on."""

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
        """The number before the big scales: 30 in 三十万."""
        self.group_scale = 1
        self.extra: int | None = None
        self.low: Decimal | None = None
        self.high: Decimal | None = None

    def _small(self, scale: int) -> bool:
        if self.text.startswith("百慕大", self.at):
            return False  # 三|百慕大元
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
        point = HAN_DECIMAL.match(self.text, self.at) if scale == 10 and not self.arabic else None
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
        again = self.big and self.text.startswith(("亿亿", "万万"), self.at - 1)
        if again and self.group_scale <= _LARGEST:  # 3亿亿次, 四万万同胞
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
            EXACT.multiply(total([*below, section]), Decimal(scale))
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


def total(values: list[Decimal]) -> Decimal:
    """The exact sum."""
    result = Decimal(0)
    for value in values:
        result = EXACT.add(result, value)
    return result
