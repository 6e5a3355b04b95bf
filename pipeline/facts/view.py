"""What stands around one number in its clause: what every question about it is answered from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Quantity, Stretch
from pipeline.facts import phrases, subject
from pipeline.facts.clauses import Clause
from pipeline.facts.comparison import compare_at
from pipeline.facts.words import Word

# So many words before a number can bear on it: clauses are shorter, and runs without a comma stay linear.
REACH = 80


@dataclass(slots=True)
class View:
    """`before`: all words of the clause before the number. `left`: those since the last number and since who says
    so; `head`: `left` without a comparison at its end; `joined`: `left`, or that of the number which this one is
    joined to (增长5%和|6%). `right`: the words after it up to the next number. `sentence` is an index, `place` that of the
    clause among the `clauses` of the sentence."""

    quantity: Quantity | None
    clause: Clause
    at: int
    sentence: int
    evidence: Stretch
    text: str
    before: Sequence[Word]
    said: int
    left: Sequence[Word]
    head: Sequence[Word]
    joined: Sequence[Word]
    right: Sequence[Word]
    clauses: Sequence[Clause]
    place: int

    @property
    def number(self) -> Word:
        """The word that the number is."""
        return self.clause.words[self.at]

    @classmethod
    def of(
        cls, clauses: Sequence[Clause], place: int, at: int, sentence: int, evidence: Stretch, text: str
    ) -> View:
        clause = clauses[place]
        before = _rateless(_before(clause, at), clause.words[at].quantity)
        said = subject.spoken_from(before)
        left = before[max(_after_number(before), said) :]
        compared = compare_at(left)
        joined = before[max(_after_number(before, joined=True), said) :]
        return cls(
            clause.words[at].quantity, clause, at, sentence, evidence, text, before, said, left,
            left if compared is None else left[:compared], joined, _right(clause, at), clauses, place,
        )  # fmt: skip


def _before(clause: Clause, at: int) -> list[Word]:
    """Of a bracket with nothing before the number, the words of the outer clause before the bracket."""
    words = clause.words[max(0, at - REACH) : at]
    if clause.outer is not None and all(word.mark for word in words):
        outer = clause.outer.words[max(0, clause.opened - REACH) : clause.opened]
        if outer and not outer[-1].number:
            return [*outer, *words]
    return words


def _rateless(words: list[Word], quantity: Quantity | None) -> list[Word]:
    """Without the rate that the unit has taken up: 苹果价格|每公斤|8.6元."""
    unit = quantity.unit if quantity is not None else None
    if unit is None or not (unit.per or (unit.code and "/" in unit.code)):
        return words
    for back in (1, 2, 3):
        if len(words) >= back and words[-back].text.startswith("每"):
            changes = any(word.has("move", "turn", "differ", "arrive", "status") for word in words[-back:])
            return words if changes else words[:-back]  # 运费每车|涨了4000元, 每人|最高补助3万元
    return words


def _right(clause: Clause, at: int) -> list[Word]:
    words = []
    for word in clause.words[at + 1 : at + 1 + REACH]:
        if word.number:
            break
        words.append(word)
    return words


def _after_number(words: Sequence[Word], joined: bool = False) -> int:
    """The index after the last number; with `joined`, after the last one that this is not merely joined to."""
    between: list[Word] = []
    for index in range(len(words) - 1, -1, -1):
        if not words[index].number:
            between.append(words[index])
        elif (
            joined
            and len(between) <= 2
            and all(word.text in phrases.JOINERS | {"至", "到"} for word in between)
        ):
            between = []
        else:
            return index + 1
    return 0
