"""Links the quantities of one draft to what they state, sentence by sentence, in the order of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import model
from pipeline.draft import Block, Draft, Entity, Fact, Quantity, Stretch, Subject, Time
from pipeline.facts import phrases, subject
from pipeline.facts.change import Change, change_of, compare_at
from pipeline.facts.clauses import Clause, clauses_of
from pipeline.facts.confidence import confidence
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.metric import Metric, find
from pipeline.facts.period import clause_time, own_time, when_of
from pipeline.facts.statement import states
from pipeline.facts.status import Status, by_time, has_passed, is_condition, status_of
from pipeline.facts.words import Reader, Word

_CUMULATIVE = ("累计", "今年以来", "年初至今")


@dataclass(slots=True)
class Scope:
    """What holds until something else is said. `period_of` and the like are sentence indices."""

    metric: Stretch | None = None
    subject: tuple[Stretch, Entity | None] | None = None
    subject_sentence: int = 0
    place: tuple[Stretch, Entity | None] | None = None
    place_sentence: int = 0
    period: Time | None = None
    period_sentence: int = 0
    main: Time | None = None
    """The last period of a plain fact: a target's does not hold for what follows."""
    status: Status | None = None
    basis: model.ChangeBasis | None = None
    facts: int = 0


class Linker:
    """`link()` gives the facts of a draft in the order of their quantities."""

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        self.draft = draft
        self.lexicon = lexicon
        self.read = Reader(draft, lexicon)
        self.scope = Scope()
        self.block: Block | None = None
        self._block_starts = [block.start for block in draft.blocks]
        self._quantity_starts = [item.start for item in draft.quantities]

    def link(self) -> list[Fact]:
        facts: list[Fact] = []
        for number, sentence in enumerate(self.draft.sentences):
            self._enter(sentence)
            facts += self._sentence(number, sentence)
        facts.sort(key=lambda fact: fact.quantity.start if fact.quantity else fact.evidence.start)
        _mark_repeats(facts, self.draft)
        return facts

    def _enter(self, sentence: Stretch) -> None:
        """Forget what a new sentence or block does not take over."""
        index = bisect_right(self._block_starts, sentence.start) - 1
        block = self.draft.blocks[index] if index >= 0 else None
        scope = self.scope
        scope.status = scope.basis = None
        scope.facts = 0
        scope.period = scope.main
        if block is not self.block:
            separate = block is None or block.kind in ("question", "answer", "caption")
            scope.metric = None
            scope.subject, scope.subject_sentence = scope.place, scope.place_sentence
            if separate:
                scope.subject = scope.place = None
                scope.period = scope.main = None
            self.block = block

    def _sentence(self, number: int, sentence: Stretch) -> Iterator[Fact]:
        text = self.draft.reading[sentence.start : sentence.end]
        clauses = clauses_of(self.read(sentence))
        done: list[Fact] = []
        for clause in clauses:
            states_something = False
            for at, word in enumerate(clause.words):
                if word.quantity is not None and states(word.quantity, clause, at):
                    states_something = True
                    fact = self._fact(number, sentence, text, clause, at, word.quantity, done)
                    done.append(fact)
                    yield fact
                elif word.has("same") and (
                    unchanged := self._unchanged(number, sentence, text, clause, at, done)
                ):
                    done.append(unchanged)
                    yield unchanged
            if not states_something:
                self._topic(number, clause)
            if clause.end == ";":
                self.scope.status = None
                self.scope.period = self.scope.main

    def _topic(self, number: int, clause: Clause) -> None:
        """What a clause without numbers sets for the next ones."""
        scope, words = self.scope, clause.words
        if clause.outer is not None:
            return
        time = clause_time(words)
        if time is not None:
            scope.period, scope.period_sentence = time, number
            if not any(word.has("status") for word in words):
                scope.main = time
        elif any(word.has("reset") for word in words):
            scope.period = None
        said = subject.spoken_from(words)
        status = status_of(words, words, "", self.lexicon)
        if status.own:
            scope.status = status
        rest = words[said:]
        named = subject.named_in(rest[:6])
        if named is not None and not said:
            self._set_subject(named, number)
        for index in range(len(rest) - 1, -1, -1):
            if rest[index].has("end") and not rest[index].has("head"):
                phrase = phrases.before(rest[: index + 1])
                if phrase:
                    scope.metric = phrases.stretch(phrase)
                    scope.facts = 0
                break

    def _set_subject(self, named: tuple[Stretch, Entity | None], number: int) -> None:
        scope = self.scope
        scope.subject, scope.subject_sentence = named, number
        entity = named[1]
        if entity is None or entity.label in ("GPE", "LOC"):
            scope.place, scope.place_sentence = named, number

    def _fact(
        self,
        number: int,
        sentence: Stretch,
        text: str,
        clause: Clause,
        at: int,
        quantity: Quantity,
        done: list[Fact],
    ) -> Fact:
        scope = self.scope
        whole = _left(clause, at)
        start = _since_quantity(whole)
        said = subject.spoken_from(whole)
        left = whole[max(start, said) :]
        right = _right(clause, at)
        compared = compare_at(left)
        head = left if compared is None else left[:compared]
        period, period_distance = self._period(number, whole, said, compared, clause)
        change = change_of(left, quantity, self.lexicon, period)
        if change is not None and change.change.basis == "other" and scope.basis is not None:
            change.change.basis = scope.basis
        metric = find(quantity, head, right, change, self.lexicon, clause, at, scope.metric, done)
        status = self._status(whole, clause, right, text, period)
        who = self._subject(number, whole[said:], left, metric, change)
        fact = Fact(quantity, sentence, f"fact.{metric.how}", metric=metric.at)
        if who is not None:
            stretch, entity, origin = who
            fact.subject = Subject(stretch.start, stretch.end, entity, origin)
            fact.distance = number - origin
        self._describe(fact, metric, change, status, period, left)
        fact.confidence = confidence(
            metric.how, fact.metric_id is not None, fact.distance if who else None, period_distance
        )
        self._remember(number, fact, change)
        return fact

    def _period(
        self, number: int, whole: Sequence[Word], said: int, compared: int | None, clause: Clause
    ) -> tuple[Time | None, int]:
        """The time and how far it was carried."""
        scope = self.scope
        offset = None
        if compared is not None:
            offset = compare_at(whole)
        time = own_time(whole, offset)
        if time is not None:
            directly = (
                bool(whole)
                and compared is not None
                and any(word.time is time for word in whole[offset or 0 :])
            )
            if not directly:
                scope.period, scope.period_sentence = time, number
            return time, 0
        if any(word.has("reset") for word in whole[said:]):
            scope.period = None
        return scope.period, 1 + number - scope.period_sentence if scope.period else 0

    def _status(
        self, whole: Sequence[Word], clause: Clause, right: Sequence[Word], text: str, period: Time | None
    ) -> Status:
        scope = self.scope
        own = status_of(whole, clause.words, text, self.lexicon)
        if is_condition(right, text):
            return Status("condition", own=True)
        if own.own:
            scope.status = own if own.status in ("estimate", "target") else None
            return own
        if scope.status is not None and not (
            has_passed(period, self.draft.reference) and any(word.time is period for word in whole)
        ):
            own.status = scope.status.status
            return own
        ahead = by_time(period, whole, self.draft.reference)
        if ahead is not None:
            own.status = ahead
        return own

    def _subject(
        self, number: int, words: Sequence[Word], left: Sequence[Word], metric: Metric, change: Change | None
    ) -> tuple[Stretch, Entity | None, int] | None:
        scope = self.scope
        compared = compare_at(words)
        head = words if compared is None else words[:compared]
        if metric.at is not None:
            head = [word for word in head if not metric.at.start <= word.start < metric.at.end]
            ahead = [word for word in head if word.start < metric.at.start]
        else:
            ahead = list(head)
        if metric.member is not None:
            return metric.member, None, number
        named = subject.named_in(ahead) or subject.named_in(head)
        if named is not None:
            self._set_subject(named, number)
            return *named, number
        if metric.at is not None and metric.own and (owner := subject.possessor_in(ahead)) is not None:
            scope.subject, scope.subject_sentence = (owner, None), number
            return owner, None, number
        if scope.subject is not None:
            return *scope.subject, scope.subject_sentence
        if metric.item is not None:
            return metric.item, None, number
        partner = subject.partner_in(words)
        if partner is not None:
            return *partner, number
        return None

    def _describe(
        self,
        fact: Fact,
        metric: Metric,
        change: Change | None,
        status: Status,
        period: Time | None,
        left: Sequence[Word],
    ) -> None:
        fact.status, fact.provisional, fact.negated = status.status, status.provisional, status.negated
        fact.period = period
        nature = None
        if fact.metric is not None:
            name = self.draft.reading[fact.metric.start : fact.metric.end]
            indicator = self.lexicon.indicator(name)
            if indicator is not None:
                fact.metric_id = indicator.id
                fact.metric_norm = _normal(name, indicator.names)
                nature = indicator.nature
        cumulative = any(word.text in _CUMULATIVE for word in left)
        fact.when = when_of(period, cumulative, nature)
        if change is not None:
            fact.change, fact.change_reference = change.change, change.reference
        fact.measure_type = _measure_type(fact, metric, nature)

    def _unchanged(
        self, number: int, sentence: Stretch, text: str, clause: Clause, at: int, done: list[Fact]
    ) -> Fact | None:
        """与上月持平: a fact without a quantity."""
        whole = _left(clause, at)
        left = whole[_since_quantity(whole) :]
        if not left:
            return None
        compared = compare_at(whole)
        head = left if compare_at(left) is None else left[: compare_at(left)]
        period, distance = self._period(number, whole, 0, compared, clause)
        metric = find(None, head, [], None, self.lexicon, clause, at, self.scope.metric, done)
        if metric.at is None:
            return None
        basis = change_of([*left, clause.words[at]], _PERCENT, self.lexicon, period)
        fact = Fact(None, sentence, "fact.unchanged", metric=metric.at)
        who = self._subject(number, whole, left, metric, None)
        if who is not None:
            fact.subject = Subject(who[0].start, who[0].end, who[1], who[2])
            fact.distance = number - who[2]
        named = basis.change.basis if basis else _compared_basis(left, self.lexicon, period)
        change = Change(model.Change("unchanged", named), None, 0)
        self._describe(fact, metric, change, self._status(whole, clause, [], text, period), period, left)
        fact.confidence = confidence(
            metric.how, fact.metric_id is not None, fact.distance if who else None, distance
        )
        self._remember(number, fact, change)
        return fact

    def _remember(self, number: int, fact: Fact, change: Change | None) -> None:
        scope = self.scope
        if fact.metric is not None:
            scope.metric = fact.metric
        scope.facts += 1
        if change is not None and change.change.basis != "other":
            scope.basis = change.change.basis
        if fact.status == "actual" and fact.period is not None and fact.period is scope.period:
            scope.main = fact.period


