"""The blocks of a text: what each line is, with tables as blocks of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.draft import Block, Stretch, Table
from pipeline.layout.finding import tables_in
from pipeline.layout.grid import Builder
from pipeline.layout.lines import Line, lines_of
from pipeline.marks import Mark
from pipeline.model import BlockKind
from pipeline.shapes import Shapes

_PAUSE = re.compile(r"[。;；]")
_FINAL = "。!?！？;；:：,，…”』」"
# Lines of up to so many characters can be headings, titles.
_SHORT, _SHORT_TITLE, _SHORT_CAPTION = 30, 60, 80
# 1.事實發生日:113/07/15, 营业收入:3.5亿元
_FIELD = re.compile(
    r"\(?\d{1,2}\)?[.、) ] ?((?!\d+[:：])[^:：。;；]{2,70})[:：] ?(?=\S)|(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)) ?([^:：，,。;；\d][^:：，,。;；]{0,24})[:：]\s*(?=\S)"
    r"|([^:：，,。;；\d][^:：，,。;；]{0,24})[:：]\s*(?=\S)"
)
# behind wide blanks the next field of a line
_NEXT = re.compile(
    r"(?<![ \u3000])(?:[ \u3000]{2,24}|\u3000)(?=[^:：，,。;；\d\s][^:：，,。;；\s]{1,11}[:：] ?\S)"
)
# 10.其他应叙明事项: with its value on the lines below
_OPEN = re.compile(r"\(?\d{1,2}\)?[.、) ] ?([^:：，,。;；\d][^:：。;；]{0,40})[:：]$")
_NUMBER = re.compile(r"\(?\d{1,2}\)?[.、) ]")
# what stands behind other words of a line: (单位:元/吨), 每100外币兑人民币,单位:元
_DECLARED = re.compile(r"[(\[ ,，;；]([^()\[\] :：]{0,4}单位 ?[:：] ?[^()\[\] ]{1,20})")
_FEWEST_FIELDS = 3
_FEWEST_FIGURES = 4
# How far above a table its title and unit are looked for, and its notes below.
_ABOVE, _BELOW = 4, 6


def blocks_of(reading: str, title: str | None, shapes: Shapes, marks: Sequence[Mark] = ()) -> list[Block]:
    """In order of the text. `title`: the line that the source gives as the title; `marks`: of its mark-up."""
    lines = list(lines_of(reading))
    builder = Builder(reading, shapes)
    blocks: list[Block] = []
    at = 0
    for found in tables_in(lines, shapes, marks):
        table = builder.build(found)
        if table is None:
            continue
        blocks += [_line(line, shapes) for line in lines[at : found.first]]
        _around(
            table, lines[max(at, found.first - _ABOVE) : found.first], lines[found.last :][:_BELOW], shapes
        )
        before = blocks[-1].table if blocks and at == found.first else None
        if before is not None and not table.declarations:
            table.declarations = list(before.declarations)  # one below the other
            table.caption = table.caption or before.caption
        cells = [cell for row in table.rows for cell in row.cells if cell.end > cell.start]
        start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
        blocks.append(Block(start, end, "table", table=table))
        at = found.last
    blocks += [_line(line, shapes) for line in lines[at:]]
    _marked(blocks, marks)
    _fields(blocks, reading)
    _entitle(blocks, reading, title)
    return blocks


def tables_of(reading: str, shapes: Shapes) -> list[tuple[int, int]]:
    """Where tables of figures stand, in order; lists of titles with their dates and the like are none."""
    builder = Builder(reading, shapes)
    stretches = []
    for found in tables_in(list(lines_of(reading)), shapes):
        drawn = found.form == "bars" and found.heads > 0  # |---|---|
        table = builder.build(found)
        cells = [cell for row in table.rows for cell in row.cells] if table else []
        if sum(cell.role == "value" for cell in cells) >= (1 if drawn else _FEWEST_FIGURES):
            places = [(cell.start, cell.end) for cell in cells if cell.end > cell.start]
            stretches.append((min(places)[0], max(end for _, end in places)))
    return stretches


def _line(line: Line, shapes: Shapes) -> Block:
    kind, level = _kind(line.text, shapes)
    return Block(line.start, line.end, kind, level)


def _kind(line: str, shapes: Shapes) -> tuple[BlockKind, int | None]:
    """What a line is by its form alone, and the level of a heading."""
    if shapes.has("caption", line):
        return "caption", None
    if shapes.has("question", line):
        return "question", None
    if shapes.has("answer", line):
        return "answer", None
    ended = line[-1] in _FINAL
    numbered = shapes.find("numbered", line)
    if numbered is not None:
        return ("heading", numbered.level) if not ended and len(line) <= _SHORT else ("list_item", None)
    if shapes.has("bullet", line):
        return "list_item", None
    if (
        not ended
        and len(line) <= _SHORT_CAPTION
        and shapes.has("table_title", line)
        and line.startswith("表")
    ):
        return "caption", None
    if not ended and len(line) <= _SHORT and not _PAUSE.search(line):
        return "heading", 1
    return "paragraph", None


def _around(table: Table, above: Sequence[Line], below: Sequence[Line], shapes: Shapes) -> None:
    """Title, units and bases above the table, notes below it."""
    for line in reversed(above):
        if shapes.has("declaration", line.text):
            table.declarations.insert(0, Stretch(line.start, line.end))
            continue
        inner = _DECLARED.search(line.text)
        if inner is not None and shapes.has("declaration", inner[1]):
            at = Stretch(line.start + inner.start(1), line.start + inner.end(1))
            table.declarations.insert(0, at)  # 价格按下表执行(单位:元/吨):
        if table.caption is None and line.text[-1] not in "。；;，,":
            table.caption = Stretch(line.start, line.end)
            break
        break
    for line in below:
        if not shapes.has("note", line.text) and not (
            table.notes and shapes.has("numbered", line.text) and len(line.text) > 12
        ):
            break
        table.notes.append(Stretch(line.start, line.end))


def _marked(blocks: list[Block], marks: Sequence[Mark]) -> None:
    """What the mark-up calls a block goes before what it looks like."""
    named = [mark for mark in marks if mark.kind != "table"]
    starts = [block.start for block in blocks]
    for mark in named:
        block = blocks[bisect_right(starts, mark.start) - 1]
        if block.kind != "table" and block.start <= mark.start < block.end:
            block.kind, block.level = mark.kind, mark.level
            block.start = mark.start  # without the # of Markdown


@dataclass(slots=True)
class _Field:
    """A key and the place of its value on the same line (empty: it stands on the lines of `below`)."""

    block: Block
    key: Stretch
    value: Stretch
    below: list[Block] = field(default_factory=list)


def _fields(blocks: list[Block], reading: str) -> None:
    """Runs of 字段:值 lines: list items with key and value. A numbered key alone has its value on the lines below."""
    runs: list[list[_Field]] = [[]]
    for block in blocks:
        run = runs[-1]
        if block.kind in ("table", "question", "answer", "title"):
            runs.append([])
            continue
        found = list(_read(block, reading))
        opened = None if found else _OPEN.fullmatch(reading, block.start, block.end)
        goes_on = (
            bool(run) and run[-1].value.end == 0 and _NUMBER.match(reading, block.start, block.end) is None
        )
        begun = bool(run) or any(len(fields) >= _FEWEST_FIELDS for fields in runs[-3:])
        if opened is not None and begun:
            run.append(_Field(block, Stretch(*opened.span(1)), Stretch(0, 0)))
        elif goes_on:
            run[-1].below.append(block)
        elif found:
            run += found
        else:
            runs.append([])
    form = any(len(run) >= _FEWEST_FIELDS for run in runs)
    more: dict[int, list[Block]] = {}
    for run in runs:
        if len(run) >= _FEWEST_FIELDS or (form and len(run) > 1 and _short(run, reading)):
            _give(run, more)
    if more:
        blocks[:] = [part for block in blocks for part in (block, *more.get(block.start, ()))]


def _read(block: Block, reading: str) -> Iterator[_Field]:
    """The fields of a line; several stand behind wide blanks: 序号:1　发言日期:113/11/07."""
    parts = [Stretch(block.start, block.end)]
    gaps = list(_NEXT.finditer(reading, block.start, block.end))
    if gaps:
        starts = [block.start, *(gap.end() for gap in gaps)]
        parts = [
            Stretch(*pair) for pair in zip(starts, [*(gap.start() for gap in gaps), block.end], strict=True)
        ]
    for start, end in parts:
        found = _FIELD.match(reading, start, end)
        if found is None:
            return
        yield _Field(block, Stretch(*found.span(found.lastindex or 1)), Stretch(found.end(), end))


def _short(run: list[_Field], reading: str) -> bool:
    """Whether the fields are no sentences."""
    return all(reading[item.block.end - 1] not in "。!?！？" for item in run)


def _give(run: list[_Field], more: dict[int, list[Block]]) -> None:
    """Makes the lines of a run fields; `more`: the further ones of a line, by where it starts."""
    done: set[int] = set()
    for item in run:
        block = item.block
        if block.start in done:
            block = Block(item.key.start, item.value.end, "list_item")
            more.setdefault(item.block.start, []).append(block)
        done.add(block.start)
        block.kind, block.level, block.key = "list_item", None, item.key
        if item.value.end > item.value.start:
            block.value, block.end = item.value, item.value.end
        elif item.below:
            block.value = Stretch(item.below[0].start, item.below[-1].end)


def _entitle(blocks: list[Block], reading: str, given: str | None) -> None:
    """The title: the line that the source gives as one, else the first line when it is short and the text goes on."""
    lines = [(block, reading[block.start : block.end]) for block in blocks if block.kind != "table"]
    title = next((block for block, _ in lines if block.kind == "title"), None)
    title = title or next((block for block, line in lines if line == given), None)
    if title is None and len(blocks) > 1 and lines and blocks[0] is lines[0][0]:
        block, line = lines[0]
        short = len(line) <= _SHORT_TITLE and line[-1] not in _FINAL
        title = block if short and block.kind in ("heading", "paragraph") else None
    if title is not None:
        title.kind, title.level = "title", None
