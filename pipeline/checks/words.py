"""The words and definitions that checks rest on, looked up once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.glossary import Glossary
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.checks import CheckWord, Identity
from pipeline.rulebook.facts import Indicator
from pipeline.rulebook.glossary import Term

# So many characters of a sentence are looked at: one figure of a run without full stops costs no more.
_SENTENCE = 1000
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}


class CheckWords:
    """`rebased`: the indicators whose growth the published levels do not give; `identities`: what adds up by definition.

    Raises RuleError for an identity of an indicator that there is not.
    """

    def __init__(self, rules: RuleBook) -> None:
        words: dict[str, list[str]] = {"adjusted": [], "part": [], "total": [], "whole": []}
        for entry in rules.entries("check_words", CheckWord):
            words[entry.role] += entry.names
        indicators = rules.entries("metrics", Indicator)
        glossary = Glossary(rules.entries("glossary", Term))
        self.rebased = frozenset(entry.id for entry in indicators if entry.rebased)
        self.additive = frozenset(entry.id for entry in indicators if entry.additive)
        self.names = {entry.id: glossary.canonical(entry.names[0]) for entry in indicators}
        self._shares = next((entry.names for entry in indicators if entry.id == "share"), ())
        self._canonical = {name: self.names[entry.id] for entry in indicators for name in entry.names}
        self.identities = rules.entries("identities", Identity)
        self._adjusted = _any(words["adjusted"])
        self._part = _any(words["part"])
        self._sum = _any(words["total"])
        self._total = re.compile(
            # 两项合计, but no part of a number or time: 十二项合计, 2022年合计, 二季度合计
            rf"(?:(?<![\d一二三四五六七八九十百千第])([{''.join(_COUNTS)}])[^\d,。;年月日季旬周]{{1,4}})?"
            rf"(?:{_any(words['total']).pattern})[^\d,。;]{{0,3}}$"
        )
        self._whole = re.compile(rf"(?:{_any(words['whole']).pattern})+")
        for identity in self.identities:
            for key in identity.indicators:
                if key not in self.names:
                    file = str(rules.file("identities", identity.id))
                    raise RuleError(
                        file, identity.id, f"no indicator has the id {key!r}", "use an id of metrics.toml"
                    )

    def adjusted(self, text: str, start: int, end: int) -> bool:
        """Whether a change in this stretch, a sentence, is reckoned otherwise than from the published levels."""
        return self._adjusted.search(text, start, min(end, start + _SENTENCE)) is not None

    def part_at(self, text: str, start: int, end: int) -> int:
        """Where the last 其中 between two positions ends; -1 where there is none."""
        return max((found.end() for found in self._part.finditer(text, start, end)), default=-1)

    def total(self, text: str) -> tuple[bool, int | None]:
        """Whether the words before a number say it is a sum, and of how many figures if they say that: 两项合计."""
        found = self._total.search(text[-16:])
        if found is None:
            return False, None
        return True, _COUNTS.get(found[1])

    def adds(self, text: str) -> bool:
        """Whether what follows is of several figures: 两者合计占…."""
        return self._sum.search(text) is not None

    def wholes(self, name: str) -> Iterator[str]:
        """What the level of a whole may be called: 总面积 and 面积, GDP比重 for 国内生产总值."""
        for ending in self._shares:
            if name.endswith(ending) and len(name) > len(ending):
                name = name[: -len(ending)].removesuffix("的")
                break
        yield self._canonical.get(name, name)
        found = self._whole.match(name)
        if found is not None and found.end() < len(name):
            bare = name[found.end() :]
            yield self._canonical.get(bare, bare)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")
