"""Whole pages in the style of real sites, with what must go marked: ⟦goes⟧, ⟪an inline byline that goes too⟫.

The first lines of a page file may say what must be found: `published=… publisher=… bylines=role:name,role:name`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.engine import Pipeline
from pipeline.model import Document

PAGES = sorted((Path(__file__).parent / "boilerplate").glob("*.txt"))


@dataclass
class Marked:
    text: str
    goes: list[tuple[int, int]] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> Marked:
    text = path.read_text(encoding="utf-8")
    wanted: dict[str, str] = {}
    first, _, rest = text.partition("\n")
    if "=" in first:
        wanted, text = dict(part.split("=", 1) for part in first.split() if "=" in part), rest
    return mark(text, wanted)


def mark(text: str, wanted: dict[str, str] | None = None) -> Marked:
    page, at = Marked("", wanted=wanted or {}), 0
    for part in re.split("([⟦⟧⟪⟫])", text):
        if part in ("⟦", "⟪"):
            at = len(page.text)
        elif part in ("⟧", "⟫"):
            page.goes.append((at, len(page.text)))
        else:
            page.text += part
    return page


@lru_cache(maxsize=1)
def extractor() -> Pipeline:
    return Pipeline()


def ink(text: str, stretches: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in stretches for at in range(start, end) if not text[at].isspace()}


def removed(document: Document) -> list[tuple[int, int]]:
    return [(item.original.start, item.original.end) for item in document.removed]


def shown(text: str, places: set[int]) -> list[str]:
    """The runs of `places` as words, for a message that can be read."""
    runs: list[list[int]] = []
    for at in sorted(places):
        if runs and at - runs[-1][-1] <= 2:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [text[run[0] : run[-1] + 1] for run in runs]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    page = read(path)
    document = extractor()(page.text)
    gone, goes = ink(page.text, removed(document)), ink(page.text, page.goes)
    assert (shown(page.text, gone - goes), shown(page.text, goes - gone)) == ([], [])
    if "published" in page.wanted:
        assert document.published == (page.wanted["published"] or None)
    if "publisher" in page.wanted:
        assert document.publisher == (page.wanted["publisher"] or None)
    told = {f"{byline.role}:{byline.original.text}" for byline in document.bylines}
    role = ""
    for name in filter(None, page.wanted.get("bylines", "").split(",")):
        role = name.partition(":")[0] if ":" in name else role
        assert f"{role}:{name.rpartition(':')[2]}" in told
