"""The candidates for the metric of one number, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipeline.draft import Fact, Quantity, Stretch
from pipeline.facts import phrases
from pipeline.facts.change import Change
from pipeline.facts.clauses import Clause
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.metric import made
from pipeline.facts.naming import Metric
from pipeline.facts.ranker.model import Candidate
from pipeline.facts.scope import Scope
from pipeline.facts.view import View
from pipeline.facts.words import Word, first_of

_TAILS = 5
_WIDER = 4
_MEASURES = 4
_HISTORY = 4
_RECENT = 30
_MONEYLESS = frozenset({"percent", "percentage_point", "multiple", "fraction"})
_ROLES = (
    "end",
    "rate",
    "share",
    "head",
    "owner",
    "kind",
    "group",
    "split",
    "move",
    "level",
    "adverb",
    "generic",
    "degree",
)


def candidates(
    view: View, clauses: Sequence[Clause], clause: int, change: Change | None, ruled: Metric, lexicon: Lexicon, scope: Scope,
    facts: Sequence[Fact], done: Sequence[Fact], reading: str,
) -> list[Candidate]:  # fmt: skip
    """The first is the rules' answer."""
    found: dict[tuple[int, int], Candidate] = {}
    quantity = view.quantity
    common = _Common(view, change, lexicon, bool(done))

    def put(metric: Metric, words: Sequence[Word], source: str, more: Sequence[str] = ()) -> None:
        at = metric.at
        assert at is not None
        known = found.get((at.start, at.end))
        if known is not None:
            known.features += [f"also:{source}", *more]
            return
        text = reading[at.start : at.end]
        found[at.start, at.end] = Candidate(
            at, metric, [*common.features(text, words, source, metric), *more], text=text
        )

    if ruled.at is not None:
        put(
            ruled,
            _words_of(view, ruled.at),
            "ruled",
            ("r", f"rh:{ruled.how}", f"rq:{ruled.how}|{common.kind}", f"rm:{ruled.member is not None}"),
        )
    for phrase, source in _phrases(view, change, lexicon):
        how = "after" if source.startswith("after") else "verb" if source.startswith("deed") else "before"
        put(made(phrase, how, lexicon, change), phrase, source)
    text = reading
    if scope.metric is not None:
        at = scope.metric
        put(Metric(at, "carried-clause" if done else "carried-sentence", own=False), (), "scope")
    seen: list[Stretch] = []
    for fact in chain(reversed(done[-_RECENT:]), reversed(facts[-_RECENT:])):
        if fact.metric is None or any(
            text[at.start : at.end] == text[fact.metric.start : fact.metric.end] for at in seen
        ):
            continue
        here = fact.evidence == view.evidence
        rank = len(seen)
        unit = fact.quantity is not None and quantity is not None and _unit(fact.quantity) == _unit(quantity)
        put(
            Metric(fact.metric, "carried-clause" if here else "carried-sentence", own=False), (), f"past{rank}{'c' if here else 's'}",
            (f"pu:{rank}|{unit}|{here}", f"pc:{rank}|{fact.change is not None}|{common.change}", f"pk:{rank}|{fact.quantity.kind if fact.quantity else 'same'}|{common.kind}"),
        )  # fmt: skip
        seen.append(fact.metric)
        if len(seen) >= _HISTORY:
            break
    for back in range(1, min(clause, 3) + 1):
        earlier = clauses[clause - back]
        last = phrases.before(earlier.words)
        if last and not earlier.words[-1].number:
            put(_carried(last, done), last, f"ending{back}")
        phrase = _measure(earlier.words, len(earlier.words))
        if phrase:
            put(
                _carried(phrase, done),
                phrase,
                f"earlier{back}",
                (f"en:{any(word.number for word in earlier.words)}|{back}",),
            )
    nothing = Candidate(
        None,
        Metric(None, "none", own=False),
        ["null", f"null-q:{common.kind}", f"null-h:{scope.metric is not None}"],
    )
    return [*found.values(), nothing]


def _carried(phrase: Sequence[Word], done: Sequence[Fact]) -> Metric:
    return Metric(phrases.stretch(phrase), "carried-clause" if done else "carried-sentence", own=False)


