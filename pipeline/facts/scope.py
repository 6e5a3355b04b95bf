"""What holds until the text says something else: metric, subject, period, status and basis of change."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline import model
from pipeline.draft import Block, Entity, Stretch, Time
from pipeline.facts import phrases, subject
from pipeline.facts.clauses import Clause
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.period import clause_time
from pipeline.facts.status import Status, status_of
from pipeline.facts.words import Word

Named = tuple[Stretch, Entity | None]
# What is said at an event or by a dateline is about neither its place nor its host.
_EVENTS = frozenset(
    [
        "举行",
        "召开",
        "主持",
        "出席",
        "发布会",
        "记者",
        "讯",
        "电",
        "报道",
        "报导",
        "摄",
        "专电",
        "消息",
        "题",
        "采访",
        "获悉",
        "回应",
        "编辑",
        "来源",
    ]
)
# What was carried stops at these blocks.
_SEPARATE = ("question", "answer", "caption")
_LONGEST_HEAD = 14


@dataclass(slots=True)
class Scope:
    """`*_sentence`: the index of the sentence in which it was said."""

    metric: Stretch | None = None
    subject: Named | None = None
    subject_sentence: int = 0
    place: Named | None = None
    place_sentence: int = 0
    period: Time | None = None
    period_sentence: int = 0
    main: Time | None = None
    """The last period of a plain fact: a target's does not hold for what follows."""
    status: Status | None = None
    basis: model.ChangeBasis | None = None
    members: list[Stretch] = field(default_factory=list)
    """The joined names that the last clause ended with: 分别 in the next one deals out its numbers to them."""
    block: Block | None = None

    def enter(self, block: Block | None) -> None:
        """Forget what a new sentence does not take over, and what a new block does not."""
        self.status = self.basis = None
        self.members = []
        self.period = self.main
        if block is self.block:
            return
        self.block = block
        self.metric = None
        self.subject, self.subject_sentence = self.place, self.place_sentence
        if block is None or block.kind in _SEPARATE:
            self.subject = self.place = self.period = self.main = None

    def close(self, mark: str) -> None:
        """At a semicolon an estimate or target ends, and the time of a target."""
        if mark == ";":
            self.status = None
            self.period = self.main

    def name(self, named: Named, sentence: int) -> None:
        self.subject, self.subject_sentence = named, sentence
        entity = named[1]
        if entity is None or entity.label in ("GPE", "LOC"):
            self.place, self.place_sentence = named, sentence

    def topic(self, sentence: int, clause: Clause, first: bool, lexicon: Lexicon) -> None:
        """What a clause without numbers sets for the next ones."""
        words = clause.words
        if clause.outer is not None:
            return
        time = clause_time(words)
        if time is not None:
            self.period, self.period_sentence = time, sentence
        elif any(word.has("reset") for word in words):
            self.period = None
        status = status_of(words, "", lexicon)
        if status.own:
            self.status = status
        said = subject.spoken_from(words)
        rest = words[said:]
        self._topic_subject(sentence, clause, rest, first and not said)
        self._topic_metric(rest, lexicon)
        self.members = [phrases.stretch(member) for member in phrases.members(rest)]

    def _topic_subject(self, sentence: int, clause: Clause, words: list[Word], first: bool) -> None:
        if any(word.text in _EVENTS for word in words):
            return
        if first and clause.end == ":":
            # 当升科技:9614.5万元竞得工业用地 (an item of a digest)
            head = phrases.stretch(words) if words else None
            if (
                head is not None
                and head.end - head.start <= _LONGEST_HEAD
                and not words[-1].has("say", "generic")
            ):
                entity = words[0].entity if len(words) == 1 else None
                if entity is None or entity.label in ("ORG", "GPE", "PRODUCT"):
                    self.subject, self.subject_sentence = (head, entity), sentence
            return
        named = subject.leading(words)
        if named is not None:
            self.name(named, sentence)

    def _topic_metric(self, words: list[Word], lexicon: Lexicon) -> None:
        """贸易逆差创下新高,|达到2275亿美元"""
        for index in range(len(words) - 1, -1, -1):
            if words[index].has("end"):
                phrase = phrases.before(words[: index + 1])
                if phrase and lexicon.indicator("".join(word.text for word in phrase)):
                    self.metric = phrases.stretch(phrase)
                return
