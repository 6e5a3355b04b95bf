"""Stock codes and the names they stand beside: 宁德时代(300750.SZ, 03750.HK), 证券代码:300750 证券简称:宁德时代."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.draft import Entity
from pipeline.entities.page import Coded, Page
from pipeline.model import Code
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Wordlist

# Characters of other words before a code in its bracket: (以下简称“宁德时代”,股票代码:300750).
_LEAD = 30
_COLON = r"\s{0,3}[为是:：]?\s{0,3}"
# 纳斯达克股票代码:JD
_CODE_OF = r"(?:(?:股票|证券|股份|上市)?(?:代码|代号))?\s{0,3}[:：]?\s{0,3}"
_BETWEEN = r"(?:\s{0,3}[,，、/;；及和与]\s{0,3}|\s{1,3})"
_LETTERS = re.compile(r"[（(]\s*([A-Z]{1,5})\s*[)）]")
# How far behind a code something is said of the share.
_CLAUSE = re.compile(r"[^，。；;！？\n]{0,20}")
# (药明生物,2269.HK): the name stands before its code in the same bracket.
_NAMED = re.compile(r"[（(]\s*(?:简称|即)?[“「‘\"]?([\u4e00-\u9fff]{2,10})[”」’\"]?\s*[,，]")
# (於开曼群岛注册成立的有限公司), a line between the name of a company and its code.
_FOUNDED = re.compile(r"[（(][^()（）\n]{0,60}(?:注册|成立|[Ii]ncorporated)[^()（）\n]{0,60}[)）]\s*$")
# Characters of the line on either side that tell what it is about.
_LINE = 200
_LOOK_BACK = 160
_JOINTS = re.compile(r"[ ,，;；|\t]*\n?[ |\t]*")


class Tickers:
    """Reads the codes of a text by the words of `rules/name_words.toml`."""

    def __init__(self, rules: RuleBook) -> None:
        lists = {entry.id: entry.names for entry in rules.entries("name_words", Wordlist)}
        sure, exchanges = _any(lists["ticker-labels"]), _any(lists["exchanges"])
        labels = _any((*lists["ticker-labels"], *lists["ticker-labels-weak"]))
        suffixes = _any(lists["exchange-suffixes"])
        # 00700.HK and 2330-TW, but 600519 and 2330 alone; NASDAQ:BABA, 港交所:9988, AAPL.US
        code = (
            rf"(?:(?:{exchanges}){_CODE_OF}[A-Z0-9][A-Z0-9.]{{0,7}}"
            rf"|[0-9]{{1,6}}\s?[.\-]\s?(?:{suffixes})|[A-Z]{{1,5}}\.(?:{suffixes})|[0-9]{{4,6}})(?![A-Z0-9])"
        )
        # 股份代号:5, 股票代码:PDD
        plain = rf"(?:{sure})\s*[为是:：]\s*(?:[A-Z]{{1,5}}|[0-9]{{1,3}})(?![A-Z0-9.\-])"
        item = rf"(?:{plain}|(?:(?:{labels}){_COLON})?{code})"
        self._label = re.compile(labels)
        self._code = re.compile(
            rf"(?:(?:{sure})\s*[为是:：]\s*)([A-Z]{{1,5}}|[0-9]{{1,3}})(?![A-Z0-9.\-])|{code}", re.IGNORECASE
        )
        self._exchange = re.compile(rf"({exchanges}){_CODE_OF}", re.IGNORECASE)
        self._bracket = re.compile(
            rf"[（(](?:[^()（）\n]{{0,{_LEAD}}}?(?:(?={labels})|[,，;；:：]\s*))??"
            rf"({item}(?:{_BETWEEN}{item})*)"
            rf"(?:[,，;；、][^()（）\n]{{0,{_LEAD}}})?\s*[)）]",
            re.IGNORECASE,
        )
        names = _any(lists["ticker-names"])
        name = r"[\u4e00-\u9fffA-Za-z*]{2,10}(?![\u4e00-\u9fffA-Za-z*])"
        self._field = re.compile(
            rf"(?:(?P<names>{names})\s*[:：]\s*(?P<name>{name}(?:[、/]{name})*)"
            rf"|(?:{sure}|(?<![\u4e00-\u9fff])(?:代码|代号))\s*[:：]\s*(?P<code>{code}(?:[、/,，]\s*{code})*|[0-9]{{1,3}}(?![0-9])))",
            re.IGNORECASE,
        )
        self._name = re.compile(name)
        self.sure, self.never = frozenset(lists["us-tickers"]), frozenset(lists["company-abbreviations"])
        self.markets = tuple(lists["us-market"])
        self._market = re.compile(_any(self.markets))
        self._share = re.compile(_any(lists["share-words"]))

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
                name_end = _name_end(text, bracket.start(), labelled=labelled)
                inside = _NAMED.match(text, bracket.start(), bracket.start(1))
                named = inside is not None and self._label.search(inside.group(1)) is None
                found.append(
                    Coded(*bracket.span(), name_end, codes, inside.span(1) if inside and named else None)
                )
        found += self._letters(text)
        return sorted(found, key=lambda coded: coded.start)

    def _letters(self, text: str) -> Iterator[Coded]:
        """微软(MSFT): letters alone, where they are known for a code or the line speaks of shares."""
        for bracket in _LETTERS.finditer(text):
            letters = bracket.group(1)
            if letters in self.sure or self._traded(text, bracket):
                yield Coded(*bracket.span(), _stripped(text, bracket.start()), (letters,))

    def _traded(self, text: str, bracket: re.Match[str]) -> bool:
        """Whether the clause goes on about a share, and the line around it is of the market."""
        letters = bracket.group(1)
        clause = _CLAUSE.match(text, bracket.end())
        if letters in self.never or clause is None or self._share.search(clause.group()) is None:
            return False
        if text.endswith(self.markets, 0, _stripped(text, bracket.start())):
            return False  # 纳斯达克(NDX)涨1%
        start, end = max(0, bracket.start() - _LINE), min(len(text), bracket.end() + _LINE)
        line = text.rfind("\n", start, bracket.start())
        stop = text.find("\n", bracket.end(), end)
        return self._market.search(text, max(start, line), stop if stop >= 0 else end) is not None

    def heads(self, text: str) -> list[Coded]:
        """The short names at the head of a notice, which codes stand beside; the stretch is the name.

        证券代码:300999 证券简称:云川股份; A股代码:… H股代码:… 证券简称:…; 证券代码:000002、299903 证券简称:万科A、万科H代.
        As many names as codes are pairs, else every name has every code. Where no name has a label it may stand behind
        the code (股份代号:00388 香港交易所): then the stretch is that of the codes.
        """
        found: list[Coded] = []
        names: list[tuple[int, int]] = []
        codes: list[str] = []
        first = last = 0
        for field in self._field.finditer(text):
            joint = _JOINTS.match(text, last)
            if joint is None or joint.end() != field.start():
                found += _paired(names, codes, first, last)
                names, codes, first = [], [], field.start()
            last = field.end()
            if field["name"]:
                names += [one.span() for one in self._name.finditer(text, *field.span("name"))]
            elif field["code"].isdigit():
                codes.append(field["code"])
            else:
                codes += self._codes(field["code"], labelled=True)
        return [*found, *_paired(names, codes, first, last)]

    def _codes(self, text: str, *, labelled: bool) -> Iterator[str]:
        for found in self._code.finditer(text):
            if found.group(1):
                if found.group(1).isupper() or found.group(1).isdigit():
                    yield found.group(1)
                continue
            exchange = self._exchange.match(found.group())
            code = found.group()[exchange.end() :] if exchange else found.group()
            code = re.sub(r"\s", "", code).upper()
            if code.isdigit() and len(code) == 4 and code[:2] in ("19", "20") and not (labelled or exchange):
                continue  # (2023) is a year
            yield f"{exchange.group(1).upper()}:{code}" if exchange else code


def without_codes(page: Page, entities: Iterable[Entity]) -> list[Entity]:
    """Without what a model takes for names in a bracket of codes: TSLA in 特斯拉(TSLA), NYSE: XPEV."""
    inside = {at: found for found in page.brackets.values() for at in range(found.start, found.end)}

    def code(entity: Entity) -> bool:
        found = inside.get(entity.start)
        if found is None or entity.end > found.end or not entity.rule.startswith("model"):
            return False
        name = page.text[entity.start : entity.end].upper()
        return any(code.rpartition(":")[2] in name for code in found.codes)

    return [entity for entity in entities if not code(entity)]


def assign(page: Page, entities: Sequence[Entity], coded: Iterable[Coded]) -> None:
    """Codes for the organisations that they stand beside, wherever those are named, by their full or their short name."""
    organisations = [entity for entity in entities if entity.label == "ORG"]
    ends = {entity.end: entity for entity in organisations}
    starts = {entity.start: entity for entity in organisations}
    known: dict[str, list[Code]] = {}
    for found in coded:
        beside = [ends.get(found.name_end), ends.get(found.inside[1]) if found.inside else None]
        if beside[0] is None and _opens_line(page.text, found.start):
            beside.append(starts.get(_blanks(page.text, found.end)))  # (00388.HK)香港交易所
        for entity in beside:
            if entity is not None:
                for name in {page.text[entity.start : entity.end], entity.norm or ""} - {""}:
                    codes = known.setdefault(name, [])
                    codes += [code for value in found.codes if (code := Code("ticker", value)) not in codes]
    for entity in organisations:
        codes = known.get(page.text[entity.start : entity.end], known.get(entity.norm or "", []))
        entity.codes = [*entity.codes, *(code for code in codes if code not in entity.codes)]


def _paired(names: list[tuple[int, int]], codes: list[str], first: int, last: int) -> Iterator[Coded]:
    if names and codes:
        pairs = len(names) == len(codes)
        for number, (start, end) in enumerate(names):
            yield Coded(start, end, end, (codes[number],) if pairs else tuple(codes))
    elif codes:
        yield Coded(first, last, -1, tuple(codes))


def _name_end(text: str, start: int, *, labelled: bool) -> int:
    """Where the name before a bracket ends; of a bracket that opens a line with its label, in the line before."""
    end = _stripped(text, start)
    if labelled and _opens_line(text, start):
        above = text[max(0, start - _LOOK_BACK) : start].rstrip()
        founded = _FOUNDED.search(above)
        while founded:
            above = above[: founded.start()].rstrip()
            founded = _FOUNDED.search(above)
        return max(0, start - _LOOK_BACK) + len(above)
    return end


def _opens_line(text: str, at: int) -> bool:
    at = _stripped(text, at)
    return at == 0 or text[at - 1] == "\n"


def _blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _stripped(text: str, end: int) -> int:
    while end and text[end - 1] == " ":
        end -= 1
    return end


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
