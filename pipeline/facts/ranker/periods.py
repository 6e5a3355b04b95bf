"""The candidates for the period of one number, and what speaks for and against each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.draft import Fact, Stretch, Time
from pipeline.facts.change import Change
from pipeline.facts.comparison import compared_words
from pipeline.facts.ranker.model import Candidate
from pipeline.facts.view import View
from pipeline.facts.words import Word

_CLAUSE, _SENTENCE, _BACK = 6, 6, 6
_SHAPE = re.compile(r"\d")


class Calendar:
    """The times of the sentences read so far, each with the words around it."""

    def __init__(self) -> None:
        self.sentences: dict[int, list[tuple[Time, int, int, str, str]]] = {}

    def read(self, number: int, clauses: Sequence[object]) -> None:
        found = []
        for at, clause in enumerate(clauses):
            words: list[Word] = clause.words  # type: ignore[attr-defined]
            for index, word in enumerate(words):
                if word.time is not None:
                    before = words[index - 1].text if index else "^"
                    after = words[index + 1].text if index + 1 < len(words) else "$"
                    found.append(
                        (
                            word.time,
                            at,
                            index,
                            _name(words, index - 1, before),
                            _name(words, index + 1, after),
                        )
                    )
        self.sentences[number] = found


def _name(words: Sequence[Word], index: int, text: str) -> str:
    if not 0 <= index < len(words):
        return text
    word = words[index]
    return (
        "#"
        if word.quantity is not None
        else "@"
        if word.time is not None
        else "E"
        if word.entity is not None
        else text
    )


def candidates(
    view: View, clause: int, calendar: Calendar, ruled: Time | None, facts: Sequence[Fact], done: Sequence[Fact],
    change: Change | None, reference: str | None, lead: Time | None, status: str,
) -> list[Candidate]:  # fmt: skip
    """The last is no period at all."""
    kind = view.quantity.kind if view.quantity else "same"
    changed = f"{change.change.basis}" if change else "-"
    number = view.clause.words[view.at].start
    compared = compared_words(view.before)
    in_comparison = {id(view.before[index].time) for index in compared if view.before[index].time is not None}
    last = done[-1].period if done else None
    earlier = facts[-1].period if facts else None
    found: dict[str, Candidate] = {}

    def put(time: Time, place: str, before: str, after: str, more: Sequence[str] = ()) -> None:
        key = time.value + (time.first or "") + (time.last or "")
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
        features += more
        if time is ruled:
            features += ["r", f"rp:{place}", f"rs:{shape}", f"rc:{changed}"]
        if time is last:
            features += ["last", f"lastp:{place}", f"lastk:{kind}"]
        if time is earlier:
            features += ["prev", f"prevp:{place}"]
        if time is lead:
            features += ["lead", f"leadp:{place}"]
        if done and any(fact.period is time for fact in done):
            features.append("used")
        found[key] = Candidate(Stretch(time.start, time.end), time, features, time=time)

    here = calendar.sentences.get(view.sentence, ())
    own = [item for item in here if item[1] == clause]
    left = [item for item in own if item[0].end <= number]
    clause_times = len(left)
    for rank, (time, _, index, before, after) in enumerate(reversed(left[-_CLAUSE:])):
        between = sum(1 for word in view.clause.words[index + 1 : view.at] if word.number)
        gap = min(view.at - index - 1, 6)
        place = "direct" if gap == 0 else "left" if not between else "left-n"
        put(time, place, before, after, (f"g:{gap}", f"rk:{rank}|{place}", f"of:{rank}|{clause_times}"))
    for time, _, index, before, after in [item for item in own if item[0].start > number][:2]:
        put(time, "right", before, after, (f"g:{min(index - view.at, 6)}",))
    if view.clause.outer is not None:
        for word in reversed(view.clause.outer.words[: view.clause.opened]):
            if word.time is not None:
                put(word.time, "outer", "", "")
                break
    for rank, (time, at, _, before, after) in enumerate(
        reversed([item for item in here if item[1] < clause][-_SENTENCE:])
    ):
        put(time, f"earlier{min(clause - at, 3)}", before, after, (f"rk:{rank}|e",))
    if last is not None:
        put(last, "history", "", "")
    if earlier is not None:
        put(earlier, "history-s", "", "")
    if ruled is not None:
        put(ruled, "ruled", "", "")
    if lead is not None:
        put(lead, "lead", "", "")
    taken = 0
    for back in (1, 2, 3):
        for time, _, _, before, after in reversed(calendar.sentences.get(view.sentence - back, ())):
            if taken < _BACK:
                put(time, f"back{back}", before, after)
                taken += 1
    own_time = "own" if left else "none"
    nothing = [
        "null",
        f"null-k:{kind}",
        f"null-c:{changed}",
        f"null-own:{own_time}",
        f"null-last:{last is not None}|{bool(done)}",
        f"null-prev:{earlier is not None}",
        f"null-st:{status}",
        f"null-n:{len(found) > 0}",
    ]
    if ruled is None:
        nothing += ["null-r", f"null-ro:{own_time}"]
    return [*found.values(), Candidate(None, None, nothing)]
