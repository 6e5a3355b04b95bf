"""Links the quantities of one draft to what they state, sentence by sentence, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pipeline import model
from pipeline.draft import Block, Draft, Fact, Stretch, Subject, Time
from pipeline.facts import describe, referents, subject
from pipeline.facts.about import about
from pipeline.facts.change import DOUBLING, Change, change_of, compared_basis
from pipeline.facts.clauses import clauses_of
from pipeline.facts.comparison import compare_at, compared_words
from pipeline.facts.heads import Name
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.metric import find
from pipeline.facts.naming import Metric
from pipeline.facts.period import direct_time, own_time, usable
from pipeline.facts.ranker import metrics, periods, subjects
from pipeline.facts.ranker.mentions import Ledger
from pipeline.facts.ranker.model import Candidate, Judge, Weighing
from pipeline.facts.ranker.periods import Calendar
from pipeline.facts.ranker.subjects import Answer
from pipeline.facts.ranker.tally import Tally
from pipeline.facts.scope import Scope
from pipeline.facts.statement import states
from pipeline.facts.status import Status, StatusReader, has_passed, status_of
from pipeline.facts.tables import TableReader
from pipeline.facts.view import View
from pipeline.facts.words import Reader

_ONE_QUARTER = "单季"
# So many words after a number can say that it is a change.
_BEHIND = 8
_MONTH = re.compile(r".{4}-\d\d")


class Linker:
    """`link()` gives the facts of a draft in the order of their quantities."""

    def __init__(self, draft: Draft, lexicon: Lexicon, judge: Judge) -> None:
        self.draft = draft
        self.lexicon = lexicon
        self.judge = judge
        self.ledger = Ledger(lexicon)
        self.calendar = Calendar(draft.sentences, draft.times)
        self.tally = Tally(draft.reading)
        self._first: model.Status | None = None
        self._statuses = StatusReader(lexicon, draft.reference)
        self._facts: list[Fact] = []
        self.read = Reader(draft, lexicon)
        self.scope = Scope(reference=draft.reference)
        self._tables = TableReader(draft, lexicon, self.read)
        self._declared = {
            line.start
            for block in draft.blocks
            if block.table is not None
            for line in (*block.table.declarations, *block.table.notes)
        }
        self._block_starts = [block.start for block in draft.blocks]

    def link(self) -> list[Fact]:
        facts = self._facts
        for number, sentence in enumerate(self.draft.sentences):
            index = bisect_right(self._block_starts, sentence.start) - 1
            block = self.draft.blocks[index] if index >= 0 else None
            if block is not None and block.table is not None:
                if block is not self.scope.block:
                    facts += self._tables.facts(block, block.table, self.scope, number)
                    self.scope.enter(block, number)
                continue
            if sentence.start in self._declared:
                continue  # 单位:亿元 above a table
            self.scope.enter(block, number)
            key = self._key(block, sentence)
            if key is None or block is None or block.value is None:
                facts += list(self._sentence(number, sentence))
                continue
            stated = list(self._sentence(number, Stretch(block.value.start, sentence.end)))
            if stated:
                self._tables.field(key, stated, facts[-1] if facts else None)
            facts += stated
        facts.sort(key=lambda fact: (fact.quantity or fact.at or fact.evidence).start)
        referents.tie(facts, self.draft, self.lexicon)
        describe.finish(facts, self.draft.reading)
        return facts

    def _key(self, block: Block | None, sentence: Stretch) -> Name | None:
        """The key of a line 营业收入:1,234仟元 where it names what the figure of its value states."""
        if block is None or block.key is None or sentence.start > block.start:
            return None
        key = self._tables.name(block.key)
        return key if key.metric or (key.change is not None and key.at is None) else None

    def _sentence(self, number: int, sentence: Stretch) -> Iterator[Fact]:
        text = self.draft.reading[sentence.start : sentence.end]
        done: list[Fact] = []
        clauses = clauses_of(self.read(sentence))
        self.ledger.read(number, clauses, self.scope.block)
        self.calendar.read(number, clauses, self.scope.block)
        if self.scope.block is not None and self.scope.block.kind == "title":
            self.tally.titled(text)
        if not self._opened_with(self.scope.last_status):
            self.scope.last_status = None
        for place, clause in enumerate(clauses):
            count = len(done)
            self.scope.declare(clause, self.lexicon)
            if clause.words[0].has("member") and self.scope.status is None:
                self.scope.go_on()
            for at, word in enumerate(clause.words):
                if word.quantity is not None and states(word.quantity, clause, at):
                    done.append(self._fact(View.of(clauses, place, at, number, sentence, text), done))
                elif word.has("same"):
                    unchanged = self._unchanged(View.of(clauses, place, at, number, sentence, text), done)
                    done += [unchanged] if unchanged else []
            yield from done[count:]
            if len(done) == count:
                self.scope.topic(number, clause, self.lexicon)
            self.scope.close(clause.end)
        self._first = done[0].status if done else None

    def _opened_with(self, status: Status | None) -> bool:
        """Whether the first number of the sentence before has the status that its last words left."""
        return status is not None and status.status == self._first

    def _fact(self, view: View, done: list[Fact]) -> Fact:
        assert view.quantity is not None
        period = self._period(view)
        behind = view.clause.words[view.at + 1 : view.at + 1 + _BEHIND]
        change = change_of(
            view.joined, view.before[view.said :], behind, view.quantity, self.lexicon, period, self.scope.basis is not None
        )  # fmt: skip
        if change is not None and not change.stated and self.scope.basis is not None:
            change.change.basis = self.scope.basis
        elif change is not None and not change.stated and self.scope.declared is not None:
            change.change.basis = self.scope.declared
        if done:
            change = _inherited(view, done[-1]) or change
        weighing = self._weighing(view)
        metric = self._metric(view, change, done, weighing)
        return self._made(view, metric, change, period, f"fact.{metric.how}", done, weighing)

    def _weighing(self, view: View) -> Weighing:
        return Weighing(self.judge, Stretch(view.number.start, view.number.end), self.draft.reading)

    def _metric(self, view: View, change: Change | None, done: list[Fact], weighing: Weighing) -> Metric:
        ruled = find(view, change, self.lexicon, self.scope, done)
        found = metrics.candidates(
            view, change, ruled, self.lexicon, self.scope, self._facts, done, self.draft.reading, self.tally
        )
        value = self._whole(weighing.choose("metric", found), found).value
        assert isinstance(value, Metric)
        if ruled.deal:
            value.member, value.deal = ruled.member, ruled.deal
        value.shares |= any(word.has("share") for word in view.left)  # 女性|占52%
        return value

    def _whole(self, chosen: Candidate, found: list[Candidate]) -> Candidate:
        """The longest name of an indicator that ends in what was chosen: 第一产业|增加值, 归属于上市公司股东的|净利润."""
        at = chosen.at
        if at is None:
            return chosen
        longer = [
            item
            for item in found
            if item.at is not None
            and item.at.end == at.end
            and item.at.start < at.start
            and item.text in self.lexicon.indicators
        ]
        return min(longer, key=lambda item: item.at.start if item.at else 0, default=chosen)

    def _unchanged(self, view: View, done: list[Fact]) -> Fact | None:
        """与上月持平: a fact without a quantity."""
        if not view.left:
            return None
        period = self._period(view)
        weighing = self._weighing(view)
        metric = self._metric(view, None, done, weighing)
        if metric.at is None:
            return None
        basis = compared_basis(view.joined, self.lexicon, period)
        change = Change(model.Change("unchanged", basis), None, stated=True)
        fact = self._made(view, metric, change, period, "fact.unchanged", done, weighing)
        fact.at = Stretch(view.number.start, view.number.end)
        return fact

    def _made(
        self,
        view: View,
        metric: Metric,
        change: Change | None,
        period: Time | None,
        rule: str,
        done: list[Fact],
        weighing: Weighing,
    ) -> Fact:
        spoken = "S" if any(word.has("status") for word in view.before) else "-"
        times = periods.candidates(
            view, self.calendar, period, self._facts, done, change, self.draft.reference, self.scope.lead, spoken, self.tally
        )  # fmt: skip
        period = weighing.choose("period", times).time
        fact = Fact(view.quantity, view.evidence, rule, metric=metric.at, period=period)
        status = self._status(view, period)
        fact.status, fact.provisional, fact.negated = status.status, status.provisional, status.negated
        if change is not None:
            if period is not None:
                change.settle(period)
            fact.change, fact.change_reference = change.change, change.reference
        who = self._subject(view, metric, done, weighing)
        if who is not None:
            fact.subject = Subject(who.at.start, who.at.end, who.entity, who.sentence)
            fact.distance = view.sentence - who.sentence
        fact.attributed_to = subject.speaker_in(view.before[: view.said]) or self.scope.speaker
        describe.describe(fact, metric, view, done, self.draft.reading, self.lexicon)
        fact.confidence, fact.beaten = weighing.confidence, weighing.beaten
        self._remember(fact)
        return fact

    def _subject(self, view: View, metric: Metric, done: list[Fact], weighing: Weighing) -> Answer | None:
        reading = self.draft.reading
        ruled = about(view, metric, self.scope, reading, self.lexicon)
        home = self.scope.home
        known = (
            None
            if home is None
            else Answer(home[0], reading[home[0].start : home[0].end], home[1], self.scope.home_sentence)
        )
        indicator = (
            self.lexicon.indicator(reading[metric.at.start : metric.at.end])
            if metric.at is not None
            else None
        )
        found = subjects.candidates(
            view, metric, self.ledger, self._facts, done, ruled, known, reading, indicator.id if indicator else None, self.tally
        )  # fmt: skip
        value = weighing.choose("subject", found).value
        assert value is None or isinstance(value, Answer)
        return value

    def _remember(self, fact: Fact) -> None:
        scope = self.scope
        self.tally.note(fact)
        if fact.metric is not None:
            scope.metric = fact.metric
            who = fact.subject
            scope.metric_subject = ((Stretch(who.start, who.end), who.entity), who.sentence) if who else None
        if fact.change is not None and fact.change.basis != "other":
            scope.basis = fact.change.basis
        if fact.status == "actual" and fact.period is not None and fact.period is scope.period:
            scope.main = fact.period

    def _period(self, view: View) -> Time | None:
        """The time that the rules go by."""
        scope, words = self.scope, view.before
        spoken = words[view.said :]
        quantity = view.quantity
        compared = compared_words([*words, view.clause.words[view.at]] if quantity is None else words)
        time = direct_time(spoken)
        index = next((at for at, word in enumerate(words) if time is not None and word.time is time), 0)
        if time is not None and not (index in compared and (quantity is None or quantity.rule == DOUBLING)):
            # 比2021年的86.4亿元增长…, 是“十三五”期间3.6亿元的2倍: a base, whose time holds for nothing else
            origin = index and words[index - 1].has("origin")  # 由去年同期的22%|提升至41%
            if index not in compared and not origin and not (view.right and view.right[0].text == "的"):
                scope.period, scope.period_sentence = time, view.sentence
            return time
        if view.clause.outer is not None and len(words) - 1 in compared:
            # 较9月的升幅(2.2%)为低: the number is that of what is compared with
            times = [words[at].time for at in sorted(compared) if usable(words[at].time)]
            if times:
                return times[-1]
        part_of = bool(view.left) and view.left[-1].text == "的" and len(view.left) == 1
        time = None if part_of else own_time(words, compared)
        if time is not None:
            scope.period, scope.period_sentence = time, view.sentence
        elif any(word.has("reset") for word in spoken):
            scope.period = scope.main = None
        period = scope.period
        if (
            period is not None
            and _MONTH.fullmatch(period.value)
            and any(word.text == _ONE_QUARTER for word in spoken)
        ):
            return None
        return period

    def _status(self, view: View, period: Time | None) -> Status:
        scope = self.scope
        status = self._statuses.of(view, period, scope.status)
        status.passed = has_passed(period, self.draft.reference)
        plan = status
        if status.status == "cap":  # 拟发行不超过6800万股,募集…: what holds for the rest is the plan
            plan = status_of(view.before, "", self.lexicon)
            plan.passed = status.passed
        done = any(word.has("finished") for word in view.right)  # 计划改造的142个|小区已全部开工
        if done and plan.status != "actual":
            scope.status = scope.last_status = None
        elif plan.own and plan.carries and plan.status != "cap":
            scope.status = plan if plan.status in ("estimate", "target") else None
            scope.last_status = None
        return status


def _inherited(view: View, last: Fact) -> Change | None:
    """A rate in a bracket after a comparison changes as the rate before it does: 为1.2%,较9月(0.9%)为高."""
    if view.clause.outer is None or last.change is None or view.quantity is None or last.quantity is None:
        return None
    compared = compare_at(view.left) is not None or any(word.has("compare") for word in view.left)
    if not compared or view.quantity.kind != last.quantity.kind:
        return None
    return Change(replace(last.change), None)
