"""The unit tables compiled once: what may follow a number, longest word first."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from pipeline.rulebook import RuleBook
from pipeline.rulebook.units import Currency, MeasureWord, SubUnit, Surroundings, Unit
from pipeline.rulebook.words import Words
from pipeline.segmenter import tokenizer

_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d{3})|[，。;；!！?？\n]")
_HANZI = re.compile(r"[\u4e00-\u9fff]+")
# So many characters from a measure word on tell where it ends.
_AHEAD = 12
BARE_YUAN = ("元", "圆", "块钱")


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word after a number: exactly one of the three is set; none for a bare 元."""

    name: str
    unit: Unit | None = None
    currency: Currency | None = None
    measure: MeasureWord | None = None
    sub_unit: Fraction = Fraction(1)
    part: SubUnit | None = None
    undecided: bool = False
    """A name that several currencies share, where nothing tells which is meant."""

    @property
    def surroundings(self) -> Surroundings | None:
        """What may stand around it: a sub-unit has its own (角 and 分 need a price)."""
        return self.part or self.unit or self.currency or self.measure

    @property
    def id(self) -> str:
        entry = self.unit or self.currency or self.measure
        return entry.id if entry else "shared" if self.undecided else "yuan"


class Lexicon:
    def __init__(self, rules: RuleBook) -> None:
        self._segmenter = tokenizer(rules.entries("words", Words))
        words: dict[str, list[UnitWord]] = defaultdict(list)
        self.bases: dict[str, str] = {}
        """The unit of each dimension in which normalised values are given."""
        for unit in rules.entries("units", Unit):
            if unit.base:
                self.bases[unit.dimension] = unit.code
            for name in unit.names:
                words[name].append(UnitWord(name, unit=unit))
        self.symbols: list[tuple[str, Currency]] = []
        self.by_region: dict[str, Currency] = {}
        self.markets: list[tuple[str, str]] = []
        """Words that name a market, with its currency."""
        for currency in rules.entries("currencies", Currency):
            for name in currency.names:
                words[name].append(UnitWord(name, currency=currency))
            for sub in currency.sub_units:
                whole = None if sub.shared else currency
                part = UnitWord(sub.name, currency=whole, sub_unit=Fraction(sub.factor), part=sub)
                words[sub.name].append(part)
            self.symbols += [(symbol, currency) for symbol in currency.symbols]
            self.markets += [(word, currency.code) for word in currency.markets]
            if currency.region:
                self.by_region[currency.region] = currency
        self.symbols.sort(key=lambda pair: -len(pair[0]))
        self.signs = frozenset(s for s, _ in self.symbols if len(s) > 1 and s.isascii() and s.isalpha())
        """The signs in letters: USD, RMB, RM."""
        self._symbols_by_last: dict[str, list[tuple[str, Currency]]] = defaultdict(list)
        for symbol, currency in self.symbols:
            self._symbols_by_last[symbol[-1]].append((symbol, currency))
        for name in [name for name, senses in words.items() if _shared(senses)]:
            words[name].append(UnitWord(name, undecided=True))
        for name in BARE_YUAN:
            words[name].append(UnitWord(name))
        self._measures = {
            name for entry in rules.entries("measure_words", MeasureWord) for name in entry.names
        }
        for measure in rules.entries("measure_words", MeasureWord):
            for name in measure.names:
                words[name].append(UnitWord(name, measure=measure))
        self._by_first: dict[str, list[tuple[str, list[UnitWord]]]] = defaultdict(list)
        for name, senses in words.items():
            self._by_first[name[0]].append((name, senses))
        for group in self._by_first.values():
            group.sort(key=lambda pair: -len(pair[0]))

    def names(self) -> list[str]:
        """Every unit word and every sign of a currency; no nouns that count themselves (岗位)."""
        named = [
            name
            for group in self._by_first.values()
            for name, senses in group
            if not all(sense.measure is not None and sense.measure.itself for sense in senses)
        ]
        return [*named, *(symbol for symbol, _ in self.symbols)]

    def match(
        self, text: str, at: int, region: str | None, *, per: bool = False, alone: bool = False
    ) -> UnitWord | None:
        """The unit word that stands at `at`; a longer word wins, then one whose context is there.

        Units of time count only below a stroke (`per`): 元/天, 吨/小时. A text of figures `alone` (八毛, 12寸) has
        no context to show.
        """
        for name, senses in self._by_first.get(text[at : at + 1], ()):
            if not text.startswith(name, at):
                continue
            end = at + len(name)
            if name[-1].isascii() and name[-1].isalpha() and _letter(text[end : end + 1]):
                continue
            known = [s for s in senses if per or s.unit is None or s.unit.dimension != "time"]
            fitting = [
                sense
                for sense in known
                if (_fits(sense, text, at, end, alone) and not self._torn(sense, text, at))
                or self._parted(sense, text, at)
            ]
            if not fitting and per:
                fitting = [sense for sense in known if sense.unit is not None]
            if fitting:
                return min(fitting, key=lambda sense: _rank(sense, region))
        return None

    def _parted(self, sense: UnitWord, text: str, at: int) -> bool:
        """Whether a measure word ends before a character that often makes another word of it, because that begins a word
        itself: 30家|国家级企业, 300名|优秀学生, 5台|大型设备; not 35|套利交易."""
        entry = sense.measure
        end = at + len(sense.name)
        if entry is None or entry.context or not text.startswith(entry.not_before, end):
            return False
        if any(len(word) > 1 and text.startswith(word, end) for word in entry.not_before):
            return False
        words = self._words(text, at)
        return len(words) > 1 and words[0] == sense.name and len(words[1]) > 1

    def _torn(self, sense: UnitWord, text: str, at: int) -> bool:
        """Whether a noun that counts itself is none here, its first character being a measure word: 15项|目标任务."""
        entry = sense.measure
        if entry is None or not entry.itself or not text[at + len(sense.name) :]:
            return False
        words = self._words(text, at)
        return (
            len(words) > 1 and words[0] == sense.name[0] and words[0] in self._measures and len(words[1]) > 1
        )

    def _words(self, text: str, at: int) -> list[str]:
        """Those of the segmenter for the next characters."""
        window = _HANZI.match(text, at, at + _AHEAD)
        return list(self._segmenter.cut(window.group(), HMM=False)) if window else []

    def stands(self, word: UnitWord, text: str, at: int) -> bool:
        """Whether nothing next to the word at `at` makes it part of another one, whatever the clause is about."""
        entry = word.surroundings
        end = at + len(word.name)
        return entry is None or not (
            text.startswith(entry.not_before, end) or text.endswith(entry.not_after, 0, at)
        )

    def symbol_before(self, text: str, start: int, region: str | None) -> tuple[int, Currency] | None:
        """The currency sign or name that ends at `start`, with its own start."""
        at = start
        if at and text[at - 1] == " ":
            at -= 1
        for symbol, currency in self._symbols_by_last.get(text[at - 1 : at], ()):
            if text.endswith(symbol, 0, at):
                begin = at - len(symbol)
                if symbol[0].isascii() and symbol[0].isalpha() and _letter(text[begin - 1 : begin]):
                    continue
                if symbol == "$":
                    return begin, self.by_region.get(region or "", currency) if region != "CN" else currency
                return begin, currency
        return None


