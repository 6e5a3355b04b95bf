"""Why a fact is what it is: the words that gave each answer, from where it was carried, which rule, what it beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from pipeline import draft as drafts
from pipeline import model
from pipeline.draft import Beaten, Draft, Stretch
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.words import Reader, Word
from pipeline.rulebook import RuleBook
from pipeline.rulebook.facts import Indicator

# What each rule of linking goes by; the text after `fact.`.
_RULES = {
    "before": "the name before the figure",
    "after": "the name after the figure",
    "share": "the name before the figure, with a word of share",
    "distributed": "names and figures dealt out in order (分别)",
    "verb": "the verb that the figure belongs to",
    "carried-clause": "no name in the clause: that of the figure before in the sentence",
    "carried-sentence": "no name in the sentence: that of an earlier one",
    "rest": "what follows the figure, for want of a name",
    "none": "no name was found",
    "unchanged": "a word of no change (持平)",
    "cell": "a cell: head and row name it",
    "field": "a line 字段:值: the key names it",
}
# A cue may stand so many characters after a figure: 增长5%左右, 3亿元的目标.
_AFTER = 12
_SHOWN_BEATEN = 5


class Reason(NamedTuple):
    """`question` is the field that `answer` answers; `because` are the reasons, the first the nearest."""

    question: str
    answer: str
    because: list[str]


@dataclass(slots=True)
class Explanation:
    """Of one fact. `sentence` counts from 1; `evidence` is the sentence as printed."""

    id: str
    uid: str
    figure: str
    sentence: int
    evidence: str
    reasons: list[Reason] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"{self.id}  {self.figure}  (uid {self.uid})"
        yield f"  sentence {self.sentence}: {' '.join(self.evidence.split())}"
        for question, answer, because in self.reasons:
            yield f"  {question + ':':<12}{answer}"
            for reason in because:
                yield f"  {'':<12}- {reason}"


def explain(draft: Draft, document: model.Document, rules: RuleBook) -> Iterator[Explanation]:
    """The facts of a document in their order. `draft` is what `document` was made of."""
    explainer = _Explainer(draft, document, rules)
    for before, fact in zip(draft.facts, document.facts, strict=True):
        yield explainer.fact(before, fact)


class _Explainer:
    def __init__(self, draft: Draft, document: model.Document, rules: RuleBook) -> None:
        self.draft, self.document = draft, document
        self.lexicon = Lexicon(rules)
        self.indicators = {entry.id: entry for entry in rules.entries("metrics", Indicator)}
        self.read = Reader(draft, self.lexicon)
        self.quantities = {item.id: item for item in document.quantities}
        self.times = {item.id: item for item in document.times}
        self.entities = {item.id: item for item in document.entities}
        self.facts = {item.id: item for item in document.facts}
        self._starts = [sentence.start for sentence in document.sentences]
        self._figures = [item.start for item in draft.quantities]

    def fact(self, made: drafts.Fact, fact: model.Fact) -> Explanation:
        quantity = self.quantities.get(fact.quantity or "")
        at = quantity or fact.evidence
        before, after = self._around(made)
        found = Explanation(
            fact.id,
            fact.uid,
            quantity.original.text if quantity else "no figure",
            self._sentence(at),
            fact.evidence.original.text,
        )
        found.reasons += [
            *self._figure(fact, quantity),
            self._metric(fact, at, made.beaten),
            self._subject(fact, at, made.beaten),
            self._period(fact, at, made.beaten),
            self._status(fact, [*before, *after]),
            *self._change(fact, before),
            *self._rest(fact),
        ]
        return found

    def _figure(self, fact: model.Fact, quantity: model.Quantity | None) -> Iterator[Reason]:
        if quantity is None:
            return
        because = [f"rule {quantity.rule}"]
        if quantity.comparator_text is not None:
            because.append(f"{quantity.comparator_text.text}: {quantity.comparator}")
        unit = quantity.unit
        if unit is not None and unit.basis not in (None, "explicit"):
            because.append(f"unit {unit.code or unit.currency or unit.text} by {unit.basis}")
        yield Reason("figure", _value(quantity), because)

    def _metric(self, fact: model.Fact, at: model.Span, beaten: Sequence[Beaten]) -> Reason:
        rule = fact.rule.removeprefix("fact.")
        because = [f"rule {fact.rule}" + (f": {_RULES[rule]}" if rule in _RULES else "")]
        metric = fact.metric
        if metric is None:
            return Reason("metric", "none", because + _beaten("metric", beaten))
        because.append(self._place(metric, at, fact.evidence))
        if metric.id is not None:
            because.append(self._catalogued(metric.id, metric.text))
        if metric.norm not in (None, metric.text):
            because.append(f"canonical form: {metric.norm}")
        return Reason("metric", _words(metric), because + _beaten("metric", beaten))

    def _catalogued(self, id: str, text: str) -> str:
        entry = self.indicators[id]
        name = max((name for name in entry.names if text.endswith(name)), key=len, default=None)
        return f"catalogue: {id} ({entry.label})" + (f", by its name {name}" if name is not None else "")

    def _subject(self, fact: model.Fact, at: model.Span, beaten: Sequence[Beaten]) -> Reason:
        subject = fact.subject
        if subject is None:
            return Reason(
                "subject", "none", ["the text names none that holds here", *_beaten("subject", beaten)]
            )
        because = [self._place(subject.span, at, fact.evidence)]
        if subject.carried is not None:
            because[0] = _carried(subject.carried.source + 1, subject.carried.distance)
        entity = self.entities.get(subject.entity or "")
        if entity is not None:
            codes = "".join(f", {code.scheme} {code.value}" for code in entity.codes)
            because.append(f"{entity.label} {entity.norm or entity.text}{codes} (rule {entity.rule})")
        return Reason("subject", _words(subject.span), because + _beaten("subject", beaten))

    def _period(self, fact: model.Fact, at: model.Span, beaten: Sequence[Beaten]) -> Reason:
        time = self.times.get(fact.period or "")
        if time is None:
            return Reason(
                "period", "none", ["the text gives none that holds here", *_beaten("period", beaten)]
            )
        because = [self._place(time, at, fact.evidence)]
        if time.anchored:
            anchor = self.times.get(time.anchor or "")
            source = f"completed from {anchor.original.text} ({anchor.value})" if anchor else "completed"
            if time.anchor == "reference":
                source = f"completed from the publishing date {self.document.provenance.reference_date}"
            because.append(source)
        because.append(f"rule {time.rule}")
        when = fact.when
        if when is not None:
            parts = [f"{when.first or '…'} to {when.last or '…'}"]
            parts += [part for part in (when.freq and f"freq {when.freq}", when.basis) if part]
            because.append(", ".join(parts))
        return Reason("period", f"{time.original.text} = {time.value}", because + _beaten("period", beaten))

    def _status(self, fact: model.Fact, words: Sequence[Word]) -> Reason:
        marks = [
            fact.status,
            *(["provisional"] if fact.provisional else []),
            *(["negated"] if fact.negated else []),
        ]
        cues = [
            word.text
            for word in words
            if (cue := self.lexicon.status.get(word.text)) is not None
            and (
                (cue.status == fact.status != "actual")
                or (cue.provisional and fact.provisional)
                or (cue.negated and fact.negated)
            )
        ]
        if marks == ["actual"]:
            because = ["no word says otherwise"]
        else:
            because = [f"word: {cue}" for cue in cues] or ["by time and clause"]
        return Reason("status", ", ".join(marks), because)

    def _change(self, fact: model.Fact, words: Sequence[Word]) -> Iterator[Reason]:
        change = fact.change
        if change is None:
            return
        because = []
        based = change.reference is not None or change.basis == "other"
        for word in words:
            cue = self.lexicon.change.get(word.text)
            if cue is None:
                continue
            said = [
                part
                for part, own, of_fact in (
                    ("direction", cue.direction, change.direction),
                    ("basis", cue.basis, change.basis),
                )
                if own == of_fact
            ]
            based = based or "basis" in said
            if said:
                because.append(f"word: {word.text} ({', '.join(said)})")
        if not based:
            because.append(f"{change.basis}: from what was said before")
        reference = self.times.get(change.reference or "")
        if reference is not None:
            because.append(f"compared with {reference.original.text} = {reference.value}")
        if change.of_growth:
            because.append("a change of a growth rate")
        if fact.signed_value is not None:
            because.append(f"signed value {fact.signed_value}")
        yield Reason("change", f"{change.direction}, {change.basis}", because)

    def _rest(self, fact: model.Fact) -> Iterator[Reason]:
        speaker = self.entities.get(fact.attributed_to or "")
        if speaker is not None:
            yield Reason("said by", speaker.original.text, [])
        if fact.dimensions:
            yield Reason("dimensions", "; ".join(f"{part.role} {part.text}" for part in fact.dimensions), [])
        same = self.facts.get(fact.same_as or "")
        if same is not None:
            yield Reason("repeats", f"{same.id} (sentence {self._sentence(same.evidence)})", [])
        yield Reason("confidence", f"{fact.confidence:g}", [])

    def _place(self, span: model.Span, at: model.Span, evidence: model.Span) -> str:
        """Where the words stand, seen from the figure."""
        if span.start < evidence.start or span.end > evidence.end:
            here, there = self._sentence(at), self._sentence(span)
            return _carried(there, here - there)
        if span.end <= at.start:
            return "before the figure, in its sentence"
        return "after the figure, in its sentence" if span.start >= at.end else "in its sentence"

    def _sentence(self, span: model.Span) -> int:
        """The number of the sentence, from 1; of a title or cell, the one that begins there or last before."""
        return max(1, bisect_right(self._starts, span.start))

    def _around(self, made: drafts.Fact) -> tuple[list[Word], list[Word]]:
        """The words from the figure before to this one, and those after it in its clause, in the reading."""
        at = made.quantity or made.at
        if at is None:
            return self.read(made.evidence), []
        index = bisect_right(self._figures, at.start - 1)
        start = max(made.evidence.start, self.draft.quantities[index - 1].end if index else 0)
        before = self.read(Stretch(start, at.end if made.quantity is None else at.start))
        after = self.read(Stretch(at.end, min(made.evidence.end, at.end + _AFTER)))
        return before, list(takewhile(lambda word: not word.mark and not word.number, after))


def _words(span: model.Span) -> str:
    """Simplified, and as printed where that differs."""
    return span.text if span.text == span.original.text else f"{span.text} ({span.original.text})"


def _carried(sentence: int, distance: int) -> str:
    if distance <= 0:
        return f"from sentence {sentence}"
    return f"carried from sentence {sentence}, {distance} back"


def _value(quantity: model.Quantity) -> str:
    value = quantity.value
    if value is None:
        value = " to ".join(bound for bound in (quantity.min, quantity.max) if bound) or "vague"
    unit = quantity.unit
    name = (unit.code or unit.text or unit.currency or "") if unit is not None else ""
    comparator = "" if quantity.comparator == "=" else f"{quantity.comparator} "
    return f"{comparator}{value} {name}".rstrip() + f" ({quantity.kind})"


def _beaten(question: str, beaten: Sequence[Beaten]) -> list[str]:
    """The likeliest of what lost."""
    lost = sorted((item for item in beaten if item.question == question), key=lambda item: -item.score)
    return [f"beat: {item.text or 'none'} ({item.score:.2f})" for item in lost[:_SHOWN_BEATEN]]
