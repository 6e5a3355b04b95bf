"""Where a name begins: words walked to the left until one that no name holds."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import OPENING, PUNCTUATION, Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import NameSuffix, Wordlist
from pipeline.rulebook.words import Words
from pipeline.segmenter import tokenizer, word_classes

# A name without a place in it is no longer than this, one with a place than `_REACH`.
_PLAIN = 16
_REACH = 30
_LEVEL = frozenset("省市区县州")
# Provinces and cities in the names of lines: 沪宁高速, 成渝高铁.
_SHORT = frozenset(
    "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇陕秦甘陇青宁新藏港澳台杭甬穗深汉蓉成郑广昆兰连哈沈长武福厦合徐西"
)
# First words of the names of events that are not all common ones: 世界人工智能大会.
_WIDE = frozenset({"世界", "全球", "亚洲", "环球"})
_QUOTES = frozenset("“”「」‘’\"'")
_DASHES = frozenset("—－-–")
_JOINING = frozenset("和与及暨")
# What may stand before the place in a name: 中共重庆市委, 国家统计局重庆调查总队.
_PREFIXES = (
    "中共",
    "原",
    "国立",
    "共青团",
    "国网",
    "中国",
    "国家",
    "台湾",
    "民革",
    "民盟",
    "国药",
    "中铁",
    "中建",
    "中交",
)


class Grammar:
    def __init__(self, rules: RuleBook) -> None:
        lists = {entry.id: frozenset(entry.names) for entry in rules.entries("name_words", Wordlist)}
        self.generic = lists["generic"]
        self.stop = lists["stop"]
        self.saying = lists["saying"]
        self.common = tuple(lists["common-ends"])
        self.inside = lists["inside"]
        self.asides = tuple(lists["asides"])
        self.company_posts = tuple(lists["company-posts"])
        self.kinds = lists["class-nouns"]
        classes = word_classes()
        self.proper = classes.proper
        self.coined = classes.proper | classes.places
        self.function = classes.function | self.stop
        self.blocking = ((classes.verbs | classes.function) - self.inside) | self.stop
        # the dictionary calls many nouns verbs (通道): where the suffix is sure, those of one character count alone
        short = {verb for verb in classes.verbs if len(verb) == 1}
        self.sure = ((classes.function | short | self.saying) - self.inside) | self.stop
        self.frequency: Callable[[str], int] = lambda word: int(dictionary.FREQ.get(word, 0))
        dictionary = tokenizer(rules.entries("words", Words))
        self.suffixes: Lexicon[NameSuffix] = Lexicon(
            (name, entry) for entry in rules.entries("name_suffixes", NameSuffix) for name in entry.names
        )
        limited = [e for e in rules.entries("name_suffixes", NameSuffix) if e.id == "limited-company"]
        self.limited = tuple(name for entry in limited for name in entry.names)

    def left_edge(self, page: Page, at: int, *, sure: bool = False, reach: int = _REACH) -> int:
        """The earliest start of a name whose last part begins at `at`."""
        blocking = self.sure if sure else self.blocking
        start = at
        while start > max(0, at - reach):
            token = page.word(start - 1)
            if token is None or token.kind == "time":
                break
            if token.kind == "quantity":
                if not token.text.startswith("第"):
                    break
            elif token.text in _DASHES and token.start in page.places:  # 中国—东盟博览会
                pass
            elif token.text in PUNCTUATION:
                opening = _opened(page.text, start, token.text)
                if opening is None or opening < at - reach or self._aside(page, opening, start, at):
                    break
                start = opening
                continue
            elif token.text.startswith("第") and token.start in page.places:  # 海州市第一人民医院
                pass
            elif page.text[token.start : min(token.end, start)] in blocking:
                break
            start = token.start
        return start

    def _aside(self, page: Page, opening: int, end: int, at: int) -> bool:
        """Whether a bracket is no part of the name that goes on to `at`: a code, a short form, what a whole name is called.

        华川(上海)投资 and 普华永道(特殊普通合伙)北京分所 hold theirs; 甲有限公司(下称“甲”) and 世界卫生组织(WHO) are done.
        """
        if end in page.brackets:
            return True
        text = page.text
        if text[opening] not in "(（":
            return False
        content = text[opening + 1 : end - 1]
        if any(word in content for word in self.asides) or any(mark in content for mark in _QUOTES):
            return True
        done = opening in page.listed or text.endswith(self.limited, max(0, opening - 8), opening)
        return done and end < at and end - 1 not in page.places

    def without_kind(self, page: Page, start: int, end: int) -> int:
        """Behind the kind of company that stands before its name: 网通厂|智易."""
        return max(
            (stop for stop in range(start + 2, end - 1) if page.text[start:stop] in self.kinds), default=start
        )

    def begin(self, page: Page, at: int, known: dict[int, int], anchor: str) -> int | None:
        """Where a name whose suffix begins at `at` begins; null when what stands before makes no name.

        `known` maps the ends of recognised organisations to their starts.
        """
        word = page.word(at - 1)
        inside = word is not None and word.end > at > word.start and word.text in self.proper
        if word is not None and inside and page.text[word.start : at] not in self.generic:
            return page.places.get(word.start, word.start)  # one word of the dictionary, 青岛|理工大学
        edge = self.left_edge(page, at, sure=anchor == "any")
        start = self._anchored(page, edge, at, known)
        if start is None and at > edge and self.named(page, edge, at) and anchor != "place":
            return edge if at - edge <= _PLAIN else None
        if (
            start is None
            and page.text[edge - 1 : edge] in _JOINING
            and not self.named(page, edge, at, anchor)
        ):
            # 中国物流与采购联合会: the part on the right has no anchor of its own
            further = self._anchored(page, self.left_edge(page, edge - 1), edge - 1, known)
            if further is not None and edge - 1 - further >= 2 and not self._two(page, further, edge, at):
                start = further
        if start is not None:
            return start
        if anchor == "place" or at - edge > _PLAIN or at == edge:
            return None
        return edge if self.named(page, edge, at, anchor) else None

    def _two(self, page: Page, start: int, edge: int, at: int) -> bool:
        """Whether what is joined is two names: 台新金控与|新光金控, 微软首席执行官纳德拉与|苹果公司."""
        listed = any(page.listed.get(end) == edge for end in range(at + 1, at + 9))
        return (listed and edge - 1 in page.listed) or any(
            post in page.text[start : edge - 1] for post in self.company_posts
        )

    def _anchored(self, page: Page, edge: int, at: int, known: dict[int, int]) -> int | None:
        """The start of the leftmost place or organisation that the name may begin with."""
        best = None
        for end in range(edge + 2, at + 1):
            start = known.get(end, page.places.get(end))
            if (
                start is not None
                and start >= edge
                and page.edges[start]
                and page.text[start - 1 : start] not in ("(", "（")
            ):
                best = start
                break
        if best is None:
            word = page.word(edge)
            level = page.text[edge : edge + 1] in _LEVEL and word is not None and word.start == edge
            return edge if level and at - edge >= 1 and (word is None or len(word.text) == 1) else None
        before = page.text[edge:best]
        for prefix in _PREFIXES:
            if before.endswith(prefix):
                return best - len(prefix)
        return best

    def named(self, page: Page, start: int, end: int, anchor: str = "name") -> bool:
        """Whether the words are more than common ones: 忽米网络 is, 上市 is none."""
        words = self.words(page, start, end)
        if words and words[0] in _WIDE and len(words) > 1:
            return True
        if all(word in self.generic for word in words):
            return False
        if anchor == "any":
            return True
        if set(page.text[start:end]) <= _SHORT:
            return True
        singles = 0
        for word in words:
            if word in self.coined or word[0] in "“「" or (word.isascii() and word.isalpha()):
                return True
            if len(word) > 1 and word not in self.generic and not self.frequency(word):
                return True
            singles = singles + 1 if len(word) == 1 and word not in self.generic else 0
            if singles >= 2:
                return True
        return False

    def words(self, page: Page, start: int, end: int) -> list[str]:
        found = []
        at = start
        while at < end:
            token = page.word(at)
            if token is None:
                at += 1
                continue
            stop = min(token.end, end)
            found.append(page.text[max(token.start, start) : stop])
            at = stop
        return found


def _opened(text: str, end: int, mark: str) -> int | None:
    """Where the bracket or quotation mark that closes at `end - 1` was opened, if nothing ends a clause inside."""
    opening = OPENING.get(mark)
    if opening is None:
        return None
    at = text.rfind(opening, max(0, end - 24), end - 1)
    if at < 0 or any(char in "，。；;！？\n" for char in text[at:end]):
        return None
    return at