def _phrases(view: View, change: Change | None, lexicon: Lexicon) -> list[tuple[list[Word], str]]:
    found: list[tuple[list[Word], str]] = []
    whole = phrases.before(view.head)
    if whole:
        found.append((whole, "before"))
        for cut in range(max(1, len(whole) - _TAILS), len(whole)):
            tail = whole[cut:]
            while tail and (tail[0].text in phrases.JOINERS or tail[0].text == "的"):
                tail = tail[1:]
            if tail:
                found.append((list(tail), f"tail{min(len(whole) - cut, 4)}"))
        for cut in range(len(whole) - 1, max(0, len(whole) - 3), -1):
            if whole[cut].has("rate", "share", "end") and whole[cut - 1].text != "的":
                found.append((whole[:cut], "front"))
        start = next(index for index, word in enumerate(view.before) if word is whole[0])
        for wider in range(1, _WIDER + 1):
            if start < wider or not _may_belong(view.before[start - wider]):
                break
            found.append((list(view.before[start - wider : start]) + whole, f"wide{wider}"))
    shared = next(
        (index for index in range(len(view.left) - 1, -1, -1) if view.left[index].has("share")), None
    )
    if shared is not None:
        end = len(view.left)
        while end > shared + 1 and (
            view.left[end - 1].text == "的" or view.left[end - 1].has("level", "adverb")
        ):
            end -= 1
        found.append((list(view.left[shared:end]), "share"))
        if end > shared + 1:
            found.append((list(view.left[shared + 1 : end]), "whole"))
        part = phrases.before(view.left[:shared])
        if part:
            found.append((part, "part"))
    taken = 0
    words = view.before[view.said :]
    for index in range(len(words) - 1, -1, -1):
        if words[index].has("end") and not words[index].has("adverb"):
            phrase = phrases.before(words[: index + 1])
            if phrase:
                found.append((phrase, f"measure{taken}"))
                if len(phrase) > 1:
                    found.append((phrase[-1:], f"noun{taken}"))
                taken += 1
        if taken >= _MEASURES:
            break
    if view.quantity is not None:
        following = phrases.after(view.right)
        if following:
            found.append((following, "after"))
            for cut in range(1, min(len(following), 4)):
                found.append((following[-cut:], f"after-last{cut}"))
                found.append((following[:cut], f"after-first{cut}"))
            stop = next((index for index, word in enumerate(view.right) if word is following[-1]), None)
            for wider in range(1, 3):
                if (
                    stop is None
                    or stop + wider >= len(view.right)
                    or not _may_belong(view.right[stop + wider])
                ):
                    break
                found.append(
                    (following + list(view.right[stop + 1 : stop + wider + 1]), f"after-wide{wider}")
                )
            particle = max((index for index, word in enumerate(following) if word.text == "的"), default=None)
            if particle is not None and particle + 1 < len(following):
                found.append((following[particle + 1 :], "after-core"))
        for index in range(len(view.left) - 1, -1, -1):
            word = view.left[index]
            if phrases.verbal(word) or word.has("split", "head"):
                if not word.has("plain", "arrive"):
                    found.append((list(view.left[index : index + 1]), "deed"))
                    objects = phrases.after(view.left[index + 1 :])
                    if objects:
                        found.append((objects, "object"))
                break
    return [(list(phrase), source) for phrase, source in found]


def _may_belong(word: Word) -> bool:
    """Whether a word that ends a phrase by the rules may still be part of a name: 移转|登记|栋数."""
    if word.item or word.mark or word.quote:
        return False
    return not word.has(
        "level", "compare", "compare_end", "say", "area", "body", "base", "arrive", "preposition", "same"
    )


def _measure(words: Sequence[Word], end: int) -> list[Word]:
    """The last noun phrase of a clause that names a measure."""
    for index in range(end - 1, -1, -1):
        if words[index].has("end") and not words[index].has("adverb"):
            return phrases.before(words[: index + 1])
    return []


def _words_of(view: View, at: Stretch) -> list[Word]:
    near = (*view.before, *view.right)
    return [word for word in near if at.start <= word.start and word.end <= at.end]


def _unit(quantity: Quantity) -> str:
    unit = quantity.unit
    return quantity.kind + ((unit.code or unit.text or "") if unit is not None else "")


