"""A document of 50,000 characters is read like its paragraphs one by one, but for what they take from each other."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.draft import Stretch
from pipeline.offsets import fold
from pipeline.quantities.recognise import Recogniser as Quantities
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser as Times

ROOT = Path(__file__).parent.parent
_MARK = re.compile(r"\[([^\[\]|]+)\|[A-Z_]+\]")
_SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？]*")
# These take the kind of period from the text before them.
_OF_CONTEXT = ("同期", "期内", "上期")


@cache
def readers() -> tuple[Times, Quantities]:
    rules = RuleBook.load()
    return Times(rules), Quantities(rules)


def paragraphs() -> list[str]:
    """Sentences of the press corpus in Simplified script with a digit or numeral, about 50,000 characters of them."""
    found: list[str] = []
    size = 0
    for path in sorted((ROOT / "corpus" / "press").glob("*.txt")):
        simplified = True
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# doc="):
                simplified = "script=Hans" in line
            elif simplified and re.search(r"[\d一二三四五六七八九十]", line):
                found.append(fold(_MARK.sub(r"\1", line)))
                size += len(found[-1]) + 1
                if size > 50_000:
                    return found
    return found


def items(text: str, offset: int = 0) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """Times and quantities by their places."""
    read_times, read_quantities = readers()
    sentences = [Stretch(*found.span()) for found in _SENTENCE.finditer(text)]
    times = read_times(text, sentences, "2024-05-20", "CN")
    quantities = read_quantities(text, [(time.start, time.end) for time in times], "CN")
    return (
        {
            (time.start + offset, time.end + offset, time.type, time.anchored, None if time.anchored else time.value)
            for time in times
            if not text[time.start : time.end].endswith(_OF_CONTEXT)
        },
        {(item.start + offset, item.end + offset, item.kind, item.value, item.low, item.high) for item in quantities},
    )  # fmt: skip


def test_a_long_document_is_read_like_its_paragraphs() -> None:
    lines = paragraphs()
    text = "\n".join(lines)
    assert len(text) >= 50_000
    times, quantities = items(text)
    each_times: set[tuple[Any, ...]] = set()
    each_quantities: set[tuple[Any, ...]] = set()
    at = 0
    for line in lines:
        found = items(line, at)
        each_times |= found[0]
        each_quantities |= found[1]
        at += len(line) + 1
    assert len(times) > 300
    assert len(quantities) > 500

    def shown(differences: set[tuple[Any, ...]]) -> list[str]:
        return [f"{text[max(0, item[0] - 10) : item[1] + 6]} {item}" for item in sorted(differences, key=str)]

    assert shown(quantities ^ each_quantities) == []
    assert shown(times ^ each_times) == []