_PERCENT = Quantity(0, 0, "percent", "")


def _compared_basis(words: Sequence[Word], lexicon: Lexicon, period: Time | None) -> model.ChangeBasis:
    for word in words:
        cue = lexicon.change.get(word.text)
        if cue is not None and cue.basis is not None:
            return cue.basis
    text = "".join(word.text for word in words)
    if "月" in text and "同" not in text:
        return "mom"
    return "yoy" if "同" in text or "去年" in text or "上年" in text else "other"


def _left(clause: Clause, at: int) -> list[Word]:
    """The words of the clause before the number; of a bracket with nothing before it, those of the outer clause."""
    words = clause.words[:at]
    if clause.outer is not None and not any(not word.mark for word in words):
        outer = [word for word in clause.outer.words if word.start < clause.start]
        if outer and outer[-1].quantity is None:
            return [*outer, *words]
    return words


def _right(clause: Clause, at: int) -> list[Word]:
    words = []
    for word in clause.words[at + 1 :]:
        if word.quantity is not None:
            break
        words.append(word)
    return words


def _since_quantity(words: Sequence[Word]) -> int:
    """The index after the last number of these words."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].quantity is not None:
            return index + 1
    return 0


def _normal(name: str, names: Sequence[str]) -> str:
    """The canonical form: the indicator's alias at the end of the name replaced by its first name."""
    alias = max((alias for alias in names if name.endswith(alias)), key=len)
    return name[: len(name) - len(alias)] + names[0]


def _measure_type(fact: Fact, metric: Metric, nature: str | None) -> model.MeasureType:
    kind = fact.quantity.kind if fact.quantity is not None else "percent"
    if fact.change is not None:
        return "growth" if kind in ("percent", "multiple", "fraction") else "delta"
    if metric.how == "share":
        return "share"
    if kind == "number" and nature == "index":
        return "index"
    if metric.averaged:
        return "average"
    if metric.contribution:
        return "contribution"
    if kind == "percent" and metric.shares:
        return "share"
    if kind == "money" and nature is None:
        return "amount"
    return "level"


def _mark_repeats(facts: Sequence[Fact], draft: Draft) -> None:
    """`same_as` for a figure that headline, lead and body repeat: value, unit, metric and period the same."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        quantity = fact.quantity
        if quantity is None or fact.metric is None:
            continue
        name = fact.metric_norm or draft.reading[fact.metric.start : fact.metric.end]
        unit = (quantity.unit.code or quantity.unit.text) if quantity.unit else None
        period = fact.period.value if fact.period else None
        direction = fact.change.direction if fact.change else None
        key = (name, quantity.value, quantity.low, quantity.high, unit, period, direction)
        fact.same_as = seen.get(key)
        if fact.same_as is None:
            seen[key] = fact
