"""Which lines of a page are boilerplate: by what they say, where they stand, and what stands next to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.boilerplate.blocks import block
from pipeline.boilerplate.families import Families, Piece, Rule, Sentence, numbered
from pipeline.boilerplate.lines import Line
from pipeline.rulebook.boilerplate import Where

# The strongest position that a piece of a line may claim decides for the line.
_STRENGTH: tuple[Where, ...] = ("anywhere", "edges", "head", "tail", "masthead", "beside")
_PASSES = 4
_NOTICE_KINDS = ("copyright", "disclaimer")
# A row of so many words of navigation is a menu, whatever stands next to it.
_MENU = 3
# What may open the foot of a page: a source or a date may stand under a table as well.
_FOOT_KINDS = ("navigation", "copyright", "disclaimer", "contact", "byline")
_FOOT_ROLES = (None, "editor")
# Lines of the foot are short and tell no figures.
_FOOT_LINE = 60
# The rule for 完, and what may still follow it of the text itself.
_END = "end-mark"
_ANNEX = "annex"
_NOTES = re.compile(r"[(\[]?(?:附?注|备注|附[件表录]|表|图|编辑垂注|编者注)")
# The name of a site or an account is no longer than this.
_NAME = 12
# 期末总资产(仟元):9,877,002: a field of a form, and no label of a menu
_STATED = re.compile(
    r"[^:\n]{2,60}\((?:[十百千万亿仟佰]*(?:[\u4e00-\u9fff]{0,2}元|股|人|人次|户|吨|辆|台)|%)\)[^:\d]{0,6}: ?\(?[-$]?\d"
)
_FIGURE = re.compile(r"\d\s*(?:[%亿万元家个倍吨件人名台辆户]|百分点)")
_DIGITS = re.compile(r"[\d\s.,:+()\[\]-]+")


@dataclass(slots=True)
class Hit:
    """A line that looks like boilerplate: the rule that says so, and where it must stand to be it."""

    rule: Rule
    where: Where
    pieces: list[Piece] = field(default_factory=list)


class Page:
    """The lines of a document; `taken` maps the index of a line that goes to its hit. Rows of `tables` (stretches of
    the view) stay: 1 | 东湖区 | 28 | 91.2 looks like a menu."""

    def __init__(self, lines: list[Line], families: Families, tables: Sequence[tuple[int, int]] = ()) -> None:
        self.lines = lines
        self.families = families
        self.hits: dict[int, Hit] = {}
        self.taken: dict[int, Hit] = {}
        self._rows = {
            index for index, line in enumerate(lines) if _inside(line, tables) or _STATED.match(line.text)
        }
        for index, line in enumerate(lines):
            hit = None if index in self._rows else self._look(line)
            if hit is not None:
                self.hits[index] = hit
        self._listed: set[int] = set()
        self.first = self.last = self.headline = -1
        self._bounds()

    def decide(self) -> dict[int, Hit]:
        """The lines that go. What one step takes may put the next line at the edge: repeated, but not for ever."""
        if len(self.lines) == 1:
            # A text of one line is no page and has no edges: 2016年11月7日下午3点20分 is given to be read.
            self.taken = {index: hit for index, hit in self.hits.items() if hit.where == "anywhere"}
            return self.taken
        for _ in range(_PASSES):
            before = len(self.taken)
            self._by_position()
            self._blocks()
            self._notice_lists()
            self._bounds()
            if len(self.taken) == before:
                break
        self._beside()
        self._name_again()
        self._foot()
        return self.taken

    def _look(self, line: Line) -> Hit | None:
        pieces = self.families.furniture(line.text)
        if pieces:
            strongest = min(pieces, key=lambda piece: _STRENGTH.index(piece.rule.entry.where))
            places = {piece.rule.entry.where for piece in pieces} - {"beside"}
            where = "edges" if places == {"head", "tail"} else strongest.rule.entry.where
            if where == "beside" and len(pieces) >= _MENU and not _DIGITS.fullmatch(line.text):
                where = "edges"
            return Hit(strongest.rule, where, pieces)
        if pieces := self.families.menu(line.text):
            return Hit(pieces[0].rule, "edges", pieces)
        if not line.prose and (pieces := self.families.dated(line.text)):
            return Hit(pieces[0].rule, "masthead", pieces)
        rule = notice_line(self.families.sentences(line.text))
        return Hit(rule, rule.entry.where) if rule else None

    def _bounds(self) -> None:
        """First and last line of the body's prose; -1 where it has none."""
        prose = [
            index
            for index, line in enumerate(self.lines)
            if index not in self.hits and index not in self.taken and line.prose
        ]
        prose = self._before_end(prose)
        self.first, self.last = (prose[0], prose[-1]) if prose else (-1, -1)
        above = [index for index in range(self.first) if index not in self.hits and index not in self.taken]
        self.headline = above[-1] if above else -1

    def _before_end(self, prose: list[int]) -> list[int]:
        """The lines of prose above the mark of the end (完, - END -), where what stands below it is but a remainder."""
        ends = [
            index for index, hit in self.hits.items() if hit.rule.id == _END and prose and index > prose[0]
        ]
        if not ends:
            return prose
        above = [index for index in prose if index < ends[-1]]
        size = sum(len(self.lines[index].text) for index in above)
        rest = sum(len(self.lines[index].text) for index in prose) - size
        return above if rest * 2 <= size else prose

    def at_head(self, index: int) -> bool:
        return self.first < 0 or index < self.first

    def at_tail(self, index: int) -> bool:
        return self.first < 0 or index > self.last

    def fits(self, where: Where, index: int) -> bool:
        head, tail = self.at_head(index), self.at_tail(index)
        return {
            "anywhere": True,
            "edges": head or tail,
            "head": head,
            "masthead": index < self.headline,
            "tail": tail,
            "beside": False,
        }[where]

    def take(self, index: int, rule: Rule, pieces: list[Piece] | None = None) -> None:
        if index not in self._rows:
            self.taken.setdefault(index, Hit(rule, rule.entry.where, pieces or []))

    def _by_position(self) -> None:
        for index, hit in self.hits.items():
            if self.fits(hit.where, index) and not self._announced(index, hit):
                self.taken.setdefault(index, hit)

    def _announced(self, index: int, hit: Hit) -> bool:
        """An address list that the body announces (各网点地址如下:) belongs to the body."""
        if hit.rule.entry.kind != "contact" or not hit.pieces or index == 0 or index - 1 in self.taken:
            return False
        above = self.lines[index - 1].text
        listed = index - 1 in self._listed or (above.endswith(":") and self.families.heading(above) is None)
        if listed:
            self._listed.add(index)
        return listed

    def _blocks(self) -> None:
        index = 0
        while index < len(self.lines):
            found = None if index in self.taken else self.families.heading(self.lines[index].text)
            if found is not None and self.fits_block(found[0], index):
                rule, match = found
                for taken in block(self, index, rule, match):
                    self.take(taken, rule, self.hits[taken].pieces if taken in self.hits else None)
            index += 1

    def fits_block(self, rule: Rule, index: int) -> bool:
        """A block stands below some of the body, unless it is one of the head."""
        if rule.entry.where == "head":
            return self.at_head(index)
        if rule.entry.where == "tail":
            return self.at_tail(index)
        return rule.entry.where == "anywhere" or self.first < 0 or index > self.first

    def _notice_lists(self) -> None:
        """Items and further paragraphs of a notice that say little of themselves."""
        for index in sorted(self.taken):
            hit = self.taken[index]
            if hit.rule.entry.kind not in _NOTICE_KINDS or hit.pieces:
                continue
            self._spread(index, hit, -1)
            self._spread(index, hit, +1)

    def _spread(self, index: int, hit: Hit, step: int) -> None:
        item = numbered(self.lines[index].text)
        at = index + step
        while 0 <= at < len(self.lines) and at not in self.taken:
            line = self.lines[at]
            is_item = numbered(line.text)
            sentences = self.families.sentences(line.text)
            told = any(sentence.rule for sentence in (sentences if is_item else sentences[:1]))
            # Above a notice, and below one that stands over the body, only items of the same list belong to it.
            if (
                not told
                or (not is_item and (step < 0 or self.at_head(index)))
                or (is_item and not item and step < 0)
            ):
                return
            self.take(at, hit.rule)
            at += step

    def _beside(self) -> None:
        """Lean furniture (评论, 图集, a bare date) goes with the firm one that it stands next to."""
        firm_head = any(self.at_head(index) for index in self.taken)
        below = self._near(range(len(self.lines)))
        near = below | self._near(range(len(self.lines) - 1, -1, -1))
        for index, hit in self.hits.items():
            lean = hit.where == "beside" or (hit.where == "masthead" and index > self.headline >= 0)
            # A bare number above furniture may be the last cell of a table, and 附表 may be its heading.
            cell = index not in below and _DIGITS.fullmatch(self.lines[index].text) is not None
            after = index + 1
            cell |= (
                hit.rule.id == _ANNEX
                and after < len(self.lines)
                and after not in self.hits
                and after not in self.taken
            )
            if (lean and firm_head and self.at_head(index)) or (
                lean and index in near and self.at_tail(index) and not cell
            ):
                self.taken.setdefault(index, hit)

    def _name_again(self) -> None:
        """江州发布 alone on a line goes where the publishing line next to it (江州发布 2021-11-30) bears that name;
        the name over the menu of its site goes as well."""
        if (
            len(self.lines) > 1
            and self.headline > 1
            and 0 not in self.taken
            and len(self.lines[0].text) <= _NAME
        ):
            menu = self.taken.get(1)
            if menu and menu.rule.entry.kind == "navigation" and len(self.lines[1].text.split()) > _MENU:
                self.take(0, menu.rule)
        for index, hit in list(self.taken.items()):
            if not any(piece.rule.entry.rank for piece in hit.pieces):
                continue
            for at in (index - 1, index + 1):
                if (
                    0 <= at < len(self.lines)
                    and at not in self.taken
                    and self.at_head(at)
                    and len(self.lines[at].text) <= _NAME
                    and self.lines[at].text in self.lines[index].text
                ):
                    self.take(at, hit.rule)

    def _foot(self) -> None:
        """Below the body, once the foot of the page has begun, what is no sentence belongs to it."""
        if self.first < 0:
            return
        opened: Rule | None = None
        ended = False
        for index in range(self.last + 1, len(self.lines)):
            line = self.lines[index]
            if index in self.taken:
                rule = self.taken[index].rule
                if rule.id == _END or (rule.entry.kind in _FOOT_KINDS and rule.entry.role in _FOOT_ROLES):
                    opened, ended = rule, ended or rule.id == _END
            elif opened is not None and self._belongs_to_foot(line, ended):
                self.take(index, opened)
            else:
                opened, ended = None, False

    def _belongs_to_foot(self, line: Line, ended: bool) -> bool:
        """Below the mark of the end paragraphs go as well, but not notes and tables."""
        if ended and _NOTES.match(line.text):
            return False
        return (ended and line.prose) or (len(line.text) <= _FOOT_LINE and not _FIGURE.search(line.text))

    def _near(self, order: Iterable[int]) -> set[int]:
        """The lines that follow, in this order, on one that goes, with nothing but other hits between."""
        found: set[int] = set()
        near = False
        for index in order:
            near = index in self.taken or (near and index in self.hits)
            if near:
                found.add(index)
        return found


def _inside(line: Line, tables: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(tables, (line.start, line.end)) - 1
    return any(start <= line.start < end for start, end in tables[max(0, at) : at + 2])


def notice_line(sentences: list[Sentence]) -> Rule | None:
    """The rule for which all of a line is a notice: its first sentence tells, and most of what follows."""
    firm = next((sentence.rule for sentence in sentences if sentence.rule and not sentence.weak), None)
    if firm is None or sentences[0].rule is None:
        return None
    told = sum(sentence.end - sentence.start for sentence in sentences if sentence.rule)
    return firm if told * 10 >= 6 * sum(sentence.end - sentence.start for sentence in sentences) else None
