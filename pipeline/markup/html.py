"""HTML: blocks, headings, lists, captions and tables from the DOM, without scripts, menus and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.intake import check_date
from pipeline.marks import Marked
from pipeline.markup.writer import Writer, tidy
from pipeline.model import BlockKind

_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "svg",
     "iframe", "canvas", "object", "video", "audio", "head", "dialog", "input", "textarea"]
)  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"})
_BLOCKS = frozenset(
    ["p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
     "dl", "dt", "dd", "table", "blockquote", "pre", "figure", "figcaption", "address", "hr", "body", "center",
     "details", "summary", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"]
)  # fmt: skip
_HEADINGS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DATES = (
    "article:published_time", "og:published_time", "publishdate", "pubdate", "date", "dc.date", "dc.date.issued",
    "publish_date", "datepublished", "firstpublishedtime",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
# An <article> with less than this share of the text is a teaser.
_MOST = 0.4
_WIDEST = 200
# A form has so many keys at least, in rows of so many cells at most.
_FEWEST_FIELDS, _WIDEST_FORM = 3, 4
_KEY = re.compile(r"(?:\d{1,2}[.、)] ?)?[^\d:：，,。;；][^:：，,。;；]{0,24}[:：]?")
_FIGURE = re.compile(r"[-+−△▲▼(（]?\s*[$￥€£]?\d[\d,.]*\s*(?:[%‰]|[\u4e00-\u9fff]{0,3})[)）]?$|[-—–…]+$")


def read(text: str) -> Marked:
    """Raises InputError (`needs_extra`) without lxml and (`no_text`) for a page without text."""
    try:
        from lxml import etree, html
    except ImportError:
        raise InputError(
            "needs_extra", 'HTML is read with lxml; install it: pip install "pressfacts[html]"', "decode"
        ) from None
    try:
        # a declaration of an encoding holds for bytes, and these are decoded
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.LxmlError, ValueError) as error:
        raise InputError("no_text", f"the page has no text ({error})", "decode") from None
    writer = Writer()
    _Page(writer).walk(_body(root))
    marked = writer.finish(_title(root), _published(root))
    if not marked.text.strip():
        raise InputError("no_text", "the page has no text outside of menus and scripts", "decode")
    return marked


class _Page:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.titled = False

    def walk(self, node: Any) -> None:
        """The blocks inside a node, in order; text between them is a block as well."""
        loose: list[str] = [node.text or ""]
        for child in node:
            if not isinstance(child.tag, str) or _dropped(child):
                loose.append(child.tail or "")
                continue
            if child.tag == "br":
                loose.append("\n")
            elif child.tag in _BLOCKS or any(True for _ in _inner_blocks(child)):
                self._flush(loose)
                self._block(child)
            else:
                loose.append(_text(child))
            loose.append(child.tail or "")
        self._flush(loose)

    def _flush(self, loose: list[str]) -> None:
        text = "".join(loose)
        loose.clear()
        if text.strip():
            self.writer.block(text)

    def _block(self, node: Any) -> None:
        tag = node.tag
        if tag == "table" and _is_data(node):
            caption = node.find("caption")
            if caption is not None:
                self.writer.block(_text(caption), "caption")
            fields = _form(node)
            if fields:
                self.writer.form(fields)
            else:
                self.writer.table(*_grid(node))
        elif tag == "dl" and (fields := _list_of_terms(node)):
            self.writer.form(fields)
        elif tag == "h1":
            self.writer.block(_text(node), "heading" if self.titled else "title", 1 if self.titled else None)
            self.titled = True
        elif tag in _HEADINGS:
            self.writer.block(_text(node), "heading", _HEADINGS[tag])
        elif tag in ("p", "pre", "dt", "dd", "caption", "summary"):
            self._leaf(node, None)
        elif tag == "li":
            self._leaf(node, "list_item")
        elif tag == "figcaption":
            self._leaf(node, "caption")
        else:
            self.walk(node)

    def _leaf(self, node: Any, kind: BlockKind | None) -> None:
        if any(True for _ in _inner_blocks(node)):
            self.walk(node)
        else:
            self.writer.block(_text(node), kind)


def _inner_blocks(node: Any) -> Iterator[Any]:
    return (inner for inner in node.iterdescendants() if isinstance(inner.tag, str) and inner.tag in _BLOCKS)


def _dropped(node: Any) -> bool:
    return (
        node.tag in _DROPPED
        or node.get("role") in _ROLES
        or node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(node.get("style") or ""))
        or (node.tag == "header" and node.find(".//h1") is None and node.getparent().tag == "body")
    )


def _text(node: Any) -> str:
    """The text of a node in one piece; blanks of the source are those of a line."""
    parts = [_wrapped(node.text)]
    for child in node:
        if isinstance(child.tag, str) and not _dropped(child):
            parts.append("\n" if child.tag == "br" else _text(child))
        parts.append(_wrapped(child.tail))
    return "".join(parts)


def _wrapped(text: str | None) -> str:
    return tidy(f"\x02{text}\x02").replace("\x02", "") if text and "\n" in text else text or ""


def _body(root: Any) -> Any:
    """The one <article> or <main> that holds most of the text, else the body."""
    body = root.find("body")
    body = root if body is None else body
    size = len(_text(body).strip()) or 1
    for tag in ("article", "main"):
        found = list(body.iter(tag))
        if (
            len(found) == 1
            and len(_text(found[0]).strip()) >= _MOST * size
            and found[0].find(".//h1") is not None
        ):
            return found[0]
    return body


def _is_data(table: Any) -> bool:
    """Whether a table holds cells of data and not the layout of a page: no other blocks in it, and two columns."""
    if table.find(".//table") is not None:
        return False
    rows = [len(row.findall("td") + row.findall("th")) for row in table.iter("tr")]
    return len(rows) >= 2 and max(rows, default=0) >= 2


def _list_of_terms(node: Any) -> list[tuple[str, str]]:
    """Keys and values of a <dl> with one short <dd> behind each <dt>; empty for other ones."""
    parts = [part for part in node if isinstance(part.tag, str)]
    if len(parts) < 2 * _FEWEST_FIELDS or [part.tag for part in parts] != ["dt", "dd"] * (len(parts) // 2):
        return []
    told = [tidy(_text(part)) for part in parts]
    fields = [(key.rstrip(":： "), value) for key, value in zip(told[::2], told[1::2], strict=True) if value]
    return fields if all(_KEY.fullmatch(key) and value[-1] not in "。！？" for key, value in fields) else []


def _form(table: Any) -> list[tuple[str, str]]:
    """Keys and values of a table that is a form: rows of a <th> (or a name with a colon) and a <td>, once or twice, most values
    in words. Empty where it is none: a table of figures stays one."""
    fields: list[tuple[str, str]] = []
    for row in table.iter("tr"):
        nodes = [node for node in row if node.tag in ("td", "th") and not _dropped(node)]
        if not nodes or len(nodes) % 2 or len(nodes) > _WIDEST_FORM:
            return []
        for named, said in zip(nodes[::2], nodes[1::2], strict=True):
            key, value = tidy(_text(named)), tidy(_text(said))
            if said.tag == "th" or (named.tag == "td" and not key.endswith((":", "："))):
                return []
            if value and not _KEY.fullmatch(key):
                return []
            fields += [(key.rstrip(":： "), value)] if value else []
    worded = sum(not _FIGURE.match(value) for _, value in fields)
    known = {key for key, _ in fields}
    return fields if len(known) == len(fields) >= _FEWEST_FIELDS and worded * 2 >= len(fields) else []


def _grid(table: Any) -> tuple[list[list[str]], int]:
    """The cells in rows of one width, spans opened: the text stands at the first place, the others are empty; a name over
    several rows is written in each."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    heads = 0
    for row in table.iter("tr"):
        cells: list[str] = []
        nodes = [node for node in row if node.tag in ("td", "th") and not _dropped(node)]
        for node in nodes:
            _fill(cells, hanging)
            text = _text(node)
            across, down = _span(node, "colspan"), _span(node, "rowspan")
            for index in range(across):
                if down > 1:
                    hanging[len(cells)] = (down - 1, text if not index and node.tag == "td" else "")
                cells.append(text if not index else "")
        _fill(cells, hanging)
        if len(rows) == heads and nodes and _head_row(row, nodes):
            heads += 1
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows], heads or -1


def _fill(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """What hangs down from the rows above into the next places."""
    while len(cells) in hanging:
        left, text = hanging[len(cells)]
        if left > 1:
            hanging[len(cells)] = (left - 1, text)
        else:
            del hanging[len(cells)]
        cells.append(text)


def _head_row(row: Any, nodes: list[Any]) -> bool:
    return row.getparent().tag == "thead" or all(node.tag == "th" for node in nodes)


def _span(node: Any, name: str) -> int:
    value = (node.get(name) or "1").strip()
    return max(1, min(int(value), _WIDEST)) if value.isdecimal() and len(value) < 5 else 1


def _title(root: Any) -> str | None:
    found = root.find(".//h1")
    text = tidy(_text(found).replace("\n", " ")) if found is not None else ""
    return text or None


def _published(root: Any) -> str | None:
    """The day that a <meta> gives, `YYYY-MM-DD`."""
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        found = _DAY.match((meta.get("content") or "").strip()) if name in _DATES else None
        if found is not None:
            try:
                return check_date(f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}")
            except InputError:
                continue
    return None
