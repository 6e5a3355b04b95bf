"""The words of the fact rules, looked up by text: which marks a word carries."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from pipeline.rulebook import RuleBook
from pipeline.rulebook.facts import ChangeCue, Indicator, MetricWord, StatusCue, SubjectWord

NOTHING: frozenset[str] = frozenset()
# jieba's tags for what ends a noun phrase: prepositions, pronouns, conjunctions, particles, adverbs.
_OPEN_TAGS = frozenset(["v", "vd", "vi", "vq", "p", "r", "c", "u", "y", "e", "o", "d", "zg"])
# Cues are put together from at most so many tokens of the segmenter.
LONGEST = 4


class Lexicon:
    """`marks[word]` says what the word does: `level`, `split`, `move`, `say`, `area` …"""

    def __init__(self, rules: RuleBook) -> None:
        marks: defaultdict[str, set[str]] = defaultdict(set)
        self.change: dict[str, ChangeCue] = {}
        self.status: dict[str, StatusCue] = {}
        self.indicators: dict[str, Indicator] = {}
        for metric_word in rules.entries("metric_words", MetricWord):
            for name in metric_word.names:
                marks[name].add(metric_word.role)
        for subject_word in rules.entries("subject_words", SubjectWord):
            for name in subject_word.names:
                marks[name].add(subject_word.role)
        for cue in rules.entries("change_cues", ChangeCue):
            for name in cue.names:
                marks[name].add(cue.part)
                self.change[name] = cue
        for status in rules.entries("status_cues", StatusCue):
            for name in status.names:
                marks[name].add("status")
                self.status[name] = status
        for indicator in rules.entries("metrics", Indicator):
            for name in indicator.names:
                self.indicators.setdefault(name, indicator)
        self.marks = {name: frozenset(found) for name, found in marks.items()}
        self.longest_indicator = max(map(len, self.indicators), default=0)

    def indicator(self, phrase: str) -> Indicator | None:
        """The indicator whose name is the longest end of a phrase: 规模以上工业增加值 → 工业增加值."""
        for start in range(max(0, len(phrase) - self.longest_indicator), len(phrase)):
            found = self.indicators.get(phrase[start:])
            if found is not None:
                return found
        return None


@lru_cache(maxsize=1)
def tags() -> dict[str, str]:
    """Part of speech of the words of jieba's dictionary, where it is no noun or adjective."""
    import jieba

    table: dict[str, str] = {}
    with jieba.dt.get_dict_file() as file:
        for line in file:
            word, _, tag = line.decode("utf-8").rstrip().rpartition(" ")
            if tag in _OPEN_TAGS:
                table[word.partition(" ")[0]] = tag
    return table
