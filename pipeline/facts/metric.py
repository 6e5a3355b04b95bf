"""What a number measures or counts: the words that name it, and how they were found."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.draft import Fact, Stretch
from pipeline.facts import phrases
from pipeline.facts.change import RATES, Change
from pipeline.facts.distributed import distributed
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.naming import Metric
from pipeline.facts.scope import Scope
from pipeline.facts.view import View
from pipeline.facts.words import Word

# Indicators that are things too: 企业营收.
_THINGS = frozenset({"企业", "公司", "项目", "游客", "旅客", "学生", "员工", "人口"})
_EXTENSION = 6
# A remainder of a clause longer than this is cut to what fits.
_LONGEST = 24


def find(view: View, change: Change | None, lexicon: Lexicon, scope: Scope, done: Sequence[Fact]) -> Metric:
    """The best name in the clause, else the one carried over. `done`: the facts of the sentence so far."""
    shared = distributed(view, scope, done, lexicon)
    if shared is not None:
        return shared
    kind = view.quantity.kind if view.quantity is not None else "percent"
    phrase = _extended(phrases.before(view.head), view.head, lexicon)
    verb = bool(phrase) and all(word.has("head") and not word.has("end") for word in phrase)
    named = bool(phrase) and not verb
    following = phrases.after(view.right) if change is None and view.quantity is not None else []
    if following and _governed(view, following):
        return made(following, "after", lexicon, change)
    if kind == "count" and len(following) > 1 and _valued(view):
        # 七个产业|产值规模超过千亿元
        cut = next(
            (index for index, word in enumerate(following) if index and word.has("end")), len(following)
        )
        following = following[:cut]
    if following and _counts(view, following, kind, named, bool(phrase), scope):
        return made(following, "after", lexicon, change)
    if named and all(word.has("rate") for word in phrase):
        return _of_rate(view, phrase, lexicon, scope, change)
    if named and scope.metric is not None and _is_member(phrase, kind, lexicon):
        return Metric(scope.metric, "carried-clause", member=phrases.stretch(phrase))
    if named:
        measure = _unowned(phrase, lexicon)
        how = "share" if any(word.has("share") for word in measure) else "before"
        found = made(measure, how, lexicon, change)
        if len(measure) < len(phrase):
            owner = phrase[: phrase.index(measure[0])]
            while owner[-1].text == "的":
                owner.pop()
            found.item, found.goods = phrases.stretch(owner), True
            found.kind = owner[-1].has("owner")
        return found
    if verb and change is None:
        return made(phrase, "verb", lexicon, change)
    deed = _deed(view) if change is None and kind in ("count", "measure", "money") else []
    if deed:
        return made(deed, "verb", lexicon, change)
    rest = _rest(view.right) if change is None and view.quantity is not None else []
    if rest and (scope.metric is None or not done):
        return made(rest, "rest", lexicon, change)
    if scope.metric is not None:
        return Metric(scope.metric, "carried-clause" if done else "carried-sentence", own=False)
    if phrase:
        return made(phrase, "verb", lexicon, change)
    return Metric(None, "none", own=False)


def _extended(phrase: list[Word], words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """With the words before it where together they are the name of an indicator: 国内|生产总值, 基本|每股收益."""
    if not phrase:
        return phrase
    start = next(index for index, word in enumerate(words) if word is phrase[0])
    for first in range(max(0, start - _EXTENSION), start):
        longer = list(words[first:start]) + phrase
        if _text(longer) in lexicon.indicators:
            return longer
    return phrase


def _is_member(phrase: Sequence[Word], kind: str, lexicon: Lexicon) -> bool:
    """Whether a phrase names no measure but whose it is, of the one spoken of: 其中制造业|44,120元."""
    last = phrase[-1]
    if (
        kind == "count"
        or phrase[0].has("head", "split")
        or not last.has("kind", "owner", "group")
        or last.has("end", "head")
    ):
        return False
    return lexicon.indicator(_text(phrase)) is None


def _unowned(phrase: list[Word], lexicon: Lexicon) -> list[Word]:
    """Without who owns the measure: 电池工厂|绿电占比, 一线城市|住宅销售价格."""
    core = list(phrase)
    while core and core[-1].has("rate"):
        core.pop()  # 消费者物价指数|年增率
    text = _text(core)
    named = lexicon.indicator(text)
    length = max(len(name) for name in named.names if text.endswith(name)) if named else 0
    for index in range(len(phrase) - 1, 0, -1):
        if phrase[index - 1].has("kind"):
            break
        if core[-1].end - phrase[index].start < length:
            continue
        if phrase[index - 1].has("owner", "group") and not phrase[index - 1].has("end", "head"):
            rest = phrase[index + 1 :] if phrase[index].text == "的" else phrase[index:]
            joined = bool(rest) and (rest[0].text in phrases.JOINERS or rest[0].text == "等")
            if not joined and any(word.has("end", "head") for word in rest):
                return rest
    return phrase


def _valued(view: View) -> bool:
    """Whether a second number follows whose name begins in what follows this one."""
    after = view.clause.words[view.at + 1 + len(view.right) :]
    return bool(after) and bool(view.right) and view.right[-1].has("level", "adverb", "move")


def _governed(view: View, following: Sequence[Word]) -> bool:
    """Whether the number and the noun after it are the object of a verb: 举行10公里|长跑, 发放2000万元|消费券."""
    if following[0] is not view.right[0] or phrases.verbal(following[0]):
        return False
    words = [
        word
        for word in view.left
        if not word.has("adverb") and not (word.has("level") and not word.has("split"))
    ]
    if not words:
        return False
    verb = words[-1]
    return (verb.has("split", "head") and not verb.has("end")) or phrases.verbal(verb)


def _counts(
    view: View, following: Sequence[Word], kind: str, named: bool, phrase: bool, scope: Scope
) -> bool:
    """Whether the words after the number name what it counts: 12项|重点任务, 70%为|电子企业, 30%的|企业."""
    first = view.right[0]
    if kind == "count":
        return not named or following[0] is first or (first.text == "的" and len(view.right) > 1)
    if named:
        return False
    if first.text in ("的", "为", "是"):
        return True
    return not phrase and kind not in RATES and scope.metric is None


def _of_rate(
    view: View, phrase: Sequence[Word], lexicon: Lexicon, scope: Scope, change: Change | None
) -> Metric:
    """A rate is no metric of its own where the text names whose it is: 物价指数在10月的|升幅."""
    ahead = [word for word in view.head if word.start < phrase[0].start]
    while ahead and (ahead[-1].time or ahead[-1].text in ("的", "在", "于")):
        ahead.pop()
    owner = phrases.before(ahead)
    if owner and lexicon.indicator(_text(owner)):
        return made(owner, "before", lexicon, change)
    if scope.metric is not None and not owner:
        return Metric(scope.metric, "carried-clause", own=False)
    return made(phrase, "before", lexicon, change)


def made(phrase: Sequence[Word], how: str, lexicon: Lexicon, change: Change | None) -> Metric:
    text = _text(phrase)
    metric = Metric(phrases.stretch(phrase), how)
    metric.averaged = any(name in text for name in lexicon.averages)
    metric.shares = text.endswith(lexicon.share_names)
    metric.contribution = any(name in text for name in lexicon.contributions)
    if how == "before":
        metric.item = _item(phrase, text, lexicon, change)
        if metric.item is not None:
            named = [word for word in phrase if word.end <= metric.item.end]
            following = phrase[len(named)] if len(named) < len(phrase) else None
            metric.goods = following is not None and following.has("of_goods")
            metric.kind = _of_a_kind(named, metric.goods)
            metric.goods |= bool(named) and named[-1].has("kind")
    return metric


def _of_a_kind(named: Sequence[Word], goods: bool) -> bool:
    """Whether the item says more than the place the text is about: 电池工厂|…, 机械产品|出口, 美国|订单."""
    if not named:
        return False
    last = named[-1]
    return last.has("owner") or last.entity is not None or (goods and last.has("kind"))


def _item(phrase: Sequence[Word], text: str, lexicon: Lexicon, change: Change | None) -> Stretch | None:
    """Whose measure it is: 电子产品|出口; of a change the whole name where it is no measure (化学品年减12.5%)."""
    indicator = lexicon.indicator(text)
    if indicator is not None and text in indicator.names:
        return None
    index = len(phrase)
    while index and phrase[index - 1].has("end", "rate"):
        index -= 1
    if index == len(phrase):
        return None
    while index and (
        phrase[index - 1].has("adverb", "head")
        or phrase[index - 1].text in ("总", "的", "新", "人均", "日均")
    ):
        index -= 1
    if all(word.has("modifier") for word in phrase[:index]):
        return None
    owner = _text(phrase[:index])
    if lexicon.indicators.get(owner) is not None and owner not in _THINGS:
        return None
    item = phrases.stretch(phrase[:index]) if index else None
    return item if item is not None and item.end - item.start >= 2 else None


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _deed(view: View) -> list[Word]:
    """A verb alone before the number, with nothing after it: 拘捕|68人, 审结|11.9万件."""
    if view.right and not view.right[0].mark and not view.right[0].has("adverb"):
        return []
    words = [word for word in view.left if not word.has("adverb", "level") or word.has("split")]
    if (
        words
        and not words[-1].has("plain", "arrive", "move", "turn", "rate", "status")
        and (words[-1].has("split") or phrases.verbal(words[-1]))
    ):
        return words[-1:]
    return []


def _rest(right: Sequence[Word]) -> list[Word]:
    """What follows the number when nothing names it: 8730万元|拍得厂房."""
    start = 0
    while start < len(right) and right[start].has("adverb", "status", "level"):
        start += 1
    end = start
    while end < len(right) and not right[end].mark and right[end].end - right[start].start <= _LONGEST:
        end += 1
    if any(word.has("move", "rate", "arrive") for word in right[start:end]):
        return []
    return list(right[start:end])
