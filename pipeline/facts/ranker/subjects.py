"""The candidates for the subject of one number, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from pipeline.draft import Entity, Fact, Stretch
from pipeline.facts.about import About
from pipeline.facts.naming import Metric
from pipeline.facts.ranker.mentions import Ledger, Mention
from pipeline.facts.ranker.model import Candidate
from pipeline.facts.ranker.tally import Tally
from pipeline.facts.view import View

_BACK = 4
"""So many sentences back mentions are looked for."""
_CLAUSE, _SENTENCE, _EARLIER, _RIGHT = 10, 10, 8, 3
_WIDE_BACK = 2
"""So many clauses before that of the number are looked through for wide names at their beginnings."""
_SELDOM = ("first", "verb-first")
"""In the farther ones these are hardly ever it."""
_HISTORY = 5
_RECENT = 40


@dataclass(slots=True, eq=False)
class Answer:
    """A subject: its words, entity, and the sentence in which they stand."""

    at: Stretch
    text: str
    entity: Entity | None
    sentence: int


@dataclass(slots=True, eq=False)
class _Named:
    """One name with all that brought it up."""

    answer: Answer
    mention: Mention | None
    place: str
    sources: list[str] = field(default_factory=list)
    again: bool = False


def candidates(
    view: View,
    metric: Metric,
    ledger: Ledger,
    facts: Sequence[Fact],
    done: Sequence[Fact],
    ruled: About | None,
    home: Answer | None,
    reading: str,
    metric_id: str | None,
    tally: Tally,
) -> list[Candidate]:
    """The nearest first; the last is no subject at all."""
    named: dict[str, _Named] = {}

    def put(answer: Answer, mention: Mention | None, place: str, source: str) -> None:
        found = named.get(answer.text)
        if found is None:
            found = named[answer.text] = _Named(answer, mention, place)
        elif mention is not None and found.mention is None:
            found.mention, found.place = mention, place
        else:
            found.again = True
        if source:
            found.sources.append(source)

    _gather(view, ledger, put)
    _widen(view, metric, ledger, named)
    if metric.member is not None:
        put(_answer(metric.member, None, view.sentence, reading), None, "member", "member")
    if metric.item is not None:
        put(_answer(metric.item, None, view.sentence, reading), None, "item", "item")
    history = _history(facts, done, reading)
    for rank, (answer, source) in enumerate(history):
        put(answer, None, f"history{rank}", source)
    if home is not None:
        put(home, None, "home", "home")
    if ruled is not None:
        put(_answer(ruled[0], ruled[1], ruled[2], reading), None, "ruled", "ruled")
    common = _common(view, metric, ledger, history, metric_id, done, tally)
    found = [
        Candidate(
            name.answer.at,
            name.answer,
            _features(name, view, metric, common, reading),
            text=name.answer.text,
        )
        for name in named.values()
    ]
    found.append(Candidate(None, None, _null_features(ruled, common, metric)))
    return found


Put = Callable[[Answer, Mention | None, str, str], None]


def _gather(view: View, ledger: Ledger, put: Put) -> None:
    """Hands the mentions around a number to `put`, the nearest first, each with where it stands."""
    clause, number = view.place, view.number.start
    for mention in reversed(ledger.left(view.sentence, clause, number, _CLAUSE)):
        put(_of(mention), mention, "clause", "")
    for mention in ledger.right(view.sentence, clause, number, _RIGHT):
        put(_of(mention), mention, "right", "")
    for mention in reversed(ledger.ahead(view.sentence, clause, _SENTENCE)):
        put(_of(mention), mention, f"earlier{min(clause - mention.clause, 3)}", "")
    taken = 0
    for back in range(1, _BACK + 1):
        for mention in ledger.earlier(view.sentence - back):
            if taken == _EARLIER:
                break
            put(_of(mention), mention, f"back{min(back, 3)}", "")
            taken += 1
    for source, mentions in (("title", ledger.titled), ("heading", ledger.headed)):
        for mention in mentions:
            put(_of(mention), mention if mention.sentence == view.sentence else None, source, source)


def _widen(view: View, metric: Metric, ledger: Ledger, named: dict[str, _Named]) -> None:
    """Adds the wider names before a number, where nothing else has brought them up."""
    clause, number = view.place, view.number.start
    measure = metric.at if metric.own else None
    for mention in ledger.wide(view.sentence, clause):
        plain = mention.wide == "first" and measure is not None and mention.start > measure.start
        if mention.end <= number and not plain:
            _add(mention, "clause", named)
    for back in range(1, min(clause, _WIDE_BACK) + 1):
        bracket = back == 1 and view.clause.outer is not None  # 药物及化妆品|(上升4.5%)
        for mention in ledger.wide(view.sentence, clause - back):
            if (mention.initial and (back == 1 or mention.wide not in _SELDOM)) or bracket:
                _add(mention, f"earlier{back}", named)


def _add(mention: Mention, place: str, named: dict[str, _Named]) -> None:
    if mention.text not in named:
        named[mention.text] = _Named(_of(mention), mention, place)


@dataclass(slots=True)
class _Common:
    """What is the same for all candidates of a number."""

    how: str
    kind: str
    topic: str
    tail: str
    last: str | None
    first: str | None
    second: str | None
    same_sentence: bool
    ledger: Ledger
    sentence: int
    number: int
    unit: str
    tally: Tally
    block: int
    measures: list[tuple[Stretch, str]]
    """The metrics of the numbers before in the sentence, and what kind of number each had."""

    def measured(self, at: Stretch) -> str:
        """Whether it is what an earlier number of the sentence counts or measures: 智能工厂|5个、(数字化车间|32个)."""
        for measure, kind in reversed(self.measures):
            if at.start < measure.end and measure.start < at.end:
                inside = measure.start <= at.start and at.end <= measure.end
                return f"{'in' if inside else 'over'}|{kind}"
        return ""

    def past(self, text: str) -> str:
        """Whether an earlier fact was about it, and which."""
        known = (("last", self.last), ("first", self.first), ("second", self.second))
        return next((name for name, other in known if text == other), "-")

    def agents_after(self, mention: Mention) -> int:
        """How many mentions that act stand between it and the number, in the sentence of the number."""
        return min(2, self.ledger.agents_between(self.sentence, mention.start, self.number))


def _common(
    view: View,
    metric: Metric,
    ledger: Ledger,
    history: list[tuple[Answer, str]],
    metric_id: str | None,
    done: Sequence[Fact],
    tally: Tally,
) -> _Common:
    texts = [answer.text for answer, source in history if source != "first"]
    first = next((answer.text for answer, source in history if source == "first"), None)
    tail = ""
    if metric.at is not None:
        tail = view.text[metric.at.start - view.evidence.start : metric.at.end - view.evidence.start][-2:]
    return _Common(
        metric.how.replace("carried-", "c-"), view.quantity.kind if view.quantity else "same", metric_id or "-", tail,
        texts[0] if texts else None, first, texts[1] if len(texts) > 1 else None, bool(done),
        ledger, view.sentence, view.number.start, _unit(view), tally, ledger.block,
        [(fact.metric, fact.quantity.kind if fact.quantity else "same") for fact in done[-_RECENT:] if fact.metric is not None],
    )  # fmt: skip


def _unit(view: View) -> str:
    unit = view.quantity.unit if view.quantity is not None else None
    return (unit.code or unit.text or "-") if unit is not None else "-"


def _features(name: _Named, view: View, metric: Metric, common: _Common, reading: str) -> list[str]:
    answer, mention = name.answer, name.mention
    text = answer.text
    kind = mention.kind if mention is not None else _kind(name)
    place = name.place
    if place == "clause" and mention is not None and metric.at is not None and metric.own:
        if mention.start >= metric.at.end:
            place = "between"
        elif mention.end > metric.at.start:
            place = "inside"
    ruled = "ruled" in name.sources
    past = common.past(text)
    past += "+" if common.same_sentence else "="
    count = min(common.ledger.seen.get(text, 0), 3)
    titled = "title" in name.sources
    own = "own" if metric.own else "carried"
    ending = text[-1:]
    group = place.rstrip("0123456789")
    own_signs = _own(text, kind, place) if mention is None else mention.signs.get(place)
    if own_signs is None:
        assert mention is not None
        own_signs = mention.signs[place] = _own(text, kind, place) + _standing(mention, place, group)
    often, around = common.tally.subjects.standing(text), common.tally.around(text, common.number)
    found = [
        *own_signs, f"kq:{kind}|{common.kind}", f"ko:{kind}|{own}", f"kh:{kind}|{common.how}",
        f"h:{past}", f"hp:{past}|{place}", f"ho:{past}|{own}", f"hk:{past}|{kind}", f"hh:{past}|{common.how}",
        f"n:{count}|{titled}", f"km:{kind}|{common.tail}", f"kt:{kind}|{common.topic}", f"tp:{titled}|{place}", f"hm:{past}|{common.tail}",
        f"of:{often}|{place}", f"ofh:{often}|{past}", f"ofk:{often}|{kind}", f"ar:{around}|{group}", f"ark:{around}|{kind}",
        f"aro:{around}|{often}", f"ku:{kind}|{common.unit}", f"eu:{ending}|{common.unit}",
    ]  # fmt: skip
    if ruled:
        found += ["r", f"rp:{place}", f"rk:{kind}", f"rh:{common.how}", f"rH:{past}"]
    if "home" in name.sources:
        found += ["home", f"homep:{place}", f"homeo:{own}"]
    if metric.deal:
        dealt = "member" if "member" in name.sources else "other"
        found += [f"dm:{metric.deal}|{dealt}", f"dmk:{dealt}|{kind}", f"dmr:{dealt}|{ruled}"]
    if "item" in name.sources:
        found += ["item", f"itemk:{metric.kind}|{metric.goods}", f"itemp:{place}"]
    if "heading" in name.sources:
        found.append("heading")
    if name.again:
        found += ["again", f"againp:{place}"]
    if metric.at is not None:
        named = reading[metric.at.start : metric.at.end]
        if text == named:
            found += ["same", f"samep:{place}"]
        elif text in named:
            found += ["within", f"withinp:{place}"]
        elif named in text:
            found += ["holds", f"holdsp:{place}", f"holdsk:{kind}"]
    measured = common.measured(answer.at)
    if measured:
        found += [
            f"om:{measured}",
            f"omk:{measured}|{kind}",
            f"omo:{measured}|{own}",
            f"omh:{measured}|{past}",
        ]
    if mention is not None:
        after = common.agents_after(mention)
        found += [
            f"hi:{past}|{'i' if mention.initial else 'm'}", f"agh:{mention.agent}|{past}", f"sup:{after}|{place}", f"supk:{after}|{kind}",
            f"bl:{mention.block == common.block}|{place}",
        ]  # fmt: skip
        if mention.sentence == view.sentence and mention.clause == view.place:
            gap = view.at - mention.last
            found.append(f"g:{min(gap, 8)}")
            if metric.own and metric.at is not None and mention.end <= metric.at.start:
                close = metric.at.start - mention.end
                found.append(f"cl:{min(close, 6)}")
                found.append(f"kc:{kind}|{min(close, 2)}")
    return found


def _own(text: str, kind: str, place: str) -> list[str]:
    """What a name is, and where."""
    ending, length = text[-1:], min(len(text), 9)
    return [
        f"k:{kind}", f"p:{place}", f"kp:{kind}|{place}", f"e:{ending}", f"ep:{ending}|{place}", f"l:{length}", f"pl:{place}|{length}",
    ]  # fmt: skip


def _standing(mention: Mention, place: str, group: str) -> list[str]:
    """What stands around a mention and in it: the same for every number that it stands in one place to."""
    kind, makeup = mention.kind, mention.makeup
    initial = "i" if mention.initial else "m"
    found = [
        f"i:{initial}|{place}", f"b:{mention.before}", f"bp:{mention.before}|{place}", f"a:{mention.after}", f"ap:{mention.after}|{place}",
        f"ka:{kind}|{mention.after}", f"kb:{kind}|{mention.before}", f"ki:{kind}|{initial}|{place}", f"ba:{mention.before}|{mention.after}",
        f"s:{mention.said}", f"sk:{mention.said}|{kind}", f"br:{mention.bracketed}|{place}", f"w:{mention.following}", f"v:{mention.preceding}",
        f"ind:{mention.indicator}|{place}", f"mk:{makeup}", f"mkp:{makeup}|{place}", f"ag:{mention.agent}|{place}",
        f"agk:{mention.agent}|{kind}|{place}", f"o:{mention.opening}", f"c:{mention.closing}", f"cp:{mention.closing}|{place}",
        f"tg:{mention.tags}|{kind}", f"tgp:{mention.tags}|{group}",
    ]  # fmt: skip
    if mention.wide:
        found += [f"x:{mention.wide}", f"xp:{mention.wide}|{place}", f"xa:{mention.wide}|{mention.after}"]
    return found


def _null_features(ruled: About | None, common: _Common, metric: Metric) -> list[str]:
    own = "own" if metric.own else "carried"
    past = "past" if common.last is not None else "no"
    found = [
        "null", f"null-o:{own}", f"null-h:{past}", f"null-q:{common.kind}", f"null-t:{common.topic}", f"null-m:{common.tail}", f"null-oh:{own}|{past}|{common.same_sentence}",
        f"null-w:{common.how}",
    ]  # fmt: skip
    if metric.deal:
        found.append(f"null-dm:{metric.deal}|{metric.member is not None}")
    if ruled is None:
        found += ["null-r", f"null-rh:{past}"]
    return found


def _kind(name: _Named) -> str:
    entity = name.answer.entity
    if entity is not None:
        return entity.label
    return f"x-{name.place.rstrip('0123456789')}"


def _history(facts: Sequence[Fact], done: Sequence[Fact], reading: str) -> list[tuple[Answer, str]]:
    """The subjects of the facts before, the last first; and the first one of the sentence."""
    found: list[tuple[Answer, str]] = []
    seen: set[str] = set()
    for fact in chain(reversed(done[-_RECENT:]), reversed(facts[-_RECENT:])):
        if fact.subject is None:
            continue
        answer = _answer(
            Stretch(fact.subject.start, fact.subject.end), fact.subject.entity, fact.subject.sentence, reading
        )
        if answer.text not in seen:
            seen.add(answer.text)
            found.append((answer, ""))
        if len(found) >= _HISTORY:
            break
    if done and done[0].subject is not None:
        who = done[0].subject
        found.append((_answer(Stretch(who.start, who.end), who.entity, who.sentence, reading), "first"))
    return found


def _of(mention: Mention) -> Answer:
    return Answer(mention.stretch, mention.text, mention.entity, mention.sentence)


def _answer(at: Stretch, entity: Entity | None, sentence: int, reading: str) -> Answer:
    return Answer(Stretch(at.start, at.end), reading[at.start : at.end], entity, sentence)