def clause(text: str, at: int, reach: int = 60) -> str:
    """The words of the clause around a position, at most `reach` characters to each side."""
    left = text[max(0, at - reach) : at]
    right = text[at : at + reach]
    begin = max((found.end() for found in _CLAUSE_END.finditer(left)), default=0)
    stop = _CLAUSE_END.search(right)
    return left[begin:] + (right[: stop.start()] if stop else right)


def _shared(senses: list[UnitWord]) -> bool:
    """比索, 克朗, 第纳尔: names of whole units of several currencies."""
    return len({sense.currency.code for sense in senses if sense.currency and sense.sub_unit == 1}) > 1


def _letter(char: str) -> bool:
    return char != "" and char.isascii() and char.isalpha()


def _fits(sense: UnitWord, text: str, at: int, end: int, alone: bool) -> bool:
    entry = sense.surroundings
    if entry is None:
        return True
    if text.startswith(entry.not_before, end) or text.endswith(entry.not_after, 0, at):
        return False
    if not entry.context and not entry.not_context:
        return True
    around = clause(text, at)
    if any(word in around for word in entry.not_context):
        return False
    guessed = sense.currency is not None and sense.part is not None and sense.sub_unit == 1
    if entry.context and (guessed or entry.always or not alone):
        return any(word in around for word in entry.context)
    return True


def _rank(sense: UnitWord, region: str | None) -> tuple[bool, bool, bool]:
    """Smaller is better: the text's region, then a context that was met, then the default size."""
    entry = sense.unit
    if entry is None:
        return (sense.currency is None, True, True)
    return (bool(entry.region) and entry.region != region, not entry.context, not entry.default)
