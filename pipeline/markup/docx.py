"""DOCX: paragraphs with their styles and tables, in the order of the document."""

from __future__ import annotations

import io
import re
from typing import Any

from pipeline.errors import InputError
from pipeline.marks import Marked
from pipeline.markup.writer import Writer
from pipeline.model import BlockKind

_HEADING = re.compile(r"(?:heading|标题|標題) ?(\d)", re.I)


def read(data: bytes) -> Marked:
    """Raises InputError (`needs_extra`) without python-docx, (`undecodable`) for what is no DOCX, (`no_text`) without text."""
    try:
        import docx
    except ImportError:
        raise InputError(
            "needs_extra",
            'DOCX is read with python-docx; install it: pip install "pressfacts[docx]"',
            "decode",
        ) from None
    try:
        document = docx.Document(io.BytesIO(data))
        items = list(document.iter_inner_content())
    except Exception as error:
        raise InputError(
            "undecodable", f"this is no DOCX document ({error}); save it anew", "decode"
        ) from None
    writer = Writer()
    title: str | None = None
    for item in items:
        if hasattr(item, "rows"):
            writer.table(_cells(item), -1)
            continue
        kind, level = _kind((item.style.name if item.style else None) or "")
        if kind == "title":
            title = title or item.text.strip() or None
        writer.block(item.text, kind, level)
    marked = writer.finish(title)
    if not marked.text.strip():
        raise InputError("no_text", "the document has no text", "decode")
    return marked


def _kind(style: str) -> tuple[BlockKind | None, int | None]:
    name = style.lower()
    if name in ("title", "标题", "標題"):
        return "title", None
    found = _HEADING.match(style)
    if found is not None:
        return "heading", int(found[1])
    if name.startswith("list"):
        return "list_item", None
    return ("caption", None) if name.startswith("caption") or style == "题注" else (None, None)


def _cells(table: Any) -> list[list[str]]:
    """A cell over several columns is written once, one over several rows in each."""
    rows = []
    for row in table.rows:
        cells, last = [], None
        for cell in row.cells:
            cells.append("" if cell._tc is last else cell.text)
            last = cell._tc
        rows.append(cells)
    return rows