class _Common:
    """What is the same for all candidates of a number."""

    def __init__(self, view: View, change: Change | None, lexicon: Lexicon, done: bool) -> None:
        self.view = view
        self.lexicon = lexicon
        self.quantity = view.quantity
        self.kind = view.quantity.kind if view.quantity is not None else "same"
        self.change = "-" if change is None else "g" if change.change.of_growth else "c"
        self.done = done
        unit = view.quantity.unit if view.quantity is not None else None
        self.unit = (unit.code or unit.text) if unit is not None else "-"
        self.dimension = unit.dimension if unit is not None else None
        left = view.left[-1] if view.left else None
        self.left = _role(left) if left is not None else "^"
        right = view.right[0] if view.right else None
        self.right = (
            right.text
            if right is not None and len(right.text) == 1
            else _role(right)
            if right is not None
            else "$"
        )
        self.number = view.clause.words[view.at]
        self._row = [*view.before, self.number, *view.right]

    def features(self, text: str, words: Sequence[Word], source: str, metric: Metric) -> list[str]:
        last = words[-1] if words else None
        first = words[0] if words else None
        marks = self.lexicon.of(text) if last is None else last.marks
        end = next((mark for mark in _ROLES if mark in marks), "-") if last is None else _role(last)
        start = _role(first) if first is not None else "-"
        indicator = self.lexicon.indicator(text)
        known = "none" if indicator is None else "exact" if text in indicator.names else "end"
        fits = self._fits(indicator.dimension if indicator is not None else None)
        own = "own" if metric.own else "carried"
        source_kind = source.rstrip("0123456789")
        length = min(len(text), 10)
        found = [
            f"s:{source}", f"sq:{source}|{self.kind}", f"sc:{source}|{self.change}", f"e:{end}", f"eq:{end}|{self.kind}", f"es:{end}|{source_kind}",
            f"b:{start}", f"bs:{start}|{source_kind}", f"be:{start}|{end}", f"i:{known}", f"is:{known}|{source}", f"f:{fits}", f"fs:{fits}|{source_kind}",
            f"iq:{known}|{self.kind}", f"l:{length}", f"ls:{length}|{source_kind}", f"o:{own}|{self.done}", f"x:{text[-2:]}", f"x1:{text[-1:]}|{self.kind}",
            f"lr:{source}|{self.left}", f"rr:{source_kind}|{self.right}", f"lrq:{self.left}|{self.right}|{source_kind}", f"xu:{text[-1:]}|{self.unit}",
            f"oc:{own}|{self.change}|{self.kind}",
        ]  # fmt: skip
        if words:
            found.append(f"x0:{words[0].text}")
            found.append(f"xl:{words[-1].text}")
            if any(word.entity is not None for word in words):
                found.append(f"ent:{source_kind}")
            if any(word.text == "的" for word in words):
                found.append(f"de:{source_kind}")
            if any(word.text in phrases.JOINERS for word in words):
                found.append(f"join:{source_kind}")
            found += self._gap(words)
            found += self._around(words)
            if words[-1].has("rate"):
                found.append(f"rate:{len(words) == 1}|{self._named_before(words)}")
        if metric.item is not None:
            found.append(f"item:{metric.kind}|{metric.goods}|{source_kind}")
        if self.quantity is not None and self.quantity.noun is not None and words:
            noun = self.quantity.noun
            found.append(f"noun:{noun.start == words[0].start}|{noun.end == words[-1].end}")
        return found

    def _gap(self, words: Sequence[Word]) -> list[str]:
        """What stands between the phrase and the number."""
        if words[-1].end <= self.number.start:
            between = [word for word in self.view.before if words[-1].end <= word.start < self.number.start]
        else:
            between = [word for word in self.view.right if self.number.end <= word.start < words[0].start]
        roles = {_role(word) for word in between}
        found = [f"g:{min(len(between), 6)}"]
        found += [f"gr:{role}|{self.change}" for role in sorted(roles)]
        if not roles - {"level", "adverb", "time", "的"}:
            found.append("near")
        return found

    def _named_before(self, words: Sequence[Word]) -> bool:
        """Whether the name of an indicator stands right before: 物价指数|年增率."""
        row = self._row
        at = next((index for index, word in enumerate(row) if word is words[0]), 0)
        return any(
            "".join(word.text for word in row[start:at]) in self.lexicon.indicators
            for start in range(max(0, at - 4), at)
        )

    def _around(self, words: Sequence[Word]) -> list[str]:
        """The words next to the phrase."""
        row = self._row
        before = after = None
        for index, word in enumerate(row):
            if word is words[0]:
                before = row[index - 1] if index else None
            if word is words[-1]:
                after = row[index + 1] if index + 1 < len(row) else None
                break
        return [
            f"pw:{_shown(before)}", f"fw:{_shown(after)}", f"pr:{_role(before) if before is not None else '^'}|{_role(words[0])}",
            f"fr:{_role(words[-1])}|{_role(after) if after is not None else '$'}",
        ]  # fmt: skip

    def _fits(self, dimension: str | None) -> str:
        """Whether the indicator is measured in what the number is in; of changes nothing is known."""
        if dimension is None or self.quantity is None:
            return "-"
        if self.change != "-" or self.kind == "percentage_point":
            return "change"
        if self.kind == "money":
            return str(dimension == "money")
        if self.kind in _MONEYLESS:
            return str(dimension in ("percent", "ratio"))
        if self.kind == "count":
            return str(dimension == "count")
        if self.kind == "number":
            return str(dimension in ("index", "number"))
        return str(dimension == self.dimension)


def _role(word: Word) -> str:
    if word.time is not None:
        return "time"
    if word.quantity is not None:
        return "number"
    if word.text == "的":
        return "的"
    role = first_of(_ROLES, word.marks)
    if role is not None:
        return role
    if word.entity is not None:
        return word.entity.label
    if word.text in phrases.JOINERS:
        return "joiner"
    if word.has("compare", "preposition", "base"):
        return "prep"
    if word.has("status"):
        return "status"
    if word.quote or word.mark:
        return "mark"
    return "verb" if phrases.verbal(word) else "other"


def _shown(word: Word | None) -> str:
    if word is None:
        return "-"
    return (
        "#"
        if word.quantity is not None
        else "@"
        if word.time is not None
        else "E"
        if word.entity is not None
        else word.text
    )
