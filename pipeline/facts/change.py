"""Whether a number is a rise, a fall or no change, and against what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline import model
from pipeline.draft import Quantity, Time
from pipeline.facts.comparison import base_time, bases_of, basis_of, compare_at
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.words import Word

RATES = ("percent", "percentage_point", "multiple", "fraction")
# The rule of quantities that are changes in themselves: 翻一番.
DOUBLING = "doubled"
# So many words may stand between a number and the noun that says it is a change: 5%左右的外贸增长.
_BEHIND = 5


@dataclass(slots=True)
class Change:
    change: model.Change
    reference: Time | None
    compared: Sequence[Word] = ()
    """The words of the comparison: the period decides what basis they name."""
    stated: bool = False
    """Whether the words say what it is compared with, or that it is with nothing said before."""
    sequential: bool = False
    """环比: against the period before, whatever the period is."""

    def settle(self, main: Time) -> None:
        """The basis of a change that holds for `main`: 环比 of a quarter is qoq, 较一季度 of the second, too."""
        if self.compared:
            self.change.basis = basis_of(self.compared, main)
        elif self.sequential and main.value[5:6] == "Q":
            self.change.basis = "qoq"


def change_of(
    words: Sequence[Word],
    clause: Sequence[Word],
    behind: Sequence[Word],
    quantity: Quantity,
    lexicon: Lexicon,
    main: Time | None,
    compared: bool = False,
) -> Change | None:
    """Null when the number is a level (增至30%, 营收3亿元).

    `words`: those before the number. `clause`: all of the clause before it, for a comparison with a number in it
    (比2017年的74亿元增长16%). `behind`: those after it (录得5%的增长). `main`: the period. `compared`: whether a clause
    before it compares (与去年同期相比,多3万人).
    """
    if quantity.kind == "ratio":
        return None
    if quantity.rule == DOUBLING:
        return _against(
            Change(model.Change("increase", "other", None, False), None), words, clause, lexicon, main
        )
    if quantity.kind in RATES and words and words[-1].text == "+":
        return _against(
            Change(model.Change("increase", "other", None, False), None), words, clause, lexicon, main
        )
    at = _cue(words, clause, quantity, lexicon, compared)
    if at is None:
        noun = _noun(behind, quantity)
        if noun is None or any(word.has("share") for word in words):
            return None
        direction = lexicon.change[noun.text].direction or "increase"
        found = Change(model.Change(direction, "other", None, False), None)
        return _against(found, [*words, noun], clause, lexicon, main)
    if at < 0:
        words = clause  # 涨幅由5%扩大至|8%: counted from its end
    at %= len(words)
    cue = lexicon.change[words[at].text]
    rate = any(word.has("rate") for word in words[:at])
    of_growth = rate and (cue.part == "turn" or (cue.part == "move" and quantity.kind == "percentage_point"))
    direction = cue.direction or _direction(words[:at], lexicon)
    if _negative(quantity) and cue.part in ("either", "rate"):
        direction = "decrease"  # 变动-2.4%, 增速为-1.9%
    if cue.part == "than":
        beyond = words[at + 1 :]
        if base_time(beyond) is None and not any(word.has("base", "status") for word in beyond):
            return None  # 增速高于全国2.3个百分点: a difference from others, and no change
        basis = basis_of(beyond, main)
        return Change(model.Change(direction, basis, None, True), base_time(beyond), beyond, stated=True)
    found = Change(model.Change(direction, "other", None, of_growth), None)
    if cue.basis is not None:
        found.change.basis, found.stated = cue.basis, True
        if cue.basis != "other":
            return found
    return _against(found, words, clause, lexicon, main)


def compared_basis(words: Sequence[Word], lexicon: Lexicon, main: Time | None) -> model.ChangeBasis:
    """The basis of 持平: 与上月持平 → mom."""
    for word in words:
        cue = lexicon.change.get(word.text)
        if cue is not None and cue.basis is not None:
            return cue.basis
    return basis_of(words, main)


def _against(
    found: Change, words: Sequence[Word], clause: Sequence[Word], lexicon: Lexicon, main: Time | None
) -> Change:
    """With the basis: that of the comparison, that of 同比, or the time of the base alone."""
    dealt = _dealt(words, lexicon, main)
    if dealt is not None:
        found.change.basis, found.stated = dealt, True
        return found
    if compare_at(words) is None and words and words[0].has("move", "differ", "compare_end"):
        words = clause  # 比2017年的74亿元|增长16%
    start = compare_at(words)
    if start is not None:
        found.compared, found.stated = words[start:], True
        found.reference = base_time(found.compared)
        named = [
            cue for word in found.compared if (cue := lexicon.change.get(word.text)) and cue.part == "base"
        ]
        if named and found.reference is None:
            found.compared, found.change.basis = (), named[0].basis or "other"
        else:
            found.change.basis = basis_of(found.compared, main)
        return found
    for word in reversed(words):
        named_by = lexicon.change.get(word.text)
        if named_by is not None and named_by.basis and named_by.part in ("base", "move", "rate"):
            found.change.basis, found.stated = named_by.basis, True
            found.sequential = named_by.part == "base" and named_by.basis == "mom"
            if main is not None:
                found.settle(main)
            return found
    same = next((word for word in words if word.time and word.has("same_time")), None)
    if same is not None:
        found.change.basis, found.reference, found.stated = "yoy", same.time, True
    return found


def _dealt(words: Sequence[Word], lexicon: Lexicon, main: Time | None) -> model.ChangeBasis | None:
    """按年及按月分别上升5%及3%: each number has its own of the bases before them."""
    first = next((index for index, word in enumerate(words) if word.number), len(words))
    if not any(word.has("each") for word in words[:first]):
        return None
    cues = [lexicon.change.get(word.text) for word in words[:first]]
    bases = list(
        bases_of(words[:first], [cue.basis if cue and cue.part == "base" else None for cue in cues], main)
    )
    rank = sum(word.number for word in words[first:])
    return bases[rank] if len(bases) > 1 and rank < len(bases) else None


def _direction(words: Sequence[Word], lexicon: Lexicon) -> model.Direction:
    """Of a rate that goes either way (调幅): that of the last move before it."""
    for word in reversed(words):
        cue = lexicon.change.get(word.text)
        if cue is not None and cue.direction is not None:
            return cue.direction
    return "increase"


def _cue(
    words: Sequence[Word], clause: Sequence[Word], quantity: Quantity, lexicon: Lexicon, compared: bool
) -> int | None:
    """The index of the word of change that governs the number; below zero, from the end of the clause."""
    rates = quantity.kind in RATES
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.has("share"):
            return None
        rate = next((at for at in range(index - 1, -1, -1) if words[at].has("rate")), None) if rates else None
        if word.has("arrive"):
            return rate if rate is not None or not rates else _rate_from(clause, len(words) - index)
        if word.has("rate"):
            if quantity.kind == "percentage_point":
                moved = next((at for at in range(index - 1, -1, -1) if words[at].has("pull")), None)
                if moved is not None:
                    return moved  # 拉低|工业增速|1.3个百分点
            return index if rates or quantity.kind == "number" else None
        if (
            word.has("differ")
            and not (compared and len(word.text) == 1)
            and not _differs(words, index, clause, lexicon)
        ):
            continue
        if word.has("either") and not _negative(quantity):
            return None  # 人口变动30万人
        if word.has("than") and quantity.kind == "percentage_point" and index + 1 < len(words):
            return index
        if word.has("move", "either", "differ") or (word.has("turn") and rates):
            between = words[index + 1 :]
            if between and between[0].has("to"):
                return rate  # 减幅扩大|为8.1%
            if any(w.has("to") or w.text in ("的", "者") for w in between):
                continue
            if not rates and any(_states(w) for w in between):
                return None
            return index
    return None


def _negative(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.value < 0


def _rate_from(clause: Sequence[Word], behind: int) -> int | None:
    """The place from the end of the clause of a rate that goes from one number to another: 涨幅|由5%扩大至8%."""
    start = next((at for at in range(len(clause) - behind, -1, -1) if clause[at].has("origin")), None)
    if start is None or not start or not clause[start - 1].has("rate"):
        return None
    return start - 1 - len(clause)


def _states(word: Word) -> bool:
    """Whether a verb between a word of change and an amount makes it a level: 销售额增长|突破3亿元, 走弱|产生3亿元."""
    if word.has("bound"):
        return False
    return word.has("level", "split")


def _differs(words: Sequence[Word], index: int, clause: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether 高, 多 … compares: 比去年多3万人, 按年少两成, 高了3元."""
    if any(word.has("done") for word in words[index + 1 : index + 2]):
        return True
    before = words[: index + 1]
    if compare_at(before) is not None or (
        compare_at([*clause[: len(clause) - len(words)], *before]) is not None
    ):
        return True
    return any((cue := lexicon.change.get(word.text)) and cue.part == "base" for word in before)


def _noun(behind: Sequence[Word], quantity: Quantity) -> Word | None:
    """The noun after a number that says it is a change: 录得5%|增长, 恢复2%|的增长, 4.5%|的外贸增长目标."""
    if quantity.kind not in RATES or not behind:
        return None
    words = list(islice((word for word in behind if not word.has("bound_behind")), _BEHIND))
    owned = bool(words) and words[0].text == "的"
    for index, word in enumerate(words):
        if word.has("move", "rate") and (owned or index == 0):
            following = behind[behind.index(word) + 1 :]
            ends = (
                not following
                or following[0].mark
                or following[0].text in ("的", "和", "及")
                or following[0].has("behind")
            )
            return word if ends or word.has("rate") else None
        if (
            word.mark
            or word.item
            or word.has("arrive", "level", "adverb", "compare")
            or (word.text == "的" and index)
        ):
            return None
    return None
