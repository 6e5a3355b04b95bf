"""The candidates for the period of one number, and what speaks for and against each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.draft import Block, Fact, Stretch, Time
from pipeline.facts import distributed
from pipeline.facts.change import Change
from pipeline.facts.clauses import Clause
from pipeline.facts.comparison import compared_words
from pipeline.facts.period import usable
from pipeline.facts.ranker.model import Candidate
from pipeline.facts.ranker.signs import shown
from pipeline.facts.ranker.tally import Tally, key_of
from pipeline.facts.view import REACH, View
from pipeline.facts.words import Word

_CLAUSE, _SENTENCE, _BACK = 6, 6, 6
# So many clauses back.
_CLAUSES = 30
_RECENT = 40
# So many words before a number are looked at one by one.
_WORDS = 8
_SHAPE = re.compile(r"\d")
# A headline, or the first sentence: what it leaves out, the next sentences tell.
_HEADLINES = ("title", "heading")
_COMING, _FOLLOWING = 2, 4
# So many times of the sentence that first had one.
_OPENING = 3
# So many times of the sentence that stand behind the number's clause.
_LATER = 4


class Seen(NamedTuple):
    """A time in a text: the clause and the word it is, and the words next to it."""

    time: Time
    clause: int
    at: int
    before: str
    after: str
    base: str
    """Whether it is only compared with (较去年同期), where something started from (由一季度的…), or like another (同期)."""
    block: int


class Calendar:
    """The times of the sentences read so far, and those of the next ones for a headline."""

    def __init__(self, sentences: Sequence[Stretch], times: Sequence[Time]) -> None:
        self._all = times
        self._starts = [time.start for time in times]
        self._stretches = sentences
        self.opening: list[Time] = []
        """Those of the first sentence that had any."""
        self._sentences: dict[int, list[list[Seen]]] = {}
        """By sentence and clause."""
        self._titles: list[tuple[int, Time]] = []
        """Of the sentence: the clause that each stands in, and the time."""
        self._base: dict[int, str] = {}
        self._where: dict[int, tuple[int, int]] = {}
        self._block = -1

    def read(self, number: int, clauses: Sequence[Clause], block: Block | None) -> None:
        """Take up a sentence."""
        start = block.start if block is not None else -1
        self._sentences[number] = [_times_of(clause.words, at, start) for at, clause in enumerate(clauses)]
        self._titles = [
            (at, time)
            for at, clause in enumerate(clauses)
            for word in clause.words
            for time in self._within(word)
        ]
        if not self.opening:
            times = sorted((seen.time for part in self._sentences[number] for seen in part), key=_start)
            self.opening = [time for time in times if usable(time)][:_OPENING]
        for part in self._sentences[number]:
            self._base |= {id(seen.time): seen.base for seen in part}
            self._where |= {id(seen.time): (number, start) for seen in part}
        self._block = start
        self._headline = number == 0 or (block is not None and block.kind in _HEADLINES)

    def _within(self, word: Word) -> Sequence[Time]:
        """The times in a title: 《2023年度国家老龄事业发展公报》."""
        if word.item or word.text[0] not in "《〈":
            return ()
        return self._all[bisect_left(self._starts, word.start) : bisect_left(self._starts, word.end)]

    def coming(self, sentence: int) -> list[tuple[Time, int]]:
        """The first times of the sentences after a headline, and how many sentences ahead they are."""
        if not self._headline:
            return []
        found = []
        for ahead in range(1, _COMING + 1):
            if sentence + ahead >= len(self._stretches):
                break
            stretch = self._stretches[sentence + ahead]
            first = bisect_left(self._starts, stretch.start)
            last = bisect_left(self._starts, stretch.end)
            found += [(time, ahead) for time in self._all[first : min(last, first + _FOLLOWING)]]
        return found

    def base(self, time: Time) -> str:
        return self._base.get(id(time), "-")

    def distance(self, time: Time, view: View) -> str:
        """How many sentences back it was said, and whether in another block."""
        sentence, block = self._where.get(id(time), (view.sentence, -1))
        back = min(view.sentence - sentence, 5)
        own = self._block
        return f"{back}{'=' if block == own else '+'}"

    def clause(self, sentence: int, clause: int) -> list[Seen]:
        return self._sentences[sentence][clause]

    def later(self, sentence: int, clause: int) -> list[Seen]:
        """The first times of the clauses after, brackets in the clause among them."""
        found: list[Seen] = []
        for part in self._sentences[sentence][clause + 1 : clause + 1 + _CLAUSES]:
            found += part
            if len(found) >= _LATER:
                break
        return found[:_LATER]

    def titles(self, clause: int) -> list[Time]:
        """The times in titles that the clause, or one before it, names."""
        return [time for at, time in self._titles if at <= clause][:_LATER]

    def ahead(self, sentence: int, clause: int) -> list[Seen]:
        """The last times of the clauses before, the nearest first."""
        found: list[Seen] = []
        for part in reversed(self._sentences[sentence][max(0, clause - _CLAUSES) : clause]):
            found += reversed(part[-_SENTENCE:])
        return found[:_SENTENCE]

    def earlier(self, sentence: int) -> list[Seen]:
        """The last times of an earlier sentence, the last first."""
        found: list[Seen] = []
        for part in reversed(self._sentences.get(sentence, [])):
            found += reversed(part[-_BACK:])
            if len(found) >= _BACK:
                break
        return found[:_BACK]


def _start(time: Time) -> int:
    return time.start


def _times_of(words: Sequence[Word], clause: int, block: int) -> list[Seen]:
    if not any(word.time is not None for word in words):
        return []
    compared = compared_words(words)
    return [
        Seen(
            word.time, clause, index, shown(words, index - 1, "^"), shown(words, index + 1, last="$"),
            _base_of(words, index, compared), block,
        )
        for index, word in enumerate(words)
        if word.time is not None
    ]  # fmt: skip


def _base_of(words: Sequence[Word], index: int, compared: set[int]) -> str:
    if index in compared:
        return "compared"
    if index and words[index - 1].has("origin"):
        return "origin"
    return "same" if words[index].has("same_time", "last_time") else "-"


def _said(view: View) -> list[str]:
    """The words of the clause, for what they say of the time without one: 目前, 现有, 最高, 每日."""
    words = [word for word in view.left[-_WORDS:] if not word.item and not word.mark and word.entity is None]
    found = {word.text for word in words}
    if view.left and not view.left[0].item:
        found.add(f"^{view.left[0].text}")
    return sorted(found)


def candidates(
    view: View, calendar: Calendar, ruled: Time | None, facts: Sequence[Fact], done: Sequence[Fact],
    change: Change | None, reference: str | None, lead: Time | None, status: str, tally: Tally,
) -> list[Candidate]:  # fmt: skip
    """The last is no period at all."""
    kind = view.quantity.kind if view.quantity else "same"
    changed = f"{change.change.basis}" if change else "-"
    compared = compared_words(view.before)
    in_comparison = {id(view.before[index].time) for index in compared if view.before[index].time is not None}
    last = done[-1].period if done else None
    earlier = facts[-1].period if facts else None
    found: dict[str, Candidate] = {}

    said, dealt = _said(view), distributed.time_of(view)

    def put(time: Time, place: str, before: str, after: str, more: Sequence[str] = ()) -> None:
        key = key_of(time)
        if key in found:
            found[key].features.append(f"again:{place}")
            return
        shape = _SHAPE.sub("9", time.value)
        past = "-"
        if reference and time.first:
            past = (
                "coming"
                if time.first > reference
                else "past"
                if time.last and time.last < reference
                else "now"
            )
        against = id(time) in in_comparison
        features = [
            f"p:{place}", f"s:{shape}", f"ps:{place}|{shape}", f"b:{before}|{place}", f"a:{after}|{place}", f"pc:{place}|{changed}", f"x:{against}|{changed}|{place}",
            f"x2:{against}|{kind}", f"m:{time.modifier}|{place}", f"t:{time.type}", f"tp:{time.type}|{place}", f"pa:{past}|{place}", f"st:{past}|{status}", f"d:{past}|{shape}",
            f"pk:{place}|{kind}", f"sk:{shape}|{kind}",
        ]  # fmt: skip
        base, often, far = calendar.base(time), tally.periods.standing(key), calendar.distance(time, view)
        group = place.rstrip("0123456789")
        features += [
            f"bs:{base}|{place}", f"bsc:{base}|{changed}|{group}", f"of:{often}|{place}", f"ofb:{often}|{base}|{group}",
            f"far:{far}|{group}", f"ob:{often}|{far}", f"anc:{time.type}|{time.anchored}|{group}",
        ]  # fmt: skip
        features += [f"w:{word}|{group}" for word in said]
        features += more
        if time is ruled:
            features += ["r", f"rp:{place}", f"rs:{shape}", f"rc:{changed}"]
        if time is last:
            features += ["last", f"lastp:{place}", f"lastk:{kind}"]
        if time is earlier:
            features += ["prev", f"prevp:{place}"]
        if time is lead:
            features += ["lead", f"leadp:{place}"]
        if any(fact.period is time for fact in done[-_RECENT:]):
            features.append("used")
        if dealt is not None:
            features.append(f"dealt:{time is dealt}")
        found[key] = Candidate(Stretch(time.start, time.end), time, features, time=time)

    own = calendar.clause(view.sentence, view.place)
    at = bisect_left(own, view.number.start, key=lambda item: item.time.start)
    left = own[max(0, at - _CLAUSE) : at]
    words = view.clause.words
    for rank, seen in enumerate(reversed(left)):
        between = any(word.number for word in words[max(seen.at + 1, view.at - REACH) : view.at])
        gap = min(view.at - seen.at - 1, 6)
        place = "direct" if gap == 0 else "left-n" if between else "left"
        put(
            seen.time,
            place,
            seen.before,
            seen.after,
            (f"g:{gap}", f"rk:{rank}|{place}", f"of:{rank}|{min(at, 6)}"),
        )
    for seen in own[at : at + 2]:
        put(seen.time, "right", seen.before, seen.after, (f"g:{min(seen.at - view.at, 6)}",))
    outer = view.clause.outer
    if outer is not None:
        around = outer.words[max(0, view.clause.opened - REACH) : view.clause.opened]
        time = next((word.time for word in reversed(around) if word.time is not None), None)
        if time is not None:
            put(time, "outer", "", "")
    for rank, seen in enumerate(calendar.ahead(view.sentence, view.place)):
        put(
            seen.time,
            f"earlier{min(view.place - seen.clause, 3)}",
            seen.before,
            seen.after,
            (f"rk:{rank}|e",),
        )
    for time, place in (
        (dealt, "dealt"),
        (last, "history"),
        (earlier, "history-s"),
        (ruled, "ruled"),
        (lead, "lead"),
    ):
        if time is not None:
            put(time, place, "", "")
    taken = 0
    for back in (1, 2, 3):
        for seen in calendar.earlier(view.sentence - back)[: _BACK - taken]:
            put(seen.time, f"back{back}", seen.before, seen.after)
            taken += 1
    near = bool(found)
    timeless = not left and not calendar.ahead(view.sentence, view.place)
    for seen in calendar.later(view.sentence, view.place):
        if seen.time.start < view.number.start:
            put(seen.time, "inner", seen.before, seen.after)  # 活动期间(5月5日至8月26日)接待65万人次
        elif timeless:
            put(seen.time, f"later{min(seen.clause - view.place, 3)}", seen.before, seen.after)
    for time in calendar.titles(view.place) if timeless else ():
        put(time, "titled", "", "")
    for time, ahead in calendar.coming(view.sentence):
        put(time, f"next{ahead}", "", "")
    for rank, time in enumerate(calendar.opening):
        put(time, f"opening{rank}", "", "")
    own_time = "own" if left else "none"
    top = tally.periods.most
    nothing = [
        "null",
        f"null-k:{kind}",
        f"null-c:{changed}",
        f"null-own:{own_time}",
        f"null-last:{last is not None}|{bool(done)}",
        f"null-prev:{earlier is not None}",
        f"null-st:{status}",
        f"null-n:{near}",
        f"null-far:{near}|{bool(found)}",
        f"null-top:{min(top, 4)}",
        *[f"null-w:{word}" for word in said],
    ]
    if ruled is None:
        nothing += ["null-r", f"null-ro:{own_time}"]
    return [*found.values(), Candidate(None, None, nothing)]
