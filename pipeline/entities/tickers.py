"""Stock codes and the names they stand beside: 宁德时代(300750.SZ, 03750.HK), 证券代码:300750 证券简称:宁德时代."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.draft import Entity
from pipeline.entities.page import Coded, Page
from pipeline.model import Code
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Wordlist

# Characters of other words before a code in its bracket: (以下简称“宁德时代”,股票代码:300750).
_LEAD = 30
_COLON = r"\s*[为是:：]?\s*"
_BETWEEN = r"\s*(?:[,，、/;；及和与]|\s)\s*"


class Tickers:
    """Reads the codes of a text by the words of `rules/name_words.toml`."""

    def __init__(self, rules: RuleBook) -> None:
        lists = {entry.id: entry.names for entry in rules.entries("name_words", Wordlist)}
        labels, exchanges = _any(lists["ticker-labels"]), _any(lists["exchanges"])
        suffixes = _any(lists["exchange-suffixes"])
        # 00700.HK and 2330-TW, but 600519 and 2330 alone; NASDAQ:BABA, 港交所:9988, AAPL.US
        code = (
            rf"(?:(?:{exchanges})\s*[:：]?\s*[A-Z0-9][A-Z0-9.]{{0,7}}"
            rf"|[0-9]{{1,6}}\s?[.\-]\s?(?:{suffixes})|[A-Z]{{1,5}}\.(?:{suffixes})|[0-9]{{4,6}})(?![A-Z0-9])"
        )
        labelled = rf"(?:(?:{labels}){_COLON})"
        self._label = re.compile(labels)
        self._code = re.compile(code, re.IGNORECASE)
        self._exchange = re.compile(rf"(?:{exchanges})\s*[:：]?\s*", re.IGNORECASE)
        self._bracket = re.compile(
            rf"[（(](?:[^()（）\n]{{0,{_LEAD}}}?(?={labels}))?{labelled}?"
            rf"({code}(?:{_BETWEEN}{labelled}?{code})*)"
            rf"(?:[,，;；、][^()（）\n]{{0,{_LEAD}}})?\s*[)）]",
            re.IGNORECASE,
        )
        names = _any(lists["ticker-names"])
        name = r"([\u4e00-\u9fffA-Za-z*]{2,10})"
        self._head = re.compile(
            rf"(?:{labels})\s*[:：]\s*({code})[ ,，;；|\t]*(?:{names})\s*[:：]\s*{name}"
            rf"|(?:{names})\s*[:：]\s*{name}[ ,，;；|\t]*(?:{labels})\s*[:：]\s*({code})",
            re.IGNORECASE,
        )

    def brackets(self, text: str) -> list[Coded]:
        """The brackets with codes, in the order of the text."""
        found = []
        for bracket in self._bracket.finditer(text):
            labelled = self._label.search(text, bracket.start(), bracket.end(1)) is not None
            codes = tuple(self._codes(bracket.group(1), labelled=labelled))
            bare = not labelled and any(code.isdigit() for code in codes)
            if bare and bracket.group()[1:-1].strip() != bracket.group(1):
                continue  # (2500,其中新增3): digits alone are a code where nothing else stands in the bracket
            if codes and not (bare and len(codes) > 1):
                found.append(Coded(*bracket.span(), _stripped(text, bracket.start()), codes))
        return found

    def heads(self, text: str) -> list[Coded]:
        """The short names at the head of a notice, which a code stands beside; the stretch is the name."""
        found = []
        for head in self._head.finditer(text):
            code, group = (head.group(1), 2) if head.group(2) else (head.group(4), 3)
            found.append(Coded(*head.span(group), head.end(group), tuple(self._codes(code, labelled=True))))
        return found

    def _codes(self, text: str, *, labelled: bool) -> Iterable[str]:
        for found in self._code.finditer(text):
            exchange = self._exchange.match(found.group())
            code = found.group()[exchange.end() :] if exchange else found.group()
            code = re.sub(r"\s", "", code).upper()
            if code.isdigit() and len(code) == 4 and code[:2] in ("19", "20") and not (labelled or exchange):
                continue  # (2023) is a year
            yield f"{exchange.group().strip(' :：').upper()}:{code}" if exchange else code


def assign(page: Page, entities: Sequence[Entity], coded: Iterable[Coded]) -> None:
    """Codes for the organisations that they stand behind, wherever those are named."""
    ends = {entity.end: entity for entity in entities if entity.label == "ORG"}
    known: dict[str, list[Code]] = {}
    for found in coded:
        entity = ends.get(found.name_end)
        if entity is not None:
            name = page.text[entity.start : entity.end]
            codes = known.setdefault(name, [])
            codes += [code for value in found.codes if (code := Code("ticker", value)) not in codes]
    for entity in entities:
        if entity.label == "ORG":
            codes = known.get(page.text[entity.start : entity.end], known.get(entity.norm or "", []))
            entity.codes = [*entity.codes, *(code for code in codes if code not in entity.codes)]


def _stripped(text: str, end: int) -> int:
    while end and text[end - 1] == " ":
        end -= 1
    return end


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
