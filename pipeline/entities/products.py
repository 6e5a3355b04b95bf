"""Products: names in quotation marks beside what they are, and the numbered craft of a series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Wordlist

_QUOTED = re.compile(r"[“「‘]([^“”「」‘’，。,;；:：、！？!?\n]{2,12})[”」’]")
_LATIN = re.compile("[A-Za-z]")
# Kinds of goods: a name in quotation marks with Latin letters behind them is a product's.
_GOODS = ("系统", "产品", "车型", "机型", "新品", "手机", "芯片", "电池", "套件", "处理器", "新车")
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})号?"


class Recogniser:
    def __init__(self, rules: RuleBook) -> None:
        lists = {entry.id: entry.names for entry in rules.entries("name_words", Wordlist)}
        longest = {name: tuple(sorted(words, key=len, reverse=True)) for name, words in lists.items()}
        self.after, self.before = longest["product-after"], longest["product-before"]
        series = "|".join(map(re.escape, longest["craft-series"]))
        self.series = re.compile(
            f"(?:{series}){_NUMBER}[甲乙丙丁]?(?:改)?(?!线|楼|院|文件|站|机组|地块|门|井|馆|厅)"
        )

    def __call__(self, page: Page) -> list[Entity]:
        return [*self._quoted(page), *self._series(page)]

    def _quoted(self, page: Page) -> Iterator[Entity]:
        """“海丰胶州”轮, “云课堂”平台; 货轮“海丰胶州”."""
        text = page.text
        for found in _QUOTED.finditer(text):
            goods = _LATIN.search(found.group(1)) and text.endswith(_GOODS, 0, found.start())
            if (
                goods
                or text.startswith(self.after, found.end())
                or text.endswith(self.before, 0, found.start())
            ):
                yield Entity(*found.span(1), "PRODUCT", "products.quoted", 0.8)

    def _series(self, page: Page) -> Iterator[Entity]:
        """神舟二十号, 长征六号甲, “雪龙2”号."""
        for found in self.series.finditer(page.text):
            start, end = found.span()
            first = page.word(start)
            if first is None or first.start == start or first.end >= end:
                if (
                    found.group()[-1] in "0123456789一二三四五六七八九十"
                    and page.text[end : end + 1] not in "”」"
                ):
                    continue  # 长征10 and the like want 号
                yield Entity(start, end, "PRODUCT", "products.series", 0.85)
