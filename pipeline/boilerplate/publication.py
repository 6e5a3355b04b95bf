"""What removed lines, brackets and datelines say of the publication: date, publisher, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.boilerplate.dates import read_date
from pipeline.model import BylineRole, Region

# 初审:张三 李四; several names share a label.
_NAME = re.compile(r"[^\s、,/|&;+·]+(?:·[^\s、,/|&;+·]+)*")
_SPLIT_NAME = re.compile(r"([\u3400-\u9fff])\s{1,2}([\u3400-\u9fff])(?![\u3400-\u9fff])")
_NO_NAME = re.compile(r"(?:等|和|与|及|整合|整理|编辑|综合|图|文|摄|摄影|报道|报导|供图|采写|撰文|[-_.:\d]+)")
# What may follow a name in one piece with it: 张三报道, 李四摄.
_TAIL = re.compile(r"(?:综合)?(?:报道|报导|整理|整合|摄影|摄|撰文|采写|文并摄|供图)$")


@dataclass(slots=True)
class Publication:
    """Positions are those of the view (`pipeline.boilerplate.lines`)."""

    dates: list[tuple[int, int, str]] = field(default_factory=list)
    """(rank, position, ISO date); the lowest wins."""
    publishers: list[tuple[int, int]] = field(default_factory=list)
    bylines: list[tuple[BylineRole, int, int]] = field(default_factory=list)

    def note(
        self, matched: re.Match[str], role: BylineRole | None, rank: int, offset: int, region: Region | None
    ) -> None:
        """Take what the groups `date` and `name` of a rule's match hold; `offset` is where the matched text starts."""
        if rank and matched["date"] and (iso := read_date(matched["date"], region)):
            self.dates.append((rank, offset + matched.start("date"), iso))
        if role is None or not matched["name"]:
            return
        start = offset + matched.start("name")
        if role == "source":
            bare = matched["name"].strip()
            self.publishers.append((start, start + len(bare)))
            self.bylines.append((role, start, start + len(bare)))
        else:
            self.bylines += [(role, start + at, start + end) for at, end in names(matched["name"])]


def names(text: str) -> Iterable[tuple[int, int]]:
    """Where each of several names stands in `text`: `王 某、李四` → two."""
    whole = {found.start(): found.end() for found in _SPLIT_NAME.finditer(text)} if len(text) <= 4 else {}
    if whole:
        yield from whole.items()
        return
    for found in _NAME.finditer(text):
        start, end = found.span()
        if tail := _TAIL.search(found.group()):
            end = start + tail.start()
        if end > start and not _NO_NAME.fullmatch(text[start:end]):
            yield start, end
