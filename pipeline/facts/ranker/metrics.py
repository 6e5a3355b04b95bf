"""The candidates for the metric of one number, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipeline.draft import Fact, Quantity, Stretch
from pipeline.facts import phrases
from pipeline.facts.change import Change
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.metric import made
from pipeline.facts.naming import Metric
from pipeline.facts.ranker.model import Candidate
from pipeline.facts.ranker.signs import ROLES, role, shown
from pipeline.facts.ranker.tally import Tally
from pipeline.facts.ranker.wordings import LOOSE, measure, wordings
from pipeline.facts.scope import Scope
from pipeline.facts.view import View
from pipeline.facts.words import Word, first_of
from pipeline.rulebook.facts import Indicator

_HISTORY = 4
_RECENT = 30
# So many clauses back a name is looked for.
_CLAUSES = 3


def candidates(
    view: View,
    change: Change | None,
    ruled: Metric,
    lexicon: Lexicon,
    scope: Scope,
    facts: Sequence[Fact],
    done: Sequence[Fact],
    reading: str,
    tally: Tally,
) -> list[Candidate]:
    """The first is the rules' answer, where they have one; the last is no metric at all. `facts`: of the sentences
    before, `done`: of this one so far."""
    found: dict[tuple[int, int], Candidate] = {}
    common = _Common(view, change, lexicon, bool(done), tally)

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

    def put_carried(at: Stretch, words: Sequence[Word], source: str, more: Sequence[str], here: bool) -> None:
        put(Metric(at, "carried-clause" if here else "carried-sentence", own=False), words, source, more)

    if ruled.at is not None:
        signs = (
            "r",
            f"rh:{ruled.how}",
            f"rq:{ruled.how}|{common.kind}",
            f"rm:{ruled.member is not None}",
            f"rd:{ruled.deal}",
        )
        put(ruled, _words_of(view, ruled.at), "ruled", signs)
    for phrase, source in wordings(view):
        known = found.get((phrase[0].start, phrase[-1].end))
        if known is not None:
            known.features.append(f"also:{source}")
            continue
        how = "after" if source.startswith("after") else "verb" if source == "deed" else "before"
        loose = ("loose",) if source.startswith(LOOSE) else ()
        put(made(phrase, how, lexicon, change), phrase, source, loose)
    if scope.metric is not None:
        put_carried(scope.metric, (), "scope", (), bool(done))
    for rank, (at, fact) in enumerate(_past(facts, done, reading)):
        here = fact.evidence == view.evidence
        put_carried(at, (), f"past{rank}{'c' if here else 's'}", common.past(rank, fact, here), here)
    for back in range(1, min(view.place, _CLAUSES) + 1):
        earlier = view.clauses[view.place - back].words
        last = phrases.before(earlier)
        if last and not earlier[-1].number:
            put_carried(phrases.stretch(last), last, f"ending{back}", (), bool(done))
        phrase = measure(earlier)
        if phrase:
            counted = any(word.number for word in earlier)
            put_carried(
                phrases.stretch(phrase), phrase, f"earlier{back}", (f"en:{counted}|{back}",), bool(done)
            )
    nothing = ["null", f"null-q:{common.kind}", f"null-h:{scope.metric is not None}"]
    return [*found.values(), Candidate(None, Metric(None, "none", own=False), nothing)]


def _past(facts: Sequence[Fact], done: Sequence[Fact], reading: str) -> list[tuple[Stretch, Fact]]:
    """The last metrics, each once, with the last fact that has it."""
    found: dict[str, tuple[Stretch, Fact]] = {}
    for fact in chain(reversed(done[-_RECENT:]), reversed(facts[-_RECENT:])):
        if fact.metric is not None:
            found.setdefault(reading[fact.metric.start : fact.metric.end], (fact.metric, fact))
        if len(found) == _HISTORY:
            break
    return list(found.values())


def _words_of(view: View, at: Stretch) -> list[Word]:
    near = (*view.before, *view.right)
    return [word for word in near if at.start <= word.start and word.end <= at.end]


def _unit(quantity: Quantity) -> str:
    unit = quantity.unit
    return quantity.kind + ((unit.code or unit.text or "") if unit is not None else "")


class _Common:
    """What is the same for all candidates of a number."""

    def __init__(self, view: View, change: Change | None, lexicon: Lexicon, done: bool, tally: Tally) -> None:
        self.view = view
        self.tally = tally
        self.lexicon = lexicon
        self.quantity = view.quantity
        self.kind = view.quantity.kind if view.quantity is not None else "same"
        self.change = "-" if change is None else "g" if change.change.of_growth else "c"
        self.done = done
        unit = view.quantity.unit if view.quantity is not None else None
        self.unit = (unit.code or unit.text) if unit is not None else "-"
        self.left = role(view.left[-1] if view.left else None, "^")
        right = view.right[0] if view.right else None
        self.right = right.text if right is not None and len(right.text) == 1 else role(right, "$")
        self.number = view.number
        self._row = [*view.before, self.number, *view.right]

    def features(self, text: str, words: Sequence[Word], source: str, metric: Metric) -> list[str]:
        last = words[-1] if words else None
        first = words[0] if words else None
        marks = self.lexicon.of(text) if last is None else last.marks
        end = first_of(ROLES, marks) or "-" if last is None else role(last)
        start = role(first)
        indicator = self.lexicon.indicator(text)
        known = "none" if indicator is None else "exact" if text in indicator.names else "end"
        fits = self._fits(text, indicator)
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
        often, around = self.tally.metrics.standing(text), self.tally.around(text, self.number.start)
        found += [
            f"of:{often}|{source_kind}", f"ar:{around}|{source_kind}", f"arl:{around}|{length}", f"aro:{around}|{often}|{own}",
            f"oe:{often}|{end}",
        ]  # fmt: skip
        if words:
            found.append(f"tg:{words[0].tag}-{words[-1].tag}|{source_kind}")
            found.append(f"tgn:{len(words)}|{words[0].tag}-{words[-1].tag}")
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
        roles = {role(word) for word in between}
        found = [f"g:{min(len(between), 6)}"]
        found += [f"gr:{name}|{self.change}" for name in sorted(roles)]
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
        first = next((index for index, word in enumerate(row) if word is words[0]), 0)
        last = next((index for index, word in enumerate(row) if word is words[-1]), len(row) - 1)
        before = row[first - 1] if first else None
        after = row[last + 1] if last + 1 < len(row) else None
        return [
            f"pw:{shown(row, first - 1)}", f"fw:{shown(row, last + 1)}",
            f"pr:{role(before, '^')}|{role(words[0])}", f"fr:{role(words[-1])}|{role(after, '$')}",
        ]  # fmt: skip

    def past(self, rank: int, fact: Fact, here: bool) -> list[str]:
        """Of a metric that an earlier fact had."""
        other = fact.quantity
        unit = other is not None and self.quantity is not None and _unit(other) == _unit(self.quantity)
        return [
            f"pu:{rank}|{unit}|{here}", f"pc:{rank}|{fact.change is not None}|{self.change}",
            f"pk:{rank}|{other.kind if other else 'same'}|{self.kind}",
        ]  # fmt: skip

    def _fits(self, text: str, indicator: Indicator | None) -> str:
        """Whether an indicator of this name is measured in what the number is in; of changes nothing is known."""
        if indicator is None or self.quantity is None:
            return "-"
        if self.change != "-":
            return "change"
        return str(self.lexicon.catalogue.find(text, self.quantity) is not None)
