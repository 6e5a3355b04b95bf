"""The catalogue of indicators: which one a phrase names, given what the number beside it is measured in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.draft import Quantity
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.facts import Indicator
from pipeline.rulebook.units import Unit

# Numbers that say how much of it or how much more, whatever it is measured in.
_RELATIVE = frozenset({"percent", "percentage_point", "multiple", "fraction", "ratio"})
# What the level of an indicator may be given as, by its dimension. A bare number may be anything.
_KINDS = {
    "any": frozenset({"money", "measure", "count", "number"}),
    "money": frozenset({"money", "number"}),
    "count": frozenset({"count", "number"}),
    "goods": frozenset({"count", "measure", "number"}),
    "index": frozenset({"number"}),
    "number": frozenset({"number"}),
    "percent": frozenset({"number"}),
}
# Indicators of these have percentages for levels; a percentage of others is a share.
RATIOS = frozenset({"percent", "index", "any", "number"})
# These count sorts, people or deals and not the goods themselves: 出口两类, 出口商10家.
_SORTS = frozenset(
    {"类", "种", "项", "大类", "品种", "方面", "家", "户", "名", "位", "人", "所", "场", "次", "笔", "宗"}
)
# Dimensions of units that measure the same thing: gas is told in m³ and in tons, energy in tons of coal.
_AKIN = {
    "energy": ("mass",),
    "volume": ("mass",),
    "mass": ("freight", "volume", "ship"),
    "emission": ("mass",),
}


class Catalogue:
    """`names`: name → its indicators, in the order of the file. Raises RuleError where the entries contradict one another."""

    def __init__(self, rules: RuleBook) -> None:
        names: defaultdict[str, list[Indicator]] = defaultdict(list)
        alone: defaultdict[str, list[Indicator]] = defaultdict(list)
        ahead: defaultdict[str, list[Indicator]] = defaultdict(list)
        entries = rules.entries("metrics", Indicator)
        known = _KINDS.keys() | _AKIN.keys() | {unit.dimension for unit in rules.entries("units", Unit)}
        for entry in entries:
            if entry.dimension not in known:
                file = str(rules.file("metrics", entry.id))
                raise RuleError(
                    file,
                    entry.id,
                    f"no unit has the dimension {entry.dimension!r}",
                    "use one of units.toml, or any",
                )
            for table, words in ((names, entry.names), (alone, entry.alone)):
                for word in words:
                    self._claim(rules, entry, word, [*names.get(word, ()), *alone.get(word, ())])
                    table[word].append(entry)
            for word in entry.ahead:
                ahead[word].append(entry)
        self.names = {name: tuple(found) for name, found in names.items()}
        self._alone = {name: tuple(found) for name, found in alone.items()}
        self._ahead = {word: tuple(found) for word, found in ahead.items()}
        self._longest_ahead = max(map(len, ahead), default=0)
        self._longest = max(map(len, names), default=0)
        self._dimensions = {entry.id: entry.dimension for entry in entries}

    @staticmethod
    def _claim(rules: RuleBook, entry: Indicator, name: str, owners: Iterable[Indicator]) -> None:
        for other in owners:
            if other is entry or other.dimension == entry.dimension:
                raise RuleError(
                    str(rules.file("metrics", entry.id)),
                    entry.id,
                    f"the name {name!r} belongs to {other.id!r} too, which is measured in {other.dimension} as well",
                    "remove the name from one of them",
                )

    def dimension(self, key: str | None) -> str | None:
        """What the level of the indicator of this id is measured in."""
        return None if key is None else self._dimensions[key]

    def candidates(self, phrase: str) -> tuple[Indicator, ...]:
        """The indicators whose name is the longest end of a phrase: 规模以上工业增加值 → 工业增加值."""
        name = self._name(phrase)
        whole = self._alone.get(phrase, ())
        if name is None:
            return whole or self._ahead.get(self.verb(phrase) or "", ())
        return self.names[name] + whole if name == phrase else self.names[name]

    def verb(self, phrase: str) -> str | None:
        """The verb before what the measure is of, where no name ends the phrase: 出口|电子零部件."""
        if self._name(phrase) is not None or phrase in self._alone:
            return None
        longest = min(self._longest_ahead, len(phrase) - 1)
        return next((phrase[:size] for size in range(longest, 0, -1) if phrase[:size] in self._ahead), None)

    def ending(self, phrase: str) -> Indicator | None:
        """The first one whose name ends the phrase, whatever its number may be."""
        name = self._name(phrase)
        return None if name is None else self.names[name][0]

    def _name(self, phrase: str) -> str | None:
        for start in range(max(0, len(phrase) - self._longest), len(phrase)):
            if phrase[start:] in self.names:
                return phrase[start:]
        return None

    def find(self, phrase: str, quantity: Quantity | None = None, changed: bool = False) -> Indicator | None:
        """The one among `candidates` that the number can be a value of, or, with `changed`, a change of.

        出口3亿元 is the value of exports and 出口3万辆 their volume; 指数3亿元 is none. A word that stands for several things
        (成交) says which one only by a level.
        """
        found = self.candidates(phrase)
        if quantity is None or not found:
            return found[0] if found else None
        if quantity.kind in _RELATIVE:
            if len(found) > 1 and phrase in self._alone and phrase not in self.names:
                return None
            share = next((entry for entry in found if entry.dimension in RATIOS), None)
            return found[0] if changed or share is None else share
        return next((entry for entry in found if fits(entry, quantity)), None)


def fits(indicator: Indicator, quantity: Quantity) -> bool:
    """Whether the number can be a level of the indicator, a share of it or a change: an index is no money."""
    if quantity.kind in _RELATIVE:
        return True
    kinds = _KINDS.get(indicator.dimension)
    if kinds is not None:
        sorts = quantity.unit is not None and quantity.unit.text in _SORTS
        return quantity.kind in kinds and not (indicator.dimension == "goods" and sorts)
    if quantity.kind != "measure":
        return quantity.kind == "number"
    unit = quantity.unit.dimension if quantity.unit is not None else None
    wanted = (indicator.dimension, *_AKIN.get(indicator.dimension, ()))
    return unit is None or unit.startswith(wanted)
