"""Companies without a word that says so: before a post or an act of companies, and behind the kind that they are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.grammar import Grammar
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import PUNCTUATION, Page
from pipeline.entities.persons import SOUNDS
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Posts, Wordlist

# Characters of a bare name, at most: 拾光咖啡, 环海航运.
_LONGEST = 8
_DAYS = (
    "昨日",
    "昨天",
    "日前",
    "近日",
    "今日",
    "今天",
    "昨晚",
    "今",
    "昨",
    "正式",
    "当天",
    "随后",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
)
_LINKS = "、和与及"
_SIDES = ("主场", "客场", "在主场", "在客场", "以", "昨晚", "昨天", "今晚", "队")
_RANKS = ("副", "前", "原", "总", "代")
_KINDS = ("公司", "企业", "集团", "机构", "银行", "平台", "品牌", "门店", "基金")


class Recogniser:
    def __init__(self, rules: RuleBook, grammar: Grammar) -> None:
        self.grammar = grammar
        lists = {entry.id: entry.names for entry in rules.entries("name_words", Wordlist)}
        self.posts = Lexicon((name, name) for name in lists["company-posts"])
        self.acts = Lexicon((name, name) for name in lists["company-acts"])
        self.shops = frozenset(lists["shop-nouns"])
        self.kinds = Lexicon((name, name) for name in (*grammar.kinds, *self.shops))
        self.matches = tuple(lists["match-verbs"])
        self.titles = {name for entry in rules.entries("posts", Posts) for name in entry.names}
        self.weak = frozenset(lists["brand-ends-weak"])
        self.ends = Lexicon((name, name) for name in (*lists["brand-ends"], *self.weak))
        self.regional = tuple(
            f"{where}区" for where in ("大中华", "中国", "亚太", "华东", "华南", "华北", "西南")
        )
        self.follow = tuple(
            {*lists["company-posts"], *lists["company-acts"], *_DAYS, "上月", "去年", "今年", "第"}
        )

    def __call__(self, page: Page) -> list[Entity]:
        return [
            *self._before_posts(page),
            *self._subjects(page),
            *self._behind_kinds(page),
            *self._endings(page),
            *self._teams(page),
        ]

    def _before_posts(self, page: Page) -> Iterator[Entity]:
        """环海航运董事长江怀远."""
        for post, _, _ in self.posts.find(page.text):
            at = post - page.text.endswith(_RANKS, 0, post)  # 环海航运副董事长
            start = self.grammar.left_edge(page, at, sure=True, reach=_LONGEST + 4)
            start, end = self.grammar.without_kind(page, start, at), self._without_region(page, at)
            if self._bare(page, start, end):
                yield Entity(start, end, "ORG", "brands.post", 0.7)

    def _subjects(self, page: Page) -> Iterator[Entity]:
        """橘屋宣布, 拾光咖啡今日完成B轮融资: where a clause begins."""
        for act, _, _ in self.acts.find(page.text):
            end = self._before_day(page, act)
            start = self.grammar.left_edge(page, end, sure=True, reach=_LONGEST)
            token = page.word(start - 1)
            opens = page.closed(start - 1) or (token is not None and token.kind == "time")
            start = self.grammar.without_kind(page, start, end)
            foreign = set(page.text[start:end]) <= SOUNDS  # 马尔科斯宣布
            if opens and not foreign and self._bare(page, start, end) and self._rare(page, start, end):
                yield Entity(start, end, "ORG", "brands.act", 0.7)

    def _without_region(self, page: Page, at: int) -> int:
        """Before the region that a post is for: 橘屋|中国区|总裁."""
        for region in self.regional:
            if page.text.endswith(region, 0, at):
                return at - len(region)
        return at

    def _before_day(self, page: Page, at: int) -> int:
        """Where the subject ends before a day: 橘屋|昨日|宣布."""
        token = page.word(at - 1)
        if token is not None and token.end == at and (token.kind == "time" or token.text in _DAYS):
            return token.start
        return at

    def _behind_kinds(self, page: Page) -> Iterator[Entity]:
        """网通厂智易, 业者正文、启碁."""
        text = page.text
        for at, kind, _ in self.kinds.find(text):
            start = at + len(kind)
            if kind in self.shops and not self._common(page, at):
                continue  # 新华书店
            while (end := self._end(page, start)) is not None:
                yield Entity(start, end, "ORG", "brands.kind", 0.7)
                if text[end : end + 1] not in _LINKS or end >= len(text):
                    break
                start = end + 1

    def _common(self, page: Page, at: int) -> bool:
        """Whether a mark or a word that is in no name stands before: 大型|书店, 的|书店."""
        token = page.word(at - 1)
        if page.closed(at - 1) or token is None or token.end != at:
            return page.closed(at - 1)
        return (
            token.kind != "word" or token.text in self.grammar.generic or token.text in self.grammar.blocking
        )

    def _end(self, page: Page, start: int) -> int | None:
        """The end of the bare name that begins at `start`: before a mark, a day, a post or an act."""
        end = start
        while end - start < _LONGEST and not page.closed(end):
            token = page.word(end)
            if token is None or token.kind != "word" or token.text in self.grammar.blocking:
                break
            if end > start and (
                token.text in self.grammar.saying
                or page.text.startswith(self.follow, end)
                or page.text[end] in _LINKS
            ):
                break
            end = token.end
        token = page.word(end)
        closed = page.closed(end) or page.text.startswith(self.follow, end) or page.text[end] in _LINKS
        closed = closed or (token is not None and (token.kind != "word" or token.text in self.grammar.saying))
        fits = closed and self._bare(page, start, end) and self._rare(page, start, end)
        return end if fits else None

    def _endings(self, page: Page) -> Iterator[Entity]:
        """云川地产, 高瓴创投: two characters (or three, or a place) that are no common word, and what brands end in."""
        for at, name, _ in self.ends.find(page.text):
            end = at + len(name)
            last = page.word(end - 1)
            if last is not None and last.end != end:
                continue
            for size in (2, 3):
                start = at - size
                if start < 0 or not page.edges[start] or page.closed(start):
                    continue
                if name in self.weak and not self._topic(page, start, end):
                    continue
                if self._rare(page, start, at) and self._bare(page, start, end) and self._opens(page, start):
                    yield Entity(start, end, "ORG", "brands.ending", 0.65)
                    break

    def _teams(self, page: Page) -> Iterator[Entity]:
        """青岛海牛战平上海申花: a place and a nickname beside a word for a match."""
        text = page.text
        if not any(verb in text for verb in self.matches):
            return
        for end, start in page.places.items():
            stop = end
            while stop - end < 4 and not page.closed(stop):
                token = page.word(stop)
                if token is None or token.kind != "word" or token.text in self.grammar.blocking:
                    break
                if (
                    token.text in self.titles
                    or token.text in _DAYS
                    or text.startswith((*self.matches, *_SIDES), stop)
                ):
                    break
                stop = token.end
            if not 2 <= stop - end <= 4:
                continue
            beside = text.endswith(self.matches, 0, start) or text.startswith((*self.matches, *_SIDES), stop)
            if beside and page.edges[stop]:
                yield Entity(start, stop, "ORG", "brands.team", 0.75)

    def _topic(self, page: Page, start: int, end: int) -> bool:
        """Whether a clause or a list begins with the stretch, and its own words or a mark follow."""
        if not (page.closed(start - 1) or page.text[start - 1] in _LINKS):
            return False
        token = page.word(end)
        return (
            page.text[end : end + 1] in "、和:：("
            or page.text.startswith(self.follow, end)
            or (token is not None and (token.kind == "time" or token.text in self.grammar.saying))
        )

    def _opens(self, page: Page, start: int) -> bool:
        token = page.word(start - 1)
        if page.closed(start - 1) or page.text[start - 1] in _LINKS:
            return True
        return token is not None and (token.kind != "word" or token.text in self.grammar.blocking)

    def _bare(self, page: Page, start: int, end: int) -> bool:
        """Whether the stretch may be a whole name: no word of it can stand in none, and it is no place alone."""
        if not 2 <= end - start <= _LONGEST or page.closed(start):
            return False
        if any("0" <= char <= "9" or char == "第" or char in PUNCTUATION for char in page.text[start:end]):
            return False
        words = self.grammar.words(page, start, end)
        if any(word in self.grammar.function or word in self.titles for word in words) or all(
            word in self.grammar.generic for word in words
        ):
            return False
        if page.text.endswith(_KINDS, start, end):
            return False  # 上市公司
        if any(page.places.get(stop, -1) >= start for stop in (end, end - 1)):
            return False  # 中国区总裁, 北京市朝阳区发布
        return self.grammar.named(page, start, end)

    def _rare(self, page: Page, start: int, end: int) -> bool:
        """Whether a word of it is none of the dictionary, or it is written with single characters."""
        words = self.grammar.words(page, start, end)
        first = words[0] if words else ""
        if len(first) > 1 and (first in self.grammar.coined or not self.grammar.frequency(first)):
            return True
        if any(word in self.grammar.blocking for word in words[:2]):
            return False
        return (
            len(words) >= 2
            and all(len(word) == 1 for word in words[:2])
            and not any(
                char in "一二三四五六七八九十百千万亿大小新老高多各本该此其某我他你她每双首次第"
                for char in words[0] + words[1]
            )
        )
