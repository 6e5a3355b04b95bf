"""The words of the fact rules, looked up by text: which marks a word carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from pipeline.facts.catalogue import Catalogue
from pipeline.glossary import Glossary
from pipeline.rulebook import RuleBook
from pipeline.rulebook.facts import ChangeCue, Indicator, MetricWord, StatusCue, SubjectWord
from pipeline.rulebook.glossary import Term
from pipeline.shapes import Shapes

NOTHING: frozenset[str] = frozenset()
# jieba's tags for what ends a noun phrase: verbs, prepositions, pronouns, conjunctions, particles, adverbs.
OPEN_TAGS = frozenset(["v", "vd", "vi", "vq", "p", "r", "c", "u", "y", "e", "o", "d", "zg"])
# And for words that are seldom a name of their own: adjectives, verbal nouns, words of place and time, numerals.
_KEPT_TAGS = OPEN_TAGS | {"a", "ad", "an", "b", "f", "t", "s", "vn", "z", "m", "q"}
# Cues are put together from at most so many tokens of the segmenter.
LONGEST = 4


class Lexicon:
    """`marks[word]` says what the word does: `level`, `split`, `move`, `say`, `area` …"""

    def __init__(self, rules: RuleBook) -> None:
        marks: defaultdict[str, set[str]] = defaultdict(set)
        self._glossary = Glossary(rules.entries("glossary", Term))
        self.shapes = Shapes(rules)
        self.change: dict[str, ChangeCue] = {}
        self.status: dict[str, StatusCue] = {}
        self.catalogue = Catalogue(rules)
        self.indicators = self.catalogue.names
        for metric_word in rules.entries("metric_words", MetricWord):
            for name in metric_word.names:
                marks[name].add(metric_word.role)
        for subject_word in rules.entries("subject_words", SubjectWord):
            for name in subject_word.names:
                marks[name].add(subject_word.role)
        self._base_times: dict[str, frozenset[str]] = {}
        for cue in rules.entries("change_cues", ChangeCue):
            if cue.part in ("same_time", "last_time", "whole_time"):
                self._base_times |= dict.fromkeys(
                    cue.names, frozenset({cue.part, *([cue.basis] if cue.basis else ())})
                )
                continue
            for name in cue.names:
                marks[name].add(cue.part)
                self.change[name] = cue
        self.behind: dict[str, StatusCue] = {}
        self.coming: dict[str, StatusCue] = {}
        for status in rules.entries("status_cues", StatusCue):
            table = self._table(status.part)
            for name in status.names:
                marks[name].add("status" if status.part == "before" else status.part)
                if table is not None:
                    table[name] = status
        self.marks = {name: frozenset(found) for name, found in marks.items() if not name.startswith("*")}
        self._ends = {name[1:]: frozenset(found) for name, found in marks.items() if name.startswith("*")}
        self._longest_end = max(map(len, self._ends), default=0)
        self.measure_ends = frozenset(
            name for name, found in self._ends.items() if "end" in found and len(name) == 1
        )
        self.averages = tuple(sorted(self._with(marks, "average")))
        self.share_names = tuple(sorted(self._with(marks, "share_name")))
        self.new = tuple(sorted(self._with(marks, "new")))
        self.contributions = tuple(sorted(self._with(marks, "contribution")))
        self.grants = tuple(sorted(self._with(marks, "grant")))
        self.benefits = (*self.grants, *sorted(self._with(marks, "benefit")))
        self.glued_ends = self._with(marks, "glued_end")
        self.glued_starts = self._with(marks, "glued_start")
        moves = {name[-1] for name, found in marks.items() if "move" in found}
        self._glue = self.glued_ends | self.glued_starts | moves

    def _table(self, part: str) -> dict[str, StatusCue] | None:
        if part in ("coming", "must", "once"):
            return self.coming
        return {"before": self.status, "behind": self.behind}.get(part)

    def of(self, text: str) -> frozenset[str]:
        """What a word does: by itself, and by how it ends (入院率 → end, 电池工厂 → owner)."""
        found = self.marks.get(text, NOTHING)
        if not found.isdisjoint(("plain_noun", "adverb")):
            return found
        for length in range(min(self._longest_end, len(text)), 0, -1):
            marks = self._ends.get(text[-length:])
            if marks is not None and (length > 1 or len(text) > 1):
                return found | marks
        return found

    def of_time(self, text: str) -> frozenset[str]:
        """Whether a time is one that changes are measured against, and with what basis: 去年同期, 上月."""
        return frozenset().union(*(marks for name, marks in self._base_times.items() if name in text))

    def torn(self, text: str) -> bool:
        """Whether a word may be two that the segmenter glued together: the dictionary does not have it whole."""
        return (text[0] in self._glue or text[-1] in self._glue) and text not in _dictionary(self._glue)[1]

    @property
    def tags(self) -> Mapping[str, str]:
        """Part of speech of the words of jieba's dictionary, where it is no plain noun."""
        return _dictionary(self._glue)[0]

    @staticmethod
    def _with(marks: Mapping[str, set[str]], role: str) -> frozenset[str]:
        return frozenset(name for name, found in marks.items() if role in found)

    def canonical(self, name: str) -> str:
        """What the mainland would call it: 记忆体产值 → 内存产值."""
        return self._glossary.canonical(name)

    def indicator(self, phrase: str) -> Indicator | None:
        """The indicator whose name is the longest end of a phrase: 规模以上工业增加值 → 工业增加值."""
        return self.catalogue.ending(phrase)


@lru_cache(maxsize=4)
def _dictionary(glue: frozenset[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Of jieba's dictionary the tags, and the words that begin or end like what it glues: 行为, 到达, 约定."""
    import jieba

    table: dict[str, str] = {}
    whole: set[str] = set()
    with jieba.dt.get_dict_file() as file:
        for line in file:
            word, _, tag = line.decode("utf-8").rstrip().rpartition(" ")
            word = word.partition(" ")[0]
            if tag in _KEPT_TAGS:
                table[word] = tag
            if word[0] in glue or word[-1] in glue:
                whole.add(word)
    return table, frozenset(whole)
