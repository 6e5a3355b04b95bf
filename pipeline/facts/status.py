"""Whether a number is a plain fact, an estimate, a target, a cap or the condition of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import model
from pipeline.draft import Time
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.phrases import stops, verbal
from pipeline.facts.words import Word
from pipeline.rulebook.facts import StatusCue

_GRANTS = ("奖励", "给予", "补贴", "补助", "资助", "奖补", "扶持")
_THRESHOLDS = ("以上", "及以上", "以下", "以内")


@dataclass(slots=True)
class Status:
    status: model.Status = "actual"
    provisional: bool = False
    negated: bool = False
    own: bool = False
    """Whether words of the clause itself say so."""


def status_of(before: Sequence[Word], sentence: str, lexicon: Lexicon) -> Status:
    """Read from the words of the clause before the number, the last cue first."""
    found = Status()
    for index in range(len(before) - 1, -1, -1):
        word = before[index]
        cue = lexicon.status.get(word.text) if word.has("status") else None
        if cue is None or (cue.requires and not any(name in sentence for name in cue.requires)):
            continue
        if not _holds(cue, before, index):
            continue
        found.provisional |= cue.provisional
        found.negated |= cue.negated
        if not found.own and not cue.provisional and not cue.negated:
            found.status, found.own = cue.status, True
    return found


def _holds(cue: StatusCue, words: Sequence[Word], index: int) -> bool:
    """Whether the word is the cue and no part of a name or a comparison: 行动计划, 优于预期, 预期寿命."""
    following = words[index + 1] if index + 1 < len(words) else None
    if following is not None and following.text.startswith(cue.not_before):
        return False
    if any(word.text in cue.not_after for word in words[max(0, index - 3) : index]):
        return False
    if words[index].text in cue.nouns and index and not stops(words[index - 1]):
        verbs = ("head", "split", "preposition", "level")
        return following is not None and (verbal(following) or following.has(*verbs))
    return True


def is_condition(before: Sequence[Word], after: Sequence[Word], sentence: str) -> bool:
    """投资5亿元以上的企业,给予奖励…; 对首次突破5亿元的企业,给予…"""
    texts = [word.text for word in after[:3]]
    threshold = any(text in _THRESHOLDS for text in texts[:2])
    if not any(name in sentence for name in _GRANTS):
        return False
    return (threshold and "的" in texts) or (_for_whom(before) and "的" in texts[:1])


def _for_whom(before: Sequence[Word]) -> bool:
    """对…, before what is granted."""
    return any(word.text == "对" for word in before) and not any(word.text in _GRANTS for word in before)


def by_time(time: Time | None, before: Sequence[Word], published: str | None) -> model.Status | None:
    """What a time that lies ahead of the text says, where no word does: 到2027年超900亿元 is a target."""
    begins = None if time is None else (time.first or time.last)
    if time is None or not published or begins is None or begins <= published:
        return None
    index = next((i for i, word in enumerate(before) if word.time is time), None)
    if index is None:
        return None
    return (
        "target" if time.modifier == "before" or (index and before[index - 1].text in ("到", "至")) else None
    )


def is_coming(before: Sequence[Word]) -> bool:
    """将 before a verb: 将|使水位上涨; not before a noun, where it only puts the object first (将增速提高到…)."""
    for word, following in pairwise(before):
        if word.text in ("将", "将会"):
            return verbal(following) or following.has(
                "adverb", "split", "move", "arrive", "level", "head", "say"
            )
    return False


def has_passed(time: Time | None, published: str | None) -> bool:
    return time is not None and bool(published) and time.last is not None and time.last < str(published)
