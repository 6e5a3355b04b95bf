"""Tables and forms of a document against golden cells: `NAME.cells.tsv` beside `NAME.txt` (format: tests/layouts/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from opencc import OpenCC

import pipeline

PARTS = ("value", "unit", "row", "column")
_simplify = OpenCC("t2s").convert
_mainland = OpenCC("tw2sp").convert
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d{1,2}[.、])")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Units that the cells give in words and ours in codes.
_SAME = {
    ("人/平方公里", "/km2"),
    ("公斤/公顷", "kg/har"),
    ("百分点", "个百分点"),
    ("个百分点", "百分点"),
    ("天", "d"),
}


@dataclass
class Shares:
    """How many cells of how many were right, in all and in each part; tables right as a whole; cells invented."""

    cells: int = 0
    right: int = 0
    tables: int = 0
    whole: int = 0
    invented: int = 0
    fields: int = 0
    fields_right: int = 0
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / max(1, self.cells)


def golden(path: Path) -> tuple[list[list[list[str]]], list[list[str]]]:
    """The tables, each with its cells (cell, value, unit, row, column), and the fields (key, value) of a file."""
    tables: list[list[list[str]]] = []
    fields: list[list[str]] = []
    mode = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            mode = line[2:].strip()
            if mode == "table":
                tables.append([])
        elif line.strip() and not line.startswith("cell\tvalue"):
            cells = line.split("\t")
            if mode == "form":
                fields.append(cells)
            elif tables:
                tables[-1].append((cells + [""] * 5)[:5])
    return tables, fields


def compare(document: dict[str, Any], path: Path, shares: Shares) -> None:
    """Adds what is right and wrong of a document to the shares."""
    tables, fields = golden(path)
    found = list(_cells(document))
    at = used = 0
    for table in tables:
        good = True
        for wanted in table:
            shares.cells += 1
            index = next((i for i in range(at, len(found)) if _bare(found[i][0]) == _bare(wanted[0])), None)
            if index is None:
                shares.wrong.append(f"{path.stem}: missing {wanted}")
                good = False
                continue
            at, used = index + 1, used + 1
            right = _right(found[index], wanted)
            for part, is_right in zip(PARTS, right, strict=True):
                shares.parts[part] += is_right
            if all(right):
                shares.right += 1
            else:
                good = False
                shares.wrong.append(f"{path.stem}: {wanted} is {found[index]}")
        if table:
            shares.tables += 1
            shares.whole += good
    shares.invented += len(found) - used
    given = {(_plain(block["key"]["original"]["text"]), _plain(block["value"]["original"]["text"]))
             for block in document["blocks"] if block["key"] and block["value"]}  # fmt: skip
    shares.fields += len(fields)
    shares.fields_right += sum(
        (_plain(key), _plain(value)) in given for key, value in (f[:2] for f in fields)
    )


def _cells(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """The cells with figures in order: the words, value, unit, row and column."""
    quantities = {item["id"]: item for item in document["quantities"]}
    for block in document["blocks"]:
        table = block["table"]
        if not table:
            continue
        for row, name in list(zip(table["rows"], table["row_names"], strict=True))[table["head_rows"] :]:
            for cell, column in zip(row, table["columns"], strict=True):
                if cell and cell["quantity"]:
                    item = quantities[cell["quantity"]]
                    yield cell["original"]["text"], item["value"], _unit(item), name or "", column["name"]


def _unit(item: dict[str, Any]) -> str:
    unit = item["unit"]
    if not unit:
        return ""
    if unit["per"]:
        return str(unit["text"])
    if item["kind"] == "money":
        return str(unit["currency"] or unit["text"])
    return str(unit["text"] if unit["code"] == "[pp]" else unit["code"] or unit["text"])


def _right(got: tuple[str, str, str, str, str], wanted: list[str]) -> tuple[bool, bool, bool, bool]:
    unit = _plain(got[2]) == _plain(wanted[2]) or (_plain(wanted[2]), got[2]) in _SAME
    column = _same_name(got[4], wanted[4].replace(" / ", ""))
    return _number(got[1]) == _number(wanted[1]), unit, _same_name(got[3], wanted[3]), column


def _same_name(got: str, wanted: str) -> bool:
    """Names of documents are in words of the mainland: 每股盈餘 is 每股收益, 電子零組件 is 电子零部件."""
    return _named(got) in (_named(wanted), _named(_mainland(wanted))) or _named(got) == _named(
        _reading(wanted)
    )


@lru_cache
def _reading(name: str) -> str:
    """A name in the words that the document of a Traditional text has for it."""
    return pipeline.extract(name).text or name


def _named(name: str) -> str:
    """A name without blanks, its number, the dash of a part, marks of footnotes and the brackets of units."""
    plain = re.sub(r"^[-－–—]|[#*①-⑨]", "", _plain(name)).replace("/", "")
    plain = _NUMBERED.sub("", plain, count=1)
    return re.sub(r"\([^()]*\)", "", plain)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", _simplify(text.translate(_WIDE)))


def _bare(text: str) -> str:
    """The figure of a cell without marks of footnotes and the sign of the first row: 3.5*, 2,980(註), $ 1,284."""
    return re.sub(r"^[$¥]|(?:[*#†①-⑨rp]|\(注\d?\))+$", "", _plain(text))


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError):
        return text
