"""Persons: a name beside a post, before a verb of saying, or with the middle dot of foreign names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.draft import Entity
from pipeline.entities.grammar import Grammar
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.page import Page
from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import Posts, Wordlist

_HOUSES = ("大学", "学院", "医院", "研究所", "研究院", "公司", "集团", "研究中心", "实验室", "科学院")
# A candidate needs this much: see `_weigh`.
_ENOUGH = 2
_DOTTED = re.compile(
    r"[\u4e00-\u9fff]{1,7}(?:-[\u4e00-\u9fff]{1,5})?(?:[·•・‧][\u4e00-\u9fff]{1,8}|[·•・‧][A-Z]\.?)+"
)
_SPACED = re.compile(r"[\u4e00-\u9fff] {1,2}[\u4e00-\u9fff]")
# Characters that write foreign names; what stands before the first or after the last of them is no part of one.
SOUNDS = frozenset(
    "阿埃艾爱安奥巴白柏拜班邦包保鲍贝本比彼毕宾波伯博勃布查达戴丹道德登邓狄迪蒂丁顿多厄恩尔法凡范菲费芬丰弗佛福夫富盖甘冈高戈哥格葛贡古瓜圭哈海罕汉豪赫"
    "亨洪胡华怀惠霍基吉季加嘉贾简焦杰金津卡凯坎康考柯科克肯孔库夸奎昆拉莱兰朗劳勒雷蕾黎李里理历利莉丽联廉列林琳留刘龙隆卢鲁路露伦罗洛吕马玛麦曼芒毛梅门蒙"
    "孟米密明摩莫墨默姆木穆拿那纳娜南瑙内尼妮涅宁牛纽农努诺欧帕潘庞培佩彭皮匹平泼珀普齐奇契恰钱乔切琴丘琼屈让热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申"
    "什圣施石史士舒斯朔思司丝松苏孙索塔泰谭坦汤唐陶特提廷通图土托陀瓦万旺威韦维温文翁沃乌伍武西希锡夏香肖谢辛欣休许雪逊雅亚延扬杨耶叶伊衣依因英尤雨约泽曾扎詹"
    "张珍真芝治朱祖佐乍京吐亚孜帅让诺颖崔碧丝芮滕腾博拓楠兹齐兆珀亨察冯易欣卜采策茨慈次措旦得德顶东都俄茵翠黛蓓芭芙弥缪涅潘琪乞丘森绥娃薇希悉谢娅妲婕娥鹤虎华川藏措多吉才仁卓旦增嘎热帕提古丽艾买木买提江孜努尔夏提买合那地"
)
# Function words of one character that the segmentation glues to names; few given names end in one.
_CLITICS = frozenset("的了是在和与及等对向从由为被把让使给到至于将就也都还又再已并或而则但因以称说")


_LEVELS = "省市县区镇乡旗州"


class Recogniser:
    def __init__(self, rules: RuleBook, grammar: Grammar) -> None:
        self.grammar = grammar
        lists = {entry.id: entry.names for entry in rules.entries("surnames", Wordlist)}
        self.single = frozenset("".join(lists["single"]))
        self.compound = frozenset(lists["compound"])
        self.not_given = frozenset("".join(lists["not-given"]))
        self.posts: Lexicon[Posts] = Lexicon(
            (name, entry) for entry in rules.entries("posts", Posts) for name in entry.names
        )
        words = {entry.id: entry.names for entry in rules.entries("name_words", Wordlist)}
        self.agents = frozenset(words["agents"])
        self.honours = tuple(words["honours"])
        self.titles = tuple(
            {name for entry in rules.entries("posts", Posts) if entry.after for name in entry.names}
        )
        self.saying = tuple(sorted(grammar.saying, key=len, reverse=True))
        self.verbs = tuple(word for word in self.saying if len(word) > 1)
        self.speech = tuple(word for word in self.saying if len(word) > 1 or word in "说称")

    def __call__(self, page: Page) -> tuple[list[Entity], dict[int, int]]:
        """Candidates, which may overlap; and where the posts of the text end → where the longest one begins."""
        posts: dict[int, int] = {}
        follow: list[int] = []
        for start, name, senses in self.posts.find(page.text):
            end = start + len(name)
            posts[end] = min(start, posts.get(end, start))
            if any(entry.after for entry in senses):
                follow.append(start)
        found = [*self._after_posts(page, posts), *self._before_posts(page, follow)]
        found += self._speakers(page)
        found += self._agents(page, posts)
        found += self._dotted(page, posts)
        found += self._foreign(page, posts)
        found += list(self._lists(page, found))
        return found, posts

    def without_honours(self, page: Page, entities: list[Entity]) -> list[Entity]:
        """Without medals that were taken for persons: 获颁银紫荆星章."""
        return [
            entity
            for entity in entities
            if entity.label != "PERSON" or not page.text.endswith(self.honours, entity.start, entity.end)
        ]

    def _after_posts(self, page: Page, posts: dict[int, int]) -> Iterator[Entity]:
        """局长王小明, 记者 吴小新, 董事李甲、王乙."""
        text = page.text
        for at in sorted(posts):
            start = at
            while text[start : start + 1] == " ":
                start += 1
            while True:
                end = self._name(page, start, needed=_ENOUGH if start == at else _ENOUGH + 1)
                if end is None:
                    break
                yield Entity(start, end, "PERSON", "persons.after-post", 0.9)
                if text[end : end + 1] not in ("、", " "):
                    break
                start = end + 1

    def _agents(self, page: Page, posts: dict[int, int]) -> Iterator[Entity]:
        """泳手何诗蓓: after a word for what somebody is, where the name is surer than behind a post."""
        for token in page.tokens:
            if token.kind != "word" or token.end in posts or not 2 <= len(token.text) <= 5:
                continue
            if token.text[-1] in self.agents and token.text not in self.grammar.proper:
                end = self._name(page, token.end, needed=_ENOUGH + 1)
                if end is not None and end - token.end >= 3:
                    yield Entity(token.end, end, "PERSON", "persons.agent", 0.75)

    def _before_posts(self, page: Page, follow: list[int]) -> Iterator[Entity]:
        """李明教授, 陈茂波司长."""
        for at in follow:
            for size in (3, 2, 4):
                start = at - size
                if start < 0 or not self._possible(page, start, at):
                    continue
                if page.text[at - 1] in _LEVELS and page.text.startswith(page.text[at - 1], at):
                    continue  # 云溪县县长: a place and its post
                behind = page.text.endswith(_HOUSES, 0, start)  # 海州大学潘志强教授
                if behind or page.closed(start - 1) or self._ends_before(page, start):
                    yield Entity(start, at, "PERSON", "persons.before-post", 0.75)
                    break

    def _speakers(self, page: Page) -> Iterator[Entity]:
        """魏小军指出: at the start of a clause, directly before a verb of saying."""
        text = page.text
        for start in range(len(text)):
            if text[start] not in self.single or not (page.closed(start - 1) or text[start - 1] in "由"):
                continue
            for size in (3, 2, 4):
                end = start + size
                if text.startswith(self.speech, end) and self._possible(page, start, end):
                    yield Entity(start, end, "PERSON", "persons.speaker", 0.85)
                    break
                if (
                    text[end : end + 1] in (":", "：")
                    and start
                    and text[start - 1] == "\n"
                    and self._possible(page, start, end)
                ):
                    yield Entity(start, end, "PERSON", "persons.speaker", 0.8)
                    break

    def _dotted(self, page: Page, posts: dict[int, int]) -> Iterator[Entity]:
        """弗拉基米尔·普京."""
        text = page.text
        for found in _DOTTED.finditer(text):
            start, end = found.span()
            first = next(at for at in range(start, end) if text[at] in "·•・‧")
            last = max(at for at in range(start, end) if text[at] in "·•・‧")
            left = first
            while left > start and (text[left - 1] in SOUNDS or text[left - 1] == "-"):
                if left in posts or left in page.places:
                    break
                left -= 1
            right = self._sounds(page, last + 1, end)
            if left < first and right > last + 1:
                yield Entity(left, right, "PERSON", "persons.dotted", 0.9)

    def _sounds(self, page: Page, start: int, limit: int) -> int:
        """The end of the foreign name (or its last part) that begins at `start`."""
        text, right = page.text, start
        while right < limit and (text[right] in SOUNDS or (text[right].isascii() and text[right].isalpha())):
            token = page.word(right)
            if token is not None and token.start == right > start and token.text in self.grammar.blocking:
                break
            if right > start and text.startswith(self.speech, right):
                break
            right += 1
        return right

    def _foreign(self, page: Page, posts: dict[int, int]) -> Iterator[Entity]:
        """总统马尔科斯: three characters and more that write foreign names, after a post."""
        for at in posts:
            end = self._sounds(page, at, min(at + 8, len(page.text)))
            if (
                end - at >= 3
                and (page.closed(end) or page.edges[end])
                and not self._possible(page, at, at + 3)
            ) or (end - at >= 4 and (page.closed(end) or self._follows(page, end))):
                yield Entity(at, end, "PERSON", "persons.foreign", 0.8)

    def _follows(self, page: Page, end: int) -> bool:
        """Whether a verb of saying or a time stands here: 霍尔茨曼周五表示."""
        token = page.word(end)
        return page.text.startswith(self.saying, end) or (token is not None and token.kind == "time")

    def _lists(self, page: Page, found: list[Entity]) -> Iterator[Entity]:
        """李大伟、赵晓红出席: names before one that is known."""
        starts = {entity.start for entity in found}
        for at in sorted(starts, reverse=True):
            while at > 2 and page.text[at - 1] in "、和":
                end = at - 1
                size = next(
                    (
                        size
                        for size in (3, 2, 4)
                        if end >= size
                        and self._possible(page, end - size, end)
                        and (page.closed(end - size - 1) or self._ends_before(page, end - size))
                    ),
                    None,
                )
                if size is None:
                    break
                at = end - size
                yield Entity(at, end, "PERSON", "persons.list", 0.8)
                if at in starts:  # the rest was walked from there, or will be
                    break

    def _name(self, page: Page, start: int, needed: int) -> int | None:
        """The end of the Chinese name that begins at `start`; null when none is likely enough."""
        text = page.text
        spaced = _SPACED.match(text, start)
        if spaced and text[start] in self.single:  # 张　三
            end = spaced.end()
            if page.closed(end) or text.startswith(self.saying, end):
                return end
        best, weight = None, needed - 1
        for size in (3, 2, 4):
            end = start + size
            if self._possible(page, start, end):
                mine = self._weigh(page, start, end)
                if mine > weight:
                    best, weight = end, mine
        return best

    def _possible(self, page: Page, start: int, end: int) -> bool:
        """Whether surname and given name are such, by their characters and the dictionary."""
        name = page.text[start:end]
        compound = name[:2] in self.compound
        if len(name) != end - start or (len(name) == 4 and not compound):
            return False
        if not compound and name[0] not in self.single:
            return False
        given = name[2:] if compound else name[1:]
        if not given or any(char in self.not_given or not "\u4e00" <= char <= "\u9fff" for char in given):
            return False
        known = self.grammar.frequency(name)
        return not known or name in self.grammar.proper

    def _weigh(self, page: Page, start: int, end: int) -> int:
        """How likely the stretch is a whole name: what follows it, and whether the words of the segmentation agree."""
        text = page.text
        weight = 0
        if page.closed(end) or text.startswith(self.saying, end) or text.startswith(self.titles, end):
            weight += 3
        token = page.word(end)
        if page.edges[end] or text[end] in _CLITICS:  # 张伟到 is often one word of the segmentation
            weight += 1
        elif token is not None and not text.startswith(self.verbs, end):
            weight -= 2
        first = page.word(start)
        if first is not None and first.start == start:
            weight += 2 * (first.end == end) - 2 * (first.end > end and text[end] not in _CLITICS)
        last = page.word(end - 1)
        if text[end - 1] in _CLITICS:
            weight -= 3
        elif (
            last is not None
            and last.start == end - 2 > start
            and last.end == end
            and last.text in self.grammar.saying
        ):
            weight -= 3  # 王|强调
        return weight

    def _ends_before(self, page: Page, start: int) -> bool:
        """Whether the word before ends a clause's opening: a verb or particle, as in 对李明教授."""
        token = page.word(start - 1)
        return token is not None and token.end == start and token.text in self.grammar.blocking
