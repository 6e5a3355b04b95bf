"""Whether a number is a rise, a fall or no change, and against what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import model
from pipeline.draft import Quantity, Time
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.words import Word

_RATES = ("percent", "percentage_point", "multiple", "fraction")
# The rule of quantities that are changes in themselves: 翻一番.
DOUBLING = "doubled"
# 增长至3亿元: what was arrived at.
_ARRIVING = frozenset({"至", "到", "为", "是"})
_BOUNDS = frozenset({"超过", "超", "逾", "近", "约", "不足", "不到", "达", "达到", "高达", "多达"})
# These join two names as often as they compare: 与…相比, 和…持平.
_JOINING = frozenset({"与", "和", "同", "跟"})
# A comparison longer than this many words is none.
_REACH = 24
_YOY = ("同期", "同月", "同季", "同日", "去年", "上年", "前一年", "上一年")
_MOM = ("上月", "上个月", "前月", "前一月", "前一个月")
_QOQ = ("上季", "前季", "上一季", "前一季")


@dataclass(slots=True)
class Change:
    change: model.Change
    reference: Time | None


def compare_at(words: Sequence[Word]) -> int | None:
    """Where a comparison begins: 较上年同期…, 比2017年…; null where there is none."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].has("compare"):
            if words[index].has("compare_end") and any(word.text in _JOINING for word in words[:index]):
                continue  # 与去年同期|比较|减少
            rest = words[index + 1 :]
            if any(word.has(*_ends(words[index])) for word in rest) or (rest and rest[-1].has("rate")):
                return index
    return None


def compared_words(words: Sequence[Word]) -> set[int]:
    """The indices of the words that name what is compared with: from 较 or 比 to the word of change."""
    found: set[int] = set()
    index = 0
    while index < len(words):
        if words[index].has("compare"):
            limit = min(len(words), index + _REACH)
            ends = _ends(words[index])
            end = next((at for at in range(index + 1, limit) if words[at].has(*ends)), None)
            if end is None and words[index].text not in _JOINING:
                end = limit
            if end is not None:
                found.update(range(index, end))
                index = end
        index += 1
    return found


def _ends(word: Word) -> tuple[str, ...]:
    return ("compare_end", "same") if word.text in _JOINING else ("move", "turn", "compare_end", "same")


def change_of(
    words: Sequence[Word], clause: Sequence[Word], quantity: Quantity, lexicon: Lexicon, main: Time | None
) -> Change | None:
    """Read from the words before the number; null when it is a level (增至30%, 营收3亿元).

    `clause`: all words before it, for a comparison with a number in it (比2017年的74亿元增长16%). `main`: the period.
    """
    if any(word.has("share") for word in words) or quantity.kind == "ratio":
        return None
    if quantity.rule == DOUBLING:
        return Change(model.Change("increase", _named(words, main), None, False), None)
    at = _cue(words, quantity)
    if at is None:
        return None
    word = words[at]
    cue = lexicon.change[word.text]
    direction = cue.direction or "increase"
    of_growth = cue.part == "turn"
    rate = next((index for index in range(at - 1, -1, -1) if words[index].has("rate")), None)
    if cue.part in ("move", "turn") and rate is not None and quantity.kind == "percentage_point":
        of_growth = True
    if cue.part == "turn" and rate is None:
        of_growth = False
    basis = cue.basis
    reference = None
    for index in range(len(words)):
        named = lexicon.change.get(words[index].text)
        if named is not None and named.part in ("base", "move", "rate") and named.basis and basis is None:
            basis = named.basis
    if compare_at(words) is None and words and words[0].has("move"):
        words = clause
    start = compare_at(words)
    if start is not None:
        reference = next((word.time for word in words[start:] if word.time is not None), None)
        basis = basis or _named(words[start:], main)
    if basis is None:
        same = next((word for word in words if word.time and any(y in word.text for y in _YOY[:4])), None)
        if same is not None:
            basis, reference = "yoy", same.time
    return Change(model.Change(direction, basis or "other", None, of_growth), reference)


def compared_basis(words: Sequence[Word], lexicon: Lexicon, main: Time | None) -> model.ChangeBasis:
    """The basis of 持平: 与上月持平 → mom."""
    for word in words:
        cue = lexicon.change.get(word.text)
        if cue is not None and cue.basis is not None:
            return cue.basis
    return _named(words, main)


def _cue(words: Sequence[Word], quantity: Quantity) -> int | None:
    """The index of the word of change that governs the number."""
    rates = quantity.kind in _RATES
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.has("arrive"):
            if any(earlier.has("rate") for earlier in words[:index]) and rates:
                return next(at for at in range(index - 1, -1, -1) if words[at].has("rate"))
            return None
        if word.has("rate"):
            return index if rates or quantity.kind == "number" else None
        if word.has("move") or (word.has("turn") and rates):
            between = [
                w for w in words[index + 1 :] if w.has("level") or w.text in _ARRIVING or w.text == "的"
            ]
            if any(w.text in _ARRIVING or w.text == "的" for w in between):
                if words[index + 1].text in _ARRIVING:
                    return None
                continue
            if not rates and any(w.text not in _BOUNDS for w in between):
                return None  # 销售额增长突破3亿元
            return index
    return None


def _named(words: Sequence[Word], main: Time | None) -> model.ChangeBasis:
    """The basis that the words of a comparison name: 较上年同月 → yoy."""
    text = "".join(word.text for word in words)
    if any(name in text for name in _MOM):
        return "mom"
    if any(name in text for name in _QOQ):
        return "qoq"
    if any(name in text for name in _YOY):
        return "yoy"
    base = next((word.time for word in words if word.time is not None), None)
    if base is not None and main is not None and base.value[:4].isdigit() and main.value[:4].isdigit():
        years = int(main.value[:4]) - int(base.value[:4])
        if years == 1 and base.value[4:] in ("", main.value[4:]):
            return "yoy"
        months = years * 12 + _month(main) - _month(base)
        if len(base.value) == 7 and len(main.value) == 7 and months == 1:
            return "mom"
    return "other"


def _month(time: Time) -> int:
    tail = time.value[5:7]
    return int(tail) if tail.isdigit() else 0
