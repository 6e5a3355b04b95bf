"""Weighs the evidence of where a text was written: vocabulary, bodies, currencies, calendars, quotation marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline import hanzi
from pipeline.model import Region, RegionEvidence, Script
from pipeline.offsets import fold
from pipeline.rulebook.regions import RegionCue

# A word counts so often at most: a text on Hong Kong that names it forty times may be from anywhere.
_REPEATS = 2
# The best region needs so much, so much more than the next, and so many times as much. A wrong region gives a
# wrong currency; none gives a warning.
_ENOUGH = 2
_LEAD = 2
_TIMES = 1.4
# Simplified text without other evidence is from the mainland.
_SIMPLIFIED = 2


class Weigher:
    """Callable: original text, script → the evidence of each region, the weightiest first."""

    def __init__(self, cues: Iterable[RegionCue]) -> None:
        self._named: defaultdict[str, list[RegionCue]] = defaultdict(list)
        self._formed: defaultdict[str, list[RegionCue]] = defaultdict(list)
        self._patterns: list[tuple[re.Pattern[str], RegionCue]] = []
        for cue in cues:
            for name in cue.names:
                self._named[name].append(cue)
            for form in cue.forms:
                self._formed[form].append(cue)
            if cue.pattern:
                self._patterns.append((re.compile(cue.pattern, re.MULTILINE), cue))
        self._names = _any_of(self._named)
        self._forms = _any_of(self._formed)

    def __call__(self, original: str, script: Script | None) -> list[RegionEvidence]:
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        cues: dict[str, RegionCue] = {}
        for cue, word in self._find(original):
            if not cue.script or script in (cue.script, "mixed"):
                counts[cue.id][word] += 1
                cues[cue.id] = cue
        weights: Counter[Region] = Counter()
        words: defaultdict[Region, list[str]] = defaultdict(list)
        for key, found in counts.items():
            cue = cues[key]
            total = sum(cue.weight * min(count, _REPEATS) for count in found.values())
            weights[cue.region] += min(total, cue.cap)
            words[cue.region].extend(found)
        if script == "Hans":
            weights["CN"] += _SIMPLIFIED
        return [RegionEvidence(region, weight, words[region]) for region, weight in weights.most_common()]

    def _find(self, original: str) -> Iterator[tuple[RegionCue, str]]:
        text = fold(hanzi.to_simplified(original))
        for found in self._names.finditer(text):
            for cue in self._named[found.group()]:
                if _fits(cue, text, *found.span()):
                    yield cue, found.group()
        for found in self._forms.finditer(original):
            for cue in self._formed[found.group()]:
                if _fits(cue, text, *found.span()):
                    yield cue, found.group()
        for pattern, cue in self._patterns:
            for found in pattern.finditer(text):
                yield cue, found.group()


def decide(evidence: Sequence[RegionEvidence]) -> Region | None:
    """The best region where it stands out, else null."""
    if not evidence:
        return None
    best, second = evidence[0], evidence[1].weight if len(evidence) > 1 else 0
    clear = best.weight >= second + _LEAD and best.weight >= _TIMES * second
    return best.region if best.weight >= _ENOUGH and clear else None


def _fits(cue: RegionCue, text: str, start: int, end: int) -> bool:
    return not (
        (cue.not_after and text.endswith(cue.not_after, 0, start))
        or (cue.not_before and text.startswith(cue.not_before, end))
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Longest first, so that 国家统计局 is not read as 统计局."""
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)")
