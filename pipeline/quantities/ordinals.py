"""Ordinals: 第七届, 第3位, 位列全国第二, 第二大; not 第一产业, 第12条, 第三，…"""

from __future__ import annotations

import re

from pipeline import model
from pipeline.draft import Quantity
from pipeline.numerals import Numeral
from pipeline.quantities.scene import Scene

# Measure words after which an ordinal numbers a text, or a stretch of time.
_NO_ORDINAL = {
    "条",
    "款",
    "章",
    "节",
    "篇",
    "方",
    "层",
    "页",
    "级",
    "类",
    "线",
    "段",
    "人称",
    "字",
    "手",
    "口",
}
_ALONE = re.compile(r"[,，。;；、)”》」\n：:!！?？ ]|$|[大高低多强长][^学众度]?|为|的|和|及|与|是|、|位次")
_LISTING = re.compile(r"(?:^|[\n。;；,，:：、“”「」》]) *$")
_RANK = re.compile(r"[列居名位界国球省市区洲第续得获夺为至到升跃排保持内业史是全均同跌滑超县行岛港]$")


def read_ordinal(scene: Scene, numeral: Numeral) -> Quantity | None:
    """The ordinal after 第, or null."""
    text = scene.text
    if numeral.value is None or numeral.decimal or numeral.value > 10_000:
        return None
    start = numeral.start - 1
    word, at = scene.unit_at(numeral.end)
    if word is not None and word.measure is not None and word.measure.ordinal:
        if word.name in _NO_ORDINAL or (
            numeral.bare_scale and text[numeral.start : numeral.end] not in ("十", "百", "千", "万")
        ):
            return None
        unit = model.Unit(word.name)
        return Quantity(start, at + len(word.name), "ordinal", "ordinal", numeral.value, unit=unit)
    if start == 0 and numeral.end == len(text):
        return Quantity(start, numeral.end, "ordinal", "ordinal.alone", numeral.value)
    if not _ALONE.match(text, numeral.end) or text.startswith(("大道", "大街", "大学"), numeral.end):
        return None
    before = text[max(0, start - 3) : start]
    if _LISTING.search(before) and text[numeral.end : numeral.end + 1] not in "大高":
        return None
    if text[numeral.end : numeral.end + 1] in "大高低多强长" and text[numeral.end : numeral.end + 1]:
        return Quantity(start, numeral.end, "ordinal", "ordinal.rank", numeral.value)
    if _RANK.search(before):
        return Quantity(start, numeral.end, "ordinal", "ordinal.rank", numeral.value)
    return None
