"""What holds until the text says something else: metric, subject, period, status and basis of change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline import model
from pipeline.draft import Block, Entity, Stretch, Time
from pipeline.facts import phrases, subject
from pipeline.facts.change import compared_basis
from pipeline.facts.clauses import Clause
from pipeline.facts.comparison import compare_at
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.period import clause_time
from pipeline.facts.status import Status, by_time, coming_in, status_of
from pipeline.facts.words import Word

Named = tuple[Stretch, Entity | None]
# What was carried stops at these blocks.
_SEPARATE = ("question", "answer", "caption")
_LONGEST_HEAD = 14
# A place is the document's own when it is named in so many first sentences.
_HOME = 3
# The code of a listed company: 600519, 2330-TW, 00700.HK.
_TICKER = re.compile(r"(?:[A-Z]{2,6}:)?\d{4,6}(?:[.\-][A-Z]{2})?")
# Ends what is said in brackets of all that follows.
_DECLARED = "下同"
_WORLD = ("全球", "世界")


@dataclass(slots=True)
class Scope:
    """`*_sentence`: the index of the sentence in which it was said."""

    reference: str | None = None
    """The publishing date: 到2027年 lies ahead of it."""
    metric: Stretch | None = None
    metric_subject: tuple[Named, int] | None = None
    """Whom the last fact was about: a number that takes over its metric takes this over too."""
    speaker: Entity | None = None
    """Who says what the sentence says."""
    subject: Named | None = None
    subject_sentence: int = 0
    firm: bool = False
    """Whether the subject is a place or an organisation: what a metric's name says of an item gives way to it."""
    settled: tuple[Named, int, bool] | None = None
    """The last firm subject: a sentence goes back to it from an item or a part."""
    first: tuple[Named, int, bool] | None = None
    """The first subject of the sentence, which comes back after a semicolon."""
    home: Named | None = None
    """The place that the document is about: an area word, or one named in the first sentences."""
    home_sentence: int = 0
    earlier: tuple[Named, int, bool] | None = None
    """The subject before the block: 其中 goes on with it."""
    period: Time | None = None
    period_sentence: int = 0
    main: Time | None = None
    """The last period of a plain fact: a target's does not hold for what follows."""
    lead: Time | None = None
    """The period of the first sentences: a new block goes back to it."""
    status: Status | None = None
    last_status: Status | None = None
    """That of the sentence before, which 其中 goes on with."""
    basis: model.ChangeBasis | None = None
    declared: model.ChangeBasis | None = None
    """比去年同期(下同): that of all rises of the text which name none."""
    members: list[Stretch] = field(default_factory=list)
    """The joined names that the last clause ended with: 分别 in the next one deals out its numbers to them."""
    block: Block | None = None

    def enter(self, block: Block | None, sentence: int) -> None:
        """Forget what a new sentence does not take over, and what a new block does not."""
        self.last_status = self.status if block is self.block else None
        self.status = self.basis = self.first = self.speaker = None
        self.members = []
        self.period = self.main
        if self.lead is None and sentence <= _HOME:
            self.lead = self.main
        if block is self.block:
            if not self.firm and self.settled is not None:
                self.subject, self.subject_sentence, self.firm = self.settled
            return
        self.block = block
        if self.lead is not None:
            self.period = self.main = self.lead
        self.metric = self.metric_subject = self.settled = None
        if self.subject is not None:
            self.earlier = self.subject, self.subject_sentence, self.firm
        self.subject, self.subject_sentence, self.firm = self.home, self.home_sentence, self.home is not None
        if block is None or block.kind in _SEPARATE:
            self.subject = self.earlier = self.period = self.main = None

    def close(self, mark: str) -> None:
        """At a semicolon an estimate ends, and the time of a target; the first subject comes back."""
        if mark == ";":
            self.last_status = self.status
            if self.status is not None and self.status.status != "target":
                self.status = None
            self.period = self.main
            if self.first is not None:
                self.subject, self.subject_sentence, self.firm = self.first

    def name(self, named: Named, sentence: int, text: str = "", official: bool = False) -> None:
        """A place or organisation is the subject from here on."""
        if text.endswith(_WORLD):
            return
        self.set(named, sentence, firm=True)
        entity = named[1]
        place = entity is None or entity.label in ("GPE", "LOC")
        titled = self.block is not None and self.block.kind == "title" and not official
        if self.home is None and (titled or (place and (sentence < _HOME or entity is None))):
            self.home, self.home_sentence = named, sentence

    def set(self, named: Named, sentence: int, firm: bool) -> None:
        self.subject, self.subject_sentence, self.firm = named, sentence, firm
        if firm:
            self.settled = named, sentence, firm
        if self.first is None:
            self.first = named, sentence, firm

    def member(self) -> None:
        """其中 at the start of a block goes on with the subject before it."""
        if self.subject is None and self.earlier is not None:
            self.subject, self.subject_sentence, self.firm = self.earlier

    def go_on(self) -> None:
        """A sentence that begins with 其中 tells parts of what the one before said."""
        self.status = self.last_status

    def topic(self, sentence: int, clause: Clause, lexicon: Lexicon) -> None:
        """What a clause without numbers sets for the next ones."""
        words = clause.words
        if clause.outer is not None:
            self._listed(sentence, clause)
            return
        time = clause_time(words)
        if time is not None:
            self.period, self.period_sentence = time, sentence
        elif any(word.has("reset") for word in words):
            self.period = self.main = None
        if any(word.has("member") for word in words):
            self.member()
        based = any((cue := lexicon.change.get(word.text)) and cue.part == "base" for word in words)
        if based or compare_at(words) is not None:
            self.basis = compared_basis(words, lexicon, self.main)  # 与2024年6月比较,下跌3%
        status = status_of(words, "", lexicon)
        ahead = by_time(time, words, self.reference) or coming_in(words, lexicon)
        if status.own:
            self.status = status
        elif ahead is not None:
            self.status = Status(ahead)
        said = subject.spoken_from(words)
        self.speaker = subject.speaker_in(words[:said]) or self.speaker
        rest = words[said:]
        self._topic_subject(sentence, clause, rest)
        self._topic_metric(rest, lexicon)
        self.members = [phrases.stretch(member) for member in phrases.members(rest)]

    def _topic_subject(self, sentence: int, clause: Clause, words: list[Word]) -> None:
        if not words or any(word.has("event") for word in words):
            return
        if clause.end == ":":
            self._headed(sentence, words)
            return
        if words[-1].has("aspect") and not words[0].has("preposition"):
            phrase = phrases.before(words[:-1])
            if phrase and not self.firm:
                self.set((phrases.stretch(phrase), None), sentence, firm=False)  # 制造业方面,…
            return
        agent = subject.agent_in(words, groups=False)
        if agent is None and self.subject is None:
            agent = subject.actor_in(words)
        named = subject.leading(words)
        if named is None and agent is not None:
            self.set(agent, sentence, firm=True)
        if named is not None and not (_body(named) and any(word.has("status", "say") for word in words)):
            spoken = [word for word in words if word.start < named[0].end]
            official = any(word.has("official") for word in spoken)
            if not official or self.subject is None:
                self.name(named, sentence, "".join(word.text for word in spoken), official)

    def _headed(self, sentence: int, words: list[Word]) -> None:
        """远山科技:8730万元拍得厂房 (an item of a digest)."""
        head = phrases.stretch(words)
        entity = words[0].entity if len(words) == 1 else None
        if entity is not None and entity.label not in ("ORG", "GPE", "PRODUCT", "FAC"):
            return
        if head.end - head.start > _LONGEST_HEAD or any(
            word.has("say", "generic", "status") for word in words
        ):
            return
        if any(word.has("official") for word in words):
            return
        named = subject.leading(words)
        if len(words) > 1 and named is not None and any(phrases.verbal(word) for word in words):
            self.name(named, sentence)  # 重庆晒出成绩单:…
            return
        self.first = None
        self.set((head, entity), sentence, firm=True)
        title = self.block is not None and self.block.kind == "title"
        if title and self.home is None and (entity is not None or words[-1].has("company_end")):
            self.home, self.home_sentence = (head, entity), sentence
        self.period = self.main = None

    def declare(self, clause: Clause, lexicon: Lexicon) -> None:
        """比去年同期(下同),同比(下同): what is said once for all rises that follow."""
        outer = clause.outer
        if outer is None or not "".join(word.text for word in clause.words).endswith(_DECLARED):
            return
        basis = compared_basis(outer.words[: clause.opened], lexicon, self.main)
        if basis != "other":
            self.declared = basis

    def _listed(self, sentence: int, clause: Clause) -> None:
        """A short name with a stock code after it: 远山电(6123),…"""
        outer = clause.outer.words if clause.outer is not None else []
        code = "".join(word.text for word in clause.words)
        name = outer[: clause.opened]
        if not name or not _TICKER.fullmatch(code) or name[-1].end - name[0].start > _LONGEST_HEAD:
            return
        if not any(word.item or word.mark or word.has("say", "level", "split") for word in name):
            self.set((phrases.stretch(name), name[-1].entity), sentence, firm=True)

    def _topic_metric(self, words: list[Word], lexicon: Lexicon) -> None:
        """贸易逆差再度扩大,|达到318亿美元"""
        for index in range(len(words) - 1, -1, -1):
            if words[index].has("end"):
                phrase = phrases.before(words[: index + 1])
                if phrase and lexicon.indicator("".join(word.text for word in phrase)):
                    self.metric, self.metric_subject = phrases.stretch(phrase), None
                return


def _body(named: Named) -> bool:
    return named[1] is not None and named[1].label == "ORG"
