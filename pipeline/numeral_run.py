"""Reads one numeral from left to right: digits and scales add up as 4亿 + 5千 + 6百 …"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.numeral_lookahead import HAN_DECIMAL, fills, goes_on_after_some, is_tael
from pipeline.numeral_sum import Sum, total
from pipeline.numeral_words import (
    BIG,
    DIGITS,
    EXACT,
    SCALES,
    SMALL,
    TENS,
    Numeral,
)

# A comma separates thousands only before exactly three digits: `1,509,403` but `3,2023年` is 3 and 2023.
# A blank does so (`24 500节`) where a word follows at once, and where no column of figures stands before.
_ARABIC = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![\d])|(?<!\d[ ,.])[1-9]\d{0,2}(?: \d{3}){1,3}(?=[一-鿿])|\d+)"
    r"(?:[.·・]\d+(?![\d.]{0,20}\.\d)|点\d+(?= ?(?:[万亿兆%成倍度℃吨]|摄氏|华氏|个百分|公里|公斤)))?(?:[eE][+-]?\d{1,3}(?![\w.]))?"
)
_PLAIN = str.maketrans({",": None, " ": None, "·": ".", "・": ".", "点": "."})
_ZERO = "零〇"


class Run(Sum):
    """Reads one numeral from left to right: digits and scales add up as 4亿 + 5千 + 6百 …"""

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
        point = HAN_DECIMAL.match(text, end)
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
        value = total([*self.big, self.section, self._loose()])
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
