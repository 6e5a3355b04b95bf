"""Whether a number is a plain fact, an estimate, a target, a cap or the condition of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import model
from pipeline.draft import Time
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.period import direct_time
from pipeline.facts.phrases import stops, verbal
from pipeline.facts.view import View
from pipeline.facts.words import Word
from pipeline.rulebook.facts import StatusCue

# Words with these marks are verbs, whatever the segmenter calls them.
_VERBS = ("head", "split", "preposition", "level")
# What a thing that is to come or must be done begins with.
_DEEDS = ("split", "move", "arrive", "to", "level", "head", "say", "bound")
# So many words may stand between a number and what says that it is a target: 12件的|规划目标.
_BEHIND = 5
# A word such as 最高 is read with so many characters around it.
_NEAR = 40
# Shares of a whole are thresholds only where a rule is spoken of: 三成以上的受访者 are a fact.
_RATES = ("percent", "percentage_point", "multiple", "fraction")
_YEARS = re.compile(r"\d{4}(?:/\d{4})?")


@dataclass(slots=True)
class Status:
    status: model.Status = "actual"
    provisional: bool = False
    negated: bool = False
    own: bool = False
    """Whether words of the clause itself say so."""
    carries: bool = True
    """Whether it holds for the next clauses, too."""
    passed: bool = False
    """Whether the time it was said of has passed: then others of that time are estimates, too."""


class StatusReader:
    """Reads the status of one number after the other; `carried` is what the clauses before it say."""

    def __init__(self, lexicon: Lexicon, reference: str | None) -> None:
        self.lexicon = lexicon
        self.reference = reference

    def of(self, view: View, period: Time | None, carried: Status | None) -> Status:
        own = status_of(view.before, _near(view), self.lexicon)
        behind = self._behind(view)
        if behind is not None:
            return Status(behind, own.provisional, own.negated, own=True, carries=False)
        if len(view.right) > 1 and view.right[0].has("finished") and not view.right[1].has("origin"):
            return Status(provisional=own.provisional, negated=own.negated, own=True)  # 60亿元|已到位
        origin = _is_origin(view)
        if origin and not self._foretold(view):
            return Status(negated=own.negated, own=True, carries=False)  # 将由30万人|增至140万人
        passed = period is not None and has_passed(period, self.reference)
        if passed and not origin and direct_time(view.left) is period:
            return Status(negated=own.negated, own=own.own, carries=False)  # 有望突破|2021年6741亿美元|的纪录
        if self._is_condition(view):
            return Status("condition", own=True, carries=False)
        if own.own:
            if self._planned(own, view, carried):
                own.status = "target"
            return own
        return self._unspoken(view, period, carried, own)

    def _unspoken(self, view: View, period: Time | None, carried: Status | None, own: Status) -> Status:
        """By what was said before, and by the time, where no word of the clause tells."""
        near = period if period is not None and period.start >= view.evidence.start else None
        if has_passed(near, self.reference) and not (carried is not None and carried.passed):
            return own
        ahead = by_time(period, view.before, self.reference)
        coming = None if own.provisional else coming_in(view.before, self.lexicon)
        if carried is not None and not _tells_anew(view):
            own.status = carried.status
        elif ahead is not None:
            own.status = ahead
        elif coming is not None:
            own.status, own.own = coming, True
        elif near is not None and _YEARS.fullmatch(near.value) and lies_ahead(near, self.reference):
            own.status = "target"  # 2026年财政预算…; an event on a day that is fixed is told as a fact
        elif _scheduled(view.before):
            own.status, own.own = "target", True
        return own

    def _planned(self, own: Status, view: View, carried: Status | None) -> bool:
        """按照规划,到2027年|产值将突破30亿元: what will be, said of a plan."""
        if own.status != "estimate" or carried is None or carried.status != "target":
            return False
        last = next((word for word in reversed(view.before) if word.has("status")), None)
        return last is not None and last.text[0] == "将"

    def _behind(self, view: View) -> model.Status | None:
        """What the words after a number say of it: 1000万人次|目标, 4%的|外贸增长目标, 30%|可能."""
        for at, word in enumerate(view.right[:_BEHIND]):
            cue = self.lexicon.behind.get(word.text)
            if cue is not None:
                unit = view.quantity.unit if view.quantity is not None else None
                counted = at == 0 and unit is not None and unit.text in cue.not_after  # 3项|目标
                beaten = any(other.text in cue.not_after for other in view.right[:at])  # 14%|胜市场预期
                return (
                    None
                    if counted or beaten or (cue.status == "estimate" and self._expected_by(view, at))
                    else cue.status
                )
            if not at and word.has("coming", "must") and _done(view.right[1:2]):
                return self.lexicon.coming[word.text].status  # 首批8台|须于3月底前到货
            if word.mark or word.item or word.has("say", "arrive", "split", "share"):
                return None
            if at and _told(view.right[0], word):
                return None
        return None

    @staticmethod
    def _expected_by(view: View, at: int) -> bool:
        """Whether a share of those asked expects something: 45%|预期未来销售上升, not 4%|预期."""
        rate = view.quantity is not None and view.quantity.kind in _RATES
        following = view.right[at + 1 : at + 2]
        return at == 0 and rate and bool(following) and not following[0].mark and following[0].text != "的"

    def _is_condition(self, view: View) -> bool:
        """投资5亿元以上的企业,给予奖励…; 对首次突破5亿元的企业,给予…; 若增长5%,…; 满5000元减500元"""
        if supposed(view.before) or self._is_threshold(view):
            return True
        if not any(name in view.text for name in self.lexicon.grants):
            return False
        behind = [word.text for word in view.right[:4]]
        threshold = any(word.has("threshold") for word in view.right[:2])
        if threshold and ("的" in behind or any(word.has("joined") for word in view.right[:3])):
            return True
        last = next((at for at in range(len(view.before) - 1, -1, -1) if _addressed(view.before[at])), None)
        if last is None or any(name in word.text for word in view.before for name in self.lexicon.grants):
            return False
        listed = bool(view.right) and view.right[0].text == "、"
        rate = view.quantity is not None and view.quantity.kind in _RATES
        return "的" in behind[:1] or (listed and not rate)  # not 对东部按50%、80%的比例给予补助

    def _is_threshold(self, view: View) -> bool:
        """Whether the number only says which ones are meant: 营收超10亿元的企业, 300万元以下的项目, 搭满11次者, 未满3岁."""
        before = view.before[-1] if view.before else None
        if before is not None and before.has("fulfil"):
            return True
        rest = view.right
        side = bool(rest) and rest[0].has("threshold")
        rest = rest[1:] if side else rest
        if (side and view.right[0].text.endswith("者")) or (rest and rest[0].text == "者"):
            return True
        if not rest or view.quantity is None:
            return False
        rate = view.quantity.kind in _RATES
        if rest[0].text != "的" or (rate and not any(name in view.text for name in self.lexicon.benefits)):
            return False
        return side or (before is not None and before.has("bound") and _group(rest))

    def _foretold(self, view: View) -> bool:
        """Whether it is a forecast or a target that goes from one number to another: 增长预测由3%|调高为4%; not
        预计由3%升至4%, whose first number is of today."""
        words = view.before
        start = next((at for at in range(len(words) - 1, -1, -1) if words[at].has("origin")), 0)
        if any(
            self.lexicon.status[word.text].status == "actual" for word in words[start:] if word.has("status")
        ):
            return False  # 目标用户由现时的|230万增加至…
        near = words[max(0, start - 4) : start]
        return any(
            word.has("status") and word.text in self.lexicon.status[word.text].foretold for word in near
        )


def _tells_anew(view: View) -> bool:
    """Whether what was said before ends here: somebody else says something, or it is done: 拿下了|30单, 拘捕|11人."""
    return any(word.has("say") or word.text == "了" for word in view.before) or any(
        word.has("finished") for word in view.right[:6]
    )


def _scheduled(before: Sequence[Word]) -> bool:
    """将于|下月|举办(17场); not 将于|11月4日|以(每股108元)挂牌."""
    for word, when, deed in zip(before, before[1:], before[2:], strict=False):
        if word.has("coming") and when.time is not None and _done([deed]) and not deed.has("preposition"):
            return True
    return False


def _addressed(word: Word) -> bool:
    """对|年营收…, which the segmenter may have glued to what follows: 对首|次年."""
    return word.text[0] == "对" and (len(word.text) == 1 or not word.tag)


def _group(rest: Sequence[Word]) -> bool:
    """Whether 的 is followed by those who are meant, or by nothing: 的|企业, 的|给予…; not 的|目标."""
    following = rest[1:4]
    return not following or any(word.has("group", "meant") for word in following)


def status_of(before: Sequence[Word], text: str, lexicon: Lexicon) -> Status:
    """Read from the words of the clause before the number, the last cue first. `text`: what stands near it."""
    found = Status()
    gone, weak = _origins(before), False
    for index in range(len(before) - 1, -1, -1):
        word = before[index]
        if index in gone:
            continue
        cue = lexicon.status.get(word.text) if word.has("status") else None
        if cue is None or (cue.requires and not any(name in text for name in cue.requires)):
            continue
        if not _holds(cue, before, index):
            continue
        found.provisional |= cue.provisional
        found.negated |= cue.negated
        if (not found.own or weak) and not cue.negated and not (cue.provisional and cue.status == "actual"):
            found.status, found.own, weak = cue.status, True, cue.weak
            found.carries = not _modifies(before[index + 1 :])
    return found


def _holds(cue: StatusCue, words: Sequence[Word], index: int) -> bool:
    """Whether the word is the cue and no part of a name or a comparison: 行动计划, 优于预期, 预期寿命."""
    following = words[index + 1] if index + 1 < len(words) else None
    if following is not None and following.text.startswith(cue.not_before):
        return False
    rest = words[index + 1 :]
    if _modifies(rest):
        return cue.status == "estimate"  # 高于市场预测的|2.8元; 完成全年目标的|25%
    if any(word.text in cue.not_after for word in words[max(0, index - 3) : index]):
        return False
    particle = next((at for at, word in enumerate(rest) if word.text in ("的", "者")), None)
    if particle is not None and any(word.has("share") for word in rest[particle:]):
        return False  # 计划购房的|家庭占30%
    if index and words[index - 1].has("compare"):
        return False  # 较计划|压缩8%
    if cue.status == "actual" and following is not None and following.has("origin"):
        return False  # 目标已|由30万辆上调到…
    if cue.status == "target" and index and words[index - 1].has("foresight"):
        return False  # 有望|冲击3亿元
    if words[index].text in cue.nouns and index and not stops(words[index - 1]):
        return _as_verb(words, index, following)
    return True


def _as_verb(words: Sequence[Word], index: int, following: Word | None) -> bool:
    """Of a word that may be a noun and has one before it: 全年目标|30万辆, 公司计划|投资, not 电子积分计划|登记用户."""
    if following is None:
        return words[index].text in ("目标",)
    if following.text == "不" and index + 2 < len(words):
        following = words[index + 2]  # 目标|不低于
    if following.has("level", "origin", "to", "bound", "status") and not following.has("head"):
        return True
    if index > 1 and not any(stops(word) or word.has("owner", "group") for word in words[index - 2 : index]):
        return False
    return verbal(following) or following.has(*_VERBS)


def _modifies(rest: Sequence[Word]) -> bool:
    """Whether a cue belongs to the number alone: 预测的|2.8元, 目标的约|三成."""
    return bool(rest) and rest[0].text == "的" and all(word.has("bound", "adverb") for word in rest[1:])


def _origins(words: Sequence[Word]) -> set[int]:
    """The indices of what a number was before: (将)由|现在的20%|提高到…, whose words say nothing of the new one."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word.number:
            start = next(
                (index for index in range(at - 1, max(-1, at - 5), -1) if words[index].has("origin")), at
            )
            found.update(range(start, at))
    return found


def _told(first: Word, word: Word) -> bool:
    """Whether a word behind a number begins to tell something else of it: 3.2元|优于预期, not 8万套的|建设目标."""
    if word.has("level", "adverb", "preposition"):
        return True
    return verbal(word) and not word.has("move") and first.text != "的"


def supposed(words: Sequence[Word]) -> bool:
    """若增长只有2%: not 若按新台币计价."""
    return any(
        word.has("if") and not following.has("preposition", "compare", "if_not")
        for word, following in pairwise(words)
    )


def by_time(time: Time | None, before: Sequence[Word], published: str | None) -> model.Status | None:
    """What a time that lies ahead of the text says, where no word does: 到2027年超900亿元 is a target."""
    if time is None or not lies_ahead(time, published):
        return None
    index = next((i for i, word in enumerate(before) if word.time is time), None)
    if index is None:
        return None
    return "target" if time.modifier == "before" or (index and before[index - 1].has("to")) else None


def coming_in(before: Iterable[Word], lexicon: Lexicon) -> model.Status | None:
    """将 before a verb: 将|使水位上涨; not before a noun, where it only puts the object first (将增速提高到…).
    要 and 须 before one say what is to be done, 建成后 and 届时 what will be."""
    words = list(before)
    for word, following in pairwise(words):
        if word.has("coming") and (
            verbal(following) or following.has("adverb", "compare", "base", "origin", *_DEEDS)
        ):
            return lexicon.coming[word.text].status
        if word.has("must") and _done([following]) and not any(other.has("average") for other in words):
            cue = lexicon.coming[word.text]
            if not following.text.startswith(cue.not_before):
                return cue.status
    return next((lexicon.coming[word.text].status for word in words if word.has("once")), None)


def _done(following: Sequence[Word]) -> bool:
    """Whether what is to be done follows: 要|建成, 须|于3月底前到货, 应|达到."""
    return bool(following) and (verbal(following[0]) or following[0].has("locative", *_DEEDS))


def has_passed(time: Time | None, published: str | None) -> bool:
    return time is not None and bool(published) and time.last is not None and time.last < str(published)


def lies_ahead(time: Time | None, published: str | None) -> bool:
    begins = None if time is None else (time.first or time.last)
    return begins is not None and bool(published) and begins > str(published)


def _is_origin(view: View) -> bool:
    """由30万人|增至140万人: what the number was."""
    origin = any(word.has("origin") for word in view.left[-4:])
    return origin and any(word.has("arrive", "move", "turn", "to") for word in view.right[:4])


def _near(view: View) -> str:
    """The text around the number, which may lie in a bracket of its sentence."""
    at = view.clause.words[view.at].start - view.evidence.start
    return view.text[max(0, at - _NEAR) : at + _NEAR]
